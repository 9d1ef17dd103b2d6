//! Which operations are sent again when the reply is lost. For a first `InitiateAuth` that depends on the flow; `http.rs`
//! tests it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::seed::{PASSWORD, USERNAME, srp_input, user_pool_config};
use crate::support::{Challenge, Device, Reply, Scene, calls};
use crate::{account_requests, passkeys};

const OPERATIONS: &str = include_str!("../../src/cognito/operation.rs");

/// Sent once: a repetition would fail, or send the user another message.
const ONCE: usize = 1;
/// Sent up to three times: a repetition does no harm.
const REPEATED: usize = 3;

/// An operation, how often it is sent when every reply is lost, and a scene with a call that sends it.
type Row = (&'static str, usize, fn(&Scene));

/// The operations that no account function sends.
const ROWS: [Row; 15] = [
    ("SignUp", ONCE, |scene| {
        scene.tab.sign_up(json!({"username": USERNAME, "password": PASSWORD})).unwrap_err();
    }),
    ("ConfirmSignUp", ONCE, |scene| {
        scene.tab.confirm_sign_up(json!({"username": USERNAME, "confirmationCode": "1"})).unwrap_err();
    }),
    ("ResendConfirmationCode", ONCE, |scene| {
        scene.tab.resend_sign_up_code(json!({"username": USERNAME})).unwrap_err();
    }),
    ("InitiateAuth", REPEATED, |scene| {
        scene.tab.sign_in(srp_input()).unwrap_err();
    }),
    ("RespondToAuthChallenge", ONCE, |scene| {
        scene.tab.sign_in(srp_input()).unwrap_err();
    }),
    ("AssociateSoftwareToken", ONCE, |scene| {
        set_up_app(scene);
        scene.tab.sign_in(srp_input()).unwrap_err();
    }),
    ("VerifySoftwareToken", ONCE, |scene| {
        set_up_app(scene);
        let reply = json!({"SecretCode": "JBSWY3DPEHPK3PXP", "Session": "session-2"});
        scene.world.network.answer("AssociateSoftwareToken", Reply::json(reply));
        scene.tab.sign_in(srp_input()).unwrap();
        scene.tab.confirm_sign_in(json!({"challengeResponse": "324550"})).unwrap_err();
    }),
    ("ConfirmDevice", ONCE, |scene| {
        let Device { key, group, .. } = Device::seed();
        let mut result = scene.user_pool.issue(true);
        result["NewDeviceMetadata"] = json!({"DeviceKey": key, "DeviceGroupKey": group});
        let reply = Reply::json(json!({ "AuthenticationResult": result }));
        scene.world.network.answer("RespondToAuthChallenge", reply);
        scene.tab.sign_in(srp_input()).unwrap();
    }),
    ("GetTokensFromRefreshToken", REPEATED, |scene| {
        expire(scene);
        scene.tab.session();
    }),
    // The older refresh.
    ("InitiateAuth", REPEATED, |scene| {
        expire(scene);
        scene.user_pool.modern.set(false);
        scene.tab.session();
    }),
    ("RevokeToken", REPEATED, |scene| {
        scene.store_session();
        scene.tab.sign_out();
    }),
    ("GlobalSignOut", REPEATED, |scene| {
        scene.store_session();
        scene.tab.start(calls::sign_out, json!({"global": true})).finish().unwrap();
    }),
    ("GetId", REPEATED, |scene| {
        scene.store_session();
        scene.tab.session();
    }),
    ("GetCredentialsForIdentity", REPEATED, |scene| {
        scene.store_session();
        scene.tab.session();
    }),
    ("CompleteWebAuthnRegistration", ONCE, |scene| {
        scene.store_session();
        let reply = json!({"CredentialCreationOptions": passkeys::options()});
        scene.world.network.answer("StartWebAuthnRegistration", Reply::json(reply));
        scene.tab.authenticate_with(|_| Ok(passkeys::credential()));
        scene.tab.account("associateWebAuthnCredential", Value::Null).unwrap_err();
    }),
];

/// Makes the service answer the right password with the setup of an authenticator app.
fn set_up_app(scene: &Scene) {
    let parameters = json!({"MFAS_CAN_SETUP": r#"["SOFTWARE_TOKEN_MFA"]"#});
    let challenge = Challenge { name: "MFA_SETUP", parameters, answer: ("", "") };
    scene.user_pool.challenge.replace(Some(challenge));
}

/// A session whose tokens need a refresh.
fn expire(scene: &Scene) {
    scene.store_session();
    scene.world.clock.advance(3_600_000);
}

#[test]
fn only_safe_operations_are_repeated_after_a_lost_reply() {
    for (number, (operation, times, act)) in ROWS.iter().enumerate() {
        let scene = match *operation {
            "GetId" | "GetCredentialsForIdentity" => Scene::signed_out(),
            _ => Scene::with_config(user_pool_config()),
        };
        for _ in 0..=REPEATED {
            scene.world.network.answer(operation, Reply::lost());
        }
        act(&scene);
        let sent = scene.world.network.bodies(operation).len();
        assert_eq!((number, *operation, sent), (number, *operation, *times));
    }
}

#[test]
fn every_operation_has_its_row() {
    let rows = ROWS.iter().map(|(operation, ..)| *operation);
    let functions = account_requests::all().into_iter().map(|(_, _, operation, ..)| operation);
    let covered: BTreeSet<_> = rows.chain(functions).collect();
    let named = OPERATIONS
        .lines()
        .filter(|line| line.contains(", UserPools, ") || line.contains(", IdentityPools, "))
        .map(|line| line.split('"').nth(1).unwrap());
    assert_eq!(covered, named.collect());
}
