//! Configuration.

use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::Category;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::strategies::{almost, any_json, any_text};
use crate::support::calls;
use crate::support::seed::{both_pools_config, mobile_config};

const OPTION: &str = "dangerouslyAllowHttpEndpoints";

/// Configurations that are almost right, with endpoints.
fn any_configuration() -> impl Strategy<Value = Value> {
    let endpoints = (any_endpoint(), any_endpoint(), any::<Option<bool>>());
    let shapes = endpoints.prop_flat_map(|(user_pool, identity_pool, allows)| {
        let mut mobile = mobile_config();
        let plugin = &mut mobile["auth"]["plugins"]["awsCognitoAuthPlugin"];
        plugin["CognitoUserPool"]["Default"]["userPoolEndpoint"] = user_pool.clone().into();
        plugin["CredentialsProvider"]["CognitoIdentity"]["Default"]["identityPoolEndpoint"] =
            identity_pool.clone().into();
        let mut resources = both_pools_config(true);
        let mut exports = json!({"aws_project_region": "us-east-1", "aws_user_pools_id": "us-east-1_SeedPool1",
            "aws_user_pools_web_client_id": "web", "aws_cognito_identity_pool_id": "us-east-1:0", "oauth": {}});
        let mut outputs = json!({"version": "1.4", "auth": {"user_pool_id": "us-east-1_SeedPool1",
            "user_pool_client_id": "web", "identity_pool_id": "us-east-1:0", "oauth": {"domain": "a.example"}}});
        let mut handwritten = json!({"Auth": {"userPoolId": "us-east-1_SeedPool1", "userPoolWebClientId": "web",
            "identityPoolId": "us-east-1:0", "mandatorySignIn": true}});
        handwritten["Auth"]["endpoint"] = user_pool.clone().into();
        for place in [&mut exports, &mut outputs["auth"], &mut handwritten["Auth"], &mut resources["Auth"]["Cognito"]] {
            place["userPoolEndpoint"] = user_pool.clone().into();
            place["identityPoolEndpoint"] = identity_pool.clone().into();
            if let Some(allows) = allows {
                place[OPTION] = allows.into();
            }
        }
        if let Some(allows) = allows {
            plugin["CognitoUserPool"]["Default"][OPTION] = allows.into();
            plugin["CredentialsProvider"]["CognitoIdentity"]["Default"][OPTION] = allows.into();
        }
        prop_oneof![almost(mobile), almost(resources), almost(exports), almost(outputs), almost(handwritten)]
    });
    prop_oneof![6 => shapes, 1 => any_json(), 1 => any_text().prop_map(Value::from)]
}

fn any_endpoint() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just("http://localhost:9229/".to_owned()),
        3 => Just("https://example.com/".to_owned()),
        2 => Just("http://example.com/".to_owned()),
        1 => "https?://[a-z.:@/?#]{0,12}",
        1 => any_text(),
    ]
}

fn is_safe(endpoint: &str) -> bool {
    endpoint.starts_with("https://") || endpoint.starts_with("http://localhost:9229/")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn is_read_or_refused_with_a_reason(given in any_configuration(), as_text: bool) {
        // One `true` is enough to allow plain http. Without any, it is not allowed.
        let allows = given.to_string().contains(r#""dangerouslyAllowHttpEndpoints":true"#);
        let is_fine = |endpoint: &str| is_safe(endpoint) || allows && endpoint.starts_with("http://");
        let given = if as_text { Value::from(given.to_string()) } else { given };
        match AuthConfig::parse(calls::json(given), &|text| serde_json::from_str(text).ok()) {
            Ok(config) => {
                prop_assert!(config.user_pool.is_some() || config.identity_pool.is_some());
                prop_assert!(config.user_pool.iter().all(|pool| is_fine(&pool.endpoint) && !pool.client_id.is_empty()));
                prop_assert!(config.identity_pool.iter().all(|pool| is_fine(&pool.endpoint)));
                prop_assert!(config.resources().is_object());
                prop_assert!(allows || !config.is_exposed());
            }
            Err(error) => {
                prop_assert_eq!(error.category(), Category::Configuration);
                prop_assert!(!error.message().is_empty());
            }
        }
    }
}
