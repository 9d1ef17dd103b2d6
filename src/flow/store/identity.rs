//! Identities in an identity pool, so that those who return get the same one, without asking for it again.

use super::Store;
use crate::error::Result;
use crate::host::Host;
use crate::secret::Secret;
use crate::text;
use crate::token::{Item, StorageKeys, Write};

impl<H: Host> Store<H> {
    /// The guest's identity in this identity pool.
    pub(in crate::flow) fn guest_identity(&self, identity_pool: &str) -> Result<Option<String>> {
        self.text(&StorageKeys::guest_identity(identity_pool))
    }

    pub(in crate::flow) fn save_guest_identity(&self, identity_pool: &str, id: &str) -> Result<()> {
        self.set(StorageKeys::guest_identity(identity_pool), Some(id.to_owned()))
    }

    pub(in crate::flow) fn remove_guest_identity(&self, identity_pool: &str) -> Result<()> {
        self.set(StorageKeys::guest_identity(identity_pool), None)
    }

    /// The identity of a signed-in user in this identity pool. The item goes with the session. It names the pool and the user's
    /// `sub`, since another user may get the same name.
    pub(in crate::flow) fn user_identity(
        &self,
        username: &str,
        sub: &str,
        identity_pool: &str,
    ) -> Result<Option<String>> {
        let Some(item) = self.item(username, Item::Identity)? else { return Ok(None) };
        let of_user = text::split_once(&item, b' ').filter(|(pool, _)| *pool == identity_pool);
        let id = of_user.and_then(|(_, rest)| text::split_once(rest, b' ')).filter(|(owner, _)| *owner == sub);
        Ok(id.map(|(_, id)| id.to_owned()).filter(|id| !id.is_empty()))
    }

    /// Removes the identity of the current user.
    pub(in crate::flow) fn remove_user_identity(&self) -> Result<()> {
        match self.load()? {
            Some(stored) => self.set(self.keys()?.of(&stored.username, Item::Identity), None),
            None => Ok(()),
        }
    }

    /// Does nothing if the session has ended.
    pub(in crate::flow) fn save_user_identity(
        &self,
        username: &str,
        sub: &str,
        identity_pool: &str,
        id: &str,
    ) -> Result<()> {
        if self.session_of(username)?.is_none() {
            return Ok(());
        }
        let key = self.keys()?.of(username, Item::Identity);
        let value = Some(Secret::new([identity_pool, sub, id].join(" ")));
        self.apply_in(self.place_of(username)?, vec![Write { key, value }])
    }
}
