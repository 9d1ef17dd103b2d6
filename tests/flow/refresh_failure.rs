//! Failures of a refresh. Only an answer that ends the session removes it.

use cognito_wasm::secret::Secret;
use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{GUEST_KEY, IDENTITY, key, password_input};
use crate::support::{OFFLINE, Reply, START, Scene, access_claims, jwt};

const OPERATION: &str = "GetTokensFromRefreshToken";

fn name_of(scene: &Scene) -> String {
    scene.tab.session().tokens.unwrap_err().name().to_owned()
}

/// Sets the reply to the next refresh and its repetitions.
fn answer_all(scene: &Scene, reply: &Reply) {
    for _ in 0..3 {
        scene.world.network.answer(OPERATION, reply.clone());
    }
}

#[test]
fn temporary_failures_keep_everything_and_emit_one_event() {
    for (reply, name) in [
        (Reply::lost(), "NetworkError"),
        (Reply::timed_out(), "TimeoutError"),
        (Reply::page(502), "UnknownError"),
        (Reply::refusal(500, "InternalErrorException", "down"), "InternalErrorException"),
        (Reply::error("TooManyRequestsException"), "TooManyRequestsException"),
        (Reply::refusal(429, "TooManyRequestsException", "Rate exceeded"), "TooManyRequestsException"),
        (Reply::refusal(429, "NotAuthorizedException", "Refresh Token has been revoked"), "NotAuthorizedException"),
        (Reply::refusal(500, "NotAuthorizedException", "Refresh Token has been revoked"), "NotAuthorizedException"),
        (Reply::error("LimitExceededException"), "LimitExceededException"),
        (Reply::error("ResourceNotFoundException"), "ResourceNotFoundException"),
        (Reply::error("AnUnknownName"), "AnUnknownName"),
        (Reply::page(200), "UnknownError"),
        (Reply::page(403), "UnknownError"),
        (Reply::page(503), "UnknownError"),
        (Reply::refusal(403, "ForbiddenException", "blocked by a firewall"), "ForbiddenException"),
        (Reply::error("UserLambdaValidationException"), "UserLambdaValidationException"),
        (Reply::error("InvalidParameterException"), "InvalidParameterException"),
    ] {
        let scene = Scene::expired();
        let before = scene.world.local.items();
        answer_all(&scene, &reply);
        let session = scene.tab.session();
        assert!(session.is_signed_in, "{name}");
        assert_eq!(session.tokens.unwrap_err().name(), name);
        assert_eq!(scene.world.local.items(), before, "{name}");
        let told = if name == "TimeoutError" { "NetworkError" } else { name };
        assert_eq!(scene.world.events(), [("tokenRefresh_failure", json!({"error": told}))]);
    }
}

#[test]
fn the_end_of_a_session_is_told_even_if_an_identity_cannot_be_removed() {
    let scene = Scene::expired();
    scene.world.local.put(GUEST_KEY, IDENTITY);
    scene.world.local.hold_fast("identityId");
    scene.user_pool.revoke();
    let session = scene.tab.start(calls::get_tokens, Value::Null).finish().unwrap();
    assert_eq!(session.tokens.unwrap_err().name(), "StorageException");
    assert_eq!(scene.world.event_names(), ["tokenRefresh_failure", "sessionExpired"]);
    assert!(scene.stored("refreshToken").is_none() && !scene.tab.session().is_signed_in);
}

/// Amplify UI's Authenticator signs the user out after a failure with any other name.
#[test]
fn the_event_of_a_reply_that_does_not_come_names_the_network() {
    let scene = Scene::expired();
    answer_all(&scene, &Reply::timed_out());
    assert_eq!(name_of(&scene), "TimeoutError");
    assert_eq!(scene.world.events(), [("tokenRefresh_failure", json!({"error": "NetworkError"}))]);
}

#[test]
fn a_broken_connection_keeps_its_cause() {
    let scene = Scene::expired();
    answer_all(&scene, &Reply::lost());
    let error = scene.tab.session().tokens.unwrap_err();
    assert_eq!(error.cause().unwrap().downcast_ref::<&str>(), Some(&OFFLINE));
    assert!(error.retryable());
}

#[test]
fn terminal_errors_remove_the_session() {
    for name in [
        "NotAuthorizedException",
        "TokenRevokedException",
        "UserNotFoundException",
        "PasswordResetRequiredException",
        "UserNotConfirmedException",
        "RefreshTokenReuseException",
        // As in Amplify, names that begin with one of these count too.
        "NotAuthorizedExceptionOfAnotherKind",
    ] {
        let scene = Scene::expired();
        scene.world.local.put(key("deviceKey"), "kept");
        scene.world.network.answer(OPERATION, Reply::error(name));
        assert_eq!(name_of(&scene), "SessionExpiredException", "{name}");
        let left: Vec<_> = scene.world.local.items().into_keys().collect();
        assert_eq!(left, [key("deviceKey")], "{name}");
        assert_eq!(scene.world.event_names(), ["tokenRefresh_failure", "sessionExpired"]);
    }
}

