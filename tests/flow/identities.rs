//! Identities that are no longer whose they were, and requests that go on while somebody leaves.

use serde_json::{Value, json};

use crate::support::seed::{
    GUEST_IDENTITY, GUEST_KEY, IDENTITY, IDENTITY_POOL_ID, PROVIDER_TOKEN, SUB, both_pools_config,
};
use crate::support::{Reply, Scene, calls};

const CREDENTIALS: &str = "GetCredentialsForIdentity";
const WITH_ANOTHER: [&str; 3] = [CREDENTIALS, "GetId", CREDENTIALS];

/// A page whose storage has a guest's identity.
fn page_of_guest() -> Scene {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    scene.world.local.put(GUEST_KEY, GUEST_IDENTITY);
    scene
}

fn refuse(scene: &Scene, names: &[&str]) {
    for name in names {
        scene.world.network.answer(CREDENTIALS, Reply::error(name));
    }
}

fn failure(scene: &Scene) -> String {
    scene.tab.session().credentials.map_or_else(|error| error.name().to_owned(), |_| String::new())
}

#[test]
fn a_guests_that_was_linked_with_a_login_is_replaced() {
    let scene = page_of_guest();
    refuse(&scene, &["NotAuthorizedException"]);
    assert!(scene.tab.session().credentials.is_ok());
    assert_eq!(scene.operations(), WITH_ANOTHER);
    assert_eq!(scene.world.local.get(GUEST_KEY).as_deref(), Some(GUEST_IDENTITY));
}

#[test]
fn a_guests_that_was_linked_with_somebody_else_is_not_the_users() {
    for name in ["NotAuthorizedException", "ResourceConflictException"] {
        let scene = page_of_guest();
        scene.store_session();
        refuse(&scene, &[name]);
        assert_eq!(scene.tab.session().credentials.unwrap().identity_id, IDENTITY);
        assert_eq!(scene.operations(), WITH_ANOTHER, "{name}");
        assert_eq!(scene.world.local.get(GUEST_KEY), None);
        // The same with a login of another provider.
        let scene = page_of_guest();
        refuse(&scene, &[name]);
        assert!(scene.tab.federate(json!({"token": PROVIDER_TOKEN, "provider": "google"})).is_ok());
        assert_eq!(scene.operations(), WITH_ANOTHER, "{name}");
        assert_eq!(scene.world.local.get(GUEST_KEY), None);
    }
}

#[test]
fn a_guests_stays_while_the_pool_refuses_guests_or_the_user() {
    let scene = page_of_guest();
    scene.identity_pool.guests.set(false);
    assert_eq!(failure(&scene), "NotAuthorizedException");
    assert_eq!(scene.operations(), [CREDENTIALS, "GetId"]);
    assert_eq!(scene.world.local.get(GUEST_KEY).as_deref(), Some(GUEST_IDENTITY));
    let scene = page_of_guest();
    scene.store_session();
    refuse(&scene, &["NotAuthorizedException"; 2]);
    assert_eq!(failure(&scene), "NotAuthorizedException");
    assert_eq!(scene.world.local.get(GUEST_KEY).as_deref(), Some(GUEST_IDENTITY), "until the user has credentials");
}

#[test]
fn a_pool_that_refuses_a_guests_new_identity_too_is_not_asked_for_one_by_each_call() {
    let scene = page_of_guest();
    refuse(&scene, &["NotAuthorizedException"; 4]);
    for _ in 0..3 {
        assert_eq!(failure(&scene), "NotAuthorizedException");
    }
    assert_eq!(scene.operations(), [CREDENTIALS, "GetId", CREDENTIALS, CREDENTIALS, CREDENTIALS]);
    assert_eq!(failure(&scene), "", "it may let guests in again");
    scene.world.network.forget();
    refuse(&scene, &["NotAuthorizedException"]);
    assert!(scene.tab.session_with(json!({"forceRefresh": true})).credentials.is_ok());
    assert_eq!(scene.operations(), WITH_ANOTHER);
}

