//! Sending an operation.

use std::rc::Rc;

use super::operation::KEY_SET;
use super::{Operation, reply, retry};
use crate::error::Result;
use crate::host::{Host, HttpRequest, Method, RequestBody};
use crate::json::Json;
use crate::text;

/// The time limit for a reply. Lambda triggers may take 5 s each, and several may run in one call.
const TIME_LIMIT_MS: u32 = 30_000;

/// The time limit for a file.
const FILE_TIME_LIMIT_MS: u32 = 10_000;

/// Calls an operation, and repeats it where that is safe.
///
/// # Errors
/// The service's errors under their own names; `NetworkError` or `TimeoutError` without a reply; `UnknownError` for a reply
/// that is not from the service.
pub fn call<H: Host>(
    host: &H,
    endpoint: &str,
    operation: &'static Operation,
    body: Json,
) -> impl Future<Output = Result<Json>> {
    send(host, endpoint, operation, RequestBody::Json(Rc::new(body)))
}

/// Fetches the public keys of a user pool (RFC 7517 §5).
///
/// # Errors
/// As for [`call`].
pub fn key_set<H: Host>(host: &H, url: &str) -> impl Future<Output = Result<Json>> {
    send(host, url, &KEY_SET, RequestBody::None)
}

async fn send<H: Host>(host: &H, url: &str, operation: &'static Operation, body: RequestBody) -> Result<Json> {
    let is_file = matches!(body, RequestBody::None);
    let mut id = [0; 16];
    host.random(&mut id)?;
    let id = text::uuid_v4(id);
    let mut attempt: u8 = 1;
    loop {
        let request = HttpRequest {
            url: url.to_owned(),
            method: if is_file { Method::GET } else { Method::POST },
            // Without headers of its own, the request for a file needs no preflight.
            headers: if is_file { Vec::new() } else { headers(operation, &id, attempt) },
            time_limit_ms: if is_file { FILE_TIME_LIMIT_MS } else { TIME_LIMIT_MS },
            body: body.clone(),
        };
        let (repeat, result) = match host.fetch(request).await {
            Ok(answer) => {
                let result = reply::read(operation, answer);
                (result.as_ref().is_err_and(|error| retry::after_error(operation, error)), result)
            }
            Err(error) => (retry::after_silence(operation, &error), Err(reply::fetch_error(operation, error))),
        };
        if !repeat || attempt >= retry::MAX_ATTEMPTS {
            return result;
        }
        attempt = attempt.saturating_add(1);
        let mut jitter = [0];
        host.random(&mut jitter)?;
        let [jitter] = jitter;
        host.sleep(retry::pause_ms(attempt, jitter)).await;
    }
}

fn headers(operation: &Operation, id: &str, attempt: u8) -> Vec<(&'static str, String)> {
    let mut agent = concat!("cognito-wasm/", env!("CARGO_PKG_VERSION")).to_owned();
    if let Some(action) = operation.action {
        agent = [&agent, " auth/", action].concat();
    }
    vec![
        ("content-type", "application/x-amz-json-1.1".to_owned()),
        ("x-amz-target", operation.target()),
        ("x-amz-user-agent", agent),
        ("cache-control", "no-store".to_owned()),
        ("amz-sdk-invocation-id", id.to_owned()),
        (
            "amz-sdk-request",
            ["attempt=", &i64::from(attempt).to_string(), "; max=", &i64::from(retry::MAX_ATTEMPTS).to_string()]
                .concat(),
        ),
    ]
}
