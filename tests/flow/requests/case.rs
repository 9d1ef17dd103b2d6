//! A row of the tables: the calls, and each request that they send, with the service's reply.

use serde_json::{Value, json};

use super::member::{expected, faults};
use super::operations::Operation;
use super::situation::{self, Situation};
use super::stage::Stage;
use crate::support::{Reply, Tab, calls};

struct Exchange {
    operation: Operation,
    body: Value,
    reply: Reply,
}

/// One call or several in sequence, and their requests.
pub(super) struct Case {
    name: &'static str,
    stage: Stage,
    calls: Vec<(&'static str, Value)>,
    exchanges: Vec<Exchange>,
    error: Option<&'static str>,
    applies: fn(&Situation) -> bool,
}

impl Case {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, stage: Stage::default(), calls: Vec::new(), exchanges: Vec::new(), error: None, applies: |_| true }
    }

    pub(super) fn signed_in(mut self) -> Self {
        self.stage.signed_in = true;
        self
    }

    /// Signed in an hour ago.
    pub(super) fn expired(mut self) -> Self {
        self.stage.expired = true;
        self.signed_in()
    }

    /// During a sign-in that waits for the answer to this challenge.
    pub(super) fn waiting_for(mut self, challenge: &'static str) -> Self {
        self.stage.challenge = Some(challenge);
        self
    }

    pub(super) fn with_identity_pool(mut self) -> Self {
        self.stage.identity_pool = true;
        self
    }

    pub(super) fn with_setting(mut self, name: &str, value: Value) -> Self {
        self.stage.settings.insert(name.to_owned(), value);
        self
    }

    pub(super) fn with_item(mut self, key: impl Into<String>, value: &'static str) -> Self {
        self.stage.items.push((key.into(), value));
        self
    }

    /// If there is a device, it is stored under this name.
    pub(super) fn with_device_of(mut self, username: &'static str) -> Self {
        self.stage.device_owner = username;
        self
    }

    /// Restricts the row to some situations.
    pub(super) fn only(mut self, applies: fn(&Situation) -> bool) -> Self {
        self.applies = applies;
        self
    }

    pub(super) fn calls(mut self, function: &'static str, input: Value) -> Self {
        self.calls.push((function, input));
        self
    }

    /// A request and its reply.
    pub(super) fn sends(self, operation: Operation, body: Value, reply: Value) -> Self {
        self.sends_in_vain(operation, body, Reply::json(reply))
    }

    /// A request and its refusal.
    pub(super) fn sends_in_vain(mut self, operation: Operation, body: Value, reply: Reply) -> Self {
        self.exchanges.push(Exchange { operation, body, reply });
        self
    }

    /// The last call fails with this error.
    pub(super) fn fails(mut self, name: &'static str) -> Self {
        self.error = Some(name);
        self
    }

    pub(super) fn operations(&self) -> impl Iterator<Item = Operation> {
        self.exchanges.iter().map(|exchange| exchange.operation)
    }

    /// Whether the row applies to some situation.
    pub(super) fn applies_ever(&self) -> bool {
        situation::ALL.iter().any(self.applies)
    }

    /// The differences between expected and sent requests, in all situations.
    pub(super) fn faults(&self) -> Vec<String> {
        let situations = situation::ALL.iter().filter(|situation| (self.applies)(situation));
        situations.flat_map(|situation| self.faults_in(situation)).collect()
    }

    fn faults_in(&self, situation: &Situation) -> Vec<String> {
        let scene = situation.scene(&self.stage);
        let network = &scene.world.network;
        network.serve(|_| Reply::error("UnexpectedException"));
        for exchange in &self.exchanges {
            let name = exchange.operation.target.rsplit('.').next().unwrap();
            network.answer(name, exchange.reply.clone());
        }
        let mut error = None;
        for (function, input) in &self.calls {
            error = call(&scene.tab, function, input.clone(), situation).err();
        }
        let sent = network.requests();
        let mut faults = Vec::new();
        if error.as_deref() != self.error {
            faults.push(format!("ends with {error:?}, not {:?}", self.error));
        }
        if sent.len() != self.exchanges.len() {
            faults.push(format!("sends {:?}", scene.operations()));
        }
        for (request, exchange) in sent.iter().zip(&self.exchanges) {
            faults.extend(super::headers::faults(request, exchange.operation));
            let expected = expected(&exchange.body, situation);
            faults.extend(self::faults(exchange.operation.target, &expected, &request.body));
        }
        faults.into_iter().map(|fault| format!("{}; {}: {fault}", self.name, situation.name)).collect()
    }
}

/// Calls a public function, with metadata if the situation has some. Returns the name of its error.
fn call(tab: &Tab, function: &'static str, mut input: Value, situation: &Situation) -> Result<(), String> {
    if let Some(metadata) = situation.metadata() {
        if input.is_null() {
            input = json!({});
        }
        if function == "fetchAuthSession" {
            input["clientMetadata"] = metadata;
        } else {
            input["options"]["clientMetadata"] = metadata;
        }
    }
    let result = match function {
        "signUp" => tab.sign_up(input).map(drop),
        "confirmSignUp" => tab.confirm_sign_up(input).map(drop),
        "resendSignUpCode" => tab.resend_sign_up_code(input).map(drop),
        "autoSignIn" => tab.auto_sign_in().map(drop),
        "signIn" => tab.sign_in(input).map(drop),
        "confirmSignIn" => tab.confirm_sign_in(input).map(drop),
        "getCurrentUser" => tab.get_current_user().map(drop),
        "signOut" => tab.start(calls::sign_out, input).finish().map(drop),
        "fetchAuthSession" => {
            let session = tab.session_with(input);
            session.tokens.map(drop).or_else(|_| session.credentials.map(drop))
        }
        _ => tab.account(function, input).map(drop),
    };
    result.map_err(|error| error.name().to_owned())
}
