//! The type whose functions applications call.

use core::fmt;
use std::rc::Rc;

use super::account::Account;
use super::client::Client;
use super::code_delivery::CodeDelivery;
use super::federation::{self, FederateToIdentityPoolInput};
use super::input;
use super::prompt::Prompt;
use super::redirect::{
    CancelRedirectInput, CompleteRedirectInput, RedirectInput, RedirectOutcome, RedirectStart, Redirects,
};
use super::session::{
    AuthSession, AuthUser, Credentials, ExportSessionInput, ExportedSession, FetchAuthSessionInput,
    GetCurrentUserInput, ImportSessionInput, Session, SignOutInput, SignOutOutput,
};
use super::sign_in::{ConfirmSignInInput, SignInInput, SignInOutput, SignIns};
use super::sign_up::{
    ConfirmSignUpInput, ConfirmSignUpOutput, ResendSignUpCodeInput, SignUpInput, SignUpOutput, SignUps,
};
use super::store::{Decision, Persistence, StorageOptions};
use crate::cognito::Service;
use crate::config::AuthConfig;
use crate::error::{Error, Result};
use crate::host::{Host, RequestLimits};
use crate::json::Json;
use crate::token::Write;

/// A client of one user pool and identity pool, and the user who is signed in to them on this page.
pub struct Auth<H: Host> {
    client: Rc<Client<H>>,
    session: Rc<Session<H>>,
    sign_ins: Rc<SignIns<H>>,
    sign_ups: Rc<SignUps<H>>,
    account: Rc<Account<H>>,
    redirects: Rc<Redirects<H>>,
}

impl<H: Host> Auth<H> {
    /// Creates an instance over a host. Nothing is read or sent until a function is called.
    #[must_use]
    pub fn new(host: H, config: AuthConfig, options: impl Into<StorageOptions>) -> Rc<Self> {
        let prompt = Rc::<Prompt>::default();
        let client = Rc::new(Client::new(host, config, options.into()));
        let session = Rc::new(Session::new(Rc::clone(&client)));
        let sign_ins = Rc::new(SignIns::new(Rc::clone(&client), Rc::clone(&session), Rc::clone(&prompt)));
        let sign_ups = Rc::new(SignUps::new(Rc::clone(&client), Rc::clone(&sign_ins)));
        let account = Rc::new(Account::new(Rc::clone(&client), Rc::clone(&session), prompt));
        let redirects = Rc::new(Redirects::new(Rc::clone(&client), Rc::clone(&session)));
        Rc::new(Self { client, session, sign_ins, sign_ups, account, redirects })
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &AuthConfig {
        self.client.config()
    }

    /// The host.
    #[must_use]
    pub fn host(&self) -> &H {
        self.client.host()
    }

    /// Takes over what is in the memory of an earlier instance, which this one replaces: a session of the same app client goes on.
    pub fn inherit(&self, earlier: &Self) {
        self.client.store().inherit(earlier.client.store());
        self.session.inherit(&earlier.session);
    }

    /// Whether nothing is in the memory of this instance, so that everything is in the host's storages.
    #[must_use]
    pub fn is_memory_empty(&self) -> bool {
        self.client.store().is_memory_empty() && !self.session.is_federated()
    }

    /// Keeps changes that an asynchronous storage has refused, as [`Host::load`] says: the new values, when the host has taken them
    /// back from its copy. A session goes on in memory. Returns false if the call that made the changes has failed.
    ///
    /// # Errors
    /// `StorageException` when they cannot be kept.
    pub fn keep_refused(&self, writes: Vec<Write>, error: Error) -> Result<bool> {
        self.session.keep_refused(writes, error)
    }

    /// Moves the session of the signed-in user to another place, so that it is kept for a longer or shorter time.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, and `StorageException` when the storage does not take the session,
    /// which then stays where it was.
    pub fn set_persistence(&self, persistence: Persistence) -> impl Future<Output = Result<()>> {
        self.session.set_persistence(persistence)
    }

    /// The last hundred decisions about the session in this tab, the oldest first: why it was refreshed, kept or ended. They name no
    /// user and contain no secret. It is empty where the host has no storage for the tab.
    #[must_use]
    pub fn history(&self) -> Vec<Decision> {
        self.client.store().history()
    }

    /// Warnings about the configuration, for the developer's console.
    pub fn warnings(&self) -> impl Iterator<Item = &'static str> {
        self.client.warnings()
    }

