//! Sending requests: repeats, time limits, unusual replies, and bodies of every kind.

use core::pin::pin;
use std::rc::Rc;

use cognito_wasm::host::{Form, Host as _, HttpRequest, Method, RequestBody};
use cognito_wasm::json::Json;
use cognito_wasm::secret::{Hidden, Secret};
use futures_util::FutureExt as _;
use serde_json::{Value, json};

use crate::support::seed::{PASSWORD, USERNAME, signed_in, srp_input, user_pool_config};
use crate::support::{Reply, Scene};

const RESEND: &str = "ResendConfirmationCode";

fn user() -> Value {
    json!({"username": USERNAME})
}

/// Calls an operation that is not safe to repeat. Returns the name of its error after these replies, and how many times it was sent.
fn resend(replies: &[Reply]) -> (String, usize) {
    let scene = Scene::signed_out();
    for reply in replies {
        scene.world.network.answer(RESEND, reply.clone());
    }
    let error = scene.tab.resend_sign_up_code(user()).unwrap_err();
    (error.name().to_owned(), scene.operations().len())
}

/// The pauses between the attempts of an `InitiateAuth` that gets this reply three times.
fn pauses(reply: &Reply) -> (Vec<u32>, Scene) {
    let scene = Scene::signed_out();
    for _ in 0..3 {
        scene.world.network.answer("InitiateAuth", reply.clone());
    }
    scene.tab.sign_in(srp_input()).unwrap_err();
    let pauses = scene.world.trace.of(&["sleep"]);
    (pauses.iter().map(|line| line.trim_start_matches("sleep ").parse().unwrap()).collect(), scene)
}

#[test]
fn a_safe_operation_is_sent_three_times_with_growing_pauses() {
    for reply in [
        Reply::lost(),
        Reply::page(502),
        Reply::page(503),
        Reply::empty().with_status(504),
        Reply::refusal(500, "InternalErrorException", "down"),
        Reply::page(429),
        Reply::error("TooManyRequestsException"),
        Reply::error("com.amazonaws#ThrottlingException"),
        Reply::error("RequestTimeout"),
    ] {
        let (pauses, scene) = pauses(&reply);
        let [first, second] = pauses.as_slice() else { panic!("{pauses:?}") };
        assert!((200..300).contains(first) && (400..500).contains(second), "{pauses:?}");
        assert_eq!(scene.operations(), ["InitiateAuth", "InitiateAuth", "InitiateAuth"]);
    }
}

#[test]
fn pauses_differ_so_that_pages_do_not_retry_at_the_same_time() {
    let (first, scene) = pauses(&Reply::lost());
    scene.world.trace.clear();
    scene.world.network.serve(|_| Reply::lost());
    scene.tab.sign_in(srp_input()).unwrap_err();
    let second = scene.world.trace.of(&["sleep"]);
    assert_ne!(second[0], ["sleep ", &first[0].to_string()].concat());
}

#[test]
fn a_call_succeeds_at_the_second_attempt() {
    let scene = Scene::signed_out();
    scene.world.network.answer("InitiateAuth", Reply::page(502));
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
    assert_eq!(scene.operations(), ["InitiateAuth", "InitiateAuth", "RespondToAuthChallenge"]);
}

#[test]
fn attempts_of_one_call_are_counted_under_one_id() {
    let (_, scene) = pauses(&Reply::lost());
    scene.tab.sign_in(srp_input()).unwrap();
    let requests = scene.world.network.requests();
    let ids: Vec<_> = requests.iter().map(|request| request.header("amz-sdk-invocation-id")).collect();
    assert_eq!((ids[0], ids[1]), (ids[1], ids[2]));
    assert!(ids[0] != ids[3] && ids[3] != ids[4]);
    assert!(ids.iter().all(|id| id.len() == 36 && id.as_bytes()[14] == b'4'), "{ids:?}");
    let attempts: Vec<_> = requests.iter().map(|request| request.header("amz-sdk-request")).collect();
    let first = "attempt=1; max=3";
    assert_eq!(attempts, [first, "attempt=2; max=3", "attempt=3; max=3", first, first]);
}

