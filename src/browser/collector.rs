//! The data collector for threat protection, if the page has loaded AWS's script.

use wasm_bindgen::JsValue;

use super::{global, value};
use crate::json::Json;

/// `UserContextData`: `None` without a collector, `{}` when the collector throws or has no data.
pub(super) fn user_context(username: &str, user_pool_id: &str, client_id: &str) -> Option<Json> {
    let collector = global::at(&["AmazonCognitoAdvancedSecurityData"])?;
    let get_data = value::function(&collector, "getData")?;
    let data = get_data.call3(&collector, &username.into(), &user_pool_id.into(), &client_id.into());
    let data = data.as_ref().ok().and_then(JsValue::as_string).filter(|data| !data.is_empty());
    Some(Json::object().with("EncodedData", data))
}
