//! Tokens of another pool, app client or user.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{
    EMAIL, ISSUER, LAST_AUTH_USER, POOL_ID, SUB, key, password_input, signed_in, srp_input, user_pool_config,
};
use crate::support::{Challenge, Reply, Scene, access_claims, altered, jwt, unsigned};

const REFRESH: &str = "GetTokensFromRefreshToken";

/// A token of the reply, its wrong claims, and the claim that the error names.
struct Case(&'static str, Value, &'static str);

/// Claims that are wrong in any tokens.
fn cases() -> Vec<Case> {
    let elsewhere = ["https://evil.example/", POOL_ID].concat();
    let nested = ["https://evil.example/https://", ISSUER].concat();
    let plain = ["http://", ISSUER].concat();
    let mut cases = Vec::new();
    for (token, client_claim, other_use) in [("AccessToken", "client_id", "id"), ("IdToken", "aud", "access")] {
        cases.extend([
            Case(token, json!({"iss": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other"}), "iss"),
            Case(token, json!({"iss": "https://cognito-idp.eu-west-1.amazonaws.com/us-east-1_SeedPool1"}), "iss"),
            Case(token, json!({ "iss": elsewhere }), "iss"),
            Case(token, json!({ "iss": nested }), "iss"),
            Case(token, json!({ "iss": plain }), "iss"),
            Case(token, json!({ "iss": POOL_ID }), "iss"),
            Case(token, json!({"iss": 7}), "iss"),
            Case(token, json!({"iss": null}), "iss"),
            Case(token, json!({client_claim: "somebody else"}), client_claim),
            Case(token, json!({client_claim: ["somebody else"]}), client_claim),
            Case(token, json!({client_claim: null}), client_claim),
            Case(token, json!({ "token_use": other_use }), "token_use"),
            Case(token, json!({"token_use": "refresh"}), "token_use"),
            Case(token, json!({"token_use": null}), "token_use"),
            Case(token, json!({"sub": "somebody else"}), "sub"),
            Case(token, json!({"sub": ""}), "sub"),
            Case(token, json!({"sub": {"is": SUB}}), "sub"),
            Case(token, json!({"sub": null}), "sub"),
        ]);
    }
    cases.push(Case("IdToken", json!({"cognito:username": "somebody else"}), "cognito:username"));
    cases
}

/// An `AuthenticationResult` in which some claims of one token are changed.
fn result_with(scene: &Scene, token: &str, claims: &Value) -> Value {
    let mut result = scene.user_pool.issue(false);
    result["RefreshToken"] = "of somebody else".into();
    result[token] = altered(&result[token], claims);
    result
}

/// Another user's `AuthenticationResult`.
fn result_of(scene: &Scene, claims: &Value, id_claims: &Value) -> Value {
    let mut result = scene.user_pool.issue(false);
    result["AccessToken"] = altered(&result["AccessToken"], claims);
    result["IdToken"] = altered(&result["IdToken"], id_claims);
    result["RefreshToken"] = "of somebody else".into();
    result
}

fn reply(result: &Value) -> Reply {
    Reply::json(json!({ "AuthenticationResult": result }))
}

#[test]
fn a_sign_in_stores_none_of_them_and_revokes_them() {
    for Case(token, claims, claim) in cases() {
        let what = format!("{token} {claims}");
        let scene = Scene::signed_out();
        let result = result_with(&scene, token, &claims);
        scene.world.network.answer("InitiateAuth", reply(&result));
        let error = scene.tab.sign_in(password_input()).unwrap_err();
        assert_eq!((error.name(), error.category().name(), error.retryable()), ("InvalidTokens", "service", false));
        assert!(error.message().contains(&format!("`{claim}`")), "{what}: {}", error.message());
        assert!(scene.world.local.items().is_empty(), "{what}");
        assert!(scene.tab.state.session.items().is_empty(), "{what}");
        assert!(scene.world.events().is_empty(), "{what}");
        scene.world.settle();
        assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "of somebody else", "{what}");
        assert!(!scene.tab.session().is_signed_in, "{what}");
    }
}

#[test]
fn tokens_that_are_not_signed_are_refused_without_verifying_signatures() {
    for token in ["AccessToken", "IdToken"] {
        let scene = Scene::signed_out();
        let mut result = scene.user_pool.issue(false);
        result[token] = unsigned(&result[token]);
        scene.world.network.answer("InitiateAuth", reply(&result));
        let error = scene.tab.sign_in(password_input()).unwrap_err();
        assert_eq!(error.name(), "InvalidTokens");
        assert!(error.message().contains("`alg`"), "{}", error.message());
        assert!(scene.world.local.items().is_empty());

        let scene = Scene::expired();
        let before = scene.world.local.items();
        scene.world.network.answer(REFRESH, reply(&result));
        assert_eq!(scene.tab.session().tokens.unwrap_err().name(), "InvalidTokens");
        assert_eq!(scene.world.local.items(), before);
    }
}

#[test]
fn every_way_to_sign_in_checks_them() {
    let somebody = |scene: &Scene| reply(&result_with(scene, "IdToken", &json!({"sub": "somebody else"})));
    let expect = |scene: &Scene, name: &str| {
        assert_eq!(name, "InvalidTokens");
        assert_eq!(scene.stored("accessToken"), None);
        assert!(scene.world.events().is_empty());
    };

    let scene = Scene::signed_out();
    scene.world.network.answer("RespondToAuthChallenge", somebody(&scene));
    expect(&scene, scene.tab.sign_in(srp_input()).unwrap_err().name());

    let scene = Scene::challenging(Challenge::sms());
    scene.tab.sign_in(password_input()).unwrap();
    scene.world.network.answer("RespondToAuthChallenge", somebody(&scene));
    expect(&scene, scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap_err().name());

    let scene = Scene::signed_out();
    let device = scene.remember_device();
    scene.world.network.answer("RespondToAuthChallenge", Reply::json(device.challenge()));
    scene.world.network.answer("RespondToAuthChallenge", somebody(&scene));
    expect(&scene, scene.tab.sign_in(password_input()).unwrap_err().name());

    let scene = Scene::signed_out();
    let session = json!({"UserConfirmed": true, "UserSub": SUB, "Session": "sign-up"});
    scene.world.network.answer("SignUp", Reply::json(session));
    let options = json!({"autoSignIn": {"authFlowType": "USER_AUTH"}, "userAttributes": {"email": EMAIL}});
    scene.tab.sign_up(json!({"username": EMAIL, "options": options})).unwrap();
    scene.world.network.answer("InitiateAuth", somebody(&scene));
    expect(&scene, scene.tab.auto_sign_in().unwrap_err().name());
}

#[test]
fn a_device_is_not_registered_for_them() {
    let scene = Scene::signed_out();
    let mut result = result_with(&scene, "AccessToken", &json!({"client_id": "somebody else"}));
    result["NewDeviceMetadata"] = json!({"DeviceKey": "us-east-1_1", "DeviceGroupKey": "-g"});
    scene.world.network.answer("InitiateAuth", reply(&result));
    assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "InvalidTokens");
    scene.world.settle();
    assert_eq!(scene.operations(), ["InitiateAuth", "RevokeToken"]);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_sign_in_leaves_the_session_of_another_tab_as_it_was() {
    let scene = Scene::signed_out();
    let gate = scene.world.network.hold("InitiateAuth");
    let result = result_with(&scene, "AccessToken", &json!({"iss": "https://evil.example/"}));
    scene.world.network.answer("InitiateAuth", reply(&result));
    let call = scene.tab.start(calls::sign_in, password_input());
    scene.store_session();
    let before = scene.world.local.items();
    gate.open();
    assert_eq!(call.finish().unwrap_err().name(), "InvalidTokens");
    assert_eq!(scene.world.local.items(), before);
    assert!(scene.tab.session().is_signed_in);
}

/// Checks that a refresh refuses this result and changes nothing.
#[track_caller]
fn assert_refused(scene: &Scene, result: &Value, claim: &str) {
    let before = scene.world.local.items();
    scene.world.network.answer(REFRESH, reply(result));
    let session = scene.tab.session();
    let error = session.tokens.unwrap_err();
    assert_eq!((error.name(), error.retryable()), ("InvalidTokens", false), "{claim}");
    assert!(error.message().contains(&format!("`{claim}`")), "{claim}: {}", error.message());
    assert!(session.is_signed_in, "{claim}");
    assert_eq!(session.user_sub.unwrap_err().name(), "InvalidTokens", "{claim}");
    assert_eq!(scene.world.local.items(), before, "{claim}");
    assert_eq!(scene.world.event_names(), ["tokenRefresh_failure"], "{claim}");
    scene.world.settle();
    assert_eq!(scene.operations(), [REFRESH], "nothing is revoked, because the token may be of another user's session");

    let refresh_token = scene.stored("refreshToken").unwrap();
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.world.network.bodies(REFRESH)[1]["RefreshToken"], *refresh_token, "{claim}");
    assert_eq!(scene.tab.get_current_user().unwrap()["userId"], SUB, "{claim}: the next reply may be right");
}

#[test]
fn a_refresh_keeps_the_session_as_it_was() {
    for Case(token, claims, claim) in cases() {
        let scene = Scene::expired_tokens();
        assert_refused(&scene, &result_with(&scene, token, &claims), claim);
    }
}

#[test]
fn a_refresh_does_not_change_the_user() {
    for (claims, id_claims, claim) in [
        (json!({"sub": "b"}), json!({"sub": "b"}), "sub"),
        (json!({"sub": "b", "username": "b"}), json!({"sub": "b", "cognito:username": "b"}), "sub"),
        (json!({"username": "b"}), json!({"cognito:username": "b"}), "username"),
    ] {
        let scene = Scene::expired_tokens();
        let result = result_of(&scene, &claims, &id_claims);
        assert_refused(&scene, &result, claim);

        let scene = Scene::expired_tokens();
        let mut without_id = result_of(&scene, &claims, &id_claims);
        without_id["IdToken"] = Value::Null;
        assert_refused(&scene, &without_id, claim);
    }
}

#[test]
fn the_older_refresh_operation_checks_them_too() {
    let scene = Scene::expired_tokens();
    scene.user_pool.modern.set(false);
    let before = scene.world.local.items();
    let result = result_of(&scene, &json!({"sub": "b"}), &json!({"sub": "b"}));
    scene.world.network.answer("InitiateAuth", reply(&result));
    assert_eq!(scene.tab.session().tokens.unwrap_err().name(), "InvalidTokens");
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn a_refresh_interrupted_by_a_sign_out_does_not_revoke_them() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(REFRESH);
    let result = result_of(&scene, &json!({"sub": "b"}), &json!({"sub": "b"}));
    scene.world.network.answer(REFRESH, reply(&result));
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.tab.sign_out();
    gate.open();
    assert_eq!(call.finish().unwrap().tokens.unwrap_err().name(), "SignedOutException");
    scene.world.settle();
    let revoked = scene.world.network.bodies("RevokeToken");
    assert!(revoked.iter().all(|body| body["Token"] != "of somebody else"), "{revoked:?}");
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_global_sign_out_signs_nobody_else_out() {
    let scene = Scene::expired_tokens();
    let refresh_token = scene.stored("refreshToken").unwrap();
    let result = result_of(&scene, &json!({"sub": "b"}), &json!({"sub": "b"}));
    scene.world.network.answer(REFRESH, reply(&result));
    let output = scene.tab.start(calls::sign_out, json!({"global": true})).finish().unwrap();
    assert_eq!(output.global_sign_out_error.unwrap().1.name(), "InvalidTokens");
    assert_eq!(scene.operations(), [REFRESH, "RevokeToken"]);
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], *refresh_token);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn claims_that_servers_may_leave_out_are_not_required() {
    for (token, claims) in [
        ("AccessToken", json!({"username": null})),
        ("IdToken", json!({"cognito:username": null})),
        ("AccessToken", json!({"origin_jti": null})),
        ("IdToken", json!({"origin_jti": null})),
        ("IdToken", json!({"origin_jti": "of its own"})),
    ] {
        let scene = Scene::signed_out();
        let result = result_with(&scene, token, &claims);
        scene.world.network.answer("InitiateAuth", reply(&result));
        assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in(), "{claims}");
        scene.world.clock.advance(3_600_000);
        scene.world.network.answer(REFRESH, reply(&result_with(&scene, token, &claims)));
        assert!(scene.tab.session().tokens.is_ok(), "{claims}");
    }
}

