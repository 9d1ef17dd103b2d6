//! A user pool with one user, and others who sign in with the same password. It stores a salt and a verifier, and checks every proof.

use core::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::LazyLock;

use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};

use super::clock::Clock;
use super::device::Device;
use super::jwt::{access_claims, id_claims, jwt};
use super::reply::Reply;
use super::seed::{CLIENT_ID, EMAIL, PASSWORD, SUB, USERNAME};
use crate::srp_server::Server;

const SECRET_BLOCK: &[u8] = b"known to the server only";
const SERVER: Server<'_> = Server {
    group: "SeedPool1",
    name: USERNAME,
    salt: "f03c2b1a00112233445566778899aabb",
    password: PASSWORD,
    secret: &[0x5a; 32],
};

/// `SRP_B`, which is computed once because it takes a while.
static SRP_B: LazyLock<String> = LazyLock::new(|| SERVER.public());

/// A challenge that follows the password.
pub(crate) struct Challenge {
    pub(crate) name: &'static str,
    pub(crate) parameters: Value,
    /// The name and value of the right response.
    pub(crate) answer: (&'static str, &'static str),
}

impl Challenge {
    /// A code by SMS.
    pub(crate) fn sms() -> Self {
        let parameters = json!({"CODE_DELIVERY_DELIVERY_MEDIUM": "SMS", "CODE_DELIVERY_DESTINATION": "+*******0123"});
        Self { name: "SMS_MFA", parameters, answer: ("SMS_MFA_CODE", "123456") }
    }
}

/// A user.
#[derive(Clone, PartialEq)]
struct Person {
    username: String,
    sub: String,
}

impl Person {
    /// The user whose proofs are checked.
    fn seed() -> Self {
        Self { username: USERNAME.to_owned(), sub: SUB.to_owned() }
    }
}

pub(crate) struct UserPool {
    clock: Rc<Clock>,
    /// The challenge that follows the right password.
    pub(crate) challenge: RefCell<Option<Challenge>>,
    /// The device that replaces the second factor.
    pub(crate) device: RefCell<Option<Device>>,
    /// The challenge that `USER_AUTH` begins with.
    pub(crate) sign_up_session: RefCell<Option<&'static str>>,
    /// Whether a refresh replaces the refresh token and invalidates the old one.
    pub(crate) rotates: Cell<bool>,
    /// Whether the app client has token revocation enabled.
    pub(crate) revocable: Cell<bool>,
    /// Whether sessions have an ID token.
    pub(crate) with_id_token: Cell<bool>,
    /// Whether `GetTokensFromRefreshToken` is supported.
    pub(crate) modern: Cell<bool>,
    pub(crate) token_life_s: Cell<i64>,
    /// The names that the user can sign in with.
    names: RefCell<Vec<String>>,
    any_case: Cell<bool>,
    others: RefCell<Vec<Person>>,
    /// Who is signing in, or whose tokens are refreshed.
    person: RefCell<Person>,
    /// The valid refresh tokens. Each user has one at most.
    refresh_tokens: RefCell<Vec<(String, Person)>>,
    issued: Cell<u32>,
    srp_a: RefCell<String>,
}

impl UserPool {
    pub(crate) fn new(clock: Rc<Clock>) -> Self {
        Self {
            clock,
            challenge: RefCell::default(),
            device: RefCell::default(),
            sign_up_session: RefCell::default(),
            rotates: Cell::new(false),
            revocable: Cell::new(true),
            with_id_token: Cell::new(true),
            modern: Cell::new(true),
            token_life_s: Cell::new(3_600),
            names: RefCell::new(vec![USERNAME.to_owned(), EMAIL.to_owned()]),
            any_case: Cell::new(false),
            others: RefCell::default(),
            person: RefCell::new(Person::seed()),
            refresh_tokens: RefCell::default(),
            issued: Cell::new(0),
            srp_a: RefCell::default(),
        }
    }

    /// Adds a name that the user can sign in with.
    pub(crate) fn add_alias(&self, alias: &str) {
        self.names.borrow_mut().push(alias.to_owned());
    }

    /// Makes user names case-insensitive.
    pub(crate) fn answer_to_any_case(&self) {
        self.any_case.set(true);
    }

    /// Adds a user, who signs in with a password that is sent.
    pub(crate) fn add_user(&self, username: &str) {
        self.others.borrow_mut().push(Person { username: username.to_owned(), sub: sub_of(username) });
    }

    /// The next tokens are the first user's.
    pub(crate) fn turn_to_first_user(&self) {
        self.person.replace(Person::seed());
    }

    pub(crate) fn is_named(&self, typed: &str) -> bool {
        let other = self.others.borrow().iter().find(|other| other.username == typed).cloned();
        let is_other = other.is_some();
        self.person.replace(other.unwrap_or_else(Person::seed));
        if is_other {
            return true;
        }
        let any_case = self.any_case.get();
        self.names.borrow().iter().any(|name| name == typed || any_case && name.eq_ignore_ascii_case(typed))
    }

