//! Sign-ins that are under way at the user pool's own pages.
//!
//! They are in the browser's storage that tabs share, wherever the session will be: an item for each `state`, so that two tabs can sign in
//! at once, and Amplify's items, which know only the last one. Cookies would take them to servers, the verifier, too, and some of the storages
//! that applications give cannot list what has been left there. Amplify's note that the last sign-in was at the pages is beside the
//! session: whoever shares it signs out. A mark in `sessionStorage` says which of them this tab has begun.

use super::Store;
use super::places::Persistence;
use crate::error::{Error, Result, names};
use crate::flow::existing_session::OnExistingSession;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::oauth::{self, State};
use crate::secret::Secret;
use crate::text;
use crate::time::Timestamp;
use crate::token::Write;

/// How long a user may take at the pages. It is longer than Cognito's own limits.
const LIFE_MS: i64 = 3_600_000;

/// How many letters and digits of a `state` are random, ours and Amplify's.
const RANDOM: usize = 32;

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
    /// Its random part names the item.
    pub(in crate::flow) state: State,
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
            .with("state", self.state.expose())
            .with("verifier", self.verifier.as_ref().map(Secret::duplicate))
            .with("redirectUri", &*self.redirect_uri)
            .with("nonce", self.nonce.as_deref())
            .with("returnTo", self.return_to.as_deref())
            .with("mode", self.mode.name())
            .with("persistence", self.persistence.map(Persistence::name))
            .with("onExistingSession", self.on_existing_session.name())
            .with("until", until.millis().div_euclid(1_000))
    }

    fn read(mut stored: Json) -> Option<Self> {
        let mut text = |member| stored.take(member).into_text();
        Some(Self {
            state: State::read(text("state")?)?,
            verifier: text("verifier").map(Secret::new),
            redirect_uri: text("redirectUri")?,
            nonce: text("nonce"),
            // Where the application goes next, so it counts no more than if the application had just been given it.
            return_to: text("returnTo").filter(|path| oauth::is_own_path(path)),
            mode: RedirectMode::named(&text("mode")?)?,
            persistence: text("persistence").and_then(|name| Persistence::from_name(&name)),
            on_existing_session: text("onExistingSession").and_then(|name| OnExistingSession::named(&name))?,
        })
    }
}

/// Whether a stored redirect has not lasted for too long. A time that is too far ahead is of a clock that was wrong; one that has been
/// put back meanwhile, by an hour at most, does no harm.
fn is_alive(stored: &Json, now: Timestamp) -> bool {
    let until = stored.get("until").as_number().map(Timestamp::from_seconds);
    until.is_some_and(|until| (0..=2 * LIFE_MS).contains(&until.millis_since(now)))
}

