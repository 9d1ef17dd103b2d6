//! What the application hears: of each change once.
//!
//! What a page has to hear is counted where it happens, not where the library says so: calls that begin and end, replies that arrive, and
//! what the page stores and removes. A page that was closed may have been closed before it could say anything.

use core::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cognito_wasm::flow::OnExistingSession;

use super::calls::Call;
use super::family::Place;
use super::outcome::{Kind, Outcome};
use super::page::Page;
use super::tokens::{expiry_of_text, family_of_text, read_refresh_token};
use super::world::World;

/// What has happened in a page, and what it has heard.
#[derive(Default)]
pub(crate) struct Events {
    heard: RefCell<BTreeMap<&'static str, u32>>,
    due: RefCell<BTreeMap<Due, u32>>,
    /// When the last of its refreshes was answered.
    replied_at: Cell<i64>,
    /// The access tokens that refreshes have brought, and those of them that were stored in place of earlier ones.
    refreshed: RefCell<BTreeSet<String>>,
    kept: RefCell<BTreeSet<String>>,
    /// The families whose refresh the service has refused for good, and those of the current user that were removed for that reason.
    refused: RefCell<BTreeSet<usize>>,
    ended: RefCell<BTreeSet<usize>>,
}

/// What events are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// A sign-in has succeeded.
    SignedIn,
    /// A sign-in came to an end of which it is not known whether the user was signed in: its caller went away, or an asynchronous storage
    /// refused what it had taken at first.
    PerhapsSignedIn,
    /// A user who was not signed in has joined others.
    Joined,
    /// Another user has become the current one, or perhaps.
    Switched,
    /// A sign-out has begun.
    SignOutBegun,
    /// Users who may leave by the sign-outs that have begun.
    MayLeave,
    SignedOut,
    /// One of several users has left.
    Left,
    RefreshArrived,
    RefreshRefused,
    /// A session could not be stored, and is in memory.
    Degraded,
}

impl Events {
    pub(crate) fn hear(&self, event: &'static str) {
        *self.heard.borrow_mut().entry(event).or_default() += 1;
    }

    pub(crate) fn note(&self, due: Due) {
        self.note_many(due, 1);
    }

    fn note_many(&self, due: Due, count: u32) {
        *self.due.borrow_mut().entry(due).or_default() += count;
    }

    fn heard(&self, event: &str) -> u32 {
        self.heard.borrow().get(event).copied().unwrap_or_default()
    }

    fn due(&self, due: Due) -> u32 {
        self.due.borrow().get(&due).copied().unwrap_or_default()
    }

    /// A refresh has brought this access token.
    pub(crate) fn refreshed(&self, access: &str, now: i64) {
        self.note(Due::RefreshArrived);
        self.replied_at.set(now);
        self.refreshed.borrow_mut().insert(access.to_owned());
    }

    /// When a refresh was answered last, whether the service granted it or not.
    pub(crate) const fn last_reply(&self) -> i64 {
        // None has been answered at 0.
        if self.replied_at.get() == 0 { i64::MIN } else { self.replied_at.get() }
    }

    /// The service has refused to refresh this family.
    pub(crate) fn refused(&self, family: usize, now: i64) {
        self.replied_at.set(now);
        self.note(Due::RefreshRefused);
        self.refused.borrow_mut().insert(family);
    }
}

impl Page {
    /// The page changes an item.
    pub(crate) fn changes(&self, key: &str, before: Option<&str>, value: Option<&str>) {
        let world = &self.world;
        if let Some(family) = value.filter(|_| key.ends_with(".accessToken")).and_then(family_of_text) {
            // The first tokens are those of a sign-in, or of an imported session.
            let is_first = !core::mem::replace(&mut world.families.all.borrow_mut()[family].has_been_written, true);
            let text = value.unwrap_or_default();
            if !is_first && self.events.refreshed.borrow().contains(text) {
                self.events.kept.borrow_mut().insert(text.to_owned());
                if expiry_of_text(text).is_some_and(|expires_at| expires_at < world.true_ms()) {
                    world.families.stale_at.set(world.true_ms());
                }
            }
        }
        if value.is_none()
            && let Some((family, _)) = before.and_then(read_refresh_token)
            && self.events.refused.borrow().contains(&family)
        {
            // A sign-out or a sign-in removes sessions, too, and may go on when its caller has gone.
            let is_call = |call: &Call| call.page.number == self.number && !matches!(call.kind, Kind::Session { .. });
            let is_other = world.calls.borrow().iter().any(|call| is_call(call)) || world.has_dropped_sign_in.get();
            let user = world.families.all.borrow()[family].user;
            if !is_other && !self.has_memory() && self.current_user() == Some(user) {
                self.events.ended.borrow_mut().insert(family);
            }
        }
    }
}

