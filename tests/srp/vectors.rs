//! The check vectors of `srp_vectors.json`, made by an independent model and checked against amplify-js, and those of
//! `srp/signed_salts.json`, which `srp/signed_salts.py` makes.
//!
//! Both the native tests and those that run in a browser must arrive at the same numbers.

use cognito_wasm::srp::{
    DeviceVerifier, Ephemeral, Identity, SrpChallenge,
    challenge::Salt,
    encoding::{hex, read_hex},
    field::DefaultField,
    group::K,
    proof::{PrivateKey, Scramble, SessionKey, SharedSecret},
};
use serde_json::Value;
use zeroize::Zeroizing;

/// Checks every number of every password vector, and returns how many vectors there are.
pub(crate) fn check_password_vectors() -> usize {
    let file = srp_vectors();
    assert_eq!(hex(&K), text(&file, "k"), "k");
    let vectors = file["password"].as_array().unwrap();
    vectors.iter().for_each(check_password_vector);
    vectors.len()
}

/// Checks every number of every device vector, and returns how many vectors there are.
pub(crate) fn check_device_vectors() -> usize {
    let file = srp_vectors();
    let vectors = file["device"].as_array().unwrap();
    vectors.iter().for_each(check_device_vector);
    vectors.len()
}

/// Checks the bytes of every salt, signed or not, and returns how many there are.
pub(crate) fn check_salts() -> usize {
    let file = signed_salts();
    let salts = file["salts"].as_object().unwrap();
    for (digits, bytes) in salts {
        let salt = Salt::from_hex(digits).unwrap();
        let pairs = bytes.as_str().unwrap().as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap());
        let expected: Vec<u8> = pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect();
        assert_eq!(salt.as_bytes(), expected, "{digits}");
    }
    salts.len()
}

/// Checks every number of every sign-in with a signed salt, and returns how many there are.
pub(crate) fn check_signed_salt_vectors() -> usize {
    let file = signed_salts();
    let vectors = file["password"].as_array().unwrap();
    vectors.iter().for_each(check_password_vector);
    vectors.len()
}

fn check_password_vector(vector: &Value) {
    let field = DefaultField::default();
    let pool_id = format!("us-east-1_{}", text(vector, "pool"));
    let identity = Identity::user(&pool_id, text(vector, "user"));
    let password = text(vector, "password").as_bytes();
    let challenge = SrpChallenge::parse(text(vector, "B"), text(vector, "salt"), text(vector, "secret")).unwrap();

    let ephemeral = Ephemeral::with_powers(&field, &number::<128>(text(vector, "a"))).unwrap();
    assert_eq!(ephemeral.public_hex(), text(vector, "A"), "A");

    let scramble = Scramble::between(ephemeral.public(), &challenge.server_public).unwrap();
    assert_eq!(hex(scramble.as_bytes()), text(vector, "u"), "u");

    let private_key = PrivateKey::derive(&identity, password, &challenge.salt);
    assert_eq!(hex(private_key.expose()), text(vector, "x"), "x");
    assert_eq!(hex(&**private_key.verifier(&field)), text(vector, "verifier"), "verifier");

    let server_public = &challenge.server_public;
    let shared = SharedSecret::agree(&field, ephemeral.secret(), server_public, &scramble, &private_key).unwrap();
    assert_eq!(hex(shared.expose()), text(vector, "S"), "S");

    let key = SessionKey::derive(&shared, &scramble);
    assert_eq!(hex(key.expose()), text(vector, "hkdfKey"), "K");

    let signature = ephemeral.prove(&identity, password, &challenge, text(vector, "date")).unwrap();
    assert_eq!(signature, text(vector, "signature"), "signature");
}

fn check_device_vector(vector: &Value) {
    let fill = u8::try_from(vector["randomBytesFill"].as_u64().unwrap()).unwrap();
    let device = DeviceVerifier::create(
        &DefaultField::default(),
        &Zeroizing::new([fill; 40]),
        &[fill; 16],
        text(vector, "deviceGroupKey"),
        text(vector, "deviceKey"),
    );

    assert_eq!(device.password.expose(), text(vector, "randomPassword"));
    assert_eq!(device.salt, text(vector, "saltBase64"));
    assert_eq!(device.verifier.expose(), text(vector, "passwordVerifierBase64"));
}

fn srp_vectors() -> Value {
    serde_json::from_str(include_str!("../srp_vectors.json")).unwrap()
}

fn signed_salts() -> Value {
    serde_json::from_str(include_str!("signed_salts.json")).unwrap()
}

fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap()
}

fn number<const BYTES: usize>(digits: &str) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    read_hex(&mut bytes, digits).unwrap();
    bytes
}