    /// Registers a user (`SignUp`).
    ///
    /// # Errors
    /// `EmptySignUpPassword` when the pool requires a password, and the service's errors, such as `UsernameExistsException`
    /// and `InvalidPasswordException`.
    pub fn sign_up(&self, input: SignUpInput) -> impl Future<Output = Result<SignUpOutput>> {
        self.sign_ups.sign_up(input)
    }

    /// Confirms a sign-up with the code that the user received (`ConfirmSignUp`).
    ///
    /// # Errors
    /// The service's errors, such as `CodeMismatchException` and `ExpiredCodeException`.
    pub fn confirm_sign_up(&self, input: ConfirmSignUpInput) -> impl Future<Output = Result<ConfirmSignUpOutput>> {
        self.sign_ups.confirm(input)
    }

    /// Sends the sign-up code again (`ResendConfirmationCode`).
    ///
    /// # Errors
    /// The service's errors, such as `LimitExceededException`.
    pub fn resend_sign_up_code(&self, input: ResendSignUpCodeInput) -> impl Future<Output = Result<CodeDelivery>> {
        self.sign_ups.resend_code(input)
    }

    /// Signs in the user who has just signed up.
    ///
    /// # Errors
    /// `AutoSignInException` when no sign-up is waiting, its link was not opened in time, or a later sign-up, sign-in or
    /// sign-out ended it; otherwise those of `signIn`.
    pub async fn auto_sign_in(&self) -> Result<Rc<SignInOutput>> {
        self.client.pool()?;
        self.session.check_replaceable()?;
        self.sign_ups.sign_in().await
    }

    /// Computes the SRP key pair for the next sign-in in small steps, and warms up the kernel. Returns false, and does
    /// nothing, while a user is signed in. A pair that is ready is kept.
    ///
    /// # Errors
    /// Those of the configuration, the storage and the random source.
    pub fn prepare_sign_in(&self) -> impl Future<Output = Result<bool>> {
        self.sign_ins.prepare()
    }

    /// Signs a user in.
    ///
    /// # Errors
    /// `UserAlreadyAuthenticatedException` while a user is signed in, unless the input says otherwise, `EmptySignInUsername`,
    /// `EmptySignInPassword`,
    /// `CustomAuthSignInPassword`, `InvalidPreferredChallenge`, `PlainPasswordException`, `NotAuthorizedException` for a
    /// wrong password, `UnexpectedChallengeException` for a challenge that does not belong to the flow, `SignInException`
    /// for a challenge that the library does not know and when a later `signIn` has replaced this one, errors of passkeys,
    /// and the service's errors. If the user must confirm the sign-up or reset the password, the call succeeds, and its
    /// output names the step.
    pub async fn sign_in(&self, input: SignInInput) -> Result<SignInOutput> {
        self.client.pool()?;
        self.sign_ups.abandon();
        self.sign_ins.sign_in(&input, false).await
    }

    /// Answers the challenge of the current sign-in. After a wrong answer, the user can try again.
    ///
    /// # Errors
    /// `EmptyChallengeResponse`, `SignInException` when no sign-in is under way, `IncorrectMFAMethod`,
    /// `PlainPasswordException`, `UnexpectedChallengeException` for a challenge that does not belong to the flow, errors of
    /// passkeys, and the service's errors, such as `CodeMismatchException`.
    pub async fn confirm_sign_in(&self, input: ConfirmSignInInput) -> Result<SignInOutput> {
        self.client.pool()?;
        self.session.check_replaceable()?;
        self.sign_ins.confirm(input).await
    }

    /// The signed-in user, as the tokens say. An expired session is refreshed first.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in; `NetworkError` and others when a refresh is needed and
    /// fails.
    pub fn get_current_user(&self) -> impl Future<Output = Result<AuthUser>> {
        self.get_current_user_with(GetCurrentUserInput::default())
    }

    /// The same with an input, which may say that an expired session is not to be refreshed.
    ///
    /// # Errors
    /// As above; with `allow_stale` only `UserUnAuthenticatedException` and `StorageException`.
    pub fn get_current_user_with(&self, input: GetCurrentUserInput) -> impl Future<Output = Result<AuthUser>> {
        self.session.current_user(input)
    }

