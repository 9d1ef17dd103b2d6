//! Sessions that `amazon-cognito-identity-js` and Amplify up to 5 stored. They have the clock's drift in seconds with the
//! opposite sign, no sign-in details, and the user's attributes.

use crate::support::Scene;
use crate::support::seed::{key, user_pool_config};

const REFRESH: [&str; 1] = ["GetTokensFromRefreshToken"];

/// A session as an older library stored it, on a page whose clock is wrong.
fn stored_by_a_clock_off_by(error_ms: i64) -> Scene {
    let scene = Scene::with_config(user_pool_config());
    scene.world.clock.set_page_error(error_ms);
    scene.store_session();
    let local = &scene.world.local;
    local.delete(&key("signInDetails"));
    local.put(key("clockDrift"), error_ms.div_euclid(1_000).to_string());
    local.put(key("userData"), r#"{"Username":"username","UserAttributes":[]}"#);
    scene
}

#[test]
fn a_slow_clock_does_not_hide_that_tokens_have_expired() {
    let scene = stored_by_a_clock_off_by(-7_200_000);
    scene.world.clock.advance(3_600_000);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn valid_tokens_are_used_if_the_clock_is_almost_right() {
    for error_ms in [-1_000, 0, 1_000] {
        let scene = stored_by_a_clock_off_by(error_ms);
        scene.world.clock.advance(3_000_000);
        assert!(scene.tab.session().is_signed_in);
        assert!(scene.operations().is_empty(), "{error_ms}");
    }
}

#[test]
fn a_wrong_clock_costs_one_refresh_and_no_more() {
    for error_ms in [-7_200_000, -60_000, 60_000, 7_200_000] {
        let scene = stored_by_a_clock_off_by(error_ms);
        scene.world.clock.advance(3_600_000);
        scene.tab.session();
        for _ in 0..3 {
            assert!(scene.tab.session().is_signed_in);
        }
        assert_eq!(scene.operations(), REFRESH, "{error_ms}");
        scene.world.clock.advance(3_590_000);
        assert!(scene.tab.session().is_signed_in);
        assert_eq!(scene.operations(), REFRESH, "{error_ms}: the new drift is read as it was written");
    }
}

#[test]
fn a_session_of_the_hosted_ui_is_not_read_as_an_older_one() {
    let scene = Scene::with_config(user_pool_config());
    scene.store_session();
    scene.world.local.delete(&key("signInDetails"));
    scene.world.local.put(key("oauthMetadata"), r#"{"oauthSignIn":true}"#);
    // Five seconds, which would be more than an hour in the older format.
    scene.world.local.put(key("clockDrift"), "-5000");
    assert!(scene.tab.session().is_signed_in);
    assert!(scene.operations().is_empty());
}

#[test]
fn the_users_attributes_are_removed_at_sign_out() {
    let scene = stored_by_a_clock_off_by(0);
    scene.tab.sign_out();
    assert!(scene.world.local.items().is_empty());
}
