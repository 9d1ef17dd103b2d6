//! Running seeds. `SIMULATION_SEED=7` repeats one and prints what happens in it. `SIMULATION_SEEDS=1000000` runs as many, from
//! `SIMULATION_START` on. Each stands for a browser with Web Locks; some are run in other surroundings, too, under a seed with one more bit.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::plan::{Plan, WITH_LATE_REPLIES, WITHOUT_LOCKS};
use super::shrink::shrink;
use super::totals::Totals;
use super::world::World;

/// How many seeds an ordinary run of the tests tries.
const SEEDS: u64 = 10_000;

/// How many failing seeds are looked for, and how many of them are explained.
const MOST_FAILURES: usize = 50;
const MOST_REPORTS: usize = 3;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Runs a plan. Returns what it broke, and what happened.
fn run(plan: &Plan, is_traced: bool, totals: &mut Totals) -> (Option<String>, Vec<String>) {
    let world = World::new(plan.setup.clone(), plan.seed, is_traced);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        world.open_first();
        for step in &plan.steps {
            world.note(|| step.to_string());
            world.take(*step);
            if world.violation().is_some() {
                return;
            }
        }
        world.note(|| "everything works again".to_owned());
        world.recover();
    }));
    let trace = world.trace();
    *totals += &world.counts;
    let broken = match outcome {
        Ok(()) => world.violation(),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(format!("panic: {}", text.unwrap_or_default()))
        }
    };
    if catch_unwind(AssertUnwindSafe(|| world.end())).is_err() {
        // What is left of a run that panicked stays in memory.
        core::mem::forget(Rc::clone(&world));
    }
    (broken, trace)
}

/// The shortest run that fails like this one, as text.
fn report(plan: &Plan) -> String {
    let smallest = shrink(plan, &|plan| run(plan, false, &mut Totals::default()).0.is_some());
    let (broken, trace) = run(&smallest, true, &mut Totals::default());
    format!(
        "seed {}: {}\nof {} steps, these are enough, with {:?}:\n{}\n",
        plan.seed,
        broken.unwrap_or_default(),
        plan.steps.len(),
        smallest.setup,
        trace.join("\n")
    )
}

/// Repeats a run, and says what happens in it.
fn replay(seed: u64) {
    let plan = Plan::of(seed);
    let (broken, trace) = run(&plan, true, &mut Totals::default());
    let what = broken.as_deref().unwrap_or("nothing is broken");
    let text = format!("seed {seed}: {what}\n{:?}\n{}\n", plan.setup, trace.join("\n"));
    assert!(broken.is_none(), "{text}\n{}", report(&plan));
    std::io::stdout().write_all(text.as_bytes()).unwrap();
}

/// Runs seeds until there are no more. Returns those that fail.
fn run_some(next: &AtomicU64, end: u64) -> (Totals, Vec<u64>) {
    let (mut totals, mut failures) = (Totals::default(), Vec::new());
    while failures.len() < MOST_FAILURES {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= end {
            break;
        }
        let elsewhere = match seed & 7 {
            0 | 3 => WITHOUT_LOCKS,
            1 => WITH_LATE_REPLIES,
            2 => WITHOUT_LOCKS | WITH_LATE_REPLIES,
            _ => 0,
        };
        for seed in [Some(seed), Some(seed | elsewhere).filter(|_| elsewhere != 0)].into_iter().flatten() {
            if run(&Plan::of(seed), false, &mut totals).0.is_some() {
                failures.push(seed);
            }
        }
    }
    (totals, failures)
}

#[test]
fn no_session_is_lost_or_comes_back() {
    if let Some(seed) = number("SIMULATION_SEED") {
        return replay(seed);
    }
    let start = number("SIMULATION_START").unwrap_or_default();
    let end = start + number("SIMULATION_SEEDS").unwrap_or(SEEDS);
    let next = AtomicU64::new(start);
    let (mut totals, mut failures) = (Totals::default(), Vec::new());
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(|| run_some(&next, end))).collect();
        for thread in running {
            let (more, failed) = thread.join().unwrap();
            totals += more;
            failures.extend(failed);
        }
    });
    failures.sort_unstable();
    let reports: Vec<_> = failures.iter().take(MOST_REPORTS).map(|seed| report(&Plan::of(*seed))).collect();
    assert!(failures.is_empty(), "{totals}\n{}\nthese seeds fail: {failures:?}", reports.join("\n"));
    std::io::stdout().write_all(format!("{totals}\n").as_bytes()).unwrap();
}
