//! Remembered devices in a sign-in: proving one, and getting to know a new one.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::{Reply, SignIn};
use crate::cognito::is_device_gone;
use crate::cognito::operation::CONFIRM_DEVICE;
use crate::error::{Error, Result, names};
use crate::flow::Auth;
use crate::flow::device_store::Device;
use crate::host::Host;
use crate::json::Json;
use crate::srp::{DeviceVerifier, Identity};
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

impl<H: Host> Auth<H> {
    /// Proves the remembered device, in place of a second factor.
    pub(super) async fn prove_device(
        self: &Rc<Self>,
        sign_in: &SignIn,
        username: &str,
        session: Option<String>,
    ) -> Result<Reply> {
        let mut device = self.load_device(username)?;
        if let (None, Some(typed)) = (&device, sign_in.details.as_ref().and_then(|details| details.login_id.as_ref())) {
            // Amplify keeps a device under the typed name in some flows.
            device = self.load_device_of(typed)?;
        }
        let device = device.ok_or_else(|| Error::new(&names::DEVICE_METADATA_NOT_FOUND))?;
        let ephemeral = self.ephemeral()?;
        let responses = Json::object()
            .with("USERNAME", username)
            .with("SRP_A", ephemeral.public_hex())
            .with("DEVICE_KEY", &*device.key);
        let challenge = match self.send_response(sign_in, "DEVICE_SRP_AUTH", username, session, responses).await {
            Err(error) if is_device_gone(&error) => {
                self.remove_device(&device.owner)?;
                sign_in.device_refused.set(true);
                return Err(error);
            }
            other => other?,
        };
        if !challenge.asks_for("DEVICE_PASSWORD_VERIFIER") {
            return Ok(challenge);
        }
        let identity = Identity::device(&device.group_key, &device.key);
        let claim = self.claim(&challenge, &ephemeral, &identity, &device.password)?;
        // The service may know the user by another name than the one that the device is kept under here.
        let name = challenge.parameter("USERNAME").unwrap_or(username);
        let claim = claim.with("USERNAME", name).with("DEVICE_KEY", device.key);
        let session = challenge.session.clone();
        match self.send_response(sign_in, "DEVICE_PASSWORD_VERIFIER", name, session, claim).await {
            Err(error) if error.is("NotAuthorizedException") || is_device_gone(&error) => {
                // Kept, its proof would be refused for ever.
                self.remove_device(&device.owner)?;
                sign_in.device_refused.set(true);
                Err(error)
            }
            other => other,
        }
    }

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
        self.host.random(&mut **random).ok()?;
        self.host.random(&mut salt).ok()?;
        let verifier = DeviceVerifier::create(self.host.powers(), &random, &salt, &group_key, &key);
        let config = Json::object().with("Salt", verifier.salt).with("PasswordVerifier", verifier.verifier);
        let body = Json::object()
            .with("AccessToken", tokens.access.raw())
            .with("DeviceName", self.host.device_name())
            .with("DeviceKey", &*key)
            .with("DeviceSecretVerifierConfig", config);
        if let Err(error) = self.call_user_pool(&CONFIRM_DEVICE, body).await {
            let status = error.metadata().map_or(0, |metadata| metadata.http_status_code);
            if (400..500).contains(&status) {
                return None;
            }
        }
        Some(Device { owner: tokens.username.clone(), key, group_key, password: verifier.password })
    }
}
