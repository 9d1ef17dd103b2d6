//! The parameters of challenges to prove a password, and of those that the application answers.

use cognito_wasm::srp::{SrpChallenge, encoding, group};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::driver::{check_error, run, shown};
use crate::support::seed::{PASSWORD, USERNAME};
use crate::support::{Reply, Scene};

/// `SRP_B`, `SALT` and `SECRET_BLOCK` are three lines of a seed.
#[test]
fn challenges_to_prove_a_password_are_checked() {
    run("proofs", 100, |text, _| {
        let mut lines = text.lines().chain(["", "", ""]);
        let (srp_b, salt, block) = (lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap());
        let digits = srp_b.to_ascii_lowercase();
        let digits = digits.trim_start_matches('0');
        let modulus = encoding::hex(&group::N);
        match SrpChallenge::parse(srp_b, salt, block) {
            Ok(challenge) => {
                // Longer multiples of N have more digits than are accepted.
                prop_assert!(!digits.is_empty() && digits != modulus && digits.len() <= modulus.len());
                prop_assert!(srp_b.bytes().all(|byte| byte.is_ascii_hexdigit()));
                let number = salt.strip_prefix('-').unwrap_or(salt);
                prop_assert!((1..=128).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_hexdigit()));
                prop_assert!(challenge.secret_block.len() <= block.len() && !block.is_empty());
            }
            Err(error) => {
                let shown = format!("{} {error:?}", error.message());
                prop_assert!(shown.len() < 256 && (srp_b.len() < 16 || !shown.contains(srp_b)));
            }
        }
        Ok(())
    });
}

/// The reply to a first request. Its challenge may be answered.
#[test]
fn challenges_are_steps_or_errors() {
    run("challenges", 8, |text, choice| {
        let Ok(reply) = serde_json::from_str::<Value>(text) else { return Ok(()) };
        let flow = ["CUSTOM_WITHOUT_SRP", "USER_AUTH", "USER_SRP_AUTH", "USER_PASSWORD_AUTH", "CUSTOM_WITH_SRP"]
            [usize::try_from(choice % 5).unwrap()];
        let scene = Scene::signed_out();
        scene.world.network.serve(|_| Reply::error("CodeMismatchException"));
        scene.tab.authenticate_with(|_| Ok(json!({"response": {"signature": "Ag"}})));
        scene.world.network.answer("InitiateAuth", Reply::json(reply.clone()));
        let sends_password = flow == "USER_PASSWORD_AUTH";
        let password = (!flow.starts_with("CUSTOM_WITHOUT")).then_some(PASSWORD);
        let input = json!({"username": USERNAME, "password": password, "options": {"authFlowType": flow}});
        match scene.tab.sign_in(input) {
            Ok(output) if output["isSignedIn"] == true => prop_assert!(
                reply["AuthenticationResult"].is_object()
                    && ["CUSTOM_WITHOUT_SRP", "USER_PASSWORD_AUTH"].contains(&flow)
            ),
            Ok(output) => {
                let step = output["nextStep"]["signInStep"].as_str().unwrap_or_default();
                prop_assert!(!step.is_empty());
                // The step has no more details than the reply.
                prop_assert!(output.to_string().len() <= text.len().saturating_mul(2).saturating_add(512));
                if flow.ends_with("_SRP") || flow == "USER_SRP_AUTH" {
                    prop_assert_eq!(flow, "CUSTOM_WITHOUT_SRP", "nothing was proved");
                }
                let answer = scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"}));
                if let Err(error) = answer {
                    check_error(&error)?;
                }
            }
            Err(error) => {
                check_error(&error)?;
                prop_assert!(text.contains(PASSWORD) || !shown(&error).contains(PASSWORD));
            }
        }
        let requests = scene.world.network.requests();
        prop_assert!(requests.len() <= 5, "{} requests", requests.len());
        prop_assert!(sends_password || requests.iter().all(|request| !request.body.to_string().contains(PASSWORD)));
        Ok(())
    });
}
