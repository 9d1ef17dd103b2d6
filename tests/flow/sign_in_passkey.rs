//! The `WEB_AUTHN` challenge.

use cognito_wasm::host::CredentialError;
use serde_json::{Value, json};

use crate::passkeys;
use crate::support::calls;
use crate::support::seed::{CLIENT_ID, PASSWORD, USERNAME, password_input, signed_in};
use crate::support::{Challenge, Reply, Scene};

const RESPOND: &str = "RespondToAuthChallenge";
const STATE: &str = "CognitoSignInState.challengeName";

fn input() -> Value {
    let options = json!({"authFlowType": "USER_AUTH", "preferredChallenge": "WEB_AUTHN"});
    json!({"username": USERNAME, "options": options})
}

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

fn options() -> Value {
    json!({"challenge": "AAEC", "rpId": "localhost", "userVerification": "preferred"})
}

fn assertion() -> Value {
    json!({"id": "AQ", "rawId": "AQ", "type": "public-key", "response": {"signature": "Ag"}})
}

/// The assertion as text, as sent in the answer.
fn challenge(text: &'static str) -> Challenge {
    let parameters = json!({"CREDENTIAL_REQUEST_OPTIONS": options().to_string()});
    Challenge { name: "WEB_AUTHN", parameters, answer: ("CREDENTIAL", text) }
}

