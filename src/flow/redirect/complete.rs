//! Coming back from the pages: which sign-in an address answers, if any.

use core::fmt;
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::{RedirectOutcome, Redirects};
use crate::error::{Error, Result, names};
use crate::flow::input;
use crate::flow::store::{PendingRedirect, RedirectMode};
use crate::host::Host;
use crate::json::Json;
use crate::oauth::{self, Callback, State};
use crate::text;

/// Input of `completeRedirect`. `Debug` does not print it, since the address may have a code or tokens in it.
#[derive(Default)]
pub struct CompleteRedirectInput {
    /// The address with which the user has come back.
    pub address: String,
    /// The page has just been loaded, with this address. Without it, somebody has handed the address over.
    pub is_arrival: bool,
    /// Only an answer to this sign-in counts.
    pub state: Option<String>,
    /// Sign in here, although the answer is awaited in the page that has opened this window.
    pub is_alone: bool,
}

impl fmt::Debug for CompleteRedirectInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CompleteRedirectInput")
    }
}

impl CompleteRedirectInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        Ok(Self {
            address: input::key(&mut input, "address")?,
            is_arrival: input::flag(&input, "isArrival")?.unwrap_or_default(),
            state: input::optional_key(&mut input, "state")?,
            is_alone: input::flag(&input, "isAlone")?.unwrap_or_default(),
        })
    }
}

/// Callers who hand over the same address at once share the work, since a code works only once: the address, the only `state` that
/// counts, and `is_alone`.
pub(super) type Asked = (String, Option<String>, bool);

/// How often to look whether another page has ended a sign-in.
const LOOK_MS: u32 = 250;

impl<H: Host> Redirects<H> {
    /// Makes a session of the address with which the user has come back. `abandon` ends sign-ins in progress.
    pub(in crate::flow) async fn complete(
        self: &Rc<Self>,
        input: CompleteRedirectInput,
        abandon: impl FnOnce() + 'static,
    ) -> Result<RedirectOutcome> {
        let asked = (input.address.clone(), input.state.clone(), input.is_alone);
        let work = || self.client.keeping_limits(Rc::clone(self).complete_to_the_end(input, abandon).boxed_local());
        // To its end, even if the caller goes away.
        self.completing.join(self.client.host(), asked, work).await
    }

    async fn complete_to_the_end(
        self: Rc<Self>,
        input: CompleteRedirectInput,
        abandon: impl FnOnce(),
    ) -> Result<RedirectOutcome> {
        let oauth = oauth::configured(self.client.config().oauth())?;
        let callback = Callback::read(&input.address, oauth.response_type);
        let state = match &callback {
            Callback::Code { state, .. } => Some(state),
            Callback::Tokens(tokens) => Some(&tokens.state),
            Callback::Refused(refusal) => refusal.state.as_ref(),
            Callback::Foreign(_) | Callback::Neither => None,
        };
        let state = state.and_then(|state| State::read(state.expose().to_owned()));
        let page = Some(&*input.address).filter(|_| input.is_arrival);
        let Some(state) = state else {
            let is_answer = !matches!(callback, Callback::Neither);
            return self.unanswered(page, is_answer, oauth::cancelled);
        };
        if input.state.as_deref().is_some_and(|expected| expected != state.expose()) {
            return Ok(RedirectOutcome::Nothing);
        }
        let store = self.client.store();
        let redirect_uri = || oauth::redirect_uri(&oauth.redirect_sign_in, None, &input.address).map(str::to_owned);
        let Some(pending) = store.pending_redirect(state, &redirect_uri)? else {
            return self.unanswered(page, true, || Error::new(&names::OAUTH_STATE));
        };
        if pending.mode != RedirectMode::Redirect && input.is_arrival && !input.is_alone {
            return Ok(RedirectOutcome::Awaited { channel: store.redirect_channel(&pending)? });
        }
        let is_spent = matches!(callback, Callback::Code { .. }) && pending.verifier.is_none();
        if is_spent && !store.is_of_tab(&pending) {
            // Another tab with the same address is about to sign in.
            return Ok(match input.state {
                Some(_) => self.completed_elsewhere(&pending).await,
                None => RedirectOutcome::Nothing,
            });
        }
        self.sign_in(callback, pending, page, abandon).await
    }

    /// Waits until another page has ended the sign-in for which this one waits: the window, when this page was frozen for so long that
    /// nobody seemed to wait.
    async fn completed_elsewhere(&self, pending: &PendingRedirect) -> RedirectOutcome {
        let store = self.client.store();
        let mut left = self.client.limits().timeout_ms;
        while left > 0 && store.is_redirect_stored(pending) {
            let pause = LOOK_MS.min(left);
            self.client.host().sleep(pause).await;
            left = left.saturating_sub(pause);
        }
        // The other page has gone before the end, if it is still there.
        let _ = store.end_redirect(pending);
        RedirectOutcome::Elsewhere
    }

    /// The address answers no sign-in that is under way: nothing has been sent, it has been forged, or it is of an earlier sign-in, to
    /// which the user has gone back. The application hears of it only in a tab that waits for an answer.
    fn unanswered(
        &self,
        page: Option<&str>,
        is_answer: bool,
        error: impl FnOnce() -> Error,
    ) -> Result<RedirectOutcome> {
        let Some(page) = page.filter(|_| self.client.store().take_redirect_of_tab()) else {
            return Ok(RedirectOutcome::Nothing);
        };
        if is_answer {
            self.show(page, place(page));
        }
        Err(self.failed(error()))
    }

    /// Ends a sign-in that has come back, and takes its answer out of the page's address, if it is there.
    pub(super) fn end(&self, pending: &PendingRedirect, page: Option<&str>) {
        let _ = self.client.store().end_redirect(pending);
        self.clean(pending, page);
    }

    /// Takes the answer out of the page's address. A server may have sent the user on to another path, where the page stays.
    pub(super) fn clean(&self, pending: &PendingRedirect, page: Option<&str>) {
        let Some(page) = page else { return };
        let shown = Some(&*pending.redirect_uri).filter(|redirect_uri| place(redirect_uri) == place(page));
        self.show(page, shown.unwrap_or_else(|| place(page)));
    }

    /// Shows an address in place of the one that was read, and changes nothing if the page shows what it should.
    fn show(&self, read: &str, address: &str) {
        let host = self.client.host();
        let current = host.page_address();
        let shown = current.as_deref().map(|current| oauth::shown_address(current, read, address));
        if shown.is_none() || shown != current {
            host.show_address(read, shown.as_deref().unwrap_or(address));
        }
    }
}

/// An address without its query and its fragment.
fn place(address: &str) -> &str {
    text::before_any(address, b"?#")
}
