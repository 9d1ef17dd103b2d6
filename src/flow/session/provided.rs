//! A session whose tokens or AWS credentials the application gets from elsewhere: with Amplify's `tokenProvider` and
//! `credentialsProvider`.
//!
//! The application vouches for such tokens, so their issuer, user and expiry are not checked. They are never stored, and the stored
//! session is neither read nor changed.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::credentials::expiration_in;
use super::holder::Owner;
use super::{Credentials, Session};
use crate::error::{Error, Result, names};
use crate::flow::attributes::ClientMetadata;
use crate::flow::store::Leftover;
use crate::host::{Hook, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Jwt, SignInDetails, TokenSet};

/// The maximum length of a token. No server accepts a header as long as this.
const MAX_TOKEN: usize = 100_000;

impl<H: Host> Session<H> {
    /// Whether the application gives the tokens.
    pub(in crate::flow) fn is_provided(&self) -> bool {
        self.client.host().has_hook(Hook::Tokens)
    }

    /// Fails if the application gives the tokens or the identity is federated, since a sign-in could not replace them.
    pub(in crate::flow) fn check_replaceable(&self) -> Result<()> {
        self.check_not_federated()?;
        if self.is_provided() { Err(Error::new(&names::PROVIDED_SESSION)) } else { Ok(()) }
    }

    /// The session whose tokens the application gives, if they are needed. Where they are kept, the application signs out itself.
    pub(super) async fn provided_session(self: &Rc<Self>, global: bool) -> Result<Vec<Leftover>> {
        let tokens = if global { self.fresh_tokens().await? } else { None };
        let access = |tokens: Rc<TokenSet>| Some(Secret::new(tokens.access.raw().to_owned()));
        let leftover = |tokens| Leftover {
            username: String::new(),
            place: None,
            access: access(tokens),
            refresh: None,
            is_of_pages: false,
            session: None,
        };
        Ok(tokens.map(leftover).into_iter().collect())
    }

    /// The tokens that the application gives; `None` when nobody is signed in.
    pub(super) async fn provided_tokens(
        self: Rc<Self>,
        force: bool,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<Option<Rc<TokenSet>>> {
        let input = Json::object()
            .with("forceRefresh", force)
            .with("clientMetadata", client_metadata.map(ClientMetadata::into_json));
        let mut given = self.client.ask(Hook::Tokens, input).await?.unwrap_or_default();
        if given.is_null() {
            return Ok(None);
        }
        let no_tokens = || Error::new(&names::TOKEN_PROVIDER);
        let read = |token: Json| {
            let raw = token.into_text().filter(|raw| raw.len() <= MAX_TOKEN);
            raw.and_then(|raw| self.client.parse_jwt(raw)).ok_or_else(no_tokens)
        };
        let access = read(given.take("accessToken"))?;
        let id = given.take("idToken");
        let id = if id.is_null() { None } else { Some(read(id)?) };
        let sign_in_details = SignInDetails::from_json(given.get("signInDetails"));
        let mut tokens =
            TokenSet { access, id, refresh: None, clock_drift_ms: 0, username: String::new(), sign_in_details };
        if let Some(name) = tokens.user_name().or_else(|| tokens.user_id()) {
            tokens.username = name.into();
        }
        Ok(Some(Rc::new(tokens)))
    }

    /// The credentials that the application gives.
    pub(super) async fn provided_credentials(
        self: Rc<Self>,
        tokens: Option<Rc<TokenSet>>,
        force: bool,
    ) -> Result<Rc<Credentials>> {
        let user = tokens.as_ref().map(|tokens| {
            Json::object()
                .with("accessToken", tokens.access.raw())
                .with("idToken", tokens.id.as_ref().map(Jwt::raw))
                .with("signInDetails", tokens.sign_in_details.as_ref().map(SignInDetails::to_json))
        });
        let input = Json::object().with("forceRefresh", force).with("tokens", user);
        let given = self.client.ask(Hook::Credentials, input).await?.unwrap_or_default();
        Credentials::provided(given).map(Rc::new).ok_or_else(|| Error::new(&names::CREDENTIALS_PROVIDER))
    }

    /// Tells the application that the credentials of a user are no longer needed. A failure is ignored: the user has gone anyway.
    pub(super) fn drop_provided_credentials(&self) {
        // Asked at once, before an event that may lead away from the page.
        let answer = self.client.ask(Hook::ClearCredentials, Json::Null);
        self.client.host().spawn(answer.map(drop).boxed_local());
    }
}

impl Credentials {
    /// Reads the answer of the application; `None` if it has no credentials.
    fn provided(mut given: Json) -> Option<Self> {
        let mut keys = given.take("credentials");
        let mut text = |member| keys.take(member).into_text().filter(|text| !text.is_empty());
        Some(Self {
            access_key_id: text("accessKeyId")?,
            secret_access_key: Secret::new(text("secretAccessKey")?),
            session_token: text("sessionToken").map(Secret::new),
            expiration: expiration_in(&keys, "expiration"),
            identity_id: given.take("identityId").into_text().unwrap_or_default(),
            clock_drift_ms: 0,
            owner: Owner::Guest,
        })
    }
}
