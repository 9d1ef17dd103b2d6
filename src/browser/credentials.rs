//! Passkeys: `navigator.credentials` with WebAuthn's JSON forms (Level 3, §5.1.8–§5.1.10).
//!
//! Options are always converted here. The browser's own helper is strict about base64url, and its result inherits from `Object`,
//! so that a polluted prototype would add to it. Credentials are converted by the browser where possible; those of older browsers
//! and of some password managers are converted here.

use core::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsValue;

use super::abort::AbortOnDrop;
use super::value::{member, settled};
use super::{bytes, global, value};
use crate::host::{CredentialError, Mediation};
use crate::json::Json;
use crate::text;

type Result<T, E = CredentialError> = core::result::Result<T, E>;

thread_local! {
    /// Aborts the prompt that this page shows, for any instance.
    static SHOWN: RefCell<Weak<AbortOnDrop>> = const { RefCell::new(Weak::new()) };
}

/// Creates a passkey.
pub(super) async fn create(options: Json) -> Result<Json> {
    let browser = Passkeys::find().ok_or(CredentialError::Unsupported)?;
    browser.run("create", &decoded(&options)?, Mediation::Modal).await
}

/// Asks the user for a passkey.
pub(super) async fn get(options: Json, mediation: Mediation) -> Result<Json> {
    let browser = Passkeys::find().ok_or(CredentialError::Unsupported)?;
    let options = decoded(&options)?;
    if mediation == Mediation::Conditional && !browser.has_conditional_mediation().await {
        return Err(CredentialError::Unsupported);
    }
    browser.run("get", &options, mediation).await
}

/// The browser's API for passkeys.
struct Passkeys {
    /// `navigator.credentials`
    container: JsValue,
    /// `PublicKeyCredential`
    class: JsValue,
}

impl Passkeys {
    /// `None` in a worker, outside a secure context, and in a browser without passkeys.
    fn find() -> Option<Self> {
        global::at(&["document"])?;
        global::at(&["isSecureContext"]).filter(JsValue::is_truthy)?;
        Some(Self {
            container: global::at(&["navigator", "credentials"])?,
            class: global::at(&["PublicKeyCredential"]).filter(JsValue::is_function)?,
        })
    }

    async fn has_conditional_mediation(&self) -> bool {
        match call(&self.class, "isConditionalMediationAvailable", &JsValue::UNDEFINED) {
            Ok(Some(promise)) => settled(&promise).await.is_ok_and(|available| available.is_truthy()),
            Ok(None) | Err(_) => false,
        }
    }

    async fn run(&self, method: &str, options: &JsValue, mediation: Mediation) -> Result<Json> {
        let abort = Rc::new(AbortOnDrop::new());
        // A browser allows one prompt at a time.
        if let Some(earlier) = SHOWN.replace(Rc::downgrade(&abort)).upgrade() {
            earlier.abort();
        }
        let conditional = (mediation == Mediation::Conditional).then_some("conditional");
        let request = value::to_platform(&Json::object().with("mediation", conditional));
        value::set(&request, "publicKey", options);
        value::set(&request, "signal", &abort.signal());
        let credential = match call(&self.container, method, &request) {
            Ok(Some(promise)) => settled(&promise).await,
            Ok(None) => return Err(CredentialError::Unsupported),
            Err(thrown) => Err(thrown),
        };
        credential.map(|credential| to_json(&credential)).map_err(|thrown| CredentialError::Refused {
            name: member(&thrown, "name").and_then(|name| name.as_string()).unwrap_or_default(),
            cause: Some(Rc::new(thrown)),
        })
    }
}

/// Calls a method; `Ok(None)` when there is none.
fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<Option<JsValue>, JsValue> {
    value::function(object, method).map(|function| function.call1(object, argument)).transpose()
}

