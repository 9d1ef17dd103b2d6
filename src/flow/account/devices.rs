//! The devices that the service remembers for a user.

use std::rc::Rc;

use super::attributes::map_of;
use super::pages::List;
use crate::cognito::operation::{FORGET_DEVICE, LIST_DEVICES, UPDATE_DEVICE_STATUS};
use crate::error::{Error, Result, names};
use crate::flow::{Auth, input};
use crate::host::Host;
use crate::json::Json;

/// The most that the service gives at once.
const PAGE_SIZE: f64 = 60.0;

static DEVICES: List =
    List { operation: &LIST_DEVICES, items: "Devices", size: "Limit", token: "PaginationToken", item: device };

/// A device as the public API has it; times in seconds since the epoch.
fn device(mut device: Json) -> Json {
    let mut attributes = Json::object();
    if let Json::Object(members) = map_of(device.take("DeviceAttributes")) {
        for (name, value) in members.into_iter().filter(|(_, value)| value.as_text().is_some()) {
            attributes.push(name, value);
        }
    }
    // A time of zero is none.
    let mut time = |member| Some(device.take(member)).filter(|time| time.as_number() != Some(0.0));
    Json::object()
        .with("createDate", time("DeviceCreateDate"))
        .with("lastModifiedDate", time("DeviceLastModifiedDate"))
        .with("lastAuthenticatedDate", time("DeviceLastAuthenticatedDate"))
        .with("id", device.take("DeviceKey").into_text().unwrap_or_default())
        .with("name", attributes.get("device_name").as_str())
        .with("attributes", attributes)
}

impl<H: Host> Auth<H> {
    /// `fetchDevices`: all of them.
    pub(super) async fn fetch_devices(self: &Rc<Self>) -> Result<Json> {
        self.pages(&DEVICES, Some(PAGE_SIZE)).await.map(Json::Array)
    }

    /// `rememberDevice`: this one.
    pub(super) async fn remember_device(self: &Rc<Self>) -> Result<Json> {
        let tokens = self.user_tokens().await?;
        let device = self.load_device(&tokens.username).await?.ok_or_else(not_remembered)?;
        let body = Json::object()
            .with("AccessToken", tokens.access.raw())
            .with("DeviceKey", device.key)
            .with("DeviceRememberedStatus", "remembered");
        self.call_user_pool(&UPDATE_DEVICE_STATUS, body).await.map(|_| Json::Null)
    }

    /// `forgetDevice`: the one that is named, or this one. This one is forgotten here too.
    pub(super) async fn forget_device(self: &Rc<Self>, mut input: Json) -> Result<Json> {
        let mut named = input.take("device");
        if !named.is_null() && !named.is_object() {
            return Err(input::invalid("device", "is not an object"));
        }
        let named = input::optional_text(&mut named, "id")?.filter(|id| !id.is_empty());
        let tokens = self.user_tokens().await?;
        let own = self.load_device(&tokens.username).await?.map(|device| device.key);
        let is_own = named.is_none() || named == own;
        let key = named.or(own).ok_or_else(not_remembered)?;
        let body = Json::object().with("AccessToken", tokens.access.raw()).with("DeviceKey", key);
        self.call_user_pool(&FORGET_DEVICE, body).await?;
        if is_own {
            self.remove_device(&tokens.username).await?;
        }
        Ok(Json::Null)
    }
}

fn not_remembered() -> Error {
    Error::new(&names::DEVICE_METADATA_NOT_FOUND)
}
