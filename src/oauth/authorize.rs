//! The address that the user is sent to, to sign in (RFC 6749 §4.1.1, §4.2.1).

use super::encoding::push_parameter;
use super::pkce::METHOD;
use super::{Provider, State, Verifier, address};
use crate::config::{OAuth, ResponseType};
use crate::error::{Error, Result, names};
use crate::json::Json;

/// Whether the user is asked again (OpenID Connect Core §3.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Nothing is shown: the answer is a refusal unless the user is signed in.
    None,
    /// The user signs in again.
    Login,
    /// The user consents again.
    Consent,
    /// The user chooses an account.
    SelectAccount,
}

impl Prompt {
    /// Reads Amplify's name.
    fn read(name: &str) -> Option<Self> {
        [Self::None, Self::Login, Self::Consent, Self::SelectAccount]
            .into_iter()
            .find(|prompt| prompt.parameter().eq_ignore_ascii_case(name))
    }

    const fn parameter(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Login => "login",
            Self::Consent => "consent",
            Self::SelectAccount => "select_account",
        }
    }
}

/// What the application may choose. Empty text counts as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthorizationOptions {
    /// Who signs the user in.
    pub provider: Provider,
    /// The application's text for [`State::generate`].
    pub custom_state: Option<String>,
    /// Whether the user is asked again.
    pub prompt: Option<Prompt>,
    /// What the page fills in as the user's name.
    pub login_hint: Option<String>,
    /// The language of the pages.
    pub lang: Option<String>,
    /// A text that the ID token has to contain. Keep it for [`check_tokens`](super::check_tokens).
    pub nonce: Option<String>,
}

impl AuthorizationOptions {
    /// Reads the input of `signInWithRedirect`. Members that are not of the protocol are for the flow.
    ///
    /// # Errors
    /// `InvalidParameterException`, with the name of the member.
    pub fn read(input: &Json) -> Result<Self> {
        let options = input.get("options");
        for (given, name) in [(input, "the input"), (options, "`options`")] {
            if !given.is_null() && !given.is_object() {
                return Err(invalid(name, "is not an object"));
            }
        }
        let prompt =
            match text(options, "prompt")? {
                Some(name) => Some(Prompt::read(&name).ok_or_else(|| {
                    invalid("`prompt`", "is not one of 'NONE', 'LOGIN', 'CONSENT' and 'SELECT_ACCOUNT'")
                })?),
                None => None,
            };
        Ok(Self {
            provider: Provider::read(input.get("provider"))?,
            custom_state: text(input, "customState")?,
            prompt,
            login_hint: text(options, "loginHint")?,
            lang: text(options, "lang")?,
            nonce: text(options, "nonce")?,
        })
    }
}

/// A member that is text, or absent.
fn text(given: &Json, member: &str) -> Result<Option<String>> {
    let value = given.get(member);
    if !value.is_null() && value.as_str().is_none() {
        return Err(invalid(&["`", member, "`"].concat(), "is not text"));
    }
    Ok(value.as_text().map(str::to_owned))
}

fn invalid(what: &str, problem: &str) -> Error {
    Error::new(&names::INVALID_INPUT).with_message([what, " ", problem].concat())
}

/// A text that is not empty.
fn chosen(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

/// A request for authorization.
#[derive(Clone, Copy, Debug)]
pub struct Authorization<'a> {
    /// The app client.
    pub client_id: &'a str,
    /// Where the user is sent back to, as [`redirect_uri`](super::redirect_uri) chose it. Keep it: the token endpoint wants the same.
    pub redirect_uri: &'a str,
    /// What the application has chosen.
    pub options: &'a AuthorizationOptions,
    /// The state.
    pub state: &'a State,
    /// The verifier, of which only the challenge is sent.
    pub verifier: &'a Verifier,
}

