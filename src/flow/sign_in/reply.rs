//! What a step of a sign-in is answered with, by the service and to the application.

use super::unclaimed::Unclaimed;
use crate::error::{Error, Result};
use crate::json::Json;
use crate::secret::Secret;

/// The service's reply to any step of a sign-in.
pub(super) struct Reply {
    /// What it answers, as the rows of `sequence` have it.
    pub(super) sent: &'static str,
    pub(super) challenge_name: Option<String>,
    pub(super) session: Option<String>,
    pub(super) parameters: Json,
    pub(super) result: Json,
    /// Of the refresh token in `result`.
    pub(super) unclaimed: Option<Unclaimed>,
    pub(super) available_challenges: Json,
}

impl Reply {
    /// Reads a reply. `give_up` takes a refresh token in it that is never claimed.
    pub(super) fn read(sent: &'static str, mut reply: Json, give_up: impl FnOnce(Secret) + 'static) -> Self {
        let result = reply.take("AuthenticationResult");
        let refresh_token = result.get("RefreshToken").as_text().map(|token| Secret::new(token.to_owned()));
        Self {
            sent,
            challenge_name: reply.take("ChallengeName").into_text(),
            session: reply.take("Session").into_text(),
            parameters: reply.take("ChallengeParameters"),
            result,
            unclaimed: refresh_token.map(|token| Unclaimed::new(move || give_up(token))),
            available_challenges: reply.take("AvailableChallenges"),
        }
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).as_text()
    }

    /// Whether it is this challenge, and nothing beside it.
    pub(super) fn asks_for(&self, challenge: &str) -> bool {
        self.result.is_null() && self.challenge_name.as_deref() == Some(challenge)
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
    pub(super) fn step(name: &'static str) -> Self {
        Self { is_signed_in: name == "DONE", next_step: Json::object().with("signInStep", name) }
    }

    pub(super) const fn next(next_step: Json) -> Self {
        Self { is_signed_in: false, next_step }
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

/// Two refusals are not errors to an application but something the user has to do first.
pub(super) fn step_instead_of_error(error: Error) -> Result<SignInOutput> {
    match error.name() {
        "PasswordResetRequiredException" => Ok(SignInOutput::step("RESET_PASSWORD")),
        "UserNotConfirmedException" => Ok(SignInOutput::step("CONFIRM_SIGN_UP")),
        _ => Err(error),
    }
}
