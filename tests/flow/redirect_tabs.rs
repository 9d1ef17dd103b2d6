//! Several tabs and windows.

use serde_json::{Value, json};

use crate::support::pages::refused;
use crate::support::seed::{PAGE, USERNAME, pages_config, redirect_key};
use crate::support::{Scene, Tab};

fn begin(tab: &Tab, input: Value) -> (String, Value) {
    let begun = tab.begin_redirect(input).unwrap();
    (begun["url"].as_str().unwrap().to_owned(), begun)
}

#[test]
fn two_tabs_sign_in_at_once() {
    for order in [[0_usize, 1], [1, 0]] {
        let scene = Scene::with_pages();
        let other = scene.second_tab_of(pages_config());
        let replacing = json!({"options": {"onExistingSession": "replace"}});
        let tabs = [&scene.tab, &other];
        let urls = tabs.map(|tab| begin(tab, replacing.clone()).0);
        for number in order {
            let output = tabs[number].arrive(&scene.pages.sign_in(&urls[number])).unwrap();
            assert_eq!(output["user"]["username"], USERNAME);
        }
        assert_eq!(scene.operations().iter().filter(|operation| *operation == "token").count(), 2);
        assert!(!scene.world.event_names().contains(&"signInWithRedirect_failure"));
        let left = scene.world.local.items();
        assert!(!left.keys().any(|name| name.contains("inflight") || name.contains("oauth.")), "{left:?}");
    }
}

#[test]
fn the_first_of_two_redirects_leaves_amplifys_items_to_the_second() {
    let scene = Scene::with_pages();
    let other = scene.second_tab_of(pages_config());
    let (first, _) = begin(&scene.tab, json!({}));
    let (_, second) = begin(&other, json!({}));
    scene.tab.arrive(&scene.pages.sign_in(&first)).unwrap();
    assert_eq!(scene.world.local.get(&redirect_key("oauthState")).unwrap(), second["state"]);
    assert_eq!(scene.world.local.get(&redirect_key("inflightOAuth")).as_deref(), Some("true"));
    assert!(scene.world.local.get(&redirect_key("oauthPKCE")).is_some());
}

#[test]
fn a_tab_that_is_opened_during_a_redirect_disturbs_nothing() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene.tab, json!({}));
    let before = scene.world.local.items();
    let other = scene.second_tab_of(pages_config());
    assert_eq!(other.arrive(PAGE).unwrap(), Value::Null);
    assert!(!other.session().is_signed_in);
    assert_eq!(scene.world.local.items(), before);
    assert!(scene.world.events().is_empty());
    scene.tab.arrive(&scene.pages.sign_in(&url)).unwrap();
}

#[test]
fn another_tab_with_the_same_address_leaves_the_exchange_alone() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene.tab, json!({}));
    let address = scene.pages.sign_in(&url);
    let gate = scene.world.network.hold("token");
    let call = scene.tab.start_arrival(&address);
    let before = scene.world.local.items();
    let other = scene.second_tab_of(pages_config());
    assert_eq!(other.arrive(&address).unwrap(), Value::Null);
    assert_eq!(scene.world.local.items(), before);
    gate.open();
    call.finish().unwrap();
    assert_eq!(scene.operations(), ["token"]);
    assert_eq!(scene.world.event_names(), ["signInWithRedirect", "signedIn"]);
}

#[test]
fn a_user_who_comes_back_in_another_tab_has_not_cancelled() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene.tab, json!({}));
    let other = scene.second_tab_of(pages_config());
    assert!(other.arrive(&scene.pages.sign_in(&url)).unwrap()["user"].is_object());
    assert_eq!(scene.tab.reload().arrive(PAGE).unwrap(), Value::Null);
    assert!(scene.tab.state.session.items().is_empty());
    assert_eq!(scene.world.event_names(), ["signInWithRedirect", "signedIn"]);
}

