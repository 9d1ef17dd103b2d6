use super::*;
use crate::secret::Secret;
use serde_json::json;

fn parse(value: &serde_json::Value) -> Result<AuthConfig> {
    let given = serde_json::from_value(value.clone()).unwrap();
    AuthConfig::parse(given, &|text| serde_json::from_str(text).ok())
}

fn mobile() -> serde_json::Value {
    json!({"UserAgent": "aws-amplify-cli/2.0", "Version": "1.0", "auth": {"plugins": {"awsCognitoAuthPlugin": {
        "CredentialsProvider": {"CognitoIdentity": {"Default": {"PoolId": "us-east-1:0000", "Region": "us-east-1"}}},
        "CognitoUserPool": {"Default": {"PoolId": "us-east-1_Seed", "AppClientId": "native1", "Region": "us-east-1"}},
        "Auth": {"Default": {
            "authenticationFlowType": "USER_SRP_AUTH", "usernameAttributes": [], "signupAttributes": ["EMAIL"],
            "passwordProtectionSettings": {"passwordPolicyMinLength": 8, "passwordPolicyCharacters": ["REQUIRES_NUMBERS"]},
            "mfaConfiguration": "OFF", "mfaTypes": ["SMS"], "verificationMechanisms": ["EMAIL"]
        }}
    }}}})
}

fn resources(cognito: &serde_json::Value) -> serde_json::Value {
    json!({"Auth": {"Cognito": cognito}})
}

#[test]
fn reads_the_mobile_file() {
    let config = parse(&mobile()).unwrap();
    let pool = config.user_pool().unwrap();
    assert_eq!(
        (pool.id.region(), pool.id.as_str(), pool.client_id.as_str()),
        ("us-east-1", "us-east-1_Seed", "native1")
    );
    assert_eq!(pool.endpoint, "https://cognito-idp.us-east-1.amazonaws.com/");
    let identity = config.identity_pool.as_ref().unwrap();
    assert_eq!(identity.guest_access, GuestAccess::Unknown);
    assert_eq!(identity.endpoint, "https://cognito-identity.us-east-1.amazonaws.com/");
    assert_eq!(
        serde_json::to_value(config.resources()).unwrap(),
        json!({"Auth": {"Cognito": {
            "userPoolId": "us-east-1_Seed", "userPoolClientId": "native1",
            "identityPoolId": "us-east-1:0000",
            "allowGuestAccess": true,
            "loginWith": {"username": true, "email": false, "phone": false},
            "userAttributes": {"email": {"required": true}},
            "mfa": {"status": "off", "totpEnabled": false, "smsEnabled": true},
            "passwordFormat": {"minLength": 8.0, "requireLowercase": false, "requireUppercase": false,
                "requireNumbers": true, "requireSpecialCharacters": false},
        }}})
    );
}

#[test]
fn a_mobile_file_names_no_more_attributes_than_a_pool_can_have() {
    let mut file = mobile();
    let names: Vec<_> = (0..1000).map(|number| format!("ATTRIBUTE_{number}")).collect();
    file["auth"]["plugins"]["awsCognitoAuthPlugin"]["Auth"]["Default"]["signupAttributes"] = names.into();
    let config = parse(&file).unwrap();
    let resources = config.resources();
    let attributes = resources.at(&["Auth", "Cognito", "userAttributes"]).members();
    assert_eq!(attributes.len(), 128);
    assert_eq!((&*attributes[0].0, &*attributes[1].0), ("email", "attribute_0"));
}

#[test]
fn the_mobile_files_endpoints_can_be_replaced() {
    let mut file = mobile();
    let plugin = &mut file["auth"]["plugins"]["awsCognitoAuthPlugin"];
    plugin["CognitoUserPool"]["Default"]["Endpoint"] = "auth.example.com".into();
    plugin["CredentialsProvider"]["CognitoIdentity"]["Default"]["identityPoolEndpoint"] =
        "http://localhost:9229/".into();
    let config = parse(&file).unwrap();
    assert_eq!(config.user_pool().unwrap().endpoint, "https://auth.example.com/");
    assert_eq!(config.identity_pool.unwrap().endpoint, "http://localhost:9229/");

    let plugin = &mut file["auth"]["plugins"]["awsCognitoAuthPlugin"];
    plugin["CognitoUserPool"]["Default"]["userPoolEndpoint"] = "http://localhost:9229/".into();
    assert_eq!(parse(&file).unwrap().user_pool().unwrap().endpoint, "http://localhost:9229/");
}

