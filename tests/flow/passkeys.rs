//! Passkeys: registering, listing, deleting.

use std::rc::Rc;

use cognito_wasm::host::CredentialError;
use cognito_wasm::json::Json;
use serde_json::{Value, json};

use crate::support::{Reply, Scene};

pub(crate) fn options() -> Value {
    json!({
        "challenge": "Y2hhbGxlbmdl", "user": {"id": "dXNlcg", "name": "username", "displayName": "username"},
        "rp": {"id": "localhost", "name": "localhost"}, "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
        "excludeCredentials": [], "timeout": 60_000,
    })
}

pub(crate) fn credential() -> Value {
    json!({"id": "aWQ", "rawId": "aWQ", "type": "public-key", "clientExtensionResults": {}, "response": {
        "clientDataJSON": "e30", "attestationObject": "o2M", "transports": ["internal"],
    }})
}

/// A user, and a service that is ready to register a passkey.
fn scene() -> Scene {
    let scene = Scene::signed_in();
    let reply = json!({"CredentialCreationOptions": options()});
    scene.world.network.answer("StartWebAuthnRegistration", Reply::json(reply));
    scene
}

fn associate(scene: &Scene) -> Result<Value, String> {
    let result = scene.tab.account("associateWebAuthnCredential", json!(null));
    result.map_err(|error| error.name().to_owned())
}

fn refused(name: &str) -> CredentialError {
    CredentialError::Refused { name: name.to_owned(), cause: Some(Rc::new("exception")) }
}

#[test]
fn is_made_by_the_browser_and_kept_by_the_service() {
    let scene = scene();
    scene.tab.authenticate_with(|given| {
        let mut expected = options();
        expected["timeout"] = json!(60_000.0);
        expected["pubKeyCredParams"][0]["alg"] = json!(-7.0);
        assert_eq!(given, expected, "the browser gets the service's options unchanged");
        Ok(credential())
    });
    scene.world.network.answer("CompleteWebAuthnRegistration", Reply::empty());
    assert_eq!(associate(&scene), Ok(Value::Null));
    assert_eq!(scene.world.trace.of(&["passkey"]), ["passkey create"]);
    let token = scene.stored("accessToken").unwrap();
    assert_eq!(scene.world.network.bodies("StartWebAuthnRegistration"), [json!({"AccessToken": token})]);
    assert_eq!(
        scene.world.network.bodies("CompleteWebAuthnRegistration"),
        [json!({"AccessToken": token, "Credential": credential()})]
    );
}

/// Extensions that a service may ask for.
pub(crate) fn extensions() -> Value {
    json!({
        "credProps": true, "appid": "https://example.com", "largeBlob": {"support": "required"},
        "prf": {"eval": {"first": "c2VjcmV0"}}, "payment": {"isPayment": true}, "__proto__": {"prf": {}},
    })
}

/// Results that an authenticator may return for them.
pub(crate) fn extension_results() -> Value {
    json!({
        "credProps": {"rk": true, "authenticatorDisplayName": "key"}, "appid": true, "largeBlob": {"blob": "Yg"},
        "prf": {"enabled": true, "results": {"first": "a2V5"}},
    })
}

#[test]
fn unknown_extensions_are_removed_from_options_and_results() {
    let scene = Scene::signed_in();
    let mut asked = options();
    asked["extensions"] = extensions();
    scene.world.network.answer("StartWebAuthnRegistration", Reply::json(json!({"CredentialCreationOptions": asked})));
    scene.tab.authenticate_with(|given| {
        assert_eq!(given["extensions"], json!({"credProps": true}));
        let mut made = credential();
        made["clientExtensionResults"] = extension_results();
        Ok(made)
    });
    scene.world.network.answer("CompleteWebAuthnRegistration", Reply::empty());
    assert_eq!(associate(&scene), Ok(Value::Null));
    let sent = &scene.world.network.bodies("CompleteWebAuthnRegistration")[0]["Credential"];
    assert_eq!(sent["clientExtensionResults"], json!({"credProps": {"rk": true}}));
}

#[test]
fn extensions_that_are_no_object_are_none() {
    for extensions in [json!([]), json!("prf"), json!({"credProps": {"prf": 1}})] {
        let scene = Scene::signed_in();
        let mut asked = options();
        asked["extensions"] = extensions;
        let reply = json!({"CredentialCreationOptions": asked});
        scene.world.network.answer("StartWebAuthnRegistration", Reply::json(reply));
        scene.tab.authenticate_with(|given| {
            assert_eq!(given["extensions"], json!({}));
            Ok(credential())
        });
        scene.world.network.answer("CompleteWebAuthnRegistration", Reply::empty());
        assert_eq!(associate(&scene), Ok(Value::Null));
    }
}

