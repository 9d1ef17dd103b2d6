//! A function that is one request.

use std::rc::Rc;

use crate::cognito::Operation;
use crate::error::{Error, Known, Result};
use crate::flow::{Auth, input};
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::token::TokenSet;

/// A function that is one request.
#[derive(Debug)]
pub(in crate::flow) struct Row {
    /// Its public name.
    pub(in crate::flow) function: &'static str,
    pub(in crate::flow) operation: &'static Operation,
    pub(in crate::flow) caller: Caller,
    pub(in crate::flow) fields: &'static [Field],
    /// The output, from the reply; none where the function gives nothing.
    pub(in crate::flow) output: Option<fn(Json, &Asked) -> Result<Json>>,
}

/// In whose name a request is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Caller {
    /// The user who is signed in.
    User,
    /// Whoever gives a user name.
    Anybody,
}

/// A member of the request, and where the input has it.
#[derive(Debug)]
pub(in crate::flow) struct Field {
    /// The member of the input; of its `options`, where the kind says so.
    pub(in crate::flow) name: &'static str,
    /// The member of the request.
    pub(in crate::flow) member: &'static str,
    pub(in crate::flow) kind: Kind,
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
    /// Text that must not be empty, for which Amplify has no error of its own.
    Key,
    /// What is to become of a second factor; may be absent.
    MfaPreference,
    /// Names, at least one.
    Names,
    /// A password or code; the error when it is empty.
    Secret(&'static Known),
    /// In `options`: text that may be absent.
    Text,
    /// A user name; the error when it is empty.
    Username(&'static Known),
}

/// What the output is made of beside the reply.
#[derive(Debug)]
pub(in crate::flow) struct Asked {
    /// The session of the user in whose name it was asked.
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
            Kind::Key => input::key(input, name)?.into(),
            Kind::MfaPreference => super::mfa::settings(input, name)?,
            Kind::Names => input::names(input, name)?,
            Kind::Secret(empty) => {
                input::optional_secret(input, name)?.ok_or_else(|| Error::new(empty)).map(Secret::into)?
            }
            Kind::Text => input::optional_text(options, name)?.filter(|text| !text.is_empty()).into(),
            Kind::Username(empty) => input::text(input, name, empty)?.into(),
        })
    }
}

impl Row {
    /// The request, but for who makes it.
    fn body(&self, mut input: Json, mut options: Json) -> Result<Json> {
        let mut body = Json::object();
        for field in self.fields {
            body.push(field.member.into(), field.read(&mut input, &mut options)?);
        }
        if body.members().is_empty() && !self.fields.is_empty() {
            return Err(input::invalid("input", "asks for nothing"));
        }
        Ok(body)
    }
}

impl<H: Host> Auth<H> {
    /// Runs a function that is one request.
    pub(super) async fn request(self: &Rc<Self>, row: &'static Row, input: Json, options: Json) -> Result<Json> {
        let mut body = row.body(input, options)?;
        let names = body.get("UserAttributes").items().iter().filter_map(|attribute| attribute.get("Name").as_str());
        let mut asked = Asked { attributes: names.map(str::to_owned).collect(), tokens: None };
        match row.caller {
            Caller::User => {
                let tokens = self.user_tokens().await?;
                body = body.with("AccessToken", tokens.access.raw());
                asked.tokens = Some(tokens);
            }
            Caller::Anybody => {
                let context = self.user_context(body.get("Username").as_str().unwrap_or_default());
                body = body.with("ClientId", &*self.pool()?.client_id).with("UserContextData", context);
            }
        }
        let reply = self.call_user_pool(row.operation, body).await?;
        row.output.map_or(Ok(Json::Null), |output| output(reply, &asked))
    }
}
