//! Sending the user to the user pool's own pages.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::pages::parameters;
use crate::support::seed::{
    AUTH_USER_LIST, CLIENT_ID, PAGE, key_of, mobile_config, redirect_key, srp_input, user_pool_config,
};
use crate::support::{START, Scene};

/// The names of the stored items that are about redirects.
fn items(scene: &Scene) -> Vec<String> {
    let prefix = redirect_key("");
    let names = scene.world.local.items().into_keys();
    let of_redirects = names.filter_map(|key| key.strip_prefix(&*prefix).map(str::to_owned));
    // The random part differs.
    of_redirects
        .map(|name| name.get(..6).filter(|start| *start == "oauth.").map_or(name.clone(), str::to_owned))
        .collect()
}

const IN_FLIGHT: [&str; 4] = ["inflightOAuth", "inflightOAuthDeadline", "oauthPKCE", "oauthState"];

#[test]
fn the_address_has_amplifys_parameters() {
    let scene = Scene::with_pages();
    let begun = scene.tab.begin_redirect(json!({"provider": "Google"})).unwrap();
    let url = begun["url"].as_str().unwrap();
    assert!(url.starts_with("https://seed.auth.us-east-1.amazoncognito.com/oauth2/authorize?redirect_uri="), "{url}");
    let asked = parameters(url);
    for (name, value) in [
        ("redirect_uri", PAGE),
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("identity_provider", "Google"),
        ("scope", "phone email openid profile aws.cognito.signin.user.admin"),
        ("state", begun["state"].as_str().unwrap()),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(asked[name], value, "{name}");
    }
    assert_eq!(asked.len(), 8);
    assert!(scene.operations().is_empty());
}

#[test]
fn amplifys_items_are_stored_in_amplifys_order() {
    let scene = Scene::with_pages();
    let begun = scene.tab.begin_redirect(json!({"customState": "cart"})).unwrap();
    let stored = |item| scene.world.local.get(&redirect_key(item)).unwrap();
    assert_eq!(stored("oauthState"), begun["state"]);
    assert_eq!(stored("inflightOAuth"), "true");
    assert_eq!(stored("inflightOAuthDeadline"), (START * 1_000 + 300_000).to_string());
    assert_eq!(stored("oauthPKCE").len(), 128);
    let saved = scene.world.trace.of(&["save"]);
    let at = |item| saved.iter().position(|line| *line == format!("save {}", redirect_key(item))).unwrap();
    assert!(at("inflightOAuthDeadline") < at("inflightOAuth"));
    let mut expected = vec!["oauth.".to_owned()];
    expected.extend(IN_FLIGHT.map(str::to_owned));
    expected.sort();
    let mut found = items(&scene);
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn whoever_is_signed_in_needs_a_prompt_or_a_choice() {
    let scene = Scene::signed_in_at_pages();
    let error = scene.tab.begin_redirect(json!({})).unwrap_err();
    assert_eq!(error.name(), "UserAlreadyAuthenticatedException");
    assert_eq!(items(&scene).iter().filter(|item| *item == "oauth.").count(), 0);
    let choice = json!({"options": {"onExistingSession": "error", "prompt": "LOGIN"}});
    assert_eq!(scene.tab.begin_redirect(choice).unwrap_err().name(), "UserAlreadyAuthenticatedException");
    for options in [json!({"prompt": "LOGIN"}), json!({"onExistingSession": "replace"})] {
        scene.tab.begin_redirect(json!({ "options": options })).unwrap();
    }
}

#[test]
fn wrong_input_is_refused_and_nothing_is_stored() {
    let scene = Scene::with_pages();
    for input in [
        json!({"returnTo": "https://evil.example/"}),
        json!({"returnTo": "//evil.example/"}),
        json!({"returnTo": "/\\evil.example/"}),
        json!({"returnTo": "/\t/evil.example/"}),
        json!({"returnTo": "cart"}),
        json!({"returnTo": format!("/{}", "x".repeat(2_048))}),
        json!({"mode": "window"}),
        json!({"provider": 1}),
        json!({"options": {"prompt": "PERHAPS"}}),
        json!({"options": {"persistence": "ever"}}),
        json!({"options": {"onExistingSession": "ask"}}),
        json!({"customState": "x".repeat(5_000)}),
    ] {
        assert_eq!(scene.tab.begin_redirect(input.clone()).unwrap_err().name(), "InvalidParameterException", "{input}");
    }
    let preferred = json!({"redirectUrl": "http://localhost:8080/other"});
    assert_eq!(scene.tab.begin_redirect(preferred).unwrap_err().name(), "InvalidPreferredRedirectUrlException");
    let elsewhere = json!({"page": "https://other.example/"});
    let error = scene.tab.start(calls::begin_redirect, elsewhere).finish().unwrap_err();
    assert_eq!(error.name(), "InvalidOriginException");
    scene.tab.take_random_away();
    assert!(scene.tab.begin_redirect(json!({})).is_err());
    assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty());
    for config in [user_pool_config(), mobile_config()] {
        let tab = scene.second_tab_of(config);
        assert_eq!(tab.begin_redirect(json!({})).unwrap_err().name(), "OAuthNotConfigureException");
    }
}

