//! `confirmSignIn`: the application's answer to a challenge.

use std::rc::Rc;

use super::attempt::{Attempt, NamedReply};
use super::exchange::Step;
use super::question::{Answer, Question};
use super::step::{SignInOutput, SignInStep, step_instead_of_error};
use super::{SignIns, sequence};
use crate::error::{Error, Result, names};
use crate::flow::attributes::{Attributes, ClientMetadata};
use crate::flow::challenge::Challenge;
use crate::flow::input;
use crate::flow::mfa_type::MfaType;
use crate::flow::store::Pending;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

/// Input of `confirmSignIn`.
#[derive(Debug)]
pub struct ConfirmSignInInput {
    /// The answer: a code, a password, or a choice. An empty answer counts as none.
    pub challenge_response: Option<Secret>,
    /// With a new password: attributes that the pool requires.
    pub user_attributes: Option<Attributes>,
    /// A name for the authenticator app that is being set up.
    pub friendly_device_name: Option<String>,
    /// For the pool's triggers.
    pub client_metadata: Option<ClientMetadata>,
}

impl ConfirmSignInInput {
    /// An answer.
    #[must_use]
    pub const fn new(challenge_response: Secret) -> Self {
        Self {
            challenge_response: Some(challenge_response),
            user_attributes: None,
            friendly_device_name: None,
            client_metadata: None,
        }
    }

    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        Ok(Self {
            challenge_response: input::optional_secret(&mut input, "challengeResponse")?,
            user_attributes: Attributes::read(&mut options, "userAttributes")?,
            friendly_device_name: input::optional_text(&mut options, "friendlyDeviceName")?,
            client_metadata: ClientMetadata::read(&mut options)?,
        })
    }
}

impl<H: Host> SignIns<H> {
    /// Answers the challenge of the current sign-in. After a wrong answer, the user can try again.
    pub(in crate::flow) async fn confirm(self: &Rc<Self>, input: ConfirmSignInInput) -> Result<SignInOutput> {
        let answer = input.challenge_response.filter(|answer| !answer.expose().is_empty());
        let answer = answer.ok_or_else(|| Error::new(&names::EMPTY_CHALLENGE_RESPONSE))?;
        let pending = self
            .pending()?
            .ok_or_else(|| Error::new(&names::SIGN_IN).with_message("no sign-in is under way, or it took too long"))?;
        let question = Question::of(pending.challenge).ok_or_else(|| Error::new(&names::SIGN_IN))?;
        let attempt = Attempt::resumed(self, &pending, input.client_metadata);
        if let Err(error) = sequence::check_stored(attempt.flow(), pending.challenge) {
            self.forget()?;
            return Err(error);
        }
        if let Answer::MfaSetup = question.answer {
            let name = input.friendly_device_name;
            return attempt.answer_mfa_setup(&pending, &answer, name).await.or_else(step_instead_of_error);
        }
        if let (Answer::FirstFactor, Some(challenge @ (Challenge::Password | Challenge::PasswordSrp))) =
            (question.answer, Challenge::named(answer.expose()))
        {
            if challenge == Challenge::Password {
                self.check_plain_password()?;
            }
            // The application has to give the password first. The choice and the password are sent in one request.
            self.keep(Rc::new(Pending { challenge, ..Pending::clone(&pending) }));
            return Ok(SignInOutput::step(SignInStep::Password));
        }
        let result = match attempt.send_answer(question, &pending, answer, input.user_attributes).await {
            Ok((username, reply)) => attempt.proceed(username, reply).await,
            Err(error) => step_instead_of_error(error),
        };
        match result {
            Err(error) if attempt.device_refused.get() => {
                // The challenge cannot be answered again, so the user has to sign in again.
                attempt.check_is_latest()?;
                self.forget()?;
                let message = "the service refused the remembered device, which is forgotten now: sign in again";
                Err(Error::new(&names::SIGN_IN).with_message(message).with_source(error))
            }
            result => result,
        }
    }
}

impl<H: Host> Attempt<H> {
    async fn send_answer(
        &self,
        question: &Question,
        pending: &Pending,
        answer: Secret,
        attributes: Option<Attributes>,
    ) -> Result<NamedReply> {
        let challenge = pending.challenge;
        let mut proof = None;
        let (challenge, responses) = match question.answer {
            Answer::Response(key) => (challenge, Json::object().with(key, answer)),
            Answer::NewPassword => (challenge, new_password(answer, attributes)),
            Answer::MfaType => {
                let factor = MfaType::named(answer.expose());
                let factor = factor.ok_or_else(|| Error::new(&names::INCORRECT_MFA_METHOD))?;
                (challenge, Json::object().with("ANSWER", factor.service_name()))
            }
            Answer::FirstFactor | Answer::MfaSetup => {
                (Challenge::SelectFirstFactor, Json::object().with("ANSWER", answer))
            }
            Answer::Password => {
                self.sign_ins.check_plain_password()?;
                let chosen = Json::object().with("ANSWER", challenge.name()).with("PASSWORD", answer);
                (Challenge::SelectFirstFactor, chosen)
            }
            Answer::PasswordSrp => {
                let ephemeral = self.sign_ins.ephemeral()?;
                let chosen = Json::object().with("ANSWER", challenge.name()).with("SRP_A", ephemeral.public_hex());
                proof = Some((ephemeral, answer));
                (Challenge::SelectFirstFactor, chosen)
            }
        };
        let reply =
            self.send(Step::answer(challenge, responses, &pending.username, Some(pending.session.clone()))).await?;
        match proof {
            Some((ephemeral, password)) if reply.asks_for(Challenge::PasswordVerifier) => {
                self.prove_password(&reply, &ephemeral, &password).await
            }
            _ => Ok((pending.username.clone(), reply)),
        }
    }
}

fn new_password(password: Secret, attributes: Option<Attributes>) -> Json {
    let mut responses = Json::object().with("NEW_PASSWORD", password);
    if let Some(Json::Object(members)) = attributes.map(Attributes::into_json) {
        for (name, value) in members {
            // As in Amplify, attributes that the user left empty are not sent.
            if value.as_text().is_some() {
                responses.push(["userAttributes.", &name].concat().into(), value);
            }
        }
    }
    responses
}
