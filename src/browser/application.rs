//! What an application adds to the browser.

use core::fmt;

use futures_util::future::LocalBoxFuture;

use crate::error::Result;
use crate::host::Event;
use crate::secret::Secret;
use crate::srp::field::DefaultField;
use crate::srp::powers::Powers;

/// The part of a [`Host`](crate::host::Host) that no browser has: whoever hears of events, proves the app client's secret, or
/// computes powers elsewhere. A [`Listener`] only hears.
pub trait Application: 'static {
    /// Hears of an event: sign-in, sign-out, a refresh, the end of a session. Called while a flow is under way, so it takes
    /// note and returns; a flow that it starts has to be spawned.
    fn emit(&self, event: Event);

    /// `SECRET_HASH` for a user, for an app client with a secret that a page must not know: a server of the application's
    /// computes it. None, unless it says otherwise. What the future fails with is what the flow fails with.
    fn secret_hash(&self, username: &str) -> Option<LocalBoxFuture<'static, Result<Secret>>> {
        let _ = username;
        None
    }

    /// Whether [`secret_hash`](Self::secret_hash) gives any.
    fn has_secret_hash(&self) -> bool {
        false
    }

    /// Who computes the powers of SRP; unless it says otherwise, the crate's own kernel.
    fn powers(&self) -> &dyn Powers {
        &DefaultField {}
    }
}

/// An [`Application`] that adds nothing but a function which hears of events.
pub struct Listener(Box<dyn Fn(Event)>);

impl Listener {
    /// `listener` is called as [`Application::emit`] says.
    #[must_use]
    pub fn new(listener: impl Fn(Event) + 'static) -> Self {
        Self(Box::new(listener))
    }
}

impl Application for Listener {
    fn emit(&self, event: Event) {
        (self.0)(event);
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Listener").finish_non_exhaustive()
    }
}
