//! The devices that the service remembers for a user.

use super::{attributes, items, time};
use crate::error::Result;
use crate::flow::attributes::Attributes;
use crate::flow::auth::Auth;
use crate::host::Host;
use crate::json::Json;
use crate::time::Timestamp;

/// A device that the service remembers for the user.
#[derive(Debug)]
pub struct AuthDevice {
    /// The service's key of it.
    pub id: String,
    /// Its name, such as the browser's.
    pub name: Option<String>,
    /// What else the service knows about it, such as `last_ip_used`.
    pub attributes: Attributes,
    /// When it was first remembered.
    pub create_date: Option<Timestamp>,
    /// When it was last changed.
    pub last_modified_date: Option<Timestamp>,
    /// When a sign-in last used it.
    pub last_authenticated_date: Option<Timestamp>,
}

impl AuthDevice {
    fn of(mut device: Json) -> Self {
        Self {
            id: device.take("id").into_text().unwrap_or_default(),
            name: device.take("name").into_text(),
            attributes: attributes(device.take("attributes")),
            create_date: time(device.get("createDate")),
            last_modified_date: time(device.get("lastModifiedDate")),
            last_authenticated_date: time(device.get("lastAuthenticatedDate")),
        }
    }
}

impl<H: Host> Auth<H> {
    /// The devices of the user who is signed in, all pages of them (`ListDevices`).
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, and the service's, such as `NotAuthorizedException`.
    pub async fn fetch_devices(&self) -> Result<Vec<AuthDevice>> {
        let output = self.account("fetchDevices", Json::Null).await?;
        Ok(items(output).into_iter().map(AuthDevice::of).collect())
    }

    /// Has the service forget a device (`ForgetDevice`): the one with that id, or else this one, which is then forgotten here
    /// too. An empty id counts as none.
    ///
    /// # Errors
    /// `DeviceMetadataNotFoundException` when no device is named and none is remembered here, `UserUnAuthenticatedException`
    /// when nobody is signed in, and the service's, such as `ResourceNotFoundException`.
    pub async fn forget_device(&self, id: Option<&str>) -> Result<()> {
        let device = id.map(|id| Json::object().with("id", id));
        self.account("forgetDevice", Json::object().with("device", device)).await.map(drop)
    }

    /// Has the service take this device as a second factor (`UpdateDeviceStatus`).
    ///
    /// # Errors
    /// `DeviceMetadataNotFoundException` when no device is remembered here, `UserUnAuthenticatedException` when nobody is
    /// signed in, and the service's.
    pub async fn remember_device(&self) -> Result<()> {
        self.account("rememberDevice", Json::Null).await.map(drop)
    }
}