#[test]
fn a_window_hands_its_answer_over() {
    for mode in ["popup", "silent"] {
        let scene = Scene::with_pages();
        let (url, begun) = begin(&scene.tab, json!({ "mode": mode }));
        let before = scene.world.local.items();
        let window = scene.second_tab_of(pages_config());
        for address in [refused(&url, "access_denied"), scene.pages.sign_in(&url)] {
            assert_eq!(window.arrive(&address).unwrap(), json!({"channel": begun["channel"]}));
        }
        assert_eq!(scene.world.local.items(), before);
        assert!(scene.world.trace.of(&["address", "event", "send"]).is_empty());
        let input = json!({"address": scene.pages.sign_in(&url), "state": begun["state"]});
        assert_eq!(scene.tab.complete_redirect(input).unwrap()["user"]["username"], USERNAME);
    }
}

#[test]
fn a_window_signs_in_by_itself_when_nobody_waits() {
    let scene = Scene::with_pages();
    let (url, _) = begin(&scene.tab, json!({"mode": "popup"}));
    let window = scene.second_tab_of(pages_config());
    let address = scene.pages.sign_in(&url);
    window.arrive(&address).unwrap();
    let alone = json!({"address": address, "isArrival": true, "isAlone": true});
    assert!(window.complete_redirect(alone).unwrap()["user"].is_object());
    assert_eq!(scene.world.trace.of(&["address"]), [format!("address {PAGE}")]);
}

#[test]
fn the_page_that_waits_hears_when_the_window_that_has_gone_on_by_itself_has_ended() {
    let scene = Scene::with_pages();
    let (url, begun) = begin(&scene.tab, json!({"mode": "popup"}));
    let window = scene.second_tab_of(pages_config());
    let address = scene.pages.sign_in(&url);
    let gate = scene.world.network.hold("token");
    let call = {
        let alone = json!({"address": address, "isArrival": true, "isAlone": true});
        window.start(crate::support::calls::complete_redirect, alone)
    };
    let late = json!({"address": address, "state": begun["state"]});
    let waiting = scene.tab.start(crate::support::calls::complete_redirect, late);
    scene.world.clock.advance(10_000);
    assert!(waiting.is_pending());
    gate.open();
    assert!(call.finish().unwrap()["user"].is_object());
    scene.world.clock.advance(250);
    assert_eq!(waiting.finish().unwrap(), json!({"isElsewhere": true}));
    scene.tab.cancel_redirect(json!({"state": begun["state"], "end": "closed"})).unwrap();
    assert_eq!(scene.world.event_names(), ["signInWithRedirect", "signedIn"]);
}

#[test]
fn the_page_that_waits_does_not_wait_for_ever_for_a_window_that_has_gone_in_mid_exchange() {
    let scene = Scene::with_pages();
    let (url, begun) = begin(&scene.tab, json!({"mode": "popup"}));
    let window = scene.second_tab_of(pages_config());
    let address = scene.pages.sign_in(&url);
    let _gate = scene.world.network.hold("token");
    let alone = json!({"address": address, "isArrival": true, "isAlone": true});
    let _call = window.start(crate::support::calls::complete_redirect, alone);
    window.freeze();
    let late = json!({"address": address, "state": begun["state"]});
    let waiting = scene.tab.start(crate::support::calls::complete_redirect, late);
    scene.world.clock.advance(29_999);
    assert!(waiting.is_pending());
    scene.world.clock.advance(1);
    assert_eq!(waiting.finish().unwrap(), json!({"isElsewhere": true}));
    assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty());
}

#[test]
fn channels_cannot_be_guessed() {
    let scene = Scene::with_pages();
    let (_, one) = begin(&scene.tab, json!({"mode": "popup", "customState": "x"}));
    let (_, other) = begin(&scene.tab, json!({"mode": "popup"}));
    let random = one["state"].as_str().unwrap().get(..32).unwrap().to_owned();
    assert_eq!(one["channel"], redirect_key(&["oauth.", &random].concat()));
    assert_ne!(one["channel"], other["channel"]);
}
