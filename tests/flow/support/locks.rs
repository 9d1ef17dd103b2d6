//! Locks that the tabs of an origin share.

use core::cell::{Cell, RefCell};
use core::pin::pin;
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};

use cognito_wasm::host::LockError;
use futures_util::future::{Either, select};

use super::clock::Clock;
use super::gate::Gate;
use super::trace::Trace;

/// The lock manager of an origin.
pub(crate) struct Locks {
    clock: Rc<Clock>,
    /// The locks that are held, and those who wait for them.
    held: RefCell<BTreeMap<String, VecDeque<Weak<Waiter>>>>,
    absent: Cell<bool>,
    trace: Trace,
}

/// A lock, which is released when this is dropped.
pub(crate) struct Held {
    name: String,
    locks: Rc<Locks>,
    pub(super) contended: bool,
    pub(super) announced: Option<String>,
}

struct Waiter {
    gate: Gate,
    granted: RefCell<Option<Held>>,
    announced: RefCell<Option<String>>,
}

impl Locks {
    pub(crate) fn new(clock: Rc<Clock>, trace: Trace) -> Rc<Self> {
        Rc::new(Self { clock, held: RefCell::default(), absent: Cell::new(false), trace })
    }

    /// Takes the locks away, as in a browser without Web Locks.
    pub(crate) fn take_away(&self) {
        self.absent.set(true);
    }

    /// Takes a free lock for another tab.
    pub(crate) fn seize(self: &Rc<Self>, name: &str) -> Held {
        assert!(self.held.borrow_mut().insert(name.to_owned(), VecDeque::new()).is_none(), "{name} is not free");
        self.trace.note(format!("lock {name}"));
        Held { name: name.to_owned(), locks: Rc::clone(self), contended: false, announced: None }
    }

    pub(super) async fn take(self: &Rc<Self>, name: &str, limit_ms: u32) -> Result<Held, LockError> {
        if self.absent.get() {
            return Err(LockError::Unsupported);
        }
        let free = !self.held.borrow().contains_key(name);
        if free {
            return Ok(self.seize(name));
        }
        let waiter =
            Rc::new(Waiter { gate: Gate::default(), granted: RefCell::default(), announced: RefCell::default() });
        self.held.borrow_mut().entry(name.to_owned()).or_default().push_back(Rc::downgrade(&waiter));
        match select(pin!(waiter.gate.pass()), pin!(self.clock.sleep(limit_ms))).await {
            Either::Left(_) => waiter.granted.take().ok_or(LockError::StillHeld),
            Either::Right(_) => Err(LockError::StillHeld),
        }
    }

    fn release(self: &Rc<Self>, name: &str) {
        self.trace.note(format!("unlock {name}"));
        let waiting = self.held.borrow_mut().remove(name).unwrap_or_default();
        let mut waiting: VecDeque<_> = waiting.into_iter().filter(|waiter| waiter.strong_count() > 0).collect();
        if let Some(next) = waiting.pop_front().and_then(|waiter| waiter.upgrade()) {
            let mut held = self.seize(name);
            held.contended = true;
            held.announced = next.announced.take();
            *next.granted.borrow_mut() = Some(held);
            self.held.borrow_mut().insert(name.to_owned(), waiting);
            next.gate.open();
        }
    }
}

impl Held {
    /// Tells those who wait for the lock what was written.
    pub(crate) fn announce(&self, mark: &str) {
        self.locks.trace.note(format!("announce {mark}"));
        for waiter in self.locks.held.borrow().get(&self.name).into_iter().flatten().filter_map(Weak::upgrade) {
            waiter.announced.replace(Some(mark.to_owned()));
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.locks.release(&self.name);
    }
}
