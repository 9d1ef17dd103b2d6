//! Coming back from the pages.

use std::rc::Rc;

use super::Redirects;
use crate::cognito;
use crate::error::{Error, Result, names};
use crate::flow::client::Later;
use crate::flow::client::issued::Issued;
use crate::flow::input;
use crate::flow::session::{AuthUser, Grant, Source, Unclaimed};
use crate::flow::store::{PendingRedirect, RedirectMode};
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::oauth::{self, Callback, CodeGrant, ExpectedClaims, Granted, Refusal, State, Verifier};
use crate::token::TokenSet;

/// Input of `completeRedirect`.
#[derive(Debug, Default)]
pub struct CompleteRedirectInput {
    /// The address with which the user has come back.
    pub address: String,
    /// The page has just been loaded, with this address. Without it, somebody has handed the address over.
    pub is_arrival: bool,
    /// Only an answer to this sign-in counts.
    pub state: Option<String>,
    /// Sign in here, although the answer is awaited in the page that has opened this window.
    pub is_alone: bool,
}

impl CompleteRedirectInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        Ok(Self {
            address: input::key(&mut input, "address")?,
            is_arrival: input::flag(&input, "isArrival")?.unwrap_or_default(),
            state: input::optional_key(&mut input, "state")?,
            is_alone: input::flag(&input, "isAlone")?.unwrap_or_default(),
        })
    }
}

/// What an address has led to.
#[derive(Clone, Debug)]
pub enum RedirectOutcome {
    /// It is no answer to a sign-in of this app client in this browser.
    Nothing,
    /// The page that has opened this window waits for the address, on this `BroadcastChannel`.
    Awaited {
        /// Its name.
        channel: String,
    },
    /// The user is signed in.
    SignedIn {
        /// Who.
        user: AuthUser,
        /// What the application has given for itself.
        custom_state: Option<String>,
        /// Where the application wanted to go afterwards.
        return_to: Option<String>,
    },
    /// Nobody could be signed in without asking the user (OpenID Connect Core §3.1.2.6).
    NeedsUser {
        /// Why, such as `login_required`.
        code: String,
    },
}

impl RedirectOutcome {
    /// The output for TypeScript.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Nothing => Json::Null,
            Self::Awaited { channel } => Json::object().with("channel", &**channel),
            Self::SignedIn { user, custom_state, return_to } => Json::object()
                .with("user", user.to_json())
                .with("customState", custom_state.as_deref())
                .with("returnTo", return_to.as_deref()),
            Self::NeedsUser { code } => Json::object().with("code", &**code),
        }
    }
}

/// An answer to a sign-in that is under way.
struct Answer {
    state: State,
    pending: PendingRedirect,
    is_arrival: bool,
}

impl<H: Host> Redirects<H> {
    /// Makes a session of the address with which the user has come back.
    pub(in crate::flow) fn complete(
        self: &Rc<Self>,
        input: CompleteRedirectInput,
    ) -> impl Future<Output = Result<RedirectOutcome>> {
        // Spawned: a code works only once.
        self.client.to_the_end(Rc::clone(self).complete_to_the_end(input))
    }

    async fn complete_to_the_end(self: Rc<Self>, input: CompleteRedirectInput) -> Result<RedirectOutcome> {
        let oauth = oauth::configured(self.client.config().oauth())?;
        let callback = Callback::read(&input.address, oauth.response_type);
        let state = match &callback {
            Callback::Code { state, .. } => Some(state),
            Callback::Tokens(tokens) => Some(&tokens.state),
            Callback::Refused(refusal) => refusal.state.as_ref(),
            Callback::Foreign(_) | Callback::Neither => return self.no_answer(&input),
        };
        let state = state.and_then(|state| State::read(state.expose().to_owned()));
        let Some(state) = state else { return self.no_answer(&input) };
        if input.state.as_deref().is_some_and(|expected| expected != state.expose()) {
            return Ok(RedirectOutcome::Nothing);
        }
        let store = self.client.store();
        let redirect_uri = || {
            let page = oauth::redirect_uri(&oauth.redirect_sign_in, None, &input.address)?;
            Ok(page.to_owned())
        };
        let Some(pending) = store.pending_redirect(state.expose(), &redirect_uri)? else {
            return self.unknown_state(&input, &state);
        };
        if pending.mode != RedirectMode::Redirect && input.is_arrival && !input.is_alone {
            return Ok(RedirectOutcome::Awaited { channel: store.redirect_channel(state.expose())? });
        }
        let answer = Answer { state, pending, is_arrival: input.is_arrival };
        match callback {
            Callback::Refused(refusal) => self.refused(&answer, refusal),
            Callback::Code { .. } if answer.pending.verifier.is_none() => self.spent(&answer),
            Callback::Code { code, .. } => {
                let generation = self.session.generation();
                let result = self.exchange(answer, code, generation).await;
                result.map_err(|error| self.failed(error))
            }
            Callback::Tokens(tokens) => {
                let generation = self.session.generation();
                store.end_redirect(answer.state.expose())?;
                let granted = Granted::implicit(tokens, &|text| self.client.parse_json(text));
                let result = self.adopt(answer, granted, generation).await;
                result.map_err(|error| self.failed(error))
            }
            Callback::Foreign(_) | Callback::Neither => Ok(RedirectOutcome::Nothing),
        }
    }

    /// The address answers nothing. If this tab has sent the user to the pages, the user has come back without an answer.
    fn no_answer(&self, input: &CompleteRedirectInput) -> Result<RedirectOutcome> {
        if input.is_arrival && self.client.store().take_redirect_of_tab()? {
            return Err(self.failed(oauth::cancelled()));
        }
        Ok(RedirectOutcome::Nothing)
    }

