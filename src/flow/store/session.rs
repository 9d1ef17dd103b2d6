//! The stored session. It is read as one value and changed as a whole.

use std::rc::Rc;

use super::Store;
use super::places::Persistence;
use super::torn::Stored;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::oauth;
use crate::secret::Secret;
use crate::token::{Item, Jwt, SignInDetails, TokenSet, Write};

/// Amplify's note that a session came from the pool's own pages.
const OF_PAGES: &str = r#"{"oauthSignIn":true}"#;

/// The tokens of a removed session.
pub(in crate::flow) struct Leftover {
    pub(in crate::flow) username: String,
    /// Where its tokens were.
    pub(in crate::flow) place: Option<Persistence>,
    /// The stored text, even if it is not a token.
    pub(in crate::flow) access: Option<Secret>,
    pub(in crate::flow) refresh: Option<Secret>,
    /// Whether it is of the user pool's own pages.
    pub(in crate::flow) is_of_pages: bool,
    /// The session, if it could be read.
    pub(in crate::flow) session: Option<Rc<TokenSet>>,
}

impl Leftover {
    /// Whether a part of it may not have been visible here: the access token is written last.
    pub(in crate::flow) fn is_torn(&self) -> bool {
        self.access.is_none() && self.refresh.is_some()
    }
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
    /// The current user's session; `None` if nobody is signed in or what is stored cannot be used. It is not removed then.
    pub(in crate::flow) fn load(&self) -> Result<Option<Rc<TokenSet>>> {
        match self.current_name()? {
            Some(username) => self.session_of(&username),
            None => Ok(None),
        }
    }

    /// The session that is stored under this name, whether or not the user is the current one. It has to be refreshed before it is
    /// used if it is not [whole](TokenSet::is_whole).
    pub(in crate::flow) fn session_of(&self, username: &str) -> Result<Option<Rc<TokenSet>>> {
        let access = self.stored_token(username, Item::AccessToken, "client_id", "access")?;
        if !matches!(access, Stored::Token(_)) {
            // Another tab may have signed out.
            self.parsed.borrow_mut().clear();
        }
        let id = self.stored_token(username, Item::IdToken, "aud", "id")?;
        let refresh = self.secret(username, Item::RefreshToken)?;
        let details = self.item(username, Item::SignInDetails)?;
        let may_be_old = details.is_none();
        let sign_in_details =
            details.and_then(|text| self.parse_json(&text)).and_then(|stored| SignInDetails::from_json(&stored));
        let (access, id) = match (access, id) {
            (Stored::Token(access), Stored::Nothing) => (access, None),
            (Stored::Token(access), Stored::Token(id)) if access.is_of_user_of(&id) => (access, Some(id)),
            (access, id) => {
                let typed = sign_in_details.as_ref().and_then(|details| details.login_id.as_deref());
                let lost = self.lost_token(username, &access, &id, typed)?.filter(|_| refresh.is_some());
                let Some(lost) = lost else { return Ok(None) };
                (lost, None)
            }
        };
        let drift = self.item(username, Item::ClockDrift)?.unwrap_or_default();
        // Sessions of the hosted UI have no sign-in details either, but they have `oauthMetadata`.
        let may_be_old = may_be_old && self.item(username, Item::OAuthMetadata)?.is_none();
        Ok(Some(Rc::new(TokenSet {
            access,
            id,
            refresh,
            clock_drift_ms: TokenSet::stored_drift(&drift, may_be_old),
            sign_in_details,
            username: username.to_owned(),
        })))
    }

    /// Whether the current user has tokens that cannot be read as a session: a part of a set, or of something else.
    pub(in crate::flow) fn has_unreadable_session(&self) -> Result<bool> {
        let Some(username) = self.current_name()? else { return Ok(false) };
        for item in Item::TOKENS {
            if self.item(&username, item)?.is_some() {
                return Ok(self.session_of(&username)?.is_none());
            }
        }
        Ok(false)
    }

    /// Removes the tokens of a user who has no refresh token in this place, where it is written first: they are the rest of a session
    /// that was removed while it was written. Returns whether there were any.
    pub(in crate::flow) fn remove_remains(&self, username: &str, place: Persistence) -> Result<bool> {
        if !self.places.works(place) {
            return Ok(false);
        }
        let keys = self.keys()?;
        let is_there = |item| Ok(self.places.load_from(place, &keys.of(username, item))?.is_some());
        let are_there = !is_there(Item::RefreshToken)? && (is_there(Item::IdToken)? || is_there(Item::AccessToken)?);
        if are_there {
            self.apply_in(Some(place), TokenSet::removal(keys, username))?;
        }
        Ok(are_there)
    }

