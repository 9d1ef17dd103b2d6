//! Operations that the library has no function for, as the application chooses them.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::Client;
use crate::cognito::operation::{OF_IDENTITY_POOLS, OF_USER_POOLS};
use crate::cognito::{self, RequestOptions, Service};
use crate::error::{Error, Result, names};
use crate::flow::input;
use crate::host::Host;
use crate::json::Json;

/// The longest name of an operation.
const MAX_NAME: usize = 64;

impl<H: Host> Client<H> {
    /// Sends an operation as it is, and returns its reply.
    pub(in crate::flow) fn send(
        self: &Rc<Self>,
        service: Service,
        name: String,
        body: Json,
    ) -> LocalBoxFuture<'static, Result<Json>> {
        let client = Rc::clone(self);
        async move {
            let is_name =
                !name.is_empty() && name.len() <= MAX_NAME && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !is_name {
                return Err(input::invalid("operation", "is not the name of an operation"));
            }
            let body = if body.is_null() { Json::object() } else { body };
            if !body.is_object() {
                return Err(input::invalid("input", "is not an object"));
            }
            let mut options = RequestOptions { limits: client.limits(), headers: Vec::new(), operation: Some(name) };
            if service == Service::IdentityPools {
                let pool = client.config.identity_pool.as_ref();
                let pool = pool.ok_or_else(|| Error::new(&names::INVALID_ACCOUNT_TYPE))?;
                return cognito::call(&*client.host, &pool.endpoint, &OF_IDENTITY_POOLS, body, options).await;
            }
            let endpoint = &client.pool()?.endpoint;
            options.headers = client.custom_headers().await?;
            let reply = cognito::call(&*client.host, endpoint, &OF_USER_POOLS, body, options).await?;
            client.has_reached_service();
            Ok(reply)
        }
        .boxed_local()
    }
}
