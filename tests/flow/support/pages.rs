//! The user pool's own pages, and their token endpoint.

use core::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::form::fields;
use super::jwt::altered;
use super::network::Request;
use super::reply::Reply;
use super::user_pool::UserPool;

/// A code that waits for its exchange.
struct Issued {
    code: String,
    challenge: String,
    redirect_uri: String,
    nonce: Option<String>,
}

/// The pages.
pub(crate) struct Pages {
    users: Rc<UserPool>,
    codes: RefCell<Vec<Issued>>,
    count: Cell<u32>,
    /// Changes of the claims of both tokens, of the access token, and of the ID token.
    pub(crate) claims: RefCell<[Value; 3]>,
}

impl Pages {
    pub(crate) fn new(users: Rc<UserPool>) -> Self {
        let claims = RefCell::new([json!({}), json!({}), json!({})]);
        Self { users, codes: RefCell::default(), count: Cell::default(), claims }
    }

    /// The user signs in at this address, and comes back with the one that is returned.
    pub(crate) fn sign_in(&self, url: &str) -> String {
        let asked = parameters(url);
        let number = self.count.get().saturating_add(1);
        self.count.set(number);
        let code = ["code-", &number.to_string()].concat();
        self.codes.borrow_mut().push(Issued {
            code: code.clone(),
            challenge: asked["code_challenge"].clone(),
            redirect_uri: asked["redirect_uri"].clone(),
            nonce: asked.get("nonce").cloned(),
        });
        [&*asked["redirect_uri"], "?code=", &code, "&state=", &asked["state"]].concat()
    }

    /// The user signs in, in an application that still uses the implicit grant.
    pub(crate) fn sign_in_implicitly(&self, url: &str) -> String {
        let asked = parameters(url);
        let tokens = self.users.issue(false);
        let [access, id] = ["AccessToken", "IdToken"].map(|name| tokens[name].as_str().unwrap().to_owned());
        let tokens = ["#access_token=", &access, "&id_token=", &id, "&token_type=Bearer&state="].concat();
        [&*asked["redirect_uri"], &tokens, &asked["state"]].concat()
    }

    /// Exchanges a code, which works once.
    pub(crate) fn exchange(&self, request: &Request) -> Reply {
        let form = fields(core::str::from_utf8(&request.content).unwrap());
        let position = self.codes.borrow().iter().position(|issued| issued.code == form["code"]);
        let Some(position) = position else { return refusal("invalid_grant") };
        let issued = self.codes.borrow_mut().remove(position);
        let challenge = Base64UrlUnpadded::encode_string(&Sha256::digest(&form["code_verifier"]));
        if issued.challenge != challenge || issued.redirect_uri != form["redirect_uri"] {
            return refusal("invalid_grant");
        }
        let [both, of_access, of_id] = &*self.claims.borrow();
        let tokens = self.users.issue(true);
        let access = altered(&altered(&tokens["AccessToken"], both), of_access);
        let nonce = issued.nonce.map_or_else(|| json!({}), |nonce| json!({"nonce": nonce}));
        let id = altered(&altered(&altered(&tokens["IdToken"], &nonce), both), of_id);
        Reply::json(json!({
            "access_token": access, "id_token": id, "refresh_token": tokens["RefreshToken"],
            "token_type": "Bearer", "expires_in": 3600,
        }))
    }
}

/// The address with which a user comes back whom the pages have refused.
pub(crate) fn refused(url: &str, error: &str) -> String {
    let asked = parameters(url);
    [&*asked["redirect_uri"], "?error=", error, "&state=", &asked["state"]].concat()
}

fn refusal(code: &str) -> Reply {
    Reply::json(json!({"error": code})).with_status(400)
}

/// The parameters in the query of an address.
pub(crate) fn parameters(address: &str) -> BTreeMap<String, String> {
    fields(address.split_once('?').unwrap().1)
}