#[test]
fn the_end_of_a_session_has_a_reason() {
    for (name, message, reason) in [
        ("NotAuthorizedException", "Refresh Token has expired", "revoked"),
        ("NotAuthorizedException", "Refresh Token has been revoked", "revoked"),
        ("NotAuthorizedException", "User is disabled.", "userDisabled"),
        ("RefreshTokenReuseException", "", "reused"),
        ("UserNotFoundException", "User does not exist.", "userNotFound"),
        ("PasswordResetRequiredException", "", "passwordResetRequired"),
        ("UserNotConfirmedException", "", "userNotConfirmed"),
    ] {
        let scene = Scene::expired();
        scene.world.network.answer(OPERATION, Reply::refusal(400, name, message));
        assert_eq!(name_of(&scene), "SessionExpiredException", "{name}");
        let end = json!({"reason": reason, "error": name});
        assert_eq!(scene.world.events().last(), Some(&("sessionExpired", end)), "{message}");
    }
}

#[test]
fn a_wrong_clock_signs_nobody_out() {
    for hours in [-48, -1, 1, 48] {
        let scene = Scene::signed_in();
        scene.world.clock.set_page_error(hours * 3_600_000);
        let session = scene.tab.session();
        assert_eq!((session.is_signed_in, session.status.name()), (true, "active"), "{hours}");
        assert!(session.tokens.is_ok(), "{hours}");
        assert!(!scene.world.event_names().contains(&"sessionExpired"), "{hours}");
    }
}

#[test]
fn the_end_of_a_replaced_session_does_not_end_the_new_one() {
    let scene = Scene::expired();
    let gate = scene.world.network.hold(OPERATION);
    scene.world.network.answer(OPERATION, Reply::error("NotAuthorizedException"));
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.store_session();
    let replaced = scene.world.local.items();
    gate.open();

    let session = call.finish().unwrap();
    assert!(session.is_signed_in);
    assert_eq!(session.tokens.unwrap().refresh.as_ref().map(Secret::expose), Some("refresh-2"));
    assert_eq!(scene.world.local.items_without_identity(), replaced);
    assert!(!scene.world.event_names().contains(&"sessionExpired"));
}

#[test]
fn the_end_of_a_signed_out_session_emits_no_event() {
    let scene = Scene::expired();
    let gate = scene.world.network.hold(OPERATION);
    scene.world.network.answer(OPERATION, Reply::error("NotAuthorizedException"));
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.tab.sign_out();
    gate.open();
    assert!(!call.finish().unwrap().is_signed_in);
    assert_eq!(scene.world.event_names(), ["signedOut"]);
}

#[test]
fn a_session_without_a_refresh_token_cannot_be_refreshed() {
    let scene = Scene::expired();
    scene.world.local.delete(&key("refreshToken"));
    let before = scene.world.local.items();
    let session = scene.tab.session();
    let error = session.tokens.unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("TokenRefreshException", "sessionExpired"));
    assert!(scene.operations().is_empty());
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn every_function_agrees_on_what_ends_a_session() {
    type Prepare = fn(&Scene);
    let without_refresh_token: Prepare = |scene| scene.world.local.delete(&key("refreshToken"));
    let refused: Prepare = |scene| scene.user_pool.revoke();
    let offline: Prepare = |scene| answer_all(scene, &Reply::timed_out());
    for (prepare, ended) in [(without_refresh_token, true), (refused, true), (offline, false)] {
        let scene = || {
            let scene = Scene::expired_tokens();
            prepare(&scene);
            scene
        };
        assert_eq!(scene().tab.session().is_signed_in, !ended);
        let user = scene().tab.get_current_user().unwrap_err();
        assert_eq!(user.name() == "UserUnAuthenticatedException", ended, "{user}");
        let attributes = scene().tab.account("fetchUserAttributes", json!({})).unwrap_err();
        assert_eq!(attributes.name() == "UserUnAuthenticatedException", ended, "{attributes}");
        assert_eq!(scene().tab.sign_in(password_input()).is_ok(), ended);
    }
}

#[test]
fn a_result_that_cannot_be_read_keeps_everything() {
    let without_iat = jwt(&access_claims(&json!({"exp": START + 9_999})));
    for (result, name) in [
        (json!({"AuthenticationResult": {}}), "InvalidTokens"),
        (json!({"AuthenticationResult": {"AccessToken": ""}}), "InvalidTokens"),
        (json!({"AuthenticationResult": {"AccessToken": "a.b.c"}}), "InvalidTokens"),
        (json!({"AuthenticationResult": {"AccessToken": without_iat}}), "iatNotFoundException"),
        (json!({"ChallengeName": "SMS_MFA"}), "InvalidTokens"),
        (json!([]), "InvalidTokens"),
    ] {
        let scene = Scene::expired();
        let before = scene.world.local.items();
        scene.world.network.answer(OPERATION, Reply::json(result.clone()));
        assert_eq!(name_of(&scene), name, "{result}");
        assert_eq!(scene.world.local.items(), before, "{result}");
        assert!(scene.tab.session().is_signed_in, "the next refresh may succeed");
    }
}

