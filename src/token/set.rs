//! The tokens of one session, and the writes that store them.

use core::fmt;

use super::{Item, Jwt, StorageKeys, Write};
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;

/// Tokens that expire sooner than this count as expired.
const TOLERANCE_MS: i64 = 5_000;

/// An access token that was issued this much later than now shows that the clock has been put back.
const JUMP_MS: i64 = 300_000;

/// How the user signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInDetails {
    /// What the user typed as the user name.
    pub login_id: Option<String>,
    /// The public name of the flow.
    pub auth_flow_type: Option<String>,
}

impl SignInDetails {
    /// Reads the details that this library or Amplify stored; `None` if there are none.
    #[must_use]
    pub fn from_json(stored: &Json) -> Option<Self> {
        let text = |member| stored.get(member).as_str().map(str::to_owned);
        let details = Self { login_id: text("loginId"), auth_flow_type: text("authFlowType") };
        (details.login_id.is_some() || details.auth_flow_type.is_some()).then_some(details)
    }

    /// The details in the format of the public API and the storage.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object().with("loginId", self.login_id.clone()).with("authFlowType", self.auth_flow_type.clone())
    }
}

/// The tokens of one session.
pub struct TokenSet {
    /// Authorises the user at Cognito and at APIs.
    pub access: Jwt,
    /// Says who the user is.
    pub id: Option<Jwt>,
    /// For refreshing the tokens; absent after an implicit grant.
    pub refresh: Option<Secret>,
    /// Server time minus local time when the tokens were issued, in milliseconds.
    pub clock_drift_ms: i64,
    /// Cognito's name for the user, under which everything is stored.
    pub username: String,
    /// How the user signed in, if known.
    pub sign_in_details: Option<SignInDetails>,
}

impl TokenSet {
    /// Server time minus local time, by the `iat` of an access token that was just issued; 0 without `iat`. It is also 0 if
    /// tokens count as expired early enough without it. Older libraries read the milliseconds as seconds, so two seconds would
    /// be half an hour in which they use tokens that have expired.
    #[must_use]
    pub fn drift(access: &Jwt, now: Timestamp) -> i64 {
        let drift = access.issued_at().map_or(0, |issued| issued.millis_since(now));
        if (-TOLERANCE_MS..=TOLERANCE_MS).contains(&drift) { 0 } else { drift }
    }

    /// Reads a stored drift. Amplify 6 stores milliseconds, server minus local. Older libraries store seconds, local minus
    /// server, and no sign-in details. If it may be either, this takes the one by which the tokens expire earlier, so that
    /// at worst they are refreshed once too often.
    #[must_use]
    pub fn stored_drift(text: &str, may_be_old: bool) -> i64 {
        let drift: i64 = text.parse().unwrap_or_default();
        if may_be_old { drift.max(drift.saturating_mul(-1_000)) } else { drift }
    }

