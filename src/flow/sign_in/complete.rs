//! The end of a sign-in: tokens are kept and the application is told.

use std::rc::Rc;

use super::SignIn;
use super::device::DeviceChange;
use crate::error::{Error, Result, names};
use crate::flow::{Auth, AuthUser};
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::token::TokenSet;

/// A refresh token until its session is stored. If that does not come to pass, nobody else knows the token, and it is revoked:
/// when the sign-in was overtaken, its tokens are no good, they find no room, or the caller went away.
struct Unclaimed<H: Host> {
    auth: Rc<Auth<H>>,
    refresh_token: Option<String>,
}

impl<H: Host> Unclaimed<H> {
    fn in_result(auth: &Rc<Auth<H>>, result: &Json) -> Self {
        let refresh_token = result.get("RefreshToken").as_text().map(str::to_owned);
        Self { auth: Rc::clone(auth), refresh_token }
    }

    fn claim(mut self) {
        self.refresh_token = None;
    }
}

impl<H: Host> Drop for Unclaimed<H> {
    fn drop(&mut self) {
        if let Some(token) = self.refresh_token.take() {
            self.auth.give_up(token);
        }
    }
}

impl<H: Host> Auth<H> {
    /// Keeps the tokens of an `AuthenticationResult`. Storing it waits for nothing, so a session is never half stored.
    pub(super) async fn complete(self: &Rc<Self>, sign_in: &SignIn, username: String, mut result: Json) -> Result<()> {
        let unclaimed = Unclaimed::in_result(self, &result);
        self.still_under_way(sign_in)?;
        // Its challenge is spent, whatever becomes of the tokens.
        self.forget_sign_in()?;
        let new_device = result.take("NewDeviceMetadata");
        let tokens = self.token_set(sign_in, username, result)?;
        let device = self.confirm_device(&tokens, new_device).await;
        self.still_under_way(sign_in)?;
        self.keep_session(&tokens, unclaimed, device)
    }

    /// Tokens that came before anything was proved are nobody's.
    pub(super) fn refuse_tokens(self: &Rc<Self>, result: &Json) -> Error {
        drop(Unclaimed::in_result(self, result));
        Error::new(&names::INVALID_TOKENS).with_message("the service sent tokens before the user had proved anything")
    }

    /// The tokens, under the name that the service knows the user by, whatever alias was typed: so that a session and a
    /// remembered device are found again by every flow.
    fn token_set(&self, sign_in: &SignIn, username: String, mut result: Json) -> Result<TokenSet> {
        let id = self.read_id_token(&mut result)?;
        let mut text = |key| result.take(key).into_text().filter(|text| !text.is_empty());
        let access = text("AccessToken").and_then(|raw| self.parse_jwt(raw));
        let access = access.ok_or_else(|| Error::new(&names::INVALID_TOKENS))?;
        Ok(TokenSet {
            clock_drift_ms: TokenSet::drift(&access, self.host.now()),
            id,
            refresh: text("RefreshToken"),
            username: access.text("username").map_or(username, str::to_owned),
            access,
            sign_in_details: sign_in.details.clone(),
        })
    }

    fn keep_session(self: &Rc<Self>, tokens: &TokenSet, unclaimed: Unclaimed<H>, device: DeviceChange) -> Result<()> {
        let interrupted = || Error::new(&names::UNEXPECTED_SIGN_IN_INTERRUPTION);
        // A session that names no user would stand in the way of the next sign-in.
        AuthUser::of(tokens).ok_or_else(interrupted)?;
        let earlier = self.load_tokens()?;
        self.save_tokens(tokens)?;
        unclaimed.claim();
        if let Some(earlier) = earlier {
            // The new session is stored: what is left of the other one cannot undo that.
            let _ = self.end_replaced(earlier, tokens);
        }
        // A device that finds no room costs the user a second factor next time, and a session that is bound to it its refresh.
        let _ = self.keep_device(tokens, device);
        // The session is stored: what is left of the sign-in cannot undo that.
        let _ = self.forget_sign_in();
        let user = self.load_tokens()?.as_ref().and_then(AuthUser::of).ok_or_else(interrupted)?;
        self.emit("signedIn", EventData::Json(user.to_json()));
        Ok(())
    }

    /// Another tab signed in while this sign-in was under way, or a session had expired for good: it is replaced, so its tokens
    /// are neither left in the storage nor good any more.
    fn end_replaced(self: &Rc<Self>, earlier: TokenSet, tokens: &TokenSet) -> Result<()> {
        if earlier.username != tokens.username {
            self.remove_tokens_of_other(&earlier.username)?;
        }
        if let Some(token) = earlier.refresh.filter(|token| tokens.refresh.as_ref() != Some(token)) {
            self.give_up(token);
        }
        Ok(())
    }

    fn keep_device(&self, tokens: &TokenSet, change: DeviceChange) -> Result<()> {
        match change {
            DeviceChange::None => {}
            DeviceChange::New(device) => self.save_device(&device)?,
            // A refresh that named an earlier one would be refused, since the session is not that one's.
            DeviceChange::Refused => return self.remove_device(&tokens.username),
        }
        let typed = tokens.sign_in_details.as_ref().and_then(|details| details.login_id.as_deref());
        typed.map_or(Ok(()), |typed| self.remember_alias(typed, &tokens.username))
    }
}
