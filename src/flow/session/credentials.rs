//! AWS credentials from the identity pool.
//!
//! Credentials are used until shortly before they expire. They are kept in memory, and for the tab if the application wants
//! that. When a guest signs in, the guest's identity is sent with the user's login, so that the service can link the two.

use core::cell::{Cell, RefCell};
use core::fmt;
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::Session;
use super::federated::Federated;
use super::holder::{Holder, Owner};
use super::identity::{Origin, is_deleted};
use crate::cognito::operation::GET_CREDENTIALS_FOR_IDENTITY;
use crate::config::{GuestAccess, IdentityPool};
use crate::error::{Error, Result, names};
use crate::flow::flight::Flight;
use crate::host::{Hook, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::token::TokenSet;

/// Credentials that expire sooner than this are replaced.
const RENEW_BEFORE_MS: i64 = 300_000;

/// How long the credentials of an identity last.
const LIFE_MS: i64 = 3_600_000;

/// No credentials last as long as this. It is the year 5138.
const LATEST_EXPIRATION_S: f64 = 1e11;

/// Temporary AWS credentials of one identity.
pub struct Credentials {
    /// The identity. It is empty if the application's `credentialsProvider` did not name it.
    pub identity_id: String,
    /// The access key id.
    pub access_key_id: String,
    /// The secret access key.
    pub secret_access_key: Secret,
    /// The session token.
    pub session_token: Option<Secret>,
    /// When they expire, in seconds since the epoch by the service's clock.
    pub expiration: Option<f64>,
    pub(super) owner: Owner,
    pub(super) clock_drift_ms: i64,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credentials").field("identity_id", &self.identity_id).finish_non_exhaustive()
    }
}

impl Credentials {
    /// The keys in the format of the public API; `expiration` is in seconds.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object()
            .with("accessKeyId", &*self.access_key_id)
            .with("secretAccessKey", self.secret_access_key.duplicate())
            .with("sessionToken", self.session_token.as_ref().map(Secret::duplicate))
            .with("expiration", self.expiration)
    }

    /// The output of `federateToIdentityPool`.
    #[must_use]
    pub fn to_json_with_identity(&self) -> Json {
        Json::object().with("identityId", &*self.identity_id).with("credentials", self.to_json())
    }

    pub(super) fn usable(&self, owner: &Owner, now: Timestamp) -> bool {
        let end = self.expiration.map(Timestamp::from_seconds);
        let latest = now.plus_millis(self.clock_drift_ms).plus_millis(RENEW_BEFORE_MS);
        self.owner == *owner && end.is_some_and(|end| end > latest)
    }
}

/// A key, its id or a session token: they are sent in headers, which their characters must not end.
pub(super) fn key_text(value: Json) -> Option<String> {
    value.into_text().filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()))
}

/// When credentials expire. A number that is no time in seconds would make them last for ever.
pub(super) fn expiration_in(keys: &Json, member: &str) -> Option<f64> {
    keys.get(member).as_number().filter(|seconds| (0.0..LATEST_EXPIRATION_S).contains(seconds))
}

/// How far the service's clock is ahead at least, where the reply has no date. Credentials of an identity last for an hour, so those that seem
/// to last longer show that the page's clock is slow. That it is fast cannot be seen: shorter ones would look the same.
fn drift_of(expiration: Option<f64>, now: Timestamp) -> i64 {
    let left = expiration.map_or(0, |end| Timestamp::from_seconds(end).millis_since(now));
    left.saturating_sub(LIFE_MS).max(0)
}

/// The identity of a session and its credentials.
#[derive(Debug, Default)]
pub(super) struct Identity {
    pub(super) cached: RefCell<Option<Rc<Credentials>>>,
    /// The `sub` and the identity of the signed-in user.
    pub(super) primary: RefCell<Option<(String, String)>>,
    fetching: Flight<Owner, Rc<Credentials>>,
    /// Counts what makes requested credentials useless, so that they are not kept.
    pub(super) clears: Cell<u32>,
    pub(super) federated: Federated,
    /// Whether a guest's identity was refused and another one asked for, without success so far. Otherwise each call would make one.
    has_new_guest: Cell<bool>,
}

