//! Sending the steps of a sign-in: starting a flow and answering a challenge, with the device named.

use core::cell::Cell;
use std::rc::Rc;

use futures_util::{FutureExt as _, TryFutureExt as _};

use super::{Reply, SignIn, sequence};
use crate::cognito::is_device_gone;
use crate::cognito::operation::{ANSWER_CHALLENGE, INITIATE_AUTH, INITIATE_PROOF, Operation, Repeat};
use crate::error::{Error, Result, names};
use crate::flow::Auth;
use crate::flow::flight::Work;
use crate::host::Host;
use crate::json::Json;

impl<H: Host> Auth<H> {
    pub(super) async fn initiate_auth(
        self: &Rc<Self>,
        sign_in: &SignIn,
        flow: &'static str,
        parameters: Json,
        username: &str,
        session: Option<String>,
    ) -> Result<Reply> {
        // A proof of the password begins with a challenge, which may be asked for again. Anything else may send a code.
        let is_proof = !parameters.get("SRP_A").is_null() && session.is_none();
        let operation = if is_proof { &INITIATE_PROOF } else { &INITIATE_AUTH };
        let sent = sequence::sent(None, &parameters, session.is_some());
        let body = Json::object()
            .with("AuthFlow", flow)
            .with("AuthParameters", parameters)
            .with("ClientMetadata", sign_in.client_metadata())
            .with("ClientId", &*self.pool()?.client_id)
            .with("UserContextData", self.user_context(username))
            .with("Session", session);
        self.exchange(operation, sent, body).await
    }

    /// Starts a flow that may name the device. A device that is gone is forgotten, and the flow started once more.
    pub(super) async fn initiate_with_device(
        self: &Rc<Self>,
        sign_in: &SignIn,
        flow: &'static str,
        parameters: Json,
        username: &str,
        session: Option<String>,
    ) -> Result<Reply> {
        let mut device = self.load_device(username)?.map(|device| device.key);
        loop {
            let given = parameters.duplicate().with("DEVICE_KEY", device.as_deref());
            match self.initiate_auth(sign_in, flow, given, username, session.clone()).await {
                Err(error) if device.is_some() && is_device_gone(&error) => {
                    self.remove_device(username)?;
                    device = None;
                }
                other => return other,
            }
        }
    }

    /// Answers a challenge, naming the device. A device that is gone is forgotten, and the answer given once more.
    pub(super) async fn respond(
        self: &Rc<Self>,
        sign_in: &SignIn,
        challenge_name: &'static str,
        username: &str,
        session: Option<String>,
        responses: Json,
    ) -> Result<Reply> {
        let responses = responses.with("USERNAME", username);
        let mut device = self.load_device(username)?.map(|device| device.key);
        loop {
            let given = responses.duplicate().with("DEVICE_KEY", device.as_deref());
            match self.send_response(sign_in, challenge_name, username, session.clone(), given).await {
                Err(error) if device.is_some() && is_device_gone(&error) => {
                    self.remove_device(username)?;
                    device = None;
                }
                other => return other,
            }
        }
    }

    pub(super) async fn send_response(
        self: &Rc<Self>,
        sign_in: &SignIn,
        challenge_name: &'static str,
        username: &str,
        session: Option<String>,
        responses: Json,
    ) -> Result<Reply> {
        let sent = sequence::sent(Some(challenge_name), &responses, true);
        let body = Json::object()
            .with("ChallengeName", challenge_name)
            .with("ChallengeResponses", responses)
            .with("ClientMetadata", sign_in.client_metadata())
            .with("Session", session)
            .with("ClientId", &*self.pool()?.client_id)
            .with("UserContextData", self.user_context(username));
        self.exchange(&ANSWER_CHALLENGE, sent, body).await
    }

    /// Sends a step and reads the reply. One that may be answered with tokens is not given up when the call goes away: they
    /// would be good, and known to nobody.
    async fn exchange(self: &Rc<Self>, operation: &'static Operation, sent: &'static str, body: Json) -> Result<Reply> {
        let this = Rc::clone(self);
        let step = async move {
            let reply = this.call_user_pool(operation, body).await?;
            Ok(Reply::read(sent, reply, move |refresh_token| this.give_up(refresh_token)))
        };
        if operation.repeat == Repeat::Safe {
            return step.await;
        }
        let step = step.map_ok(|reply| Rc::new(Cell::new(Some(reply))));
        let reply = Work::start(&self.host, step.boxed_local()).finish().await?;
        reply.take().ok_or_else(|| Error::new(&names::ABORTED))
    }
}
