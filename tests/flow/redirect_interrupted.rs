//! Sign-ins at the pages that are interrupted.

use serde_json::{Value, json};

use crate::support::pages::refused;
use crate::support::seed::{PAGE, USERNAME, password_input, redirect_key};
use crate::support::{Call, Gate, Reply, Scene};

const FAILURE: &str = "signInWithRedirect_failure";

fn begin(scene: &Scene, input: Value) -> (String, String) {
    let begun = scene.tab.begin_redirect(input).unwrap();
    (begun["url"].as_str().unwrap().to_owned(), begun["state"].as_str().unwrap().to_owned())
}

/// An exchange that waits for its reply, and the address that it is about.
fn exchanging(scene: &Scene) -> (String, Gate, Call<cognito_wasm::error::Result<Value>>) {
    let (url, _) = begin(scene, json!({}));
    let address = scene.pages.sign_in(&url);
    let gate = scene.world.network.hold("token");
    let call = scene.tab.start_arrival(&address);
    assert!(call.is_pending());
    (address, gate, call)
}

#[test]
fn a_page_that_is_loaded_without_an_answer_says_once_that_the_user_has_come_back() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    let page = scene.tab.reload();
    let error = page.arrive("http://localhost:8080/shop?sort=price").unwrap_err();
    assert_eq!((error.name(), error.message()), ("OAuthSignInException", "User cancelled OAuth flow."));
    assert_eq!(scene.world.event_names(), [FAILURE]);
    assert!(scene.world.trace.of(&["address"]).is_empty(), "the address has no answer in it");
    assert!(scene.world.local.get(&redirect_key("inflightOAuth")).is_none());
    assert_eq!(page.arrive(PAGE).unwrap(), Value::Null);
    // The user goes forward to the pages again.
    assert!(page.arrive(&scene.pages.sign_in(&url)).unwrap()["user"].is_object());
}

#[test]
fn a_page_that_is_restored_says_so_too() {
    let scene = Scene::with_pages();
    let (url, state) = begin(&scene, json!({}));
    let error = scene.tab.cancel_redirect(json!({"state": state, "end": "back"})).unwrap_err();
    assert_eq!(error.name(), "OAuthSignInException");
    assert_eq!(scene.world.event_names(), [FAILURE]);
    assert!(scene.world.local.get(&redirect_key("inflightOAuth")).is_none());
    assert!(scene.tab.state.session.items().is_empty());
    assert_eq!(scene.tab.arrive(PAGE).unwrap(), Value::Null);
    assert!(scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap()["user"].is_object());
}

#[test]
fn a_window_that_does_not_come_back_is_an_error_of_its_own() {
    for (end, message, name) in [
        ("closed", None, Some("UserCancelledException")),
        ("blocked", None, Some("PopupBlockedException")),
        ("opener", Some("no browser"), Some("OAuthSignInException")),
        ("abandoned", None, None),
    ] {
        let scene = Scene::with_pages();
        let (url, state) = begin(&scene, json!({"mode": "popup"}));
        let result = scene.tab.cancel_redirect(json!({"state": state, "end": end, "message": message}));
        assert_eq!(result.as_ref().err().map(cognito_wasm::error::Error::name), name, "{end}");
        if let Some(message) = message {
            assert_eq!(result.unwrap_err().message(), message);
        }
        assert_eq!(scene.world.event_names().len(), usize::from(name.is_some()), "{end}");
        assert!(scene.world.local.items().is_empty(), "{end}");
        scene.tab.cancel_redirect(json!({"state": state, "end": "closed"})).unwrap();
        let address = scene.pages.sign_in(&url);
        assert_eq!(scene.tab.complete_redirect(json!({ "address": address })).unwrap(), Value::Null, "{end}");
    }
    let scene = Scene::with_pages();
    for input in
        [json!({"state": "x", "end": "dropped"}), json!({"end": "closed"}), json!({"state": "", "end": "back"})]
    {
        assert_eq!(scene.tab.cancel_redirect(input).unwrap_err().name(), "InvalidParameterException");
    }
}

