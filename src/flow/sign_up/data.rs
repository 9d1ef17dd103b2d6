//! Inputs and outputs of the sign-up functions.

use crate::config::AuthFlowType;
use crate::error::{Result, names};
use crate::flow::attributes::{Attributes, ClientMetadata};
use crate::flow::code_delivery::CodeDelivery;
use crate::flow::fields::{self, Field, Shape};
use crate::flow::input;
use crate::json::Json;
use crate::secret::Secret;

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
    pub(super) body: Json,
    /// The options of the automatic sign-in, if there is to be one.
    pub(super) auto_sign_in: Option<Json>,
}

impl SignUpInput {
    /// A sign-up. The password can be left out if the pool does not require one; an empty one counts as none.
    ///
    /// # Errors
    /// `EmptySignUpUsername`.
    pub fn new(username: &str, password: Option<Secret>) -> Result<Self> {
        Self::parse(Json::object().with("username", username).with("password", password))
    }

    /// Adds attributes of the user.
    #[must_use]
    pub fn with_user_attributes(self, attributes: Attributes) -> Self {
        Self { body: with_member(self.body, "UserAttributes", attributes.into_list()), ..self }
    }

    /// Adds data for the pool's pre sign-up trigger.
    #[must_use]
    pub fn with_validation_data(self, data: Attributes) -> Self {
        Self { body: with_member(self.body, "ValidationData", data.into_list()), ..self }
    }

    /// Adds data for the pool's triggers.
    #[must_use]
    pub fn with_client_metadata(self, metadata: ClientMetadata) -> Self {
        Self { body: with_member(self.body, "ClientMetadata", metadata.into_json()), ..self }
    }

    /// Has [`Auth::auto_sign_in`](crate::flow::Auth::auto_sign_in) sign the user in afterwards, with the configuration's flow.
    #[must_use]
    pub fn with_auto_sign_in(self) -> Self {
        Self { auto_sign_in: Some(Json::Null), ..self }
    }

    /// The same with another flow: `UserAuth` for users without a password.
    #[must_use]
    pub fn with_auto_sign_in_by(self, flow: AuthFlowType) -> Self {
        Self { auto_sign_in: Some(Json::object().with("authFlowType", flow.name())), ..self }
    }

    /// Reads the input.
    ///
    /// # Errors
    /// `EmptySignUpUsername`, `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        let auto_sign_in = options.take("autoSignIn");
        let body = fields::read(&SIGN_UP_FIELDS, input, options)?;
        Ok(Self { body, auto_sign_in: auto_sign_in_options(auto_sign_in)? })
    }
}

/// Output of `signUp`.
#[derive(Debug)]
pub struct SignUpOutput {
    /// Whether the user is confirmed.
    pub user_confirmed: bool,
    /// The user's `sub`.
    pub user_id: Option<String>,
    /// Where the code was sent, if one was needed.
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
    pub(super) body: Json,
}

impl ConfirmSignUpInput {
    /// The code that the user `username` received.
    ///
    /// # Errors
    /// `EmptyConfirmSignUpUsername`, `EmptyConfirmSignUpCode`.
    pub fn new(username: &str, confirmation_code: Secret) -> Result<Self> {
        Self::parse(Json::object().with("username", username).with("confirmationCode", confirmation_code))
    }

    /// Says what happens if another user has the same alias, such as the e-mail address: `true` moves it to this user, `false`
    /// makes the confirmation fail.
    #[must_use]
    pub fn with_force_alias_creation(self, force: bool) -> Self {
        Self { body: with_member(self.body, "ForceAliasCreation", force) }
    }

    /// Adds data for the pool's triggers.
    #[must_use]
    pub fn with_client_metadata(self, metadata: ClientMetadata) -> Self {
        Self { body: with_member(self.body, "ClientMetadata", metadata.into_json()) }
    }

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
    pub(super) body: Json,
}

impl ResendSignUpCodeInput {
    /// Requests another code for the user `username`.
    ///
    /// # Errors
    /// `EmptySignUpUsername`.
    pub fn new(username: &str) -> Result<Self> {
        Self::parse(Json::object().with("username", username))
    }

    /// Adds data for the pool's triggers.
    #[must_use]
    pub fn with_client_metadata(self, metadata: ClientMetadata) -> Self {
        Self { body: with_member(self.body, "ClientMetadata", metadata.into_json()) }
    }

    /// Reads the input.
    ///
    /// # Errors
    /// `EmptySignUpUsername`, `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let options = input::with_options(&mut input)?;
        fields::read(&RESENDING_FIELDS, input, options).map(|body| Self { body })
    }
}

/// The request with this member, in place of an earlier value.
fn with_member(mut body: Json, member: &'static str, value: impl Into<Json>) -> Json {
    if let Some(present) = body.get_mut(member) {
        *present = value.into();
        return body;
    }
    body.with(member, value)
}

/// Reads `autoSignIn`: `true`, or the options of the sign-in; `None` if it is `false` or absent.
fn auto_sign_in_options(given: Json) -> Result<Option<Json>> {
    match given.as_bool() {
        Some(true) => Ok(Some(Json::Null)),
        Some(false) => Ok(None),
        None if given.is_null() => Ok(None),
        None if given.is_object() => Ok(Some(given)),
        None => Err(input::invalid("autoSignIn", "is neither true, false nor an object")),
    }
}
