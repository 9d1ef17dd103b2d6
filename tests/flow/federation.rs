//! `federateToIdentityPool` and `clearFederationToIdentityPool`: what is sent, and what a federation is.

use serde_json::{Value, json};

use crate::support::seed::{
    FEDERATED_IDENTITY, GUEST_IDENTITY, GUEST_KEY, IDENTITY_POOL_ID, PROVIDER_TOKEN, both_pools_config,
    identity_pool_config, input_of, password_input, user_pool_config,
};
use crate::support::{Reply, Scene, calls};

const PAIR: [&str; 2] = ["GetId", "GetCredentialsForIdentity"];
const CREDENTIALS_ONLY: [&str; 1] = ["GetCredentialsForIdentity"];

fn login() -> Value {
    json!({"token": PROVIDER_TOKEN, "provider": "facebook"})
}

/// A page with a federated identity.
fn federated() -> Scene {
    let scene = Scene::signed_out();
    scene.tab.federate(login()).unwrap();
    scene.world.forget_past();
    scene
}

fn error_name<T>(result: cognito_wasm::error::Result<T>) -> String {
    result.err().map(|error| error.name().to_owned()).unwrap_or_default()
}

#[test]
fn exchanges_the_token_of_another_provider_for_credentials() {
    for config in [both_pools_config(false), identity_pool_config()] {
        let scene = Scene::with_config(config);
        let output = scene.tab.federate(login()).unwrap();
        assert_eq!(output["identityId"], FEDERATED_IDENTITY);
        assert_eq!(output["credentials"]["accessKeyId"], "ASIATEST000000000001");
        let logins = json!({"graph.facebook.com": PROVIDER_TOKEN});
        assert_eq!(
            scene.world.network.bodies("GetId"),
            [json!({"IdentityPoolId": IDENTITY_POOL_ID, "Logins": logins})]
        );
        let body = json!({"IdentityId": FEDERATED_IDENTITY, "Logins": logins});
        assert_eq!(scene.world.network.bodies("GetCredentialsForIdentity"), [body]);
        assert_eq!(scene.operations(), PAIR);
        assert_eq!(scene.world.event_names(), ["federatedToIdentityPool"]);
    }
}

#[test]
fn providers_have_amplifys_names_or_their_own() {
    for (provider, login) in [
        ("amazon", "www.amazon.com"),
        ("apple", "appleid.apple.com"),
        ("facebook", "graph.facebook.com"),
        ("google", "accounts.google.com"),
        ("twitter", "api.twitter.com"),
        ("Google", "accounts.google.com"),
        ("auth.example.com", "auth.example.com"),
        ("arn:aws:iam::1:saml-provider/a", "arn:aws:iam::1:saml-provider/a"),
        ("login.my.company", "login.my.company"),
    ] {
        let scene = Scene::signed_out();
        scene.tab.federate(json!({"token": PROVIDER_TOKEN, "provider": provider})).unwrap();
        assert_eq!(scene.world.network.bodies("GetId")[0]["Logins"], json!({login: PROVIDER_TOKEN}));
    }
}

#[test]
fn an_identity_that_the_applications_server_names_is_not_asked_for() {
    let scene = Scene::signed_out();
    let input = json!({
        "token": PROVIDER_TOKEN, "provider": "cognito-identity.amazonaws.com",
        "options": {"developerProvidedIdentityId": FEDERATED_IDENTITY},
    });
    assert_eq!(scene.tab.federate(input).unwrap()["identityId"], FEDERATED_IDENTITY);
    assert_eq!(scene.operations(), CREDENTIALS_ONLY);
    // Nor is it replaced, if the pool does not know it.
    scene.world.network.forget();
    scene.world.network.answer("GetCredentialsForIdentity", Reply::error("ResourceNotFoundException"));
    let session = scene.tab.session_with(json!({"forceRefresh": true}));
    assert_eq!(session.credentials.unwrap_err().name(), "ResourceNotFoundException");
    assert_eq!(scene.operations(), CREDENTIALS_ONLY);
    scene.world.network.forget();
    scene.tab.start(calls::clear_credentials, Value::Null).finish().unwrap();
    assert!(scene.tab.session().credentials.is_ok());
    assert_eq!(scene.operations(), CREDENTIALS_ONLY);
}

#[test]
fn bad_input_is_refused_before_anything_is_sent() {
    let long = "x".repeat(50_001);
    let with_identity =
        |id: Value| json!({"token": "t", "provider": "google", "options": {"developerProvidedIdentityId": id}});
    for input in [
        Value::Null,
        json!("facebook"),
        json!({"token": "t"}),
        json!({"provider": "google"}),
        json!({"token": "", "provider": "google"}),
        json!({"token": 1, "provider": "google"}),
        json!({"token": "t", "provider": {"custom": "x"}}),
        json!({"token": "t", "provider": long}),
        json!({"token": long, "provider": "google"}),
        json!({"token": "t", "provider": "google", "options": "x"}),
        with_identity(json!(5)),
        with_identity(json!("no region")),
        with_identity(json!("us-east-1:")),
        with_identity(json!("us-east-1:a:b")),
        with_identity(json!(long)),
    ] {
        let scene = Scene::signed_out();
        let error = scene.tab.federate(input).unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException");
        assert!(scene.operations().is_empty());
    }
}

