//! Real configuration files: each is read, or refused with an error that names its key.

use cognito_wasm::config::AuthConfig;
use cognito_wasm::json::Json;
use serde_json::Value;

#[test]
fn show() {
    let samples: Vec<Value> = serde_json::from_str(include_str!("../config_samples.json")).unwrap();
    for sample in samples {
        let given: Json = serde_json::from_value(if sample["text"].is_string() {
            sample["text"].clone()
        } else {
            sample["file"].clone()
        })
        .unwrap();
        let id = sample["id"].as_str().unwrap();
        match AuthConfig::parse(given, &|text| serde_json::from_str(text).ok()) {
            Ok(config) => {
                println!(
                    "{} OK {:?} {:?} {:?} {:?} {:?} {:?}",
                    id,
                    config.user_pool.as_ref().map(|p| (p.id.as_str(), p.client_id.as_str(), p.client_secret.is_some())),
                    config.identity_pool.as_ref().map(|p| (&p.id, p.guest_access)),
                    config.default_flow,
                    config.sign_up_verification,
                    config.oauth(),
                    config.password_format().map(|p| p.min_length)
                );
            }
            Err(error) => println!("{} {} {}", id, error.name(), error.message()),
        }
    }
}
