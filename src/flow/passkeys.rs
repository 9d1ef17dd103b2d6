//! Passkeys: registering, listing and deleting them, and what goes wrong with them in a browser.

use std::rc::Rc;

use super::account::pages::List;
use super::account::row::{Caller, Field, Kind, Row};
use super::{Auth, input};
use crate::cognito::operation::{
    COMPLETE_WEB_AUTHN_REGISTRATION, DELETE_WEB_AUTHN_CREDENTIAL, LIST_WEB_AUTHN_CREDENTIALS,
    START_WEB_AUTHN_REGISTRATION,
};
use crate::error::{Error, Result, names};
use crate::host::{CredentialError, Host};
use crate::json::Json;

pub(super) static ROWS: [Row; 1] = [Row {
    function: "deleteWebAuthnCredential",
    operation: &DELETE_WEB_AUTHN_CREDENTIAL,
    caller: Caller::User,
    fields: &[Field::new("credentialId", "CredentialId", Kind::Key)],
    output: None,
}];

static PASSKEYS: List = List {
    operation: &LIST_WEB_AUTHN_CREDENTIALS,
    items: "Credentials",
    size: "MaxResults",
    token: "NextToken",
    item: passkey,
};

/// A passkey as the public API has it; the time in seconds since the epoch.
fn passkey(mut passkey: Json) -> Json {
    let mut listed = Json::object();
    for (name, member) in [
        ("credentialId", "CredentialId"),
        ("friendlyCredentialName", "FriendlyCredentialName"),
        ("relyingPartyId", "RelyingPartyId"),
        ("authenticatorAttachment", "AuthenticatorAttachment"),
        ("authenticatorTransports", "AuthenticatorTransports"),
        ("createdAt", "CreatedAt"),
    ] {
        listed.push(name.into(), passkey.take(member));
    }
    listed
}

/// What the browser is asked to do with a passkey (WebAuthn Level 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ceremony {
    /// To make one (§5.1.3).
    Registration,
    /// To use one (§5.1.4).
    Authentication,
}

impl Ceremony {
    /// The credential that the browser gave, or its error under Amplify's name.
    pub(super) fn outcome(self, given: Result<Json, CredentialError>) -> Result<Json> {
        let (proof, none) = match self {
            Self::Registration => ("attestationObject", &names::PASSKEY_REGISTRATION_FAILED),
            Self::Authentication => ("signature", &names::PASSKEY_RETRIEVAL_FAILED),
        };
        let credential = given.map_err(|error| self.failed(error))?;
        let is_whole = credential.at(&["response", proof]).as_text().is_some();
        if is_whole { Ok(credential) } else { Err(Error::new(none)) }
    }

    fn failed(self, error: CredentialError) -> Error {
        let registers = self == Self::Registration;
        let (known, cause) = match error {
            CredentialError::Unsupported => (&names::PASSKEY_NOT_SUPPORTED, None),
            CredentialError::InvalidOptions(cause) if registers => {
                (&names::INVALID_PASSKEY_REGISTRATION_OPTIONS, cause)
            }
            CredentialError::InvalidOptions(cause) => (&names::INVALID_PASSKEY_AUTHENTICATION_OPTIONS, cause),
            CredentialError::Refused { name, cause } => {
                let known = match &*name {
                    "NotAllowedError" if registers => &names::PASSKEY_REGISTRATION_CANCELED,
                    "NotAllowedError" => &names::PASSKEY_AUTHENTICATION_CANCELED,
                    "InvalidStateError" if registers => &names::PASSKEY_ALREADY_EXISTS,
                    "AbortError" => &names::PASSKEY_OPERATION_ABORTED,
                    "SecurityError" => &names::RELYING_PARTY_MISMATCH,
                    _ => &names::UNKNOWN,
                };
                (known, cause)
            }
        };
        Error::new(known).with_cause(cause)
    }
}

impl<H: Host> Auth<H> {
    /// `associateWebAuthnCredential`: has the browser make a passkey, and the service keep it.
    pub(super) async fn associate_passkey(self: &Rc<Self>) -> Result<Json> {
        let body = Json::object().with("AccessToken", self.user_tokens().await?.access.raw());
        let mut reply = self.call_user_pool(&START_WEB_AUTHN_REGISTRATION, body).await?;
        let options = reply.take("CredentialCreationOptions");
        if ["challenge", "user", "rp", "pubKeyCredParams"].into_iter().any(|member| options.get(member).is_null()) {
            return Err(Error::new(&names::INVALID_PASSKEY_REGISTRATION_OPTIONS));
        }
        let credential = Ceremony::Registration.outcome(self.host.create_credential(options).await)?;
        // The user may have taken longer than the first access token lived.
        let tokens = self.user_tokens().await?;
        let body = Json::object().with("AccessToken", tokens.access.raw()).with("Credential", credential);
        self.call_user_pool(&COMPLETE_WEB_AUTHN_REGISTRATION, body).await.map(|_| Json::Null)
    }

    /// `listWebAuthnCredentials`: a page for whoever asks for one, else all of them.
    pub(super) async fn list_passkeys(self: &Rc<Self>, mut input: Json) -> Result<Json> {
        let size = input::number(&input, "pageSize")?;
        let token = input::optional_text(&mut input, "nextToken")?.filter(|token| !token.is_empty());
        let (passkeys, next) = if size.is_none() && token.is_none() {
            (self.pages(&PASSKEYS, None).await?, None)
        } else {
            self.page(&PASSKEYS, size, token).await?
        };
        Ok(Json::object().with("credentials", passkeys).with("nextToken", next))
    }
}
