//! The first request of a sign-in, in each flow.

use super::attempt::{Attempt, NamedReply};
use super::exchange::Step;
use super::{SignInInput, SignIns};
use crate::config::AuthFlowType;
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

/// What the first request does with the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PasswordUse {
    /// Nothing.
    None,
    /// Sends it.
    Plain,
    /// Begins to prove it (SRP).
    Proof,
}

fn required(password: Option<&Secret>) -> Result<&Secret> {
    password.ok_or_else(|| Error::new(&names::EMPTY_SIGN_IN_PASSWORD))
}

impl<H: Host> Attempt<H> {
    /// Starts the flow, and proves the password if the service asks for that.
    pub(super) async fn begin(&self, input: &SignInInput) -> Result<NamedReply> {
        let username = &input.username;
        // The fields are public, so an input from Rust may have an empty password.
        let password = input.password.as_ref().filter(|password| !password.expose().is_empty());
        let flow = self.sign_ins.flow_of(input);
        let preferred = self.sign_ins.preferred(input);
        let password_use = self.sign_ins.password_use(input)?;
        if flow == AuthFlowType::CustomWithoutSrp && password.is_some() {
            return Err(Error::new(&names::CUSTOM_AUTH_SIGN_IN_PASSWORD));
        }
        let parameters = Json::object().with("USERNAME", &**username);
        let mut step = match flow {
            AuthFlowType::UserSrp => Step::flow("USER_SRP_AUTH", parameters, username),
            AuthFlowType::CustomWithSrp => {
                Step::flow("CUSTOM_AUTH", parameters.with("CHALLENGE_NAME", "SRP_A"), username)
            }
            // The flows above do not name the device: the device is stored under the name in the reply to SRP's first
            // request.
            AuthFlowType::UserPassword => Step::flow("USER_PASSWORD_AUTH", parameters, username).naming_device(),
            AuthFlowType::CustomWithoutSrp => Step::flow("CUSTOM_AUTH", parameters, username).naming_device(),
            AuthFlowType::UserAuth => {
                let session = input.session.as_ref().map(|session| session.expose().to_owned());
                let parameters = parameters.with("PREFERRED_CHALLENGE", preferred);
                Step::flow("USER_AUTH", parameters, username).naming_device().in_session(session)
            }
        };
        let mut proof = None;
        match password_use {
            PasswordUse::None => {}
            PasswordUse::Plain => step = step.with("PASSWORD", required(password)?.duplicate()),
            PasswordUse::Proof => {
                let password = required(password)?;
                let ephemeral = self.sign_ins.ephemeral()?;
                step = step.with("SRP_A", ephemeral.public_hex());
                proof = Some((ephemeral, password));
            }
        }
        let reply = self.send(step).await?;
        if let Some((ephemeral, password)) = proof
            && reply.asks_for(Challenge::PasswordVerifier)
        {
            return self.prove_password(&reply, &ephemeral, password).await;
        }
        let user_id = if flow == AuthFlowType::UserPassword { reply.parameter("USER_ID_FOR_SRP") } else { None };
        let name = reply.parameter("USERNAME").or(user_id).unwrap_or(username).to_owned();
        Ok((name, reply))
    }
}

impl<H: Host> SignIns<H> {
    /// Fails if the configuration forbids sending passwords to sign in.
    pub(super) fn check_plain_password(&self) -> Result<()> {
        if self.client.pool()?.allows_plain_password { Ok(()) } else { Err(Error::new(&names::PLAIN_PASSWORD)) }
    }

    /// The same for the input of a sign-in whose first request would send the password.
    pub(super) fn check_input(&self, input: &SignInInput) -> Result<()> {
        let is_plain = match self.flow_of(input) {
            AuthFlowType::UserPassword => true,
            AuthFlowType::UserAuth => self.preferred(input).as_deref() == Some(Challenge::Password.name()),
            AuthFlowType::CustomWithSrp | AuthFlowType::CustomWithoutSrp | AuthFlowType::UserSrp => false,
        };
        if is_plain { self.check_plain_password() } else { Ok(()) }
    }

    fn password_use(&self, input: &SignInInput) -> Result<PasswordUse> {
        Ok(match self.flow_of(input) {
            AuthFlowType::UserSrp | AuthFlowType::CustomWithSrp => PasswordUse::Proof,
            AuthFlowType::UserPassword => PasswordUse::Plain,
            AuthFlowType::CustomWithoutSrp => PasswordUse::None,
            AuthFlowType::UserAuth => match self.preferred(input).as_deref().and_then(Challenge::named) {
                Some(Challenge::PasswordSrp) => PasswordUse::Proof,
                Some(Challenge::Password) => PasswordUse::Plain,
                preferred => {
                    self.check_offered(preferred)?;
                    PasswordUse::None
                }
            },
        })
    }

    /// The first factor that the input prefers, or else the configuration.
    fn preferred(&self, input: &SignInInput) -> Option<String> {
        let given = input.preferred_challenge.clone().filter(|name| !name.is_empty());
        given.or_else(|| self.client.config().passwordless()?.preferred_challenge.clone())
    }

    /// Fails if, according to the configuration, the pool does not offer the preferred factor.
    fn check_offered(&self, preferred: Option<Challenge>) -> Result<()> {
        let Some(passwordless) = self.client.config().passwordless() else { return Ok(()) };
        let is_offered = match preferred {
            Some(Challenge::EmailOtp) => passwordless.email_otp,
            Some(Challenge::SmsOtp) => passwordless.sms_otp,
            Some(Challenge::WebAuthn) => passwordless.web_authn,
            _ => true,
        };
        if is_offered { Ok(()) } else { Err(Error::new(&names::INVALID_PREFERRED_CHALLENGE)) }
    }
}
