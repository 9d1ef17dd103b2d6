//! What the core needs from its environment.
//!
//! Network, storage, clock, randomness, locks and events reach the core only through [`Host`]. The `browser` module implements
//! it for browsers, and the tests have a simulated one. To cancel a flow, drop its future: that aborts its request.

mod hook;
mod limits;

use core::future::{Future, pending, ready};

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::error::{Cause, Error, names};
use crate::json::Json;
use crate::srp::{field::DefaultField, powers::Powers};
use crate::time::Timestamp;

pub use crate::http::{
    FetchError, FieldValue, Form, HttpReply, HttpRequest, Method, REPLY_HEADERS, ReplyBody, RequestBody,
};
pub use hook::Hook;
pub use limits::RequestLimits;

/// One of the browser's storages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// `localStorage`: survives a restart of the browser, and is shared by the tabs of an origin.
    Local,
    /// `sessionStorage`: belongs to one tab.
    Session,
    /// `localStorage`, although the application has given another storage in its place.
    Browser,
}

/// Why a lock was not acquired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockError {
    /// The host has no locks.
    Unsupported,
    /// What the lock would guard is not shared.
    Unneeded,
    /// Somebody else held it until the time limit passed.
    StillHeld,
    /// It was acquired, but what it guards cannot be read.
    Unreadable,
}

/// How the user is asked for a passkey (Credential Management §2.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mediation {
    /// With a dialog.
    Modal,
    /// With the autofill suggestions of a form field.
    Conditional,
}

/// Why there is no passkey.
#[derive(Debug)]
pub enum CredentialError {
    /// The host does not support passkeys, or not this kind of mediation.
    Unsupported,
    /// The service sent options that cannot be read.
    InvalidOptions(Option<Cause>),
    /// The ceremony failed.
    Refused {
        /// The name of the host's exception, such as `NotAllowedError` (WebAuthn §5.1).
        name: String,
        /// The exception.
        cause: Option<Cause>,
    },
}

/// An event for the application, which it gets through the Hub.
#[derive(Debug)]
pub struct Event {
    /// Its name on Amplify's `auth` channel.
    pub name: &'static str,
    /// Its data.
    pub data: EventData,
}

/// The data of an event.
#[derive(Debug)]
pub enum EventData {
    /// Nothing.
    None,
    /// A value.
    Json(Json),
    /// An error.
    Error(Error),
    /// Why it happened: the member `reason`, and the error that caused it, if there is one.
    Reason(&'static str, Option<Error>),
}

/// The environment of the core.
pub trait Host: 'static {
    /// A lock, which is released when this is dropped.
    type Lock;

    /// The wall clock.
    fn now(&self) -> Timestamp;

    /// Fills `buffer` with cryptographic random bytes.
    ///
    /// # Errors
    /// `MissingPolyfill` when the host has no such generator.
    fn random(&self, buffer: &mut [u8]) -> Result<(), Error>;

    /// Reads JSON text. `None` when it is not JSON.
    fn parse_json(&self, text: &str) -> Option<Json>;

    /// Writes JSON text.
    fn write_json(&self, value: &Json) -> String;

    /// Sends a request. Dropping the future aborts it.
    fn fetch(&self, request: HttpRequest) -> impl Future<Output = Result<HttpReply, FetchError>>;

    /// Waits on behalf of a caller.
    fn sleep(&self, millis: u32) -> impl Future<Output = ()>;

    /// Waits in the background: a host such as Node may exit before the time has passed. By default, this is
    /// [`sleep`](Self::sleep).
    fn sleep_unattended(&self, millis: u32) -> impl Future<Output = ()> {
        self.sleep(millis)
    }

    /// Resolves when the host is online again. By default, it never says so.
    fn online(&self) -> impl Future<Output = ()> {
        pending()
    }

    /// Whether a storage works here. [`Area::Browser`] is asked for only with [`has_own_storage`](Self::has_own_storage). One that does not is replaced by memory, which lasts as long as the instance.
    fn has_storage(&self, area: Area) -> bool {
        let _ = area;
        true
    }

    /// Whether the application has given the storage that stands for [`Area::Local`]; it has not by default.
    fn has_own_storage(&self) -> bool {
        false
    }

    /// Reads an item. Storage is synchronous, as in the browser, so that nothing of this page comes between a look at the storage
    /// and the change that follows it.
    ///
    /// A host with an asynchronous storage works on a copy, on which its own changes that are not stored yet stay. It reads the
    /// copy anew after each wait, for a [`lock`](Self::lock), a [reply](Self::fetch) or the [time](Self::sleep), since other tabs may
    /// have signed in or out meanwhile. Whoever calls the flows has it do so before a call. Until everything
    /// that was saved and removed is stored, it holds back later [events](Self::emit), [announcements](Self::announce), and the
    /// release of the lock. If the storage refuses a change after that, the host takes it back from the copy, and has what was to be
    /// stored kept with [`Auth::keep_refused`](crate::flow::Auth::keep_refused): what no later change replaces, and nothing if one
    /// removes something of it. A removal that is refused it reports itself.
    ///
    /// # Errors
    /// `StorageException` when the storage cannot be read.
    fn load(&self, area: Area, key: &str) -> Result<Option<String>, Error>;

