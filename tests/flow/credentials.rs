//! AWS credentials: how long they are used, and for whose identity.

use cognito_wasm::flow::AuthSession;
use serde_json::json;

use crate::support::calls;
use crate::support::seed::{
    GUEST_IDENTITY, GUEST_KEY, IDENTITY, IDENTITY_POOL_ID, ISSUER, SUB, both_pools_config, key, password_input,
};
use crate::support::{Call, Reply, Scene, access_claims, jwt};

const PAIR: [&str; 2] = ["GetId", "GetCredentialsForIdentity"];
const CREDENTIALS_ONLY: [&str; 1] = ["GetCredentialsForIdentity"];

/// A guest with credentials.
fn guest() -> Scene {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    scene.tab.session().credentials.unwrap();
    scene.world.network.forget();
    scene
}

/// A signed-in user with credentials.
fn user() -> Scene {
    let scene = Scene::signed_in();
    // The tokens must be valid for longer than the credentials, which expire after an hour.
    scene.user_pool.token_life_s.set(86_400);
    scene.store_session();
    scene.tab.session().credentials.unwrap();
    scene.world.network.forget();
    scene
}

fn access_key(session: AuthSession) -> String {
    session.credentials.unwrap().access_key_id.clone()
}

#[test]
fn are_used_until_five_minutes_before_they_expire() {
    for scene in [guest(), user()] {
        scene.world.clock.advance(3_300_000 - 1);
        assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000001");
        assert!(scene.operations().is_empty());

        scene.world.clock.advance(1);
        assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000002");
        assert_eq!(scene.operations(), CREDENTIALS_ONLY, "the identity stays");
    }
}

#[test]
fn are_fetched_once_for_concurrent_callers() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    let gate = scene.world.network.hold("GetId");
    let calls: Vec<_> = (0..5).map(|_| scene.tab.start(calls::fetch_auth_session, json!({}))).collect();
    assert!(calls.iter().all(Call::is_pending));
    gate.open();
    for call in calls {
        assert_eq!(access_key(call.finish().unwrap()), "ASIATEST000000000001");
    }
    assert_eq!(scene.operations(), PAIR, "one identity, not five");
}

#[test]
fn are_fetched_again_with_force_refresh() {
    let scene = user();
    let session = scene.tab.session_with(json!({"forceRefresh": true}));
    assert_eq!(access_key(session), "ASIATEST000000000002");
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken", "GetCredentialsForIdentity"]);
}

#[test]
fn a_guests_are_fetched_again_with_force_refresh() {
    let scene = guest();
    assert_eq!(access_key(scene.tab.session_with(json!({"forceRefresh": true}))), "ASIATEST000000000002");
    assert_eq!(scene.operations(), CREDENTIALS_ONLY);
}

#[test]
fn are_kept_in_memory_only() {
    let scene = user();
    for (key, value) in scene.world.local.items().into_iter().chain(scene.tab.state.session.items()) {
        assert!(!["ASIATEST", "secret-", "session-"].iter().any(|secret| value.contains(secret)), "{key}");
        assert_ne!(value, IDENTITY, "{key}");
    }
}

#[test]
fn survive_a_refresh_of_the_tokens() {
    let scene = user();
    scene.user_pool.token_life_s.set(60);
    scene.store_session();
    scene.world.clock.advance(60_000);
    assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000001");
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken"]);
}

#[test]
fn go_by_the_services_clock() {
    let scene = Scene::signed_out();
    scene.world.clock.set_page_error(7_200_000);
    scene.tab.sign_in(password_input()).unwrap();
    scene.tab.session().credentials.unwrap();
    scene.world.network.forget();
    assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000001");
    assert!(scene.operations().is_empty());
}

#[test]
fn a_returning_guest_keeps_the_identity() {
    let scene = guest();
    assert_eq!(scene.tab.reload().session().credentials.unwrap().identity_id, GUEST_IDENTITY);
    assert_eq!(scene.operations(), CREDENTIALS_ONLY);
}

