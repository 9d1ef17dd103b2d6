//! A network that records requests, and replies from a script or a simulated service.

use core::cell::RefCell;

use cognito_wasm::host::{FetchError, HttpReply, HttpRequest, RequestBody};
use cognito_wasm::json::Key;
use serde_json::Value;

use super::form;
use super::gate::Gate;
use super::reply::Reply;
use super::trace::Trace;

/// A request as it was sent.
#[derive(Clone)]
pub(crate) struct Request {
    /// The operation in `x-amz-target`, without the service; the name of a file.
    pub(crate) operation: String,
    pub(crate) url: String,
    pub(crate) method: &'static str,
    pub(crate) headers: Vec<(Key, String)>,
    /// The body as JSON; `null` for a body that is not JSON.
    pub(crate) body: Value,
    /// The body as it was sent.
    pub(crate) content: Vec<u8>,
    pub(crate) time_limit_ms: u32,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(header, _)| *header == name).map_or("", |(_, value)| value)
    }
}

type Service = Box<dyn Fn(&Request) -> Reply>;

#[derive(Default)]
pub(crate) struct Network {
    requests: RefCell<Vec<Request>>,
    script: RefCell<Vec<(String, Reply)>>,
    held: RefCell<Vec<(String, Gate)>>,
    service: RefCell<Option<Service>>,
    trace: Trace,
}

impl Network {
    pub(crate) fn new(trace: Trace) -> Self {
        Self { trace, ..Self::default() }
    }

    /// Sets the service, which replies to the requests that are not in the script.
    pub(crate) fn serve(&self, service: impl Fn(&Request) -> Reply + 'static) {
        *self.service.borrow_mut() = Some(Box::new(service));
    }

    /// Adds the reply to the next request of an operation to the script. Several are used in order.
    pub(crate) fn answer(&self, operation: &str, reply: Reply) {
        self.script.borrow_mut().push((operation.to_owned(), reply));
    }

    /// Holds back the reply to the next request of an operation until the gate is opened. The service acts at once.
    pub(crate) fn hold(&self, operation: &str) -> Gate {
        let gate = Gate::default();
        self.held.borrow_mut().push((operation.to_owned(), gate.clone()));
        gate
    }

    /// The operations requested so far.
    pub(crate) fn operations(&self) -> Vec<String> {
        self.requests.borrow().iter().map(|request| request.operation.clone()).collect()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.borrow().clone()
    }

    /// The bodies of all requests of an operation.
    pub(crate) fn bodies(&self, operation: &str) -> Vec<Value> {
        let requests = self.requests.borrow();
        requests.iter().filter(|request| request.operation == operation).map(|request| request.body.clone()).collect()
    }

    pub(crate) fn forget(&self) {
        self.requests.borrow_mut().clear();
    }

    pub(super) async fn fetch(&self, request: HttpRequest) -> Result<HttpReply, FetchError> {
        let target = request.headers.iter().find(|(name, _)| *name == "x-amz-target");
        let operation = target.map_or_else(
            // A file, which is called by its own name.
            || request.url.rsplit('/').next(),
            |(_, target)| target.rsplit('.').next(),
        );
        let operation = operation.unwrap_or_default().to_owned();
        let request = Request {
            operation: operation.clone(),
            url: request.url,
            method: request.method.name(),
            headers: request.headers,
            body: match &request.body {
                RequestBody::Json(json) => serde_json::to_value(&**json).unwrap(),
                RequestBody::None | RequestBody::Form(_) | RequestBody::Bytes(_) => Value::Null,
            },
            content: content(&request.body),
            time_limit_ms: request.time_limit_ms,
        };
        self.trace.note(format!("send {operation}"));
        self.requests.borrow_mut().push(request.clone());
        let reply = self.reply(&request);
        let mut journey = Journey { operation: &operation, trace: &self.trace, arrived: false };
        let gate = take_first(&mut self.held.borrow_mut(), &operation);
        if let Some(gate) = gate {
            gate.pass().await;
        }
        journey.arrived = true;
        reply.into_result()
    }

    fn reply(&self, request: &Request) -> Reply {
        if let Some(reply) = take_first(&mut self.script.borrow_mut(), &request.operation) {
            return reply;
        }
        let service = self.service.borrow();
        service.as_ref().unwrap_or_else(|| panic!("nobody answers {}", request.operation))(request)
    }
}

/// What is sent of a body.
fn content(body: &RequestBody) -> Vec<u8> {
    match body {
        RequestBody::None => Vec::new(),
        RequestBody::Json(json) => serde_json::to_vec(&**json).unwrap(),
        RequestBody::Form(form) => form::encode(form).into_bytes(),
        RequestBody::Bytes(bytes) => bytes.to_vec(),
    }
}

/// Records whether the reply arrived or the caller went away first.
struct Journey<'a> {
    operation: &'a str,
    trace: &'a Trace,
    arrived: bool,
}

impl Drop for Journey<'_> {
    fn drop(&mut self) {
        self.trace.note(format!("{} {}", if self.arrived { "reply" } else { "abort" }, self.operation));
    }
}

fn take_first<T>(list: &mut Vec<(String, T)>, operation: &str) -> Option<T> {
    let index = list.iter().position(|(name, _)| name == operation)?;
    Some(list.remove(index).1)
}
