//! The shapes of configurations, and how they are told apart.

use super::{AuthConfig, exports, handwritten, invalid, mobile, outputs, resources};
use crate::error::Result;
use crate::json::Json;

/// A shape.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// The flat `aws-exports` or `amplifyconfiguration.json` that the Amplify CLI writes for the web.
    Exports,
    /// What applications wrote by hand for Amplify 5.
    Handwritten,
    /// The nested `amplifyconfiguration.json` of the mobile libraries, or their older `awsconfiguration.json`.
    Mobile,
    /// `amplify_outputs.json` of Amplify Gen 2.
    Outputs,
    /// `ResourcesConfig` of Amplify 6.
    Resources,
}

impl Shape {
    /// The shape of an object. As in Amplify, a single key that begins with `aws_` decides.
    pub(super) fn of(value: &Json) -> Result<Self> {
        let (auth, version) = (value.get("auth"), value.get("version"));
        if auth.get("plugins").is_object() {
            return Ok(Self::Mobile);
        }
        if value.members().iter().any(|(key, _)| key.starts_with("aws_")) {
            return Ok(Self::Exports);
        }
        if version.as_str().is_some_and(|version| version.starts_with('1')) {
            return Ok(Self::Outputs);
        }
        let is_nameless = value.get("Auth").is_null();
        if is_nameless && (auth.is_object() || !version.is_null()) {
            let kind = match version.kind() {
                "null" => "missing",
                "text" => "other text",
                kind => kind,
            };
            let problem = ["is ", kind, "; expected text that begins with 1, as in amplify_outputs.json"].concat();
            return Err(invalid("version", &problem));
        }
        if mobile::is_older(value) || is_nameless && value.get("UserAgent").as_str().is_some() {
            return Ok(Self::Mobile);
        }
        Ok(if handwritten::is_at(handwritten::place(value)) { Self::Handwritten } else { Self::Resources })
    }

    /// Reads a configuration of this shape.
    pub(super) fn read(self, value: &Json) -> Result<AuthConfig> {
        match self {
            Self::Exports => exports::read(value),
            Self::Handwritten => handwritten::read(value),
            Self::Mobile => mobile::read(value),
            Self::Outputs => outputs::read(value),
            Self::Resources => resources::read(value),
        }
    }

    /// Writes such a configuration as `ResourcesConfig`.
    pub(super) fn to_resources(self, value: &Json) -> Json {
        let cognito = match self {
            Self::Exports => exports::write(value),
            Self::Handwritten => handwritten::write(value),
            Self::Mobile => mobile::write(value),
            Self::Outputs => outputs::write(value),
            Self::Resources => return value.duplicate(),
        };
        Json::object().with("Auth", Json::object().with("Cognito", cognito))
    }
}
