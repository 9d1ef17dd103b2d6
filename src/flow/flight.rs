//! Work that outlives the call that started it, and work that is done once for everybody who asks while it is under way.

use core::cell::{Cell, OnceCell, RefCell};
use core::fmt;
use core::future::poll_fn;
use core::task::{Context, Poll, Waker};
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
pub(super) struct Work<T> {
    progress: Rc<Progress>,
    result: Rc<OnceCell<Result<T>>>,
}

/// How far work has got: what is the same whatever its result is.
struct Progress {
    life: Life,
    task: RefCell<Option<LocalBoxFuture<'static, ()>>>,
    done: Cell<bool>,
    /// How many wait for the result.
    callers: Cell<usize>,
    waiting: RefCell<Vec<Waker>>,
    /// Wakes the host's task, so that it lets go of work that was ended.
    driver: RefCell<Option<Waker>>,
}

impl Progress {
    /// Drops the task, and wakes everybody.
    fn end(&self) {
        self.done.set(true);
        // A task that ends itself is not in its slot, but held by who polls it.
        drop(self.task.take());
        self.waiting.take().into_iter().chain(self.driver.take()).for_each(Waker::wake);
    }

    /// Goes on with the task, for the host.
    fn drive(&self, context: &Context<'_>) -> Poll<()> {
        // Out of its slot while it runs, so that it may be cancelled by what it does.
        let Some(mut task) = self.task.take() else { return Poll::Ready(()) };
        self.driver.replace(Some(context.waker().clone()));
        if task.poll_unpin(&mut Context::from_waker(context.waker())).is_ready() {
            self.end();
        }
        if self.done.get() {
            return Poll::Ready(());
        }
        self.task.replace(Some(task));
        Poll::Pending
    }
}

impl<T> Clone for Work<T> {
    fn clone(&self) -> Self {
        Self { progress: Rc::clone(&self.progress), result: Rc::clone(&self.result) }
    }
}

/// Somebody who waits for work.
struct Caller(Rc<Progress>);

impl Caller {
    fn of(progress: &Rc<Progress>) -> Self {
        progress.callers.set(progress.callers.get().saturating_add(1));
        Self(Rc::clone(progress))
    }

    async fn wait(&self) {
        poll_fn(|context| {
            if self.0.done.get() {
                return Poll::Ready(());
            }
            self.0.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        let left = self.0.callers.get().saturating_sub(1);
        self.0.callers.set(left);
        if left == 0 && self.0.life == Life::WhileAwaited {
            self.0.end();
        }
    }
}

impl<T: Clone + 'static> Work<T> {
    /// Starts work that runs to its end, whatever becomes of those who wait for it, unless it is cancelled.
    pub(super) fn start<H: Host>(host: &H, task: LocalBoxFuture<'static, Result<T>>) -> Self {
        Self::with_life(host, Life::ToTheEnd, task)
    }

    fn with_life<H: Host>(host: &H, life: Life, task: LocalBoxFuture<'static, Result<T>>) -> Self {
        let result = Rc::new(OnceCell::new());
        let slot = Rc::clone(&result);
        let task = task.map(move |outcome| {
            // An earlier result counts: that of work which was cancelled.
            let _ = slot.set(outcome);
        });
        let progress = Rc::new(Progress {
            life,
            task: RefCell::new(Some(task.boxed_local())),
            done: Cell::new(false),
            callers: Cell::new(0),
            waiting: RefCell::default(),
            driver: RefCell::default(),
        });
        let driven = Rc::clone(&progress);
        host.spawn(poll_fn(move |context| driven.drive(context)).boxed_local());
        Self { progress, result }
    }

    /// Ends the work with that error, wherever it is.
    pub(super) fn cancel(&self, error: Error) {
        let _ = self.result.set(Err(error));
        self.progress.end();
    }

    /// Waits for the result.
    pub(super) async fn finish(self) -> Result<T> {
        Caller::of(&self.progress).wait().await;
        self.result.get().cloned().unwrap_or_else(|| Err(Error::new(&names::ABORTED)))
    }

    fn is_done(&self) -> bool {
        self.progress.done.get()
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
