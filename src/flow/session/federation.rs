//! A login of another identity provider than the user pool.

use core::cell::RefCell;
use core::fmt;

use crate::secret::Secret;

/// A login of another provider. `Debug` does not print it.
pub(in crate::flow) struct Federation {
    /// The name of the provider, as the identity pool knows it.
    pub(in crate::flow) provider: String,
    /// The provider's token.
    pub(in crate::flow) token: Secret,
    /// The identity, if the application knows it.
    pub(in crate::flow) given_identity: Option<String>,
    known_identity: RefCell<Option<String>>,
}

impl Federation {
    pub(in crate::flow) const fn new(provider: String, token: Secret, given_identity: Option<String>) -> Self {
        Self { provider, token, given_identity, known_identity: RefCell::new(None) }
    }

    pub(super) fn identity(&self) -> Option<String> {
        self.known_identity.borrow().clone().or_else(|| self.given_identity.clone())
    }

    pub(super) fn keep_identity(&self, id: &str) {
        self.known_identity.replace(Some(id.to_owned()));
    }

    pub(super) fn forget_identity(&self) {
        self.known_identity.take();
    }
}

impl fmt::Debug for Federation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Federation").field("provider", &self.provider).finish_non_exhaustive()
    }
}
