//! Reporting a panic to JavaScript, since pending promises will never settle.

use core::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;

thread_local! {
    static CALLBACK: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Installs the hook. It reports the place only, since a message might contain a secret.
pub(super) fn report_to(callback: Function) {
    CALLBACK.with(|slot| slot.replace(Some(callback)));
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(String::new, |place| [place.file(), ":", &i64::from(place.line()).to_string()].concat());
        CALLBACK.with(|slot| {
            if let Ok(slot) = slot.try_borrow()
                && let Some(callback) = slot.as_ref()
            {
                // An exception does not matter: the panic stops the module anyway.
                let _ = callback.call1(&JsValue::UNDEFINED, &JsValue::from_str(&place));
            }
        });
    }));
}
