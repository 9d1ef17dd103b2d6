//! Sessions of which not everything is stored, or not of one user: used, repaired by a refresh, or refused.

use std::rc::Rc;

use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, LAST_AUTH_USER, SUB, key, key_of, user_pool_config};
use crate::support::{Reply, Scene, access_claims, calls, id_claims, jwt, meanwhile};

const OPERATION: &str = "GetTokensFromRefreshToken";
const OWNER: &str = "ada";
const OTHER_POOL: &str = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other";

/// What is stored in place of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Own,
    Missing,
    Empty,
    Garbled,
    /// Of another pool.
    OtherPool,
    /// Of another app client.
    OtherClient,
    /// The other kind of token.
    OtherUse,
    /// Of another user.
    Stranger,
}

/// What is stored in place of the refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refresh {
    Own,
    Missing,
    Empty,
    Stranger,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Used,
    Repaired,
    Refused,
    /// The refresh fails, since the new tokens are another user's.
    Kept,
}

use Token::{Empty, Garbled, Missing, OtherClient, OtherPool, OtherUse, Own, Stranger};

const TOKENS: [Token; 8] = [Own, Missing, Empty, Garbled, OtherPool, OtherClient, OtherUse, Stranger];
const REFRESHES: [Refresh; 4] = [Refresh::Own, Refresh::Missing, Refresh::Empty, Refresh::Stranger];

fn decision(access: Token, id: Token, refresh: Refresh) -> Decision {
    let counts = |token| matches!(token, Own | Stranger);
    let is_absent = |token| matches!(token, Missing | Empty);
    if counts(access) && (is_absent(id) || access == id) {
        return Decision::Used;
    }
    // If both are the stranger's, they are used as such.
    let repaired_for_stranger = !(access == Own || id == Own) && (access == Stranger || id == Stranger);
    match refresh {
        Refresh::Missing | Refresh::Empty => Decision::Refused,
        Refresh::Own if repaired_for_stranger => Decision::Kept,
        Refresh::Stranger if !repaired_for_stranger => Decision::Kept,
        Refresh::Own | Refresh::Stranger => Decision::Repaired,
    }
}

fn claims(scene: &Scene, token: Token, mut all: Value, name: &str) -> String {
    let now = scene.world.clock.seconds();
    let others = match token {
        OtherPool => json!({"iss": OTHER_POOL}),
        OtherClient => json!({"client_id": "other", "aud": "other"}),
        OtherUse => json!({"token_use": "other"}),
        Stranger => json!({"sub": crate::support::sub_of("stranger"), name: "stranger"}),
        Own | Missing | Empty | Garbled => json!({}),
    };
    for (claim, value) in json!({"iat": now, "exp": now.saturating_add(3_600)}).as_object().unwrap() {
        all[claim] = value.clone();
    }
    for (claim, value) in others.as_object().unwrap() {
        if all.get(claim).is_some() {
            all[claim] = value.clone();
        }
    }
    jwt(&all)
}

/// A tab of `ada`, of whose session this is stored. The user pool knows the refresh tokens of both users.
fn scene(access: Token, id: Token, refresh: Refresh) -> Scene {
    let scene = Scene::with_config(user_pool_config());
    for name in [OWNER, "stranger"] {
        scene.user_pool.add_user(name);
    }
    let own_refresh = scene.user_pool.issue_to(OWNER);
    let other_refresh = scene.user_pool.issue_to("stranger");
    let local = &scene.world.local;
    local.put(LAST_AUTH_USER, OWNER);
    let sub = crate::support::sub_of(OWNER);
    let access_claims = access_claims(&json!({"sub": sub, "username": OWNER}));
    let id_claims = id_claims(&json!({"sub": sub, "cognito:username": OWNER}));
    for (item, token, all, name) in
        [("accessToken", access, access_claims, "username"), ("idToken", id, id_claims, "cognito:username")]
    {
        match token {
            Missing => {}
            Empty => local.put(key_of(OWNER, item), ""),
            Garbled => local.put(key_of(OWNER, item), "eyJ.garbled"),
            Own | OtherPool | OtherClient | OtherUse | Stranger => {
                local.put(key_of(OWNER, item), claims(&scene, token, all, name));
            }
        }
    }
    match refresh {
        Refresh::Own => local.put(key_of(OWNER, "refreshToken"), own_refresh),
        Refresh::Missing => {}
        Refresh::Empty => local.put(key_of(OWNER, "refreshToken"), ""),
        Refresh::Stranger => local.put(key_of(OWNER, "refreshToken"), other_refresh),
    }
    scene
}

