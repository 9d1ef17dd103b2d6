//! `verifyTokens`: verifying the signatures of tokens that the service sends.

use serde_json::{Value, json};

use crate::support::seed::{POOL_ID, key, password_input, signed_in, user_pool_config};
use crate::support::{Reply, Scene, SigningKey, altered};

const KEYS: &str = "jwks.json";
const REFRESH: &str = "GetTokensFromRefreshToken";
const OLD: SigningKey = SigningKey('1');
const NEW: SigningKey = SigningKey('2');

/// A client with `verifyTokens`.
fn scene() -> Scene {
    scene_at(None)
}

/// The same with a custom endpoint.
fn scene_at(endpoint: Option<&str>) -> Scene {
    let mut config = user_pool_config();
    config["Auth"]["Cognito"]["verifyTokens"] = true.into();
    config["Auth"]["Cognito"]["userPoolEndpoint"] = endpoint.into();
    Scene::with_config(config)
}

/// The same with an expired session. No keys have been fetched yet.
fn expired() -> Scene {
    let scene = scene();
    scene.store_session();
    scene.world.clock.advance(3_600_000);
    scene
}

fn key_set(keys: &[SigningKey]) -> Reply {
    Reply::json(json!({"keys": keys.iter().map(|key| key.jwk()).collect::<Vec<_>>()}))
}

/// New tokens with these signatures, and a refresh token.
fn result(scene: &Scene, sign: impl Fn(&Value) -> Value) -> Value {
    let mut result = scene.user_pool.issue(false);
    result["RefreshToken"] = "rotated".into();
    for token in ["AccessToken", "IdToken"] {
        result[token] = sign(&result[token]);
    }
    result
}

fn answer(scene: &Scene, operation: &str, result: &Value) {
    scene.world.network.answer(operation, Reply::json(json!({ "AuthenticationResult": result })));
}

fn fetches(scene: &Scene) -> usize {
    scene.operations().iter().filter(|name| *name == KEYS).count()
}

#[test]
fn happens_only_if_configured() {
    let scene = Scene::with_config(user_pool_config());
    scene.tab.sign_in(password_input()).unwrap();
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn accepts_tokens_that_the_pool_signed_and_keeps_its_keys_in_memory() {
    let scene = scene();
    answer(&scene, "InitiateAuth", &result(&scene, |token| OLD.sign(token)));
    scene.world.network.answer(KEYS, key_set(&[NEW, OLD]));
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_eq!(scene.operations(), ["InitiateAuth", KEYS]);
    let request = &scene.world.network.requests()[1];
    let url = ["https://cognito-idp.us-east-1.amazonaws.com/", POOL_ID, "/.well-known/jwks.json"].concat();
    assert_eq!(request.url, url);
    assert_eq!((request.body.is_null(), request.headers.is_empty()), (true, true), "without a preflight request");

    scene.world.clock.advance(3_600_000);
    answer(&scene, REFRESH, &result(&scene, |token| NEW.sign(token)));
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(fetches(&scene), 1);
}

#[test]
fn the_keys_are_fetched_from_the_issuer() {
    for (endpoint, issuer, url) in [
        (
            None,
            "https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_SeedPool1",
            "https://issuer-cognito-idp.us-east-1.amazonaws.com/us-east-1_SeedPool1/.well-known/jwks.json",
        ),
        (
            Some("http://localhost:9229"),
            "https://evil.example/us-east-1_SeedPool1",
            "http://localhost:9229/us-east-1_SeedPool1/.well-known/jwks.json",
        ),
        (
            Some("https://proxy.example/cognito/?a=/b"),
            "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_SeedPool1",
            "https://proxy.example/cognito/us-east-1_SeedPool1/.well-known/jwks.json",
        ),
    ] {
        let scene = scene_at(endpoint);
        let sign = |token: &Value| OLD.sign(&altered(token, &json!({ "iss": issuer })));
        answer(&scene, "InitiateAuth", &result(&scene, sign));
        scene.world.network.answer(KEYS, key_set(&[OLD]));
        assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
        assert_eq!(scene.world.network.requests()[1].url, url);
    }
}

/// A way to make a token with an invalid signature.
type Forgery = fn(&Value) -> Value;

/// All of them, each with a description.
fn forgeries() -> Vec<(&'static str, Forgery)> {
    fn with_header(token: &Value, changes: &Value) -> Value {
        let mut header = json!({"alg": "RS256", "kid": OLD.kid()});
        for (member, value) in changes.as_object().unwrap() {
            header[member] = value.clone();
        }
        OLD.sign_with_header(token, &header)
    }
    fn with_signature(token: &Value, signature: &str) -> Value {
        let signed = OLD.sign(token);
        let (signed, _) = signed.as_str().unwrap().rsplit_once('.').unwrap();
        [signed, signature].join(".").into()
    }
    vec![
        ("by another key under the name of the pool's", |token| {
            NEW.sign_with_header(token, &json!({"alg": "RS256", "kid": OLD.kid()}))
        }),
        ("by a key that the pool does not have", |token| NEW.sign(token)),
        ("other claims", |token| {
            let signed = OLD.sign(token);
            let (_, signature) = signed.as_str().unwrap().rsplit_once('.').unwrap();
            let claims = altered(token, &json!({"cognito:groups": ["admin"]}));
            let claims = OLD.sign(&claims);
            let (signed, _) = claims.as_str().unwrap().rsplit_once('.').unwrap();
            [signed, signature].join(".").into()
        }),
        ("a signature that is not base64", |token| with_signature(token, "!")),
        ("no algorithm", |token| with_header(token, &json!({"alg": null}))),
        ("the algorithm none", |token| with_header(token, &json!({"alg": "none"}))),
        ("a symmetric algorithm", |token| with_header(token, &json!({"alg": "HS256"}))),
        ("something critical", |token| with_header(token, &json!({"crit": ["b64"], "b64": false}))),
        ("no name of a key", |token| with_header(token, &json!({"kid": null}))),
        ("a header that is a list", |token| OLD.sign_with_header(token, &json!([]))),
    ]
}

#[test]
fn a_sign_in_stores_no_token_that_the_pool_did_not_sign() {
    for (what, sign) in forgeries() {
        let scene = scene();
        answer(&scene, "InitiateAuth", &result(&scene, sign));
        scene.world.network.answer(KEYS, key_set(&[OLD]));
        let error = scene.tab.sign_in(password_input()).unwrap_err();
        assert_eq!((error.name(), error.retryable()), ("InvalidTokens", false), "{what}");
        assert!(scene.world.local.items().is_empty(), "{what}");
        assert!(scene.world.events().is_empty(), "{what}");
        scene.world.settle();
        assert_eq!(scene.operations(), ["InitiateAuth", KEYS, "RevokeToken"], "{what}");
    }
}

#[test]
fn each_of_the_two_tokens_is_verified() {
    for forged in ["AccessToken", "IdToken"] {
        let scene = scene();
        let mut result = result(&scene, |token| OLD.sign(token));
        result[forged] = NEW.sign(&result[forged]);
        answer(&scene, "InitiateAuth", &result);
        scene.world.network.answer(KEYS, key_set(&[OLD]));
        assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "InvalidTokens", "{forged}");
    }
}

