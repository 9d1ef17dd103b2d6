//! Passkeys: `navigator.credentials` with WebAuthn's JSON forms (Level 3, §5.1.8–§5.1.10).
//!
//! The browser converts between JSON and its own objects where it can. Older browsers cannot, and the credentials of some
//! password managers only look like the browser's; for those the members are converted here.

use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::abort::AbortOnDrop;
use super::{global, value};
use crate::host::{CredentialError, Mediation};
use crate::json::Json;
use crate::text;

type Result<T, E = CredentialError> = core::result::Result<T, E>;

/// Makes a passkey.
pub(super) async fn create(options: &Json) -> Result<Json> {
    let browser = Passkeys::find().ok_or(CredentialError::Unsupported)?;
    let options = browser.options("parseCreationOptionsFromJSON", options)?;
    browser.run("create", &options, Mediation::Modal).await
}

/// Has the user prove a passkey.
pub(super) async fn get(options: &Json, mediation: Mediation) -> Result<Json> {
    let browser = Passkeys::find().ok_or(CredentialError::Unsupported)?;
    let options = browser.options("parseRequestOptionsFromJSON", options)?;
    if mediation == Mediation::Conditional && !browser.has_conditional_mediation().await {
        return Err(CredentialError::Unsupported);
    }
    browser.run("get", &options, mediation).await
}

/// The browser's side of passkeys.
struct Passkeys {
    /// `navigator.credentials`
    container: JsValue,
    /// `PublicKeyCredential`
    class: JsValue,
}

impl Passkeys {
    /// `None` outside a page, in a page that did not come by a secure way, and in a browser without passkeys.
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
            Ok(Some(promise)) => settled(promise).await.is_ok_and(|available| available.is_truthy()),
            Ok(None) | Err(_) => false,
        }
    }

    /// The service's options as the browser takes them. `helper` is strict about base64url; what it refuses may still do.
    fn options(&self, helper: &str, options: &Json) -> Result<JsValue> {
        let given = value::to_js(options);
        if let Ok(Some(read)) = call(&self.class, helper, &given) {
            return Ok(read);
        }
        decode_options(&given).map_err(|cause| CredentialError::InvalidOptions(Some(Rc::new(cause))))?;
        Ok(given)
    }

    async fn run(&self, method: &str, options: &JsValue, mediation: Mediation) -> Result<Json> {
        let abort = AbortOnDrop::new();
        let request = value::to_js(&Json::object());
        value::set(&request, "publicKey", options);
        value::set(&request, "signal", &abort.signal());
        if mediation == Mediation::Conditional {
            value::set(&request, "mediation", &"conditional".into());
        }
        let credential = match call(&self.container, method, &request) {
            Ok(Some(promise)) => settled(promise).await,
            Ok(None) => return Err(CredentialError::Unsupported),
            Err(thrown) => Err(thrown),
        };
        credential.map(|credential| to_json(&credential)).map_err(|thrown| CredentialError::Refused {
            name: Reflect::get(&thrown, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default(),
            cause: Some(Rc::new(thrown)),
        })
    }
}

/// Calls a method; `Ok(None)` when there is none.
fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<Option<JsValue>, JsValue> {
    value::function(object, method).map(|function: Function| function.call1(object, argument)).transpose()
}

async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&promise)).await
}

/// Turns the options' base64url members into bytes, in place.
fn decode_options(options: &JsValue) -> Result<(), JsValue> {
    decode_member(options, "challenge")?;
    if let Some(user) = member(options, "user") {
        decode_member(&user, "id")?;
    }
    for list in ["excludeCredentials", "allowCredentials"] {
        if let Some(list) = member(options, list) {
            for descriptor in Array::from(&list).iter() {
                decode_member(&descriptor, "id")?;
            }
        }
    }
    Ok(())
}

fn decode_member(object: &JsValue, name: &str) -> Result<(), JsValue> {
    let text = member(object, name).and_then(|text| text.as_string());
    let bytes = text.and_then(|text| text::decode_base64(&text));
    let bytes = bytes.ok_or_else(|| JsValue::from(js_sys::TypeError::new(&[name, " is not base64url"].concat())))?;
    value::set(object, name, &Uint8Array::from(bytes.as_slice()));
    Ok(())
}

/// A credential in its JSON form; `Null` when the browser gave none.
fn to_json(credential: &JsValue) -> Json {
    match call(credential, "toJSON", &JsValue::UNDEFINED) {
        Ok(Some(json)) if json.is_object() => value::from_js(&json).unwrap_or_default(),
        _ => encode_credential(credential),
    }
}

fn encode_credential(credential: &JsValue) -> Json {
    let Some(response) = member(credential, "response") else { return Json::Null };
    let members = [
        ("id", "id"),
        ("rawId", "rawId"),
        ("type", "type"),
        ("authenticatorAttachment", "authenticatorAttachment"),
        ("clientExtensionResults", "getClientExtensionResults"),
    ];
    let of_response = [
        ("clientDataJSON", "clientDataJSON"),
        ("attestationObject", "attestationObject"),
        ("transports", "getTransports"),
        ("publicKeyAlgorithm", "getPublicKeyAlgorithm"),
        ("publicKey", "getPublicKey"),
        // A method of an attestation, a member of an assertion.
        ("authenticatorData", "getAuthenticatorData"),
        ("authenticatorData", "authenticatorData"),
        ("signature", "signature"),
        ("userHandle", "userHandle"),
    ];
    encode(credential, &members).with("response", encode(&response, &of_response))
}

/// Members by their names in JSON and in the object, bytes as base64url.
fn encode(object: &JsValue, members: &[(&'static str, &str)]) -> Json {
    let mut encoded = Json::object();
    for (name, source) in members {
        let found = match call(object, source, &JsValue::UNDEFINED) {
            Ok(None) => member(object, source),
            Ok(returned) => returned,
            Err(_) => None,
        };
        let Some(found) = found else { continue };
        let json = match found.dyn_ref::<ArrayBuffer>() {
            Some(buffer) => text::encode_base64url(&Uint8Array::new(buffer).to_vec()).into(),
            None => value::from_js(&found).unwrap_or_default(),
        };
        encoded.push((*name).into(), json);
    }
    encoded
}

/// A member that is there.
fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
