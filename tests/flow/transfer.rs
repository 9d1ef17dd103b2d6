//! `exportSession` and `importSession`.

use serde_json::{Value, json};

use crate::support::seed::{AUTH_USER_LIST, USERNAME, key, key_of, user_pool_config};
use crate::support::{Reply, Scene, access_claims, altered, id_claims, jwt};
use crate::users::{scene_of, shown};

const REFRESH: &str = "GetTokensFromRefreshToken";

/// The session of `ada`, as exported elsewhere; and a tab without a session of the same pool.
fn exported() -> (Scene, Value) {
    let scene = scene_of(&["ada"]);
    let session = scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap();
    for key in scene.world.local.items().into_keys() {
        scene.world.local.delete(&key);
    }
    scene.world.forget_past();
    (scene, session)
}

fn with(session: &Value, others: &Value) -> Value {
    let mut session = session.clone();
    for (member, value) in others.as_object().unwrap() {
        session[member] = value.clone();
    }
    session
}

fn adding(session: &Value, choice: &str) -> Value {
    with(session, &json!({"options": {"onExistingSession": choice}}))
}

#[test]
fn the_refresh_token_is_exported_only_on_demand() {
    let scene = scene_of(&["ada"]);
    let item = |item| json!(scene.world.local.get(&key_of("ada", item)).unwrap());
    let expected = json!({
        "accessToken": item("accessToken"), "idToken": item("idToken"), "username": "ada",
        "signInDetails": shown("ada")["signInDetails"], "clockDrift": 0.0,
    });
    for input in [Value::Null, json!({}), json!({"includeRefreshToken": false})] {
        assert_eq!(scene.tab.export_session(input).unwrap(), expected);
    }
    let full = scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap();
    assert_eq!(full, with(&expected, &json!({"refreshToken": item("refreshToken")})));
    assert!(scene.operations().is_empty());
    let error = scene.tab.export_session(json!({"includeRefreshToken": "yes"})).unwrap_err();
    assert_eq!(error.name(), "InvalidParameterException");
}

#[test]
fn expired_tokens_are_refreshed_before_they_are_exported() {
    let scene = scene_of(&["ada"]);
    scene.user_pool.rotates.set(true);
    scene.world.clock.advance(3_600_000);
    let session = scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap();
    assert_eq!(scene.operations(), [REFRESH]);
    assert_eq!(session["refreshToken"], json!(scene.world.local.get(&key_of("ada", "refreshToken"))));
    let nobody = Scene::with_config(user_pool_config());
    assert_eq!(nobody.tab.export_session(Value::Null).unwrap_err().name(), "UserUnAuthenticatedException");
}

#[test]
fn an_exported_session_is_imported() {
    let (scene, session) = exported();
    assert_eq!(scene.tab.import_session(session.clone()).unwrap(), shown("ada"));
    assert_eq!(scene.world.events(), [("signedIn", shown("ada"))]);
    assert!(scene.operations().is_empty());
    assert_eq!(scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap(), session);
    assert_eq!(scene.tab.reload().current_name().as_deref(), Some("ada"));
}

#[test]
fn without_a_drift_the_tokens_age_counts() {
    // The tokens were issued half an hour ago, which is no drift.
    let (scene, session) = exported();
    scene.world.clock.advance(1_800_000);
    let tokens = json!({"accessToken": session["accessToken"], "idToken": session["idToken"]});
    scene.tab.import_session(tokens).unwrap();
    assert_eq!(scene.world.local.get(&key_of("ada", "clockDrift")).as_deref(), Some("0"));
    assert!(scene.tab.session().is_signed_in);
    scene.world.clock.advance(1_800_000);
    let expired = scene.tab.session().tokens.unwrap_err();
    assert_eq!(expired.name(), "TokenRefreshException", "there is no refresh token");

    let (scene, session) = exported();
    scene.tab.import_session(with(&session, &json!({"clockDrift": -1_500.7}))).unwrap();
    assert_eq!(scene.world.local.get(&key_of("ada", "clockDrift")).as_deref(), Some("-1500"));
}

