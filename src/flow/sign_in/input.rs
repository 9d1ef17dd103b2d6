//! Input of `signIn`.

use crate::config::AuthFlowType;
use crate::error::Result;
use crate::flow::attributes::ClientMetadata;
use crate::flow::existing_session::OnExistingSession;
use crate::flow::input;
use crate::flow::store::Persistence;
use crate::host::Mediation;
use crate::json::Json;
use crate::secret::Secret;

/// Input of `signIn`.
#[derive(Debug)]
pub struct SignInInput {
    /// The user name or alias that the user typed.
    pub username: String,
    /// The password, in flows that have one. An empty one counts as none.
    pub password: Option<Secret>,
    /// The flow; `None` for the configuration's.
    pub flow: Option<AuthFlowType>,
    /// In `USER_AUTH`: the first factor to try, by Cognito's name.
    pub preferred_challenge: Option<String>,
    /// For the pool's triggers.
    pub client_metadata: Option<ClientMetadata>,
    /// How long to keep the session; as long as possible by default.
    pub persistence: Option<Persistence>,
    /// How a passkey is asked for.
    pub mediation: Mediation,
    /// What happens if a user is signed in already.
    pub on_existing_session: OnExistingSession,
    /// The session of a confirmed sign-up, which `USER_AUTH` accepts instead of a first factor.
    pub(crate) session: Option<Secret>,
}

impl SignInInput {
    /// A sign-in with the configuration's flow.
    #[must_use]
    pub const fn new(username: String, password: Option<Secret>) -> Self {
        Self {
            username,
            password,
            flow: None,
            preferred_challenge: None,
            client_metadata: None,
            persistence: None,
            mediation: Mediation::Modal,
            on_existing_session: OnExistingSession::Error,
            session: None,
        }
    }

    /// Reads the input. The flow reports an empty user name or password, after checking who is signed in.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let options = input::with_options(&mut input)?;
        let username = input::optional_text(&mut input, "username")?.unwrap_or_default();
        let password = input::optional_secret(&mut input, "password")?;
        Self::with_options(username, password, options)
    }

    /// Makes an input from the options of `signIn`.
    pub(crate) fn with_options(username: String, password: Option<Secret>, mut options: Json) -> Result<Self> {
        let flow = input::optional_text(&mut options, "authFlowType")?;
        Ok(Self {
            flow: flow.and_then(|name| AuthFlowType::from_name(&name)),
            preferred_challenge: input::optional_text(&mut options, "preferredChallenge")?,
            client_metadata: ClientMetadata::read(&mut options)?,
            persistence: Persistence::read(&mut options)?,
            mediation: mediation(&mut options)?,
            on_existing_session: OnExistingSession::read(&mut options)?,
            ..Self::new(username, password)
        })
    }
}

/// `mediation`: the two values of Credential Management §2.3.2 that make sense for a sign-in.
fn mediation(options: &mut Json) -> Result<Mediation> {
    match input::optional_text(options, "mediation")?.as_deref() {
        None | Some("optional") => Ok(Mediation::Modal),
        Some("conditional") => Ok(Mediation::Conditional),
        Some(_) => Err(input::invalid("mediation", "is neither `optional` nor `conditional`")),
    }
}
