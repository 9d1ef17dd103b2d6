//! Arbitrary inputs and replies. Each results in a step or a typed error, and leaves the storage consistent.

use proptest::collection::{hash_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::support::seed::{LAST_AUTH_USER, USERNAME};
use crate::support::{Challenge, Reply, Scene};

const RESPOND: &str = "RespondToAuthChallenge";

/// Members that the library reads in inputs and replies.
const MEMBERS: [&str; 20] = [
    "ChallengeName",
    "Session",
    "ChallengeParameters",
    "AuthenticationResult",
    "AvailableChallenges",
    "NewDeviceMetadata",
    "DeviceKey",
    "DeviceGroupKey",
    "AccessToken",
    "USERNAME",
    "USER_ID_FOR_SRP",
    "MFAS_CAN_SETUP",
    "MFAS_CAN_CHOOSE",
    "requiredAttributes",
    "CREDENTIAL_REQUEST_OPTIONS",
    "authFlowType",
    "preferredChallenge",
    "clientMetadata",
    "userAttributes",
    "SecretCode",
];

const CHALLENGES: [&str; 12] = [
    "SMS_MFA",
    "SMS_OTP",
    "EMAIL_OTP",
    "SOFTWARE_TOKEN_MFA",
    "CUSTOM_CHALLENGE",
    "NEW_PASSWORD_REQUIRED",
    "SELECT_MFA_TYPE",
    "SELECT_CHALLENGE",
    "PASSWORD",
    "PASSWORD_SRP",
    "MFA_SETUP",
    "WEB_AUTHN",
];

const OTHER_WORDS: [&str; 14] = [
    "",
    "DEVICE_SRP_AUTH",
    "PASSWORD_VERIFIER",
    "TOTP",
    "EMAIL",
    "123456",
    "a@b",
    "é\u{0}\u{202e}😀",
    "[\"SOFTWARE_TOKEN_MFA\"]",
    "[\"EMAIL_OTP\",\"SOFTWARE_TOKEN_MFA\"]",
    "{}",
    "[",
    "USER_AUTH",
    "CUSTOM_WITHOUT_SRP",
];

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        select(&CHALLENGES[..]).prop_map(str::to_owned),
        select(&OTHER_WORDS[..]).prop_map(str::to_owned),
        ".{0,20}",
        Just("x".repeat(100_000)),
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            hash_map(select(&MEMBERS[..]), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())),
        ]
    })
}

/// A reply that is almost right.
fn any_reply() -> impl Strategy<Value = Value> {
    let challenge = (any_text(), any_json(), any_json()).prop_map(|(name, session, parameters)| {
        json!({"ChallengeName": name, "Session": session, "ChallengeParameters": parameters})
    });
    let parameters = hash_map(select(&MEMBERS[..]), any_text(), 0..5).prop_map(|members| json!(members));
    let readable = (select(&CHALLENGES[..]), any_text(), parameters).prop_map(|(name, session, parameters)| {
        json!({"ChallengeName": name, "Session": session, "ChallengeParameters": parameters})
    });
    let result = any_json().prop_map(|result| json!({ "AuthenticationResult": result }));
    prop_oneof![challenge, readable, result, any_json()]
}

/// A page, and a service that refuses everything.
fn refused(scene: Scene) -> Scene {
    scene.world.network.serve(|_| Reply::error("InvalidParameterException"));
    scene.tab.authenticate_with(|_| Ok(json!({"response": {"signature": "Ag"}})));
    scene
}

fn waiting_for(challenge: &'static str) -> Scene {
    let scene = refused(Scene::challenging(Challenge::sms()));
    let expiry = scene.world.clock.page().plus_millis(60_000).millis().to_string();
    for (item, value) in
        [("username", USERNAME), ("challengeName", challenge), ("signInSession", "session-1"), ("expiry", &expiry)]
    {
        scene.tab.state.session.put(["CognitoSignInState.", item].concat(), value);
    }
    scene
}

