//! Who signs the user in: the user pool itself, or an identity provider that it trusts.

use super::Prompt;
use crate::error::{Error, Result, names};
use crate::json::Json;

/// The names of the social providers, as applications call them and as Cognito does.
const SOCIAL: [(&str, &str); 4] =
    [("Google", "Google"), ("Facebook", "Facebook"), ("Amazon", "LoginWithAmazon"), ("Apple", "SignInWithApple")];

/// A provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Provider {
    /// The user pool itself: its own page is shown. With [`Prompt::None`], no provider is named, so that a session of any of them
    /// is continued.
    #[default]
    Cognito,
    /// The provider of this name in the user pool.
    Named(String),
    /// The provider with this identifier, such as the domain of a company's e-mail addresses.
    Identifier(String),
    /// None is named. The page offers all that the app client has.
    Any,
}

impl Provider {
    /// Reads the member `provider` of `signInWithRedirect`'s input. A text that is not one of Amplify's four names chooses no provider.
    ///
    /// # Errors
    /// `InvalidParameterException` if it is neither a name nor an object with `custom` or `idpIdentifier`.
    pub fn read(given: &Json) -> Result<Self> {
        if let Some(name) = given.as_str() {
            let social = SOCIAL.iter().find(|(social, _)| *social == name);
            return Ok(social.map_or(Self::Any, |(_, name)| Self::Named((*name).to_owned())));
        }
        let (custom, identifier) = (given.get("custom"), given.get("idpIdentifier"));
        let is_text = |value: &Json| value.is_null() || value.as_str().is_some();
        if !(given.is_null() || given.is_object()) || !is_text(custom) || !is_text(identifier) {
            let message = "`provider` is not a provider's name, { custom: name } or { idpIdentifier: text }";
            return Err(Error::new(&names::INVALID_INPUT).with_message(message));
        }
        let text = |value: &Json| value.as_text().map(str::to_owned);
        Ok(text(custom).map(Self::Named).or_else(|| text(identifier).map(Self::Identifier)).unwrap_or_default())
    }

    /// The parameter of the authorization request that names the provider.
    pub(super) fn parameter(&self, prompt: Option<Prompt>) -> Option<(&'static str, &str)> {
        match self {
            Self::Cognito => (prompt != Some(Prompt::None)).then_some(("identity_provider", "COGNITO")),
            Self::Named(name) => Some(("identity_provider", name)),
            Self::Identifier(identifier) => Some(("idp_identifier", identifier)),
            Self::Any => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(given: Value) -> Result<Provider> {
        Provider::read(&serde_json::from_value(given).unwrap())
    }

    fn parameter(given: Value, prompt: Option<Prompt>) -> Option<(&'static str, String)> {
        read(given).unwrap().parameter(prompt).map(|(name, value)| (name, value.to_owned()))
    }

    #[test]
    fn is_named_as_amplify_names_it() {
        for (given, expected) in [
            (json!(null), Some(("identity_provider", "COGNITO"))),
            (json!("Google"), Some(("identity_provider", "Google"))),
            (json!("Facebook"), Some(("identity_provider", "Facebook"))),
            (json!("Amazon"), Some(("identity_provider", "LoginWithAmazon"))),
            (json!("Apple"), Some(("identity_provider", "SignInWithApple"))),
            (json!("google"), None),
            (json!(""), None),
            (json!("constructor"), None),
            (json!({"custom": "Okta"}), Some(("identity_provider", "Okta"))),
            (json!({"custom": ""}), Some(("identity_provider", "COGNITO"))),
            (json!({"idpIdentifier": "x"}), Some(("idp_identifier", "x"))),
            (json!({"custom": "", "idpIdentifier": "x"}), Some(("idp_identifier", "x"))),
            (json!({"custom": "Okta", "idpIdentifier": "x"}), Some(("identity_provider", "Okta"))),
            (json!({"idpIdentifier": ""}), Some(("identity_provider", "COGNITO"))),
            (json!({}), Some(("identity_provider", "COGNITO"))),
        ] {
            let found = parameter(given.clone(), None);
            assert_eq!(found.as_ref().map(|(name, value)| (*name, &**value)), expected, "{given}");
        }
    }

    #[test]
    fn none_is_named_where_any_session_may_be_continued() {
        for given in [json!(null), json!({})] {
            assert_eq!(parameter(given.clone(), Some(Prompt::None)), None);
            assert!(parameter(given, Some(Prompt::Login)).is_some());
        }
        let google = parameter(json!("Google"), Some(Prompt::None));
        assert_eq!(google, Some(("identity_provider", "Google".to_owned())), "one that was chosen is named");
    }

    #[test]
    fn anything_else_is_refused() {
        for given in [json!(1), json!(true), json!(["Google"]), json!({"custom": 1}), json!({"idpIdentifier": {}})] {
            let error = read(given.clone()).unwrap_err();
            assert_eq!(error.name(), "InvalidParameterException", "{given}");
            assert!(error.message().starts_with("`provider` "));
        }
    }
}
