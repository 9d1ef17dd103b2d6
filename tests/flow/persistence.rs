//! How long a session is kept, and what happens if a storage does not work.

use cognito_wasm::flow::Persistence;
use serde_json::json;

use crate::support::seed::{PASSWORD, REFRESH_LOCK, USERNAME, key, password_input, signed_in, user_pool_config};
use crate::support::{Challenge, Reply, Scene};

const PLACES: [Persistence; 3] = [Persistence::Local, Persistence::Session, Persistence::Memory];

/// The input of a sign-in that is kept in this place.
pub(crate) fn kept_in(persistence: Persistence) -> serde_json::Value {
    let mut input = password_input();
    input["options"]["persistence"] = persistence.name().into();
    input
}

fn answer(code: &str) -> serde_json::Value {
    json!({ "challengeResponse": code })
}

/// The key of an item of a tab's own session, in an instance that also uses `localStorage`.
pub(crate) fn of_tab(key: &str) -> String {
    ["cognito-wasm.local.", key].concat()
}

/// Whether the access token is in `localStorage` and in `sessionStorage`.
fn stored(scene: &Scene) -> (bool, bool) {
    let key = key("accessToken");
    let of_tab = [&*key, &of_tab(&key)].into_iter().any(|key| scene.tab.state.session.get(key).is_some());
    (scene.world.local.get(&key).is_some(), of_tab)
}

fn set_persistence(scene: &Scene, persistence: Persistence) -> Result<(), String> {
    let auth = scene.tab.auth();
    let call = scene.world.start(async move { auth.set_persistence(persistence).await });
    call.finish().map_err(|error| error.name().to_owned())
}

#[test]
fn a_sign_in_says_how_long_its_session_is_kept() {
    for (persistence, places, after_reload) in [
        (Persistence::Local, (true, false), true),
        (Persistence::Session, (false, true), true),
        (Persistence::Memory, (false, false), false),
    ] {
        let scene = Scene::signed_out();
        assert_eq!(scene.tab.sign_in(kept_in(persistence)).unwrap(), signed_in());
        assert_eq!(stored(&scene), places, "{persistence:?}");
        assert!(scene.tab.session().is_signed_in, "{persistence:?}");
        assert_eq!(scene.tab.reload().session().is_signed_in, after_reload, "{persistence:?}");
        assert_eq!(scene.world.event_names(), ["signedIn"], "{persistence:?}");

        scene.tab.sign_out();
        assert!(!scene.tab.session().is_signed_in, "{persistence:?}");
        assert_eq!(stored(&scene), (false, false), "{persistence:?}");
    }
}

#[test]
fn an_instance_keeps_things_no_longer_than_it_is_told() {
    for (longest, given, places) in [
        (Persistence::Session, None, (false, true)),
        (Persistence::Session, Some(Persistence::Local), (false, true)),
        (Persistence::Session, Some(Persistence::Memory), (false, false)),
        (Persistence::Memory, None, (false, false)),
        (Persistence::Memory, Some(Persistence::Local), (false, false)),
    ] {
        let scene = Scene::signed_out();
        let tab = scene.tab.keeping(longest);
        let input = given.map_or_else(password_input, kept_in);
        assert_eq!(tab.sign_in(input).unwrap(), signed_in());
        assert_eq!(stored(&scene), places, "{longest:?} {given:?}");
        assert!(scene.world.local.items().is_empty(), "{longest:?} {given:?}");
        assert!(tab.session().is_signed_in);
        assert_eq!(scene.world.event_names(), ["signedIn"], "it was told so");
    }
    let scene = Scene::signed_in();
    for shorter in [Persistence::Session, Persistence::Memory] {
        assert!(!scene.tab.keeping(shorter).session().is_signed_in, "{shorter:?}: that session is not its own");
    }
}

#[test]
fn a_step_keeps_the_choice_over_a_reload() {
    let scene = Scene::challenging(Challenge::sms());
    scene.tab.sign_in(kept_in(Persistence::Session)).unwrap();
    assert_eq!(scene.tab.reload().confirm_sign_in(answer("123456")).unwrap(), signed_in());
    assert_eq!(stored(&scene), (false, true));
}

