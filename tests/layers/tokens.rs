//! Rust sources as a list of tokens, without comments, literals, and code that only tests compile.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A name, a bracket or a punctuation mark; `::` is one token.
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// A file's tokens.
#[derive(Default)]
pub(crate) struct Tokens {
    pub(crate) list: Vec<Token>,
    /// The modules that are declared here for tests only and stand in files of their own.
    pub(crate) test_modules: Vec<String>,
    /// The modules declared here, each with the attributes before it, written without spaces.
    pub(crate) modules: Vec<(String, String)>,
}

impl Tokens {
    pub(crate) fn read(text: &str) -> Self {
        let mut tokens = Self::default();
        tokens.append(text.parse().unwrap());
        tokens
    }

    /// The text of a token; empty beyond the end.
    pub(crate) fn text(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |token| &token.text)
    }

    fn append(&mut self, stream: TokenStream) {
        let mut attributes = String::new();
        let mut trees = stream.into_iter().peekable();
        while let Some(tree) = trees.next() {
            let line = tree.span().start().line;
            match &tree {
                TokenTree::Group(group) => {
                    let (open, close) = brackets(group.delimiter());
                    self.push(open, line);
                    self.append(group.stream());
                    self.push(close, line);
                }
                TokenTree::Literal(_) => {}
                TokenTree::Punct(mark) if mark.as_char() == '#' => {
                    if let Some(TokenTree::Group(group)) = trees.peek() {
                        let attribute = group.stream();
                        attributes.push_str(&attribute.to_string().replace(' ', ""));
                        trees.next();
                        self.append(attribute);
                    }
                    if attributes.contains("cfg(test)") {
                        self.test_modules.extend(skip_item(&mut trees));
                        attributes.clear();
                    }
                    continue;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && self.last().is_some_and(|last| last.text == ":") => {
                    self.list.pop();
                    self.push("::", line);
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => self.push(&tree.to_string(), line),
            }
            if self.text(self.list.len().saturating_sub(2)) == "mod"
                && let Some(name) = self.last().map(|last| last.text.clone())
            {
                self.modules.push((name, attributes.clone()));
            }
            if self.last().is_some_and(|last| matches!(&*last.text, ";" | "}")) {
                attributes.clear();
            }
        }
    }

    fn last(&self) -> Option<&Token> {
        self.list.last()
    }

    fn push(&mut self, text: &str, line: usize) {
        self.list.push(Token { text: text.to_owned(), line });
    }
}

/// Skips an item, and returns its name if it is a module in a file of its own.
fn skip_item(trees: &mut Peekable<IntoIter>) -> Option<String> {
    let mut words = Vec::new();
    for tree in trees {
        match &tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return None,
            TokenTree::Punct(mark) if mark.as_char() == ';' => break,
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Punct(_) => {
                words.push(tree.to_string());
            }
        }
    }
    let keyword = words.iter().position(|word| word == "mod")?;
    words.get(keyword.saturating_add(1)).cloned()
}

const fn brackets(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}