#[test]
fn the_mobile_files_flow_is_the_default_flow() {
    let mut file = mobile();
    for (name, flow) in [
        ("CUSTOM_AUTH", AuthFlowType::CustomWithSrp),
        ("CUSTOM_AUTH_WITHOUT_SRP", AuthFlowType::CustomWithoutSrp),
        ("USER_PASSWORD_AUTH", AuthFlowType::UserPassword),
        ("something new", AuthFlowType::UserSrp),
    ] {
        file["auth"]["plugins"]["awsCognitoAuthPlugin"]["Auth"]["Default"]["authenticationFlowType"] = name.into();
        assert_eq!(parse(&file).unwrap().default_flow, flow, "{name}");
    }
}

#[test]
fn reads_resources_config_and_carries_the_rest_along() {
    let given = json!({"Auth": {"Cognito": {"userPoolId": "eu-west-1_x", "userPoolClientId": "c",
        "userPoolEndpoint": "http://localhost:9229/path", "signUpVerificationMethod": "link"}}, "API": {"a": 1.0}});
    let config = parse(&given).unwrap();
    assert_eq!(config.user_pool().unwrap().endpoint, "http://localhost:9229/path");
    assert_eq!(config.sign_up_verification, SignUpVerification::Link);
    assert!(config.identity_pool.is_none());
    assert_eq!(serde_json::to_value(config.resources()).unwrap(), given);
}

#[test]
fn the_secret_is_in_nothing_that_is_shown() {
    let mut file = mobile();
    file["auth"]["plugins"]["awsCognitoAuthPlugin"]["CognitoUserPool"]["Default"]["AppClientSecret"] = "s3cret".into();
    let cognito = json!({"userPoolId": "eu-west-1_x", "userPoolClientId": "c", "clientSecret": "s3cret"});
    for given in [file, resources(&cognito)] {
        for given in [given.to_string().into(), given] {
            let config = parse(&given).unwrap();
            assert_eq!(config.user_pool().unwrap().client_secret.as_ref().map(Secret::expose), Some("s3cret"));
            assert!(!serde_json::to_string(&config.resources()).unwrap().contains("ecret"), "{given}");
        }
    }
    let twice = r#"{"Auth": {"Cognito": {"userPoolId": "eu-west-1_x", "userPoolClientId": "c", "clientSecret": "s3cret",
        "clientSecret": "s3cret"}}}"#;
    let given: Json = serde_json::from_str(twice).unwrap();
    let config = AuthConfig::parse(given, &|_| None).unwrap();
    assert!(!serde_json::to_string(&config.resources()).unwrap().contains("ecret"));
}

#[test]
fn knows_what_a_pool_offers_beside_passwords() {
    let offered = |passwordless: serde_json::Value| {
        let given = json!({"userPoolId": "eu-west-1_x", "userPoolClientId": "c", "passwordless": passwordless});
        parse(&resources(&given)).unwrap().passwordless().cloned()
    };
    assert_eq!(offered(json!(null)), None);
    assert_eq!(offered(json!({"emailOtpEnabled": false, "smsOtpEnabled": null})), Some(Passwordless::default()));
    let all = json!({"emailOtpEnabled": true, "smsOtpEnabled": true, "webAuthn": {}, "preferredChallenge": "SMS_OTP"});
    let expected = Passwordless {
        email_otp: true,
        sms_otp: true,
        web_authn: true,
        preferred_challenge: Some("SMS_OTP".to_owned()),
    };
    assert_eq!(offered(all), Some(expected));
}

#[test]
fn knows_the_domain_and_what_is_asked_of_it() {
    let oauth = |oauth: serde_json::Value| {
        let given = json!({"userPoolId": "eu-west-1_x", "userPoolClientId": "c", "loginWith": {"oauth": oauth}});
        parse(&resources(&given)).unwrap().oauth().cloned()
    };
    for none in [json!(null), json!({}), json!({"domain": "", "scopes": ["openid"]})] {
        assert_eq!(oauth(none.clone()), None, "{none}");
    }
    let given = json!({"domain": "https://a.example/", "scopes": ["openid  email "], "redirectSignIn": [" http://localhost/", ""],
        "redirectSignOut": null, "responseType": "token", "providers": ["Google"]});
    let expected = OAuth {
        domain: "a.example".to_owned(),
        scopes: vec!["openid".to_owned(), "email".to_owned()],
        redirect_sign_in: vec!["http://localhost/".to_owned()],
        redirect_sign_out: vec![],
        response_type: ResponseType::Token,
    };
    assert_eq!(oauth(given), Some(expected));
    assert_eq!(oauth(json!({"domain": "a.example"})).unwrap().response_type, ResponseType::Code);
}

