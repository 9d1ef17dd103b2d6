//! `signIn`: from the first request to a session, or to a step that the application has to take.

mod complete;
mod confirm;
mod device;
mod exchange;
mod first_factor;
mod input;
mod mfa_setup;
mod passkey;
mod password;
mod preparation;
mod reply;
mod sequence;
mod unclaimed;

pub use confirm::ConfirmSignInInput;
pub use input::SignInInput;
pub(super) use preparation::Preparation;
pub use reply::SignInOutput;

use core::cell::Cell;
use std::rc::Rc;

use super::Auth;
use super::challenge::{Answer, Challenge};
use super::refresh::ends_session;
use super::sign_in_state::Pending;
use crate::config::AuthFlowType;
use crate::error::{Error, Result, names};
use crate::host::{Host, Mediation};
use crate::json::Json;
use crate::text;
use crate::token::SignInDetails;
use reply::{Reply, step_instead_of_error};

/// Which of the instance's sign-ins one is.
#[derive(Clone, Copy)]
pub(super) struct Attempt {
    /// The generation it began in.
    generation: u32,
    number: u32,
}

/// What stays the same through a sign-in.
struct SignIn {
    details: Option<SignInDetails>,
    attempt: Attempt,
    client_metadata: Option<Json>,
    /// How a passkey is asked for, if one is.
    mediation: Mediation,
    /// The service did not accept the remembered device's proof; the device is forgotten.
    device_refused: Cell<bool>,
}

impl SignIn {
    /// The flow, unless another version left this sign-in without it.
    fn flow(&self) -> Option<AuthFlowType> {
        self.details.as_ref()?.auth_flow_type.as_deref().and_then(AuthFlowType::from_name)
    }

    fn client_metadata(&self) -> Option<Json> {
        self.client_metadata.as_ref().map(Json::duplicate)
    }
}

impl<H: Host> Auth<H> {
    /// Signs a user in.
    ///
    /// # Errors
    /// `UserAlreadyAuthenticatedException` while somebody is signed in, `EmptySignInUsername`, `EmptySignInPassword`,
    /// `CustomAuthSignInPassword`, `InvalidPreferredChallenge`, `PlainPasswordException`, `NotAuthorizedException` for a wrong
    /// password, `UnexpectedChallengeException` for a challenge that the flow does not have, `SignInException` for a challenge the library does not know and when a later `signIn` has taken the place of this one,
    /// those of a passkey, and the service's. An unconfirmed
    /// user and a password that must be reset are results.
    pub async fn sign_in(self: &Rc<Self>, input: SignInInput) -> Result<SignInOutput> {
        self.pool()?;
        self.auto_sign_in.end();
        self.sign_in_if_signed_out(input).await
    }

    pub(super) async fn sign_in_if_signed_out(self: &Rc<Self>, input: SignInInput) -> Result<SignInOutput> {
        self.check_input(&input)?;
        let attempt = if input.username.is_empty() { None } else { Some(self.take_over()?) };
        match self.fresh_tokens().await {
            Ok(Some(_)) => return Err(Error::new(&names::USER_ALREADY_AUTHENTICATED)),
            Ok(None) => {}
            // The session ended with this call: signing in is what helps.
            Err(error) if ends_session(&error) => {}
            Err(error) => return Err(error),
        }
        let attempt = attempt.ok_or_else(|| Error::new(&names::EMPTY_SIGN_IN_USERNAME))?;
        // To refresh an expired session takes a while.
        self.still_the_latest(attempt)?;
        self.start_sign_in(&input, attempt).await
    }

    fn flow_of(&self, input: &SignInInput) -> AuthFlowType {
        input.flow.unwrap_or(self.config.default_flow)
    }

    /// Takes the place of an earlier sign-in, whatever becomes of this one: nobody is to answer the other's challenge.
    pub(super) fn take_over(&self) -> Result<Attempt> {
        self.prompt.take_back();
        let attempt = Attempt { generation: self.generation.get(), number: self.sign_in.next_attempt() };
        self.forget_sign_in()?;
        Ok(attempt)
    }