    /// The session: the tokens, refreshed if they have expired, and AWS credentials. With `allow_stale`, it is what is stored, expired
    /// or not, and nothing is requested.
    ///
    /// The call succeeds even when the user is signed out or offline, or has no guest access: the output has an error for
    /// each part.
    ///
    /// # Errors
    /// None at present.
    pub fn fetch_auth_session(&self, input: FetchAuthSessionInput) -> impl Future<Output = Result<AuthSession>> {
        self.session.fetch(input)
    }

    /// The users who are signed in on this device, the current one first, as their stored tokens say.
    ///
    /// # Errors
    /// `AuthUserPoolException` without a user pool; `StorageException`.
    pub fn list_current_users(&self) -> Result<Vec<AuthUser>> {
        self.session.current_users()
    }

    /// Makes a user who is signed in on this device the current one. The earlier one stays signed in.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` if the user is not signed in, `InvalidParameterException` without a name,
    /// `AuthUserPoolException` without a user pool, and
    /// `StorageException`.
    pub fn set_current_user(&self, username: &str) -> Result<()> {
        self.session.set_current_user(username)
    }

    /// The tokens of the current user, refreshed if they have expired.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in; `NetworkError` and others when a refresh is needed and
    /// fails.
    pub fn export_session(&self, input: ExportSessionInput) -> impl Future<Output = Result<ExportedSession>> {
        self.session.export(input)
    }

    /// Signs a user in with tokens that were issued elsewhere. Tokens that have expired are refreshed first.
    ///
    /// # Errors
    /// `InvalidTokens` for tokens of another pool, app client or user, or that cannot be read;
    /// `UserAlreadyAuthenticatedException` while a user is signed in, unless the input says otherwise;
    /// `TokenRefreshException` for expired tokens without a refresh token, `SessionExpiredException` if the service refuses
    /// the refresh token, `NetworkError` and others when a refresh fails.
    pub async fn import_session(&self, input: ImportSessionInput) -> Result<AuthUser> {
        self.client.pool()?;
        self.session.import(input, self.abandoning()).await
    }

    /// Begins a sign-in at the user pool's own pages, and makes the address to which the application sends the user. If the input says
    /// so, the session of a user who is signed in already is reused.
    ///
    /// # Errors
    /// `UserAlreadyAuthenticatedException` while a user is signed in, unless the input says otherwise; `OAuthNotConfigureException`
    /// without `loginWith.oauth`; `InvalidRedirectException`, `InvalidOriginException` and `InvalidPreferredRedirectUrlException` if
    /// none of the configured addresses fits the page; `StorageException`, since what the answer needs has to be stored.
    pub fn begin_redirect(&self, input: RedirectInput) -> impl Future<Output = Result<RedirectStart>> {
        self.redirects.begin(input)
    }

    /// Signs the user in who has come back from the user pool's pages with this address. Other calls should wait for it: until then
    /// nobody is signed in.
    ///
    /// # Errors
    /// `OAuthSignInException` if the pages or the token endpoint refused, or the user has come back without an answer,
    /// `oauthSignInError` for an answer to another sign-in than this tab's, `InvalidTokens` for tokens that are not for this sign-in,
    /// `NetworkError` and others when the exchange fails. The event `signInWithRedirect_failure` has the error, too.
    pub fn complete_redirect(&self, input: CompleteRedirectInput) -> impl Future<Output = Result<RedirectOutcome>> {
        self.redirects.complete(input, self.abandoning())
    }

    /// Gives up a sign-in at the pages. If it has not come back, the application hears of it, by the event and the error.
    ///
    /// # Errors
    /// Why the sign-in has ended: `OAuthSignInException`, `UserCancelledException`, `PopupBlockedException`.
    pub fn cancel_redirect(&self, input: &CancelRedirectInput) -> Result<()> {
        self.redirects.cancel(input)
    }

    /// Removes cached AWS credentials and the identity, of a user who stays signed in. The next session has new ones.
    ///
    /// # Errors
    /// `StorageException` when the identity cannot be removed, `CredentialsProviderException` when the application's provider fails.
    pub fn clear_credentials(&self) -> impl Future<Output = Result<()>> {
        self.session.clear_credentials()
    }