    /// The address answers a sign-in that is unknown: it has been forged, or is of an earlier one, to which the user has gone back.
    fn unknown_state(&self, input: &CompleteRedirectInput, state: &State) -> Result<RedirectOutcome> {
        if input.is_arrival && self.client.store().take_redirect_of_tab()? {
            self.leave_address(true, &input.address);
            let error = State::check(None, Some(state)).err();
            return Err(self.failed(error.unwrap_or_else(|| Error::new(&names::OAUTH_STATE))));
        }
        Ok(RedirectOutcome::Nothing)
    }

    fn refused(&self, answer: &Answer, refusal: Refusal) -> Result<RedirectOutcome> {
        self.client.store().end_redirect(answer.state.expose())?;
        self.leave_address(answer.is_arrival, &answer.pending.redirect_uri);
        if answer.pending.mode == RedirectMode::Silent {
            return Ok(RedirectOutcome::NeedsUser { code: refusal.code });
        }
        Err(self.failed(refusal.into_error()))
    }

    /// The code has been sent before: the page was left or loaded anew meanwhile, or this is another tab with its address.
    fn spent(&self, answer: &Answer) -> Result<RedirectOutcome> {
        let store = self.client.store();
        self.leave_address(answer.is_arrival, &answer.pending.redirect_uri);
        if store.load()?.is_some() {
            return Ok(RedirectOutcome::Nothing);
        }
        store.end_redirect(answer.state.expose())?;
        let message = "the page was left before the sign-in had ended";
        Err(self.failed(Error::new(&names::OAUTH_SIGN_IN).with_message(message)))
    }

    /// Exchanges the code for tokens (RFC 6749 §4.1.3). It is sent once, whatever happens.
    async fn exchange(
        &self,
        mut answer: Answer,
        code: crate::secret::Secret,
        generation: u32,
    ) -> Result<RedirectOutcome> {
        let pool = self.client.pool()?;
        let oauth = oauth::configured(self.client.config().oauth())?;
        let store = self.client.store();
        let verifier = store.spend_redirect(answer.state.expose(), &mut answer.pending)?;
        let verifier = verifier.and_then(|verifier| Verifier::read(verifier.into_text()));
        let reply = async {
            let grant = CodeGrant {
                code,
                redirect_uri: &answer.pending.redirect_uri,
                verifier: verifier.ok_or_else(|| Error::new(&names::OAUTH_STATE))?,
                client_id: &pool.client_id,
                client_secret: pool.client_secret.as_ref(),
            };
            let request = grant.request(oauth, self.client.limits().timeout_ms)?;
            self.client.host().fetch(request).await.map_err(|error| cognito::fetch_error("the token endpoint", error))
        };
        let granted = reply.await.and_then(|reply| Granted::read(reply, &|text| self.client.parse_json(text)));
        self.adopt(answer, granted, generation).await
    }

    /// Hands the tokens to the session, or ends the sign-in with the error.
    async fn adopt(&self, answer: Answer, granted: Result<Granted>, generation: u32) -> Result<RedirectOutcome> {
        let Answer { state, pending, is_arrival } = answer;
        let store = self.client.store();
        let granted = granted.and_then(|granted| self.check(&granted, &pending).map(|()| granted));
        let Granted { access, id, refresh } = match granted {
            Ok(granted) => granted,
            Err(error) => {
                store.end_redirect(state.expose())?;
                self.leave_address(is_arrival, &pending.redirect_uri);
                return Err(error);
            }
        };
        let client = Rc::clone(&self.client);
        let unclaimed = refresh.as_ref().map(|token| {
            let token = token.duplicate();
            Unclaimed::new(move || client.give_up(token, Later::From(None)))
        });
        let grant = Grant {
            username: "username".to_owned(),
            issued: Issued { access, id, refresh },
            new_device: Json::Null,
            proved_device: None,
            unclaimed,
            sign_in_details: None,
            persistence: pending.persistence,
            source: Source::Redirect,
            on_existing_session: pending.on_existing_session,
        };
        let custom_state = state.custom_state();
        let arrived = || {
            let _ = store.end_redirect(state.expose());
            let _ = store.note_redirect_sign_in();
            self.leave_address(is_arrival, &pending.redirect_uri);
            if let Some(custom_state) = &custom_state {
                self.client.emit("customOAuthState", EventData::Json((&**custom_state).into()));
            }
            self.client.emit("signInWithRedirect", EventData::None);
        };
        let adopted = self.session.adopt_then(grant, &|| self.session.check_generation(generation), &arrived).await;
        let user = adopted.inspect_err(|_| {
            let _ = store.end_redirect(state.expose());
            self.leave_address(is_arrival, &pending.redirect_uri);
        })?;
        Ok(RedirectOutcome::SignedIn { user, custom_state, return_to: pending.return_to })
    }

    fn check(&self, granted: &Granted, pending: &PendingRedirect) -> Result<()> {
        let pool = self.client.pool()?;
        let scopes = self.client.config().oauth().map(|oauth| &*oauth.scopes).unwrap_or_default();
        let now = self.client.host().now();
        let drift = TokenSet::drift(&granted.access, now);
        let expected = ExpectedClaims { pool, scopes, nonce: pending.nonce.as_deref(), now: now.plus_millis(drift) };
        oauth::check_tokens(granted, &expected)
    }

    /// Takes the answer out of the page's address, if it is there.
    fn leave_address(&self, is_arrival: bool, redirect_uri: &str) {
        if is_arrival {
            self.client.host().show_address(redirect_uri);
        }
    }
}
