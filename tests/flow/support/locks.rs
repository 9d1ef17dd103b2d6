//! Locks shared by the tabs of an origin.

use core::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};

use super::gate::Gate;
use super::trace::Trace;

/// The lock manager of an origin.
#[derive(Default)]
pub(crate) struct Locks {
    /// Who waits for each lock that is held.
    held: RefCell<BTreeMap<String, VecDeque<Weak<Waiter>>>>,
    absent: Cell<bool>,
    trace: Trace,
}

/// A lock, until dropped.
pub(crate) struct Held {
    name: String,
    locks: Rc<Locks>,
    pub(super) contended: bool,
}

struct Waiter {
    gate: Gate,
    granted: RefCell<Option<Held>>,
}

impl Locks {
    pub(crate) fn new(trace: Trace) -> Rc<Self> {
        Rc::new(Self { trace, ..Self::default() })
    }

    /// As if the browser had no locks.
    pub(crate) fn take_away(&self) {
        self.absent.set(true);
    }

    /// Takes a free lock at once, as a tab does that runs other code.
    pub(crate) fn seize(self: &Rc<Self>, name: &str) -> Held {
        assert!(self.held.borrow_mut().insert(name.to_owned(), VecDeque::new()).is_none(), "{name} is not free");
        self.trace.note(format!("lock {name}"));
        Held { name: name.to_owned(), locks: Rc::clone(self), contended: false }
    }

    /// Lets everybody who waits reach the time limit, and returns how many those were.
    pub(crate) fn run_out_of_patience(&self) -> usize {
        let waiting: Vec<_> =
            self.held.borrow_mut().values_mut().flat_map(|queue| queue.drain(..)).filter_map(|w| w.upgrade()).collect();
        for waiter in &waiting {
            waiter.gate.open();
        }
        waiting.len()
    }

    pub(super) async fn take(self: &Rc<Self>, name: &str) -> Option<Held> {
        if self.absent.get() {
            return None;
        }
        let free = !self.held.borrow().contains_key(name);
        if free {
            return Some(self.seize(name));
        }
        let waiter = Rc::new(Waiter { gate: Gate::default(), granted: RefCell::default() });
        self.held.borrow_mut().entry(name.to_owned()).or_default().push_back(Rc::downgrade(&waiter));
        waiter.gate.pass().await;
        waiter.granted.take()
    }

    fn release(self: &Rc<Self>, name: &str) {
        self.trace.note(format!("unlock {name}"));
        let waiting = self.held.borrow_mut().remove(name).unwrap_or_default();
        let mut waiting: VecDeque<_> = waiting.into_iter().filter(|waiter| waiter.strong_count() > 0).collect();
        if let Some(next) = waiting.pop_front().and_then(|waiter| waiter.upgrade()) {
            let mut held = self.seize(name);
            held.contended = true;
            *next.granted.borrow_mut() = Some(held);
            self.held.borrow_mut().insert(name.to_owned(), waiting);
            next.gate.open();
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.locks.release(&self.name);
    }
}
