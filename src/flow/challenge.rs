//! The table of challenges that an application answers.
//!
//! A challenge is one row: the service's name, the step the application sees, what it is told with it, and how its answer goes
//! back. Challenges that the library answers itself (`PASSWORD_VERIFIER`, `DEVICE_SRP_AUTH`, `DEVICE_PASSWORD_VERIFIER`) never
//! reach the table; `MFA_SETUP` and `WEB_AUTHN` do work of their own before they become a step.

use crate::json::Json;

/// A challenge that an application answers.
#[derive(Debug)]
pub(super) struct Challenge {
    /// `ChallengeName` of the service.
    pub(super) name: &'static str,
    /// `signInStep` of the public API.
    pub(super) step: &'static str,
    details: Details,
    pub(super) answer: Answer,
}

/// What the application is told with a step.
#[derive(Clone, Copy, Debug)]
enum Details {
    None,
    /// `codeDeliveryDetails`
    CodeDelivery,
    /// `missingAttributes`
    MissingAttributes,
    /// `allowedMFATypes`
    MfaTypes,
    /// `additionalInfo`: all the challenge's parameters
    Parameters,
}

/// How the application's answer goes back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// As this one response.
    Response(&'static str),
    /// As the choice of a first factor.
    FirstFactor,
    /// As the set-up of a second factor, in steps.
    MfaSetup,
    /// As the choice of a second factor.
    MfaType,
    /// As the new password, with the attributes that were missing.
    NewPassword,
    /// As the password.
    Password,
    /// As a proof of the password.
    PasswordSrp,
}

const fn row(name: &'static str, step: &'static str, details: Details, answer: Answer) -> Challenge {
    Challenge { name, step, details, answer }
}

static CHALLENGES: [Challenge; 12] = [
    row("CUSTOM_CHALLENGE", "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE", Details::Parameters, Answer::Response("ANSWER")),
    row("EMAIL_OTP", "CONFIRM_SIGN_IN_WITH_EMAIL_CODE", Details::CodeDelivery, Answer::Response("EMAIL_OTP_CODE")),
    row("MFA_SETUP", "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION", Details::None, Answer::MfaSetup),
    row(
        "NEW_PASSWORD_REQUIRED",
        "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED",
        Details::MissingAttributes,
        Answer::NewPassword,
    ),
    row("PASSWORD", "CONFIRM_SIGN_IN_WITH_PASSWORD", Details::None, Answer::Password),
    row("PASSWORD_SRP", "CONFIRM_SIGN_IN_WITH_PASSWORD", Details::None, Answer::PasswordSrp),
    row("SELECT_CHALLENGE", "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION", Details::None, Answer::FirstFactor),
    row("SELECT_MFA_TYPE", "CONTINUE_SIGN_IN_WITH_MFA_SELECTION", Details::MfaTypes, Answer::MfaType),
    row("SMS_MFA", "CONFIRM_SIGN_IN_WITH_SMS_CODE", Details::CodeDelivery, Answer::Response("SMS_MFA_CODE")),
    row("SMS_OTP", "CONFIRM_SIGN_IN_WITH_SMS_CODE", Details::CodeDelivery, Answer::Response("SMS_OTP_CODE")),
    row(
        "SOFTWARE_TOKEN_MFA",
        "CONFIRM_SIGN_IN_WITH_TOTP_CODE",
        Details::None,
        Answer::Response("SOFTWARE_TOKEN_MFA_CODE"),
    ),
    row("WEB_AUTHN", "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION", Details::None, Answer::FirstFactor),
];

/// The second factors: the public name, and the service's.
static MFA_TYPES: [(&str, &str); 3] = [("EMAIL", "EMAIL_OTP"), ("SMS", "SMS_MFA"), ("TOTP", "SOFTWARE_TOKEN_MFA")];

/// The public names of the second factors that the service lists as JSON text; those it does not know are left out.
pub(super) fn listed_mfa_types(list: Option<&str>, parse_json: &dyn Fn(&str) -> Option<Json>) -> Vec<&'static str> {
    let listed = list.and_then(parse_json).unwrap_or_default();
    mfa_types(&listed)
}

/// The public names of the second factors in a list of the service's names.
pub(super) fn mfa_types(list: &Json) -> Vec<&'static str> {
    list.items().iter().filter_map(mfa_type).collect()
}

/// The public name of a second factor, by the service's name.
pub(super) fn mfa_type(name: &Json) -> Option<&'static str> {
    MFA_TYPES.iter().find(|(_, service)| name.as_str() == Some(service)).map(|row| row.0)
}

/// The service's name of a second factor, given by either of its names.
pub(super) fn mfa_type_of_service(name: &str) -> Option<&'static str> {
    MFA_TYPES.iter().find(|(public, service)| name == *public || name == *service).map(|row| row.1)
}

/// Names as a JSON array.
pub(super) fn name_list(names: &[&str]) -> Json {
    Json::Array(names.iter().map(|name| Json::from(*name)).collect())
}

impl Challenge {
    /// The row of the service's name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        CHALLENGES.iter().find(|challenge| challenge.name == name)
    }

    /// `nextStep` of the public API.
    pub(super) fn next_step(&self, parameters: &Json, parse_json: &dyn Fn(&str) -> Option<Json>) -> Json {
        let step = Json::object().with("signInStep", self.step);
        let text = |key| parameters.get(key).as_str();
        match self.details {
            Details::None => step,
            Details::CodeDelivery => {
                let delivery = Json::object()
                    .with("deliveryMedium", text("CODE_DELIVERY_DELIVERY_MEDIUM"))
                    .with("destination", text("CODE_DELIVERY_DESTINATION"));
                step.with("codeDeliveryDetails", delivery)
            }
            Details::MissingAttributes => {
                let listed = text("requiredAttributes").and_then(parse_json).unwrap_or_default();
                let names = listed.items().iter().filter_map(Json::as_str);
                let names: Vec<_> = names.map(|name| name.strip_prefix("userAttributes.").unwrap_or(name)).collect();
                step.with("missingAttributes", name_list(&names))
            }
            Details::MfaTypes => {
                let types = listed_mfa_types(text("MFAS_CAN_CHOOSE"), parse_json);
                step.with("allowedMFATypes", name_list(&types))
            }
            Details::Parameters => step.with("additionalInfo", parameters.duplicate()),
        }
    }
}
