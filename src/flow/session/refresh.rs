//! Refreshing a session.
//!
//! All callers share one refresh. In a page they join the same flight. Tabs take a lock, which is held during the request
//! only; under the lock the storage is read again, and if another tab has refreshed the session, its tokens are used. A
//! session is removed only by an answer that ends it, and only if the refused refresh token is still the stored one.

mod other_tab;
mod request;

use core::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::lock::{Mutex, MutexGuard};

use super::{AuthUser, Session};
use crate::cognito::longest_ms;
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::client::HOOK_LIMIT_MS;
use crate::flow::flight::Flight;
use crate::flow::store::Commit;
use crate::host::{EventData, Hook, Host, LockError, RequestLimits};
use crate::secret::Secret;
use crate::text;
use crate::token::TokenSet;
use request::Renewed;

/// A refresh sends at most four requests: with the newer and the older operation, with and without the device.
const MOST_REQUESTS: u32 = 4;

/// How often it asks the application for `SECRET_HASH`: before each of the older requests.
const MOST_HASHES: u32 = 2;

/// Errors that end a session, by the beginning of their names.
const TERMINAL: [&str; 6] = [
    "NotAuthorizedException",
    "TokenRevokedException",
    "UserNotFoundException",
    "PasswordResetRequiredException",
    "UserNotConfirmedException",
    "RefreshTokenReuseException",
];

/// Whether the service says that the session has ended. If it complains about the app client's secret, it has not.
pub(super) fn is_terminal(error: &Error) -> bool {
    let about_secret =
        ["secret hash", "SECRET_HASH", "client secret"].iter().any(|text| text::contains(error.message(), text));
    !about_secret && TERMINAL.iter().any(|name| error.name().starts_with(name))
}

/// Whether an error means that the session has ended and the user has to sign in again. Only this function decides that.
pub(in crate::flow) fn ends_session(error: &Error) -> bool {
    [names::SESSION_EXPIRED.name, names::TOKEN_REFRESH.name].contains(&error.name())
}

/// The refresh in progress.
#[derive(Debug, Default)]
pub(super) struct Refreshing {
    /// The key is the user and the client metadata, since callers with different metadata must not share a result.
    flight: Flight<(String, Option<String>), Option<Rc<TokenSet>>>,
    /// Held while the refresh token is used, so that calls of one instance take turns even if the host has no locks.
    turn: Mutex<()>,
    /// Stored refresh tokens, which may no longer be valid, and the newer ones that the storage had no room for.
    without_room: RefCell<Vec<(Secret, Secret)>>,
}

/// Permission to use the refresh token, until this is dropped.
pub(super) struct Turn<'instance, L> {
    /// The lock that tabs share, if the host has locks.
    lock: Option<L>,
    _instance: MutexGuard<'instance, ()>,
}

impl<L> Turn<'_, L> {
    /// Whether another tab held the lock at first.
    pub(super) fn was_contended<H: Host<Lock = L>>(&self) -> bool {
        self.lock.as_ref().is_some_and(H::was_contended)
    }
}

/// What a refresh did to the session. Events are emitted when the lock has been released.
enum Outcome {
    /// Another tab refreshed or signed out, or the user changed. Use what is stored.
    Adopted(Option<Rc<TokenSet>>),
    Refreshed(Rc<TokenSet>),
    /// As `Adopted`; this refresh token came with tokens that nobody will use.
    Overtaken(Option<Rc<TokenSet>>, Secret),
    Ended(Ended),
}

/// The end of a session.
struct Ended {
    error: Error,
    /// Whether it was the current user's.
    was_current: bool,
    /// The user, if the application knows several.
    left: Option<AuthUser>,
}

