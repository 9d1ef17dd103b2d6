//! Locks within this page, for browsers without Web Locks: several instances may share one session. Other tabs are not locked out.

use core::cell::RefCell;
use core::pin::pin;
use std::sync::Arc;

use futures_util::future::{Either, select};
use futures_util::lock::{Mutex, OwnedMutexGuard};

use super::timer;
use crate::host::LockError;

thread_local! {
    static LOCKS: RefCell<Vec<(String, Arc<Mutex<()>>)>> = const { RefCell::new(Vec::new()) };
}

/// A lock, which is released when this is dropped.
pub(super) type Held = OwnedMutexGuard<()>;

/// Takes the lock, or gives up after `limit_ms`. Returns whether it was held at first, too.
pub(super) async fn take(name: &str, limit_ms: u32) -> Result<(Held, bool), LockError> {
    let lock = named(name);
    if let Some(held) = lock.try_lock_owned() {
        return Ok((held, false));
    }
    match select(lock.lock_owned(), pin!(timer::sleep(limit_ms))).await {
        Either::Left((held, _)) => Ok((held, true)),
        Either::Right(_) => Err(LockError::StillHeld),
    }
}

/// The lock of that name. A page has one for each of its app clients.
fn named(name: &str) -> Arc<Mutex<()>> {
    LOCKS.with_borrow_mut(|locks| {
        if let Some((_, lock)) = locks.iter().find(|(known, _)| known == name) {
            return Arc::clone(lock);
        }
        let lock = Arc::new(Mutex::new(()));
        locks.push((name.to_owned(), Arc::clone(&lock)));
        lock
    })
}
