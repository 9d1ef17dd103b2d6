//! Hosts whose storage is asynchronous: the promises that hold for `localStorage` hold for them, too.

use std::rc::Rc;

use cognito_wasm::config::AuthConfig;
use cognito_wasm::flow::{Auth, FetchAuthSessionInput, SignInInput, SignOutInput, StateScope};
use cognito_wasm::secret::Secret;

use crate::support::seed::{PASSWORD, USERNAME, both_pools_config, key};
use crate::support::{Scene, SlowHost, calls};

const OPERATION: &str = "GetTokensFromRefreshToken";

fn open(scene: &Scene) -> Rc<Auth<SlowHost>> {
    let config =
        AuthConfig::parse(calls::json(both_pools_config(true)), &|text| serde_json::from_str(text).ok()).unwrap();
    Auth::new(SlowHost::new(scene.tab.host(), &scene.world), config, StateScope::Page)
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
