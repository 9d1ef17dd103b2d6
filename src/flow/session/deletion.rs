//! `deleteUser`.

use std::rc::Rc;

use super::{AuthUser, Session};
use crate::cognito::operation::DELETE_USER;
use crate::error::Result;
use crate::host::{EventData, Host};
use crate::json::Json;

impl<H: Host> Session<H> {
    /// Deletes the user at the service, and then the user's data here. `abandon` ends sign-ins in progress.
    pub(in crate::flow) fn delete_user(
        self: &Rc<Self>,
        abandon: impl FnOnce() + 'static,
    ) -> impl Future<Output = Result<()>> {
        // Spawned: local data must go even if the caller aborts.
        self.client.to_the_end(Rc::clone(self).delete_to_the_end(abandon))
    }

    async fn delete_to_the_end(self: Rc<Self>, abandon: impl FnOnce()) -> Result<()> {
        let tokens = self.user_tokens().await?;
        let username = &*tokens.username;
        let body = Json::object().with("AccessToken", tokens.access.raw());
        let _ = self.client.call_user_pool(&DELETE_USER, body).await?;
        let store = self.client.store();
        let is_provided = self.is_provided();
        let mut is_current = true;
        let mut is_seen = false;
        if !is_provided {
            store.remove_device(username)?;
            // Another user may have signed in meanwhile, or become the current one. Leave that session alone.
            is_current = store.load()?.is_none_or(|current| current.username == username);
            is_seen = store.has_list()?;
        }
        if is_current {
            self.next_generation();
            abandon();
        }
        if !is_provided {
            store.apply(store.removing(username)?)?;
        }
        if is_current {
            self.clear_identity()?;
        }
        self.client.emit("userDeleted", EventData::None);
        if is_seen {
            self.emit_of_user("userSignedOut", AuthUser::of(&tokens).as_ref());
        }
        if is_current {
            self.client.note("signedOut", "userDeleted");
            self.client.emit("signedOut", EventData::Reason("userDeleted", None));
        }
        Ok(())
    }
}
