//! The user's attributes: reading, changing, verifying and deleting them.

use super::row::{Asked, Row};
use crate::cognito::operation::{
    DELETE_USER_ATTRIBUTES, GET_USER_ATTRIBUTES, SEND_ATTRIBUTE_CODE, UPDATE_USER_ATTRIBUTES, VERIFY_USER_ATTRIBUTE,
};
use crate::error::{Result, names};
use crate::flow::attributes::Attributes;
use crate::flow::code_delivery::CodeDelivery;
use crate::flow::fields::{Field, Shape};
use crate::flow::input;
use crate::json::Json;

const KEY: Field = Field::new("userAttributeKey", "AttributeName", Shape::Text);

pub(super) static ROWS: [Row; 6] = [
    Row::of_user(
        "confirmUserAttribute",
        &VERIFY_USER_ATTRIBUTE,
        &[Field::new("confirmationCode", "Code", Shape::Secret(&names::EMPTY_CONFIRM_USER_ATTRIBUTE_CODE)), KEY],
        None,
    ),
    Row::of_user(
        "deleteUserAttributes",
        &DELETE_USER_ATTRIBUTES,
        &[Field::new("userAttributeKeys", "UserAttributeNames", Shape::Read(input::names))],
        None,
    ),
    Row::of_user(
        "fetchUserAttributes",
        &GET_USER_ATTRIBUTES,
        &[],
        Some(|mut reply, _| Ok(map_of(reply.take("UserAttributes"), Json::as_str))),
    ),
    Row::of_user(
        "sendUserAttributeVerificationCode",
        &SEND_ATTRIBUTE_CODE,
        &[KEY, Field::CLIENT_METADATA],
        Some(|mut reply, _| Ok(CodeDelivery::from_reply(reply.take("CodeDeliveryDetails")).to_json())),
    ),
    Row::of_user(
        "updateUserAttribute",
        &UPDATE_USER_ATTRIBUTES,
        &[Field::new("userAttribute", "UserAttributes", Shape::Read(input::one_attribute)), Field::CLIENT_METADATA],
        Some(|reply, asked| {
            let name = asked.attributes.first().map(String::as_str).unwrap_or_default();
            Ok(updates(reply, asked).take(name))
        }),
    ),
    Row::of_user(
        "updateUserAttributes",
        &UPDATE_USER_ATTRIBUTES,
        &[Field::new("userAttributes", "UserAttributes", Shape::Read(attributes)), Field::CLIENT_METADATA],
        Some(|reply, asked| Ok(updates(reply, asked))),
    ),
];

/// Reads attributes into the service's list of `{Name, Value}`.
fn attributes(input: &mut Json, name: &'static str) -> Result<Json> {
    let attributes = Attributes::read(input, name)?.ok_or_else(|| input::invalid(name, "is missing"))?;
    Ok(attributes.into_list())
}

/// Makes a map of the service's list of `{Name, Value}`. Items without a name are left out, and those whose value `read`
/// rejects.
pub(super) fn map_of(mut list: Json, read: fn(&Json) -> Option<&str>) -> Json {
    let mut map = Json::object();
    for item in list.items_mut() {
        let (name, value) = (item.take("Name"), item.take("Value"));
        if let (Some(name), Some(value)) = (name.as_text(), read(&value)) {
            map.push(name.to_owned().into(), value.into());
        }
    }
    map
}

/// The result for each attribute: updated, or waiting for the code that the service sent.
fn updates(mut reply: Json, asked: &Asked) -> Json {
    let mut deliveries = reply.take("CodeDeliveryDetailsList");
    let mut results = Json::object();
    for name in &asked.attributes {
        let sent = deliveries.items_mut().iter_mut().find(|sent| sent.get("AttributeName").as_str() == Some(name));
        let delivery = sent.map(|details| CodeDelivery::from_reply(core::mem::take(details)).to_json());
        let step = if delivery.is_none() { "DONE" } else { "CONFIRM_ATTRIBUTE_WITH_CODE" };
        let result = Json::object().with("isUpdated", delivery.is_none());
        let next_step = Json::object().with("updateAttributeStep", step).with("codeDeliveryDetails", delivery);
        results.push(name.clone().into(), result.with("nextStep", next_step));
    }
    results
}
