//! The crate's sources and manifest, and the names in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::slice;

use super::tokens::Tokens;

/// A file below `src`, without code that only tests compile.
pub(crate) struct Source {
    /// The path from the crate's root, with `/`.
    pub(crate) path: String,
    /// The path of the file's module, from the crate's root.
    module: Vec<String>,
    tokens: Tokens,
}

/// A mention of a module by a path from the crate's root.
pub(crate) struct Used {
    pub(crate) module: String,
    pub(crate) line: usize,
}

/// All files below `src` that are compiled outside of tests.
pub(crate) fn read_sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    let mut sources: Vec<_> = paths.iter().map(|path| Source::read(root, path)).collect();
    let test_modules: BTreeSet<_> = sources.iter().flat_map(Source::test_modules).collect();
    sources.retain(|source| !test_modules.iter().any(|module| source.module.starts_with(module)));
    sources
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    paths.sort();
}

impl Source {
    fn read(root: &Path, path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let path = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        let inner = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        let module = if inner == "lib" { Vec::new() } else { inner.split('/').map(str::to_owned).collect() };
        Self { path, module, tokens: Tokens::read(&text) }
    }

    fn test_modules(&self) -> Vec<Vec<String>> {
        self.tokens.test_modules.iter().map(|name| [&*self.module, slice::from_ref(name)].concat()).collect()
    }

    /// The module below the crate's root that the file belongs to; none for the root itself.
    pub(crate) fn top_module(&self) -> Option<String> {
        self.module.first().cloned()
    }

    /// Whether a module is declared here only under `#[cfg(condition)]`.
    pub(crate) fn guards(&self, module: &str, condition: &str) -> bool {
        let guard = format!("cfg({})", condition.replace(' ', ""));
        self.tokens.modules.iter().any(|(name, attributes)| name == module && attributes.contains(&guard))
    }

    /// A line for each place that names one of `names`.
    pub(crate) fn lines_naming(&self, names: &[&str]) -> Vec<String> {
        let mentions = self.tokens.list.iter().filter(|token| names.contains(&&*token.text));
        mentions.map(|token| format!("line {}: `{}`", token.line, token.text)).collect()
    }

    /// The module directly below `parent` that the file belongs to.
    pub(crate) fn module_below(&self, parent: &[&str]) -> Option<String> {
        let is_below = self.module.iter().zip(parent).all(|(part, expected)| part == expected);
        is_below.then(|| self.module.get(parent.len()).cloned()).flatten()
    }

    /// The modules that the file lies in, from the crate's root.
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = &[String]> {
        (0..self.module.len()).filter_map(|length| self.module.get(..length))
    }

    /// The modules below the crate's root that paths lead to: `crate::x`, `super::x`, and groups in braces.
    pub(crate) fn used_modules(&self) -> Vec<Used> {
        self.paths_from(&[])
    }

    /// The modules directly below `base` that paths lead to.
    pub(crate) fn paths_from(&self, base: &[&str]) -> Vec<Used> {
        let mut used = Vec::new();
        for (index, token) in self.tokens.list.iter().enumerate() {
            let mut next = index.saturating_add(1);
            let mut levels = match &*token.text {
                "crate" => self.module.len(),
                "super" => 1,
                _ => continue,
            };
            let is_inside_a_path = index.checked_sub(1).is_some_and(|before| self.tokens.text(before) == "::");
            if is_inside_a_path || self.tokens.text(next) != "::" {
                continue;
            }
            next = next.saturating_add(1);
            while self.tokens.text(next) == "super" {
                (levels, next) = (levels.saturating_add(1), next.saturating_add(2));
            }
            let start = self.module.len().saturating_sub(levels);
            // The path may name a part of the base itself, such as `crate::flow::x` if the base is `flow`.
            for expected in base.iter().skip(start) {
                let after = next.saturating_add(1);
                if self.tokens.text(next) == *expected && self.tokens.text(after) == "::" {
                    next = after.saturating_add(1);
                    levels = levels.saturating_sub(1);
                }
            }
            let is_below_base = self.module.iter().zip(base).all(|(part, expected)| part == expected);
            // A path below the file's own module does not leave it.
            if is_below_base && self.module.len().saturating_sub(levels) == base.len() {
                let names = self.first_names(next);
                used.extend(names.into_iter().map(|module| Used { module, line: token.line }));
            }
        }
        used
    }

    /// The next names of the path at `index`: one, or those of a group in braces.
    fn first_names(&self, index: usize) -> Vec<String> {
        if self.tokens.text(index) != "{" {
            return vec![self.tokens.text(index).to_owned()];
        }
        let (mut depth, mut names, mut expected) = (0_usize, Vec::new(), false);
        for token in self.tokens.list.iter().skip(index) {
            match &*token.text {
                "{" => depth = depth.saturating_add(1),
                "}" => depth = depth.saturating_sub(1),
                name if depth == 1 && expected => names.push(name.to_owned()),
                _ => {}
            }
            expected = matches!(&*token.text, "{" | ",");
            if depth == 0 {
                break;
            }
        }
        names
    }
}

/// The names in each section of `Cargo.toml`.
pub(crate) fn manifest_sections() -> Vec<(String, String)> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let mut section = String::new();
    let mut names = Vec::new();
    for line in manifest.lines().filter(|line| !line.starts_with('#')) {
        if let Some(header) = line.strip_prefix('[') {
            header.trim_end_matches(']').clone_into(&mut section);
        } else if let Some((name, _)) = line.split_once('=') {
            names.push((section.clone(), name.trim().to_owned()));
        }
    }
    names
}
