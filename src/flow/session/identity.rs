//! The identity in the identity pool: the known one, or a new one. Identities are stored, so that the next page need not ask for
//! them.

use super::Session;
use super::federated::Standing;
use super::holder::{Holder, User};
use crate::cognito::operation::GET_ID;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;

/// Where an identity comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The service has just named it.
    Service,
    /// It is in memory, or the application has named it.
    Page,
    /// It is stored as the user's.
    User,
    /// It is stored as a guest's, and may have been linked with a login since.
    Guest,
}

impl Origin {
    /// Whether another identity may help where this one is refused: it has been deleted, or now belongs to somebody else.
    pub(super) fn is_outdated_by(self, error: &Error) -> bool {
        match self {
            Self::Service => false,
            Self::Page => is_deleted(error),
            Self::User | Self::Guest => {
                is_deleted(error) || error.is("NotAuthorizedException") || error.is("ResourceConflictException")
            }
        }
    }
}

pub(super) fn is_deleted(error: &Error) -> bool {
    error.is("ResourceNotFoundException")
}

/// What may end a request for credentials, as it was when the request began.
pub(super) struct Beginning {
    generation: u32,
    clears: u32,
    federation: Option<Standing>,
}

impl<H: Host> Session<H> {
    pub(super) fn beginning(&self, holder: &Holder) -> Beginning {
        let federation = if let Holder::Federated(federation) = holder {
            Some(self.identity.federated.standing(federation))
        } else {
            None
        };
        Beginning { generation: self.generation(), clears: self.identity.clears.get(), federation }
    }

    /// Fails if nothing more may be sent for this holder: the user has signed out, or the federation has been cleared or replaced.
    pub(super) fn check_wanted(&self, holder: &Holder, beginning: &Beginning) -> Result<()> {
        self.check_generation(beginning.generation)?;
        match (holder, beginning.federation) {
            (Holder::Federated(federation), Some(earlier)) => self.identity.federated.check(federation, earlier),
            _ => Ok(()),
        }
    }

    /// The identity in memory, a stored guest's, or the user's stored one.
    pub(super) fn known_identity(&self, holder: &Holder) -> Result<Option<(String, Origin)>> {
        let known = |id: Option<String>, origin| Ok(id.map(|id| (id, origin)));
        if let Holder::Federated(federation) = holder
            && let Some(id) = federation.identity()
        {
            return known(Some(id), Origin::Page);
        }
        let pool = self.identity_pool()?;
        let store = self.client.store();
        let user = holder.user();
        let primary = self.identity.primary.borrow();
        let primary = primary.as_ref().filter(|(sub, _)| user.is_some_and(|user| user.sub == sub));
        if let Some((_, id)) = primary {
            return known(Some(id.clone()), Origin::Page);
        }
        match (store.guest_identity(&pool.id)?, user) {
            // The identity of a user whose tokens the application gives is not stored.
            (None, Some(_)) if self.is_provided() => Ok(None),
            (None, Some(user)) => known(store.user_identity(user.username, user.sub, &pool.id)?, Origin::User),
            (guest, _) => known(guest, Origin::Guest),
        }
    }

    /// Asks the service for an identity, which is kept if `keeps` says so.
    pub(super) async fn new_identity(
        &self,
        holder: &Holder,
        logins: Option<&Json>,
        beginning: &Beginning,
        keeps: bool,
    ) -> Result<String> {
        let pool = self.identity_pool()?;
        let logins = logins.map_or_else(Json::object, Json::duplicate);
        let body = Json::object().with("IdentityPoolId", &*pool.id).with("Logins", logins);
        let (mut reply, _) = self.client.call_identity_pool(pool, &GET_ID, body).await?;
        let id = reply.take("IdentityId").into_text().filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| Error::new(&names::GET_ID_RESPONSE))?;
        self.check_wanted(holder, beginning)?;
        if keeps && self.identity.clears.get() == beginning.clears {
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
                if store.session_of(username).is_ok_and(|session| session.is_none()) {
                    // Another tab has ended the session. The stored guest is a later one.
                    return Ok(());
                }
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