#[test]
fn a_window_that_is_closed_when_the_user_is_signed_in_is_no_error() {
    let scene = Scene::with_pages();
    let (url, state) = begin(&scene, json!({"mode": "popup"}));
    let address = scene.pages.sign_in(&url);
    scene.tab.complete_redirect(json!({"address": address, "state": state})).unwrap();
    scene.tab.cancel_redirect(json!({"state": state, "end": "closed"})).unwrap();
    assert_eq!(scene.world.event_names(), ["signInWithRedirect", "signedIn"]);
}

#[test]
fn a_reload_during_the_exchange_is_a_failure_and_sends_the_code_no_more() {
    let scene = Scene::with_pages();
    let (address, _gate, _call) = exchanging(&scene);
    scene.tab.freeze();
    scene.world.forget_past();
    let page = scene.tab.reload();
    let error = page.arrive(&address).unwrap_err();
    assert_eq!(
        (error.name(), error.message()),
        ("OAuthSignInException", "the page was left before the sign-in had ended")
    );
    assert!(scene.operations().is_empty());
    assert_eq!(
        scene.world.trace.of(&["address", "event"]),
        [&format!("address {PAGE}"), "event signInWithRedirect_failure"]
    );
    assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty());
    assert_eq!(page.arrive(&address).unwrap(), Value::Null);
}

#[test]
fn a_page_whose_request_is_aborted_because_it_is_left_leaves_the_failure_to_the_next() {
    for next in ["?code", "?"] {
        let scene = Scene::with_pages();
        let (url, _) = begin(&scene, json!({}));
        let address = scene.pages.sign_in(&url);
        scene.world.network.answer("token", Reply::lost());
        let call = scene.tab.start_arrival(&address);
        assert!(call.is_pending());
        scene.tab.freeze();
        assert!(scene.world.events().is_empty());
        let address = if next == "?" { PAGE } else { &*address };
        let error = scene.tab.reload().arrive(address).unwrap_err();
        assert_eq!(error.name(), "OAuthSignInException", "{next}");
        assert_eq!(scene.world.event_names(), [FAILURE], "{next}");
    }
}

#[test]
fn a_reload_during_the_exchange_is_a_failure_in_a_tab_that_has_not_begun() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    let address = scene.pages.sign_in(&url);
    let other = scene.second_tab_of(crate::support::seed::pages_config());
    let _gate = scene.world.network.hold("token");
    let _call = other.start_arrival(&address);
    other.freeze();
    assert_eq!(other.reload().arrive(&address).unwrap_err().name(), "OAuthSignInException");
    assert_eq!(scene.operations(), ["token"]);
}

#[test]
fn a_page_that_is_left_during_the_exchange_is_a_failure_on_the_next() {
    let scene = Scene::with_pages();
    let _exchange = exchanging(&scene);
    scene.tab.freeze();
    assert_eq!(scene.tab.reload().arrive(PAGE).unwrap_err().name(), "OAuthSignInException");
}

#[test]
fn the_verifier_is_gone_before_the_code_is_sent() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    let verifier = scene.world.local.get(&redirect_key("oauthPKCE")).unwrap();
    let _gate = scene.world.network.hold("token");
    let _call = scene.tab.start_arrival(&scene.pages.sign_in(&url));
    assert!(scene.world.local.items().values().all(|text| !text.contains(&verifier)));
}

#[test]
fn an_exchange_goes_on_when_its_caller_goes_away() {
    let scene = Scene::with_pages();
    let (_, gate, call) = exchanging(&scene);
    call.abandon();
    gate.open();
    scene.world.settle();
    assert_eq!(scene.tab.current_name().as_deref(), Some(USERNAME));
}

#[test]
fn an_answer_comes_too_late_after_an_hour() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    scene.world.clock.advance(3_601_000);
    assert_eq!(scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap(), Value::Null);
    assert!(scene.operations().is_empty());
}

