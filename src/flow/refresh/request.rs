//! Asking the service for new tokens.

use super::Auth;
use crate::cognito::operation::{REFRESH, REFRESH_BY_AUTH};
use crate::cognito::{is_device_gone, is_unsupported};
use crate::error::{Error, Result, names};
use crate::flow::issued::Issued;
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

impl<H: Host> Auth<H> {
    /// Asks for new tokens, naming the remembered device: a refresh token that is bound to a device is refused without it.
    /// A device that the service no longer knows is forgotten, and the tokens asked for once more.
    pub(in crate::flow) async fn request_refresh(
        &self,
        refresh_token: &Secret,
        username: &str,
        client_metadata: Option<Json>,
    ) -> Result<Json> {
        let mut device = self.load_device_of(username)?.map(|device| device.key);
        loop {
            match self.send_refresh(refresh_token, username, device.as_deref(), client_metadata.as_ref()).await {
                Err(error) if device.is_some() && is_device_gone(&error) => {
                    self.remove_device(username)?;
                    device = None;
                }
                other => return other,
            }
        }
    }

    async fn send_refresh(
        &self,
        refresh_token: &Secret,
        username: &str,
        device_key: Option<&str>,
        client_metadata: Option<&Json>,
    ) -> Result<Json> {
        let metadata = || client_metadata.map(Json::duplicate);
        let client_id = self.pool()?.client_id.as_str();
        // The newer operation wants the app client's secret itself, which nobody here may know.
        let newer = !self.has_hash_only() && !self.refreshing.older_operation_only.get();
        if newer {
            let body = Json::object()
                .with("RefreshToken", refresh_token.duplicate())
                .with("ClientId", client_id)
                .with("DeviceKey", device_key)
                .with("ClientMetadata", metadata());
            match self.call_user_pool(&REFRESH, body).await {
                Err(error) if is_unsupported(&error) => {}
                other => return other,
            }
        }
        let parameters = Json::object()
            .with("REFRESH_TOKEN", refresh_token.duplicate())
            .with("USERNAME", self.has_secret().then_some(username))
            .with("DEVICE_KEY", device_key);
        let body = Json::object()
            .with("AuthFlow", "REFRESH_TOKEN_AUTH")
            .with("AuthParameters", parameters)
            .with("ClientMetadata", metadata())
            .with("ClientId", client_id);
        let reply = self.call_user_pool(&REFRESH_BY_AUTH, body).await?;
        // It works, so that the newer one need not be asked for again.
        self.refreshing.older_operation_only.set(newer || self.refreshing.older_operation_only.get());
        Ok(reply)
    }

    /// Reads the reply for a session.
    pub(super) async fn renewed(&self, mut reply: Json, stored: &TokenSet) -> Renewed {
        let mut result = reply.take("AuthenticationResult");
        let sent = stored.refresh.as_ref().map(Secret::expose);
        let rotated = result.get("RefreshToken").as_text().filter(|token| Some(*token) != sent);
        let rotated = rotated.map(|token| Secret::new(token.to_owned()));
        let issued = match self.read_tokens(&mut result) {
            Ok(issued) => issued,
            Err(error) => return Renewed { rotated, tokens: Err(error) },
        };
        match self.check_tokens(&issued, Some(&stored.access)).await {
            Ok(()) => Renewed { rotated, tokens: self.renewed_set(issued, stored) },
            // It is theirs whose the tokens are. To keep it would hand them the session; to revoke it might end theirs. Where
            // the keys could not be had, nothing speaks against it.
            Err(error) => {
                let is_foreign = error.is(names::INVALID_TOKENS.name);
                Renewed { rotated: rotated.filter(|_| !is_foreign), tokens: Err(error) }
            }
        }
    }

    fn renewed_set(&self, Issued { access, id, refresh }: Issued, stored: &TokenSet) -> Result<TokenSet> {
        if access.issued_at().is_none() {
            return Err(Error::new(&names::IAT_NOT_FOUND));
        }
        Ok(TokenSet {
            clock_drift_ms: TokenSet::drift(&access, self.host.now()),
            access,
            id,
            refresh: refresh.or_else(|| stored.refresh.as_ref().map(|token| self.newest_refresh_token(token))),
            username: stored.username.clone(),
            sign_in_details: stored.sign_in_details.clone(),
        })
    }
}
