//! Any sequence of sign-ins, switches, refreshes and sign-outs of several users, compared with a simple model.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::support::seed::{input_of, key_of, user_pool_config};
use crate::support::{Scene, calls};

const USERS: [&str; 4] = ["ada", "grace", "mary,w", "username"];

#[derive(Clone, Debug)]
enum Step {
    SignIn(&'static str, &'static str),
    Switch(&'static str),
    SignOut { all_users: bool },
    Refresh,
    Reload,
}

fn any_step() -> impl Strategy<Value = Step> {
    let user = || select(&USERS[..]);
    prop_oneof![
        4 => (user(), select(&["error", "replace", "add", "add", "reuse"][..])).prop_map(|(u, c)| Step::SignIn(u, c)),
        2 => user().prop_map(Step::Switch),
        1 => prop::bool::weighted(0.2).prop_map(|all_users| Step::SignOut { all_users }),
        1 => Just(Step::Refresh),
        1 => Just(Step::Reload),
    ]
}

/// Who is signed in.
#[derive(Debug, Default)]
struct Model {
    users: Vec<&'static str>,
    current: Option<&'static str>,
}

impl Model {
    /// Returns whether the step succeeds.
    fn take(&mut self, step: &Step) -> bool {
        match *step {
            Step::SignIn(user, choice) => {
                match (choice, self.current) {
                    ("reuse", _) if self.users.contains(&user) => {}
                    ("error" | "reuse", Some(_)) => return false,
                    ("replace", Some(current)) => self.users.retain(|other| *other != current),
                    _ => {}
                }
                self.users.retain(|other| *other != user);
                self.users.push(user);
                self.current = Some(user);
            }
            Step::Switch(user) if !self.users.contains(&user) => return false,
            Step::Switch(user) => self.current = Some(user),
            Step::SignOut { all_users: true } => *self = Self::default(),
            Step::SignOut { all_users: false } => {
                let current = self.current.take();
                self.users.retain(|user| Some(*user) != current);
            }
            Step::Refresh => return self.current.is_some(),
            Step::Reload => {}
        }
        true
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn keep_everybody_apart(steps in prop::collection::vec(any_step(), 1..16), rotates in any::<bool>()) {
        let scene = Scene::with_config(user_pool_config());
        scene.user_pool.rotates.set(rotates);
        for user in USERS {
            scene.user_pool.add_user(user);
        }
        let mut model = Model::default();
        let mut page = scene.tab.reload();
        for step in &steps {
            let expected = model.take(step);
            let succeeded = match *step {
                Step::SignIn(user, choice) => page.sign_in(input_of(user, choice)).is_ok(),
                Step::Switch(user) => page.set_current_user(user).is_ok(),
                Step::SignOut { all_users } => {
                    page.start(calls::sign_out, json!({"allUsers": all_users})).finish().is_ok()
                }
                Step::Refresh => page.session_with(json!({"forceRefresh": true})).is_signed_in,
                Step::Reload => {
                    page = page.reload();
                    true
                }
            };
            prop_assert_eq!(succeeded, expected, "{:?}", step);
            scene.world.settle();
            let mut listed = page.users();
            let current = page.current_name();
            prop_assert_eq!(current.as_deref(), model.current);
            if let Some(current) = model.current {
                prop_assert_eq!(listed.first().map(String::as_str), Some(current));
            }
            listed.sort();
            let mut users = model.users.clone();
            users.sort_unstable();
            prop_assert_eq!(listed, users);
            let revoked = scene.world.network.bodies("RevokeToken");
            for user in USERS {
                let token = scene.world.local.get(&key_of(user, "refreshToken"));
                prop_assert_eq!(token.is_some(), model.users.contains(&user), "{}", user);
                prop_assert!(token.is_none_or(|token| revoked.iter().all(|body| body["Token"] != token)), "{}", user);
            }
            prop_assert_eq!(scene.world.local.items().is_empty(), model.users.is_empty());
        }
    }
}
