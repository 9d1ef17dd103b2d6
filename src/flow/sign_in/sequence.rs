//! What may follow what, in each flow.
//!
//! The service says what a sign-in has to answer next. Whoever stands in its place could ask for the plain password in a flow
//! that proves it, or send tokens before anything is proved. So each flow has its rows here. A reply that is not in them is an
//! error, and nothing is sent after it.
//!
//! What was sent is the parameter that counts in `InitiateAuth`, or the challenge that was answered. Choosing a first factor and
//! sending the password, or beginning its proof, counts as the challenge of that factor. Rows add up.

use super::reply::Reply;
use crate::config::AuthFlowType;
use crate::config::AuthFlowType::{CustomWithSrp, CustomWithoutSrp, UserAuth, UserPassword, UserSrp};
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::json::Json;
use crate::text;

/// A set of challenges, of first requests, or the tokens.
type Set = u32;

const TOKENS: Set = 1 << 15;

/// First requests, by the parameter that counts, or by the session of a sign-up. One with the password counts as `PASSWORD`.
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

/// First factors that are no password.
const PASSWORDLESS: Set = EMAIL_OTP | SMS_OTP | WEB_AUTHN;
/// The code of a second factor.
const CODES: Set = EMAIL_OTP | SMS_MFA | SOFTWARE_TOKEN_MFA;
/// A second factor: its code, the choice of one, or its set-up.
const SECOND_FACTOR: Set = CODES | SELECT_MFA_TYPE | MFA_SETUP;
/// What may follow a proof. A remembered device proves itself in place of a second factor or after it.
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
/// The pool's Lambda functions say what comes next.
const CUSTOM: &[AuthFlowType] = &[CustomWithSrp, CustomWithoutSrp];

static TABLE: [Row; 18] = [
    // The first request. The flows with SRP only go on with the challenge to prove the password.
    row(&[UserSrp, CustomWithSrp], SRP_A, PASSWORD_VERIFIER),
    row(&[UserPassword], PASSWORD, PROVED),
    row(&[CustomWithoutSrp], USERNAME, CUSTOM_CHALLENGE | PROVED),
    row(&[UserAuth], USERNAME, SELECT_CHALLENGE | PASSWORDLESS | PASSWORD | PASSWORD_SRP),
    // A preferred factor that the user does not have leads to the choice.
    row(&[UserAuth], PREFERRED_CHALLENGE | SRP_A | PASSWORD | SESSION, SELECT_CHALLENGE | PASSWORDLESS),
    row(&[UserAuth], SRP_A | SESSION, PASSWORD_VERIFIER),
    // The session of a sign-up stands for a first factor: a code has just confirmed it.
    row(&[UserAuth], PASSWORD | SESSION, PROVED),
    // The choice of a first factor, and the factor.
    row(&[UserAuth], SELECT_CHALLENGE, PASSWORDLESS),
    row(&[UserAuth], PASSWORD_SRP, PASSWORD_VERIFIER),
    row(&[UserAuth], SMS_OTP | WEB_AUTHN, PROVED),
    // The proof of the password, and the Lambda functions' own questions.
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
    // What follows a proof in any flow.
    row(EVERY, EMAIL_OTP | MFA_SETUP | SMS_MFA | SOFTWARE_TOKEN_MFA, PROVED),
    row(EVERY, SELECT_MFA_TYPE, CODES | DEVICE_SRP_AUTH),
    row(EVERY, NEW_PASSWORD_REQUIRED, SECOND_FACTOR | DEVICE_SRP_AUTH | TOKENS),
    row(EVERY, DEVICE_SRP_AUTH, DEVICE_PASSWORD_VERIFIER),
    row(EVERY, DEVICE_PASSWORD_VERIFIER, SECOND_FACTOR | NEW_PASSWORD_REQUIRED | TOKENS),
];

/// What the rows of a flow let follow, all of them or those of what was sent. A sign-in that another version or Amplify left
/// may not tell its flow. Then what any flow lets follow is right.
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

/// Whether the tokens of a reply may come now.
pub(super) fn tokens_may_follow(flow: Option<AuthFlowType>, sent: Set) -> bool {
    may_follow(flow, sent) & TOKENS != 0
}

/// The challenge of a reply.
///
/// # Errors
/// `SignInException` for one that is not known, `UnexpectedChallengeException` for one that may not come now.
pub(super) fn next_challenge(flow: Option<AuthFlowType>, reply: &Reply) -> Result<Challenge> {
    let name = reply.challenge_name.as_deref().unwrap_or_default();
    let challenge = Challenge::named(name).ok_or_else(|| unknown_challenge(name))?;
    check(challenge, may_follow(flow, reply.sent)).map(|()| challenge)
}

/// Fails unless a stored challenge is one of the flow's.
pub(super) fn check_stored(flow: Option<AuthFlowType>, challenge: Challenge) -> Result<()> {
    check(challenge, may_follow(flow, Set::MAX))
}

/// What was sent: a first request, where there is no challenge, or the answer to one.
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
    // The service may send a name as long as a reply.
    let name = text::truncated(name, 64);
    Error::new(&names::SIGN_IN).with_message(["the challenge `", name, "` cannot be answered here"].concat())
}
