//! The types of the protocol of Cognito's own pages.

use cognito_wasm::config::{AuthConfig, ResponseType};
use cognito_wasm::host::{HttpReply, ReplyBody};
use cognito_wasm::json::Json;
use cognito_wasm::oauth::{
    Authorization, AuthorizationOptions, Callback, CodeGrant, ExpectedClaims, Flaw, Granted, Prompt, Provider, State,
    Verifier,
};
use cognito_wasm::text::encode_base64url;
use cognito_wasm::time::Timestamp;
use cognito_wasm::token::claims::{self, Recipient};

use super::{Printed, SENTINEL, secret};

fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

fn state() -> State {
    State::read(SENTINEL.to_owned()).unwrap()
}

fn verifier() -> Verifier {
    Verifier::read(SENTINEL.repeat(3)).unwrap()
}

/// What is sent before the user leaves, and what brings tokens.
pub(super) fn pages(printed: &mut Printed, config: &AuthConfig) {
    let (state, verifier, options) = (state(), verifier(), AuthorizationOptions::default());
    printed.add("State", &state);
    printed.add("Verifier", &verifier);
    printed.add("AuthorizationOptions", &options);
    printed.all("Prompt", [Prompt::Login]);
    printed.all("Provider", [Provider::Any]);
    let redirect_uri = "https://app.example/";
    printed.add(
        "Authorization",
        &Authorization { client_id: "c", redirect_uri, options: &options, state: &state, verifier: &verifier },
    );
    let client_secret = secret();
    let grant =
        CodeGrant { code: secret(), redirect_uri, verifier, client_id: "c", client_secret: Some(&client_secret) };
    printed.add("CodeGrant", &grant);
    printed.add("HttpRequest", &grant.request(config.oauth().unwrap(), 1).unwrap());
    let pool = config.user_pool().unwrap();
    let now = Timestamp::default();
    printed.add("ExpectedClaims", &ExpectedClaims { pool, scopes: &[], nonce: None, now });
    printed.add("Recipient", &Recipient { is_issuer: &|_| true, client_id: "c" });
    printed.all("Flaw", [claims::Flaw::of_access("sub")]);
    answers(printed);
}

/// What comes back.
fn answers(printed: &mut Printed) {
    let code = ["?code=", SENTINEL, "&state=", SENTINEL].concat();
    let tokens = ["#access_token=", SENTINEL, "&id_token=", SENTINEL, "&state=", SENTINEL].concat();
    let refused = ["?error=e&state=", SENTINEL].concat();
    printed.all("Callback", [Callback::read(&code, ResponseType::Code), Callback::read(&tokens, ResponseType::Token)]);
    let Callback::Tokens(tokens) = Callback::read(&tokens, ResponseType::Token) else { panic!("it has tokens") };
    printed.add("ImplicitTokens", &tokens);
    let Callback::Refused(refusal) = Callback::read(&refused, ResponseType::Code) else { panic!("it is a refusal") };
    printed.add("Refusal", &refusal);
    printed.all("Flaw", [Flaw::NoState]);
    let token = ["e30.", &encode_base64url(b"{}"), ".", SENTINEL].concat();
    let body = Json::object().with("access_token", token).with("refresh_token", SENTINEL);
    let reply = HttpReply { status: 200, headers: Vec::new(), body: ReplyBody::Json(body) };
    printed.add("Granted", &Granted::read(reply, &parse_json).unwrap());
}
