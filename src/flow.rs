//! The functions that an application calls, over a [`Host`](crate::host::Host).
//!
//! [`Auth`] is a thin front. Behind it, each piece of state has one owner, whose fields are private:
//!
//! - `client`: the configuration, the host, and the `store` over its storage. It knows nothing of a user.
//! - `session`: the tokens of the current user, their refresh, AWS credentials, and sign-out; and of users who are parked.
//! - `sign_in`: attempts to sign in, of which only the latest counts. An attempt hands its tokens to the session.
//! - `federation`: exchanging a login of another provider for AWS credentials.
//! - `sign_up`: signing up, and the automatic sign-in after it.
//! - `account`: the functions that are one request each, as rows of tables. `account_functions` has them for Rust projects.
//!
//! Nothing is global, so there can be several of each. Inputs are parsed into types before a flow starts; outputs are types
//! with a `to_json`.

mod account;
mod account_functions;
mod attributes;
mod auth;
mod challenge;
mod client;
mod code_delivery;
mod existing_session;
mod federation;
mod fields;
mod flight;
mod input;
mod mfa_type;
mod passkey;
mod prompt;
mod redirect;
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
pub use existing_session::OnExistingSession;
pub use federation::FederateToIdentityPoolInput;
pub use mfa_type::MfaType;
pub use redirect::{
    BegunRedirect, CancelRedirectInput, CompleteRedirectInput, RedirectEnd, RedirectInput, RedirectOutcome,
    RedirectStart,
};
pub use session::{
    AuthSession, AuthUser, Credentials, ExportSessionInput, ExportedSession, FetchAuthSessionInput,
    GetCurrentUserInput, ImportSessionInput, SessionParts, SessionStatus, SignOutInput, SignOutOutput, SignOutReason,
};
pub use sign_in::{ConfirmSignInInput, SignInInput, SignInOutput, SignInStep};
pub use sign_up::{ConfirmSignUpInput, ConfirmSignUpOutput, ResendSignUpCodeInput, SignUpInput, SignUpOutput};
pub use store::{Decision, Persistence, RedirectMode, StateScope, StorageOptions};
