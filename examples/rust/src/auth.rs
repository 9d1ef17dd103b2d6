//! What the page does with `cognito-wasm`.

use std::rc::Rc;

use cognito_wasm::browser::Browser;
use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::Result;
use cognito_wasm::flow::{
    Attributes, Auth, ConfirmSignUpInput, FetchAuthSessionInput, ResendSignUpCodeInput, SignInInput, SignInStep,
    SignOutInput, SignUpInput, StateScope,
};
use cognito_wasm::host::Host as _;
use cognito_wasm::secret::Secret;

/// The user pool's flows, in this page.
#[derive(Clone)]
pub struct UserPool(Rc<Auth<Browser>>);

/// Where a visitor is.
#[derive(Clone, PartialEq)]
pub enum State {
    /// Shows the form for the sign-in.
    SignedOut,
    /// Shows the form for the code that this user has received.
    Unconfirmed(String),
    SignedIn(String),
}

impl UserPool {
    /// `changed` is called for each sign-in, sign-out and refresh, also in other tabs.
    pub fn new(configuration: &str, changed: impl Fn() + 'static) -> Result<Self> {
        let browser = Browser::new(move |event| {
            if matches!(event.name, "signedIn" | "signedOut" | "sessionExpired" | "tokenRefresh") {
                changed();
            }
        });
        let config = AuthConfig::parse(configuration.into(), &|text| browser.parse_json(text))?;
        Ok(Self(Auth::new(browser, config, StateScope::Page)))
    }

    pub async fn state(&self) -> Result<State> {
        // A user stays signed in while expired tokens cannot be refreshed: offline, for example.
        let input = FetchAuthSessionInput { allow_stale: true, ..FetchAuthSessionInput::default() };
        Ok(match self.0.fetch_auth_session(input).await?.tokens {
            Ok(tokens) => State::SignedIn(tokens.user_name().unwrap_or_default().to_owned()),
            Err(_) => State::SignedOut,
        })
    }

    pub async fn sign_in(&self, username: String, password: Secret) -> Result<State> {
        let output = self.0.sign_in(SignInInput::new(username.clone(), Some(password))).await?;
        match output.step {
            SignInStep::ConfirmSignUp => Ok(State::Unconfirmed(username)),
            // This page has no forms for other steps.
            _ => self.state().await,
        }
    }

    pub async fn sign_up(&self, username: String, email: String, password: Secret) -> Result<State> {
        let attributes = Attributes::from_iter([("email", email)]);
        let input = SignUpInput::new(&username, Some(password))?.with_user_attributes(attributes).with_auto_sign_in();
        let output = self.0.sign_up(input).await?;
        if output.user_confirmed { self.auto_sign_in().await } else { Ok(State::Unconfirmed(username)) }
    }

    pub async fn confirm(&self, username: &str, code: Secret) -> Result<State> {
        let output = self.0.confirm_sign_up(ConfirmSignUpInput::new(username, code)?).await?;
        // A page that was reloaded since the sign-up no longer knows the password.
        if !output.auto_sign_in {
            return Ok(State::SignedOut);
        }
        // A code works once: if this fails, the user signs in with the other form.
        self.auto_sign_in().await.or(Ok(State::SignedOut))
    }

    pub async fn send_new_code(&self, username: String) -> Result<State> {
        self.0.resend_sign_up_code(ResendSignUpCodeInput::new(&username)?).await?;
        Ok(State::Unconfirmed(username))
    }

    async fn auto_sign_in(&self) -> Result<State> {
        self.0.auto_sign_in().await?;
        self.state().await
    }

    pub async fn sign_out(&self) -> Result<State> {
        self.0.sign_out(SignOutInput::default()).await?;
        Ok(State::SignedOut)
    }
}
