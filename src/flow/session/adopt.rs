//! The end of a sign-in: its tokens become the session, and `signedIn` is emitted.

use std::rc::Rc;

use super::new_device::DeviceChange;
use super::{AuthUser, Session, Unclaimed};
use crate::error::{Error, Result, names};
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::token::{SignInDetails, TokenSet};

/// What a sign-in received.
pub(in crate::flow) struct Grant {
    /// The user's name, used if the access token does not contain it.
    pub(in crate::flow) username: String,
    /// `AuthenticationResult`
    pub(in crate::flow) result: Json,
    /// For the refresh token in `result`.
    pub(in crate::flow) unclaimed: Option<Unclaimed>,
    pub(in crate::flow) sign_in_details: Option<SignInDetails>,
}

impl<H: Host> Session<H> {
    /// Takes the tokens of a sign-in. `check` fails if the sign-in is no longer the latest. Nothing is awaited between
    /// `check` and the last write, so a session is never half stored.
    pub(in crate::flow) async fn adopt(self: &Rc<Self>, grant: Grant, check: &dyn Fn() -> Result<()>) -> Result<()> {
        let Grant { username, mut result, unclaimed, sign_in_details } = grant;
        self.check_not_provided()?;
        let new_device = result.take("NewDeviceMetadata");
        let issued = self.client.read_tokens(&mut result)?;
        self.client.check_tokens(&issued, None).await?;
        // Cognito's name for the user, not the alias that was typed, so that every flow finds the session and the device
        // under one name.
        let username = issued.access.text("username").map_or(username, str::to_owned);
        let tokens = issued.into_set(username, sign_in_details, self.client.host().now());
        let device = self.confirm_device(&tokens, new_device).await;
        let store = self.client.store();
        check()?;
        let interrupted = || Error::new(&names::UNEXPECTED_SIGN_IN_INTERRUPTION);
        // A session without a user's name would prevent the next sign-in.
        AuthUser::of(&tokens).ok_or_else(interrupted)?;
        let earlier = store.load()?;
        if let DeviceChange::New(device) = &device {
            // Saved before the tokens, while there is room: if the session's device is not stored, the first refresh is
            // refused and the session ends. It is no error if the storage is full, since the tokens may only replace
            // others.
            let _ = store.save_device(device);
        }
        store.apply(store.storing(&tokens)?)?;
        // Some storages accept writes without storing them.
        let stored = store.load()?.filter(|stored| stored.has_refresh_token_of(&tokens));
        let user = stored.as_ref().and_then(AuthUser::of).ok_or_else(interrupted)?;
        if let Some(unclaimed) = unclaimed {
            unclaimed.claim();
        }
        // The user is signed in now, even if one of the following steps fails.
        if let Some(earlier) = earlier {
            let _ = self.end_replaced(earlier, &tokens);
        }
        let _ = self.know_device(&tokens, &device);
        self.client.emit("signedIn", EventData::Json(user.to_json()));
        Ok(())
    }

    /// Removes and revokes a replaced session: another tab signed in during this sign-in, or the session had ended.
    fn end_replaced(&self, earlier: TokenSet, tokens: &TokenSet) -> Result<()> {
        let store = self.client.store();
        if earlier.username != tokens.username {
            self.drop_provided_credentials();
            store.apply(store.removing_other(&earlier.username)?)?;
        }
        if !earlier.has_refresh_token_of(tokens)
            && let Some(token) = earlier.refresh
        {
            self.client.give_up(token);
        }
        Ok(())
    }

    /// Records the typed name, so that the device is found under it.
    fn know_device(&self, tokens: &TokenSet, change: &DeviceChange) -> Result<()> {
        if let DeviceChange::Refused = change {
            // The session belongs to the new device, so a refresh that named an earlier one would be refused.
            return self.client.store().remove_device(&tokens.username);
        }
        let typed = tokens.sign_in_details.as_ref().and_then(|details| details.login_id.as_deref());
        typed.map_or(Ok(()), |typed| self.client.store().remember_alias(typed, &tokens.username))
    }
}