#[test]
fn a_returning_user_keeps_the_identity() {
    let scene = user();
    assert_eq!(scene.stored("identity").unwrap(), [IDENTITY_POOL_ID, SUB, IDENTITY].join(" "));
    assert_eq!(scene.tab.reload().session().credentials.unwrap().identity_id, IDENTITY);
    assert_eq!(scene.operations(), CREDENTIALS_ONLY);
    scene.tab.sign_out();
    assert_eq!(scene.stored("identity"), None);
}

#[test]
fn the_stored_identity_of_another_user_or_pool_is_ignored() {
    for stored in [
        [IDENTITY_POOL_ID, "other", GUEST_IDENTITY].join(" "),
        ["us-east-1:other", SUB, GUEST_IDENTITY].join(" "),
        [IDENTITY_POOL_ID, SUB, ""].join(" "),
        [IDENTITY_POOL_ID, SUB].join(" "),
        "x".to_owned(),
    ] {
        let scene = user();
        scene.world.local.put(key("identity"), stored.clone());
        assert_eq!(scene.tab.reload().session().credentials.unwrap().identity_id, IDENTITY);
        assert_eq!(scene.operations(), PAIR, "{stored}");
    }
}

#[test]
fn a_stored_identity_that_was_deleted_is_replaced() {
    for scene in [guest(), user()] {
        scene.world.network.answer("GetCredentialsForIdentity", Reply::error("ResourceNotFoundException"));
        assert!(scene.tab.reload().session().credentials.is_ok());
        assert_eq!(scene.operations(), ["GetCredentialsForIdentity", "GetId", "GetCredentialsForIdentity"]);
    }
    // A user's that is no longer the user's is replaced, too, and a guest's that is now a user's: see `identities.rs`.
    let scene = user();
    scene.world.network.answer("GetCredentialsForIdentity", Reply::error("NotAuthorizedException"));
    assert!(scene.tab.reload().session().credentials.is_ok());
    assert_eq!(scene.operations(), ["GetCredentialsForIdentity", "GetId", "GetCredentialsForIdentity"]);
    // Without a stored one, the service has been asked already.
    for name in ["ResourceNotFoundException", "NotAuthorizedException"] {
        let scene = Scene::signed_in();
        scene.world.network.answer("GetCredentialsForIdentity", Reply::error(name));
        assert_eq!(scene.tab.session().credentials.unwrap_err().name(), name);
        assert_eq!(scene.operations(), PAIR);
    }
}

#[test]
fn an_identity_without_room_is_asked_for_again() {
    let scene = Scene::signed_in();
    scene.world.local.refuse("identity");
    assert_eq!(scene.tab.session().credentials.unwrap().identity_id, IDENTITY);
    scene.world.network.forget();
    assert!(scene.tab.reload().session().credentials.is_ok());
    assert_eq!(scene.operations(), PAIR);
}

#[test]
fn the_identity_is_not_stored_for_a_session_that_another_tab_has_ended() {
    let scene = Scene::signed_in();
    let gate = scene.world.network.hold("GetId");
    let call = scene.tab.start(calls::fetch_auth_session, json!({}));
    scene.second_tab().sign_out();
    gate.open();
    assert!(call.finish().unwrap().credentials.is_ok());
    assert_eq!(scene.stored("identity"), None);
}

#[test]
fn a_guest_who_signs_in_is_linked_with_the_user() {
    let scene = guest();
    scene.tab.sign_in(password_input()).unwrap();
    scene.world.network.forget();
    assert_eq!(scene.tab.session().credentials.unwrap().identity_id, IDENTITY);

    let id_token = scene.stored("idToken").unwrap();
    let logins = json!({ ISSUER: id_token });
    let body = json!({"IdentityId": GUEST_IDENTITY, "Logins": logins});
    assert_eq!(scene.world.network.bodies("GetCredentialsForIdentity"), [body]);
    assert_eq!(scene.operations(), CREDENTIALS_ONLY, "the guest's identity is used, not a new one");
    assert_eq!(scene.world.local.get(GUEST_KEY), None);
}

