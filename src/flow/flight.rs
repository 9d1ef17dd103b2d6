//! Work that is done once for all who ask while it is under way.

use core::cell::RefCell;
use core::fmt;

use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared};

use crate::host::Host;

type Work<T> = Shared<LocalBoxFuture<'static, T>>;

/// At most one piece of work, joined by everybody who asks for the same.
///
/// The work runs to its end even when everybody who waits for it goes away: a reply that was paid for, such as a rotated
/// refresh token, must not be lost because the first caller lost interest.
pub(super) struct Flight<K, T: Clone> {
    current: RefCell<Option<(K, Work<T>)>>,
}

impl<K, T: Clone> Default for Flight<K, T> {
    fn default() -> Self {
        Self { current: RefCell::new(None) }
    }
}

impl<K, T: Clone> fmt::Debug for Flight<K, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Flight")
    }
}

impl<K: PartialEq, T: Clone + 'static> Flight<K, T> {
    /// Joins the work of that key, or starts it.
    pub(super) async fn join<H: Host>(
        &self,
        host: &H,
        key: K,
        start: impl FnOnce() -> LocalBoxFuture<'static, T>,
    ) -> T {
        let running = self
            .current
            .borrow()
            .as_ref()
            .filter(|(running, work)| *running == key && work.peek().is_none())
            .map(|(_, work)| work.clone());
        let work = running.unwrap_or_else(|| {
            let work = start().shared();
            *self.current.borrow_mut() = Some((key, work.clone()));
            host.spawn(work.clone().map(drop).boxed_local());
            work
        });
        let result = work.await;
        // The result may hold secrets: it is not kept once it has been handed out.
        self.current.borrow_mut().take_if(|(_, work)| work.peek().is_some());
        result
    }
}
