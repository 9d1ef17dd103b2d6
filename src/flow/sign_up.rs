//! `signUp`, `confirmSignUp`, `resendSignUpCode`.

use super::{Auth, input};
use crate::cognito::operation::{CONFIRM_SIGN_UP, RESEND_CONFIRMATION_CODE, SIGN_UP};
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

/// Input of `signUp`.
#[derive(Debug)]
pub struct SignUpInput {
    username: String,
    password: Option<Secret>,
    user_attributes: Option<Json>,
    validation_data: Option<Json>,
    client_metadata: Option<Json>,
}

impl SignUpInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `EmptySignUpUsername`, `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        Ok(Self {
            username: input::text(&mut input, "username", &names::EMPTY_SIGN_UP_USERNAME)?,
            password: input::optional_secret(&mut input, "password")?,
            user_attributes: input::text_map(&mut options, "userAttributes")?,
            validation_data: input::text_map(&mut options, "validationData")?,
            client_metadata: input::client_metadata(&mut options)?,
        })
    }
}

/// Where a code was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeDelivery {
    /// The address, masked by the service.
    pub destination: Option<String>,
    /// `EMAIL` or `SMS`.
    pub delivery_medium: Option<String>,
    /// The attribute that is verified.
    pub attribute_name: Option<String>,
}

impl CodeDelivery {
    fn from_reply(mut details: Json) -> Self {
        Self {
            destination: details.take("Destination").into_text(),
            delivery_medium: details.take("DeliveryMedium").into_text(),
            attribute_name: details.take("AttributeName").into_text(),
        }
    }

    /// As the public API has it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object()
            .with("destination", self.destination.clone())
            .with("deliveryMedium", self.delivery_medium.clone())
            .with("attributeName", self.attribute_name.clone())
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
}

impl SignUpOutput {
    /// As the public API has it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let step = if self.user_confirmed { "DONE" } else { "CONFIRM_SIGN_UP" };
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
    username: String,
    confirmation_code: String,
    force_alias_creation: Option<bool>,
    client_metadata: Option<Json>,
}

impl ConfirmSignUpInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `EmptyConfirmSignUpUsername`, `EmptyConfirmSignUpCode`, `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        Ok(Self {
            username: input::text(&mut input, "username", &names::EMPTY_CONFIRM_SIGN_UP_USERNAME)?,
            confirmation_code: input::text(&mut input, "confirmationCode", &names::EMPTY_CONFIRM_SIGN_UP_CODE)?,
            force_alias_creation: input::flag(&options, "forceAliasCreation")?,
            client_metadata: input::client_metadata(&mut options)?,
        })
    }
}

/// Output of `confirmSignUp`: the sign-up is complete.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmSignUpOutput;

impl ConfirmSignUpOutput {
    /// As the public API has it.
    #[must_use]
    pub fn to_json(self) -> Json {
        Json::object().with("isSignUpComplete", true).with("nextStep", Json::object().with("signUpStep", "DONE"))
    }
}

/// Input of `resendSignUpCode`.
#[derive(Debug)]
pub struct ResendSignUpCodeInput {
    username: String,
    client_metadata: Option<Json>,
}

impl ResendSignUpCodeInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `EmptySignUpUsername`, `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        Ok(Self {
            username: input::text(&mut input, "username", &names::EMPTY_SIGN_UP_USERNAME)?,
            client_metadata: input::client_metadata(&mut options)?,
        })
    }
}

impl<H: Host> Auth<H> {
    /// Registers a user (`SignUp`).
    ///
    /// # Errors
    /// `EmptySignUpPassword` when the pool wants a password, and the service's, such as `UsernameExistsException` and
    /// `InvalidPasswordException`.
    pub async fn sign_up(&self, input: SignUpInput) -> Result<SignUpOutput> {
        let user_context = self.user_context(&input.username);
        let without_password = input.password.is_none();
        let body = Json::object()
            .with("Username", input.username)
            .with("Password", input.password)
            .with("UserAttributes", input.user_attributes.map(input::name_value_list))
            .with("ClientMetadata", input.client_metadata)
            .with("ValidationData", input.validation_data.map(input::name_value_list))
            .with("ClientId", &*self.pool()?.client_id)
            .with("UserContextData", user_context);
        let mut reply = self.call_user_pool(&SIGN_UP, body).await.map_err(|error| {
            if without_password && error.is("InvalidParameterException") && mentions_missing_password(error.message()) {
                Error::new(&names::EMPTY_SIGN_UP_PASSWORD).with_source(error)
            } else {
                error
            }
        })?;
        let user_confirmed = reply.get("UserConfirmed").as_bool().unwrap_or_default();
        Ok(SignUpOutput {
            user_confirmed,
            user_id: reply.take("UserSub").into_text(),
            code_delivery: (!user_confirmed).then(|| CodeDelivery::from_reply(reply.take("CodeDeliveryDetails"))),
        })
    }

    /// Confirms a sign-up with the code that was sent (`ConfirmSignUp`).
    ///
    /// # Errors
    /// The service's, such as `CodeMismatchException` and `ExpiredCodeException`.
    pub async fn confirm_sign_up(&self, input: ConfirmSignUpInput) -> Result<ConfirmSignUpOutput> {
        let user_context = self.user_context(&input.username);
        let body = Json::object()
            .with("Username", input.username)
            .with("ConfirmationCode", input.confirmation_code)
            .with("ClientMetadata", input.client_metadata)
            .with("ForceAliasCreation", input.force_alias_creation)
            .with("ClientId", &*self.pool()?.client_id)
            .with("UserContextData", user_context);
        self.call_user_pool(&CONFIRM_SIGN_UP, body).await.map(|_| ConfirmSignUpOutput)
    }

    /// Has the sign-up code sent again (`ResendConfirmationCode`).
    ///
    /// # Errors
    /// The service's, such as `LimitExceededException`.
    pub async fn resend_sign_up_code(&self, input: ResendSignUpCodeInput) -> Result<CodeDelivery> {
        let user_context = self.user_context(&input.username);
        let body = Json::object()
            .with("Username", input.username)
            .with("ClientMetadata", input.client_metadata)
            .with("ClientId", &*self.pool()?.client_id)
            .with("UserContextData", user_context);
        let mut reply = self.call_user_pool(&RESEND_CONFIRMATION_CODE, body).await?;
        Ok(CodeDelivery::from_reply(reply.take("CodeDeliveryDetails")))
    }
}

/// The service words a missing password as a failed constraint on the field.
fn mentions_missing_password(message: &str) -> bool {
    message.contains("'password'") && message.contains("Member must not be null")
}
