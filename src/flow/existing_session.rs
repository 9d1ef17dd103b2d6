//! What a sign-in does if a user is signed in already.

use super::input;
use crate::error::Result;
use crate::json::Json;

/// What a sign-in does if a user is signed in already (`onExistingSession`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnExistingSession {
    /// It fails with `UserAlreadyAuthenticatedException`.
    #[default]
    Error,
    /// It ends the current user's session when it has succeeded.
    Replace,
    /// It leaves the current user signed in, parked beside the new one.
    Add,
    /// It succeeds at once if the same user is signed in. If another user is the current one, it fails like `Error`.
    Reuse,
}

impl OnExistingSession {
    const ALL: [Self; 4] = [Self::Error, Self::Replace, Self::Add, Self::Reuse];

    /// The name in the public API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Replace => "replace",
            Self::Add => "add",
            Self::Reuse => "reuse",
        }
    }

    /// The choice with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }

    /// Reads the choice from a call's options.
    pub(super) fn read(options: &mut Json) -> Result<Self> {
        let field = "onExistingSession";
        let Some(name) = input::optional_text(options, field)? else { return Ok(Self::default()) };
        Self::named(&name).ok_or_else(|| input::invalid(field, "is not `error`, `replace`, `add` or `reuse`"))
    }
}
