//! The application's functions.

use core::cell::RefCell;
use core::future::{pending, ready};

use cognito_wasm::error::Result;
use cognito_wasm::host::Hook;
use cognito_wasm::json::Json;
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;

use super::calls;

type Function = Box<dyn Fn(Value) -> Option<Result<Value>>>;

/// The functions that the application has given.
#[derive(Default)]
pub(crate) struct Hooks(RefCell<Vec<(Hook, Function)>>);

impl Hooks {
    /// Gives a function, in place of an earlier one.
    pub(crate) fn give(&self, hook: Hook, function: impl Fn(Value) -> Result<Value> + 'static) {
        self.set(hook, Box::new(move |input| Some(function(input))));
    }

    /// Gives a function that never answers.
    pub(crate) fn give_silent(&self, hook: Hook) {
        self.set(hook, Box::new(|_| None));
    }

    fn set(&self, hook: Hook, function: Function) {
        let mut functions = self.0.borrow_mut();
        functions.retain(|(other, _)| *other != hook);
        functions.push((hook, function));
    }

    pub(super) fn has(&self, hook: Hook) -> bool {
        self.0.borrow().iter().any(|(other, _)| *other == hook)
    }

    pub(super) fn ask(&self, hook: Hook, input: &Json) -> LocalBoxFuture<'static, Result<Json>> {
        let functions = self.0.borrow();
        let (_, function) = functions.iter().find(|(other, _)| *other == hook).expect("there is no such function");
        match function(calls::value(input)) {
            Some(answer) => ready(answer.map(calls::json)).boxed_local(),
            None => pending().boxed_local(),
        }
    }
}
