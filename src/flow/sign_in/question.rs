//! The table of the challenges that applications answer: the step that each becomes, and how the answer is sent.

use super::reply::Reply;
use super::step::{SignInOutput, SignInStep};
use crate::flow::challenge::Challenge;
use crate::flow::mfa_type::MfaType;
use crate::json::Json;

/// A challenge that the application answers.
#[derive(Debug)]
pub(super) struct Question {
    challenge: Challenge,
    step: SignInStep,
    details: Details,
    pub(super) answer: Answer,
}

/// The details of a step.
#[derive(Clone, Copy, Debug)]
enum Details {
    None,
    /// `codeDeliveryDetails`
    CodeDelivery,
    /// `availableChallenges`
    FirstFactors,
    /// `missingAttributes`
    MissingAttributes,
    /// `allowedMFATypes`
    MfaTypes,
    /// `additionalInfo`: all the challenge's parameters
    Parameters,
}

/// How the application's answer is sent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    /// As this one response.
    Response(&'static str),
    /// As the choice of a first factor.
    FirstFactor,
    /// As the setup of a second factor, in several requests.
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

const fn row(challenge: Challenge, step: SignInStep, details: Details, answer: Answer) -> Question {
    Question { challenge, step, details, answer }
}

/// The library itself answers `PASSWORD_VERIFIER` and the challenges of devices, so these are not listed. `MFA_SETUP` and
/// `WEB_AUTHN` need some work before they become a step.
static QUESTIONS: [Question; 12] = [
    row(Challenge::Custom, SignInStep::CustomChallenge, Details::Parameters, Answer::Response("ANSWER")),
    row(Challenge::EmailOtp, SignInStep::EmailCode, Details::CodeDelivery, Answer::Response("EMAIL_OTP_CODE")),
    row(Challenge::MfaSetup, SignInStep::MfaSetupSelection, Details::None, Answer::MfaSetup),
    row(Challenge::NewPasswordRequired, SignInStep::NewPassword, Details::MissingAttributes, Answer::NewPassword),
    row(Challenge::Password, SignInStep::Password, Details::None, Answer::Password),
    row(Challenge::PasswordSrp, SignInStep::Password, Details::None, Answer::PasswordSrp),
    row(Challenge::SelectFirstFactor, SignInStep::FirstFactorSelection, Details::FirstFactors, Answer::FirstFactor),
    row(Challenge::SelectMfaType, SignInStep::MfaSelection, Details::MfaTypes, Answer::MfaType),
    row(Challenge::SmsMfa, SignInStep::SmsCode, Details::CodeDelivery, Answer::Response("SMS_MFA_CODE")),
    row(Challenge::SmsOtp, SignInStep::SmsCode, Details::CodeDelivery, Answer::Response("SMS_OTP_CODE")),
    row(Challenge::SoftwareTokenMfa, SignInStep::TotpCode, Details::None, Answer::Response("SOFTWARE_TOKEN_MFA_CODE")),
    row(Challenge::WebAuthn, SignInStep::FirstFactorSelection, Details::FirstFactors, Answer::FirstFactor),
];

impl Question {
    /// The row of a challenge, if the application answers it.
    pub(super) fn of(challenge: Challenge) -> Option<&'static Self> {
        QUESTIONS.iter().find(|question| question.challenge == challenge)
    }

    /// The step for the application. `allows_plain_password` is whether `PASSWORD` may be chosen.
    pub(super) fn output(
        &self,
        reply: &mut Reply,
        allows_plain_password: bool,
        parse_json: &dyn Fn(&str) -> Option<Json>,
    ) -> SignInOutput {
        let Self { step, .. } = *self;
        let list = |parameter| reply.parameter(parameter).and_then(parse_json).unwrap_or_default();
        match self.details {
            Details::None => SignInOutput::step(step),
            Details::CodeDelivery => {
                let delivery = Json::object()
                    .with("deliveryMedium", reply.text("CODE_DELIVERY_DELIVERY_MEDIUM"))
                    .with("destination", reply.text("CODE_DELIVERY_DESTINATION"));
                SignInOutput::with_detail(step, "codeDeliveryDetails", delivery)
            }
            Details::FirstFactors => {
                let mut available = core::mem::take(&mut reply.available_challenges);
                if let (Json::Array(factors), false) = (&mut available, allows_plain_password) {
                    factors.retain(|factor| factor.as_str() != Some(Challenge::Password.name()));
                }
                SignInOutput::with_detail(step, "availableChallenges", available)
            }
            Details::MissingAttributes => {
                let listed = list("requiredAttributes");
                let names = listed.items().iter().filter_map(Json::as_str);
                let names = names.map(|name| Json::from(name.strip_prefix("userAttributes.").unwrap_or(name)));
                SignInOutput::with_detail(step, "missingAttributes", Json::Array(names.collect()))
            }
            Details::MfaTypes => {
                let types = MfaType::listed(&list("MFAS_CAN_CHOOSE"));
                SignInOutput::with_detail(step, "allowedMFATypes", MfaType::names(&types))
            }
            Details::Parameters => {
                SignInOutput::with_detail(step, "additionalInfo", core::mem::take(&mut reply.parameters))
            }
        }
    }
}