#[test]
fn knows_the_password_rules_in_either_shape() {
    let expected = PasswordFormat { min_length: Some(8.0), require_numbers: true, ..PasswordFormat::default() };
    assert_eq!(parse(&mobile()).unwrap().password_format(), Some(expected.clone()));
    let rules = |rules: serde_json::Value| {
        let given = json!({"userPoolId": "eu-west-1_x", "userPoolClientId": "c", "passwordFormat": rules});
        parse(&resources(&given)).unwrap().password_format()
    };
    assert_eq!(rules(json!({"minLength": 8, "requireNumbers": true, "requireLowercase": "true"})), Some(expected));
    assert_eq!((rules(json!(null)), rules(json!(8))), (None, None));
}

#[test]
fn http_off_this_machine_is_allowed_by_nothing_but_the_option_beside_it() {
    let endpoint = "http://localhost.localstack.cloud:4566";
    let both = |option: serde_json::Value| {
        resources(&json!({"userPoolId": "eu-west-1_x", "userPoolClientId": "c", "userPoolEndpoint": endpoint,
            "identityPoolId": "eu-west-1:0", "identityPoolEndpoint": endpoint, "dangerouslyAllowHttpEndpoints": option}))
    };
    let config = parse(&both(json!(true))).unwrap();
    assert_eq!(config.user_pool().unwrap().endpoint, endpoint);
    assert_eq!(config.identity_pool.as_ref().unwrap().endpoint, endpoint);
    assert!(config.is_exposed());
    assert_eq!(serde_json::to_value(config.resources()).unwrap(), both(json!(true)));
    for option in [json!(false), json!(null)] {
        let error = parse(&both(option)).unwrap_err();
        assert!(error.message().contains("`dangerouslyAllowHttpEndpoints: true`"), "{}", error.message());
    }
    for option in [json!("true"), json!(1), json!([true])] {
        let error = parse(&both(option)).unwrap_err();
        assert!(error.message().starts_with("`Auth.Cognito.dangerouslyAllowHttpEndpoints` is "), "{}", error.message());
        assert!(error.message().ends_with("; expected true or false"), "{}", error.message());
    }
}

#[test]
fn the_mobile_file_allows_http_for_each_pool_and_comes_back_as_it_was() {
    let set = |file: &mut serde_json::Value, option: bool| {
        let plugin = &mut file["auth"]["plugins"]["awsCognitoAuthPlugin"];
        plugin["CognitoUserPool"]["Default"]["userPoolEndpoint"] = "http://cognito:9229/".into();
        plugin["CognitoUserPool"]["Default"]["dangerouslyAllowHttpEndpoints"] = true.into();
        let identity = &mut plugin["CredentialsProvider"]["CognitoIdentity"]["Default"];
        identity["identityPoolEndpoint"] = "http://10.0.2.2:9229/".into();
        identity["dangerouslyAllowHttpEndpoints"] = option.into();
    };
    let mut file = mobile();
    set(&mut file, true);
    let config = parse(&file).unwrap();
    let again = parse(&serde_json::to_value(config.resources()).unwrap()).unwrap();
    for config in [&config, &again] {
        assert_eq!(config.user_pool().unwrap().endpoint, "http://cognito:9229/");
        assert_eq!(config.identity_pool.as_ref().unwrap().endpoint, "http://10.0.2.2:9229/");
        assert!(config.is_exposed());
    }
    set(&mut file, false);
    let error = parse(&file).unwrap_err();
    assert!(error.message().contains("CognitoIdentity.Default.identityPoolEndpoint` must use https://"));
}

