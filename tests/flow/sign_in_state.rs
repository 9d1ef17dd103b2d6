//! The sign-in that waits for an answer. It survives a reload of the page.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{PASSWORD, USERNAME, password_input, signed_in, user_pool_config};
use crate::support::{Challenge, Reply, Scene, Tab};

/// A session of Cognito lasts at least three minutes.
const LIFE_MS: i64 = 180_000;

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

fn state_keys(tab: &Tab) -> Vec<String> {
    tab.state.session.items().into_keys().collect()
}

#[test]
fn keeps_its_state_under_amplifys_keys() {
    let scene = Scene::waiting_for_code();
    let session = &scene.tab.state.session;
    let value = |item: &str| session.get(&["CognitoSignInState.", item].concat()).unwrap();
    assert_eq!(value("username"), USERNAME);
    assert_eq!(value("challengeName"), "SMS_MFA");
    assert_eq!(value("signInSession"), "session-1");
    assert_eq!(value("signInDetails"), r#"{"loginId":"username","authFlowType":"USER_PASSWORD_AUTH"}"#);
    let expiry = scene.world.clock.page().plus_millis(LIFE_MS).millis();
    assert_eq!(value("expiry"), expiry.to_string());
    assert_eq!(session.items().len(), 5);
    assert!(session.items().values().all(|text| !text.contains(PASSWORD)));
}

#[test]
fn can_be_continued_after_a_reload() {
    let scene = Scene::waiting_for_code();
    scene.world.clock.advance(LIFE_MS - 1);
    assert_eq!(scene.tab.reload().confirm_sign_in(answer("123456")).unwrap(), signed_in());
    let details = r#"{"loginId":"username","authFlowType":"USER_PASSWORD_AUTH"}"#;
    assert_eq!(scene.stored("signInDetails").as_deref(), Some(details), "it survives a reload");
}

#[test]
fn an_answered_challenge_is_removed_even_if_the_tokens_cannot_be_stored() {
    let scene = Scene::waiting_for_code();
    scene.world.local.refuse("accessToken");
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
    assert!(state_keys(&scene.tab).is_empty());
    scene.world.local.repair();
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap_err().name(), "SignInException");
}

#[test]
fn continues_a_sign_in_of_amplify() {
    let scene = Scene::challenging(Challenge::sms());
    for (item, value) in [("username", USERNAME), ("challengeName", "SMS_MFA"), ("signInSession", "session-1")] {
        scene.tab.state.session.put(["CognitoSignInState.", item].concat(), value);
    }
    let expiry = scene.world.clock.page().plus_millis(LIFE_MS).millis();
    scene.tab.state.session.put("CognitoSignInState.expiry", expiry.to_string());
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
    let user = scene.tab.get_current_user().unwrap();
    assert!(user.get("signInDetails").is_none(), "Amplify does not keep it across a reload");
}

#[test]
fn expires_after_three_minutes() {
    let scene = Scene::waiting_for_code();
    scene.world.clock.advance(LIFE_MS);
    let error = scene.tab.reload().confirm_sign_in(answer("123456")).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("SignInException", "invalidState"));
    assert!(scene.operations().is_empty());
    assert!(scene.tab.state.session.items().is_empty(), "{:?}", state_keys(&scene.tab));
}

#[test]
fn invalid_state_is_ignored() {
    for (item, value) in
        [("expiry", "soon"), ("expiry", ""), ("username", ""), ("challengeName", "RIDDLE"), ("signInSession", "")]
    {
        let scene = Scene::waiting_for_code();
        scene.tab.state.session.put(["CognitoSignInState.", item].concat(), value);
        let error = scene.tab.reload().confirm_sign_in(answer("123456")).unwrap_err();
        assert_eq!(error.name(), "SignInException", "{item} = {value}");
        assert!(scene.operations().is_empty());
    }
}

#[test]
fn a_later_sign_in_replaces_an_earlier_one() {
    let scene = Scene::waiting_for_code();
    scene.user_pool.challenge.replace(Some(Challenge {
        name: "SOFTWARE_TOKEN_MFA",
        parameters: json!({}),
        answer: ("SOFTWARE_TOKEN_MFA_CODE", "654321"),
    }));
    scene.tab.sign_in(password_input()).unwrap();
    assert_eq!(scene.tab.confirm_sign_in(answer("654321")).unwrap(), signed_in());
}

