//! The devices that the service remembers for a user.

use super::attributes::map_of;
use super::row::Row;
use crate::cognito::operation::{FORGET_DEVICE, LIST_DEVICES, UPDATE_DEVICE_STATUS};
use crate::error::Result;
use crate::flow::fields::{Field, Shape};
use crate::flow::input;
use crate::json::Json;

pub(super) static ROWS: [Row; 3] = [
    Row::of_user(
        "fetchDevices",
        &LIST_DEVICES,
        // The service's maximum.
        &[Field::new("", "Limit", Shape::ConstantNumber(60.0))],
        Some(|mut reply, _| Ok(reply.take("Devices").each(device))),
    )
    .in_pages("Devices", "PaginationToken"),
    Row::of_user("forgetDevice", &FORGET_DEVICE, &[Field::new("device", "DeviceKey", Shape::Read(named))], None)
        .about_forgotten_device(),
    Row::of_user(
        "rememberDevice",
        &UPDATE_DEVICE_STATUS,
        &[Field::new("", "DeviceRememberedStatus", Shape::Constant("remembered"))],
        None,
    )
    .about_device(),
];

/// The id of the device that the input names, if any.
fn named(input: &mut Json, name: &'static str) -> Result<Json> {
    let mut device = input.take(name);
    if device.is_null() || device.is_object() {
        Ok(input::optional_key(&mut device, "id")?.into())
    } else {
        Err(input::invalid(name, "is not an object"))
    }
}

/// A device in the format of the public API; times are in seconds since the epoch.
fn device(mut device: Json) -> Json {
    let attributes = map_of(device.take("DeviceAttributes"), Json::as_text);
    let name = attributes.get("device_name").as_str().map(str::to_owned);
    device
        .renamed(&[
            ("createDate", "DeviceCreateDate"),
            ("lastModifiedDate", "DeviceLastModifiedDate"),
            ("lastAuthenticatedDate", "DeviceLastAuthenticatedDate"),
        ])
        .with("id", device.take("DeviceKey").into_text().unwrap_or_default())
        .with("name", name)
        .with("attributes", attributes)
}
