//! The page's state before a row's first call.

use serde_json::{Map, Value, json};

use crate::support::seed::{LAST_AUTH_USER, USERNAME, key};
use crate::support::{START, Scene, access_claims, id_claims, jwt};

/// The page's state before the first call.
pub(super) struct Stage {
    pub(super) identity_pool: bool,
    /// Further settings of `Auth.Cognito`.
    pub(super) settings: Map<String, Value>,
    /// The name that the device is stored under.
    pub(super) device_owner: &'static str,
    pub(super) signed_in: bool,
    pub(super) expired: bool,
    /// The challenge of a sign-in that waits for an answer.
    pub(super) challenge: Option<&'static str>,
    /// More items in the storage.
    pub(super) items: Vec<(String, &'static str)>,
}

impl Default for Stage {
    fn default() -> Self {
        Self {
            identity_pool: false,
            settings: Map::new(),
            device_owner: USERNAME,
            signed_in: false,
            expired: false,
            challenge: None,
            items: Vec::new(),
        }
    }
}

impl Stage {
    pub(super) fn device_item(&self, item: &str) -> String {
        key(item).replace(USERNAME, self.device_owner)
    }

    pub(super) fn set(&self, scene: &Scene) {
        let local = &scene.world.local;
        if self.signed_in {
            local.put(LAST_AUTH_USER, USERNAME);
            for (item, value) in [
                ("accessToken", access_token()),
                ("idToken", id_token()),
                ("refreshToken", "refresh-1".to_owned()),
                ("clockDrift", "0".to_owned()),
            ] {
                local.put(key(item), value);
            }
        }
        if self.expired {
            scene.world.clock.advance(3_600_000);
        }
        if let Some(challenge) = self.challenge {
            let expiry = scene.world.clock.page().plus_millis(60_000).millis().to_string();
            for (item, value) in [
                ("username", USERNAME),
                ("challengeName", challenge),
                ("signInSession", "session-0"),
                ("expiry", &expiry),
            ] {
                scene.tab.state.session.put(["CognitoSignInState", item].join("."), value);
            }
        }
        for (item, value) in &self.items {
            local.put(item.clone(), *value);
        }
        let credential = json!({"id": "AQ", "response": {"attestationObject": "Ag", "signature": "Aw"}});
        scene.tab.authenticate_with(move |_| Ok(credential.clone()));
    }
}

/// When all tokens of the tables were issued and expire.
fn life() -> Value {
    json!({"iat": START, "exp": START.saturating_add(3_600), "origin_jti": "origin"})
}

/// The access token of every session in the tables.
pub(super) fn access_token() -> String {
    jwt(&access_claims(&life()))
}

/// The ID token of every session in the tables.
pub(super) fn id_token() -> String {
    jwt(&id_claims(&life()))
}

/// A reply that asks for a code, which may be a first or second factor.
pub(super) fn code() -> Value {
    json!({"ChallengeName": "EMAIL_OTP", "Session": "session-1", "ChallengeParameters": {}})
}

/// The reply that ends a sign-in or a refresh.
pub(super) fn tokens() -> Value {
    json!({"AuthenticationResult": {
        "AccessToken": access_token(), "IdToken": id_token(), "RefreshToken": "refresh-1", "ExpiresIn": 3_600,
    }})
}