#[test]
fn a_refresh_keeps_the_session_if_the_pool_did_not_sign_the_new_tokens() {
    for (what, sign) in forgeries() {
        let scene = expired();
        let before = scene.world.local.items();
        answer(&scene, REFRESH, &result(&scene, sign));
        scene.world.network.answer(KEYS, key_set(&[OLD]));
        let session = scene.tab.session();
        assert_eq!(session.tokens.unwrap_err().name(), "InvalidTokens", "{what}");
        assert!(session.is_signed_in, "{what}");
        assert_eq!(scene.world.local.items(), before, "{what}");
        scene.world.settle();
        assert_eq!(scene.operations(), [REFRESH, KEYS], "{what}");
    }
}

#[test]
fn unknown_keys_are_fetched_once_for_each_reply() {
    let scene = expired();
    answer(&scene, REFRESH, &result(&scene, |token| OLD.sign(token)));
    scene.world.network.answer(KEYS, key_set(&[OLD]));
    assert!(scene.tab.session().tokens.is_ok());

    let foreign = SigningKey('3');
    for (key, published, is_good, fetched) in [
        (NEW, true, true, 2),
        (NEW, false, true, 2),
        (OLD, false, true, 2),
        // Even if the server keeps naming a key that does not exist.
        (foreign, true, false, 3),
        (foreign, true, false, 4),
        (NEW, false, true, 4),
    ] {
        scene.world.clock.advance(3_600_000);
        answer(&scene, REFRESH, &result(&scene, |token| key.sign(token)));
        if published {
            scene.world.network.answer(KEYS, key_set(&[OLD, NEW]));
        }
        assert_eq!(scene.tab.session().tokens.is_ok(), is_good);
        assert_eq!(fetches(&scene), fetched);
    }
}

#[test]
fn a_key_that_changes_under_its_name_is_fetched_again() {
    let scene = expired();
    let renamed = |key: SigningKey| {
        let mut jwk = key.jwk();
        jwk["kid"] = "static".into();
        Reply::json(json!({ "keys": [jwk] }))
    };
    for key in [OLD, NEW] {
        let sign = |token: &Value| key.sign_with_header(token, &json!({"alg": "RS256", "kid": "static"}));
        answer(&scene, REFRESH, &result(&scene, sign));
        scene.world.network.answer(KEYS, renamed(key));
        assert!(scene.tab.session().tokens.is_ok());
        scene.world.clock.advance(3_600_000);
    }
    assert_eq!(fetches(&scene), 2);
}

