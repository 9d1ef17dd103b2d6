//! Sign-ins that are under way at the user pool's own pages.
//!
//! They are in the storage that tabs share, wherever the session will be: an item for each `state`, so that two tabs can sign in at
//! once, and Amplify's items, which know only the last one. A mark in `sessionStorage` says which of them this tab has begun.

use super::Store;
use super::places::Persistence;
use crate::error::Result;
use crate::flow::existing_session::OnExistingSession;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;

/// How long a user may take at the pages. It is longer than Cognito's own limits.
const LIFE_MS: i64 = 3_600_000;

/// How long Amplify's calls wait for a redirect.
const AMPLIFY_WAIT_MS: i64 = 300_000;

/// Amplify's item that says whether a redirect is under way. A deadline belongs to it.
const IN_FLIGHT: &str = "inflightOAuth";
const DEADLINE: &str = "inflightOAuthDeadline";
const STATE: &str = "oauthState";
const VERIFIER: &str = "oauthPKCE";
/// Amplify's item that says whether the last sign-in was at the pages.
const SIGN_IN: &str = "oauthSignIn";

/// The item of Amplify 5 that says the same.
const LEGACY_SIGN_IN: &str = "amplify-signin-with-hostedUI";

/// The mark in `sessionStorage`.
const OF_TAB: &str = "oauthTab";

/// What the item of a redirect is called, before its `state`.
const PENDING: &str = "oauth";

/// Where the answer of a redirect is awaited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RedirectMode {
    /// In the page to which the user comes back.
    #[default]
    Redirect,
    /// In the page that has opened a window for it.
    Popup,
    /// In the page that has made an invisible frame for it.
    Silent,
}

impl RedirectMode {
    const ALL: [Self; 3] = [Self::Redirect, Self::Popup, Self::Silent];

    /// Its name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Redirect => "redirect",
            Self::Popup => "popup",
            Self::Silent => "silent",
        }
    }

    /// The one with that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// A sign-in that is under way at the pages.
#[derive(Debug)]
pub(in crate::flow) struct PendingRedirect {
    /// The PKCE verifier; `None` once the code has been sent, which works only once.
    pub(in crate::flow) verifier: Option<Secret>,
    pub(in crate::flow) redirect_uri: String,
    pub(in crate::flow) nonce: Option<String>,
    /// Where the application wants to go afterwards.
    pub(in crate::flow) return_to: Option<String>,
    pub(in crate::flow) mode: RedirectMode,
    pub(in crate::flow) persistence: Option<Persistence>,
    pub(in crate::flow) on_existing_session: OnExistingSession,
}

impl PendingRedirect {
    fn to_json(&self, until: Timestamp) -> Json {
        Json::object()
            .with("verifier", self.verifier.as_ref().map(Secret::duplicate))
            .with("redirectUri", &*self.redirect_uri)
            .with("nonce", self.nonce.as_deref())
            .with("returnTo", self.return_to.as_deref())
            .with("mode", self.mode.name())
            .with("persistence", self.persistence.map(Persistence::name))
            .with("onExistingSession", self.on_existing_session.name())
            .with("until", until.millis().div_euclid(1_000))
    }

    fn read(mut stored: Json, now: Timestamp) -> Option<Self> {
        let mut text = |member| stored.take(member).into_text();
        let pending = Self {
            verifier: text("verifier").map(Secret::new),
            redirect_uri: text("redirectUri")?,
            nonce: text("nonce"),
            return_to: text("returnTo"),
            mode: RedirectMode::named(&text("mode")?)?,
            persistence: text("persistence").and_then(|name| Persistence::from_name(&name)),
            on_existing_session: text("onExistingSession").and_then(|name| OnExistingSession::named(&name))?,
        };
        let left = Timestamp::from_seconds(stored.get("until").as_number()?).millis_since(now);
        // A time that is too far ahead is of a clock that was wrong.
        (0..=LIFE_MS).contains(&left).then_some(pending)
    }
}

