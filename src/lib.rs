//! Amazon Cognito sign-in for the browser.
//!
//! The npm package `cognito-wasm` is this crate with a TypeScript API. Rust projects can use it directly: create an
//! [`Auth`](flow::Auth) over a [`Host`](host::Host), which gives the core its network, storage and clock. For
//! `wasm32-unknown-unknown`, `browser::Browser` is such a host. The flows compile for any target, and their tests run
//! natively with a simulated host.
//!
//! # Sign a user in
//!
//! An [`Auth`](flow::Auth) is a client of one user pool, and the user who is signed in to it. The configuration is
//! [`Json`](json::Json) in one of Amplify's formats. Inputs are Rust values; `parse` makes them from the formats of
//! `aws-amplify/auth`. If the user has to do something first, such as enter a code, the call succeeds, and its output names
//! the step.
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
//! Futures are `!Send`, since a page has one thread. Dropping a future cancels the call. Work that must not stop halfway,
//! such as a refresh or a sign-out, is completed all the same.
//!
//! # In the browser
//!
//! `browser::Browser::new` takes a function that receives events. Create one `Auth::new(Browser::new(listener), config,
//! StateScope::Page)` and share it among the page's components. If the app client has a secret, `with_secret_hash` adds a
//! hook that asks your server for `SECRET_HASH`, so that the page does not know the secret.
//!
//! With `-C target-feature=+simd128`, `wasm32-unknown-unknown` gets a SIMD kernel for SRP, which is faster than the
//! portable one. Browsers without SIMD cannot load such a module. Use at least `opt-level = 1` for development builds: SRP
//! is slow without optimisation.
//!
//! # Features
//!
//! - `browser` (default): the browser as a host. It has no effect on targets other than `wasm32`.
//! - `bindings`: the functions that the npm package's TypeScript calls. Not for Rust projects: every module that the crate
//!   is compiled into would export them, and any version may change them.
//!
//! # Errors
//!
//! Every error is an [`Error`](error::Error). Compare its [`name`](error::Error::name), which is Cognito's or Amplify's.
//! [`category`](error::Error::category) says who can fix it, and [`retryable`](error::Error::retryable) whether the same
//! call may succeed later. Bad input does not panic, and errors contain no secrets.
//!
//! # The password proof alone
//!
//! [`srp`] works without a host. It is Cognito's variant of SRP, for users and remembered devices, in constant time.
//!
//! # Modules
//!
//! From the lowest layer up, which is also a good order to read them in. A layer uses only those above it in this list:
//!
//! 1. [`text`], [`time`], [`secret`], `hash`, [`json`], [`error`], `http`: basic types and helpers.
//! 2. [`srp`], [`token`], [`config`]: the password proof, the session's tokens, the configuration.
//! 3. [`oauth`]: the protocol of Cognito's own pages, without a host.
//! 4. [`sigv4`]: requests signed with AWS credentials, without a host.
//! 5. [`host`]: what the core needs from its environment. [`cognito`]: Cognito's operations, sent through a host.
//! 6. [`flow`]: the functions that an application calls: sign-up, sign-in, session, sign-out, and the account functions.
//! 7. `browser` and `bindings` (wasm32 only, each behind the feature of its name): the browser as a host, and the functions
//!    that JavaScript calls.

#![forbid(unsafe_code)]

pub mod error;
mod hash;
mod http;
pub mod json;
pub mod secret;
pub mod text;
pub mod time;

pub mod srp;

pub mod config;
pub mod token;

pub mod oauth;
pub mod sigv4;

pub mod cognito;
pub mod host;

pub mod flow;

#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub mod bindings;
#[cfg(all(target_arch = "wasm32", feature = "browser"))]
pub mod browser;
