//! The application's `secretHash` hook.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use js_sys::Function;
use wasm_bindgen::JsValue;

use crate::browser::value;
use crate::error::{Error, Result, names};
use crate::secret::Secret;

/// Calls the hook, which may return a hash or a promise, or throw.
pub(super) fn ask(hook: &Function, username: &str) -> LocalBoxFuture<'static, Result<Secret>> {
    let answer = hook.call1(&JsValue::UNDEFINED, &username.into());
    async move {
        let answer = match answer {
            Ok(answer) => value::settled(&answer).await,
            thrown => thrown,
        };
        match answer.map(|answer| answer.as_string()) {
            Ok(Some(hash)) => Ok(Secret::new(hash)),
            Ok(None) => Err(Error::new(&names::SECRET_HASH)),
            Err(thrown) => Err(Error::new(&names::SECRET_HASH).with_cause(Some(Rc::new(thrown)))),
        }
    }
    .boxed_local()
}
