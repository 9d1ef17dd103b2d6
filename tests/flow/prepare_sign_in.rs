//! `prepareSignIn`: computing the SRP key pair ahead of the sign-in.

use serde_json::Value;

use crate::support::calls;
use crate::support::seed::{signed_in, srp_input};
use crate::support::{Reply, Scene};

/// The public values that were sent.
fn public_values(scene: &Scene) -> Vec<String> {
    let bodies = scene.world.network.bodies("InitiateAuth");
    bodies.iter().map(|body| body["AuthParameters"]["SRP_A"].as_str().unwrap().to_owned()).collect()
}

/// How often a secret exponent was chosen.
fn pairs_made(scene: &Scene) -> usize {
    scene.world.trace.count("random 32")
}

#[test]
fn a_sign_in_uses_the_prepared_pair() {
    let scene = Scene::signed_out();
    scene.tab.prepare_sign_in().unwrap();
    assert_eq!(pairs_made(&scene), 1);
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
    assert_eq!(pairs_made(&scene), 1);
}

#[test]
fn a_pair_serves_one_sign_in_even_if_it_fails() {
    let scene = Scene::signed_out();
    scene.tab.prepare_sign_in().unwrap();
    scene.world.network.answer("RespondToAuthChallenge", Reply::error("NotAuthorizedException"));
    assert!(scene.tab.sign_in(srp_input()).unwrap_err().is("NotAuthorizedException"));
    assert_eq!(pairs_made(&scene), 1);

    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
    assert_eq!(pairs_made(&scene), 2);
    let [first, second] = &*public_values(&scene) else { panic!() };
    assert_ne!(first, second);
}

#[test]
fn another_pair_is_made_only_when_the_first_is_used() {
    let scene = Scene::signed_out();
    assert!(scene.tab.prepare_sign_in().unwrap());
    assert!(scene.tab.prepare_sign_in().unwrap());
    assert_eq!(pairs_made(&scene), 1);

    scene.world.network.answer("InitiateAuth", Reply::error("UserNotFoundException"));
    scene.tab.sign_in(srp_input()).unwrap_err();
    scene.tab.prepare_sign_in().unwrap();
    assert_eq!(pairs_made(&scene), 2);
}

#[test]
fn concurrent_preparations_share_one_computation() {
    let scene = Scene::signed_out();
    let [first, second] = [(); 2].map(|()| scene.tab.start(calls::prepare_sign_in, Value::Null));
    assert!(first.is_pending() && second.is_pending());
    first.finish().unwrap();
    second.finish().unwrap();
    assert_eq!(pairs_made(&scene), 1);
}

#[test]
fn a_failed_preparation_can_be_repeated() {
    let scene = Scene::signed_out();
    scene.tab.take_random_away();
    assert!(scene.tab.prepare_sign_in().unwrap_err().is("MissingPolyfill"));
    scene.tab.give_random_back();
    scene.tab.prepare_sign_in().unwrap();
    assert_eq!(pairs_made(&scene), 1);
}

#[test]
fn a_sign_in_does_not_wait_for_a_preparation_under_way() {
    let scene = Scene::signed_out();
    let preparation = scene.tab.start(calls::prepare_sign_in, Value::Null);
    let sign_in = scene.tab.start(calls::sign_in, srp_input());
    assert!(!sign_in.is_pending() && preparation.is_pending());
    assert_eq!(sign_in.finish().unwrap(), signed_in());
    preparation.finish().unwrap();
}

#[test]
fn the_computation_of_a_pair_lets_other_work_run() {
    let scene = Scene::signed_out();
    scene.tab.prepare_sign_in().unwrap();
    assert!(scene.world.trace.count("sleep 0") >= 10);
}

#[test]
fn nothing_is_prepared_while_a_user_is_signed_in() {
    let scene = Scene::signed_in();
    assert!(!scene.tab.prepare_sign_in().unwrap());
    assert_eq!(pairs_made(&scene), 0);
}

#[test]
fn a_preparation_sends_stores_and_emits_nothing() {
    let scene = Scene::signed_out();
    let before = scene.world.local.items();
    scene.tab.prepare_sign_in().unwrap();
    assert_eq!(scene.world.local.items(), before);
    assert!(scene.operations().is_empty() && scene.world.events().is_empty());
}
