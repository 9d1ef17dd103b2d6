//! The identity in the identity pool: the known one, or a new one. Identities are stored, so that the next page need not ask for
//! them.

use super::Session;
use super::holder::{Holder, User};
use crate::cognito::operation::GET_ID;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;

impl<H: Host> Session<H> {
    /// The identity in memory, a stored guest's, or the user's stored one, of which the second value says that it may be outdated.
    pub(super) fn known_identity(&self, holder: &Holder) -> Result<(Option<String>, bool)> {
        if let Holder::Federated(federation) = holder
            && let Some(id) = federation.identity()
        {
            return Ok((Some(id), false));
        }
        let pool = self.identity_pool()?;
        let store = self.client.store();
        let user = holder.user();
        let primary = self.identity.primary.borrow();
        let primary = primary.as_ref().filter(|(sub, _)| user.is_some_and(|user| user.sub == sub));
        if let Some((_, id)) = primary {
            return Ok((Some(id.clone()), false));
        }
        match (store.guest_identity(&pool.id)?, user) {
            // The identity of a user whose tokens the application gives is not stored.
            (None, Some(_)) if self.is_provided() => Ok((None, false)),
            (None, Some(user)) => Ok((store.user_identity(user.username, user.sub, &pool.id)?, true)),
            (guest, _) => Ok((guest, false)),
        }
    }

    /// Asks the service for an identity.
    pub(super) async fn new_identity(&self, holder: &Holder, logins: Option<&Json>) -> Result<String> {
        let pool = self.identity_pool()?;
        let generation = self.generation();
        let clears = self.identity.clears.get();
        let logins = logins.map_or_else(Json::object, Json::duplicate);
        let body = Json::object().with("IdentityPoolId", &*pool.id).with("Logins", logins);
        let mut reply = self.client.call_identity_pool(pool, &GET_ID, body).await?;
        let id = reply.take("IdentityId").into_text().filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| Error::new(&names::GET_ID_RESPONSE))?;
        self.check_generation(generation)?;
        if self.identity.clears.get() == clears {
            self.keep_identity(holder, &id)?;
        }
        Ok(id)
    }

    /// Keeps an identity. That of somebody with a login replaces the guest's.
    pub(super) fn keep_identity(&self, holder: &Holder, id: &str) -> Result<()> {
        let pool = self.identity_pool()?;
        let store = self.client.store();
        if let Holder::Federated(federation) = holder {
            federation.keep_identity(id);
            // Until the credentials are there, the page is a guest's still.
            return Ok(());
        }
        if let Some(User { username, sub }) = holder.user() {
            *self.identity.primary.borrow_mut() = Some((sub.to_owned(), id.to_owned()));
            if !self.is_provided() {
                // Without room for it, the next page asks the service again.
                let _ = store.save_user_identity(username, sub, &pool.id, id);
            }
            store.remove_guest_identity(&pool.id)
        } else {
            self.identity.primary.borrow_mut().take();
            store.save_guest_identity(&pool.id, id)
        }
    }
}
