//! The bodies of replies, with every kind of status, to every kind of request.

use cognito_wasm::error::Error;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::driver::{check_error, run, shown};
use crate::support::seed::{PASSWORD, key, password_input};
use crate::support::{Reply, Scene};

const REFRESH_TOKEN: &str = "refresh-1";

/// A text that is not JSON is an error page.
fn reply(text: &str, status: u16) -> Reply {
    match serde_json::from_str::<Value>(text) {
        Ok(body) => Reply::json(body).with_status(status),
        Err(_) if text.is_empty() => Reply::empty().with_status(status),
        Err(_) => Reply::page(status).with_header("x-amzn-errortype", text).with_header("x-amzn-requestid", text),
    }
}

fn check(error: &Error, text: &str) -> Result<(), TestCaseError> {
    check_error(error)?;
    for cause in core::iter::successors(Some(error), |error| error.source()) {
        check_error(cause)?;
        for secret in [PASSWORD, REFRESH_TOKEN] {
            prop_assert!(text.contains(secret) || !shown(cause).contains(secret), "{} is told", secret);
        }
        let metadata = cause.metadata().and_then(|metadata| metadata.request_id.as_ref());
        prop_assert!(metadata.is_none_or(|id| id.len() <= 1024));
    }
    Ok(())
}

fn check_sign_in(scene: &Scene, text: &str) -> Result<(), TestCaseError> {
    match scene.tab.sign_in(password_input()) {
        Ok(output) if output["isSignedIn"] == true => {
            prop_assert_eq!(scene.world.event_names(), ["signedIn"]);
            prop_assert!(
                scene.world.local.items().values().all(|item| !item.contains(PASSWORD) || text.contains(PASSWORD))
            );
        }
        Ok(output) => {
            prop_assert!(output["nextStep"]["signInStep"].is_string());
            prop_assert!(scene.world.local.items().is_empty());
        }
        Err(error) => {
            check(&error, text)?;
            prop_assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty(), "{:?}", error);
        }
    }
    Ok(())
}

/// A refresh returns tokens, or ends the session and removes all of it, or keeps what was stored.
fn check_refresh(scene: &Scene, text: &str) -> Result<(), TestCaseError> {
    scene.store_session();
    scene.world.clock.advance(3_600_000);
    let before = scene.world.local.items();
    let session = scene.tab.session();
    match &session.tokens {
        Ok(tokens) => prop_assert_eq!(scene.stored("accessToken"), Some(tokens.access.raw().to_owned())),
        Err(error) => {
            check(error, text)?;
            let mut after = scene.world.local.items();
            if error.name() == "SessionExpiredException" {
                prop_assert!(after.is_empty() && !session.is_signed_in);
                return Ok(());
            }
            prop_assert!(after.get(&key("refreshToken")).is_some_and(|token| !token.is_empty()));
            after.insert(key("refreshToken"), before[&key("refreshToken")].clone());
            prop_assert_eq!(after, before, "{:?}", error);
        }
    }
    Ok(())
}

fn check_account(scene: &Scene, text: &str, choice: u32) -> Result<(), TestCaseError> {
    scene.store_session();
    let before = scene.world.local.items();
    let function =
        ["fetchUserAttributes", "fetchMFAPreference", "setUpTOTP", "fetchDevices", "listWebAuthnCredentials"]
            [usize::try_from(choice % 5).unwrap()];
    match scene.tab.account(function, json!({})) {
        Ok(output) => prop_assert!(output.to_string().len() <= text.len().saturating_mul(40).saturating_add(4_096)),
        Err(error) => check(&error, text)?,
    }
    prop_assert!(scene.operations().len() <= 300, "pages end");
    prop_assert_eq!(scene.world.local.items(), before);
    Ok(())
}

#[test]
fn replies_are_results_or_errors() {
    run("replies", 10, |text, choice| {
        let status = [200, 400, 500, 403, 200, 429, 302, 599][usize::try_from(choice % 8).unwrap()];
        let served = reply(text, status);
        let scene = Scene::signed_out();
        scene.world.network.serve(move |request| match &*request.operation {
            "ConfirmDevice" | "RevokeToken" => Reply::empty(),
            _ => served.clone(),
        });
        match choice / 8 % 4 {
            0 => check_sign_in(&scene, text),
            1 => check_refresh(&scene, text),
            2 => check_account(&scene, text, choice / 32),
            _ => {
                let code = json!({"username": "u", "confirmationCode": "1", "password": PASSWORD});
                for result in [
                    scene.tab.sign_up(code.clone()),
                    scene.tab.confirm_sign_up(code.clone()),
                    scene.tab.resend_sign_up_code(code),
                ] {
                    match result {
                        Ok(output) => prop_assert!(output.is_object()),
                        Err(error) => check(&error, text)?,
                    }
                }
                Ok(())
            }
        }
    });
}
