//! Signing in and out with the flows of `cognito-wasm`.

use std::rc::Rc;

use cognito_wasm::browser::Browser;
use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::{Category, Error, Result};
use cognito_wasm::flow::{Auth, FetchAuthSessionInput, SignInInput, SignOutInput, StateScope};
use cognito_wasm::host::{Event, Host as _};
use cognito_wasm::secret::Secret;

/// The page's instance, from a configuration in JSON.
pub fn configure(configuration: &str, listener: impl Fn(Event) + 'static) -> Result<Rc<Auth<Browser>>> {
    let browser = Browser::new(listener);
    let config = AuthConfig::parse(configuration.into(), &|text| browser.parse_json(text))?;
    Ok(Auth::new(browser, config, StateScope::Page))
}

/// Signs a user in. Returns the next step.
pub async fn sign_in(auth: &Rc<Auth<Browser>>, username: &str, password: Secret) -> Result<String> {
    let input = SignInInput::new(username.to_owned(), Some(password));
    let output = auth.sign_in(input).await?;
    Ok(output.step.name().to_owned())
}

/// The name of the user who is signed in, also while expired tokens cannot be refreshed.
pub async fn user(auth: &Rc<Auth<Browser>>) -> Result<Option<String>> {
    let input = FetchAuthSessionInput { allow_stale: true, ..FetchAuthSessionInput::default() };
    let session = auth.fetch_auth_session(input).await?;
    if !session.is_signed_in {
        return Ok(None);
    }
    Ok(session.tokens?.user_name().map(str::to_owned))
}

pub async fn sign_out(auth: &Rc<Auth<Browser>>) -> Result<()> {
    auth.sign_out(SignOutInput::default()).await?;
    Ok(())
}

/// The message for the user.
pub fn message(error: &Error) -> String {
    match error.category() {
        Category::NotAuthorized => "The name or the password is wrong.".to_owned(),
        _ if error.retryable() => "Please try again.".to_owned(),
        _ => error.to_string(),
    }
}
