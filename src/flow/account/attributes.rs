//! The user's attributes: reading, changing, verifying and deleting them.

use super::row::{Asked, Caller, Field, Kind, Row};
use crate::cognito::operation::{
    DELETE_USER_ATTRIBUTES, GET_USER_ATTRIBUTES, SEND_ATTRIBUTE_CODE, UPDATE_USER_ATTRIBUTES, VERIFY_USER_ATTRIBUTE,
};
use crate::error::names;
use crate::flow::CodeDelivery;
use crate::json::Json;

const KEY: Field = Field::new("userAttributeKey", "AttributeName", Kind::Key);

pub(super) static ROWS: [Row; 6] = [
    Row {
        function: "confirmUserAttribute",
        operation: &VERIFY_USER_ATTRIBUTE,
        caller: Caller::User,
        fields: &[Field::new("confirmationCode", "Code", Kind::Secret(&names::EMPTY_CONFIRM_USER_ATTRIBUTE_CODE)), KEY],
        output: None,
    },
    Row {
        function: "deleteUserAttributes",
        operation: &DELETE_USER_ATTRIBUTES,
        caller: Caller::User,
        fields: &[Field::new("userAttributeKeys", "UserAttributeNames", Kind::Names)],
        output: None,
    },
    Row {
        function: "fetchUserAttributes",
        operation: &GET_USER_ATTRIBUTES,
        caller: Caller::User,
        fields: &[],
        output: Some(|mut reply, _| Ok(map_of(reply.take("UserAttributes")))),
    },
    Row {
        function: "sendUserAttributeVerificationCode",
        operation: &SEND_ATTRIBUTE_CODE,
        caller: Caller::User,
        fields: &[KEY, Field::CLIENT_METADATA],
        output: Some(|mut reply, _| Ok(CodeDelivery::from_reply(reply.take("CodeDeliveryDetails")).to_json())),
    },
    Row {
        function: "updateUserAttribute",
        operation: &UPDATE_USER_ATTRIBUTES,
        caller: Caller::User,
        fields: &[Field::new("userAttribute", "UserAttributes", Kind::Attribute), Field::CLIENT_METADATA],
        output: Some(|reply, asked| {
            let name = asked.attributes.first().map(String::as_str).unwrap_or_default();
            Ok(updates(reply, asked).take(name))
        }),
    },
    Row {
        function: "updateUserAttributes",
        operation: &UPDATE_USER_ATTRIBUTES,
        caller: Caller::User,
        fields: &[Field::new("userAttributes", "UserAttributes", Kind::Attributes), Field::CLIENT_METADATA],
        output: Some(|reply, asked| Ok(updates(reply, asked))),
    },
];

/// The service's list of `{Name, Value}` as a map; entries without a name or a value are left out.
pub(super) fn map_of(list: Json) -> Json {
    let mut map = Json::object();
    for mut item in list.into_items() {
        if let Some(name) = item.take("Name").into_text().filter(|name| !name.is_empty()) {
            map.push(name.into(), item.take("Value"));
        }
    }
    map
}

/// What became of each attribute: changed, or waiting for the code that was sent.
fn updates(mut reply: Json, asked: &Asked) -> Json {
    let step = |name| Json::object().with("updateAttributeStep", name);
    let deliveries = reply.take("CodeDeliveryDetailsList").into_items().into_iter().map(CodeDelivery::from_reply);
    let deliveries: Vec<_> = deliveries.collect();
    let mut results = Json::object();
    for name in &asked.attributes {
        let sent = deliveries.iter().find(|delivery| delivery.attribute_name.as_ref() == Some(name));
        let next_step = match sent {
            None => step("DONE"),
            Some(delivery) => step("CONFIRM_ATTRIBUTE_WITH_CODE").with("codeDeliveryDetails", delivery.to_json()),
        };
        let result = Json::object().with("isUpdated", sent.is_none()).with("nextStep", next_step);
        results.push(name.clone().into(), result);
    }
    results
}
