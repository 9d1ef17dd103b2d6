//! One backend in every shape: the configurations are equal, except for what the shapes cannot say.

use cognito_wasm::config::{AuthConfig, AuthFlowType, GuestAccess, OAuth, PasswordFormat, ResponseType};
use serde_json::{Value, json};

use super::given::{cognito, parse};

/// The settings of the Amplify CLI, under the names that a shape has for them.
fn cli_settings(names: [&str; 7]) -> Value {
    let [usernames, sign_up, verification, mfa, mfa_types, password, providers] = names;
    json!({
        usernames: ["EMAIL"], sign_up: ["EMAIL", "NAME"], verification: ["EMAIL"], mfa: "OPTIONAL",
        mfa_types: ["SMS", "TOTP"], providers: ["GOOGLE", "APPLE"],
        password: {"passwordPolicyMinLength": 8, "passwordPolicyCharacters": ["REQUIRES_NUMBERS", "REQUIRES_SYMBOLS"]},
    })
}

fn merged(mut object: Value, more: &Value) -> Value {
    object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    object
}

/// Two addresses, joined by a comma.
const SIGN_IN: &str = "http://localhost:3000/,https://app.example.com/";

fn plugin() -> Value {
    let settings = cli_settings([
        "usernameAttributes",
        "signupAttributes",
        "verificationMechanisms",
        "mfaConfiguration",
        "mfaTypes",
        "passwordProtectionSettings",
        "socialProviders",
    ]);
    json!({
        "CredentialsProvider": {"CognitoIdentity": {"Default": {"PoolId": "us-east-1:0000", "Region": "us-east-1"}}},
        "CognitoUserPool": {"Default": {"PoolId": "us-east-1_Seed", "AppClientId": "native1", "Region": "us-east-1"}},
        "Auth": {"Default": merged(settings, &json!({
            "authenticationFlowType": "USER_SRP_AUTH",
            "OAuth": {"WebDomain": "auth.example.com", "AppClientId": "native1", "Scopes": ["openid", "email"],
                "SignInRedirectURI": SIGN_IN, "SignOutRedirectURI": "http://localhost:3000/bye"},
        }))},
    })
}

fn web_oauth() -> Value {
    json!({"domain": "auth.example.com", "scope": ["openid", "email"], "redirectSignIn": SIGN_IN,
        "redirectSignOut": "http://localhost:3000/bye", "responseType": "code"})
}

