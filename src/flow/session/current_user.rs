//! `getCurrentUser`.

use std::rc::Rc;

use super::Session;
use super::fetch::ALLOW_STALE;
use crate::error::{Error, Result, names};
use crate::flow::input;
use crate::host::Host;
use crate::json::Json;
use crate::token::{SignInDetails, TokenSet};

/// Input of `getCurrentUser`.
#[derive(Clone, Copy, Debug, Default)]
pub struct GetCurrentUserInput {
    /// Answer at once with the user of the stored tokens, even if they have expired. Nothing is requested.
    pub allow_stale: bool,
}

impl GetCurrentUserInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException` for members of the wrong type.
    pub fn parse(input: &Json) -> Result<Self> {
        Ok(Self { allow_stale: input::flag(input, ALLOW_STALE)?.unwrap_or_default() })
    }
}

/// The signed-in user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthUser {
    /// Cognito's name for the user.
    pub username: String,
    /// The user's `sub`.
    pub user_id: String,
    /// How the user signed in, if known.
    pub sign_in_details: Option<SignInDetails>,
}

impl AuthUser {
    /// The user of a session. `None` when neither token names one.
    #[must_use]
    pub fn of(tokens: &TokenSet) -> Option<Self> {
        Some(Self {
            username: tokens.user_name()?.to_owned(),
            user_id: tokens.user_id()?.to_owned(),
            sign_in_details: tokens.sign_in_details.clone(),
        })
    }

    /// The output of the public function.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object()
            .with("username", &*self.username)
            .with("userId", &*self.user_id)
            .with("signInDetails", self.sign_in_details.as_ref().map(SignInDetails::to_json))
    }
}

impl<H: Host> Session<H> {
    /// The signed-in user, as the tokens say. An expired session is refreshed first, unless the input says otherwise.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in; `NetworkError` and others when a refresh is needed and
    /// fails.
    pub(in crate::flow) async fn current_user(self: &Rc<Self>, input: GetCurrentUserInput) -> Result<AuthUser> {
        let tokens = if input.allow_stale {
            self.client.pool()?;
            self.stale_tokens().await?.ok_or_else(|| Error::new(&names::USER_UNAUTHENTICATED))?
        } else {
            self.user_tokens().await?
        };
        if self.is_provided() && tokens.user_name().is_none() && !tokens.username.is_empty() {
            // Other issuers' tokens have no user name.
            let (user_id, sign_in_details) = (tokens.username.clone(), tokens.sign_in_details.clone());
            return Ok(AuthUser { username: user_id.clone(), user_id, sign_in_details });
        }
        AuthUser::of(&tokens).ok_or_else(|| Error::new(&names::USER_UNAUTHENTICATED))
    }
}
