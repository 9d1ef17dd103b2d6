//! The name of this device.

use wasm_bindgen::JsValue;

use super::{global, value};
use crate::json::Json;

/// The platform and the browser's brands (User-Agent Client Hints), or the user agent where the browser does not have these.
pub(super) fn name() -> String {
    let text = |path: &[&str]| global::at(path).as_ref().and_then(JsValue::as_string).filter(|text| !text.is_empty());
    let brand = || {
        let brands = value::from_js(&global::at(&["navigator", "userAgentData", "brands"])?)?;
        let named = |brand: &Json| Some([brand.get("brand").as_str()?, brand.get("version").as_str()?].join("/"));
        Some(brands.items().iter().filter_map(named).collect::<Vec<_>>().join(";"))
    };
    match (text(&["navigator", "userAgentData", "platform"]), brand()) {
        (Some(platform), Some(brands)) => [platform, brands].join(" "),
        _ => text(&["navigator", "userAgent"]).unwrap_or_default(),
    }
}
