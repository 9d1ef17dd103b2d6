//! Stored items from other versions, other libraries, or attackers.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::strategies::{any_text, any_token};
use crate::support::seed::{AUTH_USER_LIST, GUEST_KEY, LAST_AUTH_USER, REVOCATIONS, key, password_input};
use crate::support::{Reply, START, Scene};

/// Challenges for which every answer is sent, and one that accepts only the name of a second factor.
const CHALLENGES: [&str; 5] = ["SMS_MFA", "EMAIL_OTP", "CUSTOM_CHALLENGE", "NEW_PASSWORD_REQUIRED", "SELECT_MFA_TYPE"];

/// Items of a storage.
type Items = Vec<(String, String)>;

/// Any of these items.
fn some_of<S: Strategy<Value = String>>(items: Vec<(String, S)>) -> impl Strategy<Value = Items> {
    let (keys, values): (Vec<_>, Vec<_>) =
        items.into_iter().map(|(key, value)| (key, prop::option::weighted(0.8, value))).unzip();
    values.prop_map(move |values| {
        keys.iter().cloned().zip(values).filter_map(|(key, value)| Some((key, value?))).collect()
    })
}

/// What `localStorage` may contain.
fn any_local() -> impl Strategy<Value = Items> {
    let tokens = ["accessToken", "idToken"].map(|item| (key(item), any_token().boxed()));
    let texts = ["refreshToken", "clockDrift", "signInDetails"].map(|item| (key(item), any_text().boxed()));
    let user = (LAST_AUTH_USER.to_owned(), Just("username".to_owned()).boxed());
    let guest = (GUEST_KEY.to_owned(), any_text().boxed());
    some_of(tokens.into_iter().chain(texts).chain([user, guest]).collect())
}

/// What `sessionStorage` may contain; often a sign-in that can be continued.
fn any_session() -> impl Strategy<Value = Items> {
    let challenge = prop_oneof![select(&CHALLENGES[..]).prop_map(str::to_owned), any_text()];
    let later = START.saturating_mul(1_000).saturating_add(60_000).to_string();
    let expiry = prop_oneof![4 => Just(later), 1 => any_text()];
    let items = [
        ("username", any_text().boxed()),
        ("challengeName", challenge.boxed()),
        ("signInSession", any_text().boxed()),
        ("signInDetails", any_text().boxed()),
        ("expiry", expiry.boxed()),
    ];
    some_of(items.map(|(item, value)| (["CognitoSignInState.", item].concat(), value)).into())
}

/// A scene with these items and without a network.
fn scene(local: Items, session: Items) -> Scene {
    let scene = Scene::signed_out();
    scene.world.network.serve(|_| Reply::lost());
    scene.world.local.put_all(local);
    scene.tab.state.session.put_all(session);
    scene
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn are_read_or_left_alone(local in any_local(), list in prop::option::of(any_text()), session in any_session()) {
        let scene = scene(local, session);
        if let Some(list) = list {
            scene.world.local.put(AUTH_USER_LIST, list);
        }
        let before = scene.world.local.items();
        let session = scene.tab.session();
        match &session.tokens {
            Ok(tokens) => prop_assert!(session.is_signed_in && Some(tokens.access.raw().to_owned()) == scene.stored("accessToken")),
            Err(error) => {
                let known = ["SignedOutException", "NetworkError", "TokenRefreshException"];
                prop_assert!(known.contains(&error.name()), "{:?}", error);
                prop_assert_eq!(session.is_signed_in, error.name() == "NetworkError");
            }
        }
        match scene.tab.get_current_user() {
            Ok(user) => prop_assert!(user["userId"].is_string() && user["username"].is_string()),
            Err(error) => prop_assert!(["UserUnAuthenticatedException", "NetworkError"].contains(&error.name()), "{:?}", error),
        }
        scene.world.network.forget();
        let answered = scene.tab.confirm_sign_in(json!({"challengeResponse": "1"})).unwrap_err();
        let known = ["SignInException", "IncorrectMFAMethod", "NetworkError"];
        prop_assert!(known.contains(&answered.name()), "{:?}", answered);
        prop_assert_eq!(scene.operations().len(), usize::from(answered.name() == "NetworkError"));
        let refused = scene.tab.sign_in(password_input()).unwrap_err();
        let expected = if session.tokens.is_ok() { "UserAlreadyAuthenticatedException" } else { "NetworkError" };
        prop_assert_eq!(refused.name(), expected);
        prop_assert_eq!(scene.world.local.items(), before, "without a network nothing changes");
    }

    #[test]
    fn are_removed_by_a_sign_out(local in any_local()) {
        let scene = scene(local, Items::new());
        scene.tab.sign_out();
        let mut left = scene.world.local.items();
        left.remove(REVOCATIONS);
        prop_assert!(left.is_empty(), "{:?}", left.keys());
    }
}
