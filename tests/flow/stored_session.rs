//! What is stored of a session changes as a whole, and only if it is still what was expected.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use crate::support::seed::key;
use crate::support::{Reply, Scene, calls};

const OPERATION: &str = "GetTokensFromRefreshToken";

/// Whether the library still has the tokens of a session in its memory.
fn has_parsed_tokens(scene: &Scene, items: &BTreeMap<String, String>) -> bool {
    for (key, value) in items {
        scene.world.local.put(key.clone(), value.clone());
    }
    let before = scene.world.parsed.get();
    let auth = scene.tab.auth();
    let prepared = scene.world.start(async move { auth.prepare_sign_in().await.unwrap() }).finish();
    assert!(!prepared, "somebody is signed in");
    scene.world.parsed.get() == before
}

#[test]
fn parsed_tokens_are_forgotten_when_the_service_ends_the_session() {
    let scene = Scene::expired_tokens();
    scene.world.locks.take_away();
    let items = scene.world.local.items();
    scene.world.network.answer(OPERATION, Reply::error("NotAuthorizedException"));
    assert_eq!(scene.tab.session().tokens.unwrap_err().name(), "SessionExpiredException");
    assert!(!has_parsed_tokens(&scene, &items), "the tokens outlive their session in memory");
}

#[test]
fn a_failed_read_does_not_remove_the_session_of_another_tabs_sign_in() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    scene.world.network.answer(OPERATION, Reply::error("NotAuthorizedException"));
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.store_session();
    let replaced = scene.world.local.items();
    // One reading looks for what another tab wrote, and one for the current user; the next one is the last look before the
    // removal.
    scene.world.local.fail_read(3);
    gate.open();
    let _ = call.finish();
    assert_eq!(scene.world.local.items(), replaced, "the session of another tab's sign-in is removed");
}

#[test]
fn a_session_removed_at_the_last_moment_stays_removed() {
    let scene = Rc::new(Scene::expired_tokens());
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let other = Rc::clone(&scene);
    // The last read before the new tokens are stored.
    scene.world.local.before_read(1, move || {
        for item in ["accessToken", "idToken", "refreshToken"] {
            other.world.local.delete(&key(item));
        }
    });
    gate.open();
    let session = call.finish().unwrap();
    assert!(!session.is_signed_in, "nobody is signed in: nothing was stored");
    assert!(!scene.world.event_names().contains(&"tokenRefresh"));
    assert!(scene.operations().contains(&"RevokeToken".to_owned()), "the rotated token is neither kept nor revoked");
}