#[test]
fn failing_to_fetch_keys_loses_nothing() {
    for (reply, times, name, retryable) in [
        (Reply::lost(), 3, "NetworkError", true),
        (Reply::timed_out(), 1, "TimeoutError", true),
        (Reply::refusal(503, "ServiceUnavailable", "down"), 3, "ServiceUnavailable", true),
        (Reply::page(404), 1, "UnknownError", false),
        (Reply::page(200), 1, "UnknownError", false),
    ] {
        let fail = |scene: &Scene| (0..times).for_each(|_| scene.world.network.answer(KEYS, reply.clone()));
        let signing_in = scene();
        answer(&signing_in, "InitiateAuth", &result(&signing_in, |token| OLD.sign(token)));
        fail(&signing_in);
        let error = signing_in.tab.sign_in(password_input()).unwrap_err();
        assert_eq!((error.name(), error.retryable()), (name, retryable));
        assert!(error.message().contains(KEYS) || name == "ServiceUnavailable" || name == "UnknownError");
        assert!(signing_in.world.local.items().is_empty());

        let scene = expired();
        let mut kept = scene.world.local.items();
        answer(&scene, REFRESH, &result(&scene, |token| OLD.sign(token)));
        fail(&scene);
        let session = scene.tab.session();
        assert_eq!(session.tokens.unwrap_err().name(), name);
        assert!(session.is_signed_in, "{name}");
        // The one that was sent may no longer be valid.
        kept.insert(key("refreshToken"), "rotated".to_owned());
        assert_eq!(scene.world.local.items(), kept, "{name}");

        answer(&scene, REFRESH, &result(&scene, |token| OLD.sign(token)));
        scene.world.network.answer(KEYS, key_set(&[OLD]));
        assert!(scene.tab.session().tokens.is_ok(), "{name}");
    }
}

#[test]
fn only_keys_for_these_signatures_are_used() {
    for (what, change, is_good) in [
        ("another kind", json!({"kty": "EC"}), false),
        ("no kind", json!({"kty": null}), false),
        ("another use", json!({"use": "enc"}), false),
        ("a use of another type", json!({"use": ["sig"]}), false),
        ("another algorithm", json!({"alg": "RS512"}), false),
        ("a short modulus", json!({"n": "1".repeat(341)}), false),
        ("a long modulus", json!({"n": "1".repeat(1367)}), false),
        ("no modulus", json!({"n": null}), false),
        ("a long exponent", json!({"e": "1".repeat(257)}), false),
        ("no exponent", json!({"e": null}), false),
        ("a name of another type", json!({"kid": 1}), false),
        ("no use", json!({"use": null}), true),
        ("no algorithm", json!({"alg": null}), true),
        ("further members", json!({"x5c": [], "key_ops": ["sign"]}), true),
    ] {
        let scene = scene();
        answer(&scene, "InitiateAuth", &result(&scene, |token| OLD.sign(token)));
        let mut jwk = OLD.jwk();
        for (member, value) in change.as_object().unwrap() {
            jwk[member] = value.clone();
        }
        scene.world.network.answer(KEYS, Reply::json(json!({"keys": [null, 7, {}, jwk]})));
        assert_eq!(scene.tab.sign_in(password_input()).is_ok(), is_good, "{what}");
    }
    for (count, is_good) in [(15, true), (16, false)] {
        let scene = scene();
        answer(&scene, "InitiateAuth", &result(&scene, |token| OLD.sign(token)));
        let mut keys = vec![NEW; count];
        keys.push(OLD);
        scene.world.network.answer(KEYS, key_set(&keys));
        assert_eq!(scene.tab.sign_in(password_input()).is_ok(), is_good, "{count} others");
    }
    for set in [json!([]), json!({}), json!({"keys": {}}), json!("keys"), json!(null)] {
        let scene = scene();
        answer(&scene, "InitiateAuth", &result(&scene, |token| OLD.sign(token)));
        scene.world.network.answer(KEYS, Reply::json(set.clone()));
        assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "InvalidTokens", "{set}");
    }
}

#[test]
fn a_page_without_web_crypto_says_so_and_loses_nothing() {
    let scene = expired();
    scene.tab.take_web_crypto_away();
    let mut kept = scene.world.local.items();
    answer(&scene, REFRESH, &result(&scene, |token| OLD.sign(token)));
    scene.world.network.answer(KEYS, key_set(&[OLD]));
    let session = scene.tab.session();
    let error = session.tokens.unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("PlatformNotSupported", "configuration"));
    assert!(session.is_signed_in);
    kept.insert(key("refreshToken"), "rotated".to_owned());
    assert_eq!(scene.world.local.items(), kept);
}

#[test]
fn imported_tokens_are_verified_too() {
    for (sign, is_accepted) in [(true, true), (false, false)] {
        let scene = scene();
        scene.world.network.answer(KEYS, key_set(&[OLD]));
        let tokens = result(&scene, |token| if sign { OLD.sign(token) } else { token.clone() });
        let session = json!({"accessToken": tokens["AccessToken"], "idToken": tokens["IdToken"], "refreshToken": "r"});
        let imported = scene.tab.import_session(session);
        assert_eq!(imported.is_ok(), is_accepted);
        if let Err(error) = imported {
            assert_eq!((error.name(), error.category().name()), ("InvalidTokens", "validation"));
        }
        assert_eq!(scene.stored("accessToken").is_some(), is_accepted);
    }
}
