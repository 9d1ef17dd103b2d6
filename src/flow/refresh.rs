//! Keeping a session fresh.
//!
//! A refresh happens once per session, whoever asks: in one page through a shared flight, across tabs through a lock that is held
//! around the request only. Under the lock the storage is read again, and a session that another tab refreshed is adopted.
//! Only an answer that ends the session removes it, and only while the refresh token that failed is still the stored one.

mod other_tab;
mod request;

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::lock::{Mutex, MutexGuard};

use super::Auth;
use super::flight::Flight;
use crate::error::{Error, Result, names};
use crate::host::{Area, EventData, Host, LockError};
use crate::json::Json;
use crate::secret::Secret;
use crate::text;
use crate::token::{Item, TokenSet};
use request::Renewed;

/// How long to wait for another tab's refresh: longer than it may take. That is at most four operations, the newer one and
/// the older one, with the device and without it. Each is sent three times and has 30 s for a reply, the older ones
/// wait 30 s for the `secretHash` hook, and the keys of signatures take 30 s at most: 450 s, with pauses and looks for other
/// tabs' writes less than 480 s.
const LOCK_LIMIT_MS: u32 = 480_000;

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
        ["secret hash", "SECRET_HASH", "client secret"].iter().any(|text| text::contains(error.message(), text));
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
    flight: Flight<(String, Option<String>), Option<Rc<TokenSet>>>,
    /// Held by who uses the refresh token: also where the host has no locks, no two refreshes of an instance use it at once.
    turn: Mutex<()>,
    /// The endpoint has no `GetTokensFromRefreshToken`.
    older_operation_only: Cell<bool>,
    /// A refresh token that found no room, and the stored one that it came for, which may be spent.
    without_room: RefCell<Option<(Secret, Secret)>>,
}

/// The right to use the refresh token, until dropped.
pub(super) struct Turn<'instance, L> {
    /// The lock of the origin, where the host has locks.
    lock: Option<L>,
    _instance: MutexGuard<'instance, ()>,
}

impl<L> Turn<'_, L> {
    /// Whether another tab had it when it was asked for.
    pub(super) fn was_contended<H: Host<Lock = L>>(&self) -> bool {
        self.lock.as_ref().is_some_and(H::was_contended)
    }
}