    /// Removes cached AWS credentials. The next session has new ones, of the same identity.
    pub fn invalidate_cached_credentials(&self) {
        self.session.invalidate_credentials();
    }

    /// Exchanges a login of another provider than the user pool, such as Google, for AWS credentials. Until
    /// [`clear_federation`](Self::clear_federation), functions that concern a user of the pool fail with `InvalidStateException`.
    ///
    /// # Errors
    /// `InvalidStateException` while a user is signed in, `InvalidAccountTypeException` without an identity pool, and the service's
    /// errors, such as `NotAuthorizedException`. An earlier federation is still there then.
    pub fn federate_to_identity_pool(
        &self,
        input: FederateToIdentityPoolInput,
    ) -> impl Future<Output = Result<Rc<Credentials>>> {
        federation::federate(&self.session, input, self.abandoning())
    }

    /// Ends a federation: the identity, the credentials and the provider's token are forgotten. Nothing is requested.
    ///
    /// # Errors
    /// `InvalidStateException` if there is none.
    pub fn clear_federation(&self) -> Result<()> {
        self.session.clear_federation()
    }

    /// Sends any operation of a service as it is, and returns its reply; `Null` if that is empty. It is not signed, and is not
    /// repeated unless the service was throttling.
    ///
    /// # Errors
    /// `InvalidParameterException` for a name that no operation can have, and the service's errors.
    pub fn send(&self, service: Service, operation: String, input: Json) -> impl Future<Output = Result<Json>> {
        self.client.send(service, operation, input)
    }

    /// Runs a call with other limits for its requests than the instance's. Work that several calls share, such as a refresh, keeps
    /// to the instance's.
    pub fn with_limits<T>(&self, limits: RequestLimits, call: impl Future<Output = T>) -> impl Future<Output = T> {
        self.client.with_limits(limits, call)
    }

    /// Signs the current user out, first on this page and then at the service. The input may say that all users leave.
    ///
    /// # Errors
    /// `AuthUserPoolException` without a user pool, `StorageException` when the session cannot be removed. Errors of the
    /// service are part of the output, and so is `InvalidStateException` while an identity is federated.
    pub async fn sign_out(&self, input: SignOutInput) -> Result<SignOutOutput> {
        self.client.pool()?;
        self.session.sign_out(input, self.abandoning()).await
    }

    /// Revokes refresh tokens of earlier sessions that could not be revoked when the sessions ended, in the background, if that is not
    /// under way. The flows do that themselves when they reach the service. Call this when the page begins, for those of earlier pages,
    /// and when it is online again, for those of tabs that have been closed.
    pub fn revoke_queued_tokens(&self) {
        self.client.revoke_queued();
    }

    /// Runs the account function with this public name. Input and output have the shapes of the JavaScript API; the output is
    /// `Null` if the function has none. This is for the bindings: Rust projects call the methods named after the functions,
    /// such as [`update_password`](Self::update_password).
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when a user must be signed in and is not; `InvalidParameterException` and the
    /// `Empty…` names for bad input; `PasskeyNotSupported` and other errors of passkeys; the service's errors; `Unknown` if
    /// there is no such function.
    pub async fn account(&self, function: &str, mut input: Json) -> Result<Json> {
        if function == "deleteUser" {
            let _ = input::with_options(&mut input)?;
            let page = input::optional_key(&mut input, "page")?;
            let logout_url = self.session.delete_user(page, self.abandoning()).await?;
            return Ok(logout_url.map_or(Json::Null, |url| Json::object().with("logoutUrl", url)));
        }
        self.account.run(function, input).await
    }

    /// Ends the current sign-in and a pending automatic sign-in, with their secrets, and closes a passkey prompt.
    fn abandoning(&self) -> impl FnOnce() + 'static {
        let (sign_ups, sign_ins) = (Rc::clone(&self.sign_ups), Rc::clone(&self.sign_ins));
        move || {
            sign_ups.abandon();
            sign_ins.abandon();
        }
    }
}

impl<H: Host> fmt::Debug for Auth<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Auth").field("config", self.config()).finish_non_exhaustive()
    }
}
