//! Hosts whose storage is asynchronous: the promises that hold for `localStorage` hold for them, too.

use std::rc::Rc;

use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::{Error, names};
use cognito_wasm::flow::{
    Auth, FetchAuthSessionInput, Persistence, RedirectInput, SignInInput, SignOutInput, StateScope,
};
use cognito_wasm::secret::Secret;

use crate::support::seed::{PAGE, PASSWORD, USERNAME, both_pools_config, key, pages_config};
use crate::support::{Reply, Scene, SlowHost, calls};

const OPERATION: &str = "GetTokensFromRefreshToken";

fn open(scene: &Scene) -> Rc<Auth<SlowHost>> {
    open_with(scene, both_pools_config(true))
}

fn open_with(scene: &Scene, config: serde_json::Value) -> Rc<Auth<SlowHost>> {
    let config = AuthConfig::parse(calls::json(config), &|text| serde_json::from_str(text).ok()).unwrap();
    let auth = Auth::new(SlowHost::new(scene.tab.host(), &scene.world), config, StateScope::Page);
    let kept = Rc::downgrade(&auth);
    auth.host().when_refused(move |writes| {
        let error = Error::new(&names::STORAGE);
        let goes_on = kept.upgrade().unwrap().keep_refused(writes, error).unwrap();
        kept.upgrade().unwrap().host().note(if goes_on { "kept" } else { "failed" });
    });
    auth
}

fn sign_in(scene: &Scene, auth: &Rc<Auth<SlowHost>>, persistence: Persistence) {
    let auth = Rc::clone(auth);
    let mut input = SignInInput::new(USERNAME.to_owned(), Some(Secret::new(PASSWORD.to_owned())));
    input.persistence = Some(persistence);
    let call = scene.world.start(async move { auth.sign_in(input).await.unwrap().is_signed_in() });
    assert!(call.finish());
}

fn user_of(scene: &Scene, auth: &Rc<Auth<SlowHost>>) -> Option<String> {
    let auth = Rc::clone(auth);
    scene.world.start(async move { auth.get_current_user().await.ok().map(|user| user.username) }).finish()
}

/// Lets the storage finish.
fn settle(scene: &Scene) {
    for _ in 0..4 {
        scene.world.clock.advance(1_000);
        scene.world.settle();
    }
}

async fn access_token(auth: Rc<Auth<SlowHost>>) -> String {
    let session = auth.fetch_auth_session(FetchAuthSessionInput::default()).await.unwrap();
    session.tokens.unwrap().access.raw().to_owned()
}

/// Of the trace, whether the first line that starts with `earlier` comes before the first that starts with `later`.
fn comes_first(scene: &Scene, earlier: &str, later: &str) -> bool {
    let lines = scene.world.trace.of(&["save", "remove", "event", "unlock", "announce"]);
    let at = |beginning: &str| lines.iter().position(|line| line.starts_with(beginning)).unwrap();
    at(earlier) < at(later)
}

#[test]
fn a_tab_that_waited_for_the_lock_adopts_what_the_other_stored() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let here = scene.world.start(access_token(open(&scene)));
    let there = scene.world.start(access_token(open(&scene)));
    gate.open();

    assert_eq!(here.finish(), there.finish());
    let refreshes = scene.operations().into_iter().filter(|operation| operation == OPERATION).count();
    assert_eq!(refreshes, 1, "the second would have spent a token that was spent");
    let token = format!("save {}", key("accessToken"));
    assert!(comes_first(&scene, &token, "announce"), "others look for what is stored");
    assert!(comes_first(&scene, &token, "unlock"), "the next holder reads what is stored");
}

#[test]
fn tabs_without_web_locks_refresh_once() {
    for apart in [0, 20, 60, 200] {
        let scene = Scene::expired_tokens();
        scene.user_pool.rotates.set(true);
        scene.world.locks.take_away();
        let here = scene.world.start(access_token(open(&scene)));
        scene.world.clock.advance(apart);
        scene.world.settle();
        let there = scene.world.start(access_token(open(&scene)));
        assert_eq!(here.finish(), there.finish(), "{apart}");
        let refreshes = scene.operations().into_iter().filter(|operation| operation == OPERATION).count();
        assert_eq!(refreshes, 1, "{apart}");
        settle(&scene);
        assert_eq!(scene.stored("refresh"), None, "the lease is removed");
    }
}

