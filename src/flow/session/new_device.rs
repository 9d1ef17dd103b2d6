//! Making a new device known to the service after a sign-in.

use zeroize::Zeroizing;

use super::Session;
use crate::cognito::operation::CONFIRM_DEVICE;
use crate::flow::store::Device;
use crate::host::Host;
use crate::json::Json;
use crate::srp::DeviceVerifier;
use crate::token::TokenSet;

/// What a sign-in changes about the remembered device.
pub(super) enum DeviceChange {
    /// Nothing.
    None,
    /// The service made a new one, which is known to it now, or may be.
    New(Device),
    /// The service made a new one, and then refused it. The session is the new device's all the same.
    Refused,
}

impl<H: Host> Session<H> {
    /// Makes a new device known to the service. A failure is no error: a sign-in is worth more than a remembered device.
    /// Without an answer the device is kept: if the service took it, a refresh that does not name it is refused, and
    /// if not, it says so, and the device is forgotten then.
    pub(super) async fn confirm_device(&self, tokens: &TokenSet, metadata: Json) -> DeviceChange {
        if metadata.get("DeviceKey").as_text().is_none() {
            return DeviceChange::None;
        }
        self.new_device(tokens, metadata).await.map_or(DeviceChange::Refused, DeviceChange::New)
    }

    async fn new_device(&self, tokens: &TokenSet, mut metadata: Json) -> Option<Device> {
        let mut text = |member| metadata.take(member).into_text().filter(|text| !text.is_empty());
        let key = text("DeviceKey")?;
        let group_key = text("DeviceGroupKey")?;
        let mut random = Box::new(Zeroizing::new([0; 40]));
        let mut salt = [0; 16];
        self.client.host().random(&mut **random).ok()?;
        self.client.host().random(&mut salt).ok()?;
        let verifier = DeviceVerifier::create(self.client.host().powers(), &random, &salt, &group_key, &key);
        let config = Json::object().with("Salt", verifier.salt).with("PasswordVerifier", verifier.verifier);
        let body = Json::object()
            .with("AccessToken", tokens.access.raw())
            .with("DeviceName", self.client.host().device_name())
            .with("DeviceKey", &*key)
            .with("DeviceSecretVerifierConfig", config);
        if let Err(error) = self.client.call_user_pool(&CONFIRM_DEVICE, body).await {
            let status = error.metadata().map_or(0, |metadata| metadata.http_status_code);
            if (400..500).contains(&status) {
                return None;
            }
        }
        Some(Device { owner: tokens.username.clone(), key, group_key, password: verifier.password })
    }
}
