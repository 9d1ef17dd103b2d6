//! Verifying signatures by `crypto.subtle`, which exists in secure contexts only.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

use super::{global, value};
use crate::error::{Error, Result, names};
use crate::json::Json;

/// Whether `signature` is the RSA key's over `signed`.
pub(super) async fn verify(key: &Json, signature: &[u8], signed: &[u8]) -> Result<bool> {
    let subtle = global::at(&["crypto", "subtle"]).ok_or_else(|| Error::new(&names::CANNOT_VERIFY))?;
    let algorithm = value::to_platform(&Json::object().with("name", "RSASSA-PKCS1-v1_5").with("hash", "SHA-256"));
    let usages = value::to_platform(&Json::Array(vec!["verify".into()]));
    let import = Array::of5(&"jwk".into(), &value::to_platform(key), &algorithm, &JsValue::FALSE, &usages);
    // With a key that the browser rejects, no signature is valid.
    let Some(key) = call(&subtle, "importKey", &import).await else { return Ok(false) };
    let (signature, signed) = (Uint8Array::from(signature), Uint8Array::from(signed));
    let outcome = call(&subtle, "verify", &Array::of4(&algorithm, &key, &signature, &signed)).await;
    Ok(outcome == Some(JsValue::TRUE))
}

/// Calls a method and waits for its promise; `None` if it fails.
async fn call(subtle: &JsValue, method: &str, arguments: &Array) -> Option<JsValue> {
    let promise = value::function(subtle, method)?.apply(subtle, arguments).ok()?;
    value::settled(&promise).await.ok()
}
