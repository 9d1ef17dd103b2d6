//! Signing in on Cognito's own pages.

use crate::json::Json;

/// Which grant the pages answer with (RFC 6749 §1.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResponseType {
    /// An authorization code, which is exchanged for tokens.
    #[default]
    Code,
    /// Tokens in the address: the implicit grant.
    Token,
}

/// The domain of a user pool, and what the application asks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuth {
    /// The domain, without a scheme.
    pub domain: String,
    /// The scopes to ask for.
    pub scopes: Vec<String>,
    /// Where Cognito may send the user after signing in.
    pub redirect_sign_in: Vec<String>,
    /// Where Cognito may send the user after signing out.
    pub redirect_sign_out: Vec<String>,
    /// The grant.
    pub response_type: ResponseType,
}

impl OAuth {
    /// Reads `loginWith.oauth` of `ResourcesConfig`. Without a domain, nobody can sign in that way.
    pub(super) fn read(oauth: &Json) -> Option<Self> {
        let list = |key| oauth.get(key).items().iter().filter_map(Json::as_text).map(str::to_owned).collect();
        Some(Self {
            domain: oauth.get("domain").as_text()?.to_owned(),
            scopes: list("scopes"),
            redirect_sign_in: list("redirectSignIn"),
            redirect_sign_out: list("redirectSignOut"),
            response_type: match oauth.get("responseType").as_str() {
                Some("token") => ResponseType::Token,
                _ => ResponseType::Code,
            },
        })
    }
}
