//! Running seeds. `SIMULATION_SEED=7` repeats one and prints what happens in it. `SIMULATION_SEEDS=1000000` runs as many, from
//! `SIMULATION_START` on.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::plan::Plan;
use super::shrink::shrink;
use super::world::World;

/// How many seeds an ordinary run of the tests tries.
const SEEDS: u64 = 10_000;

/// The tests that share them out, so that they run on several processors.
const SHARES: u64 = 4;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// Runs a plan. Returns what it broke, and what happened.
fn run(plan: &Plan, is_traced: bool) -> (Option<String>, Vec<String>) {
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
    let smallest = shrink(plan, &|plan| run(plan, false).0.is_some());
    let (broken, trace) = run(&smallest, true);
    format!(
        "seed {}: {}\nof {} steps, these are enough, with {:?}:\n{}\n",
        plan.seed,
        broken.unwrap_or_default(),
        plan.steps.len(),
        smallest.setup,
        trace.join("\n")
    )
}

fn run_share(share: u64) {
    if let Some(seed) = number("SIMULATION_SEED") {
        if share == 0 {
            let plan = Plan::of(seed);
            let (broken, trace) = run(&plan, true);
            let what = broken.clone().unwrap_or_else(|| "nothing is broken".to_owned());
            let text = format!("seed {seed}: {what}\n{:?}\n{}\n", plan.setup, trace.join("\n"));
            assert!(broken.is_none(), "{text}\n{}", report(&plan));
            std::io::stdout().write_all(text.as_bytes()).unwrap();
        }
        return;
    }
    let start = number("SIMULATION_START").unwrap_or_default();
    let end = start + number("SIMULATION_SEEDS").unwrap_or(SEEDS);
    let mut seed = start + share;
    while seed < end {
        let plan = Plan::of(seed);
        assert!(run(&plan, false).0.is_none(), "{}", report(&plan));
        seed += SHARES;
    }
}

#[test]
fn no_session_is_lost_or_comes_back_in_the_first_share() {
    run_share(0);
}

#[test]
fn no_session_is_lost_or_comes_back_in_the_second_share() {
    run_share(1);
}

#[test]
fn no_session_is_lost_or_comes_back_in_the_third_share() {
    run_share(2);
}

#[test]
fn no_session_is_lost_or_comes_back_in_the_fourth_share() {
    run_share(3);
}
