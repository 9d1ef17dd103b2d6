//! `signIn` and `confirmSignIn`.

mod complete;
mod confirm;
mod password;

pub use confirm::ConfirmSignInInput;

use std::rc::Rc;

use super::challenge::Challenge;
use super::sign_in_state::Pending;
use super::{Auth, input};
use crate::config::AuthFlowType;
use crate::error::{Category, Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::token::SignInDetails;

/// Input of `signIn`.
#[derive(Debug)]
pub struct SignInInput {
    username: String,
    password: Option<Secret>,
    flow: Option<AuthFlowType>,
    client_metadata: Option<Json>,
}

impl SignInInput {
    /// Reads the input. An empty user name or password is told by the flow, after it has checked that nobody is signed in.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        let flow = input::optional_text(&mut options, "authFlowType")?;
        Ok(Self {
            username: input::optional_text(&mut input, "username")?.unwrap_or_default(),
            password: input::optional_secret(&mut input, "password")?,
            flow: flow.and_then(|name| AuthFlowType::from_name(&name)),
            client_metadata: input::client_metadata(&mut options)?,
        })
    }
}

/// Output of `signIn` and `confirmSignIn`: whether the user is signed in, and `nextStep`.
#[derive(Debug)]
pub struct SignInOutput {
    /// Whether the user is signed in.
    pub is_signed_in: bool,
    next_step: Json,
}

impl SignInOutput {
    fn step(name: &'static str) -> Self {
        Self { is_signed_in: name == "DONE", next_step: Json::object().with("signInStep", name) }
    }

    /// `nextStep.signInStep`.
    #[must_use]
    pub fn sign_in_step(&self) -> &str {
        self.next_step.get("signInStep").as_str().unwrap_or_default()
    }

    /// As the public API has it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object().with("isSignedIn", self.is_signed_in).with("nextStep", self.next_step.duplicate())
    }
}

/// The service's reply to any step of a sign-in.
struct Reply {
    challenge_name: Option<String>,
    session: Option<String>,
    parameters: Json,
    result: Json,
}

impl Reply {
    fn read(mut reply: Json) -> Self {
        Self {
            challenge_name: reply.take("ChallengeName").into_text(),
            session: reply.take("Session").into_text(),
            parameters: reply.take("ChallengeParameters"),
            result: reply.take("AuthenticationResult"),
        }
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).as_text()
    }
}

/// What stays the same through a sign-in.
struct SignIn {
    details: Option<SignInDetails>,
    /// The generation it began in.
    generation: u32,
}

impl<H: Host> Auth<H> {
    /// Signs a user in.
    ///
    /// # Errors
    /// `UserAlreadyAuthenticatedException` while somebody is signed in, `EmptySignInUsername`, `EmptySignInPassword`,
    /// `NotAuthorizedException` for a wrong password, `SignInException` for a challenge the library does not know, and the
    /// service's. An unconfirmed user and a password that must be reset are results.
    pub async fn sign_in(self: &Rc<Self>, input: SignInInput) -> Result<SignInOutput> {
        self.pool()?;
        match self.fresh_tokens().await {
            Ok(Some(_)) => return Err(Error::new(&names::USER_ALREADY_AUTHENTICATED)),
            Ok(None) => {}
            // The session ended with this call: signing in is what helps.
            Err(error) if error.category() == Category::SessionExpired => {}
            Err(error) => return Err(error),
        }
        if input.username.is_empty() {
            return Err(Error::new(&names::EMPTY_SIGN_IN_USERNAME));
        }
        let flow = input.flow.unwrap_or(self.config.default_flow);
        let sign_in = SignIn {
            details: Some(SignInDetails {
                login_id: Some(input.username.clone()),
                auth_flow_type: Some(flow.name().to_owned()),
            }),
            generation: self.generation.get(),
        };
        let result = match flow {
            AuthFlowType::UserSrp => self.sign_in_with_srp(&sign_in, input).await,
            AuthFlowType::UserPassword => self.sign_in_with_password(&sign_in, input).await,
            AuthFlowType::CustomWithSrp | AuthFlowType::CustomWithoutSrp | AuthFlowType::UserAuth => {
                Err(Error::new(&names::SIGN_IN)
                    .with_message(["the flow ", flow.name(), " is not offered by this version"].concat()))
            }
        };
        if result.is_err() {
            self.forget_sign_in().await?;
        }
        result.or_else(step_instead_of_error)
    }

    /// From a reply to what the application gets: the session, or the next step.
    async fn proceed(self: &Rc<Self>, sign_in: &SignIn, username: String, reply: Reply) -> Result<SignInOutput> {
        if !reply.result.is_null() {
            self.complete(sign_in, username, reply.result).await?;
            return Ok(SignInOutput::step("DONE"));
        }
        let name = reply.challenge_name.unwrap_or_default();
        let challenge = Challenge::named(&name).ok_or_else(|| {
            Error::new(&names::SIGN_IN).with_message(["the challenge `", &name, "` is not known"].concat())
        })?;
        self.still(sign_in.generation)?;
        self.keep_sign_in(Pending {
            username,
            challenge_name: name,
            session: reply.session.unwrap_or_default(),
            details: sign_in.details.clone(),
        })
        .await?;
        let next_step = challenge.next_step(&reply.parameters, &|text| self.parse_json(text));
        Ok(SignInOutput { is_signed_in: false, next_step })
    }
}

/// Two refusals are not errors to an application but something the user has to do first.
fn step_instead_of_error(error: Error) -> Result<SignInOutput> {
    match error.name() {
        "PasswordResetRequiredException" => Ok(SignInOutput::step("RESET_PASSWORD")),
        "UserNotConfirmedException" => Ok(SignInOutput::step("CONFIRM_SIGN_UP")),
        _ => Err(error),
    }
}
