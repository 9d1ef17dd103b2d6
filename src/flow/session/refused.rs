//! What becomes of a session that an asynchronous storage has refused. A storage that answers at once refuses it while the flow can
//! still act; here the flow has gone on, on the storage's copy.

use super::Session;
use crate::error::{Error, Result};
use crate::flow::store::{Persistence, Refused};
use crate::host::Host;
use crate::token::Write;

impl<H: Host> Session<H> {
    /// Keeps changes that the storage has refused. Returns false if the call that made them has failed.
    ///
    /// # Errors
    /// `StorageException` when they cannot be kept.
    pub(in crate::flow) fn keep_refused(&self, writes: Vec<Write>, error: Error) -> Result<bool> {
        let store = self.client.store();
        match store.refused(&writes)? {
            // The caller of a refresh gets its tokens, and the next call refreshes again: with the newest refresh token.
            Refused::Refresh { stored, newest, has_others } => {
                let Some(spent) = stored.refresh.as_ref().filter(|spent| spent.expose() != newest.expose()) else {
                    return Ok(true);
                };
                // This is a change of the copy, too. If it is refused, what was refused is the refresh token alone.
                if !has_others || store.replace_refresh_token(&stored, &newest).is_err() {
                    store.remember_newest_refresh_token(spent, &newest);
                    self.client.report_degraded_storage(error);
                }
                Ok(true)
            }
            Refused::Lease => Ok(true),
            Refused::Redirect => Ok(false),
            Refused::Move(from) => store.keep_in_place(from, writes).map(|()| false),
            Refused::New => {
                store.keep_in_place(Persistence::Memory, writes)?;
                self.client.report_degraded_storage(error);
                Ok(true)
            }
        }
    }
}