/// The service's options for the browser, with base64url decoded to bytes.
fn decoded(options: &Json) -> Result<JsValue> {
    let decoded = value::to_platform(options);
    let list = |name| {
        let items = options.get(name).items().iter();
        let given = member(&decoded, name);
        items.zip(0_u32..).filter_map(move |(item, index)| Some((item, Reflect::get_u32(given.as_ref()?, index).ok()?)))
    };
    decode_member(options, &decoded, "challenge")?;
    if let Some(user) = member(&decoded, "user") {
        decode_member(options.get("user"), &user, "id")?;
    }
    for (descriptor, decoded) in list("excludeCredentials").chain(list("allowCredentials")) {
        decode_member(descriptor, &decoded, "id")?;
    }
    Ok(decoded)
}

fn decode_member(from: &Json, to: &JsValue, name: &str) -> Result<()> {
    let bytes = from.get(name).as_str().and_then(text::decode_base64).ok_or_else(|| {
        let cause = js_sys::TypeError::new(&[name, " is not base64url"].concat());
        CredentialError::InvalidOptions(Some(Rc::new(JsValue::from(cause))))
    })?;
    value::set(to, name, &Uint8Array::from(bytes.as_slice()));
    Ok(())
}

/// A credential in its JSON form; `Null` when the browser returned none.
///
/// A password manager's may be a plain object with the browser's prototype, whose methods throw on it, or its `toJSON` may return
/// something other than WebAuthn's JSON form.
fn to_json(credential: &JsValue) -> Json {
    let given = call(credential, "toJSON", &JsValue::UNDEFINED).ok().flatten();
    let given = given.as_ref().and_then(value::from_js).unwrap_or_default();
    let has = |path: &[&str]| given.at(path).as_text().is_some();
    let has_proof = has(&["response", "attestationObject"]) || has(&["response", "signature"]);
    let is_complete = has(&["id"]) && has(&["rawId"]) && has(&["type"]) && has(&["response", "clientDataJSON"]);
    if is_complete && has_proof { given } else { encode_credential(credential) }
}

/// A member of the JSON form: its name, the method that returns it if there is one, and whether it is bytes.
type Member = (&'static str, &'static str, bool);

fn encode_credential(credential: &JsValue) -> Json {
    const MEMBERS: [Member; 5] = [
        ("id", "", false),
        ("rawId", "", true),
        ("type", "", false),
        ("authenticatorAttachment", "", false),
        ("clientExtensionResults", "getClientExtensionResults", false),
    ];
    const OF_RESPONSE: [Member; 8] = [
        ("clientDataJSON", "", true),
        ("attestationObject", "", true),
        ("transports", "getTransports", false),
        ("publicKeyAlgorithm", "getPublicKeyAlgorithm", false),
        ("publicKey", "getPublicKey", true),
        // An attestation has a method for it, an assertion a member.
        ("authenticatorData", "getAuthenticatorData", true),
        ("signature", "", true),
        ("userHandle", "", true),
    ];
    let Some(response) = member(credential, "response") else { return Json::Null };
    let mut encoded = encode(credential, &MEMBERS);
    if encoded.get("clientExtensionResults").is_null() {
        // The JSON form requires it.
        encoded.push("clientExtensionResults".into(), Json::object());
    }
    encoded.with("response", encode(&response, &OF_RESPONSE))
}

/// The members that are there, bytes as base64url. A method that throws is ignored.
fn encode(object: &JsValue, members: &[Member]) -> Json {
    let mut encoded = Json::object();
    for (name, method, is_binary) in members {
        let returned = call(object, method, &JsValue::UNDEFINED).ok().flatten();
        let is_there = |value: &JsValue| !value.is_undefined() && !value.is_null();
        let Some(found) = returned.filter(is_there).or_else(|| member(object, name)) else { continue };
        let json = match bytes::of(&found).filter(|_| *is_binary) {
            Some(bytes) => text::encode_base64url(&bytes).into(),
            None => value::from_js(&found).unwrap_or_default(),
        };
        encoded.push((*name).into(), json);
    }
    encoded
}
