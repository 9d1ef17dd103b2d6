//! What is called, and what comes of it.

use std::rc::Rc;

use cognito_wasm::flow::OnExistingSession;
use cognito_wasm::token::TokenSet;

use super::tokens::family_of;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `signIn`, `confirmSignIn`, `autoSignIn` or `importSession`, for this user if the call says whose it is.
    SignIn {
        user: Option<usize>,
        choice: OnExistingSession,
        imported: Option<usize>,
    },
    SignUp,
    SignOut {
        global: bool,
        all_users: bool,
    },
    /// A function that returns the session of whoever is signed in.
    Session {
        force: bool,
    },
    SetCurrent(usize),
}

impl Kind {
    /// Whether it is `autoSignIn`.
    pub(crate) const fn is_automatic(self) -> bool {
        matches!(self, Self::SignIn { user: None, choice: OnExistingSession::Error, .. })
    }
}

/// What a call returned.
pub(crate) enum Outcome {
    SignedIn,
    /// The sign-in waits for an answer, or the sign-up for its confirmation.
    Waits,
    Tokens(Rc<TokenSet>),
    /// The user that `getCurrentUser` named.
    User(String),
    Nobody {
        is_signed_in: bool,
    },
    Done,
    Failed(String),
}

impl core::fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::SignedIn => formatter.write_str("is signed in"),
            Self::Waits => formatter.write_str("waits for the user"),
            Self::Tokens(tokens) => {
                let number = tokens.access.text("jti").unwrap_or_default();
                write!(formatter, "has tokens {number} of family {}", family_of(&tokens.access))
            }
            Self::User(name) => write!(formatter, "names {name}"),
            Self::Nobody { is_signed_in } => write!(formatter, "has no tokens, isSignedIn={is_signed_in}"),
            Self::Done => formatter.write_str("is done"),
            Self::Failed(name) => write!(formatter, "failed: {name}"),
        }
    }
}
