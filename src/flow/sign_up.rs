//! `signUp`, `confirmSignUp`, `resendSignUpCode`.

use std::rc::Rc;

use super::{Auth, input};
use crate::cognito::operation::{CONFIRM_SIGN_UP, RESEND_CONFIRMATION_CODE, SIGN_UP};
use crate::config::SignUpVerification;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::text;

/// Input of `signUp`.
#[derive(Debug)]
pub struct SignUpInput {
    username: String,
    password: Option<Secret>,
    user_attributes: Option<Json>,
    validation_data: Option<Json>,
    client_metadata: Option<Json>,
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
        Ok(Self {
            username: input::text(&mut input, "username", &names::EMPTY_SIGN_UP_USERNAME)?,
            password: input::optional_secret(&mut input, "password")?,
            user_attributes: input::text_map(&mut options, "userAttributes")?,
            validation_data: input::text_map(&mut options, "validationData")?,
            client_metadata: input::client_metadata(&mut options)?,
            auto_sign_in: auto_sign_in_options(options.take("autoSignIn"))?,
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
    pub(super) fn from_reply(mut details: Json) -> Self {
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
    username: String,
    confirmation_code: Secret,
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
            confirmation_code: input::secret(&mut input, "confirmationCode", &names::EMPTY_CONFIRM_SIGN_UP_CODE)?,
            force_alias_creation: input::flag(&options, "forceAliasCreation")?,
            client_metadata: input::client_metadata(&mut options)?,
        })
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
    pub async fn sign_up(self: &Rc<Self>, input: SignUpInput) -> Result<SignUpOutput> {
        // An earlier sign-up's sign-in is not this one's.
        self.auto_sign_in.end();
        let ended = self.auto_sign_in.ended();
        let later = input.auto_sign_in.map(|options| {
            let password = input.password.as_ref().map(Secret::duplicate);
            (input.username.clone(), password, options)
        });
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
        let by_link = self.config.sign_up_verification == SignUpVerification::Link;
        // After a sign-out or another sign-in meanwhile there is nothing to complete.
        let later = later.filter(|_| self.auto_sign_in.ended() == ended);
        let auto_sign_in = later.is_some() && (user_confirmed || by_link);
        if let Some((username, password, options)) = later {
            let session = reply.take("Session").into_text();
            self.await_auto_sign_in(username.clone(), password, options, session, by_link && !user_confirmed);
            if user_confirmed {
                self.auto_sign_in.confirmed(&username, None);
            }
        }
        Ok(SignUpOutput {
            user_confirmed,
            auto_sign_in,
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
        let username = input.username.clone();
        let body = Json::object()
            .with("Username", input.username)
            .with("ConfirmationCode", input.confirmation_code)
            .with("ClientMetadata", input.client_metadata)
            .with("ForceAliasCreation", input.force_alias_creation)
            .with("ClientId", &*self.pool()?.client_id)
            .with("UserContextData", user_context);
        let mut reply = self.call_user_pool(&CONFIRM_SIGN_UP, body).await?;
        let auto_sign_in = self.auto_sign_in.confirmed(&username, reply.take("Session").into_text());
        Ok(ConfirmSignUpOutput { auto_sign_in })
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

/// The service words a missing password as a failed constraint on the field.
fn mentions_missing_password(message: &str) -> bool {
    text::contains(message, "'password'") && text::contains(message, "Member must not be null")
}
