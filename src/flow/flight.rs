//! Work that outlives the call that started it, and work that is done once for everybody who asks while it is under way.

use core::cell::{Cell, OnceCell, RefCell};
use core::fmt;
use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::error::{Error, Result, names};
use crate::host::Host;

/// Who keeps a piece of work going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Life {
    /// Nobody has to: it runs to its end.
    ToTheEnd,
    /// Those who wait for it: it is dropped when the last of them goes away.
    WhileAwaited,
}

/// Work that the host runs beside the calls that wait for it.
pub(super) struct Work<T>(Rc<Progress<T>>);

struct Progress<T> {
    life: Life,
    task: RefCell<Option<LocalBoxFuture<'static, Result<T>>>>,
    result: OnceCell<Result<T>>,
    /// How many wait for the result.
    callers: Cell<usize>,
    waiting: RefCell<Vec<Waker>>,
    /// Wakes the host's task, so that it lets go of work that was ended.
    driver: RefCell<Option<Waker>>,
}

impl<T> Progress<T> {
    /// Sets the result unless there is one, drops the task, and wakes everybody.
    fn end(&self, result: Result<T>) {
        // An earlier result counts.
        let _ = self.result.set(result);
        // A task that ends itself is not in its slot, but held by who polls it.
        drop(self.task.take());
        self.waiting.take().into_iter().chain(self.driver.take()).for_each(Waker::wake);
    }
}

impl<T> Clone for Work<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

/// Somebody who waits for work.
struct Caller<T>(Rc<Progress<T>>);

impl<T> Caller<T> {
    fn of(progress: &Rc<Progress<T>>) -> Self {
        progress.callers.set(progress.callers.get().saturating_add(1));
        Self(Rc::clone(progress))
    }
}

impl<T> Drop for Caller<T> {
    fn drop(&mut self) {
        let left = self.0.callers.get().saturating_sub(1);
        self.0.callers.set(left);
        if left == 0 && self.0.life == Life::WhileAwaited {
            self.0.end(Err(Error::new(&names::ABORTED)));
        }
    }
}

impl<T: Clone + 'static> Work<T> {
    /// Starts work that runs to its end, whatever becomes of those who wait for it, unless it is cancelled.
    pub(super) fn start<H: Host>(host: &H, task: LocalBoxFuture<'static, Result<T>>) -> Self {
        Self::with_life(host, Life::ToTheEnd, task)
    }

    fn with_life<H: Host>(host: &H, life: Life, task: LocalBoxFuture<'static, Result<T>>) -> Self {
        let progress = Rc::new(Progress {
            life,
            task: RefCell::new(Some(task)),
            result: OnceCell::new(),
            callers: Cell::new(0),
            waiting: RefCell::default(),
            driver: RefCell::default(),
        });
        let driven = Rc::clone(&progress);
        let drive = poll_fn(move |context| {
            // Out of its slot while it runs, so that it may be cancelled by what it does.
            let Some(mut task) = driven.task.take() else { return Poll::Ready(()) };
            if let Poll::Ready(result) = task.poll_unpin(context) {
                driven.end(result);
            } else if driven.result.get().is_none() {
                driven.task.replace(Some(task));
                driven.driver.replace(Some(context.waker().clone()));
                return Poll::Pending;
            }
            Poll::Ready(())
        });
        host.spawn(drive.boxed_local());
        Self(progress)
    }

    /// Ends the work with that error, wherever it is.
    pub(super) fn cancel(&self, error: Error) {
        self.0.end(Err(error));
    }

    /// Waits for the result.
    pub(super) async fn finish(self) -> Result<T> {
        let caller = Caller::of(&self.0);
        poll_fn(|context| {
            if let Some(result) = caller.0.result.get() {
                return Poll::Ready(result.clone());
            }
            caller.0.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    fn is_done(&self) -> bool {
        self.0.result.get().is_some()
    }
}

/// At most one piece of work, joined by everybody who asks for the same.
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
    /// Joins the work of that key, or starts it. It runs to its end even when everybody who waits for it goes away: a reply
    /// that was paid for, such as a rotated refresh token, must not be lost because a caller lost interest.
    pub(super) async fn join<H: Host>(
        &self,
        host: &H,
        key: K,
        start: impl FnOnce() -> LocalBoxFuture<'static, Result<T>>,
    ) -> Result<T> {
        self.join_or_start(host, Life::ToTheEnd, key, start).await
    }

    /// The same for work that ends with the last of those who wait for it.
    pub(super) async fn join_while_awaited<H: Host>(
        &self,
        host: &H,
        key: K,
        start: impl FnOnce() -> LocalBoxFuture<'static, Result<T>>,
    ) -> Result<T> {
        self.join_or_start(host, Life::WhileAwaited, key, start).await
    }

    async fn join_or_start<H: Host>(
        &self,
        host: &H,
        life: Life,
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
            let work = Work::with_life(host, life, start());
            *self.current.borrow_mut() = Some((key, work.clone()));
            work
        });
        let result = work.finish().await;
        // The result may hold secrets: it is not kept once it has been handed out.
        self.current.borrow_mut().take_if(|(_, work)| work.is_done());
        result
    }

    /// Ends the work under way, if there is any, with that error.
    pub(super) fn cancel(&self, error: Error) {
        let current = self.current.borrow_mut().take();
        if let Some((_, work)) = current {
            work.cancel(error);
        }
    }
}
