//! Which of the configured addresses the user is sent back to.

use crate::error::{Error, Known, Result, names};
use crate::text;

/// The longest path that the application can ask to return to.
const MAX_PATH: usize = 2_048;

/// Chooses an address as Amplify does.
///
/// `preferred` has to be one of the configured addresses, exactly. Without it, the first address is taken that begins with the
/// page's origin and path, else the first that contains the page's host. So the page's query and fragment do not count, and a
/// path without a trailing slash also finds an address with one.
///
/// `page` is the address of the page, as the browser writes it (`location.href`).
///
/// # Errors
/// `InvalidPreferredRedirectUrlException` if the preferred address is not configured; `InvalidOriginException` if there are only
/// addresses for other pages; `InvalidRedirectException` if none is for a web page.
pub fn redirect_uri<'a>(configured: &'a [String], preferred: Option<&str>, page: &str) -> Result<&'a str> {
    let first = |fits: &dyn Fn(&str) -> bool| configured.iter().map(String::as_str).find(|address| fits(address));
    if let Some(preferred) = preferred.filter(|preferred| !preferred.is_empty()) {
        return first(&|address| address == preferred).ok_or_else(|| Error::new(&names::INVALID_PREFERRED_REDIRECT));
    }
    let page = Page::read(page);
    let is_of_web = |address: &str| address.starts_with("https://") || address.starts_with("http://");
    first(&|address| address.starts_with(&page.place))
        .or_else(|| first(&|address| page.host.is_empty() || text::contains(address, page.host)))
        .ok_or_else(|| {
            let known: &'static Known =
                if first(&is_of_web).is_some() { &names::INVALID_ORIGIN } else { &names::INVALID_REDIRECT };
            Error::new(known)
        })
}

/// Whether a path stays at the page's origin: browsers take two slashes, or a backslash for one, for the beginning of a host.
pub(crate) fn is_own_path(path: &str) -> bool {
    let mut bytes = path.bytes();
    bytes.next() == Some(b'/')
        && !matches!(bytes.next(), Some(b'/' | b'\\'))
        && path.len() <= MAX_PATH
        // They skip tabs and line breaks.
        && path.bytes().all(|byte| byte > b' ' && byte != 0x7f)
}

/// The parts of a page's address that count.
struct Page<'a> {
    /// Origin and path.
    place: String,
    /// The host without its port. Empty if the page has none, as a file.
    host: &'a str,
}

