//! Passkeys: registering, listing and deleting them.

use super::{items, time};
use crate::error::Result;
use crate::flow::auth::Auth;
use crate::host::Host;
use crate::json::Json;
use crate::time::Timestamp;

/// A passkey that the service keeps for the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passkey {
    /// Its id.
    pub credential_id: String,
    /// Its name for the user.
    pub friendly_credential_name: Option<String>,
    /// The domain that it is for.
    pub relying_party_id: Option<String>,
    /// `platform` for a part of the user's device, `cross-platform` for a key that goes from device to device.
    pub authenticator_attachment: Option<String>,
    /// How it can be reached, such as `internal` and `hybrid`.
    pub authenticator_transports: Vec<String>,
    /// When it was registered.
    pub created_at: Option<Timestamp>,
}

impl Passkey {
    fn of(mut passkey: Json) -> Self {
        Self {
            credential_id: passkey.take("credentialId").into_text().unwrap_or_default(),
            friendly_credential_name: passkey.take("friendlyCredentialName").into_text(),
            relying_party_id: passkey.take("relyingPartyId").into_text(),
            authenticator_attachment: passkey.take("authenticatorAttachment").into_text(),
            authenticator_transports: items(passkey.take("authenticatorTransports"))
                .into_iter()
                .filter_map(Json::into_text)
                .collect(),
            created_at: time(passkey.get("createdAt")),
        }
    }
}

impl<H: Host> Auth<H> {
    /// Has the browser make a passkey, and the service keep it (`StartWebAuthnRegistration`,
    /// `CompleteWebAuthnRegistration`).
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, `PasskeyNotSupported`, `PasskeyRegistrationCanceled`,
    /// `PasskeyAlreadyExists` and the others of a passkey, `SignInException` when the user was signed out meanwhile, and the
    /// service's.
    pub async fn associate_web_authn_credential(&self) -> Result<()> {
        self.account("associateWebAuthnCredential", Json::Null).await.map(drop)
    }

    /// The passkeys of the user who is signed in, all pages of them (`ListWebAuthnCredentials`).
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, and the service's, such as `NotAuthorizedException`.
    pub async fn list_web_authn_credentials(&self) -> Result<Vec<Passkey>> {
        let mut output = self.account("listWebAuthnCredentials", Json::Null).await?;
        Ok(items(output.take("credentials")).into_iter().map(Passkey::of).collect())
    }

    /// Has the service forget a passkey (`DeleteWebAuthnCredential`).
    ///
    /// # Errors
    /// `InvalidParameterException` for an empty id, `UserUnAuthenticatedException` when nobody is signed in, and the
    /// service's, such as `ResourceNotFoundException`.
    pub async fn delete_web_authn_credential(&self, credential_id: &str) -> Result<()> {
        self.account("deleteWebAuthnCredential", Json::object().with("credentialId", credential_id)).await.map(drop)
    }
}
