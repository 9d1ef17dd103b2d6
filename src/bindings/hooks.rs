//! The application's functions, which TypeScript's `host` has as members.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use wasm_bindgen::JsValue;

use crate::browser::{Hooks, value};
use crate::error::{Error, Result};
use crate::host::Hook;
use crate::json::Json;

/// TypeScript's `host`. Its members may come and go.
pub(super) struct HostHooks(pub(super) JsValue);

/// The member of `host`.
const fn member(hook: Hook) -> &'static str {
    match hook {
        Hook::SecretHash => "secretHash",
        Hook::Tokens => "tokens",
        Hook::Credentials => "credentials",
        Hook::ClearCredentials => "clearCredentials",
        Hook::Headers => "headers",
        Hook::ClientMetadata => "clientMetadata",
    }
}

impl Hooks for HostHooks {
    fn has(&self, hook: Hook) -> bool {
        value::function(&self.0, member(hook)).is_some()
    }

    fn ask(&self, hook: Hook, input: Json) -> LocalBoxFuture<'static, Result<Json>> {
        let answer = value::function(&self.0, member(hook))
            .unwrap_or_default()
            .call1(&JsValue::UNDEFINED, &value::to_js(&input));
        async move {
            let answer = match answer {
                Ok(answer) => value::settled(&answer).await,
                thrown => thrown,
            };
            match answer {
                Ok(answer) => value::from_js(&answer).ok_or_else(|| Error::new(hook.failure())),
                Err(thrown) => Err(Error::new(hook.failure()).with_cause(Some(Rc::new(thrown)))),
            }
        }
        .boxed_local()
    }
}
