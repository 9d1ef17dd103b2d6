//! Answering a `WEB_AUTHN` challenge with a passkey.

use super::{Reply, SignIn};
use crate::error::{Error, Result, names};
use crate::flow::Auth;
use crate::host::{CredentialError, Host, Mediation};
use crate::json::Json;

impl<H: Host> Auth<H> {
    /// Has the browser sign the challenge. The sign-in stays under way when the user cancels, so that another factor can be
    /// chosen.
    pub(super) async fn answer_passkey(&self, sign_in: &SignIn, username: &str, reply: Reply) -> Result<Reply> {
        let options = reply.parameter("CREDENTIAL_REQUEST_OPTIONS").and_then(|text| self.parse_json(text));
        let options = options.ok_or_else(|| Error::new(&names::INVALID_PASSKEY_AUTHENTICATION_OPTIONS))?;
        let credential = self.host.get_credential(options, Mediation::Modal).await.map_err(refused)?;
        let responses = Json::object().with("CREDENTIAL", self.host.write_json(&credential));
        self.respond(sign_in, "WEB_AUTHN", username, reply.session, responses).await
    }
}

/// The browser's errors (WebAuthn Level 3, §5.1.4) under Amplify's names.
fn refused(error: CredentialError) -> Error {
    let (known, cause) = match error {
        CredentialError::Unsupported => (&names::PASSKEY_NOT_SUPPORTED, None),
        CredentialError::InvalidOptions(cause) => (&names::INVALID_PASSKEY_AUTHENTICATION_OPTIONS, cause),
        CredentialError::Refused { name, cause } => {
            let known = match &*name {
                "NotAllowedError" => &names::PASSKEY_AUTHENTICATION_CANCELED,
                "AbortError" => &names::PASSKEY_OPERATION_ABORTED,
                "SecurityError" => &names::RELYING_PARTY_MISMATCH,
                _ => &names::UNKNOWN,
            };
            (known, cause)
        }
    };
    Error::new(known).with_cause(cause)
}
