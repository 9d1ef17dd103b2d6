//! `autoSignIn` after a sign-up that was confirmed with a code or automatically.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{PASSWORD, SUB, USERNAME, signed_in, srp_input};
use crate::support::{Reply, Scene};

/// How long a sign-up is kept.
const LIFE_MS: i64 = 180_000;

fn sign_up_input(auto_sign_in: &Value) -> Value {
    json!({"username": USERNAME, "password": PASSWORD, "options": {"autoSignIn": auto_sign_in}})
}

fn code() -> Value {
    json!({"username": USERNAME, "confirmationCode": "123456"})
}

fn passwordless() -> Value {
    json!({"username": USERNAME, "options": {"autoSignIn": {"authFlowType": "USER_AUTH"}}})
}

fn registered(confirmed: bool) -> Reply {
    Reply::json(json!({"UserConfirmed": confirmed, "UserSub": SUB}))
}

/// A tab with a sign-up that waits for its code.
fn signing_up(input: Value) -> Scene {
    let scene = Scene::signed_out();
    scene.world.network.answer("SignUp", registered(false));
    scene.tab.sign_up(input).unwrap();
    scene
}

/// A tab with a sign-up that was confirmed with its code.
fn signed_up(input: Value) -> Scene {
    let scene = signing_up(input);
    scene.world.network.answer("ConfirmSignUp", Reply::json(json!({"Session": "sign-up-session"})));
    scene.tab.confirm_sign_up(code()).unwrap();
    scene.world.network.forget();
    scene
}

fn expect_nothing_waits(scene: &Scene) {
    let error = scene.tab.auto_sign_in().unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("AutoSignInException", "invalidState"));
}

#[test]
fn signs_in_with_the_password_of_the_sign_up() {
    let scene = Scene::signed_out();
    scene.world.network.answer("SignUp", registered(false));
    let output = scene.tab.sign_up(sign_up_input(&true.into())).unwrap();
    assert_eq!(output["nextStep"]["signUpStep"], "CONFIRM_SIGN_UP");
    scene.world.network.answer("ConfirmSignUp", Reply::json(json!({})));
    let output = scene.tab.confirm_sign_up(code()).unwrap();
    let complete = json!({"isSignUpComplete": true, "nextStep": {"signUpStep": "COMPLETE_AUTO_SIGN_IN"}});
    assert_eq!(output, complete);
    scene.world.network.forget();

    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
    assert_eq!(scene.operations(), ["InitiateAuth", "RespondToAuthChallenge"]);
    assert_eq!(scene.world.network.bodies("InitiateAuth")[0]["AuthFlow"], "USER_SRP_AUTH");
    assert!(scene.world.network.bodies("InitiateAuth")[0].get("Session").is_none());
    assert_eq!(scene.world.event_names(), ["signedIn"]);
}

#[test]
fn signs_in_once() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.tab.auto_sign_in().unwrap();
    expect_nothing_waits(&scene);
}

#[test]
fn signs_in_with_the_options_of_the_sign_up() {
    let options = json!({"authFlowType": "USER_PASSWORD_AUTH", "clientMetadata": {"a": "1"}});
    let scene = signed_up(sign_up_input(&options));
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
    let body = &scene.world.network.bodies("InitiateAuth")[0];
    assert_eq!((&body["AuthFlow"], &body["ClientMetadata"]), (&"USER_PASSWORD_AUTH".into(), &json!({"a": "1"})));
}

#[test]
fn a_custom_flow_without_srp_sends_no_password() {
    let scene = signed_up(sign_up_input(&json!({"authFlowType": "CUSTOM_WITHOUT_SRP"})));
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
    let body = &scene.world.network.bodies("InitiateAuth")[0];
    assert_eq!((&body["AuthFlow"], &body["AuthParameters"]), (&"CUSTOM_AUTH".into(), &json!({"USERNAME": USERNAME})));
}

