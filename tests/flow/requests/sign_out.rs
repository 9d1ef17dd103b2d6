//! `signOut`, on this device and everywhere.

use serde_json::json;

use super::case::Case;
use super::member::{CLIENT_SECRET, without};
use super::operations::{GLOBAL_SIGN_OUT, REFRESH, REVOKE};
use super::refresh::by_refresh_token;
use super::situation::Client;
use super::stage::{access_token, tokens};
use crate::support::seed::{CLIENT_ID, key};

pub(super) fn table() -> Vec<Case> {
    let revocation = json!({"ClientId": CLIENT_ID, "Token": "refresh-1", "ClientSecret": CLIENT_SECRET});
    vec![
        Case::new("signOut").signed_in().calls("signOut", json!({})).sends(REVOKE, revocation.clone(), json!({})),
        Case::new("signOut, everywhere")
            .signed_in()
            .calls("signOut", json!({"global": true}))
            .sends(GLOBAL_SIGN_OUT, json!({"AccessToken": access_token()}), json!({}))
            .sends(REVOKE, revocation.clone(), json!({})),
        Case::new("signOut, everywhere, without a refresh token")
            .signed_in()
            .with_item(key("refreshToken"), "")
            .calls("signOut", json!({"global": true}))
            .sends(GLOBAL_SIGN_OUT, json!({"AccessToken": access_token()}), json!({})),
        // The service requires a valid access token.
        Case::new("signOut, everywhere, with an expired access token")
            .only(|situation| situation.client != Client::Hook)
            .expired()
            .calls("signOut", json!({"global": true}))
            .sends(REFRESH, without(by_refresh_token(), "ClientMetadata"), tokens())
            .sends(GLOBAL_SIGN_OUT, json!({"AccessToken": access_token()}), json!({}))
            .sends(REVOKE, revocation.clone(), json!({})),
        Case::new("signOut, with an access token that nobody can read")
            .signed_in()
            .with_item(key("accessToken"), "no.token.here")
            .calls("signOut", json!({}))
            .sends(REVOKE, revocation, json!({})),
        Case::new("signOut of nobody").calls("signOut", json!({})),
    ]
}
