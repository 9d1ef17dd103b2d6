//! The vectors of `sigv4_vectors.json`: requests of AWS's public test suite, with every intermediate text.

use cognito_wasm::{
    secret::Secret,
    sigv4::{Credentials, Options, Payload, Request, presign, sign},
    time::Timestamp,
};
use serde_json::Value;

/// A request as the suite writes it, taken apart.
struct Given<'a> {
    method: &'a str,
    url: String,
    headers: Vec<(&'a str, &'a str)>,
    body: &'a str,
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../sigv4_vectors.json")).unwrap()
}

fn given(vector: &Value) -> Given<'_> {
    let (head, body) = text(vector, "request").split_once("\n\n").unwrap_or((text(vector, "request"), ""));
    let mut lines = head.lines();
    let (method, rest) = lines.next().unwrap().split_once(' ').unwrap();
    let headers: Vec<_> = lines.map(|line| line.split_once(':').unwrap()).collect();
    let (_, host) = headers.iter().find(|(name, _)| *name == "Host").unwrap();
    Given { method, url: format!("https://{host}{}", rest.strip_suffix(" HTTP/1.1").unwrap()), headers, body }
}

fn credentials(vector: &Value) -> Credentials {
    let given = &vector["context"]["credentials"];
    Credentials {
        access_key_id: text(given, "access_key_id").to_owned(),
        secret_access_key: Secret::new(text(given, "secret_access_key").to_owned()),
        session_token: given["token"].as_str().map(|token| Secret::new(token.to_owned())),
    }
}

fn options(vector: &Value) -> Options<'_> {
    let context = &vector["context"];
    Options {
        time: Timestamp::parse_iso(text(context, "timestamp")).unwrap(),
        service: Some(text(context, "service")),
        region: Some(text(context, "region")),
        normalize_path: context["normalize"].as_bool(),
        hash_header: context["sign_body"].as_bool(),
        ..Options::default()
    }
}

/// Compares every text of every vector, and returns how many vectors there are.
pub(crate) fn check_headers() -> usize {
    let vectors = vectors();
    for vector in &vectors {
        let name = text(vector, "name");
        let Given { method, url, headers, body } = given(vector);
        let request = Request { method, url: &url, headers: &headers, payload: Payload::of(body.as_bytes()) };
        let signed = sign(&request, &credentials(vector), &options(vector)).unwrap();
        assert_eq!(signed.signature.canonical_request.expose(), text(vector, "header_canonical_request"), "{name}");
        assert_eq!(signed.signature.string_to_sign, text(vector, "header_string_to_sign"), "{name}");
        assert_eq!(signed.signature.signature, text(vector, "header_signature"), "{name}");
        let (expected, _) = text(vector, "header_signed_request").split_once("\n\n").unwrap();
        for (name, value) in &signed.headers {
            let line = |line: &str| {
                line.split_once(':')
                    .is_some_and(|(other, text)| other.eq_ignore_ascii_case(name) && text == value.expose())
            };
            assert!(expected.lines().any(line), "{name}: {}", value.expose());
        }
    }
    vectors.len()
}

/// The same for signatures in the query.
pub(crate) fn check_queries() -> usize {
    let vectors = vectors();
    for vector in &vectors {
        let name = text(vector, "name");
        let Given { method, url, headers, body } = given(vector);
        let request = Request { method, url: &url, headers: &headers, payload: Payload::of(body.as_bytes()) };
        let expires =
            vector["context"]["expiration_in_seconds"].as_u64().and_then(|seconds| u32::try_from(seconds).ok());
        let signed = presign(&request, &credentials(vector), &options(vector), expires.unwrap()).unwrap();
        assert_eq!(signed.signature.canonical_request.expose(), text(vector, "query_canonical_request"), "{name}");
        assert_eq!(signed.signature.string_to_sign, text(vector, "query_string_to_sign"), "{name}");
        assert_eq!(signed.signature.signature, text(vector, "query_signature"), "{name}");
        let first = text(vector, "query_signed_request").lines().next().unwrap();
        let (_, expected) = first.split_once(' ').unwrap();
        let expected = expected.strip_suffix(" HTTP/1.1").unwrap();
        let (_, own) = signed.url.expose().split_once(".com").unwrap();
        assert_eq!(parts(own), parts(expected), "{name}");
    }
    vectors.len()
}

/// The path, and the parameters without their order.
fn parts(address: &str) -> (&str, Vec<&str>) {
    let (path, query) = address.split_once('?').unwrap();
    let mut parameters: Vec<_> = query.split('&').collect();
    parameters.sort_unstable();
    (path, parameters)
}
