//! The users who are signed in: the current one, and those who are parked.
//!
//! As in Amplify, `LastAuthUser` names the current user. It may be missing while others are parked. `AuthUserList` names all of
//! them, the current one first. It is stored only when there are several, so with one user the storage looks like Amplify's.

use super::Store;
use super::session::Leftover;
use crate::error::Result;
use crate::host::{Area, Host};
use crate::secret::Secret;
use crate::text;
use crate::token::{Item, TokenSet, Write};

/// The name under which Amplify stores the tokens of a user whose name it does not know.
const NAMELESS: &str = "username";

/// The maximum number of users in the list. Those who have not been the current user for longest drop out.
const MOST_USERS: usize = 100;

/// The characters that separate the list's names, and how they are written in a name.
const ESCAPES: [(char, &str); 3] = [('%', "%25"), (',', "%2C"), (' ', "%20")];

impl<H: Host> Store<H> {
    /// Whether the list is stored: there are several users, or there have been.
    pub(in crate::flow) fn has_list(&self) -> Result<bool> {
        Ok(self.list()?.is_some())
    }

    /// The names under which users' sessions are stored, the current user's first.
    pub(in crate::flow) fn usernames(&self) -> Result<Vec<String>> {
        let current = self.load()?.map(|session| session.username);
        let listed = self.list()?.map(|list| names_in(&list)).unwrap_or_default();
        Ok(distinct(current.into_iter().chain(listed)))
    }

    /// The changes that make a user the current one. The session of `ended` is going to be removed.
    pub(in crate::flow) fn making_current(&self, username: &str, ended: Option<&str>) -> Result<Vec<Write>> {
        let mut names = distinct([username.to_owned()].into_iter().chain(self.usernames()?));
        names.retain(|name| Some(&**name) != ended);
        let pointer = Write { key: self.keys()?.last_auth_user(), value: Some(Secret::new(username.to_owned())) };
        Ok([pointer].into_iter().chain(self.listing(&names)?).collect())
    }

    /// The changes that remove a user's session. If it is the current user's, nobody is the current user afterwards.
    pub(in crate::flow) fn removing(&self, username: &str) -> Result<Vec<Write>> {
        let keys = self.keys()?;
        let mut writes = TokenSet::removal(keys, username);
        if self.last_auth_user()?.is_none_or(|last| last == username) {
            writes.push(Write { key: keys.last_auth_user(), value: None });
        }
        let mut names = self.usernames()?;
        names.retain(|name| name != username);
        writes.extend(self.listing(&names)?);
        Ok(writes)
    }

