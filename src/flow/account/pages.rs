//! Lists that the service gives in pages.

use std::rc::Rc;

use crate::cognito::Operation;
use crate::error::Result;
use crate::flow::Auth;
use crate::host::Host;
use crate::json::Json;

/// A list of the user's who is signed in.
#[derive(Debug)]
pub(in crate::flow) struct List {
    pub(in crate::flow) operation: &'static Operation,
    /// The member of the reply with the items.
    pub(in crate::flow) items: &'static str,
    /// The member of the request with the size of a page.
    pub(in crate::flow) size: &'static str,
    /// The member of request and reply that leads from one page to the next.
    pub(in crate::flow) token: &'static str,
    /// An item as the public API has it.
    pub(in crate::flow) item: fn(Json) -> Json,
}

impl<H: Host> Auth<H> {
    /// One page of a list, and the token of the next.
    pub(in crate::flow) async fn page(
        self: &Rc<Self>,
        list: &'static List,
        size: Option<f64>,
        token: Option<String>,
    ) -> Result<(Vec<Json>, Option<String>)> {
        let tokens = self.user_tokens().await?;
        let body =
            Json::object().with("AccessToken", tokens.access.raw()).with(list.size, size).with(list.token, token);
        let mut reply = self.call_user_pool(list.operation, body).await?;
        let next = reply.take(list.token).into_text().filter(|token| !token.is_empty());
        let items = reply.take(list.items).into_items();
        Ok((items.into_iter().map(list.item).collect(), next))
    }

    /// The whole of a list.
    pub(in crate::flow) async fn pages(self: &Rc<Self>, list: &'static List, size: Option<f64>) -> Result<Vec<Json>> {
        let mut all = Vec::new();
        let mut token = None;
        loop {
            let (items, next) = self.page(list, size, token.clone()).await?;
            all.extend(items);
            // The same page again and again would have no end.
            if next.is_none() || next == token {
                return Ok(all);
            }
            token = next;
        }
    }
}