#[test]
fn every_request_has_a_time_limit_after_which_it_is_not_repeated() {
    let (pauses, scene) = pauses(&Reply::timed_out());
    assert!(pauses.is_empty());
    let requests = scene.world.network.requests();
    assert_eq!(requests.len(), 1, "after a time limit there is no repetition");
    assert!((1_000..=60_000).contains(&requests[0].time_limit_ms), "{}", requests[0].time_limit_ms);
}

#[test]
fn refusals_are_not_repeated() {
    for name in ["NotAuthorizedException", "InvalidParameterException", "RequestExpired", "InvalidSignatureException"] {
        let (pauses, scene) = pauses(&Reply::error(name));
        assert!(pauses.is_empty(), "{name}");
        assert_eq!(scene.operations(), ["InitiateAuth"], "{name}");
    }
}

#[test]
fn an_unsafe_operation_is_not_repeated() {
    for (reply, name) in [
        (Reply::lost(), "NetworkError"),
        (Reply::timed_out(), "TimeoutError"),
        (Reply::page(502), "UnknownError"),
        (Reply::refusal(500, "InternalErrorException", "down"), "InternalErrorException"),
        (Reply::error("LimitExceededException"), "LimitExceededException"),
        (Reply::error("CodeDeliveryFailureException"), "CodeDeliveryFailureException"),
    ] {
        assert_eq!(resend(&[reply]), (name.to_owned(), 1));
    }
}

#[test]
fn a_throttled_unsafe_operation_is_repeated() {
    for reply in [Reply::error("TooManyRequestsException"), Reply::page(429)] {
        let last = Reply::error("InvalidParameterException");
        assert_eq!(resend(&[reply, last]), ("InvalidParameterException".to_owned(), 2));
    }
}

#[test]
fn a_sign_up_its_codes_and_an_answer_are_sent_once() {
    let password = json!({"username": USERNAME, "password": PASSWORD});
    let scene = Scene::signed_out();
    scene.world.network.serve(|request| match request.operation.as_str() {
        "InitiateAuth" => Reply::json(crate::support::srp_challenge()),
        _ => Reply::lost(),
    });
    assert_eq!(scene.tab.sign_up(password.clone()).unwrap_err().name(), "NetworkError");
    let code = json!({"username": USERNAME, "confirmationCode": "1"});
    assert_eq!(scene.tab.confirm_sign_up(code).unwrap_err().name(), "NetworkError");
    assert_eq!(scene.tab.resend_sign_up_code(user()).unwrap_err().name(), "NetworkError");
    assert_eq!(scene.tab.sign_in(password).unwrap_err().name(), "NetworkError");
    assert_eq!(scene.operations(), ["SignUp", "ConfirmSignUp", RESEND, "InitiateAuth", "RespondToAuthChallenge"]);
}

#[test]
fn a_first_request_that_may_send_a_code_is_sent_once() {
    let options = |flow: &str, preferred: Value| json!({"authFlowType": flow, "preferredChallenge": preferred});
    for (options, times) in [
        (options("USER_SRP_AUTH", Value::Null), 3),
        (options("CUSTOM_WITH_SRP", Value::Null), 3),
        (options("USER_AUTH", "PASSWORD_SRP".into()), 3),
        (options("USER_AUTH", "PASSWORD".into()), 1),
        (options("USER_AUTH", "EMAIL_OTP".into()), 1),
        (options("USER_AUTH", "SMS_OTP".into()), 1),
        (options("USER_AUTH", "WEB_AUTHN".into()), 1),
        (options("USER_AUTH", Value::Null), 1),
        (options("USER_PASSWORD_AUTH", Value::Null), 1),
        (options("CUSTOM_WITHOUT_SRP", Value::Null), 1),
    ] {
        for reply in [Reply::lost(), Reply::page(502), Reply::refusal(500, "InternalErrorException", "down")] {
            let scene = Scene::signed_out();
            for _ in 0..3 {
                scene.world.network.answer("InitiateAuth", reply.clone());
            }
            let mut input = json!({"username": USERNAME, "password": PASSWORD, "options": options});
            if options["authFlowType"] == "CUSTOM_WITHOUT_SRP" {
                input["password"] = Value::Null;
            }
            scene.tab.sign_in(input).unwrap_err();
            assert_eq!(scene.operations().len(), times, "{options} {reply:?}");
        }
    }
}

