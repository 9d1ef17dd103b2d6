//! A remembered device, which proves its password by SRP.

use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};

use super::seed::USERNAME;
use crate::srp_server::Server;

const SECRET_BLOCK: &[u8] = b"of the device's challenge";
const GROUP: &str = "-GroupKey1";
const SECRET: &[u8] = &[0x3c; 32];

/// A device, with what the service and the page store of it.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) key: String,
    pub(crate) group: String,
    pub(crate) password: String,
    /// In hexadecimal.
    pub(crate) salt: String,
}

impl Device {
    /// The device of the scenarios.
    pub(crate) fn seed() -> Self {
        Self {
            key: "us-east-1_0f0e0d0c-1111-2222-3333-444444444444".to_owned(),
            group: GROUP.to_owned(),
            password: "cmFuZG9tLXBhc3N3b3Jk".to_owned(),
            salt: "a3c2b1a00112233445566778899aabbc".to_owned(),
        }
    }

    /// The page's storage items.
    pub(crate) fn items(&self) -> [(&'static str, &str); 3] {
        [("deviceKey", &self.key), ("deviceGroupKey", &self.group), ("randomPasswordKey", &self.password)]
    }

    /// The verifier that belongs to the salt.
    pub(crate) fn verifier(&self) -> Vec<u8> {
        self.server().padded_verifier()
    }

    /// The `DEVICE_PASSWORD_VERIFIER` challenge.
    pub(crate) fn challenge(&self) -> Value {
        json!({"ChallengeName": "DEVICE_PASSWORD_VERIFIER", "Session": "session-1", "ChallengeParameters": {
            "USERNAME": USERNAME, "DEVICE_KEY": self.key, "SALT": self.salt, "SRP_B": self.server().public(),
            "SECRET_BLOCK": Base64::encode_string(SECRET_BLOCK),
        }})
    }

    /// Whether the challenge responses prove the device's password.
    pub(super) fn accepts(&self, srp_a: &str, responses: &Value) -> bool {
        let given = |name: &str| responses[name].as_str().unwrap_or_default();
        let signature = self.server().expected_signature(srp_a, SECRET_BLOCK, given("TIMESTAMP"));
        given("PASSWORD_CLAIM_SECRET_BLOCK") == Base64::encode_string(SECRET_BLOCK)
            && given("PASSWORD_CLAIM_SIGNATURE") == Base64::encode_string(&signature)
    }

    fn server(&self) -> Server<'_> {
        Server { group: &self.group, name: &self.key, salt: &self.salt, password: &self.password, secret: SECRET }
    }
}
