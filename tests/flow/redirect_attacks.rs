//! Addresses and tokens that do not answer the sign-in that has begun here.

use serde_json::{Value, json};

use crate::support::pages::refused;
use crate::support::seed::{CLIENT_ID, PAGE, key, key_of, pages_config, redirect_key};
use crate::support::{Reply, Scene, unsigned};

/// A state that nobody has made here.
const FOREIGN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";

fn begin(scene: &Scene, input: Value) -> (String, String) {
    let begun = scene.tab.begin_redirect(input).unwrap();
    (begun["url"].as_str().unwrap().to_owned(), begun["state"].as_str().unwrap().to_owned())
}

fn failure(name: &str) -> (&'static str, Value) {
    ("signInWithRedirect_failure", json!({ "error": name }))
}

/// Addresses that anybody can send a user to.
fn forged() -> Vec<(String, &'static str)> {
    [
        (format!("{PAGE}?code=evil&state={FOREIGN}"), "oauthSignInError"),
        (format!("{PAGE}?code=evil&state={FOREIGN}-00"), "oauthSignInError"),
        (format!("{PAGE}?code=evil&state=accessToken"), "oauthSignInError"),
        (format!("{PAGE}?error=access_denied&state={FOREIGN}"), "oauthSignInError"),
        (format!("{PAGE}?error=access_denied&error_description=Call+us"), "OAuthSignInException"),
        (format!("{PAGE}?code=evil"), "OAuthSignInException"),
        (format!("{PAGE}?code=evil&code=other&state={FOREIGN}"), "OAuthSignInException"),
        (format!("{PAGE}?code={}&state={FOREIGN}", "x".repeat(200_000)), "OAuthSignInException"),
    ]
    .into()
}

#[test]
fn a_forged_answer_disturbs_nothing_in_a_tab_that_waits_for_none() {
    for (address, _) in forged() {
        let scene = Scene::with_pages();
        let (url, _) = begin(&scene, json!({}));
        let before = scene.world.local.items();
        let other = scene.second_tab_of(pages_config());
        assert_eq!(other.arrive(&address).unwrap(), Value::Null);
        assert_eq!(scene.tab.complete_redirect(json!({ "address": address })).unwrap(), Value::Null);
        assert_eq!(scene.world.local.items(), before);
        assert!(scene.world.events().is_empty() && scene.operations().is_empty());
        assert!(scene.world.trace.of(&["address"]).is_empty());
        assert!(scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap()["user"].is_object());
    }
}

#[test]
fn the_tab_that_waits_hears_of_a_forged_answer_and_the_real_one_still_counts() {
    for (address, name) in forged() {
        let scene = Scene::with_pages();
        let (url, _) = begin(&scene, json!({}));
        assert_eq!(scene.tab.arrive(&address).unwrap_err().name(), name);
        assert_eq!(scene.world.events(), [failure(name)]);
        let seen = scene.world.trace.of(&["address", "event"]);
        assert_eq!(seen, [&format!("address {PAGE}"), "event signInWithRedirect_failure"]);
        assert!(scene.operations().is_empty());
        for item in ["inflightOAuth", "inflightOAuthDeadline", "oauthState", "oauthPKCE"] {
            assert!(scene.world.local.get(&redirect_key(item)).is_none(), "{item}");
        }
        assert_eq!(scene.tab.arrive(&address).unwrap(), Value::Null, "it is said once");
        assert!(scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap()["user"].is_object());
    }
}

#[test]
fn the_applications_part_of_the_state_cannot_be_changed() {
    let scene = Scene::with_pages();
    let (url, state) = begin(&scene, json!({"customState": "/cart"}));
    let (random, _) = state.split_once('-').unwrap();
    let address = scene.pages.sign_in(&url);
    for changed in [random.to_owned(), [random, "-2f6576696c"].concat(), [&*state, "00"].concat()] {
        let address = address.replace(&state, &changed);
        assert_eq!(scene.tab.complete_redirect(json!({ "address": address })).unwrap(), Value::Null);
    }
    assert!(scene.operations().is_empty());
    assert_eq!(scene.tab.arrive(&address).unwrap()["customState"], "/cart");
}

