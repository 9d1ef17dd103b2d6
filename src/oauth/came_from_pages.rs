//! Whether a session began on Cognito's pages, by what is stored with it.

use crate::json::Json;
use crate::text;

/// Whether a session began there, so that signing out has to go there, too.
///
/// - `metadata`: what is stored as `oauthMetadata`, which belongs to one user.
/// - `flag`: the text of `oauthSignIn`, such as `true,false`. Its first field counts.
/// - `older_flag`: the text of `amplify-signin-with-hostedUI`, which Amplify 5 stores.
#[must_use]
pub fn came_from_pages(metadata: Option<&Json>, flag: Option<&str>, older_flag: Option<&str>) -> bool {
    metadata.is_some_and(|metadata| metadata.get("oauthSignIn").as_bool() == Some(true))
        || flag.is_some_and(|flag| text::before_any(flag, b",") == "true")
        || older_flag == Some("true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_three_items_says_so() {
        let metadata = |text| serde_json::from_str::<Json>(text).ok();
        let yes = metadata(r#"{"oauthSignIn":true}"#);
        assert!(came_from_pages(yes.as_ref(), None, None));
        for text in [r#"{"oauthSignIn":false}"#, r#"{"oauthSignIn":"true"}"#, "{}", "true", "[]"] {
            assert!(!came_from_pages(metadata(text).as_ref(), None, None), "{text}");
        }
        for (flag, expected) in [
            ("true,false", true),
            ("true,true", true),
            ("true", true),
            ("false,true", false),
            (" true", false),
            ("", false),
        ] {
            assert_eq!(came_from_pages(None, Some(flag), None), expected, "{flag}");
        }
        assert!(came_from_pages(None, Some("false,false"), Some("true")));
        assert!(!came_from_pages(None, None, Some("true,false")));
        assert!(!came_from_pages(None, None, None));
    }
}
