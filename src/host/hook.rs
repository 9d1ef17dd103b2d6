//! Functions that the application gives in place of, or in addition to, the library's own work.

use crate::error::{Known, names};

/// A function of the application. [`Host::ask`](super::Host::ask) calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hook {
    /// Gets `SECRET_HASH` for a user, whose name is the input. The answer is text or a secret.
    SecretHash,
    /// Gets the session's tokens from elsewhere. The input has `forceRefresh`, and `clientMetadata` if there is any. The answer is
    /// `null` when nobody is signed in, or has `accessToken` and, as far as they are known, `idToken` and `signInDetails`.
    Tokens,
    /// Gets AWS credentials from elsewhere. The input has `forceRefresh` and, for a signed-in user, `tokens`. The
    /// answer is `null` without credentials, or has `credentials` in the format of the public API, whose `expiration` is in seconds,
    /// and `identityId`, if known.
    Credentials,
    /// Says that the user's credentials are no longer needed. The answer is ignored.
    ClearCredentials,
    /// Gets HTTP headers, names and values, for a request to the user pool.
    Headers,
    /// Gets client metadata, names and values, for a refresh.
    ClientMetadata,
}

impl Hook {
    /// What messages call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SecretHash => "secretHash hook",
            Self::Tokens => "tokenProvider",
            Self::Credentials | Self::ClearCredentials => "credentialsProvider",
            Self::Headers => "headers hook",
            Self::ClientMetadata => "clientMetadataProvider",
        }
    }

    /// The error when the function throws, returns something else than it should, or does not answer in time.
    #[must_use]
    pub fn failure(self) -> &'static Known {
        match self {
            Self::SecretHash => &names::SECRET_HASH,
            Self::Tokens => &names::TOKEN_PROVIDER,
            Self::Credentials | Self::ClearCredentials => &names::CREDENTIALS_PROVIDER,
            Self::Headers => &names::CUSTOM_HEADERS,
            Self::ClientMetadata => &names::CLIENT_METADATA_PROVIDER,
        }
    }
}
