//! Web Locks: one holder among all tabs and workers of an origin.

use futures_util::future::{Either, select};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::{global, timer};

#[wasm_bindgen]
extern "C" {
    /// `LockManager` of windows and workers alike.
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &JsValue, callback: &JsValue) -> Result<Promise, JsValue>;
}

/// A lock, held until dropped.
#[derive(Debug)]
pub(crate) struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Resolving a promise does not fail.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// A promise and the function that resolves it.
fn deferred() -> (Promise, Function) {
    let mut resolver = None;
    let promise = Promise::new(&mut |resolve, _| resolver = Some(resolve));
    (promise, resolver.unwrap_or_default())
}

/// Takes the lock, or gives up after `limit_ms`. `None` also where there are no locks.
pub(super) async fn take(name: &str, limit_ms: u32) -> Option<Held> {
    let manager: LockManager = global::at(&["navigator", "locks"])?.unchecked_into();
    let controller = AbortController::new().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"signal".into(), &controller.signal()).ok()?;
    let (granted, on_grant) = deferred();
    let (holding, release) = deferred();
    let held = Held { release };
    let callback = Closure::once_into_js(move |_lock: JsValue| {
        // Resolving a promise does not fail.
        let _ = on_grant.call0(&JsValue::UNDEFINED);
        holding
    });
    let request = manager.request(name, &options, &callback).ok()?;
    let granted = JsFuture::from(granted);
    // Settles when the lock is released, or at once when the request is refused, as in a page that is going away.
    let over = JsFuture::from(request);
    let limit = core::pin::pin!(timer::sleep(limit_ms));
    match select(granted, select(over, limit)).await {
        Either::Left(_) => Some(held),
        Either::Right(_) => {
            controller.abort();
            None
        }
    }
}
