//! The user pool. It checks what a client has to get right to keep a session, and takes any password.

use core::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cognito_wasm::json::Json;

use super::family::{Issued, RefreshToken};
use super::network::{Answer, Sender};
use super::step::USERS;
use super::tokens::{family_of_text, pair, read_refresh_token, refresh_token};
use super::totals::count;
use super::world::World;

/// The right answer to a challenge for a code.
pub(crate) const CODE: &str = "123456";

pub(crate) struct Device {
    user: usize,
    pub(crate) fits: bool,
}

#[derive(Default)]
pub(crate) struct Pool {
    pub(crate) devices: RefCell<BTreeMap<String, Device>>,
    /// Users who have signed up, but not confirmed it.
    pub(crate) unconfirmed: RefCell<BTreeSet<usize>>,
    pub(crate) serial: Cell<usize>,
    /// When the request was sent that is being answered.
    pub(crate) asked_at: Cell<i64>,
    /// The sessions of sign-ins that wait for an answer, each of which takes one.
    pub(crate) sessions: RefCell<BTreeMap<String, usize>>,
}

/// A member that is text, or a secret.
pub(crate) fn text_of<'json>(json: &'json Json, member: &str) -> Option<&'json str> {
    match json.get(member) {
        Json::Secret(secret) => Some(secret.expose()),
        other => other.as_text(),
    }
}

pub(crate) fn user_named(name: &str) -> usize {
    USERS.iter().position(|user| *user == name).unwrap()
}

pub(crate) fn not_authorized(message: &str) -> Answer {
    Answer::refusal(400, "NotAuthorizedException", message)
}

pub(crate) fn device_is_gone() -> Answer {
    Answer::refusal(400, "ResourceNotFoundException", "Device does not exist.")
}

impl Pool {
    /// Acts on a request.
    pub(crate) fn handle(&self, world: &Rc<World>, operation: &str, body: &Json, sender: Sender) -> Answer {
        let text = |member: &str| text_of(body, member).unwrap_or_default();
        self.asked_at.set(sender.sent_at);
        match operation {
            "InitiateAuth" => self.begin(world, body.get("AuthParameters")),
            "RespondToAuthChallenge" => {
                self.go_on(world, text("ChallengeName"), text("Session"), body.get("ChallengeResponses"))
            }
            "GetTokensFromRefreshToken" => {
                self.refresh(world, text("RefreshToken"), body.get("DeviceKey").as_text(), sender)
            }
            "RevokeToken" => {
                world.families.revoke(text("Token"));
                Answer::empty()
            }
            "GlobalSignOut" => Self::sign_out_everywhere(world, text("AccessToken")),
            "ConfirmDevice" => self.confirm_device(world, text("DeviceKey"), text("AccessToken")),
            "SignUp" => {
                let user = user_named(text("Username"));
                self.unconfirmed.borrow_mut().insert(user);
                let delivery = Json::object().with("DeliveryMedium", "EMAIL");
                let body = Json::object().with("UserConfirmed", false).with("UserSub", "sub");
                Answer::json(body.with("CodeDeliveryDetails", delivery))
            }
            other => panic!("{other} is not expected"),
        }
    }

    pub(crate) fn confirm(&self, user: usize) {
        self.unconfirmed.borrow_mut().remove(&user);
    }

    pub(crate) fn forget_devices(&self, user: usize) {
        self.devices.borrow_mut().retain(|_, device| device.user != user);
    }

    pub(crate) fn spoil_devices(&self, user: usize) {
        self.devices
            .borrow_mut()
            .values_mut()
            .filter(|device| device.user == user)
            .for_each(|device| device.fits = false);
    }

    pub(crate) fn knows(&self, device: Option<&str>) -> bool {
        device.is_none_or(|key| self.devices.borrow().contains_key(key))
    }

    /// New access and ID tokens.
    pub(crate) fn issue(&self, world: &World, user: usize, family: usize) -> Json {
        self.serial.set(self.serial.get() + 1);
        let issued_at = world.true_ms().div_euclid(1_000);
        let expires_at = issued_at + world.setup.life_ms.div_euclid(1_000);
        let (access, id) = pair(user, family, self.serial.get(), issued_at, expires_at);
        Json::object().with("AccessToken", access).with("IdToken", id)
    }

    fn refresh(&self, world: &Rc<World>, text: &str, device: Option<&str>, sender: Sender) -> Answer {
        let Some((index, number)) = read_refresh_token(text) else { return not_authorized("Invalid Refresh Token") };
        let now = world.true_ms();
        let (user, issued) = {
            let mut all = world.families.all.borrow_mut();
            let family = &mut all[index];
            if !family.is_alive {
                return not_authorized("Refresh Token has been revoked");
            }
            if !self.knows(device) {
                return device_is_gone();
            }
            // Once the service has forgotten a device, its sessions name none.
            let bound = family.device.as_deref().filter(|key| self.knows(Some(key)));
            if bound.is_some() && bound != device {
                return not_authorized("Invalid Refresh Token");
            }
            let mut token = number;
            if let Some(grace_ms) = world.setup.grace_ms {
                let spent_at = family.tokens[number].spent_at;
                if spent_at.is_some_and(|spent_at| spent_at + grace_ms <= now) {
                    return Answer::refusal(400, "RefreshTokenReuseException", "Refresh Token has already been used");
                }
                family.tokens[number].spent_at = spent_at.or(Some(now));
                // A page that finds the session changed when the reply comes keeps what it finds, and drops this token.
                family.tokens.push(RefreshToken { is_excused: sender.is_unaware, ..RefreshToken::default() });
                token = family.tokens.len() - 1;
            }
            (family.user, Issued { family: index, token, is_new: false })
        };
        count(&world.counts.refreshes);
        let is_excused = sender.is_forced || sender.is_unaware || world.has_lost_lease(user);
        if world.families.refreshed(index, world, sender.sent_at) && !is_excused {
            world.violate(format!("family {index} was refreshed again though its tokens are fresh"));
        }
        if sender.is_unaware {
            world.families.excuse_refresh(index);
        }
        let rotated = world.setup.grace_ms.map(|_| refresh_token(index, issued.token));
        let result = self.issue(world, user, index).with("RefreshToken", rotated);
        let mut answer = Answer::json(Json::object().with("AuthenticationResult", result));
        answer.issued = Some(issued);
        answer
    }

    fn sign_out_everywhere(world: &Rc<World>, access: &str) -> Answer {
        let family = family_of_text(access).unwrap();
        let (user, is_alive) = {
            let all = world.families.all.borrow();
            (all[family].user, all[family].is_alive)
        };
        if !is_alive {
            return not_authorized("Access Token has been revoked");
        }
        world.families.revoke_all(user);
        Answer::empty()
    }

    fn confirm_device(&self, world: &Rc<World>, key: &str, access: &str) -> Answer {
        let family = family_of_text(access).unwrap();
        let family = &mut world.families.all.borrow_mut()[family];
        if !family.is_alive {
            return not_authorized("Access Token has been revoked");
        }
        family.device = Some(key.to_owned());
        self.devices.borrow_mut().insert(key.to_owned(), Device { user: family.user, fits: true });
        Answer::json(Json::object().with("UserConfirmationNecessary", false))
    }
}
