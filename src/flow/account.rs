//! The account functions: what users do with their accounts beside signing in and out.
//!
//! Most of them are one request, and a row of a table: how the input's members become the request's, and what becomes of the
//! reply. Rows, and futures behind one pointer, keep the module small: code of their own for each of twenty functions would
//! weigh more than signing in does. All of them need tokens and nothing else of a session, so an identity pool that does not
//! answer does not matter to them.

mod attributes;
mod devices;
mod mfa;
mod passkeys;
mod password;
mod row;

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::client::Client;
use super::input;
use super::prompt::Prompt;
use super::session::Session;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use row::Row;

/// The functions that are one request each.
static TABLES: [&[Row]; 5] = [&attributes::ROWS, &devices::ROWS, &mfa::ROWS, &password::ROWS, &passkeys::ROWS];

/// The account of whoever is signed in.
pub(super) struct Account<H: Host> {
    client: Rc<Client<H>>,
    session: Rc<Session<H>>,
    prompt: Rc<Prompt>,
}

impl<H: Host> Account<H> {
    pub(super) const fn new(client: Rc<Client<H>>, session: Rc<Session<H>>, prompt: Rc<Prompt>) -> Self {
        Self { client, session, prompt }
    }

    /// Runs the account function of that public name; gives its output, `Null` where it has none.
    pub(super) async fn run(self: &Rc<Self>, function: &str, mut input: Json) -> Result<Json> {
        let options = input::with_options(&mut input)?;
        let work = if function == "associateWebAuthnCredential" {
            Rc::clone(self).associate_passkey().boxed_local()
        } else {
            let row = TABLES.into_iter().flatten().find(|row| row.function == function);
            let row = row.ok_or_else(|| {
                Error::new(&names::UNKNOWN).with_message(["there is no function `", function, "`"].concat())
            })?;
            self.request(row, input, options)
        };
        work.await
    }
}
