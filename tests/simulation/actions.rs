//! Lets a step happen.

use std::rc::Rc;

use cognito_wasm::config::AuthFlowType;
use cognito_wasm::error::Error;
use cognito_wasm::flow::{
    ConfirmSignInInput, ExportSessionInput, FetchAuthSessionInput, ImportSessionInput, OnExistingSession, Persistence,
    SignInInput, SignInOutput, SignInStep, SignOutInput, SignUpInput,
};
use cognito_wasm::secret::Secret;
use futures_util::FutureExt as _;

use super::calls::Call;
use super::family::Place;
use super::leases::ends_leases;
use super::outcome::{Kind, Outcome};
use super::page::Page;
use super::pool::CODE;
use super::step::{Step, TABS, USERS};
use super::tokens::{pair, refresh_token};
use super::totals::count;
use super::world::World;

fn failed(error: &Error) -> Outcome {
    Outcome::Failed(error.name().to_owned())
}

fn signed_in(result: Result<&SignInOutput, &Error>) -> Outcome {
    match result {
        Ok(output) if output.step == SignInStep::Done => Outcome::SignedIn,
        Ok(_) => Outcome::Waits,
        Err(error) => failed(error),
    }
}

const ANY_SIGN_IN: Kind = Kind::SignIn { user: None, choice: OnExistingSession::Error, imported: None };

impl World {
    pub(crate) fn take(self: &Rc<Self>, step: Step) {
        count(&self.counts.steps);
        if step.is_fault() {
            count(&self.counts.faults);
        }
        match step {
            Step::Open(tab) => {
                if self.page(tab).is_none() {
                    self.open(tab);
                }
            }
            Step::Kill(tab) => self.kill(tab),
            Step::Freeze(tab) => {
                if let Some(page) = self.page(tab) {
                    page.freeze();
                    page.may_store_late.set(page.may_store_late.get() || page.copy.is_some() && !page.is_idle());
                }
            }
            Step::Thaw(tab) => self.page(tab).iter().for_each(|page| page.thaw()),
            Step::Reload(tab) => {
                if self.page(tab).is_some() {
                    self.open(tab);
                }
            }
            Step::OpenLink(user) => self.pool.confirm(user),
            Step::Abandon(tab) => self.page(tab).iter().for_each(|page| self.abandon(page, false)),
            Step::Fate(fate) => self.fates.borrow_mut().push_back(fate),
            Step::Wait(millis) => self.pass(millis.into()),
            Step::Expire => self.pass(self.setup.life_ms + 10_000),
            Step::Sleep(millis) => {
                if ends_leases(millis.into()) {
                    self.break_leases("the machine slept for longer than a lease lasts");
                }
                self.sleep_machine(millis.into());
            }
            Step::SetClock(millis) => {
                if ends_leases(millis - self.page_error.get()) {
                    self.break_leases("the clock was set, and leases ended");
                }
                if millis != self.page_error.get() {
                    self.clock_set_at.set(self.true_ms());
                }
                self.page_error.set(millis);
                self.families.excuse_all_refreshes();
            }
            Step::Fill => self.shared.fill(),
            Step::MakeRoom => self.shared.make_room(),
            Step::Clear => self.clear(),
            Step::Break => {
                self.break_leases("the storage broke, and the lease was not seen");
                self.shared.set_broken(true);
            }
            Step::Repair => self.shared.set_broken(false),
            Step::Revoke(user) => self.families.revoke_all(user),
            Step::ForgetDevices(user) => self.pool.forget_devices(user),
            Step::SpoilDevices(user) => self.pool.spoil_devices(user),
            Step::SignIn { tab, .. }
            | Step::Confirm(tab)
            | Step::SignUp { tab, .. }
            | Step::AutoSignIn(tab)
            | Step::SignOut { tab, .. }
            | Step::Fetch { tab, .. }
            | Step::CurrentUser(tab)
            | Step::SetCurrent { tab, .. }
            | Step::Export(tab)
            | Step::Import { tab, .. } => {
                // What is called in a frozen tab was called before it was frozen, or is called later.
                if let Some(page) = self.page(tab).filter(|page| !page.is_frozen.get()) {
                    self.call(&page, step);
                }
            }
        }
        self.run();
    }

    /// The user removes what the site has stored. Remembered devices go, too, so sessions in memory that need one may end.
    fn clear(&self) {
        self.clears.set(self.clears.get() + 1);
        self.trouble.set(self.trouble.get() + 1);
        self.shared.clear();
        for page in self.pages.borrow().iter().flatten() {
            page.session_items.borrow_mut().clear();
        }
        let has_devices = self.setup.devices;
        self.families.release("the user cleared the storage", |family| {
            has_devices || !matches!(family.place, Some(Place::Memory(_)))
        });
        self.families.excuse_all_refreshes();
    }

