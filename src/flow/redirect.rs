//! Signing in at the user pool's own pages: from the address that the user is sent to, until the address that the user comes back with
//! has become a session.
//!
//! What is sent and what is accepted is decided in [`oauth`](crate::oauth). Here it is stored, exchanged, and handed to the session.

mod begin;
mod cancel;
mod complete;
mod input;
mod outcome;
mod sign_in;

pub use begin::{BegunRedirect, RedirectStart};
pub use cancel::{CancelRedirectInput, RedirectEnd};
pub use complete::CompleteRedirectInput;
pub use input::RedirectInput;
pub use outcome::RedirectOutcome;

use std::rc::Rc;

use super::client::Client;
use super::flight::Flight;
use super::session::Session;
use crate::error::Error;
use crate::host::{EventData, Host};

/// The sign-ins that begin and end at the pages.
pub(super) struct Redirects<H: Host> {
    client: Rc<Client<H>>,
    session: Rc<Session<H>>,
    completing: Flight<complete::Asked, RedirectOutcome>,
}

impl<H: Host> Redirects<H> {
    pub(super) fn new(client: Rc<Client<H>>, session: Rc<Session<H>>) -> Self {
        Self { client, session, completing: Flight::default() }
    }

    /// Tells the application that a sign-in has failed, and returns the error.
    fn failed(&self, error: Error) -> Error {
        self.client.note_error("refused", &error);
        self.client.emit("signInWithRedirect_failure", EventData::Error(error.clone()));
        error
    }
}
