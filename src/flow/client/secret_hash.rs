//! App clients with a secret, which every request that names a user has to prove.
//!
//! Either the configuration has the secret, although everybody can read it in a page, or the application's `secretHash`
//! hook gets the hash from a server that knows the secret. `SECRET_HASH` is base64(HMAC-SHA-256(secret, user name ‖ client
//! id)).

use super::Client;
use crate::cognito::{Operation, Proof, secret_hash};
use crate::error::{Error, Result, names};
use crate::host::{Hook, Host};
use crate::json::Json;
use crate::secret::Secret;

impl<H: Host> Client<H> {
    /// The app client's secret, if the configuration has it.
    pub(super) fn client_secret(&self) -> Option<&Secret> {
        self.config.user_pool.as_ref()?.client_secret.as_ref()
    }

    /// Adds the proof of the app client that the operation requires.
    pub(super) async fn with_client_proof(&self, operation: &Operation, mut body: Json) -> Result<Json> {
        let member = match operation.proof {
            Proof::Hash => None,
            Proof::HashIn(member) => Some(member),
            Proof::Secret => {
                let secret = self.client_secret().map(Secret::duplicate);
                return Ok(body.with("ClientSecret", secret));
            }
            Proof::None => return Ok(body),
        };
        let username = member.map_or_else(|| body.get("Username"), |member| body.get(member).get("USERNAME"));
        let hash = self.secret_hash(username.as_str().unwrap_or_default()).await?;
        let Some(member) = member else { return Ok(body.with("SecretHash", hash)) };
        if let Some(parameters) = body.get_mut(member) {
            parameters.push("SECRET_HASH".into(), hash.into());
        }
        Ok(body)
    }

    /// `SECRET_HASH` for a user; `None` for an app client without a secret.
    async fn secret_hash(&self, username: &str) -> Result<Option<Secret>> {
        if let (Some(secret), Ok(pool)) = (self.client_secret(), self.pool()) {
            return Ok(Some(secret_hash(secret, username, &pool.client_id)));
        }
        match self.ask(Hook::SecretHash, username.into()).await? {
            None => Ok(None),
            Some(Json::Secret(hash)) => Ok(Some(hash)),
            Some(hash) => hash.into_text().map(Secret::new).map(Some).ok_or_else(|| Error::new(&names::SECRET_HASH)),
        }
    }

    /// Whether only `SECRET_HASH` is available, not the secret itself.
    pub(in crate::flow) fn has_hash_only(&self) -> bool {
        self.client_secret().is_none() && self.host.has_hook(Hook::SecretHash)
    }

    /// Whether the app client has a secret.
    pub(in crate::flow) fn has_secret(&self) -> bool {
        self.client_secret().is_some() || self.host.has_hook(Hook::SecretHash)
    }
}
