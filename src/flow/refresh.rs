//! Keeping a session fresh.
//!
//! A refresh happens once per session, whoever asks: in one page through a shared flight, across tabs through a lock that is held
//! around the request only. Under the lock the storage is read again, and a session that another tab refreshed is adopted.
//! Only an answer that ends the session removes it, and only while the refresh token that failed is still the stored one.

use core::cell::Cell;
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::Auth;
use super::flight::Flight;
use super::sign_in::device_is_gone;
use crate::cognito::is_unsupported;
use crate::cognito::operation::{REFRESH, REFRESH_BY_AUTH};
use crate::error::{Error, Result, names};
use crate::host::{EventData, Host, LockError};
use crate::json::Json;
use crate::text;
use crate::token::TokenSet;

/// How long to wait for another tab's refresh: longer than it may take. Two operations, each sent three times with 30 s for
/// a reply and with 30 s for the `secretHash` hook before it, and the looks for other tabs' writes, stay below that.
pub(super) const LOCK_LIMIT_MS: u32 = 300_000;

/// How far apart to look for what another tab has written.
const OTHER_TAB_PAUSE_MS: u32 = 25;

/// How often to look, where another tab may have written: for two seconds.
const OTHER_TAB_LOOKS: u8 = 80;

/// How often to look, where another tab has said that it wrote: for five seconds.
const ANNOUNCED_LOOKS: u8 = 200;

/// Answers that end a session, by the beginning of their names.
const TERMINAL: [&str; 6] = [
    "NotAuthorizedException",
    "TokenRevokedException",
    "UserNotFoundException",
    "PasswordResetRequiredException",
    "UserNotConfirmedException",
    "RefreshTokenReuseException",
];

/// Whether the service says that the session is over. It says nothing about the session where it minds the proof of the
/// app client's secret.
fn is_terminal(error: &Error) -> bool {
    let about_secret =
        ["secret hash", "SECRET_HASH", "client secret"].iter().any(|text| text::has(error.message(), text));
    !about_secret && TERMINAL.iter().any(|name| error.name().starts_with(name))
}

/// Whether an error means that there is no session any more, so that only signing in helps: the one place that decides it.
pub(super) fn ends_session(error: &Error) -> bool {
    [names::SESSION_EXPIRED.name, names::TOKEN_REFRESH.name].contains(&error.name())
}

/// The refresh under way.
#[derive(Debug, Default)]
pub(super) struct Refreshing {
    /// Callers with other client metadata must not get each other's tokens, so it is part of the key.
    pub(super) flight: Flight<(String, Option<String>), Option<Rc<TokenSet>>>,
    /// The endpoint has no `GetTokensFromRefreshToken`.
    older_operation_only: Cell<bool>,
}

/// What a refresh did to the session, to be told when the lock is released.
enum Outcome {
    /// Another tab refreshed or signed out, or the user changed: what is stored counts.
    Adopted(Option<Rc<TokenSet>>),
    Refreshed(Rc<TokenSet>),
    /// The session was signed out meanwhile, and these tokens came with a refresh token of their own.
    Ownerless(TokenSet),
    Ended(Error),
}

impl<H: Host> Auth<H> {
    /// The session's tokens, refreshed when expired; none when nobody is signed in.
    pub(super) async fn fresh_tokens(self: &Rc<Self>) -> Result<Option<Rc<TokenSet>>> {
        self.tokens(false, None).await
    }

    /// The tokens of the user who has to be signed in for what is asked. No identity pool is needed for that, nor asked.
    pub(super) async fn user_tokens(self: &Rc<Self>) -> Result<Rc<TokenSet>> {
        self.pool()?;
        let asked_by = self.load_tokens()?.map(|tokens| tokens.username);
        match self.fresh_tokens().await {
            Err(error) if ends_session(&error) => Err(Error::new(&names::USER_UNAUTHENTICATED).with_source(error)),
            // Somebody else may have signed in during a refresh. What was asked for is not about that user.
            tokens => tokens?
                .filter(|tokens| asked_by.as_deref() == Some(&*tokens.username))
                .ok_or_else(|| Error::new(&names::USER_UNAUTHENTICATED)),
        }
    }

    /// The session's tokens, refreshed when expired or when `force` says so; none when nobody is signed in.
    pub(super) async fn tokens(
        self: &Rc<Self>,
        force: bool,
        client_metadata: Option<Json>,
    ) -> Result<Option<Rc<TokenSet>>> {
        let Some(tokens) = self.load_tokens()? else { return Ok(None) };
        if !force && !tokens.expired(self.host.now()) {
            return Ok(Some(Rc::new(tokens)));
        }
        let metadata_text = client_metadata.as_ref().map(|metadata| self.host.write_json(metadata));
        let key = (tokens.username.clone(), metadata_text);
        let this = Rc::clone(self);
        self.refreshing
            .flight
            .join(&self.host, key, move || async move { this.refresh(tokens, client_metadata).await }.boxed_local())
            .await
    }