#[test]
fn a_configuration_without_an_identity_pool_has_none() {
    let scene = Scene::with_config(user_pool_config());
    assert_eq!(error_name(scene.tab.federate(login())), "InvalidAccountTypeException");
    assert!(scene.operations().is_empty());
}

#[test]
fn a_user_of_the_pool_has_to_sign_out_first() {
    for scene in [Scene::signed_in(), Scene::expired()] {
        assert_eq!(error_name(scene.tab.federate(login())), "InvalidStateException");
        assert!(scene.operations().is_empty());
        assert!(scene.stored("accessToken").is_some());
    }
    // Also one who has signed in in another tab meanwhile.
    let scene = Scene::signed_out();
    let gate = scene.world.network.hold("GetCredentialsForIdentity");
    let call = scene.tab.start(calls::federate, login());
    scene.store_session();
    gate.open();
    assert_eq!(error_name(call.finish()), "InvalidStateException");
    assert!(scene.tab.session().tokens.is_ok());
}

#[test]
fn a_refusal_changes_nothing() {
    for (reply, name) in
        [(Reply::error("NotAuthorizedException"), "NotAuthorizedException"), (Reply::lost(), "NetworkError")]
    {
        let scene = Scene::with_config(both_pools_config(true));
        scene.identity_pool.guests.set(true);
        scene.tab.session().credentials.unwrap();
        scene.world.network.forget();
        (0..3).for_each(|_| scene.world.network.answer("GetCredentialsForIdentity", reply.clone()));
        assert_eq!(error_name(scene.tab.federate(login())), name);
        assert_eq!(scene.world.local.get(GUEST_KEY).as_deref(), Some(GUEST_IDENTITY));
        let session = scene.tab.session();
        assert!(!session.is_signed_in);
        assert_eq!(session.credentials.unwrap().identity_id, GUEST_IDENTITY, "which are still there");
        assert!(scene.world.event_names().is_empty());
    }
}

#[test]
fn a_guests_identity_is_linked_with_the_login() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    scene.tab.session().credentials.unwrap();
    scene.world.network.forget();
    assert_eq!(scene.tab.federate(login()).unwrap()["identityId"], FEDERATED_IDENTITY);
    assert_eq!(scene.operations(), CREDENTIALS_ONLY);
    assert_eq!(scene.world.network.bodies("GetCredentialsForIdentity")[0]["IdentityId"], GUEST_IDENTITY);
    assert_eq!(scene.world.local.get(GUEST_KEY), None);
}

#[test]
fn the_session_has_the_identity_and_the_credentials_and_no_user() {
    let scene = federated();
    let session = scene.tab.session();
    assert!(session.is_signed_in);
    assert_eq!(session.status.name(), "active");
    assert_eq!(session.credentials.unwrap().identity_id, FEDERATED_IDENTITY);
    assert_eq!(session.tokens.unwrap_err().name(), "InvalidStateException");
    assert_eq!(session.user_sub.unwrap_err().name(), "InvalidStateException");
    assert!(scene.operations().is_empty());
    let known = scene.tab.session_with(json!({"allowStale": true}));
    assert!(known.is_signed_in && known.credentials.is_ok());
}

#[test]
fn credentials_are_renewed_with_the_same_token_and_identity() {
    let scene = federated();
    scene.world.clock.advance(3_300_000 - 1);
    assert_eq!(scene.tab.session().credentials.unwrap().access_key_id, "ASIATEST000000000001");
    scene.world.clock.advance(1);
    assert_eq!(scene.tab.session().credentials.unwrap().access_key_id, "ASIATEST000000000002");
    assert_eq!(scene.operations(), CREDENTIALS_ONLY);
    let forced = scene.tab.session_with(json!({"forceRefresh": true}));
    assert_eq!(forced.credentials.unwrap().access_key_id, "ASIATEST000000000003");
    let logins = &scene.world.network.bodies("GetCredentialsForIdentity")[0]["Logins"];
    assert_eq!(logins["graph.facebook.com"], PROVIDER_TOKEN);
}

