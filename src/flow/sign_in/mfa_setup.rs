//! Setting up a second factor during a sign-in (`MFA_SETUP`).

use std::rc::Rc;

use super::attempt::Attempt;
use super::exchange::Step;
use super::step::{SignInOutput, SignInStep};
use crate::cognito::operation::{ASSOCIATE_FOR_SIGN_IN, VERIFY_FOR_SIGN_IN};
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::flow::mfa_type::MfaType;
use crate::flow::store::Pending;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

fn cannot(message: &'static str) -> Error {
    Error::new(&names::SIGN_IN).with_message(message)
}

impl<H: Host> Attempt<H> {
    /// Offers the factors that can be set up here. If there is only one, begins to set it up. SMS is not offered: it
    /// requires a phone number, which the user or an administrator has to add first.
    pub(super) async fn offer_mfa_setup(&self, listed: Option<&str>) -> Result<SignInOutput> {
        let listed = listed.and_then(|text| self.client().parse_json(text)).unwrap_or_default();
        let mut factors = MfaType::listed(&listed);
        factors.retain(|factor| *factor != MfaType::Sms);
        match *factors {
            [] => Err(cannot("no second factor can be set up here: ask an administrator")),
            [MfaType::Email] => Ok(SignInOutput::step(SignInStep::EmailSetup)),
            [MfaType::Totp] => self.offer_totp_setup().await,
            ref several => {
                let types = MfaType::names(several);
                Ok(SignInOutput::with_detail(SignInStep::MfaSetupSelection, "allowedMFATypes", types))
            }
        }
    }

    /// Requests the secret for an authenticator app. The session in the reply replaces the sign-in's.
    async fn offer_totp_setup(&self) -> Result<SignInOutput> {
        let pending = self.sign_ins.pending()?.ok_or_else(|| Error::new(&names::SIGN_IN))?;
        let body = Json::object().with("Session", &*pending.session);
        let mut reply = self.client().call_user_pool(&ASSOCIATE_FOR_SIGN_IN, body).await?;
        let secret = reply.take("SecretCode").into_text().filter(|secret| !secret.is_empty());
        let secret = secret.ok_or_else(|| Error::new(&names::SET_UP_TOTP))?;
        let details = Json::object().with("sharedSecret", Secret::new(secret)).with("username", &*pending.username);
        self.replace_session(&pending, reply.take("Session"))?;
        Ok(SignInOutput::with_detail(SignInStep::TotpSetup, "totpSetupDetails", details))
    }

    fn replace_session(&self, pending: &Pending, session: Json) -> Result<String> {
        self.check_is_latest()?;
        let session = session.into_text().unwrap_or_else(|| pending.session.clone());
        self.sign_ins.keep(Rc::new(Pending { session: session.clone(), ..pending.clone() }));
        Ok(session)
    }

    /// Handles the application's answer: the choice of a factor, an e-mail address, or an authenticator app's code.
    pub(super) async fn answer_mfa_setup(
        &self,
        pending: &Pending,
        answer: &Secret,
        friendly_device_name: Option<String>,
    ) -> Result<SignInOutput> {
        let text = answer.expose();
        match MfaType::named(text) {
            Some(MfaType::Email) => return Ok(SignInOutput::step(SignInStep::EmailSetup)),
            Some(MfaType::Totp) => return self.offer_totp_setup().await,
            Some(MfaType::Sms) | None => {}
        }
        let (session, responses) = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let body = Json::object()
                .with("UserCode", answer.duplicate())
                .with("Session", &*pending.session)
                .with("FriendlyDeviceName", friendly_device_name);
            let mut reply = self.client().call_user_pool(&VERIFY_FOR_SIGN_IN, body).await?;
            (self.replace_session(pending, reply.take("Session"))?, Json::object())
        } else if text.contains('@') {
            (pending.session.clone(), Json::object().with("EMAIL", text))
        } else {
            return Err(cannot("answer with TOTP or EMAIL, then with a code or an e-mail address"));
        };
        let username = &pending.username;
        let reply = self.send(Step::answer(Challenge::MfaSetup, responses, username, Some(session))).await?;
        self.proceed(username.clone(), reply).await
    }
}
