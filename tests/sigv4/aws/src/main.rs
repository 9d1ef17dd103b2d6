//! Writes random requests and their signatures by the crate that AWS publishes:
//! `cargo run --manifest-path tests/sigv4/aws/Cargo.toml > tests/sigv4/aws.json`.

use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials as AwsCredentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningSettings,
    UriPathNormalizationMode, sign as aws_sign,
};
use aws_sigv4::sign::v4::SigningParams;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::json;

#[derive(Debug)]
struct Case {
    method: &'static str,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    service: &'static str,
    region: &'static str,
    seconds: u32,
    expires: u32,
    secret: String,
    token: Option<String>,
}

/// A part of a URL as browsers send it: characters that are not plain are encoded.
fn part(pattern: &'static str) -> impl Strategy<Value = String> {
    pattern.prop_map(|text: String| {
        text.bytes().fold(String::new(), |mut encoded, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                encoded.push(char::from(byte));
            } else {
                encoded.push_str(&format!("%{byte:02X}"));
            }
            encoded
        })
    })
}

fn url() -> impl Strategy<Value = String> {
    let segment = prop_oneof![8 => part("[a-zA-Z0-9 é✓:@(),;=+$&'!*/%_.~-]{1,6}"), 1 => Just(String::new())];
    let path = proptest::collection::vec(
        segment.prop_filter("dots are resolved by browsers", |text| text != "." && text != ".."),
        0..5,
    );
    let parameter = (part("[a-zA-Z0-9 é+&=/-]{1,6}"), proptest::option::of(part(".{0,6}")))
        .prop_map(|(name, value)| value.map_or(name.clone(), |value| format!("{name}={value}")));
    let query = proptest::collection::vec(parameter, 0..5);
    let host =
        prop_oneof![Just("api.example.com"), Just("api.example.com:8443"), Just("bucket.s3.eu-west-1.amazonaws.com")];
    (host, path, query, any::<bool>()).prop_map(|(host, path, query, slash)| {
        let mut url = format!("https://{host}/{}", path.join("/"));
        if slash && !path.is_empty() {
            url.push('/');
        }
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query.join("&"));
        }
        url
    })
}

fn case() -> impl Strategy<Value = Case> {
    let value = "[!-~]{0,4}( {0,3}[!-~]{1,6}){0,2} ?";
    let header = ("(x-[a-z]{1,6}|X-Amz-Meta-[A-Z]{1,3}|Content-Type|Accept)", value);
    let request = (
        prop_oneof![Just("GET"), Just("POST"), Just("PUT"), Just("DELETE"), Just("HEAD"), Just("PATCH")],
        url(),
        proptest::collection::vec(header, 0..5),
        proptest::option::weighted(0.8, proptest::collection::vec(any::<u8>(), 0..64)),
    );
    let scope = (
        prop_oneof![Just("execute-api"), Just("s3"), Just("dynamodb"), Just("appsync")],
        prop_oneof![Just("us-east-1"), Just("eu-central-1")],
        any::<u32>(),
        1_u32..=604_800,
    );
    let keys = ("[a-zA-Z0-9/+]{1,90}", proptest::option::of("[a-zA-Z0-9/+=]{1,200}"));
    (request, scope, keys).prop_map(
        |((method, url, headers, body), (service, region, seconds, expires), (secret, token))| {
            // Only S3 accepts a body that is not signed.
            let body = if service == "s3" { body } else { body.or_else(|| Some(Vec::new())) };
            Case { method, url, headers, body, service, region, seconds, expires, secret, token }
        },
    )
}

/// The signature of AWS's crate.
fn of_aws(case: &Case, location: SignatureLocation) -> String {
    let is_s3 = case.service == "s3";
    let mut settings = SigningSettings::default();
    if is_s3 {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    if location == SignatureLocation::QueryParams {
        settings.expires_in = Some(Duration::from_secs(case.expires.into()));
    } else if is_s3 {
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    settings.signature_location = location;
    let identity = AwsCredentials::new("AKIDEXAMPLE", &*case.secret, case.token.clone(), None, "test").into();
    let params = SigningParams::builder()
        .identity(&identity)
        .region(case.region)
        .name(case.service)
        .time(UNIX_EPOCH + Duration::from_secs(case.seconds.into()))
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let headers = case.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let is_presigned_s3 = is_s3 && location == SignatureLocation::QueryParams;
    let body = match &case.body {
        Some(body) if !is_presigned_s3 => SignableBody::Bytes(body),
        _ => SignableBody::UnsignedPayload,
    };
    let request = SignableRequest::new(case.method, case.url.as_str(), headers, body).unwrap();
    aws_sign(request, &params).unwrap().into_parts().1
}

const REQUESTS: usize = 200;

fn main() {
    let mut runner = TestRunner::deterministic();
    let requests = (0..REQUESTS).map(|_| {
        let case = case().new_tree(&mut runner).unwrap().current();
        json!({
            "method": case.method, "url": case.url, "headers": case.headers, "body": case.body,
            "service": case.service, "region": case.region, "seconds": case.seconds, "expires": case.expires,
            "secret": case.secret, "token": case.token,
            "header_signature": of_aws(&case, SignatureLocation::Headers),
            "query_signature": of_aws(&case, SignatureLocation::QueryParams),
        })
        .to_string()
    });
    // One request in a line, so that changes can be read.
    println!("[\n{}\n]", requests.collect::<Vec<_>>().join(",\n"));
}