/// A pool that asks for a passkey and accepts this one.
fn scene() -> Scene {
    Scene::challenging(challenge(r#"{"id":"AQ","rawId":"AQ","response":{"signature":"Ag"},"type":"public-key"}"#))
}

/// How often the user was asked in a dialog.
fn prompts(scene: &Scene) -> usize {
    scene.world.trace.count("passkey get")
}

#[test]
fn the_browser_proves_the_passkey() {
    let scene = scene();
    scene.tab.authenticate_with(|given| {
        assert_eq!(given, options());
        Ok(assertion())
    });
    assert_eq!(scene.tab.sign_in(input()).unwrap(), signed_in());
    assert_eq!(prompts(&scene), 1);

    let parameters = json!({"USERNAME": USERNAME, "PREFERRED_CHALLENGE": "WEB_AUTHN"});
    assert_eq!(scene.world.network.bodies("InitiateAuth")[0]["AuthParameters"], parameters);
    let mut body = scene.world.network.bodies(RESPOND).remove(0);
    let sent = body["ChallengeResponses"]["CREDENTIAL"].take();
    assert_eq!(serde_json::from_str::<Value>(sent.as_str().unwrap()).unwrap(), assertion(), "as JSON text");
    let expected = json!({
        "ChallengeName": "WEB_AUTHN", "ClientId": CLIENT_ID, "Session": "session-1",
        "ChallengeResponses": {"CREDENTIAL": null, "USERNAME": USERNAME},
    });
    assert_eq!(body, expected);
    assert_eq!(scene.world.event_names(), ["signedIn"]);
    assert!(scene.tab.state.session.items().is_empty());
}

#[test]
fn unknown_extensions_are_removed_from_options_and_results() {
    let mut asked = options();
    asked["extensions"] = passkeys::extensions();
    let parameters = json!({"CREDENTIAL_REQUEST_OPTIONS": asked.to_string()});
    let expected = r#"{"clientExtensionResults":{"credProps":{"rk":true}},"id":"AQ","rawId":"AQ","response":{"signature":"Ag"},"type":"public-key"}"#;
    let scene = Scene::challenging(Challenge { name: "WEB_AUTHN", parameters, answer: ("CREDENTIAL", expected) });
    scene.tab.authenticate_with(|given| {
        assert_eq!(given["extensions"], json!({"credProps": true}));
        let mut made = assertion();
        made["clientExtensionResults"] = passkeys::extension_results();
        Ok(made)
    });
    assert_eq!(scene.tab.sign_in(input()).unwrap(), signed_in());
}

#[test]
fn a_passkey_can_be_offered_among_the_suggestions_of_a_field() {
    let scene = scene();
    scene.tab.authenticate_with(|_| Ok(assertion()));
    let mut input = input();
    input["options"]["mediation"] = json!("conditional");
    assert_eq!(scene.tab.sign_in(input).unwrap(), signed_in());
    assert_eq!((scene.world.trace.count("passkey get conditionally"), scene.world.network.requests().len()), (1, 2));
}

#[test]
fn a_later_sign_in_or_sign_out_closes_the_prompt() {
    for by_sign_out in [false, true] {
        let scene = scene();
        scene.tab.authenticate_with(|_| panic!("the prompt is still there"));
        let user = scene.tab.hold_passkey();
        let mut suggested = input();
        suggested["options"]["mediation"] = json!("conditional");
        let waiting = scene.tab.start(calls::sign_in, suggested);
        scene.world.settle();
        assert!(waiting.is_pending());
        if by_sign_out {
            scene.tab.sign_out();
        } else {
            scene.user_pool.challenge.take();
            assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
        }
        scene.world.settle();
        assert!(!waiting.is_pending(), "it does not wait for the user");
        assert_eq!(waiting.finish().unwrap_err().name(), "SignInException");
        user.open();
        scene.world.settle();
        assert_eq!(scene.world.network.bodies(RESPOND).len(), 0);
    }
}

#[test]
fn choosing_a_passkey_after_the_suggestions_opens_a_dialog() {
    let scene = scene();
    scene.tab.authenticate_with(|_| Err(CredentialError::Refused { name: "NotAllowedError".to_owned(), cause: None }));
    let mut input = input();
    input["options"]["mediation"] = json!("conditional");
    assert_eq!(scene.tab.sign_in(input).unwrap_err().name(), "PasskeyAuthenticationCanceled");
    assert_eq!(scene.world.trace.count("passkey get conditionally"), 1);
    assert_eq!(scene.tab.confirm_sign_in(answer("WEB_AUTHN")).unwrap_err().name(), "PasskeyAuthenticationCanceled");
    assert_eq!(scene.world.trace.count("passkey get conditionally"), 1);
}

#[test]
fn another_mediation_is_refused() {
    let scene = scene();
    for mediation in [json!("silent"), json!("required"), json!(""), json!(1)] {
        let mut input = input();
        input["options"]["mediation"] = mediation;
        assert_eq!(scene.tab.sign_in(input).unwrap_err().name(), "InvalidParameterException");
    }
    assert_eq!(prompts(&scene), 0);
}

#[test]
fn metadata_goes_with_the_proof() {
    let scene = scene();
    scene.tab.authenticate_with(|_| Ok(assertion()));
    let mut input = input();
    input["options"]["clientMetadata"] = json!({"a": "1"});
    scene.tab.sign_in(input).unwrap();
    assert_eq!(scene.world.network.bodies(RESPOND)[0]["ClientMetadata"], json!({"a": "1"}));
}

#[test]
fn an_exception_of_the_browser_has_a_name_and_does_not_end_the_sign_in() {
    for (browsers, name) in [
        ("NotAllowedError", "PasskeyAuthenticationCanceled"),
        ("AbortError", "PasskeyOperationAborted"),
        ("SecurityError", "RelyingPartyMismatch"),
        ("InvalidStateError", "Unknown"),
        ("TypeError", "Unknown"),
        ("", "Unknown"),
    ] {
        let scene = scene();
        scene.tab.refuse_passkeys(browsers);
        assert_eq!(scene.tab.sign_in(input()).unwrap_err().name(), name, "{browsers}");
        assert_eq!(scene.operations(), ["InitiateAuth"]);
        assert_eq!(scene.tab.state.session.get(STATE).as_deref(), Some("WEB_AUTHN"));
        assert!(scene.world.events().is_empty() && scene.world.local.items().is_empty());
    }
}

#[test]
fn a_browser_without_passkeys_can_sign_in_otherwise() {
    for (is_supported, name) in [(false, "PasskeyNotSupported"), (true, "InvalidPasskeyAuthenticationOptions")] {
        let scene = scene();
        scene.tab.authenticate_with(move |_| {
            Err(if is_supported { CredentialError::InvalidOptions(None) } else { CredentialError::Unsupported })
        });
        assert_eq!(scene.tab.sign_in(input()).unwrap_err().name(), name);
        scene.user_pool.challenge.take();
        scene.tab.confirm_sign_in(answer("PASSWORD")).unwrap();
        assert_eq!(scene.tab.confirm_sign_in(answer(PASSWORD)).unwrap(), signed_in());
    }
}

#[test]
fn a_missing_credential_is_an_error() {
    let scene = scene();
    scene.tab.authenticate_with(|_| Ok(Value::Null));
    assert_eq!(scene.tab.sign_in(input()).unwrap_err().name(), "PasskeyRetrievalFailed");
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn options_that_cannot_be_read_are_an_error() {
    for parameters in [
        json!({}),
        json!({"CREDENTIAL_REQUEST_OPTIONS": ""}),
        json!({"CREDENTIAL_REQUEST_OPTIONS": "{"}),
        json!({"CREDENTIAL_REQUEST_OPTIONS": 7}),
        Value::Null,
    ] {
        let scene = Scene::challenging(Challenge { name: "WEB_AUTHN", parameters, answer: ("CREDENTIAL", "") });
        let error = scene.tab.sign_in(input()).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidPasskeyAuthenticationOptions", "service"));
        assert_eq!(prompts(&scene), 0);
    }
}

#[test]
fn after_a_cancelled_prompt_it_can_be_asked_for_again() {
    let scene = scene();
    scene.tab.refuse_passkeys("NotAllowedError");
    scene.tab.sign_in(input()).unwrap_err();
    scene.tab.authenticate_with(|_| Ok(assertion()));
    assert_eq!(scene.tab.confirm_sign_in(answer("WEB_AUTHN")).unwrap(), signed_in());
    let selected = &scene.world.network.bodies(RESPOND)[0];
    assert_eq!(selected["ChallengeName"], "SELECT_CHALLENGE");
    assert_eq!(selected["ChallengeResponses"], json!({"ANSWER": "WEB_AUTHN", "USERNAME": USERNAME}));
}

#[test]
fn after_a_cancelled_prompt_another_factor_can_be_chosen_even_after_a_reload() {
    for factor in ["PASSWORD", "PASSWORD_SRP"] {
        let scene = scene();
        scene.tab.refuse_passkeys("NotAllowedError");
        scene.tab.sign_in(input()).unwrap_err();
        scene.user_pool.challenge.take();
        let tab = scene.tab.reload();
        let output = tab.confirm_sign_in(answer(factor)).unwrap();
        assert_eq!(output["nextStep"], json!({"signInStep": "CONFIRM_SIGN_IN_WITH_PASSWORD"}));
        assert_eq!(tab.confirm_sign_in(answer(PASSWORD)).unwrap(), signed_in());
    }
}

#[test]
fn a_passkey_is_not_proved_again_and_again() {
    let scene = scene();
    scene.tab.authenticate_with(|_| Ok(assertion()));
    let again = json!({"ChallengeName": "WEB_AUTHN", "Session": "session-2", "ChallengeParameters": {
        "CREDENTIAL_REQUEST_OPTIONS": options().to_string(),
    }});
    scene.world.network.answer(RESPOND, Reply::json(again));
    assert_eq!(scene.tab.sign_in(input()).unwrap_err().name(), "UnexpectedChallengeException");
    assert_eq!(prompts(&scene), 1);
}

#[test]
fn another_challenge_may_follow_a_passkey() {
    let scene = scene();
    scene.tab.authenticate_with(|_| Ok(assertion()));
    let next = json!({"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "session-2"});
    scene.world.network.answer(RESPOND, Reply::json(next));
    let output = scene.tab.sign_in(input()).unwrap();
    assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
}

#[test]
fn a_refused_proof_does_not_end_the_sign_in() {
    let scene = scene();
    scene.tab.authenticate_with(|_| Ok(json!({"id": "another", "response": {"signature": "Ag"}})));
    assert_eq!(scene.tab.sign_in(input()).unwrap_err().name(), "CodeMismatchException");
    scene.tab.authenticate_with(|_| Ok(assertion()));
    assert_eq!(scene.tab.confirm_sign_in(answer("WEB_AUTHN")).unwrap(), signed_in());
}

#[test]
fn a_sign_out_during_the_prompt_is_not_undone() {
    let scene = scene();
    scene.tab.authenticate_with(|_| Ok(assertion()));
    let prompt = scene.tab.hold_passkey();
    let sign_in = scene.tab.start(calls::sign_in, input());
    assert!(sign_in.is_pending());
    scene.tab.sign_out();
    prompt.open();
    assert_eq!(sign_in.finish().unwrap_err().name(), "SignInException");
    assert!(scene.world.local.items().is_empty());
}
