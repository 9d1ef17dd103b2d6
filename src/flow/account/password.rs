//! `resetPassword`, `confirmResetPassword`, `updatePassword`.

use super::row::{Caller, Field, Kind, Row};
use crate::cognito::operation::{CHANGE_PASSWORD, CONFIRM_FORGOT_PASSWORD, FORGOT_PASSWORD};
use crate::error::names;
use crate::flow::CodeDelivery;
use crate::json::Json;

pub(super) static ROWS: [Row; 3] = [
    Row {
        function: "confirmResetPassword",
        operation: &CONFIRM_FORGOT_PASSWORD,
        caller: Caller::Anybody,
        fields: &[
            Field::new("username", "Username", Kind::Username(&names::EMPTY_CONFIRM_RESET_PASSWORD_USERNAME)),
            Field::new("newPassword", "Password", Kind::Secret(&names::EMPTY_CONFIRM_RESET_PASSWORD_NEW_PASSWORD)),
            Field::new(
                "confirmationCode",
                "ConfirmationCode",
                Kind::Secret(&names::EMPTY_CONFIRM_RESET_PASSWORD_CONFIRMATION_CODE),
            ),
            Field::CLIENT_METADATA,
        ],
        output: None,
    },
    Row {
        function: "resetPassword",
        operation: &FORGOT_PASSWORD,
        caller: Caller::Anybody,
        fields: &[
            Field::new("username", "Username", Kind::Username(&names::EMPTY_RESET_PASSWORD_USERNAME)),
            Field::CLIENT_METADATA,
        ],
        output: Some(|mut reply, _| {
            let delivery = CodeDelivery::from_reply(reply.take("CodeDeliveryDetails"));
            let step = Json::object()
                .with("resetPasswordStep", "CONFIRM_RESET_PASSWORD_WITH_CODE")
                .with("codeDeliveryDetails", delivery.to_json());
            Ok(Json::object().with("isPasswordReset", false).with("nextStep", step))
        }),
    },
    Row {
        function: "updatePassword",
        operation: &CHANGE_PASSWORD,
        caller: Caller::User,
        fields: &[
            Field::new("oldPassword", "PreviousPassword", Kind::Secret(&names::EMPTY_UPDATE_PASSWORD)),
            Field::new("newPassword", "ProposedPassword", Kind::Secret(&names::EMPTY_UPDATE_PASSWORD)),
        ],
        output: None,
    },
];
