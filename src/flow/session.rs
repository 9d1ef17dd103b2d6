//! The sessions of users: tokens and AWS credentials, their refresh, and sign-out. They belong to the current user, beside whom
//! others may be parked.

mod adopt;
mod credentials;
mod current_user;
mod deletion;
mod federated;
mod federation;
mod fetch;
mod holder;
mod identity;
mod logout;
mod new_device;
mod persistence;
mod provided;
mod refresh;
mod refused;
mod sign_out;
mod status;
mod tab_credentials;
mod transfer;
mod unclaimed;
mod users;
mod verdict;

pub(super) use adopt::{Grant, Source};
pub use credentials::Credentials;
pub use current_user::{AuthUser, GetCurrentUserInput};
pub(super) use federation::Federation;
pub use fetch::{AuthSession, FetchAuthSessionInput, SessionParts};
pub use sign_out::{SignOutInput, SignOutOutput, SignOutReason};
pub use status::SessionStatus;
pub use transfer::{ExportSessionInput, ExportedSession, ImportSessionInput};
pub(super) use unclaimed::Unclaimed;
pub(super) use verdict::ends_session;

use core::cell::Cell;
use std::rc::Rc;

use super::client::Client;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::token::TokenSet;

/// The sessions of a client's users, of whom one is the current one. Only its own methods change its tokens: sign-ins call
/// [`adopt`](Self::adopt).
pub(super) struct Session<H: Host> {
    client: Rc<Client<H>>,
    /// Counts sign-outs, so that work which began before a sign-out does not undo it.
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

    /// The number of sign-outs so far.
    pub(super) const fn generation(&self) -> u32 {
        self.generation.get()
    }

    /// Fails if the user has signed out since `generation`.
    pub(super) fn check_generation(&self, generation: u32) -> Result<()> {
        if self.generation.get() == generation {
            Ok(())
        } else {
            Err(Error::new(&names::SIGN_IN).with_message("the user has signed out since this call began"))
        }
    }

    /// Begins a new generation. Work of an earlier one no longer writes.
    fn next_generation(&self) {
        self.generation.set(self.generation.get().wrapping_add(1));
    }

    /// The session's tokens, refreshed if they have expired; `None` when nobody is signed in.
    pub(super) fn fresh_tokens(self: &Rc<Self>) -> impl Future<Output = Result<Option<Rc<TokenSet>>>> {
        self.tokens(false, None)
    }

    /// The tokens of the signed-in user. The identity pool is not needed for these.
    pub(super) async fn user_tokens(self: &Rc<Self>) -> Result<Rc<TokenSet>> {
        let nobody = || Error::new(&names::USER_UNAUTHENTICATED);
        self.check_not_federated()?;
        let asked_by = if self.is_provided() {
            self.client.pool()?;
            None
        } else {
            Some(self.client.store().load()?.ok_or_else(nobody)?)
        };
        match self.fresh_tokens().await {
            Err(error) if ends_session(&error) => Err(nobody().with_source(error)),
            // Another user may have signed in during the refresh. The call was not made for that user.
            tokens => tokens?
                .filter(|tokens| asked_by.is_none_or(|asked_by| asked_by.username == tokens.username))
                .ok_or_else(nobody),
        }
    }
}
