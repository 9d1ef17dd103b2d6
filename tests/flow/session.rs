//! `fetchAuthSession`: its results in every state of a page.

use cognito_wasm::error::Error;
use cognito_wasm::flow::AuthSession;
use cognito_wasm::secret::Secret;
use serde_json::json;

use crate::support::seed::{
    GUEST_IDENTITY, GUEST_KEY, IDENTITY, IDENTITY_POOL_ID, ISSUER, SUB, USERNAME, both_pools_config,
    identity_pool_config, key, password_input, signed_in, user_pool_config,
};
use crate::support::{Reply, START, Scene, jwt};

/// Whether a user is signed in, and the names of the errors of credentials, `sub` and tokens (`ok` without one).
fn parts(session: &AuthSession) -> (bool, [&str; 3]) {
    let credentials = session.credentials.as_ref().map_or_else(Error::name, |_| "ok");
    let user_sub = session.user_sub.as_ref().map_or_else(Error::name, |_| "ok");
    let tokens = session.tokens.as_ref().map_or_else(Error::name, |_| "ok");
    (session.is_signed_in, [credentials, user_sub, tokens])
}

const SIGNED_OUT: &str = "SignedOutException";

#[test]
fn signed_out_with_guests_switched_off_is_no_error() {
    let scene = Scene::signed_out();
    let session = scene.tab.session();
    assert_eq!(parts(&session), (false, ["NotAuthorizedException", SIGNED_OUT, SIGNED_OUT]));
    assert_eq!(scene.operations(), ["GetId"], "the mobile configuration does not say whether guests have access");
    let request = &scene.world.network.requests()[0];
    assert_eq!(request.url, "https://cognito-identity.us-east-1.amazonaws.com/");
    assert_eq!(request.header("x-amz-target"), "AWSCognitoIdentityService.GetId");
    assert!(request.body["Logins"].as_object().is_none_or(serde_json::Map::is_empty), "{}", request.body);
    assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty());
}

#[test]
fn no_guest_credentials_are_requested_if_the_configuration_forbids_them() {
    let scene = Scene::with_config(both_pools_config(false));
    assert_eq!(parts(&scene.tab.session()), (false, ["NotAuthorizedException", SIGNED_OUT, SIGNED_OUT]));
    assert!(scene.operations().is_empty());
}

#[test]
fn signed_out_without_an_identity_pool() {
    let scene = Scene::with_config(user_pool_config());
    assert_eq!(parts(&scene.tab.session()), (false, ["InvalidAccountTypeException", SIGNED_OUT, SIGNED_OUT]));
    assert!(scene.operations().is_empty());
}

#[test]
fn a_guest_has_an_identity_and_credentials() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    let session = scene.tab.session();
    assert_eq!(parts(&session), (false, ["ok", SIGNED_OUT, SIGNED_OUT]));
    assert_eq!(session.credentials.unwrap().identity_id, GUEST_IDENTITY);
    assert_eq!(scene.operations(), ["GetId", "GetCredentialsForIdentity"]);
    assert_eq!(scene.world.network.bodies("GetCredentialsForIdentity"), [json!({"IdentityId": GUEST_IDENTITY})]);
    assert_eq!(scene.world.local.get(GUEST_KEY).as_deref(), Some(GUEST_IDENTITY));
}

#[test]
fn an_identity_pool_alone_serves_guests() {
    let scene = Scene::with_config(identity_pool_config());
    scene.identity_pool.guests.set(true);
    assert_eq!(parts(&scene.tab.session()), (false, ["ok", SIGNED_OUT, SIGNED_OUT]));
}

#[test]
fn a_user_has_everything() {
    let scene = Scene::signed_out();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    scene.world.network.forget();
    let session = scene.tab.session();

    assert_eq!(parts(&session), (true, ["ok", "ok", "ok"]));
    assert_eq!(session.user_sub.unwrap(), SUB);
    let tokens = session.tokens.unwrap();
    let id_token = scene.stored("idToken").unwrap();
    assert_eq!(Some(tokens.access.raw()), scene.stored("accessToken").as_deref());
    assert_eq!(tokens.id.as_ref().unwrap().raw(), id_token);
    assert_eq!(tokens.refresh.as_ref().map(Secret::expose), scene.stored("refreshToken").as_deref());
    assert_eq!(tokens.sign_in_details.as_ref().unwrap().login_id.as_deref(), Some(USERNAME));

    let given = session.credentials.unwrap();
    assert_eq!(given.identity_id, IDENTITY);
    let expected = json!({
        "accessKeyId": "ASIATEST000000000001", "secretAccessKey": "secret-1", "sessionToken": "session-1",
        "expiration": 1_704_168_245.0,
    });
    assert_eq!(serde_json::to_value(given.to_json()).unwrap(), expected);

    assert_eq!(scene.operations(), ["GetId", "GetCredentialsForIdentity"]);
    let logins = json!({ ISSUER: id_token });
    let requests = scene.world.network.requests();
    assert_eq!(requests[0].body, json!({"IdentityPoolId": IDENTITY_POOL_ID, "Logins": logins}));
    assert_eq!(requests[1].body, json!({"IdentityId": IDENTITY, "Logins": logins}));
}

