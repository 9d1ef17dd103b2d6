//! `USER_AUTH`: signing in with the factor that the user, the application or the pool prefers.

use super::attempt::{Attempt, NamedReply};
use super::exchange::Step;
use super::password::required;
use super::{SignInInput, SignIns};
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::host::Host;
use crate::json::Json;

/// Where the configuration says which first factors the pool offers.
const PASSWORDLESS: [&str; 3] = ["Auth", "Cognito", "passwordless"];

impl<H: Host> Attempt<H> {
    pub(super) async fn begin_with_choice(&self, input: &SignInInput) -> Result<NamedReply> {
        let SignInInput { username, password, session, .. } = input;
        let (password, session) = (password.as_ref(), session.as_ref().map(|session| session.expose().to_owned()));
        let preferred = self.sign_ins.preferred(input);
        let parameters = Json::object().with("USERNAME", &**username).with("PREFERRED_CHALLENGE", preferred.clone());
        let step = |parameters| Step::flow("USER_AUTH", parameters, username).naming_device().in_session(session);
        let reply = match preferred.as_deref() {
            Some("PASSWORD_SRP") => {
                let password = required(password)?;
                let ephemeral = self.sign_ins.ephemeral()?;
                let parameters = parameters.with("SRP_A", ephemeral.public_hex());
                let reply = self.send(step(parameters)).await?;
                if reply.asks_for(Challenge::PasswordVerifier) {
                    return self.prove_password(&reply, &ephemeral, password).await;
                }
                reply
            }
            Some("PASSWORD") => {
                let parameters = parameters.with("PASSWORD", required(password)?.duplicate());
                self.send(step(parameters)).await?
            }
            other => {
                self.sign_ins.check_offered(other)?;
                self.send(step(parameters)).await?
            }
        };
        Ok((reply.parameter("USERNAME").unwrap_or(username).to_owned(), reply))
    }
}

impl<H: Host> SignIns<H> {
    /// What the application prefers, or else the configuration.
    pub(super) fn preferred(&self, input: &SignInInput) -> Option<String> {
        let configured = || self.client.config().resources().at(&PASSWORDLESS).get("preferredChallenge").as_text();
        input.preferred_challenge.as_deref().or_else(configured).map(str::to_owned)
    }

    /// A preference for what the configuration says the pool does not offer is a mistake of the application's.
    fn check_offered(&self, preferred: Option<&str>) -> Result<()> {
        let passwordless = self.client.config().resources().at(&PASSWORDLESS);
        let setting = match preferred {
            Some("EMAIL_OTP") => "emailOtpEnabled",
            Some("SMS_OTP") => "smsOtpEnabled",
            Some("WEB_AUTHN") => "webAuthn",
            _ => return Ok(()),
        };
        let offered = passwordless.get(setting);
        if passwordless.is_null() || offered.is_object() || offered.as_bool() == Some(true) {
            Ok(())
        } else {
            Err(Error::new(&names::INVALID_PREFERRED_CHALLENGE))
        }
    }
}
