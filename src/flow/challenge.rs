//! The table of challenges that an application answers.
//!
//! A challenge is one row: the service's name, the step the application sees, what it is told with it, and how its answer goes
//! back. Challenges that the library answers itself (`PASSWORD_VERIFIER`) never reach the table.

use crate::error::Result;
use crate::json::Json;

use super::input;

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
    /// `additionalInfo`: all the challenge's parameters
    Parameters,
}

/// How the application's answer goes back.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// As this one response.
    Response(&'static str),
    /// As the new password, with the attributes that were missing.
    NewPassword,
}

static CHALLENGES: [Challenge; 6] = [
    Challenge {
        name: "CUSTOM_CHALLENGE",
        step: "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE",
        details: Details::Parameters,
        answer: Answer::Response("ANSWER"),
    },
    Challenge {
        name: "EMAIL_OTP",
        step: "CONFIRM_SIGN_IN_WITH_EMAIL_CODE",
        details: Details::CodeDelivery,
        answer: Answer::Response("EMAIL_OTP_CODE"),
    },
    Challenge {
        name: "NEW_PASSWORD_REQUIRED",
        step: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED",
        details: Details::MissingAttributes,
        answer: Answer::NewPassword,
    },
    Challenge {
        name: "SMS_MFA",
        step: "CONFIRM_SIGN_IN_WITH_SMS_CODE",
        details: Details::CodeDelivery,
        answer: Answer::Response("SMS_MFA_CODE"),
    },
    Challenge {
        name: "SMS_OTP",
        step: "CONFIRM_SIGN_IN_WITH_SMS_CODE",
        details: Details::CodeDelivery,
        answer: Answer::Response("SMS_OTP_CODE"),
    },
    Challenge {
        name: "SOFTWARE_TOKEN_MFA",
        step: "CONFIRM_SIGN_IN_WITH_TOTP_CODE",
        details: Details::None,
        answer: Answer::Response("SOFTWARE_TOKEN_MFA_CODE"),
    },
];

impl Challenge {
    /// The row of the service's name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        CHALLENGES.iter().find(|challenge| challenge.name == name)
    }

    /// `nextStep` of the public API.
    pub(super) fn next_step(&self, parameters: &Json, parse_json: &dyn Fn(&str) -> Option<Json>) -> Json {
        let step = Json::object().with("signInStep", self.step);
        match self.details {
            Details::None => step,
            Details::CodeDelivery => {
                let text = |key| parameters.get(key).as_str();
                let delivery = Json::object()
                    .with("deliveryMedium", text("CODE_DELIVERY_DELIVERY_MEDIUM"))
                    .with("destination", text("CODE_DELIVERY_DESTINATION"));
                step.with("codeDeliveryDetails", delivery)
            }
            Details::MissingAttributes => {
                let listed = parameters.get("requiredAttributes").as_str().and_then(parse_json).unwrap_or_default();
                let names = listed.items().iter().filter_map(Json::as_str);
                let names = names.map(|name| Json::from(name.strip_prefix("userAttributes.").unwrap_or(name)));
                step.with("missingAttributes", Json::Array(names.collect()))
            }
            Details::Parameters => step.with("additionalInfo", parameters.duplicate()),
        }
    }

    /// `ChallengeResponses` without the user name.
    pub(super) fn responses(&self, answer: Json, attributes: Option<Json>) -> Result<Json> {
        match self.answer {
            Answer::Response(key) => Ok(Json::object().with(key, answer)),
            Answer::NewPassword => {
                let mut responses = Json::object().with("NEW_PASSWORD", answer);
                if let Some(Json::Object(members)) = attributes {
                    for (name, value) in members {
                        if value.as_text().is_none() {
                            return Err(input::invalid(&["userAttributes.", &name].concat(), "is empty"));
                        }
                        responses.push(["userAttributes.", &name].concat().into(), value);
                    }
                }
                Ok(responses)
            }
        }
    }
}
