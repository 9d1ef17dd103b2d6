//! Telling JavaScript of a panic, since the promise that was under way will never settle.

use core::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::JsValue;

thread_local! {
    static CALLBACK: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Installs the hook. It tells the place only: a message might quote what was being worked on.
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
                // Whatever the callback throws, the trap that follows stops the module.
                let _ = callback.call1(&JsValue::UNDEFINED, &JsValue::from_str(&place));
            }
        });
    }));
}