    /// Whether this session is still its user's stored one, judged by its refresh token.
    pub(in crate::flow) fn holds(&self, tokens: &TokenSet) -> Result<bool> {
        let stored = self.session_of(&tokens.username)?;
        Ok(stored.is_some_and(|stored| stored.has_refresh_token_of(tokens)))
    }

    /// Makes all changes or none. Makes none if `expected` is no longer its user's stored session.
    pub(in crate::flow) fn commit(&self, expected: &TokenSet, writes: Vec<Write>) -> Result<Commit> {
        if !self.holds(expected)? {
            return Ok(Commit::Overtaken);
        }
        self.apply(writes).map(|()| Commit::Done)
    }

    /// The same for changes after which the user has this refresh token. Some storages accept writes without storing them.
    pub(in crate::flow) fn commit_for_sure(
        &self,
        expected: &TokenSet,
        writes: Vec<Write>,
        refresh: Option<&Secret>,
    ) -> Result<Commit> {
        let commit = self.commit(expected, writes)?;
        let stored = self.secret(&expected.username, Item::RefreshToken)?;
        let is_stored = stored.as_ref().map(Secret::expose) == refresh.map(Secret::expose);
        if commit == Commit::Overtaken || is_stored { Ok(commit) } else { Err(Error::new(&names::STORAGE)) }
    }

    /// The changes that store a session again. The current user stays the same.
    pub(in crate::flow) fn storing(&self, tokens: &TokenSet) -> Result<Vec<Write>> {
        let is_of_pages = self.item(&tokens.username, Item::OAuthMetadata)?.is_some();
        self.writes_of(tokens, is_of_pages)
    }

    /// The changes that store a new session, which may be of the pool's own pages.
    pub(in crate::flow) fn storing_new(&self, tokens: &TokenSet, is_of_pages: bool) -> Result<Vec<Write>> {
        let value = is_of_pages.then(|| Secret::new(OF_PAGES.to_owned()));
        let mut writes = vec![Write { key: self.keys()?.of(&tokens.username, Item::OAuthMetadata), value }];
        writes.extend(self.writes_of(tokens, is_of_pages)?);
        Ok(writes)
    }

    fn writes_of(&self, tokens: &TokenSet, is_of_pages: bool) -> Result<Vec<Write>> {
        let details = tokens.sign_in_details.as_ref().map(SignInDetails::to_json);
        let details = details.or_else(|| (!is_of_pages).then(Json::object));
        let details = details.map(|details| self.host.write_json(&details));
        Ok(tokens.writes(self.keys()?, details.as_deref()))
    }

    /// Whether the user has signed in at the pool's own pages.
    pub(in crate::flow) fn is_of_pages(&self, username: &str) -> Result<bool> {
        let metadata = self.item(username, Item::OAuthMetadata)?.and_then(|text| self.parse_json(&text));
        Ok(oauth::came_from_pages(metadata.as_ref(), None, None))
    }

    /// Replaces the stored refresh token. Usually even a full storage has room for that. If the new token is longer, the ID
    /// token is removed to make room: it has expired, or would have been replaced.
    pub(in crate::flow) fn replace_refresh_token(&self, stored: &TokenSet, token: &Secret) -> Result<Commit> {
        let keys = self.keys()?;
        let write = |item, value| Write { key: keys.of(&stored.username, item), value };
        let kept = || write(Item::RefreshToken, Some(token.duplicate()));
        let commit = |writes| self.commit_for_sure(stored, writes, Some(token));
        commit(vec![kept()]).or_else(|_| commit(vec![write(Item::IdToken, None), kept()]))
    }

    /// Reads a stored token. Only stored tokens are cached, so that none stays in memory longer than its session.
    pub(super) fn stored_jwt(&self, raw: String) -> Option<Jwt> {
        let jwt = self.parse_jwt(raw)?;
        let mut parsed = self.parsed.borrow_mut();
        parsed.retain(|other| other.raw() != jwt.raw());
        parsed.insert(0, jwt.clone());
        parsed.truncate(2);
        Some(jwt)
    }
}