impl<'a> Page<'a> {
    fn read(address: &'a str) -> Self {
        let address = text::before_any(address, b"?#");
        let (scheme, rest) = text::split_once(address, b':').unwrap_or_default();
        let Some(rest) = rest.strip_prefix("//") else {
            return Self { place: ["null", rest].concat(), host: "" };
        };
        let authority = text::before_any(rest, b"/");
        let path = rest.strip_prefix(authority).filter(|path| !path.is_empty()).unwrap_or("/");
        // The origin has no user name and no password.
        let authority = authority
            .bytes()
            .rposition(|byte| byte == b'@')
            .map_or(authority, |at| authority.get(at.saturating_add(1)..).unwrap_or_default());
        let host = match authority.strip_prefix('[') {
            Some(inner) => authority.get(..text::before_any(inner, b"]").len().saturating_add(2)).unwrap_or(authority),
            None => text::before_any(authority, b":"),
        };
        let origin = if authority.is_empty() { "null".to_owned() } else { [scheme, "://", authority].concat() };
        Self { place: [&origin, path].concat(), host }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn choose(configured: &[&str], preferred: Option<&str>, page: &str) -> Result<String> {
        let configured: Vec<_> = configured.iter().map(|address| (*address).to_owned()).collect();
        redirect_uri(&configured, preferred, page).map(str::to_owned)
    }

    fn error(configured: &[&str], preferred: Option<&str>, page: &str) -> String {
        choose(configured, preferred, page).unwrap_err().name().to_owned()
    }

    const LIST: [&str; 4] =
        ["myapp://callback/", "https://other.example/", "https://app.example/callback/", "https://app.example/"];

    #[test]
    fn the_preferred_address_has_to_be_configured_exactly() {
        for address in LIST {
            assert_eq!(choose(&LIST, Some(address), "https://elsewhere.example/").unwrap(), address);
        }
        for preferred in
            ["https://app.example", "https://app.example/x", "https://APP.example/", "https://app.example/ "]
        {
            assert_eq!(error(&LIST, Some(preferred), "https://app.example/"), "InvalidPreferredRedirectUrlException");
        }
        assert_eq!(
            choose(&LIST, Some(""), "https://other.example/").unwrap(),
            "https://other.example/",
            "empty is none"
        );
    }

    #[test]
    fn the_first_address_that_begins_with_the_page_is_taken() {
        for (page, address) in [
            ("https://app.example/", "https://app.example/callback/"),
            ("https://app.example/callback/", "https://app.example/callback/"),
            ("https://app.example/callback", "https://app.example/callback/"),
            ("https://app.example/call", "https://app.example/callback/"),
            ("https://app.example", "https://app.example/callback/"),
            ("https://other.example/", "https://other.example/"),
            ("https://other.example/?a=https://app.example/#b", "https://other.example/"),
            ("https://other.example/#/route", "https://other.example/"),
            ("https://user:pw@other.example/", "https://other.example/"),
        ] {
            assert_eq!(choose(&LIST, None, page).unwrap(), address, "{page}");
        }
    }

    #[test]
    fn the_path_decides_between_addresses_of_one_origin() {
        let list = ["https://app.example/a", "https://app.example/b", "https://app.example/b/c"];
        for (page, address) in [
            ("/b", list[1]),
            ("/b/", list[2]),
            ("/b/c?x", list[2]),
            ("/b#x", list[1]),
            ("/d", list[0]),
            ("/b/c/", list[0]),
        ] {
            assert_eq!(choose(&list, None, &["https://app.example", page].concat()).unwrap(), address, "{page}");
        }
    }

    #[test]
    fn the_port_counts_as_part_of_the_origin_and_not_of_the_host() {
        let list = ["http://localhost:3000/", "http://localhost:8080/", "http://[::1]:8080/"];
        assert_eq!(choose(&list, None, "http://localhost:8080/").unwrap(), list[1]);
        assert_eq!(choose(&list, None, "http://localhost:9999/").unwrap(), list[0]);
        assert_eq!(choose(&list, None, "http://[::1]:9999/").unwrap(), list[2]);
        let six = ["http://[::1:2]:8080/", "http://[::1]:8080/"];
        assert_eq!(choose(&six, None, "http://[::1]:9999/").unwrap(), six[1]);
    }

    #[test]
    fn else_the_first_address_that_contains_the_host_is_taken() {
        assert_eq!(choose(&LIST, None, "https://app.example/settings").unwrap(), "https://app.example/callback/");
        assert_eq!(choose(&LIST, None, "http://other.example/").unwrap(), "https://other.example/");
        let subdomain = ["https://www.app.example/"];
        assert_eq!(choose(&subdomain, None, "https://app.example/").unwrap(), subdomain[0]);
        assert_eq!(
            choose(&["capacitor://localhost/x"], None, "capacitor://localhost/").unwrap(),
            "capacitor://localhost/x"
        );
    }

    #[test]
    fn a_page_without_a_host_takes_the_first_address() {
        for page in ["file:///home/me/index.html", "about:blank", "data:text/html,x", "", "nonsense"] {
            assert_eq!(choose(&LIST, None, page).unwrap(), LIST[0], "{page}");
        }
    }

    #[test]
    fn the_errors_tell_foreign_addresses_from_none() {
        assert_eq!(error(&LIST, None, "https://third.example/"), "InvalidOriginException");
        assert_eq!(error(&["http://a.example/"], None, "https://third.example/"), "InvalidOriginException");
        for list in [&[][..], &["myapp://callback/"], &["ftp://a.example/", ""]] {
            assert_eq!(error(list, None, "https://third.example/"), "InvalidRedirectException", "{list:?}");
        }
        assert_eq!(
            error(&[], Some("https://app.example/"), "https://app.example/"),
            "InvalidPreferredRedirectUrlException"
        );
    }

    proptest! {
        #[test]
        fn any_page_gets_a_configured_address_or_a_typed_error(page in ".{0,60}", list in prop::collection::vec(".{0,20}", 0..4)) {
            match redirect_uri(&list, None, &page) {
                Ok(address) => prop_assert!(list.iter().any(|configured| configured == address)),
                Err(error) => prop_assert!(["InvalidOriginException", "InvalidRedirectException"].contains(&error.name())),
            }
        }
    }
}
