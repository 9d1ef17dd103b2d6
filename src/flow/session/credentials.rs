//! AWS credentials from the identity pool.
//!
//! Credentials are kept in memory only, and used until shortly before they expire. Identities are stored, so that the next page
//! need not ask for them. When a guest signs in, the guest's identity is sent with the user's login, so that the service can
//! link the two.

use core::cell::{Cell, RefCell};
use core::fmt;
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::Session;
use crate::cognito::operation::{GET_CREDENTIALS_FOR_IDENTITY, GET_ID};
use crate::config::{GuestAccess, IdentityPool};
use crate::error::{Error, Result, names};
use crate::flow::flight::Flight;
use crate::host::{Hook, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::text;
use crate::time::Timestamp;
use crate::token::TokenSet;

/// Credentials that expire sooner than this are replaced.
const RENEW_BEFORE_MS: i64 = 300_000;

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
    /// The user's `sub`; `None` for a guest.
    pub(super) owner: Option<String>,
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

    fn usable(&self, owner: Option<&str>, now: Timestamp) -> bool {
        let end = self.expiration.map(Timestamp::from_seconds);
        let latest = now.plus_millis(self.clock_drift_ms).plus_millis(RENEW_BEFORE_MS);
        self.owner.as_deref() == owner && end.is_some_and(|end| end > latest)
    }
}

/// The identity of a session and its credentials.
#[derive(Debug, Default)]
pub(super) struct Identity {
    cached: RefCell<Option<Rc<Credentials>>>,
    /// The `sub` and the identity of the signed-in user.
    primary: RefCell<Option<(String, String)>>,
    fetching: Flight<Option<String>, Rc<Credentials>>,
    /// Counts the calls of `clearCredentials`, so that what was requested before one is not kept.
    clears: Cell<u32>,
}

/// Whose identity it is, if it is not a guest's.
#[derive(Clone, Copy)]
struct User<'a> {
    username: &'a str,
    sub: &'a str,
}

