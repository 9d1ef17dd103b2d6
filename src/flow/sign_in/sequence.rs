//! Which challenges may follow which, in each flow.
//!
//! The service decides what a sign-in has to answer next. An attacker in its place could ask for the plain password in a
//! flow that only proves it, or send tokens before anything is proved. So this table lists what each flow allows. Any other
//! reply is an error, and nothing more is sent.
//!
//! A row says what was sent: the parameter of `InitiateAuth` that matters, or the challenge that was answered. When a first
//! factor is chosen and the password, or `SRP_A`, is sent with the choice, the row is that of the factor's challenge. If
//! several rows apply, all that they list is allowed.

use super::reply::Reply;
use crate::config::AuthFlowType;
use crate::config::AuthFlowType::{CustomWithSrp, CustomWithoutSrp, UserAuth, UserPassword, UserSrp};
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::json::Json;
use crate::text;

/// A set of challenges, first requests, and the tokens.
type Set = u32;

const TOKENS: Set = 1 << 15;

/// First requests, named after the parameter that matters, or for the session of a sign-up. The one with the password is
/// `PASSWORD`.
const USERNAME: Set = 1 << 16;
const PREFERRED_CHALLENGE: Set = 1 << 17;
const SRP_A: Set = 1 << 18;
const SESSION: Set = 1 << 19;

const CUSTOM_CHALLENGE: Set = Challenge::Custom.bit();
const DEVICE_PASSWORD_VERIFIER: Set = Challenge::DevicePasswordVerifier.bit();
const DEVICE_SRP_AUTH: Set = Challenge::DeviceSrpAuth.bit();
const EMAIL_OTP: Set = Challenge::EmailOtp.bit();
const MFA_SETUP: Set = Challenge::MfaSetup.bit();
const NEW_PASSWORD_REQUIRED: Set = Challenge::NewPasswordRequired.bit();
const PASSWORD: Set = Challenge::Password.bit();
const PASSWORD_SRP: Set = Challenge::PasswordSrp.bit();
const PASSWORD_VERIFIER: Set = Challenge::PasswordVerifier.bit();
const SELECT_CHALLENGE: Set = Challenge::SelectFirstFactor.bit();
const SELECT_MFA_TYPE: Set = Challenge::SelectMfaType.bit();
const SMS_MFA: Set = Challenge::SmsMfa.bit();
const SMS_OTP: Set = Challenge::SmsOtp.bit();
const SOFTWARE_TOKEN_MFA: Set = Challenge::SoftwareTokenMfa.bit();
const WEB_AUTHN: Set = Challenge::WebAuthn.bit();

/// First factors without a password.
const PASSWORDLESS: Set = EMAIL_OTP | SMS_OTP | WEB_AUTHN;
/// The code of a second factor.
const CODES: Set = EMAIL_OTP | SMS_MFA | SOFTWARE_TOKEN_MFA;
/// A second factor: its code, the choice of one, or its setup.
const SECOND_FACTOR: Set = CODES | SELECT_MFA_TYPE | MFA_SETUP;
/// What may follow a proof. A remembered device may prove itself instead of a second factor or after it.
const PROVED: Set = SECOND_FACTOR | NEW_PASSWORD_REQUIRED | DEVICE_SRP_AUTH | TOKENS;

struct Row {
    flows: &'static [AuthFlowType],
    sent: Set,
    may_follow: Set,
}

const fn row(flows: &'static [AuthFlowType], sent: Set, may_follow: Set) -> Row {
    Row { flows, sent, may_follow }
}

const EVERY: &[AuthFlowType] = &AuthFlowType::ALL;
/// The flows in which the pool's Lambda functions decide what comes next.
const CUSTOM: &[AuthFlowType] = &[CustomWithSrp, CustomWithoutSrp];

