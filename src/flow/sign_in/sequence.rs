//! What may follow what, in each flow.
//!
//! The service says what a sign-in has to answer next. Whoever stands in its place could ask for the password as it is in a flow
//! that proves it, or send tokens before anything is proved. So each flow has its rows here. A reply that is not in them is an
//! error, and nothing is sent after it.
//!
//! A row is named after what was sent: the parameter that counts in `InitiateAuth`, or the challenge that was answered. A choice
//! of first factor that comes with the password, or begins its proof, counts as the challenge of that factor. Rows add up.

use super::unknown_challenge;
use crate::config::AuthFlowType;
use crate::config::AuthFlowType::{CustomWithSrp, CustomWithoutSrp, UserAuth, UserPassword, UserSrp};
use crate::error::{Error, Result, names};
use crate::json::Json;

/// Replies: the tokens, and the challenges.
type Replies = u32;

const TOKENS: Replies = 1;
const CUSTOM_CHALLENGE: Replies = 1 << 1;
const DEVICE_PASSWORD_VERIFIER: Replies = 1 << 2;
const DEVICE_SRP_AUTH: Replies = 1 << 3;
const EMAIL_OTP: Replies = 1 << 4;
const MFA_SETUP: Replies = 1 << 5;
const NEW_PASSWORD_REQUIRED: Replies = 1 << 6;
const PASSWORD: Replies = 1 << 7;
const PASSWORD_SRP: Replies = 1 << 8;
const PASSWORD_VERIFIER: Replies = 1 << 9;
const SELECT_CHALLENGE: Replies = 1 << 10;
const SELECT_MFA_TYPE: Replies = 1 << 11;
const SMS_MFA: Replies = 1 << 12;
const SMS_OTP: Replies = 1 << 13;
const SOFTWARE_TOKEN_MFA: Replies = 1 << 14;
const WEB_AUTHN: Replies = 1 << 15;

static CHALLENGES: [(&str, Replies); 15] = [
    ("CUSTOM_CHALLENGE", CUSTOM_CHALLENGE),
    ("DEVICE_PASSWORD_VERIFIER", DEVICE_PASSWORD_VERIFIER),
    ("DEVICE_SRP_AUTH", DEVICE_SRP_AUTH),
    ("EMAIL_OTP", EMAIL_OTP),
    ("MFA_SETUP", MFA_SETUP),
    ("NEW_PASSWORD_REQUIRED", NEW_PASSWORD_REQUIRED),
    ("PASSWORD", PASSWORD),
    ("PASSWORD_SRP", PASSWORD_SRP),
    ("PASSWORD_VERIFIER", PASSWORD_VERIFIER),
    ("SELECT_CHALLENGE", SELECT_CHALLENGE),
    ("SELECT_MFA_TYPE", SELECT_MFA_TYPE),
    ("SMS_MFA", SMS_MFA),
    ("SMS_OTP", SMS_OTP),
    ("SOFTWARE_TOKEN_MFA", SOFTWARE_TOKEN_MFA),
    ("WEB_AUTHN", WEB_AUTHN),
];

/// First factors that are no password.
const PASSWORDLESS: Replies = EMAIL_OTP | SMS_OTP | WEB_AUTHN;
/// The code of a second factor.
const CODES: Replies = EMAIL_OTP | SMS_MFA | SOFTWARE_TOKEN_MFA;
/// A second factor: its code, which of them it is to be, or its set-up.
const SECOND_FACTOR: Replies = CODES | SELECT_MFA_TYPE | MFA_SETUP;
/// What may follow a proof. A remembered device proves itself in place of a second factor or behind it.
const PROVED: Replies = SECOND_FACTOR | NEW_PASSWORD_REQUIRED | DEVICE_SRP_AUTH | TOKENS;

struct Row {
    flows: &'static [AuthFlowType],
    sent: &'static [&'static str],
    may_follow: Replies,
}

