//! `Debug` prints none of the secrets in the crate's types.
//!
//! The sources are searched for public types, so that none can be forgotten.

mod pages;
mod redirects;
mod signing;

use core::fmt::Debug;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use cognito_wasm::cognito::RequestOptions;
use cognito_wasm::cognito::operation::{INITIATE_AUTH, Proof};
use cognito_wasm::config::{AuthConfig, AuthFlowType, GuestAccess, SignUpVerification};
use cognito_wasm::error::{Category, Error, names};
use cognito_wasm::flow::{
    AttributeUpdate, AuthDevice, AuthUser, CodeDelivery, ConfirmSignInInput, ConfirmSignUpInput, ConfirmSignUpOutput,
    ExportSessionInput, FederateToIdentityPoolInput, FetchAuthSessionInput, FetchMfaPreferenceOutput,
    GetCurrentUserInput, ImportSessionInput, MfaPreference, MfaType, OnExistingSession, Passkey, Persistence,
    ResendSignUpCodeInput, SessionParts, SetUpTotpOutput, SignInInput, SignOutInput, SignOutReason, SignUpInput,
    SignUpOutput, StateScope, StorageOptions, UpdateMfaPreferenceInput,
};
use cognito_wasm::host::{
    Area, CredentialError, Event, EventData, FetchError, FieldValue, Form, Hook, HttpReply, HttpRequest, LockError,
    Mediation, Method, ReplyBody, RequestBody, RequestLimits,
};
use cognito_wasm::json::Json;
use cognito_wasm::secret::{Hidden, Secret};
use cognito_wasm::srp::challenge::{Salt, ServerPublic};
use cognito_wasm::srp::exponentiation::PowerOfTwo;
use cognito_wasm::srp::field::{Field as _, portable::Portable};
use cognito_wasm::srp::proof::{PrivateKey, Scramble, SessionKey, SharedSecret};
use cognito_wasm::srp::{DeviceVerifier, Ephemeral, Identity, SrpChallenge, SrpError};
use cognito_wasm::time::Timestamp;
use cognito_wasm::token::{Item, SignInDetails, StorageKeys, Write};
use serde_json::json;
use zeroize::Zeroizing;

use crate::support::calls;
use crate::support::seed::{CLIENT_ID, PASSWORD, POOL_ID};
use crate::support::{Reply, Scene};

/// Text that occurs only in secrets.
const SENTINEL: &str = "Zq7-violet-Ostrich-41";