#[test]
fn the_preferred_address_is_used() {
    let scene = Scene::with_pages();
    let back = "http://localhost:8080/back";
    let begun = scene.tab.begin_redirect(json!({ "redirectUrl": back })).unwrap();
    assert_eq!(parameters(begun["url"].as_str().unwrap())["redirect_uri"], back);
}

#[test]
fn without_a_storage_the_user_is_not_sent_away() {
    let break_storage: [fn(&Scene); 4] = [
        |scene| scene.world.local.limit(100),
        |scene| scene.world.local.block(),
        |scene| {
            scene.world.local.withhold();
            scene.tab.state.session.withhold();
        },
        // It takes the items, and does not keep them.
        |scene| {
            let begun = scene.tab.begin_redirect(json!({})).unwrap();
            scene.tab.cancel_redirect(json!({"state": begun["state"], "end": "abandoned"})).unwrap();
            scene.world.local.forget("");
        },
    ];
    for (number, break_storage) in break_storage.into_iter().enumerate() {
        let scene = Scene::with_pages();
        break_storage(&scene);
        assert_eq!(scene.tab.begin_redirect(json!({})).unwrap_err().name(), "StorageException", "{number}");
        scene.world.local.repair();
        assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty(), "{number}");
    }
}

#[test]
fn without_room_for_amplifys_items_none_of_them_stays() {
    let scene = Scene::with_pages();
    scene.world.local.refuse("oauthPKCE");
    scene.tab.state.session.refuse("oauthTab");
    let begun = scene.tab.begin_redirect(json!({})).unwrap();
    assert_eq!(items(&scene), ["oauth."]);
    scene.tab.arrive(&scene.pages.sign_in(begun["url"].as_str().unwrap())).unwrap();
    assert_eq!(scene.tab.current_name().as_deref(), Some("username"));
}

#[test]
fn a_page_with_session_storage_alone_signs_in() {
    let scene = Scene::with_pages();
    scene.world.local.withhold();
    scene.sign_in_at_pages(json!({"options": {"persistence": "session"}}));
    assert_eq!(scene.tab.reload().current_name().as_deref(), Some("username"));
}

#[test]
fn redirects_that_have_lasted_for_too_long_are_removed() {
    let scene = Scene::with_pages();
    // A user with the name with which the items begin.
    let token = key_of("oauth", "refreshToken");
    scene.world.local.put(&*token, "kept");
    scene.world.local.put(AUTH_USER_LIST, "oauth,x");
    for _ in 0..2 {
        scene.tab.begin_redirect(json!({})).unwrap();
    }
    let count = || items(&scene).iter().filter(|item| *item == "oauth.").count();
    assert_eq!(count(), 3, "two redirects and the user's token");
    scene.world.clock.advance(3_600_001);
    scene.tab.begin_redirect(json!({})).unwrap();
    assert_eq!(count(), 2);
    assert_eq!(scene.world.local.get(&token).as_deref(), Some("kept"));
}

#[test]
fn amplify_hears_nothing_of_a_silent_sign_in() {
    let scene = Scene::with_pages();
    scene.tab.begin_redirect(json!({"mode": "silent", "options": {"prompt": "NONE"}})).unwrap();
    assert_eq!(items(&scene), ["oauth."]);
    assert!(scene.tab.state.session.items().is_empty());
    scene.tab.begin_redirect(json!({"mode": "popup"})).unwrap();
    assert_eq!(items(&scene).len(), 6);
    assert!(scene.tab.state.session.items().is_empty(), "the page is not left");
    let begun = scene.tab.begin_redirect(json!({})).unwrap();
    let mark = scene.tab.state.session.items();
    let random = begun["state"].clone();
    assert_eq!(mark.into_iter().collect::<Vec<_>>(), [(redirect_key("oauthTab"), random.as_str().unwrap().to_owned())]);
}

#[test]
fn a_silent_sign_in_replaces_nobody_unasked() {
    let scene = Scene::signed_in_at_pages();
    let silent = |choice: Value| json!({"mode": "silent", "options": {"prompt": "NONE", "onExistingSession": choice}});
    let refused = scene.tab.begin_redirect(silent(Value::Null)).unwrap_err();
    assert_eq!(refused.name(), "UserAlreadyAuthenticatedException");
    assert!(scene.tab.begin_redirect(silent(json!("reuse"))).unwrap().get("user").is_some());
    assert!(scene.tab.begin_redirect(silent(json!("replace"))).unwrap().get("url").is_some());
    let asked = json!({"mode": "popup", "options": {"prompt": "LOGIN"}});
    assert!(scene.tab.begin_redirect(asked).unwrap().get("url").is_some());
}

#[test]
fn the_application_must_not_keep_the_tokens_itself() {
    let scene = Scene::with_pages();
    scene.tab.give(cognito_wasm::host::Hook::Tokens, |_| Ok(Value::Null));
    let error = scene.tab.reload().begin_redirect(json!({})).unwrap_err();
    assert_eq!(error.name(), scene.tab.reload().sign_in(srp_input()).unwrap_err().name());
}
