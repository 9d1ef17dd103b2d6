//! An identity with a login of another provider than the user pool, such as Google, or of the application's own server.
//!
//! It takes the place of a user of the user pool, in this instance alone: functions that need such a user, or would make one, fail
//! until it is cleared. The provider's token is in memory only, and the library cannot renew it.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::federation::Federation;
use super::holder::{Holder, Owner};
use super::{AuthSession, Credentials, Session, SessionStatus};
use crate::error::{Error, Result, names};
use crate::host::{EventData, Host};

/// Whether there is a federation, and which.
#[derive(Debug, Default)]
pub(super) struct Federated {
    current: RefCell<Option<Rc<Federation>>>,
    /// Counts federations that have begun, and ends of them. Only the latest counts.
    latest: Cell<u32>,
}

/// How a federation stands: whether it is in effect, and the number of the latest one.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    is_current: bool,
    latest: u32,
}

impl Federated {
    pub(super) fn standing(&self, federation: &Rc<Federation>) -> Standing {
        let current = self.current.borrow();
        Standing {
            is_current: current.as_ref().is_some_and(|current| Rc::ptr_eq(current, federation)),
            latest: self.latest.get(),
        }
    }

    /// Fails if the provider's token must not be sent any more: the federation was in effect `earlier`, and is not now, or was only
    /// about to be, and a later call has replaced it.
    pub(super) fn check(&self, federation: &Rc<Federation>, earlier: Standing) -> Result<()> {
        let now = self.standing(federation);
        let is_wanted = if earlier.is_current { now.is_current } else { now.latest == earlier.latest };
        if is_wanted { Ok(()) } else { Err(invalid_state(REPLACED)) }
    }

    fn current(&self) -> Option<Rc<Federation>> {
        self.current.borrow().clone()
    }

    fn next(&self) -> u32 {
        self.latest.set(self.latest.get().wrapping_add(1));
        self.latest.get()
    }

    /// Forgets the identity, unless the application has given it.
    pub(super) fn forget_identity(&self) {
        if let Some(federation) = &*self.current.borrow() {
            federation.forget_identity();
        }
    }
}

const REPLACED: &str = "a later call has replaced this one";

fn invalid_state(message: &'static str) -> Error {
    Error::new(&names::INVALID_STATE).with_message(message)
}

impl<H: Host> Session<H> {
    /// Whether the identity has a login of another provider.
    pub(in crate::flow) fn is_federated(&self) -> bool {
        self.identity.federated.current.borrow().is_some()
    }

    /// Fails if it has.
    ///
    /// # Errors
    /// `InvalidStateException`.
    pub(in crate::flow) fn check_not_federated(&self) -> Result<()> {
        if self.is_federated() { Err(Error::new(&names::INVALID_STATE)) } else { Ok(()) }
    }

    /// Exchanges a login of another provider for AWS credentials. `abandon` ends sign-ins in progress; it is called when that has
    /// succeeded. An earlier federation is replaced.
    ///
    /// # Errors
    /// `InvalidStateException` while a user is signed in, and the service's errors. Nothing has changed then.
    pub(in crate::flow) async fn federate(
        self: &Rc<Self>,
        federation: Federation,
        abandon: impl FnOnce(),
    ) -> Result<Rc<Credentials>> {
        self.identity_pool()?;
        if self.are_credentials_provided() {
            return Err(invalid_state("the credentialsProvider has the credentials"));
        }
        self.check_nobody_signed_in()?;
        if self.is_provided() && Rc::clone(self).provided_tokens(false, None).boxed_local().await?.is_some() {
            return Err(invalid_state("a user is signed in"));
        }
        let number = self.identity.federated.next();
        let federation = Rc::new(federation);
        let holder = Holder::Federated(Rc::clone(&federation));
        let credentials = Rc::new(self.request_credentials(&holder).await?);
        if self.identity.federated.latest.get() != number {
            return Err(invalid_state(REPLACED));
        }
        // Another tab may have signed in meanwhile.
        self.check_nobody_signed_in()?;
        abandon();
        self.forget_identity()?;
        federation.keep_identity(&credentials.identity_id);
        self.identity.federated.current.replace(Some(federation));
        self.identity.cached.replace(Some(Rc::clone(&credentials)));
        self.client.emit("federatedToIdentityPool", EventData::None);
        Ok(credentials)
    }

    /// Forgets the login, the identity and the credentials. Nothing is requested.
    ///
    /// # Errors
    /// `InvalidStateException` if there is no such login.
    pub(in crate::flow) fn clear_federation(&self) -> Result<()> {
        self.identity.federated.next();
        if self.identity.federated.current.take().is_none() {
            return Err(invalid_state("no identity is federated to the identity pool"));
        }
        self.forget_credentials();
        self.client.emit("federationToIdentityPoolCleared", EventData::None);
        Ok(())
    }

    /// Takes over the federation of an earlier instance with the same identity pool.
    pub(in crate::flow) fn inherit(&self, earlier: &Self) {
        let id = |session: &Self| session.identity_pool().ok().map(|pool| pool.id.clone());
        if id(self).is_some() && id(self) == id(earlier) {
            self.identity.federated.current.replace(earlier.identity.federated.current());
        }
    }

    /// The session of such an identity; `None` if there is none. Without `force`, nothing is requested that is there already, and
    /// with `only_known` nothing at all.
    pub(super) async fn federated_session(self: &Rc<Self>, force: bool, only_known: bool) -> Option<AuthSession> {
        let federation = self.identity.federated.current()?;
        let credentials = if only_known {
            self.cached_credentials_of(&Owner::Federated)
        } else {
            self.credentials_for(Holder::Federated(federation), force).await.map_err(|error| {
                // The provider's token is no longer valid.
                if error.is("NotAuthorizedException") {
                    Error::new(&names::FEDERATION_EXPIRED).with_source(error)
                } else {
                    error
                }
            })
        };
        let now = self.client.host().now();
        let is_active = credentials.as_ref().is_ok_and(|credentials| credentials.usable(&Owner::Federated, now));
        Some(AuthSession {
            is_signed_in: true,
            status: if is_active { SessionStatus::Active } else { SessionStatus::Stale },
            credentials,
            user_sub: Err(Error::new(&names::INVALID_STATE)),
            tokens: Err(Error::new(&names::INVALID_STATE)),
        })
    }

    fn check_nobody_signed_in(&self) -> Result<()> {
        let has_user =
            !self.is_provided() && self.client.config().user_pool.is_some() && self.client.store().load()?.is_some();
        if has_user { Err(invalid_state("a user is signed in")) } else { Ok(()) }
    }
}
