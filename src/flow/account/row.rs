//! A function that is one request.

use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::cognito::Operation;
use crate::error::{Error, Known, Result, names};
use crate::flow::{Auth, input};
use crate::host::Host;
use crate::json::Json;
use crate::token::TokenSet;

/// A function that is one request.
#[derive(Debug)]
pub(in crate::flow) struct Row {
    /// Its public name.
    pub(in crate::flow) function: &'static str,
    operation: &'static Operation,
    subject: Subject,
    fields: &'static [Field],
    /// Where the service gives a list in pages.
    list: Option<List>,
    output: Output,
}

/// The output of a function, from the reply; none where it gives nothing.
type Output = Option<fn(Json, &Asked) -> Result<Json>>;

/// Whom or what a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// Whoever is named.
    Anybody,
    /// The user who is signed in.
    User,
    /// A device of that user's: the one that is named, or this one.
    Device,
    /// The same, and this one is then forgotten here too.
    ForgottenDevice,
}

/// A list that the service gives in pages.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct List {
    /// The member of the reply with the items.
    pub(in crate::flow) items: &'static str,
    /// The member of request and reply that leads from one page to the next.
    pub(in crate::flow) token: &'static str,
}

/// The members of an input that ask for one page of a list. Without them it is the whole list.
const PAGING: [&str; 2] = ["pageSize", "nextToken"];

/// How many pages a whole list may have. No user has more devices or passkeys than they hold.
const MOST_PAGES: usize = 100;

/// A member of the request, and where the input has it.
#[derive(Debug)]
pub(in crate::flow) struct Field {
    /// The member of the input; of its `options`, where the kind says so.
    name: &'static str,
    /// The member of the request.
    member: &'static str,
    kind: Kind,
}

