//! `AuthConfig::resources` against what TypeScript makes of the same configurations, which `expected.mjs` has written.

use serde_json::Value;

use super::given::{cognito, given_by, parse, plain, samples};

#[test]
fn rust_and_typescript_convert_alike() {
    let expected: Vec<Value> = serde_json::from_str(include_str!("resources.json")).unwrap();
    let samples = samples();
    let mut compared = 0;
    for line in &expected {
        let sample = samples.iter().find(|sample| sample["id"] == line["id"]);
        let given = sample.map_or_else(|| &line["given"], given_by);
        if let Ok(config) = parse(given) {
            assert_eq!(cognito(&config), plain(&line["cognito"]), "{given}");
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared} of {}", expected.len());
}

#[test]
fn what_it_gives_can_be_configured_again_and_gives_the_same() {
    for sample in samples() {
        let Ok(config) = parse(given_by(&sample)) else { continue };
        let resources = serde_json::to_value(config.resources()).unwrap();
        let again = parse(&resources).unwrap();
        assert_eq!(serde_json::to_value(again.resources()).unwrap(), resources, "{}", sample["id"]);
        let facts = |config: &cognito_wasm::config::AuthConfig| {
            let user_pool =
                config.user_pool.as_ref().map(|pool| format!("{:?}{}{}", pool.id, pool.client_id, pool.endpoint));
            let identity_pool = config.identity_pool.as_ref().map(|pool| pool.id.clone());
            let forms = (config.oauth().cloned(), config.passwordless().cloned(), config.password_format());
            (user_pool, identity_pool, config.default_flow, config.sign_up_verification, forms)
        };
        assert_eq!(facts(&again), facts(&config), "{}", sample["id"]);
    }
}
