//! The user's attributes: reading, changing, verifying and deleting them.

use super::{attributes, code_delivery, options};
use crate::error::Result;
use crate::flow::attributes::{Attributes, ClientMetadata};
use crate::flow::auth::Auth;
use crate::flow::code_delivery::CodeDelivery;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

/// What became of an attribute that was to be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeUpdate {
    /// The attribute's name.
    pub name: String,
    /// Where the code went that confirms the change; none when the attribute is changed already.
    pub code_delivery: Option<CodeDelivery>,
}

impl<H: Host> Auth<H> {
    /// The attributes of the user who is signed in (`GetUser`).
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, and the service's, such as `NotAuthorizedException`.
    pub async fn fetch_user_attributes(&self) -> Result<Attributes> {
        self.account("fetchUserAttributes", Json::Null).await.map(attributes)
    }

    /// Changes attributes (`UpdateUserAttributes`); tells for each, in the same order, whether a code has to confirm it.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, and the service's, such as `AliasExistsException`.
    pub async fn update_user_attributes(
        &self,
        user_attributes: Attributes,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Vec<AttributeUpdate>> {
        let input = Json::object()
            .with("userAttributes", user_attributes.into_json())
            .with("options", options(client_metadata));
        let output = self.account("updateUserAttributes", input).await?;
        let updates = if let Json::Object(updates) = output { updates } else { Vec::new() };
        let update = |(name, mut update): (_, Json)| {
            let details = update.take("nextStep").take("codeDeliveryDetails");
            let code_delivery = if details.is_null() { None } else { Some(code_delivery(details)) };
            AttributeUpdate { name: String::from(name), code_delivery }
        };
        Ok(updates.into_iter().map(update).collect())
    }

    /// Deletes attributes by their names (`DeleteUserAttributes`).
    ///
    /// # Errors
    /// `InvalidParameterException` for no name or an empty one, `UserUnAuthenticatedException` when nobody is signed in, and
    /// the service's.
    pub async fn delete_user_attributes(&self, names: &[&str]) -> Result<()> {
        let names: Vec<_> = names.iter().copied().map(Json::from).collect();
        self.account("deleteUserAttributes", Json::object().with("userAttributeKeys", names)).await.map(drop)
    }

    /// Has a code sent that verifies an attribute (`GetUserAttributeVerificationCode`).
    ///
    /// # Errors
    /// `InvalidParameterException` for an empty name, `UserUnAuthenticatedException` when nobody is signed in, and the
    /// service's, such as `LimitExceededException`.
    pub async fn send_user_attribute_verification_code(
        &self,
        name: &str,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<CodeDelivery> {
        let input = Json::object().with("userAttributeKey", name).with("options", options(client_metadata));
        self.account("sendUserAttributeVerificationCode", input).await.map(code_delivery)
    }

    /// Verifies an attribute with the code that was sent (`VerifyUserAttribute`).
    ///
    /// # Errors
    /// `EmptyConfirmUserAttributeCode`, `InvalidParameterException` for an empty name, `UserUnAuthenticatedException` when
    /// nobody is signed in, and the service's, such as `CodeMismatchException`.
    pub async fn confirm_user_attribute(&self, name: &str, confirmation_code: Secret) -> Result<()> {
        let input = Json::object().with("userAttributeKey", name).with("confirmationCode", confirmation_code);
        self.account("confirmUserAttribute", input).await.map(drop)
    }
}
