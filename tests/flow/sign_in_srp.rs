//! `signIn` with SRP.

use serde_json::json;

use crate::support::calls;
use crate::support::seed::{CLIENT_ID, EMAIL, LAST_AUTH_USER, PASSWORD, SUB, USERNAME, key, signed_in, srp_input};
use crate::support::{Reply, Scene};

#[test]
fn proves_the_password_to_a_server_that_has_only_a_verifier() {
    let scene = Scene::signed_out();
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
    assert_eq!(scene.operations(), ["InitiateAuth", "RespondToAuthChallenge"]);
}

#[test]
fn sends_exactly_the_documented_requests() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(srp_input()).unwrap();
    let requests = scene.world.network.requests();

    let mut first = requests[0].body.clone();
    let srp_a = first["AuthParameters"]["SRP_A"].take();
    let srp_a = srp_a.as_str().unwrap();
    assert!(srp_a.len() > 700 && srp_a.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')), "{srp_a}");
    assert_eq!(
        first,
        json!({"AuthFlow": "USER_SRP_AUTH", "ClientId": CLIENT_ID, "AuthParameters": {
            "USERNAME": USERNAME, "SRP_A": null,
        }})
    );

    let mut second = requests[1].body.clone();
    let timestamp = second["ChallengeResponses"]["TIMESTAMP"].take();
    assert_eq!(timestamp, "Tue Jan 2 03:04:05 UTC 2024", "the start of the simulated clock; the day is not padded");
    let signature = second["ChallengeResponses"]["PASSWORD_CLAIM_SIGNATURE"].take();
    assert_eq!(signature.as_str().unwrap().len(), 44, "32 bytes in base64");
    assert_eq!(
        second,
        json!({
            "ChallengeName": "PASSWORD_VERIFIER", "ClientId": CLIENT_ID, "Session": "session-1", "ChallengeResponses": {
                "USERNAME": USERNAME, "PASSWORD_CLAIM_SECRET_BLOCK": "a25vd24gdG8gdGhlIHNlcnZlciBvbmx5",
                "TIMESTAMP": null, "PASSWORD_CLAIM_SIGNATURE": null,
            },
        })
    );
}

#[test]
fn the_password_is_in_no_request_and_no_storage() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(srp_input()).unwrap();
    for request in scene.world.network.requests() {
        assert!(!request.url.contains(PASSWORD) && !request.body.to_string().contains(PASSWORD));
    }
    for value in scene.world.local.items().into_values().chain(scene.tab.state.session.items().into_values()) {
        assert!(!value.contains(PASSWORD));
    }
}

#[test]
fn passes_client_metadata_to_both_requests() {
    let scene = Scene::signed_out();
    let input = json!({"username": USERNAME, "password": PASSWORD, "options": {"clientMetadata": {"a": "1"}}});
    scene.tab.sign_in(input).unwrap();
    for request in scene.world.network.requests() {
        assert_eq!(request.body["ClientMetadata"], json!({"a": "1"}), "{}", request.operation);
    }
}

#[test]
fn stores_what_amplify_stores_the_access_token_last() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(srp_input()).unwrap();

    let [access, id] = [scene.stored("accessToken").unwrap(), scene.stored("idToken").unwrap()];
    assert!(access.split('.').count() == 3 && id.split('.').count() == 3 && access != id);
    let expected = [
        (LAST_AUTH_USER.to_owned(), USERNAME.to_owned()),
        (key("refreshToken"), "refresh-1".to_owned()),
        (key("signInDetails"), r#"{"loginId":"username","authFlowType":"USER_SRP_AUTH"}"#.to_owned()),
        (key("clockDrift"), "0".to_owned()),
        (key("idToken"), id),
        (key("accessToken"), access),
    ];
    assert_eq!(scene.world.local.items(), expected.clone().into_iter().collect());
    let written: Vec<_> = expected.iter().map(|(key, _)| format!("save {key}")).collect();
    assert_eq!(scene.world.trace.of(&["save"]), written);
    assert!(scene.tab.state.session.items().is_empty(), "no sign-in is under way");
}

#[test]
fn stores_the_drift_of_the_pages_clock() {
    let scene = Scene::signed_out();
    scene.world.clock.set_page_error(7_200_000);
    scene.tab.sign_in(srp_input()).unwrap();
    assert_eq!(scene.stored("clockDrift").as_deref(), Some("-7200000"));
    assert!(scene.tab.session().is_signed_in);
    assert!(!scene.operations().contains(&"GetTokensFromRefreshToken".to_owned()), "the new tokens have not expired");
}

#[test]
fn emits_signed_in_when_the_tokens_can_be_read() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(srp_input()).unwrap();

    let details = json!({"loginId": USERNAME, "authFlowType": "USER_SRP_AUTH"});
    let user = json!({"username": USERNAME, "userId": SUB, "signInDetails": details});
    assert_eq!(scene.world.events(), [("signedIn", user)]);
    let trace = scene.world.trace.of(&["save", "event"]);
    assert_eq!(trace.last().unwrap(), "event signedIn", "{trace:?}");
}

#[test]
fn keeps_the_session_under_the_name_the_service_gives() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(json!({"username": EMAIL, "password": PASSWORD})).unwrap();

    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some(USERNAME));
    let details = r#"{"loginId":"my@email.com","authFlowType":"USER_SRP_AUTH"}"#;
    assert_eq!(scene.stored("signInDetails").as_deref(), Some(details));
    let user = scene.tab.get_current_user().unwrap();
    assert_eq!((&user["username"], &user["signInDetails"]["loginId"]), (&json!(USERNAME), &json!(EMAIL)));
}

#[test]
fn rejects_a_wrong_password_and_stores_nothing() {
    let scene = Scene::signed_out();
    let error = scene.tab.sign_in(json!({"username": USERNAME, "password": "Password124"})).unwrap_err();

    assert_eq!((error.name(), error.category().name()), ("NotAuthorizedException", "notAuthorized"));
    assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty());
    assert!(scene.world.events().is_empty());
    assert_eq!(scene.operations(), ["InitiateAuth", "RespondToAuthChallenge"], "only one guess is sent");

    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
}

#[test]
fn rejects_a_user_whom_the_pool_does_not_know() {
    let scene = Scene::signed_out();
    let error = scene.tab.sign_in(json!({"username": "nobody", "password": PASSWORD})).unwrap_err();
    assert_eq!(error.name(), "UserNotFoundException");
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn a_refusal_that_the_user_can_resolve_is_a_step() {
    for (refusal, step) in
        [("UserNotConfirmedException", "CONFIRM_SIGN_UP"), ("PasswordResetRequiredException", "RESET_PASSWORD")]
    {
        for operation in ["InitiateAuth", "RespondToAuthChallenge"] {
            let scene = Scene::signed_out();
            scene.world.network.answer(operation, Reply::error(refusal));
            let output = scene.tab.sign_in(srp_input()).unwrap();
            assert_eq!(output, json!({"isSignedIn": false, "nextStep": {"signInStep": step}}), "{operation}");
            assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty());
        }
    }
}

#[test]
fn a_caller_who_goes_away_before_the_proof_is_not_signed_in() {
    let scene = Scene::signed_out();
    let gate = scene.world.network.hold("RespondToAuthChallenge");
    scene.tab.start(calls::sign_in, srp_input()).abandon();
    gate.open();
    scene.world.settle();
    assert_eq!(scene.operations(), ["InitiateAuth", "RespondToAuthChallenge", "RevokeToken"]);
    assert!(scene.world.local.items().is_empty());
}
