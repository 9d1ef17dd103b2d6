//! What a device calls itself.

use wasm_bindgen::JsValue;

use super::global;

/// The platform and the browsers' brands where the browser tells them apart (User-Agent Client Hints), else its user agent.
pub(super) fn name() -> String {
    let text = |path: &[&str]| global::at(path).as_ref().and_then(JsValue::as_string).filter(|text| !text.is_empty());
    let brand = || {
        let brands = js_sys::Array::from(&global::at(&["navigator", "userAgentData", "brands"])?);
        let member = |brand: &JsValue, key: &str| js_sys::Reflect::get(brand, &key.into()).ok()?.as_string();
        let named = |brand: JsValue| Some([member(&brand, "brand")?, member(&brand, "version")?].join("/"));
        Some(brands.iter().filter_map(named).collect::<Vec<_>>().join(";"))
    };
    match (text(&["navigator", "userAgentData", "platform"]), brand()) {
        (Some(platform), Some(brands)) => [platform, brands].join(" "),
        _ => text(&["navigator", "userAgent"]).unwrap_or_default(),
    }
}
