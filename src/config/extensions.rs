//! The members of `Auth.Cognito` that this package adds. Other shapes may have them beside the id of a pool.

use super::endpoint::{self, IDENTITY_POOL_ENDPOINT, USER_POOL_ENDPOINT};
use super::flow_type::{FLOW, OLDER_FLOW};
use super::{AuthFlowType, pool};
use crate::json::Json;

/// A new object with some members of another one, under other names.
pub(super) fn copied(from: &Json, names: &[(&'static str, &str)]) -> Json {
    names.iter().fold(Json::object(), |object, (new, old)| object.with(new, from.get(old).duplicate()))
}

/// Adds the members that a shape has beside the id of the user pool, and beside that of the identity pool.
pub(super) fn write(cognito: Json, user_pool: &Json, identity_pool: &Json) -> Json {
    // One member for both endpoints, although a mobile file may have one for each.
    let allows_http = [user_pool, identity_pool].iter().any(|pool| pool.get(endpoint::OPTION).as_bool() == Some(true));
    let mut cognito = cognito
        .with(USER_POOL_ENDPOINT, user_pool.get(USER_POOL_ENDPOINT).as_text())
        .with(IDENTITY_POOL_ENDPOINT, identity_pool.get(IDENTITY_POOL_ENDPOINT).as_text())
        .with(endpoint::OPTION, allows_http.then_some(true));
    for option in [pool::VERIFY_TOKENS, pool::PLAIN_PASSWORD] {
        cognito = cognito.with(option, user_pool.get(option).duplicate());
    }
    cognito
}

/// Adds the flow of a shape that has Amplify's older names for it.
pub(super) fn write_flow(cognito: Json, section: &Json) -> Json {
    let flow = AuthFlowType::from_mobile(section.get(OLDER_FLOW).as_str().unwrap_or_default());
    cognito.with(FLOW, (flow != AuthFlowType::default()).then_some(flow.name()))
}
