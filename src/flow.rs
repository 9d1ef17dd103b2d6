//! What an application calls: one `async fn` for each public function, over a [`Host`](crate::host::Host).
//!
//! Behind [`Auth`], each piece of state has one owner, whose fields nobody else sees:
//!
//! - `client`: the configuration, the host, and the `store` over its storage. Nothing about who is signed in.
//! - `session`: the tokens of one user, their refresh, AWS credentials, and how all of it ends.
//! - `sign_in`: one attempt from its first request to its result, and which attempt counts. It hands its tokens to the session.
//! - `sign_up`: the sign-up that waits for its sign-in.
//! - `account`: functions that are one request each, as rows of tables; `account_functions` has them for projects in Rust.
//!
//! Nothing is global, so several of them live side by side. Inputs are parsed into types before a flow starts; outputs are
//! types with a `to_json`.

mod account;
mod account_functions;
mod attributes;
mod auth;
mod challenge;
mod client;
mod code_delivery;
mod fields;
mod flight;
mod input;
mod mfa_type;
mod passkey;
mod prompt;
mod session;
mod sign_in;
mod sign_up;
mod store;

pub use account_functions::{
    AttributeUpdate, AuthDevice, FetchMfaPreferenceOutput, MfaPreference, Passkey, SetUpTotpOutput,
    UpdateMfaPreferenceInput,
};
pub use attributes::{Attributes, ClientMetadata};
pub use auth::Auth;
pub use code_delivery::CodeDelivery;
pub use mfa_type::MfaType;
pub use session::{AuthSession, AuthUser, Credentials, FetchAuthSessionInput, SignOutInput, SignOutOutput};
pub use sign_in::{ConfirmSignInInput, SignInInput, SignInOutput, SignInStep};
pub use sign_up::{ConfirmSignUpInput, ConfirmSignUpOutput, ResendSignUpCodeInput, SignUpInput, SignUpOutput};
pub use store::StateScope;
