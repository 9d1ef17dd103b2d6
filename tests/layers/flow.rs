//! The rooms of `flow` (its modules), each of which owns a piece of state, and which room may use which.

use std::collections::BTreeSet;

use super::source::read_sources;
use super::{expect_none, faults};

/// Types and helpers without state, which every room may use.
const GROUND: [&str; 9] = [
    "attributes",
    "challenge",
    "code_delivery",
    "existing_session",
    "flight",
    "input",
    "mfa_type",
    "passkey",
    "prompt",
];

/// What each room may use apart from the ground and itself. No two rooms use each other.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("fields", &[]),
    ("store", &[]),
    ("client", &["store"]),
    ("session", &["client", "store"]),
    ("sign_in", &["client", "session", "store"]),
    ("redirect", &["client", "session", "store"]),
    ("federation", &["session"]),
    ("sign_up", &["client", "fields", "sign_in"]),
    ("account", &["client", "fields", "session"]),
    ("auth", &["account", "client", "federation", "redirect", "session", "sign_in", "sign_up", "store"]),
    ("account_functions", &["auth"]),
];

/// What a module of the ground may use of the ground.
const OF_GROUND: [(&str, &[&str]); 2] = [("attributes", &["input"]), ("existing_session", &["input"])];

fn may_use(room: &str, other: &str) -> bool {
    let allowed = MAY_USE.iter().chain(&OF_GROUND).find(|(name, _)| *name == room).map_or(&[][..], |(_, rooms)| rooms);
    room == other || allowed.contains(&other) || !GROUND.contains(&room) && GROUND.contains(&other)
}

#[test]
fn every_room_has_its_place() {
    let found: BTreeSet<_> = read_sources().iter().filter_map(|source| source.module_below(&["flow"])).collect();
    let known = MAY_USE.iter().map(|(room, _)| *room).chain(GROUND);
    assert_eq!(found, known.map(str::to_owned).collect());
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    expect_none(&faults(|source| {
        let Some(room) = source.module_below(&["flow"]) else { return Vec::new() };
        let forbidden = source.paths_from(&["flow"]).into_iter().filter(|used| !may_use(&room, &used.module));
        forbidden.map(|used| format!("line {}: `{room}` may not use `{}`", used.line, used.module)).collect()
    }));
}

#[test]
fn the_paths_between_rooms_are_found() {
    let sources = read_sources();
    let used = |path: &str| -> BTreeSet<_> {
        let source = sources.iter().find(|source| source.path == path).unwrap();
        source.paths_from(&["flow"]).into_iter().map(|used| used.module).collect()
    };
    // By `super`, by `crate::flow`, and from a nested folder.
    assert!(used("src/flow/sign_in.rs").is_superset(&["client", "session", "store"].map(str::to_owned).into()));
    assert!(used("src/flow/sign_in/attempt.rs").contains("session"));
    assert!(used("src/flow/session/refresh/request.rs").contains("client"));
}

#[test]
fn only_the_store_touches_the_storage() {
    expect_none(&faults(|source| {
        if source.module_below(&["flow"]).is_none_or(|room| room == "store") {
            return Vec::new();
        }
        source.lines_naming(&["Area"])
    }));
}

#[test]
fn only_the_exchange_sends_the_steps_of_a_sign_in() {
    expect_none(&faults(|source| {
        if source.module_below(&["flow"]).is_none() || source.path == "src/flow/sign_in/exchange.rs" {
            return Vec::new();
        }
        source.lines_naming(&["INITIATE_AUTH", "INITIATE_PROOF", "ANSWER_CHALLENGE"])
    }));
}
