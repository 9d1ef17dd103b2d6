//! The users who are signed in: the current one, and those who are parked.
//!
//! As in Amplify, `LastAuthUser` names the current user. It may be missing while others are parked. `AuthUserList` names all of
//! them, the current one first. It is stored only when there are several, so with one user the storage looks like Amplify's.

use super::Store;
use super::places::Persistence;
use super::session::Leftover;
use super::torn::NAMELESS;
use crate::error::Result;
use crate::host::Host;
use crate::secret::Secret;
use crate::text;
use crate::token::{Item, TokenSet, Write};

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
        self.names_after(None)
    }

    /// The same after a user has become the current one.
    fn names_after(&self, first: Option<&str>) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for name in [first.map(str::to_owned), self.load()?.map(|session| session.username.clone())] {
            add(&mut names, name.unwrap_or_default());
        }
        add_listed(&mut names, &self.list()?.unwrap_or_default());
        Ok(names)
    }

    /// The changes that make a user the current one. The session of `ended` is going to be removed.
    pub(in crate::flow) fn making_current(&self, username: &str, ended: Option<&str>) -> Result<Vec<Write>> {
        let mut writes =
            vec![Write { key: self.keys()?.last_auth_user(), value: Some(Secret::new(username.to_owned())) }];
        self.add_list(&mut writes, Some(username), ended)?;
        Ok(writes)
    }

    /// The changes that remove a user's session. If it is the current user's, nobody is the current user afterwards.
    pub(in crate::flow) fn removing(&self, username: &str) -> Result<Vec<Write>> {
        let keys = self.keys()?;
        let mut writes = TokenSet::removal(keys, username);
        if self.last_auth_user()?.is_none_or(|last| last == username) {
            let key = keys.last_auth_user();
            // Whoever is signed in beside this tab's own session does not become its current user: nobody is, until somebody signs in here.
            let value = self.places.hides_another(&key)?.then(|| Secret::new(String::new()));
            writes.push(Write { key, value });
        }
        self.add_list(&mut writes, None, Some(username))?;
        Ok(writes)
    }

    /// Adds the change of the list, if one is needed.
    fn add_list(&self, writes: &mut Vec<Write>, first: Option<&str>, gone: Option<&str>) -> Result<()> {
        let mut names = self.names_after(first)?;
        names.retain(|name| Some(&**name) != gone);
        if names.len() < 2 && !self.has_list()? {
            return Ok(());
        }
        let mut list = String::new();
        for name in &names {
            if !list.is_empty() {
                list.push(',');
            }
            escape(name, &mut list);
        }
        let value = (!list.is_empty()).then(|| Secret::new(list));
        writes.push(Write { key: self.keys()?.auth_user_list(), value });
        Ok(())
    }

    /// Removes the session of the current user or, if there is none, of all users who have tokens here and are not parked,
    /// even if the tokens cannot be read; with `all_users`, the sessions of all users. Returns the tokens of all sessions, and
    /// the error of the first that could not be removed: it ends at the service all the same.
    pub(in crate::flow) fn take_sessions(&self, all_users: bool) -> Result<(Vec<Leftover>, Result<()>)> {
        let mut leftovers = Vec::new();
        let mut removed = Ok(());
        for username in self.leaving(all_users)? {
            // A tab may have a session of its own beside the shared one.
            for _ in Persistence::ALL {
                let leftover = Leftover {
                    username: username.clone(),
                    place: self.places.find(&self.keys()?.of(&username, Item::RefreshToken))?.map(|(place, _)| place),
                    access: self.secret(&username, Item::AccessToken)?,
                    refresh: self.secret(&username, Item::RefreshToken)?,
                    is_of_pages: self.is_of_pages(&username)?,
                    session: self.session_of(&username)?,
                };
                let result = self.removing(&username).and_then(|writes| self.apply(writes));
                let is_last = result.is_err() || leftover.access.is_none() && leftover.refresh.is_none();
                leftovers.push(leftover);
                removed = removed.and(result);
                if is_last {
                    break;
                }
            }
        }
        Ok((leftovers, removed))
    }

    /// The users whose sessions a sign-out ends.
    fn leaving(&self, all_users: bool) -> Result<Vec<String>> {
        let keys = self.keys()?;
        if !all_users && self.is_nobody_let_in()? {
            return Ok(Vec::new());
        }
        let mut usernames = Vec::from_iter(self.last_auth_user()?);
        if usernames.is_empty() || all_users {
            // A storage may not be able to list its keys, so those who are listed are named here.
            let list = self.list()?.unwrap_or_default();
            let mut parked = Vec::new();
            add_listed(if all_users { &mut usernames } else { &mut parked }, &list);
            let known = usernames.clone();
            for key in self.places.keys()? {
                let Some(owner) = keys.owner(&key) else { continue };
                // A user has several items and is added for the first token only. Searching the names found so far would
                // take very long in a full storage.
                for item in Item::TOKENS {
                    let name = keys.of(owner, item);
                    if self.places.find(&name)?.is_some() {
                        let mut others = known.iter().chain(&parked);
                        if name == key && !others.any(|other| other == owner) {
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
    pub(in crate::flow) fn current_name(&self) -> Result<Option<String>> {
        let last = self.last_auth_user()?;
        if last.is_some() {
            return Ok(last);
        }
        // With a list of users, this may be the name of a parked one.
        Ok((!self.has_list()? && !self.is_nobody_let_in()?).then(|| NAMELESS.to_owned()))
    }

    /// Whether this tab's own session has ended beside one that tabs share, which is not this tab's.
    pub(in crate::flow) fn is_nobody_let_in(&self) -> Result<bool> {
        self.places.is_blank(&self.keys()?.last_auth_user())
    }

    pub(super) fn last_auth_user(&self) -> Result<Option<String>> {
        self.text(&self.keys()?.last_auth_user())
    }

    fn list(&self) -> Result<Option<String>> {
        self.text(&self.keys()?.auth_user_list())
    }
}

/// Adds a name, unless it is there already, or there are too many.
fn add(names: &mut Vec<String>, name: String) {
    if !name.is_empty() && names.len() < MOST_USERS && !names.contains(&name) {
        names.push(name);
    }
}

/// Adds the names in a list. Anything else in it is ignored.
fn add_listed(names: &mut Vec<String>, list: &str) {
    let mut rest = list;
    while !rest.is_empty() && names.len() < MOST_USERS {
        let (entry, after) = text::split_once(rest, b',').unwrap_or((rest, ""));
        rest = after;
        add(names, unescaped(entry.trim_ascii()));
    }
}

fn escape(name: &str, list: &mut String) {
    for character in name.chars() {
        match ESCAPES.iter().find(|(escaped, _)| *escaped == character) {
            Some((_, escape)) => list.push_str(escape),
            None => list.push(character),
        }
    }
}

/// A name as it was before [`escape`]. A percent sign that begins no escape stands for itself.
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

    fn names_in(list: &str) -> Vec<String> {
        let mut names = Vec::new();
        add_listed(&mut names, list);
        names
    }

    fn escaped(name: &str) -> String {
        let mut list = String::new();
        escape(name, &mut list);
        list
    }

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
    }

    #[test]
    fn names_survive_the_list() {
        for name in ["ada", "a,b", "%", "%2C", "%25", "a b", " ", "Zoë 🦉", "名前", "Google_1", "a%b,c d%"] {
            assert_eq!(names_in(&["x", &escaped(name), "y"].join(",")), ["x", name, "y"]);
        }
        assert_eq!(escaped("ada.lovelace@example.com"), "ada.lovelace@example.com", "plain names are written plainly");
    }
}
