//! Refreshing a session.
//!
//! All callers share one refresh. In a page they join the same flight. Tabs take a lock, which is held during the request
//! only; under the lock the storage is read again, and if another tab has refreshed the session, its tokens are used. A
//! session is removed only by an answer that ends it, and only if the refused refresh token is still the stored one.

mod lease;
mod other_tab;
mod request;
mod turn;

use core::pin::pin;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, select};

use super::verdict::Verdict;
use super::{AuthUser, Session};
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::client::Later;
use crate::flow::flight::Flight;
use crate::flow::store::{Commit, Persistence};
use crate::host::{EventData, Host};
use crate::secret::Secret;
use crate::token::TokenSet;
use other_tab::{LOOKS, LOOKS_AT_TORN};
use request::Renewed;
pub(super) use turn::Turn;
use turn::still_used;

/// The refresh in progress.
#[derive(Debug, Default)]
pub(super) struct Refreshing {
    /// The key is the user and the client metadata, since callers with different metadata must not share a result.
    flight: Flight<(String, Option<String>), Option<Found>>,
    turns: turn::Turns,
}

/// The tokens that a refresh has led to, and whether they are of somebody else's making, so that they may have expired.
type Found = (Rc<TokenSet>, bool);

/// What a refresh did to the session. Events are emitted when the lock has been released.
enum Outcome {
    /// Another tab refreshed or signed out, or the user changed. Use what is stored.
    Adopted(Option<Rc<TokenSet>>),
    Refreshed(Rc<TokenSet>),
    /// As `Adopted`; this refresh token came with tokens that nobody will use, for a session in this place.
    Overtaken(Option<Rc<TokenSet>>, Secret, Option<Persistence>),
    Ended(Ended),
}

/// The end of a session.
struct Ended {
    error: Error,
    /// Why, for the event.
    reason: &'static str,
    /// Whether it was the current user's.
    was_current: bool,
    /// The user, if the application knows several.
    left: Option<AuthUser>,
    /// Whether the identity has been removed, too.
    cleared: Result<()>,
}

