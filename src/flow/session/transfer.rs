//! `exportSession` and `importSession`: a session that leaves this page or comes from elsewhere.

use std::rc::Rc;

use super::adopt::{Grant, Source};
use super::verdict::Verdict;
use super::{AuthUser, GetCurrentUserInput, Session, Unclaimed};
use crate::error::{Error, Result, names};
use crate::flow::client::Later;
use crate::flow::client::issued::Issued;
use crate::flow::existing_session::OnExistingSession;
use crate::flow::input;
use crate::flow::store::Persistence;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Jwt, SignInDetails, TokenSet};

/// Input of `exportSession`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportSessionInput {
    /// Whether the refresh token is part of the output. Whoever has it has the session.
    pub include_refresh_token: bool,
}

impl ExportSessionInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException` for members of the wrong type.
    pub fn parse(mut input: Json) -> Result<Self> {
        let _ = input::with_options(&mut input)?;
        Ok(Self { include_refresh_token: input::flag(&input, "includeRefreshToken")?.unwrap_or_default() })
    }
}

/// Output of `exportSession`.
#[derive(Debug)]
pub struct ExportedSession {
    /// The tokens, which have not expired.
    pub tokens: Rc<TokenSet>,
    /// The refresh token, if it was asked for and there is one.
    pub refresh_token: Option<Secret>,
}

impl ExportedSession {
    /// The output of the public function.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let tokens = &self.tokens;
        Json::object()
            .with("accessToken", tokens.access.raw())
            .with("idToken", tokens.id.as_ref().map(Jwt::raw))
            .with("refreshToken", self.refresh_token.as_ref().map(Secret::duplicate))
            .with("username", tokens.user_name())
            .with("signInDetails", tokens.sign_in_details.as_ref().map(SignInDetails::to_json))
            .with("clockDrift", tokens.clock_drift_ms)
    }
}

/// Input of `importSession`.
#[derive(Debug)]
pub struct ImportSessionInput {
    /// The access token.
    pub access_token: Secret,
    /// The ID token.
    pub id_token: Option<Secret>,
    /// The refresh token. Without it, the session ends when the tokens expire.
    pub refresh_token: Option<Secret>,
    /// The user's name, for an access token without one.
    pub username: Option<String>,
    /// How the user signed in, if known.
    pub sign_in_details: Option<SignInDetails>,
    /// Server time minus local time, in milliseconds, if known.
    pub clock_drift_ms: Option<i64>,
    /// How long to keep the session; as long as possible by default.
    pub persistence: Option<Persistence>,
    /// What happens if a user is signed in already.
    pub on_existing_session: OnExistingSession,
}

impl ImportSessionInput {
    /// A session with these tokens.
    #[must_use]
    pub const fn new(access_token: Secret, id_token: Option<Secret>, refresh_token: Option<Secret>) -> Self {
        Self {
            access_token,
            id_token,
            refresh_token,
            username: None,
            sign_in_details: None,
            clock_drift_ms: None,
            persistence: None,
            on_existing_session: OnExistingSession::Error,
        }
    }

    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException` for members that are missing or of the wrong type.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        let details = input.take("signInDetails");
        if !details.is_null() && !details.is_object() {
            return Err(input::invalid("signInDetails", "is not an object"));
        }
        Ok(Self {
            access_token: Secret::new(input::key(&mut input, "accessToken")?),
            id_token: input::optional_secret(&mut input, "idToken")?,
            refresh_token: input::optional_secret(&mut input, "refreshToken")?,
            username: input::optional_key(&mut input, "username")?,
            sign_in_details: SignInDetails::from_json(&details),
            clock_drift_ms: input::integer(&input, "clockDrift")?,
            persistence: Persistence::read(&mut options)?,
            on_existing_session: OnExistingSession::read(&mut options)?,
        })
    }
}

impl<H: Host> Session<H> {
    /// The current user's tokens, refreshed if they have expired.
    ///
    /// # Errors
    /// Those of `getCurrentUser`.
    pub(in crate::flow) async fn export(self: &Rc<Self>, input: ExportSessionInput) -> Result<ExportedSession> {
        let tokens = self.user_tokens().await?;
        let refresh_token = tokens.refresh.as_ref().filter(|_| input.include_refresh_token);
        let refresh_token = refresh_token.map(|token| self.client.store().newest_refresh_token(token));
        Ok(ExportedSession { tokens, refresh_token })
    }

    /// Signs a user in with tokens that were issued elsewhere. `abandon` ends sign-ins in progress.
    pub(in crate::flow) fn import(
        self: &Rc<Self>,
        input: ImportSessionInput,
        abandon: impl FnOnce() + 'static,
    ) -> impl Future<Output = Result<AuthUser>> {
        // Spawned: a refresh token that was rotated on the way must not be lost.
        self.client.to_the_end(Rc::clone(self).import_to_the_end(input, abandon))
    }

