//! How the user pool signs users in.

use std::rc::Rc;

use cognito_wasm::json::Json;

use super::family::{Family, Issued};
use super::network::Answer;
use super::pool::{CODE, Pool, device_is_gone, not_authorized, text_of, user_named};
use super::step::USERS;
use super::tokens::refresh_token;
use super::world::World;

fn challenge(name: &str, session: String, parameters: Json) -> Answer {
    let body =
        Json::object().with("ChallengeName", name).with("Session", session).with("ChallengeParameters", parameters);
    Answer::json(body)
}

impl Pool {
    fn session(&self, user: usize) -> String {
        self.serial.set(self.serial.get() + 1);
        let session = format!("session-{}", self.serial.get());
        self.sessions.borrow_mut().insert(session.clone(), user);
        session
    }

    pub(crate) fn begin(&self, world: &Rc<World>, given: &Json) -> Answer {
        let name = text_of(given, "USERNAME").unwrap();
        let user = user_named(name);
        let device = text_of(given, "DEVICE_KEY");
        if self.unconfirmed.borrow().contains(&user) {
            return Answer::refusal(400, "UserNotConfirmedException", "User is not confirmed.");
        }
        if !self.knows(device) {
            return device_is_gone();
        }
        if device.is_some() {
            return challenge("DEVICE_SRP_AUTH", self.session(user), Json::object());
        }
        if world.setup.second_factor == Some(user) {
            return challenge(
                "SMS_MFA",
                self.session(user),
                Json::object().with("CODE_DELIVERY_DELIVERY_MEDIUM", "SMS"),
            );
        }
        self.sign_in(world, user, None)
    }

    pub(crate) fn go_on(&self, world: &Rc<World>, name: &str, session: &str, given: &Json) -> Answer {
        let user = self.sessions.borrow().get(session).copied();
        let Some(user) = user.filter(|user| text_of(given, "USERNAME") == Some(USERS[*user])) else {
            return not_authorized("Invalid session for the user.");
        };
        let device = text_of(given, "DEVICE_KEY");
        if !self.knows(device) {
            return device_is_gone();
        }
        self.sessions.borrow_mut().remove(session);
        match (name, device) {
            ("DEVICE_SRP_AUTH", Some(key)) => {
                let parameters = Json::object()
                    .with("USERNAME", USERS[user])
                    .with("DEVICE_KEY", key)
                    .with("SALT", "f03c2b1a00112233445566778899aabb")
                    .with("SRP_B", "0badcafe".repeat(90))
                    .with("SECRET_BLOCK", "c2VjcmV0");
                challenge("DEVICE_PASSWORD_VERIFIER", self.session(user), parameters)
            }
            ("DEVICE_PASSWORD_VERIFIER", Some(key)) if self.devices.borrow()[key].fits => {
                self.sign_in(world, user, Some(key.to_owned()))
            }
            ("DEVICE_PASSWORD_VERIFIER", key) => {
                // The client forgets the device, and cannot name it any more in the refresh of a session that is bound to it.
                let is_bound = |family: &Family| family.device.as_deref() == key;
                world.families.release("its device was refused", is_bound);
                not_authorized("Incorrect username or password.")
            }
            ("SMS_MFA", _) if text_of(given, "SMS_MFA_CODE") == Some(CODE) => self.sign_in(world, user, None),
            _ => Answer::refusal(400, "CodeMismatchException", "Invalid code."),
        }
    }

    /// Issues the tokens of a new family.
    fn sign_in(&self, world: &Rc<World>, user: usize, device: Option<String>) -> Answer {
        let family = world.families.add(user);
        let is_new_device = world.setup.devices && device.is_none();
        world.families.all.borrow_mut()[family].device = device;
        world.families.refreshed(family, world, self.asked_at.get());
        let mut result = self.issue(world, user, family).with("RefreshToken", refresh_token(family, 0));
        if is_new_device {
            let metadata = Json::object().with("DeviceKey", format!("device-{family}")).with("DeviceGroupKey", "group");
            result = result.with("NewDeviceMetadata", metadata);
        }
        let mut answer = Answer::json(Json::object().with("AuthenticationResult", result));
        answer.issued = Some(Issued { family, token: 0, is_new: true });
        answer
    }
}