    fn call(self: &Rc<Self>, page: &Rc<Page>, step: Step) {
        if let Step::SignIn { keep: Persistence::Memory, .. } | Step::Import { keep: Persistence::Memory, .. } = step {
            self.memory_wanted.borrow_mut()[page.tab] = true;
        }
        let auth = page.auth();
        let (kind, call) = match step {
            Step::SignIn { user, choice, keep, .. } => {
                let mut input = SignInInput::new(USERS[user].to_owned(), Some(Secret::new("password".to_owned())));
                input.flow = Some(AuthFlowType::UserPassword);
                input.on_existing_session = choice;
                input.persistence = Some(keep);
                let kind = Kind::SignIn { user: Some(user), choice, imported: None };
                (kind, async move { signed_in(auth.sign_in(input).await.as_ref()) }.boxed_local())
            }
            Step::Confirm(_) => {
                let input = ConfirmSignInInput::new(Secret::new(CODE.to_owned()));
                // What it does with others is part of the sign-in that it answers; the strongest is assumed.
                let kind = Kind::SignIn { user: None, choice: OnExistingSession::Replace, imported: None };
                (kind, async move { signed_in(auth.confirm_sign_in(input).await.as_ref()) }.boxed_local())
            }
            Step::SignUp { user, .. } => {
                let input = SignUpInput::new(USERS[user], Some(Secret::new("password".to_owned()))).unwrap();
                let input = input.with_auto_sign_in_by(AuthFlowType::UserPassword);
                let call =
                    async move { auth.sign_up(input).await.map_or_else(|error| failed(&error), |_| Outcome::Waits) };
                (Kind::SignUp, call.boxed_local())
            }
            Step::AutoSignIn(_) => {
                let call = async move { signed_in(auth.auto_sign_in().await.as_deref()) };
                (ANY_SIGN_IN, call.boxed_local())
            }
            Step::SignOut { global, all_users, .. } => {
                let input = SignOutInput { global, all_users, ..SignOutInput::default() };
                let call =
                    async move { auth.sign_out(input).await.map_or_else(|error| failed(&error), |_| Outcome::Done) };
                (Kind::SignOut { global, all_users }, call.boxed_local())
            }
            Step::Fetch { force, .. } => (Kind::Session { force }, fetch(page, force)),
            Step::CurrentUser(_) => {
                let call = async move {
                    let user = auth.get_current_user().await;
                    user.map_or_else(|error| failed(&error), |user| Outcome::User(user.username))
                };
                (Kind::Session { force: false }, call.boxed_local())
            }
            Step::SetCurrent { user, .. } => {
                let call = async move {
                    let result = auth.set_current_user(USERS[user]);
                    result.map_or_else(|error| failed(&error), |()| Outcome::Done)
                };
                (Kind::SetCurrent(user), call.boxed_local())
            }
            Step::Export(_) => {
                let call = async move {
                    let exported = auth.export_session(ExportSessionInput { include_refresh_token: true }).await;
                    exported.map_or_else(|error| failed(&error), |exported| Outcome::Tokens(exported.tokens))
                };
                (Kind::Session { force: false }, call.boxed_local())
            }
            Step::Import { user, choice, keep, is_expired, .. } => {
                self.import(page, user, (choice, keep), is_expired);
                return;
            }
            other => panic!("{other} is not a call"),
        };
        self.start(page, kind, call);
    }

    /// Imports a session that began elsewhere.
    fn import(
        self: &Rc<Self>,
        page: &Rc<Page>,
        user: usize,
        (choice, keep): (OnExistingSession, Persistence),
        is_expired: bool,
    ) {
        let family = self.families.add(user);
        let age = if is_expired { self.setup.life_ms + 10_000 } else { 0 };
        let issued_at = (self.true_ms() - age).div_euclid(1_000);
        let expires_at = issued_at + self.setup.life_ms.div_euclid(1_000);
        let (access, id) = pair(user, family, 0, issued_at, expires_at);
        let secret = |text: String| Secret::new(text);
        let mut input =
            ImportSessionInput::new(secret(access), Some(secret(id)), Some(secret(refresh_token(family, 0))));
        input.on_existing_session = choice;
        input.persistence = Some(keep);
        let auth = page.auth();
        let call =
            async move { auth.import_session(input).await.map_or_else(|error| failed(&error), |_| Outcome::SignedIn) };
        self.start(page, Kind::SignIn { user: Some(user), choice, imported: Some(family) }, call.boxed_local());
    }

    /// Whether all calls have come to their end.
    pub(crate) fn wait_for(self: &Rc<Self>, call: &Call, most_ms: i64) -> bool {
        let end = self.now() + most_ms;
        while call.result.borrow().is_none() && self.now() < end && self.violation().is_none() {
            self.pass(500);
        }
        call.result.borrow().is_some()
    }

    /// Opens the tabs that a run begins with.
    pub(crate) fn open_first(self: &Rc<Self>) {
        for tab in 0..self.setup.tabs.min(TABS) {
            self.open(tab);
        }
    }
}

/// The call of `fetchAuthSession`.
pub(crate) fn fetch(page: &Page, force_refresh: bool) -> futures_util::future::LocalBoxFuture<'static, Outcome> {
    let auth = page.auth();
    async move {
        let input = FetchAuthSessionInput { force_refresh, ..FetchAuthSessionInput::default() };
        let session = auth.fetch_auth_session(input).await.unwrap();
        let is_signed_in = session.is_signed_in;
        session.tokens.map_or(Outcome::Nobody { is_signed_in }, Outcome::Tokens)
    }
    .boxed_local()
}
