//! Where the service sent a code.

use crate::json::Json;

/// Where a code was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeDelivery {
    /// The address, masked by the service.
    pub destination: Option<String>,
    /// `EMAIL` or `SMS`.
    pub delivery_medium: Option<String>,
    /// The attribute that the code verifies.
    pub attribute_name: Option<String>,
}

impl CodeDelivery {
    pub(super) fn from_reply(mut details: Json) -> Self {
        Self {
            destination: details.take("Destination").into_text(),
            delivery_medium: details.take("DeliveryMedium").into_text(),
            attribute_name: details.take("AttributeName").into_text(),
        }
    }

    /// The details in the format of the public API.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object()
            .with("destination", self.destination.clone())
            .with("deliveryMedium", self.delivery_medium.clone())
            .with("attributeName", self.attribute_name.clone())
    }
}
