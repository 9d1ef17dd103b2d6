//! Proving the user's or the device's password (SRP).

use super::attempt::{Attempt, NamedReply};
use super::exchange::Step;
use super::reply::Reply;
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::srp::{Ephemeral, Identity, SrpChallenge, SrpError};

impl<H: Host> Attempt<H> {
    /// Answers a `PASSWORD_VERIFIER` challenge, which also contains the name that the user's device is stored under.
    pub(super) async fn prove_password(
        &self,
        challenge: &Reply,
        ephemeral: &Ephemeral,
        password: &Secret,
    ) -> Result<NamedReply> {
        let user_id =
            challenge.parameter("USER_ID_FOR_SRP").ok_or_else(|| Error::new(&names::EMPTY_USER_ID_FOR_SRP))?;
        let identity = Identity::user(self.client().pool()?.id.as_str(), user_id);
        let proof = self.claim(challenge, ephemeral, &identity, password)?;
        let session = challenge.session.clone();
        let reply = self.send(Step::answer(Challenge::PasswordVerifier, proof, user_id, session)).await?;
        Ok((user_id.to_owned(), reply))
    }

    /// The responses that prove a password to a challenge with `SRP_B`, `SALT` and `SECRET_BLOCK`.
    pub(super) fn claim(
        &self,
        challenge: &Reply,
        ephemeral: &Ephemeral,
        identity: &Identity<'_>,
        password: &Secret,
    ) -> Result<Json> {
        let given = |name| challenge.parameter(name).unwrap_or_default();
        let secret_block = given("SECRET_BLOCK");
        let parsed = SrpChallenge::parse(given("SRP_B"), given("SALT"), secret_block).map_err(refused)?;
        let timestamp = self.client().host().now().password_claim();
        let signature = ephemeral
            .prove_with(self.client().host().powers(), identity, password.expose().as_bytes(), &parsed, &timestamp)
            .map_err(refused)?;
        Ok(Json::object()
            .with("PASSWORD_CLAIM_SECRET_BLOCK", secret_block)
            .with("TIMESTAMP", timestamp)
            .with("PASSWORD_CLAIM_SIGNATURE", signature))
    }
}

/// The error for a challenge that is invalid or whose answer would reveal the password.
pub(super) fn refused(error: SrpError) -> Error {
    Error::new(&names::INVALID_SRP_CHALLENGE).with_message(error.message())
}