impl<H: Host> Session<H> {
    /// Credentials for the user of `tokens`, or for a guest.
    ///
    /// # Errors
    /// `InvalidAccountTypeException` without an identity pool, `NotAuthorizedException` when the configuration denies
    /// guests access, and the service's errors.
    pub(super) async fn credentials(
        self: &Rc<Self>,
        tokens: Option<Rc<TokenSet>>,
        force: bool,
    ) -> Result<Rc<Credentials>> {
        if self.are_credentials_provided() {
            return Rc::clone(self).provided_credentials(tokens, force).boxed_local().await;
        }
        self.check_credentials_exist(tokens.is_some())?;
        self.credentials_for(Holder::of(tokens), force).await
    }

    /// Credentials that have been fetched, if they can be used, or new ones.
    pub(super) fn credentials_for(
        self: &Rc<Self>,
        holder: Holder,
        force: bool,
    ) -> impl Future<Output = Result<Rc<Credentials>>> {
        let owner = holder.owner();
        let now = self.client.host().now();
        let kept = self.kept_credentials(&owner).filter(|kept| !force && kept.usable(&owner, now));
        let this = Rc::clone(self);
        async move {
            if let Some(kept) = kept {
                return Ok(kept);
            }
            let start = || Rc::clone(&this).fetch_credentials(holder).boxed_local();
            this.identity.fetching.join(this.client.host(), owner, start).await
        }
    }

    /// Whether the application gives the credentials.
    pub(super) fn are_credentials_provided(&self) -> bool {
        self.client.host().has_hook(Hook::Credentials)
    }

    /// The credentials that have been fetched for the user of `tokens`, or for a guest. They may have expired.
    ///
    /// # Errors
    /// Those of [`credentials`](Self::credentials), and `CredentialsException` if there are none.
    pub(super) fn cached_credentials(&self, tokens: Option<Rc<TokenSet>>) -> Result<Rc<Credentials>> {
        self.check_credentials_exist(tokens.is_some())?;
        self.cached_credentials_of(&Holder::of(tokens).owner())
    }

    pub(super) fn cached_credentials_of(&self, owner: &Owner) -> Result<Rc<Credentials>> {
        self.kept_credentials(owner).ok_or_else(|| Error::new(&names::CREDENTIALS_NOT_CACHED))
    }

    /// The credentials of this owner in memory, or those that an earlier page of the tab has left.
    fn kept_credentials(&self, owner: &Owner) -> Option<Rc<Credentials>> {
        if self.identity.cached.borrow().is_none() {
            self.identity.cached.replace(self.tab_credentials(owner).map(Rc::new));
        }
        let cached = self.identity.cached.borrow().clone()?;
        if cached.owner == *owner {
            return Some(cached);
        }
        // Their owner has gone.
        self.drop_cached_credentials();
        None
    }

    /// Drops the credentials of a user when nobody is signed in: another tab may have ended the session.
    pub(in crate::flow) fn drop_credentials_of_users(&self) {
        let _ = self.kept_credentials(&Owner::Guest);
    }

    /// Fails if there are no credentials for whom they are asked. Those of a user who has gone are dropped then.
    fn check_credentials_exist(&self, is_signed_in: bool) -> Result<()> {
        match &self.client.config().identity_pool {
            None => Err(Error::new(&names::INVALID_ACCOUNT_TYPE)),
            Some(pool) if !is_signed_in && pool.guest_access == GuestAccess::Denied => {
                self.drop_cached_credentials();
                Err(Error::new(&names::NOT_AUTHORIZED))
            }
            Some(_) => Ok(()),
        }
    }

    /// The identity pool.
    pub(super) fn identity_pool(&self) -> Result<&IdentityPool> {
        self.client.config().identity_pool.as_ref().ok_or_else(|| Error::new(&names::INVALID_ACCOUNT_TYPE))
    }

    /// Requests credentials, and keeps them unless they have become useless meanwhile.
    async fn fetch_credentials(self: Rc<Self>, holder: Holder) -> Result<Rc<Credentials>> {
        let clears = self.identity.clears.get();
        let credentials = Rc::new(self.request_credentials(&holder).await?);
        if self.identity.clears.get() == clears {
            self.keep_identity(&holder, &credentials.identity_id)?;
            self.keep_credentials(&credentials);
        }
        Ok(credentials)
    }

