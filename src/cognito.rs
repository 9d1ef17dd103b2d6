//! Cognito's operations over a [`Host`](crate::host::Host): requests, replies, errors and retries.
//!
//! Cognito speaks `application/x-amz-json-1.1`: every operation is a `POST` to the service's root with the operation in
//! `x-amz-target`. None of these operations is signed.

mod custom_headers;
pub mod operation;
mod refusal;
mod reply;
mod request;
mod retry;
mod secret_hash;

pub use custom_headers::custom_headers;
pub use operation::{Operation, Proof, Service};
pub use refusal::{is_device_gone, is_unsupported};
pub(crate) use reply::fetch_error;
pub(crate) use request::timed_call;
pub use request::{RequestOptions, call, key_set};
pub use retry::is_final;
pub use secret_hash::secret_hash;