#[test]
fn is_kept_with_a_fresh_token_when_the_user_took_long() {
    let scene = scene();
    let clock = Rc::clone(&scene.world.clock);
    scene.tab.authenticate_with(move |_| {
        clock.advance(3_600_000);
        Ok(credential())
    });
    scene.world.network.answer("CompleteWebAuthnRegistration", Reply::empty());
    assert_eq!(associate(&scene), Ok(Value::Null));
    let token = scene.stored("accessToken").unwrap();
    assert_eq!(scene.world.network.bodies("CompleteWebAuthnRegistration")[0]["AccessToken"], token);
    assert_ne!(scene.world.network.bodies("StartWebAuthnRegistration")[0]["AccessToken"], token);
}

#[test]
fn errors_of_the_browser_get_the_names_of_amplify() {
    for (exception, name) in [
        ("NotAllowedError", "PasskeyRegistrationCanceled"),
        ("InvalidStateError", "PasskeyAlreadyExists"),
        ("AbortError", "PasskeyOperationAborted"),
        ("SecurityError", "RelyingPartyMismatch"),
        ("NotSupportedError", "Unknown"),
        ("", "Unknown"),
    ] {
        let scene = scene();
        scene.tab.authenticate_with(move |_| Err(refused(exception)));
        let error = scene.tab.account("associateWebAuthnCredential", json!(null)).unwrap_err();
        assert_eq!((exception, error.name()), (exception, name));
        let cause = error.cause().unwrap().downcast_ref::<&str>();
        assert_eq!(cause, Some(&"exception"), "the browser's error is the cause");
        assert_eq!(scene.operations(), ["StartWebAuthnRegistration"]);
    }
}

#[test]
fn a_host_without_passkeys_says_so() {
    assert_eq!(associate(&scene()), Err("PasskeyNotSupported".to_owned()));
}

#[test]
fn a_user_with_too_many_passkeys_is_told_so_before_the_browser_asks() {
    let scene = Scene::signed_in();
    scene.world.network.answer("StartWebAuthnRegistration", Reply::error("LimitExceededException"));
    assert_eq!(associate(&scene), Err("LimitExceededException".to_owned()));
    assert_eq!(scene.operations(), ["StartWebAuthnRegistration"]);
    assert!(scene.world.trace.of(&["passkey"]).is_empty());
}

#[test]
fn options_that_cannot_be_read_are_an_error() {
    for missing in ["challenge", "user", "rp", "pubKeyCredParams"] {
        let scene = Scene::signed_in();
        scene.tab.authenticate_with(|_| Ok(credential()));
        let mut options = options();
        options.as_object_mut().unwrap().remove(missing);
        let reply = json!({"CredentialCreationOptions": options});
        scene.world.network.answer("StartWebAuthnRegistration", Reply::json(reply));
        assert_eq!(associate(&scene), Err("InvalidPasskeyRegistrationOptions".to_owned()), "{missing}");
        assert!(scene.world.trace.of(&["passkey"]).is_empty());
    }
    let scene = scene();
    scene.tab.authenticate_with(|_| Err(CredentialError::InvalidOptions(None)));
    assert_eq!(associate(&scene), Err("InvalidPasskeyRegistrationOptions".to_owned()));
}

#[test]
fn something_else_than_an_attestation_is_an_error() {
    for given in [json!(null), json!({}), json!({"response": {"attestationObject": ""}})] {
        let scene = scene();
        scene.tab.authenticate_with(move |_| Ok(given.clone()));
        assert_eq!(associate(&scene), Err("PasskeyRegistrationFailed".to_owned()));
        assert_eq!(scene.operations(), ["StartWebAuthnRegistration"]);
    }
}

fn page(ids: &[&str], next: Option<&str>) -> Reply {
    let credentials: Vec<_> = ids.iter().map(|id| json!({"CredentialId": id})).collect();
    Reply::json(json!({"Credentials": credentials, "NextToken": next}))
}

fn ids(output: &Value) -> Vec<&str> {
    output["credentials"].as_array().unwrap().iter().map(|item| item["credentialId"].as_str().unwrap()).collect()
}

