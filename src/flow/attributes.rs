//! Names with text values: a user's attributes, and the client metadata for the pool's triggers.

use core::fmt;

use super::input;
use crate::error::{Error, Result, names};
use crate::json::Json;

macro_rules! text_maps {
    ($($(#[$documentation:meta])* $name:ident;)*) => {
        $(
            $(#[$documentation])*
            pub struct $name(Json);

            impl $name {
                /// A second copy.
                #[must_use]
                pub fn duplicate(&self) -> Self {
                    Self(self.0.duplicate())
                }

                /// The names and values as a JSON object.
                pub(super) fn into_json(self) -> Json {
                    self.0
                }
            }

            /// Of a name that is there twice, the last value counts.
            impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for $name {
                fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
                    let mut map = Json::object();
                    for (name, value) in pairs {
                        let (name, value) = (name.into(), value.into());
                        match map.get_mut(&name) {
                            Some(present) => *present = value.into(),
                            None => map.push(name.into(), value.into()),
                        }
                    }
                    Self(map)
                }
            }

            impl fmt::Debug for $name {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
                }
            }
        )*
    };
}

text_maps! {
    /// A user's attributes by their names in the pool, such as `email` and `custom:team`. `Debug` does not print them.
    Attributes;
    /// The application's data for the pool's Lambda triggers (`ClientMetadata`). `Debug` does not print it.
    ClientMetadata;
}

impl Attributes {
    /// The value of an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).as_str()
    }

    /// The names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.members().iter().filter_map(|(name, value)| Some((&**name, value.as_str()?)))
    }

    /// Reads the attributes from a member of an input.
    pub(super) fn read(options: &mut Json, field: &'static str) -> Result<Option<Self>> {
        Ok(input::text_map(options, field)?.map(Self))
    }

    /// The service's list of `{Name, Value}`, in the same order.
    pub(super) fn into_list(self) -> Json {
        let mut list = Vec::new();
        if let Json::Object(members) = self.0 {
            for (name, value) in members {
                list.push(Json::object().with("Name", name.into_owned()).with("Value", value));
            }
        }
        Json::Array(list)
    }
}

impl ClientMetadata {
    /// Reads `clientMetadata`, or `metadata` as the mobile libraries call it.
    pub(super) fn read(options: &mut Json) -> Result<Option<Self>> {
        let given = match input::text_map(options, "clientMetadata")? {
            None => input::text_map(options, "metadata")?,
            given => given,
        };
        Ok(given.map(Self))
    }

    /// Reads what the application's `clientMetadataProvider` answered, if it is anything.
    pub(super) fn given(answer: Json) -> Result<Option<Self>> {
        match input::text_map(&mut Json::object().with("clientMetadata", answer), "clientMetadata") {
            Ok(given) => Ok(given.map(Self)),
            Err(error) => Err(Error::new(&names::CLIENT_METADATA_PROVIDER).with_source(error)),
        }
    }

    pub(super) const fn as_json(&self) -> &Json {
        &self.0
    }
}