    /// Writes an item.
    ///
    /// # Errors
    /// `StorageException` when the storage does not take it.
    fn save(&self, area: Area, key: &str, value: &str) -> Result<(), Error>;

    /// Removes an item, if it is there.
    ///
    /// # Errors
    /// `StorageException` when the storage cannot be written.
    fn remove(&self, area: Area, key: &str) -> Result<(), Error>;

    /// The keys of all items.
    ///
    /// # Errors
    /// `StorageException` when the storage cannot be read.
    fn keys(&self, area: Area) -> Result<Vec<String>, Error>;

    /// Stores what an asynchronous storage has not stored yet, and reads its copy anew. Other storages need nothing, which is the
    /// default.
    ///
    /// # Errors
    /// `StorageException` when the storage cannot be read.
    fn synchronize(&self) -> impl Future<Output = Result<(), Error>> {
        ready(Ok(()))
    }

    /// Acquires a lock that all tabs and workers of an origin share. The host releases it when its holder is closed. A host without
    /// such locks may have one for this page alone.
    ///
    /// # Errors
    /// [`LockError`]; `StillHeld` after `limit_ms`; `Unreadable` if an asynchronous storage cannot be read then.
    fn lock(&self, name: &str, limit_ms: u32) -> impl Future<Output = Result<Self::Lock, LockError>>;

    /// Whether a lock keeps other tabs out, too, which it does by default.
    fn locks_out_tabs(lock: &Self::Lock) -> bool {
        let _ = lock;
        true
    }

    /// Whether somebody else held the lock at first. What they wrote may not have reached this tab yet.
    fn was_contended(lock: &Self::Lock) -> bool;

    /// Tells those who wait for the lock which version of the guarded data was written. `mark` contains nothing secret.
    fn announce(lock: &Self::Lock, mark: &str);

    /// The last mark that other holders announced while this lock was waited for.
    fn announced(lock: &Self::Lock) -> Option<String>;

    /// Runs a future to completion, even if the caller is dropped.
    fn spawn(&self, task: LocalBoxFuture<'static, ()>);

    /// The address that the page shows now. `None` in a worker, which has none.
    fn page_address(&self) -> Option<String> {
        None
    }

    /// Shows another address for the page, without loading it, if it is of the page's origin. `read` is the one to replace: a host
    /// that does not know what its page shows passes it on, and the page decides as
    /// [`shown_address`](crate::oauth::shown_address) does. By default, it does nothing.
    fn show_address(&self, read: &str, address: &str) {
        let _ = (read, address);
    }

    /// Passes an event to the application. It is called when no lock is held.
    fn emit(&self, event: Event);

    /// Creates a passkey (`navigator.credentials.create`). Options and credential are in WebAuthn's JSON form (Level 3, §5.1.8).
    /// Dropping the future aborts the ceremony.
    ///
    /// # Errors
    /// [`CredentialError`]; `Unsupported` by default.
    fn create_credential(&self, options: Json) -> impl Future<Output = Result<Json, CredentialError>> {
        drop(options);
        ready(Err(CredentialError::Unsupported))
    }

    /// Asks the user for a passkey (`navigator.credentials.get`). Options and credential are in WebAuthn's JSON form.
    /// Dropping the future aborts the ceremony.
    ///
    /// # Errors
    /// [`CredentialError`]; `Unsupported` by default.
    fn get_credential(
        &self,
        options: Json,
        mediation: Mediation,
    ) -> impl Future<Output = Result<Json, CredentialError>> {
        drop((options, mediation));
        ready(Err(CredentialError::Unsupported))
    }

    /// Verifies a signature over `signed` by RSASSA-PKCS1-v1_5 with SHA-256. The key is an RSA public key as a JSON Web Key
    /// (RFC 7517); with one that cannot be used, the result is `false`.
    ///
    /// # Errors
    /// `PlatformNotSupported` where signatures cannot be verified, which is the default.
    fn verify_signature(
        &self,
        key: &Json,
        signature: &[u8],
        signed: &[u8],
    ) -> impl Future<Output = Result<bool, Error>> {
        let _ = (key, signature, signed);
        ready(Err(Error::new(&names::CANNOT_VERIFY)))
    }

    /// The implementation of SRP's powers; the crate's own kernel by default.
    fn powers(&self) -> &dyn Powers {
        &DefaultField {}
    }

    /// The name of this device in the user's list of devices; empty by default.
    fn device_name(&self) -> String {
        String::new()
    }

    /// Whether the application gave this function; by default none.
    fn has_hook(&self, hook: Hook) -> bool {
        let _ = hook;
        false
    }

    /// Calls a function of the application, at once, and returns its answer. It is only called if there is
    /// [such a function](Self::has_hook). The future fails with [`Hook::failure`] when the function throws or its answer is not
    /// data.
    fn ask(&self, hook: Hook, input: Json) -> LocalBoxFuture<'static, Result<Json, Error>> {
        drop(input);
        ready(Err(Error::new(hook.failure()))).boxed_local()
    }

    /// The limits of this instance's requests.
    fn request_limits(&self) -> RequestLimits {
        RequestLimits::default()
    }

    /// `UserContextData` for threat protection: `None` without AWS's script on the page, `{}` when the script has no data.
    fn user_context(&self, username: &str, user_pool_id: &str, client_id: &str) -> Option<Json>;
}