/// What a refresh did to the session, to be told when the lock is released.
enum Outcome {
    /// Another tab refreshed or signed out, or the user changed: what is stored counts.
    Adopted(Option<Rc<TokenSet>>),
    Refreshed(Rc<TokenSet>),
    /// As `Adopted`, and this refresh token came with tokens that nobody will use.
    Overtaken(Option<Rc<TokenSet>>, Secret),
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
        let outcome = match self.refresh_turn().await {
            Ok(turn) => self.refresh_in_turn(&turn, &known, client_metadata).await,
            Err(error) => self.adopt_or_fail(&known, error),
        };
        match outcome {
            Ok(Outcome::Adopted(tokens)) => Ok(tokens),
            Ok(Outcome::Refreshed(tokens)) => {
                self.emit("tokenRefresh", EventData::None);
                Ok(Some(tokens))
            }
            Ok(Outcome::Overtaken(tokens, refresh_token)) => {
                self.give_up(refresh_token);
                Ok(tokens)
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

    /// Waits until nobody else uses the refresh token: no other call of this instance, nor another tab.
    ///
    /// # Errors
    /// `TimeoutError` when another tab has it for too long. It may still be using the token: to use it too could end the
    /// session.
    pub(super) async fn refresh_turn(&self) -> Result<Turn<'_, H::Lock>> {
        let instance = self.refreshing.turn.lock().await;
        let lock = match self.host.lock(&self.keys()?.refresh_lock(), LOCK_LIMIT_MS).await {
            Ok(lock) => Some(lock),
            Err(LockError::Unsupported) => None,
            Err(LockError::StillHeld) => {
                let message = "another tab has been refreshing this session for too long";
                return Err(Error::new(&names::TIMEOUT).with_message(message));
            }
        };
        Ok(Turn { lock, _instance: instance })
    }

    fn adopt_or_fail(&self, known: &TokenSet, error: Error) -> Result<Outcome> {
        let stored = self.load_tokens()?;
        if stored.as_ref().is_none_or(|stored| stored.access.raw() != known.access.raw()) {
            return Ok(Outcome::Adopted(stored.map(Rc::new)));
        }
        Err(error)
    }

    /// Refreshes, and announces what was written.
    async fn refresh_in_turn(
        &self,
        turn: &Turn<'_, H::Lock>,
        known: &TokenSet,
        client_metadata: Option<Json>,
    ) -> Result<Outcome> {
        let lock = turn.lock.as_ref();
        if lock.is_some_and(H::was_contended) {
            self.await_other_tab(lock, known).await?;
        }
        let outcome = self.refresh_stored(lock, known, client_metadata).await?;
        if let (Some(lock), Outcome::Refreshed(_) | Outcome::Ended(_)) = (lock, &outcome) {
            // What was written may be less than what came. Where it cannot be read, the others look by themselves.
            if let Ok(stored) = self.load_tokens() {
                H::announce(lock, &stored.map_or_else(String::new, |tokens| other_tab::mark(&tokens)));
            }
        }
        Ok(outcome)
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
        let refresh_token = self.newest_refresh_token(refresh_token);
        match self.request_refresh(&refresh_token, &stored.username, client_metadata).await {
            Ok(reply) => {
                let renewed = self.renewed(reply, &stored).await;
                // A storage that fails meanwhile says nothing against the session.
                if self.generation.get() == generation && self.is_stored(&stored).unwrap_or(true) {
                    return self.keep_renewed(renewed, &stored);
                }
                // A sign-out or another sign-in came in between.
                let current = self.load_tokens()?;
                // To revoke a token of the sign-in that is stored would end the session of that, too.
                let is_spare = current.as_ref().is_none_or(|current| !current.is_of_same_sign_in(&stored));
                let current = current.map(Rc::new);
                Ok(match renewed.rotated.filter(|_| is_spare) {
                    Some(token) => Outcome::Overtaken(current, token),
                    None => Outcome::Adopted(current),
                })
            }
            Err(error) if is_terminal(&error) => {
                self.await_other_tab(lock, &stored).await?;
                if self.generation.get() != generation || !self.is_stored(&stored)? {
                    // Another tab was faster with this token, or signed in anew.
                    return Ok(Outcome::Adopted(self.load_tokens()?.map(Rc::new)));
                }
                self.remove_tokens(&stored.username)?;
                self.forget_newest_refresh_token();
                self.clear_identity()?;
                Ok(Outcome::Ended(error))
            }
            Err(error) => Err(error),
        }
    }

    /// Keeps new tokens. The refresh token that was sent may be spent, so the one that came for it is kept whatever becomes of
    /// the others.
    fn keep_renewed(&self, Renewed { rotated, tokens }: Renewed, stored: &TokenSet) -> Result<Outcome> {
        let kept = tokens.as_ref().map_err(Error::clone).and_then(|tokens| self.save_tokens(tokens));
        if kept.is_ok() {
            self.forget_newest_refresh_token();
        }
        if let (Err(_), Some(token)) = (&kept, &rotated)
            && self.keep_rotated(&stored.username, token).is_err()
            && let Some(spent) = &stored.refresh
        {
            self.refreshing.without_room.replace(Some((spent.duplicate(), token.duplicate())));
        }
        // Tokens that cannot be stored are good for this call. The next one asks for others.
        tokens.map(|tokens| Outcome::Refreshed(Rc::new(tokens)))
    }

    /// The refresh token to use in the place of a stored one.
    pub(super) fn newest_refresh_token(&self, stored: &Secret) -> Secret {
        let newest = self.refreshing.without_room.borrow();
        let newest = newest.as_ref().filter(|(spent, _)| spent.expose() == stored.expose());
        newest.map_or(stored, |(_, token)| token).duplicate()
    }

    /// Forgets a refresh token that found no room, with its session.
    pub(super) fn forget_newest_refresh_token(&self) {
        self.refreshing.without_room.take();
    }

    /// In a storage that is full there is room for a refresh token in the place of the old one. If it is longer, the ID token
    /// makes room: it has expired, or would have been replaced.
    fn keep_rotated(&self, username: &str, token: &Secret) -> Result<()> {
        let keys = self.keys()?;
        let keep = || self.host.save(Area::Local, &keys.of(username, Item::RefreshToken), token.expose());
        if keep().is_ok() {
            return Ok(());
        }
        let id = self.load_item(&keys, username, Item::IdToken)?;
        let id_key = keys.of(username, Item::IdToken);
        self.host.remove(Area::Local, &id_key)?;
        keep().inspect_err(|_| {
            if let Some(id) = &id {
                // Where it has just been there is room for it.
                let _ = self.host.save(Area::Local, &id_key, id);
            }
        })
    }

    /// Revokes a refresh token that nobody else knows and nobody will use.
    pub(super) fn give_up(self: &Rc<Self>, refresh_token: Secret) {
        let this = Rc::clone(self);
        let revocation = async move {
            // Nobody waits for it, and nothing better could be done.
            let _ = this.revoke(&refresh_token).await;
        };
        self.host.spawn(revocation.boxed_local());
    }

    /// Whether `tokens` is still the session that is stored, judged by its refresh token.
    fn is_stored(&self, tokens: &TokenSet) -> Result<bool> {
        let stored = self.load_tokens()?;
        Ok(stored.is_some_and(|stored| stored.username == tokens.username && stored.has_refresh_token_of(tokens)))
    }
}
