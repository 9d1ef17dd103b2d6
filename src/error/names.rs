//! The table of error names: the one place where a name is spelled.
//!
//! Names are Amplify's, since applications compare them. Where Amplify has none, they are those of the mobile libraries.
//! A name becomes part of the API for ever, misspelt or not, so review a new row as API.

use super::{Category, Known};

macro_rules! table {
    ($($constant:ident = $name:literal, $category:ident, $retryable:literal, $message:literal, $recovery:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $message, ".")]
            pub static $constant: Known = Known {
                name: $name,
                category: Category::$category,
                message: $message,
                recovery: $recovery,
                retryable: $retryable,
            };
        )*

        /// Every row.
        pub static ALL: &[&Known] = &[$(&$constant),*];
    };
}

table! {
    // The configuration.
    AUTH_USER_POOL = "AuthUserPoolException", Configuration, false,
        "no user pool is configured", "Call Amplify.configure with a user pool id and an app client id first.";
    INVALID_USER_POOL_ID = "InvalidUserPoolId", Configuration, false,
        "the user pool id is not of the form region_name", "Copy the user pool id from the Cognito console, such as us-east-1_AbCdEfGhI.";
    INVALID_IDENTITY_POOL_ID = "InvalidIdentityPoolIdException", Configuration, false,
        "the identity pool id is not of the form region:guid", "Copy the identity pool id from the Cognito console.";
    INVALID_CONFIGURATION = "InvalidParameterException", Configuration, false,
        "the configuration cannot be read", "Pass amplifyconfiguration.json, or an object with Auth.Cognito.";
    PLAIN_PASSWORD = "PlainPasswordException", Configuration, false,
        "`allowPlainPassword: false` forbids sending a password to sign in", "Sign in with USER_SRP_AUTH, or with PASSWORD_SRP in USER_AUTH.";
    INVALID_ACCOUNT_TYPE = "InvalidAccountTypeException", Configuration, false,
        "no identity pool is configured", "Configure an identity pool to get AWS credentials.";

    // The caller's input.
    INVALID_INPUT = "InvalidParameterException", Validation, false,
        "the input is not of the documented shape", "Check the call against the documentation.";
    EMPTY_SIGN_UP_USERNAME = "EmptySignUpUsername", Validation, false,
        "username is required to sign up", "Pass a username that is not empty.";
    EMPTY_SIGN_UP_PASSWORD = "EmptySignUpPassword", Validation, false,
        "password is required to sign up", "Pass a password, or let the pool allow sign-up without one.";
    EMPTY_CONFIRM_SIGN_UP_USERNAME = "EmptyConfirmSignUpUsername", Validation, false,
        "username is required to confirm a sign-up", "Pass the username of the sign-up.";
    EMPTY_CONFIRM_SIGN_UP_CODE = "EmptyConfirmSignUpCode", Validation, false,
        "the code is required to confirm a sign-up", "Pass the code that was sent to the user.";
    EMPTY_SIGN_IN_USERNAME = "EmptySignInUsername", Validation, false,
        "username is required to sign in", "Pass a username that is not empty.";
    EMPTY_SIGN_IN_PASSWORD = "EmptySignInPassword", Validation, false,
        "password is required to sign in", "Pass a password that is not empty.";
    EMPTY_CHALLENGE_RESPONSE = "EmptyChallengeResponse", Validation, false,
        "the answer to the challenge is empty", "Pass the user's answer.";
    NOT_IMPORTABLE = "InvalidTokens", Validation, false,
        "the tokens cannot be imported", "Import the tokens of one user, issued by this user pool to this app client.";
    CUSTOM_AUTH_SIGN_IN_PASSWORD = "CustomAuthSignInPassword", Validation, false,
        "CUSTOM_WITHOUT_SRP takes no password", "Leave the password out, or use CUSTOM_WITH_SRP.";
    INVALID_PREFERRED_CHALLENGE = "InvalidPreferredChallenge", Validation, false,
        "the preferred challenge is not offered by the configured pool", "Prefer a challenge that the configuration enables.";
    INCORRECT_MFA_METHOD = "IncorrectMFAMethod", Validation, false,
        "the answer is not a second factor", "Answer with SMS, TOTP or EMAIL.";
    EMPTY_RESET_PASSWORD_USERNAME = "EmptyResetPasswordUsername", Validation, false,
        "username is required to reset a password", "Pass a username that is not empty.";
    EMPTY_CONFIRM_RESET_PASSWORD_USERNAME = "EmptyConfirmResetPasswordUsername", Validation, false,
        "username is required to confirm a new password", "Pass the username that was given to resetPassword.";
    EMPTY_CONFIRM_RESET_PASSWORD_NEW_PASSWORD = "EmptyConfirmResetPasswordNewPassword", Validation, false,
        "the new password is required", "Pass a new password that is not empty.";
    EMPTY_CONFIRM_RESET_PASSWORD_CONFIRMATION_CODE = "EmptyConfirmResetPasswordConfirmationCode", Validation, false,
        "the code is required to confirm a new password", "Pass the code that was sent to the user.";
    EMPTY_UPDATE_PASSWORD = "EmptyUpdatePassword", Validation, false,
        "the old and the new password are required", "Pass both passwords.";
    EMPTY_CONFIRM_USER_ATTRIBUTE_CODE = "EmptyConfirmUserAttributeCode", Validation, false,
        "the code is required to confirm an attribute", "Pass the code that was sent to the user.";
    EMPTY_VERIFY_TOTP_SETUP_CODE = "EmptyVerifyTOTPSetupCode", Validation, false,
        "the code of the authenticator app is required", "Pass the code that the app shows.";

    // The session, and calls in the wrong order.
    USER_UNAUTHENTICATED = "UserUnAuthenticatedException", SignedOut, false,
        "nobody is signed in", "Sign in first.";
    USER_ALREADY_AUTHENTICATED = "UserAlreadyAuthenticatedException", InvalidState, false,
        "a user is signed in", "Call signOut before signing in again, or say in onExistingSession what happens to the session.";
    SIGNED_OUT = "SignedOutException", SignedOut, false,
        "nobody is signed in", "Sign in first.";
    SESSION_EXPIRED = "SessionExpiredException", SessionExpired, false,
        "the session ended", "Sign in again.";
    TOKEN_REFRESH = "TokenRefreshException", SessionExpired, false,
        "the session has no refresh token", "Sign in again; use the code grant to get refreshable sessions.";
    SESSION_INCOMPLETE = "InvalidTokens", InvalidState, false,
        "a part of the stored session is missing", "Call again without allowStale: a refresh repairs the session.";
    UNEXPECTED_SIGN_IN_INTERRUPTION = "UnexpectedSignInInterruptionException", Unknown, false,
        "the tokens could not be read back after sign-in", "Check that the storage keeps what is written to it.";
    SIGN_IN = "SignInException", InvalidState, false,
        "the sign-in cannot continue", "Start again with signIn.";
    AUTO_SIGN_IN = "AutoSignInException", InvalidState, false,
        "no sign-up is waiting for an automatic sign-in", "Sign in with signIn.";
    CREDENTIALS_NOT_CACHED = "CredentialsException", InvalidState, false,
        "no AWS credentials are in memory", "Call again without allowStale.";
    INVALID_STATE = "InvalidStateException", InvalidState, false,
        "an identity is federated to the identity pool", "Call clearFederationToIdentityPool before other functions that concern a user, and signOut before federateToIdentityPool.";
    FEDERATION_EXPIRED = "SessionExpiredException", InvalidState, false,
        "the identity pool no longer accepts the identity provider's token", "Call federateToIdentityPool with a new token of the identity provider.";
    DEVICE_METADATA_NOT_FOUND = "DeviceMetadataNotFoundException", InvalidState, false,
        "this browser remembers no device for the user", "Sign in again, and do not clear the browser's storage.";
    NOT_AUTHORIZED = "NotAuthorizedException", NotAuthorized, false,
        "guest access is switched off", "Sign in first, or allow guest access in the configuration and the identity pool.";

    // Replies of the service.
    EMPTY_USER_ID_FOR_SRP = "EmptyUserIdForSRPException", Service, false,
        "the service named no USER_ID_FOR_SRP", "Check the endpoint and the app client.";
    INVALID_SRP_CHALLENGE = "InvalidSRPChallengeException", Service, false,
        "the service sent an invalid SRP challenge", "Check the endpoint; never answer such a challenge.";
    UNEXPECTED_CHALLENGE = "UnexpectedChallengeException", Service, false,
        "the service sent a challenge that is not expected at this point of the sign-in", "Check the endpoint and the authFlowType; never answer such a challenge.";
    SET_UP_TOTP = "SetUpTOTPException", Service, false,
        "the service sent no secret for the authenticator app", "Try again.";
    INVALID_TOKENS = "InvalidTokens", Service, false,
        "the service sent no usable tokens", "Check the endpoint, and the ids of the user pool and the app client.";
    IAT_NOT_FOUND = "iatNotFoundException", Service, false,
        "the refreshed access token has no iat claim", "Check the endpoint.";
    INVALID_ID_TOKEN = "InvalidIdTokenException", Service, false,
        "the ID token has no iss claim", "Check the user pool's token settings.";
    GET_ID_RESPONSE = "GetIdResponseException", Service, false,
        "the identity pool named no identity", "Check the identity pool.";
    CREDENTIALS = "CredentialsException", Service, false,
        "the identity pool sent no credentials", "Check the identity pool's roles.";
    CREDENTIALS_NOT_FOUND = "CredentialsNotFoundException", Service, false,
        "the identity pool sent no guest credentials", "Check the identity pool's unauthenticated role.";

    UNREADABLE_REPLY = "UnknownError", Service, false,
        "the service's answer cannot be read", "Check what replaces fetch on this page.";

    // Cognito's own pages.
    OAUTH_NOT_CONFIGURED = "OAuthNotConfigureException", Configuration, false,
        "the configuration has no domain or no redirect addresses for Cognito's pages", "Add loginWith.oauth with a domain, redirectSignIn, redirectSignOut and responseType.";
    INVALID_REDIRECT = "InvalidRedirectException", Configuration, false,
        "no redirect address is configured that a web page can use", "Add this page's address to redirectSignIn and redirectSignOut, and to the app client's callback and sign-out URLs.";
    INVALID_ORIGIN = "InvalidOriginException", Configuration, false,
        "the configured redirect addresses are all of other origins than this page", "Call from a page of a configured address, or add this page's address to the configuration and the app client.";
    INVALID_PREFERRED_REDIRECT = "InvalidPreferredRedirectUrlException", Validation, false,
        "the preferred redirect address is not one of the configured addresses", "Pass one of the configured addresses, character for character.";
    OAUTH_SIGN_IN = "OAuthSignInException", Service, false,
        "the sign-in on Cognito's pages failed", "Check the app client's settings for managed login, then start again with signInWithRedirect.";
    OAUTH_CANCELLED = "OAuthSignInException", InvalidState, true,
        "the user came back from Cognito's pages without signing in", "Start again with signInWithRedirect.";
    OAUTH_STATE = "oauthSignInError", InvalidState, false,
        "the answer of Cognito's pages is not to this application's request", "Start the sign-in with signInWithRedirect, in this browser; never follow a link into the middle of one.";
    OAUTH_SIGN_OUT = "OAuthSignOutException", Service, true,
        "the sign-out on Cognito's pages failed", "Call signOut again.";
    USER_CANCELLED = "UserCancelledException", InvalidState, true,
        "the user closed the window before the sign-in was done", "Let the user try again.";
    POPUP_BLOCKED = "PopupBlockedException", InvalidState, true,
        "the browser did not open a window for the sign-in", "Call from a click or a key press, before anything is awaited, or sign in without a window.";

    // The application's own hooks.
    SECRET_HASH = "SecretHashException", Configuration, true,
        "the secretHash hook returned no hash", "Check the hook: it must resolve with SECRET_HASH in base64.";
    TOKEN_PROVIDER = "TokenProviderException", Configuration, true,
        "the tokenProvider gave no tokens", "Resolve getTokens with JWTs, or with null when nobody is signed in.";
    PROVIDED_SESSION = "TokenProviderException", InvalidState, false,
        "the tokenProvider has the session", "Sign in where the tokenProvider gets its tokens.";
    CREDENTIALS_PROVIDER = "CredentialsProviderException", Configuration, true,
        "the credentialsProvider gave no credentials", "Resolve getCredentialsAndIdentityId with credentials.";
    CUSTOM_HEADERS = "CustomHeadersException", Configuration, true,
        "the headers hook gave no headers", "Resolve it with an object of names and values.";
    CLIENT_METADATA_PROVIDER = "ClientMetadataProviderException", Configuration, true,
        "the clientMetadataProvider gave no client metadata", "Resolve it with an object of names and texts.";

    // Passkeys.
    PASSKEY_NOT_SUPPORTED = "PasskeyNotSupported", Validation, false,
        "this browser or page cannot use passkeys", "Use another factor, or a browser with passkeys on a secure page.";
    PASSKEY_ALREADY_EXISTS = "PasskeyAlreadyExists", Validation, false,
        "this device already has a passkey for the user", "Sign in with that passkey.";
    INVALID_PASSKEY_REGISTRATION_OPTIONS = "InvalidPasskeyRegistrationOptions", Service, false,
        "the service sent no readable passkey options", "Check the user pool's passkey settings.";
    INVALID_PASSKEY_AUTHENTICATION_OPTIONS = "InvalidPasskeyAuthenticationOptions", Service, false,
        "the service sent no readable passkey options", "Check the user pool's passkey settings.";
    RELYING_PARTY_MISMATCH = "RelyingPartyMismatch", Configuration, false,
        "the page's domain is not the passkeys' relying party", "Serve the page from the relying party's domain, or change the pool's relying party.";
    PASSKEY_REGISTRATION_FAILED = "PasskeyRegistrationFailed", Unknown, true,
        "the browser returned no passkey", "Try again, or use another factor.";
    PASSKEY_RETRIEVAL_FAILED = "PasskeyRetrievalFailed", Unknown, true,
        "the browser returned no passkey", "Try again, or use another factor.";
    PASSKEY_REGISTRATION_CANCELED = "PasskeyRegistrationCanceled", InvalidState, true,
        "the user cancelled, or took too long", "Try again.";
    PASSKEY_AUTHENTICATION_CANCELED = "PasskeyAuthenticationCanceled", InvalidState, true,
        "the user cancelled, or took too long", "Try again, or choose another factor.";
    PASSKEY_OPERATION_ABORTED = "PasskeyOperationAborted", Unknown, true,
        "the passkey prompt was aborted", "Try again.";

    // The network and the host.
    NETWORK_ERROR = "NetworkError", Network, true,
        "the service could not be reached", "Check the connection and try again.";
    TIMEOUT = "TimeoutError", Network, true,
        "the service did not answer in time", "Try again.";
    ABORTED = "AbortError", Unknown, true,
        "the call was aborted by its signal", "";
    STORAGE = "StorageException", Unknown, true,
        "the browser's storage refused to keep the session", "Free some space or allow storage for this site.";
    RANDOM = "MissingPolyfill", Unknown, false,
        "the host has no cryptographic random numbers", "Use a browser or runtime with crypto.getRandomValues.";
    CANNOT_VERIFY = "PlatformNotSupported", Configuration, false,
        "verifyTokens is on, and this page or runtime has no WebCrypto", "Serve the page over https, or from localhost.";
    UNKNOWN = "Unknown", Unknown, false,
        "an unknown error occurred", "";
}

