//! Modules beside each other do not use each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, read_sources};

/// Of the modules directly below `parent`, which uses which.
fn uses(sources: &[Source], parent: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeSet<_> = sources.iter().filter_map(|source| source.module_below(parent)).collect();
    let mut uses = BTreeMap::<_, BTreeSet<_>>::new();
    for source in sources {
        let Some(module) = source.module_below(parent) else { continue };
        let used = source.paths_from(parent).into_iter().map(|used| used.module);
        uses.entry(module.clone()).or_default().extend(used.filter(|used| *used != module && modules.contains(used)));
    }
    uses
}

/// The modules that are left when those that use nothing that is left are taken away, again and again: all of them are on a
/// circle, or lead to one.
fn circles(mut uses: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        let free: BTreeSet<_> =
            uses.iter().filter(|(_, used)| used.is_empty()).map(|(module, _)| module.clone()).collect();
        if free.is_empty() {
            return uses.into_keys().collect();
        }
        uses.retain(|module, _| !free.contains(module));
        for used in uses.values_mut() {
            used.retain(|module| !free.contains(module));
        }
    }
}

#[test]
fn there_are_none() {
    let sources = read_sources();
    // Those of the crate's root have layers, whose ground may use itself.
    let parents: BTreeSet<_> = sources.iter().flat_map(Source::ancestors).filter(|parent| !parent.is_empty()).collect();
    assert!(parents.len() > 15, "only {} modules have others in them", parents.len());
    for parent in parents {
        let parent: Vec<_> = parent.iter().map(String::as_str).collect();
        assert_eq!(circles(uses(&sources, &parent)), Vec::<String>::new(), "in {}", parent.join("::"));
    }
}

#[test]
fn are_found() {
    let graph = |edges: &[(&str, &[&str])]| {
        edges.iter().map(|(from, to)| ((*from).to_owned(), to.iter().map(|to| (*to).to_owned()).collect())).collect()
    };
    assert_eq!(circles(graph(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])])), Vec::<String>::new());
    assert_eq!(circles(graph(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"]), ("d", &[])])), ["a", "b", "c"]);
}