    /// Revokes all refresh tokens.
    pub(crate) fn revoke(&self) {
        self.refresh_tokens.take();
    }

    pub(crate) fn initiate_auth(&self, body: &Value) -> Reply {
        let given = |name: &str| body["AuthParameters"][name].as_str().unwrap_or_default();
        if body["ClientId"] != CLIENT_ID {
            return Reply::error("ResourceNotFoundException");
        }
        match body["AuthFlow"].as_str().unwrap() {
            "REFRESH_TOKEN_AUTH" => self.refresh(given("REFRESH_TOKEN")),
            _ if !self.is_named(given("USERNAME")) => Reply::error("UserNotFoundException"),
            _ if !self.knows_device(&body["AuthParameters"]) => device_is_gone(),
            "USER_AUTH" if body.get("Session").is_some() => self.take_sign_up_session(body),
            "USER_PASSWORD_AUTH" | "USER_AUTH" if given("PASSWORD") == PASSWORD => {
                self.after_password(&body["AuthParameters"])
            }
            "USER_PASSWORD_AUTH" => Reply::error("NotAuthorizedException"),
            "USER_SRP_AUTH" | "USER_AUTH" | "CUSTOM_AUTH" if !given("SRP_A").is_empty() => {
                given("SRP_A").clone_into(&mut self.srp_a.borrow_mut());
                Reply::json(srp_challenge())
            }
            "USER_AUTH" if given("PREFERRED_CHALLENGE").is_empty() => Reply::json(first_factors()),
            // The first factor comes before the device.
            "USER_AUTH" => self.after_password(&Value::Null),
            "CUSTOM_AUTH" => self.after_password(&body["AuthParameters"]),
            _ => Reply::error("InvalidParameterException"),
        }
    }

    pub(super) fn respond_to_auth_challenge(&self, body: &Value) -> Reply {
        let responses = &body["ChallengeResponses"];
        if body["Session"] != "session-1" || !self.is_named(responses["USERNAME"].as_str().unwrap()) {
            return Reply::error("NotAuthorizedException");
        }
        if !self.knows_device(responses) {
            return device_is_gone();
        }
        match body["ChallengeName"].as_str().unwrap() {
            "PASSWORD_VERIFIER" => return self.check_password(responses),
            "SELECT_CHALLENGE" => return self.take_first_factor(responses),
            "DEVICE_SRP_AUTH" if responses["DEVICE_KEY"].is_null() => return Reply::error("InvalidParameterException"),
            "DEVICE_SRP_AUTH" => {
                responses["SRP_A"].as_str().unwrap().clone_into(&mut self.srp_a.borrow_mut());
                return Reply::json(self.device.borrow().as_ref().unwrap().challenge());
            }
            "DEVICE_PASSWORD_VERIFIER" => return self.check_device(responses),
            _ => {}
        }
        let challenge = self.challenge.borrow();
        match challenge.as_ref() {
            Some(challenge) if body["ChallengeName"] != challenge.name => Reply::error("InvalidParameterException"),
            Some(Challenge { answer: (name, value), .. }) if responses[*name] == *value => self.tokens(true),
            _ => Reply::error("CodeMismatchException"),
        }
    }

    fn check_password(&self, responses: &Value) -> Reply {
        let given = |name: &str| responses[name].as_str().unwrap_or_default();
        let signature = SERVER.expected_signature(&self.srp_a.borrow(), SECRET_BLOCK, given("TIMESTAMP"));
        let echoed = given("PASSWORD_CLAIM_SECRET_BLOCK") == Base64::encode_string(SECRET_BLOCK);
        if echoed && given("PASSWORD_CLAIM_SIGNATURE") == Base64::encode_string(&signature) {
            self.after_password(responses)
        } else {
            Reply::refusal(400, "NotAuthorizedException", "Incorrect username or password.")
        }
    }

    fn take_first_factor(&self, responses: &Value) -> Reply {
        match responses["ANSWER"].as_str().unwrap() {
            "PASSWORD_SRP" => {
                responses["SRP_A"].as_str().unwrap().clone_into(&mut self.srp_a.borrow_mut());
                Reply::json(srp_challenge())
            }
            "PASSWORD" if responses["PASSWORD"] != PASSWORD => Reply::error("NotAuthorizedException"),
            _ => self.after_password(responses),
        }
    }

    fn take_sign_up_session(&self, body: &Value) -> Reply {
        let session = self.sign_up_session.take();
        if session.is_some_and(|session| body["Session"] == session) {
            self.tokens(true)
        } else {
            Reply::refusal(400, "NotAuthorizedException", "Invalid session for the user.")
        }
    }