/// A page of a user whose identity has been deleted from the pool.
fn page_of_deleted() -> Scene {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    scene.user_pool.token_life_s.set(86_400);
    scene.store_session();
    scene.tab.session().credentials.unwrap();
    assert_eq!(scene.stored("identity").unwrap(), [IDENTITY_POOL_ID, SUB, IDENTITY].join(" "));
    scene.world.clock.advance(3_600_000);
    scene.world.network.forget();
    refuse(&scene, &["ResourceNotFoundException"]);
    scene
}

#[test]
fn after_a_sign_out_no_other_one_is_asked_for() {
    let scene = page_of_deleted();
    let gate = scene.world.network.hold(CREDENTIALS);
    let call = scene.tab.start(calls::fetch_auth_session, json!({}));
    scene.tab.sign_out();
    scene.world.local.put(GUEST_KEY, GUEST_IDENTITY);
    scene.world.network.forget();
    gate.open();
    assert_eq!(call.finish().unwrap().credentials.unwrap_err().name(), "SignInException");
    assert!(scene.operations().is_empty(), "the user's token is not sent any more");
    assert_eq!(scene.world.local.get(GUEST_KEY).as_deref(), Some(GUEST_IDENTITY));
}

#[test]
fn one_that_was_cleared_meanwhile_is_not_stored_again() {
    let scene = page_of_deleted();
    let gate = scene.world.network.hold(CREDENTIALS);
    let call = scene.tab.start(calls::fetch_auth_session, json!({}));
    scene.tab.start(calls::clear_credentials, Value::Null).finish().unwrap();
    gate.open();
    assert!(call.finish().unwrap().credentials.is_ok());
    assert_eq!(scene.operations(), WITH_ANOTHER);
    assert_eq!(scene.stored("identity"), None);
}

#[test]
fn a_federation_that_was_cleared_sends_its_token_no_more() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.tab.federate(json!({"token": PROVIDER_TOKEN, "provider": "google"})).unwrap();
    scene.world.network.forget();
    refuse(&scene, &["ResourceNotFoundException"]);
    let gate = scene.world.network.hold(CREDENTIALS);
    let call = scene.tab.start(calls::fetch_auth_session, json!({"forceRefresh": true}));
    scene.tab.clear_federation().unwrap();
    gate.open();
    assert_eq!(call.finish().unwrap().credentials.unwrap_err().name(), "InvalidStateException");
    assert_eq!(scene.operations(), [CREDENTIALS]);
}

#[test]
fn a_federation_goes_on_while_a_later_one_fails() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.tab.federate(json!({"token": PROVIDER_TOKEN, "provider": "google"})).unwrap();
    scene.world.network.forget();
    refuse(&scene, &["ResourceNotFoundException"]);
    let gate = scene.world.network.hold(CREDENTIALS);
    let call = scene.tab.start(calls::fetch_auth_session, json!({"forceRefresh": true}));
    scene.world.network.answer("GetId", Reply::error("NotAuthorizedException"));
    assert!(scene.tab.federate(json!({"token": "t", "provider": "apple"})).is_err());
    gate.open();
    assert!(call.finish().unwrap().credentials.is_ok());
}

#[test]
fn a_guest_of_another_tab_keeps_the_identity_when_a_late_reply_comes_for_the_user() {
    for operation in ["GetId", CREDENTIALS] {
        let scene = Scene::with_config(both_pools_config(true));
        scene.store_session();
        let gate = scene.world.network.hold(operation);
        let call = scene.tab.start(calls::fetch_auth_session, json!({}));
        scene.second_tab().sign_out();
        scene.world.local.put(GUEST_KEY, GUEST_IDENTITY);
        gate.open();
        call.finish().unwrap().credentials.unwrap();
        assert_eq!(scene.world.local.get(GUEST_KEY).as_deref(), Some(GUEST_IDENTITY), "{operation}");
    }
}
