//! The front that applications call.

use core::fmt;
use std::rc::Rc;

use super::account::Account;
use super::client::Client;
use super::code_delivery::CodeDelivery;
use super::input;
use super::prompt::Prompt;
use super::session::{AuthSession, AuthUser, FetchAuthSessionInput, Session, SignOutInput, SignOutOutput};
use super::sign_in::{ConfirmSignInInput, SignInInput, SignInOutput, SignIns};
use super::sign_up::{
    ConfirmSignUpInput, ConfirmSignUpOutput, ResendSignUpCodeInput, SignUpInput, SignUpOutput, SignUps,
};
use super::store::StateScope;
use crate::config::AuthConfig;
use crate::error::Result;
use crate::host::Host;
use crate::json::Json;

/// One user pool and identity pool, and whoever is signed in to them on this page.
pub struct Auth<H: Host> {
    client: Rc<Client<H>>,
    session: Rc<Session<H>>,
    sign_ins: Rc<SignIns<H>>,
    sign_ups: Rc<SignUps<H>>,
    account: Rc<Account<H>>,
}

impl<H: Host> Auth<H> {
    /// An instance over a host. Nothing is read or sent until a function is called.
    #[must_use]
    pub fn new(host: H, config: AuthConfig, scope: StateScope) -> Rc<Self> {
        let prompt = Rc::<Prompt>::default();
        let client = Rc::new(Client::new(host, config, scope));
        let session = Rc::new(Session::new(Rc::clone(&client)));
        let sign_ins = Rc::new(SignIns::new(Rc::clone(&client), Rc::clone(&session), Rc::clone(&prompt)));
        let sign_ups = Rc::new(SignUps::new(Rc::clone(&client), Rc::clone(&sign_ins)));
        let account = Rc::new(Account::new(Rc::clone(&client), Rc::clone(&session), prompt));
        Rc::new(Self { client, session, sign_ins, sign_ups, account })
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &AuthConfig {
        self.client.config()
    }

    /// The host that everything goes through.
    #[must_use]
    pub fn host(&self) -> &H {
        self.client.host()
    }

    /// What is questionable about the configuration, for the developer's console.
    pub fn warnings(&self) -> impl Iterator<Item = &'static str> {
        self.client.warnings()
    }

    /// Registers a user (`SignUp`).
    ///
    /// # Errors
    /// `EmptySignUpPassword` when the pool wants a password, and the service's, such as `UsernameExistsException` and
    /// `InvalidPasswordException`.
    pub async fn sign_up(&self, input: SignUpInput) -> Result<SignUpOutput> {
        self.sign_ups.sign_up(input).await
    }

    /// Confirms a sign-up with the code that was sent (`ConfirmSignUp`).
    ///
    /// # Errors
    /// The service's, such as `CodeMismatchException` and `ExpiredCodeException`.
    pub async fn confirm_sign_up(&self, input: ConfirmSignUpInput) -> Result<ConfirmSignUpOutput> {
        self.sign_ups.confirm(input).await
    }

    /// Has the sign-up code sent again (`ResendConfirmationCode`).
    ///
    /// # Errors
    /// The service's, such as `LimitExceededException`.
    pub async fn resend_sign_up_code(&self, input: ResendSignUpCodeInput) -> Result<CodeDelivery> {
        self.sign_ups.resend_code(input).await
    }

    /// Signs in the user who has just signed up.
    ///
    /// # Errors
    /// `AutoSignInException` when no sign-up waits, its link was not opened in time, or a later sign-up, sign-in or sign-out
    /// took its place; otherwise those of `signIn`.
    pub async fn auto_sign_in(&self) -> Result<Rc<SignInOutput>> {
        self.client.pool()?;
        self.sign_ups.sign_in().await
    }

    /// Makes the pair for the next sign-in, a little at a time, and warms the kernel; false while somebody is signed in, when
    /// nothing is made. A pair that is at hand is not made again.
    ///
    /// # Errors
    /// Those of the configuration, the storage and the random source.
    pub async fn prepare_sign_in(&self) -> Result<bool> {
        self.sign_ins.prepare().await
    }

    /// Signs a user in.
    ///
    /// # Errors
    /// `UserAlreadyAuthenticatedException` while somebody is signed in, `EmptySignInUsername`, `EmptySignInPassword`,
    /// `CustomAuthSignInPassword`, `InvalidPreferredChallenge`, `PlainPasswordException`, `NotAuthorizedException` for a wrong
    /// password, `UnexpectedChallengeException` for a challenge that the flow does not have, `SignInException` for a challenge
    /// that the library does not know and when a later `signIn` has replaced this one, those of a passkey, and the service's.
    /// An unconfirmed user and a password that must be reset are results.
    pub async fn sign_in(&self, input: SignInInput) -> Result<SignInOutput> {
        self.client.pool()?;
        self.sign_ups.abandon();
        self.sign_ins.sign_in(input).await
    }

    /// Answers the challenge that a sign-in waits for. A wrong answer leaves the sign-in as it was, to be tried again.
    ///
    /// # Errors
    /// `EmptyChallengeResponse`, `SignInException` when no sign-in is under way, `IncorrectMFAMethod`, `PlainPasswordException`,
    /// `UnexpectedChallengeException` for a challenge that the flow does not have, those of a passkey, and the service's, such
    /// as `CodeMismatchException`.
    pub async fn confirm_sign_in(&self, input: ConfirmSignInInput) -> Result<SignInOutput> {
        self.client.pool()?;
        self.sign_ins.confirm(input).await
    }

    /// Who is signed in, from the tokens; an expired session is refreshed first.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is; `NetworkError` and the like when a refresh is needed and fails.
    pub async fn get_current_user(&self) -> Result<AuthUser> {
        self.session.current_user().await
    }

    /// The session: tokens, refreshed when expired, and AWS credentials.
    ///
    /// Being signed out, being offline or having no guest access is told in the result, not as an error.
    ///
    /// # Errors
    /// None; the signature leaves room for calls that do not fit the configuration.
    pub async fn fetch_auth_session(&self, input: FetchAuthSessionInput) -> Result<AuthSession> {
        self.session.fetch(input).await
    }

    /// Signs the user out: on this page at once and in any case, then at the service.
    ///
    /// # Errors
    /// `AuthUserPoolException` without a user pool, `StorageException` when the session cannot be removed. Whatever the
    /// service refuses is told in the result.
    pub async fn sign_out(&self, input: SignOutInput) -> Result<SignOutOutput> {
        self.client.pool()?;
        self.session.sign_out(input, self.abandoning()).await
    }

    /// Runs the account function of that public name, with input and output in the shapes of JavaScript's API; the output is
    /// `Null` where a function has none. It is for JavaScript's bindings: projects in Rust call the methods that are named
    /// after the functions, such as [`update_password`](Self::update_password).
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` where nobody is signed in and somebody must be; `InvalidParameterException` and the
    /// `Empty…` names for the input; `PasskeyNotSupported` and its kin; the service's; `Unknown` for a name that no function
    /// has.
    pub async fn account(&self, function: &str, mut input: Json) -> Result<Json> {
        if function == "deleteUser" {
            let _ = input::with_options(&mut input)?;
            return self.session.delete_user(self.abandoning()).await.map(|()| Json::Null);
        }
        self.account.run(function, input).await
    }

    /// Ends the sign-in that waits for an answer and the one that waits for a sign-up, with their secrets, and takes back a
    /// prompt for a passkey.
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
