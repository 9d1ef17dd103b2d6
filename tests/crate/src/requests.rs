//! Requests with bodies that are not JSON, for the page's test to call.

use std::rc::Rc;

use cognito_wasm::browser::Browser;
use cognito_wasm::host::{Form, Host as _, HttpRequest, Method, RequestBody};
use cognito_wasm::secret::{Hidden, Secret};
use wasm_bindgen::prelude::wasm_bindgen;

/// Sends a form. Returns the status of the reply.
#[wasm_bindgen(js_name = sendForm)]
pub async fn send_form(url: String, name: String, secret: String) -> u16 {
    let form = Form::new().with("grant_type", name).with("a~*-._", Secret::new(secret));
    let content_type = "application/x-www-form-urlencoded";
    send(url, Method::POST, content_type, RequestBody::Form(Rc::new(form))).await
}

/// Sends bytes. Returns the status of the reply.
#[wasm_bindgen(js_name = sendBytes)]
pub async fn send_bytes(url: String, bytes: Vec<u8>) -> u16 {
    let body = RequestBody::Bytes(Rc::new(Hidden::new(bytes)));
    send(url, Method::PUT, "application/octet-stream", body).await
}

async fn send(url: String, method: Method, content_type: &str, body: RequestBody) -> u16 {
    let headers =
        vec![("content-type".into(), content_type.to_owned()), ("x-amz-date".into(), "20240102T030405Z".to_owned())];
    let request = HttpRequest { url, method, headers, body, time_limit_ms: 10_000 };
    let browser = Browser::new(|_| {});
    browser.fetch(request).await.map_or(0, |reply| reply.status)
}
