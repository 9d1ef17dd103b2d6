//! Amazon Cognito sign-in for the browser.
//!
//! Modules in reading order, lowest layer first; a layer uses only those above it in this list:
//!
//! 1. [`text`], [`time`], [`secret`], [`json`], [`error`]: the ground.
//! 2. [`srp`], [`token`], [`config`]: the password proof, the session's tokens, the pools.
//! 3. [`host`]: what the core asks of the world. [`cognito`]: the service's operations over a host.
//! 4. [`flow`]: what an application calls, one `async fn` for each: sign-up, sign-in, session, sign-out;
//!    and the account functions, one row for each.
//! 5. `browser` and `bindings` (wasm32 only, with the feature of that name): the browser as a host, and what JavaScript calls.

#![forbid(unsafe_code)]

pub mod error;
pub mod json;
pub mod secret;
pub mod text;
pub mod time;

pub mod srp;

pub mod config;
pub mod token;

pub mod cognito;
pub mod host;

pub mod flow;

#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub mod bindings;
#[cfg(all(target_arch = "wasm32", feature = "browser"))]
mod browser;