    /// Whether the request names no device, or a remembered one.
    fn knows_device(&self, named: &Value) -> bool {
        let key = &named["DEVICE_KEY"];
        key.is_null() || self.device.borrow().as_ref().is_some_and(|device| *key == *device.key)
    }

    fn check_device(&self, responses: &Value) -> Reply {
        let device = self.device.borrow();
        if device.as_ref().is_some_and(|device| device.accepts(&self.srp_a.borrow(), responses)) {
            self.tokens(true)
        } else {
            Reply::refusal(400, "NotAuthorizedException", "Incorrect username or password.")
        }
    }

    /// The step after a first factor: the device's proof if the request names it, else the challenge.
    fn after_password(&self, given: &Value) -> Reply {
        if !given["DEVICE_KEY"].is_null() {
            return Reply::json(
                json!({"ChallengeName": "DEVICE_SRP_AUTH", "Session": "session-1", "ChallengeParameters": {}}),
            );
        }
        self.challenge.borrow().as_ref().map_or_else(
            || self.tokens(true),
            |Challenge { name, parameters, .. }| {
                let parameters = parameters.clone();
                Reply::json(json!({"ChallengeName": name, "Session": "session-1", "ChallengeParameters": parameters}))
            },
        )
    }

    pub(crate) fn get_tokens_from_refresh_token(&self, body: &Value) -> Reply {
        if self.modern.get() {
            self.refresh(body["RefreshToken"].as_str().unwrap())
        } else {
            Reply::error("UnknownOperationException")
        }
    }

    fn refresh(&self, token: &str) -> Reply {
        let known = self.refresh_tokens.borrow().iter().find(|(known, _)| known == token).cloned();
        let Some((_, person)) = known else {
            return Reply::refusal(400, "NotAuthorizedException", "Refresh Token has been revoked");
        };
        self.person.replace(person);
        self.tokens(self.rotates.get())
    }

    /// A refresh token of a user who was added.
    pub(crate) fn issue_to(&self, username: &str) -> String {
        assert!(self.is_named(username));
        self.issue(true)["RefreshToken"].as_str().unwrap().to_owned()
    }

    fn tokens(&self, with_refresh_token: bool) -> Reply {
        Reply::json(json!({"ChallengeParameters": {}, "AuthenticationResult": self.issue(with_refresh_token)}))
    }

    /// A new `AuthenticationResult`, different from all others.
    pub(crate) fn issue(&self, with_refresh_token: bool) -> Value {
        let number = self.issued.get().saturating_add(1);
        self.issued.set(number);
        let issued_at = self.clock.seconds();
        let expires_at = issued_at.saturating_add(self.token_life_s.get());
        let mut common = json!({"jti": number.to_string(), "iat": issued_at, "exp": expires_at});
        if self.revocable.get() {
            common["origin_jti"] = "origin".into();
        }
        let person = self.person.borrow().clone();
        common["sub"] = person.sub.clone().into();
        let (mut access, mut id) = (common.clone(), common);
        access["username"] = person.username.clone().into();
        id["cognito:username"] = person.username.clone().into();
        let access = jwt(&access_claims(&access));
        let mut result = json!({"AccessToken": access, "TokenType": "Bearer", "ExpiresIn": self.token_life_s.get()});
        if self.with_id_token.get() {
            result["IdToken"] = jwt(&id_claims(&id)).into();
        }
        if with_refresh_token {
            let token = ["refresh-", &number.to_string()].concat();
            result["RefreshToken"] = token.clone().into();
            let mut valid = self.refresh_tokens.borrow_mut();
            valid.retain(|(_, owner)| *owner != person);
            valid.push((token, person));
        }
        result
    }
}

/// The `sub` of a user who was added.
pub(crate) fn sub_of(username: &str) -> String {
    ["sub-of-", username].concat()
}

fn device_is_gone() -> Reply {
    Reply::refusal(400, "ResourceNotFoundException", "Device does not exist.")
}

/// The first factors to choose from.
fn first_factors() -> Value {
    json!({
        "ChallengeName": "SELECT_CHALLENGE", "Session": "session-1", "ChallengeParameters": {},
        "AvailableChallenges": ["EMAIL_OTP", "PASSWORD_SRP", "WEB_AUTHN"],
    })
}

/// The reply to a correct `InitiateAuth` of the SRP flow.
pub(crate) fn srp_challenge() -> Value {
    json!({"ChallengeName": "PASSWORD_VERIFIER", "Session": "session-1", "ChallengeParameters": {
        "USERNAME": USERNAME, "USER_ID_FOR_SRP": USERNAME, "SALT": SERVER.salt, "SRP_B": *SRP_B,
        "SECRET_BLOCK": Base64::encode_string(SECRET_BLOCK),
    }})
}
