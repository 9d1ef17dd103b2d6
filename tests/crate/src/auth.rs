//! Signing in, out, and looking who is there, with the flows of `cognito-wasm`.

use std::rc::Rc;

use cognito_wasm::browser::Browser;
use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::{Category, Error, Result};
use cognito_wasm::flow::{Auth, FetchAuthSessionInput, SignInInput, SignOutInput, StateScope};
use cognito_wasm::host::{Event, Host as _};
use cognito_wasm::json::Json;
use cognito_wasm::secret::Secret;

/// The page's user pool, whose configuration is JSON text.
pub fn configure(configuration: &str, listener: impl Fn(Event) + 'static) -> Result<Rc<Auth<Browser>>> {
    let browser = Browser::new(listener);
    let config = AuthConfig::parse(configuration.into(), &|text| browser.parse_json(text))?;
    Ok(Auth::new(browser, config, StateScope::Page))
}

/// Signs somebody in, or tells which step comes first.
pub async fn sign_in(auth: &Rc<Auth<Browser>>, username: &str, password: Secret) -> Result<String> {
    let input = Json::object().with("username", username).with("password", password);
    let output = auth.sign_in(SignInInput::parse(input)?).await?;
    Ok(output.step.name().to_owned())
}

/// The name of whoever is signed in, if somebody is.
pub async fn user(auth: &Rc<Auth<Browser>>) -> Result<Option<String>> {
    let session = auth.fetch_auth_session(FetchAuthSessionInput::default()).await?;
    if !session.is_signed_in {
        return Ok(None);
    }
    Ok(session.tokens?.user_name().map(str::to_owned))
}

pub async fn sign_out(auth: &Rc<Auth<Browser>>) -> Result<()> {
    auth.sign_out(SignOutInput::default()).await?;
    Ok(())
}

/// What a person is told.
pub fn message(error: &Error) -> String {
    match error.category() {
        Category::NotAuthorized => "The name or the password is wrong.".to_owned(),
        _ if error.retryable() => "Please try again.".to_owned(),
        _ => error.to_string(),
    }
}