#[test]
fn of_a_redirect_that_was_given_up_nothing_stays_for_ever() {
    let old = |name: &str| ["oauth.", "oauthState", "oauthPKCE", "inflight"].iter().any(|part| name.contains(part));
    let left = |scene: &Scene| scene.world.local.items().into_keys().filter(|name| old(name)).collect::<Vec<_>>();
    for later in ["signIn", "signOut", "signInWithRedirect"] {
        let scene = Scene::with_pages();
        for mode in ["popup", "silent", "redirect"] {
            begin(&scene, json!({ "mode": mode }));
        }
        assert_eq!(left(&scene).len(), 7);
        scene.world.clock.advance(3_601_000);
        match later {
            "signIn" => drop(scene.tab.sign_in(password_input()).unwrap()),
            "signOut" => drop(scene.tab.sign_out()),
            _ => drop(scene.sign_in_at_pages(json!({}))),
        }
        assert_eq!(left(&scene), [""; 0], "{later}");
    }
}

#[test]
fn a_redirect_that_may_still_come_back_stays_after_another_sign_in() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({"options": {"prompt": "LOGIN"}}));
    let other = scene.second_tab_of(crate::support::seed::pages_config());
    other.sign_in(password_input()).unwrap();
    other.sign_out();
    assert!(scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap()["user"].is_object());
}

#[test]
fn a_sign_out_during_the_exchange_wins() {
    let scene = Scene::with_pages();
    let (_, gate, call) = exchanging(&scene);
    scene.tab.sign_out();
    gate.open();
    assert_eq!(call.finish().unwrap_err().name(), "SignInException");
    scene.world.settle();
    assert!(scene.world.local.items().is_empty(), "{:?}", scene.world.local.items());
    assert_eq!(scene.operations(), ["token", "RevokeToken"], "the refresh token that nobody has is revoked");
    assert_eq!(scene.world.event_names(), ["signedOut", FAILURE]);
}

#[test]
fn a_sign_in_with_a_password_during_the_exchange_is_replaced_by_what_ends_last() {
    let scene = Scene::with_pages();
    let (_, gate, call) = exchanging(&scene);
    scene.tab.sign_in(password_input()).unwrap();
    let first = scene.stored("refreshToken").unwrap();
    gate.open();
    call.finish().unwrap();
    scene.world.settle();
    assert_ne!(scene.stored("refreshToken").unwrap(), first);
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], first);
    assert!(scene.stored("oauthMetadata").is_some() && scene.stored("signInDetails").is_none());
}

#[test]
fn a_storage_that_takes_nothing_more_does_not_keep_the_user_out() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    scene.world.local.refuse("");
    scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap();
    assert_eq!(scene.tab.current_name().as_deref(), Some(USERNAME), "in memory");
    assert!(scene.world.event_names().contains(&"storageDegraded"));
}

#[test]
fn a_storage_that_keeps_the_verifier_is_a_failure_before_the_code_is_sent() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene, json!({}));
    scene.world.local.refuse("");
    scene.world.local.hold_fast("oauth");
    let error = scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap_err();
    assert_eq!(error.name(), "StorageException");
    assert!(scene.operations().is_empty());
    assert_eq!(
        scene.world.trace.of(&["address", "event"]),
        [&format!("address {PAGE}"), "event signInWithRedirect_failure"]
    );
}

#[test]
fn a_refused_silent_sign_in_is_data() {
    let scene = Scene::with_pages();
    let (url, state) = begin(&scene, json!({"mode": "silent", "options": {"prompt": "NONE"}}));
    let address = refused(&url, "login_required");
    let output = scene.tab.complete_redirect(json!({"address": address, "state": state})).unwrap();
    assert_eq!(output, json!({"code": "login_required"}));
    assert!(scene.world.events().is_empty() && scene.world.local.items().is_empty());
}
