//! A process computes proofs, and then its memory is searched.

use std::env;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use base64ct::{Base64, Encoding as _};
use cognito_wasm::srp::field::DefaultField;
use cognito_wasm::srp::{DeviceVerifier, Ephemeral, Identity, SrpChallenge};
use zeroize::Zeroizing;

use crate::needles::Needles;
use crate::service::{SALT, SRP_B, USER_ID};

/// The environment variable that tells a process that it is the one to be searched.
const SEARCHED: &str = "COGNITO_WASM_SEARCHED";
const POOL: &str = "us-east-1_SeedPool1";
const PASSWORD: &str = "Zq7-violet-Ostrich-41";
const PASSWORD_BYTES: usize = 21;

/// `a` and the password. The process reads them directly into these boxes, and nothing else in it may hold them.
struct Secrets {
    a: Box<Zeroizing<[u8; 32]>>,
    password: Box<Zeroizing<[u8; PASSWORD_BYTES]>>,
}

impl Secrets {
    fn read(input: &mut File) -> Self {
        let mut secrets = Self { a: Box::default(), password: Box::new(Zeroizing::new([0; PASSWORD_BYTES])) };
        input.read_exact(&mut **secrets.a).unwrap();
        input.read_exact(&mut **secrets.password).unwrap();
        secrets
    }
}

fn prove(ephemeral: &Ephemeral, secrets: &Secrets, srp_b: &str) -> bool {
    let challenge = SrpChallenge::parse(srp_b, SALT, "SJShlnqj").unwrap();
    let identity = Identity::user(POOL, USER_ID);
    ephemeral.prove(&identity, secrets.password.as_slice(), &challenge, "Tue Jan 2 03:04:05 UTC 2024").is_ok()
}

/// The process that the other tests start and search. It computes what the first byte of its input says, and waits. When the
/// test runner starts it, it does nothing.
#[test]
fn process() {
    if env::var_os(SEARCHED).is_none() {
        return;
    }
    let mut input = File::open("/proc/self/fd/0").unwrap();
    let mut kind = [0];
    input.read_exact(&mut kind).unwrap();
    let secrets = Secrets::read(&mut input);
    match kind {
        [0] => {
            let mut making = Ephemeral::begin(&secrets.a);
            while making.advance(8) {}
            assert!(prove(&making.finish().unwrap(), &secrets, SRP_B));
        }
        [1] => assert!(prove(&Ephemeral::generate(&secrets.a).unwrap(), &secrets, SRP_B)),
        [2] => {
            let mut making = Ephemeral::begin(&secrets.a);
            assert!(making.advance(20));
        }
        _ => {
            let mut random = Box::new(Zeroizing::new([0; 40]));
            random[..32].copy_from_slice(secrets.a.as_slice());
            drop(DeviceVerifier::create(&DefaultField::default(), &random, &[1; 16], "-group", "key"));
        }
    }
    drop(secrets);
    OpenOptions::new().write(true).open("/proc/self/fd/2").unwrap().write_all(b"!").unwrap();
    // Wait until the test kills the process.
    let _ = input.read(&mut kind);
}

/// What is left in the memory of a process after a computation of this kind.
fn left_by(kind: u8, a: &[u8; 32], needles: &Needles) -> Vec<String> {
    let arguments = ["--exact", "proofs::process", "--nocapture", "--test-threads=1"];
    let mut command = Command::new(env::current_exe().unwrap());
    let pipes =
        command.env(SEARCHED, "1").args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let message = [&[kind], a.as_slice(), PASSWORD.as_bytes()].concat();
    child.stdin.as_mut().unwrap().write_all(&message).unwrap();
    let mut said = [0];
    child.stderr.as_mut().unwrap().read_exact(&mut said).unwrap();
    assert_eq!(said, *b"!", "the process has failed");
    let found = needles.search_process(child.id());
    child.kill().unwrap();
    child.wait().unwrap();
    found
}

fn exponent() -> [u8; 32] {
    core::array::from_fn(|index| u8::try_from(index).unwrap().wrapping_mul(167).wrapping_add(83))
}

#[test]
fn proofs_leave_nothing() {
    let a = exponent();
    let mut needles = Needles::default();
    needles.add_proof(&a, Identity::user(POOL, USER_ID), PASSWORD);
    for (kind, what) in ["prepared in steps", "not prepared", "abandoned"].into_iter().enumerate() {
        assert_eq!(left_by(u8::try_from(kind).unwrap(), &a, &needles), Vec::<String>::new(), "{what}");
    }
}

#[test]
fn a_new_device_leaves_nothing() {
    let a = exponent();
    let mut random = Zeroizing::new([0; 40]);
    random[..32].copy_from_slice(&a);
    let device = DeviceVerifier::create(&DefaultField::default(), &random, &[1; 16], "-group", "key");
    let mut needles = Needles::default();
    needles.add_bytes("the device's password", device.password.expose().as_bytes());
    needles.add_bytes("its bytes", random.as_slice());
    needles.add_bytes("the verifier", device.verifier.expose().as_bytes());
    needles.add_bytes("the verifier's bytes", &Base64::decode_vec(device.verifier.expose()).unwrap());
    assert_eq!(left_by(3, &a, &needles), Vec::<String>::new());
}
