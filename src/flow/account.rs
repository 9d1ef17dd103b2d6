//! The account functions: what users do with their accounts beside signing in and out.
//!
//! Most of them are one request, and a row of a table: how the input's members become the request's, and what becomes of the
//! reply. Rows, and futures behind one pointer, keep the module small: code of their own for each of twenty functions would
//! weigh more than signing in does. All of them need tokens and nothing else of a session, so that an identity pool which is
//! out of order is in nobody's way.

mod attributes;
mod deletion;
mod devices;
mod mfa;
mod password;
pub(super) mod row;

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::{Auth, input, passkeys};
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use row::Row;

/// The functions that are one request each.
static TABLES: [&[Row]; 5] = [&attributes::ROWS, &devices::ROWS, &mfa::ROWS, &password::ROWS, &passkeys::ROWS];

impl<H: Host> Auth<H> {
    /// Runs the account function of that public name; gives its output, `Null` where it has none.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` where nobody is signed in and somebody must be; `InvalidParameterException` and the
    /// `Empty…` names for the input; `PasskeyNotSupported` and its kin; the service's; `Unknown` for a name that no function
    /// has.
    pub async fn account(self: &Rc<Self>, function: &str, mut input: Json) -> Result<Json> {
        let options = input::with_options(&mut input)?;
        let work = match function {
            "associateWebAuthnCredential" => Rc::clone(self).associate_passkey().boxed_local(),
            "deleteUser" => Rc::clone(self).delete_user().boxed_local(),
            _ => {
                let row = TABLES.into_iter().flatten().find(|row| row.function == function);
                let row = row.ok_or_else(|| {
                    Error::new(&names::UNKNOWN).with_message(["no operation `", function, "`"].concat())
                })?;
                self.request(row, input, options)
            }
        };
        work.await
    }
}
