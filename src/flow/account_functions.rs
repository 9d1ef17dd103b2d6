//! The account functions for projects in Rust: values in, types out.
//!
//! They build the input that JavaScript would pass and read the output that it would get, so both go through the same rows and
//! the same checks. The bindings do not use them: the npm package's module has none of this.

mod attributes;
mod devices;
mod mfa;
mod passkeys;
mod password;

pub use attributes::AttributeUpdate;
pub use devices::AuthDevice;
pub use mfa::{FetchMfaPreferenceOutput, MfaPreference, SetUpTotpOutput, UpdateMfaPreferenceInput};
pub use passkeys::Passkey;

use super::attributes::{Attributes, ClientMetadata};
use super::auth::Auth;
use super::code_delivery::CodeDelivery;
use crate::error::Result;
use crate::host::Host;
use crate::json::Json;
use crate::time::Timestamp;

impl<H: Host> Auth<H> {
    /// Deletes the user who is signed in (`DeleteUser`), and everything that is stored of that user here.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, `StorageException` when the session cannot be removed, and the
    /// service's, such as `NotAuthorizedException`.
    pub async fn delete_user(&self) -> Result<()> {
        self.account("deleteUser", Json::Null).await.map(drop)
    }
}

/// The options of an input.
fn options(metadata: Option<ClientMetadata>) -> Json {
    Json::object().with("clientMetadata", metadata.map(ClientMetadata::into_json))
}

/// Where an output says that a code went.
fn code_delivery(mut details: Json) -> CodeDelivery {
    CodeDelivery {
        destination: details.take("destination").into_text(),
        delivery_medium: details.take("deliveryMedium").into_text(),
        attribute_name: details.take("attributeName").into_text(),
    }
}

/// The attributes in an output.
fn attributes(output: Json) -> Attributes {
    let members = if let Json::Object(members) = output { members } else { Vec::new() };
    members.into_iter().filter_map(|(name, value)| Some((name, value.into_text()?))).collect()
}

/// The items of a list in an output.
fn items(output: Json) -> Vec<Json> {
    if let Json::Array(items) = output { items } else { Vec::new() }
}

/// A time in an output.
fn time(seconds: &Json) -> Option<Timestamp> {
    seconds.as_number().map(Timestamp::from_seconds)
}