#[test]
fn a_state_never_names_another_item() {
    let scene = Scene::with_pages();
    let token = key_of("oauth", "accessToken");
    let item = json!({
        "state": "accessToken", "verifier": "v", "redirectUri": PAGE, "mode": "redirect",
        "onExistingSession": "error", "until": 4_000_000_000_u32,
    });
    scene.world.local.put(&*token, item.to_string());
    let address = format!("{PAGE}?code=c&state=accessToken");
    assert_eq!(scene.tab.arrive(&address).unwrap(), Value::Null);
    assert!(scene.operations().is_empty() && scene.world.local.get(&token).is_some());
}

#[test]
fn an_answer_is_accepted_once() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    let address = scene.pages.sign_in(&url);
    scene.tab.arrive(&address).unwrap();
    let before = scene.world.local.items();
    for tab in [&scene.tab, &scene.tab.reload(), &scene.second_tab_of(pages_config())] {
        assert_eq!(tab.arrive(&address).unwrap(), Value::Null);
    }
    assert_eq!(scene.operations(), ["token"]);
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn an_answer_of_another_app_client_is_not_read() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    let mut config = pages_config();
    config["Auth"]["Cognito"]["userPoolClientId"] = "other0000000000000000000001".into();
    let other = scene.second_tab_of(config);
    assert_eq!(other.arrive(&scene.pages.sign_in(&url)).unwrap(), Value::Null);
    assert!(scene.operations().is_empty());
}

#[test]
fn a_page_that_waits_for_one_answer_takes_no_other() {
    let scene = Scene::with_pages();
    let (_, state) = begin(&scene, json!({"mode": "popup"}));
    let (url, _) = begin(&scene, json!({"mode": "popup"}));
    let address = scene.pages.sign_in(&url);
    assert_eq!(scene.tab.complete_redirect(json!({"address": address, "state": state})).unwrap(), Value::Null);
    assert!(scene.operations().is_empty());
}

