//! Passwords: resetting a forgotten one, and changing the current one.

use super::row::Row;
use crate::cognito::operation::{CHANGE_PASSWORD, CONFIRM_FORGOT_PASSWORD, FORGOT_PASSWORD};
use crate::error::names;
use crate::flow::code_delivery::CodeDelivery;
use crate::flow::fields::{Field, Shape};
use crate::json::Json;

pub(super) static ROWS: [Row; 3] = [
    Row::of_anybody(
        "confirmResetPassword",
        &CONFIRM_FORGOT_PASSWORD,
        &[
            Field::new("username", "Username", Shape::Username(&names::EMPTY_CONFIRM_RESET_PASSWORD_USERNAME)),
            Field::new("newPassword", "Password", Shape::Secret(&names::EMPTY_CONFIRM_RESET_PASSWORD_NEW_PASSWORD)),
            Field::new(
                "confirmationCode",
                "ConfirmationCode",
                Shape::Secret(&names::EMPTY_CONFIRM_RESET_PASSWORD_CONFIRMATION_CODE),
            ),
            Field::CLIENT_METADATA,
        ],
        None,
    ),
    Row::of_anybody(
        "resetPassword",
        &FORGOT_PASSWORD,
        &[
            Field::new("username", "Username", Shape::Username(&names::EMPTY_RESET_PASSWORD_USERNAME)),
            Field::CLIENT_METADATA,
        ],
        Some(|mut reply, _| {
            let step = Json::object()
                .with("resetPasswordStep", "CONFIRM_RESET_PASSWORD_WITH_CODE")
                .with("codeDeliveryDetails", CodeDelivery::from_reply(reply.take("CodeDeliveryDetails")).to_json());
            Ok(Json::object().with("isPasswordReset", false).with("nextStep", step))
        }),
    ),
    Row::of_user(
        "updatePassword",
        &CHANGE_PASSWORD,
        &[
            Field::new("oldPassword", "PreviousPassword", Shape::Secret(&names::EMPTY_UPDATE_PASSWORD)),
            Field::new("newPassword", "ProposedPassword", Shape::Secret(&names::EMPTY_UPDATE_PASSWORD)),
        ],
        None,
    ),
];