#[test]
fn are_listed_with_what_the_service_knows() {
    let scene = Scene::signed_in();
    let reply = json!({"Credentials": [{
        "CredentialId": "c", "FriendlyCredentialName": "Zoë's key", "RelyingPartyId": "localhost",
        "AuthenticatorAttachment": "platform", "AuthenticatorTransports": ["internal", "hybrid"],
        "CreatedAt": 1_700_000_000.25, "Unknown": 1,
    }]});
    scene.world.network.answer("ListWebAuthnCredentials", Reply::json(reply));
    assert_eq!(
        scene.tab.account("listWebAuthnCredentials", json!(null)).unwrap(),
        json!({"credentials": [{
            "credentialId": "c", "friendlyCredentialName": "Zoë's key", "relyingPartyId": "localhost",
            "authenticatorAttachment": "platform", "authenticatorTransports": ["internal", "hybrid"],
            "createdAt": 1_700_000_000.25,
        }]})
    );
    let token = scene.stored("accessToken").unwrap();
    assert_eq!(scene.world.network.bodies("ListWebAuthnCredentials"), [json!({"AccessToken": token})]);
}

#[test]
fn are_all_listed_when_no_page_is_asked_for() {
    let scene = Scene::signed_in();
    for reply in [page(&["a", "b"], Some("2")), page(&["c"], Some("3")), page(&[], None)] {
        scene.world.network.answer("ListWebAuthnCredentials", reply);
    }
    let output = scene.tab.account("listWebAuthnCredentials", json!({})).unwrap();
    assert_eq!(ids(&output), ["a", "b", "c"]);
    assert_eq!(output.get("nextToken"), None);
    let bodies = scene.world.network.bodies("ListWebAuthnCredentials");
    let tokens: Vec<_> = bodies.iter().map(|body| body["NextToken"].clone()).collect();
    assert_eq!(tokens, [json!(null), json!("2"), json!("3")]);
}

#[test]
fn are_listed_by_the_page_for_whoever_asks_for_one() {
    let scene = Scene::signed_in();
    for (input, request) in [
        (json!({"pageSize": 2}), json!({"MaxResults": 2.0})),
        (json!({"nextToken": "2"}), json!({"NextToken": "2"})),
        (json!({"pageSize": 1, "nextToken": "2"}), json!({"MaxResults": 1.0, "NextToken": "2"})),
    ] {
        scene.world.network.forget();
        scene.world.network.answer("ListWebAuthnCredentials", page(&["a"], Some("next")));
        let output = scene.tab.account("listWebAuthnCredentials", input).unwrap();
        assert_eq!((ids(&output), output["nextToken"].as_str()), (vec!["a"], Some("next")));
        let mut body = scene.world.network.bodies("ListWebAuthnCredentials").remove(0);
        body.as_object_mut().unwrap().remove("AccessToken");
        assert_eq!(body, request);
    }
}

#[test]
fn a_page_of_another_shape_is_not_asked_for() {
    let scene = Scene::signed_in();
    for input in [json!({"pageSize": "2"}), json!({"pageSize": [2]}), json!({"nextToken": 2}), json!("2")] {
        let error = scene.tab.account("listWebAuthnCredentials", input).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"));
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn a_page_of_a_size_that_is_no_number_is_not_asked_for() {
    // JavaScript has such numbers, but JSON text does not.
    for size in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let scene = Scene::signed_in();
        let auth = scene.tab.auth();
        let input = Json::object().with("pageSize", size);
        let call = scene.world.start(async move { auth.account("listWebAuthnCredentials", input).await });
        let error = call.finish().unwrap_err();
        assert_eq!((error.name(), error.message()), ("InvalidParameterException", "`pageSize` is not a number"));
        assert!(scene.operations().is_empty());
    }
}

#[test]
fn one_is_deleted_by_its_id() {
    let scene = Scene::signed_in();
    scene.world.network.answer("DeleteWebAuthnCredential", Reply::empty());
    assert!(scene.tab.account("deleteWebAuthnCredential", json!({"credentialId": "c/+="})).unwrap().is_null());
    let token = scene.stored("accessToken").unwrap();
    assert_eq!(
        scene.world.network.bodies("DeleteWebAuthnCredential"),
        [json!({"AccessToken": token, "CredentialId": "c/+="})]
    );
}

#[test]
fn a_prompt_is_taken_back_by_a_sign_out() {
    let scene = scene();
    scene.tab.authenticate_with(|_| panic!("the prompt is still there"));
    let user = scene.tab.hold_passkey();
    let call = scene.tab.start_account("associateWebAuthnCredential", json!(null));
    scene.world.settle();
    scene.tab.sign_out();
    scene.world.settle();
    assert!(!call.is_pending());
    assert_eq!(call.finish().unwrap_err().name(), "SignInException");
    user.open();
    scene.world.settle();
    assert!(scene.world.network.bodies("CompleteWebAuthnRegistration").is_empty());
}