/// The part of a `state` that is random. It names the redirect's item, so it must not look like the name of another item.
fn random_part(state: &str) -> Option<&str> {
    let random = text::before_any(state, b"-");
    (random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(random)
}

impl<H: Host> Store<H> {
    /// The storage for redirects that are under way.
    ///
    /// # Errors
    /// `StorageException` if there is none.
    fn redirect_area(&self) -> Result<Area> {
        if self.host.has_own_storage() && self.host.has_storage(Area::Browser) {
            return Ok(Area::Browser);
        }
        self.note_area()
    }

    /// The storage for notes about the last sign-in.
    ///
    /// # Errors
    /// `StorageException` if there is none.
    fn note_area(&self) -> Result<Area> {
        let areas = [Area::Local, Area::Session];
        areas.into_iter().find(|area| self.host.has_storage(*area)).ok_or_else(|| Error::new(&names::STORAGE))
    }

    fn redirect_key(&self, item: &str) -> Result<String> {
        self.keys()?;
        Ok(["CognitoIdentityServiceProvider", &self.client_id, item].join("."))
    }

    fn pending_key(&self, random: &str) -> Result<String> {
        Ok([&*self.redirect_key(PENDING)?, random].join("."))
    }

    fn key_of(&self, pending: &PendingRedirect) -> Result<String> {
        self.pending_key(random_part(pending.state.expose()).unwrap_or_default())
    }

    /// The `BroadcastChannel` on which the page that waits for the answer hears of it.
    pub(in crate::flow) fn redirect_channel(&self, pending: &PendingRedirect) -> Result<String> {
        self.key_of(pending)
    }

    fn redirect_item(&self, item: &str) -> Result<Option<String>> {
        self.host.load(self.redirect_area()?, &self.redirect_key(item)?)
    }

    fn set_redirect_item(&self, item: &str, value: &str) -> Result<()> {
        self.host.save(self.redirect_area()?, &self.redirect_key(item)?, value)
    }

    fn remove_redirect_item(&self, item: &str) -> Result<()> {
        self.remove_if_there(self.redirect_area()?, &self.redirect_key(item)?)
    }

    fn remove_if_there(&self, area: Area, key: &str) -> Result<()> {
        if self.host.load(area, key)?.is_some() { self.host.remove(area, key) } else { Ok(()) }
    }

    fn save_redirect(&self, pending: &PendingRedirect) -> Result<()> {
        let item = self.host.write_json(&pending.to_json(self.host.now().plus_millis(LIFE_MS)));
        self.host.save(self.redirect_area()?, &self.key_of(pending)?, &item)
    }

    /// Stores a redirect that begins, and removes those that have lasted for too long.
    ///
    /// # Errors
    /// `StorageException`: without a storage, the answer could not be understood.
    pub(in crate::flow) fn begin_redirect(&self, pending: &PendingRedirect) -> Result<()> {
        self.remove_old_redirects();
        self.save_redirect(pending)?;
        // Some storages accept writes without storing them, and the user should not sign in for nothing.
        if self.stored_redirect(&self.key_of(pending)?)?.is_none() {
            return Err(Error::new(&names::STORAGE));
        }
        if pending.mode == RedirectMode::Redirect {
            self.mark_tab(pending);
        }
        // Only Amplify needs the rest, and waits for what is half there.
        if pending.mode != RedirectMode::Silent && self.set_in_flight(pending).is_err() {
            let _ = self.clear_in_flight();
        }
        Ok(())
    }

    fn set_in_flight(&self, pending: &PendingRedirect) -> Result<()> {
        // In Amplify's order: its calls that find the second item without the first make one up.
        let deadline = self.host.now().plus_millis(AMPLIFY_WAIT_MS).millis();
        self.set_redirect_item(DEADLINE, &deadline.to_string())?;
        self.set_redirect_item(IN_FLIGHT, "true")?;
        self.set_redirect_item(STATE, pending.state.expose())?;
        let verifier = pending.verifier.as_ref().map(Secret::expose).unwrap_or_default();
        self.set_redirect_item(VERIFIER, verifier)
    }

    /// Removes redirects that have lasted for too long, with Amplify's items if they are of one of them.
    fn remove_old_redirects(&self) {
        let Ok(area) = self.redirect_area() else { return };
        for key in self.host.keys(area).unwrap_or_default() {
            if self.is_redirect_key(&key) && matches!(self.stored_redirect(&key), Ok(None)) {
                let _ = self.host.remove(area, &key);
                let last = self.redirect_item(STATE).ok().flatten();
                if last.is_some_and(|state| random_part(&state).is_some_and(|random| key.ends_with(random))) {
                    let _ = self.clear_in_flight();
                }
            }
        }
    }

    /// Whether a key is of a redirect. A user may be called `oauth`, too.
    fn is_redirect_key(&self, key: &str) -> bool {
        let prefix = self.pending_key("").unwrap_or_default();
        key.strip_prefix(&*prefix).is_some_and(|rest| random_part(rest) == Some(rest))
    }

    /// Whether a change stores a redirect whose code has not been sent.
    pub(super) fn begins_redirect(&self, Write { key, value }: &Write) -> bool {
        let is_redirect = self.is_redirect_key(key);
        let stored = value.as_ref().filter(|_| is_redirect).and_then(|value| self.parse_json(value.expose()));
        stored.is_some_and(|stored| stored.get("verifier").as_str().is_some())
    }

    fn stored_redirect(&self, key: &str) -> Result<Option<PendingRedirect>> {
        let stored = self.host.load(self.redirect_area()?, key)?.and_then(|text| self.parse_json(&text));
        Ok(stored.filter(|stored| is_alive(stored, self.host.now())).and_then(PendingRedirect::read))
    }

    /// Whether a redirect has not come to its end.
    pub(in crate::flow) fn is_redirect_stored(&self, pending: &PendingRedirect) -> bool {
        let stored = self.key_of(pending).and_then(|key| self.stored_redirect(&key));
        matches!(stored, Ok(Some(_)))
    }

    /// The redirect with this `state`. `redirect_uri` is for one that Amplify has begun, which does not store it.
    pub(in crate::flow) fn pending_redirect(
        &self,
        state: State,
        redirect_uri: &dyn Fn() -> Result<String>,
    ) -> Result<Option<PendingRedirect>> {
        let Some(random) = random_part(state.expose()) else { return Ok(None) };
        let is_same = |stored: &State| State::check(Some(stored), Some(&state)).is_ok();
        let key = self.pending_key(random)?;
        if self.host.load(self.redirect_area()?, &key)?.is_some() {
            // The application's part counts as well: nobody may change what it gets back.
            return Ok(self.stored_redirect(&key)?.filter(|pending| is_same(&pending.state)));
        }
        let last = self.redirect_item(STATE)?.and_then(State::read);
        if self.redirect_item(IN_FLIGHT)?.as_deref() != Some("true") || !last.as_ref().is_some_and(is_same) {
            return Ok(None);
        }
        Ok(Some(PendingRedirect {
            state,
            verifier: self.redirect_item(VERIFIER)?.map(Secret::new),
            redirect_uri: redirect_uri()?,
            nonce: None,
            return_to: None,
            mode: RedirectMode::Redirect,
            persistence: None,
            on_existing_session: OnExistingSession::Error,
        }))
    }

    /// Notes that the code is about to be sent. It works only once, so nothing may send it again. In the tab in which the user has
    /// arrived, the mark lets a reload know that this is the tab that has sent it.
    pub(in crate::flow) fn spend_redirect(
        &self,
        pending: &mut PendingRedirect,
        is_arrival: bool,
    ) -> Result<Option<Secret>> {
        let verifier = pending.verifier.take();
        if self.is_last(pending)? {
            self.remove_redirect_item(VERIFIER)?;
        }
        let key = self.key_of(pending)?;
        self.save_redirect(pending).or_else(|_| self.remove_if_there(self.redirect_area()?, &key))?;
        if is_arrival {
            self.mark_tab(pending);
        }
        Ok(verifier)
    }

    /// Whether it is the redirect that Amplify's items are about.
    fn is_last(&self, pending: &PendingRedirect) -> Result<bool> {
        Ok(self.redirect_item(STATE)?.as_deref() == Some(pending.state.expose()))
    }

    /// Removes a redirect that has come back. Others stay.
    pub(in crate::flow) fn end_redirect(&self, pending: &PendingRedirect) -> Result<()> {
        self.remove_if_there(self.redirect_area()?, &self.key_of(pending)?)?;
        self.leave_redirect(pending)
    }

    /// Forgets that this tab, or Amplify, waits for a redirect. If the user comes back nevertheless, it still counts.
    pub(in crate::flow) fn leave_redirect(&self, pending: &PendingRedirect) -> Result<()> {
        if self.is_of_tab(pending) {
            self.remove_mark();
        }
        if self.is_last(pending)? { self.clear_in_flight() } else { Ok(()) }
    }

    /// The key of the mark; `None` if there is no `sessionStorage`. Nobody hears of a user who comes back without an answer then.
    fn mark_key(&self) -> Option<String> {
        self.redirect_key(OF_TAB).ok().filter(|_| self.host.has_storage(Area::Session))
    }

    fn mark_tab(&self, pending: &PendingRedirect) {
        if let (Some(random), Some(key)) = (random_part(pending.state.expose()), self.mark_key()) {
            let _ = self.host.save(Area::Session, &key, random);
        }
    }

    fn mark(&self) -> Option<String> {
        self.host.load(Area::Session, &self.mark_key()?).ok()?
    }

    fn remove_mark(&self) {
        if let Some(key) = self.mark_key() {
            let _ = self.host.remove(Area::Session, &key);
        }
    }

    /// Whether this tab has begun the redirect, or has sent its code.
    pub(in crate::flow) fn is_of_tab(&self, pending: &PendingRedirect) -> bool {
        self.mark().as_deref() == random_part(pending.state.expose())
    }

    /// Whether this tab waits for a redirect, which has not come back in another one either. Says so once.
    pub(in crate::flow) fn take_redirect_of_tab(&self) -> bool {
        let Some(random) = self.mark() else { return false };
        self.remove_mark();
        let stored = self.pending_key(&random).and_then(|key| self.stored_redirect(&key));
        let Some(pending) = stored.ok().flatten() else { return false };
        // It stays: the user may be on the way back in a copy of this tab, or go forward to the pages again.
        let _ = self.leave_redirect(&pending);
        true
    }

    /// Removes what Amplify stores while a redirect is under way.
    fn clear_in_flight(&self) -> Result<()> {
        [IN_FLIGHT, DEADLINE, VERIFIER, STATE].into_iter().try_for_each(|item| self.remove_redirect_item(item))
    }

    /// Notes, for Amplify, that the last sign-in was at the pages.
    pub(in crate::flow) fn note_redirect_sign_in(&self) -> Result<()> {
        self.forget_redirect_sign_in()?;
        self.host.save(self.note_area()?, &self.redirect_key(SIGN_IN)?, "true,false")
    }

    /// Removes Amplify's notes that the last sign-in was at the pages, of all versions. It is called when a session begins or ends, so a
    /// redirect that was given up does not stay either, even if the user never begins another one.
    pub(in crate::flow) fn forget_redirect_sign_in(&self) -> Result<()> {
        self.remove_old_redirects();
        let area = self.note_area()?;
        self.remove_if_there(area, LEGACY_SIGN_IN)?;
        self.remove_if_there(area, &self.redirect_key(SIGN_IN)?)
    }

    /// Removes all that Amplify stores about redirects. Returns whether the last sign-in was at the pages.
    pub(in crate::flow) fn take_redirect_sign_in(&self) -> Result<bool> {
        let area = self.note_area()?;
        let notes = [self.host.load(area, &self.redirect_key(SIGN_IN)?)?, self.host.load(area, LEGACY_SIGN_IN)?];
        self.clear_in_flight()?;
        self.forget_redirect_sign_in()?;
        let [flag, legacy] = notes;
        Ok(oauth::came_from_pages(None, flag.as_deref(), legacy.as_deref()))
    }
}
