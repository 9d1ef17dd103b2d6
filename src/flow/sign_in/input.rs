//! Input of `signIn`.

use crate::config::AuthFlowType;
use crate::error::Result;
use crate::flow::input;
use crate::host::Mediation;
use crate::json::Json;
use crate::secret::Secret;

/// Input of `signIn`.
#[derive(Debug)]
pub struct SignInInput {
    pub(crate) username: String,
    pub(crate) password: Option<Secret>,
    pub(crate) flow: Option<AuthFlowType>,
    pub(crate) preferred_challenge: Option<String>,
    pub(crate) client_metadata: Option<Json>,
    /// How a passkey is asked for.
    pub(crate) mediation: Mediation,
    /// The session of a sign-up just confirmed, which `USER_AUTH` takes in place of a first factor.
    pub(crate) session: Option<Secret>,
}

impl SignInInput {
    /// Reads the input. An empty user name or password is told by the flow, after it has checked that nobody is signed in.
    ///
    /// # Errors
    /// `InvalidParameterException`.
    pub fn parse(mut input: Json) -> Result<Self> {
        let options = input::with_options(&mut input)?;
        let username = input::optional_text(&mut input, "username")?.unwrap_or_default();
        let password = input::optional_secret(&mut input, "password")?;
        Self::with_options(username, password, options)
    }

    /// The input of a sign-in with the options of `signIn`.
    pub(crate) fn with_options(username: String, password: Option<Secret>, mut options: Json) -> Result<Self> {
        let flow = input::optional_text(&mut options, "authFlowType")?;
        Ok(Self {
            username,
            password,
            flow: flow.and_then(|name| AuthFlowType::from_name(&name)),
            preferred_challenge: input::optional_text(&mut options, "preferredChallenge")?
                .filter(|name| !name.is_empty()),
            client_metadata: input::client_metadata(&mut options)?,
            mediation: mediation(&mut options)?,
            session: None,
        })
    }
}

/// `mediation`, in the words of Credential Management §2.3.2; of its values the two that make sense for a sign-in.
fn mediation(options: &mut Json) -> Result<Mediation> {
    match input::optional_text(options, "mediation")?.as_deref() {
        None | Some("optional") => Ok(Mediation::Modal),
        Some("conditional") => Ok(Mediation::Conditional),
        Some(_) => Err(input::invalid("mediation", "is neither `optional` nor `conditional`")),
    }
}
