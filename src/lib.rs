//! Amazon Cognito sign-in for the browser.
//!
//! The npm package `cognito-wasm` is this crate behind an API in TypeScript. Projects in Rust use it as it is: take a
//! [`Host`](host::Host), which is all that the core asks of the world, and call the flows. For `wasm32-unknown-unknown` there
//! is one, `browser::Browser`; the flows themselves compile for any target, and a simulated host tests them natively.
//!
//! # Sign somebody in
//!
//! An [`Auth`](flow::Auth) is one user pool and whoever is signed in to it. The configuration has one of Amplify's shapes, as
//! [`Json`](json::Json). Inputs are values; those that come from JavaScript are parsed, in the shapes of `aws-amplify/auth`. A
//! step that the user has to take first is a result, not an error.
//!
//! ```
//! use cognito_wasm::config::AuthConfig;
//! use cognito_wasm::error::Result;
//! use cognito_wasm::flow::{Auth, FetchAuthSessionInput, SignInInput, StateScope};
//! use cognito_wasm::host::Host;
//! use cognito_wasm::json::Json;
//! use cognito_wasm::secret::Secret;
//!
//! async fn sign_in<H: Host>(host: H, username: &str, password: Secret) -> Result<String> {
//!     let pool = Json::object()
//!         .with("userPoolId", "us-east-1_AbCdEfGhI")
//!         .with("userPoolClientId", "1example23456789");
//!     let given = Json::object().with("Auth", Json::object().with("Cognito", pool));
//!     let config = AuthConfig::parse(given, &|text| host.parse_json(text))?;
//!     let auth = Auth::new(host, config, StateScope::Client);
//!
//!     let output = auth.sign_in(SignInInput::new(username.to_owned(), Some(password))).await?;
//!     if !output.is_signed_in() {
//!         return Ok(format!("next: {}", output.step.name()));
//!     }
//!     let session = auth.fetch_auth_session(FetchAuthSessionInput::default()).await?;
//!     Ok(format!("signed in: {}", session.user_sub?))
//! }
//! ```
//!
//! Futures are of one thread (`!Send`), as in a page. Dropping one cancels the call, and the request that it waits for.
//!
//! # In the browser
//!
//! `browser::Browser::new` takes a function that hears of events. The page's components share one
//! `Auth::new(Browser::new(listener), config, StateScope::Page)`. `with_secret_hash` adds a hook for an app client's secret that
//! the page must not know.
//!
//! With `-C target-feature=+simd128` among the flags for `wasm32-unknown-unknown`, SRP is computed by a kernel for SIMD, which
//! is faster than the portable one; a browser without SIMD refuses such a module. Builds for development want at least
//! `opt-level = 1`: unoptimised, the arithmetic keeps the user waiting.
//!
//! # Features
//!
//! - `browser` (default): the browser as a host. It does nothing on other targets than `wasm32`.
//! - `bindings`: what the npm package's TypeScript calls. It is exported from every module that the crate is compiled into,
//!   and may change with any version: not for projects in Rust.
//!
//! # Errors
//!
//! Every flow fails with an [`Error`](error::Error): compare its [`name`](error::Error::name), which is Cognito's or
//! Amplify's. [`category`](error::Error::category) says who is to act, and [`retryable`](error::Error::retryable)
//! whether the same call may succeed later. Nothing panics on bad input, and no error holds a secret.
//!
//! # The password proof alone
//!
//! [`srp`] needs no host: it is Cognito's variant of SRP, for users and for remembered devices, in constant time.
//!
//! # Modules
//!
//! In reading order, lowest layer first; a layer uses only those above it in this list:
//!
//! 1. [`text`], [`time`], [`secret`], `hash`, [`json`], [`error`]: the ground.
//! 2. [`srp`], [`token`], [`config`]: the password proof, the session's tokens, the pools.
//! 3. [`host`]: what the core asks of the world. [`cognito`]: the service's operations over a host.
//! 4. [`flow`]: what an application calls, one `async fn` for each: sign-up, sign-in, session, sign-out;
//!    and the account functions, one row for each.
//! 5. `browser` and `bindings` (wasm32 only, each with the feature of its name): the browser as a host, and what JavaScript
//!    calls.

#![forbid(unsafe_code)]

pub mod error;
mod hash;
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

#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub mod bindings;
#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub mod browser;
