//! Proving the remembered device in a sign-in.

use super::attempt::Attempt;
use super::exchange::Step;
use super::reply::Reply;
use crate::cognito::is_device_gone;
use crate::error::{Error, Result, names};
use crate::flow::challenge::Challenge;
use crate::host::Host;
use crate::json::Json;
use crate::srp::Identity;

impl<H: Host> Attempt<H> {
    /// Proves the remembered device, which replaces a second factor.
    pub(super) async fn prove_device(&self, username: &str, session: Option<String>) -> Result<Box<Reply>> {
        let mut device = self.store().device(username)?;
        if let (None, Some(typed)) = (&device, self.details.as_ref().and_then(|details| details.login_id.as_ref())) {
            // In some flows, Amplify stores the device under the typed name.
            device = self.store().device_of(typed)?;
        }
        let device = device.ok_or_else(|| Error::new(&names::DEVICE_METADATA_NOT_FOUND))?;
        let ephemeral = self.sign_ins.ephemeral()?;
        let responses = Json::object().with("SRP_A", ephemeral.public_hex());
        let step = Step::answer(Challenge::DeviceSrpAuth, responses, username, session).of_device(&device.key);
        let challenge = match self.send(step).await {
            Err(error) if is_device_gone(&error) => {
                self.store().remove_refused_device(&device.owner, &device.key)?;
                self.device_refused.set(true);
                return Err(error);
            }
            other => other?,
        };
        if !challenge.asks_for(Challenge::DevicePasswordVerifier) {
            return Ok(challenge);
        }
        let identity = Identity::device(&device.group_key, &device.key);
        let claim = self.claim(&challenge, &ephemeral, &identity, &device.password)?;
        // The service's name for the user may differ from the name that the device is stored under.
        let name = challenge.parameter("USERNAME").unwrap_or(username);
        let session = challenge.session.clone();
        let step = Step::answer(Challenge::DevicePasswordVerifier, claim, name, session).of_device(&device.key);
        match self.send(step).await {
            Err(error) if error.is("NotAuthorizedException") || is_device_gone(&error) => {
                // The service would refuse it every time.
                self.store().remove_refused_device(&device.owner, &device.key)?;
                self.device_refused.set(true);
                Err(error)
            }
            other => {
                self.proved_device.set(Some(device));
                other
            }
        }
    }
}
