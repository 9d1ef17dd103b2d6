//! Waiting until another tab's write is visible here.

use std::rc::Rc;

use crate::error::Result;
use crate::flow::session::Session;
use crate::hash::sha256;
use crate::host::Host;
use crate::secret::Secret;
use crate::text;
use crate::token::{Jwt, TokenSet};

/// The interval between two reads of the storage.
const PAUSE_MS: u32 = 25;

/// How often to read it if another tab may have written: for two seconds.
pub(super) const LOOKS: u8 = 80;

/// How often to read it if another tab may be writing what is missing: for a quarter of a second.
pub(super) const LOOKS_AT_TORN: u8 = 10;

/// How often to read it if another tab has announced a write: for five seconds.
const ANNOUNCED_LOOKS: u8 = 200;

/// Identifies a version of the stored session. It covers all that a refresh writes, since one write may become visible before the
/// other.
pub(super) fn mark(tokens: &TokenSet) -> String {
    let id = tokens.id.as_ref().map(Jwt::raw).unwrap_or_default();
    let refresh = tokens.refresh.as_ref().map(Secret::expose).unwrap_or_default();
    let drift = tokens.clock_drift_ms.to_string();
    let parts = [tokens.access.raw(), " ", id, " ", refresh, " ", &drift];
    text::encode_base64url(sha256(&parts.map(str::as_bytes)).as_slice())
}

impl<H: Host> Session<H> {
    /// A tab may see another tab's writes a little later than it gets the lock. So after waiting for the lock, and before
    /// ending the session, this waits a moment for tokens other than `known`; if another tab announced its tokens, for
    /// exactly those.
    pub(super) async fn await_other_tab(&self, lock: Option<&H::Lock>, known: &TokenSet, most: u8) -> Result<()> {
        let mut looks = 0;
        while let Some(stored) = self.client.store().session_of(&known.username)? {
            let announced = lock.and_then(H::announced);
            // Without an announcement, a part of the write that is not visible yet mostly makes the tokens look expired.
            let is_complete = match &announced {
                Some(announced) => *announced == mark(&stored),
                None => !stored.expired(self.client.host().now()),
            };
            if is_complete && stored.access.raw() != known.access.raw() {
                break;
            }
            if looks >= if announced.is_some() { ANNOUNCED_LOOKS } else { most } {
                break;
            }
            looks = looks.saturating_add(1);
            self.client.host().sleep(PAUSE_MS).await;
        }
        Ok(())
    }

    /// What is stored in place of a session that has been replaced. Another tab may be writing it still.
    pub(super) async fn await_replacement(&self, replaced: &TokenSet) -> Result<Option<Rc<TokenSet>>> {
        for _ in 0..LOOKS_AT_TORN {
            // The access token is written last.
            let is_visible = |current: &Rc<TokenSet>| current.access.raw() != replaced.access.raw();
            match self.stored(replaced) {
                Ok(current) if current.as_ref().is_none_or(is_visible) => return Ok(current),
                Ok(_) | Err(_) => self.client.host().sleep(PAUSE_MS).await,
            }
        }
        self.stored(replaced)
    }
}
