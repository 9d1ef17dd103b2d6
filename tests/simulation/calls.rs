//! Calls of the library's functions, and what has to be true of their results.

use core::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use cognito_wasm::flow::OnExistingSession;
use cognito_wasm::token::{Item, StorageKeys, TokenSet};
use futures_util::FutureExt as _;
use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};

use super::families::Place;
use super::page::Page;
use super::step::{SharedKind, USERS};
use super::tokens::{CLIENT_ID, family_of, read_refresh_token};
use super::totals::count;
use super::world::World;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `signIn`, `confirmSignIn`, `autoSignIn` or `importSession`, for this user if the call says whose it is.
    SignIn {
        user: Option<usize>,
        choice: OnExistingSession,
        imported: Option<usize>,
    },
    SignUp,
    SignOut {
        global: bool,
        all_users: bool,
    },
    /// A function that returns the session of whoever is signed in.
    Session {
        force: bool,
    },
    SetCurrent(usize),
}

/// What a call returned.
pub(crate) enum Outcome {
    SignedIn,
    /// The sign-in waits for an answer, or the sign-up for its confirmation.
    Waits,
    Tokens(Rc<TokenSet>),
    /// The user that `getCurrentUser` named.
    User(String),
    Nobody {
        is_signed_in: bool,
    },
    Done,
    Failed(String),
}

/// How a sign-in ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    SignedIn,
    Failed,
    /// The storage did not take it.
    Refused,
    /// Nobody waited for it any more.
    Dropped,
}

pub(crate) struct Call {
    pub(crate) page: Rc<Page>,
    pub(crate) kind: Kind,
    started: i64,
    /// The families that there were.
    since: usize,
    /// Those of the current user that the page saw, with whom it began.
    seen: RefCell<Vec<usize>>,
    /// The number of changes of who is signed in, by calls that began or ended.
    changes: u32,
    /// The same in this page, and whose sign-in waited there for an answer.
    changes_here: Cell<u32>,
    waiting: Cell<Option<usize>>,
    /// The family with which a sign-in has succeeded.
    granted: Cell<Option<usize>>,
    /// How often the user had cleared the storage, as far as the page knew.
    clears: Cell<u32>,
    /// Who was the current user of the page at some time during the call.
    candidates: RefCell<BTreeSet<usize>>,
    /// Whether it is `confirmSignIn`.
    is_answer: bool,
    /// Whether the storage has been read for it.
    has_begun: Cell<bool>,
    is_done: Cell<bool>,
    caller: AbortHandle,
    pub(crate) result: RefCell<Option<Outcome>>,
}

impl Call {
    /// The storage has been read for it.
    fn begin(&self) {
        self.has_begun.set(true);
        let page = &self.page;
        self.waiting.set(page.waiting.get());
        if self.is_change() {
            page.changes.set(page.changes.get() + 1);
        }
        if self.is_change() && !matches!(self.kind, Kind::SignIn { user: None, .. } | Kind::SetCurrent(_)) {
            page.waiting.set(None);
            page.is_waiting_known.set(!self.takes_its_time());
        }
        self.changes_here.set(page.changes.get());
    }

    /// Whether it ends a sign-in in progress at some time, which a sign-in does when it begins.
    const fn takes_its_time(&self) -> bool {
        matches!(self.kind, Kind::SignOut { .. } | Kind::SignIn { imported: Some(_), .. })
    }

    /// Whether it may change who is signed in.
    const fn is_change(&self) -> bool {
        !matches!(self.kind, Kind::Session { .. } | Kind::SignUp)
    }

    pub(crate) fn may_refresh_anytime(&self) -> bool {
        matches!(self.kind, Kind::Session { force: true } | Kind::SignOut { global: true, .. })
            || matches!(self.kind, Kind::SignIn { imported: Some(_), .. })
    }
}

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

    fn current_user(&self) -> Option<usize> {
        let name = self.seen(&StorageKeys::new(CLIENT_ID).last_auth_user())?;
        USERS.iter().position(|user| *user == name)
    }

    fn family_seen(&self, user: usize) -> Option<usize> {
        let token = self.seen(&StorageKeys::new(CLIENT_ID).of(USERS[user], Item::RefreshToken))?;
        read_refresh_token(&token).map(|(family, _)| family)
    }
}

