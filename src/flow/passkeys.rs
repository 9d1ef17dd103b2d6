//! Passkeys: registering, listing and deleting them, and what goes wrong with them in a browser.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::Auth;
use super::account::row::{Field, Kind, Row};
use crate::cognito::operation::{
    COMPLETE_WEB_AUTHN_REGISTRATION, DELETE_WEB_AUTHN_CREDENTIAL, LIST_WEB_AUTHN_CREDENTIALS,
    START_WEB_AUTHN_REGISTRATION,
};
use crate::error::{Error, Result, names};
use crate::host::{CredentialError, Host};
use crate::json::Json;

pub(super) static ROWS: [Row; 2] = [
    Row::of_user(
        "deleteWebAuthnCredential",
        &DELETE_WEB_AUTHN_CREDENTIAL,
        &[Field::new("credentialId", "CredentialId", Kind::Key)],
        None,
    ),
    Row::of_user(
        "listWebAuthnCredentials",
        &LIST_WEB_AUTHN_CREDENTIALS,
        &[Field::new("pageSize", "MaxResults", Kind::Number), Field::new("nextToken", "NextToken", Kind::Text)],
        Some(|mut reply, _| {
            let passkeys = reply.take("Credentials").each(passkey);
            Ok(Json::object().with("credentials", passkeys).with("nextToken", reply.take("NextToken")))
        }),
    )
    .in_pages("Credentials", "NextToken"),
];

/// The beginning of a registration: gives the options for the browser.
static START: Row = Row::of_user(
    "associateWebAuthnCredential",
    &START_WEB_AUTHN_REGISTRATION,
    &[],
    Some(|mut reply, _| {
        let options = reply.take("CredentialCreationOptions");
        let required = ["challenge", "user", "rp", "pubKeyCredParams"];
        if required.into_iter().any(|member| options.get(member).is_null()) {
            return Err(Error::new(&names::INVALID_PASSKEY_REGISTRATION_OPTIONS));
        }
        Ok(with_known_extensions(options))
    }),
);

/// The end of a registration: takes the browser's credential.
static COMPLETION: Row = Row::of_user(
    "associateWebAuthnCredential",
    &COMPLETE_WEB_AUTHN_REGISTRATION,
    &[Field::new("credential", "Credential", Kind::Value)],
    None,
);

/// A passkey as the public API has it; the time in seconds since the epoch.
fn passkey(mut passkey: Json) -> Json {
    passkey.renamed(&[
        ("credentialId", "CredentialId"),
        ("friendlyCredentialName", "FriendlyCredentialName"),
        ("relyingPartyId", "RelyingPartyId"),
        ("authenticatorAttachment", "AuthenticatorAttachment"),
        ("authenticatorTransports", "AuthenticatorTransports"),
        ("createdAt", "CreatedAt"),
    ])
}

/// The service's options, of whose extensions only `credProps` is left: whether the passkey can be found without a user name.
/// What else there is asks the authenticator for something, such as a key made of an application's secret (`prf`), that the service
/// has no business with.
pub(super) fn with_known_extensions(mut options: Json) -> Json {
    if let Some(extensions) = options.get_mut("extensions") {
        let asked = extensions.get("credProps").as_bool();
        *extensions = Json::object().with("credProps", asked);
    }
    options
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
        let mut credential = given.map_err(|error| self.failed(error))?;
        if let Some(results) = credential.get_mut("clientExtensionResults") {
            // A page or an authenticator may have added to what was asked for.
            let can_be_found = results.at(&["credProps", "rk"]).as_bool();
            let properties = can_be_found.map(|flag| Json::object().with("rk", flag));
            *results = Json::object().with("credProps", properties);
        }
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
    pub(super) async fn associate_passkey(self: Rc<Self>) -> Result<Json> {
        let generation = self.generation.get();
        let options = self.request(&START, Json::Null, Json::Null).await?;
        self.still(generation)?;
        let this = Rc::clone(&self);
        let ceremony = async move { this.host.create_credential(options).await }.boxed_local();
        let given = self.prompt.show(ceremony).await;
        self.still(generation)?;
        let given = given.ok_or_else(|| Error::new(&names::PASSKEY_OPERATION_ABORTED))?;
        let credential = Ceremony::Registration.outcome(given)?;
        self.request(&COMPLETION, Json::object().with("credential", credential), Json::Null).await
    }
}
