//! `fetchAuthSession`.

use std::rc::Rc;

use super::{Credentials, Session, SessionStatus, ends_session};
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::input;
use crate::host::Host;
use crate::json::Json;
use crate::token::TokenSet;

/// The member of the inputs.
pub(super) const ALLOW_STALE: &str = "allowStale";

/// What of a session is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SessionParts {
    /// Everything.
    #[default]
    All,
    /// The tokens. The identity pool is not needed for these.
    Tokens,
    /// AWS credentials. Only these are renewed if the input says so.
    Credentials,
}

/// Input of `fetchAuthSession`.
#[derive(Debug, Default)]
pub struct FetchAuthSessionInput {
    /// Refresh tokens and credentials even if they have not expired.
    pub force_refresh: bool,
    /// Answer at once with what is stored, even if it has expired. Nothing is requested.
    pub allow_stale: bool,
    /// For the pool's triggers during a refresh.
    pub client_metadata: Option<ClientMetadata>,
    /// What is wanted.
    pub parts: SessionParts,
}

impl FetchAuthSessionInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException` for members of the wrong type, or that exclude each other.
    pub fn parse(mut input: Json) -> Result<Self> {
        let _ = input::with_options(&mut input)?;
        let force_refresh = input::flag(&input, "forceRefresh")?.unwrap_or_default();
        let allow_stale = input::flag(&input, ALLOW_STALE)?.unwrap_or_default();
        if force_refresh && allow_stale {
            return Err(input::invalid(ALLOW_STALE, "and `forceRefresh` exclude each other"));
        }
        Ok(Self {
            force_refresh,
            allow_stale,
            client_metadata: ClientMetadata::read(&mut input)?,
            parts: SessionParts::All,
        })
    }
}

/// The state of the session. Each part has its own error.
#[derive(Clone, Debug)]
pub struct AuthSession {
    /// Whether a user is signed in.
    pub is_signed_in: bool,
    /// Whether a user is signed in, and whether the tokens are good.
    pub status: SessionStatus,
    /// Identity and AWS credentials.
    pub credentials: Result<Rc<Credentials>>,
    /// The user's `sub`.
    pub user_sub: Result<String>,
    /// The tokens.
    pub tokens: Result<Rc<TokenSet>>,
}

impl AuthSession {
    /// A session in which every part has the same error.
    fn failed(status: SessionStatus, error: &Error) -> Self {
        Self {
            is_signed_in: status != SessionStatus::SignedOut,
            status,
            credentials: Err(error.clone()),
            user_sub: Err(error.clone()),
            tokens: Err(error.clone()),
        }
    }
}

impl<H: Host> Session<H> {
    /// The session: the tokens, refreshed if they have expired, and AWS credentials. With `allow_stale`, it is what is stored.
    ///
    /// The call succeeds even when the user is signed out or offline, or has no guest access: the output has an error for
    /// each part.
    ///
    /// # Errors
    /// None at present.
    pub(in crate::flow) async fn fetch(self: &Rc<Self>, input: FetchAuthSessionInput) -> Result<AuthSession> {
        let is_only_known = input.allow_stale || input.parts == SessionParts::Tokens;
        if let Some(session) = self.federated_session(input.force_refresh, is_only_known).await {
            return Ok(session);
        }
        let tokens = if input.allow_stale {
            self.stale_tokens().await
        } else if self.client.config().user_pool.is_some() || self.is_provided() {
            self.tokens(input.force_refresh && input.parts != SessionParts::Credentials, input.client_metadata).await
        } else {
            Ok(None)
        };
        let tokens = match tokens {
            Ok(tokens) => tokens,
            Err(error) => {
                if self.is_provided() {
                    self.client.note_error("failed", &error);
                }
                // Whether a provider that failed has a user is unknown.
                let is_over = self.is_provided() || ends_session(&error);
                let status = if is_over { SessionStatus::SignedOut } else { self.stored_status() };
                return Ok(AuthSession::failed(status, &error));
            }
        };
        let credentials = if input.parts == SessionParts::Tokens {
            Err(Error::new(&names::INVALID_ACCOUNT_TYPE))
        } else if input.allow_stale && !self.are_credentials_provided() {
            self.cached_credentials(tokens.clone())
        } else {
            self.credentials(tokens.clone(), input.force_refresh).await
        };
        Ok(match tokens {
            None => AuthSession {
                credentials,
                ..AuthSession::failed(SessionStatus::SignedOut, &Error::new(&names::SIGNED_OUT))
            },
            Some(tokens) => AuthSession {
                is_signed_in: true,
                // Tokens that have just been refreshed are good, whatever the page's clock says.
                status: if input.allow_stale || self.is_provided() {
                    self.status_of(&tokens)
                } else {
                    SessionStatus::Active
                },
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

    /// The tokens as they are stored, expired or not; an error if a refresh has to repair them. An application that gives the
    /// tokens is asked for those that it has.
    pub(super) async fn stale_tokens(self: &Rc<Self>) -> Result<Option<Rc<TokenSet>>> {
        self.check_not_federated()?;
        if self.is_provided() {
            self.tokens(false, None).await
        } else if self.client.config().user_pool.is_some() {
            match self.client.store().load()? {
                Some(tokens) if !tokens.is_whole() => Err(Error::new(&names::SESSION_INCOMPLETE)),
                tokens => Ok(tokens),
            }
        } else {
            Ok(None)
        }
    }
}
