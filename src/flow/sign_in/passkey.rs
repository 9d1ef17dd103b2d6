//! Answering a `WEB_AUTHN` challenge with a passkey.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::{Reply, SignIn};
use crate::error::{Error, Result, names};
use crate::flow::Auth;
use crate::flow::passkeys::{Ceremony, with_known_extensions};
use crate::host::Host;
use crate::json::Json;

impl<H: Host> Auth<H> {
    /// Has the browser sign the challenge. The sign-in stays under way when the user cancels, so that another factor can be
    /// chosen. A later sign-in and a sign-out take the prompt back.
    pub(super) async fn answer_passkey(
        self: &Rc<Self>,
        sign_in: &SignIn,
        username: &str,
        reply: Reply,
    ) -> Result<Reply> {
        let options = reply.parameter("CREDENTIAL_REQUEST_OPTIONS").and_then(|text| self.parse_json(text));
        let options = options.ok_or_else(|| Error::new(&names::INVALID_PASSKEY_AUTHENTICATION_OPTIONS))?;
        let (this, mediation) = (Rc::clone(self), sign_in.mediation);
        let options = with_known_extensions(options);
        let ceremony = async move { this.host.get_credential(options, mediation).await }.boxed_local();
        let given = self.prompt.show(ceremony).await;
        self.still_under_way(sign_in)?;
        let given = given.ok_or_else(|| Error::new(&names::PASSKEY_OPERATION_ABORTED))?;
        let credential = Ceremony::Authentication.outcome(given)?;
        let responses = Json::object().with("CREDENTIAL", self.host.write_json(&credential));
        self.respond(sign_in, "WEB_AUTHN", username, reply.session, responses).await
    }
}
