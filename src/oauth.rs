//! Signing in on Cognito's own pages: the authorization code grant with PKCE, and the implicit grant (RFC 6749, RFC 7636,
//! OpenID Connect Core).
//!
//! This is the protocol alone. Addresses and requests are made here, and what comes back is read and checked here; a flow opens
//! the address, keeps what has to be kept until the user comes back, and sends the request. Nothing here has a network, a storage
//! or a clock.
//!
//! | step | with |
//! |---|---|
//! | the address that the user is sent to | [`redirect_uri`], [`State`], [`Verifier`], [`Authorization`] |
//! | the address that the user comes back to | [`Callback`], then [`State::check`] |
//! | the code is exchanged for tokens | [`CodeGrant`], [`Granted`] |
//! | the tokens are checked | [`check_tokens`]; a host verifies their signatures |
//! | signing out | [`came_from_pages`], [`logout_url`] |
//!
//! ```
//! use cognito_wasm::config::{OAuth, ResponseType};
//! use cognito_wasm::error::Result;
//! use cognito_wasm::oauth::{Authorization, AuthorizationOptions, State, Verifier, redirect_uri};
//!
//! fn leave(oauth: &OAuth, page: &str, random: &mut dyn FnMut(&mut [u8]) -> Result<()>) -> Result<String> {
//!     let (state, verifier) = (State::generate(None, random)?, Verifier::generate(random)?);
//!     let authorization = Authorization {
//!         client_id: "1example23456789",
//!         redirect_uri: redirect_uri(&oauth.redirect_sign_in, None, page)?,
//!         options: &AuthorizationOptions::default(),
//!         state: &state,
//!         verifier: &verifier,
//!     };
//!     // … keep `state.expose()`, `verifier.expose()` and the redirect address …
//!     authorization.url(oauth)
//! }
//! # let oauth = OAuth {
//! #     domain: "app.auth.us-east-1.amazoncognito.com".to_owned(),
//! #     scopes: vec!["openid".to_owned()],
//! #     redirect_sign_in: vec!["https://app.example/".to_owned()],
//! #     redirect_sign_out: Vec::new(),
//! #     response_type: ResponseType::Code,
//! # };
//! # let url = leave(&oauth, "https://app.example/", &mut |buffer| Ok(buffer.fill(0)))?;
//! # assert!(url.starts_with("https://app.auth.us-east-1.amazoncognito.com/oauth2/authorize?redirect_uri="));
//! # Ok::<(), cognito_wasm::error::Error>(())
//! ```

mod address;
mod authorize;
mod callback;
mod came_from_pages;
mod checks;
mod encoding;
mod logout;
mod pkce;
mod provider;
mod random;
mod redirect;
mod refusal;
#[cfg(test)]
mod samples;
mod shown;
mod state;
mod token_reply;
mod token_request;

pub use address::configured;
pub use authorize::{Authorization, AuthorizationOptions, Prompt};
pub use callback::{Callback, Flaw, ImplicitTokens};
pub use came_from_pages::came_from_pages;
pub use checks::{ExpectedClaims, check_tokens};
pub use logout::logout_url;
pub use pkce::Verifier;
pub use provider::Provider;
pub(crate) use redirect::is_own_path;
pub use redirect::redirect_uri;
pub use refusal::{Refusal, cancelled};
pub use shown::shown_address;
pub use state::State;
pub use token_reply::Granted;
pub use token_request::CodeGrant;