    /// Whether the tokens can be used. Otherwise they can only be refreshed: one is missing, or they are not of one user.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.access.raw().is_empty()
    }

    /// Whether the clock has been put back since the drift was measured, so that the tokens would be used for too long.
    #[must_use]
    pub fn is_ahead_of(&self, now: Timestamp) -> bool {
        let latest = now.plus_millis(self.clock_drift_ms).plus_millis(JUMP_MS);
        self.access.issued_at().is_some_and(|issued| issued > latest)
    }

    /// Whether one of the tokens expires within five seconds, by the server's clock.
    #[must_use]
    pub fn expired(&self, now: Timestamp) -> bool {
        let latest = now.plus_millis(self.clock_drift_ms).plus_millis(TOLERANCE_MS);
        !self.is_whole() || core::iter::once(&self.access).chain(&self.id).any(|token| latest > token.expires_at())
    }

    /// The user's `sub`, from the ID token or, without one, from the access token.
    #[must_use]
    pub fn user_id(&self) -> Option<&str> {
        self.id.as_ref().and_then(|id| id.text("sub")).or_else(|| self.access.text("sub"))
    }

    /// The user's name, from the ID token or, without one, from the access token.
    #[must_use]
    pub fn user_name(&self) -> Option<&str> {
        self.id.as_ref().and_then(|id| id.text("cognito:username")).or_else(|| self.access.text("username"))
    }

    /// Whether the user has this name, or typed it to sign in.
    #[must_use]
    pub fn is_of(&self, name: &str) -> bool {
        let typed = self.sign_in_details.as_ref().and_then(|details| details.login_id.as_deref());
        [Some(&*self.username), self.user_name(), typed].contains(&Some(name))
    }

    /// Whether both sets come from the same sign-in (`origin_jti`), even if one of them was refreshed.
    #[must_use]
    pub fn is_of_same_sign_in(&self, other: &Self) -> bool {
        self.username == other.username && self.access.text("origin_jti") == other.access.text("origin_jti")
    }

    /// Whether both sets have the same refresh token.
    #[must_use]
    pub fn has_refresh_token_of(&self, other: &Self) -> bool {
        self.refresh.as_ref().map(Secret::expose) == other.refresh.as_ref().map(Secret::expose)
    }

    /// The writes that store this set. They do not make its user the current one. The refresh token comes first and the access token
    /// last: whoever sees only the first of them refreshes, with the newest refresh token. `details` is the text of the sign-in details. It is stored for
    /// every session but those of the pool's own pages, since others without it would look like an older library's.
    #[must_use]
    pub fn writes(&self, keys: &StorageKeys, details: Option<&str>) -> Vec<Write> {
        let item = |item, value: Option<&str>| Write {
            key: keys.of(&self.username, item),
            value: value.map(|text| Secret::new(text.to_owned())),
        };
        vec![
            item(Item::RefreshToken, self.refresh.as_ref().map(Secret::expose)),
            item(Item::SignInDetails, details),
            item(Item::ClockDrift, Some(&self.clock_drift_ms.to_string())),
            item(Item::IdToken, self.id.as_ref().map(Jwt::raw)),
            item(Item::AccessToken, Some(self.access.raw())),
        ]
    }

    /// The writes that remove a user's session. They do not say that the user is no longer the current one.
    #[must_use]
    pub fn removal(keys: &StorageKeys, username: &str) -> Vec<Write> {
        Item::OF_SESSION.into_iter().map(|item| Write { key: keys.of(username, item), value: None }).collect()
    }

    /// A second copy.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self {
            access: self.access.clone(),
            id: self.id.clone(),
            refresh: self.refresh.as_ref().map(Secret::duplicate),
            clock_drift_ms: self.clock_drift_ms,
            username: self.username.clone(),
            sign_in_details: self.sign_in_details.clone(),
        }
    }
}

