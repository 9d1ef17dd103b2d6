//! AWS credentials that are kept for the tab, on request.

use serde_json::{Value, json};

use crate::support::seed::{IDENTITY, IDENTITY_POOL_ID, PROVIDER_TOKEN, SUB, both_pools_config, password_input};
use crate::support::{Scene, Tab, calls};

fn item_key() -> String {
    ["cognito-wasm.credentials.", IDENTITY_POOL_ID].concat()
}

fn item(tab: &Tab) -> Option<Value> {
    tab.state.session.get(&item_key()).map(|text| serde_json::from_str(&text).unwrap())
}

/// A page of a guest or of a user, with credentials that are kept for the tab.
fn kept(is_user: bool) -> (Scene, Tab) {
    kept_with(both_pools_config(true), is_user)
}

fn kept_with(config: Value, is_user: bool) -> (Scene, Tab) {
    let scene = Scene::with_config(config);
    scene.identity_pool.guests.set(true);
    if is_user {
        scene.user_pool.token_life_s.set(86_400);
        scene.store_session();
    }
    let tab = scene.tab.keeping_credentials();
    tab.session().credentials.unwrap();
    scene.world.network.forget();
    (scene, tab)
}

fn access_key(tab: &Tab) -> String {
    tab.session().credentials.unwrap().access_key_id.clone()
}

#[test]
fn the_next_page_of_the_tab_requests_none() {
    for is_user in [false, true] {
        let (scene, tab) = kept(is_user);
        let next = tab.keeping_credentials();
        let before = tab.session().credentials.unwrap();
        let after = next.session().credentials.unwrap();
        assert_eq!(after.to_json().get("secretAccessKey").as_text(), before.to_json().get("secretAccessKey").as_text());
        assert_eq!((&after.identity_id, after.expiration), (&before.identity_id, before.expiration));
        assert!(scene.operations().is_empty());
        assert!(next.session_with(json!({"allowStale": true})).credentials.is_ok());
    }
}

#[test]
fn without_the_option_none_are_kept_or_used() {
    let (scene, tab) = kept(true);
    assert_eq!(item(&tab).unwrap()["owner"], SUB);
    scene.tab.reload().session().credentials.unwrap();
    assert_eq!(scene.operations(), ["GetCredentialsForIdentity"]);
    // What an earlier page has kept goes with the session all the same.
    scene.tab.sign_out();
    assert_eq!(item(&tab), None);
}

#[test]
fn other_tabs_do_not_have_them() {
    let (scene, _) = kept(true);
    scene.second_tab_of(both_pools_config(true)).keeping_credentials().session().credentials.unwrap();
    assert_eq!(scene.operations(), ["GetCredentialsForIdentity"]);
    assert!(scene.world.local.items().values().all(|value| !value.contains("ASIATEST")));
}

#[test]
fn are_replaced_when_they_are_about_to_expire() {
    let (scene, tab) = kept(true);
    scene.world.clock.advance(3_300_000 - 1);
    assert_eq!(access_key(&tab.keeping_credentials()), "ASIATEST000000000001");
    scene.world.clock.advance(1);
    let next = tab.keeping_credentials();
    // A look at them removes them.
    assert!(next.session_with(json!({"allowStale": true})).credentials.is_err());
    assert_eq!(item(&tab), None);
    assert_eq!(access_key(&next), "ASIATEST000000000002");
    assert_eq!(item(&tab).unwrap()["accessKeyId"], "ASIATEST000000000002");
}

#[test]
fn go_when_the_session_ends_or_they_are_cleared() {
    type Act = fn(&Scene, &Tab);
    let acts: [(&str, Act); 6] = [
        ("signOut", |_, tab| drop(tab.sign_out())),
        ("clearCredentials", |_, tab| tab.start(calls::clear_credentials, Value::Null).finish().unwrap()),
        ("invalidateCachedCredentials", |_, tab| tab.start(calls::invalidate_credentials, Value::Null).finish()),
        ("the end of the session", |scene, tab| {
            scene.user_pool.revoke();
            tab.session_with(json!({"forceRefresh": true}));
        }),
        ("signOut in another tab", |scene, tab| {
            scene.second_tab().sign_out();
            scene.identity_pool.guests.set(false);
            tab.session();
        }),
        ("another user in another tab", |scene, tab| {
            scene.second_tab().sign_out();
            scene.identity_pool.guests.set(false);
            tab.keeping_credentials().session();
        }),
    ];
    for (name, act) in acts {
        let (scene, tab) = kept(true);
        act(&scene, &tab);
        assert_eq!(item(&tab), None, "{name}");
    }
    // A guest's, when the guest signs in.
    let (_, tab) = kept(false);
    tab.sign_in(password_input()).unwrap();
    assert_eq!(item(&tab), None);
}

