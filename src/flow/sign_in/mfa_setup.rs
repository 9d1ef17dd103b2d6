//! Setting up a second factor in the middle of a sign-in (`MFA_SETUP`).

use std::rc::Rc;

use super::{Reply, SignIn, SignInOutput};
use crate::cognito::operation::{ASSOCIATE_FOR_SIGN_IN, VERIFY_FOR_SIGN_IN};
use crate::error::{Error, Result, names};
use crate::flow::Auth;
use crate::flow::challenge::{listed_mfa_types, name_list};
use crate::flow::sign_in_state::Pending;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

fn cannot(message: &'static str) -> Error {
    Error::new(&names::SIGN_IN).with_message(message)
}

impl<H: Host> Auth<H> {
    /// Offers the factors that can be set up here, or goes straight to the only one. Text messages cannot be: they need a
    /// phone number that an administrator or the user has to give first.
    pub(super) async fn offer_mfa_setup(&self, sign_in: &SignIn, listed: Option<&str>) -> Result<SignInOutput> {
        let types = listed_mfa_types(listed, &|text| self.parse_json(text));
        let types: Vec<_> = types.into_iter().filter(|name| *name != "SMS").collect();
        match types.as_slice() {
            [] => Err(cannot("no second factor can be set up here: ask an administrator")),
            ["EMAIL"] => Ok(SignInOutput::step("CONTINUE_SIGN_IN_WITH_EMAIL_SETUP")),
            ["TOTP"] => self.offer_totp_setup(sign_in).await,
            several => {
                let step = Json::object()
                    .with("signInStep", "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION")
                    .with("allowedMFATypes", name_list(several));
                Ok(SignInOutput::next(step))
            }
        }
    }

    /// Asks for the secret of an authenticator app. The session it comes with replaces the sign-in's.
    async fn offer_totp_setup(&self, sign_in: &SignIn) -> Result<SignInOutput> {
        let pending = self.pending_sign_in()?.ok_or_else(|| Error::new(&names::SIGN_IN))?;
        let body = Json::object().with("Session", &*pending.session);
        let mut reply = self.call_user_pool(&ASSOCIATE_FOR_SIGN_IN, body).await?;
        let secret = reply.take("SecretCode").into_text().filter(|secret| !secret.is_empty());
        let secret = secret.ok_or_else(|| Error::new(&names::SET_UP_TOTP))?;
        let details = Json::object().with("sharedSecret", Secret::new(secret)).with("username", &*pending.username);
        self.replace_session(sign_in, pending, reply.take("Session"))?;
        let step =
            Json::object().with("signInStep", "CONTINUE_SIGN_IN_WITH_TOTP_SETUP").with("totpSetupDetails", details);
        Ok(SignInOutput::next(step))
    }

    fn replace_session(&self, sign_in: &SignIn, pending: Pending, session: Json) -> Result<Pending> {
        self.still_under_way(sign_in)?;
        let session = session.into_text().unwrap_or_else(|| pending.session.clone());
        let pending = Pending { session, ..pending };
        self.keep_sign_in(pending.clone())?;
        Ok(pending)
    }

    /// Takes the application's answer: the choice of a factor, an e-mail address, or the code of an authenticator app.
    pub(super) async fn answer_mfa_setup(
        self: &Rc<Self>,
        sign_in: &SignIn,
        pending: Pending,
        answer: &Secret,
        friendly_device_name: Option<String>,
    ) -> Result<SignInOutput> {
        let text = answer.expose();
        let reply = match text {
            "EMAIL" | "EMAIL_OTP" => return Ok(SignInOutput::step("CONTINUE_SIGN_IN_WITH_EMAIL_SETUP")),
            "TOTP" | "SOFTWARE_TOKEN_MFA" => return self.offer_totp_setup(sign_in).await,
            _ if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                let body = Json::object()
                    .with("UserCode", answer.duplicate())
                    .with("Session", &*pending.session)
                    .with("FriendlyDeviceName", friendly_device_name);
                let mut reply = self.call_user_pool(&VERIFY_FOR_SIGN_IN, body).await?;
                let pending = self.replace_session(sign_in, pending, reply.take("Session"))?;
                self.finish_mfa_setup(sign_in, pending, Json::object()).await?
            }
            _ if text.contains('@') => {
                self.finish_mfa_setup(sign_in, pending, Json::object().with("EMAIL", text)).await?
            }
            _ => return Err(cannot("answer with TOTP or EMAIL, then with a code or an e-mail address")),
        };
        let (username, reply) = reply;
        self.proceed(sign_in, username, reply).await
    }

    async fn finish_mfa_setup(
        self: &Rc<Self>,
        sign_in: &SignIn,
        pending: Pending,
        responses: Json,
    ) -> Result<(String, Reply)> {
        let Pending { username, session, .. } = pending;
        let reply = self.respond(sign_in, "MFA_SETUP", &username, Some(session), responses).await?;
        Ok((username, reply))
    }
}
