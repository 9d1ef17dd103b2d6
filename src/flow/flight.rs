//! Work that outlives the call that started it, and work that concurrent callers share.

use core::cell::{Cell, OnceCell, RefCell};
use core::fmt;
use core::future::poll_fn;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::error::{Error, Result, names};
use crate::host::Host;

/// How long work runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Life {
    /// To its end, even without callers.
    ToTheEnd,
    /// While a caller waits for it. It is dropped when the last one goes away.
    WhileAwaited,
}

/// Work that the host runs apart from the calls that wait for it.
pub(super) struct Work<T> {
    progress: Rc<Progress>,
    result: Rc<OnceCell<Result<T>>>,
}

/// The progress of work, which does not depend on the type of its result.
struct Progress {
    life: Life,
    task: RefCell<Option<LocalBoxFuture<'static, ()>>>,
    done: Cell<bool>,
    /// The number of callers that wait for the result.
    callers: Cell<usize>,
    waiting: RefCell<Vec<Waker>>,
    /// Wakes the host's task, so that it drops work that was ended.
    driver: RefCell<Option<Waker>>,
}

impl Progress {
    /// Drops the task and wakes all callers.
    fn end(&self) {
        self.done.set(true);
        // If the task ends itself, it is not in its slot; `drive` holds it.
        drop(self.task.take());
        self.waiting.take().into_iter().chain(self.driver.take()).for_each(Waker::wake);
    }

    /// Polls the task for the host.
    fn drive(&self, context: &Context<'_>) -> Poll<()> {
        // The task is taken out of its slot while it runs, so that it can cancel itself.
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

/// A caller that waits for work.
struct Caller(Rc<Progress>);

impl Caller {
    fn of(progress: &Rc<Progress>) -> Self {
        progress.callers.set(progress.callers.get().saturating_add(1));
        Self(Rc::clone(progress))
    }

    fn wait(&self) -> impl Future<Output = ()> {
        poll_fn(|context| {
            if self.0.done.get() {
                return Poll::Ready(());
            }
            self.0.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
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
    /// Starts work that runs to its end even if all callers go away, unless it is cancelled.
    pub(super) fn start<H: Host>(host: &H, task: LocalBoxFuture<'static, Result<T>>) -> Self {
        Self::with_life(host, Life::ToTheEnd, task)
    }

    fn with_life<H: Host>(host: &H, life: Life, task: LocalBoxFuture<'static, Result<T>>) -> Self {
        let result = Rc::new(OnceCell::new());
        let slot = Rc::clone(&result);
        let task = task.map(move |outcome| {
            // If the work was cancelled, it already has a result.
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

    /// Ends the work at once, with this error as its result.
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

/// At most one piece of work at a time, which callers with the same key share.
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
    /// Joins the work with this key, or starts it. It runs to its end even if all callers go away, because its result, such
    /// as a rotated refresh token, must not be lost.
    pub(super) fn join<H: Host>(
        &self,
        host: &H,
        key: K,
        start: impl FnOnce() -> LocalBoxFuture<'static, Result<T>>,
    ) -> impl Future<Output = Result<T>> {
        self.join_or_start(host, Life::ToTheEnd, key, start)
    }

    /// The same for work that is dropped when the last caller goes away.
    pub(super) fn join_while_awaited<H: Host>(
        &self,
        host: &H,
        key: K,
        start: impl FnOnce() -> LocalBoxFuture<'static, Result<T>>,
    ) -> impl Future<Output = Result<T>> {
        self.join_or_start(host, Life::WhileAwaited, key, start)
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
        // The result may contain secrets, so it is not kept longer than needed.
        self.current.borrow_mut().take_if(|(_, work)| work.is_done());
        result
    }

    /// Lets no later caller join the work in progress, which goes on.
    pub(super) fn detach(&self) {
        self.current.take();
    }

    /// Ends the work in progress, if there is any, with this error.
    pub(super) fn cancel(&self, error: Error) {
        let current = self.current.borrow_mut().take();
        if let Some((_, work)) = current {
            work.cancel(error);
        }
    }
}
