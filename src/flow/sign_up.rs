//! `signUp`, `confirmSignUp`, `resendSignUpCode`.

mod auto_sign_in;
mod data;

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::client::Client;
use super::code_delivery::CodeDelivery;
use super::sign_in::SignIns;
use crate::cognito::Operation;
use crate::cognito::operation::{CONFIRM_SIGN_UP, RESEND_CONFIRMATION_CODE, SIGN_UP};
use crate::config::SignUpVerification;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::text;
use auto_sign_in::{AutoSignIn, SignedUp};

pub use data::{ConfirmSignUpInput, ConfirmSignUpOutput, ResendSignUpCodeInput, SignUpInput, SignUpOutput};

/// The sign-ups of a client, and the automatic sign-in after one.
pub(super) struct SignUps<H: Host> {
    client: Rc<Client<H>>,
    sign_ins: Rc<SignIns<H>>,
    auto_sign_in: AutoSignIn,
}

impl<H: Host> SignUps<H> {
    pub(super) fn new(client: Rc<Client<H>>, sign_ins: Rc<SignIns<H>>) -> Self {
        Self { client, sign_ins, auto_sign_in: AutoSignIn::default() }
    }

    /// Registers a user (`SignUp`).
    pub(super) async fn sign_up(self: &Rc<Self>, input: SignUpInput) -> Result<SignUpOutput> {
        // This sign-up replaces an earlier one, including its automatic sign-in.
        self.auto_sign_in.end();
        let ended = self.auto_sign_in.ended();
        let SignUpInput { body, auto_sign_in } = input;
        let later = auto_sign_in.map(|options| SignedUp {
            username: body.get("Username").as_str().unwrap_or_default().to_owned(),
            password: if let Json::Secret(password) = body.get("Password") { Some(password.duplicate()) } else { None },
            options,
            session: None,
        });
        let without_password = body.get("Password").is_null();
        let mut reply = self.send(&SIGN_UP, body).await.map_err(|error| {
            if without_password && error.is("InvalidParameterException") && mentions_missing_password(error.message()) {
                Error::new(&names::EMPTY_SIGN_UP_PASSWORD).with_source(error)
            } else {
                error
            }
        })?;
        let user_confirmed = reply.get("UserConfirmed").as_bool().unwrap_or_default();
        let by_link = self.client.config().sign_up_verification == SignUpVerification::Link;
        // A sign-out or another sign-in meanwhile ended the automatic sign-in.
        let later = later.filter(|_| self.auto_sign_in.ended() == ended);
        let auto_sign_in = later.is_some() && (user_confirmed || by_link);
        if let Some(mut signed_up) = later {
            signed_up.session = reply.take("Session").into_text();
            self.await_auto_sign_in(signed_up, user_confirmed, by_link);
        }
        Ok(SignUpOutput {
            user_confirmed,
            auto_sign_in,
            user_id: reply.take("UserSub").into_text(),
            code_delivery: (!user_confirmed).then(|| CodeDelivery::from_reply(reply.take("CodeDeliveryDetails"))),
        })
    }

    /// Confirms a sign-up with the code that the user received (`ConfirmSignUp`).
    pub(super) async fn confirm(&self, input: ConfirmSignUpInput) -> Result<ConfirmSignUpOutput> {
        let username = input.body.get("Username").as_str().unwrap_or_default().to_owned();
        let mut reply = self.send(&CONFIRM_SIGN_UP, input.body).await?;
        let auto_sign_in = self.auto_sign_in.confirmed(&username, reply.take("Session").into_text());
        Ok(ConfirmSignUpOutput { auto_sign_in })
    }

    /// Sends the sign-up code again (`ResendConfirmationCode`).
    pub(super) async fn resend_code(&self, input: ResendSignUpCodeInput) -> Result<CodeDelivery> {
        let mut reply = self.send(&RESEND_CONFIRMATION_CODE, input.body).await?;
        Ok(CodeDelivery::from_reply(reply.take("CodeDeliveryDetails")))
    }

    /// Forgets a sign-up and its password, and stops its automatic sign-in.
    pub(super) fn abandon(&self) {
        self.auto_sign_in.end();
    }

    /// Sends a request that names a user.
    fn send(&self, operation: &'static Operation, body: Json) -> LocalBoxFuture<'static, Result<Json>> {
        let client = Rc::clone(&self.client);
        async move { client.call_user_pool(operation, client.naming_user(body)?).await }.boxed_local()
    }
}

/// Whether the service's message says that the password is missing.
fn mentions_missing_password(message: &str) -> bool {
    text::contains(message, "'password'") && text::contains(message, "Member must not be null")
}
