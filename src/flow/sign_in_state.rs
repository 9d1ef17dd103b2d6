//! The sign-in under way, which survives a reload of the page.
//!
//! It lives in memory and in `sessionStorage`, under Amplify's keys. An instance beside the page's default one adds its client
//! id to them, so that several sign-ins at once do not disturb each other.

use core::cell::{Cell, RefCell};
use core::fmt;

use super::Auth;
use crate::error::Result;
use crate::host::{Area, Host};
use crate::token::SignInDetails;

/// How long a stored state is worth resuming: the least life of a Cognito session.
const LIFE_MS: i64 = 180_000;

/// Whose state the page's storage holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateScope {
    /// The page's one default instance.
    #[default]
    Page,
    /// This client's.
    Client,
}

/// A sign-in that waits for an answer.
#[derive(Clone)]
pub(super) struct Pending {
    pub(super) username: String,
    pub(super) challenge_name: String,
    pub(super) session: String,
    pub(super) details: Option<SignInDetails>,
}

impl fmt::Debug for Pending {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pending").field("challenge_name", &self.challenge_name).finish_non_exhaustive()
    }
}

/// The instance's sign-in under way.
#[derive(Debug, Default)]
pub(super) struct SignInState {
    scope: StateScope,
    pending: RefCell<Option<Pending>>,
    /// Counts sign-ins: the latest is the one that counts.
    attempt: Cell<u32>,
}

impl SignInState {
    pub(super) fn new(scope: StateScope) -> Self {
        Self { scope, pending: RefCell::new(None), attempt: Cell::new(0) }
    }

    /// The latest sign-in.
    pub(super) fn attempt(&self) -> u32 {
        self.attempt.get()
    }

    /// Begins a sign-in, which takes the place of one under way.
    pub(super) fn next_attempt(&self) -> u32 {
        self.attempt.set(self.attempt.get().wrapping_add(1));
        self.attempt.get()
    }

    fn key(&self, client_id: &str, item: &str) -> String {
        match self.scope {
            StateScope::Page => ["CognitoSignInState", item].join("."),
            StateScope::Client => ["CognitoSignInState", client_id, item].join("."),
        }
    }
}

impl<H: Host> Auth<H> {
    /// The sign-in under way, from memory or from before the page was reloaded.
    pub(super) fn pending_sign_in(&self) -> Result<Option<Pending>> {
        let remembered = self.sign_in.pending.borrow().clone();
        if remembered.is_some() {
            return Ok(remembered);
        }
        let expiry: Option<i64> = self.state_item("expiry")?.and_then(|text| text.parse().ok());
        if expiry.is_none_or(|expiry| expiry <= self.host.now().millis()) {
            self.forget_sign_in()?;
            return Ok(None);
        }
        let pending = match (
            self.state_item("username")?,
            self.state_item("challengeName")?,
            self.state_item("signInSession")?,
        ) {
            (Some(username), Some(challenge_name), Some(session)) => {
                let details = self.state_item("signInDetails")?;
                let details = details.and_then(|text| self.parse_json(&text));
                Some(Pending {
                    username,
                    challenge_name,
                    session,
                    details: details.and_then(|stored| SignInDetails::from_json(&stored)),
                })
            }
            _ => None,
        };
        self.sign_in.pending.borrow_mut().clone_from(&pending);
        Ok(pending)
    }

    /// Keeps the sign-in under way, whole: what an earlier one left does not shine through.
    pub(super) fn keep_sign_in(&self, pending: Pending) -> Result<()> {
        if let Err(error) = self.save_sign_in(&pending) {
            self.forget_sign_in()?;
            return Err(error);
        }
        *self.sign_in.pending.borrow_mut() = Some(pending);
        Ok(())
    }

    fn save_sign_in(&self, pending: &Pending) -> Result<()> {
        let expiry = self.host.now().plus_millis(LIFE_MS).millis().to_string();
        let details = pending.details.as_ref().map(|details| self.host.write_json(&details.to_json()));
        let items = [
            ("username", Some(&pending.username)),
            ("challengeName", Some(&pending.challenge_name)),
            ("signInSession", Some(&pending.session)),
            ("signInDetails", details.as_ref()),
            ("expiry", Some(&expiry)),
        ];
        for (item, value) in items {
            let key = self.state_key(item)?;
            match value {
                Some(value) => self.host.save(Area::Session, &key, value)?,
                None => self.host.remove(Area::Session, &key)?,
            }
        }
        Ok(())
    }

    /// Ends the sign-in under way.
    pub(super) fn forget_sign_in(&self) -> Result<()> {
        self.sign_in.pending.borrow_mut().take();
        for item in ["username", "challengeName", "signInSession", "signInDetails", "expiry"] {
            self.host.remove(Area::Session, &self.state_key(item)?)?;
        }
        Ok(())
    }

    fn state_key(&self, item: &str) -> Result<String> {
        Ok(self.sign_in.key(&self.pool()?.client_id, item))
    }

    fn state_item(&self, item: &str) -> Result<Option<String>> {
        let value = self.host.load(Area::Session, &self.state_key(item)?)?;
        Ok(value.filter(|text| !text.is_empty()))
    }
}
