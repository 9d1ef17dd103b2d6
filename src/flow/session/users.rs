//! Several users: `listCurrentUsers`, `setCurrentUser`, and what a sign-in does if a user is signed in.
//!
//! One user is the current one, to whom all other functions apply. The others are parked: their sessions are stored, but not
//! used. `signedIn` and `signedOut` say that somebody has become the current user, or nobody is any more. Applications with
//! several users also hear `userSignedIn` and `userSignedOut` for each user who joins or leaves, and `switchActiveUser` when
//! another of them becomes the current one. They are emitted only where there is, or was, more than one user, or the
//! application has chosen what happens to an existing session.

use std::rc::Rc;

use super::{AuthUser, Session, ends_session};
use crate::error::{Error, Result, names};
use crate::flow::existing_session::OnExistingSession;
use crate::flow::input;
use crate::flow::store::Leftover;
use crate::host::{EventData, Host};
use crate::token::TokenSet;

impl<H: Host> Session<H> {
    /// The users who are signed in, the current one first. Sessions that cannot be read are left out.
    pub(in crate::flow) fn current_users(&self) -> Result<Vec<AuthUser>> {
        let store = self.client.store();
        let mut users: Vec<AuthUser> = Vec::new();
        for username in store.usernames()? {
            let session = store.session_of(&username)?;
            let user = session.as_deref().and_then(AuthUser::of);
            // A session may be stored under a typed name, too.
            users.extend(user.filter(|user| users.iter().all(|other| other.user_id != user.user_id)));
        }
        Ok(users)
    }

    /// Makes a user who is signed in the current one.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` if this user is not signed in; `InvalidParameterException` without a name.
    pub(in crate::flow) fn set_current_user(&self, username: &str) -> Result<()> {
        self.check_replaceable()?;
        if username.is_empty() {
            return Err(input::invalid("username", "is not the name of a user"));
        }
        let store = self.client.store();
        let named = |session: &TokenSet| session.username == username || session.user_name() == Some(username);
        let session = match self.find_session(&named)? {
            None => store.session_of(username)?,
            found => found,
        };
        let session = session.filter(|session| AuthUser::of(session).is_some()).ok_or_else(|| {
            Error::new(&names::USER_UNAUTHENTICATED).with_message("this user is not signed in on this device")
        })?;
        self.switch_to(&session)
    }

    /// Checks whether a sign-in may begin. `false` if it need not, because the session of its user is reused.
    ///
    /// # Errors
    /// `UserAlreadyAuthenticatedException`, and those of refreshing the current session.
    pub(in crate::flow) async fn admits(
        self: &Rc<Self>,
        choice: OnExistingSession,
        is_same: &dyn Fn(&TokenSet) -> bool,
    ) -> Result<bool> {
        self.check_not_federated()?;
        if choice != OnExistingSession::Error {
            self.check_replaceable()?;
        }
        match choice {
            OnExistingSession::Replace | OnExistingSession::Add => return Ok(true),
            OnExistingSession::Error => {}
            OnExistingSession::Reuse => {
                if let Some(session) = self.find_session(is_same)? {
                    self.switch_to(&session)?;
                }
            }
        }
        match self.fresh_tokens().await {
            Ok(Some(tokens)) if choice == OnExistingSession::Reuse && is_same(&tokens) => Ok(false),
            Ok(Some(_)) => Err(Error::new(&names::USER_ALREADY_AUTHENTICATED)),
            Ok(None) => self.check_replaceable().map(|()| true),
            // The session has just ended, so the user may sign in.
            Err(error) if ends_session(&error) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// The first session, the current one before others, that meets the condition.
    fn find_session(&self, condition: &dyn Fn(&TokenSet) -> bool) -> Result<Option<Rc<TokenSet>>> {
        let store = self.client.store();
        for username in store.usernames()? {
            let session = store.session_of(&username)?.filter(|session| condition(session));
            if session.is_some() {
                return Ok(session);
            }
        }
        Ok(None)
    }

    fn switch_to(&self, session: &TokenSet) -> Result<()> {
        let store = self.client.store();
        let earlier = store.load()?;
        if earlier.as_ref().is_some_and(|earlier| earlier.username == session.username) {
            return Ok(());
        }
        store.apply(store.making_current(&session.username, None)?)?;
        self.client.note("switched", "user");
        self.forget_credentials();
        self.drop_provided_credentials();
        self.emit_of_user("switchActiveUser", AuthUser::of(session).as_ref());
        if earlier.is_none() {
            self.emit_of_user("signedIn", AuthUser::of(session).as_ref());
        }
        Ok(())
    }

    /// Emits an event about a user.
    pub(super) fn emit_of_user(&self, event: &'static str, user: Option<&AuthUser>) {
        if let Some(user) = user {
            self.client.emit(event, EventData::Json(user.to_json()));
        }
    }
}

/// The users who have left, each once: a tab may have had a session of its own beside the shared one.
pub(super) fn users_of(left: &[Leftover]) -> Vec<AuthUser> {
    let mut users: Vec<AuthUser> = Vec::new();
    for user in left.iter().filter_map(|session| AuthUser::of(session.session.as_deref()?)) {
        if users.iter().all(|other| other.user_id != user.user_id) {
            users.push(user);
        }
    }
    users
}