#[test]
fn inputs_of_another_shape_are_refused() {
    let (scene, session) = exported();
    for others in [
        json!({"accessToken": ""}),
        json!({"accessToken": null}),
        json!({"accessToken": {"toString": "x"}}),
        json!({"idToken": 1}),
        json!({"refreshToken": ["r"]}),
        json!({"signInDetails": "x"}),
        json!({"clockDrift": "0"}),
        json!({"username": {}}),
        json!({"options": "add"}),
        json!({"options": {"onExistingSession": "keep"}}),
    ] {
        let error = scene.tab.import_session(with(&session, &others)).unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException", "{others}");
    }
    for input in [json!(null), json!([]), json!("token"), json!({})] {
        assert_eq!(scene.tab.import_session(input).unwrap_err().name(), "InvalidParameterException");
    }
    assert!(scene.world.local.items().is_empty() && scene.operations().is_empty());
}

#[test]
fn tokens_of_another_pool_client_or_user_are_refused() {
    let (scene, session) = exported();
    let access = |others: &Value| json!({"accessToken": altered(&session["accessToken"], others)});
    let id = |others: &Value| json!({"idToken": altered(&session["idToken"], others)});
    for others in [
        json!({"accessToken": "x"}),
        json!({"accessToken": session["idToken"]}),
        json!({"idToken": session["accessToken"]}),
        json!({"idToken": "a.b.c"}),
        access(&json!({"iss": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other"})),
        access(&json!({"client_id": "other"})),
        access(&json!({"token_use": "id"})),
        access(&json!({"sub": null})),
        id(&json!({"aud": "other"})),
        id(&json!({"sub": "other"})),
        id(&json!({"cognito:username": "other"})),
        id(&json!({"iss": null})),
    ] {
        let error = scene.tab.import_session(with(&session, &others)).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidTokens", "validation"), "{others}");
    }
    assert!(scene.world.local.items().is_empty() && scene.operations().is_empty(), "nothing is sent anywhere");
    assert!(scene.world.events().is_empty());
}

#[test]
fn tokens_without_a_user_name_need_one() {
    let scene = Scene::with_config(user_pool_config());
    let times = json!({"exp": 4_000_000_000_i64, "iat": 1, "username": null});
    let session = json!({"accessToken": jwt(&access_claims(&times))});
    assert_eq!(scene.tab.import_session(session).unwrap_err().name(), "InvalidTokens");
    let with_id = json!({
        "accessToken": jwt(&access_claims(&times)), "username": USERNAME,
        "idToken": jwt(&id_claims(&json!({"exp": 4_000_000_000_i64}))),
    });
    scene.tab.import_session(with_id).unwrap();
    assert!(scene.stored("accessToken").is_some());
    assert!(scene.world.local.get(&key("idToken")).is_some());
}

#[test]
fn an_expired_session_is_refreshed_and_only_then_kept() {
    for rotates in [false, true] {
        let (scene, session) = exported();
        scene.user_pool.rotates.set(rotates);
        scene.world.clock.advance(3_600_000);
        assert_eq!(scene.tab.import_session(session.clone()).unwrap(), shown("ada"));
        assert_eq!(scene.operations(), [REFRESH]);
        assert_eq!(scene.world.events(), [("signedIn", shown("ada"))]);
        let stored = scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap();
        assert_ne!(stored["accessToken"], session["accessToken"]);
        assert_eq!(stored["refreshToken"] != session["refreshToken"], rotates);
    }
}

#[test]
fn an_expired_session_that_cannot_be_refreshed_is_refused() {
    for (reply, name) in [
        (Reply::error("NotAuthorizedException"), "SessionExpiredException"),
        (Reply::error("ResourceNotFoundException"), "ResourceNotFoundException"),
        (Reply::json(json!({"AuthenticationResult": {}})), "InvalidTokens"),
    ] {
        let (scene, session) = exported();
        scene.world.clock.advance(3_600_000);
        scene.world.network.answer(REFRESH, reply);
        assert_eq!(scene.tab.import_session(session).unwrap_err().name(), name);
        assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty(), "{name}");
        assert_eq!(scene.operations(), [REFRESH], "nothing is revoked: the application still has the token");
    }
    let (scene, session) = exported();
    scene.world.clock.advance(3_600_000);
    for _ in 0..3 {
        scene.world.network.answer(REFRESH, Reply::lost());
    }
    assert_eq!(scene.tab.import_session(session.clone()).unwrap_err().name(), "NetworkError");
    let without = with(&session, &json!({"refreshToken": null}));
    assert_eq!(scene.tab.import_session(without).unwrap_err().name(), "TokenRefreshException");
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn another_users_refreshed_tokens_are_neither_kept_nor_revoked() {
    let (scene, session) = exported();
    scene.world.clock.advance(3_600_000);
    let other = json!({"AccessToken": jwt(&access_claims(&json!({"iat": 1}))), "RefreshToken": "theirs"});
    scene.world.network.answer(REFRESH, Reply::json(json!({"AuthenticationResult": other})));
    assert_eq!(scene.tab.import_session(session).unwrap_err().name(), "InvalidTokens");
    scene.world.settle();
    assert_eq!(scene.operations(), [REFRESH]);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn tokens_that_cannot_be_stored_are_kept_in_memory() {
    for (hours, rotates) in [(0, false), (1, false), (1, true)] {
        let (scene, session) = exported();
        scene.user_pool.rotates.set(rotates);
        scene.world.clock.advance(3_600_000_i64.saturating_mul(hours));
        scene.world.local.refuse("accessToken");
        scene.tab.import_session(session).unwrap();
        scene.world.settle();
        assert!(scene.world.network.bodies("RevokeToken").is_empty(), "{hours}, {rotates}");
        assert!(scene.world.local.items().is_empty());
        assert_eq!(scene.tab.current_name().as_deref(), Some("ada"));
    }
}

#[test]
fn a_refresh_goes_on_if_the_caller_aborts() {
    let (scene, session) = exported();
    scene.user_pool.rotates.set(true);
    scene.world.clock.advance(3_600_000);
    let gate = scene.world.network.hold(REFRESH);
    let call = scene.tab.start(crate::support::calls::import_session, session);
    scene.world.settle();
    call.abandon();
    gate.open();
    scene.world.settle();
    assert_eq!(scene.tab.current_name().as_deref(), Some("ada"));
}

#[test]
fn an_existing_session_is_treated_as_in_a_sign_in() {
    let session = with(&exported().1, &json!({"refreshToken": "elsewhere"}));
    let here = || {
        let scene = scene_of(&["grace"]);
        scene.user_pool.add_user("ada");
        scene
    };
    let scene = here();
    let stored = scene.world.local.items();
    for choice in ["error", "reuse"] {
        let error = scene.tab.import_session(adding(&session, choice)).unwrap_err();
        assert_eq!(error.name(), "UserAlreadyAuthenticatedException", "{choice}");
    }
    assert_eq!(scene.world.local.items(), stored);

    scene.tab.import_session(adding(&session, "add")).unwrap();
    assert_eq!(scene.tab.users(), ["ada", "grace"]);
    assert_eq!(scene.world.event_names(), ["userSignedIn", "switchActiveUser"]);

    let scene = here();
    scene.tab.import_session(adding(&session, "replace")).unwrap();
    scene.world.settle();
    assert_eq!(scene.tab.users(), ["ada"]);
    assert_eq!(scene.world.network.bodies("RevokeToken").len(), 1, "the replaced session");
    assert_eq!(scene.world.local.get(AUTH_USER_LIST), None);
}

#[test]
fn importing_a_session_that_is_here_does_not_revoke_it() {
    let scene = scene_of(&["ada"]);
    let session = scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap();
    assert_eq!(scene.tab.import_session(adding(&session, "reuse")).unwrap(), shown("ada"));
    // An older export of the same sign-in, with a refresh token that may have been rotated since.
    for refresh_token in [session["refreshToken"].clone(), json!("older")] {
        let session = with(&session, &json!({"refreshToken": refresh_token}));
        scene.tab.import_session(adding(&session, "replace")).unwrap();
        scene.world.settle();
        assert!(scene.operations().is_empty(), "tokens of one sign-in are revoked together");
    }
    assert_eq!(scene.tab.users(), ["ada"]);
}

#[test]
fn a_sign_out_during_an_import_keeps_nothing() {
    let (scene, session) = exported();
    scene.world.clock.advance(3_600_000);
    let gate = scene.world.network.hold(REFRESH);
    let call = scene.tab.start(crate::support::calls::import_session, session);
    scene.world.settle();
    let signing_out = scene.tab.start(crate::support::calls::sign_out, Value::Null);
    gate.open();
    assert_eq!(call.finish().unwrap_err().name(), "SignInException");
    signing_out.finish().unwrap();
    assert!(scene.world.local.items().is_empty());
}
