//! Asking the application's functions.

use core::pin::pin;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::{Either, LocalBoxFuture, select};

use super::Client;
use crate::cognito::custom_headers;
use crate::error::{Error, Result};
use crate::flow::attributes::ClientMetadata;
use crate::host::{Hook, Host};
use crate::json::{Json, Key};

/// How long a function of the application may take. It is limited because others may wait for the same refresh, here or in other
/// tabs.
const HOOK_LIMIT_MS: u32 = 30_000;

impl<H: Host> Client<H> {
    /// Asks one of the application's functions, at once. The answer is `None` if the application gave no such function.
    ///
    /// # Errors
    /// [`Hook::failure`], also when the answer takes too long.
    pub(in crate::flow) fn ask(&self, hook: Hook, input: Json) -> LocalBoxFuture<'static, Result<Option<Json>>> {
        let host = Rc::clone(&self.host);
        let answer = host.has_hook(hook).then(|| host.ask(hook, input));
        async move {
            let Some(answer) = answer else { return Ok(None) };
            match select(answer, pin!(host.sleep_unattended(HOOK_LIMIT_MS))).await {
                Either::Left((answer, _)) => answer.map(Some),
                Either::Right(((), _)) => {
                    let message = ["the ", hook.name(), " did not answer in time"].concat();
                    Err(Error::new(hook.failure()).with_message(message))
                }
            }
        }
        .boxed_local()
    }

    /// The application's own headers for a request to the user pool.
    pub(super) async fn custom_headers(&self) -> Result<Vec<(Key, String)>> {
        match self.ask(Hook::Headers, Json::Null).await? {
            Some(given) => custom_headers(given),
            None => Ok(Vec::new()),
        }
    }

    /// The application's client metadata for a refresh.
    pub(in crate::flow) async fn client_metadata(&self) -> Result<Option<ClientMetadata>> {
        ClientMetadata::given(self.ask(Hook::ClientMetadata, Json::Null).await?.unwrap_or_default())
    }
}
