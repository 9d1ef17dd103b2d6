//! Real files: each is read, or refused with an error that names its key, the kind of its value, and what was expected.

use cognito_wasm::config::{AuthFlowType, GuestAccess, SignUpVerification};
use cognito_wasm::error::Category;

use super::given::{given_by, parse, samples};

const MOBILE: &str = "auth.plugins.awsCognitoAuthPlugin";

/// The files that are refused, with the name of the error and its message, in which `~` is the mobile plugin.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "A07",
        "InvalidIdentityPoolIdException",
        "`~.CredentialsProvider.CognitoIdentity.Default.PoolId` is `eu-north-1_xKrsUPlWd`, not an identity pool id of the form \
         region:guid",
    ),
    (
        "A09",
        "InvalidUserPoolId",
        "`~.CognitoUserPool.Default.PoolId` is `us-east-fake-pool-id`, not a user pool id of the form region_name",
    ),
    (
        "A11",
        "InvalidUserPoolId",
        "`~.CognitoUserPool.Default.PoolId` is `$PoolId`, not a user pool id of the form region_name",
    ),
    (
        "A17",
        "InvalidIdentityPoolIdException",
        "`~.CredentialsProvider.CognitoIdentity.Default.PoolId` is `us-east-1_vPRTCaayJ`, not an identity pool id of the form \
         region:guid",
    ),
    ("A27", "AuthUserPoolException", "`~.CognitoUserPool.Default.PoolId` is missing"),
    (
        "A29",
        "InvalidIdentityPoolIdException",
        "`CredentialsProvider.CognitoIdentity.Default.PoolId` is `<xxxxx>`, not an identity pool id of the form region:guid",
    ),
    (
        "A31",
        "InvalidIdentityPoolIdException",
        "`~.CredentialsProvider.CognitoIdentity.Default.PoolId` is `placeholder-pool-id`, not an identity pool id of the form \
         region:guid",
    ),
    (
        "A34",
        "InvalidUserPoolId",
        "`~.CognitoUserPool.Default.PoolId` is `[]`, not a user pool id of the form region_name",
    ),
    ("A35", "InvalidParameterException", "`~` is missing"),
    ("A36", "InvalidParameterException", "`~` is missing"),
    ("B05", "InvalidUserPoolId", "`aws_user_pools_id` is `XXXXX`, not a user pool id of the form region_name"),
    ("B18", "AuthUserPoolException", "`aws_user_pools_id` is empty"),
    ("B32", "InvalidParameterException", "the configuration is text that is not JSON"),
    ("B34", "AuthUserPoolException", "`aws_user_pools_id` is missing"),
    ("B38", "AuthUserPoolException", "`Auth.Cognito.userPoolId` is missing"),
    ("B40", "InvalidParameterException", "the configuration is text that is not JSON"),
    ("B41", "AuthUserPoolException", BESIDE),
    ("B42", "AuthUserPoolException", BESIDE),
    ("B43", "AuthUserPoolException", BESIDE),
    ("C06", "InvalidParameterException", NO_VERSION),
    ("C09", "InvalidParameterException", "the configuration is text that is not JSON"),
    ("C10", "InvalidParameterException", NO_VERSION),
    (
        "C24",
        "InvalidIdentityPoolIdException",
        "`auth.identity_pool_id` is `mock-idp-id`, not an identity pool id of the form region:guid",
    ),
    ("C29", "AuthUserPoolException", "`auth.user_pool_id` is missing"),
    ("C31", "InvalidParameterException", NO_VERSION),
    (
        "C35",
        "InvalidParameterException",
        "`version` is a number; expected text that begins with 1, as in amplify_outputs.json",
    ),
    (
        "C37",
        "InvalidParameterException",
        "`version` is other text; expected text that begins with 1, as in amplify_outputs.json",
    ),
    ("D06", "AuthUserPoolException", "`Auth.Cognito.userPoolId` is missing"),
    ("D14", "AuthUserPoolException", "`Auth.userPoolId` is empty"),
    ("D20", "AuthUserPoolException", "`Auth.Cognito.userPoolId` is empty"),
];

const BESIDE: &str =
    "`aws_user_pools_id` is missing, and `Auth` is not read, because keys that begin with aws_ stand beside it";
const NO_VERSION: &str = "`version` is missing; expected text that begins with 1, as in amplify_outputs.json";

#[test]
fn each_is_read_or_refused_with_its_key() {
    let samples = samples();
    assert_eq!(samples.len(), 101);
    for sample in &samples {
        let id = sample["id"].as_str().unwrap();
        let refusal = REFUSED.iter().find(|(refused, ..)| *refused == id);
        match (parse(given_by(sample)), refusal) {
            (Ok(_), None) => {}
            (Err(error), Some((_, name, message))) => {
                assert_eq!((error.name(), error.message()), (*name, &*message.replace('~', MOBILE)), "{id}");
                assert_eq!(error.category(), Category::Configuration, "{id}");
            }
            (Ok(_), Some(_)) => panic!("{id} is read"),
            (Err(error), None) => panic!("{id} is refused: {}", error.message()),
        }
    }
}

