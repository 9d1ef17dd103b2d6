//! Reading and checking the tokens of a reply before they are used or stored.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::Client;
use crate::config::UserPool;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::token::{Jwt, SignInDetails, TokenSet};

/// The tokens of an `AuthenticationResult`.
pub(in crate::flow) struct Issued {
    pub(in crate::flow) access: Jwt,
    pub(in crate::flow) id: Option<Jwt>,
    pub(in crate::flow) refresh: Option<Secret>,
}

impl Issued {
    /// Makes the session of `username` from the tokens.
    pub(in crate::flow) fn into_set(
        self,
        username: String,
        sign_in_details: Option<SignInDetails>,
        now: Timestamp,
    ) -> TokenSet {
        let Self { access, id, refresh } = self;
        TokenSet { clock_drift_ms: TokenSet::drift(&access, now), access, id, refresh, username, sign_in_details }
    }
}

impl<H: Host> Client<H> {
    /// Reads the tokens without checking their claims.
    pub(in crate::flow) fn read_tokens(&self, result: &mut Json) -> Result<Issued> {
        let mut text = |key| result.take(key).into_text().filter(|text| !text.is_empty());
        let read = |raw| self.parse_jwt(raw).ok_or_else(|| Error::new(&names::INVALID_TOKENS));
        Ok(Issued {
            access: read(text("AccessToken").unwrap_or_default())?,
            id: text("IdToken").map(read).transpose()?,
            refresh: text("RefreshToken").map(Secret::new),
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
        let access = &issued.access;
        let flaw = flaw_of_token(pool, access, "client_id", "access").map(|claim| ("access token", claim));
        let flaw = flaw.or_else(|| {
            let id = issued.id.as_ref()?;
            let flaw = flaw_of_token(pool, id, "aud", "id").or_else(|| flaw_of_pair(access, id));
            flaw.map(|claim| ("ID token", claim))
        });
        let flaw = flaw.or_else(|| flaw_of_successor(access, earlier?).map(|claim| ("access token", claim)));
        match flaw {
            None => Ok(()),
            Some((token, claim)) => {
                self.note("refused", "foreignTokens");
                let message = ["the service sent an ", token, " whose `", claim, "` is missing or wrong"].concat();
                Err(Error::new(&names::INVALID_TOKENS).with_message(message))
            }
        }
    }
}

/// The claim that shows that a token is not of this pool and app client. Cognito always sends these claims.
fn flaw_of_token(
    pool: &UserPool,
    token: &Jwt,
    client_claim: &'static str,
    token_use: &'static str,
) -> Option<&'static str> {
    if !token.text("iss").is_some_and(|issuer| pool.is_issuer(issuer)) {
        Some("iss")
    } else if token.text(client_claim) != Some(&pool.client_id) {
        Some(client_claim)
    } else if token.text("token_use") != Some(token_use) {
        Some("token_use")
    } else if token.text("sub").is_none() {
        Some("sub")
    } else {
        None
    }
}

/// The claim that shows that an ID token is not of the access token's user. `origin_jti` is not compared: it does not
/// identify a user, and some emulators choose a new one for each token.
fn flaw_of_pair(access: &Jwt, id: &Jwt) -> Option<&'static str> {
    [("sub", "sub"), ("username", "cognito:username")]
        .into_iter()
        .find(|(in_access, in_id)| differ(access.text(in_access), id.text(in_id)))
        .map(|(_, in_id)| in_id)
}

/// The claim that shows that an access token is not of the same user as an earlier one.
fn flaw_of_successor(access: &Jwt, earlier: &Jwt) -> Option<&'static str> {
    ["sub", "username"].into_iter().find(|claim| differ(access.text(claim), earlier.text(claim)))
}

/// Whether both are present and differ.
fn differ(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}
