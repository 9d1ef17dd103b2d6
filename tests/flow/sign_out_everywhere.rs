//! `signOut` with `global`, also during a refresh.

use std::rc::Rc;

use cognito_wasm::error::Error;
use cognito_wasm::secret::Secret;
use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::key;
use crate::support::{Reply, Scene};

fn global() -> Value {
    json!({"global": true})
}

#[test]
fn a_global_sign_out_uses_the_access_token() {
    let scene = Scene::signed_in();
    let access_token = scene.stored("accessToken").unwrap();
    let output = scene.tab.start(calls::sign_out, global()).finish().unwrap();
    assert!(output.is_complete());
    assert_eq!(scene.operations(), ["GlobalSignOut", "RevokeToken"]);
    assert_eq!(scene.world.network.bodies("GlobalSignOut"), [json!({"AccessToken": access_token})]);
}

#[test]
fn a_failed_global_sign_out_still_revokes_this_session_and_reports_both_results() {
    for revocation_fails in [false, true] {
        let scene = Scene::signed_in();
        let (access, refresh) = (scene.stored("accessToken").unwrap(), scene.stored("refreshToken").unwrap());
        scene.world.network.answer("GlobalSignOut", Reply::error("NotAuthorizedException"));
        if revocation_fails {
            scene.world.network.answer("RevokeToken", Reply::error("InvalidParameterException"));
        }
        let output = scene.tab.start(calls::sign_out, global()).finish().unwrap();

        assert_eq!(scene.operations(), ["GlobalSignOut", "RevokeToken"]);
        assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], *refresh);
        let told = |part: &Option<(Rc<Secret>, Error)>| {
            part.as_ref().map(|(token, error)| (token.expose().to_owned(), error.name().to_owned()))
        };
        let global_error = Some((access, "NotAuthorizedException".to_owned()));
        let revoke_error = revocation_fails.then(|| (refresh, "InvalidParameterException".to_owned()));
        assert_eq!(told(&output.global_sign_out_error), global_error);
        assert_eq!(told(&output.revoke_token_error), revoke_error);
        assert!(!output.is_complete() && scene.world.local.items().is_empty());
    }
}

#[test]
fn an_expired_access_token_is_refreshed_to_sign_out_everywhere() {
    for rotates in [false, true] {
        let scene = Scene::expired();
        scene.user_pool.rotates.set(rotates);
        let expired = scene.stored("accessToken").unwrap();
        assert!(scene.tab.start(calls::sign_out, global()).finish().unwrap().is_complete());
        assert_eq!(scene.operations(), ["GetTokensFromRefreshToken", "GlobalSignOut", "RevokeToken"]);
        assert_ne!(scene.world.network.bodies("GlobalSignOut")[0]["AccessToken"], *expired);
        let revoked = if rotates { "refresh-2" } else { "refresh-1" };
        assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], revoked);
        assert!(scene.world.local.items().is_empty(), "the new tokens are not stored");
        assert_eq!(scene.world.event_names(), ["signedOut"]);
    }
}

#[test]
fn a_global_sign_out_waits_for_a_refresh_in_progress() {
    for elsewhere in [false, true] {
        let scene = Scene::expired();
        scene.user_pool.rotates.set(true);
        let other = scene.second_tab();
        let gate = scene.world.network.hold("GetTokensFromRefreshToken");
        let tab = if elsewhere { &other } else { &scene.tab };
        let refresh = tab.start(calls::fetch_auth_session, Value::Null);
        scene.world.settle();
        let sign_out = scene.tab.start(calls::sign_out, global());
        scene.world.settle();
        assert!(sign_out.is_pending());
        gate.open();
        assert!(sign_out.finish().unwrap().is_complete());
        assert!(refresh.finish().unwrap().is_signed_in, "it came first");
        assert_eq!(scene.operations()[..3], ["GetTokensFromRefreshToken", "GlobalSignOut", "RevokeToken"]);
        assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-2");
        assert!(scene.world.local.items().is_empty());
    }
}

