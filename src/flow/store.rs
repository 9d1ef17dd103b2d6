//! Keeping a session in the host's storage.

use core::cell::RefCell;

use super::Auth;
use crate::error::Result;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Item, Jwt, SignInDetails, StorageKeys, TokenSet, Write};

/// The name under which Amplify keeps the tokens of a user whose name it does not know.
const NAMELESS: &str = "username";

/// The session's tokens as they were read last, since most calls find them as the one before did: an access token and an
/// ID token. Forgotten with the session.
pub(super) type KnownTokens = RefCell<Vec<Jwt>>;

/// What a session that was removed had.
pub(super) struct Leftover {
    pub(super) username: String,
    /// As it was stored, readable or not.
    pub(super) access: Option<Secret>,
    pub(super) refresh: Option<Secret>,
}

impl<H: Host> Auth<H> {
    pub(super) fn parse_json(&self, text: &str) -> Option<Json> {
        self.host.parse_json(text)
    }

    pub(super) fn parse_jwt(&self, raw: String) -> Option<Jwt> {
        let known = self.known_tokens.borrow().iter().find(|jwt| jwt.raw() == raw).cloned();
        known.or_else(|| Jwt::parse(raw, &|text| self.parse_json(text)))
    }

    /// A token that is stored. No other is kept: it might stay beyond the session.
    fn stored_jwt(&self, raw: String) -> Option<Jwt> {
        let jwt = self.parse_jwt(raw)?;
        let mut known = self.known_tokens.borrow_mut();
        known.retain(|other| other.raw() != jwt.raw());
        known.insert(0, jwt.clone());
        known.truncate(2);
        Some(jwt)
    }

    /// The stored session; none when nobody is signed in or what is stored cannot be read as tokens. What is stored stays.
    pub(super) fn load_tokens(&self) -> Result<Option<TokenSet>> {
        let keys = self.keys()?;
        let username = self.stored_username(&keys)?;
        let access = self.load_item(&keys, &username, Item::AccessToken)?;
        let Some(access) = access.and_then(|raw| self.stored_jwt(raw)) else {
            // Another tab may have signed out.
            self.known_tokens.borrow_mut().clear();
            return Ok(None);
        };
        let id = match self.load_item(&keys, &username, Item::IdToken)? {
            None => None,
            Some(raw) => match self.stored_jwt(raw) {
                None => return Ok(None),
                readable => readable,
            },
        };
        let drift = self.load_item(&keys, &username, Item::ClockDrift)?.unwrap_or_default();
        let details = self.load_item(&keys, &username, Item::SignInDetails)?;
        // Sessions of the hosted UI have no sign-in details, but tell where they are from.
        let may_be_old = details.is_none() && self.load_item(&keys, &username, Item::OAuthMetadata)?.is_none();
        Ok(Some(TokenSet {
            access,
            id,
            refresh: self.load_secret(&keys, &username, Item::RefreshToken)?,
            clock_drift_ms: TokenSet::stored_drift(&drift, may_be_old),
            sign_in_details: details
                .and_then(|text| self.parse_json(&text))
                .and_then(|stored| SignInDetails::from_json(&stored)),
            username,
        }))
    }

    /// The name under which a session is stored, if one is.
    fn stored_username(&self, keys: &StorageKeys) -> Result<String> {
        Ok(self.last_auth_user(keys)?.unwrap_or_else(|| NAMELESS.to_owned()))
    }

    fn last_auth_user(&self, keys: &StorageKeys) -> Result<Option<String>> {
        Ok(self.host.load(Area::Local, &keys.last_auth_user())?.filter(|name| !name.is_empty()))
    }

    pub(super) fn load_item(&self, keys: &StorageKeys, username: &str, item: Item) -> Result<Option<String>> {
        Ok(self.host.load(Area::Local, &keys.of(username, item))?.filter(|text| !text.is_empty()))
    }

    pub(super) fn load_secret(&self, keys: &StorageKeys, username: &str, item: Item) -> Result<Option<Secret>> {
        Ok(self.load_item(keys, username, item)?.map(Secret::new))
    }

    pub(super) fn save_tokens(&self, tokens: &TokenSet) -> Result<()> {
        let details = tokens.sign_in_details.as_ref().map_or_else(Json::object, SignInDetails::to_json);
        let details = self.host.write_json(&details);
        self.apply(tokens.writes(&self.keys()?, &details))
    }

    pub(super) fn remove_tokens(&self, username: &str) -> Result<()> {
        self.known_tokens.borrow_mut().clear();
        self.apply(TokenSet::removal(&self.keys()?, username))
    }

    /// Removes the tokens of a user who is not the last who signed in.
    pub(super) fn remove_tokens_of_other(&self, username: &str) -> Result<()> {
        let keys = self.keys()?;
        let last = keys.last_auth_user();
        self.apply(TokenSet::removal(&keys, username).into_iter().filter(|write| write.key != last).collect())
    }

    /// Removes whatever is stored of sessions, readable or not, and gives the tokens that were there, also when only some of
    /// them could be removed; the error is that of the first that could not. It is the session of the
    /// user who signed in last; where it is not recorded who that was, of everybody of whom tokens are found.
    pub(super) fn take_stored_sessions(&self) -> Result<(Vec<Leftover>, Result<()>)> {
        let keys = self.keys()?;
        let mut usernames = Vec::from_iter(self.last_auth_user(&keys)?);
        if usernames.is_empty() {
            for key in self.host.keys(Area::Local)? {
                let Some(owner) = keys.owner(&key) else { continue };
                // Each has several items, the first of which counts. To look for the name among those before it would take for
                // ever in a storage that is full.
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
        let mut leftovers = Vec::new();
        for username in usernames {
            leftovers.push(Leftover {
                access: self.load_secret(&keys, &username, Item::AccessToken)?,
                refresh: self.load_secret(&keys, &username, Item::RefreshToken)?,
                username,
            });
        }
        let mut removed = Ok(());
        leftovers.retain(|leftover| {
            let result = self.remove_tokens(&leftover.username);
            let is_removed = result.is_ok();
            removed = core::mem::replace(&mut removed, Ok(())).and(result);
            is_removed
        });
        Ok((leftovers, removed))
    }

    /// Makes all the changes or, when the storage refuses one, puts back what was there.
    pub(super) fn apply(&self, writes: Vec<Write>) -> Result<()> {
        let mut undo = Vec::new();
        for write in writes {
            let before = self.host.load(Area::Local, &write.key)?;
            if let Err(error) = self.write(&write) {
                for write in undo.iter().rev() {
                    // What cannot be put back either leaves nothing better to do.
                    let _ = self.write(write);
                }
                return Err(error);
            }
            undo.push(Write { key: write.key, value: before.map(Secret::new) });
        }
        Ok(())
    }

    fn write(&self, Write { key, value }: &Write) -> Result<()> {
        match value {
            Some(value) => self.host.save(Area::Local, key, value.expose()),
            None => self.host.remove(Area::Local, key),
        }
    }
}
