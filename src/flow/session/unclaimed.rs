//! A refresh token that came, until its session is stored.

/// Revokes a refresh token when it is dropped, unless it was claimed: nobody else knows the token of a sign-in that was
/// overtaken, whose tokens are no good or find no room, or whose caller went away.
pub(in crate::flow) struct Unclaimed(Option<Box<dyn FnOnce()>>);

impl Unclaimed {
    pub(in crate::flow) fn new(give_up: impl FnOnce() + 'static) -> Self {
        Self(Some(Box::new(give_up)))
    }

    /// The session is stored, or there is none.
    pub(in crate::flow) fn claim(mut self) {
        self.0 = None;
    }
}

impl Drop for Unclaimed {
    fn drop(&mut self) {
        if let Some(give_up) = self.0.take() {
            give_up();
        }
    }
}
