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
    /// Refresh tokens and credentials even when they are good.
    pub force_refresh: bool,
    /// For the triggers of a refresh.
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

/// The state of the session in five independent parts.
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
    /// A session whose every part failed alike.
    fn failed(is_signed_in: bool, error: &Error) -> Self {
        Self { is_signed_in, credentials: Err(error.clone()), user_sub: Err(error.clone()), tokens: Err(error.clone()) }
    }
}

impl<H: Host> Session<H> {
    /// The session: tokens, refreshed when expired, and AWS credentials.
    ///
    /// Being signed out, being offline or having no guest access is told in the result, not as an error.
    ///
    /// # Errors
    /// None; the signature leaves room for calls that do not fit the configuration.
    pub(in crate::flow) async fn fetch(self: &Rc<Self>, input: FetchAuthSessionInput) -> Result<AuthSession> {
        let tokens = match self.client.config().user_pool {
            Some(_) => self.tokens(input.force_refresh, input.client_metadata).await,
            None => Ok(None),
        };
        Ok(match tokens {
            Err(error) => {
                // A storage that cannot be read holds no session that anybody could use.
                let is_signed_in = !ends_session(&error) && matches!(self.client.store().load(), Ok(Some(_)));
                AuthSession::failed(is_signed_in, &error)
            }
            Ok(None) => {
                let signed_out = Error::new(&names::SIGNED_OUT);
                AuthSession {
                    credentials: self.credentials(None, input.force_refresh).await,
                    ..AuthSession::failed(false, &signed_out)
                }
            }
            Ok(Some(tokens)) => AuthSession {
                is_signed_in: true,
                credentials: self.credentials(Some(Rc::clone(&tokens)), input.force_refresh).await,
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