    /// Requests credentials for an identity that is known, or else for a new one.
    pub(super) async fn request_credentials(&self, holder: &Holder) -> Result<Credentials> {
        let pool = self.identity_pool()?;
        let beginning = self.beginning(holder);
        let logins = holder.logins()?;
        let mut known = self.known_identity(holder)?;
        let mut keeps = true;
        let (identity_id, (mut reply, date)) = loop {
            let (identity_id, origin) = match known.take() {
                Some(known) => known,
                None => (self.new_identity(holder, logins.as_ref(), &beginning, keeps).await?, Origin::Service),
            };
            let body =
                Json::object().with("IdentityId", &*identity_id).with("Logins", logins.as_ref().map(Json::duplicate));
            match self.client.call_identity_pool(pool, &GET_CREDENTIALS_FOR_IDENTITY, body).await {
                Err(error)
                    if origin.is_outdated_by(&error)
                        && !holder.has_given_identity()
                        && (logins.is_some() || is_deleted(&error) || !self.identity.has_new_guest.replace(true)) =>
                {
                    self.check_wanted(holder, &beginning)?;
                    // The guest's stays until somebody with a login has credentials: they may be refused for another reason.
                    keeps = logins.is_none() || origin != Origin::Guest || is_deleted(&error);
                }
                reply => break (identity_id, reply?),
            }
        };
        let now = self.client.host().now();
        let mut keys = reply.take("Credentials");
        let missing = if holder.owner() == Owner::Guest { &names::CREDENTIALS_NOT_FOUND } else { &names::CREDENTIALS };
        let (expiration, has_token) = (expiration_in(&keys, "Expiration"), !keys.get("SessionToken").is_null());
        let mut required = |key| key_text(keys.take(key)).ok_or_else(|| Error::new(missing));
        let credentials = Credentials {
            access_key_id: required("AccessKeyId")?,
            secret_access_key: Secret::new(required("SecretKey")?),
            session_token: if has_token { Some(Secret::new(required("SessionToken")?)) } else { None },
            expiration,
            identity_id: reply.take("IdentityId").into_text().unwrap_or(identity_id),
            clock_drift_ms: match (date, holder) {
                (Some(date), _) => date.millis_since(now),
                (None, Holder::User(tokens)) => tokens.clock_drift_ms,
                (None, Holder::Guest | Holder::Federated(_)) => drift_of(expiration, now),
            },
            owner: holder.owner(),
        };
        self.check_wanted(holder, &beginning)?;
        self.identity.has_new_guest.set(false);
        Ok(credentials)
    }

    /// Keeps nothing of what is being requested, and lets nobody else wait for it.
    fn detach_requested_credentials(&self) {
        self.identity.clears.set(self.identity.clears.get().wrapping_add(1));
        self.identity.fetching.detach();
    }

    /// `invalidateCachedCredentials`: the next session has new credentials of the same identity.
    pub(in crate::flow) fn invalidate_credentials(&self) {
        self.detach_requested_credentials();
        self.drop_cached_credentials();
    }

    /// `clearCredentials`: removes credentials and identity, the stored ones too, of a user who stays signed in. What is being
    /// requested is not kept.
    pub(in crate::flow) async fn clear_credentials(&self) -> Result<()> {
        self.forget_identity()?;
        if !self.is_provided() && self.client.config().user_pool.is_some() {
            self.client.store().remove_user_identity()?;
        }
        self.client.ask(Hook::ClearCredentials, Json::Null).await.map(drop)
    }

    /// Removes credentials and identity when the session has ended.
    pub(super) fn clear_identity(&self) -> Result<()> {
        self.drop_provided_credentials();
        self.forget_identity()
    }

    /// Removes credentials and identity from memory, and credentials that are kept for the tab. The next user must not get them, nor
    /// what is still being requested for the last one.
    pub(super) fn forget_credentials(&self) {
        self.detach_requested_credentials();
        self.drop_cached_credentials();
        self.identity.primary.borrow_mut().take();
        self.identity.federated.forget_identity();
    }

    pub(super) fn forget_identity(&self) -> Result<()> {
        self.forget_credentials();
        match &self.client.config().identity_pool {
            Some(pool) => self.client.store().remove_guest_identity(&pool.id),
            None => Ok(()),
        }
    }
}
