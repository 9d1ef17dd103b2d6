//! `Debug` shows no secrets.

use core::fmt::Debug;

use cognito_wasm::{
    secret::Secret,
    srp::{
        DeviceVerifier, Ephemeral, Identity,
        challenge::{Salt, ServerPublic},
        field::{DefaultField, Field as _},
        proof::{PrivateKey, Scramble, SessionKey, SharedSecret},
    },
};
use zeroize::Zeroizing;

#[test]
fn secrets_print_nothing_of_their_value() {
    let field = DefaultField::default();
    let ephemeral = Ephemeral::generate(&Zeroizing::new([0x5a; 32])).unwrap();
    let server_public = ServerPublic::from_hex("abcdef").unwrap();
    let scramble = Scramble::between(ephemeral.public(), &server_public).unwrap();
    let salt = Salt::from_hex("7f").unwrap();
    let private_key = PrivateKey::derive(&Identity::user("region_pool", "user"), b"Passw0rd!", &salt);
    let shared = SharedSecret::agree(&field, ephemeral.secret(), &server_public, &scramble, &private_key).unwrap();
    let key = SessionKey::derive(&shared, &scramble);

    let printed = |value: &dyn Debug| format!("{value:?}");
    assert_eq!(printed(&Secret::new("Passw0rd!".to_owned())), "[redacted]");
    assert_eq!(printed(ephemeral.secret()), "Exponent { words: [redacted], bits: 256 }");
    assert_eq!(printed(&private_key), "PrivateKey([redacted])");
    assert_eq!(printed(&shared), "SharedSecret([redacted])");
    assert_eq!(printed(&key), "SessionKey([redacted])");
    assert_eq!(printed(&field.load(shared.expose())), "Element([redacted])");
    assert!(
        printed(&ephemeral).starts_with("Ephemeral { secret: Exponent { words: [redacted], bits: 256 }, public: [")
    );
}

#[test]
fn device_password_is_not_printed() {
    let device =
        DeviceVerifier::create(&DefaultField::default(), &Zeroizing::new([0x5a; 40]), &[1; 16], "-group", "key");

    assert!(format!("{device:?}").starts_with("DeviceVerifier { password: [redacted], salt: "));
}
