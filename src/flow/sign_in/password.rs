//! Signing in with a password: as a proof (SRP) or as it is, and custom challenges behind or without it.

use super::attempt::{Attempt, NamedReply};
use super::exchange::Step;
use super::reply::Reply;
use super::{SignInInput, SignIns};
use crate::config::AuthFlowType;
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::srp::{Challenge as SrpChallenge, Ephemeral, Identity, SrpError};

pub(super) fn required(password: Option<&Secret>) -> Result<&Secret> {
    password.ok_or_else(|| Error::new(&names::EMPTY_SIGN_IN_PASSWORD))
}

impl<H: Host> SignIns<H> {
    /// Fails where the configuration keeps passwords from being sent to sign in.
    pub(super) fn check_plain_password(&self) -> Result<()> {
        if self.client.pool()?.allows_plain_password { Ok(()) } else { Err(Error::new(&names::PLAIN_PASSWORD)) }
    }

    /// The same for a sign-in that would send one at once.
    pub(super) fn check_input(&self, input: &SignInInput) -> Result<()> {
        let is_plain = match self.flow_of(input) {
            AuthFlowType::UserPassword => true,
            AuthFlowType::UserAuth => self.preferred(input).as_deref() == Some("PASSWORD"),
            AuthFlowType::CustomWithSrp | AuthFlowType::CustomWithoutSrp | AuthFlowType::UserSrp => false,
        };
        if is_plain { self.check_plain_password() } else { Ok(()) }
    }
}

impl<H: Host> Attempt<H> {
    pub(super) async fn begin_with_srp(&self, input: &SignInInput) -> Result<NamedReply> {
        let password = required(input.password.as_ref())?;
        let ephemeral = self.sign_ins.ephemeral()?;
        let parameters = Json::object().with("USERNAME", &*input.username).with("SRP_A", ephemeral.public_hex());
        let reply = self.send(Step::flow("USER_SRP_AUTH", parameters, &input.username)).await?;
        let username = reply.parameter("USERNAME").unwrap_or(&input.username).to_owned();
        if !reply.asks_for(Challenge::PasswordVerifier) {
            return Ok((username, reply));
        }
        self.prove_password(&reply, &ephemeral, password).await
    }

    pub(super) async fn begin_with_password(&self, input: &SignInInput) -> Result<NamedReply> {
        let password = required(input.password.as_ref())?;
        let parameters = Json::object().with("USERNAME", &*input.username).with("PASSWORD", password.duplicate());
        let reply = self.send(Step::flow("USER_PASSWORD_AUTH", parameters, &input.username).naming_device()).await?;
        let username = reply.parameter("USERNAME").or_else(|| reply.parameter("USER_ID_FOR_SRP"));
        Ok((username.unwrap_or(&input.username).to_owned(), reply))
    }

    pub(super) async fn begin_custom_with_srp(&self, input: &SignInInput) -> Result<NamedReply> {
        let password = required(input.password.as_ref())?;
        let ephemeral = self.sign_ins.ephemeral()?;
        let parameters = Json::object()
            .with("USERNAME", &*input.username)
            .with("SRP_A", ephemeral.public_hex())
            .with("CHALLENGE_NAME", "SRP_A");
        let reply = self.send(Step::flow("CUSTOM_AUTH", parameters, &input.username)).await?;
        if !reply.asks_for(Challenge::PasswordVerifier) {
            return Ok((input.username.clone(), reply));
        }
        self.prove_password(&reply, &ephemeral, password).await
    }

    pub(super) async fn begin_custom(&self, input: &SignInInput) -> Result<NamedReply> {
        if input.password.is_some() {
            return Err(Error::new(&names::CUSTOM_AUTH_SIGN_IN_PASSWORD));
        }
        let parameters = Json::object().with("USERNAME", &*input.username);
        let reply = self.send(Step::flow("CUSTOM_AUTH", parameters, &input.username).naming_device()).await?;
        let username = reply.parameter("USERNAME").unwrap_or(&input.username).to_owned();
        Ok((username, reply))
    }

    /// Proves the password to a `PASSWORD_VERIFIER` challenge, which tells the name that the user's device is kept under.
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

    /// The responses that prove a password to a challenge that carries `SRP_B`, `SALT` and `SECRET_BLOCK`.
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

/// A challenge that would give the password away, or cannot be right, is never answered.
pub(super) fn refused(error: SrpError) -> Error {
    Error::new(&names::INVALID_SRP_CHALLENGE).with_message(error.message())
}
