//! An identity pool with one user, one guest, and one user of other providers, who have the same token.

use core::cell::Cell;
use std::rc::Rc;

use serde_json::{Value, json};

use super::clock::Clock;
use super::reply::Reply;
use super::seed::{FEDERATED_IDENTITY, GUEST_IDENTITY, IDENTITY, IDENTITY_POOL_ID, ISSUER, PROVIDER_TOKEN};

pub(crate) struct IdentityPool {
    clock: Rc<Clock>,
    /// Whether guests get credentials.
    pub(crate) guests: Cell<bool>,
    /// The header `date` of replies with credentials, where pages can read it.
    pub(crate) date: Cell<Option<&'static str>>,
    given: Cell<u32>,
}

impl IdentityPool {
    pub(crate) fn new(clock: Rc<Clock>) -> Self {
        Self { clock, guests: Cell::new(false), date: Cell::new(None), given: Cell::new(0) }
    }

    pub(super) fn get_id(&self, body: &Value) -> Reply {
        if body["IdentityPoolId"] != IDENTITY_POOL_ID {
            return Reply::error("ResourceNotFoundException");
        }
        self.admit(body).map_or_else(|refusal| refusal, |identity| Reply::json(json!({"IdentityId": identity})))
    }

    /// Credentials that are valid for one hour. A guest's identity in a request with a login becomes the user's.
    pub(super) fn get_credentials_for_identity(&self, body: &Value) -> Reply {
        let identity = match self.admit(body) {
            Ok(identity) => identity,
            Err(refusal) => return refusal,
        };
        if body["IdentityId"] != identity && body["IdentityId"] != GUEST_IDENTITY {
            return Reply::error("ResourceNotFoundException");
        }
        let number = self.given.get().saturating_add(1);
        self.given.set(number);
        let reply = Reply::json(json!({"IdentityId": identity, "Credentials": {
            "AccessKeyId": format!("ASIATEST{number:012}"), "SecretKey": format!("secret-{number}"),
            "SessionToken": format!("session-{number}"), "Expiration": self.clock.seconds().saturating_add(3_600),
        }}));
        match self.date.get() {
            Some(date) => reply.with_header("date", date),
            None => reply,
        }
    }

    fn admit(&self, body: &Value) -> Result<&'static str, Reply> {
        match body["Logins"].as_object().filter(|logins| !logins.is_empty()) {
            Some(logins) if logins.contains_key(ISSUER) => Ok(IDENTITY),
            Some(logins) if logins.values().all(|token| token == PROVIDER_TOKEN) => Ok(FEDERATED_IDENTITY),
            None if self.guests.get() => Ok(GUEST_IDENTITY),
            _ => Err(Reply::error("NotAuthorizedException")),
        }
    }
}
