//! The types of sign-ins at the user pool's own pages.

use cognito_wasm::flow::{
    CancelRedirectInput, CompleteRedirectInput, RedirectEnd, RedirectInput, RedirectMode, RedirectOutcome,
    RedirectStart,
};
use serde_json::json;

use super::{Printed, SENTINEL, given};
use crate::support::Scene;
use crate::support::pages::parameters;
use crate::support::seed::PAGE;

/// The state and the challenge of a sign-in are searched for, too.
pub(super) fn redirects(printed: &mut Printed, secrets: &mut Vec<String>) {
    let scene = Scene::with_pages();
    let input = || RedirectInput::parse(given(json!({"page": PAGE, "options": {"nonce": "n"}}))).unwrap();
    printed.add("RedirectInput", &input());
    let auth = scene.tab.auth();
    let start = scene.world.start(async move { auth.begin_redirect(input()).await }).finish().unwrap();
    printed.add("RedirectStart", &start);
    let RedirectStart::Begun(begun) = start else { panic!("nobody is signed in") };
    printed.add("BegunRedirect", &begun);
    secrets.push(begun.state.clone());
    secrets.push(parameters(&begun.url)["code_challenge"].clone());
    let cancelled = CancelRedirectInput { state: begun.state, end: RedirectEnd::Closed, message: None };
    printed.add("CancelRedirectInput", &cancelled);
    printed.all("RedirectEnd", [RedirectEnd::Closed]);
    printed.all("RedirectMode", [RedirectMode::Popup]);
    let address = [PAGE, "?code=", SENTINEL].concat();
    printed.add("CompleteRedirectInput", &CompleteRedirectInput { address, ..CompleteRedirectInput::default() });
    printed.all("RedirectOutcome", [RedirectOutcome::Nothing]);
}
