//! The service's reply to a step of a sign-in.

use crate::flow::challenge::Challenge;
use crate::flow::session::Unclaimed;
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;

/// The reply to any step of a sign-in. It is passed on in a box, since moving it takes code.
pub(super) struct Reply {
    /// What was sent, as a set of the table in `sequence`.
    pub(super) sent: u32,
    pub(super) challenge_name: Option<String>,
    pub(super) session: Option<String>,
    pub(super) parameters: Json,
    pub(super) result: Json,
    /// When it was asked for.
    pub(super) asked_at: Timestamp,
    /// For the refresh token in `result`.
    pub(super) unclaimed: Option<Unclaimed>,
    pub(super) available_challenges: Json,
}

impl Reply {
    /// Reads a reply. `give_up` revokes its refresh token if it is never claimed.
    pub(super) fn read(
        sent: u32,
        (mut reply, asked_at): (Json, Timestamp),
        give_up: impl FnOnce(Secret) + 'static,
    ) -> Self {
        let result = reply.take("AuthenticationResult");
        let refresh_token = result.get("RefreshToken").as_text().map(|token| Secret::new(token.to_owned()));
        Self {
            sent,
            challenge_name: reply.take("ChallengeName").into_text(),
            session: reply.take("Session").into_text(),
            parameters: reply.take("ChallengeParameters"),
            result,
            asked_at,
            unclaimed: refresh_token.map(|token| Unclaimed::new(move || give_up(token))),
            available_challenges: reply.take("AvailableChallenges"),
        }
    }

    /// A parameter of the challenge, if it is text and not empty.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).as_text()
    }

    /// A parameter of the challenge, if it is text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).as_str()
    }

    /// Whether the reply is this challenge and has no tokens.
    pub(super) fn asks_for(&self, challenge: Challenge) -> bool {
        self.result.is_null() && self.challenge_name.as_deref() == Some(challenge.name())
    }
}
