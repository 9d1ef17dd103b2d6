//! `confirmSignIn`: the application's answer to a challenge.

use core::cell::Cell;
use std::rc::Rc;

use super::password::First;
use super::{Attempt, SignIn, SignInOutput, sequence, step_instead_of_error};
use crate::error::{Error, Result, names};
use crate::flow::challenge::{Answer, Challenge, mfa_type_of_service};
use crate::flow::sign_in_state::Pending;
use crate::flow::{Auth, input};
use crate::host::{Host, Mediation};
use crate::json::Json;
use crate::secret::Secret;

/// Input of `confirmSignIn`.
#[derive(Debug)]
pub struct ConfirmSignInInput {
    challenge_response: Option<Secret>,
    user_attributes: Option<Json>,
    friendly_device_name: Option<String>,
    client_metadata: Option<Json>,
}

impl ConfirmSignInInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        Ok(Self {
            challenge_response: input::optional_secret(&mut input, "challengeResponse")?,
            user_attributes: input::text_map(&mut options, "userAttributes")?,
            friendly_device_name: input::optional_text(&mut options, "friendlyDeviceName")?,
            client_metadata: input::client_metadata(&mut options)?,
        })
    }
}

impl<H: Host> Auth<H> {
    /// Answers the challenge that a sign-in waits for. A wrong answer leaves the sign-in as it was, to be tried again.
    ///
    /// # Errors
    /// `EmptyChallengeResponse`, `SignInException` when no sign-in is under way, `IncorrectMFAMethod`, `PlainPasswordException`,
    /// `UnexpectedChallengeException` for a challenge that the flow does not have, those of a passkey, and the service's, such as `CodeMismatchException`.
    pub async fn confirm_sign_in(self: &Rc<Self>, input: ConfirmSignInInput) -> Result<SignInOutput> {
        self.pool()?;
        let answer = input.challenge_response.ok_or_else(|| Error::new(&names::EMPTY_CHALLENGE_RESPONSE))?;
        let attempt = Attempt { generation: self.generation.get(), number: self.sign_in.attempt() };
        let pending = self
            .pending_sign_in()?
            .ok_or_else(|| Error::new(&names::SIGN_IN).with_message("no sign-in is under way, or it took too long"))?;
        let challenge = Challenge::named(&pending.challenge_name).ok_or_else(|| Error::new(&names::SIGN_IN))?;
        let sign_in = SignIn {
            details: pending.details.clone(),
            attempt,
            client_metadata: input.client_metadata,
            // The user has just chosen the passkey.
            mediation: Mediation::Modal,
            device_refused: Cell::new(false),
        };
        if let Err(error) = sequence::check_stored(sign_in.flow(), challenge.name) {
            self.forget_sign_in()?;
            return Err(error);
        }
        if let Answer::MfaSetup = challenge.answer {
            let name = input.friendly_device_name;
            return self.answer_mfa_setup(&sign_in, pending, &answer, name).await.or_else(step_instead_of_error);
        }
        if let (Answer::FirstFactor, "PASSWORD" | "PASSWORD_SRP") = (challenge.answer, answer.expose()) {
            if answer.expose() == "PASSWORD" {
                self.check_plain_password()?;
            }
            // Both are asked for here, and only the password goes to the service.
            self.keep_sign_in(Pending { challenge_name: answer.expose().to_owned(), ..pending })?;
            return Ok(SignInOutput::step("CONFIRM_SIGN_IN_WITH_PASSWORD"));
        }
        let result = match self.send_answer(&sign_in, challenge, pending, answer, input.user_attributes).await {
            Ok((username, reply)) => self.proceed(&sign_in, username, reply).await,
            Err(error) => step_instead_of_error(error),
        };
        match result {
            Err(error) if sign_in.device_refused.get() => {
                // The answer is spent, and cannot be given again without the device.
                self.still_under_way(&sign_in)?;
                self.forget_sign_in()?;
                let message = "the service refused the remembered device, which is forgotten now: sign in again";
                Err(Error::new(&names::SIGN_IN).with_message(message).with_source(error))
            }
            result => result,
        }
    }

    async fn send_answer(
        self: &Rc<Self>,
        sign_in: &SignIn,
        challenge: &'static Challenge,
        pending: Pending,
        answer: Secret,
        attributes: Option<Json>,
    ) -> Result<First> {
        let Pending { username, session, .. } = pending;
        let (name, responses) = match challenge.answer {
            Answer::Response(key) => (challenge.name, Json::object().with(key, answer)),
            Answer::NewPassword => (challenge.name, new_password(answer, attributes)),
            Answer::MfaType => {
                let service =
                    mfa_type_of_service(answer.expose()).ok_or_else(|| Error::new(&names::INCORRECT_MFA_METHOD))?;
                (challenge.name, Json::object().with("ANSWER", service))
            }
            Answer::FirstFactor | Answer::MfaSetup => ("SELECT_CHALLENGE", Json::object().with("ANSWER", answer)),
            Answer::Password => {
                self.check_plain_password()?;
                ("SELECT_CHALLENGE", Json::object().with("ANSWER", "PASSWORD").with("PASSWORD", answer))
            }
            Answer::PasswordSrp => {
                let ephemeral = self.ephemeral()?;
                let chosen = Json::object().with("ANSWER", "PASSWORD_SRP").with("SRP_A", ephemeral.public_hex());
                let reply = self.respond(sign_in, "SELECT_CHALLENGE", &username, Some(session), chosen).await?;
                if !reply.asks_for("PASSWORD_VERIFIER") {
                    return Ok((username, reply));
                }
                return self.prove_password(sign_in, &reply, &ephemeral, &answer).await;
            }
        };
        let reply = self.respond(sign_in, name, &username, Some(session), responses).await?;
        Ok((username, reply))
    }
}

fn new_password(password: Secret, attributes: Option<Json>) -> Json {
    let mut responses = Json::object().with("NEW_PASSWORD", password);
    if let Some(Json::Object(members)) = attributes {
        for (name, value) in members {
            // A field that the user left empty is not sent, as with Amplify.
            if value.as_text().is_some() {
                responses.push(["userAttributes.", &name].concat().into(), value);
            }
        }
    }
    responses
}
