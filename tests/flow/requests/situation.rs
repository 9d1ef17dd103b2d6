//! The situations in which every row of the tables is tested.

use serde_json::{Value, json};

use super::stage::Stage;
use crate::support::seed::{both_pools_config, user_pool_config};
use crate::support::{Device, Scene};

/// The page's collector for the pool's threat protection.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Collector {
    Absent,
    /// Present, but without data.
    Empty,
    Ready,
}

/// The items of a remembered device that the page has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Remembered {
    Nothing,
    Whole,
    AllBut(&'static str),
}

/// The app client.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Client {
    Public,
    /// Its secret is in the configuration.
    Secret,
    /// Its secret is on a server that the `secretHash` hook asks.
    Hook,
}

/// What a request may depend on, apart from the function.
#[derive(Clone, Copy)]
pub(super) struct Situation {
    pub(super) name: &'static str,
    /// The application's `clientMetadata`, as JSON text.
    metadata: Option<&'static str>,
    pub(super) collector: Collector,
    pub(super) device: Remembered,
    pub(super) client: Client,
}

const PLAIN: Situation = Situation {
    name: "nothing special",
    metadata: None,
    collector: Collector::Absent,
    device: Remembered::Nothing,
    client: Client::Public,
};

const METADATA: Option<&str> = Some(r#"{"a":"1","b":""}"#);

/// Everything at once.
const FULL: Situation = Situation {
    name: "everything, with a client secret",
    metadata: METADATA,
    collector: Collector::Ready,
    device: Remembered::Whole,
    client: Client::Secret,
};

/// Each thing by itself, and all of them together.
pub(super) static ALL: [Situation; 13] = [
    PLAIN,
    Situation { name: "client metadata", metadata: METADATA, ..PLAIN },
    Situation { name: "client metadata without a member", metadata: Some("{}"), ..PLAIN },
    Situation { name: "a collector", collector: Collector::Ready, ..PLAIN },
    Situation { name: "a collector with nothing to tell", collector: Collector::Empty, ..PLAIN },
    Situation { name: "a device", device: Remembered::Whole, ..PLAIN },
    Situation { name: "a device without deviceKey", device: Remembered::AllBut("deviceKey"), ..PLAIN },
    Situation { name: "a device without deviceGroupKey", device: Remembered::AllBut("deviceGroupKey"), ..PLAIN },
    Situation { name: "a device without randomPasswordKey", device: Remembered::AllBut("randomPasswordKey"), ..PLAIN },
    Situation { name: "a client secret", client: Client::Secret, ..PLAIN },
    Situation { name: "a secretHash hook", client: Client::Hook, ..PLAIN },
    FULL,
    Situation { name: "everything, with a secretHash hook", client: Client::Hook, ..FULL },
];

impl Situation {
    pub(super) fn metadata(&self) -> Option<Value> {
        self.metadata.map(|text| serde_json::from_str(text).unwrap())
    }

    pub(super) fn has_device(&self) -> bool {
        self.device == Remembered::Whole
    }

    pub(super) fn has_secret(&self) -> bool {
        self.client != Client::Public
    }

    /// A page in this situation.
    pub(super) fn scene(&self, stage: &Stage) -> Scene {
        let mut config = if stage.identity_pool { both_pools_config(true) } else { user_pool_config() };
        let settings = config["Auth"]["Cognito"].as_object_mut().unwrap();
        settings.extend(stage.settings.clone());
        if self.client == Client::Secret {
            settings.insert("clientSecret".to_owned(), json!("9secret456"));
        }
        let scene = Scene::with_config(config);
        match self.collector {
            Collector::Absent => {}
            Collector::Empty => scene.tab.collect_with(|_, _, _| None),
            Collector::Ready => scene.tab.collect_with(|username, pool_id, client_id| {
                Some(["context of", username, pool_id, client_id].join(" "))
            }),
        }
        if self.client == Client::Hook {
            scene.tab.hash_with(|username| Ok(["hash of", username].join(" ")));
        }
        let device = Device::seed();
        for (item, value) in device.items() {
            if self.has_device() || matches!(self.device, Remembered::AllBut(missing) if missing != item) {
                scene.world.local.put(stage.device_item(item), value);
            }
        }
        stage.set(&scene);
        scene
    }
}
