//! The address that the user comes back to (RFC 6749 §4.1.2, §4.2.2).
//!
//! Anybody can send a user to such an address. So nothing in it counts before its state has been compared with the one that was kept
//! ([`State::check`]).

use super::encoding::{form_decoded, parameters};
use super::refusal::shown;
use super::{Refusal, State, state};
use crate::config::ResponseType;
use crate::secret::Secret;
use crate::text;

/// The longest address that is looked into.
const MAX_ADDRESS: usize = 131_072;

/// The longest code.
const MAX_CODE: usize = 4_096;

/// The longest token.
pub(super) const MAX_TOKEN: usize = 32_768;

/// What an address answers. Nothing of it has been checked yet.
#[derive(Debug)]
pub enum Callback {
    /// A code for the token endpoint.
    Code {
        /// The code, which is good for one request.
        code: Secret,
        /// The state that came with it.
        state: State,
    },
    /// Tokens, as the implicit grant sends them.
    Tokens(ImplicitTokens),
    /// A refusal.
    Refused(Refusal),
    /// It looks like an answer, but to somebody else's request. Leave it alone, and a sign-in that is still waiting for its answer, too.
    Foreign(Flaw),
    /// It is not an answer.
    Neither,
}

/// Why an address cannot be an answer to this library's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has no state. This library always sends one.
    NoState,
    /// A parameter is there twice, which OAuth forbids (RFC 6749 §3.1). Which of them counts would depend on who reads it.
    Repeated,
    /// The address, or a part of it, is longer than Cognito makes it.
    TooLong,
}

/// The tokens of an address.
#[derive(Debug)]
pub struct ImplicitTokens {
    /// The access token.
    pub access: Secret,
    /// The ID token, if there is one.
    pub id: Option<Secret>,
    /// What the access token has to be used as.
    pub token_type: Option<String>,
    /// The state that came with them.
    pub state: State,
}

/// The parameters that are read.
pub(super) const NAMES: [&str; 7] =
    ["access_token", "code", "error", "error_description", "id_token", "state", "token_type"];

impl Callback {
    /// Reads an address. A code and most refusals are in its query, tokens and refusals of the implicit grant in its fragment. Of the
    /// fragment of a code's address nothing is read: providers leave texts such as `#_=_` there.
    #[must_use]
    pub fn read(address: &str, response_type: ResponseType) -> Self {
        if address.len() > MAX_ADDRESS {
            return Self::Foreign(Flaw::TooLong);
        }
        let (page, fragment) = text::split_once(address, b'#').unwrap_or((address, ""));
        let (_, query) = text::split_once(page, b'?').unwrap_or_default();
        let (query, fragment) = (Parameters::of(query), Parameters::of(fragment));
        let answer = query.answer("error", Parameters::refusal).or_else(|| match response_type {
            ResponseType::Code => query.answer("code", Parameters::code),
            ResponseType::Token => fragment
                .answer("error", Parameters::refusal)
                .or_else(|| fragment.answer("access_token", Parameters::tokens)),
        });
        answer.unwrap_or(Self::Neither)
    }
}

/// The parameters of a query or a fragment, with values that are still encoded. Empty ones count as absent.
struct Parameters<'a>(Vec<(&'static str, &'a str)>);

