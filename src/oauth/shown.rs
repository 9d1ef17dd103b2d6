//! Which address a page shows when an answer has been read.

use super::callback::NAMES;
use crate::text;

/// What begins a query, a further parameter, and a fragment.
const MARKS: &[u8] = b"?&#";

/// Takes an answer out of the address of a page. `current` is what the page shows now, `read` the address with the answer, and
/// `address` the one to show in its place.
///
/// The application may have gone on meanwhile, to another page or to a tidier form of its address. Then its own address stays, but for what
/// it has kept of the answer: that has to be gone, whatever the application does.
#[must_use]
pub fn shown_address(current: &str, read: &str, address: &str) -> String {
    if current == read {
        return address.to_owned();
    }
    let mut shown = String::with_capacity(current.len());
    // The first of the marks that were taken out.
    let mut mark = None;
    for part in parts(current) {
        let (own_mark, parameter) = part.split_at_checked(1).unwrap_or((part, ""));
        let is_answer = NAMES.contains(&text::before_any(parameter, b"="))
            && parts(read).any(|part| part.get(1..) == Some(parameter));
        if is_answer {
            mark.get_or_insert(own_mark);
        } else {
            shown.push_str(mark.take().filter(|_| own_mark == "&").unwrap_or(own_mark));
            shown.push_str(parameter);
        }
    }
    shown
}

/// The parts of an address: its page, and its parameters, each with the mark before it.
fn parts(address: &str) -> impl Iterator<Item = &str> {
    let mut rest = address;
    core::iter::from_fn(move || {
        let end = rest.bytes().skip(1).position(|byte| MARKS.contains(&byte));
        let (part, others) = rest.split_at_checked(end.map_or(rest.len(), |end| end.saturating_add(1)))?;
        rest = others;
        Some(part).filter(|part| !part.is_empty())
    })
}
