//! What is refused, and that no input makes the signing panic or show a secret.

use cognito_wasm::{
    secret::Secret,
    sigv4::{Credentials, Options, Payload, Reply, Request, presign, read_refusal, sign},
    time::Timestamp,
};
use proptest::prelude::*;

fn credentials() -> Credentials {
    Credentials {
        access_key_id: "ASIAEXAMPLE".to_owned(),
        secret_access_key: Secret::new("SECRETKEY".to_owned()),
        session_token: Some(Secret::new("SESSIONTOKEN".to_owned())),
    }
}

fn request(url: &str) -> Request<'_> {
    Request { method: "GET", url, headers: &[], payload: Payload::of(b"") }
}

#[track_caller]
fn expect_refused<T>(result: Result<T, cognito_wasm::error::Error>) {
    assert_eq!(result.err().map(|error| error.name().to_owned()).as_deref(), Some("InvalidParameterException"));
}

#[test]
fn no_session_token_leaves_for_a_host_without_encryption() {
    for url in ["http://api.example.com/", "ws://api.example.com/", "http://localhost.example.com/"] {
        expect_refused(sign(&request(url), &credentials(), &Options::default()));
        expect_refused(presign(&request(url), &credentials(), &Options::default(), 60));
    }
}

#[test]
fn a_url_is_presigned_once_and_for_a_week_at_most() {
    let url = "https://api.example.com/";
    for seconds in [0, 604_801, u32::MAX] {
        expect_refused(presign(&request(url), &credentials(), &Options::default(), seconds));
    }
    let signed = presign(&request(url), &credentials(), &Options::default(), 604_800).unwrap();
    expect_refused(presign(&request(signed.url.expose()), &credentials(), &Options::default(), 60));
    expect_refused(sign(&request(signed.url.expose()), &credentials(), &Options::default()));
    assert!(sign(&request("https://api.example.com/?X-Amz-Date=x"), &credentials(), &Options::default()).is_ok());
    expect_refused(presign(
        &request("https://api.example.com/?x-amz-%73ignature=x"),
        &credentials(),
        &Options::default(),
        60,
    ));
}

#[test]
fn credentials_that_would_break_a_header_are_refused() {
    for text in ["", "a b", "a\r\nx: y", "é"] {
        let url = request("https://api.example.com/");
        let key = |access_key_id: &str, secret: &str, token: Option<&str>| Credentials {
            access_key_id: access_key_id.to_owned(),
            secret_access_key: Secret::new(secret.to_owned()),
            session_token: token.map(|token| Secret::new(token.to_owned())),
        };
        for credentials in [key(text, "secret", None), key("id", text, None), key("id", "secret", Some(text))] {
            expect_refused(sign(&url, &credentials, &Options::default()));
            expect_refused(presign(&url, &credentials, &Options::default(), 60));
        }
    }
    for method in ["", "GET /", "GET\n", "É"] {
        expect_refused(sign(
            &Request { method, ..request("https://api.example.com/") },
            &credentials(),
            &Options::default(),
        ));
    }
    for time in [i64::MIN, -62_135_596_800_001, i64::MAX] {
        let options = Options { time: Timestamp::from_millis(time), ..Options::default() };
        expect_refused(sign(&request("https://api.example.com/"), &credentials(), &options));
    }
}

#[test]
fn nothing_that_is_printed_shows_a_secret() {
    let url = "https://api.example.com/?password=SESSIONTOKEN";
    let headers = [("x-secret", "SECRETKEY")];
    let request = Request { headers: &headers, ..request(url) };
    let signed = sign(&request, &credentials(), &Options::default()).unwrap();
    let presigned = presign(&request, &credentials(), &Options::default(), 60).unwrap();
    let printed = format!("{request:?} {:?} {signed:?} {presigned:?}", credentials());
    assert!(!printed.contains("SECRETKEY") && !printed.contains("SESSIONTOKEN"), "{printed}");
}

proptest! {
    #[test]
    fn any_input_is_signed_or_refused(
        method in ".{0,8}", url in "(https://a\\.example)?.{0,40}", name in ".{0,8}", value in ".{0,16}",
        service in proptest::option::of(".{0,8}"), region in proptest::option::of("[a-z0-9-]{0,8}"), time in any::<i64>(), seconds in any::<u32>(),
    ) {
        let headers = [(&*name, &*value)];
        let request = Request { method: &method, url: &url, headers: &headers, payload: Payload::Unsigned };
        let options = Options { time: Timestamp::from_millis(time), service: service.as_deref(), region: region.as_deref(), ..Options::default() };
        for signature in [
            sign(&request, &credentials(), &options).map(|signed| signed.signature),
            presign(&request, &credentials(), &options, seconds).map(|signed| signed.signature),
        ] {
            match signature {
                Ok(signature) => prop_assert_eq!(signature.signature.len(), 64),
                Err(error) => prop_assert_eq!(error.name(), "InvalidParameterException"),
            }
        }
    }

    #[test]
    fn any_reply_is_read(status in any::<u16>(), error_type in proptest::option::of(".{0,16}"), date in proptest::option::of(".{0,32}"), body in "(Signature expired: |<Code>|<ServerTime>|\"__type\":)?.{0,64}") {
        for status in [status, 403] {
            let reply = Reply { status, error_type: error_type.as_deref(), date: date.as_deref(), body: &body, ..Reply::default() };
            let _ = read_refusal(&reply, Timestamp::from_millis(0));
        }
    }
}