impl<H: Host> Session<H> {
    /// The session's tokens, refreshed if they have expired or `force` is set; `None` when nobody is signed in.
    pub(super) async fn tokens(
        self: &Rc<Self>,
        force: bool,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Option<Rc<TokenSet>>> {
        if self.is_provided() {
            return Rc::clone(self).provided_tokens(force, client_metadata).boxed_local().await;
        }
        let store = self.client.store();
        let Some(tokens) = store.load()? else { return Ok(None) };
        if !force && !tokens.expired(self.client.host().now()) {
            return Ok(Some(tokens));
        }
        let metadata_text = client_metadata.as_ref().map(|metadata| self.client.host().write_json(metadata.as_json()));
        let key = (tokens.username.clone(), metadata_text);
        let this = Rc::clone(self);
        self.refreshing
            .flight
            .join(self.client.host(), key, move || this.refresh(tokens, client_metadata).boxed_local())
            .await
    }

    /// Refreshes the session `known` and emits its events.
    async fn refresh(
        self: Rc<Self>,
        known: Rc<TokenSet>,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Option<Rc<TokenSet>>> {
        let outcome = match self.refresh_turn().await {
            Ok(turn) => self.refresh_in_turn(&turn, &known, client_metadata).await,
            Err(error) => self.adopt_or_fail(&known, error),
        };
        match outcome {
            Ok(Outcome::Adopted(tokens)) => Ok(tokens),
            Ok(Outcome::Refreshed(tokens)) => {
                self.client.emit("tokenRefresh", EventData::None);
                Ok(Some(tokens))
            }
            Ok(Outcome::Overtaken(tokens, refresh_token)) => {
                self.client.give_up(refresh_token);
                Ok(tokens)
            }
            Ok(Outcome::Ended(Ended { error, was_current, left })) => {
                // About a user who has been parked meanwhile, the application hears only that.
                if was_current {
                    self.client.emit("tokenRefresh_failure", EventData::Error(error.clone()));
                    self.client.emit("sessionExpired", EventData::None);
                }
                self.emit_of_user("userSignedOut", left.as_ref());
                Err(Error::new(&names::SESSION_EXPIRED).with_source(error))
            }
            Err(error) => {
                self.client.emit("tokenRefresh_failure", EventData::Error(error.clone()));
                Err(error)
            }
        }
    }

    /// Waits until no other call of this instance and no other tab uses the refresh token.
    ///
    /// # Errors
    /// `TimeoutError` if another tab uses it for too long. Using it at the same time could end the session.
    pub(super) async fn refresh_turn(&self) -> Result<Turn<'_, H::Lock>> {
        let instance = self.refreshing.turn.lock().await;
        let Some(name) = self.client.store().refresh_lock()? else {
            return Ok(Turn { lock: None, _instance: instance });
        };
        let lock = match self.client.host().lock(&name, self.longest_refresh_ms()).await {
            Ok(lock) => Some(lock),
            Err(LockError::Unsupported) => None,
            Err(LockError::Unreadable) => return Err(Error::new(&names::STORAGE)),
            Err(LockError::StillHeld) => {
                let message = "another tab has been refreshing this session for too long";
                return Err(Error::new(&names::TIMEOUT).with_message(message));
            }
        };
        Ok(Turn { lock, _instance: instance })
    }

    /// How long to wait for another tab's refresh: longer than it can take, if its page has the limits of this one or the default
    /// ones. With the default ones that is nearly nine minutes.
    fn longest_refresh_ms(&self) -> u32 {
        let host = self.client.host();
        let request = longest_ms(host.request_limits()).max(longest_ms(RequestLimits::default()));
        // The keys of signatures are one more request.
        let requests = request.saturating_mul(MOST_REQUESTS.saturating_add(1));
        let headers = if host.has_hook(Hook::Headers) { MOST_REQUESTS } else { 0 };
        let asks = MOST_HASHES.saturating_add(headers).saturating_add(host.has_hook(Hook::ClientMetadata).into());
        requests.saturating_add(asks.saturating_mul(HOOK_LIMIT_MS))
    }

    fn adopt_or_fail(&self, known: &TokenSet, error: Error) -> Result<Outcome> {
        let stored = self.stored(known)?;
        if stored.as_ref().is_none_or(|stored| stored.access.raw() != known.access.raw()) {
            return Ok(Outcome::Adopted(stored));
        }
        Err(error)
    }

    /// Refreshes, and announces to other tabs what was written.
    async fn refresh_in_turn(
        &self,
        turn: &Turn<'_, H::Lock>,
        known: &TokenSet,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Outcome> {
        let lock = turn.lock.as_ref();
        if lock.is_some_and(H::was_contended) {
            self.await_other_tab(lock, known).await?;
        }
        let outcome = self.refresh_stored(lock, known, client_metadata).await?;
        if let (Some(lock), Outcome::Refreshed(_) | Outcome::Ended(_)) = (lock, &outcome) {
            // Announces what is stored, which may be less than what the service sent. If that cannot be read, other tabs
            // compare the stored tokens themselves.
            if let Ok(stored) = self.client.store().session_of(&known.username) {
                H::announce(lock, &stored.map_or_else(String::new, |tokens| other_tab::mark(&tokens)));
            }
        }
        Ok(outcome)
    }

    async fn refresh_stored(
        &self,
        lock: Option<&H::Lock>,
        known: &TokenSet,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Outcome> {
        let store = self.client.store();
        let Some(stored) = store.session_of(&known.username)? else {
            return Ok(Outcome::Adopted(self.stored(known)?));
        };
        // What was known may have been a part of another tab's write.
        let replaced = other_tab::mark(&stored) != other_tab::mark(known);
        if replaced && client_metadata.is_none() && !stored.expired(self.client.host().now()) {
            return Ok(Outcome::Adopted(Some(stored)));
        }
        let Some(refresh_token) = &stored.refresh else { return Err(Error::new(&names::TOKEN_REFRESH)) };
        let refresh_token = self.newest_refresh_token(refresh_token);
        match self.request_refresh(&refresh_token, &stored.username, client_metadata).await {
            Ok(reply) => {
                let renewed = self.renewed(reply, &stored).await;
                if self.keep(&renewed, &stored) == Commit::Done {
                    // Tokens that cannot be stored are still returned. The next call refreshes again.
                    return renewed.tokens.map(Outcome::Refreshed);
                }
                // The user signed out or signed in again meanwhile.
                let current = self.stored(known)?;
                // Tokens of one sign-in are revoked together, so revoking this one could end the stored session.
                let is_spare = current.as_ref().is_none_or(|current| !current.is_of_same_sign_in(&stored));
                Ok(match renewed.rotated.filter(|_| is_spare) {
                    Some(token) => Outcome::Overtaken(current, token),
                    None => Outcome::Adopted(current),
                })
            }
            Err(error) if is_terminal(&error) => {
                self.await_other_tab(lock, &stored).await?;
                // Of what another tab has written, the refresh token may not be visible yet.
                let has_changed = |current: Rc<TokenSet>| current.access.raw() != stored.access.raw();
                if store.session_of(&stored.username)?.is_some_and(has_changed) {
                    return Ok(Outcome::Adopted(self.stored(known)?));
                }
                let was_current = store.load()?.is_some_and(|current| current.username == stored.username);
                let left = if store.has_list()? { AuthUser::of(&stored) } else { None };
                if store.commit(&stored, store.removing(&stored.username)?)? == Commit::Overtaken {
                    // Another tab used this token first, or signed in again.
                    return Ok(Outcome::Adopted(self.stored(known)?));
                }
                if let Some(spent) = &stored.refresh {
                    self.forget_newest_refresh_token(spent);
                }
                if was_current {
                    self.clear_identity()?;
                }
                Ok(Outcome::Ended(Ended { error, was_current, left }))
            }
            Err(error) => Err(error),
        }
    }

    /// Stores new tokens, unless the session has changed. The refresh token that was sent may no longer be valid, so the new one
    /// is kept even if the others cannot be, in memory if need be.
    fn keep(&self, Renewed { rotated, tokens }: &Renewed, stored: &TokenSet) -> Commit {
        let store = self.client.store();
        let kept = match tokens {
            Ok(tokens) => store.storing(tokens).and_then(|writes| store.commit(stored, writes)),
            Err(error) => match store.holds(stored) {
                Ok(false) => Ok(Commit::Overtaken),
                Ok(true) | Err(_) => Err(error.clone()),
            },
        };
        match kept {
            Ok(Commit::Done) => {
                if let Some(spent) = &stored.refresh {
                    self.forget_newest_refresh_token(spent);
                }
            }
            Ok(Commit::Overtaken) => return Commit::Overtaken,
            // A storage that cannot be read or written does not mean that the session has changed.
            Err(_) => {
                if let Some(token) = rotated
                    && store.replace_refresh_token(stored, token).is_err()
                    && let Some(spent) = &stored.refresh
                {
                    self.remember_newest_refresh_token(spent, token);
                }
            }
        }
        Commit::Done
    }

    /// The newer refresh token that replaces a stored one, or else the stored one.
    pub(super) fn newest_refresh_token(&self, stored: &Secret) -> Secret {
        let newest = self.refreshing.without_room.borrow();
        let newest = newest.iter().find(|(spent, _)| spent.expose() == stored.expose());
        newest.map_or(stored, |(_, token)| token).duplicate()
    }

    /// Remembers the newer refresh token that replaces a stored one, and that the storage does not take.
    pub(super) fn remember_newest_refresh_token(&self, stored: &Secret, newest: &Secret) {
        self.forget_newest_refresh_token(stored);
        self.refreshing.without_room.borrow_mut().push((stored.duplicate(), newest.duplicate()));
    }

    /// Forgets the newer refresh token that replaces a stored one.
    pub(super) fn forget_newest_refresh_token(&self, stored: &Secret) {
        self.refreshing.without_room.borrow_mut().retain(|(spent, _)| spent.expose() != stored.expose());
    }

    /// The session of the same user, even if another has become the current one since, so that a call does not answer for
    /// another user. If it has ended, the current user's.
    fn stored(&self, known: &TokenSet) -> Result<Option<Rc<TokenSet>>> {
        let store = self.client.store();
        match store.session_of(&known.username)? {
            None => store.load(),
            found => Ok(found),
        }
    }
}
