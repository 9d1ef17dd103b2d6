//! Keeping a session fresh.
//!
//! A refresh happens once per session, whoever asks: in one page through a shared flight, across tabs through a lock that is held
//! around the request only. Under the lock the storage is read again, and a session that another tab refreshed is adopted.
//! Only an answer that ends the session removes it, and only while the refresh token that failed is still the stored one.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::Auth;
use super::flight::Flight;
use crate::cognito::operation::{REFRESH, REFRESH_BY_AUTH};
use crate::error::{Error, Result, names};
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::token::TokenSet;

/// How long to wait for another tab's refresh.
const LOCK_LIMIT_MS: u32 = 10_000;

/// How often, and how far apart, to look for what another tab has just written.
const OTHER_TAB_LOOKS: u8 = 10;
const OTHER_TAB_PAUSE_MS: u32 = 25;

/// Answers that end a session, by the beginning of their names.
const TERMINAL: [&str; 6] = [
    "NotAuthorizedException",
    "TokenRevokedException",
    "UserNotFoundException",
    "PasswordResetRequiredException",
    "UserNotConfirmedException",
    "RefreshTokenReuseException",
];

/// The refresh under way. Callers with other client metadata must not get each other's tokens, so it is part of the key.
pub(super) type Refreshing = Flight<(String, Option<String>), Option<Rc<TokenSet>>>;

/// What a refresh did to the session, to be told when the lock is released.
enum Outcome {
    /// Another tab refreshed or signed out, or the user changed: what is stored counts.
    Adopted(Option<Rc<TokenSet>>),
    Refreshed(Rc<TokenSet>),
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
        match self.fresh_tokens().await {
            Err(error) if error.is(names::SESSION_EXPIRED.name) => {
                Err(Error::new(&names::USER_UNAUTHENTICATED).with_source(error))
            }
            tokens => tokens?.ok_or_else(|| Error::new(&names::USER_UNAUTHENTICATED)),
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
            .join(&self.host, key, move || async move { this.refresh(tokens, client_metadata).await }.boxed_local())
            .await
    }

    /// Refreshes the session `known` and tells the application once.
    async fn refresh(self: Rc<Self>, known: TokenSet, client_metadata: Option<Json>) -> Result<Option<Rc<TokenSet>>> {
        let outcome = {
            let lock = self.host.lock(&self.keys()?.refresh_lock(), LOCK_LIMIT_MS).await;
            if lock.as_ref().is_some_and(H::was_contended) {
                self.await_other_tab(&known).await?;
            }
            self.refresh_locked(&known, client_metadata).await
        };
        match outcome {
            Ok(Outcome::Adopted(tokens)) => Ok(tokens),
            Ok(Outcome::Refreshed(tokens)) => {
                self.emit("tokenRefresh", EventData::None);
                Ok(Some(tokens))
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

    /// Browsers pass a write of one tab on to the others a little later than they pass on a lock. So whoever had to wait for
    /// the lock looks for the other tab's tokens for a moment before it uses the refresh token again.
    async fn await_other_tab(&self, known: &TokenSet) -> Result<()> {
        for _ in 0..OTHER_TAB_LOOKS {
            let stored = self.load_tokens()?;
            if stored.is_none_or(|stored| stored.access.raw() != known.access.raw()) {
                break;
            }
            self.host.sleep(OTHER_TAB_PAUSE_MS).await;
        }
        Ok(())
    }

    async fn refresh_locked(&self, known: &TokenSet, client_metadata: Option<Json>) -> Result<Outcome> {
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
                if self.generation.get() != generation || !self.is_stored(&stored)? {
                    // A sign-out or another sign-in came in between; these tokens are nobody's any more.
                    return Ok(Outcome::Adopted(self.load_tokens()?.map(Rc::new)));
                }
                self.save_tokens(&tokens)?;
                Ok(Outcome::Refreshed(Rc::new(tokens)))
            }
            Err(error) if TERMINAL.iter().any(|name| error.name().starts_with(name)) => {
                if !self.is_stored(&stored)? {
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

    /// Whether `tokens` is still the session that is stored, judged by its refresh token.
    fn is_stored(&self, tokens: &TokenSet) -> Result<bool> {
        let stored = self.load_tokens()?;
        Ok(stored.is_some_and(|stored| stored.username == tokens.username && stored.refresh == tokens.refresh))
    }

    async fn request_refresh(
        &self,
        refresh_token: &str,
        username: &str,
        client_metadata: Option<Json>,
    ) -> Result<Json> {
        let client_id = self.pool()?.client_id.as_str();
        // The newer operation wants the app client's secret itself, which nobody here may know.
        if !self.has_hash_only() {
            let body = Json::object()
                .with("RefreshToken", refresh_token)
                .with("ClientId", client_id)
                .with("ClientMetadata", client_metadata.as_ref().map(Json::duplicate));
            match self.call_user_pool(&REFRESH, body).await {
                Err(error) if error.is("UnknownOperationException") => {}
                other => return other,
            }
        }
        let parameters =
            Json::object().with("REFRESH_TOKEN", refresh_token).with("USERNAME", self.has_secret().then_some(username));
        let body = Json::object()
            .with("AuthFlow", "REFRESH_TOKEN_AUTH")
            .with("AuthParameters", parameters)
            .with("ClientMetadata", client_metadata)
            .with("ClientId", client_id);
        self.call_user_pool(&REFRESH_BY_AUTH, body).await
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