#[test]
fn a_token_that_is_no_longer_accepted_is_told_as_the_end_of_the_session_and_a_new_one_helps() {
    let scene = federated();
    scene.world.clock.advance(3_600_000);
    scene.world.network.answer("GetCredentialsForIdentity", Reply::error("NotAuthorizedException"));
    let session = scene.tab.session();
    let error = session.credentials.unwrap_err();
    assert_eq!((error.name(), session.status.name()), ("SessionExpiredException", "stale"));
    assert!(error.to_json().get("recoverySuggestion").as_text().unwrap().contains("federateToIdentityPool"));
    assert!(session.is_signed_in);
    scene.tab.federate(login()).unwrap();
    assert_eq!(scene.tab.session().status.name(), "active");
}

#[test]
fn an_outage_of_the_identity_pool_keeps_it() {
    let scene = federated();
    scene.world.clock.advance(3_600_000);
    (0..3).for_each(|_| scene.world.network.answer("GetCredentialsForIdentity", Reply::page(500)));
    let session = scene.tab.session();
    assert!(session.is_signed_in && session.credentials.is_err());
    assert!(scene.tab.session().credentials.is_ok());
}

#[test]
fn is_replaced_by_a_later_one() {
    let scene = federated();
    scene.tab.federate(json!({"token": PROVIDER_TOKEN, "provider": "google"})).unwrap();
    assert_eq!(scene.tab.session().credentials.unwrap().access_key_id, "ASIATEST000000000002");
    // Also while it is under way.
    let gate = scene.world.network.hold("GetId");
    let earlier = scene.tab.start(calls::federate, login());
    let later = scene.tab.start(calls::federate, json!({"token": PROVIDER_TOKEN, "provider": "apple"}));
    gate.open();
    assert_eq!(error_name(earlier.finish()), "InvalidStateException");
    later.finish().unwrap();
    scene.world.network.forget();
    scene.tab.session_with(json!({"forceRefresh": true}));
    let logins = &scene.world.network.bodies("GetCredentialsForIdentity")[0]["Logins"];
    assert_eq!(*logins, json!({"appleid.apple.com": PROVIDER_TOKEN}));
}

#[test]
fn clearing_forgets_it_without_a_request() {
    let scene = federated();
    scene.tab.clear_federation().unwrap();
    assert!(scene.operations().is_empty());
    assert_eq!(scene.world.event_names(), ["federationToIdentityPoolCleared"]);
    let session = scene.tab.session();
    assert!(!session.is_signed_in);
    assert_eq!(session.tokens.unwrap_err().name(), "SignedOutException");
    assert_eq!(error_name(scene.tab.clear_federation()), "InvalidStateException");
    assert!(scene.tab.sign_in(password_input()).is_ok());
}

#[test]
fn clearing_one_that_is_under_way_ends_it() {
    let scene = Scene::signed_out();
    let gate = scene.world.network.hold("GetId");
    let call = scene.tab.start(calls::federate, login());
    assert_eq!(error_name(scene.tab.clear_federation()), "InvalidStateException", "there is none yet");
    gate.open();
    assert_eq!(error_name(call.finish()), "InvalidStateException");
    assert!(!scene.tab.session().is_signed_in);
}

#[test]
fn credentials_that_arrive_after_clearing_are_not_kept() {
    let scene = federated();
    let gate = scene.world.network.hold("GetCredentialsForIdentity");
    let call = scene.tab.start(calls::fetch_auth_session, json!({"forceRefresh": true}));
    scene.tab.clear_federation().unwrap();
    gate.open();
    call.finish().unwrap();
    scene.tab.federate(login()).unwrap();
    assert_eq!(scene.tab.session().credentials.unwrap().access_key_id, "ASIATEST000000000003");
}

#[test]
fn lasts_as_long_as_the_page_and_is_stored_nowhere() {
    let scene = federated();
    assert!(!scene.tab.auth().is_memory_empty());
    for (key, value) in scene.world.local.items().into_iter().chain(scene.tab.state.session.items()) {
        assert!(!value.contains(PROVIDER_TOKEN) && !value.contains("ASIATEST"), "{key}");
    }
    assert!(!scene.tab.reload().session().is_signed_in);
    assert!(!scene.second_tab().session().is_signed_in);
}

#[test]
fn goes_on_in_an_instance_that_takes_over() {
    let scene = federated();
    for (next, is_federated) in [(scene.tab.reload(), true), (scene.tab.create_auth(user_pool_config()), false)] {
        next.auth().inherit(&scene.tab.auth());
        assert_eq!(next.session().is_signed_in, is_federated);
    }
}

#[test]
fn ends_a_sign_in_under_way() {
    let scene = Scene::signed_out();
    let gate = scene.world.network.hold("InitiateAuth");
    let call = scene.tab.start(calls::sign_in, input_of("username", "replace"));
    scene.tab.federate(login()).unwrap();
    gate.open();
    assert!(call.finish().is_err());
    assert!(scene.tab.session().credentials.is_ok());
    assert!(scene.world.local.items().is_empty(), "no session is stored");
}