#[test]
fn every_combination_of_items_is_used_repaired_or_refused() {
    for access in TOKENS {
        for id in TOKENS {
            for refresh in REFRESHES {
                let expected = decision(access, id, refresh);
                let scene = scene(access, id, refresh);
                let before = scene.world.local.items();
                let session = scene.tab.session();
                let what = format!("{access:?} {id:?} {refresh:?}: {expected:?}");
                let requests = usize::from(matches!(expected, Decision::Repaired | Decision::Kept));
                assert_eq!(scene.operations().len(), requests, "{what}");
                assert_eq!(session.is_signed_in, expected != Decision::Refused, "{what}");
                match session.tokens {
                    Ok(tokens) => {
                        assert!(matches!(expected, Decision::Used | Decision::Repaired), "{what}");
                        let sub = tokens.access.text("sub").unwrap();
                        assert!(tokens.id.as_ref().is_none_or(|id| id.text("sub") == Some(sub)), "{what}");
                        assert_eq!(tokens.username, OWNER);
                    }
                    Err(error) => {
                        let name = if expected == Decision::Kept { "InvalidTokens" } else { "SignedOutException" };
                        assert_eq!(error.name(), name, "{what}");
                    }
                }
                if expected == Decision::Repaired {
                    assert!(scene.tab.session().tokens.is_ok(), "{what}");
                    assert_eq!(scene.operations().len(), 1, "what is repaired is whole: {what}");
                } else {
                    assert_eq!(scene.world.local.items(), before, "nothing is removed: {what}");
                }
            }
        }
    }
}

#[test]
fn a_session_of_two_users_of_whom_neither_is_named_is_refused() {
    let scene = scene(Own, Stranger, Refresh::Own);
    for item in ["accessToken", "idToken", "refreshToken"] {
        let value = scene.world.local.get(&key_of(OWNER, item)).unwrap();
        scene.world.local.put(key_of("somebody", item), value);
    }
    scene.world.local.put(LAST_AUTH_USER, "somebody");
    assert!(!scene.tab.session().is_signed_in);
    assert!(scene.operations().is_empty());
}

#[test]
fn tokens_of_two_sign_ins_of_a_user_are_used_together() {
    let scene = scene(Own, Own, Refresh::Own);
    let sub = crate::support::sub_of(OWNER);
    let exp = scene.world.clock.seconds().saturating_add(3_600);
    let all = id_claims(&json!({"sub": sub, "cognito:username": OWNER, "origin_jti": "other", "exp": exp}));
    scene.world.local.put(key_of(OWNER, "idToken"), jwt(&all));
    assert!(scene.tab.session().tokens.is_ok());
    assert!(scene.operations().is_empty());
}

#[test]
fn a_refresh_token_alone_is_nobodys_without_a_name() {
    let scene = Scene::signed_in();
    for item in ["accessToken", "idToken"] {
        scene.world.local.delete(&key(item));
    }
    scene.world.local.delete(LAST_AUTH_USER);
    assert!(!scene.tab.session().is_signed_in);
    assert!(!scene.operations().contains(&OPERATION.to_owned()));
}