#[test]
fn other_values_are_an_error() {
    let scene = Scene::signed_out();
    for wrong in [json!("none"), json!(7), json!({}), json!(true)] {
        let mut input = password_input();
        input["options"]["persistence"] = wrong.clone();
        assert_eq!(scene.tab.sign_in(input).unwrap_err().name(), "InvalidParameterException", "{wrong}");
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn a_refresh_writes_where_the_session_is() {
    for persistence in PLACES {
        let scene = Scene::signed_out();
        scene.user_pool.rotates.set(true);
        scene.tab.sign_in(kept_in(persistence)).unwrap();
        let before = stored(&scene);
        scene.world.clock.advance(3_600_000);
        assert!(scene.tab.session().tokens.is_ok(), "{persistence:?}");
        assert_eq!(stored(&scene), before, "{persistence:?}");
        scene.world.clock.advance(3_600_000);
        assert!(scene.tab.session().tokens.is_ok(), "{persistence:?}: the rotated token was kept");
    }
}

#[test]
fn a_session_moves_from_place_to_place() {
    for from in PLACES {
        for to in PLACES {
            let scene = Scene::signed_out();
            scene.tab.sign_in(kept_in(from)).unwrap();
            set_persistence(&scene, to).unwrap();
            assert_eq!(stored(&scene), (to == Persistence::Local, to == Persistence::Session), "{from:?} {to:?}");
            let session = scene.tab.session();
            assert!(session.is_signed_in, "{from:?} {to:?}");
            assert!(session.tokens.unwrap().sign_in_details.is_some(), "{from:?} {to:?}: with everything");
            assert_eq!(scene.tab.reload().session().is_signed_in, to != Persistence::Memory);
        }
    }
    assert_eq!(
        set_persistence(&Scene::signed_out(), Persistence::Session),
        Err("UserUnAuthenticatedException".to_owned())
    );
}

#[test]
fn a_session_that_cannot_move_stays() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(kept_in(Persistence::Session)).unwrap();
    let before = scene.tab.state.session.items();
    scene.world.local.refuse("idToken");
    assert_eq!(set_persistence(&scene, Persistence::Local), Err("StorageException".to_owned()));
    assert_eq!(scene.tab.state.session.items(), before);
    assert!(scene.world.local.items().is_empty());

    scene.world.local.withhold();
    assert_eq!(set_persistence(&scene, Persistence::Local), Err("StorageException".to_owned()));
    assert_eq!(scene.tab.state.session.items(), before);
}

#[test]
fn without_storage_memory_takes_its_place() {
    let scene = Scene::signed_out();
    scene.world.local.withhold();
    scene.tab.state.session.withhold();
    assert!(!scene.tab.session().is_signed_in);
    assert!(scene.world.events().is_empty(), "nothing is lost yet");
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_eq!(scene.tab.session().tokens.unwrap().username, USERNAME);
    scene.tab.sign_out();
    scene.tab.sign_in(password_input()).unwrap();
    let names = scene.world.event_names();
    assert_eq!(names, ["storageDegraded", "signedIn", "signedOut", "signedIn"], "once for an instance");
}

#[test]
fn a_storage_that_forgets_is_replaced_by_memory() {
    let scene = Scene::signed_out();
    scene.world.local.forget("refreshToken");
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_eq!(scene.world.event_names(), ["storageDegraded", "signedIn"]);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(stored(&scene), (false, false), "no part of it stays behind");
}

#[test]
fn a_session_of_this_tab_alone_waits_for_no_other_tab() {
    for persistence in [Persistence::Session, Persistence::Memory] {
        let scene = Scene::signed_out();
        scene.tab.sign_in(kept_in(persistence)).unwrap();
        let held = scene.world.locks.seize(REFRESH_LOCK);
        let before = scene.world.clock.page();
        scene.world.clock.advance(3_600_000);
        assert!(scene.tab.session().tokens.is_ok(), "{persistence:?}");
        assert_eq!(scene.world.clock.page(), before.plus_millis(3_600_000), "{persistence:?}");
        drop(held);
    }
}

#[test]
fn a_session_moves_without_what_is_elsewhere() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(kept_in(Persistence::Session)).unwrap();
    scene.world.local.put(key("deviceKey"), "of all tabs");
    set_persistence(&scene, Persistence::Memory).unwrap();
    assert_eq!(scene.stored("deviceKey").as_deref(), Some("of all tabs"));
    scene.world.local.delete(&key("deviceKey"));
    set_persistence(&scene, Persistence::Session).unwrap();
    assert_eq!(scene.tab.state.session.get(&of_tab(&key("deviceKey"))), None, "no copy went along");
}

