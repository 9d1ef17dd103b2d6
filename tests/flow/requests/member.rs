//! Members of a request whose presence or value depends on the situation, or is random.
//!
//! In a table, a member is required unless its value is one of these constants.

use base64ct::{Base64, Encoding as _};
use serde_json::{Map, Value, json};

use super::situation::{Client, Collector, Situation};
use crate::support::Device;
use crate::support::seed::{CLIENT_ID, EMAIL, POOL_ID, USERNAME};

/// The application's metadata, if there is some.
pub(super) const METADATA: &str = "<client metadata>";
/// The device's key, if the page has all of a device's items.
pub(super) const DEVICE: &str = "<device key>";
/// The app client's secret, if the configuration has it.
pub(super) const CLIENT_SECRET: &str = "<client secret>";
/// `SECRET_HASH` for the user, if the app client has a secret.
pub(super) const HASH: &str = "<hash for username>";
/// The same for the alias.
pub(super) const HASH_OF_ALIAS: &str = "<hash for my@email.com>";
/// The user's name, if `SECRET_HASH` requires it.
pub(super) const NAME_FOR_HASH: &str = "<user name for a hash>";
/// The collector's data about the user, if there is a collector.
pub(super) const CONTEXT: &str = "<context of username>";
/// The same about the alias.
pub(super) const CONTEXT_OF_ALIAS: &str = "<context of my@email.com>";

/// Always present: a random `SRP_A`.
pub(super) const SRP_A: &str = "<hexadecimal digits>";
/// Always present: random bytes, or computed from random bytes.
pub(super) const BASE64: &str = "<base64>";

/// Computed with `openssl dgst -sha256 -hmac 9secret456 -binary | base64`.
const HASHES: [(&str, &str); 2] = [
    (USERNAME, "mXWDM9RDvjY611JgkF3gCmIHljPUDVBi03Z7Hx09Tqo="),
    (EMAIL, "BmGbImD7GKsd3lslAgLRIvm98MJNZSGR0Knrvq1lWP4="),
];

/// The request that a row expects in this situation.
pub(super) fn expected(template: &Value, situation: &Situation) -> Value {
    let Value::Object(members) = template else { return template.clone() };
    let mut object = Map::new();
    for (name, value) in members {
        if let Some(value) = present(value, situation) {
            object.insert(name.clone(), value);
        }
    }
    Value::Object(object)
}

fn present(member: &Value, situation: &Situation) -> Option<Value> {
    match member.as_str() {
        Some(METADATA) => situation.metadata(),
        Some(DEVICE) => situation.has_device().then(|| json!(Device::seed().key)),
        Some(CLIENT_SECRET) => (situation.client == Client::Secret).then(|| json!("9secret456")),
        Some(HASH) => hash(USERNAME, situation),
        Some(HASH_OF_ALIAS) => hash(EMAIL, situation),
        Some(NAME_FOR_HASH) => situation.has_secret().then(|| json!(USERNAME)),
        Some(CONTEXT) => context(USERNAME, situation),
        Some(CONTEXT_OF_ALIAS) => context(EMAIL, situation),
        _ => Some(expected(member, situation)),
    }
}

fn hash(username: &str, situation: &Situation) -> Option<Value> {
    match situation.client {
        Client::Public => None,
        Client::Secret => HASHES.iter().find(|(name, _)| *name == username).map(|(_, hash)| json!(hash)),
        Client::Hook => Some(json!(["hash of", username].join(" "))),
    }
}

fn context(username: &str, situation: &Situation) -> Option<Value> {
    match situation.collector {
        Collector::Absent => None,
        Collector::Empty => Some(json!({})),
        Collector::Ready => {
            let data = ["context of", username, POOL_ID, CLIENT_ID].join(" ");
            Some(json!({ "EncodedData": data }))
        }
    }
}

/// An object with the members of two.
pub(super) fn with(mut object: Value, more: Value) -> Value {
    if let (Value::Object(members), Value::Object(more)) = (&mut object, more) {
        members.extend(more);
    }
    object
}

/// An object without one of its members.
pub(super) fn without(mut object: Value, name: &str) -> Value {
    let member = object.as_object_mut().and_then(|members| members.remove(name));
    assert!(member.is_some(), "there is no {name}");
    object
}

/// The faults of a request: missing, extra and different members.
pub(super) fn faults(path: &str, expected: &Value, sent: &Value) -> Vec<String> {
    let (Value::Object(wanted), Value::Object(given)) = (expected, sent) else {
        return if matches(expected, sent) { vec![] } else { vec![format!("{path} is {sent}, not {expected}")] };
    };
    let mut faults = Vec::new();
    for (name, value) in wanted {
        let path = [path, name].join(".");
        match given.get(name) {
            Some(sent) => faults.extend(self::faults(&path, value, sent)),
            None => faults.push(format!("{path} is lost")),
        }
    }
    let extra = given.keys().filter(|name| !wanted.contains_key(*name));
    faults.extend(extra.map(|name| format!("{path}.{name} is too much")));
    faults
}

fn matches(expected: &Value, sent: &Value) -> bool {
    let text = sent.as_str().unwrap_or_default();
    match expected.as_str() {
        Some(SRP_A) => text.len() > 700 && text.bytes().all(|digit| digit.is_ascii_hexdigit()),
        Some(BASE64) => !text.is_empty() && Base64::decode_vec(text).is_ok(),
        // JavaScript writes whole numbers without a fraction.
        None if expected.is_number() => expected.as_f64() == sent.as_f64(),
        _ => expected == sent,
    }
}
