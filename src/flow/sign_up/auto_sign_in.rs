//! `autoSignIn`: signing in after a sign-up, without asking the user for the password again.

use core::cell::{Cell, RefCell};
use core::fmt;
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::SignUps;
use crate::config::AuthFlowType;
use crate::error::{Error, Result, names};
use crate::flow::flight::{Flight, Work};
use crate::flow::sign_in::{SignInInput, SignInOutput, SignInStep};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;

/// How long a sign-up's password is kept for the automatic sign-in.
const LIFE_MS: u32 = 180_000;

/// The interval of attempts while the user has to open a link.
const POLL_MS: u32 = 5_000;

/// What a sign-up keeps for the automatic sign-in.
pub(super) struct SignedUp {
    pub(super) username: String,
    pub(super) password: Option<Secret>,
    /// The options of the sign-in.
    pub(super) options: Json,
    /// The session from `SignUp` or `ConfirmSignUp`, for a sign-in without a password.
    pub(super) session: Option<String>,
}

/// A sign-up that waits for its automatic sign-in.
struct Waiting {
    signed_up: SignedUp,
    /// Whether the user confirms the sign-up by opening a link.
    by_link: bool,
    /// Whether the sign-in may start.
    ready: bool,
    until: Timestamp,
    _wipe: Wipe,
}

/// The timer that removes a sign-up. It is cancelled with the sign-up.
struct Wipe(Work<()>);

impl Drop for Wipe {
    fn drop(&mut self) {
        self.0.cancel(Error::new(&names::ABORTED));
    }
}

/// The sign-up that waits for its automatic sign-in, if there is one.
#[derive(Default)]
pub(super) struct AutoSignIn {
    waiting: RefCell<Option<Waiting>>,
    running: Flight<(), Rc<SignInOutput>>,
    /// How many sign-ups were replaced or ended.
    ended: Cell<u32>,
}

impl fmt::Debug for AutoSignIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AutoSignIn")
    }
}

impl AutoSignIn {
    /// How many sign-ups were replaced or ended.
    pub(super) fn ended(&self) -> u32 {
        self.ended.get()
    }

    /// Forgets the sign-up and its password.
    fn forget(&self) {
        let forgotten = self.waiting.borrow_mut().take();
        drop(forgotten);
    }

    /// Forgets the sign-up, and stops its automatic sign-in.
    pub(super) fn end(&self) {
        self.forget();
        self.ended.set(self.ended.get().wrapping_add(1));
        self.running.cancel(
            Error::new(&names::AUTO_SIGN_IN)
                .with_message("a later sign-up, sign-in or sign-out ended this automatic sign-in"),
        );
    }

    /// Marks the user's sign-up as confirmed. Returns whether an automatic sign-in can follow.
    pub(super) fn confirmed(&self, username: &str, session: Option<String>) -> bool {
        let mut slot = self.waiting.borrow_mut();
        let Some(waiting) = slot.as_mut().filter(|waiting| waiting.signed_up.username == username) else {
            *slot = None;
            return false;
        };
        waiting.signed_up.session = session.or_else(|| waiting.signed_up.session.take());
        waiting.ready = true;
        true
    }

    /// The input of the sign-in, whether the user confirms by link, and until when the input may be used.
    fn next_input(&self, now: Timestamp) -> Result<(SignInInput, bool, Timestamp)> {
        let slot = self.waiting.borrow();
        let waiting = slot.as_ref().filter(|waiting| waiting.ready && now <= waiting.until);
        let waiting = waiting.ok_or_else(|| Error::new(&names::AUTO_SIGN_IN))?;
        Ok((waiting.signed_up.input()?, waiting.by_link, waiting.until))
    }
}

impl<H: Host> SignUps<H> {
    /// Keeps a sign-up for its automatic sign-in. The password is wiped when it has been used or replaced, or after three
    /// minutes.
    pub(super) fn await_auto_sign_in(self: &Rc<Self>, signed_up: SignedUp, is_confirmed: bool, by_link: bool) {
        let this = Rc::clone(self);
        let wipe = async move {
            this.client.host().sleep_unattended(LIFE_MS).await;
            this.auto_sign_in.forget();
            Ok(())
        };
        let host = self.client.host();
        let waiting = Waiting {
            signed_up,
            by_link: by_link && !is_confirmed,
            ready: by_link || is_confirmed,
            until: host.now().plus_millis(LIFE_MS.into()),
            _wipe: Wipe(Work::start(host, wipe.boxed_local())),
        };
        *self.auto_sign_in.waiting.borrow_mut() = Some(waiting);
    }

    /// Signs in the user who has just signed up.
    pub(in crate::flow) async fn sign_in(self: &Rc<Self>) -> Result<Rc<SignInOutput>> {
        let this = Rc::clone(self);
        let start = || self.client.keeping_limits(this.run_auto_sign_in().boxed_local());
        self.auto_sign_in.running.join_while_awaited(self.client.host(), (), start).await
    }

    async fn run_auto_sign_in(self: Rc<Self>) -> Result<Rc<SignInOutput>> {
        loop {
            // The sign-up is kept until this ends, so that the function can be called again if the caller goes away.
            let (input, by_link, until) = self.auto_sign_in.next_input(self.client.host().now())?;
            let result = self.sign_ins.sign_in(&input, input.flow == Some(AuthFlowType::UserAuth)).await;
            let unconfirmed = match &result {
                Ok(output) => output.step == SignInStep::ConfirmSignUp,
                // After a failed connection, the link may still be opened.
                Err(error) => error.retryable(),
            };
            let waits = by_link && unconfirmed;
            if !waits {
                self.auto_sign_in.forget();
                return result.map(Rc::new);
            }
            if self.client.host().now().plus_millis(POLL_MS.into()) >= until {
                self.auto_sign_in.forget();
                return Err(Error::new(&names::AUTO_SIGN_IN));
            }
            self.client.host().sleep(POLL_MS).await;
        }
    }
}

impl SignedUp {
    fn input(&self) -> Result<SignInInput> {
        let password = self.password.as_ref().map(Secret::duplicate);
        let mut input = SignInInput::with_options(self.username.clone(), password, self.options.duplicate())?;
        if input.flow == Some(AuthFlowType::CustomWithoutSrp) {
            input.password = None;
        }
        input.session = self.session.clone().map(Secret::new);
        Ok(input)
    }
}
