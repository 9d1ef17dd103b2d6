//! Seeds, their mutations, and how many inputs are tried.

use std::fs;
use std::path::PathBuf;

use cognito_wasm::error::{Error, names};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, TestRunner};

/// How many inputs all targets together try in the test suite.
const SHORT: u64 = 20_000;

/// The sum of all shares.
const WHOLE: u64 = 1_000;

/// The maximum length of an input.
const LONGEST: usize = 1 << 16;

/// Texts that parsers look for or may fail on.
static WORDS: [&str; 40] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[",
    ":",
    ",",
    ".",
    "..",
    "=",
    "==",
    "-",
    "_",
    "/",
    "//",
    "@",
    "%",
    "#",
    "?",
    "\u{0}",
    "\n",
    "\t",
    " ",
    "\u{e9}",
    "\u{202e}",
    "\u{1f600}",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "9223372036854775808",
    "\\u0000",
    "__proto__",
    "http://",
    "https://",
    "localhost",
    "\\ud800",
];

/// An edit: its kind, two positions, and a byte.
type Edit = (u8, u32, u32, u8);

/// A target's share of the inputs, in thousandths.
fn cases(share: u64) -> u32 {
    let wanted = std::env::var("FUZZ_INPUTS").ok().map(|text| text.parse().expect("FUZZ_INPUTS is a number"));
    let inputs = wanted.unwrap_or(SHORT).saturating_mul(share).checked_div(WHOLE).unwrap_or_default();
    u32::try_from(inputs.max(1)).expect("fewer inputs at once")
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/flow/fuzz/corpus", target].iter().collect();
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 2, "{target} has a corpus");
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

/// A position in `0..=end`.
fn place(number: u32, end: usize) -> usize {
    usize::try_from(number).unwrap().checked_rem(end.saturating_add(1)).unwrap()
}

fn edit(text: &mut Vec<u8>, seeds: &[Vec<u8>], (kind, at, length, byte): Edit) {
    let start = place(at, text.len());
    let end = start.saturating_add(place(length, 24)).min(text.len());
    let other = &seeds[place(length, seeds.len() - 1)];
    match kind {
        0 if start < text.len() => text[start] ^= byte.max(1),
        1 if start < text.len() => text[start] = byte & 0x7f,
        2 => drop(text.drain(start..end)),
        3 => {
            let again = text[start..end].repeat(usize::from(byte % 64));
            text.splice(end..end, again);
        }
        4 => text.truncate(start),
        5 => {
            let from = place(u32::from(byte).wrapping_mul(at), other.len());
            text.truncate(start);
            text.extend(&other[from..]);
        }
        6 => {
            let moved: Vec<u8> = text.drain(start..end).collect();
            let to = place(length.rotate_left(7), text.len());
            text.splice(to..to, moved);
        }
        _ => {
            let word = WORDS[place(length, WORDS.len() - 1)];
            text.splice(start..if byte < 128 { start } else { end }, word.bytes());
        }
    }
    text.truncate(LONGEST);
}

/// Tries a target's corpus unchanged, and then its share of mutated inputs. The second value is a random number for the
/// target's use.
pub(super) fn run(target: &'static str, share: u64, check: impl Fn(&str, u32) -> Result<(), TestCaseError>) {
    let seeds = seeds(target);
    for seed in &seeds {
        for choice in 0..8 {
            let text = String::from_utf8_lossy(seed);
            check(&text, choice).unwrap_or_else(|error| panic!("{target}: {error}: {text:?}"));
        }
    }
    let cases = cases(share);
    let file = ["tests/proptest-regressions/fuzz/", target, ".txt"].concat();
    let persistence = FileFailurePersistence::Direct(file.leak());
    let config = Config { cases, failure_persistence: Some(Box::new(persistence)), ..Config::default() };
    let edits = prop::collection::vec((0_u8..10, any::<u32>(), any::<u32>(), any::<u8>()), 0..6);
    let strategy = (any::<prop::sample::Index>(), edits, any::<u32>());
    let outcome = TestRunner::new(config).run(&strategy, |(index, edits, choice)| {
        let mut text = seeds[index.index(seeds.len())].clone();
        for one in edits {
            edit(&mut text, &seeds, one);
        }
        let text = String::from_utf8_lossy(&text);
        check(&text, choice).map_err(|error| match error {
            TestCaseError::Fail(reason) => TestCaseError::fail(format!("{target}: {reason}: {text:?}")),
            rejected @ TestCaseError::Reject(_) => rejected,
        })
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    println!("fuzz {target}: {cases} inputs, {} seeds", seeds.len());
}

/// All texts of an error, in which secrets are searched for.
pub(super) fn shown(error: &Error) -> String {
    format!("{error} {error:?} {:?}", serde_json::to_value(error.to_json()).unwrap())
}

/// Checks that an error of the library is in the table of names and has a message, and that its texts are not too long.
pub(super) fn check_error(error: &Error) -> Result<(), TestCaseError> {
    let from_service = error.metadata().is_some();
    let is_known = names::ALL.iter().any(|known| known.name == error.name());
    prop_assert!(from_service || is_known, "{error:?}");
    prop_assert!(!error.name().is_empty() && !error.message().is_empty(), "{error:?}");
    prop_assert!(error.name().len() <= 1024 && error.message().len() <= 2_048, "{} bytes", error.message().len());
    Ok(())
}
