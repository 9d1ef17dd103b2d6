//! `signUp`, `confirmSignUp`, `resendSignUpCode`.

mod auto_sign_in;

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::client::Client;
use super::code_delivery::CodeDelivery;
use super::fields::{self, Field, Shape};
use super::input;
use super::sign_in::SignIns;
use crate::cognito::Operation;
use crate::cognito::operation::{CONFIRM_SIGN_UP, RESEND_CONFIRMATION_CODE, SIGN_UP};
use crate::config::SignUpVerification;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::text;
use auto_sign_in::{AutoSignIn, SignedUp};

static SIGN_UP_FIELDS: [Field; 5] = [
    Field::new("username", "Username", Shape::Username(&names::EMPTY_SIGN_UP_USERNAME)),
    Field::new("password", "Password", Shape::OptionalSecret),
    Field::new("userAttributes", "UserAttributes", Shape::OptionAttributes),
    Field::new("validationData", "ValidationData", Shape::OptionAttributes),
    Field::CLIENT_METADATA,
];

static CONFIRMATION_FIELDS: [Field; 4] = [
    Field::new("username", "Username", Shape::Username(&names::EMPTY_CONFIRM_SIGN_UP_USERNAME)),
    Field::new("confirmationCode", "ConfirmationCode", Shape::Secret(&names::EMPTY_CONFIRM_SIGN_UP_CODE)),
    Field::new("forceAliasCreation", "ForceAliasCreation", Shape::OptionFlag),
    Field::CLIENT_METADATA,
];

static RESENDING_FIELDS: [Field; 2] =
    [Field::new("username", "Username", Shape::Username(&names::EMPTY_SIGN_UP_USERNAME)), Field::CLIENT_METADATA];

/// Input of `signUp`.
#[derive(Debug)]
pub struct SignUpInput {
    /// The request.
    body: Json,
    /// The options of the sign-in that is to follow, if one is.
    auto_sign_in: Option<Json>,
}

impl SignUpInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `EmptySignUpUsername`, `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        let auto_sign_in = auto_sign_in_options(options.take("autoSignIn"))?;
        Ok(Self { body: fields::read(&SIGN_UP_FIELDS, input, options)?, auto_sign_in })
    }
}

/// Output of `signUp`.
#[derive(Debug)]
pub struct SignUpOutput {
    /// Whether the user is confirmed.
    pub user_confirmed: bool,
    /// The user's `sub`.
    pub user_id: Option<String>,
    /// Where the code went, unless none was needed.
    pub code_delivery: Option<CodeDelivery>,
    /// Whether `autoSignIn` is to be called next.
    pub auto_sign_in: bool,
}

impl SignUpOutput {
    /// As the public API has it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let step = match (self.auto_sign_in, self.user_confirmed) {
            (true, _) => "COMPLETE_AUTO_SIGN_IN",
            (false, true) => "DONE",
            (false, false) => "CONFIRM_SIGN_UP",
        };
        let delivery = self.code_delivery.as_ref().map(CodeDelivery::to_json);
        Json::object()
            .with("isSignUpComplete", self.user_confirmed)
            .with("nextStep", Json::object().with("signUpStep", step).with("codeDeliveryDetails", delivery))
            .with("userId", self.user_id.clone())
    }
}

/// Input of `confirmSignUp`.
#[derive(Debug)]
pub struct ConfirmSignUpInput {
    body: Json,
}

impl ConfirmSignUpInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `EmptyConfirmSignUpUsername`, `EmptyConfirmSignUpCode`, `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let options = input::with_options(&mut input)?;
        fields::read(&CONFIRMATION_FIELDS, input, options).map(|body| Self { body })
    }
}

/// Output of `confirmSignUp`: the sign-up is complete.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmSignUpOutput {
    /// Whether `autoSignIn` is to be called next.
    pub auto_sign_in: bool,
}

impl ConfirmSignUpOutput {
    /// As the public API has it.
    #[must_use]
    pub fn to_json(self) -> Json {
        let step = if self.auto_sign_in { "COMPLETE_AUTO_SIGN_IN" } else { "DONE" };
        Json::object().with("isSignUpComplete", true).with("nextStep", Json::object().with("signUpStep", step))
    }
}

/// Input of `resendSignUpCode`.
#[derive(Debug)]
pub struct ResendSignUpCodeInput {
    body: Json,
}

impl ResendSignUpCodeInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `EmptySignUpUsername`, `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let options = input::with_options(&mut input)?;
        fields::read(&RESENDING_FIELDS, input, options).map(|body| Self { body })
    }
}

/// The sign-ups of a client, and the sign-in that may follow one.
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
        // The sign-in of an earlier sign-up does not belong to this one.
        self.auto_sign_in.end();
        let ended = self.auto_sign_in.ended();
        let SignUpInput { body, auto_sign_in } = input;
        let later = auto_sign_in.map(|options| SignedUp {
            username: body.get("Username").as_str().unwrap_or_default().to_owned(),
            password: body.get("Password").as_str().map(|password| Secret::new(password.to_owned())),
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
        // After a sign-out or another sign-in meanwhile there is nothing to complete.
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

    /// Confirms a sign-up with the code that was sent (`ConfirmSignUp`).
    pub(super) async fn confirm(&self, input: ConfirmSignUpInput) -> Result<ConfirmSignUpOutput> {
        let username = input.body.get("Username").as_str().unwrap_or_default().to_owned();
        let mut reply = self.send(&CONFIRM_SIGN_UP, input.body).await?;
        let auto_sign_in = self.auto_sign_in.confirmed(&username, reply.take("Session").into_text());
        Ok(ConfirmSignUpOutput { auto_sign_in })
    }

    /// Has the sign-up code sent again (`ResendConfirmationCode`).
    pub(super) async fn resend_code(&self, input: ResendSignUpCodeInput) -> Result<CodeDelivery> {
        let mut reply = self.send(&RESEND_CONFIRMATION_CODE, input.body).await?;
        Ok(CodeDelivery::from_reply(reply.take("CodeDeliveryDetails")))
    }

    /// Forgets a sign-up that waits for its sign-in, with its password, and stops that sign-in.
    pub(super) fn abandon(&self) {
        self.auto_sign_in.end();
    }

    /// Sends a request about the user whom it names.
    fn send(&self, operation: &'static Operation, body: Json) -> LocalBoxFuture<'static, Result<Json>> {
        let client = Rc::clone(&self.client);
        async move { client.call_user_pool(operation, client.naming_user(body)?).await }.boxed_local()
    }
}

/// `autoSignIn`: `true`, or the options of the sign-in; `None` for `false` and when absent.
fn auto_sign_in_options(given: Json) -> Result<Option<Json>> {
    match given.as_bool() {
        Some(true) => Ok(Some(Json::Null)),
        Some(false) => Ok(None),
        None if given.is_null() => Ok(None),
        None if given.is_object() => Ok(Some(given)),
        None => Err(input::invalid("autoSignIn", "is neither true, false nor an object")),
    }
}

/// The service's message about a missing password names a constraint on the field.
fn mentions_missing_password(message: &str) -> bool {
    text::has(message, "'password'") && text::has(message, "Member must not be null")
}