impl fmt::Debug for TokenSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenSet").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64ct::{Base64UrlUnpadded, Encoding as _};

    fn jwt(payload: &str) -> Jwt {
        let raw = format!("e30.{}.c2ln", Base64UrlUnpadded::encode_string(payload.as_bytes()));
        Jwt::parse(raw, &|text| serde_json::from_str(text).ok()).unwrap()
    }

    fn set(access: &str, id: Option<&str>, clock_drift_ms: i64) -> TokenSet {
        TokenSet {
            access: jwt(access),
            id: id.map(jwt),
            refresh: Some(Secret::new("r".to_owned())),
            clock_drift_ms,
            username: "u".to_owned(),
            sign_in_details: None,
        }
    }

    #[test]
    fn five_seconds_left_is_not_expired_and_less_is() {
        let tokens = set(r#"{"exp":100}"#, None, 0);
        assert!(!tokens.expired(Timestamp::from_millis(95_000)));
        assert!(tokens.expired(Timestamp::from_millis(95_001)));
    }

    #[test]
    fn drift_corrects_the_page_clock() {
        let tokens = set(r#"{"exp":100}"#, None, 2_000);
        assert!(!tokens.expired(Timestamp::from_millis(93_000)));
        assert!(tokens.expired(Timestamp::from_millis(93_001)));
        let issued = jwt(r#"{"iat":90}"#);
        assert_eq!(TokenSet::drift(&issued, Timestamp::from_millis(96_500)), -6_500);
        assert_eq!(TokenSet::drift(&jwt("{}"), Timestamp::from_millis(93_500)), 0);
    }

    #[test]
    fn tokens_from_the_future_show_that_the_clock_was_put_back() {
        let tokens = set(r#"{"iat":1000,"exp":4600}"#, None, 0);
        for (now, drift, is_ahead) in [
            (1_000_000, 0, false),
            (700_000, 0, false),
            (699_999, 0, true),
            (600_000, 100_000, false),
            (0, i64::MIN, true),
        ] {
            let tokens = TokenSet { clock_drift_ms: drift, ..tokens.duplicate() };
            assert_eq!(tokens.is_ahead_of(Timestamp::from_millis(now)), is_ahead, "{now} {drift}");
        }
        assert!(!set("{}", None, 0).is_ahead_of(Timestamp::default()));
    }

    #[test]
    fn a_lost_token_has_expired_at_any_time() {
        let tokens = TokenSet { access: Jwt::lost(Json::object()), ..set("{}", None, i64::MIN) };
        assert!(tokens.expired(Timestamp::from_millis(0)) && !tokens.is_whole());
    }

    #[test]
    fn a_drift_within_the_tolerance_is_none() {
        let issued = jwt(r#"{"iat":90}"#);
        for (now, drift) in [(84_999, 5_001), (85_000, 0), (90_000, 0), (95_000, 0), (95_001, -5_001)] {
            assert_eq!(TokenSet::drift(&issued, Timestamp::from_millis(now)), drift, "{now}");
        }
    }

    #[test]
    fn an_old_id_token_makes_the_set_expired() {
        assert!(set(r#"{"exp":100}"#, Some(r#"{"exp":10}"#), 0).expired(Timestamp::from_millis(9_000)));
    }

    #[test]
    fn the_user_is_read_from_the_access_token_without_an_id_token() {
        let tokens = set(r#"{"sub":"s","username":"n"}"#, None, 0);
        assert_eq!((tokens.user_id(), tokens.user_name()), (Some("s"), Some("n")));
        let tokens = set("{}", Some(r#"{"sub":"s2","cognito:username":"n2"}"#), 0);
        assert_eq!((tokens.user_id(), tokens.user_name()), (Some("s2"), Some("n2")));
    }

    #[test]
    fn a_set_without_an_id_token_removes_the_stored_one() {
        let writes = set("{}", None, 7).writes(&StorageKeys::new("c"), Some("{}"));
        let keys: Vec<_> = writes.iter().map(|write| write.key.as_str()).collect();
        let p = "CognitoIdentityServiceProvider.c";
        assert_eq!(
            keys,
            [
                format!("{p}.u.refreshToken"),
                format!("{p}.u.signInDetails"),
                format!("{p}.u.clockDrift"),
                format!("{p}.u.idToken"),
                format!("{p}.u.accessToken"),
            ]
        );
        assert!(writes[3].value.is_none());
        assert_eq!(writes[2].value.as_ref().map(Secret::expose), Some("7"));
    }

    #[test]
    fn an_ambiguous_drift_is_read_so_that_the_tokens_expire_earlier() {
        // A clock that is an hour slow, and one that is an hour fast, as each library stores it.
        for (text, may_be_old, drift) in [
            ("3600000", false, 3_600_000),
            ("-3600", true, 3_600_000),
            ("3600", true, 3_600),
            ("-3600", false, -3_600),
            ("0", true, 0),
            ("x", true, 0),
            ("-9223372036854775808", true, i64::MAX),
        ] {
            assert_eq!(TokenSet::stored_drift(text, may_be_old), drift, "{text}");
        }
    }

    #[test]
    fn removal_leaves_the_remembered_device() {
        let writes = TokenSet::removal(&StorageKeys::new("c"), "u");
        assert_eq!(writes.len(), 8);
        assert!(writes.iter().all(|write| write.value.is_none() && !write.key.contains("evice")));
    }
}
