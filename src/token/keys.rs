//! Storage keys: Amplify's, so that an application that switches keeps its users signed in, both ways.

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
    /// The remembered device's key.
    DeviceKey,
    /// The remembered device's group.
    DeviceGroupKey,
    /// The remembered device's password.
    RandomPassword,
}

impl Item {
    /// What a sign-out removes. A remembered device stays.
    pub const OF_SESSION: [Self; 6] = [
        Self::AccessToken,
        Self::IdToken,
        Self::RefreshToken,
        Self::ClockDrift,
        Self::SignInDetails,
        Self::OAuthMetadata,
    ];

    const fn suffix(self) -> &'static str {
        match self {
            Self::AccessToken => "accessToken",
            Self::IdToken => "idToken",
            Self::RefreshToken => "refreshToken",
            Self::ClockDrift => "clockDrift",
            Self::SignInDetails => "signInDetails",
            Self::OAuthMetadata => "oauthMetadata",
            Self::DeviceKey => "deviceKey",
            Self::DeviceGroupKey => "deviceGroupKey",
            Self::RandomPassword => "randomPasswordKey",
        }
    }
}

/// One change of a storage: a new value, or none to remove the key.
#[derive(Debug, PartialEq, Eq)]
pub struct Write {
    /// The key.
    pub key: String,
    /// Its new value.
    pub value: Option<String>,
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

    /// Who signed in last.
    #[must_use]
    pub fn last_auth_user(&self) -> String {
        [&self.prefix, "LastAuthUser"].join(".")
    }

    /// An item of a user, whose name stands in the key verbatim.
    #[must_use]
    pub fn of(&self, username: &str, item: Item) -> String {
        [&self.prefix, username, item.suffix()].join(".")
    }

    /// The name of the lock that guards this client's refresh across tabs.
    #[must_use]
    pub fn refresh_lock(&self) -> String {
        [&self.prefix, "refresh"].join(".")
    }

    /// The guest identity of an identity pool.
    #[must_use]
    pub fn guest_identity(identity_pool_id: &str) -> String {
        ["com.amplify.Cognito", identity_pool_id, "identityId"].join(".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_those_of_amplify() {
        let keys = StorageKeys::new("client1");
        assert_eq!(keys.last_auth_user(), "CognitoIdentityServiceProvider.client1.LastAuthUser");
        assert_eq!(
            keys.of("a b@c.d", Item::RandomPassword),
            "CognitoIdentityServiceProvider.client1.a b@c.d.randomPasswordKey"
        );
        assert_eq!(StorageKeys::guest_identity("r:g"), "com.amplify.Cognito.r:g.identityId");
    }
}
