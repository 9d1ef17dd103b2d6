//! A page in a tab: one instance of the library, and the executor that runs it and can be stopped.

use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::pin::pin;
use core::task::{Context, Poll};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cognito_wasm::flow::Auth;
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::task::{ArcWake, waker};

use super::copy::Copy;
use super::events::Events;
use super::host::PageHost;
use super::shared::Items;
use super::step::USERS;
use super::world::World;

/// Whether something has happened that a page waits for.
#[derive(Default)]
struct Flag(AtomicBool);

impl ArcWake for Flag {
    fn wake_by_ref(flag: &Arc<Self>) {
        flag.0.store(true, Ordering::Relaxed);
    }
}

type Task = LocalBoxFuture<'static, ()>;

pub(crate) struct Page {
    pub(crate) world: Rc<World>,
    pub(crate) tab: usize,
    /// Different for each page.
    pub(crate) number: u32,
    /// The first page of this tab. `sessionStorage` lasts as long as it and its successors.
    pub(crate) first: u32,
    pub(crate) is_alive: Cell<bool>,
    pub(crate) is_frozen: Cell<bool>,
    /// The service's time when it was frozen last.
    pub(crate) frozen_at: Cell<i64>,
    /// Whose lease it has stored.
    pub(crate) has_lease: RefCell<[bool; USERS.len()]>,
    pub(crate) session_items: Rc<RefCell<Items>>,
    pub(crate) copy: Option<Rc<Copy>>,
    pub(crate) auth: RefCell<Option<Rc<Auth<PageHost>>>>,
    /// It found the lock free that it took last, and so did not wait for what another has just written.
    pub(crate) is_unaware: Cell<bool>,
    /// A call that wanted new tokens in any case has no caller any more, but goes on.
    pub(crate) has_forced: Cell<bool>,
    /// It was frozen while it had work to do. With an asynchronous storage, it goes on with what it had begun to store.
    pub(crate) may_store_late: Cell<bool>,
    /// The storage has refused something, which may be in memory since.
    pub(crate) has_refused: Cell<bool>,
    /// How many calls have begun that may change who is signed in.
    pub(crate) changes: Cell<u32>,
    /// Whose sign-in waits for an answer; unknown after the page was loaded again.
    pub(crate) waiting: Cell<Option<usize>>,
    pub(crate) is_waiting_known: Cell<bool>,
    pub(crate) events: Events,
    woken: Arc<Flag>,
    spawned: RefCell<Vec<Task>>,
    tasks: RefCell<FuturesUnordered<Task>>,
}

impl Page {
    pub(crate) fn new(
        world: Rc<World>,
        (tab, number, first): (usize, u32, u32),
        session_items: Rc<RefCell<Items>>,
        copy: Option<Rc<Copy>>,
    ) -> Self {
        Self {
            world,
            tab,
            number,
            first,
            is_alive: Cell::new(true),
            is_frozen: Cell::new(false),
            frozen_at: Cell::default(),
            has_lease: RefCell::default(),
            session_items,
            copy,
            auth: RefCell::default(),
            is_unaware: Cell::default(),
            has_forced: Cell::default(),
            may_store_late: Cell::default(),
            has_refused: Cell::default(),
            changes: Cell::default(),
            waiting: Cell::default(),
            is_waiting_known: Cell::new(number == first),
            events: Events::default(),
            woken: Arc::default(),
            spawned: RefCell::default(),
            tasks: RefCell::default(),
        }
    }

    pub(crate) fn auth(&self) -> Rc<Auth<PageHost>> {
        Rc::clone(self.auth.borrow().as_ref().unwrap())
    }

    pub(crate) fn spawn(&self, task: Task) {
        self.spawned.borrow_mut().push(task);
        self.woken.0.store(true, Ordering::Relaxed);
    }

    /// Waits for a future, as long as the page is there.
    pub(crate) async fn unless_ended<T>(&self, work: impl Future<Output = T>, otherwise: impl Fn() -> T) -> T {
        let mut work = pin!(work);
        poll_fn(|context| if self.is_alive.get() { work.as_mut().poll(context) } else { Poll::Ready(otherwise()) })
            .await
    }

    /// Reads the copy of an asynchronous storage anew, after a wait.
    pub(crate) async fn catch_up(&self) {
        if let Some(copy) = &self.copy {
            copy.read(self).await;
        }
    }

    pub(crate) fn is_ready(&self) -> bool {
        !self.is_frozen.get() && self.woken.0.load(Ordering::Relaxed)
    }

    /// Whether nothing is left to be done.
    pub(crate) fn is_idle(&self) -> bool {
        self.tasks.borrow().is_empty() && self.spawned.borrow().is_empty()
    }

    /// Runs until everything waits.
    pub(crate) fn run(&self) {
        self.woken.0.store(false, Ordering::Relaxed);
        let waker = waker(Arc::clone(&self.woken));
        let mut context = Context::from_waker(&waker);
        let mut tasks = self.tasks.borrow_mut();
        loop {
            tasks.extend(self.spawned.take());
            let polled = tasks.poll_next_unpin(&mut context);
            if !matches!(polled, Poll::Ready(Some(()))) && self.spawned.borrow().is_empty() {
                return;
            }
        }
    }

    /// Ends the page. A browser drops all that a page has. Here some of it refers to itself, so it is run to its end instead, with
    /// a host that has nothing more to give and takes nothing. What waits in the background is dropped then.
    pub(crate) fn end(&self) {
        self.is_alive.set(false);
        self.copy.iter().for_each(|copy| copy.drop_waiting(self));
        drop(self.auth.take());
        let mut left = usize::MAX;
        while !self.is_idle() {
            self.spawned.borrow_mut().extend(self.tasks.take());
            self.run();
            let waiting = self.tasks.borrow().len();
            if waiting >= left {
                drop(self.tasks.take());
            }
            left = waiting;
        }
    }
}
