//! The request that exchanges a code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.5).

use std::rc::Rc;

use super::encoding::form_encoded;
use super::{Verifier, address};
use crate::config::OAuth;
use crate::error::Result;
use crate::http::{Form, HttpRequest, Method, RequestBody};
use crate::json::Key;
use crate::secret::{Hidden, Secret};
use crate::text;

/// How Amplify numbers `signInWithRedirect`, in the header that says which library calls.
const AGENT: &str = concat!("cognito-wasm/", env!("CARGO_PKG_VERSION"), " auth/36");

/// A code, and all that proves that it is this application's.
#[derive(Debug)]
pub struct CodeGrant<'a> {
    /// The code.
    pub code: Secret,
    /// The redirect address of the authorization request, unchanged. One that is chosen anew may differ, since the page may.
    pub redirect_uri: &'a str,
    /// The verifier whose challenge was in the authorization request.
    pub verifier: Verifier,
    /// The app client.
    pub client_id: &'a str,
    /// Its secret, if it has one.
    pub client_secret: Option<&'a Secret>,
}

impl CodeGrant<'_> {
    /// The request. It must be sent once: a code is good for one use, and where a reply got lost, the code is used up. So this takes
    /// the code and the verifier.
    ///
    /// The client secret is in the `Authorization` header. Cognito takes it in the form, too, but RFC 6749 §2.3.1 advises against
    /// that: bodies are logged more often. Amplify's mobile libraries send the header as well.
    ///
    /// # Errors
    /// `InvalidParameterException` if the configured domain cannot be used.
    pub fn request(self, oauth: &OAuth, time_limit_ms: u32) -> Result<HttpRequest> {
        let Self { code, redirect_uri, verifier, client_id, client_secret } = self;
        // No further headers: Cognito's reply to a preflight names those that it allows, and is not under our control.
        let mut headers: Vec<(Key, String)> = vec![
            ("content-type".into(), "application/x-www-form-urlencoded".to_owned()),
            ("x-amz-user-agent".into(), AGENT.to_owned()),
        ];
        if let Some(secret) = client_secret {
            headers.push(("authorization".into(), basic(client_id, secret)));
        }
        let form = Form::new()
            .with("grant_type", "authorization_code")
            .with("code", code)
            .with("client_id", client_id)
            .with("redirect_uri", redirect_uri)
            .with("code_verifier", verifier.into_secret());
        Ok(HttpRequest {
            url: address::at_domain(oauth, "/oauth2/token")?,
            method: Method::POST,
            headers,
            body: RequestBody::Form(Rc::new(form)),
            time_limit_ms,
        })
    }
}

/// The value of the `Authorization` header. Id and secret are encoded as in a form first (RFC 6749 §2.3.1).
fn basic(client_id: &str, secret: &Secret) -> String {
    let secret = Secret::new(form_encoded(secret.expose()));
    let pair = Hidden::new([&*form_encoded(client_id), ":", secret.expose()].concat());
    ["Basic ", &text::encode_base64(pair.as_bytes())].concat()
}

#[cfg(test)]
mod tests {
    use super::super::samples::oauth;
    use super::*;

    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    fn grant(client_secret: Option<&Secret>) -> CodeGrant<'_> {
        CodeGrant {
            code: Secret::new("c0de+/=".to_owned()),
            redirect_uri: "https://app.example/?a=b",
            verifier: Verifier::read(VERIFIER.to_owned()).unwrap(),
            client_id: "client1",
            client_secret,
        }
    }

    fn headers(request: &HttpRequest) -> Vec<(&str, &str)> {
        request.headers.iter().map(|(name, value)| (&**name, &**value)).collect()
    }

    #[test]
    fn is_a_form_with_amplifys_fields_in_amplifys_order() {
        let request = grant(None).request(&oauth("auth.example.com"), 5_000).unwrap();
        assert_eq!((&*request.url, request.method), ("https://auth.example.com/oauth2/token", Method::POST));
        assert_eq!(request.time_limit_ms, 5_000);
        let RequestBody::Form(form) = &request.body else { panic!("it is a form") };
        assert_eq!(
            form.fields().collect::<Vec<_>>(),
            [
                ("grant_type", "authorization_code"),
                ("code", "c0de+/="),
                ("client_id", "client1"),
                ("redirect_uri", "https://app.example/?a=b"),
                ("code_verifier", VERIFIER),
            ]
        );
        let agent = concat!("cognito-wasm/", env!("CARGO_PKG_VERSION"), " auth/36");
        let expected = [("content-type", "application/x-www-form-urlencoded"), ("x-amz-user-agent", agent)];
        assert_eq!(headers(&request), expected);
    }

    #[test]
    fn a_client_secret_is_in_the_header_alone() {
        let secret = Secret::new("s3 cret:%".to_owned());
        let request = grant(Some(&secret)).request(&oauth("auth.example.com"), 1).unwrap();
        // `printf 'client1:s3+cret%%3A%%25' | base64`
        assert_eq!(headers(&request).last(), Some(&("authorization", "Basic Y2xpZW50MTpzMytjcmV0JTNBJTI1")));
        let RequestBody::Form(form) = &request.body else { panic!("it is a form") };
        assert!(form.fields().all(|(name, value)| name != "client_secret" && !value.contains("s3")));
    }

    #[test]
    fn nothing_secret_is_printed() {
        let secret = Secret::new("s3cret".to_owned());
        let printed = format!("{:?}", grant(Some(&secret)));
        let printed =
            [printed, format!("{:?}", grant(Some(&secret)).request(&oauth("a.example"), 1).unwrap())].concat();
        for part in ["c0de", "dBjft", "s3cret", "Basic"] {
            assert!(!printed.contains(part), "{printed}");
        }
    }

    #[test]
    fn needs_a_domain_that_can_be_used() {
        let error = grant(None).request(&oauth("http://auth.example.com"), 1).unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException");
    }
}
