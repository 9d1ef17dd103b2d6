//! Whether the tokens of a grant are for this application, and an answer to its request.

use super::Granted;
use crate::config::UserPool;
use crate::error::{Error, Result, names};
use crate::hash::sha256;
use crate::text;
use crate::time::Timestamp;
use crate::token::Jwt;
use crate::token::claims::{Flaw, Recipient};

/// The scope that brings an ID token.
const OPENID: &str = "openid";

/// What the tokens have to be.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedClaims<'a> {
    /// The user pool that issues them, and the app client.
    pub pool: &'a UserPool,
    /// The scopes that were asked for.
    pub scopes: &'a [String],
    /// The nonce that was sent, if one was.
    pub nonce: Option<&'a str>,
    /// The time by the server's clock. Tokens that have just been issued show it: it is the page's time plus
    /// [`TokenSet::drift`](crate::token::TokenSet::drift).
    pub now: Timestamp,
}

/// Checks the tokens of a grant: that both are of this user pool, for this app client, of one user, and not expired; and that the
/// ID token has the nonce that was sent, and belongs to the access token (OpenID Connect Core §3.1.3.7, §3.2.2.9). Signatures are
/// for the host to verify.
///
/// Without the scope `openid`, there may be an access token alone.
///
/// # Errors
/// `InvalidTokens`, with the name of the wrong claim.
pub fn check_tokens(granted: &Granted, expected: &ExpectedClaims<'_>) -> Result<()> {
    let Granted { access, id, .. } = granted;
    let pool = expected.pool;
    let recipient = Recipient { is_issuer: &|issuer| pool.is_issuer(issuer), client_id: &pool.client_id };
    let flaw = recipient.flaw_of(access, id.as_ref());
    let flaw = flaw.or_else(|| expected.has_expired(access).then_some(Flaw::of_access("exp")));
    let flaw = flaw.or_else(|| expected.claim_of_answer(access, id.as_ref()?).map(Flaw::of_id));
    match flaw {
        Some(flaw) => Err(flaw.error()),
        None if id.is_none() && expected.needs_id() => Err(Error::new(&names::INVALID_TOKENS)
            .with_message("the service sent no ID token, which the scope `openid` or the nonce asks for")),
        None => Ok(()),
    }
}

impl ExpectedClaims<'_> {
    /// The claim of an ID token that shows that it is no answer to the request.
    fn claim_of_answer(&self, access: &Jwt, id: &Jwt) -> Option<&'static str> {
        if self.has_expired(id) {
            Some("exp")
        } else if self.nonce.is_some() && id.text("nonce") != self.nonce {
            Some("nonce")
        } else if id.text("at_hash").is_some_and(|hash| hash != hash_of(access.raw())) {
            Some("at_hash")
        } else {
            None
        }
    }

    fn has_expired(&self, token: &Jwt) -> bool {
        token.expires_at() <= self.now
    }

    /// Whether there has to be an ID token. Who asks for no scopes gets all that the app client has, which may be without `openid`;
    /// but a nonce must not go unchecked because somebody has taken the ID token away.
    fn needs_id(&self) -> bool {
        self.scopes.iter().any(|scope| scope == OPENID) || self.scopes.is_empty() && self.nonce.is_some()
    }
}

