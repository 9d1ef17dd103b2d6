//! `fetchAuthSession`.

use std::rc::Rc;

use super::{Credentials, Session, ends_session};
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::input;
use crate::host::Host;
use crate::json::Json;
use crate::token::TokenSet;

/// Input of `fetchAuthSession`.
#[derive(Debug, Default)]
pub struct FetchAuthSessionInput {
    /// Refresh tokens and credentials even if they have not expired.
    pub force_refresh: bool,
    /// For the pool's triggers during a refresh.
    pub client_metadata: Option<ClientMetadata>,
}

impl FetchAuthSessionInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException` for members of the wrong type.
    pub fn parse(mut input: Json) -> Result<Self> {
        let _ = input::with_options(&mut input)?;
        Ok(Self {
            force_refresh: input::flag(&input, "forceRefresh")?.unwrap_or_default(),
            client_metadata: ClientMetadata::read(&mut input)?,
        })
    }
}

/// The state of the session. Each part has its own error.
#[derive(Clone, Debug)]
pub struct AuthSession {
    /// Whether a user is signed in.
    pub is_signed_in: bool,
    /// Identity and AWS credentials.
    pub credentials: Result<Rc<Credentials>>,
    /// The user's `sub`.
    pub user_sub: Result<String>,
    /// The tokens.
    pub tokens: Result<Rc<TokenSet>>,
}

impl AuthSession {
    /// A session in which every part has the same error.
    fn failed(is_signed_in: bool, error: &Error) -> Self {
        Self { is_signed_in, credentials: Err(error.clone()), user_sub: Err(error.clone()), tokens: Err(error.clone()) }
    }
}

impl<H: Host> Session<H> {
    /// The session: the tokens, refreshed if they have expired, and AWS credentials.
    ///
    /// The call succeeds even when the user is signed out or offline, or has no guest access: the output has an error for
    /// each part.
    ///
    /// # Errors
    /// None at present.
    pub(in crate::flow) async fn fetch(self: &Rc<Self>, input: FetchAuthSessionInput) -> Result<AuthSession> {
        let tokens = if self.client.config().user_pool.is_some() || self.is_provided() {
            self.tokens(input.force_refresh, input.client_metadata).await
        } else {
            Ok(None)
        };
        let tokens = match tokens {
            Ok(tokens) => tokens,
            Err(error) => {
                // A session that cannot be read cannot be used.
                // Whether a provider that failed has a user is unknown.
                let is_signed_in =
                    !self.is_provided() && !ends_session(&error) && matches!(self.client.store().load(), Ok(Some(_)));
                return Ok(AuthSession::failed(is_signed_in, &error));
            }
        };
        let credentials = self.credentials(tokens.clone(), input.force_refresh).await;
        Ok(match tokens {
            None => AuthSession { credentials, ..AuthSession::failed(false, &Error::new(&names::SIGNED_OUT)) },
            Some(tokens) => AuthSession {
                is_signed_in: true,
                credentials,
                user_sub: tokens
                    .access
                    .text("sub")
                    .map(str::to_owned)
                    .ok_or_else(|| Error::new(&names::INVALID_TOKENS)),
                tokens: Ok(tokens),
            },
        })
    }
}
