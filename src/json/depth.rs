//! The limit on how deep arrays and objects may nest.

/// How deep arrays and objects may nest.
const LIMIT: u8 = 32;

/// How deep a value stands in the one that is being read.
///
/// Every reader of values from outside counts with it, so that a value which nests too deep, or refers to itself, is refused.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Depth(u8);

impl Depth {
    /// The depth of what the array or object holds that stands at this depth; `None` beyond the limit.
    pub(crate) fn inside(self) -> Option<Self> {
        self.0.checked_add(1).filter(|depth| *depth <= LIMIT).map(Self)
    }
}