#[test]
fn the_identity_in_the_reply_replaces_the_guests() {
    let scene = guest();
    scene.tab.sign_in(password_input()).unwrap();
    scene.tab.session().credentials.unwrap();
    scene.world.network.forget();
    scene.tab.session_with(json!({"forceRefresh": true})).credentials.unwrap();
    scene.tab.reload().session().credentials.unwrap();
    let bodies = scene.world.network.bodies("GetCredentialsForIdentity");
    let used: Vec<_> = bodies.iter().map(|body| body["IdentityId"].clone()).collect();
    assert_eq!(used, [IDENTITY, IDENTITY], "in this page and in the next one");
}

#[test]
fn a_user_does_not_get_a_guests_credentials_nor_a_guest_the_users() {
    let scene = guest();
    scene.store_session();
    assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000002");

    scene.tab.sign_out();
    scene.world.network.forget();
    let session = scene.tab.session();
    assert_eq!(session.credentials.as_ref().unwrap().identity_id, GUEST_IDENTITY);
    assert_eq!(access_key(session), "ASIATEST000000000003");
    assert_eq!(scene.operations(), PAIR, "the user's identity is forgotten");
}

#[test]
fn a_user_whose_session_another_tab_ended_is_linked_with_the_guest_since_then() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    scene.store_session();
    scene.tab.session().credentials.unwrap();
    scene.second_tab().sign_out();
    assert_eq!(scene.tab.session().credentials.unwrap().identity_id, GUEST_IDENTITY);
    scene.store_session();
    scene.world.network.forget();
    assert_eq!(scene.tab.session().credentials.unwrap().identity_id, IDENTITY);
    assert_eq!(scene.world.network.bodies("GetCredentialsForIdentity")[0]["IdentityId"], GUEST_IDENTITY);
}

#[test]
fn another_users_session_does_not_get_them() {
    let scene = user();
    let issuer = ["https://", ISSUER].concat();
    let claims = json!({"sub": "other", "cognito:username": "username", "iss": issuer, "exp": 9_999_999_999_i64});
    scene.world.local.put(key("idToken"), jwt(&claims));
    let claims = access_claims(&json!({"sub": "other", "exp": 9_999_999_999_i64}));
    scene.world.local.put(key("accessToken"), jwt(&claims));
    assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000002");
    assert_eq!(scene.operations(), PAIR);
}

#[test]
fn are_removed_when_the_session_ends() {
    let scene = user();
    scene.user_pool.revoke();
    let ended = scene.tab.session_with(json!({"forceRefresh": true}));
    assert_eq!(ended.credentials.unwrap_err().name(), "SessionExpiredException");
    scene.world.network.forget();
    assert_eq!(scene.tab.session().credentials.unwrap_err().name(), "NotAuthorizedException");
    assert!(scene.world.network.bodies("GetId")[0]["Logins"].get(ISSUER).is_none(), "without the user's login");

    scene.world.network.forget();
    scene.store_session();
    assert!(scene.tab.session().credentials.is_ok());
    assert_eq!(scene.operations(), PAIR, "nothing of the old session is left in memory");
}

#[test]
fn a_late_reply_is_dropped_after_a_sign_out() {
    for operation in PAIR {
        let scene = Scene::signed_in();
        let gate = scene.world.network.hold(operation);
        let call = scene.tab.start(calls::fetch_auth_session, json!({}));
        scene.tab.sign_out();
        gate.open();
        assert_eq!(call.finish().unwrap().credentials.unwrap_err().name(), "SignInException", "{operation}");
        assert!(scene.world.local.items().is_empty());
        scene.world.network.forget();
        scene.store_session();
        assert!(scene.tab.session().credentials.is_ok());
        assert_eq!(scene.operations(), PAIR, "{operation}: nothing is left in memory for the same user's next session");
    }
}

#[test]
fn a_late_guest_identity_is_dropped_after_a_sign_out() {
    for operation in PAIR {
        let scene = Scene::with_config(both_pools_config(true));
        scene.identity_pool.guests.set(true);
        let gate = scene.world.network.hold(operation);
        let call = scene.tab.start(calls::fetch_auth_session, json!({}));
        scene.tab.sign_out();
        gate.open();
        assert_eq!(call.finish().unwrap().credentials.unwrap_err().name(), "SignInException", "{operation}");
        assert!(scene.world.local.items().is_empty(), "{operation}");
    }
}

