//! Sending an operation.

use core::fmt;
use std::rc::Rc;

use futures_util::TryFutureExt as _;

use super::operation::KEY_SET;
use super::{Operation, reply, retry};
use crate::error::Result;
use crate::host::{Host, HttpRequest, Method, RequestBody, RequestLimits};
use crate::json::{Json, Key};
use crate::text;
use crate::time::Timestamp;

/// The longest time limit for a file.
const FILE_TIME_LIMIT_MS: u32 = 10_000;

/// The headers of every operation, which the application cannot replace.
pub(super) const OWN_HEADERS: [&str; 6] =
    ["content-type", "x-amz-target", "x-amz-user-agent", "cache-control", "amz-sdk-invocation-id", "amz-sdk-request"];

/// How the requests of a call are sent. `Debug` does not print the headers, which may hold the application's secrets.
#[derive(Default)]
pub struct RequestOptions {
    /// Time and attempts.
    pub limits: RequestLimits,
    /// Further headers, as [`custom_headers`](super::custom_headers) reads them.
    pub headers: Vec<(Key, String)>,
    /// The name of the operation, if the application has chosen it.
    pub operation: Option<String>,
}

impl fmt::Debug for RequestOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RequestOptions").field("limits", &self.limits).finish_non_exhaustive()
    }
}

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
    options: RequestOptions,
) -> impl Future<Output = Result<Json>> {
    timed_call(host, endpoint, operation, body, options).map_ok(|(reply, _)| reply)
}

/// When a reply came about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    /// When the request was sent that was answered, by the page's clock.
    pub sent_at: Timestamp,
    /// The service's time, if the reply tells it (`Date`).
    pub date: Option<Timestamp>,
}

/// The same, with its times.
///
/// # Errors
/// As for [`call`].
pub(crate) fn timed_call<H: Host>(
    host: &H,
    endpoint: &str,
    operation: &'static Operation,
    body: Json,
    options: RequestOptions,
) -> impl Future<Output = Result<(Json, Times)>> {
    send(host, endpoint, operation, RequestBody::Json(Rc::new(body)), options)
}

/// Fetches the public keys of a user pool (RFC 7517 §5).
///
/// # Errors
/// As for [`call`].
pub fn key_set<H: Host>(host: &H, url: &str, mut limits: RequestLimits) -> impl Future<Output = Result<Json>> {
    limits.timeout_ms = limits.timeout_ms.min(FILE_TIME_LIMIT_MS);
    let options = RequestOptions { limits, ..RequestOptions::default() };
    send(host, url, &KEY_SET, RequestBody::None, options).map_ok(|(reply, _)| reply)
}

async fn send<H: Host>(
    host: &H,
    url: &str,
    operation: &'static Operation,
    body: RequestBody,
    options: RequestOptions,
) -> Result<(Json, Times)> {
    let RequestLimits { timeout_ms, max_attempts } = options.limits;
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
            headers: if is_file { Vec::new() } else { headers(operation, &id, attempt, &options) },
            time_limit_ms: timeout_ms,
            body: body.clone(),
        };
        let sent_at = host.now();
        let (repeat, result) = match host.fetch(request).await {
            Ok(answer) => {
                let date = answer.header("date").and_then(Timestamp::parse_http);
                let result = reply::read(operation, answer).map(|reply| (reply, Times { sent_at, date }));
                (result.as_ref().is_err_and(|error| retry::after_error(operation, error)), result)
            }
            Err(error) => (retry::after_silence(operation, &error), Err(reply::fetch_error(operation.name, error))),
        };
        if !repeat || attempt >= max_attempts {
            return result;
        }
        attempt = attempt.saturating_add(1);
        let mut jitter = [0];
        host.random(&mut jitter)?;
        let [jitter] = jitter;
        host.sleep(retry::pause_ms(attempt, jitter)).await;
    }
}

fn headers(operation: &Operation, id: &str, attempt: u8, options: &RequestOptions) -> Vec<(Key, String)> {
    let mut agent = concat!("cognito-wasm/", env!("CARGO_PKG_VERSION")).to_owned();
    if let Some(action) = operation.action {
        agent = [&agent, " auth/", action].concat();
    }
    let attempt = i64::from(attempt).to_string();
    let max = i64::from(options.limits.max_attempts).to_string();
    let mut headers = vec![
        ("content-type".into(), "application/x-amz-json-1.1".to_owned()),
        ("x-amz-target".into(), operation.target_of(options.operation.as_deref().unwrap_or(operation.name))),
        ("x-amz-user-agent".into(), agent),
        ("cache-control".into(), "no-store".to_owned()),
        ("amz-sdk-invocation-id".into(), id.to_owned()),
        ("amz-sdk-request".into(), ["attempt=", &attempt, "; max=", &max].concat()),
    ];
    headers.extend_from_slice(&options.headers);
    headers
}
