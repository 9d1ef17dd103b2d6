//! Whether tokens are of this user pool and app client, and of one user.

use super::Jwt;
use crate::error::{Error, names};

/// Whom tokens have to be for.
#[derive(Clone, Copy)]
pub struct Recipient<'a> {
    /// Whether `iss` is the user pool.
    pub is_issuer: &'a dyn Fn(&str) -> bool,
    /// The app client.
    pub client_id: &'a str,
}

impl core::fmt::Debug for Recipient<'_> {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.debug_struct("Recipient").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// The claim for which a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    token: &'static str,
    claim: &'static str,
}

impl Flaw {
    /// A flaw of the access token.
    #[must_use]
    pub const fn of_access(claim: &'static str) -> Self {
        Self { token: "access token", claim }
    }

    /// A flaw of the ID token.
    #[must_use]
    pub const fn of_id(claim: &'static str) -> Self {
        Self { token: "ID token", claim }
    }

    /// `InvalidTokens`, with the name of the claim.
    #[must_use]
    pub fn error(self) -> Error {
        let message = ["the service sent an ", self.token, " whose `", self.claim, "` is missing or wrong"].concat();
        Error::new(&names::INVALID_TOKENS).with_message(message)
    }
}

impl Recipient<'_> {
    /// What is wrong with tokens that arrived together.
    #[must_use]
    pub fn flaw_of(&self, access: &Jwt, id: Option<&Jwt>) -> Option<Flaw> {
        self.flaw_of_token(access, "client_id", "access").map(Flaw::of_access).or_else(|| {
            let id = id?;
            self.flaw_of_token(id, "aud", "id").or_else(|| flaw_of_pair(access, id)).map(Flaw::of_id)
        })
    }

    /// The claim, or member of the header, that shows that a token is not of this pool and app client. Cognito always sends these claims.
    fn flaw_of_token(&self, token: &Jwt, client_claim: &'static str, token_use: &'static str) -> Option<&'static str> {
        if token.raw().ends_with('.') {
            // It is not signed (RFC 7519 §6).
            Some("alg")
        } else if !token.text("iss").is_some_and(self.is_issuer) {
            Some("iss")
        } else if token.text(client_claim) != Some(self.client_id) {
            Some(client_claim)
        } else if token.text("token_use") != Some(token_use) {
            Some("token_use")
        } else if token.text("sub").is_none() {
            Some("sub")
        } else {
            None
        }
    }
}

/// What shows that an access token is not of the same user as an earlier one.
#[must_use]
pub fn flaw_of_successor(access: &Jwt, earlier: &Jwt) -> Option<Flaw> {
    ["sub", "username"].into_iter().find(|claim| differ(access.text(claim), earlier.text(claim))).map(Flaw::of_access)
}

/// The claim that shows that an ID token is not of the access token's user. `origin_jti` is not compared: it does not
/// identify a user, and some emulators choose a new one for each token.
fn flaw_of_pair(access: &Jwt, id: &Jwt) -> Option<&'static str> {
    [("sub", "sub"), ("username", "cognito:username")]
        .into_iter()
        .find(|(in_access, in_id)| differ(access.text(in_access), id.text(in_id)))
        .map(|(_, in_id)| in_id)
}

/// Whether both are present and differ.
fn differ(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}