    /// Signs a user in, without looking whether somebody is signed in.
    pub(super) async fn start_sign_in(self: &Rc<Self>, input: &SignInInput, attempt: Attempt) -> Result<SignInOutput> {
        let flow = self.flow_of(input);
        let sign_in = SignIn {
            details: Some(SignInDetails {
                login_id: Some(input.username.clone()),
                auth_flow_type: Some(flow.name().to_owned()),
            }),
            attempt,
            client_metadata: input.client_metadata.as_ref().map(Json::duplicate),
            mediation: input.mediation,
            device_refused: Cell::new(false),
        };
        let mut again = true;
        loop {
            let result = self.attempt_sign_in(&sign_in, flow, input).await;
            // A device that was refused is forgotten: once more, without it.
            let refused = result.is_err() && sign_in.device_refused.take();
            if !(refused && again) {
                return result;
            }
            again = false;
            self.still_under_way(&sign_in)?;
        }
    }

    async fn attempt_sign_in(
        self: &Rc<Self>,
        sign_in: &SignIn,
        flow: AuthFlowType,
        input: &SignInInput,
    ) -> Result<SignInOutput> {
        let first = match flow {
            AuthFlowType::UserSrp => self.begin_with_srp(sign_in, input).await,
            AuthFlowType::UserPassword => self.begin_with_password(sign_in, input).await,
            AuthFlowType::CustomWithSrp => self.begin_custom_with_srp(sign_in, input).await,
            AuthFlowType::CustomWithoutSrp => self.begin_custom(sign_in, input).await,
            AuthFlowType::UserAuth => self.begin_with_choice(sign_in, input).await,
        };
        match first {
            Ok((username, reply)) => self.proceed(sign_in, username, reply).await,
            Err(error) => {
                // A later sign-in has a state of its own.
                self.still_under_way(sign_in)?;
                self.forget_sign_in()?;
                step_instead_of_error(error)
            }
        }
    }

    /// Fails when somebody signed in or out since the sign-in began, or another sign-in has taken its place.
    fn still_under_way(&self, sign_in: &SignIn) -> Result<()> {
        self.still_the_latest(sign_in.attempt)
    }

    fn still_the_latest(&self, attempt: Attempt) -> Result<()> {
        self.still(attempt.generation)?;
        if self.sign_in.attempt() == attempt.number {
            Ok(())
        } else {
            Err(Error::new(&names::SIGN_IN).with_message("a later signIn has taken the place of this one"))
        }
    }

    /// From a reply to what the application gets: the session, or the next step. What the library can answer itself, it does.
    async fn proceed(self: &Rc<Self>, sign_in: &SignIn, username: String, mut reply: Reply) -> Result<SignInOutput> {
        loop {
            if !reply.result.is_null() {
                if !sequence::tokens_may_follow(sign_in.flow(), reply.sent) {
                    // With the reply their refresh token is dropped, and so revoked.
                    return Err(Error::new(&names::INVALID_TOKENS)
                        .with_message("the service sent tokens before the user had proved anything"));
                }
                self.complete(sign_in, username, reply).await?;
                return Ok(SignInOutput::step("DONE"));
            }
            self.still_under_way(sign_in)?;
            let name = reply.challenge_name.as_deref().unwrap_or_default();
            // What is answered here does not follow itself in the table, so there is no loop.
            sequence::check_challenge(sign_in.flow(), reply.sent, name)?;
            if name == "PASSWORD" {
                self.check_plain_password()?;
            }
            if name == "DEVICE_SRP_AUTH" {
                reply = self.prove_device(sign_in, &username, reply.session).await?;
                continue;
            }
            let challenge = Challenge::named(name).ok_or_else(|| unknown_challenge(name))?;
            self.keep_sign_in(Pending {
                username: username.clone(),
                challenge_name: challenge.name.to_owned(),
                session: reply.session.clone().unwrap_or_default(),
                details: sign_in.details.clone(),
            })?;
            if challenge.name == "WEB_AUTHN" {
                reply = self.answer_passkey(sign_in, &username, reply).await?;
                continue;
            }
            if let Answer::MfaSetup = challenge.answer {
                return self.offer_mfa_setup(sign_in, reply.parameter("MFAS_CAN_SETUP")).await;
            }
            let step = challenge.next_step(&reply.parameters, &|text| self.parse_json(text));
            let choice = if let Answer::FirstFactor = challenge.answer {
                Some(self.choice(reply.available_challenges)?)
            } else {
                None
            };
            return Ok(SignInOutput::next(step.with("availableChallenges", choice)));
        }
    }
}

fn unknown_challenge(name: &str) -> Error {
    // A name of the service's may be as long as a reply.
    let name = text::truncated(name, 64);
    Error::new(&names::SIGN_IN).with_message(["the challenge `", name, "` cannot be answered here"].concat())
}
