//! The client of one user pool and identity pool: what does not depend on who is signed in.

mod hooks;
pub(super) mod issued;
mod limits;
mod revocations;
mod secret_hash;
mod send;
mod signatures;
mod warnings;

use core::cell::Cell;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use futures_util::{FutureExt as _, TryFutureExt as _};

use super::flight::Work;
use super::store::{StorageOptions, Store};
use crate::cognito::{self, Operation, RequestOptions};
use crate::config::{AuthConfig, IdentityPool, UserPool};
use crate::error::{Error, Result};
use crate::host::{Event, EventData, Host};
use crate::json::{Json, Key};
use crate::time::Timestamp;
use crate::token::Jwt;

pub(super) use revocations::Later;

/// The configuration, the host, and the store over its storage. It knows nothing of a user.
pub(super) struct Client<H: Host> {
    host: Rc<H>,
    config: AuthConfig,
    store: Store<H>,
    signing_keys: signatures::SigningKeys,
    limits: limits::CurrentLimits,
    revoking: revocations::Revoking,
    /// The endpoint does not support `GetTokensFromRefreshToken`.
    older_refresh_only: Cell<bool>,
    /// The application has heard that a storage does not work.
    is_degraded: Cell<bool>,
}

impl<H: Host> Client<H> {
    pub(super) fn new(host: H, config: AuthConfig, options: StorageOptions) -> Self {
        let host = Rc::new(host);
        let store = Store::new(Rc::clone(&host), config.user_pool(), options);
        Self {
            limits: Rc::new(Cell::new(host.request_limits())),
            host,
            config,
            store,
            signing_keys: signatures::SigningKeys::default(),
            revoking: revocations::Revoking::default(),
            older_refresh_only: Cell::new(false),
            is_degraded: Cell::new(false),
        }
    }

    pub(super) fn host(&self) -> &H {
        &self.host
    }

    pub(super) const fn config(&self) -> &AuthConfig {
        &self.config
    }

    pub(super) const fn store(&self) -> &Store<H> {
        &self.store
    }

    /// The user pool.
    ///
    /// # Errors
    /// `AuthUserPoolException` when the configuration has none.
    pub(super) fn pool(&self) -> Result<&UserPool> {
        self.config.user_pool()
    }

    pub(super) fn parse_json(&self, text: &str) -> Option<Json> {
        self.host.parse_json(text)
    }

    pub(super) fn parse_jwt(&self, raw: String) -> Option<Jwt> {
        self.store.parse_jwt(raw)
    }

    pub(super) fn call_user_pool<'a>(
        self: &'a Rc<Self>,
        operation: &'static Operation,
        body: Json,
    ) -> impl Future<Output = Result<Json>> + use<'a, H> {
        self.call_for_tokens(operation, body).map_ok(|(reply, _)| reply)
    }

    /// The same, with the time at which the request was sent.
    pub(super) fn call_for_tokens<'a>(
        self: &'a Rc<Self>,
        operation: &'static Operation,
        body: Json,
    ) -> LocalBoxFuture<'a, Result<(Json, Timestamp)>> {
        self.call_with_headers(operation, body, None)
    }

    /// The same with these headers, if the application has been asked for them.
    fn call_with_headers<'a>(
        self: &'a Rc<Self>,
        operation: &'static Operation,
        body: Json,
        headers: Option<Vec<(Key, String)>>,
    ) -> LocalBoxFuture<'a, Result<(Json, Timestamp)>> {
        async move {
            let body = self.with_client_proof(operation, body).await?;
            let headers = if let Some(headers) = headers { headers } else { self.custom_headers().await? };
            let options = RequestOptions { limits: self.limits(), headers, operation: None };
            let (reply, times) =
                cognito::timed_call(&*self.host, &self.pool()?.endpoint, operation, body, options).await?;
            self.has_reached_service();
            Ok((reply, times.sent_at))
        }
        .boxed_local()
    }

    /// The reply, and the service's time, if the reply tells it.
    pub(super) fn call_identity_pool(
        &self,
        pool: &IdentityPool,
        operation: &'static Operation,
        body: Json,
    ) -> impl Future<Output = Result<(Json, Option<Timestamp>)>> {
        let options = RequestOptions { limits: self.limits(), ..RequestOptions::default() };
        cognito::timed_call(&*self.host, &pool.endpoint, operation, body, options)
            .map_ok(|(reply, times)| (reply, times.date))
    }

    /// Adds the app client and `UserContextData` to a request that names a user.
    pub(super) fn naming_user(&self, body: Json) -> Result<Json> {
        let context = self.user_context(body.get("Username").as_str().unwrap_or_default());
        Ok(body.with("ClientId", &*self.pool()?.client_id).with("UserContextData", context))
    }

    /// `UserContextData` for threat protection.
    pub(super) fn user_context(&self, username: &str) -> Option<Json> {
        let pool = self.config.user_pool.as_ref()?;
        self.host.user_context(username, pool.id.as_str(), &pool.client_id)
    }

    pub(super) fn emit(&self, name: &'static str, data: EventData) {
        self.host.emit(Event { name, data });
    }

    /// Records a decision about the session, for `diagnostics`. Both texts are of this library, never from outside.
    pub(super) fn note(&self, decision: &'static str, reason: &'static str) {
        self.store.note(decision, reason);
    }

    /// Records a decision that was made because of an error.
    pub(super) fn note_error(&self, decision: &'static str, error: &Error) {
        self.store.note_error(decision, error);
    }

    /// Tells the application, once, that something is kept in memory because a storage does not take it.
    pub(super) fn report_degraded_storage(&self, error: Error) {
        if !self.is_degraded.replace(true) {
            self.note("degraded", "storage");
            self.emit("storageDegraded", EventData::Error(error));
        }
    }

    /// Whether a refresh has to use `InitiateAuth`, because the endpoint does not support `GetTokensFromRefreshToken`.
    pub(super) const fn older_refresh_only(&self) -> bool {
        self.older_refresh_only.get()
    }

    pub(super) fn use_older_refresh(&self) {
        self.older_refresh_only.set(true);
    }

    /// Completes `work` of one call even if the caller goes away.
    pub(super) fn to_the_end<T: Clone + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + 'static,
    ) -> impl Future<Output = Result<T>> {
        Work::start(&*self.host, self.keeping_limits(work.boxed_local())).finish()
    }
}
