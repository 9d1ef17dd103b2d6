//! Signing in: from the first request to a session or to a step for the application.

mod attempt;
mod begin;
mod confirm;
mod device;
mod exchange;
mod input;
mod mfa_setup;
mod passkey;
mod password;
mod preparation;
mod question;
mod reply;
mod sequence;
mod step;

pub use confirm::ConfirmSignInInput;
pub use input::SignInInput;
pub use step::{SignInOutput, SignInStep};

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use super::client::Client;
use super::prompt::Prompt;
use super::session::Session;
use super::store::Pending;
use crate::config::AuthFlowType;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::token::TokenSet;
use attempt::Attempt;
use preparation::Preparation;

/// The attempts to sign in to one session. Only the latest one counts.
pub(super) struct SignIns<H: Host> {
    client: Rc<Client<H>>,
    session: Rc<Session<H>>,
    prompt: Rc<Prompt>,
    /// The attempt that waits for an answer. It is also stored, so that it survives a reload of the page.
    pending: RefCell<Option<Rc<Pending>>>,
    /// The number of the latest attempt.
    latest: Cell<u32>,
    preparation: Preparation,
}

impl<H: Host> SignIns<H> {
    pub(super) fn new(client: Rc<Client<H>>, session: Rc<Session<H>>, prompt: Rc<Prompt>) -> Self {
        Self {
            client,
            session,
            prompt,
            pending: RefCell::default(),
            latest: Cell::default(),
            preparation: Preparation::default(),
        }
    }

    /// Signs a user in. If a user is already signed in, the input says what happens. With `is_admitted`, the sign-in begins anyway,
    /// and the session of that user ends unless the input says otherwise.
    pub(super) async fn sign_in(self: &Rc<Self>, input: &SignInInput, is_admitted: bool) -> Result<SignInOutput> {
        self.check_input(input)?;
        let attempt = if input.username.is_empty() { None } else { Some(self.begin(input)?) };
        let is_same = |session: &TokenSet| session.is_of(&input.username);
        if !is_admitted && !self.session.admits(input.on_existing_session, &is_same).await? {
            return Ok(SignInOutput::step(SignInStep::Done));
        }
        let attempt = attempt.ok_or_else(|| Error::new(&names::EMPTY_SIGN_IN_USERNAME))?;
        // A later sign-in may have begun during the refresh of an expired session.
        attempt.check_is_latest()?;
        attempt.run(input).await
    }

    /// Ends the current sign-in and closes a passkey prompt. If the tab's storage fails, the stored sign-in expires by
    /// itself.
    pub(super) fn abandon(&self) {
        self.prompt.take_back();
        self.next_number();
        let _ = self.forget();
    }

    /// Begins an attempt. It replaces an earlier one at once, even if it fails, so that the earlier one's challenge cannot
    /// be answered any more.
    fn begin(self: &Rc<Self>, input: &SignInInput) -> Result<Attempt<H>> {
        self.prompt.take_back();
        let number = self.next_number();
        self.forget()?;
        Ok(Attempt::new(self, number, self.flow_of(input), input))
    }

    fn next_number(&self) -> u32 {
        let next = self.latest.get().wrapping_add(1);
        self.latest.set(next);
        next
    }

    fn flow_of(&self, input: &SignInInput) -> AuthFlowType {
        input.flow.unwrap_or(self.client.config().default_flow)
    }

    /// The sign-in that waits for an answer, from memory or from storage after a reload of the page.
    fn pending(&self) -> Result<Option<Rc<Pending>>> {
        let remembered = self.pending.borrow().clone();
        if remembered.is_some() {
            return Ok(remembered);
        }
        let stored = self.client.store().pending_sign_in()?.map(Rc::new);
        self.pending.borrow_mut().clone_from(&stored);
        Ok(stored)
    }

    /// Keeps the sign-in that waits for an answer. If the storage fails, it does not survive a reload of the page.
    fn keep(&self, pending: Rc<Pending>) {
        if let Err(error) = self.client.store().save_pending_sign_in(&pending) {
            let _ = self.client.store().remove_pending_sign_in();
            self.client.report_degraded_storage(error);
        }
        *self.pending.borrow_mut() = Some(pending);
    }

    fn forget(&self) -> Result<()> {
        self.pending.borrow_mut().take();
        self.client.store().remove_pending_sign_in()
    }
}
