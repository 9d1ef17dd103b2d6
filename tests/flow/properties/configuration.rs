//! Configuration.

use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::Category;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::strategies::{almost, any_json, any_text};
use crate::support::calls;
use crate::support::seed::{both_pools_config, mobile_config};

/// The right shapes with the endpoints that they may carry.
fn any_configuration() -> impl Strategy<Value = Value> {
    let mut mobile = mobile_config();
    let plugin = &mut mobile["auth"]["plugins"]["awsCognitoAuthPlugin"];
    plugin["CognitoUserPool"]["Default"]["userPoolEndpoint"] = "http://localhost:9229/".into();
    plugin["CredentialsProvider"]["CognitoIdentity"]["Default"]["identityPoolEndpoint"] = "https://example.com/".into();
    let mut resources = both_pools_config(true);
    resources["Auth"]["Cognito"]["userPoolEndpoint"] = "http://localhost:9229/".into();
    resources["Auth"]["Cognito"]["loginWith"] = json!({"email": true});
    prop_oneof![
        3 => almost(mobile),
        3 => almost(resources),
        1 => any_json(),
        1 => any_text().prop_map(Value::from),
    ]
}

fn is_safe(endpoint: &str) -> bool {
    endpoint.starts_with("https://") || endpoint.starts_with("http://localhost:9229/")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn is_read_or_refused_with_a_reason(given in any_configuration(), as_text: bool) {
        let given = if as_text { Value::from(given.to_string()) } else { given };
        match AuthConfig::parse(calls::json(given), &|text| serde_json::from_str(text).ok()) {
            Ok(config) => {
                prop_assert!(config.user_pool.is_some() || config.identity_pool.is_some());
                prop_assert!(config.user_pool.iter().all(|pool| is_safe(&pool.endpoint) && !pool.client_id.is_empty()));
                prop_assert!(config.identity_pool.iter().all(|pool| is_safe(&pool.endpoint)));
                prop_assert!(config.resources().is_object());
            }
            Err(error) => {
                prop_assert_eq!(error.category(), Category::Configuration);
                prop_assert!(!error.message().is_empty());
            }
        }
    }
}