#[test]
fn signs_in_without_a_password_by_the_session_of_the_sign_up() {
    let scene = signed_up(passwordless());
    scene.user_pool.sign_up_session.replace(Some("sign-up-session"));
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
    let body = &scene.world.network.bodies("InitiateAuth")[0];
    let parameters = json!({"USERNAME": USERNAME});
    assert_eq!((&body["AuthParameters"], &body["Session"]), (&parameters, &"sign-up-session".into()));
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn the_session_goes_with_every_preferred_factor() {
    for factor in ["EMAIL_OTP", "PASSWORD", "PASSWORD_SRP"] {
        let mut input = sign_up_input(&json!({"authFlowType": "USER_AUTH", "preferredChallenge": factor}));
        input["password"] = PASSWORD.into();
        let scene = signed_up(input);
        scene.user_pool.sign_up_session.replace(Some("sign-up-session"));
        assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in(), "{factor}");
        assert_eq!(scene.world.network.bodies("InitiateAuth")[0]["Session"], "sign-up-session");
    }
}

#[test]
fn a_user_whom_the_pool_confirms_can_sign_in_at_once() {
    let scene = Scene::signed_out();
    let reply = json!({"UserConfirmed": true, "UserSub": SUB, "Session": "sign-up-session"});
    scene.world.network.answer("SignUp", Reply::json(reply));
    let output = scene.tab.sign_up(passwordless()).unwrap();
    let step = json!({"signUpStep": "COMPLETE_AUTO_SIGN_IN"});
    assert_eq!(output, json!({"isSignUpComplete": true, "userId": SUB, "nextStep": step}));
    scene.user_pool.sign_up_session.replace(Some("sign-up-session"));
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
}

#[test]
fn waits_for_the_sign_up_to_be_confirmed() {
    let scene = signing_up(sign_up_input(&true.into()));
    scene.world.network.forget();
    expect_nothing_waits(&scene);
    assert!(scene.operations().is_empty());
    scene.world.network.answer("ConfirmSignUp", Reply::json(json!({})));
    scene.tab.confirm_sign_up(code()).unwrap();
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in(), "an early call does no harm");
}

#[test]
fn a_wrong_code_can_be_followed_by_the_right_one() {
    let scene = signing_up(sign_up_input(&true.into()));
    scene.world.network.answer("ConfirmSignUp", Reply::error("CodeMismatchException"));
    scene.tab.confirm_sign_up(code()).unwrap_err();
    scene.world.network.answer("ConfirmSignUp", Reply::json(json!({})));
    let output = scene.tab.confirm_sign_up(code()).unwrap();
    assert_eq!(output["nextStep"]["signUpStep"], "COMPLETE_AUTO_SIGN_IN");
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
}

#[test]
fn is_not_offered_unless_requested() {
    for auto_sign_in in [json!(false), Value::Null] {
        let scene = signing_up(sign_up_input(&auto_sign_in));
        scene.world.network.answer("ConfirmSignUp", Reply::json(json!({})));
        let output = scene.tab.confirm_sign_up(code()).unwrap();
        assert_eq!(output["nextStep"], json!({"signUpStep": "DONE"}));
        expect_nothing_waits(&scene);
    }
}

#[test]
fn refuses_invalid_options() {
    let scene = Scene::signed_out();
    for auto_sign_in in [json!("true"), json!(1), json!([])] {
        let error = scene.tab.sign_up(sign_up_input(&auto_sign_in)).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"));
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn another_users_confirmation_does_not_confirm_this_sign_up() {
    let scene = signing_up(sign_up_input(&true.into()));
    scene.world.network.answer("ConfirmSignUp", Reply::json(json!({})));
    let output = scene.tab.confirm_sign_up(json!({"username": "other", "confirmationCode": "1"})).unwrap();
    assert_eq!(output["nextStep"], json!({"signUpStep": "DONE"}));
    expect_nothing_waits(&scene);
}

#[test]
fn a_later_sign_up_replaces_an_earlier_one() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.world.network.answer("SignUp", registered(true));
    let output = scene.tab.sign_up(json!({"username": "other", "password": PASSWORD})).unwrap();
    assert_eq!(output["nextStep"], json!({"signUpStep": "DONE"}), "the sign-up did not request it");
    expect_nothing_waits(&scene);
}

#[test]
fn a_failed_sign_up_leaves_nothing_to_sign_in_with() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.world.network.answer("SignUp", Reply::error("UsernameExistsException"));
    scene.tab.sign_up(sign_up_input(&true.into())).unwrap_err();
    expect_nothing_waits(&scene);
}

