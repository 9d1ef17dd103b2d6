//! `autoSignIn`: signing in with what the sign-up left, without asking the user again.

use core::cell::RefCell;
use core::fmt;
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::flight::Flight;
use super::{Auth, SignInInput, SignInOutput};
use crate::config::AuthFlowType;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;

/// How long a sign-up's password is kept for the sign-in that follows it.
const LIFE_MS: u32 = 180_000;

/// How often a sign-up by link is looked after.
const POLL_MS: u32 = 5_000;

/// What a sign-up left.
struct Waiting {
    username: String,
    password: Option<Secret>,
    options: Json,
    /// The session that `SignUp` or `ConfirmSignUp` gave, for a sign-in without a password.
    session: Option<String>,
    /// Whether the user has only to open a link.
    by_link: bool,
    /// Whether the sign-up is over and the sign-in may start.
    ready: bool,
    until: Timestamp,
}

/// The sign-up that waits for its sign-in, if one does.
#[derive(Default)]
pub(super) struct AutoSignIn {
    waiting: RefCell<Option<Waiting>>,
    running: Flight<(), Rc<SignInOutput>>,
}

impl fmt::Debug for AutoSignIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AutoSignIn")
    }
}

impl AutoSignIn {
    /// Forgets the sign-up, and its password with it.
    pub(super) fn forget(&self) {
        self.waiting.borrow_mut().take();
    }

    /// The sign-up of that user is over. Tells whether a sign-in waits for it.
    pub(super) fn confirmed(&self, username: &str, session: Option<String>) -> bool {
        let mut slot = self.waiting.borrow_mut();
        let Some(waiting) = slot.as_mut().filter(|waiting| waiting.username == username) else {
            *slot = None;
            return false;
        };
        waiting.session = session.or_else(|| waiting.session.take());
        waiting.ready = true;
        true
    }
}

impl<H: Host> Auth<H> {
    /// Keeps what a sign-up leaves. The password is wiped when it is used, replaced, or three minutes old.
    pub(super) fn await_auto_sign_in(
        self: &Rc<Self>,
        username: String,
        password: Option<Secret>,
        options: Json,
        session: Option<String>,
        by_link: bool,
    ) {
        let until = self.host.now().plus_millis(LIFE_MS.into());
        let waiting = Waiting { username, password, options, session, by_link, ready: by_link, until };
        *self.auto_sign_in.waiting.borrow_mut() = Some(waiting);
        let this = Rc::clone(self);
        let wipe = async move {
            this.host.sleep(LIFE_MS).await;
            let mut slot = this.auto_sign_in.waiting.borrow_mut();
            // A later sign-up has its own time.
            slot.take_if(|waiting| waiting.until == until);
        };
        self.host.spawn(wipe.boxed_local());
    }

    /// Signs in the user who has just signed up.
    ///
    /// # Errors
    /// `AutoSignInException` when no sign-up waits, or its link was not opened in time; otherwise those of `signIn`.
    pub async fn auto_sign_in(self: &Rc<Self>) -> Result<Rc<SignInOutput>> {
        self.pool()?;
        let this = Rc::clone(self);
        let start = move || async move { this.run_auto_sign_in().await.map(Rc::new) }.boxed_local();
        self.auto_sign_in.running.join(&self.host, (), start).await
    }

    async fn run_auto_sign_in(self: Rc<Self>) -> Result<SignInOutput> {
        let waiting = self.auto_sign_in.waiting.borrow_mut().take_if(|waiting| waiting.ready);
        let waiting = waiting
            .filter(|waiting| self.host.now() <= waiting.until)
            .ok_or_else(|| Error::new(&names::AUTO_SIGN_IN))?;
        if !waiting.by_link {
            return self.sign_in_after_sign_up(waiting.input()?).await;
        }
        loop {
            let output = self.sign_in_after_sign_up(waiting.input()?).await?;
            if output.sign_in_step() != "CONFIRM_SIGN_UP" {
                return Ok(output);
            }
            if self.host.now().plus_millis(POLL_MS.into()) > waiting.until {
                return Err(Error::new(&names::AUTO_SIGN_IN));
            }
            self.host.sleep(POLL_MS).await;
        }
    }

    async fn sign_in_after_sign_up(self: &Rc<Self>, input: SignInInput) -> Result<SignInOutput> {
        if input.flow == Some(AuthFlowType::UserAuth) {
            self.start_sign_in(input).await
        } else {
            self.sign_in_if_signed_out(input).await
        }
    }
}

impl Waiting {
    fn input(&self) -> Result<SignInInput> {
        let password = self.password.as_ref().map(|password| Secret::new(password.expose().to_owned()));
        let mut input = SignInInput::with_options(self.username.clone(), password, self.options.duplicate())?;
        if input.flow == Some(AuthFlowType::CustomWithoutSrp) {
            input.password = None;
        }
        input.session.clone_from(&self.session);
        Ok(input)
    }
}