#[test]
fn an_identity_pool_is_asked_in_its_own_region() {
    let pool_id = IDENTITY_POOL_ID.replace("us-east-1", "eu-west-1");
    let mut config = both_pools_config(false);
    config["Auth"]["Cognito"]["identityPoolId"] = json!(pool_id);
    let scene = Scene::with_config(config);
    scene.store_session();
    scene.world.network.answer("GetId", Reply::json(json!({"IdentityId": IDENTITY})));
    assert_eq!(parts(&scene.tab.session()), (true, ["ok", "ok", "ok"]));
    assert_eq!(scene.operations(), ["GetId", "GetCredentialsForIdentity"]);
    for request in scene.world.network.requests() {
        assert_eq!(request.url, "https://cognito-identity.eu-west-1.amazonaws.com/");
        assert!(request.body["Logins"].get(ISSUER).is_some(), "the user pool is still the one in us-east-1");
    }
}

#[test]
fn a_second_call_needs_no_request_and_a_reload_only_credentials() {
    let scene = Scene::signed_in();
    let first = scene.tab.session();
    scene.world.network.forget();
    let second = scene.tab.session();
    assert!(scene.operations().is_empty());
    assert_eq!(first.tokens.unwrap().access.raw(), second.tokens.unwrap().access.raw());
    assert_eq!(first.credentials.unwrap().access_key_id, second.credentials.unwrap().access_key_id);

    assert_eq!(parts(&scene.tab.reload().session()), (true, ["ok", "ok", "ok"]));
    assert_eq!(scene.operations(), ["GetCredentialsForIdentity"]);
}

#[test]
fn a_user_without_an_identity_pool() {
    let scene = Scene::with_config(user_pool_config());
    scene.store_session();
    assert_eq!(parts(&scene.tab.session()), (true, ["InvalidAccountTypeException", "ok", "ok"]));
    assert!(scene.operations().is_empty());
}

#[test]
fn an_identity_pool_that_is_down_does_not_take_the_user_along() {
    let scene = Scene::signed_out();
    for _ in 0..3 {
        scene.world.network.answer("GetId", Reply::refusal(500, "InternalErrorException", "down"));
    }
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_eq!(parts(&scene.tab.session()), (true, ["InternalErrorException", "ok", "ok"]));
    assert_eq!(parts(&scene.tab.session()), (true, ["ok", "ok", "ok"]));
}

#[test]
fn a_session_that_has_ended_fails_alike_in_every_part_and_once() {
    let scene = Scene::expired();
    scene.user_pool.revoke();
    let session = scene.tab.session();
    assert_eq!(parts(&session), (false, ["SessionExpiredException"; 3]));
    let error = session.tokens.unwrap_err();
    assert_eq!(error.category().name(), "sessionExpired");
    assert_eq!(error.source().unwrap().name(), "NotAuthorizedException");

    assert_eq!(parts(&scene.tab.session()), (false, ["NotAuthorizedException", SIGNED_OUT, SIGNED_OUT]));
    let failure = json!({"error": "NotAuthorizedException"});
    let end = json!({"reason": "revoked", "error": "NotAuthorizedException"});
    let events = [("tokenRefresh_failure", failure), ("sessionExpired", end)];
    assert_eq!(scene.world.events(), events);
}

#[test]
fn a_user_who_is_offline_stays_signed_in() {
    let scene = Scene::expired();
    let before = scene.world.local.items();
    for _ in 0..3 {
        scene.world.network.answer("GetTokensFromRefreshToken", Reply::lost());
    }
    assert_eq!(parts(&scene.tab.session()), (true, ["NetworkError"; 3]));
    assert_eq!(scene.world.local.items(), before);
    assert_eq!(parts(&scene.tab.session()), (true, ["ok", "ok", "ok"]), "online again");
}

#[test]
fn a_storage_that_cannot_be_read_is_told_in_every_part() {
    let scene = Scene::signed_in();
    scene.world.local.block();
    assert_eq!(parts(&scene.tab.session()), (false, ["StorageException"; 3]), "nobody can use that session");
    scene.world.local.repair();
    assert_eq!(parts(&scene.tab.session()), (true, ["ok", "ok", "ok"]));
}

#[test]
fn a_session_without_an_id_token_has_no_credentials() {
    let scene = Scene::signed_in();
    scene.world.local.delete(&key("idToken"));
    assert_eq!(parts(&scene.tab.session()), (true, ["UserUnAuthenticatedException", "ok", "ok"]));
    assert!(scene.operations().is_empty());
}

#[test]
fn an_id_token_of_no_issuer_gets_no_credentials() {
    let scene = Scene::signed_in();
    scene.world.local.put(key("idToken"), jwt(&json!({"sub": SUB, "exp": START + 3_600})));
    assert_eq!(parts(&scene.tab.session()), (true, ["InvalidIdTokenException", "ok", "ok"]));
    assert!(scene.operations().is_empty());
}

#[test]
fn an_access_token_of_nobody_has_no_sub() {
    let scene = Scene::signed_in();
    scene.world.local.put(key("accessToken"), jwt(&json!({"exp": START + 3_600})));
    assert_eq!(parts(&scene.tab.session()), (true, ["ok", "InvalidTokens", "ok"]));
}

#[test]
fn input_of_another_shape_is_refused() {
    let scene = Scene::signed_in();
    for input in [json!("x"), json!({"forceRefresh": "yes"}), json!({"clientMetadata": 7})] {
        let call = scene.tab.start(crate::support::calls::fetch_auth_session, input.clone());
        let error = call.finish().unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"), "{input}");
    }
    assert!(scene.operations().is_empty());
}
