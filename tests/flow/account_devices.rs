//! `fetchDevices`, `rememberDevice`, `forgetDevice`.

use serde_json::{Value, json};

use crate::support::seed::key;
use crate::support::{Reply, Scene};

const ITEMS: [&str; 3] = ["deviceKey", "deviceGroupKey", "randomPasswordKey"];

/// A user with a remembered device.
fn scene() -> Scene {
    let scene = Scene::signed_in();
    for (item, value) in ITEMS.into_iter().zip(["own", "group", "password"]) {
        scene.world.local.put(key(item), value);
    }
    scene
}

fn is_remembered_here(scene: &Scene) -> bool {
    let stored = ITEMS.map(|item| scene.stored(item).is_some());
    assert!(stored.iter().all(|item| *item == stored[0]), "all of it or nothing");
    stored[0]
}

fn forget(scene: &Scene, input: Value) {
    scene.world.network.forget();
    scene.world.network.answer("ForgetDevice", Reply::empty());
    assert!(scene.tab.account("forgetDevice", input).unwrap().is_null());
}

#[test]
fn this_one_is_remembered() {
    let scene = scene();
    scene.world.network.answer("UpdateDeviceStatus", Reply::json(json!({})));
    assert!(scene.tab.account("rememberDevice", json!(null)).unwrap().is_null());
    let token = scene.stored("accessToken").unwrap();
    assert_eq!(
        scene.world.network.bodies("UpdateDeviceStatus"),
        [json!({"AccessToken": token, "DeviceKey": "own", "DeviceRememberedStatus": "remembered"})]
    );
    assert!(is_remembered_here(&scene));
}

#[test]
fn this_one_is_forgotten_here_too() {
    for input in [
        json!(null),
        json!({}),
        json!({"device": {"name": "x"}}),
        json!({"device": {"id": ""}}),
        json!({"device": {"id": "own"}}),
    ] {
        let scene = scene();
        forget(&scene, input);
        let token = scene.stored("accessToken").unwrap();
        let body = json!({"AccessToken": token, "DeviceKey": "own"});
        assert_eq!(scene.world.network.bodies("ForgetDevice"), [body]);
        assert!(!is_remembered_here(&scene));
    }
}

#[test]
fn another_is_forgotten_at_the_service_only() {
    let scene = scene();
    forget(&scene, json!({"device": {"id": "other", "name": "phone"}}));
    assert_eq!(scene.world.network.bodies("ForgetDevice")[0]["DeviceKey"], "other");
    assert!(is_remembered_here(&scene));

    for item in ITEMS {
        scene.world.local.delete(&key(item));
    }
    forget(&scene, json!({"device": {"id": "other"}}));
    assert_eq!(scene.operations(), ["ForgetDevice"], "this needs no remembered device");
}

#[test]
fn a_refusal_leaves_this_one_remembered() {
    let scene = scene();
    scene.world.network.answer("ForgetDevice", Reply::error("ResourceNotFoundException"));
    let error = scene.tab.account("forgetDevice", json!({})).unwrap_err();
    assert_eq!(error.name(), "ResourceNotFoundException");
    assert!(is_remembered_here(&scene));
}

#[test]
fn a_device_that_is_not_wholly_remembered_is_none() {
    for missing in ITEMS {
        let scene = scene();
        scene.world.local.delete(&key(missing));
        for function in ["rememberDevice", "forgetDevice"] {
            let error = scene.tab.account(function, json!({})).unwrap_err();
            assert_eq!(error.name(), "DeviceMetadataNotFoundException", "{function} without {missing}");
        }
        assert!(scene.operations().is_empty());
    }
}

#[test]
fn are_listed_with_attributes_and_times() {
    let scene = Scene::signed_in();
    let first = json!({
        "DeviceKey": "a", "DeviceCreateDate": 1_700_000_000.5, "DeviceLastModifiedDate": 1_700_000_001,
        "DeviceAttributes": [
            {"Name": "device_name", "Value": "Zoë's phone"}, {"Name": "last_ip_used", "Value": "127.0.0.1"},
            {"Name": "", "Value": "x"}, {"Name": "device_status", "Value": ""}, {"Name": "dev:x"},
        ],
    });
    scene.world.network.answer("ListDevices", Reply::json(json!({"Devices": [first, {}]})));
    assert_eq!(
        scene.tab.account("fetchDevices", json!(null)).unwrap(),
        json!([
            {
                "id": "a", "name": "Zoë's phone", "createDate": 1_700_000_000.5, "lastModifiedDate": 1_700_000_001.0,
                "attributes": {"device_name": "Zoë's phone", "last_ip_used": "127.0.0.1"},
            },
            {"id": "", "attributes": {}},
        ])
    );
    let token = scene.stored("accessToken").unwrap();
    assert_eq!(scene.world.network.bodies("ListDevices"), [json!({"AccessToken": token, "Limit": 60.0})]);
}

#[test]
fn are_listed_to_the_last_page() {
    let scene = Scene::signed_in();
    for (keys, next) in [(0..60, json!("p2")), (60..120, json!("p3")), (120..121, json!(null))] {
        let devices: Vec<_> = keys.map(|number| json!({"DeviceKey": number.to_string()})).collect();
        scene.world.network.answer("ListDevices", Reply::json(json!({"Devices": devices, "PaginationToken": next})));
    }
    let devices = scene.tab.account("fetchDevices", json!({})).unwrap();
    let ids: Vec<_> = devices.as_array().unwrap().iter().map(|device| device["id"].as_str().unwrap()).collect();
    assert_eq!(ids, (0..121).map(|number| number.to_string()).collect::<Vec<_>>());
    let bodies = scene.world.network.bodies("ListDevices");
    let tokens: Vec<_> = bodies.iter().map(|body| body["PaginationToken"].clone()).collect();
    assert_eq!(tokens, [json!(null), json!("p2"), json!("p3")]);
}

#[test]
fn a_page_that_leads_to_itself_is_the_last() {
    let scene = Scene::signed_in();
    for _ in 0..2 {
        let page = json!({"Devices": [{"DeviceKey": "a"}], "PaginationToken": "same"});
        scene.world.network.answer("ListDevices", Reply::json(page));
    }
    assert_eq!(scene.tab.account("fetchDevices", json!({})).unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn page_tokens_that_go_round_in_a_circle_end() {
    let scene = Scene::signed_in();
    scene.world.network.serve(|request| {
        let next = if request.body["PaginationToken"] == "b" { "a" } else { "b" };
        Reply::json(json!({"Devices": [{"DeviceKey": "a"}], "PaginationToken": next}))
    });
    assert_eq!(scene.tab.account("fetchDevices", json!({})).unwrap().as_array().unwrap().len(), 3);
}

#[test]
fn a_list_without_an_end_is_ended() {
    let scene = Scene::signed_in();
    scene.world.network.serve(|request| {
        let page: u32 = request.body["PaginationToken"].as_str().unwrap_or("0").parse().unwrap();
        Reply::json(json!({"Devices": [{"DeviceKey": page.to_string()}], "PaginationToken": (page + 1).to_string()}))
    });
    let devices = scene.tab.account("fetchDevices", json!({})).unwrap();
    assert_eq!(devices.as_array().unwrap().len(), 101, "the first page and a hundred more");
    assert_eq!(scene.operations().len(), 101);
}
