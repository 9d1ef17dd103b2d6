//! Coming back from the pages with an answer.

use serde_json::{Value, json};

use crate::support::seed::{
    AUTH_USER_LIST, CLIENT_ID, LAST_AUTH_USER, PAGE, SUB, USERNAME, key, key_of, pages_config, password_input,
    redirect_key,
};
use crate::support::{Challenge, Scene, Tab};

/// Begins a sign-in, and makes the address with which the user comes back.
fn answer_to(scene: &Scene, input: Value) -> String {
    let begun = scene.tab.begin_redirect(input).unwrap();
    scene.pages.sign_in(begun["url"].as_str().unwrap())
}

fn user() -> Value {
    json!({"username": USERNAME, "userId": SUB})
}

/// A tab of a user of the pages whose claims are altered.
fn with_config(change: impl Fn(&mut Value)) -> Scene {
    let mut config = pages_config();
    change(&mut config["Auth"]["Cognito"]["loginWith"]["oauth"]);
    Scene::with_config(config)
}

#[test]
fn the_code_is_exchanged_once_with_what_was_stored() {
    let scene = Scene::with_pages();
    let address = answer_to(&scene, json!({"customState": "{\"a\":1}", "returnTo": "/cart?x=1#y"}));
    let verifier = scene.world.local.get(&redirect_key("oauthPKCE")).unwrap();
    let output = scene.tab.arrive(&address).unwrap();

    assert_eq!(output, json!({"user": user(), "customState": "{\"a\":1}", "returnTo": "/cart?x=1#y"}));
    let requests = scene.world.network.requests();
    let [request] = &*requests else { panic!("{:?}", scene.operations()) };
    assert_eq!(request.url, "https://seed.auth.us-east-1.amazoncognito.com/oauth2/token");
    let page = "http%3A%2F%2Flocalhost%3A8080%2F";
    let body = format!(
        "grant_type=authorization_code&code=code-1&client_id={CLIENT_ID}&redirect_uri={page}&code_verifier={verifier}"
    );
    assert_eq!(String::from_utf8(request.content.clone()).unwrap(), body);
    assert!(request.time_limit_ms > 0);
}

