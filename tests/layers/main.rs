//! Checks the architecture in the sources: which modules a module may use, and which may name the browser.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod circles;
#[cfg(test)]
mod flow;
#[cfg(test)]
mod source;
#[cfg(test)]
mod tokens;

use std::collections::BTreeSet;

use source::{Source, manifest_sections, read_sources};

/// The lowest layer, whose modules may use each other.
const GROUND: [&str; 7] = ["error", "hash", "http", "json", "secret", "text", "time"];

/// What each module may use apart from the ground and itself.
const MAY_USE: [(&str, &[&str]); 17] = [
    ("error", &[]),
    ("hash", &[]),
    ("http", &[]),
    ("json", &[]),
    ("secret", &[]),
    ("text", &[]),
    ("time", &[]),
    ("srp", &[]),
    ("token", &[]),
    ("config", &[]),
    ("oauth", &["config", "token"]),
    ("sigv4", &["config"]),
    ("host", &["srp"]),
    ("cognito", &["config", "host", "srp", "token"]),
    ("flow", &["cognito", "config", "host", "oauth", "srp", "token"]),
    ("browser", &["host", "srp"]),
    ("bindings", &["browser", "cognito", "config", "flow", "host", "srp", "token"]),
];

/// The modules that run only in a browser. No others may name it.
const BROWSER_ONLY: [&str; 2] = ["bindings", "browser"];

/// The crates for the browser, as code names them.
const BROWSER_CRATES: [&str; 8] = [
    "getrandom",
    "gloo",
    "gloo_storage",
    "js_sys",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// The faults, one line for each place.
fn faults(check: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    let sources = read_sources();
    assert!(sources.len() > 40, "only {} sources were found", sources.len());
    sources
        .iter()
        .flat_map(|source| check(source).into_iter().map(|fault| format!("{}: {fault}", source.path)))
        .collect()
}

#[track_caller]
fn expect_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn may_use(module: &str, other: &str) -> bool {
    let allowed = MAY_USE.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, allowed)| allowed);
    module == other || GROUND.contains(&other) || allowed.contains(&other)
}

#[test]
fn every_module_has_its_layer() {
    let found: BTreeSet<_> = read_sources().into_iter().filter_map(|source| source.top_module()).collect();
    let known: BTreeSet<_> = MAY_USE.iter().map(|(module, _)| (*module).to_owned()).collect();
    assert_eq!(found, known);
}

#[test]
fn a_module_uses_only_layers_below_it() {
    expect_none(&faults(|source| {
        let Some(module) = source.top_module() else { return Vec::new() };
        let forbidden = source.used_modules().into_iter().filter(|used| !may_use(&module, &used.module));
        forbidden.map(|used| format!("line {}: `{module}` may not use `{}`", used.line, used.module)).collect()
    }));
}

#[test]
fn only_the_outermost_modules_name_the_browser() {
    expect_none(&faults(|source| {
        if source.top_module().is_some_and(|module| BROWSER_ONLY.contains(&&*module)) {
            return Vec::new();
        }
        source.lines_naming(&BROWSER_CRATES)
    }));
}

#[test]
fn the_browser_is_compiled_for_the_browser_only() {
    let root = read_sources().into_iter().find(|source| source.path == "src/lib.rs").unwrap();
    for module in BROWSER_ONLY {
        // Each has its own feature, because every module that contains the bindings exports them.
        let condition = format!(r#"all(target_arch = "wasm32", feature = "{module}")"#);
        assert!(root.guards(module, &condition), "{module}");
    }
}

#[test]
fn the_crates_of_the_browser_are_dependencies_of_the_browser_only() {
    let mut seen = 0_usize;
    for (section, name) in manifest_sections() {
        if BROWSER_CRATES.contains(&&*name.replace('-', "_")) {
            seen = seen.saturating_add(1);
            assert!(section.starts_with("target.'cfg(target_arch = \"wasm32\")'."), "{name} stands in [{section}]");
        }
    }
    assert!(seen >= 6, "only {seen} were found in Cargo.toml");
}

#[test]
fn another_json_library_is_for_tests_only() {
    expect_none(&faults(|source| source.lines_naming(&["serde_json"])));
    let shipped: Vec<_> = manifest_sections()
        .into_iter()
        .filter(|(section, name)| name == "serde_json" && !section.ends_with("dev-dependencies"))
        .collect();
    assert!(shipped.is_empty(), "{shipped:?}");
}

#[test]
fn nothing_is_unsafe() {
    expect_none(&faults(|source| source.lines_naming(&["unsafe"])));
}

#[test]
fn the_core_uses_no_clock_no_files_and_no_network() {
    expect_none(&faults(|source| {
        source.lines_naming(&["SystemTime", "Instant", "TcpStream", "UdpSocket", "File", "thread"])
    }));
}

#[test]
fn files_are_named_after_their_subject() {
    expect_none(&faults(|source| {
        let is_unnamed = source.path.ends_with("/mod.rs");
        is_unnamed.then(|| "put the module's file beside its folder, not into it".to_owned()).into_iter().collect()
    }));
}
