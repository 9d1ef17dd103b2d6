//! What the core asks of the world around it.
//!
//! Network, storage, clock, randomness, locks and events reach the core only through [`Host`]. The browser's implementation
//! is the crate's `browser` module; tests bring a simulated one. Cancelling is dropping: when a flow's future is dropped, the request
//! it waits for is aborted with it.

mod http;

use core::future::{Future, ready};

use futures_util::future::LocalBoxFuture;

use crate::error::{Cause, Error, names};
use crate::json::Json;
use crate::secret::Secret;
use crate::srp::{field::DefaultField, powers::Powers};
use crate::time::Timestamp;

pub use http::{FetchError, FieldValue, Form, HttpReply, HttpRequest, Method, REPLY_HEADERS, ReplyBody, RequestBody};

/// Which of the browser's storages is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Kept across browser restarts and shared by the tabs of an origin: `localStorage`.
    Local,
    /// Kept for the tab: `sessionStorage`.
    Session,
}

/// Why a lock was not had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockError {
    /// The host has no locks, or nobody else has what it would guard.
    Unsupported,
    /// Somebody else held it for the whole of the time limit.
    StillHeld,
}

/// How the user is asked for a passkey (Credential Management §2.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mediation {
    /// In a dialogue, at once.
    Modal,
    /// Among the suggestions of a form field, when the user gets there.
    Conditional,
}

/// Why there is no passkey.
#[derive(Debug)]
pub enum CredentialError {
    /// The host has no passkeys, or none of this kind of mediation.
    Unsupported,
    /// The service's options cannot be read.
    InvalidOptions(Option<Cause>),
    /// The ceremony failed.
    Refused {
        /// The name of the host's exception, such as `NotAllowedError` (WebAuthn §5.1).
        name: String,
        /// The exception.
        cause: Option<Cause>,
    },
}

/// What the application is told through the Hub.
#[derive(Debug)]
pub struct Event {
    /// Amplify's name of the event on the `auth` channel.
    pub name: &'static str,
    /// What goes with it.
    pub data: EventData,
}

/// What goes with an event.
#[derive(Debug)]
pub enum EventData {
    /// Nothing.
    None,
    /// A value.
    Json(Json),
    /// The error that the event tells of.
    Error(Error),
}

