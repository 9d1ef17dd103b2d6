//! `listCurrentUsers`, `setCurrentUser` and the list of users in the storage.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{
    AUTH_USER_LIST, LAST_AUTH_USER, USERNAME, input_of, key, key_of, password_input, signed_in, user_pool_config,
};
use crate::support::{Scene, sub_of};

/// A tab in which these users have signed in, the last one being the current user.
pub(crate) fn scene_of(usernames: &[&str]) -> Scene {
    let scene = Scene::with_config(user_pool_config());
    sign_in_all(&scene, usernames);
    scene
}

pub(crate) fn sign_in_all(scene: &Scene, usernames: &[&str]) {
    for username in usernames {
        scene.user_pool.add_user(username);
        assert_eq!(scene.tab.sign_in(input_of(username, "add")).unwrap(), signed_in());
    }
    scene.world.forget_past();
}

/// The user as events and `listCurrentUsers` show it.
pub(crate) fn shown(username: &str) -> Value {
    let details = json!({"loginId": username, "authFlowType": "USER_PASSWORD_AUTH"});
    json!({"username": username, "userId": sub_of(username), "signInDetails": details})
}

fn list(scene: &Scene) -> Option<String> {
    scene.world.local.get(AUTH_USER_LIST)
}

#[test]
fn with_one_user_the_storage_is_amplifys() {
    let scene = scene_of(&["ada"]);
    assert_eq!(list(&scene), None);
    assert_eq!(scene.tab.users(), ["ada"]);
    scene.tab.set_current_user("ada").unwrap();
    assert_eq!(list(&scene), None, "a list is for several users");
    assert!(scene.world.events().is_empty() && scene.operations().is_empty());
    scene.tab.sign_out();
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.tab.users(), [""; 0]);
}

#[test]
fn the_users_are_listed_with_the_current_one_first() {
    let scene = scene_of(&["ada", "grace", "mary"]);
    assert_eq!(list(&scene).as_deref(), Some("mary,grace,ada"));
    let users = scene.tab.start(calls::list_current_users, Value::Null).finish().unwrap();
    assert_eq!(users, json!([shown("mary"), shown("grace"), shown("ada")]));
    assert!(scene.operations().is_empty());
    assert_eq!(scene.tab.reload().users(), ["mary", "grace", "ada"]);
}

#[test]
fn another_user_becomes_the_current_one() {
    let scene = scene_of(&["ada", "grace"]);
    scene.tab.set_current_user("ada").unwrap();
    assert_eq!(scene.world.events(), [("switchActiveUser", shown("ada"))]);
    assert_eq!(scene.tab.current_name().as_deref(), Some("ada"));
    assert_eq!(list(&scene).as_deref(), Some("ada,grace"));
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("ada"));
    let session = scene.tab.session();
    assert_eq!(session.user_sub.unwrap(), sub_of("ada"));
    assert_eq!(session.tokens.unwrap().access.text("username"), Some("ada"));
    assert_eq!(scene.second_tab().current_name().as_deref(), Some("ada"), "other tabs follow");
    assert!(scene.operations().is_empty(), "nothing is sent");
    scene.tab.set_current_user("ada").unwrap();
    assert_eq!(scene.world.events().len(), 1, "nothing has changed");
}

#[test]
fn a_user_without_a_session_cannot_become_the_current_one() {
    let scene = scene_of(&["ada", "grace"]);
    scene.world.local.put(key_of("mary", "accessToken"), "no.token.here");
    scene.world.local.put(AUTH_USER_LIST, "grace,ada,mary,nobody");
    let stored = scene.world.local.items();
    for name in ["nobody", "mary", "Ada", "LastAuthUser", "__proto__"] {
        let error = scene.tab.set_current_user(name).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("UserUnAuthenticatedException", "signedOut"), "{name}");
    }
    assert_eq!(scene.tab.set_current_user("").unwrap_err().name(), "InvalidParameterException");
    assert_eq!(scene.world.local.items(), stored);
    assert!(scene.world.events().is_empty());
    assert_eq!(scene.tab.users(), ["grace", "ada"], "those without readable tokens are left out");
}

#[test]
fn a_switch_that_cannot_be_stored_changes_nothing() {
    for item in ["LastAuthUser", "AuthUserList"] {
        let scene = scene_of(&["ada", "grace"]);
        let stored = scene.world.local.items();
        scene.world.local.refuse(item);
        assert_eq!(scene.tab.set_current_user("ada").unwrap_err().name(), "StorageException");
        assert_eq!(scene.world.local.items(), stored, "{item}");
        assert!(scene.world.events().is_empty());
    }
}

#[test]
fn a_user_is_found_by_the_name_in_the_tokens() {
    // Amplify stores some sessions under the typed name.
    let scene = scene_of(&["ada", "grace"]);
    for item in ["accessToken", "idToken", "refreshToken"] {
        let token = scene.world.local.get(&key_of("ada", item)).unwrap();
        scene.world.local.delete(&key_of("ada", item));
        scene.world.local.put(key_of("ada@example.com", item), token);
    }
    scene.world.local.put(AUTH_USER_LIST, "grace,ada@example.com,grace");
    assert_eq!(scene.tab.users(), ["grace", "ada"]);
    scene.tab.set_current_user("ada").unwrap();
    assert_eq!(scene.tab.current_name().as_deref(), Some("ada"));
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("ada@example.com"));
}

