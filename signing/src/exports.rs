//! The exported functions. Each reads a message from a buffer and leaves its answer there. Both are overwritten when they have been read:
//! here, and by JavaScript. The first field of an answer is empty, or the name of an error, which its category, message and recovery follow.
#![expect(unsafe_code, reason = "exporting a function under its own name counts as unsafe, since names might clash")]

use std::sync::{Mutex, MutexGuard, PoisonError};

use cognito_wasm::{
    error::{Error, Result, names},
    secret::Secret,
    sigv4::{
        self, Credentials, KeyCache, Options, Payload, PayloadHasher, Refusal, Reply, Request, Signature, presign,
        read_refusal, sign,
    },
    text,
    time::Timestamp,
};

use crate::message::{Fields, write};

/// Larger than any request that a service accepts, with its canonical form.
const BUFFER_BYTES: usize = 0x4_0000;

/// The longest message. Encoding makes an address at most three times as long.
const MAX_MESSAGE_BYTES: usize = 0x1_0000;

static BUFFER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// The body that is being hashed.
static HASHER: Mutex<Option<PayloadHasher>> = Mutex::new(None);

static KEYS: KeyCache = KeyCache::new();

fn locked<Value>(mutex: &Mutex<Value>) -> MutexGuard<'_, Value> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The buffer's address in the module's memory, which stays the same.
#[unsafe(no_mangle)]
extern "C" fn buffer() -> *mut u8 {
    let mut buffer = locked(&BUFFER);
    buffer.resize(BUFFER_BYTES, 0);
    buffer.as_mut_ptr()
}

/// The length of the part of the buffer for messages to the module.
#[unsafe(no_mangle)]
extern "C" fn message_bytes() -> usize {
    MAX_MESSAGE_BYTES
}

/// Signs a request, in its headers or in its query.
#[unsafe(no_mangle)]
extern "C" fn sign_request(length: usize) -> usize {
    answer(length, signed)
}

/// Checks that credentials may be sent to an address.
#[unsafe(no_mangle)]
extern "C" fn check_address(length: usize) -> usize {
    answer(length, |message| {
        let url = Fields::of(message).and_then(|mut fields| fields.text()).ok_or_else(unreadable);
        url.and_then(sigv4::check_address).map(|()| Vec::new())
    })
}

/// Says whether another attempt can help: `expired`, `skew` with the service's time in milliseconds, or nothing.
#[unsafe(no_mangle)]
extern "C" fn judge_reply(length: usize) -> usize {
    answer(length, |message| judged(message).ok_or_else(unreadable))
}

/// Wipes the key that is kept from the last signature.
#[unsafe(no_mangle)]
extern "C" fn forget_key() {
    KEYS.clear();
}

/// Hashes the part of a body in the buffer.
#[unsafe(no_mangle)]
extern "C" fn hash_part(length: usize) {
    let mut buffer = locked(&BUFFER);
    let part = message_in(&mut buffer, length);
    locked(&HASHER).get_or_insert_default().update(part);
    part.fill(0);
}

/// Ends the hash, and leaves its 32 bytes in the buffer.
#[unsafe(no_mangle)]
extern "C" fn hash_finish() {
    let hash = locked(&HASHER).take().unwrap_or_default().finish();
    if let Some(place) = locked(&BUFFER).first_chunk_mut() {
        *place = hash;
    }
}

/// A message to [`sign_request`].
struct Given<'a> {
    request: (&'a str, &'a str, Payload),
    headers: Vec<(&'a str, &'a str)>,
    credentials: Credentials,
    options: Options<'a>,
    expires: Option<u32>,
    /// Whether JavaScript wants to know what was signed.
    wants_details: bool,
}

impl<'a> Given<'a> {
    /// The fields: time, seconds until a presigned URL expires, anything if what was signed is to be told, method, URL, hash of the body, service, region, the id of a pool in
    /// the default region, key id, key, session token, and names and values of headers.
    fn read(message: &'a [u8]) -> Option<Self> {
        let mut fields = Fields::of(message)?;
        let time = Timestamp::from_millis(fields.text()?.parse().ok()?);
        let expires = match fields.next_field()? {
            Some(digits) => Some(str::from_utf8(digits).ok()?.parse().ok()?),
            None => None,
        };
        let wants_details = fields.next_field()?.is_some();
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
        let options = Options { time, service, region, default_region, keys: Some(&KEYS), ..Options::default() };
        Some(Self { request: (method, url, payload), headers, credentials, options, expires, wants_details })
    }
}

fn signed(message: &[u8]) -> Result<Vec<Secret>> {
    let given = Given::read(message).ok_or_else(unreadable)?;
    let (method, url, payload) = given.request;
    let request = Request { method, url, headers: &given.headers, payload };
    let (signature, added) = if let Some(seconds) = given.expires {
        let presigned = presign(&request, &given.credentials, &given.options, seconds)?;
        (presigned.signature, vec![presigned.url])
    } else {
        let signed = sign(&request, &given.credentials, &given.options)?;
        let headers = signed.headers.into_iter().flat_map(|(name, value)| [Secret::new(name.to_owned()), value]);
        (signed.signature, headers.collect())
    };
    let Signature { canonical_request, string_to_sign, signature } = signature;
    let mut fields = Vec::new();
    if given.wants_details {
        fields.extend([canonical_request, Secret::new(string_to_sign), Secret::new(signature)]);
    }
    fields.extend(added);
    Ok(fields)
}

/// The fields: time of the signature, time of the reply, status, error type, date, and the beginning of the body.
fn judged(message: &[u8]) -> Option<Vec<Secret>> {
    let mut fields = Fields::of(message)?;
    let mut time = || fields.text()?.parse().ok().map(Timestamp::from_millis);
    let (signed_at, arrived_at) = (time()?, time());
    let status = fields.text()?.parse().ok()?;
    let mut optional = || Some(fields.next_field()?.and_then(|field| str::from_utf8(field).ok()));
    let reply =
        Reply { status, arrived_at, error_type: optional()?, date: optional()?, body: optional()?.unwrap_or_default() };
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

/// Takes a message out of the buffer, leaves the answer there, and returns its length. `work` is a pointer so that the module has this once.
fn answer(length: usize, work: fn(&[u8]) -> Result<Vec<Secret>>) -> usize {
    let mut buffer = locked(&BUFFER);
    let message = message_in(&mut buffer, length);
    let result = work(message);
    message.fill(0);
    let written = result.and_then(|fields| {
        let mut texts = vec![""];
        texts.extend(fields.iter().map(Secret::expose));
        write(&texts, &mut buffer).ok_or_else(unreadable)
    });
    written.unwrap_or_else(|error| {
        let fields = [error.name(), error.category().name(), error.message(), error.recovery()];
        write(&fields, &mut buffer).unwrap_or_default()
    })
}

fn message_in(buffer: &mut [u8], length: usize) -> &mut [u8] {
    buffer.get_mut(..length.min(MAX_MESSAGE_BYTES)).unwrap_or_default()
}
