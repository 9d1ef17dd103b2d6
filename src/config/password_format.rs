//! The password rules of a user pool, for forms.

use crate::json::Json;

/// The rules for passwords.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule of its own")]
pub struct PasswordFormat {
    /// The shortest length.
    pub min_length: Option<f64>,
    /// A lower-case letter is required.
    pub require_lowercase: bool,
    /// An upper-case letter is required.
    pub require_uppercase: bool,
    /// A digit is required.
    pub require_numbers: bool,
    /// A special character is required.
    pub require_special_characters: bool,
}

impl PasswordFormat {
    /// Reads `passwordFormat` of `ResourcesConfig`.
    pub(super) fn read(format: &Json) -> Option<Self> {
        let requires = |key| format.get(key).as_bool() == Some(true);
        let length = format.get("minLength");
        // Some files have the length as text.
        let in_text = || length.as_str()?.parse::<u32>().ok().map(f64::from);
        format.is_object().then(|| Self {
            min_length: length.as_number().or_else(in_text),
            require_lowercase: requires("requireLowercase"),
            require_uppercase: requires("requireUppercase"),
            require_numbers: requires("requireNumbers"),
            require_special_characters: requires("requireSpecialCharacters"),
        })
    }
}