#[test]
fn everything_happens_in_amplifys_order() {
    let scene = Scene::with_pages();
    let address = answer_to(&scene, json!({"customState": "cart"}));
    scene.world.forget_past();
    scene.tab.arrive(&address).unwrap();

    let name = |item: &str| redirect_key(item);
    let pending = scene.world.trace.of(&["save"]).remove(0);
    let expected = [
        format!("remove {}", name("oauthPKCE")),
        pending.clone(),
        "send token".to_owned(),
        "reply token".to_owned(),
        format!("save {LAST_AUTH_USER}"),
        format!("save {}", key("oauthMetadata")),
        format!("save {}", key("refreshToken")),
        format!("save {}", key("clockDrift")),
        format!("save {}", key("idToken")),
        format!("save {}", key("accessToken")),
        pending.replace("save", "remove"),
        format!("remove {}", name("inflightOAuth")),
        format!("remove {}", name("inflightOAuthDeadline")),
        format!("remove {}", name("oauthState")),
        format!("save {}", name("oauthSignIn")),
        format!("address {PAGE}"),
        "event customOAuthState".to_owned(),
        "event signInWithRedirect".to_owned(),
        "event signedIn".to_owned(),
    ];
    assert_eq!(scene.world.trace.of(&["save", "remove", "send", "reply", "address", "event"]), expected);
    let events = [("customOAuthState", json!("cart")), ("signInWithRedirect", Value::Null), ("signedIn", user())];
    assert_eq!(scene.world.events(), events);
    let stored: Vec<_> = scene.world.local.items().into_keys().collect();
    let mut left = ["accessToken", "clockDrift", "idToken", "oauthMetadata", "refreshToken"].map(key).to_vec();
    left.extend([LAST_AUTH_USER.to_owned(), name("oauthSignIn")]);
    left.sort();
    assert_eq!(stored, left);
    assert_eq!(scene.stored("oauthMetadata").unwrap(), r#"{"oauthSignIn":true}"#);
    assert_eq!(scene.world.local.get(&name("oauthSignIn")).unwrap(), "true,false");
    assert!(scene.tab.state.session.items().is_empty());
}

#[test]
fn the_redirect_address_is_the_one_that_was_sent() {
    let scene = Scene::with_pages();
    let address = answer_to(&scene, json!({"redirectUrl": "http://localhost:8080/back"}));
    // A server has sent the user on to another path.
    scene.tab.arrive(&address.replace("/back?", "/?")).unwrap();
    let sent = String::from_utf8(scene.world.network.requests().remove(0).content).unwrap();
    assert!(sent.contains("redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fback&"), "{sent}");
    assert_eq!(scene.world.trace.of(&["address"]), [format!("address {PAGE}")], "where the page is");
    let address = answer_to(&scene, json!({"options": {"prompt": "LOGIN"}}));
    scene.tab.arrive(&address.replace("/?", "/shop/?")).unwrap();
    assert_eq!(scene.world.trace.of(&["address"])[1..], ["address http://localhost:8080/shop/"]);
}

#[test]
fn an_address_that_is_handed_over_stays_in_its_page() {
    let scene = Scene::with_pages();
    let address = answer_to(&scene, json!({}));
    let output = scene.tab.complete_redirect(json!({ "address": address })).unwrap();
    assert_eq!(output, json!({ "user": user() }));
    assert_eq!(scene.world.trace.of(&["address", "event"]), ["event signInWithRedirect", "event signedIn"]);
}

#[test]
fn callers_with_the_same_address_share_the_exchange() {
    let scene = Scene::with_pages();
    let address = answer_to(&scene, json!({}));
    let gate = scene.world.network.hold("token");
    let calls = [scene.tab.start_arrival(&address), scene.tab.start_arrival(&address)];
    gate.open();
    for call in calls {
        assert_eq!(call.finish().unwrap(), json!({ "user": user() }));
    }
    assert_eq!(scene.operations(), ["token"]);
    assert_eq!(scene.world.event_names(), ["signInWithRedirect", "signedIn"]);
}

#[test]
fn a_redirect_of_amplify_is_completed() {
    let scene = Scene::with_pages();
    let address = answer_to(&scene, json!({"customState": "cart"}));
    // Amplify stores the same, but for the item of this library.
    for (name, _) in scene.world.local.items() {
        if name.starts_with(&redirect_key("oauth.")) {
            scene.world.local.delete(&name);
        }
    }
    scene.tab.state.session.delete(&redirect_key("oauthTab"));
    assert_eq!(scene.tab.arrive(&address).unwrap(), json!({"user": user(), "customState": "cart"}));
    assert!(scene.world.local.get(&redirect_key("oauthState")).is_none());
}

#[test]
fn the_implicit_grant_is_understood() {
    let scene = with_config(|oauth| oauth["responseType"] = "token".into());
    let begun = scene.tab.begin_redirect(json!({"returnTo": "/"})).unwrap();
    let address = scene.pages.sign_in_implicitly(begun["url"].as_str().unwrap());
    assert_eq!(scene.tab.arrive(&address).unwrap(), json!({"user": user(), "returnTo": "/"}));
    assert!(scene.operations().is_empty());
    assert_eq!(scene.world.trace.of(&["address"]), [format!("address {PAGE}")]);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.tab.arrive(&address).unwrap(), Value::Null, "a second time");
}

#[test]
fn the_session_is_kept_and_refreshed_as_one_of_the_pages() {
    let scene = Scene::signed_in_at_pages();
    assert_eq!(scene.tab.get_current_user().unwrap(), user());
    scene.world.clock.advance(3_600_000);
    // Half an hour of drift would be read as seconds in an older library's session.
    assert!(scene.tab.reload().session().tokens.is_ok());
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken"]);
    assert!(scene.stored("oauthMetadata").is_some() && scene.stored("signInDetails").is_none());
}

#[test]
fn the_drift_of_its_clock_is_not_read_as_an_older_librarys() {
    let scene = Scene::with_pages();
    scene.world.clock.set_page_error(-3_600_000);
    scene.sign_in_at_pages(json!({}));
    assert_eq!(scene.stored("clockDrift").unwrap(), "3600000");
    scene.world.forget_past();
    assert!(scene.tab.reload().session().tokens.is_ok());
    assert!(scene.operations().is_empty(), "{:?}", scene.operations());
}

