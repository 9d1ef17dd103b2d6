//! What an address has led to.

use crate::flow::session::AuthUser;
use crate::json::Json;

/// What an address has led to.
#[derive(Clone, Debug)]
pub enum RedirectOutcome {
    /// It is no answer to a sign-in of this app client in this browser.
    Nothing,
    /// The page that has opened this window waits for the address, on this `BroadcastChannel`.
    Awaited {
        /// Its name.
        channel: String,
    },
    /// The user is signed in.
    SignedIn {
        /// Who.
        user: AuthUser,
        /// What the application has given for itself.
        custom_state: Option<String>,
        /// Where the application wanted to go afterwards.
        return_to: Option<String>,
    },
    /// Another page has sent the code, and has signed the user in, or has failed.
    Elsewhere,
    /// Nobody could be signed in without asking the user (OpenID Connect Core §3.1.2.6).
    NeedsUser {
        /// Why, such as `login_required`.
        code: String,
    },
}

impl RedirectOutcome {
    /// The output for TypeScript.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Nothing => Json::Null,
            Self::Awaited { channel } => Json::object().with("channel", &**channel),
            Self::SignedIn { user, custom_state, return_to } => Json::object()
                .with("user", user.to_json())
                .with("customState", custom_state.as_deref())
                .with("returnTo", return_to.as_deref()),
            Self::Elsewhere => Json::object().with("isElsewhere", true),
            Self::NeedsUser { code } => Json::object().with("code", &**code),
        }
    }
}
