//! Modules beside each other do not use each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, read_sources};

/// Of the modules directly below `parent`, which uses which.
fn graph(sources: &[Source], parent: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeSet<_> = sources.iter().filter_map(|source| source.module_below(parent)).collect();
    let mut graph = BTreeMap::<_, BTreeSet<_>>::new();
    for source in sources {
        let Some(module) = source.module_below(parent) else { continue };
        let used = source.paths_from(parent).into_iter().map(|used| used.module);
        graph.entry(module.clone()).or_default().extend(used.filter(|used| *used != module && modules.contains(used)));
    }
    graph
}

/// The modules that are left when those that use nothing that is left are taken away, again and again: all of them are on a
/// circle, or lead to one.
fn circles(mut graph: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        let free: BTreeSet<_> =
            graph.iter().filter(|(_, used)| used.is_empty()).map(|(module, _)| module.clone()).collect();
        if free.is_empty() {
            return graph.into_keys().collect();
        }
        graph.retain(|module, _| !free.contains(module));
        for used in graph.values_mut() {
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
        assert_eq!(circles(graph(&sources, &parent)), Vec::<String>::new(), "in {}", parent.join("::"));
    }
}

#[test]
fn are_found() {
    let of = |edges: &[(&str, &[&str])]| {
        edges.iter().map(|(from, to)| ((*from).to_owned(), to.iter().map(|to| (*to).to_owned()).collect())).collect()
    };
    assert_eq!(circles(of(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])])), Vec::<String>::new());
    assert_eq!(circles(of(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"]), ("d", &[])])), ["a", "b", "c"]);
}