#[test]
fn a_lease_that_the_storage_refuses_is_kept_nowhere() {
    let scene = Scene::expired_tokens();
    scene.world.locks.take_away();
    scene.world.local.refuse(&key("refresh"));
    let auth = open(&scene);
    scene.world.start(access_token(Rc::clone(&auth))).finish();
    settle(&scene);
    assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
    assert!(auth.is_memory_empty());
}

#[test]
fn events_come_when_the_change_is_stored() {
    let scene = Scene::signed_out();
    let auth = open(&scene);
    let signing_in = Rc::clone(&auth);
    let input = SignInInput::new(USERNAME.to_owned(), Some(Secret::new(PASSWORD.to_owned())));
    let call = scene.world.start(async move { signing_in.sign_in(input).await.unwrap().is_signed_in() });
    assert!(call.finish());
    scene.world.start(async {}).finish();
    while !scene.world.event_names().contains(&"signedIn") {
        scene.world.clock.advance(1_000);
        scene.world.settle();
    }
    assert!(comes_first(&scene, &format!("save {}", key("accessToken")), "event signedIn"));

    scene.world.forget_past();
    let call = scene.world.start(async move { auth.sign_out(SignOutInput::default()).await.unwrap().is_complete() });
    assert!(call.finish());
    scene.world.clock.advance(1_000);
    scene.world.settle();
    assert!(comes_first(&scene, &format!("remove {}", key("accessToken")), "event signedOut"));
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_call_sees_what_another_tab_stored_and_keeps_what_is_not_stored_yet() {
    let scene = Scene::signed_out();
    let (here, there) = (open(&scene), open(&scene));
    let signing_in = Rc::clone(&there);
    let input = SignInInput::new(USERNAME.to_owned(), Some(Secret::new(PASSWORD.to_owned())));
    let call = scene.world.start(async move { signing_in.sign_in(input).await.unwrap().is_signed_in() });
    assert!(call.finish());
    there.host().reload();
    let user = scene.world.start(async move { there.get_current_user().await.unwrap().username });
    assert_eq!(user.finish(), USERNAME, "its own session, which may not be stored yet");

    scene.world.clock.advance(1_000);
    scene.world.settle();
    here.host().reload();
    let user = scene.world.start(async move { here.get_current_user().await.unwrap().username });
    assert_eq!(user.finish(), USERNAME, "the session of the other tab");
}

#[test]
fn a_session_that_the_storage_refuses_goes_on_in_memory() {
    let scene = Scene::signed_out();
    scene.world.local.refuse(&key("accessToken"));
    let auth = open(&scene);
    sign_in(&scene, &auth, Persistence::Local);
    settle(&scene);
    assert_eq!(scene.world.event_names(), ["storageDegraded", "signedIn"]);
    assert_eq!(scene.world.trace.of(&["refused"]), ["refused kept"]);
    assert!(scene.world.local.items().is_empty(), "nothing is stored by halves");
    assert!(!auth.is_memory_empty());
    auth.host().reload();
    assert_eq!(user_of(&scene, &auth).as_deref(), Some(USERNAME));
    assert_eq!(user_of(&scene, &open(&scene)), None, "it lasts as long as the instance");

    scene.world.forget_past();
    let leaving = Rc::clone(&auth);
    let call = scene.world.start(async move { leaving.sign_out(SignOutInput::default()).await.unwrap().is_complete() });
    assert!(call.finish());
    assert!(auth.is_memory_empty());
    assert_eq!(user_of(&scene, &auth), None);
}

#[test]
fn a_storage_that_refuses_a_refresh_keeps_the_session_and_its_newest_refresh_token() {
    for (refused, is_stored) in [("accessToken", true), ("refreshToken", false)] {
        let scene = Scene::expired_tokens();
        scene.user_pool.rotates.set(true);
        let before = scene.stored("refreshToken");
        scene.world.local.refuse(&key(refused));
        let auth = open(&scene);
        let first = scene.world.start(access_token(Rc::clone(&auth))).finish();
        settle(&scene);
        assert_eq!(scene.stored("refreshToken") != before, is_stored, "{refused}: the earlier one is spent");
        assert_eq!(auth.is_memory_empty(), is_stored, "{refused}: only the refresh token may be in memory");
        let degraded: &[_] = if is_stored { &[] } else { &["storageDegraded"] };
        assert_eq!(scene.world.event_names(), [degraded, &["tokenRefresh"]].concat(), "{refused}");

        scene.world.local.repair();
        scene.world.clock.advance(3_600_000);
        let second = scene.world.start(access_token(Rc::clone(&auth))).finish();
        assert_ne!(first, second, "{refused}");
        settle(&scene);
        assert_eq!(scene.stored("accessToken"), Some(second), "{refused}");
        assert!(auth.is_memory_empty(), "{refused}");
        assert!(!scene.world.event_names().contains(&"sessionExpired"), "{refused}");
    }
}

#[test]
fn a_session_that_cannot_be_moved_stays_where_it_is() {
    for from in [Persistence::Session, Persistence::Memory] {
        let scene = Scene::signed_out();
        let auth = open(&scene);
        sign_in(&scene, &auth, from);
        settle(&scene);
        scene.world.local.refuse(&key("idToken"));
        let moving = Rc::clone(&auth);
        let call = scene.world.start(async move { moving.set_persistence(Persistence::Local).await });
        assert!(call.finish().is_ok(), "the storage has not been asked yet");
        settle(&scene);
        assert_eq!(scene.world.trace.of(&["refused"]), ["refused failed"], "{from:?}");
        assert!(scene.world.local.items().is_empty(), "{from:?}");
        assert_eq!(auth.is_memory_empty(), from == Persistence::Session);
        assert_eq!(user_of(&scene, &auth).as_deref(), Some(USERNAME), "{from:?}");
        assert!(!scene.world.event_names().contains(&"storageDegraded"), "{from:?}");
    }
}

#[test]
fn a_redirect_that_the_storage_refuses_does_not_begin() {
    let scene = Scene::with_pages();
    scene.world.local.refuse("oauthState");
    let auth = open_with(&scene, pages_config());
    let input = RedirectInput { page: PAGE.to_owned(), ..RedirectInput::default() };
    let leaving = Rc::clone(&auth);
    drop(scene.world.start(async move { leaving.begin_redirect(input).await.map(drop) }).finish());
    settle(&scene);
    assert_eq!(scene.world.trace.of(&["refused"]), ["refused failed"]);
    assert!(auth.is_memory_empty() && scene.world.event_names().is_empty());
}

#[test]
fn a_session_is_refused_after_another_was_moved() {
    let scene = Scene::signed_out();
    let auth = open(&scene);
    sign_in(&scene, &auth, Persistence::Memory);
    let moving = Rc::clone(&auth);
    scene.world.start(async move { moving.set_persistence(Persistence::Local).await.unwrap() }).finish();
    settle(&scene);
    let leaving = Rc::clone(&auth);
    scene.world.start(async move { leaving.sign_out(SignOutInput::default()).await.unwrap().is_complete() }).finish();
    settle(&scene);
    scene.world.local.refuse(&key("idToken"));
    sign_in(&scene, &auth, Persistence::Local);
    settle(&scene);
    assert_eq!(scene.world.trace.of(&["refused"]), ["refused kept"]);
    assert!(scene.world.event_names().contains(&"storageDegraded"));
}

#[test]
fn a_refresh_sees_what_another_tab_has_stored_during_its_request() {
    for reply in [None, Some(Reply::error("NotAuthorizedException"))] {
        let scene = Scene::expired_tokens();
        scene.user_pool.rotates.set(true);
        let is_refused = reply.is_some();
        if let Some(reply) = reply {
            scene.world.network.answer(OPERATION, reply);
        }
        let gate = scene.world.network.hold(OPERATION);
        let auth = open(&scene);
        let call = scene.world.start(access_token(Rc::clone(&auth)));
        scene.world.settle();
        scene.store_session();
        let stored = scene.world.local.items();
        gate.open();
        assert_eq!(Some(call.finish()), scene.stored("accessToken"), "refused: {is_refused}");
        settle(&scene);
        assert_eq!(scene.world.local.items_without_identity(), stored, "refused: {is_refused}");
    }
}
