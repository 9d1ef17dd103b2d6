//! Bad inputs of the account functions: each gets a typed error or is sent unchanged, and nothing stored is lost.

use serde_json::{Value, json};

use crate::account_requests::all;
use crate::support::{Reply, Scene};

/// A signed-in user, and a service that refuses everything.
fn scene() -> Scene {
    let scene = Scene::signed_in();
    scene.world.network.serve(|_| Reply::error("InvalidParameterException"));
    scene
}

/// The members of an input, as JSON pointers (RFC 6901).
fn places(input: &Value) -> Vec<String> {
    let members: Vec<(String, &Value)> = if let Value::Array(items) = input {
        items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
    } else {
        input.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value)).collect()
    };
    let inner = members
        .into_iter()
        .flat_map(|(name, value)| places(value).into_iter().map(move |place| ["/", &name, &place].concat()));
    core::iter::once(String::new()).chain(inner).collect()
}

/// The inputs in which one member has another value.
fn variants(input: &Value, other: &Value) -> Vec<Value> {
    let with = |place: String| {
        let mut variant = input.clone();
        *variant.pointer_mut(&place).unwrap() = other.clone();
        variant
    };
    places(input).into_iter().map(with).collect()
}

#[test]
fn wrong_types_get_a_validation_error_without_a_request() {
    for (function, input, ..) in all() {
        let scene = scene();
        let before = scene.world.local.items();
        for wrong in [json!(7), json!(true), json!([]), json!([{}])] {
            for input in variants(&input, &wrong) {
                let error = scene.tab.account(function, input.clone()).unwrap_err();
                assert_eq!(error.category().name(), "validation", "{function} {input}: {error}");
            }
        }
        assert!(scene.operations().is_empty(), "{function}");
        assert_eq!(scene.world.local.items(), before);
    }
}

#[test]
fn empty_text_gets_a_validation_error_where_text_is_needed() {
    for (function, input, ..) in all() {
        // An attribute's value may be empty. An empty device id means this device.
        if matches!(function, "updateUserAttribute" | "updateUserAttributes" | "forgetDevice") {
            continue;
        }
        let scene = scene();
        for input in variants(&input, &json!("")) {
            let error = scene.tab.account(function, input.clone()).unwrap_err();
            assert_eq!(error.category().name(), "validation", "{function} {input}: {error}");
        }
        assert!(scene.operations().is_empty(), "{function}");
    }
}

#[test]
fn members_that_are_missing_get_a_validation_error() {
    for (function, input, ..) in all() {
        let Value::Object(members) = &input else { continue };
        let scene = Scene::signed_in();
        for name in members.keys().filter(|name| *name != "device") {
            let mut input = input.clone();
            input.as_object_mut().unwrap().remove(name);
            let error = scene.tab.account(function, input).unwrap_err();
            assert_eq!(error.category().name(), "validation", "{function} without {name}: {error}");
        }
        assert!(scene.operations().is_empty(), "{function}");
    }
}

#[test]
fn long_and_unusual_text_is_sent_unchanged() {
    for text in ["Zoë ✓ 你好 👩‍👧".to_owned(), "x".repeat(1_000_000), "\u{0}\u{202e}\"\\".to_owned()] {
        for (function, input, operation, ..) in all() {
            if function == "updateMFAPreference" {
                continue;
            }
            let Value::Object(members) = &input else { continue };
            for (name, value) in members.iter().filter(|(_, value)| value.is_string()) {
                let scene = scene();
                let mut input = input.clone();
                input[name] = text.clone().into();
                let error = scene.tab.account(function, input).unwrap_err();
                assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "service"));
                let body = &scene.world.network.bodies(operation)[0];
                let carried = body.as_object().unwrap().values().any(|member| *member == text);
                assert!(carried, "{function} {name} {value}");
            }
        }
    }
}

#[test]
fn options_are_checked() {
    for (function, input, ..) in all() {
        let scene = scene();
        let mut input = if input.is_null() { json!({}) } else { input };
        input["options"] = json!("text");
        let error = scene.tab.account(function, input).unwrap_err();
        assert_eq!((error.name(), error.message()), ("InvalidParameterException", "`options` is not an object"));
        assert!(scene.operations().is_empty(), "{function}");
    }
    let metadata = json!({"username": "u", "options": {"clientMetadata": {"a": 1}}});
    let error = scene().tab.account("resetPassword", metadata).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"));
}