    async fn import_to_the_end(self: Rc<Self>, input: ImportSessionInput, abandon: impl FnOnce()) -> Result<AuthUser> {
        let ImportSessionInput { access_token, id_token, refresh_token, username, .. } = input;
        let now = self.client.host().now();
        let read = |token: Secret| self.client.parse_jwt(token.into_text()).ok_or_else(|| not_importable(None));
        let access = read(access_token)?;
        let given = Issued { access, id: id_token.map(read).transpose()?, refresh: refresh_token, asked_at: now };
        self.client.check_claims(&given, None).map_err(|error| not_importable(Some(error)))?;
        let username = given.access.text("username").map(str::to_owned).or(username).unwrap_or_default();
        let mut tokens = given.into_set(username, input.sign_in_details, now);
        tokens.clock_drift_ms = input.clock_drift_ms.unwrap_or_default();
        AuthUser::of(&tokens).ok_or_else(|| not_importable(None))?;
        let is_same = |session: &TokenSet| session.user_id() == tokens.user_id();
        let generation = self.generation();
        if !self.admits(input.on_existing_session, &is_same).await? {
            return self.current_user(GetCurrentUserInput::default()).await;
        }
        let withdrawn = tokens.refresh.as_ref().map(|token| self.withdrawn(token)).transpose()?.flatten();
        let mut grant = if tokens.expired(now) {
            self.refreshed(tokens).await?
        } else {
            let TokenSet { access, id, refresh, clock_drift_ms, username, sign_in_details } = tokens;
            Grant {
                username,
                issued: Issued { access, id, refresh, asked_at: now },
                proved_device: None,
                new_device: Json::Null,
                // The application still has it.
                unclaimed: None,
                sign_in_details,
                persistence: None,
                source: Source::Import(Some(clock_drift_ms)),
                on_existing_session: OnExistingSession::Error,
            }
        };
        grant.on_existing_session = input.on_existing_session;
        grant.persistence = input.persistence;
        abandon();
        let adopted = self.adopt(grant, &|| self.check_generation(generation)).await;
        if adopted.is_ok()
            && let Some(withdrawn) = withdrawn
        {
            withdrawn.claim();
        }
        adopted.map_err(|error| if error.is(names::INVALID_TOKENS.name) { not_importable(Some(error)) } else { error })
    }

    /// Takes a refresh token out of the queue of revocations if it was to be revoked after an earlier sign-out: now the application wants
    /// its session to go on. It goes back unless it is claimed.
    fn withdrawn(&self, token: &Secret) -> Result<Option<Unclaimed>> {
        let store = self.client.store();
        let Some(place) = store.place_of_revocation(token)? else { return Ok(None) };
        let (client, again) = (Rc::clone(&self.client), token.duplicate());
        let withdrawn = Unclaimed::new(move || {
            let _ = client.store().queue_revocation(Some(place), &again);
            client.revoke_queued();
        });
        store.next_revocation(Some(token)).map(|_| Some(withdrawn))
    }

    /// Refreshes a session that is not stored.
    async fn refreshed(&self, tokens: TokenSet) -> Result<Grant> {
        let TokenSet { access, refresh, username, sign_in_details, .. } = tokens;
        let refresh = refresh.ok_or_else(|| {
            Error::new(&names::TOKEN_REFRESH).with_message("the session has expired and has no refresh token")
        })?;
        let turn = self.refresh_turn(&username).await?;
        let reply = self.request_refresh(&refresh, &username, None).await;
        drop(turn);
        let (mut reply, asked_at) = reply.map_err(|error| match Verdict::on(&error) {
            Verdict::Terminal(_) => Error::new(&names::SESSION_EXPIRED).with_source(error),
            Verdict::Transient => error,
        })?;
        let mut result = reply.take("AuthenticationResult");
        let rotated = result.get("RefreshToken").as_text().filter(|token| *token != refresh.expose());
        let client = Rc::clone(&self.client);
        let unclaimed = rotated.map(|token| Secret::new(token.to_owned()));
        let unclaimed = unclaimed.map(|token| Unclaimed::new(move || client.give_up(token, Later::From(None))));
        let mut issued = self.client.read_tokens(&mut result, asked_at)?;
        if let Err(error) = self.client.check_claims(&issued, Some(&access)) {
            // They are another user's: revoking the refresh token would end that user's session.
            if let Some(unclaimed) = unclaimed {
                unclaimed.claim();
            }
            return Err(error);
        }
        issued.refresh = issued.refresh.or(Some(refresh));
        Ok(Grant {
            username,
            issued,
            proved_device: None,
            new_device: Json::Null,
            unclaimed,
            sign_in_details,
            persistence: None,
            source: Source::Import(None),
            on_existing_session: OnExistingSession::Error,
        })
    }
}

/// The error for tokens that are not of this user pool and app client, or not of one user.
fn not_importable(source: Option<Error>) -> Error {
    let error = Error::new(&names::NOT_IMPORTABLE);
    match source {
        Some(source) => error.with_source(source),
        None => error,
    }
}
