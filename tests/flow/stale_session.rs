//! The session's status, and calls that are answered at once with what is stored.

use cognito_wasm::host::Hook;
use serde_json::{Value, json};

use crate::support::seed::{SUB, USERNAME, both_pools_config, key, mobile_config, user_pool_config};
use crate::support::{Reply, Scene, calls};

fn stale() -> Value {
    json!({"allowStale": true})
}

fn status(scene: &Scene, input: Value) -> &'static str {
    scene.tab.session_with(input).status.name()
}

fn current_user(scene: &Scene) -> cognito_wasm::error::Result<Value> {
    scene.tab.start(calls::get_current_user, stale()).finish()
}

#[test]
fn a_session_is_active_stale_or_signed_out() {
    let lost =
        |scene: &Scene| (0..3).for_each(|_| scene.world.network.answer("GetTokensFromRefreshToken", Reply::lost()));
    assert_eq!(status(&Scene::signed_out(), Value::Null), "signedOut");
    assert_eq!(status(&Scene::signed_in(), Value::Null), "active");
    assert_eq!(status(&Scene::expired(), Value::Null), "active", "it has just been refreshed");

    let offline = Scene::expired();
    lost(&offline);
    assert_eq!(status(&offline, Value::Null), "stale");
    assert_eq!(status(&offline, Value::Null), "active", "it is online again");

    let forced = Scene::signed_in();
    lost(&forced);
    assert_eq!(status(&forced, json!({"forceRefresh": true})), "active", "the stored tokens are still good");

    let ended = Scene::expired();
    ended.user_pool.revoke();
    assert_eq!(status(&ended, Value::Null), "signedOut");

    let unreadable = Scene::expired();
    unreadable.world.local.block();
    assert_eq!(status(&unreadable, Value::Null), "signedOut");

    let hopeless = Scene::expired();
    hopeless.world.local.delete(&key("refreshToken"));
    assert_eq!(status(&hopeless, Value::Null), "signedOut", "the user has to sign in again");
}

#[test]
fn a_half_written_session_is_not_used_without_a_refresh() {
    let scene = Scene::signed_in();
    scene.world.local.delete(&key("accessToken"));
    let session = scene.tab.session_with(stale());
    assert_eq!((session.is_signed_in, session.status.name()), (true, "stale"));
    assert_eq!(session.tokens.unwrap_err().name(), "InvalidTokens");
    assert_eq!(current_user(&scene).unwrap_err().name(), "InvalidTokens");
    assert_eq!(scene.operations(), [""; 0]);
    assert_eq!(status(&scene, Value::Null), "active", "a refresh has repaired it");
}

#[test]
fn a_stale_session_is_what_is_stored_and_nothing_is_requested() {
    for (scene, expected) in [(Scene::expired_tokens(), "stale"), (Scene::with_config(user_pool_config()), "active")] {
        if expected == "active" {
            scene.store_session();
        }
        let before = scene.world.local.items();
        let session = scene.tab.session_with(stale());
        assert_eq!((session.is_signed_in, session.status.name()), (true, expected));
        assert_eq!(session.user_sub.unwrap(), SUB);
        assert_eq!(session.tokens.unwrap().access.raw(), before[&key("accessToken")]);
        assert_eq!(session.credentials.unwrap_err().name(), "InvalidAccountTypeException");
        assert_eq!(current_user(&scene).unwrap()["username"], USERNAME);
        assert_eq!(scene.operations(), [""; 0], "{expected}");
        assert_eq!(scene.world.events(), []);
        assert_eq!(scene.world.local.items(), before);
    }
}

#[test]
fn nobody_is_signed_in_where_nothing_is_stored() {
    let scene = Scene::signed_out();
    let session = scene.tab.session_with(stale());
    assert_eq!((session.is_signed_in, session.status.name()), (false, "signedOut"));
    assert_eq!(session.tokens.unwrap_err().name(), "SignedOutException");
    assert_eq!(current_user(&scene).unwrap_err().name(), "UserUnAuthenticatedException");
    assert_eq!(scene.operations(), [""; 0]);
}