#[test]
fn a_page_instead_of_json_is_a_typed_error() {
    let scene = Scene::signed_out();
    for reply in [Reply::page(200), Reply::page(302), Reply::page(403), Reply::empty()] {
        scene.world.network.answer(RESEND, reply.with_header("x-amzn-requestid", "request-1"));
        let error = scene.tab.resend_sign_up_code(user()).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("UnknownError", "service"));
        let metadata = error.metadata().unwrap();
        assert_eq!(metadata.request_id.as_deref(), Some("request-1"));
        assert!(!error.message().is_empty());
    }
}

#[test]
fn names_are_read_where_the_service_puts_them() {
    let scene = Scene::signed_out();
    let named = |name| Reply::json(json!({"message": "m"})).with_status(400).with_header("x-amzn-errortype", name);
    for reply in [
        named("CodeMismatchException:http://internal.amazon.com/coral/"),
        Reply::error("com.amazonaws.cognito#CodeMismatchException"),
        Reply::error("CodeMismatchException,more"),
        Reply::json(json!({"code": "CodeMismatchException", "Message": "m"})).with_status(400),
    ] {
        scene.world.network.answer(RESEND, reply);
        assert_eq!(scene.tab.resend_sign_up_code(user()).unwrap_err().name(), "CodeMismatchException");
    }
}

#[test]
fn a_reply_without_a_body_is_fine_where_none_is_needed() {
    let scene = Scene::with_config(user_pool_config());
    scene.store_session();
    scene.world.network.answer("RevokeToken", Reply::empty());
    assert!(scene.tab.sign_out().is_complete());
}

#[test]
fn goes_to_the_configured_endpoint() {
    let mut config = user_pool_config();
    config["Auth"]["Cognito"]["userPoolEndpoint"] = "http://localhost:9229/idp".into();
    let scene = Scene::with_config(config);
    scene.tab.sign_in(srp_input()).unwrap();
    assert!(scene.world.network.requests().iter().all(|request| request.url == "http://localhost:9229/idp"));
}

/// What arrives of a request with this body.
fn arrives(body: &RequestBody) -> (&'static str, Value, String) {
    let scene = Scene::signed_out();
    scene.world.network.serve(|_| Reply::empty());
    let request = HttpRequest {
        url: "https://auth.example.com/oauth2/token".to_owned(),
        method: Method::PUT,
        headers: vec![],
        body: body.clone(),
        time_limit_ms: 1_000,
    };
    let auth = scene.tab.auth();
    pin!(auth.host().fetch(request)).now_or_never().unwrap().unwrap();
    let request = scene.world.network.requests().remove(0);
    (request.method, request.body, String::from_utf8(request.content).unwrap())
}

#[test]
fn a_request_may_have_any_kind_of_body() {
    assert_eq!(arrives(&RequestBody::None), ("PUT", Value::Null, String::new()));
    let json = RequestBody::Json(Rc::new(Json::object().with("a", Secret::new("ä".to_owned()))));
    assert_eq!(arrives(&json), ("PUT", json!({"a": "ä"}), r#"{"a":"ä"}"#.to_owned()));
    let bytes = RequestBody::Bytes(Rc::new(Hidden::new(b"{ \"a\":1}\n".to_vec())));
    assert_eq!(arrives(&bytes), ("PUT", Value::Null, "{ \"a\":1}\n".to_owned()));
    let form = Form::new().with("grant_type", "refresh token").with("a~*-._", Secret::new("ä+&=%\n".to_owned()));
    let encoded = "grant_type=refresh+token&a%7E*-._=%C3%A4%2B%26%3D%25%0A";
    assert_eq!(arrives(&RequestBody::Form(Rc::new(form))), ("PUT", Value::Null, encoded.to_owned()));
}
