//! What an application calls: one `async fn` for each public function, over a [`Host`].
//!
//! An [`Auth`] owns everything a session needs: its configuration, the sign-in under way, the refresh in flight, the cached
//! AWS credentials. Nothing is global, so several pools live side by side. Inputs are parsed into types before a flow starts;
//! outputs are types with a `to_json`. The many functions about an account that are one request each are rows of tables
//! (`account`) instead.

mod account;
mod auto_sign_in;
mod challenge;
mod client_secret;
mod credentials;
mod current_user;
mod device_store;
mod flight;
mod input;
mod issued;
mod passkeys;
mod prompt;
mod refresh;
mod session;
mod sign_in;
mod sign_in_state;
mod sign_out;
mod sign_up;
mod signatures;
mod store;
mod warnings;

use core::cell::Cell;
use core::fmt;
use std::rc::Rc;

use crate::cognito::{self, Operation};
use crate::config::{AuthConfig, UserPool};
use crate::error::{Error, Result, names};
use crate::host::{Event, EventData, Host};
use crate::json::Json;
use crate::token::StorageKeys;

pub use credentials::Credentials;
pub use current_user::AuthUser;
pub use session::{FetchAuthSessionInput, Session};
pub use sign_in::{ConfirmSignInInput, SignInInput, SignInOutput};
pub use sign_in_state::StateScope;
pub use sign_out::{SignOutInput, SignOutOutput};
pub use sign_up::{
    CodeDelivery, ConfirmSignUpInput, ConfirmSignUpOutput, ResendSignUpCodeInput, SignUpInput, SignUpOutput,
};

/// One user pool and identity pool, and whoever is signed in to them on this page.
pub struct Auth<H: Host> {
    host: H,
    config: AuthConfig,
    /// Counts sign-ins and sign-outs, so that what began before one of them does not undo it.
    generation: Cell<u32>,
    known_tokens: store::KnownTokens,
    known_keys: signatures::KnownKeys,
    refreshing: refresh::Refreshing,
    identity: credentials::Identity,
    sign_in: sign_in_state::SignInState,
    preparation: sign_in::Preparation,
    auto_sign_in: auto_sign_in::AutoSignIn,
    prompt: prompt::Prompt,
}

impl<H: Host> Auth<H> {
    /// An instance over a host. Nothing is read or sent until a function is called.
    #[must_use]
    pub fn new(host: H, config: AuthConfig, scope: StateScope) -> Rc<Self> {
        Rc::new(Self {
            host,
            config,
            generation: Cell::new(0),
            known_tokens: store::KnownTokens::default(),
            known_keys: signatures::KnownKeys::default(),
            refreshing: refresh::Refreshing::default(),
            identity: credentials::Identity::default(),
            sign_in: sign_in_state::SignInState::new(scope),
            preparation: sign_in::Preparation::default(),
            auto_sign_in: auto_sign_in::AutoSignIn::default(),
            prompt: prompt::Prompt::default(),
        })
    }

    /// The configuration.
    #[must_use]
    pub const fn config(&self) -> &AuthConfig {
        &self.config
    }

    /// The host that everything goes through.
    #[must_use]
    pub const fn host(&self) -> &H {
        &self.host
    }

    fn pool(&self) -> Result<&UserPool> {
        self.config.user_pool()
    }

    fn keys(&self) -> Result<StorageKeys> {
        Ok(StorageKeys::new(&self.pool()?.client_id))
    }

    async fn call_user_pool(&self, operation: &'static Operation, body: Json) -> Result<Json> {
        let body = self.with_client_proof(operation, body).await?;
        cognito::call(&self.host, &self.pool()?.endpoint, operation, body).await
    }

    /// `UserContextData` of threat protection.
    fn user_context(&self, username: &str) -> Option<Json> {
        let pool = self.config.user_pool.as_ref()?;
        self.host.user_context(username, pool.id.as_str(), &pool.client_id)
    }

    fn emit(&self, name: &'static str, data: EventData) {
        self.host.emit(Event { name, data });
    }

    /// Begins a new generation: whatever started earlier no longer writes.
    fn next_generation(&self) -> u32 {
        let next = self.generation.get().wrapping_add(1);
        self.generation.set(next);
        next
    }

    /// Fails when somebody signed in or out since `generation` began.
    fn still(&self, generation: u32) -> Result<()> {
        if self.generation.get() == generation {
            Ok(())
        } else {
            Err(Error::new(&names::SIGN_IN).with_message("another sign-in or sign-out came in between"))
        }
    }
}

impl<H: Host> fmt::Debug for Auth<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Auth").field("config", &self.config).finish_non_exhaustive()
    }
}
