//! Storage keys. They are the same as Amplify's, so that users stay signed in when an application switches between the
//! libraries.

use crate::secret::Secret;

/// The items kept for one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The access token.
    AccessToken,
    /// The ID token.
    IdToken,
    /// The refresh token.
    RefreshToken,
    /// Server time minus local time at issue, in milliseconds.
    ClockDrift,
    /// How the user signed in.
    SignInDetails,
    /// Whether the session came from the hosted UI.
    OAuthMetadata,
    /// The user's attributes, as stored by `amazon-cognito-identity-js` and Amplify up to version 5.
    UserData,
    /// The user's identity in the identity pool. Only this library stores it.
    Identity,
    /// The remembered device's key.
    DeviceKey,
    /// The remembered device's group.
    DeviceGroupKey,
    /// The remembered device's password.
    RandomPassword,
}

impl Item {
    /// The items that a sign-out removes. A remembered device stays.
    pub const OF_SESSION: [Self; 8] = [
        Self::AccessToken,
        Self::IdToken,
        Self::RefreshToken,
        Self::ClockDrift,
        Self::SignInDetails,
        Self::OAuthMetadata,
        Self::UserData,
        Self::Identity,
    ];

    /// The items of a remembered device.
    pub const OF_DEVICE: [Self; 3] = [Self::DeviceKey, Self::DeviceGroupKey, Self::RandomPassword];

    /// The tokens. If one of them is stored for a user, the user has a session, though it may be incomplete.
    pub const TOKENS: [Self; 3] = [Self::AccessToken, Self::IdToken, Self::RefreshToken];

    const fn suffix(self) -> &'static str {
        match self {
            Self::AccessToken => "accessToken",
            Self::IdToken => "idToken",
            Self::RefreshToken => "refreshToken",
            Self::ClockDrift => "clockDrift",
            Self::SignInDetails => "signInDetails",
            Self::OAuthMetadata => "oauthMetadata",
            Self::UserData => "userData",
            Self::Identity => "identity",
            Self::DeviceKey => "deviceKey",
            Self::DeviceGroupKey => "deviceGroupKey",
            Self::RandomPassword => "randomPasswordKey",
        }
    }
}

/// A change of the storage.
#[derive(Debug)]
pub struct Write {
    /// The key.
    pub key: String,
    /// Its new value, which may be a token; `None` to remove the key.
    pub value: Option<Secret>,
}

/// The keys of one app client.
#[derive(Clone, Debug)]
pub struct StorageKeys {
    prefix: String,
}

impl StorageKeys {
    /// The keys of the app client `client_id`.
    #[must_use]
    pub fn new(client_id: &str) -> Self {
        Self { prefix: ["CognitoIdentityServiceProvider", client_id].join(".") }
    }

    /// The key of the user who signed in last.
    #[must_use]
    pub fn last_auth_user(&self) -> String {
        [&self.prefix, "LastAuthUser"].join(".")
    }

    /// The key of the list of users, if there are several.
    #[must_use]
    pub fn auth_user_list(&self) -> String {
        [&self.prefix, "AuthUserList"].join(".")
    }

    /// The key of a user's item. It contains the user's name unchanged.
    #[must_use]
    pub fn of(&self, username: &str, item: Item) -> String {
        [&self.prefix, username, item.suffix()].join(".")
    }

    /// The key of the table that maps typed names to the users who have devices.
    #[must_use]
    pub fn device_aliases(&self) -> String {
        [&self.prefix, "deviceAliases"].join(".")
    }

    /// The key of the refresh tokens that are still to be revoked, and the name of the lock for revoking them.
    #[must_use]
    pub fn revocations(&self) -> String {
        [&self.prefix, "revocations"].join(".")
    }

    /// The user whose token is stored under this key; `None` for other keys.
    #[must_use]
    pub fn owner<'a>(&self, key: &'a str) -> Option<&'a str> {
        let rest = key.strip_prefix(&*self.prefix)?.strip_prefix('.')?;
        Item::TOKENS.into_iter().find_map(|item| rest.strip_suffix(item.suffix())?.strip_suffix('.'))
    }

    /// The name of the lock that guards a user's refresh across tabs, and the key of the lease that stands in for it.
    #[must_use]
    pub fn refresh_lock(&self, username: &str) -> String {
        [&self.prefix, username, "refresh"].join(".")
    }

    /// Whether a key is that of a lease.
    #[must_use]
    pub fn is_refresh_lock(&self, key: &str) -> bool {
        key.strip_prefix(&*self.prefix).is_some_and(|rest| rest.ends_with(".refresh"))
    }

    /// The key of the guest identity of an identity pool.
    #[must_use]
    pub fn guest_identity(identity_pool_id: &str) -> String {
        ["com.amplify.Cognito", identity_pool_id, "identityId"].join(".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_the_same_as_amplifys() {
        let keys = StorageKeys::new("client1");
        assert_eq!(keys.last_auth_user(), "CognitoIdentityServiceProvider.client1.LastAuthUser");
        assert_eq!(keys.auth_user_list(), "CognitoIdentityServiceProvider.client1.AuthUserList");
        assert_eq!(
            keys.of("a b@c.d", Item::RandomPassword),
            "CognitoIdentityServiceProvider.client1.a b@c.d.randomPasswordKey"
        );
        assert_eq!(StorageKeys::guest_identity("r:g"), "com.amplify.Cognito.r:g.identityId");
    }

    #[test]
    fn identify_their_user() {
        let keys = StorageKeys::new("client1");
        for item in Item::TOKENS {
            assert_eq!(keys.owner(&keys.of("a b.c@d.e", item)), Some("a b.c@d.e"));
        }
        for other in [
            keys.last_auth_user(),
            keys.auth_user_list(),
            keys.device_aliases(),
            keys.revocations(),
            keys.of("u", Item::DeviceKey),
            StorageKeys::new("client12").of("u", Item::AccessToken),
            "accessToken".to_owned(),
        ] {
            assert_eq!(keys.owner(&other), None, "{other}");
        }
    }
}
