//! A machine with a browser, the network and the service; and the order in which things happen.

use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};

use cognito_wasm::config::AuthConfig;
use cognito_wasm::flow::{Auth, StateScope};
use cognito_wasm::json::Json;

use super::calls::Call;
use super::copy::Copy;
use super::families::Families;
use super::family::Place;
use super::host::PageHost;
use super::locks::Locks;
use super::network::{Journey, break_all};
use super::page::Page;
use super::pool::Pool;
use super::random::Random;
use super::shared::Shared;
use super::step::{Fate, Setup, SharedKind, TABS};
use super::tokens::{CLIENT_ID, POOL_ID};
use super::totals::{Counts, count};

/// When every run begins: 2024-01-02T03:04:05Z, in milliseconds.
const START: i64 = 1_704_164_645_000;

type Act = Box<dyn FnOnce(&Rc<World>)>;

pub(crate) struct World {
    pub(crate) setup: Setup,
    pub(crate) random: RefCell<Random>,
    pub(crate) shared: Shared,
    pub(crate) locks: Rc<Locks>,
    pub(crate) pool: Pool,
    pub(crate) families: Families,
    pub(crate) fates: RefCell<VecDeque<Fate>>,
    pub(crate) journeys: RefCell<Vec<Weak<Journey>>>,
    pub(crate) calls: RefCell<Vec<Rc<Call>>>,
    /// The pages that are open, and one more tab for the end of the run.
    pub(crate) pages: RefCell<[Option<Rc<Page>>; TABS + 1]>,
    pub(crate) closed: RefCell<Vec<Rc<Page>>>,
    /// How far the page's clock is ahead of the service's.
    pub(crate) page_error: Cell<i64>,
    /// When pages lost their leases last.
    pub(crate) leaseless_at: Cell<i64>,
    /// The service's time when the page's clock was set last.
    pub(crate) clock_set_at: Cell<i64>,
    /// The time that the machine has been awake, which timers go by.
    awake: Cell<i64>,
    asleep: Cell<i64>,
    later: RefCell<BTreeMap<(i64, u64), Act>>,
    events: Cell<u64>,
    /// Counts the beginnings and the ends of calls that may change who is signed in.
    pub(crate) changes: Cell<u32>,
    /// Counts how often the user has cleared the storage.
    pub(crate) clears: Cell<u32>,
    /// Counts what has ended sessions, or may have, other than calls: refusals of the service, and the user who clears the storage.
    pub(crate) trouble: Cell<u32>,
    /// The caller of a sign-in has gone, which may go on.
    pub(crate) has_dropped_sign_in: Cell<bool>,
    /// The tabs in which a session was to be kept in memory.
    pub(crate) memory_wanted: RefCell<[bool; TABS + 1]>,
    /// A page was closed that had work to do and did not see yet what others had written.
    pub(crate) was_cut_short: Cell<bool>,
    numbers: Cell<u32>,
    pub(crate) counts: Counts,
    violation: RefCell<Option<String>>,
    trace: Option<RefCell<Vec<String>>>,
}

impl World {
    pub(crate) fn new(setup: Setup, seed: u64, is_traced: bool) -> Rc<Self> {
        let shared = Shared::new(if setup.shared == SharedKind::Own { 0 } else { setup.torn_ms });
        Rc::new(Self {
            setup,
            random: RefCell::new(Random::new(!seed)),
            shared,
            locks: Rc::default(),
            pool: Pool::default(),
            families: Families::default(),
            fates: RefCell::default(),
            journeys: RefCell::default(),
            calls: RefCell::default(),
            pages: RefCell::default(),
            closed: RefCell::default(),
            page_error: Cell::default(),
            leaseless_at: Cell::default(),
            clock_set_at: Cell::default(),
            awake: Cell::default(),
            asleep: Cell::default(),
            later: RefCell::default(),
            events: Cell::default(),
            changes: Cell::default(),
            clears: Cell::default(),
            trouble: Cell::default(),
            has_dropped_sign_in: Cell::default(),
            memory_wanted: RefCell::default(),
            was_cut_short: Cell::default(),
            numbers: Cell::default(),
            counts: Counts::default(),
            violation: RefCell::default(),
            trace: is_traced.then(RefCell::default),
        })
    }

    /// The time by which timers go.
    pub(crate) fn now(&self) -> i64 {
        self.awake.get()
    }

    /// The service's time.
    pub(crate) fn true_ms(&self) -> i64 {
        START + self.awake.get() + self.asleep.get()
    }

    /// The page's time.
    pub(crate) fn page_ms(&self) -> i64 {
        self.true_ms() + self.page_error.get()
    }

    pub(crate) fn later(&self, millis: i64, act: impl FnOnce(&Rc<Self>) + 'static) {
        let number = self.events.get() + 1;
        self.events.set(number);
        self.later.borrow_mut().insert((self.now() + millis, number), Box::new(act));
    }