#[test]
fn an_option_that_is_not_needed_exposes_nothing() {
    for endpoint in [json!(null), json!("https://auth.example.com/"), json!("http://localhost:9229/")] {
        let config = parse(&resources(&json!({"userPoolId": "eu-west-1_x", "userPoolClientId": "c",
            "userPoolEndpoint": endpoint, "dangerouslyAllowHttpEndpoints": true})));
        assert!(!config.unwrap().is_exposed(), "{endpoint}");
    }
}

#[test]
fn passwords_may_be_sent_unless_a_flag_beside_the_pool_says_no() {
    let with = |option: serde_json::Value| {
        let pool = json!({"userPoolId": "eu-west-1_x", "userPoolClientId": "c", "allowPlainPassword": option});
        let mut file = mobile();
        file["auth"]["plugins"]["awsCognitoAuthPlugin"]["CognitoUserPool"]["Default"]["allowPlainPassword"] = option;
        [resources(&pool), file]
    };
    for (option, allows) in [(json!(null), true), (json!(true), true), (json!(false), false)] {
        for given in with(option.clone()) {
            let config = parse(&given).unwrap();
            assert_eq!(config.user_pool().unwrap().allows_plain_password, allows, "{given}");
            let again = parse(&serde_json::to_value(config.resources()).unwrap()).unwrap();
            assert_eq!(again.user_pool().unwrap().allows_plain_password, allows, "{given} comes back as it was");
        }
    }
    for option in [json!("false"), json!(0), json!([false])] {
        for given in with(option.clone()) {
            let error = parse(&given).unwrap_err();
            let message = error.message();
            assert!(message.contains(".allowPlainPassword` is ") && message.ends_with("; expected true or false"));
        }
    }
}

#[test]
fn guests_are_denied_unless_resources_config_allows_them() {
    let guests = |flag: serde_json::Value| {
        let mut cognito = json!({"identityPoolId": "us-east-1:0000"});
        cognito["allowGuestAccess"] = flag;
        parse(&resources(&cognito)).unwrap().identity_pool.unwrap().guest_access
    };
    assert_eq!(guests(json!(true)), GuestAccess::Allowed);
    assert_eq!(guests(json!(false)), GuestAccess::Denied);
    assert_eq!(guests(json!(null)), GuestAccess::Denied);
}

#[test]
fn an_identity_pool_alone_is_enough() {
    let config = parse(&resources(&json!({"identityPoolId": "us-east-1:0000"}))).unwrap();
    assert_eq!(config.user_pool().unwrap_err().name(), "AuthUserPoolException");
}

#[test]
fn text_is_parsed() {
    let config = parse(&serde_json::Value::String(mobile().to_string())).unwrap();
    let same = parse(&mobile()).unwrap();
    assert_eq!(serde_json::to_value(config.resources()).unwrap(), serde_json::to_value(same.resources()).unwrap());
}

#[test]
fn a_secret_may_have_as_many_characters_as_cognito_gives() {
    let longest = "s".repeat(64);
    let cognito = json!({"userPoolId": "eu-west-1_x", "userPoolClientId": "c", "clientSecret": longest});
    let config = parse(&resources(&cognito)).unwrap();
    assert_eq!(config.user_pool().unwrap().client_secret.as_ref().map(Secret::expose), Some(&*longest));
}

#[test]
fn signatures_are_verified_where_either_shape_says_so() {
    for (option, expected) in [(json!(true), true), (json!(false), false), (json!(null), false)] {
        let config =
            parse(&resources(&json!({"userPoolId": "us-east-1_x", "userPoolClientId": "c", "verifyTokens": option})))
                .unwrap();
        assert_eq!(config.user_pool.unwrap().verify_tokens, expected);

        let mut file = mobile();
        file["auth"]["plugins"]["awsCognitoAuthPlugin"]["CognitoUserPool"]["Default"]["verifyTokens"] = option;
        let config = parse(&file).unwrap();
        assert_eq!(config.user_pool.as_ref().unwrap().verify_tokens, expected);
        let again = parse(&serde_json::to_value(config.resources()).unwrap()).unwrap();
        assert_eq!(again.user_pool.unwrap().verify_tokens, expected, "what getConfig gives can be configured again");
    }
    for option in [json!("true"), json!(1), json!({})] {
        let error =
            parse(&resources(&json!({"userPoolId": "us-east-1_x", "userPoolClientId": "c", "verifyTokens": option})))
                .unwrap_err();
        assert!(error.message().ends_with("; expected true or false"), "{}", error.message());
    }
}