impl World {
    /// A call begins to work. Says what it will do to the users, as far as the page sees that before.
    pub(crate) fn call_begins(&self, call: &Call) {
        let page = &call.page;
        call.trouble.set(self.trouble.get());
        call.began_at.set(self.true_ms());
        call.is_blank.set(page.lets_nobody_in());
        let is_blind = self.shared.is_broken() || self.shared.is_behind(page.tab, self.now());
        let sees_all = !page.has_memory() && !is_blind;
        match call.kind {
            Kind::SignIn { user: Some(user), choice, .. } => {
                // A copy of a storage may lack the list of users that another page has begun.
                let is_new = page.family_seen(user).is_none() && page.copy.is_none();
                call.joins.set(sees_all && is_new && choice != OnExistingSession::Error);
            }
            Kind::SignOut { all_users, .. } => {
                let current = page.current_user();
                page.events.note(Due::SignOutBegun);
                // Without a current user, everybody leaves who is not parked.
                let most = if all_users || current.is_none() { self.setup.users } else { 1 };
                page.events.note_many(Due::MayLeave, u32::try_from(most).unwrap());
                call.leaves.set(sees_all && page.has_list() && current.is_some_and(|user| page.sees_session(user)));
            }
            _ => {}
        }
    }

    /// A call has come to its end.
    pub(crate) fn call_ends(&self, call: &Call, outcome: &Outcome) {
        let events = &call.page.events;
        // Nothing else has changed who is signed in meanwhile, and nothing is under way of which nobody hears.
        let is_alone = call.changes == self.changes.get()
            && call.trouble.get() == self.trouble.get()
            && !self.has_dropped_sign_in.get();
        match (outcome, call.kind) {
            (Outcome::SignedIn, kind) => {
                // Calls of `autoSignIn` share one sign-in, and the last of them counts.
                let calls = self.calls.borrow();
                let mut others = calls.iter().filter(|other| !core::ptr::eq(Rc::as_ptr(other), call));
                let is_shared = kind.is_automatic()
                    && others.any(|other| other.kind == kind && other.page.number == call.page.number);
                if !is_shared {
                    events.note(Due::SignedIn);
                }
                if is_alone && call.joins.get() {
                    events.note(Due::Joined);
                }
                let all = self.families.all.borrow();
                let place = call.granted.get().and_then(|family| all[family].place);
                if is_alone && matches!(place, Some(Place::Memory(_))) && !self.memory_wanted.borrow()[call.page.tab] {
                    events.note(Due::Degraded);
                }
            }
            (Outcome::Done, Kind::SignOut { .. }) => {
                events.note(Due::SignedOut);
                if is_alone && call.leaves.get() {
                    events.note(Due::Left);
                }
            }
            (Outcome::Done, Kind::SetCurrent(_)) => events.note(Due::Switched),
            (Outcome::Failed(name), Kind::SignIn { .. }) if name == "StorageException" => {
                events.note(Due::PerhapsSignedIn);
            }
            (Outcome::Failed(name), Kind::SetCurrent(_)) if name == "StorageException" => events.note(Due::Switched),
            _ => {}
        }
    }

    /// Each page heard of each change once.
    pub(crate) fn check_events(&self) {
        let pages = self.pages.borrow();
        let closed = self.closed.borrow();
        for page in pages.iter().flatten().chain(&*closed) {
            let Events { kept, ended, .. } = &page.events;
            let (heard, due) = (|event| page.events.heard(event), |due| page.events.due(due));
            let count = |set: usize| u32::try_from(set).unwrap();
            let joined = heard("signedIn") + heard("switchActiveUser");
            let sign_ins = due(Due::SignedIn) + due(Due::PerhapsSignedIn);
            let bounds = [
                // Whoever becomes the current user beside nobody is said to be signed in, too.
                ("signedIn", joined, due(Due::SignedIn), sign_ins + 2 * due(Due::Switched)),
                ("userSignedIn", heard("userSignedIn"), due(Due::Joined), sign_ins),
                ("signedOut", heard("signedOut"), due(Due::SignedOut), due(Due::SignOutBegun)),
                (
                    "userSignedOut",
                    heard("userSignedOut"),
                    due(Due::Left),
                    // A sign-in may replace somebody, and the session of one of several users may end.
                    due(Due::MayLeave) + sign_ins + due(Due::RefreshRefused),
                ),
                ("tokenRefresh", heard("tokenRefresh"), count(kept.borrow().len()), due(Due::RefreshArrived)),
                ("sessionExpired", heard("sessionExpired"), count(ended.borrow().len()), due(Due::RefreshRefused)),
                ("storageDegraded", heard("storageDegraded"), due(Due::Degraded).min(1), 1),
            ];
            for (event, heard, least, most) in bounds {
                // Nothing is said of what an asynchronous storage has refused. A call has failed then.
                let is_of_call = event == "signedIn" || event == "signedOut";
                let may_be_silent = !is_of_call && page.copy.as_ref().is_some_and(|copy| copy.failures() > 0);
                if heard < least && page.is_alive.get() && !may_be_silent || heard > most {
                    self.violate(format!(
                        "tab {} (page {}) heard {event} {heard} times, not {least} to {most} times",
                        page.tab, page.number
                    ));
                }
            }
        }
    }
}