fn shapes() -> [(&'static str, Value); 6] {
    let exports = cli_settings([
        "aws_cognito_username_attributes",
        "aws_cognito_signup_attributes",
        "aws_cognito_verification_mechanisms",
        "aws_cognito_mfa_configuration",
        "aws_cognito_mfa_types",
        "aws_cognito_password_protection_settings",
        "aws_cognito_social_providers",
    ]);
    let redirects = ["http://localhost:3000/", "https://app.example.com/"];
    [
        (
            "mobile",
            json!({"UserAgent": "aws-amplify-cli/2.0", "auth": {"plugins": {"awsCognitoAuthPlugin": plugin()}}}),
        ),
        ("older mobile", plugin()),
        (
            "exports",
            merged(
                exports,
                &json!({
                    "aws_project_region": "us-east-1", "aws_user_pools_id": "us-east-1_Seed",
                    "aws_user_pools_web_client_id": "web1", "aws_cognito_identity_pool_id": "us-east-1:0000",
                    "oauth": web_oauth(),
                }),
            ),
        ),
        (
            "outputs",
            json!({"version": "1.4", "auth": {
                "aws_region": "us-east-1", "user_pool_id": "us-east-1_Seed", "user_pool_client_id": "web1",
                "identity_pool_id": "us-east-1:0000", "unauthenticated_identities_enabled": false,
                "username_attributes": ["email"], "standard_required_attributes": ["email", "name"],
                "mfa_configuration": "OPTIONAL", "mfa_methods": ["SMS", "TOTP"],
                "password_policy": {"min_length": 8, "require_numbers": true, "require_symbols": true,
                    "require_lowercase": false, "require_uppercase": false},
                "oauth": {"domain": "auth.example.com", "scopes": ["openid", "email"],
                    "redirect_sign_in_uri": redirects, "redirect_sign_out_uri": ["http://localhost:3000/bye"],
                    "response_type": "code", "identity_providers": ["GOOGLE", "SIGN_IN_WITH_APPLE"]},
            }}),
        ),
        (
            "resources",
            json!({"Auth": {"Cognito": {
                "userPoolId": "us-east-1_Seed", "userPoolClientId": "web1", "identityPoolId": "us-east-1:0000",
                "allowGuestAccess": true,
                "loginWith": {"username": false, "email": true, "phone": false, "oauth": {
                    "domain": "auth.example.com", "scopes": ["openid", "email"], "redirectSignIn": redirects,
                    "redirectSignOut": ["http://localhost:3000/bye"], "responseType": "code",
                    "providers": ["Google", "Apple"]}},
                "userAttributes": {"email": {"required": true}, "name": {"required": true}},
                "mfa": {"status": "optional", "totpEnabled": true, "smsEnabled": true},
                "passwordFormat": {"minLength": 8, "requireLowercase": false, "requireUppercase": false,
                    "requireNumbers": true, "requireSpecialCharacters": true},
            }}}),
        ),
        (
            "handwritten",
            json!({"Auth": {
                "region": "us-east-1", "userPoolId": "us-east-1_Seed", "userPoolWebClientId": "web1",
                "identityPoolId": "us-east-1:0000", "mandatorySignIn": false, "oauth": web_oauth(),
            }}),
        ),
    ]
}

fn oauth() -> OAuth {
    OAuth {
        domain: "auth.example.com".to_owned(),
        scopes: vec!["openid".to_owned(), "email".to_owned()],
        redirect_sign_in: vec!["http://localhost:3000/".to_owned(), "https://app.example.com/".to_owned()],
        redirect_sign_out: vec!["http://localhost:3000/bye".to_owned()],
        response_type: ResponseType::Code,
    }
}

/// What does not depend on the shape.
fn facts(config: &AuthConfig) -> impl PartialEq + core::fmt::Debug + use<> {
    let user_pool = config.user_pool.as_ref().unwrap();
    let identity_pool = config.identity_pool.as_ref().unwrap();
    (
        [user_pool.id.as_str(), &user_pool.endpoint, &identity_pool.id, &identity_pool.endpoint].map(str::to_owned),
        (user_pool.verify_tokens, user_pool.allows_plain_password, user_pool.client_secret.is_some()),
        (config.sign_up_verification, config.default_flow, config.oauth().cloned(), config.passwordless().cloned()),
    )
}

#[test]
fn all_shapes_say_the_same() {
    let shapes = shapes();
    let first = parse(&shapes[0].1).unwrap();
    let format = PasswordFormat {
        min_length: Some(8.0),
        require_numbers: true,
        require_special_characters: true,
        ..PasswordFormat::default()
    };
    for (shape, given) in &shapes {
        let config = parse(given).unwrap();
        assert_eq!(facts(&config), facts(&first), "{shape}");
        assert_eq!(config.oauth(), Some(&oauth()), "{shape}");
        let is_native = shape.contains("mobile");
        assert_eq!(config.user_pool().unwrap().client_id, if is_native { "native1" } else { "web1" }, "{shape}");
        // Amplify 5 had nothing for forms.
        if *shape != "handwritten" {
            assert_eq!(config.password_format().as_ref(), Some(&format), "{shape}");
            let comparable = |config: &AuthConfig| {
                let mut cognito = cognito(config);
                for name in ["userPoolClientId", "allowGuestAccess"] {
                    cognito.as_object_mut().unwrap().remove(name);
                }
                cognito
            };
            assert_eq!(comparable(&config), comparable(&first), "{shape}");
        }
    }
}

#[test]
fn shapes_say_more_or_less_about_guests() {
    let access = |given: &Value| parse(given).unwrap().identity_pool.unwrap().guest_access;
    let found = shapes().map(|(shape, given)| (shape, access(&given)));
    let expected = [
        ("mobile", GuestAccess::Unknown),
        ("older mobile", GuestAccess::Unknown),
        ("exports", GuestAccess::Unknown),
        ("outputs", GuestAccess::Denied),
        ("resources", GuestAccess::Allowed),
        ("handwritten", GuestAccess::Allowed),
    ];
    assert_eq!(found, expected);
    for [shape, member] in [["mobile", ""], ["exports", "aws_mandatory_sign_in"], ["handwritten", "mandatorySignIn"]] {
        let given = shapes().into_iter().find(|(name, _)| *name == shape).unwrap().1;
        // Where nobody knows, the service is asked; in Amplify's shape that is `true`.
        assert_eq!(cognito(&parse(&given).unwrap())["allowGuestAccess"], true, "{shape}");
        let mut given = given;
        let enabled = if shape == "exports" { json!("enable") } else { json!(true) };
        let place = if shape == "handwritten" { &mut given["Auth"] } else { &mut given };
        if !member.is_empty() {
            place[member] = enabled;
            assert_eq!(access(&given), GuestAccess::Denied, "{shape}");
            assert_eq!(cognito(&parse(&given).unwrap())["allowGuestAccess"], false, "{shape}");
        }
    }
}

#[test]
fn exports_and_outputs_of_one_backend_are_equal() {
    let [_, _, (_, exports), (_, mut outputs), _, _] = shapes();
    assert_eq!(cognito(&parse(&outputs).unwrap()).get("allowGuestAccess"), None, "`false` is left out");
    outputs["auth"]["unauthenticated_identities_enabled"] = true.into();
    let [exports, outputs] = [exports, outputs].map(|given| cognito(&parse(&given).unwrap()));
    assert_eq!(exports["allowGuestAccess"], true, "without `aws_mandatory_sign_in`");
    assert_eq!(exports, outputs);
}

#[test]
fn the_flow_comes_back_from_every_shape_that_has_one() {
    let places = [
        ("mobile", "/auth/plugins/awsCognitoAuthPlugin/Auth/Default", "authenticationFlowType", "CUSTOM_AUTH"),
        ("older mobile", "/Auth/Default", "authenticationFlowType", "CUSTOM_AUTH_WITH_SRP"),
        ("exports", "", "authenticationFlowType", "CUSTOM_AUTH"),
        ("outputs", "/auth", "authFlowType", "CUSTOM_WITH_SRP"),
        ("resources", "/Auth/Cognito", "authFlowType", "CUSTOM_WITH_SRP"),
        ("handwritten", "/Auth", "authenticationFlowType", "CUSTOM_AUTH"),
    ];
    for ((shape, mut given), (same, place, member, flow)) in shapes().into_iter().zip(places) {
        assert_eq!(shape, same);
        assert_eq!(cognito(&parse(&given).unwrap()).get("authFlowType"), None, "{shape}: SRP is the default");
        given.pointer_mut(place).unwrap()[member] = flow.into();
        let config = parse(&given).unwrap();
        assert_eq!(config.default_flow, AuthFlowType::CustomWithSrp, "{shape}");
        assert_eq!(cognito(&config)["authFlowType"], "CUSTOM_WITH_SRP", "{shape}");
        let again = parse(&serde_json::to_value(config.resources()).unwrap()).unwrap();
        assert_eq!(again.default_flow, AuthFlowType::CustomWithSrp, "{shape}");
    }
}

#[test]
fn wrong_kinds_are_refused_under_the_names_of_the_shape() {
    let cases = [
        (
            "mobile",
            "/auth/plugins/awsCognitoAuthPlugin/Auth/Default/OAuth/Scopes",
            json!("openid"),
            "text; expected a list of text",
        ),
        (
            "mobile",
            "/auth/plugins/awsCognitoAuthPlugin/Auth/Default/OAuth/SignInRedirectURI",
            json!([]),
            "an array; expected text",
        ),
        (
            "mobile",
            "/auth/plugins/awsCognitoAuthPlugin/CognitoUserPool/Default",
            json!([]),
            "an array; expected an object",
        ),
        ("older mobile", "/CredentialsProvider/CognitoIdentity/Default/PoolId", json!(5), "a number; expected text"),
        ("exports", "/aws_user_pools_id", json!(true), "a boolean; expected text"),
        ("exports", "/oauth", json!("x"), "text; expected an object"),
        ("exports", "/oauth/redirectSignIn", json!(["a"]), "an array; expected text"),
        ("outputs", "/auth", json!([]), "an array; expected an object"),
        ("outputs", "/auth/unauthenticated_identities_enabled", json!("true"), "text; expected true or false"),
        ("outputs", "/auth/oauth/redirect_sign_in_uri", json!("a"), "text; expected a list of text"),
        ("resources", "/Auth/Cognito/allowGuestAccess", json!("true"), "text; expected true or false"),
        ("resources", "/Auth/Cognito/loginWith", json!(true), "a boolean; expected an object"),
        ("resources", "/Auth/Cognito/loginWith/oauth/domain", json!({}), "an object; expected text"),
        ("handwritten", "/Auth/userPoolId", json!(0), "a number; expected text"),
        ("handwritten", "/Auth/mandatorySignIn", json!("enable"), "text; expected true or false"),
        ("handwritten", "/Auth/oauth/scope", json!({}), "an object; expected a list of text"),
    ];
    for (shape, place, value, problem) in cases {
        let mut given = shapes().into_iter().find(|(name, _)| *name == shape).unwrap().1;
        *given.pointer_mut(place).unwrap() = value;
        let error = parse(&given).unwrap_err();
        let path = place.trim_start_matches('/').replace('/', ".");
        assert_eq!(error.message(), ["`", &path, "` is ", problem].concat(), "{shape}");
        assert_eq!(error.name(), "InvalidParameterException", "{shape}");
    }
    let mut given = shapes()[3].1.clone();
    given["auth"]["passwordless"] = json!({"email_otp_enabled": 1});
    let message = "`auth.passwordless.email_otp_enabled` is a number; expected true or false";
    assert_eq!(parse(&given).unwrap_err().message(), message);
    given["auth"]["passwordless"] = json!(null);
    given["auth"]["oauth"]["scopes"] = json!(["openid", 5]);
    assert_eq!(parse(&given).unwrap_err().message(), "`auth.oauth.scopes[]` is a number; expected text");
    let mut given = shapes()[4].1.clone();
    given["Auth"]["Cognito"]["authFlowType"] = json!("CUSTOM_AUTH");
    let message = "`Auth.Cognito.authFlowType` is not the name of a flow, such as USER_SRP_AUTH";
    assert_eq!(parse(&given).unwrap_err().message(), message);
}

#[test]
fn the_members_of_amplify_5_may_stand_alone() {
    let given = json!({"userPoolId": "us-east-1_Seed", "userPoolWebClientId": "web1", "endpoint": "https://auth.example.com/v1",
        "signUpVerificationMethod": "link"});
    let config = parse(&given).unwrap();
    assert_eq!(config.user_pool().unwrap().endpoint, "https://auth.example.com/v1");
    assert_eq!(cognito(&config)["userPoolEndpoint"], "https://auth.example.com/v1");
    let error = parse(&json!({"userPoolId": "us-east-1_Seed"})).unwrap_err();
    assert_eq!(error.message(), "`userPoolWebClientId` is missing");
}