#[test]
fn go_after_a_sign_out_in_another_tab_where_guests_get_none() {
    type Look = fn(&Tab);
    let looks: [(&str, Look); 4] = [
        ("fetchAuthSession", |tab| drop(tab.session().credentials.unwrap_err())),
        ("allowStale", |tab| drop(tab.session_with(json!({"allowStale": true})).credentials.unwrap_err())),
        ("getCredentials", |tab| drop(tab.start(calls::get_credentials, json!({})).finish().unwrap())),
        // What an idle page does by itself.
        ("prepareSignIn", |tab| assert!(tab.prepare_sign_in().unwrap())),
    ];
    for (name, look) in looks {
        for is_next_page in [false, true] {
            let (scene, tab) = kept_with(both_pools_config(false), true);
            scene.second_tab().sign_out();
            assert!(item(&tab).is_some());
            let tab = if is_next_page { tab.keeping_credentials() } else { tab };
            look(&tab);
            assert_eq!(item(&tab), None, "{name}");
        }
    }
}

#[test]
fn of_a_federated_identity_are_in_memory_only() {
    let (_, tab) = kept(false);
    tab.federate(json!({"token": PROVIDER_TOKEN, "provider": "google"})).unwrap();
    tab.session_with(json!({"forceRefresh": true})).credentials.unwrap();
    assert_eq!(item(&tab), None);
}

#[test]
fn a_damaged_or_foreign_item_is_removed() {
    let whole = json!({
        "accessKeyId": "A", "secretAccessKey": "S", "sessionToken": "T", "expiration": 9_999_999_999_i64,
        "identityId": IDENTITY, "clockDrift": 0, "owner": SUB,
    });
    let without = |member: &str| {
        let mut item = whole.clone();
        item.as_object_mut().unwrap().remove(member);
        item
    };
    let with = |member: &str, value: Value| {
        let mut item = whole.clone();
        item[member] = value;
        item
    };
    for (item, is_used) in [
        (whole.clone(), true),
        (without("sessionToken"), true),
        (without("accessKeyId"), false),
        (without("secretAccessKey"), false),
        (without("expiration"), false),
        (without("identityId"), false),
        (without("clockDrift"), false),
        (without("owner"), false),
        (with("owner", json!("other")), false),
        (with("owner", json!("")), false),
        (with("accessKeyId", json!("")), false),
        (with("accessKeyId", json!(7)), false),
        (with("secretAccessKey", json!({})), false),
        (with("expiration", json!("x")), false),
        (with("sessionToken", json!("x".repeat(20_000))), false),
        (with("sessionToken", json!("T\nx")), false),
        (with("sessionToken", json!(7)), false),
        (with("accessKeyId", json!("A B")), false),
        (with("secretAccessKey", json!("")), false),
        (with("expiration", json!(1e300)), false),
        (with("expiration", json!(9_999_999_999_000_i64)), false),
        (json!([]), false),
        (json!("x"), false),
        (Value::Null, false),
    ] {
        let (scene, tab) = kept(true);
        tab.state.session.put(item_key(), item.to_string());
        let next = tab.keeping_credentials();
        assert_eq!(access_key(&next) == "A", is_used, "{item}");
        assert_eq!(scene.operations().is_empty(), is_used, "{item}");
    }
    for text in ["", "{", "\u{0}"] {
        let (_, tab) = kept(true);
        tab.state.session.put(item_key(), text);
        assert_eq!(access_key(&tab.keeping_credentials()), "ASIATEST000000000002");
    }
}

#[test]
fn a_storage_that_does_not_work_is_done_without() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.store_session();
    let tab = scene.tab.keeping_credentials();
    tab.state.session.refuse("credentials");
    assert_eq!(access_key(&tab), "ASIATEST000000000001");
    assert_eq!(access_key(&tab), "ASIATEST000000000001");
}
