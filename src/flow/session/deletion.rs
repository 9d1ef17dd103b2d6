//! `deleteUser`.

use std::rc::Rc;

use super::{AuthUser, Session};
use crate::cognito::operation::DELETE_USER;
use crate::error::Result;
use crate::host::{EventData, Host};
use crate::json::Json;

impl<H: Host> Session<H> {
    /// Deletes the user at the service, and then the user's data here. `abandon` ends sign-ins in progress. Returns where a user who has
    /// signed in at the user pool's pages signs out there; `page` is the address of the page.
    pub(in crate::flow) fn delete_user(
        self: &Rc<Self>,
        page: Option<String>,
        abandon: impl FnOnce() + 'static,
    ) -> impl Future<Output = Result<Option<String>>> {
        // Spawned: local data must go even if the caller aborts.
        self.client.to_the_end(Rc::clone(self).delete_to_the_end(page, abandon))
    }

    async fn delete_to_the_end(self: Rc<Self>, page: Option<String>, abandon: impl FnOnce()) -> Result<Option<String>> {
        let tokens = self.user_tokens().await?;
        let username = &*tokens.username;
        let body = Json::object().with("AccessToken", tokens.access.raw());
        let _ = self.client.call_user_pool(&DELETE_USER, body).await?;
        let store = self.client.store();
        let is_provided = self.is_provided();
        let mut is_current = true;
        let mut is_seen = false;
        let mut is_of_pages = false;
        if !is_provided {
            store.remove_device(username)?;
            // Another user may have signed in meanwhile, or become the current one. Leave that session alone.
            is_current = store.load()?.is_none_or(|current| current.username == username);
            is_seen = store.has_list()?;
            is_of_pages = is_current && store.take_redirect_sign_in().unwrap_or_default() && !is_seen;
            is_of_pages |= store.is_of_pages(username)?;
        }
        if is_current {
            self.next_generation();
            abandon();
        }
        if !is_provided {
            store.apply(store.removing(username)?)?;
        }
        let cleared = if is_current { self.clear_identity() } else { Ok(()) };
        self.client.emit("userDeleted", EventData::None);
        if is_seen {
            self.emit_of_user("userSignedOut", AuthUser::of(&tokens).as_ref());
        }
        if is_current {
            self.client.note("signedOut", "userDeleted");
            self.client.emit("signedOut", EventData::Reason("userDeleted", None));
        }
        // The application has to hear first that the user is gone, whatever is wrong with the storage or the address.
        cleared?;
        Ok(self.logout_url(page.as_deref().filter(|_| is_of_pages), None).unwrap_or_default())
    }
}
