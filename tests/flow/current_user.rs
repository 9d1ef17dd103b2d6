//! `getCurrentUser`.

use serde_json::json;

use crate::support::seed::{SUB, USERNAME, identity_pool_config, key};
use crate::support::{Reply, START, Scene, jwt};

#[test]
fn is_read_from_the_tokens_without_a_request() {
    let scene = Scene::signed_in();
    let details = json!({"loginId": USERNAME, "authFlowType": "USER_SRP_AUTH"});
    let user = json!({"username": USERNAME, "userId": SUB, "signInDetails": details});
    assert_eq!(scene.tab.get_current_user().unwrap(), user);
    assert_eq!(scene.tab.reload().get_current_user().unwrap(), user);
    assert!(scene.operations().is_empty());
}

#[test]
fn fails_when_signed_out() {
    let scene = Scene::signed_out();
    let error = scene.tab.get_current_user().unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("UserUnAuthenticatedException", "signedOut"));
    assert!(scene.operations().is_empty());
}

#[test]
fn is_read_from_the_access_token_without_an_id_token() {
    let scene = Scene::signed_in();
    scene.world.local.delete(&key("idToken"));
    let user = scene.tab.get_current_user().unwrap();
    assert_eq!((&user["username"], &user["userId"]), (&json!(USERNAME), &json!(SUB)));
}

#[test]
fn reads_names_of_any_script() {
    let scene = Scene::signed_in();
    let claims = json!({"sub": SUB, "cognito:username": "Zoë ✓", "exp": START + 3_600});
    scene.world.local.put(key("idToken"), jwt(&claims));
    assert_eq!(scene.tab.get_current_user().unwrap()["username"], "Zoë ✓");
}

#[test]
fn lacks_details_that_were_not_kept() {
    for details in [None, Some("no JSON"), Some("7")] {
        let scene = Scene::signed_in();
        scene.world.local.delete(&key("signInDetails"));
        if let Some(text) = details {
            scene.world.local.put(key("signInDetails"), text);
        }
        assert_eq!(scene.tab.get_current_user().unwrap(), json!({"username": USERNAME, "userId": SUB}), "{details:?}");
    }
}

#[test]
fn an_expired_session_is_refreshed_first() {
    let scene = Scene::expired();
    assert_eq!(scene.tab.get_current_user().unwrap()["userId"], SUB);
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken"]);
}

#[test]
fn fails_when_the_session_has_ended() {
    let scene = Scene::expired();
    scene.user_pool.revoke();
    let error = scene.tab.get_current_user().unwrap_err();
    assert_eq!(error.name(), "UserUnAuthenticatedException");
    assert_eq!(error.source().unwrap().name(), "SessionExpiredException");
}

#[test]
fn an_unreachable_service_does_not_sign_the_user_out() {
    let scene = Scene::expired();
    scene.world.network.serve(|_| Reply::lost());
    assert_eq!(scene.tab.get_current_user().unwrap_err().name(), "NetworkError");
}

#[test]
fn an_unreadable_storage_does_not_sign_the_user_out() {
    let scene = Scene::signed_in();
    scene.world.local.block();
    assert_eq!(scene.tab.get_current_user().unwrap_err().name(), "StorageException");
    scene.world.local.repair();
    assert!(scene.tab.get_current_user().is_ok());
}

#[test]
fn unreadable_tokens_are_ignored_and_not_removed() {
    for item in ["accessToken", "idToken"] {
        let scene = Scene::signed_in();
        scene.world.local.put(key(item), "no.token.here");
        // With it, the session would be repaired.
        scene.world.local.delete(&key("refreshToken"));
        let before = scene.world.local.items();
        assert_eq!(scene.tab.get_current_user().unwrap_err().name(), "UserUnAuthenticatedException", "{item}");
        assert_eq!(scene.world.local.items(), before);
    }
}

#[test]
fn needs_a_user_pool() {
    let error = Scene::with_config(identity_pool_config()).tab.get_current_user().unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("AuthUserPoolException", "configuration"));
}