impl World {
    /// Starts a call in a page.
    pub(crate) fn start(
        self: &Rc<Self>,
        page: &Rc<Page>,
        kind: Kind,
        call: LocalBoxFuture<'static, Outcome>,
    ) -> Rc<Call> {
        count(&self.counts.calls);
        let (work, caller) = abortable(call);
        let named = if let Kind::SignIn { user, .. } = kind { user } else { None };
        let is_change = !matches!(kind, Kind::Session { .. } | Kind::SignUp);
        let is_alone = !self.calls.borrow().iter().any(|call| call.is_change());
        self.changes.set(self.changes.get() + u32::from(is_change));
        let call = Rc::new(Call {
            changes_here: Cell::default(),
            waiting: Cell::default(),
            page: Rc::clone(page),
            kind,
            started: self.now(),
            since: self.families.all.borrow().len(),
            seen: RefCell::default(),
            changes: if is_alone { self.changes.get() } else { 0 },
            granted: Cell::default(),
            clears: self.clears.clone(),
            candidates: RefCell::new(named.into_iter().collect()),
            is_answer: matches!(kind, Kind::SignIn { user: None, choice: OnExistingSession::Replace, .. }),
            has_begun: Cell::new(false),
            is_done: Cell::new(false),
            caller,
            result: RefCell::default(),
        });
        self.calls.borrow_mut().push(Rc::clone(&call));
        let (world, known, host) = (Rc::clone(self), Rc::clone(&call), Rc::clone(page));
        let around = async move {
            let failures = host.copy.as_ref().map_or(0, |copy| copy.failures());
            if let Some(copy) = &host.copy
                && !copy.read(&host).await
                && !matches!(known.kind, Kind::SignIn { .. } | Kind::SignUp)
            {
                return world.finish(&known, Outcome::Failed("StorageException".to_owned()));
            }
            if let Some(copy) = &host.copy {
                known.clears.set(copy.clears_seen());
            }
            // A call whose caller went away while the storage was read has not begun.
            if known.is_done.get() {
                return;
            }
            known.begin();
            known.seen.replace((0..USERS.len()).filter_map(|user| host.family_seen(user)).collect());
            world.sample(&host);
            let Ok(mut outcome) = work.await else { return world.drop_call(&known) };
            if let Outcome::SignedIn = outcome {
                known.granted.set(world.family_of_sign_in(&known));
            }
            if let Some(copy) = &host.copy {
                copy.settled().await;
                if copy.failures() != failures {
                    outcome = Outcome::Failed("StorageException".to_owned());
                }
            }
            world.finish(&known, outcome);
        };
        page.spawn(around.boxed_local());
        call
    }

    /// Notes who is the current user of a page, and whom its calls let go of.
    pub(crate) fn sample(&self, page: &Page) {
        if self.calls.borrow().iter().all(|call| call.page.number != page.number) {
            return;
        }
        let current = page.current_user();
        for call in self.calls.borrow().iter().filter(|call| call.has_begun.get() && call.page.number == page.number) {
            let mut candidates = call.candidates.borrow_mut();
            candidates.extend(current);
            // With something in memory, the current user may be named there.
            let all = self.families.all.borrow();
            if page.has_refused.get() || all.iter().any(|family| family.place == Some(Place::Memory(page.number))) {
                let here = all.iter().filter(|family| family.is_seen_by(page) && family.gone_at.is_none());
                candidates.extend(here.map(|family| family.user));
            }
            drop(all);
            if let Kind::SignOut { all_users, .. } = call.kind {
                // Without a current user, all who are there and not parked are signed out.
                let all_users = all_users || current.is_none();
                // An asynchronous storage may have a part of a session that another page is storing.
                let is_own = self.setup.shared == SharedKind::Own;
                self.families.release("signed out", |family| {
                    let is_half_stored = is_own && family.place.is_none() && family.granted_to.is_some();
                    let is_seen = family.is_seen_by(page) || is_half_stored;
                    is_seen && (all_users || candidates.contains(&family.user))
                });
            }
        }
    }

    /// The callers of a page's calls go away, because the page does, or of those that have an effect only if they wait for it.
    pub(crate) fn abandon(&self, page: &Page, is_closed: bool) {
        let goes =
            |call: &Call| is_closed || matches!(call.kind, Kind::Session { .. } | Kind::SignIn { imported: None, .. });
        let calls = self.calls.borrow().clone();
        for call in calls.iter().filter(|call| call.page.number == page.number && goes(call)) {
            self.drop_call(call);
            call.caller.abort();
        }
    }

    fn drop_call(&self, call: &Rc<Call>) {
        if !call.is_done.get() {
            self.note(|| format!("  tab {}: nobody waits for {:?}", call.page.tab, call.kind));
            self.take_over(call, End::Dropped);
            if call.may_refresh_anytime() {
                call.page.has_forced.set(true);
            }
            self.remove(call);
        }
    }

