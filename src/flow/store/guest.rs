//! A guest's identity, so that a returning guest gets the same one.

use super::Store;
use crate::error::Result;
use crate::host::{Area, Host};
use crate::token::StorageKeys;

impl<H: Host> Store<H> {
    /// The guest's identity in this identity pool.
    pub(in crate::flow) fn guest_identity(&self, identity_pool: &str) -> Result<Option<String>> {
        self.text(Area::Local, &StorageKeys::guest_identity(identity_pool))
    }

    pub(in crate::flow) fn save_guest_identity(&self, identity_pool: &str, id: &str) -> Result<()> {
        self.host.save(Area::Local, &StorageKeys::guest_identity(identity_pool), id)
    }

    pub(in crate::flow) fn remove_guest_identity(&self, identity_pool: &str) -> Result<()> {
        self.host.remove(Area::Local, &StorageKeys::guest_identity(identity_pool))
    }
}
