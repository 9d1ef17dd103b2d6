//! Sending the user to the pages.

use core::fmt;
use std::rc::Rc;

use super::{RedirectInput, Redirects};
use crate::error::Result;
use crate::flow::existing_session::OnExistingSession;
use crate::flow::store::PendingRedirect;
use crate::host::Host;
use crate::json::Json;
use crate::oauth::{self, Authorization, State, Verifier};
use crate::secret::Secret;

/// A sign-in at the pages that has begun. `Debug` does not print it: whoever knows the `state` can answer it.
pub struct BegunRedirect {
    /// Where to send the user.
    pub url: String,
    /// Names the sign-in.
    pub state: String,
    /// On this `BroadcastChannel`, a window or a frame hands over the address with which it has come back.
    pub channel: String,
}

impl fmt::Debug for BegunRedirect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BegunRedirect")
    }
}

impl BegunRedirect {
    /// The output for TypeScript.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object().with("url", &*self.url).with("state", &*self.state).with("channel", &*self.channel)
    }
}

impl<H: Host> Redirects<H> {
    /// Stores what the answer needs, and makes the address of the pages (RFC 6749 §4.1.1, RFC 7636 §4.3).
    pub(in crate::flow) async fn begin(self: &Rc<Self>, input: RedirectInput) -> Result<BegunRedirect> {
        let pool = self.client.pool()?;
        let oauth = oauth::configured(self.client.config().oauth())?;
        self.session.check_not_provided()?;
        let admitted = match input.on_existing_session {
            // As in Amplify: whoever asks for a prompt wants to sign in again.
            None if input.options.prompt.is_some() => OnExistingSession::Replace,
            choice => choice.unwrap_or_default(),
        };
        self.session.admits(admitted, &|_| false).await?;
        let host = self.client.host();
        let redirect_uri = oauth::redirect_uri(&oauth.redirect_sign_in, input.redirect_uri.as_deref(), &input.page)?;
        let fill: &mut dyn FnMut(&mut [u8]) -> Result<()> = &mut |buffer| host.random(buffer);
        let state = State::generate(input.options.custom_state.as_deref(), fill)?;
        let verifier = Verifier::generate(fill)?;
        let pending = PendingRedirect {
            state,
            verifier: Some(Secret::new(verifier.expose().to_owned())),
            redirect_uri: redirect_uri.to_owned(),
            nonce: input.options.nonce.clone(),
            return_to: input.return_to,
            mode: input.mode,
            persistence: input.persistence,
            // Not what a prompt stands for: who has chosen nothing hears no events of several users.
            on_existing_session: input.on_existing_session.unwrap_or_default(),
        };
        let authorization = Authorization {
            client_id: &pool.client_id,
            redirect_uri,
            options: &input.options,
            state: &pending.state,
            verifier: &verifier,
        };
        let url = authorization.url(oauth)?;
        let store = self.client.store();
        store.begin_redirect(&pending)?;
        let channel = store.redirect_channel(&pending)?;
        Ok(BegunRedirect { url, state: pending.state.expose().to_owned(), channel })
    }
}
