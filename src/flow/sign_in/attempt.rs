//! One attempt to sign in, from its first request to its result.

use core::cell::Cell;
use std::rc::Rc;

use super::question::{Answer, Question};
use super::reply::Reply;
use super::sequence;
use super::step::{SignInOutput, SignInStep, step_instead_of_error};
use super::{SignInInput, SignIns};
use crate::config::AuthFlowType;
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::challenge::Challenge;
use crate::flow::client::Client;
use crate::flow::existing_session::OnExistingSession;
use crate::flow::session::{Grant, Source};
use crate::flow::store::{Device, Pending, Persistence, Store};
use crate::host::{Host, Mediation};
use crate::json::Json;
use crate::token::SignInDetails;

/// Cognito's name for the user, and its reply.
pub(super) type NamedReply = (String, Box<Reply>);

/// An attempt. It changes only its own data until it hands its tokens to the session.
pub(super) struct Attempt<H: Host> {
    pub(super) sign_ins: Rc<SignIns<H>>,
    number: u32,
    /// The session's generation when it began.
    generation: u32,
    pub(super) details: Option<SignInDetails>,
    client_metadata: Option<ClientMetadata>,
    /// How long the session will be kept, if the application has said so.
    persistence: Option<Persistence>,
    /// How the user is asked for a passkey.
    pub(super) mediation: Mediation,
    on_existing_session: OnExistingSession,
    /// The service refused the remembered device, which has been removed. No other is named then: it may be refused, too.
    pub(super) device_refused: Cell<bool>,
    /// The device that was proved. The session is bound to it.
    pub(super) proved_device: Cell<Option<Device>>,
}

impl<H: Host> Attempt<H> {
    pub(super) fn new(sign_ins: &Rc<SignIns<H>>, number: u32, flow: AuthFlowType, input: &SignInInput) -> Self {
        let details =
            SignInDetails { login_id: Some(input.username.clone()), auth_flow_type: Some(flow.name().to_owned()) };
        Self {
            sign_ins: Rc::clone(sign_ins),
            number,
            generation: sign_ins.session.generation(),
            details: Some(details),
            client_metadata: input.client_metadata.as_ref().map(ClientMetadata::duplicate),
            persistence: input.persistence,
            mediation: input.mediation,
            on_existing_session: input.on_existing_session,
            device_refused: Cell::new(false),
            proved_device: Cell::default(),
        }
    }

    /// Continues an attempt that waited for an answer.
    pub(super) fn resumed(
        sign_ins: &Rc<SignIns<H>>,
        pending: &Pending,
        client_metadata: Option<ClientMetadata>,
    ) -> Self {
        Self {
            sign_ins: Rc::clone(sign_ins),
            number: sign_ins.latest.get(),
            generation: sign_ins.session.generation(),
            details: pending.details.clone(),
            client_metadata,
            persistence: pending.persistence,
            // The user has just chosen the passkey, so a dialog is expected.
            mediation: Mediation::Modal,
            on_existing_session: pending.on_existing_session,
            device_refused: Cell::new(false),
            proved_device: Cell::default(),
        }
    }

    pub(super) fn client(&self) -> &Rc<Client<H>> {
        &self.sign_ins.client
    }

    pub(super) fn store(&self) -> &Store<H> {
        self.sign_ins.client.store()
    }

    /// The flow; `None` if another version stored this sign-in without it.
    pub(super) fn flow(&self) -> Option<AuthFlowType> {
        self.details.as_ref()?.auth_flow_type.as_deref().and_then(AuthFlowType::from_name)
    }

    pub(super) fn client_metadata(&self) -> Option<Json> {
        self.client_metadata.as_ref().map(|metadata| metadata.as_json().duplicate())
    }

    /// Fails if the user has signed out since the attempt began, or a later sign-in has replaced it.
    pub(super) fn check_is_latest(&self) -> Result<()> {
        self.sign_ins.session.check_generation(self.generation)?;
        if self.sign_ins.latest.get() == self.number {
            Ok(())
        } else {
            Err(Error::new(&names::SIGN_IN).with_message("a later signIn replaced this one"))
        }
    }

    /// Signs the user in. If the service refuses the remembered device, starts once more without any.
    pub(super) async fn run(&self, input: &SignInInput) -> Result<SignInOutput> {
        let mut again = true;
        loop {
            let result = self.run_once(input).await;
            if result.is_ok() || !(self.device_refused.get() && again) {
                return result;
            }
            again = false;
            self.check_is_latest()?;
        }
    }

    async fn run_once(&self, input: &SignInInput) -> Result<SignInOutput> {
        match self.begin(input).await {
            Ok((username, reply)) => self.proceed(username, reply).await,
            Err(error) => {
                // If a later sign-in has replaced this one, leave its state alone.
                self.check_is_latest()?;
                self.sign_ins.forget()?;
                step_instead_of_error(error)
            }
        }
    }

    /// Goes on from a reply until the user is signed in or the application has to answer a challenge. The library answers
    /// some challenges itself.
    pub(super) async fn proceed(&self, username: String, mut reply: Box<Reply>) -> Result<SignInOutput> {
        loop {
            if !reply.result.is_null() {
                self.complete(username, reply).await?;
                return Ok(SignInOutput::step(SignInStep::Done));
            }
            self.check_is_latest()?;
            // This loop ends, because in the table no challenge that is answered here can follow itself.
            let challenge = sequence::next_challenge(self.flow(), &reply)?;
            if challenge == Challenge::Password {
                self.sign_ins.check_plain_password()?;
            }
            if challenge == Challenge::DeviceSrpAuth {
                reply = self.prove_device(&username, reply.session).await?;
                continue;
            }
            let question = Question::of(challenge).ok_or_else(|| sequence::unknown_challenge(challenge.name()))?;
            self.sign_ins.keep(Rc::new(Pending {
                username: username.clone(),
                challenge,
                session: reply.session.clone().unwrap_or_default(),
                details: self.details.clone(),
                persistence: self.persistence,
                on_existing_session: self.on_existing_session,
            }));
            if challenge == Challenge::WebAuthn {
                reply = self.answer_passkey(&username, reply).await?;
                continue;
            }
            if let Answer::MfaSetup = question.answer {
                return self.offer_mfa_setup(reply.parameter("MFAS_CAN_SETUP")).await;
            }
            let allows_plain_password = self.client().pool()?.allows_plain_password;
            return Ok(question.output(&mut reply, allows_plain_password, &|text| self.client().parse_json(text)));
        }
    }

    /// Hands the tokens to the session.
    async fn complete(&self, username: String, reply: Box<Reply>) -> Result<()> {
        if !sequence::tokens_may_follow(self.flow(), reply.sent) {
            // Dropping the reply revokes its refresh token.
            return Err(Error::new(&names::INVALID_TOKENS)
                .with_message("the service sent tokens before the user had proved anything"));
        }
        self.check_is_latest()?;
        // The challenge cannot be answered again, even if the tokens are refused.
        self.sign_ins.forget()?;
        let mut result = reply.result;
        let grant = Grant {
            username,
            proved_device: self.proved_device.take(),
            new_device: result.take("NewDeviceMetadata"),
            issued: self.client().read_tokens(&mut result, reply.asked_at)?,
            unclaimed: reply.unclaimed,
            sign_in_details: self.details.clone(),
            persistence: self.persistence,
            source: Source::SignIn,
            on_existing_session: self.on_existing_session,
        };
        let before_storing = || self.check_is_latest();
        let _ = self.sign_ins.session.adopt(grant, &before_storing).await?;
        let _ = self.sign_ins.forget();
        Ok(())
    }
}
