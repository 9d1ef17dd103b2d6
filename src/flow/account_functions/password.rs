//! Passwords: a new one in place of a forgotten one, and another in place of the present one.

use super::{code_delivery, options};
use crate::error::Result;
use crate::flow::attributes::ClientMetadata;
use crate::flow::auth::Auth;
use crate::flow::code_delivery::CodeDelivery;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

impl<H: Host> Auth<H> {
    /// Has a code sent to a user who forgot the password (`ForgotPassword`).
    ///
    /// # Errors
    /// `EmptyResetPasswordUsername`, and the service's, such as `UserNotFoundException` and `LimitExceededException`.
    pub async fn reset_password(
        &self,
        username: &str,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<CodeDelivery> {
        let input = Json::object().with("username", username).with("options", options(client_metadata));
        let mut output = self.account("resetPassword", input).await?;
        Ok(code_delivery(output.take("nextStep").take("codeDeliveryDetails")))
    }

    /// Sets a new password with the code that was sent (`ConfirmForgotPassword`).
    ///
    /// # Errors
    /// `EmptyConfirmResetPasswordUsername`, `EmptyConfirmResetPasswordNewPassword`,
    /// `EmptyConfirmResetPasswordConfirmationCode`, and the service's, such as `CodeMismatchException` and
    /// `InvalidPasswordException`.
    pub async fn confirm_reset_password(
        &self,
        username: &str,
        new_password: Secret,
        confirmation_code: Secret,
        client_metadata: Option<ClientMetadata>,
    ) -> Result<()> {
        let input = Json::object()
            .with("username", username)
            .with("newPassword", new_password)
            .with("confirmationCode", confirmation_code)
            .with("options", options(client_metadata));
        self.account("confirmResetPassword", input).await.map(drop)
    }

    /// Changes the password of the user who is signed in (`ChangePassword`).
    ///
    /// # Errors
    /// `EmptyUpdatePassword`, `UserUnAuthenticatedException` when nobody is signed in, and the service's, such as
    /// `NotAuthorizedException` for a wrong old password and `InvalidPasswordException`.
    pub async fn update_password(&self, old_password: Secret, new_password: Secret) -> Result<()> {
        let input = Json::object().with("oldPassword", old_password).with("newPassword", new_password);
        self.account("updatePassword", input).await.map(drop)
    }
}