impl<H: Host> Session<H> {
    /// The session's tokens, refreshed if they have expired or `force` is set; `None` when nobody is signed in.
    pub(super) async fn tokens(
        self: &Rc<Self>,
        force: bool,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Option<Rc<TokenSet>>> {
        self.check_not_federated()?;
        if self.is_provided() {
            return Rc::clone(self).provided_tokens(force, client_metadata).boxed_local().await;
        }
        let found = self.current_tokens(force, client_metadata.as_ref().map(ClientMetadata::duplicate)).await?;
        let now = self.client.host().now();
        match found {
            // What has been stored meanwhile may have expired, too: the machine was asleep, or another user is signed in.
            Some((tokens, true)) if tokens.expired(now) => self.current_tokens(false, client_metadata).await,
            found => Ok(found),
        }
        .map(|found| found.map(|(tokens, _)| tokens))
    }

    /// The tokens as they are stored, or after one refresh.
    async fn current_tokens(
        self: &Rc<Self>,
        force: bool,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Option<Found>> {
        let store = self.client.store();
        let Some(mut tokens) = store.load()? else {
            if store.has_unreadable_session()? {
                self.client.note("refused", "unreadableTokens");
            }
            return Ok(None);
        };
        if self.store_newest_refresh_token(&tokens).unwrap_or_default() {
            let Some(stored) = store.load()? else { return Ok(None) };
            tokens = stored;
        }
        let now = self.client.host().now();
        let is_stale = tokens.expired(now) || tokens.refresh.is_some() && tokens.is_ahead_of(now);
        if !force && !is_stale {
            return Ok(Some((tokens, false)));
        }
        let metadata_text = client_metadata.as_ref().map(|metadata| self.client.host().write_json(metadata.as_json()));
        let key = (tokens.username.clone(), metadata_text);
        let this = Rc::clone(self);
        let host = self.client.host();
        let limit_ms = self.client.limits().timeout_ms;
        let refresh = pin!(
            self.refreshing.flight.join(host, key, move || { this.refresh(tokens, client_metadata).boxed_local() })
        );
        if limit_ms >= host.request_limits().timeout_ms {
            return refresh.await;
        }
        // The others who share the refresh may wait longer for another tab than this call.
        match select(refresh, pin!(host.sleep(limit_ms))).await {
            Either::Left((found, _)) => found,
            Either::Right(_) if self.refreshing.turns.is_none_taken() => Err(still_used()),
            Either::Right(((), refresh)) => refresh.await,
        }
    }

    /// Refreshes the session `known` and emits its events.
    async fn refresh(
        self: Rc<Self>,
        known: Rc<TokenSet>,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Option<Found>> {
        let now = self.client.host().now();
        let why = match () {
            () if !known.is_whole() => "unreadableTokens",
            () if known.expired(now) => "expired",
            () if known.is_ahead_of(now) => "clockPutBack",
            () => "forced",
        };
        let outcome = match self.refresh_turn(&known.username).await {
            Ok(turn) => self.refresh_in_turn(&turn, &known, client_metadata).await,
            Err(error) => self.adopt_or_fail(&known, error),
        };
        match outcome {
            Ok(Outcome::Adopted(tokens)) => {
                self.client.note("adopted", if tokens.is_some() { "otherTab" } else { "signedOut" });
                Ok(tokens.map(|tokens| (tokens, true)))
            }
            Ok(Outcome::Refreshed(tokens)) => {
                self.client.note("refreshed", why);
                self.client.emit("tokenRefresh", EventData::None);
                Ok(Some((tokens, false)))
            }
            Ok(Outcome::Overtaken(tokens, refresh_token, place)) => {
                self.client.note("overtaken", if tokens.is_some() { "signedIn" } else { "signedOut" });
                self.client.give_up(refresh_token, Later::From(place));
                Ok(tokens.map(|tokens| (tokens, true)))
            }
            Ok(Outcome::Ended(Ended { error, reason, was_current, left, cleared })) => {
                self.client.note("ended", reason);
                // About a user who has been parked meanwhile, the application hears only that.
                if was_current {
                    self.client.emit("tokenRefresh_failure", EventData::Error(error.clone()));
                    self.client.emit("sessionExpired", EventData::Reason(reason, Some(error.clone())));
                }
                self.emit_of_user("userSignedOut", left.as_ref());
                cleared?;
                Err(Error::new(&names::SESSION_EXPIRED).with_source(error))
            }
            Err(error) => {
                self.client.note_error("kept", &error);
                self.client.emit("tokenRefresh_failure", EventData::Error(as_network_error(&error)));
                Err(error)
            }
        }
    }

    fn adopt_or_fail(&self, known: &TokenSet, error: Error) -> Result<Outcome> {
        match self.stored(known) {
            Ok(stored) if stored.as_ref().is_none_or(|stored| stored.access.raw() != known.access.raw()) => {
                Ok(Outcome::Adopted(stored))
            }
            Ok(_) | Err(_) => Err(error),
        }
    }

    /// Refreshes, and announces to other tabs what was written.
    async fn refresh_in_turn(
        &self,
        turn: &Turn<H>,
        known: &TokenSet,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Outcome> {
        let lock = turn.lock();
        let looks = if lock.is_some_and(H::was_contended) { LOOKS } else { LOOKS_AT_TORN };
        if looks == LOOKS {
            self.client.note("waited", "otherTab");
        }
        if looks == LOOKS || !known.is_whole() {
            self.await_other_tab(lock, known, looks).await?;
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
        let place = store.place_of(&stored.username)?;
        // What was known may have been a part of another tab's write.
        let replaced = other_tab::mark(&stored) != other_tab::mark(known);
        if replaced && client_metadata.is_none() && !stored.expired(self.client.host().now()) {
            return Ok(Outcome::Adopted(Some(stored)));
        }
        let Some(refresh_token) = &stored.refresh else { return Err(Error::new(&names::TOKEN_REFRESH)) };
        let refresh_token = self.client.store().newest_refresh_token(refresh_token);
        match self.request_refresh(&refresh_token, &stored.username, client_metadata).await {
            Ok(reply) => {
                let renewed = self.renewed(reply, &stored).await;
                if self.keep(&renewed, &stored) == Commit::Done {
                    // Tokens that cannot be stored are still returned. The next call refreshes again.
                    return renewed.tokens.map(Outcome::Refreshed);
                }
                // The user signed out or signed in again meanwhile.
                let current = self.await_replacement(&stored).await;
                // Tokens of one sign-in are revoked together, so revoking this one could end the stored session.
                let is_spare = match &current {
                    Ok(None) => true,
                    Ok(Some(current)) => stored.is_whole() && !current.is_of_same_sign_in(&stored),
                    // Of the same user's session, it is not known of which sign-in it is.
                    Err(_) => matches!(store.session_of(&stored.username), Ok(None)),
                };
                match (current, renewed.rotated.filter(|_| is_spare)) {
                    (Ok(current), Some(token)) => Ok(Outcome::Overtaken(current, token, place)),
                    (Ok(current), None) => Ok(Outcome::Adopted(current)),
                    (Err(error), spare) => {
                        if let Some(token) = spare {
                            self.client.give_up(token, Later::From(place));
                        }
                        Err(error)
                    }
                }
            }
            Err(error) => {
                let Verdict::Terminal(reason) = Verdict::on(&error) else { return Err(error) };
                self.await_other_tab(lock, &stored, LOOKS).await?;
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
                    store.forget_newest_refresh_token(spent);
                }
                let cleared = if was_current { self.clear_identity() } else { Ok(()) };
                Ok(Outcome::Ended(Ended { error, reason, was_current, left, cleared }))
            }
        }
    }

    /// Stores new tokens, unless the session has changed. The refresh token that was sent may no longer be valid, so the new one
    /// is kept even if the others cannot be, in memory if need be.
    fn keep(&self, Renewed { rotated, tokens }: &Renewed, stored: &TokenSet) -> Commit {
        let store = self.client.store();
        let kept = match tokens {
            Ok(tokens) => {
                store.storing(tokens).and_then(|writes| store.commit_for_sure(stored, writes, tokens.refresh.as_ref()))
            }
            Err(error) => match store.holds(stored) {
                Ok(false) => Ok(Commit::Overtaken),
                Ok(true) | Err(_) => Err(error.clone()),
            },
        };
        match kept {
            Ok(Commit::Done) => {
                if let Some(spent) = &stored.refresh {
                    store.forget_newest_refresh_token(spent);
                }
            }
            Ok(Commit::Overtaken) => return Commit::Overtaken,
            // A storage that cannot be read or written does not mean that the session has changed.
            Err(error) => {
                if tokens.is_ok() {
                    self.client.note_error("notStored", &error);
                }
                if let Some(token) = rotated
                    && store.replace_refresh_token(stored, token).is_err()
                    && let Some(spent) = &stored.refresh
                {
                    store.remember_newest_refresh_token(spent, token);
                    self.client.report_degraded_storage(error);
                }
            }
        }
        Commit::Done
    }

    /// Stores a refresh token that the storage had no room for, if it has now. Returns whether it did.
    ///
    /// # Errors
    /// `StorageException` when it still has none.
    pub(super) fn store_newest_refresh_token(&self, stored: &TokenSet) -> Result<bool> {
        let store = self.client.store();
        let Some(spent) = &stored.refresh else { return Ok(false) };
        let newest = store.newest_refresh_token(spent);
        if newest.expose() == spent.expose() || store.replace_refresh_token(stored, &newest)? == Commit::Overtaken {
            return Ok(false);
        }
        store.forget_newest_refresh_token(spent);
        Ok(true)
    }

    /// The session of the same user, even if another has become the current one since, so that a call does not answer for
    /// another user. If it has ended, the current user's.
    ///
    /// # Errors
    /// `StorageException` if it is not whole.
    fn stored(&self, known: &TokenSet) -> Result<Option<Rc<TokenSet>>> {
        let store = self.client.store();
        let found = match store.session_of(&known.username)? {
            None => store.load()?,
            found => found,
        };
        if found.as_ref().is_some_and(|found| !found.is_whole()) {
            return Err(
                Error::new(&names::STORAGE).with_message("a part of the stored session is missing at the moment")
            );
        }
        Ok(found)
    }
}

/// How the event names a failure after which the session is kept. Amplify has no time limits: what it calls `NetworkError` includes a
/// reply that does not come, and Amplify UI's Authenticator signs the user out after an event with any other name.
fn as_network_error(error: &Error) -> Error {
    if error.name() == names::TIMEOUT.name {
        return Error::new(&names::NETWORK_ERROR).with_source(error.clone());
    }
    error.clone()
}
