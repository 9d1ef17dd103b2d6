//! The requests of a refresh.

use std::rc::Rc;

use crate::cognito::operation::{REFRESH, REFRESH_BY_AUTH};
use crate::cognito::{is_device_gone, is_unsupported};
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::client::issued::Issued;
use crate::flow::session::Session;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::token::TokenSet;

/// What the service sent.
pub(super) struct Renewed {
    /// The new refresh token, if the pool rotates them.
    pub(super) rotated: Option<Secret>,
    /// The new tokens, or why they cannot be used.
    pub(super) tokens: Result<Rc<TokenSet>>,
}

impl<H: Host> Session<H> {
    /// Requests new tokens. The request names the remembered device, because the service refuses a refresh token that is
    /// bound to a device without it. If the service no longer knows the device, it is removed here, and the request
    /// repeated without it. Returns the reply and when it was asked for.
    pub(in crate::flow::session) async fn request_refresh(
        &self,
        refresh_token: &Secret,
        username: &str,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<(Json, Timestamp)> {
        let client_metadata = match client_metadata {
            None => self.client.client_metadata().await?,
            given => given,
        };
        let store = self.client.store();
        let mut device = store.device_key_of(username)?;
        // The newer operation requires the app client's secret itself. With the `secretHash` hook, only the hash is known
        // here.
        let mut newer = !self.client.has_hash_only() && !self.client.older_refresh_only();
        let mut is_unknown = false;
        loop {
            let body =
                self.refresh_body(newer, refresh_token, username, device.as_deref(), client_metadata.as_ref())?;
            let operation = if newer { &REFRESH } else { &REFRESH_BY_AUTH };
            match self.client.call_for_tokens(operation, body).await {
                Err(error) if newer && is_unsupported(&error) => {
                    self.client.note("repeated", "olderOperation");
                    newer = false;
                    is_unknown = true;
                }
                Err(error)
                    if is_device_gone(&error)
                        && let Some(key) = device.take() =>
                {
                    self.client.note("repeated", "deviceForgotten");
                    store.remove_refused_device(username, &key)?;
                }
                other => {
                    if is_unknown && other.is_ok() {
                        self.client.use_older_refresh();
                    }
                    return other;
                }
            }
        }
    }

    fn refresh_body(
        &self,
        newer: bool,
        refresh_token: &Secret,
        username: &str,
        device_key: Option<&str>,
        client_metadata: Option<&ClientMetadata>,
    ) -> Result<Json> {
        let client_metadata = client_metadata.map(|metadata| metadata.as_json().duplicate());
        let body =
            Json::object().with("ClientId", &*self.client.pool()?.client_id).with("ClientMetadata", client_metadata);
        if newer {
            return Ok(body.with("RefreshToken", refresh_token.duplicate()).with("DeviceKey", device_key));
        }
        let parameters = Json::object()
            .with("REFRESH_TOKEN", refresh_token.duplicate())
            .with("USERNAME", self.client.has_secret().then_some(username))
            .with("DEVICE_KEY", device_key);
        Ok(body.with("AuthFlow", "REFRESH_TOKEN_AUTH").with("AuthParameters", parameters))
    }

    /// Reads the reply for a session.
    pub(super) async fn renewed(&self, (mut reply, asked_at): (Json, Timestamp), stored: &TokenSet) -> Renewed {
        let mut result = reply.take("AuthenticationResult");
        let sent = stored.refresh.as_ref().map(Secret::expose);
        let rotated = result.get("RefreshToken").as_text().filter(|token| Some(*token) != sent);
        let rotated = rotated.map(|token| Secret::new(token.to_owned()));
        let issued = match self.client.read_tokens(&mut result, asked_at) {
            Ok(issued) => issued,
            Err(error) => return Renewed { rotated, tokens: Err(error) },
        };
        match self.client.check_tokens(&issued, Some(&stored.access)).await {
            Ok(()) => Renewed { rotated, tokens: self.renewed_set(issued, stored) },
            // The rotated token belongs to the user of the wrong tokens. Keeping it would continue that user's session
            // here, and revoking it would end it. But if only the keys could not be fetched, it is ours.
            Err(error) => {
                let is_foreign = error.is(names::INVALID_TOKENS.name);
                Renewed { rotated: rotated.filter(|_| !is_foreign), tokens: Err(error) }
            }
        }
    }

    fn renewed_set(&self, mut issued: Issued, stored: &TokenSet) -> Result<Rc<TokenSet>> {
        if issued.access.issued_at().is_none() {
            return Err(Error::new(&names::IAT_NOT_FOUND));
        }
        if issued.refresh.is_none() {
            issued.refresh = stored.refresh.as_ref().map(|token| self.client.store().newest_refresh_token(token));
        }
        let now = self.client.host().now();
        Ok(Rc::new(issued.into_set(stored.username.clone(), stored.sign_in_details.clone(), now)))
    }
}
