//! Everything that is kept in the host's storage. Only this module accesses it.
//!
//! A session is read as one value, and written as a whole or not at all. Storage is synchronous, so nothing in this page
//! can change it between a read and the write that depends on it. [`Host::load`] describes how a host with an asynchronous
//! storage works.

mod device;
mod identity;
mod session;
mod sign_in;
mod users;

use core::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Item, Jwt, StorageKeys, Write};

pub(super) use device::Device;
pub(super) use session::{Commit, Leftover};
pub(super) use sign_in::Pending;
pub use sign_in::StateScope;

/// The items of one app client and identity pool.
pub(super) struct Store<H> {
    host: Rc<H>,
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
    pub(super) fn new(host: Rc<H>, client_id: Result<&str>, scope: StateScope) -> Self {
        let client_id = client_id.map(str::to_owned);
        Self {
            host,
            keys: client_id.as_ref().map(|id| StorageKeys::new(id)).map_err(Clone::clone),
            client_id: client_id.unwrap_or_default(),
            scope,
            parsed: RefCell::default(),
        }
    }

    /// The name of the lock for using the refresh token.
    pub(super) fn refresh_lock(&self) -> Result<String> {
        self.keys().map(StorageKeys::refresh_lock)
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
    fn text(&self, area: Area, key: &str) -> Result<Option<String>> {
        Ok(self.host.load(area, key)?.filter(|text| !text.is_empty()))
    }

    fn item(&self, username: &str, item: Item) -> Result<Option<String>> {
        self.text(Area::Local, &self.keys()?.of(username, item))
    }

    fn secret(&self, username: &str, item: Item) -> Result<Option<Secret>> {
        Ok(self.item(username, item)?.map(Secret::new))
    }

    /// Makes all changes. If the storage refuses one, restores the earlier values.
    pub(super) fn apply(&self, writes: Vec<Write>) -> Result<()> {
        // Nothing that is removed may stay in memory.
        if writes.iter().any(|write| write.value.is_none()) {
            self.parsed.borrow_mut().clear();
        }
        let mut undo = Vec::new();
        for write in writes {
            let before = self.host.load(Area::Local, &write.key)?;
            if let Err(error) = self.write(&write) {
                self.restore(undo);
                return Err(error);
            }
            undo.push(Write { key: write.key, value: before.map(Secret::new) });
        }
        Ok(())
    }

    /// Restores earlier values. If the storage refuses that too, nothing more can be done.
    fn restore(&self, earlier: Vec<Write>) {
        for write in earlier.into_iter().rev() {
            let _ = self.write(&write);
        }
    }

    fn write(&self, Write { key, value }: &Write) -> Result<()> {
        match value {
            Some(value) => self.host.save(Area::Local, key, value.expose()),
            None => self.host.remove(Area::Local, key),
        }
    }
}
