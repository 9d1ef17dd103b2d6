//! Whom AWS credentials are for.

use std::rc::Rc;

use super::federation::Federation;
use crate::error::{Error, Result, names};
use crate::json::Json;
use crate::text;
use crate::token::TokenSet;

/// Whose credentials they are, or who has asked for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Owner {
    /// A guest. Those of the application's `credentialsProvider` are not kept, so they need no owner.
    #[default]
    Guest,
    /// The user with this `sub`.
    User(String),
    /// The identity with a login of another provider.
    Federated,
}

/// For whom credentials are requested, with what proves it.
pub(super) enum Holder {
    Guest,
    User(Rc<TokenSet>),
    Federated(Rc<Federation>),
}

/// A user of the user pool.
#[derive(Clone, Copy)]
pub(super) struct User<'a> {
    pub(super) username: &'a str,
    pub(super) sub: &'a str,
}

impl Holder {
    /// The user of `tokens`, or a guest.
    pub(super) fn of(tokens: Option<Rc<TokenSet>>) -> Self {
        tokens.map_or(Self::Guest, Self::User)
    }

    pub(super) fn owner(&self) -> Owner {
        match self {
            Self::Guest => Owner::Guest,
            Self::User(tokens) => Owner::User(tokens.user_id().unwrap_or_default().to_owned()),
            Self::Federated(_) => Owner::Federated,
        }
    }

    /// The user, if the tokens name one.
    pub(super) fn user(&self) -> Option<User<'_>> {
        let Self::User(tokens) = self else { return None };
        Some(User { username: &tokens.username, sub: tokens.user_id()? })
    }

    /// Whether the application has named the identity, so that no other will do.
    pub(super) fn has_given_identity(&self) -> bool {
        matches!(self, Self::Federated(federation) if federation.given_identity.is_some())
    }

    /// `Logins`: names of identity providers, and tokens.
    pub(super) fn logins(&self) -> Result<Option<Json>> {
        Ok(match self {
            Self::Guest => None,
            Self::User(tokens) => Some(logins_of_user(tokens)?),
            Self::Federated(federation) => {
                let mut logins = Json::object();
                logins.push((*federation.provider).to_owned().into(), federation.token.duplicate().into());
                Some(logins)
            }
        })
    }
}

/// The user pool's issuer without `https://`, and the ID token.
fn logins_of_user(tokens: &TokenSet) -> Result<Json> {
    let id = tokens
        .id
        .as_ref()
        .ok_or_else(|| Error::new(&names::USER_UNAUTHENTICATED).with_message("the session has no ID token"))?;
    // Without a `sub`, credentials could not be told from those of another user. The service requires it, too.
    let issuer = id.text("iss").filter(|_| tokens.user_id().is_some());
    let issuer = issuer.ok_or_else(|| Error::new(&names::INVALID_ID_TOKEN))?;
    let provider = text::split_once(issuer, b':').and_then(|(_, rest)| rest.strip_prefix("//")).unwrap_or(issuer);
    let mut logins = Json::object();
    logins.push(provider.to_owned().into(), id.raw().into());
    Ok(logins)
}
