//! Web Locks: one holder among all tabs and workers of an origin. Without them, there is one holder in this page.
//!
//! In browsers, a lock can reach another tab before the storage's writes do. So a holder announces its write on a
//! `BroadcastChannel` with the lock's name, and those who wait for the lock listen there.

use core::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::abort::AbortOnDrop;
use super::storage::StorageCopy;
use super::{global, page_lock, timer, value};
use crate::host::LockError;
use crate::json::Json;

#[wasm_bindgen]
extern "C" {
    /// `LockManager`, in windows and workers.
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &JsValue, callback: &JsValue) -> Result<JsValue, JsValue>;
}

/// A lock, held until dropped.
#[derive(Debug)]
pub struct Held {
    name: String,
    release: Option<Release>,
    /// What it guards, if that is a copy of an asynchronous storage.
    copy: Option<StorageCopy>,
    /// The channel that was listened to while waiting; `None` if the lock was free.
    waiting: Option<Listening>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let (Some(copy), release) = (self.copy.take(), self.release.take()) {
            wasm_bindgen_futures::spawn_local(async move {
                copy.settled().await;
                drop(release);
            });
        }
    }
}

impl Held {
    fn new(name: &str, release: Release) -> Self {
        Self { name: name.to_owned(), release: Some(release), copy: None, waiting: None }
    }

    /// The lock, with a copy whose changes are stored before the lock is released.
    pub(super) fn guarding(mut self, copy: StorageCopy) -> Self {
        self.copy = Some(copy);
        self
    }

    /// Whether it is a Web Lock, which other tabs respect.
    pub(super) const fn is_web(&self) -> bool {
        matches!(self.release, Some(Release::Web(_)))
    }

    /// Whether the lock was held by somebody else at first.
    pub(super) const fn was_contended(&self) -> bool {
        self.waiting.is_some()
    }

    /// Tells those who wait for the lock what was written.
    pub(super) fn announce(&self, mark: &str) {
        if let Some(channel) = open(&self.name) {
            if let Some(post) = value::function(&channel, "postMessage") {
                // Without the message, the others wait a little longer.
                let _ = post.call1(&channel, &mark.into());
            }
            close(&channel);
        }
    }

    /// The last announcement while this lock was waited for.
    pub(super) fn announced(&self) -> Option<String> {
        self.waiting.as_ref().and_then(|waiting| waiting.heard.borrow().clone())
    }
}

/// Releases a lock when it is dropped.
#[derive(Debug)]
enum Release {
    /// Resolves the promise that holds a Web Lock.
    Web(Function),
    /// The page's own lock.
    Page { _held: page_lock::Held },
}

impl Drop for Release {
    fn drop(&mut self) {
        if let Self::Web(resolve) = self {
            // Resolving a promise does not fail.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}

/// An open channel, which is closed when this is dropped.
#[derive(Debug)]
struct Listening {
    channel: Option<JsValue>,
    heard: Rc<RefCell<Option<String>>>,
    /// The channel's event listener.
    _listener: Closure<dyn FnMut(JsValue)>,
}

impl Listening {
    fn to(name: &str) -> Self {
        let heard = Rc::new(RefCell::new(None));
        let last = Rc::clone(&heard);
        let listener = Closure::new(move |message: JsValue| {
            if let Some(mark) = value::member(&message, "data").and_then(|data| data.as_string()) {
                last.replace(Some(mark));
            }
        });
        let channel = open(name);
        if let Some(channel) = &channel {
            value::set(channel, "onmessage", listener.as_ref());
            // In Node, a listening channel would keep the process alive.
            if let Some(unref) = value::function(channel, "unref") {
                let _ = unref.call0(channel);
            }
        }
        Self { channel, heard, _listener: listener }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            value::set(channel, "onmessage", &JsValue::NULL);
            close(channel);
        }
    }
}

/// Opens a channel, if the browser has channels.
fn open(name: &str) -> Option<JsValue> {
    let class: Function = global::at(&["BroadcastChannel"])?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::of1(&JsValue::from_str(name))).ok()
}

fn close(channel: &JsValue) {
    if let Some(close) = value::function(channel, "close") {
        // Closing does not fail.
        let _ = close.call0(channel);
    }
}

/// A promise and the function that resolves it.
fn deferred() -> (Promise, Function) {
    let mut resolver = None;
    let promise = Promise::new(&mut |resolve, _| resolver = Some(resolve));
    (promise, resolver.unwrap_or_default())
}

/// Why a request for a lock failed.
enum Refusal {
    /// Somebody else has the lock, and the request was not to wait.
    NotAvailable,
    /// The time limit passed.
    TimedOut,
    /// The browser refused, for instance in a page without an origin or one that is being closed.
    Refused,
}

/// Takes the lock, or gives up after `limit_ms`.
pub(super) async fn take(name: &str, limit_ms: u32) -> Result<Held, LockError> {
    if let Some(manager) = global::at(&["navigator", "locks"]) {
        let manager: LockManager = manager.unchecked_into();
        let mut options = value::to_platform(&Json::object().with("ifAvailable", true));
        let mut waiting = None;
        // Aborting has no effect once the lock is granted.
        let abort = AbortOnDrop::new();
        loop {
            match request(&manager, name, &options, limit_ms).await {
                Ok(mut held) => {
                    held.waiting = waiting;
                    return Ok(held);
                }
                Err(_) if waiting.is_some() => return Err(LockError::StillHeld),
                Err(Refusal::Refused) => break,
                Err(Refusal::NotAvailable | Refusal::TimedOut) => {
                    waiting = Some(Listening::to(name));
                    options = value::to_platform(&Json::object());
                    value::set(&options, "signal", &abort.signal());
                }
            }
        }
    }
    take_in_page(name, limit_ms).await
}

async fn take_in_page(name: &str, limit_ms: u32) -> Result<Held, LockError> {
    let waiting = Listening::to(name);
    let (held, waited) = page_lock::take(name, limit_ms).await?;
    let mut held = Held::new(name, Release::Page { _held: held });
    held.waiting = waited.then_some(waiting);
    Ok(held)
}

/// Requests the lock.
async fn request(manager: &LockManager, name: &str, options: &JsValue, limit_ms: u32) -> Result<Held, Refusal> {
    let (granted, on_grant) = deferred();
    let (holding, release) = deferred();
    let held = Held::new(name, Release::Web(release));
    let callback = Closure::once_into_js(move |lock: JsValue| {
        // Resolving a promise does not fail.
        let _ = on_grant.call1(&JsValue::UNDEFINED, &lock);
        holding
    });
    let request = manager.request(name, options, &callback).map_err(|_| Refusal::Refused)?;
    // Settles when the lock is released, or early if the request is refused.
    let over = value::settled(&request);
    let limit = core::pin::pin!(timer::sleep(limit_ms));
    match select(JsFuture::from(granted), select(over, limit)).await {
        // With `ifAvailable`, the callback gets null for a lock that is held.
        Either::Left((Ok(lock), _)) if lock.is_null() => Err(Refusal::NotAvailable),
        Either::Left((Ok(_), _)) => Ok(held),
        Either::Right((Either::Right(_), _)) => Err(Refusal::TimedOut),
        Either::Left(_) | Either::Right(_) => Err(Refusal::Refused),
    }
}