const fn row(flows: &'static [AuthFlowType], sent: &'static [&'static str], may_follow: Replies) -> Row {
    Row { flows, sent, may_follow }
}

const EVERY: &[AuthFlowType] = &AuthFlowType::ALL;
/// The pool's Lambda functions say what comes next.
const CUSTOM: &[AuthFlowType] = &[CustomWithSrp, CustomWithoutSrp];

static TABLE: [Row; 18] = [
    // The first request. Of the flows with SRP none goes on without the challenge to prove the password.
    row(&[UserSrp, CustomWithSrp], &["SRP_A"], PASSWORD_VERIFIER),
    row(&[UserPassword], &["PASSWORD"], PROVED),
    row(&[CustomWithoutSrp], &["USERNAME"], CUSTOM_CHALLENGE | PROVED),
    row(&[UserAuth], &["USERNAME"], SELECT_CHALLENGE | PASSWORDLESS | PASSWORD | PASSWORD_SRP),
    // A preferred factor that the user does not have leads to the choice.
    row(&[UserAuth], &["PREFERRED_CHALLENGE", "SRP_A", "PASSWORD", "Session"], SELECT_CHALLENGE | PASSWORDLESS),
    row(&[UserAuth], &["SRP_A", "Session"], PASSWORD_VERIFIER),
    // The session of a sign-up stands for a first factor: a code has just confirmed it.
    row(&[UserAuth], &["PASSWORD", "Session"], PROVED),
    // The choice of a first factor, and the factor.
    row(&[UserAuth], &["SELECT_CHALLENGE"], PASSWORDLESS),
    row(&[UserAuth], &["PASSWORD_SRP"], PASSWORD_VERIFIER),
    row(&[UserAuth], &["SMS_OTP", "WEB_AUTHN"], PROVED),
    // The proof of the password, and the Lambda functions' own questions.
    row(&[UserSrp, CustomWithSrp, UserAuth], &["PASSWORD_VERIFIER"], PROVED),
    row(CUSTOM, &["CUSTOM_CHALLENGE"], PROVED),
    row(
        CUSTOM,
        &[
            "CUSTOM_CHALLENGE",
            "DEVICE_PASSWORD_VERIFIER",
            "EMAIL_OTP",
            "MFA_SETUP",
            "NEW_PASSWORD_REQUIRED",
            "PASSWORD_VERIFIER",
            "SMS_MFA",
            "SOFTWARE_TOKEN_MFA",
        ],
        CUSTOM_CHALLENGE,
    ),
    // What follows a proof in any flow.
    row(EVERY, &["EMAIL_OTP", "MFA_SETUP", "SMS_MFA", "SOFTWARE_TOKEN_MFA"], PROVED),
    row(EVERY, &["SELECT_MFA_TYPE"], CODES | DEVICE_SRP_AUTH),
    row(EVERY, &["NEW_PASSWORD_REQUIRED"], SECOND_FACTOR | DEVICE_SRP_AUTH | TOKENS),
    row(EVERY, &["DEVICE_SRP_AUTH"], DEVICE_PASSWORD_VERIFIER),
    row(EVERY, &["DEVICE_PASSWORD_VERIFIER"], SECOND_FACTOR | NEW_PASSWORD_REQUIRED | TOKENS),
];

fn challenge(name: &str) -> Option<Replies> {
    CHALLENGES.iter().find(|row| row.0 == name).map(|row| row.1)
}

/// What the rows of a flow let follow, all of them or those of what was sent. A sign-in that another version or Amplify left
/// may not tell its flow: then what any flow lets follow is right.
fn replies(flow: Option<AuthFlowType>, sent: Option<&str>) -> Replies {
    let rows = TABLE.iter().filter(|row| flow.is_none_or(|flow| row.flows.contains(&flow)));
    let rows = rows.filter(|row| sent.is_none_or(|sent| row.sent.contains(&sent)));
    rows.fold(0, |replies, row| replies | row.may_follow)
}

fn unexpected(name: &str) -> Error {
    let message = ["the service asked for `", name, "`, which does not come next in this sign-in"].concat();
    Error::new(&names::UNEXPECTED_CHALLENGE).with_message(message)
}

/// Whether the tokens of a reply may come now.
pub(super) fn tokens_may_follow(flow: Option<AuthFlowType>, sent: &str) -> bool {
    replies(flow, Some(sent)) & TOKENS != 0
}

/// Fails unless the challenge of a reply may come now.
pub(super) fn check_challenge(flow: Option<AuthFlowType>, sent: &str, name: &str) -> Result<()> {
    let asked = challenge(name).ok_or_else(|| unknown_challenge(name))?;
    if replies(flow, Some(sent)) & asked == 0 { Err(unexpected(name)) } else { Ok(()) }
}

/// Fails unless a stored challenge is one of the flow's.
pub(super) fn check_stored(flow: Option<AuthFlowType>, name: &str) -> Result<()> {
    let stored = challenge(name).ok_or_else(|| unknown_challenge(name))?;
    if replies(flow, None) & stored == 0 { Err(unexpected(name)) } else { Ok(()) }
}

/// What was sent, as the rows have it: a first request has no challenge's name.
pub(super) fn sent(challenge: Option<&'static str>, parameters: &Json, with_session: bool) -> &'static str {
    let has = |name| !parameters.get(name).is_null();
    match challenge {
        Some("SELECT_CHALLENGE") if has("PASSWORD") => "PASSWORD",
        Some("SELECT_CHALLENGE") if has("SRP_A") => "PASSWORD_SRP",
        Some(name) => name,
        None if with_session => "Session",
        None => ["PASSWORD", "SRP_A", "PREFERRED_CHALLENGE"].iter().find(|name| has(name)).unwrap_or(&"USERNAME"),
    }
}
