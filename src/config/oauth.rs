//! Signing in on Cognito's own pages.

use super::section::Section;
use crate::error::Result;
use crate::text;

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
    /// The domain, without `https://`. `http://` stays: it is for a server on this machine.
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

/// How a shape names the members.
pub(super) struct Names {
    pub(super) domain: &'static str,
    pub(super) scopes: &'static str,
    pub(super) redirect_sign_in: &'static str,
    pub(super) redirect_sign_out: &'static str,
    /// Mobile files have none.
    pub(super) response_type: Option<&'static str>,
    /// Whether the addresses are in one text, joined by commas.
    pub(super) joins_addresses: bool,
}

impl Names {
    /// `oauth` of `aws-exports` and of Amplify 5.
    pub(super) const OF_WEB: Self = Self { scopes: "scope", joins_addresses: true, ..Self::OF_RESOURCES };

    /// `OAuth` of mobile files.
    pub(super) const OF_MOBILE: Self = Self {
        domain: "WebDomain",
        scopes: "Scopes",
        redirect_sign_in: "SignInRedirectURI",
        redirect_sign_out: "SignOutRedirectURI",
        response_type: None,
        joins_addresses: true,
    };

    /// `auth.oauth` of `amplify_outputs.json`.
    pub(super) const OF_OUTPUTS: Self = Self {
        domain: "domain",
        scopes: "scopes",
        redirect_sign_in: "redirect_sign_in_uri",
        redirect_sign_out: "redirect_sign_out_uri",
        response_type: Some("response_type"),
        joins_addresses: false,
    };

    /// `loginWith.oauth` of `ResourcesConfig`.
    pub(super) const OF_RESOURCES: Self = Self {
        domain: "domain",
        scopes: "scopes",
        redirect_sign_in: "redirectSignIn",
        redirect_sign_out: "redirectSignOut",
        response_type: Some("responseType"),
        joins_addresses: false,
    };
}

impl OAuth {
    /// Reads a section. Without a domain, nobody can sign in that way.
    pub(super) fn read(section: &Section<'_>, names: &Names) -> Result<Option<Self>> {
        let addresses = |key| {
            Ok(if names.joins_addresses {
                parts(section.text(key)?.as_slice(), Some(b','))
            } else {
                parts(&section.list(key)?, None)
            })
        };
        let domain = section.text(names.domain)?.map(|domain| domain.strip_prefix("https://").unwrap_or(domain));
        // Some write all of them into one text.
        let scopes = parts(&section.list(names.scopes)?, Some(b' '));
        let (redirect_sign_in, redirect_sign_out) =
            (addresses(names.redirect_sign_in)?, addresses(names.redirect_sign_out)?);
        let response_type = match names.response_type.map(|key| section.text(key)).transpose()?.flatten() {
            Some("token") => ResponseType::Token,
            _ => ResponseType::Code,
        };
        Ok(domain.map(|domain| Self {
            domain: domain.strip_suffix('/').unwrap_or(domain).to_owned(),
            scopes,
            redirect_sign_in,
            redirect_sign_out,
            response_type,
        }))
    }
}

/// The parts of texts that a separator joins, without empty ones and white space around them.
fn parts(texts: &[&str], separator: Option<u8>) -> Vec<String> {
    let mut parts = Vec::new();
    for text in texts {
        let mut rest = Some(*text);
        while let Some(text) = rest {
            let split = separator.and_then(|separator| text::split_once(text, separator));
            let (part, after) = split.map_or((text, None), |(part, after)| (part, Some(after)));
            rest = after;
            let part = part.trim_ascii();
            if !part.is_empty() {
                parts.push(part.to_owned());
            }
        }
    }
    parts
}