#[test]
fn a_failed_sign_in_ends_an_earlier_one() {
    let scene = Scene::waiting_for_code();
    scene.tab.sign_in(json!({"username": USERNAME, "password": "wrong"})).unwrap_err();
    assert!(scene.tab.state.session.items().is_empty());
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap_err().name(), "SignInException");
}

#[test]
fn no_later_sign_in_that_fails_leaves_the_earlier_ones_challenge() {
    let unknown = json!({"ChallengeName": "UNHEARD_OF", "Session": "s", "ChallengeParameters": {}});
    let passkey = json!({"ChallengeName": "WEB_AUTHN", "Session": "s", "ChallengeParameters": {}});
    for (what, reply) in [
        ("NotAuthorizedException", Some(Reply::error("NotAuthorizedException"))),
        ("NetworkError", Some(Reply::lost())),
        ("SignInException", Some(Reply::json(unknown))),
        ("InvalidPasskeyAuthenticationOptions", Some(Reply::json(passkey))),
        ("UserAlreadyAuthenticatedException", None),
    ] {
        let scene = Scene::waiting_for_code();
        match reply {
            Some(reply) => scene.world.network.answer("InitiateAuth", reply),
            None => scene.store_session(),
        }
        let other = json!({"username": "other", "password": PASSWORD, "options": {
            "authFlowType": "USER_AUTH", "preferredChallenge": "PASSWORD",
        }});
        assert_eq!(scene.tab.sign_in(other).unwrap_err().name(), what);
        let left = scene.tab.state.session.get("CognitoSignInState.username");
        // After a failed passkey, the later user can choose another factor.
        let later = (what == "InvalidPasskeyAuthenticationOptions").then_some("other");
        assert_eq!(left.as_deref(), later, "{what}");
        scene.world.network.forget();
        let answered = scene.tab.confirm_sign_in(answer("123456")).unwrap_err();
        let sent = scene.world.network.bodies("RespondToAuthChallenge");
        assert_eq!(sent.first().map(|body| &body["ChallengeResponses"]["USERNAME"]), later.map(Value::from).as_ref());
        let name = if later.is_some() { "NotAuthorizedException" } else { "SignInException" };
        assert_eq!(answered.name(), name, "{what}");
    }
}

#[test]
fn instances_do_not_interfere() {
    let scene = Scene::waiting_for_code();
    let mut config = user_pool_config();
    config["Auth"]["Cognito"]["userPoolClientId"] = "another-client".into();
    let other = scene.tab.create_auth(config);
    assert_eq!(other.confirm_sign_in(answer("123456")).unwrap_err().name(), "SignInException");

    let challenge = json!({"ChallengeName": "SMS_MFA", "Session": "session-9", "ChallengeParameters": {}});
    scene.world.network.answer("InitiateAuth", Reply::json(challenge));
    other.sign_in(password_input()).unwrap();
    assert!(state_keys(&scene.tab).contains(&"CognitoSignInState.another-client.signInSession".to_owned()));

    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in(), "its own session is untouched");
    let left = state_keys(&scene.tab);
    assert!(left.len() == 5 && left.iter().all(|key| key.contains("another-client")), "{left:?}");
}

#[test]
fn a_sign_out_in_between_leaves_nothing_waiting() {
    let scene = Scene::challenging(Challenge::sms());
    let gate = scene.world.network.hold("InitiateAuth");
    let sign_in = scene.tab.start(calls::sign_in, password_input());
    scene.tab.sign_out();
    gate.open();
    assert_eq!(sign_in.finish().unwrap_err().name(), "SignInException");
    assert!(scene.tab.state.session.items().is_empty());
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap_err().name(), "SignInException");
}

#[test]
fn a_step_that_cannot_be_stored_is_kept_in_memory() {
    let scene = Scene::challenging(Challenge::sms());
    scene.tab.state.session.refuse("signInSession");
    scene.tab.sign_in(password_input()).unwrap();
    assert!(scene.tab.state.session.items().is_empty(), "{:?}", state_keys(&scene.tab));
    assert_eq!(scene.world.event_names(), ["storageDegraded"]);
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
}
