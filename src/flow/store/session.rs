//! The stored session. It is read as one value and changed as a whole.

use super::Store;
use super::places::{Change, Persistence};
use crate::error::{Error, Result, names};
use crate::hash::sha256;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::text;
use crate::token::{Item, Jwt, SignInDetails, TokenSet, Write};

/// The name under which Amplify stores the tokens of a user whose name it does not know.
pub(super) const NAMELESS: &str = "username";

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
        let tokens = match self.place_of(&username)? {
            Some(place) => self.load_from(place, username)?,
            None => None,
        };
        if tokens.is_none() {
            // Another tab may have signed out.
            self.parsed.borrow_mut().clear();
        }
        Ok(tokens)
    }

    fn load_from(&self, place: Persistence, username: String) -> Result<Option<TokenSet>> {
        let keys = self.keys()?;
        let item = |item| self.places.load(place, &keys.of(&username, item));
        let Some(access) = item(Item::AccessToken)?.and_then(|raw| self.stored_jwt(raw)) else { return Ok(None) };
        let id = match item(Item::IdToken)? {
            None => None,
            Some(raw) => match self.stored_jwt(raw) {
                None => return Ok(None),
                readable => readable,
            },
        };
        let drift = item(Item::ClockDrift)?.unwrap_or_default();
        let details = item(Item::SignInDetails)?;
        // Sessions of the hosted UI have no sign-in details either, but they have `oauthMetadata`.
        let may_be_old = details.is_none() && item(Item::OAuthMetadata)?.is_none();
        Ok(Some(TokenSet {
            access,
            id,
            refresh: item(Item::RefreshToken)?.map(Secret::new),
            clock_drift_ms: TokenSet::stored_drift(&drift, may_be_old),
            sign_in_details: details
                .and_then(|text| self.parse_json(&text))
                .and_then(|stored| SignInDetails::from_json(&stored)),
            username,
        }))
    }

    /// The place of a user's session: the first that has a token.
    fn place_of(&self, username: &str) -> Result<Option<Persistence>> {
        for place in self.places.all() {
            if self.has_tokens(place, username)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// The place of a user's session, or the one for what has no place of its own.
    pub(super) fn place_for(&self, username: &str) -> Result<Persistence> {
        Ok(self.place_of(username)?.unwrap_or_else(|| self.places.longest()))
    }

    /// The place for a new session: the given one, or the one that lasts longest. Memory if that does not work.
    pub(in crate::flow) fn place(&self, persistence: Option<Persistence>) -> Persistence {
        persistence.map_or_else(|| self.places.longest(), |place| self.places.working(place))
    }

    /// An item of a user's session.
    pub(super) fn item(&self, username: &str, item: Item) -> Result<Option<String>> {
        let key = self.keys()?.of(username, item);
        self.place_of(username)?.map_or(Ok(None), |place| self.places.load(place, &key))
    }

    fn secret(&self, username: &str, item: Item) -> Result<Option<Secret>> {
        Ok(self.item(username, item)?.map(Secret::new))
    }

    /// The name of the lock for using the refresh token; `None` if only this instance has it.
    pub(in crate::flow) fn refresh_lock(&self) -> Result<Option<String>> {
        let name = self.keys()?.refresh_lock();
        let username = self.last_auth_user()?.unwrap_or_else(|| NAMELESS.to_owned());
        Ok(match self.place_of(&username)? {
            Some(Persistence::Memory) => None,
            // Other tabs have sessions of their own, for which there is no need to wait.
            Some(Persistence::Session) => {
                let token = self.secret(&username, Item::RefreshToken)?;
                let hash = sha256(&[token.as_ref().map(Secret::expose).unwrap_or_default().as_bytes()]);
                Some([&*name, &text::encode_base64url(hash.as_slice())].join("."))
            }
            Some(Persistence::Local) | None => Some(name),
        })
    }

    /// Whether this session is still the stored one, judged by its refresh token.
    pub(in crate::flow) fn holds(&self, tokens: &TokenSet) -> Result<bool> {
        let stored = self.load()?;
        Ok(stored.is_some_and(|stored| stored.username == tokens.username && stored.has_refresh_token_of(tokens)))
    }

    /// Makes all changes or none. Makes none if `expected` is no longer the stored session.
    pub(in crate::flow) fn commit(&self, expected: &TokenSet, changes: Vec<Change>) -> Result<Commit> {
        if !self.holds(expected)? {
            return Ok(Commit::Overtaken);
        }
        self.apply(changes).map(|()| Commit::Done)
    }

    /// The changes that store a session in place of the user's present one.
    pub(in crate::flow) fn storing(&self, tokens: &TokenSet) -> Result<Vec<Change>> {
        self.storing_in(self.place_for(&tokens.username)?, tokens)
    }

    fn storing_in(&self, place: Persistence, tokens: &TokenSet) -> Result<Vec<Change>> {
        let details = tokens.sign_in_details.as_ref().map_or_else(Json::object, SignInDetails::to_json);
        Ok(changes(place, tokens.writes(self.keys()?, &self.host.write_json(&details))))
    }

    /// Stores a new session in `place`, and returns it as it is stored.
    ///
    /// # Errors
    /// `StorageException` when the place does not take it. Nothing of it remains then.
    pub(in crate::flow) fn keep(&self, tokens: &TokenSet, place: Persistence) -> Result<TokenSet> {
        self.apply(self.storing_in(place, tokens)?)?;
        self.remove_elsewhere(&tokens.username, place)?;
        // Some storages accept writes without storing them.
        let stored = self.load()?.filter(|stored| stored.has_refresh_token_of(tokens));
        stored.ok_or_else(|| Error::new(&names::STORAGE))
    }

    /// Removes what would be found instead of the session in `place`, or after it.
    fn remove_elsewhere(&self, username: &str, place: Persistence) -> Result<()> {
        let keys = self.keys()?;
        for other in self.places.all().filter(|other| *other != place) {
            let last = keys.last_auth_user();
            let mut removal =
                if self.has_tokens(other, username)? { self.removal(other, username)? } else { Vec::new() };
            if other < place && self.places.load(other, &last)?.is_some() {
                removal.push(Change { place: other, key: last, value: None });
            }
            self.apply(removal)?;
        }
        Ok(())
    }

    fn has_tokens(&self, place: Persistence, username: &str) -> Result<bool> {
        let keys = self.keys()?;
        for item in Item::TOKENS {
            if self.places.load(place, &keys.of(username, item))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The changes that remove a user's session from one place, and the user as the one who signed in last.
    fn removal(&self, place: Persistence, username: &str) -> Result<Vec<Change>> {
        let last = self.keys()?.last_auth_user();
        let is_last = self.places.load(place, &last)?.is_none_or(|last| last == username);
        let removal = TokenSet::removal(self.keys()?, username).into_iter();
        Ok(changes(place, removal.filter(|write| is_last || write.key != last).collect()))
    }

    /// The changes that remove a user's session.
    pub(in crate::flow) fn removing(&self, username: &str) -> Result<Vec<Change>> {
        let mut all = Vec::new();
        for place in self.places.all() {
            if place == self.places.longest() || self.has_tokens(place, username)? {
                all.extend(self.removal(place, username)?);
            } else if self.places.load(place, &self.keys()?.last_auth_user())?.as_deref() == Some(username) {
                all.push(Change { place, key: self.keys()?.last_auth_user(), value: None });
            }
        }
        Ok(all)
    }

    /// The changes that move a user's session and device to another place.
    pub(in crate::flow) fn moving(&self, username: &str, to: Persistence) -> Result<Vec<Change>> {
        let keys = self.keys()?;
        let mut all = Vec::new();
        let Some(from) = self.place_of(username)?.filter(|from| *from != to) else { return Ok(all) };
        let names = Item::ALL.map(|item| keys.of(username, item)).into_iter().chain([keys.last_auth_user()]);
        let mut removal = Vec::new();
        for key in names {
            if let Some(text) = self.places.load(from, &key)? {
                all.push(Change { place: to, key: key.clone(), value: Some(Secret::new(text)) });
                removal.push(Change { place: from, key, value: None });
            }
        }
        all.extend(removal);
        Ok(all)
    }

    /// Replaces the stored refresh token. Usually even a full storage has room for that. If the new token is longer, the ID
    /// token is removed to make room: it has expired, or would have been replaced.
    pub(in crate::flow) fn replace_refresh_token(&self, stored: &TokenSet, token: &Secret) -> Result<Commit> {
        let keys = self.keys()?;
        let place = self.place_for(&stored.username)?;
        let write = |item, value| Change { place, key: keys.of(&stored.username, item), value };
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
            let mut taken = Vec::new();
            for place in self.places.all() {
                taken.extend(self.leftover(place, &username)?);
            }
            match self.removing(&username).and_then(|changes| self.apply(changes)) {
                Ok(()) => leftovers.extend(taken),
                Err(error) => removed = removed.and(Err(error)),
            }
        }
        Ok((leftovers, removed))
    }

    fn leftover(&self, place: Persistence, username: &str) -> Result<Option<Leftover>> {
        let secret = |item| Ok(self.places.load(place, &self.keys()?.of(username, item))?.map(Secret::new));
        let (access, refresh) = (secret(Item::AccessToken)?, secret(Item::RefreshToken)?);
        let username = username.to_owned();
        Ok((access.is_some() || refresh.is_some()).then(|| Leftover { username, access, refresh }))
    }

    /// The users whose sessions a sign-out ends.
    fn usernames(&self) -> Result<Vec<String>> {
        let mut usernames = Vec::from_iter(self.last_auth_user()?);
        if usernames.is_empty() {
            for place in self.places.all() {
                self.add_owners(place, &mut usernames)?;
            }
        }
        if usernames.is_empty() {
            usernames.push(NAMELESS.to_owned());
        }
        Ok(usernames)
    }

    /// Adds the users who have tokens in this place.
    fn add_owners(&self, place: Persistence, usernames: &mut Vec<String>) -> Result<()> {
        let keys = self.keys()?;
        for key in self.places.keys(place)? {
            let Some(owner) = keys.owner(&key) else { continue };
            // A user has several items and is added for the first token only. Searching the names found so far would take
            // very long in a full storage.
            for item in Item::TOKENS {
                let name = keys.of(owner, item);
                if self.places.load(place, &name)?.is_some() {
                    if name == key {
                        usernames.push(owner.to_owned());
                    }
                    break;
                }
            }
        }
        Ok(())
    }

    pub(super) fn last_auth_user(&self) -> Result<Option<String>> {
        Ok(self.find(&self.keys()?.last_auth_user())?.map(|(_, username)| username))
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

fn changes(place: Persistence, writes: Vec<Write>) -> Vec<Change> {
    writes.into_iter().map(|Write { key, value }| Change { place, key, value }).collect()
}
