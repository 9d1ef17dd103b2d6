//! Random requests with the signatures that the crate of AWS gives them: `aws.json`, which `aws/` makes.

use cognito_wasm::{
    secret::Secret,
    sigv4::{Credentials, Options, Payload, Request, presign, sign},
    time::Timestamp,
};
use serde_json::Value;

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

/// Compares both signatures of every request, and returns how many requests there are.
pub(crate) fn check() -> usize {
    let cases: Vec<Value> = serde_json::from_str(include_str!("aws.json")).unwrap();
    for case in &cases {
        let credentials = Credentials {
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: Secret::new(text(case, "secret").to_owned()),
            session_token: case["token"].as_str().map(|token| Secret::new(token.to_owned())),
        };
        let headers = case["headers"].as_array().unwrap().iter();
        let headers: Vec<_> = headers.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap())).collect();
        let payload = case["body"].as_array().map_or(Payload::Unsigned, |body| {
            let body: Vec<u8> = body.iter().map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap()).collect();
            Payload::of(&body)
        });
        let request = Request { method: text(case, "method"), url: text(case, "url"), headers: &headers, payload };
        let options = Options {
            time: Timestamp::from_millis(case["seconds"].as_i64().unwrap().saturating_mul(1_000)),
            service: Some(text(case, "service")),
            region: Some(text(case, "region")),
            ..Options::default()
        };
        let expires = u32::try_from(case["expires"].as_u64().unwrap()).unwrap();
        let in_header = sign(&request, &credentials, &options).unwrap().signature.signature;
        assert_eq!(in_header, text(case, "header_signature"), "in the header: {case}");
        let in_query = presign(&request, &credentials, &options, expires).unwrap().signature.signature;
        assert_eq!(in_query, text(case, "query_signature"), "in the query: {case}");
    }
    cases.len()
}