    fn remove(&self, call: &Rc<Call>) {
        call.is_done.set(true);
        if call.takes_its_time() {
            call.page.changes.set(call.page.changes.get() + 1);
        }
        self.changes.set(self.changes.get() + u32::from(call.is_change()));
        self.calls.borrow_mut().retain(|other| !Rc::ptr_eq(other, call));
    }

    fn finish(&self, call: &Rc<Call>, outcome: Outcome) {
        if call.is_done.get() {
            return;
        }
        self.sample(&call.page);
        self.note(|| format!("  tab {}: {:?} {outcome}", call.page.tab, call.kind));
        self.check_sign_in(call, &outcome);
        match (&outcome, call.kind) {
            (Outcome::SignedIn, _) => {
                self.take_over(call, End::SignedIn);
                *call.page.events.borrow_mut().entry("expected signedIn").or_default() += 1;
            }
            (Outcome::Done, Kind::SignOut { .. }) => self.signed_out(call),
            (Outcome::Done, Kind::SetCurrent(_)) => {
                *call.page.events.borrow_mut().entry("setCurrentUser").or_default() += 1;
            }
            (Outcome::Failed(name), Kind::SignIn { .. }) => {
                self.take_over(call, if name == "StorageException" { End::Refused } else { End::Failed });
            }
            (Outcome::Tokens(tokens), _) => self.check_tokens(call, tokens),
            (Outcome::User(name), _) => self.check_user(call, USERS.iter().position(|user| user == name)),
            (Outcome::Nobody { is_signed_in: true }, _) if self.is_nobody_there(call) => {
                self.violate("a session is said to be there that cannot be read".to_owned());
            }
            _ => {}
        }
        call.result.replace(Some(outcome));
        self.remove(call);
    }

    /// A sign-in that nothing has replaced succeeds, or fails because of the network or the storage; and only the latest can be
    /// answered.
    fn check_sign_in(&self, call: &Call, outcome: &Outcome) {
        let Kind::SignIn { user, imported: None, .. } = call.kind else { return };
        let page = &call.page;
        let calls = self.calls.borrow();
        let is_disturbed = calls.iter().any(|other| other.page.number == page.number && other.takes_its_time());
        drop(calls);
        let is_last = call.changes_here.get() == page.changes.get() && !is_disturbed;
        match (outcome, user) {
            (Outcome::Waits, Some(_)) if is_last => page.waiting.set(user),
            (Outcome::Waits, _) => page.is_waiting_known.set(false),
            (Outcome::Failed(name), Some(user)) if is_last && name == "SignInException" => {
                self.violate(format!("the sign-in of {} was replaced by nothing", USERS[user]));
            }
            (Outcome::Failed(name), Some(user)) if name == "NotAuthorizedException" => {
                self.violate(format!("the right password of {} was refused", USERS[user]));
            }
            (Outcome::SignedIn, None) if call.is_answer => {
                let waiting = call.waiting.get().or(page.waiting.get());
                let family = call.granted.get().map(|family| self.families.all.borrow()[family].user);
                if page.is_waiting_known.get() && is_last && waiting != family {
                    self.violate(format!("tab {}: an answer signed in another user than the one who waited", page.tab));
                }
            }
            _ => {}
        }
    }

    /// The family that a sign-in has got, which is no other's from now on.
    fn family_of_sign_in(&self, call: &Call) -> Option<usize> {
        let Kind::SignIn { user, imported, .. } = call.kind else { return None };
        let page = &call.page;
        let users = user.map_or(0..USERS.len(), |user| user..user + 1);
        let stored = users.filter_map(|user| page.family_seen(user));
        let family = imported
            .or_else(|| stored.filter(|family| self.families.is_unclaimed(page.number, *family)).last())
            .or_else(|| self.families.granted_last(page.number, user, call.since))?;
        self.families.all.borrow_mut()[family].is_claimed = true;
        // It is not always known which of two sign-ins at once has got which family.
        let other = self.families.granted_last(page.number, user, call.since);
        if imported.is_none() && other.is_some() {
            for family in other.into_iter().chain([family]) {
                self.families.all.borrow_mut()[family].released.get_or_insert("two sign-ins at once");
            }
        }
        Some(family)
    }

