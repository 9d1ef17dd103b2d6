//! Input of the sign-in at the user pool's own pages.

use crate::error::Result;
use crate::flow::existing_session::OnExistingSession;
use crate::flow::input;
use crate::flow::store::{Persistence, RedirectMode};
use crate::json::Json;
use crate::oauth::{AuthorizationOptions, is_own_path};

/// Input of `signInWithRedirect` and `signInWithWebUI`.
#[derive(Debug, Default)]
pub struct RedirectInput {
    /// Where and how the user is to sign in.
    pub options: AuthorizationOptions,
    /// Which of the configured addresses the user comes back to; the one that fits the page by default.
    pub redirect_uri: Option<String>,
    /// Where the application wants to go afterwards: a path of the page's own origin.
    pub return_to: Option<String>,
    /// Where the answer is awaited.
    pub mode: RedirectMode,
    /// How long to keep the session; as long as possible by default.
    pub persistence: Option<Persistence>,
    /// What happens if a user is signed in already. By default the sign-in fails, and replaces the session if it has a `prompt`, as in
    /// Amplify.
    pub on_existing_session: Option<OnExistingSession>,
    /// The address of the page.
    pub page: String,
}

impl RedirectInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let page = input::optional_text(&mut input, "page")?.unwrap_or_default();
        let return_to = input::optional_key(&mut input, "returnTo")?;
        if return_to.as_deref().is_some_and(|path| !is_own_path(path)) {
            return Err(input::invalid("returnTo", "is not a path of this origin, which begins with one slash"));
        }
        let mode = match input::optional_text(&mut input, "mode")? {
            None => RedirectMode::default(),
            Some(name) => RedirectMode::named(&name)
                .ok_or_else(|| input::invalid("mode", "is not `redirect`, `popup` or `silent`"))?,
        };
        let redirect_uri = input::optional_key(&mut input, "redirectUrl")?;
        let options = AuthorizationOptions::read(&input)?;
        let mut further = input::with_options(&mut input)?;
        let has_choice = !further.get("onExistingSession").is_null();
        let choice = OnExistingSession::read(&mut further)?;
        Ok(Self {
            options,
            redirect_uri,
            return_to,
            mode,
            persistence: Persistence::read(&mut further)?,
            on_existing_session: has_choice.then_some(choice),
            page,
        })
    }
}