/// The part of a `state` that is random, and names its item.
fn random_part(state: &str) -> &str {
    crate::text::split_once(state, b'-').map_or(state, |(random, _)| random)
}

impl<H: Host> Store<H> {
    fn redirect_area(&self) -> Area {
        if self.host.has_storage(Area::Local) { Area::Local } else { Area::Session }
    }

    fn redirect_key(&self, item: &str) -> Result<String> {
        self.keys()?;
        Ok(["CognitoIdentityServiceProvider", &self.client_id, item].join("."))
    }

    fn pending_key(&self, state: &str) -> Result<String> {
        Ok([&*self.redirect_key(PENDING)?, random_part(state)].join("."))
    }

    /// The `BroadcastChannel` on which the page that waits for the answer hears of it.
    pub(in crate::flow) fn redirect_channel(&self, state: &str) -> Result<String> {
        self.pending_key(state)
    }

    fn redirect_item(&self, item: &str) -> Result<Option<String>> {
        self.host.load(self.redirect_area(), &self.redirect_key(item)?)
    }

    fn set_redirect_item(&self, item: &str, value: &str) -> Result<()> {
        self.host.save(self.redirect_area(), &self.redirect_key(item)?, value)
    }

    fn remove_redirect_item(&self, item: &str) -> Result<()> {
        self.host.remove(self.redirect_area(), &self.redirect_key(item)?)
    }

    /// Stores a redirect that begins, and removes those that have lasted for too long.
    ///
    /// # Errors
    /// `StorageException`: without a storage, the answer could not be understood.
    pub(in crate::flow) fn begin_redirect(&self, state: &str, pending: &PendingRedirect) -> Result<()> {
        self.remove_old_redirects();
        let now = self.host.now();
        let item = self.host.write_json(&pending.to_json(now.plus_millis(LIFE_MS)));
        self.host.save(self.redirect_area(), &self.pending_key(state)?, &item)?;
        if pending.mode == RedirectMode::Silent {
            return Ok(());
        }
        if pending.mode == RedirectMode::Redirect && self.host.has_storage(Area::Session) {
            self.host.save(Area::Session, &self.redirect_key(OF_TAB)?, random_part(state))?;
        }
        // In Amplify's order: its calls that find the second item without the first make one up.
        self.set_redirect_item(DEADLINE, &now.plus_millis(AMPLIFY_WAIT_MS).millis().to_string())?;
        self.set_redirect_item(IN_FLIGHT, "true")?;
        self.set_redirect_item(STATE, state)?;
        let verifier = pending.verifier.as_ref().map(Secret::expose).unwrap_or_default();
        self.set_redirect_item(VERIFIER, verifier)
    }

    fn remove_old_redirects(&self) {
        let area = self.redirect_area();
        let Ok(prefix) = self.pending_key("") else { return };
        for key in self.host.keys(area).unwrap_or_default() {
            let is_pending = key.strip_prefix(&*prefix).is_some_and(|rest| !rest.is_empty());
            if is_pending && self.stored_redirect(&key).ok().flatten().is_none() {
                let _ = self.host.remove(area, &key);
            }
        }
    }

    fn stored_redirect(&self, key: &str) -> Result<Option<PendingRedirect>> {
        let stored = self.host.load(self.redirect_area(), key)?.and_then(|text| self.parse_json(&text));
        Ok(stored.and_then(|stored| PendingRedirect::read(stored, self.host.now())))
    }

