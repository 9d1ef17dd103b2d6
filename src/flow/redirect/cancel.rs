//! The end of a sign-in that does not come back from the pages.

use core::fmt;
use std::rc::Rc;

use super::Redirects;
use crate::error::{Error, Result, names};
use crate::flow::input;
use crate::host::Host;
use crate::json::Json;
use crate::oauth::{self, State};

/// Why a sign-in does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectEnd {
    /// The user has gone back to the page.
    Back,
    /// The user has closed the window.
    Closed,
    /// The browser has blocked the window.
    Blocked,
    /// The application's opener says that it has failed.
    Opener,
    /// It has taken too long, or the caller does not wait any more.
    Abandoned,
}

/// Input of `cancelRedirect`. `Debug` does not print the `state`.
pub struct CancelRedirectInput {
    /// Of which sign-in.
    pub state: String,
    /// Why.
    pub end: RedirectEnd,
    /// What the application's opener has said.
    pub message: Option<String>,
}

impl fmt::Debug for CancelRedirectInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CancelRedirectInput").field("end", &self.end).finish_non_exhaustive()
    }
}

/// The longest message of an application's opener that is kept.
const MAX_MESSAGE: usize = 1_024;

impl CancelRedirectInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let end = match input::key(&mut input, "end")?.as_str() {
            "back" => RedirectEnd::Back,
            "closed" => RedirectEnd::Closed,
            "blocked" => RedirectEnd::Blocked,
            "opener" => RedirectEnd::Opener,
            "abandoned" => RedirectEnd::Abandoned,
            _ => return Err(input::invalid("end", "is not known")),
        };
        Ok(Self { state: input::key(&mut input, "state")?, end, message: input::optional_key(&mut input, "message")? })
    }
}

impl<H: Host> Redirects<H> {
    /// Gives up a sign-in that has begun here. Does nothing if it has come back, here or elsewhere; otherwise fails with the reason,
    /// after the application has heard of it.
    pub(in crate::flow) fn cancel(self: &Rc<Self>, input: &CancelRedirectInput) -> Result<()> {
        let store = self.client.store();
        let state = State::read(input.state.clone());
        let pending = state.map(|state| store.pending_redirect(state, &|| Ok(String::new()))).transpose()?.flatten();
        let Some(pending) = pending else { return Ok(()) };
        if input.end == RedirectEnd::Back {
            // The user may go forward to the pages again.
            store.leave_redirect(&pending)?;
        } else {
            store.end_redirect(&pending)?;
        }
        let error = match input.end {
            RedirectEnd::Back => oauth::cancelled(),
            RedirectEnd::Closed => Error::new(&names::USER_CANCELLED),
            RedirectEnd::Blocked => Error::new(&names::POPUP_BLOCKED),
            RedirectEnd::Opener => {
                let message = crate::text::truncated(input.message.as_deref().unwrap_or("canceled"), MAX_MESSAGE);
                Error::new(&names::OAUTH_SIGN_IN).with_message(message.to_owned())
            }
            // Who has asked for that knows.
            RedirectEnd::Abandoned => return Ok(()),
        };
        Err(self.failed(error))
    }
}
