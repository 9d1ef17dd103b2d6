//! A record of what happened, in order.

use core::cell::RefCell;
use std::rc::Rc;

/// Lines such as `lock NAME`, `announce MARK`, `unlock NAME`, `send OPERATION`, `reply OPERATION`, `abort OPERATION`, `save KEY`, `remove KEY`,
/// `sleep MILLIS`, `address ADDRESS` and `event NAME`.
#[derive(Clone, Default)]
pub(crate) struct Trace(Rc<RefCell<Vec<String>>>);

impl Trace {
    pub(super) fn note(&self, line: String) {
        self.0.borrow_mut().push(line);
    }

    /// The lines that start with one of these words.
    pub(crate) fn of(&self, words: &[&str]) -> Vec<String> {
        let wanted = |line: &&String| words.iter().any(|word| line.split(' ').next() == Some(word));
        self.0.borrow().iter().filter(wanted).cloned().collect()
    }

    /// How many lines are equal to this.
    pub(crate) fn count(&self, line: &str) -> usize {
        self.0.borrow().iter().filter(|other| *other == line).count()
    }

    pub(crate) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}
