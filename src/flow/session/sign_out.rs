//! `signOut`.

use core::future::poll_fn;
use core::pin::pin;
use core::task::Poll;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, select};

use super::Session;
use super::refresh::Turn;
use super::users::users_of;
use crate::cognito::operation::GLOBAL_SIGN_OUT;
use crate::error::{Error, Result, names};
use crate::flow::client::Later;
use crate::flow::input;
use crate::flow::store::{Commit, Leftover, Persistence};
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::text;

/// How long a sign-out waits for a refresh in progress.
const TURN_LIMIT_MS: u32 = 5_000;

/// How long the lock of a refresh is kept after the removal.
const SETTLING_MS: u32 = 500;

/// How often, and at what interval, to check whether another tab's refresh has brought a session back: for half a second.
const LATE_LOOKS: u8 = 20;
const LATE_PAUSE_MS: u32 = 25;

/// Input of `signOut`.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[derive(Clone, Debug)]
pub struct SignOutInput {
    /// Sign out on all devices.
    pub global: bool,
    /// Sign out all users of this app client on this device, not only the current one.
    pub all_users: bool,
    /// What the event says.
    pub reason: SignOutReason,
    /// Keep a refresh token that cannot be revoked now, and revoke it later. It stays where the session was until then.
    pub revoke_later: bool,
    /// Do not wait for the service: the refresh tokens are queued, and revoked in the background. Without effect if `global` is set.
    pub in_background: bool,
    /// Where the user pool's pages send the user after a sign-out there: one of the configured addresses. The one that fits the page by
    /// default.
    pub redirect_url: Option<String>,
    /// The address of the page; empty if an opener shows the pages outside of one. Without it, the user stays signed in at the
    /// pages.
    pub page: Option<String>,
}

impl Default for SignOutInput {
    fn default() -> Self {
        Self {
            global: false,
            all_users: false,
            reason: SignOutReason::User,
            revoke_later: true,
            in_background: false,
            redirect_url: None,
            page: None,
        }
    }
}

/// Why an application signs its user out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignOutReason {
    /// The user wants to.
    #[default]
    User,
    /// The user has done nothing for too long.
    Idle,
    /// The session has lasted as long as it may.
    Absolute,
}

impl SignOutReason {
    const ALL: [Self; 3] = [Self::User, Self::Idle, Self::Absolute];

    /// Its name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Idle => "idle",
            Self::Absolute => "absolute",
        }
    }

    fn read(input: &mut Json) -> Result<Self> {
        let Some(name) = input::optional_text(input, "reason")? else { return Ok(Self::User) };
        let known = Self::ALL.into_iter().find(|reason| reason.name() == name);
        known.ok_or_else(|| input::invalid("reason", "is not `user`, `idle` or `absolute`"))
    }
}