#[test]
fn a_session_under_a_typed_name_is_repaired() {
    let scene = scene(Missing, Missing, Refresh::Own);
    let (typed, details) = ("ada@example.com", r#"{"loginId":"ada@example.com"}"#);
    let token = scene.world.local.get(&key_of(OWNER, "refreshToken")).unwrap();
    scene.world.local.put(key_of(typed, "refreshToken"), token);
    scene.world.local.put(key_of(typed, "signInDetails"), details);
    scene.world.local.put(LAST_AUTH_USER, typed);
    assert_eq!(scene.tab.session().tokens.unwrap().username, typed);
    assert!(scene.world.local.get(&key_of(typed, "accessToken")).is_some());
}

#[test]
fn the_other_items_may_be_missing_or_garbled() {
    for item in ["clockDrift", "signInDetails"] {
        for value in [None, Some(""), Some("x"), Some("{}"), Some("1e9"), Some("null")] {
            let scene = Scene::signed_in();
            match value {
                None => scene.world.local.delete(&key(item)),
                Some(value) => scene.world.local.put(key(item), value),
            }
            assert!(scene.tab.session().tokens.is_ok(), "{item} {value:?}");
            assert!(!scene.operations().contains(&OPERATION.to_owned()), "{item} {value:?}");
        }
    }
    let scene = Scene::signed_in();
    scene.world.local.delete(LAST_AUTH_USER);
    assert!(scene.tab.session().tokens.is_ok(), "the seed's user has the name of those without one");
}

#[test]
fn a_session_that_another_tab_is_writing_is_waited_for() {
    let scene = Rc::new(scene(Own, Own, Refresh::Own));
    let token = scene.world.local.get(&key_of(OWNER, "accessToken")).unwrap();
    scene.world.local.delete(&key_of(OWNER, "accessToken"));
    let other = Rc::clone(&scene);
    let written = token.clone();
    meanwhile(&scene.world, 3, move || other.world.local.put(key_of(OWNER, "accessToken"), &*written));
    assert_eq!(scene.tab.session().tokens.unwrap().access.raw(), token);
    assert!(scene.operations().is_empty());
}

#[test]
fn what_is_not_whole_is_never_returned() {
    // A late reply finds a session that another tab is writing.
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.store_session();
    scene.world.local.delete(&key("accessToken"));
    gate.open();
    let session = call.finish().unwrap();
    let error = session.tokens.unwrap_err();
    assert_eq!((session.is_signed_in, error.name(), error.retryable()), (true, "StorageException", true));
    assert!(scene.tab.session().tokens.is_ok());
}

#[test]
fn a_session_that_cannot_be_repaired_now_is_kept() {
    for (reply, name, is_kept) in [
        (Reply::timed_out(), "TimeoutError", true),
        (Reply::error("NotAuthorizedException"), "SessionExpiredException", false),
    ] {
        let scene = scene(Garbled, Missing, Refresh::Own);
        scene.world.network.answer(OPERATION, reply);
        let session = scene.tab.session();
        assert_eq!((session.is_signed_in, session.tokens.unwrap_err().name()), (is_kept, name));
        assert_eq!(scene.world.local.get(&key_of(OWNER, "refreshToken")).is_some(), is_kept);
    }
}

#[test]
fn a_write_that_stops_at_any_item_leaves_a_session_that_goes_on() {
    for written in 0..=5 {
        let scene = Scene::expired_tokens();
        scene.user_pool.rotates.set(true);
        let before = scene.world.local.items();
        scene.world.trace.clear();
        assert!(scene.tab.session().tokens.is_ok());
        let after = scene.world.local.items();
        let order: Vec<_> =
            scene.world.trace.of(&["save"]).iter().map(|line| line.strip_prefix("save ").unwrap().to_owned()).collect();
        for (key, value) in before.iter().chain(order.iter().take(written).map(|key| (key, &after[key]))) {
            scene.world.local.put(key, value);
        }
        assert!(order.len() >= 5 && order.iter().all(|key| key.contains(CLIENT_ID)));
        let tab = scene.second_tab_of(user_pool_config());
        // Before the first write, the refresh token is one that the service does not know any more.
        assert_eq!(tab.session().is_signed_in, written > 0, "{written}");
        if written > 0 {
            assert_eq!(tab.session().user_sub.unwrap(), SUB);
        }
    }
}