    /// The redirect with this `state`. `redirect_uri` is for one that Amplify has begun, which does not store it.
    pub(in crate::flow) fn pending_redirect(
        &self,
        state: &str,
        redirect_uri: &dyn Fn() -> Result<String>,
    ) -> Result<Option<PendingRedirect>> {
        if let Some(pending) = self.stored_redirect(&self.pending_key(state)?)? {
            return Ok(Some(pending));
        }
        if !self.is_redirect_in_flight()? || self.redirect_item(STATE)?.as_deref() != Some(state) {
            return Ok(None);
        }
        Ok(Some(PendingRedirect {
            verifier: self.redirect_item(VERIFIER)?.map(Secret::new),
            redirect_uri: redirect_uri()?,
            nonce: None,
            return_to: None,
            mode: RedirectMode::Redirect,
            persistence: None,
            on_existing_session: OnExistingSession::Error,
        }))
    }

    /// Whether a redirect is under way, in any tab.
    pub(in crate::flow) fn is_redirect_in_flight(&self) -> Result<bool> {
        Ok(self.redirect_item(IN_FLIGHT)?.as_deref() == Some("true"))
    }

    /// Whether this tab has begun a redirect that has not come back. Says so once.
    pub(in crate::flow) fn take_redirect_of_tab(&self) -> Result<bool> {
        if !self.host.has_storage(Area::Session) {
            return Ok(false);
        }
        let key = self.redirect_key(OF_TAB)?;
        let Some(random) = self.host.load(Area::Session, &key)? else { return Ok(false) };
        self.host.remove(Area::Session, &key)?;
        let state = self.redirect_item(STATE)?.unwrap_or_default();
        if random_part(&state) == random {
            self.clear_in_flight()?;
        }
        Ok(true)
    }

    /// Notes that the code is about to be sent. It works only once, so nothing may send it again.
    pub(in crate::flow) fn spend_redirect(&self, state: &str, pending: &mut PendingRedirect) -> Result<Option<Secret>> {
        let verifier = pending.verifier.take();
        let item = self.host.write_json(&pending.to_json(self.host.now().plus_millis(LIFE_MS)));
        self.host.save(self.redirect_area(), &self.pending_key(state)?, &item)?;
        if self.redirect_item(STATE)?.as_deref() == Some(state) {
            self.remove_redirect_item(VERIFIER)?;
        }
        Ok(verifier)
    }

    /// Removes a redirect that has come back. Others stay.
    pub(in crate::flow) fn end_redirect(&self, state: &str) -> Result<()> {
        self.host.remove(self.redirect_area(), &self.pending_key(state)?)?;
        if self.host.has_storage(Area::Session) {
            let key = self.redirect_key(OF_TAB)?;
            if self.host.load(Area::Session, &key)?.as_deref() == Some(random_part(state)) {
                self.host.remove(Area::Session, &key)?;
            }
        }
        if self.redirect_item(STATE)?.is_none_or(|last| last == state) {
            self.clear_in_flight()?;
        }
        Ok(())
    }

    /// Removes what Amplify stores while a redirect is under way.
    pub(in crate::flow) fn clear_in_flight(&self) -> Result<()> {
        [IN_FLIGHT, DEADLINE, VERIFIER, STATE].into_iter().try_for_each(|item| self.remove_redirect_item(item))
    }

    /// Notes, for Amplify, that the last sign-in was at the pages.
    pub(in crate::flow) fn note_redirect_sign_in(&self) -> Result<()> {
        self.forget_redirect_sign_in()?;
        self.set_redirect_item(SIGN_IN, "true,false")
    }

    /// Removes Amplify's notes that the last sign-in was at the pages, of all versions.
    pub(in crate::flow) fn forget_redirect_sign_in(&self) -> Result<()> {
        self.host.remove(self.redirect_area(), LEGACY_SIGN_IN)?;
        self.remove_redirect_item(SIGN_IN)
    }

    /// Amplify's notes that the last sign-in was at the pages.
    pub(in crate::flow) fn redirect_sign_in_notes(&self) -> Result<[Option<String>; 2]> {
        Ok([self.redirect_item(SIGN_IN)?, self.host.load(self.redirect_area(), LEGACY_SIGN_IN)?])
    }
}