    pub(crate) fn sleep(&self, millis: i64) -> impl Future<Output = ()> + use<> {
        struct Timer {
            is_over: Cell<bool>,
            waker: RefCell<Option<Waker>>,
        }
        let timer = Rc::new(Timer { is_over: Cell::new(false), waker: RefCell::default() });
        let waiting = Rc::downgrade(&timer);
        self.later(millis, move |_| {
            if let Some(timer) = waiting.upgrade() {
                timer.is_over.set(true);
                timer.waker.take().into_iter().for_each(Waker::wake);
            }
        });
        poll_fn(move |context| {
            if timer.is_over.get() {
                return Poll::Ready(());
            }
            timer.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
    }

    pub(crate) fn sleep_machine(&self, millis: i64) {
        break_all(self);
        self.asleep.set(self.asleep.get() + millis);
    }

    pub(crate) fn note(&self, line: impl FnOnce() -> String) {
        if let Some(trace) = &self.trace {
            trace.borrow_mut().push(format!("{:>9} {}", self.now(), line()));
        }
    }

    pub(crate) fn trace(&self) -> Vec<String> {
        self.trace.as_ref().map(RefCell::take).unwrap_or_default()
    }

    pub(crate) fn violate(&self, what: String) {
        self.note(|| format!("VIOLATION {what}"));
        self.violation.borrow_mut().get_or_insert(what);
    }

    pub(crate) fn violation(&self) -> Option<String> {
        self.violation.borrow().clone()
    }

    pub(crate) fn page(&self, tab: usize) -> Option<Rc<Page>> {
        self.pages.borrow()[tab].clone()
    }

    /// Opens a page in a tab, or loads it again.
    pub(crate) fn open(self: &Rc<Self>, tab: usize) -> Rc<Page> {
        count(&self.counts.pages);
        let earlier = self.close(tab);
        let number = self.numbers.get() + 1;
        self.numbers.set(number);
        let session_items = earlier.as_ref().map(|page| Rc::clone(&page.session_items)).unwrap_or_default();
        let first = earlier.map_or(number, |page| page.first);
        let copy = (self.setup.shared == SharedKind::Own).then(Rc::<Copy>::default);
        self.shared.open(tab);
        let page = Rc::new(Page::new(Rc::clone(self), (tab, number, first), session_items, copy));
        let config = Json::object()
            .with("userPoolId", POOL_ID)
            .with("userPoolClientId", CLIENT_ID)
            .with("signUpVerificationMethod", "link");
        let config = Json::object().with("Auth", Json::object().with("Cognito", config));
        let config = AuthConfig::parse(config, &|text| serde_json::from_str(text).ok()).unwrap();
        page.auth.replace(Some(Auth::new(PageHost(Rc::clone(&page)), config, StateScope::Page)));
        self.pages.borrow_mut()[tab] = Some(Rc::clone(&page));
        page
    }

    /// Ends the page of a tab.
    pub(crate) fn close(&self, tab: usize) -> Option<Rc<Page>> {
        let page = self.pages.borrow_mut()[tab].take()?;
        if !page.is_idle() && self.shared.is_behind(tab, self.now()) {
            self.was_cut_short.set(true);
        }
        self.abandon(&page, true);
        page.end();
        self.families.release("the page has gone", |family| family.place == Some(Place::Memory(page.number)));
        self.closed.borrow_mut().push(Rc::clone(&page));
        Some(page)
    }

    /// Closes a tab for good.
    pub(crate) fn kill(&self, tab: usize) {
        if let Some(page) = self.close(tab) {
            self.families.release("the tab has gone", |family| family.place == Some(Place::Tab(page.first)));
        }
    }

    /// Runs all pages until they wait. Which of them is first, chance decides.
    pub(crate) fn run(self: &Rc<Self>) {
        loop {
            let ready: Vec<_> = self.pages.borrow().iter().flatten().filter(|page| page.is_ready()).cloned().collect();
            if ready.is_empty() || self.violation.borrow().is_some() {
                return;
            }
            let index = self.random.borrow_mut().index(ready.len());
            self.sample(&ready[index]);
            ready[index].run();
            self.sample(&ready[index]);
        }
    }

    /// Lets time pass.
    pub(crate) fn pass(self: &Rc<Self>, millis: i64) {
        let end = self.now() + millis;
        self.run();
        loop {
            let next = {
                let mut later = self.later.borrow_mut();
                let Some(entry) = later.first_entry().filter(|entry| entry.key().0 <= end) else { break };
                entry.remove_entry()
            };
            let ((due, _), act) = next;
            self.awake.set(due.max(self.now()));
            act(self);
            self.run();
        }
        self.awake.set(end);
    }

    /// Takes everything apart. What is in it refers to the world.
    pub(crate) fn end(&self) {
        for page in self.pages.take().into_iter().flatten() {
            page.end();
        }
        self.later.take();
        self.calls.take();
        self.closed.take();
    }
}
