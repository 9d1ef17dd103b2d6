//! The inputs of the public functions.

use cognito_wasm::error::Category;
use proptest::prelude::*;
use serde_json::Value;

use super::driver::{check_error, run, shown};
use crate::support::seed::{PASSWORD, key};
use crate::support::{Reply, Scene, calls};

/// The text that the corpus uses as a secret.
const SECRETS: [&str; 2] = [PASSWORD, "Old-Password9"];

/// Account functions that send one request.
const ACCOUNT: [&str; 10] = [
    "resetPassword",
    "confirmResetPassword",
    "updatePassword",
    "updateUserAttributes",
    "deleteUserAttributes",
    "confirmUserAttribute",
    "verifyTOTPSetup",
    "updateMFAPreference",
    "forgetDevice",
    "deleteWebAuthnCredential",
];

#[test]
fn inputs_are_taken_or_refused_before_a_request() {
    run("inputs", 10, |text, choice| {
        let Ok(input) = serde_json::from_str::<Value>(text) else { return Ok(()) };
        let scene = Scene::waiting_for_code();
        scene.world.network.serve(|_| Reply::error("ForbiddenException"));
        let tab = &scene.tab;
        let result = match choice % 10 {
            0 => tab.sign_up(input).map(drop),
            1 => tab.confirm_sign_up(input).map(drop),
            2 => tab.resend_sign_up_code(input).map(drop),
            3 => tab.confirm_sign_in(input).map(drop),
            4 => tab.sign_in(input).map(drop),
            5 => {
                scene.store_session();
                tab.start(calls::fetch_auth_session, input).finish().map(drop)
            }
            6 => tab.import_session(input).map(drop),
            7 => {
                scene.store_session();
                tab.export_session(input).map(drop)
            }
            _ => {
                scene.store_session();
                tab.account(ACCOUNT[usize::try_from(choice / 10 % 10).unwrap()], input).map(drop)
            }
        };
        let operations = scene.operations();
        prop_assert!(operations.len() <= 1, "{:?}", operations);
        if let Err(error) = result {
            check_error(&error)?;
            prop_assert!(SECRETS.iter().all(|secret| !shown(&error).contains(secret)), "{:?} tells a secret", error);
            if error.category() == Category::Validation {
                prop_assert!(operations.is_empty(), "{:?} after {:?}", error, operations);
            }
        }
        if matches!(choice % 10, 5 | 7..) {
            prop_assert!(scene.stored("refreshToken").is_some(), "{}", key("refreshToken"));
        }
        Ok(())
    });
}
