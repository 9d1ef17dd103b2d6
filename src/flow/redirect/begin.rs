//! Sending the user to the pages.

use core::fmt;
use std::rc::Rc;

use super::{RedirectInput, RedirectOutcome, Redirects};
use crate::error::{Error, Result, names};
use crate::flow::existing_session::OnExistingSession;
use crate::flow::session::AuthUser;
use crate::flow::store::{PendingRedirect, RedirectMode};
use crate::host::Host;
use crate::json::Json;
use crate::oauth::{self, Authorization, State, Verifier};
use crate::secret::Secret;
use crate::token::TokenSet;

/// What beginning a sign-in at the pages has led to.
#[derive(Debug)]
pub enum RedirectStart {
    /// The user is to go to the pages.
    Begun(BegunRedirect),
    /// The user is signed in already, and the session is reused.
    Reused(RedirectOutcome),
}

impl RedirectStart {
    /// The output for TypeScript.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Begun(begun) => begun.to_json(),
            Self::Reused(outcome) => outcome.to_json(),
        }
    }
}

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
    pub(in crate::flow) async fn begin(self: &Rc<Self>, input: RedirectInput) -> Result<RedirectStart> {
        let pool = self.client.pool()?;
        let oauth = oauth::configured(self.client.config().oauth())?;
        self.session.check_replaceable()?;
        let on_existing_session = input.on_existing_session.unwrap_or_default();
        // As in Amplify: whoever asks for a prompt wants to sign in again. That is no choice about several users, so their events are
        // not emitted. A silent sign-in always has a prompt, and must not replace anybody unasked.
        let asks_for_another =
            input.options.prompt.is_some() && input.on_existing_session.is_none() && input.mode != RedirectMode::Silent;
        if !asks_for_another && let Some(outcome) = self.admit(&input, on_existing_session).await? {
            return Ok(RedirectStart::Reused(outcome));
        }
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
            on_existing_session,
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
        Ok(RedirectStart::Begun(BegunRedirect { url, state: pending.state.expose().to_owned(), channel }))
    }

    /// Checks whether the sign-in may begin. If the session of its user is reused, it need not.
    async fn admit(&self, input: &RedirectInput, choice: OnExistingSession) -> Result<Option<RedirectOutcome>> {
        let store = self.client.store();
        // Only the hint says who is going to sign in. Without one, the current user is meant, and nobody who is parked.
        let hint = input.options.login_hint.as_deref().filter(|hint| !hint.is_empty());
        let current = if choice == OnExistingSession::Reuse { store.current_name()? } else { None };
        let is_same = |session: &TokenSet| match hint {
            Some(hint) => {
                let email = session.id.as_ref().and_then(|id| id.text("email"));
                session.is_of(hint) || email == Some(hint)
            }
            None => current.as_deref() == Some(&*session.username),
        };
        if self.session.admits(choice, &is_same).await? {
            return Ok(None);
        }
        let session = store.load()?;
        let user = session.as_deref().and_then(AuthUser::of);
        let user = user.ok_or_else(|| Error::new(&names::USER_UNAUTHENTICATED))?;
        let custom_state = input.options.custom_state.clone();
        Ok(Some(RedirectOutcome::SignedIn { user, custom_state, return_to: input.return_to.clone() }))
    }
}
