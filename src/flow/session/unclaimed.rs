//! A refresh token that was received, until its session is stored.

/// Revokes a refresh token on drop unless it was claimed. When a sign-in is replaced, its tokens are refused or cannot be
/// stored, or its caller goes away, nobody else knows the token.
pub(in crate::flow) struct Unclaimed(Option<Box<dyn FnOnce()>>);

impl Unclaimed {
    pub(in crate::flow) fn new(give_up: impl FnOnce() + 'static) -> Self {
        Self(Some(Box::new(give_up)))
    }

    /// Keeps the token, since its session is stored.
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