#[test]
fn a_custom_endpoint_may_have_another_issuer() {
    for (endpoint, issuer, accepted) in [
        ("http://localhost:9229/", "http://0.0.0.0:9229/us-east-1_SeedPool1", true),
        ("https://proxy.example/cognito", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_SeedPool1", true),
        ("https://proxy.example/cognito", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other", false),
        ("https://cognito-idp.us-east-1.amazonaws.com/", "http://0.0.0.0:9229/us-east-1_SeedPool1", false),
    ] {
        let mut config = user_pool_config();
        config["Auth"]["Cognito"]["userPoolEndpoint"] = endpoint.into();
        let scene = Scene::with_config(config);
        let mut result = scene.user_pool.issue(true);
        for token in ["AccessToken", "IdToken"] {
            result[token] = altered(&result[token], &json!({ "iss": issuer }));
        }
        scene.world.network.answer("InitiateAuth", reply(&result));
        assert_eq!(scene.tab.sign_in(password_input()).is_ok(), accepted, "{endpoint} {issuer}");
    }
}

/// Stored tokens are not checked, since whoever can write to the storage can write tokens that fit.
#[test]
fn stored_tokens_are_not_checked() {
    // Amplify stores a session under the typed name.
    let scene = Scene::with_config(user_pool_config());
    scene.store_session_of(EMAIL);
    assert!(scene.tab.session().is_signed_in);
    scene.world.clock.advance(3_600_000);
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some(EMAIL));

    // A server other than Cognito left out claims.
    let scene = Scene::with_config(user_pool_config());
    scene.store_session();
    let bare =
        access_claims(&json!({"sub": null, "username": null, "iss": null, "client_id": null, "token_use": null}));
    scene.world.local.put(key("accessToken"), jwt(&bare));
    assert!(scene.tab.session().tokens.is_ok(), "after the refresh it has every claim");
    assert_eq!(scene.tab.get_current_user().unwrap()["userId"], SUB);
}
