//! The refresh of a session, with the newer operation and the older one.

use serde_json::{Value, json};

use super::case::Case;
use super::member::{CLIENT_SECRET, DEVICE, HASH, METADATA, NAME_FOR_HASH, without};
use super::operations::{FETCH_ATTRIBUTES, REFRESH, REFRESH_BY_AUTH};
use super::situation::{Client, Situation};
use super::stage::{access_token, tokens};
use crate::support::Reply;
use crate::support::seed::CLIENT_ID;

/// The newer operation requires the app client's secret itself, which a hook does not return.
fn without_hook(situation: &Situation) -> bool {
    situation.client != Client::Hook
}

fn with_hook(situation: &Situation) -> bool {
    situation.client == Client::Hook
}

pub(super) fn by_refresh_token() -> Value {
    json!({
        "RefreshToken": "refresh-1", "ClientId": CLIENT_ID, "DeviceKey": DEVICE, "ClientMetadata": METADATA,
        "ClientSecret": CLIENT_SECRET,
    })
}

fn by_auth() -> Value {
    json!({
        "AuthFlow": "REFRESH_TOKEN_AUTH",
        "AuthParameters": {
            "REFRESH_TOKEN": "refresh-1", "DEVICE_KEY": DEVICE, "USERNAME": NAME_FOR_HASH, "SECRET_HASH": HASH,
        },
        "ClientId": CLIENT_ID, "ClientMetadata": METADATA,
    })
}

pub(super) fn table() -> Vec<Case> {
    vec![
        Case::new("fetchAuthSession, expired").only(without_hook).expired().calls("fetchAuthSession", json!({})).sends(
            REFRESH,
            by_refresh_token(),
            tokens(),
        ),
        Case::new("fetchAuthSession, expired, with a hook")
            .only(with_hook)
            .expired()
            .calls("fetchAuthSession", json!({}))
            .sends(REFRESH_BY_AUTH, by_auth(), tokens()),
        Case::new("fetchAuthSession, forced")
            .only(without_hook)
            .signed_in()
            .calls("fetchAuthSession", json!({"forceRefresh": true}))
            .sends(REFRESH, by_refresh_token(), tokens()),
        Case::new("fetchAuthSession, forced, with a hook")
            .only(with_hook)
            .signed_in()
            .calls("fetchAuthSession", json!({"forceRefresh": true}))
            .sends(REFRESH_BY_AUTH, by_auth(), tokens()),
        Case::new("fetchAuthSession, expired, with a service that has the older operation only")
            .only(without_hook)
            .expired()
            .calls("fetchAuthSession", json!({}))
            .sends_in_vain(REFRESH, by_refresh_token(), Reply::error("UnknownOperationException"))
            .sends(REFRESH_BY_AUTH, by_auth(), tokens()),
        // The newer one is not tried again.
        Case::new("fetchAuthSession, forced twice, with a service that answers 501 to the newer operation")
            .only(without_hook)
            .signed_in()
            .calls("fetchAuthSession", json!({"forceRefresh": true}))
            .calls("fetchAuthSession", json!({"forceRefresh": true}))
            .sends_in_vain(REFRESH, by_refresh_token(), Reply::refusal(501, "InternalFailure", "not implemented"))
            .sends(REFRESH_BY_AUTH, by_auth(), tokens())
            .sends(REFRESH_BY_AUTH, by_auth(), tokens()),
        Case::new("fetchAuthSession, expired, with a device of somebody else")
            .only(without_hook)
            .with_device_of("somebody")
            .expired()
            .calls("fetchAuthSession", json!({}))
            .sends(REFRESH, without(by_refresh_token(), "DeviceKey"), tokens()),
        Case::new("fetchAuthSession, not expired").signed_in().calls("fetchAuthSession", json!({})),
        // A refresh does not send the metadata of another function.
        Case::new("getCurrentUser, expired").only(without_hook).expired().calls("getCurrentUser", json!({})).sends(
            REFRESH,
            without(by_refresh_token(), "ClientMetadata"),
            tokens(),
        ),
        Case::new("fetchUserAttributes, expired")
            .only(without_hook)
            .expired()
            .calls("fetchUserAttributes", json!({}))
            .sends(REFRESH, without(by_refresh_token(), "ClientMetadata"), tokens())
            .sends(FETCH_ATTRIBUTES, json!({"AccessToken": access_token()}), json!({})),
        Case::new("fetchUserAttributes, expired, with a hook")
            .only(with_hook)
            .expired()
            .calls("fetchUserAttributes", json!({}))
            .sends(REFRESH_BY_AUTH, without(by_auth(), "ClientMetadata"), tokens())
            .sends(FETCH_ATTRIBUTES, json!({"AccessToken": access_token()}), json!({})),
    ]
}