impl<'a> Parameters<'a> {
    fn of(part: &'a str) -> Self {
        let known = |name: &str| {
            let name = form_decoded(name);
            NAMES.into_iter().find(|known| name == *known)
        };
        let read = parameters(part).filter_map(|(name, value)| Some((known(name)?, value)));
        Self(read.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// What `read` makes of the parameters, if `name` is among them.
    fn answer(&self, name: &str, read: fn(&Self) -> Result<Callback, Flaw>) -> Option<Callback> {
        self.get(name)?;
        let is_repeated = NAMES.iter().any(|name| self.0.iter().filter(|(other, _)| other == name).count() > 1);
        let answer = if is_repeated { Err(Flaw::Repeated) } else { read(self) };
        Some(answer.unwrap_or_else(Callback::Foreign))
    }

    fn refusal(&self) -> Result<Callback, Flaw> {
        let text = |name| self.get(name).map(|value| shown(&form_decoded(value))).filter(|text| !text.is_empty());
        Ok(Callback::Refused(Refusal {
            code: text("error").unwrap_or_default(),
            description: text("error_description"),
            state: self.state()?,
        }))
    }

    fn code(&self) -> Result<Callback, Flaw> {
        Ok(Callback::Code { code: self.secret("code", MAX_CODE)?, state: self.state()?.ok_or(Flaw::NoState)? })
    }

    fn tokens(&self) -> Result<Callback, Flaw> {
        Ok(Callback::Tokens(ImplicitTokens {
            access: self.secret("access_token", MAX_TOKEN)?,
            id: Some(self.secret("id_token", MAX_TOKEN)?).filter(|token| !token.expose().is_empty()),
            token_type: self.get("token_type").map(form_decoded),
            state: self.state()?.ok_or(Flaw::NoState)?,
        }))
    }

    fn state(&self) -> Result<Option<State>, Flaw> {
        Ok(State::read(self.secret("state", state::MAX_BYTES)?.into_text()))
    }

    /// The value of a parameter; empty if there is none.
    fn secret(&self, name: &str, limit: usize) -> Result<Secret, Flaw> {
        let secret = Secret::new(form_decoded(self.get(name).unwrap_or_default()));
        if secret.expose().len() > limit { Err(Flaw::TooLong) } else { Ok(secret) }
    }

    /// The first value of a parameter.
    fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ResponseType::{Code, Token};

    /// What was read, with its secrets.
    fn read(address: &str, response_type: ResponseType) -> String {
        match Callback::read(address, response_type) {
            Callback::Code { code, state } => ["code", code.expose(), state.expose()].join("|"),
            Callback::Tokens(ImplicitTokens { access, id, token_type, state }) => {
                let id = id.as_ref().map_or("-", Secret::expose);
                ["tokens", access.expose(), id, token_type.as_deref().unwrap_or("-"), state.expose()].join("|")
            }
            Callback::Refused(Refusal { code, description, state }) => {
                let state = state.as_ref().map_or("-", State::expose);
                ["refused", &code, description.as_deref().unwrap_or("-"), state].join("|")
            }
            Callback::Foreign(flaw) => format!("foreign|{flaw:?}"),
            Callback::Neither => "neither".to_owned(),
        }
    }

    #[test]
    fn a_code_is_in_the_query() {
        for (address, expected) in [
            ("https://app.example/?code=c-1&state=s-41", "code|c-1|s-41"),
            ("https://app.example/?state=s&code=c#_=_", "code|c|s"),
            ("https://app.example/?x=1&code=a%2Bb+c%3D&state=s%2d&y=%", "code|a+b c=|s-"),
            ("?%63ode=c&st%61te=s", "code|c|s"),
            ("https://app.example/?code=c&state=s#access_token=a&state=t&error=e", "code|c|s"),
            ("https://app.example/?code=c&state=s?x", "code|c|s?x"),
        ] {
            assert_eq!(read(address, Code), expected, "{address}");
        }
    }

    #[test]
    fn tokens_are_in_the_fragment() {
        for (address, expected) in [
            (
                "https://app.example/#access_token=a.b.c&id_token=d&token_type=Bearer&expires_in=3600&state=s",
                "tokens|a.b.c|d|Bearer|s",
            ),
            ("https://app.example/?x#state=s&access_token=a%2eb", "tokens|a.b|-|-|s"),
            ("https://app.example/?code=c&state=t#access_token=a&state=s", "tokens|a|-|-|s"),
            ("https://app.example/#access_token=a&refresh_token=r&state=s", "tokens|a|-|-|s"),
        ] {
            assert_eq!(read(address, Token), expected, "{address}");
        }
    }

    #[test]
    fn a_refusal_comes_before_everything_else() {
        for (address, response_type, expected) in [
            ("?error=access_denied&state=s", Code, "refused|access_denied|-|s"),
            ("?error=e&error_description=User+said%20%22no%22&state=s", Code, "refused|e|User said \"no\"|s"),
            ("?code=c&state=s&error=e", Code, "refused|e|-|s"),
            ("?error=e", Code, "refused|e|-|-"),
            ("?error=e", Token, "refused|e|-|-"),
            ("?error=e&state=s#access_token=a&state=t", Token, "refused|e|-|s"),
            ("#error=e&error_description=not%20now&state=s", Token, "refused|e|not now|s"),
            ("#error=e&access_token=a&state=s", Token, "refused|e|-|s"),
            ("?error=e&error_description=&state=", Code, "refused|e|-|-"),
        ] {
            assert_eq!(read(address, response_type), expected, "{address}");
        }
    }

    #[test]
    fn most_addresses_are_no_answers() {
        for address in [
            "",
            "https://app.example/",
            "https://app.example/?",
            "https://app.example/?state=s",
            "https://app.example/?code=&state=s",
            "https://app.example/?error=",
            "https://app.example/?codes=c&state=s",
            "https://app.example/code=c&state=s",
            "https://app.example/?CODE=c&state=s",
            "https://app.example/?state=s&state=s",
            "https://app.example/#code=c&state=s",
            "https://app.example/#?code=c&state=s",
        ] {
            for response_type in [Code, Token] {
                assert_eq!(read(address, response_type), "neither", "{address}");
            }
        }
        assert_eq!(read("?code=c&state=s", Token), "neither", "a code was not asked for");
        assert_eq!(read("#access_token=a&state=s", Code), "neither", "tokens were not asked for");
        assert_eq!(read("#error=e&state=s", Code), "neither");
        assert_eq!(read("#id_token=d&state=s", Token), "neither");
    }

    #[test]
    fn an_answer_without_a_state_is_somebody_elses() {
        for (address, response_type) in [
            ("?code=c", Code),
            ("?code=c&state=", Code),
            ("#access_token=a", Token),
            ("?state=s#access_token=a", Token),
        ] {
            assert_eq!(read(address, response_type), "foreign|NoState", "{address}");
        }
    }

    #[test]
    fn no_parameter_may_be_there_twice() {
        for (address, response_type) in [
            ("?code=c&code=c&state=s", Code),
            ("?code=c&state=s&state=t", Code),
            ("?code=c&state=s&%73tate=t", Code),
            ("?error=e&error=f&state=s", Code),
            ("?error=e&error_description=a&error_description=b", Code),
            ("#access_token=a&access_token=b&state=s", Token),
            ("#access_token=a&id_token=b&id_token=b&state=s", Token),
        ] {
            assert_eq!(read(address, response_type), "foreign|Repeated", "{address}");
        }
        assert_eq!(read("?x=1&x=2&code=c&state=s&state=", Code), "code|c|s", "others, and empty ones, do not matter");
    }

    #[test]
    fn nothing_is_longer_than_its_limit() {
        for (limit, response_type, before, after) in [
            (4_096, Code, "?state=s&code=", ""),
            (8_192, Code, "?code=c&state=", ""),
            (8_192, Code, "?error=e&state=", ""),
            (32_768, Token, "#state=s&access_token=", ""),
            (32_768, Token, "#access_token=a&id_token=", "&state=s"),
            (131_072 - 16, Code, "?code=c&state=s&", ""),
        ] {
            let address = |length| [before, &"a".repeat(length), after].concat();
            assert!(!read(&address(limit), response_type).starts_with("foreign"), "{before} {limit}");
            assert_eq!(read(&address(limit + 1), response_type), "foreign|TooLong", "{before} {limit}");
        }
        let encoded = ["?state=s&code=", &"%41".repeat(4_096)].concat();
        assert_eq!(read(&encoded, Code).len(), "code||s".len() + 4_096, "the limit is for what was encoded");
    }

    #[test]
    fn texts_to_be_shown_are_cleaned_and_cut() {
        let address = "?error=a%00%0ab&error_description=1%1b%5B31m2%E2%80%AE3%E2%80%A84%c2%855&state=s";
        assert_eq!(read(address, Code), "refused|ab|1[31m2345|s");
        let long = ["?error=", &"e".repeat(2_000), "&error_description=x", &"%C3%A9".repeat(2_000)].concat();
        let Callback::Refused(refusal) = Callback::read(&long, Code) else { panic!("it is a refusal") };
        assert_eq!((refusal.code.len(), refusal.description.unwrap().len()), (1_024, 1_023));
        assert_eq!(read("?error=%00&error_description=%01", Code), "refused||-|-");
    }

    #[test]
    fn secrets_are_not_printed() {
        for (address, response_type) in
            [("?code=s3cret&state=s3cret", Code), ("#access_token=s3cret&id_token=s3cret&state=s3cret", Token)]
        {
            let printed = format!("{:?}", Callback::read(address, response_type));
            assert!(!printed.contains("s3cret"), "{printed}");
        }
    }
}