impl SignOutInput {
    /// What becomes of a token that cannot be revoked now, of a session in this place.
    const fn later(&self, place: Option<Persistence>) -> Later {
        if self.revoke_later { Later::From(place) } else { Later::Never }
    }

    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException` for members of the wrong type.
    pub fn parse(mut input: Json) -> Result<Self> {
        let _ = input::with_options(&mut input)?;
        let mut oauth = input.take("oauth");
        if !oauth.is_null() && !oauth.is_object() {
            return Err(input::invalid("oauth", "is not an object"));
        }
        if !oauth.get("authSessionOpener").is_null() {
            // Functions are taken out of the input before.
            return Err(input::invalid("authSessionOpener", "is not a function"));
        }
        Ok(Self {
            redirect_url: input::optional_key(&mut oauth, "redirectUrl")?,
            page: input::optional_text(&mut input, "page")?,
            global: input::flag(&input, "global")?.unwrap_or_default(),
            all_users: input::flag(&input, "allUsers")?.unwrap_or_default(),
            reason: SignOutReason::read(&mut input)?,
            revoke_later: input::flag(&input, "revokeLater")?.unwrap_or(true),
            in_background: input::flag(&input, "inBackground")?.unwrap_or_default(),
        })
    }
}

/// The result of a sign-out. The user is signed out on this page even if the service refused something, unless there is a `failure`.
#[derive(Clone, Debug, Default)]
pub struct SignOutOutput {
    /// The access token with which signing out everywhere failed, and the error.
    pub global_sign_out_error: Option<(Rc<Secret>, Error)>,
    /// The refresh token that could not be revoked, and the error.
    pub revoke_token_error: Option<(Rc<Secret>, Error)>,
    /// Whether that token is kept, to be revoked when the service can be reached.
    pub revokes_later: bool,
    /// Why the user is not signed out: an identity is federated.
    pub failure: Option<Error>,
    /// Where to send the user, who has signed in at the user pool's pages, to sign out there, too.
    pub logout_url: Option<String>,
}

impl SignOutOutput {
    /// Whether the service refused nothing.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.failure.is_none() && self.global_sign_out_error.is_none() && self.revoke_token_error.is_none()
    }
}

/// Waits for all of them. `join_all` would bring its queue for many futures into the module.
fn all(mut futures: Vec<LocalBoxFuture<'_, ()>>) -> impl Future<Output = ()> {
    poll_fn(move |context| {
        futures.retain_mut(|future| future.as_mut().poll(context).is_pending());
        if futures.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
}

impl<H: Host> Session<H> {
    /// Signs the user out, first on this page and then at the service. `abandon` ends sign-ins in progress; it is called
    /// when the session ends.
    pub(in crate::flow) fn sign_out(
        self: &Rc<Self>,
        input: SignOutInput,
        abandon: impl FnOnce() + 'static,
    ) -> impl Future<Output = Result<SignOutOutput>> {
        // Spawned: a sign-out must complete even if the caller aborts.
        self.client.to_the_end(Rc::clone(self).sign_out_to_the_end(input, abandon))
    }

    async fn sign_out_to_the_end(self: Rc<Self>, input: SignOutInput, abandon: impl FnOnce()) -> Result<SignOutOutput> {
        if let Err(failure) = self.check_not_federated() {
            return Ok(SignOutOutput { failure: Some(failure), ..SignOutOutput::default() });
        }
        // To sign out everywhere, an expired session is refreshed. A refresh in progress, here or in another tab, may use
        // up its refresh token.
        let is_provided = self.is_provided();
        let provided = if is_provided { self.provided_session(input.global).boxed_local().await? } else { Vec::new() };
        let mut current = String::new();
        let turn = if input.global && !is_provided {
            current = self.client.store().current_name()?.unwrap_or_default();
            self.turn_soon(&current).await
        } else {
            None
        };
        self.next_generation();
        abandon();
        let store = self.client.store();
        let is_seen = !is_provided && store.has_list()?;
        // Where nobody is let in, Amplify's note is about another tab's sign-in. With several users, it is not known about whose.
        let has_note = !is_provided && (input.all_users || !store.is_nobody_let_in()?);
        let is_noted = has_note && store.take_redirect_sign_in().unwrap_or_default() && !is_seen;
        let (mut sessions, removed) =
            if is_provided { (provided, Ok(())) } else { store.take_sessions(input.all_users)? };
        let cleared = removed.as_ref().map_or(Ok(()), |()| self.clear_identity());
        let ended: Vec<_> = sessions.iter().filter_map(|session| self.ended(session)).collect();
        let is_of_pages = is_noted || sessions.iter().any(|session| session.is_of_pages);
        let users = users_of(&sessions);
        let half_seen: Vec<_> = sessions
            .iter()
            .filter(|session| session.is_torn())
            .filter_map(|session| Some((session.username.clone(), session.place?)))
            .collect();
        let mut output = SignOutOutput::default();
        let at_service = async {
            for session in &mut sessions {
                if let Some(stored) = session.refresh.take() {
                    session.refresh = Some(store.newest_refresh_token(&stored));
                    store.forget_newest_refresh_token(&stored);
                }
                self.sign_out_at_service(session, &input, turn.as_ref(), &mut output).await;
            }
        };
        let may_be_late = !is_provided && removed.is_ok();
        // Nobody refreshes the session whose turn this is.
        let late = ended.iter().filter(|(username, _)| may_be_late && !(input.global && *username == current));
        let late = late.map(|ended| self.remove_what_came_late(ended, &input).boxed_local());
        let remains = self.remove_remains(&half_seen).boxed_local();
        all(late.chain([remains, at_service.boxed_local()]).collect()).await;
        if let Some(turn) = turn {
            self.keep_until_visible(turn);
        }
        removed?;
        self.client.note("signedOut", input.reason.name());
        // Emitted last: applications may leave the page on these events, which aborts its requests.
        for user in users.iter().filter(|_| is_seen) {
            self.emit_of_user("userSignedOut", Some(user));
        }
        self.client.emit("signedOut", EventData::Reason(input.reason.name(), None));
        cleared?;
        // Only now: the user is signed out here, whatever is wrong with the address.
        let page = input.page.as_deref().filter(|_| is_of_pages);
        output.logout_url = self.logout_url(page, input.redirect_url.as_deref())?;
        Ok(output)
    }

    /// The user, and the claim that all access tokens of one sign-in share.
    fn ended(&self, session: &Leftover) -> Option<(String, String)> {
        let access = self.client.parse_jwt(session.access.as_ref()?.expose().to_owned())?;
        Some((session.username.clone(), access.text("origin_jti")?.to_owned()))
    }

    /// A refresh in another tab may have read the storage before the removal and write to it afterwards. If such a refresh
    /// held the lock, this checks for a moment whether the session comes back. Waiting for the lock before the removal
    /// would leave the user signed in on this page meanwhile; but it is asked for at once, before the refresh can release it.
    async fn remove_what_came_late(self: &Rc<Self>, (username, origin): &(String, String), input: &SignOutInput) {
        let Some(turn) = self.turn_soon(username).await else { return };
        if turn.was_contended() {
            drop(turn);
            return self.watch_for(username, origin, input).await;
        }
        self.keep_until_visible(turn);
    }

    /// A refresh that begins in another tab before the removal is visible there has to wait, and looks for it then. A lease would
    /// stay if the application leaves the page now.
    fn keep_until_visible(&self, turn: Turn<H>) {
        if turn.is_leased() {
            return;
        }
        let client = Rc::clone(&self.client);
        let until_visible = async move {
            client.host().sleep_unattended(SETTLING_MS).await;
            drop(turn);
        };
        self.client.host().spawn(until_visible.boxed_local());
    }

    /// Another tab may have been writing a session when it was removed. What of it became visible afterwards is removed, too.
    pub(super) async fn remove_remains(&self, torn: &[(String, Persistence)]) {
        for _ in 0..if torn.is_empty() { 0 } else { LATE_LOOKS } {
            for (username, place) in torn {
                if self.client.store().remove_remains(username, *place).unwrap_or_default() {
                    self.client.note("removed", "lateWrite");
                }
            }
            self.client.host().sleep(LATE_PAUSE_MS).await;
        }
    }

    async fn watch_for(&self, username: &str, origin: &str, input: &SignOutInput) {
        for _ in 0..LATE_LOOKS {
            let store = self.client.store();
            if let Ok(Some(stored)) = store.session_of(username)
                && stored.access.text("origin_jti") == Some(origin)
            {
                let place = store.place_of(username).ok().flatten();
                if let Ok(writes) = store.removing(username)
                    && matches!(store.commit(&stored, writes), Ok(Commit::Done))
                    && let Some(token) = &stored.refresh
                {
                    self.client.note("removed", "lateRefresh");
                    self.client.give_up(token.duplicate(), input.later(place));
                }
                return;
            }
            self.client.host().sleep(LATE_PAUSE_MS).await;
        }
    }

    /// Permission to use the refresh token; `None` if that takes too long for the user to wait.
    async fn turn_soon(&self, username: &str) -> Option<Turn<H>> {
        match select(pin!(self.refresh_turn(username)), pin!(self.client.host().sleep(TURN_LIMIT_MS))).await {
            Either::Left((turn, _)) => turn.ok(),
            Either::Right(_) => None,
        }
    }

    async fn sign_out_at_service(
        &self,
        session: &mut Leftover,
        input: &SignOutInput,
        turn: Option<&Turn<H>>,
        output: &mut SignOutOutput,
    ) {
        if input.in_background && !input.global {
            if let Some(token) = session.refresh.take() {
                self.client.revoke_from_queue(token, input.later(session.place));
            }
            return;
        }
        if input.global
            && let Err(error) = self.sign_out_everywhere(session, turn).await
        {
            let token = session.access.as_ref().map_or_else(|| Secret::new(String::new()), Secret::duplicate);
            output.global_sign_out_error = Some((Rc::new(token), error));
        }
        // Even if signing out everywhere failed: at least this session must end.
        if let Some(token) = &session.refresh
            && let Err(error) = self.client.revoke(token).await
        {
            self.client.note_error("notRevoked", &error);
            output.revokes_later = self.client.revoke_later(token, input.later(session.place), &error);
            output.revoke_token_error = Some((Rc::new(token.duplicate()), error));
        }
    }

    /// Signs out everywhere (`GlobalSignOut`). The service requires a valid access token, so an expired one is refreshed
    /// first.
    async fn sign_out_everywhere(&self, session: &mut Leftover, turn: Option<&Turn<H>>) -> Result<()> {
        let mut refreshed = false;
        let mut good = self.is_good(session.access.as_ref());
        if session.refresh.is_none() && session.access.is_none() {
            return Ok(());
        }
        loop {
            if !good {
                self.refresh_once_more(session, turn).await?;
                refreshed = true;
            }
            let body = Json::object().with("AccessToken", session.access.as_ref().map(Secret::duplicate));
            match self.client.call_user_pool(&GLOBAL_SIGN_OUT, body).await {
                // Expired after all: the page's clock may be wrong.
                Err(error)
                    if !refreshed
                        && error.is("NotAuthorizedException")
                        && text::contains(error.message(), "xpired") =>
                {
                    good = false;
                }
                other => return other.map(drop),
            }
        }
    }

    /// Whether an access token can be read and has not expired.
    fn is_good(&self, access: Option<&Secret>) -> bool {
        access
            .and_then(|raw| self.client.parse_jwt(raw.expose().to_owned()))
            .is_some_and(|access| access.expires_at() > self.client.host().now())
    }

    /// Refreshes a session that is no longer stored, in order to end it.
    async fn refresh_once_more(&self, session: &mut Leftover, turn: Option<&Turn<H>>) -> Result<()> {
        let token = session.refresh.as_ref().ok_or_else(|| Error::new(&names::TOKEN_REFRESH))?;
        if turn.is_none() {
            let message = "a refresh of this session has been under way for too long";
            return Err(Error::new(&names::TIMEOUT).with_message(message));
        }
        let (mut reply, asked_at) = self.request_refresh(token, &session.username, None).await?;
        let mut result = reply.take("AuthenticationResult");
        let rotated = result.get("RefreshToken").as_text().map(|token| Secret::new(token.to_owned()));
        let issued = self.client.read_tokens(&mut result, asked_at).inspect_err(|_| {
            // The one that was sent may no longer be valid.
            session.refresh = rotated.or_else(|| session.refresh.take());
        })?;
        let earlier = session.access.as_ref().and_then(|raw| self.client.parse_jwt(raw.expose().to_owned()));
        // Another user's access token would sign that user out.
        self.client.check_claims(&issued, earlier.as_ref())?;
        session.access = Some(Secret::new(issued.access.raw().to_owned()));
        session.refresh = issued.refresh.or_else(|| session.refresh.take());
        Ok(())
    }
}
