//! The client's proof is the one an independent server expects.

use cognito_wasm::srp::{DeviceVerifier, Ephemeral, Identity, SrpChallenge, encoding, field::DefaultField};
use cognito_wasm::text::encode_base64;
use proptest::{collection::vec, prelude::*};
use zeroize::Zeroizing;

use crate::server::Server;

fn salts() -> impl Strategy<Value = String> {
    prop_oneof!["[0-9a-f]{32}", "[89a-f][0-9A-F]{31}", "0{1,4}[0-9a-f]{1,28}", "-?[0-9a-f]{1,128}"]
}

fn any_byte_string() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 1..=128).prop_filter("a zero exponent is degenerate", |bytes| bytes.iter().any(|byte| *byte != 0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn proves_the_password_to_an_independent_server(
        client_secret in any_byte_string(),
        server_secret in any_byte_string(),
        salt in salts(),
        password in ".{0,40}",
        pool in "[A-Za-z0-9]{0,20}",
        name in ".{0,40}",
        secret_block in vec(any::<u8>(), 1..200),
        timestamp in ".{0,40}",
    ) {
        let pool_id = format!("us-east-1_{pool}");
        let server = Server { group: &pool, name: &name, salt: &salt, password: &password, secret: &server_secret };
        let ephemeral = Ephemeral::with_powers(&DefaultField::default(), &client_secret).unwrap();
        let challenge = SrpChallenge::parse(&server.public(), &salt, &encode_base64(&secret_block)).unwrap();

        let identity = Identity::user(&pool_id, &name);
        let signature = ephemeral.prove(&identity, password.as_bytes(), &challenge, &timestamp).unwrap();

        let expected = server.expected_signature(&ephemeral.public_hex(), &secret_block, &timestamp);
        prop_assert_eq!(signature, encode_base64(&expected));
    }

    #[test]
    fn registers_a_device_as_an_independent_server_knows_it(
        random in vec(any::<u8>(), 40),
        salt in any::<[u8; 16]>(),
        group in "-[A-Za-z0-9]{0,20}",
        key in "us-east-1_[0-9a-f-]{0,40}",
    ) {
        let random = Zeroizing::new(random.try_into().unwrap());
        let device = DeviceVerifier::create(&DefaultField::default(), &random, &salt, &group, &key);

        let (password, salt) = (device.password.expose(), encoding::hex(&salt));
        let server = Server { group: &group, name: &key, salt: &salt, password, secret: &[1] };
        prop_assert_eq!(device.verifier.expose(), encode_base64(&server.padded_verifier()));
        prop_assert_eq!(password, encode_base64(&*random));
    }
}

#[test]
fn proves_a_device_and_nothing_else() {
    let server = Server { group: "-group", name: "key", salt: "5a", password: "cmFuZG9t", secret: &[0x77; 32] };
    let ephemeral = Ephemeral::generate(&Zeroizing::new([0x21; 32])).unwrap();
    let challenge = SrpChallenge::parse(&server.public(), server.salt, "AAAA").unwrap();
    let expected = encode_base64(&server.expected_signature(&ephemeral.public_hex(), &[0; 3], "now"));

    let prove = |identity, password: &str, timestamp| {
        ephemeral.prove(&identity, password.as_bytes(), &challenge, timestamp).unwrap()
    };
    assert_eq!(prove(Identity::device("-group", "key"), "cmFuZG9t", "now"), expected);
    assert_ne!(prove(Identity::device("-group", "key"), "cmFuZG9T", "now"), expected);
    assert_ne!(prove(Identity::device("-group", "other"), "cmFuZG9t", "now"), expected);
    assert_ne!(prove(Identity::device("-other", "key"), "cmFuZG9t", "now"), expected);
    assert_ne!(prove(Identity::device("-group", "key"), "cmFuZG9t", "then"), expected);
}
