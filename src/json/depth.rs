//! The limit on how deep arrays and objects may nest.

/// How deep arrays and objects may nest.
const LIMIT: u8 = 32;

/// The depth of a part of the value that is being read.
///
/// Everything that reads values from outside counts with it, and refuses what nests too deep. A value that contains itself
/// is refused for the same reason.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Depth(u8);

impl Depth {
    /// The depth of the members or items of an object or array at this depth. `None` beyond the limit.
    pub(crate) fn inside(self) -> Option<Self> {
        self.0.checked_add(1).filter(|depth| *depth <= LIMIT).map(Self)
    }
}
