//! The request that exchanges a code for tokens. It is a form for the domain of the pages, so it is not in the tables of operations.

use serde_json::{Value, json};

use super::situation::{self, Client, Situation};
use super::stage::Stage;
use crate::support::Request;
use crate::support::pages::parameters;
use crate::support::seed::{CLIENT_ID, pages_config, redirect_key};

/// `printf native00000000000000000001:9secret456 | base64`
const BASIC: &str = "Basic bmF0aXZlMDAwMDAwMDAwMDAwMDAwMDAwMDE6OXNlY3JldDQ1Ng==";

/// Inputs of `signInWithRedirect`, with the form's `redirect_uri`. The rest of the input is not in the form.
fn inputs() -> [(Value, &'static str); 4] {
    let page = "http%3A%2F%2Flocalhost%3A8080%2F";
    let options = json!({"prompt": "LOGIN", "loginHint": "my@email.com", "lang": "de", "nonce": "n-1"});
    [
        (Value::Null, page),
        (json!({"provider": "Google", "customState": "cart", "returnTo": "/cart", "options": options}), page),
        (json!({"provider": {"custom": "Company"}, "options": {"persistence": "session"}}), page),
        (json!({"redirectUrl": "http://localhost:8080/back"}), "http%3A%2F%2Flocalhost%3A8080%2Fback"),
    ]
}

/// The differences between the expected requests and those that were sent, in all situations.
pub(super) fn faults() -> Vec<String> {
    let pairs = situation::ALL.iter().flat_map(|situation| inputs().map(|(input, page)| (situation, input, page)));
    pairs
        .flat_map(|(situation, input, page)| {
            let faults = faults_in(situation, input.clone(), page);
            faults.into_iter().map(move |fault| format!("{input}; {}: {fault}", situation.name))
        })
        .collect()
}

fn faults_in(situation: &Situation, input: Value, page: &str) -> Vec<String> {
    let mut stage = Stage::default();
    stage.settings.insert("loginWith".to_owned(), pages_config()["Auth"]["Cognito"]["loginWith"].clone());
    let scene = situation.scene(&stage);
    let url = scene.tab.begin_redirect(input).unwrap()["url"].as_str().unwrap().to_owned();
    let verifier = scene.world.local.get(&redirect_key("oauthPKCE")).unwrap();
    assert!(scene.operations().is_empty());
    let address = scene.pages.sign_in(&url);
    let code = parameters(&address)["code"].clone();
    scene.tab.arrive(&address).unwrap();
    let sent = scene.world.network.requests();
    let [request] = &*sent else { return vec![format!("sends {:?}", scene.operations())] };
    let body = format!(
        "grant_type=authorization_code&code={code}&client_id={CLIENT_ID}&redirect_uri={page}&code_verifier={verifier}"
    );
    let mut faults = head_faults(request, situation);
    let content = String::from_utf8_lossy(&request.content);
    if content != body {
        faults.push(format!("has the body {content}, not {body}"));
    }
    faults
}

/// The faults of the address, the method and the headers.
fn head_faults(request: &Request, situation: &Situation) -> Vec<String> {
    let line = (request.method, &*request.url);
    let expected = ("POST", "https://seed.auth.us-east-1.amazoncognito.com/oauth2/token");
    let mut headers = vec![
        ("content-type", "application/x-www-form-urlencoded"),
        ("x-amz-user-agent", concat!("cognito-wasm/", env!("CARGO_PKG_VERSION"), " auth/36")),
    ];
    // A hook returns the hash of a user, but the endpoint wants the secret itself.
    if situation.client == Client::Secret {
        headers.push(("authorization", BASIC));
    }
    let given: Vec<_> = request.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    let mut faults = Vec::new();
    if line != expected {
        faults.push(format!("is {line:?}, not {expected:?}"));
    }
    if given != headers {
        faults.push(format!("has the headers {given:?}, not {headers:?}"));
    }
    faults
}
