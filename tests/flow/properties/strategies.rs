//! Data that is wrong, and data that is almost right.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

use crate::support::{access_claims, id_claims, jwt};

/// Texts with a meaning somewhere, and arbitrary texts.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("a.b.c".to_owned()),
        Just("username".to_owned()),
        Just("NotAuthorizedException".to_owned()),
        Just("-1".to_owned()),
        Just("9223372036854775808".to_owned()),
        "[a-zA-Z0-9+/=_.:-]{0,24}",
        ".{0,24}",
    ]
}

/// Any JSON.
pub(super) fn any_json() -> impl Strategy<Value = Value> {
    let number = prop_oneof![any::<i64>().prop_map(Value::from), any::<f64>().prop_map(Value::from)];
    let leaf =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number, any_text().prop_map(Value::from)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any_text(), inner), 0..4)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

/// `right`, unchanged or with one or two of its values replaced.
pub(super) fn almost(right: Value) -> impl Strategy<Value = Value> {
    let faults = prop::collection::vec((any::<Index>(), any_json()), 0..3);
    faults.prop_map(move |faults| {
        let mut value = right.clone();
        for (index, replacement) in faults {
            let mut places = Vec::new();
            list_places(&value, &mut String::new(), &mut places);
            *value.pointer_mut(&places[index.index(places.len())]).unwrap() = replacement;
        }
        value
    })
}

fn list_places(value: &Value, path: &mut String, places: &mut Vec<String>) {
    places.push(path.clone());
    let members: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect(),
        Value::Object(members) => members.iter().map(|(name, member)| (name.clone(), member)).collect(),
        Value::Bool(_) | Value::Null | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (name, member) in members {
        let length = path.len();
        path.push('/');
        path.push_str(&name.replace('~', "~0").replace('/', "~1"));
        list_places(member, path, places);
        path.truncate(length);
    }
}

/// A token with almost the right claims, or another text.
pub(super) fn any_token() -> impl Strategy<Value = String> {
    any_token_like(access_claims(&life()))
}

fn life() -> Value {
    json!({"iat": 1_704_164_645, "exp": 1_704_168_245, "origin_jti": "o"})
}

fn any_token_like(claims: Value) -> impl Strategy<Value = String> {
    prop_oneof![4 => almost(claims).prop_map(|claims| jwt(&claims)), 1 => any_text()]
}

/// An `AuthenticationResult` that is almost right.
pub(super) fn any_result() -> impl Strategy<Value = Value> {
    let id = any_token_like(id_claims(&life()));
    (any_token(), prop::option::of(id), prop::option::of(any_text())).prop_flat_map(|(access, id, refresh)| {
        almost(json!({"AuthenticationResult": {
            "AccessToken": access, "IdToken": id, "RefreshToken": refresh, "TokenType": "Bearer", "ExpiresIn": 3_600,
        }}))
    })
}
