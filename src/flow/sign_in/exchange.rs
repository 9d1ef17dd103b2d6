//! Sending the steps of a sign-in: starting a flow (`InitiateAuth`) and answering a challenge (`RespondToAuthChallenge`).

use core::cell::Cell;
use std::rc::Rc;

use futures_util::TryFutureExt as _;

use super::attempt::Attempt;
use super::reply::Reply;
use super::sequence;
use crate::cognito::is_device_gone;
use crate::cognito::operation::{ANSWER_CHALLENGE, INITIATE_AUTH, INITIATE_PROOF, Repeat};
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::flow::client::Later;
use crate::host::Host;
use crate::json::Json;

/// A request of a sign-in.
pub(super) struct Step<'a> {
    kind: StepKind,
    /// `AuthParameters` or `ChallengeResponses`.
    parameters: Json,
    username: &'a str,
    session: Option<String>,
    /// Whether the remembered device is named.
    names_device: bool,
}

#[derive(Clone, Copy)]
enum StepKind {
    /// Starts a flow of the service.
    Flow(&'static str),
    Answer(Challenge),
}

impl<'a> Step<'a> {
    /// The start of a flow.
    pub(super) const fn flow(flow: &'static str, parameters: Json, username: &'a str) -> Self {
        Self { kind: StepKind::Flow(flow), parameters, username, session: None, names_device: false }
    }

    /// The answer to a challenge. `responses` has everything except the user's name and the device.
    pub(super) fn answer(challenge: Challenge, responses: Json, username: &'a str, session: Option<String>) -> Self {
        let parameters = responses.with("USERNAME", username);
        Self { kind: StepKind::Answer(challenge), parameters, username, session, names_device: true }
    }

    /// Adds a parameter.
    pub(super) fn with(self, name: &'static str, value: impl Into<Json>) -> Self {
        Self { parameters: self.parameters.with(name, value), ..self }
    }

    pub(super) fn in_session(self, session: Option<String>) -> Self {
        Self { session, ..self }
    }

    /// Names the user's remembered device, if there is one.
    pub(super) fn naming_device(self) -> Self {
        Self { names_device: true, ..self }
    }

    /// Names this device, which the step proves.
    pub(super) fn of_device(self, device_key: &str) -> Self {
        Self { names_device: false, ..self.with("DEVICE_KEY", device_key) }
    }
}

impl<H: Host> Attempt<H> {
    /// Sends a step. If the service no longer knows the device that the step names, the device is removed, and the step
    /// sent once more without it.
    pub(super) async fn send(&self, step: Step<'_>) -> Result<Box<Reply>> {
        let names_device = step.names_device && !self.device_refused.get();
        let device = if names_device { self.store().device(step.username)? } else { None };
        let mut device_key = device.map(|device| device.key);
        loop {
            let parameters = step.parameters.duplicate().with("DEVICE_KEY", device_key.as_deref());
            match self.exchange(&step, parameters).await {
                Err(error)
                    if is_device_gone(&error)
                        && let Some(key) = device_key.take() =>
                {
                    self.store().remove_refused_device(step.username, &key)?;
                }
                other => return other,
            }
        }
    }

    /// Sends a step and reads the reply. If the reply may contain tokens, the request is completed even if the caller
    /// aborts. Otherwise valid tokens would be lost and could not be revoked.
    async fn exchange(&self, step: &Step<'_>, parameters: Json) -> Result<Box<Reply>> {
        let client = Rc::clone(self.client());
        let sent = sequence::sent(step.challenge(), &parameters, step.session.is_some());
        let body = Json::object()
            .with("ClientMetadata", self.client_metadata())
            .with("Session", step.session.clone())
            .with("ClientId", &*client.pool()?.client_id)
            .with("UserContextData", client.user_context(step.username));
        let (operation, body) = match step.kind {
            StepKind::Flow(flow) => {
                // SRP begins with a request for a challenge, which can be repeated. Any other first request may send a
                // code.
                let is_proof = !parameters.get("SRP_A").is_null() && step.session.is_none();
                let operation = if is_proof { &INITIATE_PROOF } else { &INITIATE_AUTH };
                (operation, body.with("AuthFlow", flow).with("AuthParameters", parameters))
            }
            StepKind::Answer(challenge) => {
                let body = body.with("ChallengeName", challenge.name()).with("ChallengeResponses", parameters);
                (&ANSWER_CHALLENGE, body)
            }
        };
        let exchange = async move {
            let reply = client.call_for_tokens(operation, body).await?;
            let reply = Reply::read(sent, reply, move |refresh_token| client.give_up(refresh_token, Later::From(None)));
            Ok(Box::new(reply))
        };
        if operation.repeat == Repeat::Safe {
            return exchange.await;
        }
        let exchange = exchange.map_ok(|reply| Rc::new(Cell::new(Some(reply))));
        let reply = self.client().to_the_end(exchange).await?;
        reply.take().ok_or_else(|| Error::new(&names::ABORTED))
    }
}

impl Step<'_> {
    const fn challenge(&self) -> Option<Challenge> {
        match self.kind {
            StepKind::Flow(_) => None,
            StepKind::Answer(challenge) => Some(challenge),
        }
    }
}
