//! AWS credentials, of a guest and of a user.

use serde_json::{Value, json};

use super::case::Case;
use super::operations::{GET_CREDENTIALS, GET_ID};
use super::stage::id_token;
use crate::support::seed::{GUEST_IDENTITY, GUEST_KEY, IDENTITY, IDENTITY_POOL_ID, ISSUER};

fn credentials(identity: &str) -> Value {
    json!({"IdentityId": identity, "Credentials": {
        "AccessKeyId": "ASIA", "SecretKey": "secret", "SessionToken": "session", "Expiration": 1_704_168_245,
    }})
}

pub(super) fn table() -> Vec<Case> {
    let logins = json!({ISSUER: id_token()});
    vec![
        Case::new("fetchAuthSession of a guest")
            .with_identity_pool()
            .calls("fetchAuthSession", json!({}))
            .sends(
                GET_ID,
                json!({"IdentityPoolId": IDENTITY_POOL_ID, "Logins": {}}),
                json!({"IdentityId": GUEST_IDENTITY}),
            )
            .sends(GET_CREDENTIALS, json!({"IdentityId": GUEST_IDENTITY}), credentials(GUEST_IDENTITY)),
        Case::new("fetchAuthSession of a guest who comes back")
            .with_identity_pool()
            .with_item(GUEST_KEY, GUEST_IDENTITY)
            .calls("fetchAuthSession", json!({}))
            .sends(GET_CREDENTIALS, json!({"IdentityId": GUEST_IDENTITY}), credentials(GUEST_IDENTITY)),
        Case::new("fetchAuthSession of a user")
            .with_identity_pool()
            .signed_in()
            .calls("fetchAuthSession", json!({}))
            .sends(
                GET_ID,
                json!({"IdentityPoolId": IDENTITY_POOL_ID, "Logins": logins}),
                json!({"IdentityId": IDENTITY}),
            )
            .sends(GET_CREDENTIALS, json!({"IdentityId": IDENTITY, "Logins": logins}), credentials(IDENTITY)),
        Case::new("fetchAuthSession of a user who was a guest")
            .with_identity_pool()
            .signed_in()
            .with_item(GUEST_KEY, GUEST_IDENTITY)
            .calls("fetchAuthSession", json!({}))
            .sends(GET_CREDENTIALS, json!({"IdentityId": GUEST_IDENTITY, "Logins": logins}), credentials(IDENTITY)),
    ]
}
