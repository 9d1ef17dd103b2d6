//! The searched process, as the test sees it.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::needles::Needles;
use crate::searched::SEARCHED;
use crate::service::Service;

pub(crate) struct Searched {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    storage: HashMap<String, Value>,
    pub(crate) service: Service,
}

impl Searched {
    pub(crate) fn start() -> Self {
        let arguments = ["--exact", "searched::process", "--nocapture", "--test-threads=1"];
        let mut command = Command::new(env::current_exe().unwrap());
        command.env(SEARCHED, "1");
        let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut this = Self { child, input, output, storage: HashMap::new(), service: Service::default() };
        assert_eq!(this.serve(), "begun");
        this
    }

    /// Tells the process to call a function, and answers its questions until the call has ended.
    pub(crate) fn call(&mut self, function: &str, input: &Value) -> String {
        self.tell(&json!({"call": function, "input": input}));
        self.serve()
    }

    pub(crate) fn stored(&self, item: &str) -> String {
        let found = self.storage.iter().find(|(key, _)| key.ends_with(item)).unwrap();
        found.1.as_str().unwrap().to_owned()
    }

    /// Which of these are in the process's memory.
    pub(crate) fn search(&self, needles: &Needles) -> Vec<String> {
        needles.search_process(self.child.id())
    }

    fn tell(&mut self, answer: &Value) {
        let text = serde_json::to_vec(answer).unwrap();
        self.input.write_all(&u32::try_from(text.len()).unwrap().to_le_bytes()).unwrap();
        self.input.write_all(&text).unwrap();
    }

    fn serve(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "the process has ended");
            // The test runner prints lines, too.
            let Ok(question) = serde_json::from_str::<Value>(line.trim_start_matches(|letter| letter != '{')) else {
                continue;
            };
            if let Some(outcome) = question["outcome"].as_str() {
                return outcome.to_owned();
            }
            let answer = self.answer(&question);
            self.tell(&answer);
        }
    }

    fn answer(&mut self, question: &Value) -> Value {
        let key = |verb: &str| question[verb].as_str().map(|key| [question["area"].as_str().unwrap(), key].join(" "));
        if let Some(length) = question["random"].as_u64() {
            return json!(self.service.draw(length.try_into().unwrap()));
        }
        if let Some(key) = key("load") {
            return self.storage.get(&key).cloned().unwrap_or_default();
        }
        if let Some(key) = key("save") {
            self.storage.insert(key, question["value"].clone());
            return Value::Null;
        }
        if let Some(key) = key("remove") {
            self.storage.remove(&key);
            return Value::Null;
        }
        self.service.answer(question["operation"].as_str().unwrap(), &question["body"])
    }
}

impl Drop for Searched {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