#[test]
fn the_credentials_of_a_stale_session_are_those_in_memory() {
    let scene = Scene::with_config(mobile_config());
    scene.store_session();
    let none = scene.tab.session_with(stale()).credentials.unwrap_err();
    assert_eq!((none.name(), none.category().name()), ("CredentialsException", "invalidState"));
    let fetched = scene.tab.session().credentials.unwrap();
    scene.world.network.forget();
    scene.world.clock.advance(7_200_000);
    let session = scene.tab.session_with(stale());
    assert_eq!(session.status.name(), "stale");
    let cached = session.credentials.unwrap();
    assert_eq!(cached.access_key_id, fetched.access_key_id, "they have expired, too");
    assert_eq!(scene.operations(), [""; 0]);

    scene.tab.sign_out();
    let guest = Scene::with_config(both_pools_config(true));
    assert_eq!(guest.tab.session_with(stale()).credentials.unwrap_err().name(), "CredentialsException");
    let gone = scene.tab.session_with(stale()).credentials.unwrap_err();
    assert_eq!(gone.name(), "CredentialsException", "those of the user who has gone are nobody's");
    let denied = Scene::with_config(both_pools_config(false)).tab.session_with(stale()).credentials.unwrap_err();
    assert_eq!(denied.name(), "NotAuthorizedException");
}

#[test]
fn an_application_is_asked_for_the_tokens_that_it_has() {
    let scene = Scene::expired_tokens();
    let issued = scene.user_pool.issue(true);
    let tokens = json!({"accessToken": issued["AccessToken"], "idToken": issued["IdToken"]});
    let asked = std::rc::Rc::new(core::cell::RefCell::new(Vec::new()));
    let log = std::rc::Rc::clone(&asked);
    scene.tab.give(Hook::Tokens, move |input| {
        log.borrow_mut().push(input);
        Ok(tokens.clone())
    });
    assert_eq!(status(&scene, stale()), "active");
    scene.world.clock.advance(3_600_000);
    assert_eq!(status(&scene, stale()), "stale");
    assert_eq!(status(&scene, Value::Null), "stale");
    assert_eq!(current_user(&scene).unwrap()["userId"], SUB);
    assert_eq!(*asked.borrow(), vec![json!({"forceRefresh": false}); 4]);
    assert_eq!(scene.operations(), [""; 0]);
}

#[test]
fn tokens_of_an_application_without_an_expiry_are_good() {
    let scene = Scene::with_config(user_pool_config());
    scene.tab.give(Hook::Tokens, |_| Ok(json!({"accessToken": crate::support::jwt(&json!({"sub": "u-1"}))})));
    assert_eq!(status(&scene, Value::Null), "active");
    scene.tab.give(Hook::Tokens, |_| Ok(Value::Null));
    assert_eq!(status(&scene, Value::Null), "signedOut");
}

#[test]
fn wrong_input_is_refused() {
    let scene = Scene::signed_in();
    for input in [json!({"allowStale": 1}), json!({"allowStale": "yes"}), json!({"allowStale": []})] {
        let error = scene.tab.start(calls::get_current_user, input.clone()).finish().unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException", "{input}");
        let error = scene.tab.start(calls::fetch_auth_session, input.clone()).finish().unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException", "{input}");
    }
    let both = json!({"allowStale": true, "forceRefresh": true});
    let error = scene.tab.start(calls::fetch_auth_session, both).finish().unwrap_err();
    assert_eq!(error.message(), "`allowStale` and `forceRefresh` exclude each other");
    let neither = json!({"allowStale": false, "forceRefresh": true});
    assert!(scene.tab.session_with(neither).tokens.is_ok());
    assert_eq!(scene.operations()[0], "GetTokensFromRefreshToken");
}
