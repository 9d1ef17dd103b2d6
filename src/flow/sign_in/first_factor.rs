//! `USER_AUTH`: signing in with the factor that the user, the application or the pool prefers.

use std::rc::Rc;

use super::password::{First, required};
use super::{SignIn, SignInInput};
use crate::error::{Error, Result, names};
use crate::flow::Auth;
use crate::host::Host;
use crate::json::Json;

impl<H: Host> Auth<H> {
    pub(super) async fn begin_with_choice(self: &Rc<Self>, sign_in: &SignIn, input: &SignInInput) -> Result<First> {
        let SignInInput { username, password, session, .. } = input;
        let (password, session) = (password.as_ref(), session.as_ref().map(|session| session.expose().to_owned()));
        let preferred = self.preferred(input);
        let parameters = Json::object().with("USERNAME", &**username).with("PREFERRED_CHALLENGE", preferred.clone());
        let reply = match preferred.as_deref() {
            Some("PASSWORD_SRP") => {
                let password = required(password)?;
                let ephemeral = self.ephemeral()?;
                let parameters = parameters.with("SRP_A", ephemeral.public_hex());
                let reply = self.initiate_with_device(sign_in, "USER_AUTH", parameters, username, session).await?;
                if reply.asks_for("PASSWORD_VERIFIER") {
                    return self.prove_password(sign_in, &reply, &ephemeral, password).await;
                }
                reply
            }
            Some("PASSWORD") => {
                let parameters = parameters.with("PASSWORD", required(password)?.duplicate());
                self.initiate_with_device(sign_in, "USER_AUTH", parameters, username, session).await?
            }
            other => {
                self.check_offered(other)?;
                self.initiate_with_device(sign_in, "USER_AUTH", parameters, username, session).await?
            }
        };
        Ok((reply.parameter("USERNAME").unwrap_or(username).to_owned(), reply))
    }

    /// What the application prefers, or else the configuration.
    pub(super) fn preferred(&self, input: &SignInInput) -> Option<String> {
        input.preferred_challenge.clone().or_else(|| self.config.passwordless()?.preferred_challenge)
    }

    /// The first factors to choose from.
    pub(super) fn choice(&self, mut available: Json) -> Result<Json> {
        if let (Json::Array(factors), false) = (&mut available, self.pool()?.allows_plain_password) {
            factors.retain(|factor| factor.as_str() != Some("PASSWORD"));
        }
        Ok(available)
    }

    /// A preference for what the configuration says the pool does not offer is a mistake of the application's.
    fn check_offered(&self, preferred: Option<&str>) -> Result<()> {
        let Some(passwordless) = self.config.passwordless() else { return Ok(()) };
        let is_offered = match preferred {
            Some("EMAIL_OTP") => passwordless.email_otp,
            Some("SMS_OTP") => passwordless.sms_otp,
            Some("WEB_AUTHN") => passwordless.web_authn,
            _ => true,
        };
        if is_offered { Ok(()) } else { Err(Error::new(&names::INVALID_PREFERRED_CHALLENGE)) }
    }
}
