//! Calls of the library's functions, from their beginning to their end.

use core::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use cognito_wasm::flow::OnExistingSession;
use futures_util::FutureExt as _;
use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};

use super::events::Due;
use super::outcome::{Kind, Outcome};
use super::page::Page;
use super::sign_ins::End;
use super::step::USERS;
use super::totals::count;
use super::world::World;

pub(crate) struct Call {
    pub(crate) page: Rc<Page>,
    pub(crate) kind: Kind,
    pub(crate) started: i64,
    /// The families that there were.
    pub(crate) since: usize,
    /// Those of the current user that the page saw, with whom it began.
    pub(crate) seen: RefCell<Vec<usize>>,
    /// All families whose refresh tokens the page has seen since, even those that the storage of another page had for a moment only.
    pub(crate) met: RefCell<BTreeSet<usize>>,
    /// The number of changes of who is signed in, by calls that began or ended.
    pub(crate) changes: u32,
    /// The same in this page, and whose sign-in waited there for an answer.
    pub(crate) changes_here: Cell<u32>,
    pub(crate) waiting: Cell<Option<usize>>,
    /// The family with which a sign-in has succeeded.
    pub(crate) granted: Cell<Option<usize>>,
    /// How often the user had cleared the storage, as far as the page knew.
    pub(crate) clears: Cell<u32>,
    /// Who was the current user of the page at some time during the call.
    pub(crate) candidates: RefCell<BTreeSet<usize>>,
    /// Whether it is `confirmSignIn`.
    pub(crate) is_answer: bool,
    /// Whether the storage has been read for it.
    pub(crate) has_begun: Cell<bool>,
    /// Whether its tab let nobody in then.
    pub(crate) is_blank: Cell<bool>,
    /// When that was, by the service's clock.
    pub(crate) began_at: Cell<i64>,
    /// Whether it is to sign in a user who was not there, beside others; or out one of several.
    pub(crate) joins: Cell<bool>,
    pub(crate) leaves: Cell<bool>,
    /// The number of things that had ended sessions when it began, other than calls.
    pub(crate) trouble: Cell<u32>,
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
    pub(crate) const fn takes_its_time(&self) -> bool {
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
            met: RefCell::default(),
            changes: if is_alone { self.changes.get() } else { 0 },
            granted: Cell::default(),
            clears: self.clears.clone(),
            candidates: RefCell::new(named.into_iter().collect()),
            is_answer: matches!(kind, Kind::SignIn { user: None, choice: OnExistingSession::Replace, .. }),
            has_begun: Cell::new(false),
            is_blank: Cell::default(),
            began_at: Cell::default(),
            joins: Cell::default(),
            leaves: Cell::default(),
            trouble: Cell::default(),
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
            world.call_begins(&known);
            known.seen.replace((0..USERS.len()).filter_map(|user| host.family_seen(user)).collect());
            if let Kind::SignOut { .. } = known.kind {
                for (user, family) in (0..USERS.len()).filter_map(|user| Some((user, host.family_seen(user)?))) {
                    world.families.all.borrow_mut()[family].is_seen_in_part |= !host.sees_whole(user);
                }
            }
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
            if let Kind::SignIn { .. } = call.kind {
                call.page.events.note(Due::PerhapsSignedIn);
                self.has_dropped_sign_in.set(true);
            }
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
            (Outcome::SignedIn, _) => self.take_over(call, End::SignedIn),
            (Outcome::Done, Kind::SignOut { .. }) => self.signed_out(call),
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
        self.call_ends(call, &outcome);
        call.result.replace(Some(outcome));
        self.remove(call);
    }
}
