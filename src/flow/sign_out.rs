//! `signOut`.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::flight::Work;
use super::{Auth, input};
use crate::cognito::operation::{GLOBAL_SIGN_OUT, REVOKE_TOKEN};
use crate::error::{Error, Result, names};
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::token::TokenSet;

/// Input of `signOut`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignOutInput {
    /// Sign out everywhere, not only here.
    pub global: bool,
}

impl SignOutInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException` for members of the wrong type.
    pub fn parse(mut input: Json) -> Result<Self> {
        let _ = input::with_options(&mut input)?;
        Ok(Self { global: input::flag(&input, "global")?.unwrap_or_default() })
    }
}

/// What a sign-out achieved. The user is signed out on this page in any case.
#[derive(Clone, Debug, Default)]
pub struct SignOutOutput {
    /// The access token that could not be used to sign out everywhere, and why.
    pub global_sign_out_error: Option<(String, Error)>,
    /// The refresh token that could not be revoked, and why.
    pub revoke_token_error: Option<(String, Error)>,
}

impl SignOutOutput {
    /// Whether everything that was asked was done.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.global_sign_out_error.is_none() && self.revoke_token_error.is_none()
    }
}

impl<H: Host> Auth<H> {
    /// Signs the user out: on this page at once and in any case, then at the service.
    ///
    /// # Errors
    /// `AuthUserPoolException` without a user pool, `StorageException` when the session cannot be removed. Whatever the
    /// service refuses is told in the result.
    pub async fn sign_out(self: &Rc<Self>, input: SignOutInput) -> Result<SignOutOutput> {
        self.pool()?;
        let this = Rc::clone(self);
        // A sign-out that has begun is not left half done when the caller goes away.
        Work::start(&self.host, async move { this.sign_out_to_the_end(input).await }.boxed_local()).finish().await
    }

    async fn sign_out_to_the_end(&self, input: SignOutInput) -> Result<SignOutOutput> {
        self.next_generation();
        let tokens = self.load_tokens()?;
        self.remove_stored_session()?;
        self.clear_identity()?;
        let output = match &tokens {
            Some(tokens) => self.sign_out_at_service(tokens, input.global).await,
            None => SignOutOutput::default(),
        };
        // Last, since an application may leave the page at this event, and the requests with it.
        self.emit("signedOut", EventData::None);
        Ok(output)
    }

    async fn sign_out_at_service(&self, tokens: &TokenSet, global: bool) -> SignOutOutput {
        let mut output = SignOutOutput::default();
        let revocable = tokens.refresh.as_deref().filter(|_| tokens.access.text("origin_jti").is_some());
        if global {
            let access = tokens.access.raw();
            let body = Json::object().with("AccessToken", access);
            if let Err(error) = self.call_user_pool(&GLOBAL_SIGN_OUT, body).await {
                output.revoke_token_error = revocable.map(|token| {
                    let skipped = Error::new(&names::UNKNOWN)
                        .with_message("the refresh token was not revoked because the global sign-out failed")
                        .with_source(error.clone());
                    (token.to_owned(), skipped)
                });
                output.global_sign_out_error = Some((access.to_owned(), error));
                return output;
            }
        }
        if let Some(token) = revocable
            && let Err(error) = self.revoke(token).await
        {
            output.revoke_token_error = Some((token.to_owned(), error));
        }
        output
    }

    async fn revoke(&self, token: &str) -> Result<()> {
        let body = Json::object().with("ClientId", &*self.pool()?.client_id).with("Token", token);
        self.call_user_pool(&REVOKE_TOKEN, body).await.map(drop)
    }
}
