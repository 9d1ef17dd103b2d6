//! Salts that are negative numbers, as Cognito sends some of them.

use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};

use crate::srp_server::Server;
use crate::support::seed::{PASSWORD, USERNAME, signed_in, srp_input};
use crate::support::{Challenge, Reply, Scene, srp_challenge};

const SALTS: [&str; 4] = ["-16e4c1d4a8a2d2b34c9e5f60718293a4", "-80", "-FF", "-0"];
const SECRET_BLOCK: &[u8] = b"known to the server only";

fn challenge(server: &Server<'_>) -> Reply {
    let mut challenge = srp_challenge();
    let parameters = &mut challenge["ChallengeParameters"];
    parameters["SALT"] = server.salt.into();
    parameters["SRP_B"] = server.public().into();
    parameters["SECRET_BLOCK"] = Base64::encode_string(SECRET_BLOCK).into();
    Reply::json(challenge)
}

/// Signs in as a user with this salt. Returns the proof that was sent, and the right one.
fn proofs(salt: &str) -> [String; 2] {
    let server = Server { group: "SeedPool1", name: USERNAME, salt, password: PASSWORD, secret: &[0x2b; 32] };
    let scene = Scene::signed_out();
    scene.world.network.answer("InitiateAuth", challenge(&server));
    scene.world.network.answer("RespondToAuthChallenge", Reply::error("NotAuthorizedException"));
    scene.tab.sign_in(srp_input()).unwrap_err();
    let requests = scene.world.network.requests();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let srp_a = text(&requests[0].body["AuthParameters"]["SRP_A"]);
    let responses = &requests[1].body["ChallengeResponses"];
    let expected = server.expected_signature(&srp_a, SECRET_BLOCK, &text(&responses["TIMESTAMP"]));
    [text(&responses["PASSWORD_CLAIM_SIGNATURE"]), Base64::encode_string(&expected)]
}

#[test]
fn proves_the_right_password() {
    for salt in SALTS {
        let [sent, expected] = proofs(salt);
        assert_eq!(sent, expected, "{salt}");
    }
}

#[test]
fn does_not_reveal_whether_a_user_exists() {
    let outcome = |salt: &str| {
        let scene = Scene::signed_out();
        let mut challenge = srp_challenge();
        challenge["ChallengeParameters"]["SALT"] = salt.into();
        scene.world.network.answer("InitiateAuth", Reply::json(challenge));
        let refusal = Reply::refusal(400, "NotAuthorizedException", "Incorrect username or password.");
        scene.world.network.answer("RespondToAuthChallenge", refusal);
        let error = scene.tab.sign_in(json!({"username": "nobody", "password": PASSWORD})).unwrap_err();
        (error.name().to_owned(), error.message().to_owned(), scene.operations())
    };
    let known = outcome("16e4c1d4a8a2d2b34c9e5f60718293a4");
    assert_eq!(known.0, "NotAuthorizedException");
    for salt in SALTS {
        assert_eq!(outcome(salt), known, "{salt}");
    }
}

#[test]
fn a_device_proves_itself() {
    for salt in SALTS {
        let scene = Scene::challenging(Challenge::sms());
        let mut device = scene.remember_device();
        salt.clone_into(&mut device.salt);
        scene.user_pool.device.replace(Some(device));
        assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in(), "{salt}");
    }
}
