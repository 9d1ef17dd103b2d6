//! What an asynchronous storage has refused, after a flow had made the changes in the storage's copy.

use std::rc::Rc;

use super::Store;
use super::places::Persistence;
use crate::error::Result;
use crate::host::Host;
use crate::secret::Secret;
use crate::token::{Item, TokenSet, Write};

/// What the refused changes belong to.
pub(in crate::flow) enum Refused {
    /// A refresh of this session, which the storage still has as it was before. Its refresh token may no longer be valid; this is the
    /// newest one.
    Refresh {
        stored: Rc<TokenSet>,
        newest: Secret,
        /// Whether other tokens were refused with it.
        has_others: bool,
    },
    /// A session on its way from this place to the storage.
    Move(Persistence),
    /// A lease. The refresh goes on without.
    Lease,
    /// A redirect that begins. The answer comes to a page that has only what is stored.
    Redirect,
    /// Anything else: a new session, a sign-in that waits for an answer, a device.
    New,
}

impl<H: Host> Store<H> {
    /// What refused changes belong to. The copy is as it was before them.
    pub(in crate::flow) fn refused(&self, writes: &[Write]) -> Result<Refused> {
        let keys = self.keys()?;
        if writes.iter().all(|write| keys.is_refresh_lock(&write.key)) {
            return Ok(Refused::Lease);
        }
        if writes.iter().any(|write| self.begins_redirect(write)) {
            return Ok(Refused::Redirect);
        }
        let value_of = |key: &str| writes.iter().find(|write| write.key == key).and_then(|write| write.value.as_ref());
        if let Some(current) = value_of(&keys.last_auth_user()) {
            let moved = self.moved.borrow_mut().take();
            return Ok(match moved {
                Some((username, from)) if username == current.expose() => Refused::Move(from),
                _ => Refused::New,
            });
        }
        let Some(username) = writes.iter().find_map(|write| keys.owner(&write.key)) else { return Ok(Refused::New) };
        let newest = value_of(&keys.of(username, Item::RefreshToken));
        let has_others = value_of(&keys.of(username, Item::AccessToken)).is_some();
        Ok(match (self.session_of(username)?, newest) {
            (Some(stored), Some(newest)) => Refused::Refresh { stored, newest: newest.duplicate(), has_others },
            _ => Refused::New,
        })
    }

    /// Makes changes in a place that needs no copy.
    pub(in crate::flow) fn keep_in_place(&self, place: Persistence, writes: Vec<Write>) -> Result<()> {
        self.apply_in(Some(place), writes)
    }
}
