//! Waiting until what another tab wrote has come here.

use crate::error::Result;
use crate::flow::session::Session;
use crate::hash::sha256;
use crate::host::Host;
use crate::secret::Secret;
use crate::text;
use crate::token::TokenSet;

/// How far apart to look for what another tab has written.
const PAUSE_MS: u32 = 25;

/// How often to look, where another tab may have written: for two seconds.
const LOOKS: u8 = 80;

/// How often to look, where another tab has said that it wrote: for five seconds.
const ANNOUNCED_LOOKS: u8 = 200;

/// Tells one stored session from the next. Of both tokens, since a browser may pass on the one before the other.
pub(super) fn mark(tokens: &TokenSet) -> String {
    let refresh = tokens.refresh.as_ref().map(Secret::expose).unwrap_or_default();
    text::encode_base64url(sha256(&[tokens.access.raw().as_bytes(), b" ", refresh.as_bytes()]).as_slice())
}

impl<H: Host> Session<H> {
    /// Browsers pass a write of one tab on to the others a little later than they pass on a lock. So whoever had to wait for
    /// the lock, or is about to end the session, looks for a moment for other tokens than `known`: for those that another
    /// tab has announced last, if one has.
    pub(super) async fn await_other_tab(&self, lock: Option<&H::Lock>, known: &TokenSet) -> Result<()> {
        let mut looks = 0;
        while let Some(stored) = self.client.store().load()? {
            let announced = lock.and_then(H::announced);
            let has_changed = stored.access.raw() != known.access.raw();
            if has_changed && announced.as_ref().is_none_or(|announced| *announced == mark(&stored)) {
                break;
            }
            let most = if announced.is_some() { ANNOUNCED_LOOKS } else { LOOKS };
            if looks >= most {
                break;
            }
            looks = looks.saturating_add(1);
            self.client.host().sleep(PAUSE_MS).await;
        }
        Ok(())
    }
}
