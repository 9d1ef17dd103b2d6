//! Asking the service for new tokens.

use crate::cognito::operation::{REFRESH, REFRESH_BY_AUTH};
use crate::cognito::{is_device_gone, is_unsupported};
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::client::issued::Issued;
use crate::flow::session::Session;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::token::TokenSet;

/// What the service gave.
pub(super) struct Renewed {
    /// The refresh token that takes the place of the one that was sent, where the pool rotates them.
    pub(super) rotated: Option<Secret>,
    /// The new tokens, if they can be used.
    pub(super) tokens: Result<TokenSet>,
}

impl<H: Host> Session<H> {
    /// Asks for new tokens, naming the remembered device: a refresh token that is bound to a device is refused without it.
    /// A device that the service no longer knows is forgotten, and the tokens asked for once more.
    pub(in crate::flow::session) async fn request_refresh(
        &self,
        refresh_token: &Secret,
        username: &str,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Json> {
        let store = self.client.store();
        let mut device = store.device_of(username)?.map(|device| device.key);
        // The newer operation wants the app client's secret itself, which nobody here may know.
        let mut newer = !self.client.has_hash_only() && !self.client.older_refresh_only();
        let mut is_unknown = false;
        loop {
            let body =
                self.refresh_body(newer, refresh_token, username, device.as_deref(), client_metadata.as_ref())?;
            let operation = if newer { &REFRESH } else { &REFRESH_BY_AUTH };
            match self.client.call_user_pool(operation, body).await {
                Err(error) if newer && is_unsupported(&error) => {
                    newer = false;
                    is_unknown = true;
                }
                Err(error) if device.is_some() && is_device_gone(&error) => {
                    store.remove_device(username)?;
                    device = None;
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
    pub(super) async fn renewed(&self, mut reply: Json, stored: &TokenSet) -> Renewed {
        let mut result = reply.take("AuthenticationResult");
        let sent = stored.refresh.as_ref().map(Secret::expose);
        let rotated = result.get("RefreshToken").as_text().filter(|token| Some(*token) != sent);
        let rotated = rotated.map(|token| Secret::new(token.to_owned()));
        let issued = match self.client.read_tokens(&mut result) {
            Ok(issued) => issued,
            Err(error) => return Renewed { rotated, tokens: Err(error) },
        };
        match self.client.check_tokens(&issued, Some(&stored.access)).await {
            Ok(()) => Renewed { rotated, tokens: self.renewed_set(issued, stored) },
            // It is theirs whose the tokens are. To keep it would hand them the session; to revoke it might end theirs. Where
            // the keys could not be had, nothing speaks against it.
            Err(error) => {
                let is_foreign = error.is(names::INVALID_TOKENS.name);
                Renewed { rotated: rotated.filter(|_| !is_foreign), tokens: Err(error) }
            }
        }
    }

    fn renewed_set(&self, mut issued: Issued, stored: &TokenSet) -> Result<TokenSet> {
        if issued.access.issued_at().is_none() {
            return Err(Error::new(&names::IAT_NOT_FOUND));
        }
        if issued.refresh.is_none() {
            issued.refresh = stored.refresh.as_ref().map(|token| self.newest_refresh_token(token));
        }
        Ok(issued.into_set(stored.username.clone(), stored.sign_in_details.clone(), self.client.host().now()))
    }
}