impl<'a> User<'a> {
    fn of(tokens: &'a TokenSet) -> Option<Self> {
        Some(Self { username: &tokens.username, sub: tokens.user_id()? })
    }
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
        let owner = tokens.as_ref().and_then(|tokens| tokens.user_id()).map(str::to_owned);
        if !force
            && let Some(cached) = self.identity.cached.borrow().as_ref()
            && cached.usable(owner.as_deref(), self.client.host().now())
        {
            return Ok(Rc::clone(cached));
        }
        let this = Rc::clone(self);
        let start = move || this.fetch_credentials(tokens).boxed_local();
        self.identity.fetching.join(self.client.host(), owner, start).await
    }

    /// Whether the application gives the credentials.
    pub(super) fn are_credentials_provided(&self) -> bool {
        self.client.host().has_hook(Hook::Credentials)
    }

    /// The credentials that are in memory for the user of `tokens`, or for a guest. They may have expired.
    ///
    /// # Errors
    /// Those of [`credentials`](Self::credentials), and `CredentialsException` if none are in memory.
    pub(super) fn cached_credentials(&self, tokens: Option<&TokenSet>) -> Result<Rc<Credentials>> {
        self.check_credentials_exist(tokens.is_some())?;
        let owner = tokens.and_then(TokenSet::user_id);
        let cached = self.identity.cached.borrow();
        let cached = cached.as_ref().filter(|cached| cached.owner.as_deref() == owner);
        cached.map(Rc::clone).ok_or_else(|| Error::new(&names::CREDENTIALS_NOT_CACHED))
    }

    /// Fails if there are no credentials for whom they are asked.
    fn check_credentials_exist(&self, is_signed_in: bool) -> Result<()> {
        match &self.client.config().identity_pool {
            None => Err(Error::new(&names::INVALID_ACCOUNT_TYPE)),
            Some(pool) if !is_signed_in && pool.guest_access == GuestAccess::Denied => {
                Err(Error::new(&names::NOT_AUTHORIZED))
            }
            Some(_) => Ok(()),
        }
    }

    async fn fetch_credentials(self: Rc<Self>, tokens: Option<Rc<TokenSet>>) -> Result<Rc<Credentials>> {
        let pool =
            self.client.config().identity_pool.as_ref().ok_or_else(|| Error::new(&names::INVALID_ACCOUNT_TYPE))?;
        let generation = self.generation();
        let clears = self.identity.clears.get();
        let logins = tokens.as_deref().map(logins).transpose()?;
        let owner = tokens.as_ref().and_then(|tokens| tokens.user_id()).map(str::to_owned);
        let user = tokens.as_deref().and_then(User::of);
        let (mut known, may_be_outdated) = self.known_identity(pool, user)?;
        let (identity_id, mut reply) = loop {
            let is_known = known.is_some();
            let identity_id = match known.take() {
                Some(id) => id,
                None => self.new_identity(pool, user, logins.as_ref()).await?,
            };
            match self.credentials_of(pool, &identity_id, logins.as_ref()).await {
                // It has been deleted from the pool, or is no longer this user's.
                Err(error)
                    if is_known
                        && (error.is("ResourceNotFoundException")
                            || may_be_outdated && error.is("NotAuthorizedException")) => {}
                reply => break (identity_id, reply?),
            }
        };
        let mut keys = reply.take("Credentials");
        let missing = if owner.is_some() { &names::CREDENTIALS } else { &names::CREDENTIALS_NOT_FOUND };
        let mut required = |key| keys.take(key).into_text().ok_or_else(|| Error::new(missing));
        let credentials = Rc::new(Credentials {
            access_key_id: required("AccessKeyId")?,
            secret_access_key: Secret::new(required("SecretKey")?),
            session_token: keys.take("SessionToken").into_text().map(Secret::new),
            expiration: keys.get("Expiration").as_number(),
            identity_id: reply.take("IdentityId").into_text().unwrap_or(identity_id),
            clock_drift_ms: tokens.as_ref().map_or(0, |tokens| tokens.clock_drift_ms),
            owner,
        });
        self.check_generation(generation)?;
        if self.identity.clears.get() == clears {
            self.keep_identity(pool, user, &credentials.identity_id)?;
            *self.identity.cached.borrow_mut() = Some(Rc::clone(&credentials));
        }
        Ok(credentials)
    }

    fn credentials_of(
        &self,
        pool: &IdentityPool,
        identity_id: &str,
        logins: Option<&Json>,
    ) -> impl Future<Output = Result<Json>> {
        let body = Json::object().with("IdentityId", identity_id).with("Logins", logins.map(Json::duplicate));
        self.client.call_identity_pool(pool, &GET_CREDENTIALS_FOR_IDENTITY, body)
    }

    /// The identity in memory, a stored guest's, or the user's stored one, of which the second value says that it may be outdated.
    fn known_identity(&self, pool: &IdentityPool, user: Option<User<'_>>) -> Result<(Option<String>, bool)> {
        let store = self.client.store();
        let primary = self.identity.primary.borrow();
        let primary = primary.as_ref().filter(|(sub, _)| user.is_some_and(|user| user.sub == sub));
        if let Some((_, id)) = primary {
            return Ok((Some(id.clone()), false));
        }
        match (store.guest_identity(&pool.id)?, user) {
            // The identity of a user whose tokens the application gives is not stored.
            (None, Some(_)) if self.is_provided() => Ok((None, false)),
            (None, Some(user)) => Ok((store.user_identity(user.username, user.sub, &pool.id)?, true)),
            (guest, _) => Ok((guest, false)),
        }
    }

    /// Asks the service for an identity.
    async fn new_identity(&self, pool: &IdentityPool, user: Option<User<'_>>, logins: Option<&Json>) -> Result<String> {
        let generation = self.generation();
        let clears = self.identity.clears.get();
        let logins = logins.map_or_else(Json::object, Json::duplicate);
        let body = Json::object().with("IdentityPoolId", &*pool.id).with("Logins", logins);
        let mut reply = self.client.call_identity_pool(pool, &GET_ID, body).await?;
        let id = reply.take("IdentityId").into_text().filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| Error::new(&names::GET_ID_RESPONSE))?;
        self.check_generation(generation)?;
        if self.identity.clears.get() == clears {
            self.keep_identity(pool, user, &id)?;
        }
        Ok(id)
    }

    /// Keeps an identity. That of a user replaces the guest's.
    fn keep_identity(&self, pool: &IdentityPool, user: Option<User<'_>>, id: &str) -> Result<()> {
        let store = self.client.store();
        if let Some(User { username, sub }) = user {
            *self.identity.primary.borrow_mut() = Some((sub.to_owned(), id.to_owned()));
            if !self.is_provided() {
                // Without room for it, the next page asks the service again.
                let _ = store.save_user_identity(username, sub, &pool.id, id);
            }
            store.remove_guest_identity(&pool.id)
        } else {
            self.identity.primary.borrow_mut().take();
            store.save_guest_identity(&pool.id, id)
        }
    }

    /// `clearCredentials`: removes credentials and identity, the stored ones too, of a user who stays signed in. What is being
    /// requested is not kept.
    pub(in crate::flow) async fn clear_credentials(&self) -> Result<()> {
        self.identity.clears.set(self.identity.clears.get().wrapping_add(1));
        self.identity.fetching.detach();
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

    /// Removes credentials and identity from memory. The next user must not get them.
    pub(super) fn forget_credentials(&self) {
        self.identity.cached.borrow_mut().take();
        self.identity.primary.borrow_mut().take();
    }

    fn forget_identity(&self) -> Result<()> {
        self.forget_credentials();
        match &self.client.config().identity_pool {
            Some(pool) => self.client.store().remove_guest_identity(&pool.id),
            None => Ok(()),
        }
    }
}

/// `Logins` of a user: the user pool's issuer without `https://`, and the ID token.
fn logins(tokens: &TokenSet) -> Result<Json> {
    let id = tokens
        .id
        .as_ref()
        .ok_or_else(|| Error::new(&names::USER_UNAUTHENTICATED).with_message("the session has no ID token"))?;
    let issuer = id.text("iss").ok_or_else(|| Error::new(&names::INVALID_ID_TOKEN))?;
    let provider = text::split_once(issuer, b':').and_then(|(_, rest)| rest.strip_prefix("//")).unwrap_or(issuer);
    let mut logins = Json::object();
    logins.push(provider.to_owned().into(), id.raw().into());
    Ok(logins)
}
