//! The page's collector for threat protection, when AWS's script is loaded.

use wasm_bindgen::JsValue;

use super::{global, value};
use crate::json::Json;

/// `UserContextData`: absent without a collector, `{}` when it has nothing to say. A collector that throws has nothing to say.
pub(super) fn user_context(username: &str, user_pool_id: &str, client_id: &str) -> Option<Json> {
    let collector = global::at(&["AmazonCognitoAdvancedSecurityData"])?;
    let get_data = value::function(&collector, "getData")?;
    let data = get_data.call3(&collector, &username.into(), &user_pool_id.into(), &client_id.into());
    let data = data.as_ref().ok().and_then(JsValue::as_string).filter(|data| !data.is_empty());
    Some(Json::object().with("EncodedData", data))
}
