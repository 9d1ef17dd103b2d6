//! `autoSignIn` when the user confirms the sign-up by opening a link: it tries to sign in until the link has been opened.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{PASSWORD, SUB, USERNAME, password_input, signed_in, user_pool_config};
use crate::support::{Challenge, Reply, Scene};

/// The interval of the attempts.
const PAUSE_MS: i64 = 5_000;
/// How long it tries.
const LIFE_MS: i64 = 180_000;

fn signed_up() -> Scene {
    let mut config = user_pool_config();
    config["Auth"]["Cognito"]["signUpVerificationMethod"] = "link".into();
    let scene = Scene::with_config(config);
    let reply = json!({"UserConfirmed": false, "UserSub": SUB, "CodeDeliveryDetails": {"DeliveryMedium": "EMAIL"}});
    scene.world.network.answer("SignUp", Reply::json(reply));
    let options = json!({"autoSignIn": {"authFlowType": "USER_PASSWORD_AUTH"}});
    let output = scene.tab.sign_up(json!({"username": USERNAME, "password": PASSWORD, "options": options})).unwrap();
    let step = json!({"signUpStep": "COMPLETE_AUTO_SIGN_IN", "codeDeliveryDetails": {"deliveryMedium": "EMAIL"}});
    assert_eq!(output, json!({"isSignUpComplete": false, "userId": SUB, "nextStep": step}));
    scene.world.network.forget();
    scene
}

/// The service's answer until the link has been opened.
fn refuse(scene: &Scene, times: usize) {
    for _ in 0..times {
        scene.world.network.answer("InitiateAuth", Reply::error("UserNotConfirmedException"));
    }
}

#[test]
fn tries_every_five_seconds_until_the_link_has_been_opened() {
    let scene = signed_up();
    refuse(&scene, 3);
    let start = scene.world.clock.page();
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
    assert_eq!(scene.operations().len(), 4);
    assert_eq!(scene.world.clock.page(), start.plus_millis(3 * PAUSE_MS));
    assert_eq!(scene.world.event_names(), ["signedIn"]);
}

#[test]
fn does_not_try_before_five_seconds_have_passed() {
    let scene = signed_up();
    refuse(&scene, 1);
    let call = scene.tab.start(calls::auto_sign_in, Value::Null);
    scene.world.clock.advance(PAUSE_MS - 1);
    scene.world.settle();
    assert_eq!(scene.operations().len(), 1);
    scene.world.clock.advance(1);
    assert_eq!(call.finish().unwrap(), signed_in());
    assert_eq!(scene.operations().len(), 2);
}

#[test]
fn gives_up_after_three_minutes() {
    let scene = signed_up();
    refuse(&scene, 100);
    let start = scene.world.clock.page();
    let error = scene.tab.auto_sign_in().unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("AutoSignInException", "invalidState"));
    assert_eq!(scene.world.clock.page(), start.plus_millis(LIFE_MS - PAUSE_MS), "the next attempt would be too late");
    assert_eq!(scene.operations().len(), 36, "at once, and 35 times five seconds later");
    assert_eq!(scene.tab.auto_sign_in().unwrap_err().name(), "AutoSignInException");
}

#[test]
fn another_failure_ends_it() {
    let scene = signed_up();
    refuse(&scene, 1);
    scene.world.network.answer("InitiateAuth", Reply::error("NotAuthorizedException"));
    assert_eq!(scene.tab.auto_sign_in().unwrap_err().name(), "NotAuthorizedException");
    assert_eq!(scene.operations().len(), 2);
}

#[test]
fn calls_at_the_same_time_share_the_attempts() {
    let scene = signed_up();
    refuse(&scene, 2);
    let first = scene.tab.start(calls::auto_sign_in, Value::Null);
    let second = scene.tab.start(calls::auto_sign_in, Value::Null);
    assert_eq!((first.finish().unwrap(), second.finish().unwrap()), (signed_in(), signed_in()));
    assert_eq!(scene.operations().len(), 3);
}

#[test]
fn a_confirmation_by_code_settles_all_the_same() {
    let scene = signed_up();
    scene.world.network.answer("ConfirmSignUp", Reply::json(json!({})));
    let output = scene.tab.confirm_sign_up(json!({"username": USERNAME, "confirmationCode": "1"})).unwrap();
    assert_eq!(output["nextStep"]["signUpStep"], "COMPLETE_AUTO_SIGN_IN");
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
}

