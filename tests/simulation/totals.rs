//! What has happened in runs, as numbers.

use core::cell::Cell;
use core::fmt;
use core::ops::AddAssign;

/// Counts what happens in a run.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) steps: Cell<u64>,
    pub(crate) pages: Cell<u64>,
    pub(crate) calls: Cell<u64>,
    pub(crate) requests: Cell<u64>,
    pub(crate) faults: Cell<u64>,
    pub(crate) refreshes: Cell<u64>,
}

/// One more.
pub(crate) fn count(number: &Cell<u64>) {
    number.set(number.get() + 1);
}

/// The sums of several runs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Totals {
    runs: u64,
    steps: u64,
    pages: u64,
    calls: u64,
    requests: u64,
    faults: u64,
    refreshes: u64,
}

impl AddAssign<&Counts> for Totals {
    fn add_assign(&mut self, run: &Counts) {
        *self += Self {
            runs: 1,
            steps: run.steps.get(),
            pages: run.pages.get(),
            calls: run.calls.get(),
            requests: run.requests.get(),
            faults: run.faults.get(),
            refreshes: run.refreshes.get(),
        };
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.runs += other.runs;
        self.steps += other.steps;
        self.pages += other.pages;
        self.calls += other.calls;
        self.requests += other.requests;
        self.faults += other.faults;
        self.refreshes += other.refreshes;
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { runs, steps, pages, calls, requests, faults, refreshes } = self;
        write!(
            formatter,
            "{runs} runs: {steps} steps, {pages} pages, {calls} calls, {requests} requests, {faults} faults, {refreshes} refreshes"
        )
    }
}
