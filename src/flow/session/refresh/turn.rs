//! Taking turns: one use of a user's refresh token at a time, in this instance and among tabs.

use core::cell::{Cell, RefCell};
use core::pin::pin;
use std::rc::Rc;
use std::sync::Arc;

use futures_util::future::{Either, select};
use futures_util::lock::{Mutex, OwnedMutexGuard};

use super::lease::Lease;
use crate::error::{Error, Result, names};
use crate::flow::session::Session;
use crate::flow::store::RefreshLock;
use crate::host::{Host, LockError};

/// Who uses a refresh token, or waits to, in this instance.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// For each user, so that calls of one instance take turns even if the host has no locks.
    of_users: RefCell<Vec<(String, Arc<Mutex<()>>)>>,
    /// How many have their turn.
    taken: Rc<Cell<u32>>,
}

impl Turns {
    fn of(&self, username: &str) -> Arc<Mutex<()>> {
        let mut turns = self.of_users.borrow_mut();
        if let Some((_, turn)) = turns.iter().find(|(known, _)| known == username) {
            return Arc::clone(turn);
        }
        let turn = Arc::new(Mutex::new(()));
        turns.push((username.to_owned(), Arc::clone(&turn)));
        turn
    }

    /// Whether everybody still waits.
    pub(super) fn is_none_taken(&self) -> bool {
        self.taken.get() == 0
    }
}

/// Permission to use a refresh token, until this is dropped.
pub(in crate::flow::session) struct Turn<H: Host> {
    /// In place of a lock that other tabs respect. It ends before the lock does.
    lease: Option<Rc<Lease<H>>>,
    /// The lock, if the host has locks.
    lock: Option<H::Lock>,
    /// Whether another call of this instance had it first, which may have waited for another tab.
    has_waited: bool,
    taken: Rc<Cell<u32>>,
    _instance: OwnedMutexGuard<()>,
}

impl<H: Host> Drop for Turn<H> {
    fn drop(&mut self) {
        self.taken.set(self.taken.get().saturating_sub(1));
    }
}

impl<H: Host> Turn<H> {
    pub(super) const fn lock(&self) -> Option<&H::Lock> {
        self.lock.as_ref()
    }

    /// Whether a lease stands in for the lock.
    pub(in crate::flow::session) const fn is_leased(&self) -> bool {
        self.lease.is_some()
    }

    /// Whether another tab may have been waited for.
    pub(in crate::flow::session) fn was_contended(&self) -> bool {
        self.has_waited
            || self.lock.as_ref().is_some_and(H::was_contended)
            || self.lease.as_ref().is_some_and(|lease| lease.was_contended())
    }
}

impl<H: Host> Session<H> {
    /// Waits until no other call of this instance and no other tab uses the user's refresh token, as long as for a reply of the
    /// service. A tab whose page is frozen or whose request hangs may have the lock for much longer.
    ///
    /// # Errors
    /// `TimeoutError` if somebody else uses it for too long. Using it at the same time could end the session.
    pub(in crate::flow::session) async fn refresh_turn(&self, username: &str) -> Result<Turn<H>> {
        let limit_ms = self.client.limits().timeout_ms;
        let host = self.client.host();
        let turns = &self.refreshing.turns;
        let turn = turns.of(username);
        let (mut lock, mut lease, mut has_waited) = (None, None, false);
        let instance = match turn.try_lock_owned() {
            Some(instance) => instance,
            None => match select(turn.lock_owned(), pin!(host.sleep(limit_ms))).await {
                Either::Left((instance, _)) => {
                    has_waited = true;
                    instance
                }
                Either::Right(_) => return Err(still_used()),
            },
        };
        if let Some(RefreshLock { name, is_in_storage }) = self.client.store().refresh_lock(username)? {
            let mut is_leased = is_in_storage;
            match host.lock(&name, limit_ms).await {
                Ok(held) => {
                    is_leased &= !H::locks_out_tabs(&held);
                    lock = Some(held);
                }
                Err(LockError::Unsupported) => {}
                Err(LockError::Unneeded) => is_leased = false,
                Err(LockError::Unreadable) => return Err(Error::new(&names::STORAGE)),
                Err(LockError::StillHeld) => return Err(still_used()),
            }
            if is_leased {
                lease = Lease::take(&self.client, name, limit_ms).await.map_err(|_| still_used())?;
            }
        }
        turns.taken.set(turns.taken.get().saturating_add(1));
        Ok(Turn { lease, lock, has_waited, taken: Rc::clone(&turns.taken), _instance: instance })
    }
}

/// The error of a call that has waited too long.
pub(super) fn still_used() -> Error {
    let message = "another tab or call has been refreshing this session for too long";
    Error::new(&names::TIMEOUT).with_message(message)
}
