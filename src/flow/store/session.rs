//! The session that is stored: read as one value, changed as a whole.

use super::Store;
use crate::error::Result;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Item, Jwt, SignInDetails, TokenSet, Write};

/// The name under which Amplify keeps the tokens of a user whose name it does not know.
const NAMELESS: &str = "username";

/// What a session that was removed had.
pub(in crate::flow) struct Leftover {
    pub(in crate::flow) username: String,
    /// As it was stored, readable or not.
    pub(in crate::flow) access: Option<Secret>,
    pub(in crate::flow) refresh: Option<Secret>,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Commit {
    /// It was made.
    Done,
    /// Something else is stored than was expected, and nothing was changed.
    Overtaken,
}

impl<H: Host> Store<H> {
    /// The stored session; none when nobody is signed in or what is stored cannot be read as tokens. What is stored stays.
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
        // Sessions of the hosted UI have no sign-in details, but they say where they come from.
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

    /// Makes all of the changes or none; none if the session `expected` is no longer the stored one. A storage that cannot be
    /// read says nothing about that. Nothing of this page comes in between.
    pub(in crate::flow) fn commit(&self, expected: Option<&TokenSet>, writes: Vec<Write>) -> Result<Commit> {
        if let Some(expected) = expected
            && !self.holds(expected).unwrap_or(true)
        {
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
        self.parsed.borrow_mut().clear();
        Ok(TokenSet::removal(self.keys()?, username))
    }

    /// The changes that remove the session of a user who is not the last who signed in.
    pub(in crate::flow) fn removing_other(&self, username: &str) -> Result<Vec<Write>> {
        let keys = self.keys()?;
        let last = keys.last_auth_user();
        Ok(TokenSet::removal(keys, username).into_iter().filter(|write| write.key != last).collect())
    }

    /// Keeps a refresh token in the place of an earlier one. A full storage has room for that. If the new one is longer, the
    /// ID token makes room: it has expired, or would have been replaced.
    pub(in crate::flow) fn replace_refresh_token(&self, stored: &TokenSet, token: &Secret) -> Result<()> {
        let keys = self.keys()?;
        let write = |item, value| Write { key: keys.of(&stored.username, item), value };
        let kept = || write(Item::RefreshToken, Some(token.duplicate()));
        if self.commit(Some(stored), vec![kept()]).is_ok() {
            return Ok(());
        }
        self.commit(Some(stored), vec![write(Item::IdToken, None), kept()]).map(drop)
    }

    /// Removes whatever is stored of sessions, readable or not, and gives the tokens that were there, also when only some of
    /// them could be removed; the error is that of the first that could not. It is the session of the user who signed in last
    /// or, where no such user is recorded, of everybody of whom tokens are found.
    pub(in crate::flow) fn take_sessions(&self) -> Result<(Vec<Leftover>, Result<()>)> {
        let mut leftovers = Vec::new();
        for username in self.usernames()? {
            leftovers.push(Leftover {
                access: self.secret(&username, Item::AccessToken)?,
                refresh: self.secret(&username, Item::RefreshToken)?,
                username,
            });
        }
        let mut removed = Ok(());
        leftovers.retain(|leftover| {
            let result = self.removing(&leftover.username).and_then(|writes| self.apply(writes));
            let is_removed = result.is_ok();
            removed = core::mem::replace(&mut removed, Ok(())).and(result);
            is_removed
        });
        Ok((leftovers, removed))
    }

    /// Whose sessions a sign-out ends.
    fn usernames(&self) -> Result<Vec<String>> {
        let keys = self.keys()?;
        let mut usernames = Vec::from_iter(self.last_auth_user()?);
        if usernames.is_empty() {
            for key in self.host.keys(Area::Local)? {
                let Some(owner) = keys.owner(&key) else { continue };
                // Each user has several items, and counts with the first of them. Searching the names found so far would take
                // very long in a full storage.
                for item in Item::TOKENS {
                    let name = keys.of(owner, item);
                    if self.host.load(Area::Local, &name)?.is_some() {
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

    fn last_auth_user(&self) -> Result<Option<String>> {
        self.text(Area::Local, &self.keys()?.last_auth_user())
    }

    /// A token that is stored. Only these are remembered, so that none stays in memory longer than its session.
    fn stored_jwt(&self, raw: String) -> Option<Jwt> {
        let jwt = self.parse_jwt(raw)?;
        let mut parsed = self.parsed.borrow_mut();
        parsed.retain(|other| other.raw() != jwt.raw());
        parsed.insert(0, jwt.clone());
        parsed.truncate(2);
        Some(jwt)
    }
}
