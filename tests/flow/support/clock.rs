//! A clock that a test advances. It also advances to wake a sleeper when a call can do nothing else.

use core::cell::{Cell, RefCell};

use cognito_wasm::time::Timestamp;

use super::gate::Gate;

/// When every world begins, in seconds: 2024-01-02T03:04:05Z.
pub(crate) const START: i64 = 1_704_164_645;

/// The service's time, and the page's clock, which may be wrong.
pub(crate) struct Clock {
    true_ms: Cell<i64>,
    page_error_ms: Cell<i64>,
    /// The sleepers, and when they wake up.
    sleepers: RefCell<Vec<(i64, Gate)>>,
}

impl Default for Clock {
    fn default() -> Self {
        Self {
            true_ms: Cell::new(START.saturating_mul(1_000)),
            page_error_ms: Cell::new(0),
            sleepers: RefCell::default(),
        }
    }
}

impl Clock {
    pub(crate) fn page(&self) -> Timestamp {
        Timestamp::from_millis(self.true_ms.get()).plus_millis(self.page_error_ms.get())
    }

    /// The true time in seconds, as services give it.
    pub(crate) fn seconds(&self) -> i64 {
        self.true_ms.get().div_euclid(1_000)
    }

    pub(crate) fn advance(&self, millis: i64) {
        self.true_ms.set(self.true_ms.get().saturating_add(millis));
        for (_, gate) in self.sleepers.borrow_mut().extract_if(.., |(until, _)| *until <= self.true_ms.get()) {
            gate.open();
        }
    }

    /// Sleeps, by the true time.
    pub(super) async fn sleep(&self, millis: u32) {
        let gate = Gate::default();
        self.sleepers.borrow_mut().push((self.true_ms.get().saturating_add(millis.into()), gate.clone()));
        gate.pass().await;
    }

    /// Advances to the time when the next sleeper wakes up; `false` when there is none.
    pub(super) fn wake_next(&self) -> bool {
        self.sleepers.borrow_mut().retain(|(_, gate)| !gate.is_abandoned());
        let next = self.sleepers.borrow().iter().map(|(until, _)| *until).min();
        next.inspect(|until| self.advance(until.saturating_sub(self.true_ms.get()))).is_some()
    }

    /// Sets the page's clock ahead of the true time, or behind.
    pub(crate) fn set_page_error(&self, millis: i64) {
        self.page_error_ms.set(millis);
    }
}