/// The output for each type.
#[derive(Default)]
struct Printed(Vec<(&'static str, String)>);

impl Printed {
    fn add(&mut self, name: &'static str, value: &dyn Debug) {
        self.0.push((name, format!("{value:?} {value:#?}")));
    }

    /// Prints all of these values of one type.
    fn all<T: Debug>(&mut self, name: &'static str, values: impl IntoIterator<Item = T>) {
        for value in values {
            self.add(name, &value);
        }
    }
}

fn secret() -> Secret {
    Secret::new(SENTINEL.to_owned())
}

fn given(value: serde_json::Value) -> Json {
    calls::json(value)
}

fn inputs(printed: &mut Printed) {
    let sign_in = json!({"username": "u", "password": SENTINEL, "options": {"clientMetadata": {"k": SENTINEL}}});
    printed.add("SignInInput", &SignInInput::parse(given(sign_in)).unwrap());
    let answer = json!({"challengeResponse": SENTINEL, "options": {"userAttributes": {"name": SENTINEL}}});
    printed.add("ConfirmSignInInput", &ConfirmSignInInput::parse(given(answer)).unwrap());
    let options = json!({"userAttributes": {"email": SENTINEL}, "validationData": {"k": SENTINEL}, "autoSignIn": true});
    let sign_up = json!({"username": "u", "password": SENTINEL, "options": options});
    printed.add("SignUpInput", &SignUpInput::parse(given(sign_up)).unwrap());
    let code = json!({"username": "u", "confirmationCode": SENTINEL});
    printed.add("ConfirmSignUpInput", &ConfirmSignUpInput::parse(given(code)).unwrap());
    let metadata = json!({"username": "u", "options": {"clientMetadata": {"k": SENTINEL}}});
    printed.add("ResendSignUpCodeInput", &ResendSignUpCodeInput::parse(given(metadata.clone())).unwrap());
    printed.add("FetchAuthSessionInput", &FetchAuthSessionInput::parse(given(metadata)).unwrap());
    let options = json!({"developerProvidedIdentityId": "us-east-1:1"});
    let login = json!({"provider": "facebook", "token": SENTINEL, "options": options});
    printed.add("FederateToIdentityPoolInput", &FederateToIdentityPoolInput::parse(given(login)).unwrap());
    printed.all("SessionParts", [SessionParts::Tokens]);
    printed.add("GetCurrentUserInput", &GetCurrentUserInput { allow_stale: true });
    printed.add("SignOutInput", &SignOutInput::default());
    printed.add("ExportSessionInput", &ExportSessionInput { include_refresh_token: true });
    let session = json!({"accessToken": SENTINEL, "idToken": SENTINEL, "refreshToken": SENTINEL});
    printed.add("ImportSessionInput", &ImportSessionInput::parse(given(session)).unwrap());
    let choices = ["error", "replace", "add", "reuse"].map(|name| OnExistingSession::named(name).unwrap());
    printed.all("OnExistingSession", choices);
}

/// The values of a complete session, whose tokens and keys are searched for too.
fn outputs(printed: &mut Printed, secrets: &mut Vec<String>) {
    let scene = Scene::signed_out();
    let input = json!({"username": "username", "password": PASSWORD});
    printed.add("SignInOutput", &scene.tab.start(sign_in_output, input).finish().unwrap());
    let session = scene.tab.session();
    printed.add("AuthSession", &session);
    printed.all("SessionStatus", [session.status]);
    printed.all("Decision", scene.tab.auth().history());
    let tokens = session.tokens.clone().unwrap();
    let exported = scene.tab.auth();
    let exported = async move { exported.export_session(ExportSessionInput { include_refresh_token: true }).await };
    printed.add("ExportedSession", &scene.world.start(exported).finish().unwrap());
    printed.add("TokenSet", &*tokens);
    printed.add("TokenSet", &tokens.duplicate());
    printed.add("Jwt", &tokens.access);
    printed.all("Write", tokens.writes(&StorageKeys::new("c"), Some("{}")));
    printed.add("AuthUser", &AuthUser::of(&tokens).unwrap());
    let credentials = session.credentials.clone().unwrap();
    printed.add("Credentials", &*credentials);
    secrets.push(credentials.secret_access_key.expose().to_owned());
    secrets.push(credentials.session_token.as_ref().unwrap().expose().to_owned());
    secrets.extend(["accessToken", "idToken", "refreshToken"].map(|item| scene.stored(item).unwrap()));
    printed.add("Auth", &*scene.tab.auth());
    for operation in ["GlobalSignOut", "RevokeToken"] {
        scene.world.network.answer(operation, Reply::error("NotAuthorizedException"));
    }
    let output = scene.tab.start(calls::sign_out, json!({"global": true})).finish().unwrap();
    assert!(output.global_sign_out_error.is_some() && output.revoke_token_error.is_some());
    printed.add("SignOutOutput", &output);
    printed.all("SignOutReason", [SignOutReason::User, SignOutReason::Idle, SignOutReason::Absolute]);

    let waiting = Scene::waiting_for_code();
    printed.add("Auth", &*waiting.tab.auth());
    printed.add(
        "SignUpOutput",
        &SignUpOutput {
            user_confirmed: true,
            user_id: None,
            code_delivery: Some(CodeDelivery::default()),
            auto_sign_in: false,
        },
    );
    printed.add("CodeDelivery", &CodeDelivery::default());
    printed.add("ConfirmSignUpOutput", &ConfirmSignUpOutput { auto_sign_in: true });
}

fn account_functions(printed: &mut Printed) {
    printed.add("SetUpTotpOutput", &SetUpTotpOutput { shared_secret: secret(), username: "u".to_owned() });
    printed.add("AttributeUpdate", &AttributeUpdate { name: "email".to_owned(), code_delivery: None });
    printed.add(
        "AuthDevice",
        &AuthDevice {
            id: "d".to_owned(),
            name: None,
            attributes: [("last_ip_used", SENTINEL)].into_iter().collect(),
            create_date: None,
            last_modified_date: None,
            last_authenticated_date: None,
        },
    );
    printed.add("FetchMfaPreferenceOutput", &FetchMfaPreferenceOutput::default());
    printed.add("UpdateMfaPreferenceInput", &UpdateMfaPreferenceInput::default());
    printed.all("MfaPreference", [MfaPreference::Preferred]);
    printed.all("MfaType", [MfaType::Totp]);
    printed.add("Passkey", &Passkey::default());
}

async fn sign_in_output(
    auth: crate::support::SimulatedAuth,
    input: serde_json::Value,
) -> cognito_wasm::error::Result<cognito_wasm::flow::SignInOutput> {
    auth.sign_in(SignInInput::parse(given(input))?).await
}

fn requests_and_errors(printed: &mut Printed) {
    let cause: Rc<dyn core::any::Any> = Rc::new(SENTINEL.to_owned());
    let error = Error::new(&names::NETWORK_ERROR).with_cause(Some(Rc::clone(&cause)));
    printed.add("Error", &error.clone().with_source(error.clone()));
    printed.add("Known", &names::NETWORK_ERROR);
    printed.all("Metadata", [cognito_wasm::error::Metadata::default()]);
    printed.all("Category", [Category::Network]);
    let body = || Json::object().with("Password", secret()).with("Token", SENTINEL);
    printed.all("Json", [body(), SENTINEL.into(), secret().into(), Json::Array(vec![body()])]);
    let url = "https://cognito-idp.us-east-1.amazonaws.com/".to_owned();
    let form = || Form::new().with("refresh_token", secret()).with("code", SENTINEL).with("state", SENTINEL.to_owned());
    let bodies = [
        RequestBody::None,
        RequestBody::Json(Rc::new(body())),
        RequestBody::Form(Rc::new(form())),
        RequestBody::Bytes(Rc::new(Hidden::new(SENTINEL.as_bytes().to_vec()))),
    ];
    let headers = || vec![("x-token".into(), SENTINEL.to_owned())];
    let limits = RequestLimits::default();
    printed.all("RequestLimits", [limits]);
    printed.all("RequestOptions", [RequestOptions { limits, headers: headers(), operation: None }]);
    printed.all("Hook", [Hook::Headers]);
    for body in bodies {
        let (url, method) = (url.clone(), Method::POST);
        printed
            .add("HttpRequest", &HttpRequest { url, method, headers: headers(), body: body.clone(), time_limit_ms: 1 });
        printed.add("RequestBody", &body);
    }
    printed.all("Method", [Method::POST]);
    printed.add("Form", &form());
    printed.all("FieldValue", [FieldValue::from(SENTINEL), secret().into()]);
    printed.add("HttpReply", &HttpReply { status: 200, headers: vec![], body: ReplyBody::Json(body()) });
    printed.all("ReplyBody", [ReplyBody::Json(body()), ReplyBody::Empty, ReplyBody::Other]);
    printed.all("FetchError", [FetchError::Network(Some(Rc::clone(&cause))), FetchError::TimedOut]);
    printed.all("FetchError", [FetchError::Unreadable(Some(Rc::clone(&cause)))]);
    printed.all("CredentialError", [CredentialError::InvalidOptions(Some(Rc::clone(&cause)))]);
    printed.all("CredentialError", [CredentialError::Refused { name: "E".to_owned(), cause: Some(cause) }]);
    printed.all("Event", [Event { name: "signedIn", data: EventData::Json(body()) }]);
    printed.all("EventData", [EventData::Json(body()), EventData::Error(error.clone()), EventData::None]);
    printed.all("EventData", [EventData::Reason("revoked", Some(error))]);
    printed.add("Operation", &INITIATE_AUTH);
    printed.all("Proof", [Proof::Secret, Proof::HashIn("AuthParameters")]);
    printed.all("Repeat", [INITIATE_AUTH.repeat]);
    printed.all("Service", [INITIATE_AUTH.service]);
    printed.all("Area", [Area::Local]);
    printed.all("LockError", [LockError::StillHeld]);
    printed.all("Mediation", [Mediation::Modal]);
    printed.all("StateScope", [StateScope::Page]);
    printed.all("Persistence", [Persistence::Local]);
    printed.all("StorageOptions", [StorageOptions::default()]);
    printed.all("Timestamp", [Timestamp::default()]);
}

fn configuration_and_storage(printed: &mut Printed) {
    let pools = json!({"Auth": {"Cognito": {
        "userPoolId": POOL_ID, "userPoolClientId": CLIENT_ID, "clientSecret": SENTINEL,
        "identityPoolId": "us-east-1:00000000-1111-4222-8333-444444444444",
        "loginWith": {"oauth": {"domain": "a.example"}}, "passwordless": {}, "passwordFormat": {},
    }}});
    let config = AuthConfig::parse(given(pools), &|_| None).unwrap();
    assert_eq!(config.user_pool.as_ref().unwrap().client_secret.as_ref().map(Secret::expose), Some(SENTINEL));
    pages::pages(printed, &config);
    printed.add("AuthConfig", &config);
    printed.add("UserPool", config.user_pool.as_ref().unwrap());
    printed.add("UserPoolId", &config.user_pool.as_ref().unwrap().id);
    printed.add("IdentityPool", config.identity_pool.as_ref().unwrap());
    printed.add("OAuth", config.oauth().as_ref().unwrap());
    printed.all("ResponseType", [config.oauth().as_ref().unwrap().response_type]);
    printed.add("Passwordless", config.passwordless().as_ref().unwrap());
    printed.add("PasswordFormat", config.password_format().as_ref().unwrap());
    printed.all("GuestAccess", [GuestAccess::Unknown]);
    printed.all("AuthFlowType", [AuthFlowType::UserSrp]);
    printed.all("SignUpVerification", [SignUpVerification::Code]);
    printed.add("Write", &Write { key: "k".to_owned(), value: Some(secret()) });
    printed.add("StorageKeys", &StorageKeys::new("c"));
    printed.all("Item", [Item::RefreshToken]);
    printed.add("SignInDetails", &SignInDetails { login_id: Some("u".to_owned()), auth_flow_type: None });
    printed.add("Secret", &secret());
    printed.add("Hidden", &Hidden::new(SENTINEL.as_bytes().to_vec()));
}

/// The numbers are searched for as `Debug` would print arrays of them.
fn proofs(printed: &mut Printed, secrets: &mut Vec<String>) {
    let bytes = Zeroizing::new([0x5a; 32]);
    let mut making = Ephemeral::begin(&bytes);
    printed.add("PartialEphemeral", &making);
    while making.advance(8) {}
    let ephemeral = making.finish().unwrap();
    let (server_public, salt) = (ServerPublic::from_hex("abcdef").unwrap(), Salt::from_hex("7f").unwrap());
    let scramble = Scramble::between(ephemeral.public(), &server_public).unwrap();
    let identity = Identity::user("region_pool", "user");
    let private_key = PrivateKey::derive(&identity, SENTINEL.as_bytes(), &salt);
    let shared = SharedSecret::agree(&Portable, ephemeral.secret(), &server_public, &scramble, &private_key).unwrap();
    let key = SessionKey::derive(&shared, &scramble);
    let device = DeviceVerifier::create(&Portable, &Zeroizing::new([0x5a; 40]), &[1; 16], "-group", "key");
    let inside = |bytes: &[u8]| format!("{bytes:?}").trim_matches(['[', ']']).to_owned();
    secrets.extend([inside(&[0x5a; 8]), inside(private_key.expose()), inside(shared.expose()), inside(key.expose())]);
    secrets.extend([device.password.expose().to_owned(), device.verifier.expose().to_owned()]);
    // Four words of the exponent.
    secrets.push(format!("{:?}", [0x5a5a_5a5a_u64; 4]).trim_matches(['[', ']']).to_owned());
    printed.add("Ephemeral", &ephemeral);
    printed.add("Exponent", ephemeral.secret());
    printed.add("PrivateKey", &private_key);
    printed.add("SharedSecret", &shared);
    printed.add("SessionKey", &key);
    printed.add("Scramble", &scramble);
    printed.add("Identity", &identity);
    printed.add("DeviceVerifier", &device);
    printed.add("Element", &Portable.load(shared.expose()));
    printed.add("PowerOfTwo", &PowerOfTwo::begin(&Portable, ephemeral.secret()));
    printed.add("Portable", &Portable);
    printed.add("SrpChallenge", &SrpChallenge::parse("abcdef", "7f", "SJShlnqj").unwrap());
    printed.add("ServerPublic", &server_public);
    printed.add("Salt", &salt);
    printed.all("SrpError", [SrpError::ZeroScramble]);
}

/// The public types in the sources, except those for browsers only.
fn public_types() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if ["browser", "bindings", "simd128"].contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            for line in fs::read_to_string(path).unwrap().lines() {
                let declared =
                    ["pub struct ", "pub enum ", "pub union "].iter().find_map(|kind| line.strip_prefix(kind));
                let Some(rest) = declared else { continue };
                found.insert(rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap().to_owned());
            }
        }
    }
    found
}

#[test]
fn nothing_public_prints_a_secret() {
    let (mut printed, mut secrets) = (Printed::default(), vec![SENTINEL.to_owned(), PASSWORD.to_owned()]);
    inputs(&mut printed);
    outputs(&mut printed, &mut secrets);
    account_functions(&mut printed);
    requests_and_errors(&mut printed);
    configuration_and_storage(&mut printed);
    proofs(&mut printed, &mut secrets);
    redirects::redirects(&mut printed, &mut secrets);
    signing::signing(&mut printed);

    for (name, text) in &printed.0 {
        // `{:#?}` prints more white space than `{:?}`.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for secret in &secrets {
            assert!(!text.contains(secret), "{name} prints {secret}: {text}");
        }
    }
    let names: BTreeSet<_> = printed.0.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names, public_types(), "every public type is printed here");
}
