//! The searched process: an instance of the library whose host asks the test for everything, through two pipes.

use core::cell::{Cell, RefCell};
use core::future::{Future, pending, poll_fn};
use core::pin::pin;
use core::task::{Context, Poll};
use std::env;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::rc::Rc;

use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::{Error, Result};
use cognito_wasm::flow::{
    Auth, ConfirmSignInInput, ConfirmSignUpInput, FetchAuthSessionInput, SignInInput, SignOutInput, SignUpInput,
    StateScope,
};
use cognito_wasm::host::{Area, Event, FetchError, Host, HttpReply, HttpRequest, LockError, ReplyBody, RequestBody};
use cognito_wasm::json::Json;
use cognito_wasm::time::Timestamp;
use futures_util::future::LocalBoxFuture;
use futures_util::task::noop_waker;
use serde_json::{Value, json};

/// The environment variable that tells a process that it is the one to be searched.
pub(crate) const SEARCHED: &str = "COGNITO_WASM_SEARCHED";

/// More polls than any call here needs.
const ROUNDS: usize = 100;

/// The pipes to the test, without buffers that would keep copies.
struct Pipes(RefCell<(File, File)>);

impl Pipes {
    fn ask(&self, question: &Value) -> Value {
        let (input, output) = &mut *self.0.borrow_mut();
        let mut line = Vec::with_capacity(0x1_0000);
        serde_json::to_writer(&mut line, question).unwrap();
        line.push(b'\n');
        output.write_all(&line).unwrap();
        let mut length = [0; 4];
        input.read_exact(&mut length).unwrap();
        let mut answer = vec![0; usize::try_from(u32::from_le_bytes(length)).unwrap()];
        input.read_exact(&mut answer).unwrap();
        serde_json::from_slice(&answer).unwrap()
    }
}

struct PipeHost {
    pipes: Rc<Pipes>,
    /// Whether requests without an answer have reached their time limit.
    late: Rc<Cell<bool>>,
    tasks: Rc<RefCell<Vec<LocalBoxFuture<'static, ()>>>>,
}

impl PipeHost {
    fn ask(&self, question: &Value) -> Value {
        self.pipes.ask(question)
    }
}

fn name(area: Area) -> &'static str {
    if area == Area::Session { "session" } else { "local" }
}

