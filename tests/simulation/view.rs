//! What a page sees of the storage, and whom its calls may be about.

use cognito_wasm::token::{Item, StorageKeys};

use super::family::Place;
use super::outcome::Kind;
use super::page::Page;
use super::step::{SharedKind, USERS};
use super::tokens::{CLIENT_ID, family_of_text, read_refresh_token};
use super::world::World;

impl Page {
    /// What the page sees of an item: what its tab has for itself hides what tabs share.
    fn seen(&self, key: &str) -> Option<String> {
        let prefix = if self.copy.is_some() { "cognito-wasm.own." } else { "cognito-wasm.local." };
        let own = self.session_items.borrow().get(&[prefix, key].concat()).cloned();
        own.or_else(|| match &self.copy {
            Some(copy) => copy.get(key),
            None => self.world.shared.seen(self.tab, self.world.now(), key),
        })
    }

    pub(crate) fn current_user(&self) -> Option<usize> {
        let name = self.seen(&StorageKeys::new(CLIENT_ID).last_auth_user())?;
        USERS.iter().position(|user| *user == name)
    }

    /// Whether the tab's own session has ended beside one that tabs share. Nobody is signed in there then.
    pub(crate) fn lets_nobody_in(&self) -> bool {
        self.seen(&StorageKeys::new(CLIENT_ID).last_auth_user()).is_some_and(|name| name.is_empty())
    }

    pub(crate) fn has_list(&self) -> bool {
        self.seen(&StorageKeys::new(CLIENT_ID).auth_user_list()).is_some_and(|list| !list.is_empty())
    }

    /// Whether the page has a session in its memory, which cannot be seen.
    pub(crate) fn has_memory(&self) -> bool {
        let in_memory = Some(Place::Memory(self.number));
        self.has_refused.get() || self.world.families.all.borrow().iter().any(|family| family.place == in_memory)
    }

    /// Whether the page sees all tokens of a user, of one sign-in.
    pub(crate) fn sees_session(&self, user: usize) -> bool {
        let item = |item| self.seen(&StorageKeys::new(CLIENT_ID).of(USERS[user], item));
        let refresh = item(Item::RefreshToken).and_then(|token| read_refresh_token(&token)).map(|(family, _)| family);
        let others =
            [Item::AccessToken, Item::IdToken].map(|token| item(token).and_then(|token| family_of_text(&token)));
        refresh.is_some() && others.iter().all(|other| *other == refresh)
    }

    /// Whether the page sees the access token, which is written last.
    pub(crate) fn sees_whole(&self, user: usize) -> bool {
        self.seen(&StorageKeys::new(CLIENT_ID).of(USERS[user], Item::AccessToken)).is_some()
    }

    pub(crate) fn family_seen(&self, user: usize) -> Option<usize> {
        let token = self.seen(&StorageKeys::new(CLIENT_ID).of(USERS[user], Item::RefreshToken))?;
        read_refresh_token(&token).map(|(family, _)| family)
    }
}

impl World {
    /// Notes who is the current user of a page, and whom its calls let go of.
    pub(crate) fn sample(&self, page: &Page) {
        if self.calls.borrow().iter().all(|call| call.page.number != page.number) {
            return;
        }
        let current = page.current_user();
        for call in self.calls.borrow().iter().filter(|call| call.has_begun.get() && call.page.number == page.number) {
            call.met.borrow_mut().extend((0..USERS.len()).filter_map(|user| page.family_seen(user)));
            let mut candidates = call.candidates.borrow_mut();
            candidates.extend(current);
            // With something in memory, the current user may be named there.
            let all = self.families.all.borrow();
            if page.has_memory() {
                let here = all.iter().filter(|family| family.is_seen_by(page) && family.gone_at.is_none());
                candidates.extend(here.map(|family| family.user));
            }
            drop(all);
            if let Kind::SignOut { all_users, .. } = call.kind {
                // Without a current user, all who are there and not parked are signed out, unless the tab lets nobody in.
                let all_users = all_users || current.is_none() && !call.is_blank.get() && !page.lets_nobody_in();
                // An asynchronous storage may have a part of a session that another page is storing.
                let is_own = self.setup.shared == SharedKind::Own;
                self.families.release("signed out", |family| {
                    let is_half_stored = is_own && family.place.is_none() && family.granted_to.is_some();
                    let is_seen = family.is_seen_by(page) || is_half_stored;
                    is_seen && (all_users || candidates.contains(&family.user))
                });
                for index in &*call.met.borrow() {
                    let family = &mut self.families.all.borrow_mut()[*index];
                    if all_users || candidates.contains(&family.user) {
                        family.released.get_or_insert("signed out");
                    }
                }
            }
        }
    }

    /// How many items pages other than this one have stored in an asynchronous storage, and whether one is about to.
    pub(crate) fn stores_beside(&self, page: &Page) -> (u64, bool) {
        let (pages, closed) = (self.pages.borrow(), self.closed.borrow());
        let others = pages.iter().flatten().chain(&*closed).filter(|other| other.number != page.number);
        others
            .filter_map(|other| other.copy.as_ref())
            .fold((0, false), |(count, is_storing), copy| (count + copy.stores(), is_storing || !copy.is_settled()))
    }
}