#[test]
fn a_user_whom_the_pool_confirms_needs_no_link() {
    let mut config = user_pool_config();
    config["Auth"]["Cognito"]["signUpVerificationMethod"] = "link".into();
    let scene = Scene::with_config(config);
    scene.world.network.answer("SignUp", Reply::json(json!({"UserConfirmed": true, "UserSub": SUB})));
    let options = json!({"autoSignIn": true});
    let output = scene.tab.sign_up(json!({"username": USERNAME, "password": PASSWORD, "options": options})).unwrap();
    assert_eq!(output["nextStep"], json!({"signUpStep": "COMPLETE_AUTO_SIGN_IN"}));
    refuse(&scene, 1);
    let output = scene.tab.auto_sign_in().unwrap();
    assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_UP", "there is no link to wait for");
}

/// A tab that waits for the link after one attempt.
fn waiting_for_link() -> (Scene, crate::support::Call<cognito_wasm::error::Result<Value>>) {
    let scene = signed_up();
    refuse(&scene, 1);
    let call = scene.tab.start(calls::auto_sign_in, Value::Null);
    assert_eq!(scene.operations().len(), 1);
    scene.world.network.forget();
    (scene, call)
}

/// Advances the clock by the time of many attempts.
fn much_later(scene: &Scene) {
    for _ in 0..10 {
        scene.world.clock.advance(PAUSE_MS);
        scene.world.settle();
    }
}

#[test]
fn stops_with_the_last_caller_who_goes_away_and_can_begin_again() {
    let (scene, first) = waiting_for_link();
    let second = scene.tab.start(calls::auto_sign_in, Value::Null);
    first.abandon();
    scene.world.network.answer("InitiateAuth", Reply::error("UserNotConfirmedException"));
    scene.world.clock.advance(PAUSE_MS);
    scene.world.settle();
    assert_eq!(scene.operations().len(), 1, "the other caller still waits");
    second.abandon();
    much_later(&scene);
    assert_eq!(scene.operations().len(), 1);
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
}

#[test]
fn stops_in_mid_request_with_its_caller() {
    let scene = signed_up();
    let gate = scene.world.network.hold("InitiateAuth");
    scene.tab.start(calls::auto_sign_in, Value::Null).abandon();
    gate.open();
    scene.world.settle();
    assert_eq!(scene.operations(), ["InitiateAuth", "RevokeToken"], "nobody wants the tokens that came");
    assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty());
}

#[test]
fn a_later_sign_in_a_sign_out_and_another_sign_up_stop_it() {
    for (function, input) in [("signIn", password_input()), ("signOut", Value::Null), ("signUp", Value::Null)] {
        let (scene, call) = waiting_for_link();
        scene.world.network.answer("SignUp", Reply::error("UsernameExistsException"));
        match function {
            "signIn" => drop(scene.tab.sign_in(input).unwrap()),
            "signOut" => drop(scene.tab.sign_out()),
            _ => drop(scene.tab.sign_up(json!({"username": "somebody"})).unwrap_err()),
        }
        scene.world.network.forget();
        assert_eq!(call.finish().unwrap_err().name(), "AutoSignInException", "{function}");
        much_later(&scene);
        assert!(scene.operations().is_empty(), "{function}");
        assert_eq!(scene.tab.auto_sign_in().unwrap_err().name(), "AutoSignInException", "{function}");
    }
}

#[test]
fn does_not_take_the_place_of_a_sign_in_that_waits_for_its_second_factor() {
    let (scene, call) = waiting_for_link();
    scene.user_pool.challenge.replace(Some(Challenge::sms()));
    scene.tab.sign_in(password_input()).unwrap();
    assert_eq!(call.finish().unwrap_err().name(), "AutoSignInException");
    much_later(&scene);
    assert_eq!(scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap(), signed_in());
}

#[test]
fn a_connection_that_breaks_in_between_does_not_end_it() {
    let scene = signed_up();
    refuse(&scene, 1);
    scene.world.network.answer("InitiateAuth", Reply::lost());
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
    assert_eq!(scene.operations().len(), 3);
}

#[test]
fn nothing_waits_where_a_sign_out_overtook_the_sign_up() {
    let scene = Scene::with_config(user_pool_config());
    scene.world.network.answer("SignUp", Reply::json(json!({"UserConfirmed": true, "UserSub": SUB})));
    let gate = scene.world.network.hold("SignUp");
    let input = json!({"username": USERNAME, "password": PASSWORD, "options": {"autoSignIn": true}});
    let call = scene.tab.start(calls::sign_up, input);
    scene.tab.sign_out();
    gate.open();
    assert_eq!(call.finish().unwrap()["nextStep"], json!({"signUpStep": "DONE"}));
    assert_eq!(scene.tab.auto_sign_in().unwrap_err().name(), "AutoSignInException");
}
