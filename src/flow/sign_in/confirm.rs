//! `confirmSignIn`: the application's answer to a challenge.

use std::rc::Rc;

use super::{Reply, SignIn, SignInOutput, step_instead_of_error};
use crate::cognito::operation::ANSWER_CHALLENGE;
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::flow::sign_in_state::Pending;
use crate::flow::{Auth, input};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

/// Input of `confirmSignIn`.
#[derive(Debug)]
pub struct ConfirmSignInInput {
    challenge_response: Option<Secret>,
    user_attributes: Option<Json>,
    client_metadata: Option<Json>,
}

impl ConfirmSignInInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        Ok(Self {
            challenge_response: input::optional_secret(&mut input, "challengeResponse")?,
            user_attributes: input::text_map(&mut options, "userAttributes")?,
            client_metadata: input::client_metadata(&mut options)?,
        })
    }
}

impl<H: Host> Auth<H> {
    /// Answers the challenge that a sign-in waits for. A wrong answer leaves the sign-in as it was, to be tried again.
    ///
    /// # Errors
    /// `EmptyChallengeResponse`, `SignInException` when no sign-in is under way, and the service's, such as
    /// `CodeMismatchException`.
    pub async fn confirm_sign_in(self: &Rc<Self>, input: ConfirmSignInInput) -> Result<SignInOutput> {
        let client_id = self.pool()?.client_id.as_str();
        let answer = input.challenge_response.ok_or_else(|| Error::new(&names::EMPTY_CHALLENGE_RESPONSE))?;
        let generation = self.generation.get();
        let Pending { username, challenge_name, session, details } = self
            .pending_sign_in()
            .await?
            .ok_or_else(|| Error::new(&names::SIGN_IN).with_message("no sign-in is under way, or it took too long"))?;
        let challenge = Challenge::named(&challenge_name).ok_or_else(|| Error::new(&names::SIGN_IN))?;
        let responses = challenge.responses(answer.into(), input.user_attributes)?.with("USERNAME", &*username);
        let body = Json::object()
            .with("ChallengeName", challenge_name)
            .with("ChallengeResponses", responses)
            .with("ClientMetadata", input.client_metadata)
            .with("Session", session)
            .with("ClientId", client_id)
            .with("UserContextData", self.user_context(&username));
        let reply = match self.call_user_pool(&ANSWER_CHALLENGE, body).await {
            Ok(reply) => Reply::read(reply),
            Err(error) => return step_instead_of_error(error),
        };
        self.proceed(&SignIn { details, generation }, username, reply).await
    }
}