#[test]
fn the_list_of_users_moves_with_the_current_one() {
    let scene = Scene::with_config(user_pool_config());
    for name in ["ada", "grace"] {
        scene.user_pool.add_user(name);
    }
    for (username, persistence) in [("ada", "local"), ("grace", "session")] {
        let options =
            json!({"authFlowType": "USER_PASSWORD_AUTH", "onExistingSession": "add", "persistence": persistence});
        scene.tab.sign_in(json!({"username": username, "password": PASSWORD, "options": options})).unwrap();
    }
    set_persistence(&scene, Persistence::Local).unwrap();
    assert_eq!(scene.second_tab_of(user_pool_config()).users(), ["grace", "ada"]);
    assert!(scene.tab.state.session.items().is_empty(), "{:?}", scene.tab.state.session.items());
}

#[test]
fn an_instance_that_replaces_another_goes_on_with_its_memory() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(kept_in(Persistence::Memory)).unwrap();
    let next = scene.tab.reload();
    assert!(!next.session().is_signed_in);
    next.auth().inherit(&scene.tab.auth());
    assert!(next.session().is_signed_in);
    next.sign_out();
    assert!(!scene.tab.session().is_signed_in, "they share it");
}

/// A tab whose storage had no room for the refresh token that replaces the stored one.
fn without_room() -> Scene {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    scene.world.local.refuse("Token");
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-1"));
    scene
}

#[test]
fn a_refresh_that_finds_no_room_is_one_event() {
    let scene = without_room();
    assert_eq!(scene.world.event_names(), ["storageDegraded", "tokenRefresh"]);
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(scene.world.event_names(), ["storageDegraded", "tokenRefresh", "tokenRefresh"]);
}

#[test]
fn another_instance_of_the_page_has_the_refresh_token_without_room() {
    let scene = without_room();
    let next = scene.tab.reload();
    assert!(next.auth().is_memory_empty());
    next.auth().inherit(&scene.tab.auth());
    assert!(!next.auth().is_memory_empty(), "storage does not say everything");
    assert!(next.session().tokens.is_ok());
    let sent = scene.world.network.bodies("GetTokensFromRefreshToken");
    assert_eq!(sent.last().unwrap()["RefreshToken"], "refresh-2");
}

#[test]
fn a_refresh_token_without_room_is_stored_when_there_is_room() {
    let scene = without_room();
    assert_eq!(set_persistence(&scene, Persistence::Local), Err("StorageException".to_owned()));
    scene.world.local.repair();
    set_persistence(&scene, Persistence::Local).unwrap();
    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-2"));
    assert!(scene.tab.auth().is_memory_empty());

    let scene = without_room();
    scene.world.local.repair();
    // Without a refresh that would replace it.
    scene.world.network.answer("GetTokensFromRefreshToken", Reply::lost());
    scene.world.network.answer("GetTokensFromRefreshToken", Reply::lost());
    scene.world.network.answer("GetTokensFromRefreshToken", Reply::lost());
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-2"));
    assert!(scene.tab.reload().session().tokens.is_ok(), "a reload loses nothing");
}

#[test]
fn a_refresh_that_the_storage_drops_is_not_taken_for_stored() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    scene.world.local.forget("Token");
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(scene.world.event_names(), ["storageDegraded", "tokenRefresh"]);
    scene.world.clock.advance(3_600_000);
    assert!(scene.tab.session().tokens.is_ok(), "the newest refresh token is known");
}

#[test]
fn a_storage_that_removes_nothing_keeps_no_sign_in_from_going_on_in_memory() {
    let scene = Scene::signed_out();
    scene.world.local.refuse("");
    scene.world.local.hold_fast("");
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_eq!(scene.world.event_names(), ["storageDegraded", "signedIn"]);
    assert!(scene.tab.session().is_signed_in);
}

#[test]
fn a_session_that_its_place_does_not_let_go_stays_there_alone() {
    for place in [Persistence::Memory, Persistence::Session] {
        let scene = Scene::signed_in();
        let before = scene.world.local.items();
        scene.world.local.hold_fast("Token");
        assert_eq!(set_persistence(&scene, place), Err("StorageException".to_owned()), "{place:?}");
        assert_eq!(scene.world.local.items(), before, "{place:?}");
        assert_eq!(stored(&scene), (true, false), "{place:?}");
        assert!(scene.tab.auth().is_memory_empty(), "{place:?}");
    }
}
