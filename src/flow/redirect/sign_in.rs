//! From an answer of the pages to a session.

use std::rc::Rc;

use super::{RedirectOutcome, Redirects};
use crate::cognito;
use crate::error::{Error, Result, names};
use crate::flow::client::Later;
use crate::flow::client::issued::Issued;
use crate::flow::session::{Grant, Source, Unclaimed};
use crate::flow::store::{PendingRedirect, RedirectMode};
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::oauth::{self, Callback, CodeGrant, ExpectedClaims, Granted, Verifier};
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::token::TokenSet;

/// How long a page that is being left may go on. Its requests are aborted before it ends, which looks like a failure of the network. If it
/// acted on that, the next page would find nothing left that says what has become of the sign-in.
const LEAVING_MS: u32 = 1_000;

impl<H: Host> Redirects<H> {
    /// Signs the user in with an answer to this sign-in. `page` is the address that has it, if that is the page's.
    pub(super) async fn sign_in(
        &self,
        answer: Callback,
        mut pending: PendingRedirect,
        page: Option<&str>,
        abandon: impl FnOnce(),
    ) -> Result<RedirectOutcome> {
        let generation = self.session.generation();
        let granted = match answer {
            Callback::Refused(refusal) if pending.mode == RedirectMode::Silent => {
                self.end(&pending, page);
                return Ok(RedirectOutcome::NeedsUser { code: refusal.code });
            }
            Callback::Refused(refusal) => Err(refusal.into_error()),
            Callback::Code { code, .. } => self.exchange(code, &mut pending, page.is_some()).await,
            Callback::Tokens(tokens) => {
                let granted = Granted::implicit(tokens, &|text| self.client.parse_json(text));
                granted.map(|granted| (granted, self.client.host().now()))
            }
            Callback::Foreign(_) | Callback::Neither => return Ok(RedirectOutcome::Nothing),
        };
        let result = match granted {
            Ok(granted) => self.adopt(granted, &pending, page, generation, abandon).await,
            Err(error) => Err(error),
        };
        result.map_err(|error| {
            self.end(&pending, page);
            self.failed(error)
        })
    }

    /// Exchanges the code for tokens (RFC 6749 §4.1.3). It is sent once, whatever happens. Returns when it was sent, too.
    async fn exchange(
        &self,
        code: Secret,
        pending: &mut PendingRedirect,
        is_arrival: bool,
    ) -> Result<(Granted, Timestamp)> {
        if pending.verifier.is_none() {
            let message = "the page was left before the sign-in had ended";
            return Err(Error::new(&names::OAUTH_SIGN_IN).with_message(message));
        }
        let verifier = self.client.store().spend_redirect(pending, is_arrival)?;
        let verifier = verifier.and_then(|verifier| Verifier::read(verifier.into_text()));
        let pool = self.client.pool()?;
        let grant = CodeGrant {
            code,
            redirect_uri: &pending.redirect_uri,
            verifier: verifier.ok_or_else(|| Error::new(&names::OAUTH_STATE))?,
            client_id: &pool.client_id,
            client_secret: pool.client_secret.as_ref(),
        };
        let oauth = oauth::configured(self.client.config().oauth())?;
        let request = grant.request(oauth, self.client.limits().timeout_ms)?;
        let sent_at = self.client.host().now();
        let reply = self.client.host().fetch(request).await;
        if reply.is_err() && is_arrival {
            self.client.host().sleep(LEAVING_MS).await;
        }
        let reply = reply.map_err(|error| cognito::fetch_error("the token endpoint", error))?;
        Granted::read(reply, &|text| self.client.parse_json(text)).map(|granted| (granted, sent_at))
    }

    /// Hands the tokens to the session.
    async fn adopt(
        &self,
        (granted, asked_at): (Granted, Timestamp),
        pending: &PendingRedirect,
        page: Option<&str>,
        generation: u32,
        abandon: impl FnOnce(),
    ) -> Result<RedirectOutcome> {
        let client = Rc::clone(&self.client);
        // Before the tokens are checked: nobody else has received them.
        let unclaimed = granted.refresh.as_ref().map(|token| {
            let token = token.duplicate();
            Unclaimed::new(move || client.give_up(token, Later::From(None)))
        });
        self.check(&granted, pending)?;
        let Granted { access, id, refresh } = granted;
        let grant = Grant {
            // As Amplify names a user without a name.
            username: "username".to_owned(),
            issued: Issued { access, id, refresh, asked_at },
            new_device: Json::Null,
            proved_device: None,
            unclaimed,
            sign_in_details: None,
            persistence: pending.persistence,
            source: Source::Redirect,
            on_existing_session: pending.on_existing_session,
        };
        let custom_state = pending.state.custom_state();
        let stored = || {
            let store = self.client.store();
            let _ = store.end_redirect(pending).and_then(|()| store.note_redirect_sign_in());
            self.clean(pending, page);
            if let Some(custom_state) = &custom_state {
                self.client.emit("customOAuthState", EventData::Json((&**custom_state).into()));
            }
            self.client.emit("signInWithRedirect", EventData::None);
        };
        self.session.check_generation(generation)?;
        abandon();
        let user = self.session.adopt_then(grant, &|| self.session.check_generation(generation), &stored).await?;
        Ok(RedirectOutcome::SignedIn { user, custom_state, return_to: pending.return_to.clone() })
    }

    fn check(&self, granted: &Granted, pending: &PendingRedirect) -> Result<()> {
        let pool = self.client.pool()?;
        let scopes = self.client.config().oauth().map(|oauth| &*oauth.scopes).unwrap_or_default();
        // By the time of their arrival alone: whoever has slept meanwhile is signed in, and the tokens are refreshed.
        let now = self.client.host().now();
        let drift = TokenSet::drift(&granted.access, now);
        let expected = ExpectedClaims { pool, scopes, nonce: pending.nonce.as_deref(), now: now.plus_millis(drift) };
        oauth::check_tokens(granted, &expected)
    }
}
