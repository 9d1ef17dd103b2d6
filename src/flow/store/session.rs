//! The stored session. It is read as one value and changed as a whole.

use super::Store;
use super::places::Persistence;
use crate::error::Result;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Item, Jwt, SignInDetails, TokenSet, Write};

/// The name under which Amplify stores the tokens of a user whose name it does not know.
const NAMELESS: &str = "username";

/// The tokens of a removed session.
pub(in crate::flow) struct Leftover {
    pub(in crate::flow) username: String,
    /// The stored text, even if it is not a token.
    pub(in crate::flow) access: Option<Secret>,
    pub(in crate::flow) refresh: Option<Secret>,
}

/// The result of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(in crate::flow) enum Commit {
    /// The change was made.
    Done,
    /// Another session is stored than was expected, so nothing was changed.
    Overtaken,
}

impl<H: Host> Store<H> {
    /// The stored session; `None` if nobody is signed in or the stored tokens cannot be read. Those are not removed.
    pub(in crate::flow) fn load(&self) -> Result<Option<TokenSet>> {
        let username = self.last_auth_user()?.unwrap_or_else(|| NAMELESS.to_owned());
        let access = self.item(&username, Item::AccessToken)?;
        let Some(access) = access.and_then(|raw| self.stored_jwt(raw)) else {
            // Another tab may have signed out.
            self.parsed.borrow_mut().clear();
            return Ok(None);
        };
        let id = match self.item(&username, Item::IdToken)? {
            None => None,
            Some(raw) => match self.stored_jwt(raw) {
                None => return Ok(None),
                readable => readable,
            },
        };
        let drift = self.item(&username, Item::ClockDrift)?.unwrap_or_default();
        let details = self.item(&username, Item::SignInDetails)?;
        // Sessions of the hosted UI have no sign-in details either, but they have `oauthMetadata`.
        let may_be_old = details.is_none() && self.item(&username, Item::OAuthMetadata)?.is_none();
        Ok(Some(TokenSet {
            access,
            id,
            refresh: self.secret(&username, Item::RefreshToken)?,
            clock_drift_ms: TokenSet::stored_drift(&drift, may_be_old),
            sign_in_details: details
                .and_then(|text| self.parse_json(&text))
                .and_then(|stored| SignInDetails::from_json(&stored)),
            username,
        }))
    }

    /// Whether this session is still the stored one, judged by its refresh token.
    pub(in crate::flow) fn holds(&self, tokens: &TokenSet) -> Result<bool> {
        let stored = self.load()?;
        Ok(stored.is_some_and(|stored| stored.username == tokens.username && stored.has_refresh_token_of(tokens)))
    }

    /// Makes all changes or none. Makes none if `expected` is no longer the stored session.
    pub(in crate::flow) fn commit(&self, expected: &TokenSet, writes: Vec<Write>) -> Result<Commit> {
        if !self.holds(expected)? {
            return Ok(Commit::Overtaken);
        }
        self.apply(writes).map(|()| Commit::Done)
    }

    /// The changes that store a session.
    pub(in crate::flow) fn storing(&self, tokens: &TokenSet) -> Result<Vec<Write>> {
        let details = tokens.sign_in_details.as_ref().map_or_else(Json::object, SignInDetails::to_json);
        Ok(tokens.writes(self.keys()?, &self.host.write_json(&details)))
    }

    /// The changes that remove a user's session.
    pub(in crate::flow) fn removing(&self, username: &str) -> Result<Vec<Write>> {
        Ok(TokenSet::removal(self.keys()?, username))
    }

    /// The changes that remove the session of a user other than the one who signed in last.
    pub(in crate::flow) fn removing_other(&self, username: &str) -> Result<Vec<Write>> {
        let keys = self.keys()?;
        let last = keys.last_auth_user();
        Ok(TokenSet::removal(keys, username).into_iter().filter(|write| write.key != last).collect())
    }

    /// Replaces the stored refresh token. Usually even a full storage has room for that. If the new token is longer, the ID
    /// token is removed to make room: it has expired, or would have been replaced.
    pub(in crate::flow) fn replace_refresh_token(&self, stored: &TokenSet, token: &Secret) -> Result<Commit> {
        let keys = self.keys()?;
        let write = |item, value| Write { key: keys.of(&stored.username, item), value };
        let kept = || write(Item::RefreshToken, Some(token.duplicate()));
        self.commit(stored, vec![kept()]).or_else(|_| self.commit(stored, vec![write(Item::IdToken, None), kept()]))
    }

    /// Removes the stored session of the user who signed in last or, if that user is not recorded, of all users who have
    /// tokens here, even if the tokens cannot be read. Returns the tokens of all sessions that were removed, and the error
    /// of the first that could not be.
    pub(in crate::flow) fn take_sessions(&self) -> Result<(Vec<Leftover>, Result<()>)> {
        let mut leftovers = Vec::new();
        let mut removed = Ok(());
        for username in self.usernames()? {
            // A tab may have a session of its own beside the shared one.
            for _ in Persistence::ALL {
                let (access, refresh) =
                    (self.secret(&username, Item::AccessToken)?, self.secret(&username, Item::RefreshToken)?);
                let is_last = access.is_none() && refresh.is_none();
                match self.removing(&username).and_then(|writes| self.apply(writes)) {
                    Ok(()) => leftovers.push(Leftover { username: username.clone(), access, refresh }),
                    Err(error) => {
                        removed = removed.and(Err(error));
                        break;
                    }
                }
                if is_last {
                    break;
                }
            }
        }
        Ok((leftovers, removed))
    }

    /// The users whose sessions a sign-out ends.
    fn usernames(&self) -> Result<Vec<String>> {
        let keys = self.keys()?;
        let mut usernames = Vec::from_iter(self.last_auth_user()?);
        if usernames.is_empty() {
            for key in self.places.keys()? {
                let Some(owner) = keys.owner(&key) else { continue };
                // A user has several items and is added for the first token only. Searching the names found so far would
                // take very long in a full storage.
                for item in Item::TOKENS {
                    let name = keys.of(owner, item);
                    if self.text(&name)?.is_some() {
                        if name == key {
                            usernames.push(owner.to_owned());
                        }
                        break;
                    }
                }
            }
        }
        if usernames.is_empty() {
            usernames.push(NAMELESS.to_owned());
        }
        Ok(usernames)
    }

    pub(super) fn last_auth_user(&self) -> Result<Option<String>> {
        self.text(&self.keys()?.last_auth_user())
    }

    /// Reads a stored token. Only stored tokens are cached, so that none stays in memory longer than its session.
    fn stored_jwt(&self, raw: String) -> Option<Jwt> {
        let jwt = self.parse_jwt(raw)?;
        let mut parsed = self.parsed.borrow_mut();
        parsed.retain(|other| other.raw() != jwt.raw());
        parsed.insert(0, jwt.clone());
        parsed.truncate(2);
        Some(jwt)
    }
}