#[test]
fn a_late_identity_of_a_guest_is_not_kept_once_somebody_has_signed_in() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    let gate = scene.world.network.hold("GetId");
    let late = scene.tab.start(calls::fetch_auth_session, json!({}));
    scene.tab.sign_in(password_input()).unwrap();
    gate.open();
    late.finish().unwrap().credentials.unwrap();
    assert_eq!(scene.world.local.get(GUEST_KEY), None);
    scene.world.network.forget();
    assert_eq!(scene.tab.session().credentials.unwrap().identity_id, IDENTITY);
    assert_eq!(scene.operations(), PAIR);
}

#[test]
fn a_reply_without_keys_is_an_error_of_its_own() {
    for (signed_in, expected) in [(true, "CredentialsException"), (false, "CredentialsNotFoundException")] {
        for reply in [
            json!({}),
            json!({"Credentials": {}}),
            json!({"Credentials": {"AccessKeyId": "a"}}),
            json!([]),
            json!({"Credentials": {"AccessKeyId": 1, "SecretKey": 2}}),
            json!({"Credentials": {"AccessKeyId": "", "SecretKey": "s"}}),
            json!({"Credentials": {"AccessKeyId": "a\r\nx: y", "SecretKey": "s"}}),
            json!({"Credentials": {"AccessKeyId": "a", "SecretKey": "s s"}}),
            json!({"Credentials": {"AccessKeyId": "a", "SecretKey": "s", "SessionToken": ""}}),
            json!({"Credentials": {"AccessKeyId": "a", "SecretKey": "s", "SessionToken": 7}}),
        ] {
            let scene = Scene::with_config(both_pools_config(true));
            scene.identity_pool.guests.set(true);
            if signed_in {
                scene.store_session();
            }
            scene.world.network.answer("GetCredentialsForIdentity", Reply::json(reply.clone()));
            let error = scene.tab.session().credentials.unwrap_err();
            assert_eq!(error.name(), expected, "{reply}");
            assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000001", "the next call tries again");
        }
    }
}

#[test]
fn a_pool_that_names_no_identity_is_an_error_of_its_own() {
    for reply in [json!({}), json!({"IdentityId": ""}), json!({"IdentityId": 7}), json!("x")] {
        let scene = Scene::signed_in();
        scene.world.network.answer("GetId", Reply::json(reply));
        assert_eq!(scene.tab.session().credentials.unwrap_err().name(), "GetIdResponseException");
        assert_eq!(scene.operations(), ["GetId"]);
    }
}

#[test]
fn an_empty_stored_identity_is_ignored() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    scene.world.local.put(GUEST_KEY, "");
    assert_eq!(scene.tab.session().credentials.unwrap().identity_id, GUEST_IDENTITY);
    assert_eq!(scene.operations(), PAIR);
}

#[test]
fn credentials_without_an_expiration_are_fetched_each_time() {
    for expiration in
        [json!(null), json!("2030-01-01T00:00:00Z"), json!(-1), json!(1e300), json!(1_900_000_000_000_i64)]
    {
        let scene = Scene::signed_in();
        let reply = json!({"Credentials": {"AccessKeyId": "a", "SecretKey": "s", "Expiration": expiration}});
        scene.world.network.answer("GetCredentialsForIdentity", Reply::json(reply));
        let credentials = scene.tab.session().credentials.unwrap();
        assert_eq!((&*credentials.access_key_id, credentials.expiration), ("a", None), "{expiration}");
        assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000001");
    }
}

#[test]
fn a_caller_who_goes_away_does_not_stop_the_request() {
    let scene = Scene::signed_in();
    let gate = scene.world.network.hold("GetCredentialsForIdentity");
    scene.tab.start(calls::fetch_auth_session, json!({})).abandon();
    gate.open();
    scene.world.settle();
    scene.world.network.forget();
    assert_eq!(access_key(scene.tab.session()), "ASIATEST000000000001");
    assert!(scene.operations().is_empty());
}