#[test]
fn tokens_that_are_not_an_answer_are_refused() {
    let none = json!({});
    let past = json!({"exp": 1_000});
    for [both, access, id] in [
        [json!({"iss": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other"}), none.clone(), none.clone()],
        [past, none.clone(), none.clone()],
        [none.clone(), json!({"client_id": "other"}), none.clone()],
        [none.clone(), json!({"token_use": "id"}), none.clone()],
        [none.clone(), none.clone(), json!({"aud": "other"})],
        [none.clone(), none.clone(), json!({"token_use": "access"})],
        [none.clone(), none.clone(), json!({"sub": "22222222-2222-4333-8444-555555555555"})],
        [none.clone(), none.clone(), json!({"cognito:username": "grace"})],
        [none.clone(), none.clone(), json!({"nonce": "n-2"})],
        [none.clone(), none.clone(), json!({"nonce": null})],
        [none.clone(), none, json!({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"})],
    ] {
        let scene = Scene::with_pages();
        let (url, _) = begin(&scene, json!({"options": {"nonce": "n-1"}}));
        let case = format!("{both} {access} {id}");
        scene.pages.claims.replace([both, access, id]);
        assert_eq!(scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap_err().name(), "InvalidTokens", "{case}");
        assert_eq!(scene.world.events(), [failure("InvalidTokens")], "{case}");
        assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty(), "{case}");
        assert!(!scene.tab.session().is_signed_in, "{case}");
        scene.world.settle();
        assert_eq!(scene.operations(), ["token", "RevokeToken"], "{case}");
    }
}

#[test]
fn refused_tokens_leave_the_session_alone() {
    let scene = Scene::signed_in_at_pages();
    let before = scene.stored("accessToken");
    let (url, _) = begin(&scene, json!({"options": {"prompt": "LOGIN"}}));
    scene.pages.claims.replace([json!({"iss": "https://evil.example/us-east-1_Evil"}), json!({}), json!({})]);
    assert_eq!(scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap_err().name(), "InvalidTokens");
    assert_eq!(scene.stored("accessToken"), before);
    assert!(scene.stored("oauthMetadata").is_some());
}

#[test]
fn whatever_the_token_endpoint_answers_the_code_is_sent_once() {
    let refusal = |code: &str| Reply::json(json!({ "error": code })).with_status(400);
    for (reply, name) in [
        (refusal("invalid_grant"), "OAuthSignInException"),
        (refusal("invalid_client"), "OAuthSignInException"),
        (Reply::json(json!({"error": "invalid_request"})), "OAuthSignInException"),
        (Reply::page(502), "OAuthSignInException"),
        (Reply::empty(), "OAuthSignInException"),
        (Reply::json(json!({"access_token": "x"})), "InvalidTokens"),
        (Reply::json(json!({})), "InvalidTokens"),
        (Reply::lost(), "NetworkError"),
        (Reply::timed_out(), "TimeoutError"),
    ] {
        let scene = Scene::with_pages();
        let (url, _) = begin(&scene, json!({}));
        let address = scene.pages.sign_in(&url);
        let case = format!("{reply:?}");
        scene.world.network.answer("token", reply);
        assert_eq!(scene.tab.arrive(&address).unwrap_err().name(), name, "{case}");
        assert_eq!(scene.tab.arrive(&address).unwrap(), Value::Null, "{case}");
        assert_eq!(scene.operations(), ["token"], "{case}");
        assert_eq!(scene.world.events(), [failure(name)], "{case}");
        let seen = scene.world.trace.of(&["address", "event"]);
        assert_eq!(seen, [&format!("address {PAGE}"), "event signInWithRedirect_failure"], "{case}");
        assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty(), "{case}");
    }
}

#[test]
fn a_refusal_is_told_with_its_description() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    let address = refused(&url, "access_denied") + "&error_description=No+%3Cb%3Eway";
    let error = scene.tab.arrive(&address).unwrap_err();
    assert_eq!((error.name(), error.message()), ("OAuthSignInException", "No <b>way"));
    assert_eq!(scene.world.events(), [failure("OAuthSignInException")]);
    assert!(scene.world.local.items().is_empty() && scene.operations().is_empty());
}

#[test]
fn what_is_stored_by_others_is_not_believed() {
    let scene = Scene::with_pages();
    let (url, state) = begin(&scene, json!({}));
    let address = scene.pages.sign_in(&url);
    let name = redirect_key(&["oauth.", &state].concat());
    let item: Value = serde_json::from_str(&scene.world.local.get(&name).unwrap()).unwrap();
    for (member, value) in [
        ("state", json!(FOREIGN)),
        ("redirectUri", Value::Null),
        ("mode", json!("window")),
        ("onExistingSession", json!(1)),
        ("until", json!("soon")),
        ("until", json!(1e300)),
    ] {
        let mut item = item.clone();
        item[member] = value;
        scene.world.local.put(&*name, item.to_string());
        assert_eq!(scene.tab.complete_redirect(json!({ "address": address })).unwrap(), Value::Null, "{member}");
    }
    for text in ["", "{", "[]", "null", "1"] {
        scene.world.local.put(&*name, text);
        assert_eq!(scene.tab.complete_redirect(json!({ "address": address })).unwrap(), Value::Null, "{text}");
    }
    assert!(scene.operations().is_empty());
    assert!(scene.world.local.get(&key("accessToken")).is_none() && name.contains(CLIENT_ID));
}

#[test]
fn a_path_that_somebody_has_stored_leads_nowhere_else() {
    for path in ["https://evil.example/", "//evil.example/", "/\\evil.example/", "/\t/evil.example/", "javascript:x"] {
        let scene = Scene::with_pages();
        let (url, state) = begin(&scene, json!({"returnTo": "/cart"}));
        let name = redirect_key(&["oauth.", &state].concat());
        let mut item: Value = serde_json::from_str(&scene.world.local.get(&name).unwrap()).unwrap();
        item["returnTo"] = path.into();
        scene.world.local.put(&*name, item.to_string());
        let output = scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap();
        assert!(output["user"].is_object() && output["returnTo"].is_null(), "{path}: {output}");
    }
}

#[test]
fn tokens_that_are_not_signed_are_refused() {
    for token in ["access_token", "id_token"] {
        let scene = Scene::with_pages();
        let (url, _) = begin(&scene, json!({}));
        let address = scene.pages.sign_in(&url);
        let tokens = scene.user_pool.issue(true);
        let mut reply = json!({"access_token": tokens["AccessToken"], "id_token": tokens["IdToken"]});
        reply[token] = unsigned(&reply[token]);
        scene.world.network.answer("token", Reply::json(reply));
        let error = scene.tab.arrive(&address).unwrap_err();
        assert_eq!(error.name(), "InvalidTokens");
        assert!(error.message().contains("`alg`"), "{}", error.message());
        assert!(scene.world.local.items().is_empty() && !scene.tab.session().is_signed_in);
    }
}