impl Authorization<'_> {
    /// The address, with Amplify's parameters in Amplify's order.
    ///
    /// # Errors
    /// `InvalidParameterException` if the configured domain cannot be used.
    pub fn url(&self, oauth: &OAuth) -> Result<String> {
        let Self { client_id, redirect_uri, options, state, verifier } = self;
        let is_code = oauth.response_type == ResponseType::Code;
        let provider = options.provider.parameter(options.prompt);
        let scopes = oauth.scopes.join(" ");
        let challenge = is_code.then(|| verifier.challenge());
        let mut query = String::new();
        for (name, value) in [
            ("redirect_uri", Some(*redirect_uri)),
            ("response_type", Some(if is_code { "code" } else { "token" })),
            ("client_id", Some(*client_id)),
            provider.map_or(("", None), |(name, value)| (name, Some(value))),
            ("scope", Some(&*scopes)),
            ("login_hint", chosen(options.login_hint.as_ref())),
            ("lang", chosen(options.lang.as_ref())),
            ("nonce", chosen(options.nonce.as_ref())),
            ("prompt", options.prompt.map(Prompt::parameter)),
            ("state", Some(state.expose())),
            ("code_challenge", challenge.as_deref()),
            ("code_challenge_method", is_code.then_some(METHOD)),
        ] {
            if let Some(value) = value {
                push_parameter(&mut query, name, value);
            }
        }
        Ok([&*address::at_domain(oauth, "/oauth2/authorize")?, "?", &query].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::oauth;
    use super::*;
    use serde_json::{Value, json};

    fn read(input: Value) -> Result<AuthorizationOptions> {
        AuthorizationOptions::read(&serde_json::from_value(input).unwrap())
    }

    fn query(oauth: &OAuth, options: &AuthorizationOptions) -> String {
        let state = State::read("s-41".to_owned()).unwrap();
        let verifier = Verifier::read("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned()).unwrap();
        let authorization = Authorization {
            client_id: "client1",
            redirect_uri: "http://localhost:8080/",
            options,
            state: &state,
            verifier: &verifier,
        };
        let url = authorization.url(oauth).unwrap();
        assert!(!url.contains(verifier.expose()), "the verifier stays here");
        url.strip_prefix("https://auth.example.com/oauth2/authorize?").unwrap().to_owned()
    }

    const START: &str = "redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F&response_type=code&client_id=client1";
    const END: &str =
        "&state=s-41&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

    #[test]
    fn has_amplifys_parameters_in_amplifys_order() {
        let options = AuthorizationOptions::default();
        let expected = [START, "&identity_provider=COGNITO&scope=openid+email", END].concat();
        assert_eq!(query(&oauth("auth.example.com"), &options), expected);

        let options = AuthorizationOptions {
            provider: Provider::Identifier("example.com".to_owned()),
            custom_state: Some("not here".to_owned()),
            prompt: Some(Prompt::SelectAccount),
            login_hint: Some("a+b@example.com".to_owned()),
            lang: Some("pt-BR".to_owned()),
            nonce: Some("n 1".to_owned()),
        };
        let chosen = "&idp_identifier=example.com&scope=openid+email&login_hint=a%2Bb%40example.com&lang=pt-BR&nonce=n+1\
                      &prompt=select_account";
        assert_eq!(query(&oauth("auth.example.com"), &options), [START, chosen, END].concat());
    }

    #[test]
    fn the_implicit_grant_has_no_challenge() {
        let oauth = OAuth { response_type: ResponseType::Token, scopes: Vec::new(), ..oauth("auth.example.com") };
        let options = AuthorizationOptions { prompt: Some(Prompt::None), ..AuthorizationOptions::default() };
        assert_eq!(
            query(&oauth, &options),
            "redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F&response_type=token&client_id=client1&scope=&prompt=none\
             &state=s-41"
        );
    }

    #[test]
    fn no_value_can_add_a_parameter() {
        let options = AuthorizationOptions {
            provider: Provider::Named("x&scope=all#".to_owned()),
            login_hint: Some("a&redirect_uri=https://evil.example/".to_owned()),
            lang: Some(String::new()),
            ..AuthorizationOptions::default()
        };
        let query = query(&oauth("auth.example.com"), &options);
        let names: Vec<_> = query.split('&').map(|part| part.split('=').next().unwrap()).collect();
        assert_eq!(
            names,
            [
                "redirect_uri",
                "response_type",
                "client_id",
                "identity_provider",
                "scope",
                "login_hint",
                "state",
                "code_challenge",
                "code_challenge_method"
            ]
        );
        assert!(!query.contains('#'));
    }

    #[test]
    fn reads_the_input() {
        assert_eq!(read(json!(null)).unwrap(), AuthorizationOptions::default());
        assert_eq!(read(json!({"options": {}})).unwrap(), AuthorizationOptions::default());
        let options = json!({"prompt": "SELECT_ACCOUNT", "loginHint": "h", "lang": "de", "nonce": "n", "preferPrivateSession": true});
        assert_eq!(
            read(json!({"provider": "Amazon", "customState": "c", "options": options})).unwrap(),
            AuthorizationOptions {
                provider: Provider::Named("LoginWithAmazon".to_owned()),
                custom_state: Some("c".to_owned()),
                prompt: Some(Prompt::SelectAccount),
                login_hint: Some("h".to_owned()),
                lang: Some("de".to_owned()),
                nonce: Some("n".to_owned()),
            }
        );
        for (name, prompt) in [
            ("NONE", Prompt::None),
            ("login", Prompt::Login),
            ("CONSENT", Prompt::Consent),
            ("Select_Account", Prompt::SelectAccount),
        ] {
            assert_eq!(read(json!({"options": {"prompt": name}})).unwrap().prompt, Some(prompt));
        }
        assert_eq!(
            read(json!({"customState": "", "options": {"prompt": ""}})).unwrap(),
            AuthorizationOptions::default()
        );
    }

    #[test]
    fn refuses_input_of_another_kind() {
        for (input, start) in [
            (json!("Google"), "the input is not an object"),
            (json!({"options": "x"}), "`options` is not an object"),
            (json!({"provider": 1}), "`provider` "),
            (json!({"customState": {"a": 1}}), "`customState` is not text"),
            (json!({"options": {"prompt": "FORCE"}}), "`prompt` is not one of"),
            (json!({"options": {"prompt": ["LOGIN"]}}), "`prompt` is not text"),
            (json!({"options": {"loginHint": 1}}), "`loginHint` is not text"),
            (json!({"options": {"lang": true}}), "`lang` is not text"),
            (json!({"options": {"nonce": []}}), "`nonce` is not text"),
        ] {
            let error = read(input.clone()).unwrap_err();
            assert_eq!(error.name(), "InvalidParameterException", "{input}");
            assert!(error.message().starts_with(start), "{error}");
        }
    }
}
