//! Signing keys that are kept for the next request.

use cognito_wasm::{
    secret::Secret,
    sigv4::{Credentials, KeyCache, Options, Payload, Request, sign},
    time::Timestamp,
};

/// The signature of one request by a key, at a time, for a region and a service.
fn signature((secret, millis, region, service): (&str, i64, &str, &str), keys: Option<&KeyCache>) -> String {
    let credentials = Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: Secret::new(secret.to_owned()),
        session_token: None,
    };
    let request = Request { method: "GET", url: "https://api.example.com/", headers: &[], payload: Payload::of(b"") };
    let (time, region, service) = (Timestamp::from_millis(millis), Some(region), Some(service));
    sign(&request, &credentials, &Options { time, region, service, keys, ..Options::default() })
        .unwrap()
        .signature
        .signature
}

#[test]
fn a_kept_key_signs_only_for_what_it_was_derived_from() {
    let day = 86_400_000;
    let first = ("SECRETKEY", 1_700_000_000_000, "eu-west-1", "execute-api");
    let (secret, millis, region, service) = first;
    let keys = KeyCache::new();
    for other in [
        ("SECRETKEX", millis, region, service),
        (secret, millis + day, region, service),
        (secret, millis, "eu-west-2", service),
        (secret, millis, region, "s3"),
    ] {
        // Each comes after the other, and twice.
        for case in [first, first, other, other] {
            assert_eq!(signature(case, Some(&keys)), signature(case, None), "{case:?}");
        }
    }
    keys.clear();
    assert_eq!(signature(first, Some(&keys)), signature(first, None));
}
