//! Signatures of requests to several services, made with another implementation.

use cognito_wasm::{
    secret::Secret,
    sigv4::{Credentials, Options, Payload, Request, presign, sign},
    time::Timestamp,
};

fn credentials(token: Option<&str>) -> Credentials {
    Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned()),
        session_token: token.map(|token| Secret::new(token.to_owned())),
    }
}

fn options() -> Options<'static> {
    Options { time: Timestamp::parse_iso("20150830T123600Z").unwrap(), ..Options::default() }
}

fn get(url: &str) -> Request<'_> {
    Request { method: "GET", url, headers: &[], payload: Payload::of(b"") }
}

#[test]
fn signs_a_plain_request() {
    let request = get("https://example.amazonaws.com/");
    let service = Options { service: Some("service"), region: Some("us-east-1"), ..options() };
    let signed = sign(&request, &credentials(None), &service).unwrap();
    assert_eq!(signed.signature.signature, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

#[test]
fn signs_for_api_gateway_by_its_host() {
    let request = get("https://abc123.execute-api.us-east-1.amazonaws.com/prod/items?limit=10");
    let signed = sign(&request, &credentials(Some("SESSIONTOKEN")), &options()).unwrap();
    assert_eq!(signed.signature.signature, "b7d3518592d56a58c036d8d8481ddfa8717af741fc7da5d7233983f60c1f1064");
    let names: Vec<_> = signed.headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["x-amz-date", "x-amz-security-token", "authorization"]);
}

#[test]
fn signs_for_appsync_by_its_host() {
    let request = Request {
        method: "POST",
        url: "https://xyz.appsync-api.us-east-1.amazonaws.com/graphql",
        headers: &[("Content-Type", "application/json")],
        payload: Payload::of(br#"{"query":"query { me }"}"#),
    };
    let signed = sign(&request, &credentials(Some("SESSIONTOKEN")), &options()).unwrap();
    assert_eq!(signed.signature.signature, "7460ebb96578610f594897902f72a4d6a3099358eb142f5b7ff4eb9decdded5a");
}

#[test]
fn the_session_token_of_iot_is_outside_of_the_signature() {
    let request = get("wss://a1b2-ats.iot.us-east-1.amazonaws.com/mqtt");
    let signed = presign(&request, &credentials(Some("TO/KEN")), &options(), 300).unwrap();
    assert!(signed.url.expose().ends_with("&X-Amz-Security-Token=TO%2FKEN"), "{}", signed.url.expose());
    assert!(!signed.signature.canonical_request.expose().contains("Security-Token"));
    assert!(signed.signature.string_to_sign.contains("/iotdevicegateway/"));
    let without = presign(&request, &credentials(None), &options(), 300).unwrap();
    assert_eq!(signed.signature.signature, without.signature.signature);
}

#[test]
fn s3_gets_the_hash_in_a_header_or_no_hash() {
    let url = "https://bucket.s3.us-east-1.amazonaws.com/a//b%20c";
    let request = Request { payload: Payload::Unsigned, ..get(url) };
    let signed = sign(&request, &credentials(None), &options()).unwrap();
    let canonical = signed.signature.canonical_request.expose();
    assert!(
        canonical.contains("\nx-amz-content-sha256:UNSIGNED-PAYLOAD\n") && canonical.ends_with("\nUNSIGNED-PAYLOAD"),
        "{canonical}"
    );
    assert!(canonical.starts_with("GET\n/a//b%20c\n"), "{canonical}");
    let presigned = presign(&get(url), &credentials(None), &options(), 300).unwrap();
    assert!(presigned.signature.canonical_request.expose().ends_with("\nUNSIGNED-PAYLOAD"));
    assert!(!presigned.url.expose().contains("sha256"));
}
