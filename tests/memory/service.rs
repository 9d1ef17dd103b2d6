//! A service that accepts every proof unless a test says otherwise, and a source of random bytes.

use std::collections::HashMap;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};

pub(crate) const SRP_B: &str =
    "c2aa45d7f2b1906e5a3c11e9800042fdbb07a1953e2c8841d06f7a9b3c5d2e1f4a6b8c9d0e1f2a3b4c5d6e7f80910a1b";
pub(crate) const SALT: &str = "f03c2b1a00112233445566778899aabb";
pub(crate) const USER_ID: &str = "username";

#[derive(Default)]
pub(crate) struct Service {
    /// The next replies of operations, each used once instead of the usual one: a status and a body. `None` gives no reply.
    pub(crate) instead: HashMap<&'static str, Option<(u16, Value)>>,
    drawn: Vec<Vec<u8>>,
    issued: u8,
}

impl Service {
    /// Bytes that are different each time, and unlike anything else in memory.
    pub(crate) fn draw(&mut self, length: usize) -> Vec<u8> {
        let round = u8::try_from(self.drawn.len()).unwrap();
        let bytes: Vec<u8> = (0..length)
            .map(|index| {
                let index = u8::try_from(index).unwrap();
                index.wrapping_mul(167).wrapping_add(round.wrapping_mul(59)).wrapping_add(83) ^ index.rotate_left(3)
            })
            .collect();
        self.drawn.push(bytes.clone());
        bytes
    }

    /// The exponents of all pairs so far.
    pub(crate) fn exponents(&self) -> impl Iterator<Item = &[u8]> {
        self.drawn.iter().map(Vec::as_slice).filter(|bytes| bytes.len() == 32)
    }

    pub(crate) fn answer(&mut self, operation: &str, body: &Value) -> Value {
        match self.instead.remove(operation) {
            Some(None) => return Value::Null,
            Some(Some((status, body))) => return json!({"status": status, "body": body}),
            None => {}
        }
        let body = match (operation, body["AuthFlow"].as_str(), body["ChallengeName"].as_str()) {
            ("InitiateAuth", Some("USER_SRP_AUTH"), _) => {
                challenge("PASSWORD_VERIFIER", &json!({"USER_ID_FOR_SRP": USER_ID}))
            }
            ("RespondToAuthChallenge", _, Some("DEVICE_SRP_AUTH")) => {
                challenge("DEVICE_PASSWORD_VERIFIER", &json!({"DEVICE_KEY": "device-key"}))
            }
            ("InitiateAuth" | "RespondToAuthChallenge" | "GetTokensFromRefreshToken", ..) => {
                json!({"AuthenticationResult": self.tokens()})
            }
            ("GetId", ..) => json!({"IdentityId": "us-east-1:identity"}),
            ("GetCredentialsForIdentity", ..) => json!({"IdentityId": "us-east-1:identity", "Credentials": {
                "AccessKeyId": "ASIATEST", "SecretKey": "secret-key-of-aws", "SessionToken": "session-token-of-aws",
                "Expiration": 1_700_003_600,
            }}),
            ("SignUp", ..) => json!({"UserConfirmed": false, "UserSub": "sub"}),
            _ => json!({}),
        };
        json!({"status": 200, "body": body})
    }

    fn tokens(&mut self) -> Value {
        self.issued = self.issued.checked_add(1).unwrap();
        let token = |kind: &str| {
            let claims = json!({
                "sub": "11111111-2222-4333-8444-555555555555", "username": USER_ID, "cognito:username": USER_ID,
                "client_id": "client", "aud": "client", "token_use": kind, "jti": format!("jti-{}", self.issued),
                "iss": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_SeedPool1",
                "iat": 1_700_000_000, "exp": 1_700_003_600,
            });
            let encoded = Base64UrlUnpadded::encode_string(claims.to_string().as_bytes());
            format!("eyJhbGciOiJSUzI1NiJ9.{encoded}.c2lnbmF0dXJlIG9mIHRoaXMgdG9rZW4")
        };
        json!({
            "AccessToken": token("access"), "IdToken": token("id"),
            "RefreshToken": format!("refresh-token-number-{}", self.issued),
        })
    }
}

/// A challenge other than a user's `PASSWORD_VERIFIER`.
pub(crate) fn challenge(name: &str, more: &Value) -> Value {
    let mut parameters = json!({"SRP_B": SRP_B, "SALT": SALT, "SECRET_BLOCK": "SJShlnqj", "USERNAME": USER_ID});
    parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"ChallengeName": name, "Session": "session-1", "ChallengeParameters": parameters})
}