/// The service's errors for too many calls. It has not acted on a call that it refuses so.
pub static THROTTLING: &[&str] = &[
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
];

/// How to fix an error of the service. Empty if the service's own message says enough.
#[must_use]
pub fn service_recovery(name: &str) -> &'static str {
    match name {
        "NotAuthorizedException" => "Check the user name and the password, or sign in again.",
        "UserNotConfirmedException" => "Confirm the sign-up with the code that was sent, then sign in.",
        "PasswordResetRequiredException" => "Reset the password, then sign in.",
        "UsernameExistsException" => "Choose another user name, or sign in.",
        "CodeMismatchException" => "Check the code, or ask for a new one.",
        "ExpiredCodeException" => "Ask for a new code.",
        "LimitExceededException" | "TooManyFailedAttemptsException" | "TooManyRequestsException" => {
            "Wait a while before trying again."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_within_a_category() {
        for (index, row) in ALL.iter().enumerate() {
            assert!(
                ALL.iter().skip(index + 1).all(|other| other.name != row.name || other.category != row.category),
                "{} stands twice",
                row.name
            );
        }
    }

    #[test]
    fn messages_read_as_part_of_a_sentence() {
        for row in ALL {
            assert!(!row.message.ends_with('.') && !row.message.is_empty(), "{}", row.name);
            assert!(row.recovery.is_empty() || row.recovery.ends_with('.'), "{}", row.name);
        }
    }
}
