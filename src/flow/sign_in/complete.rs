//! The end of a sign-in: tokens are kept and the application is told.

use std::rc::Rc;

use super::device::DeviceChange;
use super::unclaimed::Unclaimed;
use super::{Reply, SignIn};
use crate::error::{Error, Result, names};
use crate::flow::issued::Issued;
use crate::flow::{Auth, AuthUser};
use crate::host::{EventData, Host};
use crate::token::TokenSet;

impl<H: Host> Auth<H> {
    /// Keeps the tokens of an `AuthenticationResult`. Storing it waits for nothing, so a session is never half stored.
    pub(super) async fn complete(self: &Rc<Self>, sign_in: &SignIn, username: String, reply: Reply) -> Result<()> {
        let Reply { mut result, unclaimed, .. } = reply;
        self.still_under_way(sign_in)?;
        // Its challenge is spent, whatever becomes of the tokens.
        self.forget_sign_in()?;
        let new_device = result.take("NewDeviceMetadata");
        let issued = self.read_tokens(&mut result)?;
        self.check_tokens(&issued, None).await?;
        let tokens = self.token_set(sign_in, username, issued);
        let device = self.confirm_device(&tokens, new_device).await;
        self.still_under_way(sign_in)?;
        self.keep_session(&tokens, unclaimed, &device)
    }

    /// The tokens, under the name that the service knows the user by, whatever alias was typed: so that a session and a
    /// remembered device are found again by every flow.
    fn token_set(&self, sign_in: &SignIn, username: String, Issued { access, id, refresh }: Issued) -> TokenSet {
        TokenSet {
            clock_drift_ms: TokenSet::drift(&access, self.host.now()),
            id,
            refresh,
            username: access.text("username").map_or(username, str::to_owned),
            access,
            sign_in_details: sign_in.details.clone(),
        }
    }

    fn keep_session(
        self: &Rc<Self>,
        tokens: &TokenSet,
        unclaimed: Option<Unclaimed>,
        device: &DeviceChange,
    ) -> Result<()> {
        let interrupted = || Error::new(&names::UNEXPECTED_SIGN_IN_INTERRUPTION);
        // A session that names no user would stand in the way of the next sign-in.
        AuthUser::of(tokens).ok_or_else(interrupted)?;
        let earlier = self.load_tokens()?;
        if let DeviceChange::New(device) = device {
            // First, while there is room: a session that is bound to a device which is not kept ends with its first refresh.
            // A device that finds none is no error, since the tokens may take the room of earlier ones.
            let _ = self.save_device(device);
        }
        self.save_tokens(tokens)?;
        // A storage may have taken it and not kept it.
        let stored = self.load_tokens()?.filter(|stored| stored.has_refresh_token_of(tokens));
        let user = stored.as_ref().and_then(AuthUser::of).ok_or_else(interrupted)?;
        if let Some(unclaimed) = unclaimed {
            unclaimed.claim();
        }
        // The session is stored: what is left to do cannot undo that.
        if let Some(earlier) = earlier {
            let _ = self.end_replaced(earlier, tokens);
        }
        let _ = self.know_device(tokens, device);
        let _ = self.forget_sign_in();
        self.emit("signedIn", EventData::Json(user.to_json()));
        Ok(())
    }

    /// Another tab signed in while this sign-in was under way, or a session had expired for good: it is replaced, so its tokens
    /// are neither left in the storage nor good any more.
    fn end_replaced(self: &Rc<Self>, earlier: TokenSet, tokens: &TokenSet) -> Result<()> {
        if earlier.username != tokens.username {
            self.remove_tokens_of_other(&earlier.username)?;
        }
        if !earlier.has_refresh_token_of(tokens)
            && let Some(token) = earlier.refresh
        {
            self.give_up(token);
        }
        Ok(())
    }

    /// Has the device found again by whatever name is typed.
    fn know_device(&self, tokens: &TokenSet, change: &DeviceChange) -> Result<()> {
        if let DeviceChange::Refused = change {
            // A refresh that named an earlier one would be refused, since the session is not that one's.
            return self.remove_device(&tokens.username);
        }
        let typed = tokens.sign_in_details.as_ref().and_then(|details| details.login_id.as_deref());
        typed.map_or(Ok(()), |typed| self.remember_alias(typed, &tokens.username))
    }
}
