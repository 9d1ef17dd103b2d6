//! The device that is stored with a session is the one that the sign-in has proved.

use serde_json::json;

use crate::sign_in_device::{RESPOND, with_flow};
use crate::support::seed::{key, signed_in};
use crate::support::{Challenge, Scene, calls};

#[test]
fn another_tab_stores_another_device_meanwhile() {
    for persistence in ["local", "session"] {
        let scene = Scene::challenging(Challenge::sms());
        let device = scene.remember_device();
        let [challenge, proof] = [(); 2].map(|()| scene.world.network.hold(RESPOND));
        let mut input = with_flow("USER_PASSWORD_AUTH");
        input["options"]["persistence"] = json!(persistence);
        let sign_in = scene.tab.start(calls::sign_in, input);
        challenge.open();
        scene.world.settle();
        scene.world.local.put(key("deviceKey"), "us-east-1_other");
        proof.open();
        assert_eq!(sign_in.finish().unwrap(), signed_in());
        let stored = match persistence {
            "session" => scene.tab.state.session.get(&["cognito-wasm.local.", &key("deviceKey")].concat()),
            _ => scene.stored("deviceKey"),
        };
        assert_eq!(stored, Some(device.key), "the refresh of the session has to name it");
    }
}
