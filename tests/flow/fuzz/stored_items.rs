//! Stored items. A seed has an item in each line: its key, `=`, and its value. `$` is the user's part of a key.

use proptest::prelude::*;
use serde_json::json;

use super::driver::{check_error, run, shown};
use crate::support::seed::{LAST_AUTH_USER, USERNAME, key, password_input};
use crate::support::{Reply, Scene};

/// The parts of an item that must not appear in an error.
const SECRETS: [&str; 3] = ["randomPasswordKey", "refreshToken", "signInSession"];

fn scene(text: &str) -> (Scene, Vec<String>) {
    let scene = Scene::signed_out();
    scene.world.network.serve(|_| Reply::lost());
    let mut secrets = Vec::new();
    for (name, value) in text.lines().filter_map(|line| line.split_once('=')) {
        if SECRETS.iter().any(|secret| name.ends_with(secret)) && value.len() > 7 && text.matches(value).count() == 1 {
            secrets.push(value.to_owned());
        }
        match name.strip_prefix('$') {
            Some(item) => scene.world.local.put(key(item), value),
            None if name.starts_with("CognitoSignInState") => scene.tab.state.session.put(name, value),
            None => scene.world.local.put(name, value),
        }
    }
    (scene, secrets)
}

#[test]
fn stored_items_are_read_or_left_alone() {
    run("stored_items", 12, |text, choice| {
        let (scene, secrets) = scene(text);
        if choice % 16 == 0 {
            let is_users = scene.world.local.get(LAST_AUTH_USER).as_deref() == Some(USERNAME);
            scene.tab.sign_out();
            let left = scene.world.local.items();
            // A sign-out keeps the remembered device and other applications' items.
            let is_session =
                |name: &String| ["accessToken", "idToken", "refreshToken"].iter().any(|item| *name == key(item));
            prop_assert!(!is_users || !left.keys().any(is_session), "{:?}", left.keys());
            prop_assert!(!left.contains_key(LAST_AUTH_USER));
            return Ok(());
        }
        if choice % 16 == 1 {
            let last = scene.tab.users().pop();
            let switched = scene.tab.set_current_user(last.as_deref().unwrap_or("nobody"));
            prop_assert_eq!(switched.is_ok(), last.is_some());
            let first = scene.tab.users().into_iter().next();
            prop_assert_eq!(first, last);
            return Ok(());
        }
        let before = scene.world.local.items();
        let session = scene.tab.session();
        let mut errors = Vec::new();
        let users = scene.tab.users();
        prop_assert!(users.len() <= 101, "{} users", users.len());
        match session.tokens {
            Ok(tokens) => prop_assert_eq!(Some(tokens.access.raw().to_owned()), scene.stored("accessToken")),
            Err(error) => errors.push(error),
        }
        match scene.tab.get_current_user() {
            Ok(user) => prop_assert!(user["userId"].is_string() && user["username"].is_string()),
            Err(error) => errors.push(error),
        }
        scene.world.network.forget();
        errors.extend(scene.tab.confirm_sign_in(json!({"challengeResponse": "1"})).err());
        prop_assert!(scene.operations().len() <= 1, "an answer sends one request");
        errors.extend(scene.tab.sign_in(password_input()).err());
        for error in &errors {
            check_error(error)?;
            prop_assert!(secrets.iter().all(|secret| !shown(error).contains(secret)), "{:?} tells a secret", error);
        }
        prop_assert_eq!(scene.world.local.items(), before, "without a network nothing changes");
        Ok(())
    });
}
