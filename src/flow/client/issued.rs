//! Reading and checking the tokens of a reply before they are used or stored.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::Client;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::token::claims::{self, Recipient};
use crate::token::{Jwt, SignInDetails, TokenSet};

/// The tokens of an `AuthenticationResult`.
pub(in crate::flow) struct Issued {
    pub(in crate::flow) access: Jwt,
    pub(in crate::flow) id: Option<Jwt>,
    pub(in crate::flow) refresh: Option<Secret>,
    /// When they were asked for, by the page's clock.
    pub(in crate::flow) asked_at: Timestamp,
}

impl Issued {
    /// Makes the session of `username` from the tokens.
    ///
    /// If the machine slept while the reply was on its way, or the clock was set, the earlier time counts: the tokens then expire too early
    /// rather than too late.
    pub(in crate::flow) fn into_set(
        self,
        username: String,
        sign_in_details: Option<SignInDetails>,
        now: Timestamp,
    ) -> TokenSet {
        let Self { access, id, refresh, asked_at } = self;
        TokenSet {
            clock_drift_ms: TokenSet::drift(&access, now.min(asked_at)),
            access,
            id,
            refresh,
            username,
            sign_in_details,
        }
    }
}

impl<H: Host> Client<H> {
    /// Reads the tokens without checking their claims.
    pub(in crate::flow) fn read_tokens(&self, result: &mut Json, asked_at: Timestamp) -> Result<Issued> {
        let mut text = |key| result.take(key).into_text().filter(|text| !text.is_empty());
        let read = |raw| self.parse_jwt(raw).ok_or_else(|| Error::new(&names::INVALID_TOKENS));
        Ok(Issued {
            access: read(text("AccessToken").unwrap_or_default())?,
            id: text("IdToken").map(read).transpose()?,
            refresh: text("RefreshToken").map(Secret::new),
            asked_at,
        })
    }

    /// Checks tokens before they are stored: their claims, and their signatures if the configuration says so.
    ///
    /// # Errors
    /// Those of [`check_claims`](Self::check_claims) and [`verify_tokens`](Self::verify_tokens).
    pub(in crate::flow) fn check_tokens<'a>(
        &'a self,
        issued: &'a Issued,
        earlier: Option<&'a Jwt>,
    ) -> LocalBoxFuture<'a, Result<()>> {
        // Boxed: otherwise the futures of every sign-in and refresh would have room for its state, which is seldom needed.
        async move {
            self.check_claims(issued, earlier)?;
            if self.pool()?.verify_tokens { self.verify_tokens(issued).await } else { Ok(()) }
        }
        .boxed_local()
    }

    /// Checks that the tokens are of this user pool and app client, that all are of one user, and, after a refresh, that it
    /// is the user of `earlier`, the session's previous access token.
    ///
    /// # Errors
    /// `InvalidTokens`, with the name of the wrong claim.
    pub(in crate::flow) fn check_claims(&self, issued: &Issued, earlier: Option<&Jwt>) -> Result<()> {
        let pool = self.pool()?;
        let recipient = Recipient { is_issuer: &|issuer| pool.is_issuer(issuer), client_id: &pool.client_id };
        let flaw = recipient.flaw_of(&issued.access, issued.id.as_ref());
        match flaw.or_else(|| claims::flaw_of_successor(&issued.access, earlier?)) {
            None => Ok(()),
            Some(flaw) => {
                self.note("refused", "foreignTokens");
                Err(flaw.error())
            }
        }
    }
}
