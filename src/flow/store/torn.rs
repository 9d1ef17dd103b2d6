//! Sessions of which not everything is stored: a tab or a library crashed while it wrote, another tab is writing, a storage was full,
//! or something else has changed an item.
//!
//! A token counts if it can be read and no claim says that it is of another pool, app client, or use. Claims may be missing, since
//! there are servers other than Cognito.
//!
//! | access token | ID token | refresh token | decision |
//! |---|---|---|---|
//! | counts | counts, same `sub` | any or none | used |
//! | counts | none | any or none | used: without the scope `openid` there is no ID token |
//! | anything else | | none | refused: nobody is signed in |
//! | counts | counts, other `sub` | there | repaired for the user of the one that has the name under which they are stored; refused if neither has |
//! | one counts | or the other | there | repaired for its user |
//! | neither counts | | there | repaired for the user under whose name it is stored; refused if nobody is named |
//!
//! To repair is to refresh, which also checks that the new tokens are this user's. What is refused is not removed. A missing drift
//! counts as none, missing sign-in details as unknown. Tokens of two sign-ins of one user are used together. The refresh token cannot
//! be read; if it is another user's, the refresh fails. Where both tokens are of one user, the name under which they are stored may
//! be another one: Amplify stores sessions under typed names.

use super::{Persistence, Store};
use crate::error::Result;
use crate::host::Host;
use crate::json::Json;
use crate::token::{Item, Jwt};

/// The name under which Amplify stores the tokens of a user whose name it does not know.
pub(super) const NAMELESS: &str = "username";

/// What is stored in place of a token.
pub(super) enum Stored {
    Nothing,
    /// Something that does not count.
    Other,
    Token(Jwt),
}

impl Stored {
    /// Its user: `sub`, and the claim with the name.
    fn user(&self, name: &str) -> Option<(Option<&str>, Option<&str>)> {
        match self {
            Self::Token(token) => Some((token.text("sub"), token.text(name))),
            Self::Nothing | Self::Other => None,
        }
    }
}

impl<H: Host> Store<H> {
    /// A token of the session that is stored under this name.
    pub(super) fn stored_token(
        &self,
        username: &str,
        item: Item,
        client_claim: &str,
        token_use: &str,
    ) -> Result<Stored> {
        let Some(raw) = self.item(username, item)? else { return Ok(Stored::Nothing) };
        let differs = |token: &Jwt, claim, expected: &str| token.text(claim).is_some_and(|text| text != expected);
        let counts = |token: &Jwt| {
            // A pool's id is unique, and its host may be a proxy or an emulator.
            let is_of_pool = |issuer: &str| issuer.strip_suffix(&*self.pool_id).is_some_and(|host| host.ends_with('/'));
            token.text("iss").is_none_or(is_of_pool)
                && !differs(token, client_claim, &self.client_id)
                && !differs(token, "token_use", token_use)
        };
        Ok(self.stored_jwt(raw).filter(counts).map_or(Stored::Other, Stored::Token))
    }

    /// Stands for the access token of a session that a refresh can repair, and says whose it has to be. `None` if that is unknown.
    pub(super) fn lost_token(
        &self,
        username: &str,
        access: &Stored,
        id: &Stored,
        typed: Option<&str>,
    ) -> Result<Option<Jwt>> {
        let user = match (access.user("username"), id.user("cognito:username")) {
            (Some(user), Some(other)) => [user, other].into_iter().find(|(_, name)| *name == Some(username)),
            (None, None) if username == NAMELESS && self.last_auth_user()?.is_none() => None,
            // Under a typed name, the tokens have another one.
            (None, None) => Some((None, Some(username).filter(|name| typed != Some(name)))),
            (user, other) => user.or(other),
        };
        Ok(user.map(|(sub, name)| Jwt::lost(Json::object().with("sub", sub).with("username", name))))
    }

    /// The places in which another tab may be writing the user's session: the access token is written last.
    pub(in crate::flow) fn torn_places(&self, username: &str) -> Result<Vec<(String, Persistence)>> {
        let keys = self.keys()?;
        let mut torn = Vec::new();
        for place in Persistence::ALL.into_iter().filter(|place| self.places.works(*place)) {
            let is_there = |item| Ok(self.places.load_from(place, &keys.of(username, item))?.is_some());
            if is_there(Item::RefreshToken)? && !is_there(Item::AccessToken)? {
                torn.push((username.to_owned(), place));
            }
        }
        Ok(torn)
    }

    /// The place of a user's session, of which the access token may be missing.
    pub(in crate::flow) fn place_of(&self, username: &str) -> Result<Option<Persistence>> {
        for item in Item::TOKENS {
            if let Some((place, _)) = self.places.find(&self.keys()?.of(username, item))? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }
}
