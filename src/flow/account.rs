//! The account functions: what users do with their accounts apart from signing in and out.
//!
//! Most of them send one request and are a row of a table, which says how the input becomes the request and the reply
//! becomes the output. One boxed future runs all rows. Separate code for each of twenty functions would be larger than the
//! whole sign-in. The functions need only the session's tokens, so they work even if the identity pool does not answer.

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

/// The functions that send one request.
static TABLES: [&[Row]; 5] = [&attributes::ROWS, &devices::ROWS, &mfa::ROWS, &password::ROWS, &passkeys::ROWS];

/// The account of the signed-in user.
pub(super) struct Account<H: Host> {
    client: Rc<Client<H>>,
    session: Rc<Session<H>>,
    prompt: Rc<Prompt>,
}

impl<H: Host> Account<H> {
    pub(super) const fn new(client: Rc<Client<H>>, session: Rc<Session<H>>, prompt: Rc<Prompt>) -> Self {
        Self { client, session, prompt }
    }

    /// Runs the account function with this public name. Returns its output, or `Null` if it has none.
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
