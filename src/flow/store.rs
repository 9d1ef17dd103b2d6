//! Everything that is kept in the host's storage. Only this module accesses it.
//!
//! A session is read as one value, and written as a whole or not at all. Storage is synchronous, so nothing in this page
//! can change it between a read and the write that depends on it. [`Host::is_copy`] describes how a host with an asynchronous
//! storage works.
//!
//! A session is in one of several places, which last longer or shorter (`places`).

mod device;
mod identity;
mod places;
mod session;
mod sign_in;

use core::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;
use crate::host::Host;
use crate::json::Json;
use crate::token::{Item, Jwt, StorageKeys};
use places::{Change, Places};

pub(super) use device::Device;
pub use places::Persistence;
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
    scope: StateScope,
    /// The access token and ID token that were read last, since most calls read the same ones. They are removed with the
    /// session.
    parsed: RefCell<Vec<Jwt>>,
}

impl<H: Host> Store<H> {
    /// The items of an app client; `client_id` is an error if the configuration has no user pool.
    pub(super) fn new(host: Rc<H>, client_id: Result<&str>, options: StorageOptions) -> Self {
        let client_id = client_id.map(str::to_owned);
        Self {
            places: Places::new(Rc::clone(&host), options.persistence),
            host,
            keys: client_id.as_ref().map(|id| StorageKeys::new(id)).map_err(Clone::clone),
            client_id: client_id.unwrap_or_default(),
            scope: options.scope,
            parsed: RefCell::default(),
        }
    }

    /// Whether the application wants everything in memory.
    pub(super) fn is_for_memory(&self) -> bool {
        self.places.is_for_memory()
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

    /// An item in the first place that has it, and that place.
    fn find(&self, key: &str) -> Result<Option<(Persistence, String)>> {
        for place in self.places.all() {
            if let Some(text) = self.places.load(place, key)? {
                return Ok(Some((place, text)));
            }
        }
        Ok(None)
    }

    /// Makes all changes. If a storage refuses one, restores the earlier values.
    pub(super) fn apply(&self, changes: Vec<Change>) -> Result<()> {
        // Nothing that is removed may stay in memory.
        if changes.iter().any(|change| change.value.is_none()) {
            self.parsed.borrow_mut().clear();
        }
        self.places.apply(changes)
    }

    /// Waits until an asynchronous storage has stored everything.
    ///
    /// # Errors
    /// `StorageException` when it refuses something, which is then taken back.
    pub(super) async fn stored(&self) -> Result<()> {
        self.host.stored().await
    }

    /// Reads what an asynchronous storage has of the signed-in users and of the user `name`.
    pub(super) async fn read(&self, name: Option<&str>, guest_identity: Option<String>) -> Result<()> {
        let Ok(keys) = &self.keys else {
            return self.host.read(Vec::from_iter(guest_identity)).await;
        };
        if !self.host.is_copy() {
            return Ok(());
        }
        let shared = [keys.last_auth_user(), keys.device_aliases()];
        self.host.read(shared.into_iter().chain(guest_identity).collect()).await?;
        let mut names = Vec::from_iter(name.map(str::to_owned));
        names.push(self.last_auth_user()?.unwrap_or_else(|| session::NAMELESS.to_owned()));
        names.extend(self.known_by_alias(name)?);
        self.host.read(names.iter().flat_map(|name| Item::ALL.map(|item| keys.of(name, item))).collect()).await
    }
}