/// The first half of the access token's hash, as `at_hash` has it for RS256, the algorithm of all of Cognito's tokens.
fn hash_of(access: &str) -> String {
    let hash = sha256(&[access.as_bytes()]);
    text::encode_base64url(hash.first_chunk::<16>().map_or(&[], |half| half.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{parse_json, token};
    use super::*;
    use crate::config::AuthConfig;
    use crate::json::Json;
    use serde_json::{Value, json};

    const ISSUER: &str = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a";

    fn access() -> Value {
        json!({
            "iss": ISSUER, "client_id": "client1", "token_use": "access", "sub": "s-1", "username": "u",
            "scope": "openid email", "exp": 5_000, "iat": 1_400,
        })
    }

    fn id() -> Value {
        json!({
            "iss": ISSUER, "aud": "client1", "token_use": "id", "sub": "s-1", "cognito:username": "u",
            "nonce": "n-1", "exp": 5_000, "iat": 1_400,
        })
    }

    /// The tokens, checked against what a request with these scopes and this nonce expects.
    fn check_request(access: &Value, id: Option<&Value>, scopes: &[&str], nonce: Option<&str>) -> Result<()> {
        let pool = Json::object().with("userPoolId", "us-east-1_a").with("userPoolClientId", "client1");
        let given = Json::object().with("Auth", Json::object().with("Cognito", pool));
        let config = AuthConfig::parse(given, &parse_json).unwrap();
        let scopes: Vec<_> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let granted = Granted { access: token(access), id: id.map(token), refresh: None };
        let now = Timestamp::from_millis(1_400_000);
        check_tokens(&granted, &ExpectedClaims { pool: config.user_pool().unwrap(), scopes: &scopes, nonce, now })
    }

    fn check(access: &Value, id: &Value) -> Result<()> {
        check_request(access, Some(id), &["openid"], Some("n-1"))
    }

    #[track_caller]
    fn refused(result: Result<()>, flaw: &str) {
        let error = result.unwrap_err();
        assert_eq!(error.name(), "InvalidTokens");
        assert_eq!(error.message(), ["the service sent an ", flaw, " is missing or wrong"].concat());
    }

    #[test]
    fn tokens_of_our_request_are_taken() {
        check(&access(), &id()).unwrap();
        check_request(&access(), Some(&id()), &["openid"], None).unwrap();
        check_request(&access(), Some(&id()), &[], Some("n-1")).unwrap();
        check_request(&access(), Some(&id()), &["email"], Some("n-1")).unwrap();
    }

    #[test]
    fn every_claim_that_says_whose_they_are_counts() {
        for claim in ["iss", "client_id", "token_use", "sub"] {
            for wrong in [json!("x"), json!(null), json!(""), json!(7)] {
                if claim == "sub" && wrong == json!("x") {
                    continue;
                }
                let mut access = access();
                access[claim] = wrong;
                refused(check(&access, &id()), &["access token whose `", claim, "`"].concat());
            }
        }
        for claim in ["iss", "aud", "token_use", "sub"] {
            for wrong in [json!("x"), json!(null), json!([ISSUER]), json!(["client1"])] {
                let mut id = id();
                id[claim] = wrong;
                refused(check(&access(), &id), &["ID token whose `", claim, "`"].concat());
            }
        }
    }

    #[test]
    fn both_are_of_one_user() {
        for (in_access, in_id) in [("sub", "sub"), ("username", "cognito:username")] {
            let (mut one, mut other) = (access(), id());
            one[in_access] = json!("somebody else");
            refused(check(&one, &id()), &["ID token whose `", in_id, "`"].concat());
            other[in_id] = json!("somebody else");
            refused(check(&access(), &other), &["ID token whose `", in_id, "`"].concat());
        }
    }

    #[test]
    fn an_expired_token_is_refused() {
        for (exp, is_good) in [(json!(1_401), true), (json!(1_400), false), (json!(0), false), (json!(null), false)] {
            let (mut one, mut other) = (access(), id());
            one["exp"] = exp.clone();
            other["exp"] = exp;
            if is_good {
                check(&one, &other).unwrap();
            } else {
                refused(check(&one, &id()), "access token whose `exp`");
                refused(check(&access(), &other), "ID token whose `exp`");
            }
        }
    }

    #[test]
    fn the_nonce_that_was_sent_has_to_come_back() {
        for wrong in [json!("n-2"), json!("n-1 "), json!(""), json!(null), json!(1)] {
            let mut id = id();
            id["nonce"] = wrong;
            refused(check(&access(), &id), "ID token whose `nonce`");
            check_request(&access(), Some(&id), &["openid"], None).unwrap();
        }
    }

    /// OpenID Connect Core, appendix A.3.
    #[test]
    fn at_hash_is_that_of_the_specification() {
        assert_eq!(hash_of("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ");
    }

    #[test]
    fn at_hash_binds_the_id_token_to_the_access_token() {
        let access = access();
        let right = hash_of(token(&access).raw());
        let whole = text::encode_base64url(sha256(&[token(&access).raw().as_bytes()]).as_slice());
        for (hash, is_good) in [(json!(right), true), (json!(null), true), (json!("x"), false), (json!(whole), false)] {
            let mut id = id();
            id["at_hash"] = hash.clone();
            if is_good {
                check(&access, &id).unwrap();
            } else {
                refused(check(&access, &id), "ID token whose `at_hash`");
            }
        }
    }

    #[test]
    fn an_access_token_alone_is_enough_without_openid() {
        check_request(&access(), None, &["email"], None).unwrap();
        check_request(&access(), None, &["email"], Some("n-1")).unwrap();
        check_request(&access(), None, &[], None).unwrap();
        for (scopes, nonce) in [(&["email", "openid"][..], None), (&["openid"], Some("n-1")), (&[], Some("n-1"))] {
            let error = check_request(&access(), None, scopes, nonce).unwrap_err();
            assert_eq!(error.name(), "InvalidTokens");
            assert!(error.message().contains("no ID token"), "{error}");
        }
        let mut foreign = access();
        foreign["client_id"] = json!("other");
        refused(check_request(&foreign, None, &[], None), "access token whose `client_id`");
    }
}
