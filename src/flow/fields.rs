//! Making a request from an input, as a table of fields says.

use super::attributes::{Attributes, ClientMetadata};
use super::input;
use crate::error::{Known, Result};
use crate::json::Json;

/// Reads a member of an input.
type Reader = fn(&mut Json, &'static str) -> Result<Json>;

/// A member of a request, and the member of the input that it comes from.
#[derive(Debug)]
pub(super) struct Field {
    /// The member of the input, or of its `options` if the shape says so.
    name: &'static str,
    /// The member of the request.
    member: &'static str,
    shape: Shape,
}

/// The type of a member of the input.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// Anything.
    Any,
    /// In `options`: data for the pool's triggers.
    ClientMetadata,
    /// Not from the input: always this text.
    Constant(&'static str),
    /// Not from the input: always this number.
    ConstantNumber(f64),
    /// In `options`: true or false; may be absent.
    OptionFlag,
    /// In `options`: text; may be absent.
    OptionText,
    /// In `options`: names and values; may be absent.
    OptionAttributes,
    /// A number; may be absent.
    OptionalNumber,
    /// A password; may be absent.
    OptionalSecret,
    /// Text; may be absent.
    OptionalText,
    /// Whatever this function reads.
    Read(Reader),
    /// A password or code; the error when it is absent or empty.
    Secret(&'static Known),
    /// Text that must not be empty, for which Amplify has no specific error.
    Text,
    /// A user name; the error when it is absent or empty.
    Username(&'static Known),
}

impl Field {
    pub(super) const CLIENT_METADATA: Self = Self::new("clientMetadata", "ClientMetadata", Shape::ClientMetadata);

    pub(super) const fn new(name: &'static str, member: &'static str, shape: Shape) -> Self {
        Self { name, member, shape }
    }

    fn read(&self, input: &mut Json, options: &mut Json) -> Result<Json> {
        let name = self.name;
        Ok(match self.shape {
            Shape::Any => input.take(name),
            Shape::ClientMetadata => ClientMetadata::read(options)?.map(ClientMetadata::into_json).into(),
            Shape::Constant(text) => text.into(),
            Shape::ConstantNumber(number) => number.into(),
            Shape::OptionFlag => input::flag(options, name)?.into(),
            Shape::OptionText => input::optional_key(options, name)?.into(),
            Shape::OptionAttributes => Attributes::read(options, name)?.map(Attributes::into_list).into(),
            Shape::OptionalNumber => input::number(input, name)?.into(),
            Shape::OptionalSecret => input::optional_secret(input, name)?.into(),
            Shape::OptionalText => input::optional_key(input, name)?.into(),
            Shape::Read(read) => read(input, name)?,
            Shape::Secret(empty) => input::secret(input, name, empty)?.into(),
            Shape::Text => input::key(input, name)?.into(),
            Shape::Username(empty) => input::text(input, name, empty)?.into(),
        })
    }
}

/// Reads the members of a request.
///
/// # Errors
/// The errors of the fields.
pub(super) fn read(fields: &[Field], mut input: Json, mut options: Json) -> Result<Json> {
    let mut body = Json::object();
    for field in fields {
        body.push(field.member.into(), field.read(&mut input, &mut options)?);
    }
    Ok(body)
}
