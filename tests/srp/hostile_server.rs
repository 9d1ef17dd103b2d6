//! Whatever a hostile server sends, the client fails with a typed error. It never panics or signs anything.

use std::sync::LazyLock;

use cognito_wasm::srp::{
    Ephemeral, Identity, SrpChallenge, SrpError,
    encoding::hex,
    field::{DefaultField, Field, WINDOW_ENTRIES},
    group::{N, Number},
    proof::Scramble,
};
use proptest::prelude::*;
use zeroize::Zeroizing;

use crate::server::Server;

const SRP_B: &str = "c2aa4533c9f6daedd56cfb6b2ebf9757";
const SALT: &str = "7f3c2b1a00112233445566778899aabb";
const SECRET_BLOCK: &str = "SJShlnqj";

static EPHEMERAL: LazyLock<Ephemeral> = LazyLock::new(|| Ephemeral::generate(&Zeroizing::new([0x42; 32])).unwrap());

fn answer(srp_b: &str, salt: &str, secret_block: &str) -> Result<String, SrpError> {
    let challenge = SrpChallenge::parse(srp_b, salt, secret_block)?;
    EPHEMERAL.prove(&Identity::user("us-east-1_pool", "user"), b"Passw0rd!", &challenge, "now")
}

#[test]
fn answers_an_honest_server() {
    assert_eq!(answer(SRP_B, SALT, SECRET_BLOCK).map(|signature| signature.len()), Ok(44));
}

#[test]
fn refuses_a_public_value_that_is_a_multiple_of_n() {
    let zeros = "0".repeat(900);
    for srp_b in ["0", "00", &zeros, &hex(&N), &hex(&N).to_uppercase(), &format!("00{}", hex(&N))] {
        assert_eq!(answer(srp_b, SALT, SECRET_BLOCK), Err(SrpError::ZeroServerPublic), "{srp_b}");
    }
}

#[test]
fn refuses_a_public_value_longer_than_n() {
    let mut twice = [0; 385];
    twice[0] = 1;
    for (byte, pair) in twice[1..].iter_mut().zip([&N[..], &[0]].concat().windows(2)) {
        *byte = pair[0] << 1 | pair[1] >> 7;
    }
    for srp_b in [&hex(&twice), &"1".repeat(769), &format!("00{}", "f".repeat(770)), &"f".repeat(100_000)] {
        assert_eq!(answer(srp_b, SALT, SECRET_BLOCK), Err(SrpError::OverlongServerPublic), "{srp_b}");
    }
}

#[test]
fn accepts_a_public_value_as_long_as_n() {
    for srp_b in ["f".repeat(768), "0".repeat(10) + &"f".repeat(768)] {
        assert!(answer(&srp_b, SALT, SECRET_BLOCK).is_ok(), "{srp_b}");
    }
}

#[test]
fn refuses_a_public_value_that_is_empty_or_not_hexadecimal() {
    assert_eq!(answer("", SALT, SECRET_BLOCK), Err(SrpError::EmptyServerPublic));
    for srp_b in [" ", "0x1f", "-1", "+1", "1 ", "xyz", "１", "null", "1\0", &("g".repeat(900))] {
        assert_eq!(answer(srp_b, SALT, SECRET_BLOCK), Err(SrpError::InvalidServerPublic), "{srp_b}");
    }
}

#[test]
fn refuses_a_salt_that_is_empty_or_not_hexadecimal_or_too_long() {
    for salt in ["", "-"] {
        assert_eq!(answer(SRP_B, salt, SECRET_BLOCK), Err(SrpError::EmptySalt), "{salt}");
    }
    for salt in [
        " ",
        "0x1f",
        "+1",
        "--1",
        "-+1",
        "- 1",
        "1-",
        "1-1",
        "-1-",
        " -1",
        "-0x1f",
        "\u{2212}1",
        "xyz",
        "é",
        "-é",
        "undefined",
    ] {
        assert_eq!(answer(SRP_B, salt, SECRET_BLOCK), Err(SrpError::InvalidSalt), "{salt}");
    }
    let longest = "a".repeat(128);
    for sign in ["", "-"] {
        assert_eq!(answer(SRP_B, &format!("{sign}{longest}a"), SECRET_BLOCK), Err(SrpError::OverlongSalt), "{sign}");
        assert!(answer(SRP_B, &format!("{sign}{longest}"), SECRET_BLOCK).is_ok(), "{sign}");
        assert!(answer(SRP_B, &format!("{sign}0"), SECRET_BLOCK).is_ok(), "{sign}");
    }
}

