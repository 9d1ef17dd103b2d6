//! Whole sign-ins: the address that is opened, the address that comes back, the exchange, and the checks.

use cognito_wasm::config::{AuthConfig, ResponseType};
use cognito_wasm::error::{Error, Result};
use cognito_wasm::oauth::{
    Authorization, AuthorizationOptions, Callback, CodeGrant, ExpectedClaims, Granted, State, Verifier, check_tokens,
    configured, redirect_uri,
};
use cognito_wasm::time::Timestamp;
use cognito_wasm::token::TokenSet;
use serde_json::{Value, json};

use super::support::{configuration, fields, parameter, parse_json, random, reply, tokens};

const PAGE: &str = "https://app.example/?tab=1#top";

/// What a page keeps while the user is away, as texts.
struct Kept {
    state: String,
    verifier: String,
    redirect_uri: String,
    nonce: Option<String>,
}

/// Leaves the page: the address that is opened, and what is kept.
fn leave(config: &AuthConfig, input: &Value) -> Result<(String, Kept)> {
    let oauth = configured(config.oauth())?;
    let options = AuthorizationOptions::read(&serde_json::from_value(input.clone()).unwrap())?;
    let mut fill = random(5);
    let state = State::generate(options.custom_state.as_deref(), &mut fill)?;
    let verifier = Verifier::generate(&mut fill)?;
    let redirect_uri = redirect_uri(&oauth.redirect_sign_in, None, PAGE)?;
    let authorization =
        Authorization { client_id: "client1", redirect_uri, options: &options, state: &state, verifier: &verifier };
    let kept = Kept {
        state: state.expose().to_owned(),
        verifier: verifier.expose().to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        nonce: options.nonce.clone(),
    };
    Ok((authorization.url(oauth)?, kept))
}

/// Comes back to an address, and gets this reply if a code is exchanged.
fn come_back(config: &AuthConfig, kept: &Kept, address: &str, status: u16, body: &Value) -> Result<Granted> {
    let oauth = configured(config.oauth())?;
    let stored = State::read(kept.state.clone());
    let granted = match Callback::read(address, oauth.response_type) {
        Callback::Code { code, state } => {
            State::check(stored.as_ref(), Some(&state))?;
            let verifier = Verifier::read(kept.verifier.clone()).unwrap();
            let redirect_uri = &*kept.redirect_uri;
            let grant = CodeGrant { code, redirect_uri, verifier, client_id: "client1", client_secret: None };
            let fields = fields(&grant.request(oauth, 1)?);
            assert!(fields.contains(&("redirect_uri".to_owned(), kept.redirect_uri.clone())));
            assert!(fields.contains(&("code_verifier".to_owned(), kept.verifier.clone())));
            Granted::read(reply(status, body), &parse_json)?
        }
        Callback::Tokens(tokens) => {
            State::check(stored.as_ref(), Some(&tokens.state))?;
            Granted::implicit(tokens, &parse_json)?
        }
        Callback::Refused(refusal) => return Err(refusal.into_error()),
        other @ (Callback::Foreign(_) | Callback::Neither) => panic!("{other:?}"),
    };
    // The page's clock is an hour slow.
    let now = Timestamp::from_millis(1_699_996_400_000);
    let now = now.plus_millis(TokenSet::drift(&granted.access, now));
    let (pool, nonce) = (config.user_pool()?, kept.nonce.as_deref());
    check_tokens(&granted, &ExpectedClaims { pool, scopes: &oauth.scopes, nonce, now })?;
    Ok(granted)
}

/// The reply with tokens whose claims have these changes.
fn granted(changes: &Value) -> Value {
    let (access, id) = tokens(changes);
    json!({"access_token": access, "id_token": id, "refresh_token": "r", "token_type": "Bearer", "expires_in": 3_600})
}

/// The address that the pages send the user back to.
fn answer(opened: &str, with: &str) -> String {
    let (base, state) = (parameter(opened, "redirect_uri").unwrap(), parameter(opened, "state").unwrap());
    [&*base, "?", with, "&state=", &state].concat()
}

#[track_caller]
fn name_of(result: Result<Granted>) -> String {
    result.map(|_| ()).map_err(|error: Error| error.name().to_owned()).unwrap_err()
}

#[test]
fn a_code_becomes_a_session() {
    let config = configuration(&json!({}));
    let (opened, kept) = leave(&config, &json!({"customState": "/cart?✓", "options": {"nonce": "n-1"}})).unwrap();
    assert_eq!(parameter(&opened, "nonce").as_deref(), Some("n-1"));
    let came = answer(&opened, "code=c-1");
    let granted = come_back(&config, &kept, &came, 200, &granted(&json!({"nonce": "n-1"}))).unwrap();
    assert_eq!(granted.access.text("username"), Some("u"));
    assert!(granted.id.is_some() && granted.refresh.is_some());
    assert_eq!(State::read(kept.state).unwrap().custom_state().as_deref(), Some("/cart?✓"));
}