static TABLE: [Row; 18] = [
    // The first request. After `SRP_A`, only the challenge to prove the password is allowed.
    row(&[UserSrp, CustomWithSrp], SRP_A, PASSWORD_VERIFIER),
    row(&[UserPassword], PASSWORD, PROVED),
    row(&[CustomWithoutSrp], USERNAME, CUSTOM_CHALLENGE | PROVED),
    row(&[UserAuth], USERNAME, SELECT_CHALLENGE | PASSWORDLESS | PASSWORD | PASSWORD_SRP),
    // If the user does not have the preferred factor, the service asks for a choice.
    row(&[UserAuth], PREFERRED_CHALLENGE | SRP_A | PASSWORD | SESSION, SELECT_CHALLENGE | PASSWORDLESS),
    row(&[UserAuth], SRP_A | SESSION, PASSWORD_VERIFIER),
    // The session of a sign-up replaces a first factor, since a code has just confirmed the user.
    row(&[UserAuth], PASSWORD | SESSION, PROVED),
    // The choice of a first factor, and the answer to its challenge.
    row(&[UserAuth], SELECT_CHALLENGE, PASSWORDLESS),
    row(&[UserAuth], PASSWORD_SRP, PASSWORD_VERIFIER),
    row(&[UserAuth], SMS_OTP | WEB_AUTHN, PROVED),
    // The proof of the password, and challenges of the Lambda functions.
    row(&[UserSrp, CustomWithSrp, UserAuth], PASSWORD_VERIFIER, PROVED),
    row(CUSTOM, CUSTOM_CHALLENGE, PROVED),
    row(
        CUSTOM,
        CUSTOM_CHALLENGE
            | DEVICE_PASSWORD_VERIFIER
            | EMAIL_OTP
            | MFA_SETUP
            | NEW_PASSWORD_REQUIRED
            | PASSWORD_VERIFIER
            | SMS_MFA
            | SOFTWARE_TOKEN_MFA,
        CUSTOM_CHALLENGE,
    ),
    // What may follow a proof in any flow.
    row(EVERY, EMAIL_OTP | MFA_SETUP | SMS_MFA | SOFTWARE_TOKEN_MFA, PROVED),
    row(EVERY, SELECT_MFA_TYPE, CODES | DEVICE_SRP_AUTH),
    row(EVERY, NEW_PASSWORD_REQUIRED, SECOND_FACTOR | DEVICE_SRP_AUTH | TOKENS),
    row(EVERY, DEVICE_SRP_AUTH, DEVICE_PASSWORD_VERIFIER),
    row(EVERY, DEVICE_PASSWORD_VERIFIER, SECOND_FACTOR | NEW_PASSWORD_REQUIRED | TOKENS),
];

/// What may follow in a flow after what was sent. A sign-in that Amplify or another version stored may lack its flow. Then
/// everything is allowed that some flow allows.
fn may_follow(flow: Option<AuthFlowType>, sent: Set) -> Set {
    let rows = TABLE.iter().filter(|row| flow.is_none_or(|flow| row.flows.contains(&flow)));
    rows.filter(|row| row.sent & sent != 0).fold(0, |set, row| set | row.may_follow)
}

/// Fails unless the challenge is in the set.
fn check(challenge: Challenge, set: Set) -> Result<()> {
    if set & challenge.bit() != 0 {
        return Ok(());
    }
    let message = ["the service asked for `", challenge.name(), "`, which does not come next in this sign-in"].concat();
    Err(Error::new(&names::UNEXPECTED_CHALLENGE).with_message(message))
}

/// Whether a reply may contain tokens now.
pub(super) fn tokens_may_follow(flow: Option<AuthFlowType>, sent: Set) -> bool {
    may_follow(flow, sent) & TOKENS != 0
}

/// The challenge of a reply.
///
/// # Errors
/// `SignInException` for an unknown challenge, `UnexpectedChallengeException` for one that may not follow.
pub(super) fn next_challenge(flow: Option<AuthFlowType>, reply: &Reply) -> Result<Challenge> {
    let name = reply.challenge_name.as_deref().unwrap_or_default();
    let challenge = Challenge::named(name).ok_or_else(|| unknown_challenge(name))?;
    check(challenge, may_follow(flow, reply.sent)).map(|()| challenge)
}

/// Fails unless a stored challenge belongs to the flow.
pub(super) fn check_stored(flow: Option<AuthFlowType>, challenge: Challenge) -> Result<()> {
    check(challenge, may_follow(flow, Set::MAX))
}

/// What was sent: the answer to `challenge`, or without one a first request.
pub(super) fn sent(challenge: Option<Challenge>, parameters: &Json, with_session: bool) -> Set {
    let has = |name| !parameters.get(name).is_null();
    match challenge {
        Some(Challenge::SelectFirstFactor) if has("PASSWORD") => PASSWORD,
        Some(Challenge::SelectFirstFactor) if has("SRP_A") => PASSWORD_SRP,
        Some(challenge) => challenge.bit(),
        None if with_session => SESSION,
        None if has("PASSWORD") => PASSWORD,
        None if has("SRP_A") => SRP_A,
        None if has("PREFERRED_CHALLENGE") => PREFERRED_CHALLENGE,
        None => USERNAME,
    }
}

pub(super) fn unknown_challenge(name: &str) -> Error {
    // The service may send a very long name.
    let name = text::truncated(name, 64);
    Error::new(&names::SIGN_IN).with_message(["the challenge `", name, "` cannot be answered here"].concat())
}
