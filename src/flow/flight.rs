//! Work that is not left half done, and work that is done once for all who ask while it is under way.

use core::cell::{OnceCell, RefCell};
use core::fmt;
use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::error::Result;
use crate::host::Host;

/// Work that the host runs to its end, whatever becomes of those who wait for it.
pub(super) struct Work<T>(Rc<Progress<T>>);

struct Progress<T> {
    result: OnceCell<Result<T>>,
    waiting: RefCell<Vec<Waker>>,
}

impl<T> Clone for Work<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: Clone + 'static> Work<T> {
    /// Starts the work.
    pub(super) fn start<H: Host>(host: &H, task: LocalBoxFuture<'static, Result<T>>) -> Self {
        let work = Self(Rc::new(Progress { result: OnceCell::new(), waiting: RefCell::default() }));
        let Self(progress) = work.clone();
        let to_the_end = task.map(move |outcome| {
            // Nothing else writes to the slot.
            let _ = progress.result.set(outcome);
            progress.waiting.take().into_iter().for_each(Waker::wake);
        });
        host.spawn(to_the_end.boxed_local());
        work
    }

    /// Waits for the result.
    pub(super) async fn finish(self) -> Result<T> {
        poll_fn(|context| {
            if let Some(result) = self.0.result.get() {
                return Poll::Ready(result.clone());
            }
            self.0.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    fn is_done(&self) -> bool {
        self.0.result.get().is_some()
    }
}

/// At most one piece of work, joined by everybody who asks for the same.
///
/// The work runs to its end even when everybody who waits for it goes away: a reply that was paid for, such as a rotated
/// refresh token, must not be lost because the first caller lost interest.
pub(super) struct Flight<K, T> {
    current: RefCell<Option<(K, Work<T>)>>,
}

impl<K, T> Default for Flight<K, T> {
    fn default() -> Self {
        Self { current: RefCell::new(None) }
    }
}

impl<K, T> fmt::Debug for Flight<K, T> {
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
        start: impl FnOnce() -> LocalBoxFuture<'static, Result<T>>,
    ) -> Result<T> {
        let running = self
            .current
            .borrow()
            .as_ref()
            .filter(|(running, work)| *running == key && !work.is_done())
            .map(|(_, work)| work.clone());
        let work = running.unwrap_or_else(|| {
            let work = Work::start(host, start());
            *self.current.borrow_mut() = Some((key, work.clone()));
            work
        });
        let result = work.finish().await;
        // The result may hold secrets: it is not kept once it has been handed out.
        self.current.borrow_mut().take_if(|(_, work)| work.is_done());
        result
    }
}
