//! The end of a run: everything works again and time passes. Then what must be there is looked for, and what must not be.

use std::rc::Rc;

use cognito_wasm::flow::OnExistingSession;
use cognito_wasm::token::{Item, StorageKeys};
use futures_util::FutureExt as _;

use super::actions::fetch;
use super::family::Place;
use super::outcome::{Kind, Outcome};
use super::page::Page;
use super::step::{SharedKind, TABS, USERS};
use super::tokens::{CLIENT_ID, family_of, family_of_text, read_refresh_token};
use super::world::World;

/// Longer than any call takes: a lock is waited for nine minutes.
const LONGEST_MS: i64 = 25 * 60_000;

/// The longest time until a revocation that has failed is tried again, and some more for the attempt.
const REVOCATION_MS: i64 = 65 * 60_000;

impl World {
    pub(crate) fn recover(self: &Rc<Self>) {
        self.fates.take();
        self.shared.set_broken(false);
        self.shared.make_room();
        for page in self.pages.borrow().iter().flatten() {
            page.thaw();
        }
        self.pass(LONGEST_MS);
        if self.violation().is_some() {
            return;
        }
        if let Some(call) = self.calls.borrow().first() {
            self.violate(format!("tab {}: {:?} waits for ever", call.page.tab, call.kind));
            return;
        }
        if self.pages.borrow().iter().flatten().any(|page| !page.is_idle()) {
            self.pass(REVOCATION_MS);
        }
        for page in self.pages.borrow().iter().flatten().filter(|page| !page.is_idle()) {
            self.violate(format!("tab {} has work that does not end", page.tab));
        }
        self.check_revocations();
        self.check_events();
        self.check_storages();
        self.pass(self.setup.life_ms + 10_000);
        self.look_for_sessions();
    }

    /// Nothing was revoked that the user had not let go of.
    fn check_revocations(&self) {
        for (index, family) in self.families.all.borrow().iter().enumerate() {
            if family.is_revoked_by_client && family.released.is_none() && family.place.is_some() {
                self.violate(format!("family {index} was revoked, though nobody had let it go"));
            }
        }
    }

    /// Nothing of a session that was signed out is stored, and no session is stored by halves.
    fn check_storages(&self) {
        let keys = StorageKeys::new(CLIENT_ID);
        let shared = self.shared.stored();
        // An asynchronous storage may have a lease later than a sign-out looks for one.
        let hides_leases = self.setup.shared == SharedKind::Own && !self.setup.web_locks;
        let pages = self.pages.borrow();
        let tabs = pages.iter().flatten().map(|page| page.session_items.borrow().clone());
        for items in tabs.chain([shared.clone()]) {
            for value in items.values() {
                let family = read_refresh_token(value)
                    .map(|(family, _)| family)
                    .or_else(|| if value.starts_with("ey") { family_of_text(value) } else { None });
                if let Some(family) = family
                    && self.families.all.borrow()[family].gone_at.is_some()
                    && !self.families.all.borrow()[family].may_be_back
                    && !hides_leases
                {
                    self.violate(format!("family {family} was signed out, and is in a storage"));
                }
            }
        }
        // An asynchronous storage stores item by item, and two sign-ins of one user at the same time may mix.
        if self.setup.shared == SharedKind::Own {
            return;
        }
        for user in USERS {
            let item = |item| shared.get(&keys.of(user, item));
            let refresh =
                item(Item::RefreshToken).and_then(|token| read_refresh_token(token)).map(|(family, _)| family);
            let access = item(Item::AccessToken).and_then(|token| family_of_text(token));
            let id = item(Item::IdToken).and_then(|token| family_of_text(token));
            // What came late of a session stays if the page is closed that has removed the rest.
            let is_left = self.was_cut_short.get() && refresh.is_none();
            // Without an access token, nobody is signed in: a page that removes a session removes what it sees of it.
            if access.is_some() && !is_left && (refresh != access || id.is_some() && id != access) {
                self.violate(format!("{user}'s session is stored by halves: {access:?}, {id:?}, {refresh:?}"));
            }
        }
    }

    /// Each session that must be there is.
    fn look_for_sessions(self: &Rc<Self>) {
        let due: Vec<(usize, usize, Place)> = {
            let all = self.families.all.borrow();
            let held = all.iter().enumerate().filter(|(_, family)| family.released.is_none());
            let at = |place, user| {
                all.iter()
                    .filter(|other| other.user == user && other.place == place && other.released.is_none())
                    .count()
            };
            // Of two sign-ins of a user at once, either may have replaced the other.
            held.filter(|(_, family)| family.must_be_there() && at(family.place, family.user) == 1)
                .filter_map(|(index, family)| Some((index, family.user, family.place?)))
                .collect()
        };
        let fresh = self.open(TABS);
        for (family, user, place) in due {
            let pages = self.pages.borrow();
            let page = match place {
                Place::Shared => Some(Rc::clone(&fresh)),
                Place::Tab(first) => pages.iter().flatten().find(|page| page.first == first).cloned(),
                Place::Memory(number) => pages.iter().flatten().find(|page| page.number == number).cloned(),
            };
            drop(pages);
            if let Some(page) = page {
                self.look_for(&page, family, user);
            }
        }
    }

    fn look_for(self: &Rc<Self>, page: &Rc<Page>, family: usize, user: usize) {
        let auth = page.auth();
        let switch = async move {
            let _ = auth.set_current_user(USERS[user]);
            Outcome::Done
        };
        let kind = Kind::SignIn { user: Some(user), choice: OnExistingSession::Add, imported: None };
        let switching = self.start(page, kind, switch.boxed_local());
        self.wait_for(&switching, LONGEST_MS);
        let call = self.start(page, Kind::Session { force: false }, fetch(page, false));
        self.wait_for(&call, LONGEST_MS);
        let result = call.result.borrow();
        let found = if let Some(Outcome::Tokens(tokens)) = &*result { Some(family_of(&tokens.access)) } else { None };
        if found != Some(family) {
            let end = result.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string);
            self.violate(format!("family {family} of {} is lost: the call in its page {end}", USERS[user]));
        }
    }
}
