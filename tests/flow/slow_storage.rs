//! Hosts whose storage is asynchronous: the promises that hold for `localStorage` hold for them, too.

use std::rc::Rc;

use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::Result;
use cognito_wasm::flow::{Auth, FetchAuthSessionInput, SignInInput, SignOutInput, StateScope};
use cognito_wasm::secret::Secret;

use crate::support::seed::{PASSWORD, USERNAME, both_pools_config, key};
use crate::support::{Call, Scene, SlowHost, calls};

const OPERATION: &str = "GetTokensFromRefreshToken";

fn open(scene: &Scene) -> Rc<Auth<SlowHost>> {
    let config =
        AuthConfig::parse(calls::json(both_pools_config(true)), &|text| serde_json::from_str(text).ok()).unwrap();
    Auth::new(SlowHost::new(scene.tab.host(), &scene.world), config, StateScope::Page)
}

/// Runs a call as the bindings do.
fn run<T: 'static>(scene: &Scene, auth: &Rc<Auth<SlowHost>>, call: impl Future<Output = T> + 'static) -> T {
    begin(scene, auth, call).finish()
}

fn begin<T: 'static>(scene: &Scene, auth: &Rc<Auth<SlowHost>>, call: impl Future<Output = T> + 'static) -> Call<T> {
    let auth = Rc::clone(auth);
    scene.world.start(async move {
        auth.read_storage(Some(USERNAME)).await.unwrap();
        let output = call.await;
        let _ = auth.stored().await;
        output
    })
}

async fn access_token(auth: Rc<Auth<SlowHost>>) -> String {
    let session = auth.fetch_auth_session(FetchAuthSessionInput::default()).await.unwrap();
    session.tokens.unwrap().access.raw().to_owned()
}

async fn sign_in(auth: Rc<Auth<SlowHost>>) -> Result<bool> {
    let input = SignInInput::new(USERNAME.to_owned(), Some(Secret::new(PASSWORD.to_owned())));
    auth.sign_in(input).await.map(|output| output.is_signed_in())
}

async fn username(auth: Rc<Auth<SlowHost>>) -> Result<String> {
    auth.get_current_user().await.map(|user| user.username)
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
    let (here, there) = (open(&scene), open(&scene));
    let first = begin(&scene, &here, access_token(Rc::clone(&here)));
    let second = begin(&scene, &there, access_token(Rc::clone(&there)));
    gate.open();

    assert_eq!(first.finish(), second.finish());
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
    assert!(run(&scene, &auth, sign_in(Rc::clone(&auth))).unwrap());
    assert_eq!(scene.world.event_names(), ["signedIn"]);
    assert!(comes_first(&scene, &format!("save {}", key("accessToken")), "event signedIn"));

    scene.world.forget_past();
    let signing_out = Rc::clone(&auth);
    assert!(run(
        &scene,
        &auth,
        async move { signing_out.sign_out(SignOutInput::default()).await.unwrap().is_complete() }
    ));
    assert!(comes_first(&scene, &format!("remove {}", key("accessToken")), "event signedOut"));
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_call_sees_what_another_tab_stored_and_keeps_what_is_not_stored_yet() {
    let scene = Scene::signed_out();
    let (here, there) = (open(&scene), open(&scene));
    assert!(run(&scene, &there, sign_in(Rc::clone(&there))).unwrap());
    assert_eq!(run(&scene, &there, username(Rc::clone(&there))).unwrap(), USERNAME, "its own session");
    assert_eq!(run(&scene, &here, username(Rc::clone(&here))).unwrap(), USERNAME, "the session of the other tab");
}

#[test]
fn whatever_is_looked_at_has_been_read() {
    let scene = Scene::signed_out();
    scene.remember_device();
    let auth = open(&scene);
    assert!(run(&scene, &auth, sign_in(Rc::clone(&auth))).unwrap());
    scene.world.clock.advance(3_600_000);
    assert!(!run(&scene, &auth, access_token(Rc::clone(&auth))).is_empty());
    assert!(!auth.host().has_guessed());
}

#[test]
fn a_session_that_the_storage_refuses_is_kept_in_memory() {
    let scene = Scene::signed_out();
    scene.world.local.refuse("idToken");
    let auth = open(&scene);
    assert!(run(&scene, &auth, sign_in(Rc::clone(&auth))).unwrap());
    assert_eq!(scene.world.event_names(), ["storageDegraded", "signedIn"]);
    assert!(scene.world.local.items().keys().all(|key| !key.ends_with("Token")), "it is not stored in part");
    assert_eq!(run(&scene, &auth, username(Rc::clone(&auth))).unwrap(), USERNAME);
}

#[test]
fn a_sign_out_that_the_storage_refuses_is_an_error_and_no_sign_out() {
    let scene = Scene::signed_in();
    let auth = open(&scene);
    scene.world.local.hold_fast("refreshToken");
    let signing_out = Rc::clone(&auth);
    let result = run(&scene, &auth, async move { signing_out.sign_out(SignOutInput::default()).await });
    assert_eq!(result.unwrap_err().name(), "StorageException");
    assert!(scene.world.event_names().is_empty());
    assert_eq!(run(&scene, &auth, username(Rc::clone(&auth))).unwrap(), USERNAME);
}
