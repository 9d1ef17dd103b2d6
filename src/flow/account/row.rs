//! A function that sends one request.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::Account;
use crate::cognito::Operation;
use crate::error::{Error, Result, names};
use crate::flow::fields::{self, Field};
use crate::flow::input;
use crate::host::Host;
use crate::json::Json;
use crate::token::TokenSet;

/// A function that sends one request.
#[derive(Debug)]
pub(super) struct Row {
    /// Its public name.
    pub(super) function: &'static str,
    operation: &'static Operation,
    subject: Subject,
    fields: &'static [Field],
    /// If the service sends a list in pages.
    list: Option<List>,
    output: Output,
}

/// Makes a function's output from the reply; `None` if it has no output.
type Output = Option<fn(Json, &Asked) -> Result<Json>>;

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// The user whom the input names.
    Anybody,
    /// The signed-in user.
    User,
    /// A device of the signed-in user: the one that the input names, or this one.
    Device,
    /// The same; if it is this device, it is then removed here too.
    ForgottenDevice,
}

/// A list that the service sends in pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    /// The member of the reply with the items.
    pub(super) items: &'static str,
    /// The member of request and reply with the page token.
    pub(super) token: &'static str,
}

/// The members of an input that ask for one page of a list. Without them, the function returns the whole list.
const PAGING: [&str; 2] = ["pageSize", "nextToken"];

/// The maximum number of pages of a whole list. No user has so many devices or passkeys.
const MOST_PAGES: usize = 100;

/// What an output is made of, apart from the reply.
#[derive(Debug)]
pub(super) struct Asked {
    /// The session of the user, if the request needed one.
    pub(super) tokens: Option<Rc<TokenSet>>,
    /// The names of the attributes that were sent.
    pub(super) attributes: Vec<String>,
}

impl Row {
    /// A function for which no user has to be signed in.
    pub(super) const fn of_anybody(
        function: &'static str,
        operation: &'static Operation,
        fields: &'static [Field],
        output: Output,
    ) -> Self {
        Self { function, operation, subject: Subject::Anybody, fields, list: None, output }
    }

    /// A function about the signed-in user.
    pub(super) const fn of_user(
        function: &'static str,
        operation: &'static Operation,
        fields: &'static [Field],
        output: Output,
    ) -> Self {
        Self { subject: Subject::User, ..Self::of_anybody(function, operation, fields, output) }
    }

    /// About a device of the user: the one that the input names, or this one.
    pub(super) const fn about_device(self) -> Self {
        Self { subject: Subject::Device, ..self }
    }

    /// The same; if it is this device, it is then removed here too.
    pub(super) const fn about_forgotten_device(self) -> Self {
        Self { subject: Subject::ForgottenDevice, ..self }
    }

    /// Whose reply is a list in pages.
    pub(super) const fn in_pages(self, items: &'static str, token: &'static str) -> Self {
        Self { list: Some(List { items, token }), ..self }
    }

    /// The request without its subject.
    fn body(&self, input: Json, options: Json) -> Result<Json> {
        let body = fields::read(self.fields, input, options)?;
        // Only lists and devices may send an empty body.
        let says_nothing = body.members().is_empty() && self.list.is_none() && self.subject == Subject::User;
        if says_nothing && !self.fields.is_empty() {
            return Err(input::invalid("input", "asks for nothing"));
        }
        Ok(body)
    }
}

impl<H: Host> Account<H> {
    /// Runs a function that sends one request.
    pub(super) fn request(
        self: &Rc<Self>,
        row: &'static Row,
        input: Json,
        options: Json,
    ) -> LocalBoxFuture<'static, Result<Json>> {
        Rc::clone(self).run_row(row, input, options).boxed_local()
    }

    async fn run_row(self: Rc<Self>, row: &'static Row, input: Json, options: Json) -> Result<Json> {
        let whole_list = PAGING.iter().all(|member| input.get(member).is_null());
        let mut body = row.body(input, options)?;
        let mut asked = Asked { attributes: Vec::new(), tokens: None };
        for attribute in body.get("UserAttributes").items() {
            asked.attributes.extend(attribute.get("Name").as_str().map(str::to_owned));
        }
        let mut is_own_device = false;
        if row.subject == Subject::Anybody {
            body = self.client.naming_user(body)?;
        } else {
            let tokens = self.session.user_tokens().await?;
            body = body.with("AccessToken", tokens.access.raw());
            if row.subject != Subject::User {
                let own = self.client.store().device_key_of(&tokens.username)?;
                if body.get("DeviceKey").is_null() {
                    let own = own.as_deref().ok_or_else(|| Error::new(&names::DEVICE_METADATA_NOT_FOUND))?;
                    body = body.with("DeviceKey", own);
                }
                is_own_device = body.get("DeviceKey").as_str() == own.as_deref();
            }
            asked.tokens = Some(tokens);
        }
        let reply = self.pages(row, body, whole_list).await?;
        if let (Subject::ForgottenDevice, true, Some(tokens)) = (row.subject, is_own_device, &asked.tokens) {
            self.client.store().remove_device(&tokens.username)?;
        }
        row.output.map_or(Ok(Json::Null), |output| output(reply, &asked))
    }

    /// The reply. Of a list, it has one page, or all of them as if the service had sent them together.
    async fn pages(&self, row: &'static Row, mut body: Json, all: bool) -> Result<Json> {
        let mut items = Vec::new();
        let mut tokens: Vec<String> = Vec::new();
        loop {
            // Without pages, there is one request: move the body, so that passwords are not copied.
            let request = match &row.list {
                None => core::mem::take(&mut body),
                Some(list) => body.duplicate().with(list.token, tokens.last().cloned()),
            };
            let mut reply = self.client.call_user_pool(row.operation, request).await?;
            let Some(list) = &row.list else { return Ok(reply) };
            if let Json::Array(mut more) = reply.take(list.items) {
                items.append(&mut more);
            }
            let next = reply.take(list.token).into_text().filter(|token| !token.is_empty());
            match next {
                // Stop when a page token repeats.
                Some(next) if all && !tokens.contains(&next) && tokens.len() < MOST_PAGES => tokens.push(next),
                next => return Ok(Json::object().with(list.items, items).with(list.token, next.filter(|_| !all))),
            }
        }
    }
}
