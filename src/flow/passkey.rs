//! The service's options for passkeys, and the browser's results.

use crate::error::{Error, Result, names};
use crate::host::CredentialError;
use crate::json::Json;

/// Removes all extensions from the service's options except `credProps`, which asks whether the passkey can be found
/// without a user name. Others ask the authenticator for something that the service does not need, such as a key derived
/// for the application (`prf`).
pub(super) fn with_known_extensions(mut options: Json) -> Json {
    if let Some(extensions) = options.get_mut("extensions") {
        let asked = extensions.get("credProps").as_bool();
        *extensions = Json::object().with("credProps", asked);
    }
    options
}

/// What the browser does with a passkey (WebAuthn Level 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ceremony {
    /// It creates one (§5.1.3).
    Registration,
    /// It uses one (§5.1.4).
    Authentication,
}

impl Ceremony {
    /// The credential from the browser, or its error under Amplify's name.
    pub(super) fn outcome(self, given: Result<Json, CredentialError>) -> Result<Json> {
        let (proof, none) = match self {
            Self::Registration => ("attestationObject", &names::PASSKEY_REGISTRATION_FAILED),
            Self::Authentication => ("signature", &names::PASSKEY_RETRIEVAL_FAILED),
        };
        let mut credential = given.map_err(|error| self.failed(error))?;
        if let Some(results) = credential.get_mut("clientExtensionResults") {
            // The browser or the authenticator may return results that were not asked for.
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