/// The world around the core. Everything the browser does asynchronously is asynchronous here.
pub trait Host: 'static {
    /// Holds a lock until dropped.
    type Lock;

    /// The wall clock.
    fn now(&self) -> Timestamp;

    /// Fills `buffer` with cryptographic random bytes.
    ///
    /// # Errors
    /// `MissingPolyfill` when the host has none.
    fn random(&self, buffer: &mut [u8]) -> Result<(), Error>;

    /// Reads JSON text. `None` when it is not JSON.
    fn parse_json(&self, text: &str) -> Option<Json>;

    /// Writes JSON text.
    fn write_json(&self, value: &Json) -> String;

    /// Sends a request. Dropping the future aborts it.
    fn fetch(&self, request: HttpRequest) -> impl Future<Output = Result<HttpReply, FetchError>>;

    /// Waits, for a call that somebody waits for.
    fn sleep(&self, millis: u32) -> impl Future<Output = ()>;

    /// Waits, for work that nobody waits for: a host such as Node may end before that. Unless it says otherwise, a host
    /// does not tell the two apart.
    fn sleep_unattended(&self, millis: u32) -> impl Future<Output = ()> {
        self.sleep(millis)
    }

    /// Reads an item. Storage answers at once, as the browser's does: so what must not be seen half done is done between two
    /// awaits. A host whose storage is asynchronous works on a copy, which it brings up to date around the calls.
    ///
    /// # Errors
    /// `StorageException` when the storage cannot be read.
    fn load(&self, area: Area, key: &str) -> Result<Option<String>, Error>;

    /// Writes an item.
    ///
    /// # Errors
    /// `StorageException` when the storage does not take it.
    fn save(&self, area: Area, key: &str, value: &str) -> Result<(), Error>;

    /// Removes an item; one that is not there is no error.
    ///
    /// # Errors
    /// `StorageException` when the storage cannot be written.
    fn remove(&self, area: Area, key: &str) -> Result<(), Error>;

    /// The keys of all items.
    ///
    /// # Errors
    /// `StorageException` when the storage cannot be read.
    fn keys(&self, area: Area) -> Result<Vec<String>, Error>;

    /// Takes a lock shared by everything of the same origin. The host releases it when its holder goes away.
    ///
    /// # Errors
    /// [`LockError`]; after `limit_ms` it is `StillHeld`.
    fn lock(&self, name: &str, limit_ms: u32) -> impl Future<Output = Result<Self::Lock, LockError>>;

    /// Whether somebody else held the lock when it was asked for, so that what they wrote may still be on its way here.
    fn was_contended(lock: &Self::Lock) -> bool;

    /// Tells those who wait for the lock what it guards now, by a mark that gives nothing away.
    fn announce(lock: &Self::Lock, mark: &str);

    /// What an earlier holder has announced last since the lock was asked for.
    fn announced(lock: &Self::Lock) -> Option<String>;

    /// Runs a future to its end, whatever becomes of the caller.
    fn spawn(&self, task: LocalBoxFuture<'static, ()>);

    /// Tells the application. Called when no lock is held.
    fn emit(&self, event: Event);

    /// Makes a passkey (`navigator.credentials.create`). Options and credential are in WebAuthn's JSON form (Level 3, §5.1.8).
    /// Dropping the future aborts the ceremony.
    ///
    /// # Errors
    /// [`CredentialError`]; unless it says otherwise, a host has no passkeys.
    fn create_credential(&self, options: Json) -> impl Future<Output = Result<Json, CredentialError>> {
        drop(options);
        ready(Err(CredentialError::Unsupported))
    }

    /// Has the user prove a passkey (`navigator.credentials.get`). Options and credential are in WebAuthn's JSON form.
    /// Dropping the future aborts the ceremony.
    ///
    /// # Errors
    /// [`CredentialError`]; unless it says otherwise, a host has no passkeys.
    fn get_credential(
        &self,
        options: Json,
        mediation: Mediation,
    ) -> impl Future<Output = Result<Json, CredentialError>> {
        drop((options, mediation));
        ready(Err(CredentialError::Unsupported))
    }

    /// Whether `signature` is that of `key` over `signed`, by RSASSA-PKCS1-v1_5 with SHA-256. The key is an RSA public key as a
    /// JSON Web Key (RFC 7517); one that cannot be used has signed nothing.
    ///
    /// # Errors
    /// `PlatformNotSupported`; unless it says otherwise, a host cannot tell.
    fn verify_signature(
        &self,
        key: &Json,
        signature: &[u8],
        signed: &[u8],
    ) -> impl Future<Output = Result<bool, Error>> {
        let _ = (key, signature, signed);
        ready(Err(Error::new(&names::CANNOT_VERIFY)))
    }

    /// Who computes the powers of SRP; unless it says otherwise, the crate's own kernel.
    fn powers(&self) -> &dyn Powers {
        &DefaultField {}
    }

    /// What this device calls itself, for the user's list of devices; unless it says otherwise, nothing.
    fn device_name(&self) -> String {
        String::new()
    }

    /// `SECRET_HASH` for a user, from somebody who knows the secret of the app client; none when there is nobody to ask.
    fn secret_hash(&self, username: &str) -> Option<LocalBoxFuture<'static, Result<Secret, Error>>> {
        let _ = username;
        None
    }

    /// Whether [`secret_hash`](Self::secret_hash) gives any.
    fn has_secret_hash(&self) -> bool {
        false
    }

    /// `UserContextData` for threat protection: absent without a collector on the page, `{}` when the collector has nothing.
    fn user_context(&self, username: &str, user_pool_id: &str, client_id: &str) -> Option<Json>;
}