#[test]
fn a_session_without_a_list_is_the_only_one() {
    let scene = scene_of(&["ada", "grace"]);
    scene.world.local.delete(AUTH_USER_LIST);
    assert_eq!(scene.tab.users(), ["grace"]);
    // Other libraries leave sessions behind. An application that knows the name can use them.
    scene.tab.set_current_user("ada").unwrap();
    assert_eq!(scene.tab.users(), ["ada", "grace"]);
}

#[test]
fn a_sign_in_and_a_sign_out_of_amplify_lose_nobody() {
    let scene = scene_of(&["ada", "grace"]);
    scene.store_session();
    assert_eq!(list(&scene).as_deref(), Some("grace,ada"), "Amplify does not know the list");
    assert_eq!(scene.tab.users(), [USERNAME, "grace", "ada"]);
    for item in ["accessToken", "idToken", "refreshToken", "clockDrift", "signInDetails"] {
        scene.world.local.delete(&key(item));
    }
    scene.world.local.delete(LAST_AUTH_USER);
    assert_eq!(scene.tab.users(), ["grace", "ada"]);
    assert_eq!(scene.tab.current_name(), None);
    scene.tab.set_current_user("ada").unwrap();
    let events = scene.world.events();
    assert_eq!(events, [("switchActiveUser", shown("ada")), ("signedIn", shown("ada"))], "nobody was the current user");
    assert_eq!(scene.tab.users(), ["ada", "grace"]);
}

#[test]
fn a_parked_user_who_is_called_username_is_not_the_current_one() {
    // Amplify uses this name if it does not know the user's.
    let scene = Scene::with_config(user_pool_config());
    scene.tab.sign_in(password_input()).unwrap();
    sign_in_all(&scene, &["ada"]);
    scene.tab.sign_out();
    assert_eq!(scene.world.local.get(LAST_AUTH_USER), None);
    assert_eq!((scene.tab.current_name(), scene.tab.users()), (None, vec![USERNAME.to_owned()]));
    scene.tab.sign_out();
    assert_eq!(scene.tab.users(), [USERNAME], "a sign-out of nobody ends no parked session");
}

#[test]
fn odd_names_survive_the_list() {
    let names = ["a,b", "100%", "%2C", "Zoë", "名前", "a.b.accessToken"];
    let scene = scene_of(&names);
    let mut expected = names.to_vec();
    expected.reverse();
    assert_eq!(scene.tab.users(), expected);
    for name in names {
        scene.tab.set_current_user(name).unwrap();
        assert_eq!(scene.tab.current_name().as_deref(), Some(name));
    }
    assert_eq!(scene.tab.users().len(), names.len());
}

#[test]
fn hostile_lists_are_read_and_kept_in_bounds() {
    let scene = scene_of(&["ada", "grace"]);
    let many: Vec<_> = (0..100_000).map(|number| number.to_string()).collect();
    for list in [",,,ada, grace ,ada,%,", &["ada,", &many.join(",")].concat(), &",".repeat(100_000)] {
        scene.world.local.put(AUTH_USER_LIST, list);
        assert_eq!(scene.tab.users()[0], "grace");
        scene.tab.set_current_user("ada").unwrap();
        assert_eq!(scene.tab.users(), ["ada", "grace"]);
        assert!(scene.world.local.get(AUTH_USER_LIST).unwrap().len() < 1_000);
        scene.tab.set_current_user("grace").unwrap();
    }
}

#[test]
fn credentials_of_one_user_are_not_given_to_another() {
    let scene = Scene::signed_out();
    sign_in_all(&scene, &["ada", "grace"]);
    let of_grace = scene.tab.session().credentials.unwrap().access_key_id.clone();
    scene.world.forget_past();
    scene.tab.set_current_user("ada").unwrap();
    let gate = scene.world.network.hold("GetCredentialsForIdentity");
    let of_ada = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.settle();
    // Credentials that arrive after a switch are those of the user who asked.
    scene.tab.set_current_user("grace").unwrap();
    gate.open();
    let session = of_ada.finish().unwrap();
    let of_ada = session.credentials.unwrap();
    assert_eq!(session.user_sub.unwrap(), sub_of("ada"));
    let again = scene.tab.session();
    assert_eq!(again.user_sub.unwrap(), sub_of("grace"));
    assert_ne!(again.credentials.unwrap().access_key_id, of_ada.access_key_id);
    assert_ne!(of_grace, of_ada.access_key_id);
    let bodies = scene.world.network.bodies("GetCredentialsForIdentity");
    assert_eq!(bodies.len(), 2, "each user asks");
    assert_ne!(bodies[0]["Logins"], bodies[1]["Logins"]);
}