#[test]
fn a_clock_that_is_put_back_meanwhile_does_no_harm() {
    for millis in [-3_590_000, -10_000, 10_000] {
        let scene = Scene::with_pages();
        let address = answer_to(&scene, json!({}));
        scene.world.clock.set_page_error(millis);
        scene.tab.arrive(&address).unwrap();
        assert_eq!(scene.tab.current_name().as_deref(), Some(USERNAME), "{millis}");
    }
}

#[test]
fn the_session_lasts_as_long_as_the_application_wants() {
    let after_reload = |persistence: &str| {
        let scene = Scene::with_pages();
        scene.sign_in_at_pages(json!({"options": {"persistence": persistence}}));
        assert_eq!(scene.tab.current_name().as_deref(), Some(USERNAME));
        let names = |tab: &Tab| tab.current_name().is_some();
        [names(&scene.tab.reload()), names(&scene.second_tab_of(pages_config()))]
    };
    assert_eq!(["memory", "session", "local"].map(after_reload), [[false, false], [true, false], [true, true]]);
}

#[test]
fn a_user_is_added_beside_another() {
    let scene = Scene::signed_in_at_pages();
    scene.user_pool.add_user("grace");
    let address = answer_to(&scene, json!({"options": {"onExistingSession": "add"}}));
    assert!(scene.user_pool.is_named("grace"));
    scene.tab.arrive(&address).unwrap();
    assert_eq!(scene.tab.users(), ["grace", USERNAME]);
    let events = ["signInWithRedirect", "userSignedIn", "switchActiveUser"];
    assert_eq!(scene.world.event_names(), events);
    assert!(scene.world.local.get(AUTH_USER_LIST).is_some());
    for name in ["grace", USERNAME] {
        assert!(scene.world.local.get(&key_of(name, "oauthMetadata")).is_some(), "{name}");
    }
}

#[test]
fn with_a_prompt_the_session_is_replaced_and_revoked() {
    let scene = Scene::signed_in_at_pages();
    scene.user_pool.add_user("grace");
    let before = scene.stored("refreshToken").unwrap();
    let address = answer_to(&scene, json!({"options": {"prompt": "SELECT_ACCOUNT"}}));
    assert!(scene.user_pool.is_named("grace"));
    scene.tab.arrive(&address).unwrap();
    assert_eq!(scene.tab.current_name().as_deref(), Some("grace"));
    assert!(scene.stored("refreshToken").is_none());
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], before);
}

#[test]
fn a_prompt_alone_leads_to_amplifys_events() {
    for scene in [Scene::with_pages(), Scene::signed_in_at_pages()] {
        scene.user_pool.add_user("grace");
        let address = answer_to(&scene, json!({"options": {"prompt": "LOGIN"}}));
        assert!(scene.user_pool.is_named("grace"));
        scene.tab.arrive(&address).unwrap();
        assert_eq!(scene.world.event_names(), ["signInWithRedirect", "signedIn"]);
    }
    let scene = Scene::with_pages();
    scene.sign_in_at_pages(json!({"options": {"prompt": "LOGIN", "onExistingSession": "replace"}}));
    assert_eq!(scene.world.event_names(), ["signInWithRedirect", "userSignedIn", "signedIn"]);
}

#[test]
fn an_unfinished_sign_in_ends() {
    let scene = Scene::with_pages();
    scene.user_pool.challenge.replace(Some(Challenge::sms()));
    scene.tab.sign_in(password_input()).unwrap();
    scene.sign_in_at_pages(json!({}));
    let error = scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap_err();
    assert_eq!(error.name(), "SignInException");
}

#[test]
fn a_nonce_comes_back() {
    let scene = Scene::with_pages();
    scene.sign_in_at_pages(json!({"options": {"nonce": "n-1"}}));
    assert_eq!(scene.tab.current_name().as_deref(), Some(USERNAME));
}

#[test]
fn a_password_leads_to_a_session_that_is_not_of_the_pages() {
    let scene = Scene::signed_in_at_pages();
    let mut input = password_input();
    input["options"]["onExistingSession"] = "replace".into();
    scene.tab.sign_in(input).unwrap();
    assert!(scene.stored("oauthMetadata").is_none() && scene.stored("signInDetails").is_some());
    assert!(scene.world.local.get(&redirect_key("oauthSignIn")).is_none());
}
