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
pub struct Held {
    release: Function,
    /// Whether it had to be waited for.
    pub(super) contended: bool,
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
    let at_once = Object::new();
    Reflect::set(&at_once, &"ifAvailable".into(), &true.into()).ok()?;
    if let Some(held) = request(&manager, name, &at_once, limit_ms).await {
        return Some(held);
    }
    let controller = AbortController::new().ok()?;
    let when_free = Object::new();
    Reflect::set(&when_free, &"signal".into(), &controller.signal()).ok()?;
    let Some(mut held) = request(&manager, name, &when_free, limit_ms).await else {
        controller.abort();
        return None;
    };
    held.contended = true;
    Some(held)
}

/// Asks for the lock once. `None` when it is refused, or not granted within `limit_ms`.
async fn request(manager: &LockManager, name: &str, options: &Object, limit_ms: u32) -> Option<Held> {
    let (granted, on_grant) = deferred();
    let (holding, release) = deferred();
    let held = Held { release, contended: false };
    let callback = Closure::once_into_js(move |lock: JsValue| {
        // Resolving a promise does not fail.
        let _ = on_grant.call1(&JsValue::UNDEFINED, &lock);
        holding
    });
    let request = manager.request(name, options, &callback).ok()?;
    // Settles when the lock is released, or at once when the request is refused, as in a page that is going away.
    let over = JsFuture::from(request);
    let limit = core::pin::pin!(timer::sleep(limit_ms));
    match select(JsFuture::from(granted), select(over, limit)).await {
        // A lock that was to be had at once or not at all is granted as null.
        Either::Left((Ok(lock), _)) if !lock.is_null() => Some(held),
        Either::Left(_) | Either::Right(_) => None,
    }
}
