//! Registering, listing and deleting passkeys.

use serde_json::json;

use super::case::Case;
use super::operations::{COMPLETE_PASSKEY, DELETE_PASSKEY, LIST_PASSKEYS, START_PASSKEY};
use super::stage::access_token;

pub(super) fn table() -> Vec<Case> {
    vec![
        Case::new("associateWebAuthnCredential")
            .signed_in()
            .calls("associateWebAuthnCredential", json!({}))
            .sends(
                START_PASSKEY,
                json!({"AccessToken": access_token()}),
                json!({"CredentialCreationOptions": {
                    "challenge": "AA", "user": {"id": "AA"}, "rp": {"id": "x"}, "pubKeyCredParams": [],
                }}),
            )
            .sends(
                COMPLETE_PASSKEY,
                json!({
                    "AccessToken": access_token(),
                    "Credential": {"id": "AQ", "response": {"attestationObject": "Ag", "signature": "Aw"}},
                }),
                json!({}),
            ),
        Case::new("listWebAuthnCredentials, in two pages")
            .signed_in()
            .calls("listWebAuthnCredentials", json!({}))
            .sends(LIST_PASSKEYS, json!({"AccessToken": access_token()}), json!({"NextToken": "page-2"}))
            .sends(LIST_PASSKEYS, json!({"AccessToken": access_token(), "NextToken": "page-2"}), json!({})),
        Case::new("listWebAuthnCredentials, one page")
            .signed_in()
            .calls("listWebAuthnCredentials", json!({"pageSize": 5}))
            .calls("listWebAuthnCredentials", json!({"pageSize": 5, "nextToken": "page-2"}))
            .calls("listWebAuthnCredentials", json!({"nextToken": "page-3"}))
            .sends(LIST_PASSKEYS, json!({"AccessToken": access_token(), "MaxResults": 5}), json!({}))
            .sends(
                LIST_PASSKEYS,
                json!({"AccessToken": access_token(), "MaxResults": 5, "NextToken": "page-2"}),
                json!({}),
            )
            .sends(LIST_PASSKEYS, json!({"AccessToken": access_token(), "NextToken": "page-3"}), json!({})),
        Case::new("deleteWebAuthnCredential")
            .signed_in()
            .calls("deleteWebAuthnCredential", json!({"credentialId": "AQ"}))
            .sends(DELETE_PASSKEY, json!({"AccessToken": access_token(), "CredentialId": "AQ"}), json!({})),
    ]
}
