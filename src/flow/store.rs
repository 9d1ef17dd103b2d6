//! Everything that is kept in the host's storage. Only this module accesses it.
//!
//! A session is read as one value, and written as a whole or not at all. Storage is synchronous, so nothing in this page
//! can change it between a read and the write that depends on it. [`Host::load`] describes how a host with an asynchronous
//! storage works.

mod credentials;
mod device;
mod history;
mod identity;
mod kept;
mod places;
mod redirect;
mod refused;
mod revocations;
mod session;
mod sign_in;
mod torn;
mod users;

use core::cell::RefCell;
use std::rc::Rc;

use crate::config::UserPool;
use crate::error::Result;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Item, Jwt, StorageKeys, Write};
use places::Places;

pub(super) use device::Device;
pub use history::Decision;
pub(super) use kept::RefreshLock;
pub use places::Persistence;
pub(super) use redirect::PendingRedirect;
pub use redirect::RedirectMode;
pub(super) use refused::Refused;
pub(super) use session::{Commit, Leftover};
pub(super) use sign_in::Pending;
pub use sign_in::StateScope;

/// How an instance uses its host's storage.
#[derive(Clone, Copy, Debug, Default)]
pub struct StorageOptions {
    /// Where a sign-in that waits for an answer is stored.
    pub scope: StateScope,
    /// The longest that something is kept.
    pub persistence: Persistence,
    /// Whether AWS credentials are kept for the tab (`sessionStorage`), so that its next page need not request any.
    pub keeps_credentials: bool,
    /// Whether it is that of a vault, in a worker. What a script of the page can read then lasts no longer than a session there: a
    /// remembered device is kept only where its session is. Decisions are events named `decision`, since a worker has no storage for them.
    pub in_vault: bool,
}

impl From<StateScope> for StorageOptions {
    fn from(scope: StateScope) -> Self {
        Self { scope, ..Self::default() }
    }
}

/// The items of one app client and identity pool.
pub(super) struct Store<H> {
    host: Rc<H>,
    places: Places<H>,
    /// The keys, or the error if the configuration has no user pool.
    keys: Result<StorageKeys>,
    client_id: String,
    pool_id: String,
    scope: StateScope,
    keeps_credentials: bool,
    in_vault: bool,
    /// The access token and ID token that were read last, since most calls read the same ones. They are removed with the
    /// session.
    parsed: RefCell<Vec<Jwt>>,
    /// The user whose session was moved to the host's storage last, and where it came from. It goes back if an asynchronous storage
    /// refuses it.
    moved: RefCell<Option<(String, Persistence)>>,
}

impl<H: Host> Store<H> {
    /// The items of an app client; `pool` is an error if the configuration has no user pool.
    pub(super) fn new(host: Rc<H>, pool: Result<&UserPool>, options: StorageOptions) -> Self {
        let client_id = pool.as_ref().map(|pool| pool.client_id.clone()).map_err(Clone::clone);
        Self {
            places: Places::new(Rc::clone(&host), options.persistence),
            host,
            keys: client_id.as_ref().map(|id| StorageKeys::new(id)).map_err(Clone::clone),
            client_id: client_id.unwrap_or_default(),
            pool_id: pool.map(|pool| pool.id.as_str().to_owned()).unwrap_or_default(),
            scope: options.scope,
            keeps_credentials: options.keeps_credentials,
            in_vault: options.in_vault,
            parsed: RefCell::default(),
            moved: RefCell::default(),
        }
    }

    /// Shares the memory of the instance that this one replaces.
    pub(super) fn inherit(&self, earlier: &Self) {
        self.places.inherit(&earlier.places);
    }

    /// The newer refresh token that replaces a stored one, or else the stored one.
    pub(super) fn newest_refresh_token(&self, stored: &Secret) -> Secret {
        self.places.newer_refresh_token(stored).unwrap_or_else(|| stored.duplicate())
    }

    /// Remembers the newer refresh token that replaces a stored one, and that the storage does not take.
    pub(super) fn remember_newest_refresh_token(&self, stored: &Secret, newest: &Secret) {
        self.places.set_newer_refresh_token(stored, Some(newest));
    }

    /// Forgets the newer refresh token that replaces a stored one.
    pub(super) fn forget_newest_refresh_token(&self, stored: &Secret) {
        self.places.set_newer_refresh_token(stored, None);
    }

    /// Whether nothing is in the memory of this instance, so that everything is in the host's storages.
    pub(super) fn is_memory_empty(&self) -> bool {
        self.places.is_memory_empty()
    }

    fn keys(&self) -> Result<&StorageKeys> {
        self.keys.as_ref().map_err(Clone::clone)
    }

    fn parse_json(&self, text: &str) -> Option<Json> {
        self.host.parse_json(text)
    }

    /// Reads a token.
    pub(super) fn parse_jwt(&self, raw: String) -> Option<Jwt> {
        let known = self.parsed.borrow().iter().find(|jwt| jwt.raw() == raw).cloned();
        known.or_else(|| Jwt::parse(raw, &|text| self.parse_json(text)))
    }

    /// An item, if it is not empty.
    fn text(&self, key: &str) -> Result<Option<String>> {
        Ok(self.places.find(key)?.map(|(_, text)| text).filter(|text| !text.is_empty()))
    }

    fn item(&self, username: &str, item: Item) -> Result<Option<String>> {
        self.text(&self.keys()?.of(username, item))
    }

    /// Stores or removes one item.
    fn set(&self, key: String, value: Option<String>) -> Result<()> {
        self.places.apply(None, vec![Write { key, value: value.map(Secret::new) }])
    }

    fn secret(&self, username: &str, item: Item) -> Result<Option<Secret>> {
        Ok(self.item(username, item)?.map(Secret::new))
    }

    /// Makes all changes. If the storage refuses one, restores the earlier values.
    pub(super) fn apply(&self, writes: Vec<Write>) -> Result<()> {
        self.apply_in(None, writes)
    }

    /// The same in one place.
    fn apply_in(&self, place: Option<Persistence>, writes: Vec<Write>) -> Result<()> {
        // Nothing that is removed may stay in memory.
        if writes.iter().any(|write| write.value.is_none()) {
            self.parsed.borrow_mut().clear();
        }
        self.places.apply(place, writes)
    }
}