impl Host for PipeHost {
    type Lock = ();

    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000)
    }

    fn random(&self, buffer: &mut [u8]) -> Result<(), Error> {
        let drawn = self.ask(&json!({"random": buffer.len()}));
        for (byte, value) in buffer.iter_mut().zip(drawn.as_array().unwrap()) {
            *byte = value.as_u64().unwrap().try_into().unwrap();
        }
        Ok(())
    }

    fn parse_json(&self, text: &str) -> Option<Json> {
        serde_json::from_str(text).ok()
    }

    fn write_json(&self, value: &Json) -> String {
        serde_json::to_string(value).unwrap()
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpReply, FetchError> {
        let target = &request.headers.iter().find(|(name, _)| *name == "x-amz-target").unwrap().1;
        let RequestBody::Json(body) = &request.body else { panic!("the service takes JSON") };
        let body: &Json = body;
        let question = json!({"operation": target.rsplit('.').next(), "body": body});
        let answer = self.ask(&question);
        let Some(status) = answer["status"].as_u64() else {
            poll_fn(|_| if self.late.get() { Poll::Ready(()) } else { Poll::Pending }).await;
            return Err(FetchError::TimedOut);
        };
        let body = ReplyBody::Json(Json::deserialize(&answer["body"]));
        Ok(HttpReply { status: status.try_into().unwrap(), headers: vec![], body })
    }

    async fn sleep(&self, _: u32) {}

    async fn sleep_unattended(&self, _: u32) {
        pending::<()>().await;
    }

    fn load(&self, area: Area, key: &str) -> Result<Option<String>, Error> {
        Ok(match self.ask(&json!({"load": key, "area": name(area)})) {
            Value::String(text) => Some(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        })
    }

    fn save(&self, area: Area, key: &str, value: &str) -> Result<(), Error> {
        self.ask(&json!({"save": key, "area": name(area), "value": value}));
        Ok(())
    }

    fn remove(&self, area: Area, key: &str) -> Result<(), Error> {
        self.ask(&json!({"remove": key, "area": name(area)}));
        Ok(())
    }

    fn keys(&self, _: Area) -> Result<Vec<String>, Error> {
        Ok(vec![])
    }

    async fn lock(&self, _: &str, _: u32) -> Result<(), LockError> {
        Err(LockError::Unsupported)
    }

    fn was_contended((): &()) -> bool {
        false
    }

    fn announce((): &(), _: &str) {}

    fn announced((): &()) -> Option<String> {
        None
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.tasks.borrow_mut().push(task);
    }

    fn emit(&self, _: Event) {}

    fn user_context(&self, _: &str, _: &str, _: &str) -> Option<Json> {
        None
    }
}

/// `serde_json`'s value as the crate's.
trait Deserialize {
    fn deserialize(value: &Value) -> Self;
}

impl Deserialize for Json {
    fn deserialize(value: &Value) -> Self {
        serde_json::from_value(value.clone()).unwrap()
    }
}

async fn call(auth: Rc<Auth<PipeHost>>, function: String, input: Json) -> Result<()> {
    match &*function {
        "confirmSignIn" => auth.confirm_sign_in(ConfirmSignInInput::parse(input)?).await.map(drop),
        "confirmSignUp" => auth.confirm_sign_up(ConfirmSignUpInput::parse(input)?).await.map(drop),
        "fetchAuthSession" => auth.fetch_auth_session(FetchAuthSessionInput::parse(input)?).await.map(drop),
        "prepareSignIn" => auth.prepare_sign_in().await.map(drop),
        "signIn" => auth.sign_in(SignInInput::parse(input)?).await.map(drop),
        "signOut" => auth.sign_out(SignOutInput::parse(input)?).await.map(drop),
        "signUp" => auth.sign_up(SignUpInput::parse(input)?).await.map(drop),
        account => auth.account(account, input).await.map(drop),
    }
}

type Tasks = RefCell<Vec<LocalBoxFuture<'static, ()>>>;

fn poll_tasks(tasks: &Tasks, context: &mut Context<'_>) {
    for mut task in tasks.take() {
        if task.as_mut().poll(context).is_pending() {
            tasks.borrow_mut().push(task);
        }
    }
}

/// Runs a call and what it leaves behind; nothing when it waits for what does not come, and is dropped.
fn run(tasks: &Tasks, late: &Cell<bool>, call: impl Future<Output = Result<()>>) -> Option<Result<()>> {
    let waker = noop_waker();
    let mut context = Context::from_waker(&waker);
    let mut outcome = None;
    {
        let mut call = pin!(call);
        for _ in 0..ROUNDS {
            if outcome.is_none()
                && let Poll::Ready(result) = call.as_mut().poll(&mut context)
            {
                outcome = Some(result);
            }
            poll_tasks(tasks, &mut context);
        }
    }
    late.set(true);
    poll_tasks(tasks, &mut context);
    late.set(false);
    outcome
}

/// The process that the other tests start and search: it runs the calls that it is told, and waits after each. Started by
/// anybody else, it does nothing.
#[test]
fn process() {
    if env::var_os(SEARCHED).is_none() {
        return;
    }
    let input = File::open("/proc/self/fd/0").unwrap();
    let output = OpenOptions::new().write(true).open("/proc/self/fd/1").unwrap();
    let pipes = Rc::new(Pipes(RefCell::new((input, output))));
    let tasks = Rc::new(RefCell::new(Vec::new()));
    let late = Rc::new(Cell::new(false));
    let host = PipeHost { pipes: Rc::clone(&pipes), late: Rc::clone(&late), tasks: Rc::clone(&tasks) };
    let config = json!({"Auth": {"Cognito": {
        "userPoolId": "us-east-1_SeedPool1", "userPoolClientId": "client",
        "identityPoolId": "us-east-1:00000000-1111-4222-8333-444444444444",
    }}});
    let config = AuthConfig::parse(Json::deserialize(&config), &|_| None).unwrap();
    let auth = Auth::new(host, config, StateScope::Page);
    let mut outcome = json!("begun");
    loop {
        let mut next = pipes.ask(&json!({"outcome": outcome}));
        let Value::String(function) = next["call"].take() else { break };
        let input = Json::deserialize(&next["input"]);
        drop(next);
        outcome = match run(&tasks, &late, Box::pin(call(Rc::clone(&auth), function, input))) {
            None => json!("aborted"),
            Some(Ok(())) => json!("done"),
            Some(Err(error)) => json!(error.name()),
        };
    }
}
