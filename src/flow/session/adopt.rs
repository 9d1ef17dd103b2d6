//! The end of a sign-in: its tokens become the session, and the application is told.

use std::rc::Rc;

use super::new_device::DeviceChange;
use super::{AuthUser, Session, Unclaimed};
use crate::error::{Error, Result, names};
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::token::{SignInDetails, TokenSet};

/// What a sign-in was given.
pub(in crate::flow) struct Grant {
    /// The user's name, where the access token does not say it.
    pub(in crate::flow) username: String,
    /// `AuthenticationResult`
    pub(in crate::flow) result: Json,
    /// Of the refresh token in `result`.
    pub(in crate::flow) unclaimed: Option<Unclaimed>,
    pub(in crate::flow) sign_in_details: Option<SignInDetails>,
}

impl<H: Host> Session<H> {
    /// Takes the tokens of a sign-in. Nothing is awaited between `check`, which fails when the sign-in no longer counts, and
    /// the last write, so a session is never half stored.
    pub(in crate::flow) async fn adopt(self: &Rc<Self>, grant: Grant, check: &dyn Fn() -> Result<()>) -> Result<()> {
        let Grant { username, mut result, unclaimed, sign_in_details } = grant;
        let new_device = result.take("NewDeviceMetadata");
        let issued = self.client.read_tokens(&mut result)?;
        self.client.check_tokens(&issued, None).await?;
        // The name that the service knows the user by, whatever alias was typed: every flow finds session and device under it.
        let username = issued.access.text("username").map_or(username, str::to_owned);
        let tokens = issued.into_set(username, sign_in_details, self.client.host().now());
        let device = self.confirm_device(&tokens, new_device).await;
        let store = self.client.store();
        check()?;
        let interrupted = || Error::new(&names::UNEXPECTED_SIGN_IN_INTERRUPTION);
        // A session that names no user would stand in the way of the next sign-in.
        AuthUser::of(&tokens).ok_or_else(interrupted)?;
        let earlier = store.load()?;
        if let DeviceChange::New(device) = &device {
            // First, while there is room: a session that is bound to a device which is not kept ends with its first refresh.
            // A device that finds none is no error, since the tokens may take the room of earlier ones.
            let _ = store.save_device(device);
        }
        store.commit(None, store.storing(&tokens)?)?;
        // A storage may have accepted it without keeping it.
        let stored = store.load()?.filter(|stored| stored.has_refresh_token_of(&tokens));
        let user = stored.as_ref().and_then(AuthUser::of).ok_or_else(interrupted)?;
        if let Some(unclaimed) = unclaimed {
            unclaimed.claim();
        }
        // The session is stored. Errors in what is left to do change nothing about that.
        if let Some(earlier) = earlier {
            let _ = self.end_replaced(earlier, &tokens);
        }
        let _ = self.know_device(&tokens, &device);
        self.client.emit("signedIn", EventData::Json(user.to_json()));
        Ok(())
    }

    /// Another tab signed in while this sign-in was under way, or a session had expired for good. It is replaced, so its tokens
    /// must neither stay in the storage nor stay valid.
    fn end_replaced(&self, earlier: TokenSet, tokens: &TokenSet) -> Result<()> {
        let store = self.client.store();
        if earlier.username != tokens.username {
            store.commit(None, store.removing_other(&earlier.username)?)?;
        }
        if !earlier.has_refresh_token_of(tokens)
            && let Some(token) = earlier.refresh
        {
            self.client.give_up(token);
        }
        Ok(())
    }

    /// Has the device found again by whatever name is typed.
    fn know_device(&self, tokens: &TokenSet, change: &DeviceChange) -> Result<()> {
        if let DeviceChange::Refused = change {
            // A refresh that named an earlier one would be refused, since the session is not that one's.
            return self.client.store().remove_device(&tokens.username);
        }
        let typed = tokens.sign_in_details.as_ref().and_then(|details| details.login_id.as_deref());
        typed.map_or(Ok(()), |typed| self.client.store().remember_alias(typed, &tokens.username))
    }
}
