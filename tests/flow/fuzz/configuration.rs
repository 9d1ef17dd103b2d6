//! Configuration in every format, as an object and as text.

use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::Category;
use cognito_wasm::json::Json;
use cognito_wasm::secret::Secret;
use proptest::prelude::*;
use serde_json::Value;

use super::driver::{check_error, run, shown};

fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// The app client's secret, if it is in its place and nowhere else.
fn secret(document: &Value, text: &str) -> Option<String> {
    let places = [
        "/Auth/Cognito/clientSecret",
        "/Auth/clientSecret",
        "/clientSecret",
        "/auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default/AppClientSecret",
        "/CognitoUserPool/Default/AppClientSecret",
    ];
    let secret = places.iter().find_map(|place| document.pointer(place)?.as_str())?;
    (secret.len() > 7 && text.matches(secret).count() == 1).then(|| secret.to_owned())
}

fn facts(config: &AuthConfig) -> impl PartialEq + core::fmt::Debug + use<> {
    let user = config.user_pool.as_ref().map(|pool| {
        (pool.id.as_str().to_owned(), pool.client_id.clone(), pool.endpoint.clone(), pool.allows_plain_password)
    });
    let identity = config.identity_pool.as_ref().map(|pool| (pool.id.clone(), pool.endpoint.clone()));
    let others =
        (config.default_flow, config.sign_up_verification, config.oauth().cloned(), config.passwordless().cloned());
    (user, identity, config.is_exposed(), others, serde_json::to_value(config.resources()).unwrap())
}

#[test]
fn configuration_is_read_or_refused_with_its_field() {
    run("configuration", 120, |text, choice| {
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        let given = match parse_json(text) {
            Some(given) if choice % 2 == 0 => given,
            _ => Json::from(text),
        };
        let secret = secret(&document, text);
        let config = match AuthConfig::parse(given, &parse_json) {
            Ok(config) => config,
            Err(error) => {
                prop_assert_eq!(error.category(), Category::Configuration);
                prop_assert!(secret.is_none_or(|secret| !shown(&error).contains(&secret)), "it shows the secret");
                // Only an id is quoted, and its length is the application's.
                return if error.message().len() > text.len().saturating_add(1_024) {
                    Err(TestCaseError::fail("the message has no end"))
                } else if error.message().len() > 2_048 {
                    Ok(())
                } else {
                    check_error(&error)
                };
            }
        };
        let printed = format!("{config:?} {}", serde_json::to_value(config.resources()).unwrap());
        prop_assert!(secret.is_none_or(|secret| !printed.contains(&secret)), "it shows the secret");
        if let Some(pool) = &config.user_pool {
            prop_assert!(pool.client_secret.as_ref().map_or(0, |secret| Secret::expose(secret).len()) <= 64);
            prop_assert!(!pool.client_id.is_empty() && pool.id.as_str().starts_with(pool.id.region()));
        }
        prop_assert!(config.user_pool.is_some() || config.identity_pool.is_some());
        if document["auth"]["plugins"].is_object() {
            prop_assert!(config.resources().at(&["Auth", "Cognito", "userAttributes"]).members().len() <= 128);
        }
        // The output of `getConfig` is an equivalent configuration.
        let again = AuthConfig::parse(config.resources(), &parse_json);
        prop_assert!(again.is_ok(), "{:?}", again);
        prop_assert_eq!(facts(&again.unwrap()), facts(&config));
        Ok(())
    });
}
