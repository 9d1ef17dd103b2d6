//! `signOut`, here and everywhere.

use serde_json::json;

use super::case::Case;
use super::member::CLIENT_SECRET;
use super::operations::{GLOBAL_SIGN_OUT, REVOKE};
use super::stage::access_token;
use crate::support::seed::{CLIENT_ID, key};

pub(super) fn table() -> Vec<Case> {
    let revocation = json!({"ClientId": CLIENT_ID, "Token": "refresh-1", "ClientSecret": CLIENT_SECRET});
    vec![
        Case::new("signOut").signed_in().calls("signOut", json!({})).sends(REVOKE, revocation.clone(), json!({})),
        Case::new("signOut, everywhere")
            .signed_in()
            .calls("signOut", json!({"global": true}))
            .sends(GLOBAL_SIGN_OUT, json!({"AccessToken": access_token()}), json!({}))
            .sends(REVOKE, revocation, json!({})),
        Case::new("signOut, everywhere, without a refresh token")
            .signed_in()
            .with_item(key("refreshToken"), "")
            .calls("signOut", json!({"global": true}))
            .sends(GLOBAL_SIGN_OUT, json!({"AccessToken": access_token()}), json!({})),
        Case::new("signOut of nobody").calls("signOut", json!({})),
    ]
}
