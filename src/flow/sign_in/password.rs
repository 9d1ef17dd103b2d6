//! Signing in with a password: as a proof (`USER_SRP_AUTH`) or as it is (`USER_PASSWORD_AUTH`).

use std::rc::Rc;

use zeroize::Zeroizing;

use super::{Reply, SignIn, SignInInput, SignInOutput};
use crate::cognito::operation::{ANSWER_PASSWORD_VERIFIER, INITIATE_AUTH};
use crate::error::{Error, Result, names};
use crate::flow::Auth;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::srp::{Challenge, Ephemeral, Identity, SrpError};

impl<H: Host> Auth<H> {
    pub(super) async fn sign_in_with_password(
        self: &Rc<Self>,
        sign_in: &SignIn,
        input: SignInInput,
    ) -> Result<SignInOutput> {
        let password = input.password.ok_or_else(|| Error::new(&names::EMPTY_SIGN_IN_PASSWORD))?;
        let parameters = Json::object().with("USERNAME", &*input.username).with("PASSWORD", password);
        let reply =
            self.initiate_auth("USER_PASSWORD_AUTH", parameters, input.client_metadata, &input.username).await?;
        let username = reply.parameter("USERNAME").or_else(|| reply.parameter("USER_ID_FOR_SRP"));
        let username = username.map_or(input.username, str::to_owned);
        self.proceed(sign_in, username, reply).await
    }

    pub(super) async fn sign_in_with_srp(
        self: &Rc<Self>,
        sign_in: &SignIn,
        input: SignInInput,
    ) -> Result<SignInOutput> {
        let password = input.password.ok_or_else(|| Error::new(&names::EMPTY_SIGN_IN_PASSWORD))?;
        let mut random = Zeroizing::new([0; 32]);
        self.host.random(&mut *random)?;
        let ephemeral = Ephemeral::generate(&random).map_err(refused)?;
        let parameters = Json::object().with("USERNAME", &*input.username).with("SRP_A", ephemeral.public_hex());
        let metadata = input.client_metadata.as_ref().map(Json::duplicate);
        let reply = self.initiate_auth("USER_SRP_AUTH", parameters, metadata, &input.username).await?;
        let username = reply.parameter("USERNAME").map_or(input.username, str::to_owned);
        if reply.challenge_name.as_deref() != Some("PASSWORD_VERIFIER") {
            return self.proceed(sign_in, username, reply).await;
        }
        let reply = self.answer_password_verifier(reply, &ephemeral, password, input.client_metadata).await?;
        self.proceed(sign_in, username, reply).await
    }

    async fn initiate_auth(
        &self,
        flow: &'static str,
        parameters: Json,
        client_metadata: Option<Json>,
        username: &str,
    ) -> Result<Reply> {
        let body = Json::object()
            .with("AuthFlow", flow)
            .with("AuthParameters", parameters)
            .with("ClientMetadata", client_metadata)
            .with("ClientId", &*self.pool()?.client_id)
            .with("UserContextData", self.user_context(username));
        self.call_user_pool(&INITIATE_AUTH, body).await.map(Reply::read)
    }

    /// Proves the password to a `PASSWORD_VERIFIER` challenge.
    async fn answer_password_verifier(
        &self,
        challenge: Reply,
        ephemeral: &Ephemeral,
        password: Secret,
        client_metadata: Option<Json>,
    ) -> Result<Reply> {
        let pool = self.pool()?;
        let user_id =
            challenge.parameter("USER_ID_FOR_SRP").ok_or_else(|| Error::new(&names::EMPTY_USER_ID_FOR_SRP))?;
        let given = |name| challenge.parameter(name).unwrap_or_default();
        let secret_block = given("SECRET_BLOCK");
        let parsed = Challenge::parse(given("SRP_B"), given("SALT"), secret_block).map_err(refused)?;
        let timestamp = self.host.now().password_claim();
        let identity = Identity::user(pool.id.as_str(), user_id);
        let signature =
            ephemeral.prove(&identity, password.expose().as_bytes(), &parsed, &timestamp).map_err(refused)?;
        drop(password);
        let responses = Json::object()
            .with("USERNAME", user_id)
            .with("PASSWORD_CLAIM_SECRET_BLOCK", secret_block)
            .with("TIMESTAMP", timestamp)
            .with("PASSWORD_CLAIM_SIGNATURE", signature);
        let user_context = self.user_context(user_id);
        let body = Json::object()
            .with("ChallengeName", "PASSWORD_VERIFIER")
            .with("ChallengeResponses", responses)
            .with("ClientMetadata", client_metadata)
            .with("Session", challenge.session)
            .with("ClientId", &*pool.client_id)
            .with("UserContextData", user_context);
        self.call_user_pool(&ANSWER_PASSWORD_VERIFIER, body).await.map(Reply::read)
    }
}

/// A challenge that would give the password away, or cannot be right, is never answered.
fn refused(error: SrpError) -> Error {
    Error::new(&names::INVALID_SRP_CHALLENGE).with_message(error.to_string())
}