/// Checks that a step has a name, that an error has a name and contains no `NaN`, that stored times are numbers, and that a
/// session is stored as a whole or not at all.
fn check(scene: &Scene, outcome: &cognito_wasm::error::Result<Value>) {
    match outcome {
        Ok(output) => assert!(output["nextStep"]["signInStep"].as_str().is_some_and(|step| !step.is_empty())),
        Err(error) => {
            assert!(!error.name().is_empty() && !error.message().is_empty());
            assert!(!error.message().contains("NaN"), "{error}");
        }
    }
    let stored = [scene.tab.state.session.items(), scene.world.local.items()];
    for (key, value) in stored.iter().flatten() {
        if key.ends_with(".expiry") || key.ends_with(".clockDrift") {
            assert!(value.parse::<i64>().is_ok(), "{key}: {value}");
        }
    }
    let signed_in = outcome.as_ref().is_ok_and(|output| output["isSignedIn"] == true);
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).is_some(), signed_in);
    assert_eq!(scene.world.event_names().contains(&"signedIn"), signed_in);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn any_input_of_sign_in(username in any_json(), options in any_json(), password in any_json()) {
        let scene = refused(Scene::signed_out());
        for input in [
            json!({"username": username, "options": options}),
            json!({"username": USERNAME, "options": options, "password": password}),
            options,
        ] {
            check(&scene, &scene.tab.sign_in(input));
            prop_assert!(scene.tab.state.session.items().is_empty());
        }
    }

    #[test]
    fn any_answer_to_any_challenge(
        challenge in select(&CHALLENGES[..]), text in any_text(), response in any_json(), options in any_json(),
    ) {
        for input in [
            json!({"challengeResponse": text, "options": options}),
            json!({"challengeResponse": response}),
            json!({"challengeResponse": text}),
            options,
        ] {
            let scene = waiting_for(challenge);
            check(&scene, &scene.tab.confirm_sign_in(input));
            let session = scene.tab.state.session.get("CognitoSignInState.signInSession");
            prop_assert_eq!(session.as_deref(), Some("session-1"), "the sign-in can be continued");
        }
    }

    #[test]
    fn any_reply_to_a_first_request(first in any_reply(), second in any_reply()) {
        let scene = refused(Scene::signed_out());
        scene.world.network.answer("InitiateAuth", Reply::json(first));
        scene.world.network.answer(RESPOND, Reply::json(second));
        let options = json!({"authFlowType": "CUSTOM_WITHOUT_SRP"});
        check(&scene, &scene.tab.sign_in(json!({"username": USERNAME, "options": options})));
    }

    #[test]
    fn any_reply_to_an_answer(
        challenge in select(&CHALLENGES[..]), text in select(&OTHER_WORDS[3..7]),
        first in any_reply(), second in any_reply(), other in any_json(),
    ) {
        let scene = waiting_for(challenge);
        scene.world.network.answer(RESPOND, Reply::json(first));
        scene.world.network.answer(RESPOND, Reply::json(second));
        scene.world.network.answer("AssociateSoftwareToken", Reply::json(other.clone()));
        scene.world.network.answer("VerifySoftwareToken", Reply::json(other));
        check(&scene, &scene.tab.confirm_sign_in(json!({"challengeResponse": text})));
    }

    #[test]
    fn any_options_of_an_automatic_sign_in(options in any_json(), reply in any_json()) {
        let scene = refused(Scene::signed_out());
        scene.world.network.answer("SignUp", Reply::json(json!({"UserConfirmed": true, "Session": reply})));
        let input = json!({"username": USERNAME, "password": "p", "options": {"autoSignIn": options}});
        let registered = scene.tab.sign_up(input);
        match registered {
            Ok(output) => prop_assert_eq!(&output["isSignUpComplete"], true),
            Err(error) => prop_assert_eq!(error.name(), "InvalidParameterException"),
        }
        check(&scene, &scene.tab.auto_sign_in());
    }
}
