//! Whether the session can be used.

use crate::host::Host;
use crate::time::Timestamp;
use crate::token::TokenSet;

use super::Session;

/// Whether somebody is signed in, and whether the tokens are good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStatus {
    /// The tokens are good.
    Active,
    /// Somebody is signed in, but the tokens have expired, and could not or were not to be refreshed.
    Stale,
    /// Nobody is signed in.
    SignedOut,
}

impl SessionStatus {
    /// Its name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Stale => "stale",
            Self::SignedOut => "signedOut",
        }
    }

    fn at(now: Timestamp, tokens: &TokenSet) -> Self {
        if tokens.expired(now) { Self::Stale } else { Self::Active }
    }
}

impl<H: Host> Session<H> {
    /// The status of a session with these tokens. The application vouches for those that it gives: they count as good if they do not
    /// say when they expire.
    pub(super) fn status_of(&self, tokens: &TokenSet) -> SessionStatus {
        if self.is_provided() && tokens.access.expires_at() == Timestamp::default() {
            return SessionStatus::Active;
        }
        SessionStatus::at(self.client.host().now(), tokens)
    }

    /// The status of what is stored after a call has failed. A session that cannot be read cannot be used.
    pub(super) fn stored_status(&self) -> SessionStatus {
        match self.client.store().load() {
            Ok(Some(tokens)) => self.status_of(&tokens),
            Ok(None) | Err(_) => SessionStatus::SignedOut,
        }
    }
}
