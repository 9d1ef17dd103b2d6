//! A storage that cannot be read at one moment of a sign-in. Either the user is signed in then, or everything is as before.

use cognito_wasm::flow::Persistence;

use crate::support::Scene;
use crate::support::seed::{input_of, signed_in};

const PLACES: [Persistence; 3] = [Persistence::Memory, Persistence::Session, Persistence::Local];

/// Who is signed in before, and where.
const EARLIER: [Option<(&str, Persistence)>; 5] = [
    None,
    Some(("ada", Persistence::Memory)),
    Some(("ada", Persistence::Local)),
    Some(("grace", Persistence::Memory)),
    Some(("grace", Persistence::Local)),
];

fn scene_after(earlier: Option<(&str, Persistence)>) -> Scene {
    let scene = Scene::signed_out();
    scene.user_pool.add_user("ada");
    scene.user_pool.add_user("grace");
    if let Some((username, persistence)) = earlier {
        sign_in(&scene, username, persistence).unwrap();
    }
    scene
}

fn sign_in(scene: &Scene, username: &str, persistence: Persistence) -> Result<(), String> {
    let mut input = input_of(username, "replace");
    input["options"]["persistence"] = persistence.name().into();
    let output = scene.tab.sign_in(input);
    output.map(|output| assert_eq!(output, signed_in())).map_err(|error| error.name().to_owned())
}

/// All that a sign-in may change. The access token stands for the session, wherever it is.
fn state(scene: &Scene) -> impl PartialEq + core::fmt::Debug + use<> {
    let mut of_tab = scene.tab.state.session.items();
    of_tab.retain(|_, text| !text.is_empty());
    let access = scene.tab.session().tokens.ok().map(|tokens| tokens.access.raw().to_owned());
    (scene.world.local.items(), of_tab, scene.tab.auth().is_memory_empty(), access)
}

#[test]
fn a_sign_in_that_cannot_read_the_storage_at_one_moment_changes_all_or_nothing() {
    let mut failures = 0_usize;
    for earlier in EARLIER {
        for place in PLACES {
            for in_tab in [false, true] {
                for nth in 1.. {
                    let scene = scene_after(earlier);
                    let before = state(&scene);
                    let storage = if in_tab { &scene.tab.state.session } else { &scene.world.local };
                    storage.fail_any_read(nth);
                    let result = sign_in(&scene, "ada", place);
                    let is_over = storage.is_to_fail();
                    storage.fail_any_read(0);
                    let case = format!("{earlier:?} {place:?} in tab: {in_tab}, reading {nth}");
                    if let Err(name) = result {
                        assert_eq!(name, "StorageException", "{case}");
                        assert_eq!(state(&scene), before, "{case}");
                        failures += 1;
                    } else {
                        assert_eq!(scene.tab.session().tokens.unwrap().username, "ada", "{case}");
                    }
                    if is_over {
                        break;
                    }
                }
            }
        }
    }
    assert!(failures > 100, "{failures}");
}