#[test]
fn errors_name_the_field() {
    let bad_mobile = |edit: &dyn Fn(&mut serde_json::Value)| {
        let mut file = mobile();
        edit(&mut file["auth"]["plugins"]["awsCognitoAuthPlugin"]);
        file
    };
    let pool = |key: &'static str, value: serde_json::Value| {
        bad_mobile(&move |plugin| plugin["CognitoUserPool"]["Default"][key] = value.clone())
    };
    let cases = [
        (json!(null), "InvalidParameterException", "not an object"),
        (json!({}), "AuthUserPoolException", "`Auth.Cognito.userPoolId` is missing"),
        (json!([]), "InvalidParameterException", "the configuration is an array, not an object"),
        (json!("not JSON"), "InvalidParameterException", "not JSON"),
        (json!({"Auth": 1}), "InvalidParameterException", "`Auth` is a number; expected an object"),
        (json!({"aws_project_region": "us-east-1"}), "AuthUserPoolException", "`aws_user_pools_id` is missing"),
        (json!({"version": "1.3", "auth": {}}), "AuthUserPoolException", "`auth.user_pool_id` is missing"),
        (
            json!({"version": "2", "auth": {}}),
            "InvalidParameterException",
            "`version` is other text; expected text that begins with 1",
        ),
        (json!({"version": 1}), "InvalidParameterException", "`version` is a number; expected "),
        (json!({"auth": {}}), "InvalidParameterException", "`version` is missing; expected "),
        (resources(&json!({"userPoolId": "us-east-1_x"})), "AuthUserPoolException", "userPoolClientId"),
        (
            resources(&json!({"userPoolId": 5, "userPoolClientId": "c"})),
            "InvalidParameterException",
            "`Auth.Cognito.userPoolId` is a number; expected text",
        ),
        (
            resources(&json!({"userPoolId": "x", "userPoolClientId": "c"})),
            "InvalidUserPoolId",
            "`Auth.Cognito.userPoolId` is `x`, not ",
        ),
        (resources(&json!({"userPoolId": "evil.com/_x", "userPoolClientId": "c"})), "InvalidUserPoolId", "evil.com"),
        (
            resources(&json!({"identityPoolId": "x"})),
            "InvalidIdentityPoolIdException",
            "`Auth.Cognito.identityPoolId` is `x`",
        ),
        (
            resources(
                &json!({"userPoolId": "us-east-1_x", "userPoolClientId": "c", "userPoolEndpoint": "http://a.b/"}),
            ),
            "InvalidParameterException",
            "`Auth.Cognito.userPoolEndpoint` must use https://",
        ),
        (json!({"auth": {"plugins": {}}}), "InvalidParameterException", "awsCognitoAuthPlugin` is missing"),
        (pool("PoolId", json!(null)), "AuthUserPoolException", "CognitoUserPool.Default.PoolId` is missing"),
        (pool("AppClientId", json!("")), "AuthUserPoolException", "CognitoUserPool.Default.AppClientId` is empty"),
        (
            pool("AppClientSecret", "s3cret".repeat(11).into()),
            "InvalidParameterException",
            "AppClientSecret` is longer than 64 characters",
        ),
        (pool("Endpoint", json!("user@host")), "InvalidParameterException", "userPoolEndpoint"),
        (
            pool("AppClientSecret", json!({"s3cret": "s3cret"})),
            "InvalidParameterException",
            "AppClientSecret` is an object; expected text",
        ),
        (
            resources(&json!({"userPoolId": "x", "userPoolClientId": "c", "clientSecret": "s3cret"})),
            "InvalidUserPoolId",
            "`x`",
        ),
        (
            resources(
                &json!({"userPoolId": "us-east-1_x", "userPoolClientId": "c", "clientSecret": "s3cret".repeat(11)}),
            ),
            "InvalidParameterException",
            "`Auth.Cognito.clientSecret` is longer than 64 characters",
        ),
        (json!("{\"clientSecret\": \"s3cret\""), "InvalidParameterException", "not JSON"),
    ];
    for (given, name, message) in cases {
        let error = parse(&given).unwrap_err();
        assert_eq!(error.name(), name, "{given}");
        assert!(error.message().contains(message), "{given}: {}", error.message());
        assert_eq!(error.category().name(), "configuration", "{given}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{given}: {error:?}");
    }
}
