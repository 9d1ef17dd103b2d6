//! The service's reply to a step of a sign-in.

use crate::flow::challenge::Challenge;
use crate::flow::session::Unclaimed;
use crate::json::Json;
use crate::secret::Secret;

/// The service's reply to any step of a sign-in.
pub(super) struct Reply {
    /// What it answers, as the rows of `sequence` have it.
    pub(super) sent: u32,
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
    pub(super) fn read(sent: u32, mut reply: Json, give_up: impl FnOnce(Secret) + 'static) -> Self {
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

    /// A parameter of the challenge that is text and not empty.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).as_text()
    }

    /// The same, but it may be empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).as_str()
    }

    /// Whether it is this challenge, and nothing beside it.
    pub(super) fn asks_for(&self, challenge: Challenge) -> bool {
        self.result.is_null() && self.challenge_name.as_deref() == Some(challenge.name())
    }
}
