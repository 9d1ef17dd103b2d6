//! Registering a new device after a sign-in (`ConfirmDevice`).

use zeroize::Zeroizing;

use super::Session;
use crate::cognito::operation::CONFIRM_DEVICE;
use crate::flow::store::Device;
use crate::host::Host;
use crate::json::Json;
use crate::srp::DeviceVerifier;
use crate::token::TokenSet;

/// How a sign-in changes the remembered device.
pub(super) enum DeviceChange {
    /// Not at all.
    None,
    /// The service created a new device, and registered it or did not answer.
    New(Device),
    /// The service created a new device, but refused to register it. The session belongs to the new device anyway.
    Refused,
}

impl<H: Host> Session<H> {
    /// Registers a new device. The sign-in succeeds even if this fails. Without an answer the device is kept, because the
    /// service may have registered it and then refuses a refresh that does not name it. If it did not, the refresh says so,
    /// and the device is removed then.
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
        let name = self.client.host().device_name();
        let body = Json::object()
            .with("AccessToken", tokens.access.raw())
            // The service refuses an empty one.
            .with("DeviceName", (!name.is_empty()).then_some(name))
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
