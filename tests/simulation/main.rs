//! A model of sessions that random events try to break.
//!
//! Each seed stands for one run: up to six tabs with an instance each, storages of every kind, a service with one to three users,
//! and faults of the network, the storage, the clock and the tabs. [`plan`] makes the run's steps from the seed, [`world`] lets
//! them happen, and [`families`] keeps account of what the service has issued, what has become of it, and what must therefore
//! still be there. Time is virtual, and one generator decides about everything, so a seed always does the same.
//!
//! A run that breaks an invariant is repeated with fewer and fewer steps, and the shortest that still fails is printed.
#![cfg(not(target_arch = "wasm32"))]
#![cfg_attr(
    test,
    expect(
        clippy::arithmetic_side_effects,
        clippy::wildcard_enum_match_arm,
        reason = "the model is to be read, and an overflow fails the test"
    )
)]

#[cfg(test)]
mod actions;
#[cfg(test)]
mod batch;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod challenges;
#[cfg(test)]
mod copy;
#[cfg(test)]
mod events;
#[cfg(test)]
mod families;
#[cfg(test)]
mod family;
#[cfg(test)]
mod host;
#[cfg(test)]
mod leases;
#[cfg(test)]
mod locks;
#[cfg(test)]
mod network;
#[cfg(test)]
mod outcome;
#[cfg(test)]
mod page;
#[cfg(test)]
mod page_lock;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod pool;
#[cfg(test)]
mod random;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod results;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod shrink;
#[cfg(test)]
mod sign_ins;
#[cfg(test)]
mod step;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod totals;
#[cfg(test)]
mod view;
#[cfg(test)]
mod world;
