//! A lease in the storage that tabs share, where there are no Web Locks.
//!
//! It is an item with a time and its owner. Whoever finds no other tab's lease writes its own, waits until every tab can see the
//! writes of that moment, and has the lease if it is still there: of several tabs, that is the last to write. The holder renews it
//! until it removes it.
//!
//! A storage has no atomic operations, so this is less than a lock. Two tabs can hold a lease at once if a write becomes visible later
//! than [`SETTLING_MS`] allows, if the system stops one of them between two statements, or if the clock jumps. A holder that is
//! frozen for longer than [`LIFE_MS`] cannot be told from one that has crashed: another tab uses the refresh token then, and if the
//! service rotates tokens without a grace period and had answered the first, the session ends.

use core::cell::Cell;
use std::rc::Rc;

use futures_util::FutureExt as _;

use crate::error::Result;
use crate::flow::client::Client;
use crate::host::Host;
use crate::text;
use crate::time::Timestamp;

/// How long a lease holds after it was written last. Browsers delay the timers of hidden pages by up to a minute.
const LIFE_MS: i64 = 90_000;

/// The interval at which the holder writes it anew.
const RENEWAL_MS: u32 = 20_000;

/// Twice the longest time after which tabs see each other's writes: another tab may have written right before it saw this one's.
const SETTLING_MS: u32 = 250;

/// The interval between two looks at another tab's lease.
const PAUSE_MS: u32 = 100;

/// A lease, which ends when this is dropped.
pub(super) struct Lease<H: Host> {
    client: Rc<Client<H>>,
    name: String,
    owner: String,
    was_contended: Cell<bool>,
}

/// What is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    /// One that no longer holds: its tab has crashed, or the clock has jumped.
    Expired,
    Own,
    Others,
}

/// Another tab has the lease for too long.
pub(super) struct StillHeld;

impl<H: Host> Lease<H> {
    /// Takes the lease, or gives up after `limit_ms`. `None` if the storage does not take one.
    pub(super) async fn take(
        client: &Rc<Client<H>>,
        name: String,
        limit_ms: u32,
    ) -> core::result::Result<Option<Rc<Self>>, StillHeld> {
        let mut random = [0; 16];
        if client.host().random(&mut random).is_err() {
            return Ok(None);
        }
        let owner = text::uuid_v4(random);
        let lease = Rc::new(Self { client: Rc::clone(client), name, owner, was_contended: Cell::default() });
        let host = client.host();
        let mut waited_ms: u32 = 0;
        loop {
            match lease.look().await {
                Ok(Found::Others) => {
                    // Counted, since the clock may jump.
                    if waited_ms >= limit_ms {
                        return Err(StillHeld);
                    }
                    waited_ms = waited_ms.saturating_add(PAUSE_MS);
                    lease.was_contended.set(true);
                    host.sleep(PAUSE_MS).await;
                }
                Ok(_) if lease.write().is_ok() => {
                    // An asynchronous storage stores it first.
                    let _ = host.synchronize().await;
                    host.sleep(SETTLING_MS).await;
                    match lease.look().await {
                        Ok(Found::Own) => break,
                        Ok(Found::Expired | Found::Others) => {}
                        Ok(Found::Nothing) | Err(_) => return Ok(None),
                    }
                }
                Ok(_) | Err(_) => return Ok(None),
            }
        }
        lease.keep_renewing();
        Ok(Some(lease))
    }

    /// Whether another tab had the lease at first.
    pub(super) const fn was_contended(&self) -> bool {
        self.was_contended.get()
    }

    /// Renews the lease for as long as somebody has it.
    fn keep_renewing(self: &Rc<Self>) {
        let lease = Rc::downgrade(self);
        let client = Rc::clone(&self.client);
        let renewals = async move {
            loop {
                client.host().sleep_unattended(RENEWAL_MS).await;
                let Some(lease) = lease.upgrade() else { break };
                // Another tab may have taken over while this one was frozen.
                if matches!(lease.found(), Ok(Found::Own | Found::Expired)) {
                    let _ = lease.write();
                }
            }
        };
        self.client.host().spawn(renewals.boxed_local());
    }

    async fn look(&self) -> Result<Found> {
        self.client.host().synchronize().await?;
        self.found()
    }

    fn found(&self) -> Result<Found> {
        let Some(lease) = self.client.store().lease(&self.name)? else { return Ok(Found::Nothing) };
        let (time, owner) = text::split_once(&lease, b' ').unwrap_or_default();
        let age_ms = self.client.host().now().millis_since(Timestamp::from_millis(time.parse().unwrap_or_default()));
        Ok(if !(-LIFE_MS..LIFE_MS).contains(&age_ms) {
            Found::Expired
        } else if owner == self.owner {
            Found::Own
        } else {
            Found::Others
        })
    }

    fn write(&self) -> Result<()> {
        let time = self.client.host().now().millis().to_string();
        self.client.store().set_lease(&self.name, Some([&*time, &*self.owner].join(" ")))
    }
}

impl<H: Host> Drop for Lease<H> {
    fn drop(&mut self) {
        let store = self.client.store();
        if matches!(store.lease(&self.name), Ok(Some(lease)) if lease.ends_with(&*self.owner)) {
            // If it stays, it expires.
            let _ = store.set_lease(&self.name, None);
        }
    }
}
