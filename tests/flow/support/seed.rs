//! The backend and the user of the scenarios.

use serde_json::{Value, json};

pub(crate) const POOL_ID: &str = "us-east-1_SeedPool1";
pub(crate) const CLIENT_ID: &str = "native00000000000000000001";
pub(crate) const IDENTITY_POOL_ID: &str = "us-east-1:00000000-1111-4222-8333-444444444444";
pub(crate) const ISSUER: &str = "cognito-idp.us-east-1.amazonaws.com/us-east-1_SeedPool1";

pub(crate) const USERNAME: &str = "username";
pub(crate) const PASSWORD: &str = "Password123";
pub(crate) const EMAIL: &str = "my@email.com";
pub(crate) const SUB: &str = "11111111-2222-4333-8444-555555555555";
pub(crate) const IDENTITY: &str = "us-east-1:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
/// Of a user of another identity provider, and the token of each of them.
pub(crate) const FEDERATED_IDENTITY: &str = "us-east-1:77777777-bbbb-4ccc-8ddd-eeeeeeeeeeee";
pub(crate) const PROVIDER_TOKEN: &str = "FB_TOKEN";
pub(crate) const GUEST_IDENTITY: &str = "us-east-1:99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee";

pub(crate) const LAST_AUTH_USER: &str = "CognitoIdentityServiceProvider.native00000000000000000001.LastAuthUser";
pub(crate) const REFRESH_LOCK: &str = "CognitoIdentityServiceProvider.native00000000000000000001.username.refresh";
pub(crate) const GUEST_KEY: &str = "com.amplify.Cognito.us-east-1:00000000-1111-4222-8333-444444444444.identityId";

/// The storage key of the refresh tokens that are to be revoked later, and the name of its lock.
pub(crate) const REVOCATIONS: &str = "CognitoIdentityServiceProvider.native00000000000000000001.revocations";

/// The storage key of one of the user's items.
pub(crate) fn key(item: &str) -> String {
    ["CognitoIdentityServiceProvider", CLIENT_ID, USERNAME, item].join(".")
}

/// The list of users.
pub(crate) const AUTH_USER_LIST: &str = "CognitoIdentityServiceProvider.native00000000000000000001.AuthUserList";

/// The storage key of one of another user's items.
pub(crate) fn key_of(username: &str, item: &str) -> String {
    ["CognitoIdentityServiceProvider", CLIENT_ID, username, item].join(".")
}

/// The input of a `signIn` of this user that sends the password, with this choice for an existing session.
pub(crate) fn input_of(username: &str, choice: &str) -> Value {
    let options = json!({"authFlowType": "USER_PASSWORD_AUTH", "onExistingSession": choice});
    json!({"username": username, "password": PASSWORD, "options": options})
}

/// `amplifyconfiguration.json` of the backend, as the mobile libraries read it.
pub(crate) fn mobile_config() -> Value {
    json!({"UserAgent": "aws-amplify-cli/2.0", "Version": "1.0", "auth": {"plugins": {"awsCognitoAuthPlugin": {
        "IdentityManager": {"Default": {}},
        "CredentialsProvider": {"CognitoIdentity": {"Default": {"PoolId": IDENTITY_POOL_ID, "Region": "us-east-1"}}},
        "CognitoUserPool": {"Default": {"PoolId": POOL_ID, "AppClientId": CLIENT_ID, "Region": "us-east-1"}},
        "Auth": {"Default": {
            "authenticationFlowType": "USER_SRP_AUTH", "usernameAttributes": [], "signupAttributes": ["EMAIL"],
            "passwordProtectionSettings": {"passwordPolicyMinLength": 8, "passwordPolicyCharacters": []},
            "mfaConfiguration": "OFF", "mfaTypes": ["SMS"], "verificationMechanisms": ["EMAIL"]
        }}
    }}}})
}

/// `ResourcesConfig` with the user pool only.
pub(crate) fn user_pool_config() -> Value {
    json!({"Auth": {"Cognito": {"userPoolId": POOL_ID, "userPoolClientId": CLIENT_ID}}})
}

/// `ResourcesConfig` with the user pool and its own pages.
pub(crate) fn pages_config() -> Value {
    json!({"Auth": {"Cognito": {
        "userPoolId": POOL_ID, "userPoolClientId": CLIENT_ID,
        "loginWith": {"oauth": {
            "domain": "seed.auth.us-east-1.amazoncognito.com",
            "scopes": ["phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"],
            "redirectSignIn": [PAGE, "http://localhost:8080/back"], "redirectSignOut": [PAGE, "http://localhost:8080/bye"],
            "responseType": "code",
        }},
    }}})
}

/// The address of the application.
pub(crate) const PAGE: &str = "http://localhost:8080/";

/// The storage key of an item of redirects.
pub(crate) fn redirect_key(item: &str) -> String {
    ["CognitoIdentityServiceProvider", CLIENT_ID, item].join(".")
}

/// `ResourcesConfig` with both pools.
pub(crate) fn both_pools_config(allow_guest_access: bool) -> Value {
    json!({"Auth": {"Cognito": {
        "userPoolId": POOL_ID, "userPoolClientId": CLIENT_ID,
        "identityPoolId": IDENTITY_POOL_ID, "allowGuestAccess": allow_guest_access,
    }}})
}

/// `ResourcesConfig` with both pools, and the user pool's own pages.
pub(crate) fn both_pools_and_pages_config() -> Value {
    let mut config = pages_config();
    config["Auth"]["Cognito"]["identityPoolId"] = IDENTITY_POOL_ID.into();
    config
}

/// `ResourcesConfig` with the identity pool only.
pub(crate) fn identity_pool_config() -> Value {
    json!({"Auth": {"Cognito": {"identityPoolId": IDENTITY_POOL_ID, "allowGuestAccess": true}}})
}

/// The input of a `signIn` with SRP.
pub(crate) fn srp_input() -> Value {
    json!({"username": USERNAME, "password": PASSWORD})
}

/// The input of a `signIn` that sends the password, which is faster than SRP.
pub(crate) fn password_input() -> Value {
    json!({"username": USERNAME, "password": PASSWORD, "options": {"authFlowType": "USER_PASSWORD_AUTH"}})
}

/// The output of a complete `signIn`.
pub(crate) fn signed_in() -> Value {
    json!({"isSignedIn": true, "nextStep": {"signInStep": "DONE"}})
}