    /// Refreshes the session `known` and tells the application once.
    async fn refresh(self: Rc<Self>, known: TokenSet, client_metadata: Option<Json>) -> Result<Option<Rc<TokenSet>>> {
        let outcome = match self.host.lock(&self.keys()?.refresh_lock(), LOCK_LIMIT_MS).await {
            Ok(lock) => self.refresh_with(Some(&lock), &known, client_metadata).await,
            Err(LockError::Unsupported) => self.refresh_with(None, &known, client_metadata).await,
            // The other tab may be using the refresh token: using it too could end the session.
            Err(LockError::StillHeld) => self.adopt_or_fail(&known),
        };
        match outcome {
            Ok(Outcome::Adopted(tokens)) => Ok(tokens),
            Ok(Outcome::Refreshed(tokens)) => {
                self.emit("tokenRefresh", EventData::None);
                Ok(Some(tokens))
            }
            Ok(Outcome::Ownerless(tokens)) => {
                self.give_up(tokens);
                Ok(None)
            }
            Ok(Outcome::Ended(error)) => {
                self.emit("tokenRefresh_failure", EventData::Error(error.clone()));
                self.emit("sessionExpired", EventData::None);
                Err(Error::new(&names::SESSION_EXPIRED).with_source(error))
            }
            Err(error) => {
                self.emit("tokenRefresh_failure", EventData::Error(error.clone()));
                Err(error)
            }
        }
    }

    fn adopt_or_fail(&self, known: &TokenSet) -> Result<Outcome> {
        let stored = self.load_tokens()?;
        if stored.as_ref().is_none_or(|stored| stored.access.raw() != known.access.raw()) {
            return Ok(Outcome::Adopted(stored.map(Rc::new)));
        }
        Err(Error::new(&names::TIMEOUT).with_message("another tab has been refreshing this session for too long"))
    }

    /// Refreshes with the lock, if the host has locks, and announces what was written.
    async fn refresh_with(
        &self,
        lock: Option<&H::Lock>,
        known: &TokenSet,
        client_metadata: Option<Json>,
    ) -> Result<Outcome> {
        if lock.is_some_and(H::was_contended) {
            self.await_other_tab(lock, known).await?;
        }
        let outcome = self.refresh_stored(lock, known, client_metadata).await?;
        if let (Some(lock), Outcome::Refreshed(_) | Outcome::Ended(_)) = (lock, &outcome) {
            H::announce(lock);
        }
        Ok(outcome)
    }

    /// Browsers pass a write of one tab on to the others a little later than they pass on a lock. So whoever had to wait for
    /// the lock, or is about to end the session, looks for another tab's tokens for a moment.
    async fn await_other_tab(&self, lock: Option<&H::Lock>, known: &TokenSet) -> Result<()> {
        let mut looks = 0;
        while self.load_tokens()?.is_some_and(|stored| stored.access.raw() == known.access.raw()) {
            let most = if lock.is_some_and(H::was_announced) { ANNOUNCED_LOOKS } else { OTHER_TAB_LOOKS };
            if looks >= most {
                break;
            }
            looks = looks.saturating_add(1);
            self.host.sleep(OTHER_TAB_PAUSE_MS).await;
        }
        Ok(())
    }

    async fn refresh_stored(
        &self,
        lock: Option<&H::Lock>,
        known: &TokenSet,
        client_metadata: Option<Json>,
    ) -> Result<Outcome> {
        let generation = self.generation.get();
        let Some(stored) = self.load_tokens()? else { return Ok(Outcome::Adopted(None)) };
        let replaced = stored.access.raw() != known.access.raw();
        if replaced && client_metadata.is_none() && !stored.expired(self.host.now()) {
            return Ok(Outcome::Adopted(Some(Rc::new(stored))));
        }
        let Some(refresh_token) = &stored.refresh else { return Err(Error::new(&names::TOKEN_REFRESH)) };
        match self.request_refresh(refresh_token, &stored.username, client_metadata).await {
            Ok(reply) => {
                let tokens = self.refreshed_set(reply, &stored)?;
                if self.generation.get() == generation && self.is_stored(&stored)? {
                    self.save_tokens(&tokens)?;
                    return Ok(Outcome::Refreshed(Rc::new(tokens)));
                }
                // A sign-out or another sign-in came in between.
                Ok(match self.load_tokens()? {
                    None if tokens.refresh != stored.refresh => Outcome::Ownerless(tokens),
                    current => Outcome::Adopted(current.map(Rc::new)),
                })
            }
            Err(error) if is_terminal(&error) => {
                self.await_other_tab(lock, &stored).await?;
                if self.generation.get() != generation || !self.is_stored(&stored)? {
                    // Another tab was faster with this token, or signed in anew.
                    return Ok(Outcome::Adopted(self.load_tokens()?.map(Rc::new)));
                }
                self.remove_tokens(&stored.username)?;
                self.clear_identity()?;
                Ok(Outcome::Ended(error))
            }
            Err(error) => Err(error),
        }
    }