    /// Removes the session of the current user or, if there is none, of all users who have tokens here and are not parked,
    /// even if the tokens cannot be read; with `all_users`, the sessions of all users. Returns the tokens of all sessions
    /// that were removed, and the error of the first that could not be.
    pub(in crate::flow) fn take_sessions(&self, all_users: bool) -> Result<(Vec<Leftover>, Result<()>)> {
        let mut leftovers = Vec::new();
        for username in self.leaving(all_users)? {
            leftovers.push(Leftover {
                access: self.secret(&username, Item::AccessToken)?,
                refresh: self.secret(&username, Item::RefreshToken)?,
                session: self.session_of(&username)?,
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

    /// The users whose sessions a sign-out ends.
    fn leaving(&self, all_users: bool) -> Result<Vec<String>> {
        let keys = self.keys()?;
        let mut usernames = Vec::from_iter(self.last_auth_user()?);
        if usernames.is_empty() || all_users {
            let list = if all_users { None } else { self.list()? };
            let parked = list.map(|list| names_in(&list)).unwrap_or_default();
            for key in self.host.keys(Area::Local)? {
                let Some(owner) = keys.owner(&key) else { continue };
                // A user has several items and is added for the first token only. Searching the names found so far would
                // take very long in a full storage.
                for item in Item::TOKENS {
                    let name = keys.of(owner, item);
                    if self.host.load(Area::Local, &name)?.is_some() {
                        let is_known = usernames.first().is_some_and(|current| current == owner);
                        if name == key && !is_known && !parked.iter().any(|parked| parked == owner) {
                            usernames.push(owner.to_owned());
                        }
                        break;
                    }
                }
            }
        }
        if usernames.is_empty() {
            usernames.extend(self.current_name()?);
        }
        Ok(usernames)
    }

    /// The name under which the current user's session is stored, if there is one.
    pub(super) fn current_name(&self) -> Result<Option<String>> {
        let last = self.last_auth_user()?;
        if last.is_some() {
            return Ok(last);
        }
        // With a list of users, this may be the name of a parked one.
        Ok((!self.has_list()?).then(|| NAMELESS.to_owned()))
    }

    fn last_auth_user(&self) -> Result<Option<String>> {
        self.text(Area::Local, &self.keys()?.last_auth_user())
    }

    fn list(&self) -> Result<Option<String>> {
        self.text(Area::Local, &self.keys()?.auth_user_list())
    }

    /// The change that stores the list, if one is needed.
    fn listing(&self, names: &[String]) -> Result<Option<Write>> {
        if names.len() < 2 && !self.has_list()? {
            return Ok(None);
        }
        let list: Vec<_> = names.iter().map(|name| escaped(name)).collect();
        let value = (!list.is_empty()).then(|| Secret::new(list.join(",")));
        Ok(Some(Write { key: self.keys()?.auth_user_list(), value }))
    }
}

/// Each name once. Names beyond the limit are left out.
fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept = Vec::new();
    for name in names {
        if kept.len() == MOST_USERS {
            break;
        }
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// The names in a list, up to the limit. Anything else in it is ignored.
fn names_in(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = Some(list);
    while let Some(text) = rest.filter(|_| names.len() < MOST_USERS) {
        let (entry, after) = text::split_once(text, b',').map_or((text, None), |(entry, after)| (entry, Some(after)));
        rest = after;
        let name = unescaped(entry.trim_ascii());
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn escaped(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        match ESCAPES.iter().find(|(escaped, _)| *escaped == character) {
            Some((_, escape)) => text.push_str(escape),
            None => text.push(character),
        }
    }
    text
}

/// A name as it was before [`escaped`]. A percent sign that begins no escape stands for itself.
fn unescaped(entry: &str) -> String {
    let mut name = String::new();
    let mut rest = entry;
    while let Some(character) = rest.chars().next() {
        let escape = rest.get(..3).unwrap_or_default();
        let found = ESCAPES.iter().find(|(_, known)| known.eq_ignore_ascii_case(escape));
        let (character, length) = found.map_or((character, character.len_utf8()), |(original, _)| (*original, 3));
        name.push(character);
        rest = rest.get(length..).unwrap_or_default();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_with_all_its_faults() {
        for (list, names) in [
            ("ada", &["ada"][..]),
            ("ada,grace", &["ada", "grace"]),
            (",, ada , ,ada,grace,", &["ada", "grace"]),
            ("a%2Cb,100%25,%2c,50%,%2", &["a,b", "100%", ",", "50%", "%2"]),
            ("%252C,名前%20", &["%2C", "名前 "]),
            ("", &[]),
            (",,,", &[]),
        ] {
            assert_eq!(names_in(list), names, "{list}");
        }
    }

    #[test]
    fn a_hostile_list_is_read_up_to_the_limit() {
        let many: Vec<_> = (0..10_000).map(|number| number.to_string()).collect();
        assert_eq!(names_in(&many.join(",")), many[..MOST_USERS]);
        assert_eq!(names_in(&",".repeat(1_000_000)), Vec::<String>::new());
        assert_eq!(distinct(many.iter().chain(&many).cloned()), many[..MOST_USERS]);
    }

    #[test]
    fn names_survive_the_list() {
        for name in ["ada", "a,b", "%", "%2C", "%25", "a b", " ", "Zoë 🦉", "名前", "Google_1", "a%b,c d%"] {
            assert_eq!(names_in(&["x", &escaped(name), "y"].join(",")), ["x", name, "y"]);
        }
        assert_eq!(escaped("ada.lovelace@example.com"), "ada.lovelace@example.com", "plain names are written plainly");
    }
}