#[test]
fn an_unreadable_id_token_does_not_remove_the_stored_one() {
    let scene = Scene::expired();
    let before = scene.world.local.items();
    let mut result = scene.user_pool.issue(false);
    result["IdToken"] = "no.token.here".into();
    let reply = json!({ "AuthenticationResult": result });
    scene.world.network.answer(OPERATION, Reply::json(reply));
    assert_eq!(name_of(&scene), "InvalidTokens");
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn a_storage_that_is_full_does_not_sign_the_user_out() {
    for item in ["accessToken", "idToken", "refreshToken", "signInDetails", "clockDrift"] {
        let scene = Scene::expired();
        scene.user_pool.rotates.set(true);
        scene.world.local.refuse(item);
        let before = scene.world.local.items();
        let mut after = before.clone();
        let session = scene.tab.session();
        assert!(session.tokens.is_ok(), "{item}");
        if item != "refreshToken" {
            after.insert(key("refreshToken"), "refresh-2".to_owned());
        }
        assert_eq!(
            scene.world.local.items_without_identity(),
            after,
            "{item}: the new refresh token is stored, and the rest as a whole or not at all"
        );
        assert!(!scene.world.event_names().contains(&"sessionExpired"), "{item}");
        scene.world.local.repair();
        assert!(scene.tab.session().tokens.is_ok(), "{item}: the one that found no room is used");
        assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-3"), "{item}");
    }
}

#[test]
fn a_storage_that_fails_during_the_request_does_not_sign_the_user_out() {
    for rotates_again in [true, false] {
        let scene = Scene::expired_tokens();
        scene.user_pool.rotates.set(true);
        let gate = scene.world.network.hold(OPERATION);
        let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
        scene.world.settle();
        scene.world.local.block();
        gate.open();
        assert!(call.finish().unwrap().tokens.is_ok(), "this call can use them");
        scene.world.local.repair();
        assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-1"), "the sent token is no longer valid");
        scene.user_pool.rotates.set(rotates_again);
        assert!(scene.tab.session().tokens.is_ok());
        let sent = scene.world.network.bodies(OPERATION);
        assert_eq!(sent.last().unwrap()["RefreshToken"], "refresh-2");
        let newest = if rotates_again { "refresh-3" } else { "refresh-2" };
        assert_eq!(scene.stored("refreshToken").as_deref(), Some(newest));
    }
}

#[test]
fn the_id_token_is_removed_if_a_longer_refresh_token_needs_room() {
    let longer = "refresh-of-reply".repeat(8);
    for room in [0, 1, 300] {
        let scene = Scene::expired();
        let mut result = scene.user_pool.issue(true);
        result["RefreshToken"] = json!(longer);
        // There is no room for the other items of the new session.
        result["AccessToken"] = json!(format!("{}{}", result["AccessToken"].as_str().unwrap(), "A".repeat(400)));
        scene.world.network.answer(OPERATION, Reply::json(json!({"AuthenticationResult": result})));
        scene.world.local.limit(room);
        assert!(scene.tab.session().is_signed_in, "{room}");
        assert_eq!(scene.stored("refreshToken").as_deref(), Some(&*longer), "{room}");
        assert!(!scene.world.event_names().contains(&"sessionExpired"), "{room}");
    }
}

#[test]
fn a_refresh_token_is_kept_even_if_the_other_tokens_are_unusable() {
    for (member, value) in [("IdToken", json!("x")), ("AccessToken", json!("x")), ("AccessToken", Value::Null)] {
        let scene = Scene::expired();
        scene.user_pool.rotates.set(true);
        let result = json!({"AccessToken": scene.stored("accessToken"), "RefreshToken": "refresh-of-reply"});
        let mut result = json!({"AuthenticationResult": result});
        result["AuthenticationResult"][member] = value;
        scene.world.network.answer(OPERATION, Reply::json(result));
        assert!(scene.tab.session().is_signed_in, "{member}");
        assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-of-reply"), "{member}");
    }
}

#[test]
fn each_failure_emits_an_event_and_the_next_call_tries_again() {
    let scene = Scene::expired();
    for _ in 0..2 {
        answer_all(&scene, &Reply::lost());
        assert_eq!(name_of(&scene), "NetworkError");
    }
    assert_eq!(scene.world.event_names(), ["tokenRefresh_failure", "tokenRefresh_failure"]);
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(scene.world.event_names().last(), Some(&"tokenRefresh"));
}

#[test]
fn a_refused_proof_of_the_app_client_does_not_end_the_session() {
    for message in [
        "Unable to verify secret hash for client native00000000000000000001",
        "SecretHash does not match for the client: native00000000000000000001",
        "Client native is configured with secret but SECRET_HASH was not received",
        "Invalid client secret",
    ] {
        let scene = Scene::expired_tokens();
        let before = scene.world.local.items();
        answer_all(&scene, &Reply::refusal(400, "NotAuthorizedException", message));
        assert!(scene.tab.session().is_signed_in, "{message}");
        assert_eq!(scene.world.local.items(), before);
    }
}