#[test]
fn refuses_a_secret_block_that_is_empty_or_not_base64() {
    for block in ["", "=", "==", "A", "A===", "SJSh lnqj", "SJSh\nlnqj", "{}", "SJSh=nqj", "é"] {
        assert_eq!(answer(SRP_B, SALT, block), Err(SrpError::InvalidSecretBlock), "{block}");
    }
}

#[test]
fn refuses_a_scrambling_value_of_zero() {
    assert!(matches!(Scramble::from_digest([0; 32]), Err(SrpError::ZeroScramble)));

    let mut one = [0; 32];
    one[31] = 1;
    assert!(Scramble::from_digest(one).is_ok());
}

#[test]
fn refuses_a_public_value_that_forces_the_shared_secret_to_zero() {
    let server = Server { group: "pool", name: "user", salt: SALT, password: "Passw0rd!", secret: &[1] };

    assert_eq!(answer(&server.multiplied_verifier(), SALT, SECRET_BLOCK), Err(SrpError::ZeroSharedSecret));
}

#[test]
fn refuses_secret_exponents_that_are_missing_or_too_long_or_zero() {
    let public_value = |secret: &[u8]| Ephemeral::with_powers(&DefaultField::default(), secret).map(|_| ());

    assert_eq!(public_value(&[]), Err(SrpError::InvalidEphemeral));
    assert_eq!(public_value(&[1; 129]), Err(SrpError::InvalidEphemeral));
    assert_eq!(public_value(&[0; 32]), Err(SrpError::DegenerateEphemeral));
    assert_eq!(public_value(&[1]), Ok(()));
}

/// A kernel whose results are all zero. No exponent makes a real kernel return zero.
struct Zeros(DefaultField);

impl Field for Zeros {
    type Element = <DefaultField as Field>::Element;

    fn load(&self, number: &Number) -> Self::Element {
        self.0.load(number)
    }

    fn store(&self, out: &mut Number, _: &Self::Element) {
        out.fill(0);
    }

    fn mul(&self, _: &mut Self::Element, _: &Self::Element, _: &Self::Element) {}

    fn sqr(&self, _: &mut Self::Element, _: &Self::Element) {}

    fn add(&self, _: &mut Self::Element, _: &Self::Element, _: &Self::Element) {}

    fn shl(&self, _: &mut Self::Element, _: &Self::Element, _: u64) {}

    fn select(&self, _: &mut Self::Element, _: &[Self::Element; WINDOW_ENTRIES], _: u64) {}
}

#[test]
fn refuses_to_send_a_public_value_of_zero() {
    let refusal = Ephemeral::with_powers(&Zeros(DefaultField::default()), &[7; 32]).map(|_| ());

    assert_eq!(refusal, Err(SrpError::DegenerateEphemeral));
}

#[test]
fn errors_say_which_parameter_is_at_fault() {
    assert_eq!(SrpError::EmptyServerPublic.to_string(), "SRP_B is empty");
    assert_eq!(SrpError::InvalidSalt.to_string(), "SALT is not hexadecimal");
    assert_eq!(SrpError::InvalidSecretBlock.to_string(), "SECRET_BLOCK is not base64");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_an_error_or_gives_a_signature(srp_b in any::<String>(), salt in any::<String>(), secret_block in any::<String>()) {
        if let Ok(signature) = answer(&srp_b, &salt, &secret_block) {
            prop_assert_eq!(signature.len(), 44);
        }
    }

    #[test]
    fn almost_valid_text_is_an_error_or_gives_a_signature(
        srp_b in "[0-9a-fA-Fg]{0,20}",
        salt in "-{0,2}[0-9a-fA-F]{0,20}",
        secret_block in "[A-Za-z0-9+/_-]{0,20}={0,3}",
    ) {
        if let Ok(signature) = answer(&srp_b, &salt, &secret_block) {
            prop_assert_eq!(signature.len(), 44);
        }
    }
}