#[test]
fn the_ids_of_each_are_in_their_places() {
    // Where each shape has them: the user pool, the app client, and the identity pool.
    let places = [
        [
            "CognitoUserPool/Default/PoolId",
            "CognitoUserPool/Default/AppClientId",
            "CredentialsProvider/CognitoIdentity/Default/PoolId",
        ],
        ["aws_user_pools_id", "aws_user_pools_web_client_id", "aws_cognito_identity_pool_id"],
        ["user_pool_id", "user_pool_client_id", "identity_pool_id"],
        ["userPoolId", "userPoolClientId", "identityPoolId"],
        ["userPoolId", "userPoolWebClientId", "identityPoolId"],
    ];
    let roots = ["/auth/plugins/awsCognitoAuthPlugin", "", "/auth", "/Auth/Cognito", "/Auth"];
    for sample in samples() {
        let Ok(config) = parse(given_by(&sample)) else { continue };
        let file = sample.get("file").cloned().unwrap_or_else(|| {
            serde_json::from_str(sample["text"].as_str().unwrap().trim_start_matches('\u{feff}')).unwrap()
        });
        let at = |root: &str, place: &str| {
            let text = file.pointer(&[root, "/", place].concat()).and_then(|id| id.as_str());
            text.filter(|id| !id.is_empty()).map(str::to_owned)
        };
        let expected = roots.iter().zip(places).map(|(root, places)| places.map(|place| at(root, place)));
        // A flat file beside `Auth` counts.
        let is_flat = file.get("aws_user_pools_id").is_some();
        let expected = expected.skip(usize::from(is_flat)).find(|ids| ids[0].is_some() || ids[2].is_some()).unwrap();
        let user_pool = config.user_pool.as_ref();
        let found = [
            user_pool.map(|pool| pool.id.as_str().to_owned()),
            user_pool.map(|pool| pool.client_id.clone()),
            config.identity_pool.as_ref().map(|pool| pool.id.clone()),
        ];
        assert_eq!(found, expected, "{}", sample["id"]);
    }
}

#[test]
fn what_is_odd_in_some_is_not_misread() {
    let samples = samples();
    let read = |id: &str| parse(given_by(samples.iter().find(|sample| sample["id"] == id).unwrap())).unwrap();
    let guests = |id: &str| read(id).identity_pool.unwrap().guest_access;
    let redirects = |id: &str| read(id).oauth().map(|oauth| oauth.redirect_sign_in.clone());

    let lengths = ["A32", "B12", "B29"].map(|id| read(id).password_format().unwrap().min_length);
    assert_eq!(lengths, [Some(6.0), Some(8.0), Some(8.0)], "the length of a password may be text");
    assert!(read("A19").user_pool.unwrap().client_secret.is_none(), "an empty secret is none");
    assert!(["A04", "A06", "A08"].iter().all(|id| read(id).user_pool.unwrap().client_secret.is_some()));
    assert_eq!(redirects("A04"), Some(vec!["exampleapp://".to_owned()]), "the HostedUI of the pool is not read");
    assert_eq!(redirects("B04"), Some(vec!["http://localhost:8081".to_owned(), "examplehz://".to_owned()]));
    assert_eq!(redirects("B07"), Some(vec![]), "empty text has no addresses");
    assert_eq!(redirects("B30"), None, "an empty object is no domain");
    let scopes = read("D24").oauth().unwrap().scopes.clone();
    assert_eq!(scopes, ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"], "scopes in one text");

    for (id, flow) in [
        ("A16", AuthFlowType::UserPassword),
        ("A19", AuthFlowType::CustomWithSrp),
        ("B16", AuthFlowType::UserSrp),
        ("D03", AuthFlowType::UserPassword),
        ("D09", AuthFlowType::CustomWithSrp),
        // Beside `Auth`, where Amplify 5 did not read it.
        ("D10", AuthFlowType::UserSrp),
    ] {
        assert_eq!(read(id).default_flow, flow, "{id}");
    }
    for (id, access) in [
        ("A33", GuestAccess::Unknown),
        ("B44", GuestAccess::Unknown),
        ("C11", GuestAccess::Allowed),
        ("C28", GuestAccess::Denied),
        ("C38", GuestAccess::Denied),
        ("D01", GuestAccess::Denied),
        ("D12", GuestAccess::Unknown),
        ("D18", GuestAccess::Allowed),
        ("D27", GuestAccess::Denied),
    ] {
        assert_eq!(guests(id), access, "{id}");
    }
    assert!(read("B11").identity_pool.is_none() && read("D09").identity_pool.is_none());
    assert_eq!(read("B46").user_pool.unwrap().endpoint, "https://cognito-idp.cn-north-1.amazonaws.com.cn/");
    assert_eq!(read("D28").user_pool.unwrap().endpoint, "https://auth.111122223333.site12.example.com");
    assert_eq!(read("D30").user_pool.unwrap().endpoint, "http://localhost:9229");
    assert_eq!(read("B46").sign_up_verification, SignUpVerification::Link);
    assert_eq!(read("D22").sign_up_verification, SignUpVerification::Link);
    let passwordless = read("C38").passwordless().cloned().unwrap();
    assert!(passwordless.email_otp && passwordless.sms_otp && passwordless.web_authn);
    assert_eq!(passwordless.preferred_challenge.as_deref(), Some("WEB_AUTHN"));
    assert!(!read("C23").passwordless().unwrap().web_authn);
}