#[test]
fn the_challenge_that_was_sent_is_that_of_the_verifier_that_was_kept() {
    let config = configuration(&json!({}));
    let (opened, kept) = leave(&config, &json!({})).unwrap();
    let challenge = Verifier::read(kept.verifier).unwrap().challenge();
    assert_eq!(parameter(&opened, "code_challenge").unwrap(), challenge);
    assert_eq!(parameter(&opened, "code_challenge_method").unwrap(), "S256");
}

#[test]
fn tokens_in_the_address_become_a_session_without_a_refresh_token() {
    let config = configuration(&json!({"responseType": "token"}));
    assert_eq!(config.oauth().unwrap().response_type, ResponseType::Token);
    let (opened, kept) = leave(&config, &json!({"options": {"nonce": "n-1"}})).unwrap();
    assert_eq!(parameter(&opened, "code_challenge"), None);
    let (access, id) = tokens(&json!({"nonce": "n-1"}));
    let came = |access: &str| {
        let with = ["access_token=", access, "&id_token=", &id, "&token_type=Bearer"].concat();
        answer(&opened, &with).replacen('?', "#", 1)
    };
    let granted = come_back(&config, &kept, &came(&access), 200, &json!({})).unwrap();
    assert!(granted.refresh.is_none());
    let (others, _) = tokens(&json!({"nonce": "n-1", "sub": "somebody else"}));
    assert_eq!(name_of(come_back(&config, &kept, &came(&others), 200, &json!({}))), "InvalidTokens");
    let without_id = answer(&opened, &["access_token=", &*access].concat()).replacen('?', "#", 1);
    assert_eq!(name_of(come_back(&config, &kept, &without_id, 200, &json!({}))), "InvalidTokens");
}

#[test]
fn an_answer_to_another_request_is_refused_before_anything_is_sent() {
    let config = configuration(&json!({}));
    let (opened, kept) = leave(&config, &json!({})).unwrap();
    let came = answer(&opened, "code=c").replace(&kept.state, "another");
    // The reply would be good.
    assert_eq!(name_of(come_back(&config, &kept, &came, 200, &granted(&json!({})))), "oauthSignInError");
}

#[test]
fn tokens_of_another_request_are_refused() {
    let config = configuration(&json!({}));
    let (opened, kept) = leave(&config, &json!({"options": {"nonce": "n-1"}})).unwrap();
    let came = answer(&opened, "code=c");
    for changes in [
        json!({}),
        json!({"nonce": "n-2"}),
        json!({"nonce": "n-1", "iss": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_b"}),
        json!({"nonce": "n-1", "client_id": "client2"}),
        json!({"nonce": "n-1", "aud": "client2"}),
        json!({"nonce": "n-1", "at_hash": "x"}),
        json!({"nonce": "n-1", "exp": 1_700_000_000}),
        json!({"nonce": "n-1", "token_use": "id"}),
    ] {
        let result = come_back(&config, &kept, &came, 200, &granted(&changes));
        assert_eq!(name_of(result), "InvalidTokens", "{changes}");
    }
}

#[test]
fn refusals_on_the_way_are_typed() {
    let config = configuration(&json!({}));
    let (opened, kept) = leave(&config, &json!({})).unwrap();
    let refused = answer(&opened, "error=access_denied&error_description=no");
    let error = come_back(&config, &kept, &refused, 200, &json!({})).unwrap_err();
    assert_eq!((error.name(), error.message()), ("OAuthSignInException", "no"));
    let came = answer(&opened, "code=c");
    let error = come_back(&config, &kept, &came, 400, &json!({"error": "invalid_grant"})).unwrap_err();
    assert_eq!((error.name(), error.message()), ("OAuthSignInException", "invalid_grant"));
}

#[test]
fn a_server_on_this_machine_needs_no_https() {
    let config = configuration(&json!({"domain": "http://localhost:9230/"}));
    let (opened, kept) = leave(&config, &json!({})).unwrap();
    assert!(opened.starts_with("http://localhost:9230/oauth2/authorize?"));
    assert!(come_back(&config, &kept, &answer(&opened, "code=c"), 200, &granted(&json!({}))).is_ok());
    let config = configuration(&json!({"domain": "http://auth.example.com"}));
    assert_eq!(leave(&config, &json!({})).err().unwrap().name(), "InvalidParameterException");
}