/// What a member of the input is.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) enum Kind {
    /// One attribute and its value.
    Attribute,
    /// Attributes and their values.
    Attributes,
    /// In `options`: for the pool's triggers.
    ClientMetadata,
    /// Not in the input: always this text.
    Constant(&'static str),
    /// Not in the input: always this number.
    ConstantNumber(f64),
    /// A device of `fetchDevices`; may be absent.
    Device,
    /// Text that must not be empty, for which Amplify has no error of its own.
    Key,
    /// What is to become of a second factor; may be absent.
    MfaPreference,
    /// Names, at least one.
    Names,
    /// A number that may be absent.
    Number,
    /// In `options`: text that may be absent.
    Option,
    /// A password or code; the error when it is empty.
    Secret(&'static Known),
    /// Text that may be absent.
    Text,
    /// A user name; the error when it is empty.
    Username(&'static Known),
    /// Anything.
    Value,
}

/// What an output is made of beside the reply.
#[derive(Debug)]
pub(in crate::flow) struct Asked {
    /// The session of the user whom the request was about.
    pub(in crate::flow) tokens: Option<Rc<TokenSet>>,
    /// The names of the attributes that were sent.
    pub(in crate::flow) attributes: Vec<String>,
}

impl Field {
    pub(in crate::flow) const CLIENT_METADATA: Self =
        Self::new("clientMetadata", "ClientMetadata", Kind::ClientMetadata);

    pub(in crate::flow) const fn new(name: &'static str, member: &'static str, kind: Kind) -> Self {
        Self { name, member, kind }
    }

    fn read(&self, input: &mut Json, options: &mut Json) -> Result<Json> {
        let name = self.name;
        Ok(match self.kind {
            Kind::Attribute => input::one_attribute(input, name)?,
            Kind::Attributes => {
                let attributes = input::text_map(input, name)?;
                input::name_value_list(attributes.ok_or_else(|| input::invalid(name, "is missing"))?)
            }
            Kind::ClientMetadata => input::client_metadata(options)?.into(),
            Kind::Constant(text) => text.into(),
            Kind::ConstantNumber(number) => number.into(),
            Kind::Device => super::devices::named(input, name)?.into(),
            Kind::Key => input::key(input, name)?.into(),
            Kind::MfaPreference => super::mfa::settings(input, name)?,
            Kind::Names => input::names(input, name)?,
            Kind::Number => input::number(input, name)?.into(),
            Kind::Secret(empty) => input::secret(input, name, empty)?.into(),
            Kind::Option => input::optional_key(options, name)?.into(),
            Kind::Text => input::optional_key(input, name)?.into(),
            Kind::Username(empty) => input::text(input, name, empty)?.into(),
            Kind::Value => input.take(name),
        })
    }
}

impl Row {
    /// A function that needs nobody to be signed in.
    pub(in crate::flow) const fn of_anybody(
        function: &'static str,
        operation: &'static Operation,
        fields: &'static [Field],
        output: Output,
    ) -> Self {
        Self { function, operation, subject: Subject::Anybody, fields, list: None, output }
    }

    /// A function of the user who is signed in.
    pub(in crate::flow) const fn of_user(
        function: &'static str,
        operation: &'static Operation,
        fields: &'static [Field],
        output: Output,
    ) -> Self {
        Self { subject: Subject::User, ..Self::of_anybody(function, operation, fields, output) }
    }

    /// About a device of the user's: the one that is named, or this one.
    pub(super) const fn about_device(self) -> Self {
        Self { subject: Subject::Device, ..self }
    }

    /// The same, and this one is then forgotten here too.
    pub(super) const fn about_forgotten_device(self) -> Self {
        Self { subject: Subject::ForgottenDevice, ..self }
    }

    /// With a reply that comes in pages.
    pub(in crate::flow) const fn in_pages(self, items: &'static str, token: &'static str) -> Self {
        Self { list: Some(List { items, token }), ..self }
    }

    /// The request, but for its subject.
    fn body(&self, mut input: Json, mut options: Json) -> Result<Json> {
        let mut body = Json::object();
        for field in self.fields {
            body.push(field.member.into(), field.read(&mut input, &mut options)?);
        }
        // A list and a device are there without being named; nothing else is.
        let says_nothing = body.members().is_empty() && self.list.is_none() && self.subject == Subject::User;
        if says_nothing && !self.fields.is_empty() {
            return Err(input::invalid("input", "asks for nothing"));
        }
        Ok(body)
    }
}

impl<H: Host> Auth<H> {
    /// Runs a function that is one request.
    pub(in crate::flow) fn request(
        self: &Rc<Self>,
        row: &'static Row,
        input: Json,
        options: Json,
    ) -> LocalBoxFuture<'static, Result<Json>> {
        Rc::clone(self).run(row, input, options).boxed_local()
    }

    async fn run(self: Rc<Self>, row: &'static Row, input: Json, options: Json) -> Result<Json> {
        let whole_list = PAGING.iter().all(|member| input.get(member).is_null());
        let mut body = row.body(input, options)?;
        let mut asked = Asked { attributes: Vec::new(), tokens: None };
        for attribute in body.get("UserAttributes").items() {
            asked.attributes.extend(attribute.get("Name").as_str().map(str::to_owned));
        }
        let mut is_own_device = false;
        if row.subject == Subject::Anybody {
            let context = self.user_context(body.get("Username").as_str().unwrap_or_default());
            body = body.with("ClientId", &*self.pool()?.client_id).with("UserContextData", context);
        } else {
            let tokens = self.user_tokens().await?;
            body = body.with("AccessToken", tokens.access.raw());
            if row.subject != Subject::User {
                let own = self.load_device_of(&tokens.username)?.map(|device| device.key);
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
            self.remove_device(&tokens.username)?;
        }
        row.output.map_or(Ok(Json::Null), |output| output(reply, &asked))
    }

    /// The reply; of a list one page, or all of them as if the service had given them at once.
    async fn pages(&self, row: &'static Row, mut body: Json, all: bool) -> Result<Json> {
        let mut items = Vec::new();
        let mut tokens: Vec<String> = Vec::new();
        loop {
            // What does not come in pages is asked for once: a password is not copied.
            let request = match &row.list {
                None => core::mem::take(&mut body),
                Some(list) => body.duplicate().with(list.token, tokens.last().cloned()),
            };
            let mut reply = self.call_user_pool(row.operation, request).await?;
            let Some(list) = &row.list else { return Ok(reply) };
            if let Json::Array(mut more) = reply.take(list.items) {
                items.append(&mut more);
            }
            let next = reply.take(list.token).into_text().filter(|token| !token.is_empty());
            match next {
                // A page token that repeats leads round in a circle.
                Some(next) if all && !tokens.contains(&next) && tokens.len() < MOST_PAGES => tokens.push(next),
                next => return Ok(Json::object().with(list.items, items).with(list.token, next.filter(|_| !all))),
            }
        }
    }
}
