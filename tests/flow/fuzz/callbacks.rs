//! Addresses that a user comes back to from Cognito's pages, and the texts that become part of one on the way there.

use cognito_wasm::config::{OAuth, ResponseType};
use cognito_wasm::oauth::{
    Authorization, AuthorizationOptions, Callback, Provider, State, Verifier, logout_url, redirect_uri,
};
use proptest::prelude::*;

use super::driver::{check_error, run};

/// Decodes a value of a form (WHATWG URL §5.1).
fn decoded(value: &str) -> String {
    let (mut bytes, mut at) = (Vec::new(), 0);
    while let Some(byte) = value.as_bytes().get(at) {
        // Not all that Rust's own reader takes is a pair of digits: it takes a sign, too.
        let digits = value.as_bytes().get(at + 1..at + 3).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        match (byte, digits) {
            (b'%', Some(digits)) => {
                bytes.push(u8::from_str_radix(core::str::from_utf8(digits).unwrap(), 16).unwrap());
                at += 2;
            }
            (b'+', _) => bytes.push(b' '),
            (other, _) => bytes.push(*other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The parameters of a query or a fragment that are not empty.
fn parameters(part: &str) -> Vec<(String, String)> {
    let pairs = part.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// What an address has to be read as, and the code or access token in it.
fn model(address: &str, is_code: bool) -> (&'static str, String) {
    let none = String::new;
    if address.len() > 128 << 10 {
        return ("foreign", none());
    }
    let (page, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (query, fragment) = (parameters(page.split_once('?').unwrap_or_default().1), parameters(fragment));
    let known = ["access_token", "code", "error", "error_description", "id_token", "state", "token_type"];
    let search = if is_code {
        vec![(&query, "error", "refused"), (&query, "code", "code")]
    } else {
        vec![(&query, "error", "refused"), (&fragment, "error", "refused"), (&fragment, "access_token", "tokens")]
    };
    let all = |part: &[(String, String)], name: &str| -> Vec<String> {
        part.iter().filter(|(other, _)| other == name).map(|(_, value)| value.clone()).collect()
    };
    let Some((part, name, kind)) = search.into_iter().find(|(part, name, _)| !all(part, name).is_empty()) else {
        return ("neither", none());
    };
    let first = |name: &str| all(part, name).first().cloned().unwrap_or_default();
    let is_repeated = known.iter().any(|name| all(part, name).len() > 1);
    let limits: &[_] = match kind {
        "code" => &[("code", 4_096), ("state", 8_192)],
        "tokens" => &[("access_token", 32_768), ("id_token", 32_768), ("state", 8_192)],
        _ => &[("state", 8_192)],
    };
    let is_too_long = limits.iter().any(|(name, limit)| first(name).len() > *limit);
    if is_repeated || is_too_long || kind != "refused" && first("state").is_empty() {
        return ("foreign", none());
    }
    (kind, if kind == "refused" { none() } else { first(name) })
}

fn check_return(address: &str, is_code: bool) -> Result<(), TestCaseError> {
    let response_type = if is_code { ResponseType::Code } else { ResponseType::Token };
    let callback = Callback::read(address, response_type);
    let printed = format!("{callback:?}");
    let (kind, secret) = match &callback {
        Callback::Code { code, state } => {
            prop_assert!(State::check(Some(state), Some(state)).is_ok() && State::check(None, Some(state)).is_err());
            ("code", code.expose().to_owned())
        }
        Callback::Tokens(tokens) => ("tokens", tokens.access.expose().to_owned()),
        Callback::Refused(_) => ("refused", String::new()),
        Callback::Foreign(_) => ("foreign", String::new()),
        Callback::Neither => ("neither", String::new()),
    };
    prop_assert!(secret.len() < 24 || !printed.contains(&secret), "{} is printed", secret);
    prop_assert_eq!((kind, secret), model(address, is_code));
    if let Callback::Refused(refusal) = callback {
        let error = refusal.into_error();
        prop_assert!(!error.message().chars().any(char::is_control) && error.message().len() <= 1_024);
        prop_assert_eq!(error.name(), "OAuthSignInException");
        check_error(&error)?;
    }
    Ok(())
}

/// Whatever the application gives for an address stays where it belongs, and comes back.
fn check_leaving(text: &str) -> Result<(), TestCaseError> {
    let mut fill = |bytes: &mut [u8]| {
        bytes.fill(3);
        Ok(())
    };
    let state = match State::generate(Some(text), &mut fill) {
        Ok(state) => state,
        Err(error) => return check_error(&error),
    };
    prop_assert_eq!(state.custom_state().unwrap_or_default(), text);
    let oauth = OAuth {
        domain: "auth.example.com".to_owned(),
        scopes: vec![text.to_owned()],
        redirect_sign_in: vec![text.to_owned()],
        redirect_sign_out: vec![text.to_owned()],
        response_type: ResponseType::Code,
    };
    let given = Some(text.to_owned());
    let provider = Provider::Named(text.to_owned());
    let options =
        AuthorizationOptions { provider, login_hint: given.clone(), nonce: given, ..AuthorizationOptions::default() };
    let verifier = Verifier::generate(&mut fill).unwrap();
    let authorization =
        Authorization { client_id: text, redirect_uri: text, options: &options, state: &state, verifier: &verifier };
    let url = authorization.url(&oauth).unwrap();
    let query = url.strip_prefix("https://auth.example.com/oauth2/authorize?").unwrap();
    prop_assert!(url.is_ascii() && !query.contains(['#', '?', ' ', '"', '<', '>', '\n']));
    for (name, value) in parameters(query) {
        match &*name {
            "state" => prop_assert_eq!(&value, state.expose()),
            "redirect_uri" | "client_id" | "identity_provider" | "scope" | "login_hint" | "nonce" => {
                prop_assert_eq!(&value, text, "{}", name);
            }
            _ => prop_assert!(["response_type", "code_challenge", "code_challenge_method"].contains(&&*name)),
        }
    }
    let url = logout_url(&oauth, text, text).unwrap();
    let (_, query) = url.split_once('?').unwrap();
    prop_assert!(query.split('&').count() == 2 && parameters(query).iter().all(|(_, value)| value == text));
    Ok(())
}

/// A kept state is read, whoever wrote it. The page's own address chooses among the configured ones, or none.
fn check_kept(text: &str) -> Result<(), TestCaseError> {
    let list = ["https://app.example/".to_owned(), "app://x".to_owned()];
    match redirect_uri(&list, None, text) {
        Ok(address) => prop_assert!(list.iter().any(|configured| configured == address)),
        Err(error) => check_error(&error)?,
    }
    prop_assert_eq!(redirect_uri(&list, Some(text), text).is_ok_and(|address| address != text), text.is_empty());
    let state = State::read(text.to_owned());
    prop_assert_eq!(state.is_some(), (1..=8_192).contains(&text.len()));
    let Some(state) = state else { return Ok(()) };
    let custom = state.custom_state();
    prop_assert_eq!(custom.is_some(), text.contains('-'));
    prop_assert!(custom.is_none_or(|custom| custom.chars().count() <= text.len() / 2));
    if let Some(verifier) = Verifier::read(text.to_owned()) {
        prop_assert!(text.is_ascii() && (43..=128).contains(&text.len()) && verifier.challenge().len() == 43);
    }
    Ok(())
}

#[test]
fn answers_are_read_and_texts_stay_in_their_place() {
    run("callbacks", 140, |text, choice| match choice % 8 {
        0..=2 => check_return(text, true),
        3..=5 => check_return(text, false),
        6 => check_leaving(text),
        _ => check_kept(text),
    });
}
