//! Keeping a session fresh.
//!
//! A refresh happens once per session, whoever asks: in one page through a shared flight, across tabs through a lock that is held
//! around the request only. Under the lock the storage is read again, and a session that another tab refreshed is adopted.
//! Only an answer that ends the session removes it, and only while the refresh token that failed is still the stored one.

mod other_tab;
mod request;

use core::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::lock::{Mutex, MutexGuard};

use super::Session;
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::flight::Flight;
use crate::flow::store::Commit;
use crate::host::{EventData, Host, LockError};
use crate::secret::Secret;
use crate::text;
use crate::token::TokenSet;
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
pub(in crate::flow) fn ends_session(error: &Error) -> bool {
    [names::SESSION_EXPIRED.name, names::TOKEN_REFRESH.name].contains(&error.name())
}

/// The refresh under way.
#[derive(Debug, Default)]
pub(super) struct Refreshing {
    /// Callers with other client metadata must not get each other's tokens, so it is part of the key.
    flight: Flight<(String, Option<String>), Option<Rc<TokenSet>>>,
    /// Held by who uses the refresh token: also where the host has no locks, no two refreshes of an instance use it at once.
    turn: Mutex<()>,
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

impl<H: Host> Session<H> {
    /// The session's tokens, refreshed when expired or when `force` says so; none when nobody is signed in.
    pub(super) async fn tokens(
        self: &Rc<Self>,
        force: bool,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Option<Rc<TokenSet>>> {
        let store = self.client.store();
        let Some(tokens) = store.load()? else { return Ok(None) };
        if !force && !tokens.expired(self.client.host().now()) {
            return Ok(Some(Rc::new(tokens)));
        }
        let metadata_text = client_metadata.as_ref().map(|metadata| self.client.host().write_json(metadata.as_json()));
        let key = (tokens.username.clone(), metadata_text);
        let this = Rc::clone(self);
        self.refreshing
            .flight
            .join(self.client.host(), key, move || {
                async move { this.refresh(tokens, client_metadata).await }.boxed_local()
            })
            .await
    }

    /// Refreshes the session `known` and tells the application once.
    async fn refresh(
        self: Rc<Self>,
        known: TokenSet,
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
            Ok(Outcome::Ended(error)) => {
                self.client.emit("tokenRefresh_failure", EventData::Error(error.clone()));
                self.client.emit("sessionExpired", EventData::None);
                Err(Error::new(&names::SESSION_EXPIRED).with_source(error))
            }
            Err(error) => {
                self.client.emit("tokenRefresh_failure", EventData::Error(error.clone()));
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
        let lock = match self.client.host().lock(&self.client.store().refresh_lock()?, LOCK_LIMIT_MS).await {
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
        let stored = self.client.store().load()?;
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
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Outcome> {
        let lock = turn.lock.as_ref();
        if lock.is_some_and(H::was_contended) {
            self.await_other_tab(lock, known).await?;
        }
        let outcome = self.refresh_stored(lock, known, client_metadata).await?;
        if let (Some(lock), Outcome::Refreshed(_) | Outcome::Ended(_)) = (lock, &outcome) {
            // What was written may be less than what came. Where it cannot be read, the others look by themselves.
            if let Ok(stored) = self.client.store().load() {
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
        let generation = self.generation();
        let store = self.client.store();
        let Some(stored) = store.load()? else { return Ok(Outcome::Adopted(None)) };
        let replaced = stored.access.raw() != known.access.raw();
        if replaced && client_metadata.is_none() && !stored.expired(self.client.host().now()) {
            return Ok(Outcome::Adopted(Some(Rc::new(stored))));
        }
        let Some(refresh_token) = &stored.refresh else { return Err(Error::new(&names::TOKEN_REFRESH)) };
        let refresh_token = self.newest_refresh_token(refresh_token);
        match self.request_refresh(&refresh_token, &stored.username, client_metadata).await {
            Ok(reply) => {
                let renewed = self.renewed(reply, &stored).await;
                // A storage that fails meanwhile says nothing against the session.
                if self.generation() == generation && store.holds(&stored).unwrap_or(true) {
                    return self.keep_renewed(renewed, &stored);
                }
                // A sign-out or another sign-in came in between.
                let current = store.load()?;
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
                if self.generation() != generation
                    || store.commit(Some(&stored), store.removing(&stored.username)?)? == Commit::Overtaken
                {
                    // Another tab was faster with this token, or signed in anew.
                    return Ok(Outcome::Adopted(store.load()?.map(Rc::new)));
                }
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
        let store = self.client.store();
        let is_kept = match tokens.as_ref().map(|tokens| store.storing(tokens)) {
            Ok(Ok(writes)) => store.commit(Some(stored), writes).is_ok(),
            Ok(Err(_)) | Err(_) => false,
        };
        if is_kept {
            self.forget_newest_refresh_token();
        } else if let Some(token) = &rotated
            && store.replace_refresh_token(stored, token).is_err()
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
}
