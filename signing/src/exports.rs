//! The exported functions. Each reads a message from one buffer and leaves its answer there; both sides overwrite what they have
//! read. The first field of an answer is empty, or the name of an error, which its category, message and recovery follow.
#![expect(unsafe_code, reason = "exporting a function under its own name counts as unsafe, since names might clash")]

use core::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use cognito_wasm::{
    error::{Error, Result, names},
    secret::{Hidden, Secret},
    sigv4::{
        self, Credentials, Options, Payload, PayloadHasher, Refusal, Reply, Request, Signature, presign, read_refusal,
        sign,
    },
    text,
    time::Timestamp,
};

use crate::message::{Fields, message};

/// Larger than any request that a service accepts, with its canonical form.
const BUFFER_BYTES: usize = 0x4_0000;

/// The longest message. Encoding makes an address at most three times as long.
const MAX_MESSAGE_BYTES: usize = 0x1_0000;

/// Atomic because JavaScript writes it too. Without threads, atomic bytes cost nothing.
static BUFFER: [AtomicU8; BUFFER_BYTES] = [const { AtomicU8::new(0) }; BUFFER_BYTES];

/// The body that is being hashed.
static HASHER: Mutex<Option<PayloadHasher>> = Mutex::new(None);

/// The buffer's address in the module's memory.
#[unsafe(no_mangle)]
extern "C" fn buffer() -> *const AtomicU8 {
    BUFFER.as_ptr()
}

/// The length of the part of the buffer for messages to the module.
#[unsafe(no_mangle)]
extern "C" fn message_bytes() -> usize {
    MAX_MESSAGE_BYTES
}

/// Signs a request, in its headers or in its query.
#[unsafe(no_mangle)]
extern "C" fn sign_request(length: usize) -> usize {
    let message = take(length);
    answer(&signed(&message))
}

/// Checks that credentials may be sent to an address.
#[unsafe(no_mangle)]
extern "C" fn check_address(length: usize) -> usize {
    let message = take(length);
    let url = Fields(&message).text().ok_or_else(unreadable);
    answer(&url.and_then(sigv4::check_address).map(|()| Vec::new()))
}

/// Says whether another attempt can help: `expired`, `skew` with the service's time in milliseconds, or nothing.
#[unsafe(no_mangle)]
extern "C" fn judge_reply(length: usize) -> usize {
    let message = take(length);
    answer(&judged(&message).ok_or_else(unreadable))
}

/// Hashes the part of a body in the buffer.
#[unsafe(no_mangle)]
extern "C" fn hash_part(length: usize) {
    HASHER.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default().update(&take(length));
}

/// Ends the hash, and leaves its 32 bytes in the buffer.
#[unsafe(no_mangle)]
extern "C" fn hash_finish() {
    let hasher = HASHER.lock().unwrap_or_else(PoisonError::into_inner).take();
    put(&hasher.unwrap_or_default().finish());
}

/// A message to [`sign_request`].
struct Given<'a> {
    request: (&'a str, &'a str, Payload),
    headers: Vec<(&'a str, &'a str)>,
    credentials: Credentials,
    options: Options<'a>,
    expires: Option<u32>,
}

impl<'a> Given<'a> {
    /// The fields: time, seconds until a presigned URL expires, method, URL, hash of the body, service, region, the id of a pool in
    /// the default region, key id, key, session token, and names and values of headers.
    fn read(message: &'a [u8]) -> Option<Self> {
        let mut fields = Fields(message);
        let time = Timestamp::from_millis(fields.text()?.parse().ok()?);
        let expires = match fields.next_field()? {
            Some(digits) => Some(str::from_utf8(digits).ok()?.parse().ok()?),
            None => None,
        };
        let (method, url) = (fields.text()?, fields.text()?);
        let payload = match fields.next_field()? {
            Some(hash) => Payload::Sha256(hash.try_into().ok()?),
            None => Payload::Unsigned,
        };
        let mut optional = || Some(fields.next_field()?.and_then(|field| str::from_utf8(field).ok()));
        let (service, region, pool_id) = (optional()?, optional()?, optional()?);
        let default_region = pool_id.map(|id| text::before_any(id, b":_"));
        let secret = |text: &str| Secret::new(text.to_owned());
        let credentials = Credentials {
            access_key_id: optional()?.unwrap_or_default().to_owned(),
            secret_access_key: secret(optional()?.unwrap_or_default()),
            session_token: optional()?.map(secret),
        };
        let mut headers = Vec::new();
        while let Some(name) = fields.text() {
            headers.push((name, fields.text()?));
        }
        let options = Options { time, service, region, default_region, ..Options::default() };
        Some(Self { request: (method, url, payload), headers, credentials, options, expires })
    }
}

fn signed(message: &[u8]) -> Result<Vec<Secret>> {
    let given = Given::read(message).ok_or_else(unreadable)?;
    let (method, url, payload) = given.request;
    let request = Request { method, url, headers: &given.headers, payload };
    let (signature, rest) = if let Some(seconds) = given.expires {
        let presigned = presign(&request, &given.credentials, &given.options, seconds)?;
        (presigned.signature, vec![presigned.url])
    } else {
        let signed = sign(&request, &given.credentials, &given.options)?;
        let headers = signed.headers.into_iter().flat_map(|(name, value)| [Secret::new(name.to_owned()), value]);
        (signed.signature, headers.collect())
    };
    let Signature { canonical_request, string_to_sign, signature } = signature;
    let mut fields = vec![canonical_request, Secret::new(string_to_sign), Secret::new(signature)];
    fields.extend(rest);
    Ok(fields)
}

/// The fields: time of the signature, status, error type, date, and the beginning of the body.
fn judged(message: &[u8]) -> Option<Vec<Secret>> {
    let mut fields = Fields(message);
    let signed_at = Timestamp::from_millis(fields.text()?.parse().ok()?);
    let status = fields.text()?.parse().ok()?;
    let mut optional = || Some(fields.next_field()?.and_then(|field| str::from_utf8(field).ok()));
    let reply = Reply { status, error_type: optional()?, date: optional()?, body: optional()?.unwrap_or_default() };
    let fields = match read_refusal(&reply, signed_at) {
        Refusal::Final => Vec::new(),
        Refusal::ExpiredCredentials => vec!["expired".to_owned()],
        Refusal::ClockSkew { server_time } => vec!["skew".to_owned(), server_time.millis().to_string()],
    };
    Some(fields.into_iter().map(Secret::new).collect())
}

fn unreadable() -> Error {
    Error::new(&names::INVALID_INPUT)
}

/// Writes the answer to the buffer, and returns its length.
fn answer(result: &Result<Vec<Secret>>) -> usize {
    let bytes = match result {
        Ok(fields) => Hidden::new(message(core::iter::once("").chain(fields.iter().map(Secret::expose)))),
        Err(error) => Hidden::new(message([error.name(), error.category().name(), error.message(), error.recovery()])),
    };
    put(&bytes);
    bytes.len().min(BUFFER_BYTES)
}

/// Takes a message out of the buffer.
fn take(length: usize) -> Hidden<Vec<u8>> {
    Hidden::new(BUFFER.iter().take(length.min(MAX_MESSAGE_BYTES)).map(|byte| byte.swap(0, Relaxed)).collect())
}

fn put(bytes: &[u8]) {
    for (place, byte) in BUFFER.iter().zip(bytes) {
        place.store(*byte, Relaxed);
    }
}
