//! AWS credentials of those whose tokens do not show how wrong the page's clock is: guests, and federated identities.

use serde_json::json;

use crate::support::seed::{PROVIDER_TOKEN, both_pools_config};
use crate::support::{Reply, Scene};

const HOUR_MS: i64 = 3_600_000;

/// When every world begins.
const START: &str = "Tue, 02 Jan 2024 03:04:05 GMT";

/// A page whose clock is wrong, with the credentials of a guest or of a federated identity.
fn page(is_federated: bool, error_ms: i64, date: Option<&'static str>) -> Scene {
    let scene = Scene::with_config(both_pools_config(true));
    scene.world.clock.set_page_error(error_ms);
    scene.identity_pool.guests.set(true);
    scene.identity_pool.date.set(date);
    if is_federated {
        scene.tab.federate(json!({"token": PROVIDER_TOKEN, "provider": "google"})).unwrap();
    } else {
        scene.tab.session().credentials.unwrap();
    }
    scene.world.network.forget();
    scene
}

#[test]
fn they_go_by_the_date_of_the_reply() {
    for is_federated in [false, true] {
        for error_ms in [HOUR_MS, 24 * HOUR_MS, -2 * HOUR_MS, 0] {
            let scene = page(is_federated, error_ms, Some(START));
            let session = scene.tab.session();
            assert_eq!(session.status.name(), if is_federated { "active" } else { "signedOut" });
            scene.world.clock.advance(3_300_000 - 1);
            scene.tab.session().credentials.unwrap();
            assert!(scene.operations().is_empty(), "{error_ms}");
            scene.world.clock.advance(1);
            scene.tab.session().credentials.unwrap();
            assert_eq!(scene.operations(), ["GetCredentialsForIdentity"], "{error_ms}");
        }
    }
}

#[test]
fn they_are_used_for_an_hour_at_most_by_a_clock_that_is_slow() {
    for is_federated in [false, true] {
        for date in [None, Some(""), Some("yesterday"), Some("1704164645")] {
            let scene = page(is_federated, -2 * HOUR_MS, date);
            scene.world.clock.advance(3_300_000 - 1);
            scene.tab.session().credentials.unwrap();
            assert!(scene.operations().is_empty(), "{date:?}");
            scene.world.clock.advance(1);
            scene.tab.session().credentials.unwrap();
            assert_eq!(scene.operations(), ["GetCredentialsForIdentity"], "{date:?}");
        }
    }
}

#[test]
fn a_short_life_is_not_taken_for_a_fast_clock() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    let expiration = scene.world.clock.seconds() + 900;
    let keys = json!({"AccessKeyId": "a", "SecretKey": "s", "Expiration": expiration});
    scene.world.network.answer("GetCredentialsForIdentity", Reply::json(json!({"Credentials": keys})));
    scene.tab.session().credentials.unwrap();
    scene.world.network.forget();
    scene.world.clock.advance(600_000 - 1);
    assert_eq!(scene.tab.session().credentials.unwrap().access_key_id, "a");
    scene.world.clock.advance(1);
    assert_eq!(scene.tab.session().credentials.unwrap().access_key_id, "ASIATEST000000000001");
}

#[test]
fn the_next_page_of_the_tab_knows_it_too() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    scene.identity_pool.date.set(Some(START));
    scene.world.clock.set_page_error(HOUR_MS);
    scene.tab.keeping_credentials().session().credentials.unwrap();
    scene.world.network.forget();
    scene.tab.keeping_credentials().session().credentials.unwrap();
    assert!(scene.operations().is_empty());
}
