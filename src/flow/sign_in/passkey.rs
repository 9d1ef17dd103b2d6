//! Answering a `WEB_AUTHN` challenge with a passkey.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::attempt::Attempt;
use super::exchange::Step;
use super::reply::Reply;
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::flow::passkey::{Ceremony, with_known_extensions};
use crate::host::Host;
use crate::json::Json;

impl<H: Host> Attempt<H> {
    /// Has the browser sign the challenge. If the user cancels, the sign-in continues, so that another factor can be
    /// chosen. A later sign-in or a sign-out closes the prompt.
    pub(super) async fn answer_passkey(&self, username: &str, reply: Box<Reply>) -> Result<Box<Reply>> {
        let options = reply.parameter("CREDENTIAL_REQUEST_OPTIONS").and_then(|text| self.client().parse_json(text));
        let options = options.ok_or_else(|| Error::new(&names::INVALID_PASSKEY_AUTHENTICATION_OPTIONS))?;
        let (client, mediation) = (Rc::clone(self.client()), self.mediation);
        let options = with_known_extensions(options);
        let ceremony = async move { client.host().get_credential(options, mediation).await }.boxed_local();
        let given = self.sign_ins.prompt.show(ceremony).await;
        self.check_is_latest()?;
        let given = given.ok_or_else(|| Error::new(&names::PASSKEY_OPERATION_ABORTED))?;
        let credential = Ceremony::Authentication.outcome(given)?;
        let responses = Json::object().with("CREDENTIAL", self.client().host().write_json(&credential));
        self.send(Step::answer(Challenge::WebAuthn, responses, username, reply.session)).await
    }
}
