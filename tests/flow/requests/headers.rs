//! The headers of every request.

use super::operations::Operation;
use crate::support::Request;

/// The faults of the headers and the address.
pub(super) fn faults(request: &Request, operation: Operation) -> Vec<String> {
    let mut agent = concat!("cognito-wasm/", env!("CARGO_PKG_VERSION")).to_owned();
    if let Some(action) = operation.action {
        agent = [&agent, " auth/", action].concat();
    }
    let mut expected = [
        ("amz-sdk-request", "attempt=1; max=3"),
        ("cache-control", "no-store"),
        ("content-type", "application/x-amz-json-1.1"),
        ("x-amz-target", operation.target),
        ("x-amz-user-agent", &agent),
    ];
    expected.sort_unstable();
    let (id, mut others): (Vec<_>, Vec<_>) = request
        .headers
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .partition(|(name, _)| *name == "amz-sdk-invocation-id");
    others.sort_unstable();
    let mut faults = Vec::new();
    if others != expected {
        faults.push(format!("has the headers {others:?}, not {expected:?}"));
    }
    if !matches!(id.as_slice(), [(_, id)] if is_uuid_v4(id)) {
        faults.push(format!("has the id {id:?}"));
    }
    let service = match operation.target.split('.').next() {
        Some("AWSCognitoIdentityService") => "cognito-identity",
        _ => "cognito-idp",
    };
    let url = ["https://", service, ".us-east-1.amazonaws.com/"].concat();
    if request.url != url {
        faults.push(format!("goes to {}, not to {url}", request.url));
    }
    faults
}

/// RFC 9562 §5.4.
fn is_uuid_v4(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let digits = |part: &&str| part.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(digits)
        && parts[2].starts_with('4')
        && parts[3].starts_with(['8', '9', 'a', 'b'])
}