#[test]
fn a_global_sign_out_waits_at_most_five_seconds_for_a_refresh() {
    let scene = Scene::expired();
    let gate = scene.world.network.hold("GetTokensFromRefreshToken");
    let refresh = scene.second_tab().start(calls::fetch_auth_session, Value::Null);
    scene.world.settle();
    let sign_out = scene.tab.start(calls::sign_out, global());
    scene.world.clock.advance(4_999);
    scene.world.settle();
    assert!(scene.stored("refreshToken").is_some());
    scene.world.clock.advance(1);
    scene.world.settle();
    assert!(scene.world.local.items().is_empty(), "the page is signed out");
    let output = sign_out.finish().unwrap();
    assert_eq!(output.global_sign_out_error.unwrap().1.name(), "TimeoutError", "the refresh may be using the token");
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-1");
    assert_eq!(scene.world.event_names(), ["signedOut"]);
    gate.open();
    assert!(!refresh.finish().unwrap().is_signed_in);
}

#[test]
fn a_token_that_only_the_service_knows_to_be_expired_is_refreshed_once() {
    let scene = Scene::signed_in();
    let expired = || Reply::refusal(400, "NotAuthorizedException", "Access Token has expired");
    scene.world.network.answer("GlobalSignOut", expired());
    assert!(scene.tab.start(calls::sign_out, global()).finish().unwrap().is_complete());
    let global_after_refresh = ["GlobalSignOut", "GetTokensFromRefreshToken", "GlobalSignOut", "RevokeToken"];
    assert_eq!(scene.operations(), global_after_refresh);

    let scene = Scene::signed_in();
    scene.world.network.answer("GlobalSignOut", expired());
    scene.world.network.answer("GlobalSignOut", expired());
    let output = scene.tab.start(calls::sign_out, global()).finish().unwrap();
    assert_eq!(output.global_sign_out_error.unwrap().1.name(), "NotAuthorizedException");
    assert_eq!(scene.operations(), global_after_refresh);
}

#[test]
fn a_failed_refresh_is_reported_and_the_token_is_revoked() {
    let scene = Scene::expired();
    scene.world.network.answer("GetTokensFromRefreshToken", Reply::timed_out());
    let output = scene.tab.start(calls::sign_out, global()).finish().unwrap();
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken", "RevokeToken"]);
    assert_eq!(output.global_sign_out_error.unwrap().1.name(), "TimeoutError");
    assert!(output.revoke_token_error.is_none());
}

#[test]
fn a_rotated_refresh_token_is_revoked_even_if_the_other_tokens_cannot_be_read() {
    let scene = Scene::expired();
    let result = json!({"AccessToken": "x", "RefreshToken": "refresh-of-reply"});
    scene.world.network.answer("GetTokensFromRefreshToken", Reply::json(json!({"AuthenticationResult": result})));
    let output = scene.tab.start(calls::sign_out, global()).finish().unwrap();
    assert_eq!(output.global_sign_out_error.unwrap().1.name(), "InvalidTokens");
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-of-reply");
}

#[test]
fn what_comes_late_of_a_half_written_session_is_removed_while_the_service_is_asked() {
    let scene = Scene::signed_in();
    let access_token = scene.stored("accessToken").unwrap();
    scene.world.local.delete(&key("accessToken"));
    let gate = scene.world.network.hold("GetTokensFromRefreshToken");
    let sign_out = scene.tab.start(calls::sign_out, global());
    scene.world.settle();
    assert!(scene.stored("refreshToken").is_none());
    // What another tab was writing becomes visible.
    scene.world.local.put(key("accessToken"), access_token);
    scene.world.clock.advance(25);
    scene.world.settle();
    assert!(sign_out.is_pending(), "the service has not answered");
    assert_eq!(scene.stored("accessToken"), None);
    gate.open();
    for _ in 0..20 {
        scene.world.clock.advance(25);
        scene.world.settle();
    }
    assert!(sign_out.finish().unwrap().is_complete());
    assert!(scene.world.local.items().is_empty());
}