#[test]
fn a_sign_in_replaces_it() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.tab.sign_in(srp_input()).unwrap();
    scene.tab.sign_out();
    expect_nothing_waits(&scene);
}

#[test]
fn expires_after_three_minutes() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.world.clock.advance(LIFE_MS - 1);
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());

    let scene = signed_up(sign_up_input(&true.into()));
    scene.world.clock.advance(LIFE_MS + 1);
    expect_nothing_waits(&scene);
    assert!(scene.operations().is_empty());
}

#[test]
fn expires_by_the_clock_even_if_no_timer_ran() {
    // As if the computer slept overnight.
    let scene = signed_up(sign_up_input(&true.into()));
    scene.world.clock.set_page_error(LIFE_MS + 1);
    expect_nothing_waits(&scene);
    assert!(scene.operations().is_empty());
}

#[test]
fn only_a_sign_in_with_the_sign_ups_session_works_while_a_user_is_signed_in() {
    let scene = signed_up(passwordless());
    scene.user_pool.sign_up_session.replace(Some("sign-up-session"));
    scene.store_session();
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());

    let scene = signed_up(sign_up_input(&true.into()));
    scene.store_session();
    assert_eq!(scene.tab.auto_sign_in().unwrap_err().name(), "UserAlreadyAuthenticatedException");
    assert!(scene.operations().is_empty());
}

#[test]
fn the_sign_ups_session_is_used_if_the_confirmation_has_none() {
    let scene = Scene::signed_out();
    let reply = json!({"UserConfirmed": false, "UserSub": SUB, "Session": "sign-up-session"});
    scene.world.network.answer("SignUp", Reply::json(reply));
    scene.tab.sign_up(passwordless()).unwrap();
    scene.world.network.answer("ConfirmSignUp", Reply::json(json!({})));
    scene.tab.confirm_sign_up(code()).unwrap();
    scene.user_pool.sign_up_session.replace(Some("sign-up-session"));
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
}

#[test]
fn the_password_is_wiped_after_three_minutes_even_without_a_call() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.world.clock.advance(LIFE_MS);
    scene.world.settle();
    // If it had been kept, it would be valid again after the clock was set back.
    scene.world.clock.set_page_error(-LIFE_MS);
    expect_nothing_waits(&scene);
}

#[test]
fn an_earlier_sign_ups_time_does_not_end_a_later_one() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.world.clock.advance(LIFE_MS - 1_000);
    scene.world.network.answer("SignUp", registered(true));
    scene.tab.sign_up(sign_up_input(&true.into())).unwrap();
    scene.world.clock.advance(2_000);
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
}

#[test]
fn calls_at_the_same_time_share_one_sign_in() {
    let scene = signed_up(sign_up_input(&true.into()));
    let gate = scene.world.network.hold("InitiateAuth");
    let first = scene.tab.start(calls::auto_sign_in, Value::Null);
    let second = scene.tab.start(calls::auto_sign_in, Value::Null);
    assert!(first.is_pending() && second.is_pending());
    gate.open();
    assert_eq!((first.finish().unwrap(), second.finish().unwrap()), (signed_in(), signed_in()));
    assert_eq!(scene.operations(), ["InitiateAuth", "RespondToAuthChallenge"]);
    assert_eq!(scene.world.event_names(), ["signedIn"]);
}

#[test]
fn a_further_step_is_the_output() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.user_pool.challenge.replace(Some(crate::support::Challenge::sms()));
    let output = scene.tab.auto_sign_in().unwrap();
    assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    assert_eq!(scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap(), signed_in());
}

#[test]
fn a_failed_sign_in_is_an_error_and_not_repeated() {
    let scene = signed_up(sign_up_input(&true.into()));
    scene.world.network.answer("InitiateAuth", Reply::error("NotAuthorizedException"));
    assert_eq!(scene.tab.auto_sign_in().unwrap_err().name(), "NotAuthorizedException");
    expect_nothing_waits(&scene);
}

#[test]
fn nothing_of_it_is_stored() {
    let scene = signed_up(sign_up_input(&true.into()));
    assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty());
    let error = scene.tab.reload().auto_sign_in().unwrap_err();
    assert_eq!(error.name(), "AutoSignInException", "it does not survive a reload");
}
