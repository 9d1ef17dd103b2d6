//! Time, which passes when a test says so or the library sleeps.

use core::cell::Cell;

use cognito_wasm::time::Timestamp;

/// When every world begins, in seconds: 2024-01-02T03:04:05Z.
pub(crate) const START: i64 = 1_704_164_645;

/// The true time, which the service knows, and the page's clock, which may be wrong.
pub(crate) struct Clock {
    true_ms: Cell<i64>,
    page_error_ms: Cell<i64>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { true_ms: Cell::new(START.saturating_mul(1_000)), page_error_ms: Cell::new(0) }
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
    }

    /// Lets the page's clock go ahead of the true time, or behind.
    pub(crate) fn set_page_error(&self, millis: i64) {
        self.page_error_ms.set(millis);
    }
}