    /// Revokes the refresh token of a session that was signed out while it was refreshed: nobody else knows it.
    fn give_up(self: &Rc<Self>, tokens: TokenSet) {
        let this = Rc::clone(self);
        let revocation = async move {
            if let Some(token) = &tokens.refresh {
                // The user is signed out in any case.
                let _ = this.revoke(token).await;
            }
        };
        self.host.spawn(revocation.boxed_local());
    }

    /// Whether `tokens` is still the session that is stored, judged by its refresh token.
    fn is_stored(&self, tokens: &TokenSet) -> Result<bool> {
        let stored = self.load_tokens()?;
        Ok(stored.is_some_and(|stored| stored.username == tokens.username && stored.refresh == tokens.refresh))
    }

    /// Asks for new tokens, naming the remembered device: a refresh token that is bound to a device is refused without it.
    /// A device that the service no longer knows is forgotten, and the tokens asked for once more.
    pub(super) async fn request_refresh(
        &self,
        refresh_token: &str,
        username: &str,
        client_metadata: Option<Json>,
    ) -> Result<Json> {
        let mut device = self.load_device_of(username)?.map(|device| device.key);
        loop {
            match self.send_refresh(refresh_token, username, device.as_deref(), client_metadata.as_ref()).await {
                Err(error) if device.is_some() && device_is_gone(&error) => {
                    self.remove_device(username)?;
                    device = None;
                }
                other => return other,
            }
        }
    }

    async fn send_refresh(
        &self,
        refresh_token: &str,
        username: &str,
        device_key: Option<&str>,
        client_metadata: Option<&Json>,
    ) -> Result<Json> {
        let metadata = || client_metadata.map(Json::duplicate);
        let client_id = self.pool()?.client_id.as_str();
        // The newer operation wants the app client's secret itself, which nobody here may know.
        let newer = !self.has_hash_only() && !self.refreshing.older_operation_only.get();
        if newer {
            let body = Json::object()
                .with("RefreshToken", refresh_token)
                .with("ClientId", client_id)
                .with("DeviceKey", device_key)
                .with("ClientMetadata", metadata());
            match self.call_user_pool(&REFRESH, body).await {
                Err(error) if is_unsupported(&error) => {}
                other => return other,
            }
        }
        let parameters = Json::object()
            .with("REFRESH_TOKEN", refresh_token)
            .with("USERNAME", self.has_secret().then_some(username))
            .with("DEVICE_KEY", device_key);
        let body = Json::object()
            .with("AuthFlow", "REFRESH_TOKEN_AUTH")
            .with("AuthParameters", parameters)
            .with("ClientMetadata", metadata())
            .with("ClientId", client_id);
        let reply = self.call_user_pool(&REFRESH_BY_AUTH, body).await?;
        // It works, so that the newer one need not be asked for again.
        self.refreshing.older_operation_only.set(newer || self.refreshing.older_operation_only.get());
        Ok(reply)
    }

    fn refreshed_set(&self, mut reply: Json, stored: &TokenSet) -> Result<TokenSet> {
        let mut result = reply.take("AuthenticationResult");
        let id = self.read_id_token(&mut result)?;
        let mut text = |key| result.take(key).into_text().filter(|text| !text.is_empty());
        let access = text("AccessToken").and_then(|raw| self.parse_jwt(raw));
        let access = access.ok_or_else(|| Error::new(&names::INVALID_TOKENS))?;
        if access.issued_at().is_none() {
            return Err(Error::new(&names::IAT_NOT_FOUND));
        }
        Ok(TokenSet {
            clock_drift_ms: TokenSet::drift(&access, self.host.now()),
            access,
            id,
            refresh: text("RefreshToken").or_else(|| stored.refresh.clone()),
            username: stored.username.clone(),
            sign_in_details: stored.sign_in_details.clone(),
        })
    }
}
