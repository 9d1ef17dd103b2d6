//! The same addresses, requests and errors as Amplify's, which `amplify/record.mjs` has written down.

use cognito_wasm::config::ResponseType;
use cognito_wasm::error::{Error, Result};
use cognito_wasm::oauth::{
    Authorization, AuthorizationOptions, Callback, CodeGrant, Granted, State, Verifier, cancelled, logout_url,
    redirect_uri,
};
use serde_json::Value;

use super::support::{fields, oauth, parse_json, random, reply};

/// The cases of one kind, at least this many.
fn cases(kind: &str, least: usize) -> Vec<Value> {
    let record: Value = serde_json::from_str(include_str!("amplify.json")).unwrap();
    let cases = record[kind].as_array().unwrap().clone();
    assert!(cases.len() >= least, "only {} {kind}", cases.len());
    cases
}

fn options(case: &Value) -> AuthorizationOptions {
    AuthorizationOptions::read(&serde_json::from_value(case["input"].clone()).unwrap()).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn the_same_addresses_are_opened_to_sign_in() {
    for case in cases("requests", 25) {
        let (oauth, options) = (oauth(&case["oauth"]), options(&case));
        let state = State::read(text(&case["state"])).unwrap();
        let verifier = Verifier::read(text(&case["verifier"])).unwrap();
        let authorization = Authorization {
            client_id: "client1",
            redirect_uri: redirect_uri(&oauth.redirect_sign_in, None, "https://app.example/").unwrap(),
            options: &options,
            state: &state,
            verifier: &verifier,
        };
        assert_eq!(authorization.url(&oauth).unwrap(), text(&case["opened"]), "{case}");
    }
}

#[test]
fn states_and_verifiers_look_the_same() {
    for case in cases("requests", 25) {
        let ours = State::generate(options(&case).custom_state.as_deref(), &mut random(1)).unwrap();
        let amplifys = text(&case["state"]);
        let (random_part, custom) = ours.expose().split_at(32);
        assert_eq!(custom, amplifys.get(32..).unwrap(), "{case}");
        assert!(random_part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let verifier = Verifier::generate(&mut random(2)).unwrap();
        assert_eq!(verifier.expose().len(), text(&case["verifier"]).len());
        assert!(text(&case["verifier"]).bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
}

#[test]
fn the_same_addresses_are_chosen_to_sign_out() {
    for case in cases("redirects", 30) {
        let oauth = oauth(&serde_json::json!({"redirectSignOut": case["configured"]}));
        let ours = redirect_uri(&oauth.redirect_sign_out, case["preferred"].as_str(), case["at"].as_str().unwrap())
            .and_then(|redirect| logout_url(&oauth, "client1", redirect));
        match ours {
            Ok(address) => assert_eq!(case["opened"], address, "{case}"),
            Err(error) => assert_eq!(case["error"]["name"], error.name(), "{case}"),
        }
    }
}

/// What this library makes of a return: the text that the application gave, or an error.
fn come_back(case: &Value) -> Result<Option<String>> {
    let is_code = case["responseType"] == "code";
    let stored = State::read(text(&case["state"]));
    let (oauth, response_type) = (oauth(&Value::Null), if is_code { ResponseType::Code } else { ResponseType::Token });
    match Callback::read(case["came"].as_str().unwrap(), response_type) {
        Callback::Code { code, state } => {
            State::check(stored.as_ref(), Some(&state))?;
            let grant = CodeGrant {
                code,
                redirect_uri: "https://app.example/",
                verifier: Verifier::read(text(&case["verifier"])).unwrap(),
                client_id: "client1",
                client_secret: None,
            };
            let request = grant.request(&oauth, 1)?;
            let sent = &case["request"];
            assert_eq!((&*request.url, request.method.name()), (&*text(&sent["url"]), &*text(&sent["method"])));
            assert_eq!(request.headers[0].1, text(&sent["type"]));
            let amplifys: Vec<(String, String)> = serde_json::from_value(sent["fields"].clone()).unwrap();
            assert_eq!(fields(&request), amplifys, "in Amplify's order");
            if !case["reply"].is_null() {
                Granted::read(reply(400, &case["reply"]), &parse_json)?;
            }
            Ok(state.custom_state())
        }
        Callback::Tokens(tokens) => {
            State::check(stored.as_ref(), Some(&tokens.state))?;
            let custom_state = tokens.state.custom_state();
            Granted::implicit(tokens, &parse_json)?;
            Ok(custom_state)
        }
        Callback::Refused(refusal) => Err(refusal.into_error()),
        Callback::Foreign(_) | Callback::Neither => Err(cancelled()),
    }
}

#[test]
fn the_same_comes_of_a_return() {
    for case in cases("returns", 18) {
        match come_back(&case) {
            Ok(custom_state) => {
                assert!(case["error"].is_null(), "{case}");
                assert_eq!(case["custom"].as_str().map(str::to_owned), custom_state, "{case}");
            }
            Err(error) => {
                let told = |error: &Error| (error.name().to_owned(), error.message().to_owned());
                assert_eq!(told(&error), (text(&case["error"]["name"]), text(&case["error"]["message"])), "{case}");
            }
        }
    }
}