    /// A sign-in has come to its end, well or not; what it replaces is gone.
    fn take_over(&self, call: &Call, end: End) {
        let Kind::SignIn { choice, .. } = call.kind else { return };
        if end == End::Failed {
            return;
        }
        let page = &call.page;
        let Some(new) = call.granted.get().or_else(|| self.family_of_sign_in(call)) else { return };
        // A sign-in that failed replaces nobody, unless it had succeeded before its storage failed or its page went.
        let may_have_succeeded = match end {
            End::SignedIn | End::Failed => true,
            End::Refused | End::Dropped => {
                // A storage that breaks in the middle leaves the new session in the place of an earlier one in memory.
                self.setup.shared == SharedKind::Own
                    || self.shared.is_broken()
                    || self.families.all.borrow()[new].place.is_some()
            }
        };
        if !may_have_succeeded {
            self.families.all.borrow_mut()[new].released.get_or_insert("the sign-in failed");
            return;
        }
        let user = self.families.all.borrow()[new].user;
        let candidates = call.candidates.borrow();
        let seen: Vec<_> = self.families.all.borrow().iter().map(|family| family.is_seen_by(page)).collect();
        for (index, family) in self.families.all.borrow_mut().iter_mut().enumerate() {
            let is_left = family.user == user || choice != OnExistingSession::Add && candidates.contains(&family.user);
            if index != new && seen[index] && is_left {
                family.released.get_or_insert("replaced");
            }
        }
        if end == End::SignedIn {
            self.families.hold(page, new);
            if call.clears.get() != self.clears.get() && self.setup.devices {
                // The device that it has named may be gone.
                self.families.all.borrow_mut()[new].released.get_or_insert("the user cleared the storage meanwhile");
            }
        } else {
            let family = &mut self.families.all.borrow_mut()[new];
            family.released.get_or_insert("the sign-in did not succeed");
            // Its session may be in memory all the same: an asynchronous storage says later that it does not remove an earlier one.
            family.granted_to.get_or_insert(page.number);
        }
    }

    fn signed_out(&self, call: &Call) {
        let Kind::SignOut { all_users, .. } = call.kind else { return };
        *call.page.events.borrow_mut().entry("expected signedOut").or_default() += 1;
        let candidates = call.candidates.borrow();
        if candidates.is_empty() {
            self.families.release("signed out without a name", |family| family.is_seen_by(&call.page));
        }
        // What is certain: the sessions that the page saw, if nothing else changed who is signed in meanwhile.
        if call.changes == self.changes.get() && (all_users || candidates.len() == 1) {
            let latest = self.now() + i64::from(self.setup.torn_ms) + 1_500;
            for family in &*call.seen.borrow() {
                let family = &mut self.families.all.borrow_mut()[*family];
                if all_users || candidates.contains(&family.user) {
                    family.gone_at.get_or_insert(latest);
                }
            }
        }
    }

    fn is_nobody_there(&self, call: &Call) -> bool {
        let is_in_tab = !call.page.session_items.borrow().is_empty();
        let all = self.families.all.borrow();
        let is_in_memory = all.iter().any(|family| family.place == Some(Place::Memory(call.page.number)));
        self.setup.shared == SharedKind::Local && self.shared.is_broken() && !is_in_tab && !is_in_memory
    }

    fn check_tokens(&self, call: &Call, tokens: &TokenSet) {
        let family = family_of(&tokens.access);
        let id = tokens.id.as_ref().map(|id| id.text("sub"));
        if id.is_some_and(|sub| sub != tokens.access.text("sub")) {
            self.violate("the access token is of one user, the ID token of another".to_owned());
        }
        let refresh = tokens.refresh.as_ref().and_then(|token| read_refresh_token(token.expose()));
        let (user, gone_at) = {
            let all = self.families.all.borrow();
            if refresh.is_some_and(|(other, _)| all[other].user != all[family].user) {
                self.violate("the refresh token is another user's".to_owned());
            }
            (all[family].user, all[family].gone_at)
        };
        if tokens.username != USERS[user] || tokens.access.text("username") != Some(USERS[user]) {
            self.violate("a session has another user's name".to_owned());
        }
        if gone_at.is_some_and(|gone_at| call.started > gone_at) {
            self.violate(format!("family {family} was signed out, and is back"));
        }
        self.check_user(call, Some(user));
    }

    fn check_user(&self, call: &Call, user: Option<usize>) {
        if user.is_none_or(|user| !call.candidates.borrow().contains(&user)) {
            let name = user.map_or("a stranger", |user| USERS[user]);
            self.violate(format!("a call in tab {} answered for {name}, who was not the current user", call.page.tab));
        }
    }
}

impl core::fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::SignedIn => formatter.write_str("is signed in"),
            Self::Waits => formatter.write_str("waits for the user"),
            Self::Tokens(tokens) => {
                let number = tokens.access.text("jti").unwrap_or_default();
                write!(formatter, "has tokens {number} of family {}", family_of(&tokens.access))
            }
            Self::User(name) => write!(formatter, "names {name}"),
            Self::Nobody { is_signed_in } => write!(formatter, "has no tokens, isSignedIn={is_signed_in}"),
            Self::Done => formatter.write_str("is done"),
            Self::Failed(name) => write!(formatter, "failed: {name}"),
        }
    }
}
