//! The types of signed requests.

use cognito_wasm::sigv4::{
    Credentials, KeyCache, Options, Payload, PayloadHasher, Refusal, Reply, Request, presign, sign,
};

use super::{Printed, SENTINEL, secret};

pub(super) fn signing(printed: &mut Printed) {
    let credentials =
        Credentials { access_key_id: "ASIA".to_owned(), secret_access_key: secret(), session_token: Some(secret()) };
    printed.add("Credentials", &credentials);
    let mut hasher = PayloadHasher::default();
    hasher.update(SENTINEL.as_bytes());
    printed.add("PayloadHasher", &hasher);
    printed.all("Payload", [Payload::of(SENTINEL.as_bytes()), Payload::Unsigned]);
    let headers = [("x-token", SENTINEL)];
    let url = ["https://api.example.com/items?token=", SENTINEL].concat();
    let request = Request { method: "GET", url: &url, headers: &headers, payload: Payload::Unsigned };
    printed.add("Request", &request);
    let keys = KeyCache::new();
    let options =
        Options { keys: Some(&keys), service: Some("execute-api"), region: Some("us-east-1"), ..Options::default() };
    let signed = sign(&request, &credentials, &options).unwrap();
    printed.add("Options", &options);
    printed.add("KeyCache", &keys);
    printed.add("Signature", &signed.signature);
    printed.add("SignedHeaders", &signed);
    let presigned = presign(&request, &credentials, &options, 60).unwrap();
    printed.add("PresignedUrl", &presigned);
    printed.add("Reply", &Reply { status: 403, body: SENTINEL, ..Reply::default() });
    printed.all("Refusal", [Refusal::Final]);
}
