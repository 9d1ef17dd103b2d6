//! One user's session: its tokens and AWS credentials, how they are renewed, and how they end.

mod adopt;
mod credentials;
mod current_user;
mod deletion;
mod fetch;
mod new_device;
mod refresh;
mod sign_out;
mod unclaimed;

pub(super) use adopt::Grant;
pub use credentials::Credentials;
pub use current_user::AuthUser;
pub use fetch::{AuthSession, FetchAuthSessionInput};
pub(super) use refresh::ends_session;
pub use sign_out::{SignOutInput, SignOutOutput};
pub(super) use unclaimed::Unclaimed;

use core::cell::Cell;
use std::rc::Rc;

use super::client::Client;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::token::TokenSet;

/// Whoever is signed in to a client, if anybody is. Sign-ins hand it their tokens; nothing else changes them.
pub(super) struct Session<H: Host> {
    client: Rc<Client<H>>,
    /// Counts sign-outs, so that what began before one of them does not undo it.
    generation: Cell<u32>,
    refreshing: refresh::Refreshing,
    identity: credentials::Identity,
}

impl<H: Host> Session<H> {
    pub(super) fn new(client: Rc<Client<H>>) -> Self {
        Self {
            client,
            generation: Cell::default(),
            refreshing: refresh::Refreshing::default(),
            identity: credentials::Identity::default(),
        }
    }

    /// Which sign-out was the last.
    pub(super) const fn generation(&self) -> u32 {
        self.generation.get()
    }

    /// Fails when somebody has signed out since `generation`.
    pub(super) fn check_generation(&self, generation: u32) -> Result<()> {
        if self.generation.get() == generation {
            Ok(())
        } else {
            Err(Error::new(&names::SIGN_IN).with_message("another sign-in or sign-out came in between"))
        }
    }

    /// Begins a new generation: whatever started earlier no longer writes.
    fn next_generation(&self) -> u32 {
        let next = self.generation.get().wrapping_add(1);
        self.generation.set(next);
        next
    }

    /// The session's tokens, refreshed when expired; none when nobody is signed in.
    pub(super) async fn fresh_tokens(self: &Rc<Self>) -> Result<Option<Rc<TokenSet>>> {
        self.tokens(false, None).await
    }

    /// The tokens of the user who has to be signed in for what is asked. No identity pool is needed for that, nor asked.
    pub(super) async fn user_tokens(self: &Rc<Self>) -> Result<Rc<TokenSet>> {
        let asked_by = self.client.store().load()?.map(|tokens| tokens.username);
        match self.fresh_tokens().await {
            Err(error) if ends_session(&error) => Err(Error::new(&names::USER_UNAUTHENTICATED).with_source(error)),
            // Somebody else may have signed in during a refresh. What was asked for is not about that user.
            tokens => tokens?
                .filter(|tokens| asked_by.as_deref() == Some(&*tokens.username))
                .ok_or_else(|| Error::new(&names::USER_UNAUTHENTICATED)),
        }
    }
}
