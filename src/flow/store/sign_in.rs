//! The sign-in that waits for an answer. It survives a reload of the page.
//!
//! It is kept in `sessionStorage`, if that works, under Amplify's keys. Instances other than the page's default one add their client id to
//! the keys, so that concurrent sign-ins do not interfere.

use core::fmt;

use super::Store;
use super::places::Persistence;
use crate::error::Result;
use crate::flow::challenge::Challenge;
use crate::flow::existing_session::OnExistingSession;
use crate::host::{Area, Host};
use crate::token::SignInDetails;

/// How long a stored sign-in can be continued: the shortest lifetime of a Cognito session.
const LIFE_MS: i64 = 180_000;

/// The last two are this library's own, and only there if the application has chosen.
const ITEMS: [&str; 7] =
    ["username", "challengeName", "signInSession", "signInDetails", "expiry", "persistence", "onExistingSession"];

/// Where the sign-in that waits for an answer is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateScope {
    /// Under the page's keys: for the page's default instance.
    #[default]
    Page,
    /// Under keys with the client id: for further instances.
    Client,
}

/// A sign-in that waits for an answer.
#[derive(Clone)]
pub(in crate::flow) struct Pending {
    pub(in crate::flow) username: String,
    pub(in crate::flow) challenge: Challenge,
    pub(in crate::flow) session: String,
    pub(in crate::flow) details: Option<SignInDetails>,
    /// How long the session will be kept, if the application has said so.
    pub(in crate::flow) persistence: Option<Persistence>,
    pub(in crate::flow) on_existing_session: OnExistingSession,
}

impl fmt::Debug for Pending {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pending").field("challenge", &self.challenge).finish_non_exhaustive()
    }
}

impl<H: Host> Store<H> {
    /// The stored sign-in, if it has not expired.
    pub(in crate::flow) fn pending_sign_in(&self) -> Result<Option<Pending>> {
        let expiry: Option<i64> = self.state_item("expiry")?.and_then(|text| text.parse().ok());
        if expiry.is_none_or(|expiry| expiry <= self.host.now().millis()) {
            self.remove_pending_sign_in()?;
            return Ok(None);
        }
        let (Some(username), Some(challenge), Some(session)) =
            (self.state_item("username")?, self.pending_challenge()?, self.state_item("signInSession")?)
        else {
            return Ok(None);
        };
        let details = self.state_item("signInDetails")?.and_then(|text| self.parse_json(&text));
        let details = details.and_then(|stored| SignInDetails::from_json(&stored));
        let persistence = self.state_item("persistence")?.and_then(|name| Persistence::from_name(&name));
        let choice = self.state_item("onExistingSession")?.and_then(|name| OnExistingSession::named(&name));
        let on_existing_session = choice.unwrap_or_default();
        Ok(Some(Pending { username, challenge, session, details, persistence, on_existing_session }))
    }

    /// Stores all items, so that nothing of an earlier sign-in remains.
    pub(in crate::flow) fn save_pending_sign_in(&self, pending: &Pending) -> Result<()> {
        if !self.places.works(Persistence::Session) {
            return Ok(());
        }
        let expiry = self.host.now().plus_millis(LIFE_MS).millis().to_string();
        let details = pending.details.as_ref().map(|details| self.host.write_json(&details.to_json()));
        let values = [
            Some(&*pending.username),
            Some(pending.challenge.name()),
            Some(&*pending.session),
            details.as_deref(),
            Some(&*expiry),
            pending.persistence.map(Persistence::name),
            Some(pending.on_existing_session.name())
                .filter(|_| pending.on_existing_session != OnExistingSession::Error),
        ];
        for (item, value) in ITEMS.into_iter().zip(values) {
            let key = self.state_key(item)?;
            match value {
                Some(value) => self.host.save(Area::Session, &key, value)?,
                None => self.host.remove(Area::Session, &key)?,
            }
        }
        Ok(())
    }

    pub(in crate::flow) fn remove_pending_sign_in(&self) -> Result<()> {
        for item in ITEMS.into_iter().filter(|_| self.places.works(Persistence::Session)) {
            self.host.remove(Area::Session, &self.state_key(item)?)?;
        }
        Ok(())
    }

    fn pending_challenge(&self) -> Result<Option<Challenge>> {
        Ok(self.state_item("challengeName")?.and_then(|name| Challenge::named(&name)))
    }

    fn state_key(&self, item: &str) -> Result<String> {
        self.keys()?;
        Ok(match self.scope {
            StateScope::Page => ["CognitoSignInState", item].join("."),
            StateScope::Client => ["CognitoSignInState", &self.client_id, item].join("."),
        })
    }

    fn state_item(&self, item: &str) -> Result<Option<String>> {
        if !self.places.works(Persistence::Session) {
            return Ok(None);
        }
        Ok(self.host.load(Area::Session, &self.state_key(item)?)?.filter(|text| !text.is_empty()))
    }
}
