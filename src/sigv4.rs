//! AWS Signature Version 4: requests signed with AWS credentials, in a header or in the query.
//!
//! [`sign`] and [`presign`] compute signatures, and [`read_refusal`] reads from a service's reply whether another attempt can
//! help. All are pure: the time is an argument, and the body is known by its hash. The npm package has them in a module of its
//! own, so that only pages that sign requests load them.
//!
//! Nothing is signed for an address without encryption, except on this machine, since the session token would be sent there.
//!
//! See <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.

mod address;
mod canonical;
mod encoding;
mod headers;
mod key;
mod refusal;
mod scope;

pub use key::KeyCache;
pub use refusal::{Refusal, Reply, read_refusal};

use core::fmt;

use zeroize::Zeroizing;

use crate::error::{Error, Result, names};
use crate::hash::{Sha256Parts, sha256};
use crate::secret::Secret;
use crate::text::hex_digits;
use crate::time::Timestamp;
use address::Address;
use canonical::{Canonical, PathForm};
use headers::Headers;
use scope::Scope;

/// The name of the algorithm.
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Stands for the body's hash where the body is not signed. Only S3 accepts it.
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The longest time for which AWS accepts a presigned URL: a week.
pub const MAX_EXPIRES_SECONDS: u32 = 604_800;

/// The service whose presigned websocket addresses carry the session token outside of the signature.
const IOT_GATEWAY: &str = "iotdevicegateway";

/// AWS credentials.
#[derive(Debug)]
pub struct Credentials {
    /// The id of the key, which is no secret.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: Secret,
    /// The token that belongs to a temporary key.
    pub session_token: Option<Secret>,
}

/// What is signed of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Its SHA-256.
    Sha256([u8; 32]),
    /// Nothing. For S3 only.
    Unsigned,
}

/// Hashes a body that arrives in parts.
#[derive(Default)]
pub struct PayloadHasher(Sha256Parts);

impl PayloadHasher {
    /// Adds a part.
    pub fn update(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    /// The SHA-256 of all parts.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        self.0.finish()
    }
}

impl fmt::Debug for PayloadHasher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PayloadHasher").finish_non_exhaustive()
    }
}

impl Payload {
    /// A body whose bytes are here, such as none.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Self::Sha256(**sha256(&[body]))
    }

    fn text(self) -> String {
        match self {
            Self::Sha256(hash) => hex_digits(&hash).collect(),
            Self::Unsigned => UNSIGNED_PAYLOAD.to_owned(),
        }
    }
}

/// A request to sign. `Debug` prints only its method, because headers and addresses may hold secrets.
pub struct Request<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The absolute URL, encoded as it is sent.
    pub url: &'a str,
    /// The headers. Those that browsers and proxies change are not signed.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub payload: Payload,
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Request").field("method", &self.method).finish_non_exhaustive()
    }
}

/// How to sign. What is `None` is derived from the host, or is the service's rule.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The time of the signature, which the service compares with its clock.
    pub time: Timestamp,
    /// The service's name in signatures, such as `execute-api`.
    pub service: Option<&'a str>,
    /// The region.
    pub region: Option<&'a str>,
    /// The region if neither `region` nor the host says it.
    pub default_region: Option<&'a str>,
    /// Whether the path is normalised and encoded a second time. S3 does neither.
    pub normalize_path: Option<bool>,
    /// Whether the body's hash is sent in `x-amz-content-sha256`, too. S3 requires it. A presigned URL never has it.
    pub hash_header: Option<bool>,
    /// Where the signing key is kept for the next request.
    pub keys: Option<&'a KeyCache>,
}

/// A signature and what was signed, for comparison with a service's error message.
#[derive(Debug)]
pub struct Signature {
    /// The request in canonical form. It has the session token in it.
    pub canonical_request: Secret,
    /// The text whose HMAC the signature is.
    pub string_to_sign: String,
    /// The signature, in hexadecimal.
    pub signature: String,
}

/// A request signed in a header.
#[derive(Debug)]
pub struct SignedHeaders {
    /// The headers to add.
    pub headers: Vec<(&'static str, Secret)>,
    /// The signature.
    pub signature: Signature,
}

/// A request signed in its query.
#[derive(Debug)]
pub struct PresignedUrl {
    /// The URL with the signature. Whoever has it can make the request.
    pub url: Secret,
    /// The signature.
    pub signature: Signature,
}

/// Whether credentials and tokens may be sent to a URL.
///
/// # Errors
///
/// `InvalidParameterException` for an address without encryption that is not on this machine.
pub fn check_address(url: &str) -> Result<()> {
    Address::parse(url).map(drop)
}

/// Signs a request with the header `authorization`.
///
/// # Errors
///
/// `InvalidParameterException` for what cannot be signed: an address without encryption that is not on this machine, headers with
/// other characters than ASCII, a request that has an `authorization` header or a signature in its query.
pub fn sign(request: &Request<'_>, credentials: &Credentials, options: &Options<'_>) -> Result<SignedHeaders> {
    let address = Address::parse(request.url)?;
    let scope = Scope::new(&address, options)?;
    check_credentials(credentials)?;
    if encoding::parameters(address.query).any(|(name, _)| name.eq_ignore_ascii_case("X-Amz-Signature")) {
        return Err(signed_already());
    }
    let payload = request.payload.text();
    let mut headers = Headers::read(request.headers)?;
    let mut added = vec![("x-amz-date", Secret::new(scope.time.clone()))];
    if options.hash_header.unwrap_or(scope.is_s3()) {
        added.push(("x-amz-content-sha256", Secret::new(payload.clone())));
    }
    if let Some(token) = &credentials.session_token {
        added.push(("x-amz-security-token", token.duplicate()));
    }
    for (name, value) in &added {
        headers.set(name, value.expose());
    }
    headers.set("host", &address.host);
    let signed_names = headers.names();
    let canonical = Canonical {
        method: request.method,
        path: address.path,
        form: path_form(&scope, options),
        query: address.query,
        headers: &headers,
        names: &signed_names,
        payload: &payload,
    };
    let signature = signature(&canonical, &scope, credentials, options)?;
    let (id, names) = (&credentials.access_key_id, &signed_names);
    let credential = [ALGORITHM, " Credential=", id, "/", &scope.text].concat();
    let rest = [", SignedHeaders=", names, ", Signature=", &signature.signature].concat();
    added.push(("authorization", Secret::new(credential + &rest)));
    Ok(SignedHeaders { headers: added, signature })
}

/// Signs a URL, which then works without further headers for a number of seconds, at most [`MAX_EXPIRES_SECONDS`].
///
/// # Errors
///
/// As [`sign`].
pub fn presign(
    request: &Request<'_>,
    credentials: &Credentials,
    options: &Options<'_>,
    expires_seconds: u32,
) -> Result<PresignedUrl> {
    let address = Address::parse(request.url)?;
    let scope = Scope::new(&address, options)?;
    check_credentials(credentials)?;
    if !(1..=MAX_EXPIRES_SECONDS).contains(&expires_seconds) {
        return Err(invalid("`expiresIn` is not a number of seconds from 1 to 604800"));
    }
    if encoding::parameters(address.query).any(|(name, _)| encoding::is_of_signature(&name)) {
        return Err(signed_already());
    }
    let mut headers = Headers::read(request.headers)?;
    headers.set("host", &address.host);
    let token = credentials.session_token.as_ref();
    // Large enough for all that follows, since a text that grows leaves copies behind.
    let token_length = token.map_or(0, |token| token.expose().len());
    let signed_names = headers.names();
    let length =
        [address.query, &credentials.access_key_id, &scope.text, &signed_names].map(str::len).iter().sum::<usize>();
    let mut query = Zeroizing::new(String::with_capacity(
        length.saturating_add(token_length).saturating_mul(3).saturating_add(512),
    ));
    query.push_str(address.query);
    let credential = [&*credentials.access_key_id, "/", &scope.text].concat();
    encoding::push_parameter(&mut query, "X-Amz-Algorithm", ALGORITHM);
    encoding::push_parameter(&mut query, "X-Amz-Credential", &credential);
    encoding::push_parameter(&mut query, "X-Amz-Date", &scope.time);
    encoding::push_parameter(&mut query, "X-Amz-Expires", &expires_seconds.to_string());
    encoding::push_parameter(&mut query, "X-Amz-SignedHeaders", &signed_names);
    let is_token_signed = scope.service != IOT_GATEWAY;
    if let Some(token) = token.filter(|_| is_token_signed) {
        encoding::push_parameter(&mut query, "X-Amz-Security-Token", token.expose());
    }
    // S3 has no hash of a body that is sent to a presigned URL.
    let payload = if scope.is_s3() { Payload::Unsigned } else { request.payload };
    let canonical = Canonical {
        method: request.method,
        path: address.path,
        form: path_form(&scope, options),
        query: &query,
        headers: &headers,
        names: &signed_names,
        payload: &payload.text(),
    };
    let signature = signature(&canonical, &scope, credentials, options)?;
    encoding::push_parameter(&mut query, "X-Amz-Signature", &signature.signature);
    if let Some(token) = token.filter(|_| !is_token_signed) {
        encoding::push_parameter(&mut query, "X-Amz-Security-Token", token.expose());
    }
    Ok(PresignedUrl { url: Secret::new([address.before_query, "?", &query].concat()), signature })
}

fn path_form(scope: &Scope, options: &Options<'_>) -> PathForm {
    if options.normalize_path.unwrap_or(!scope.is_s3()) { PathForm::NormalizedTwiceEncoded } else { PathForm::AsSent }
}

fn signature(
    canonical: &Canonical<'_>,
    scope: &Scope,
    credentials: &Credentials,
    options: &Options<'_>,
) -> Result<Signature> {
    let canonical_request = canonical.text()?;
    let hash: String = hex_digits(&**sha256(&[canonical_request.expose().as_bytes()])).collect();
    let string_to_sign = [ALGORITHM, "\n", &scope.time, "\n", &scope.text, "\n", &hash].concat();
    let signature = key::signature(&credentials.secret_access_key, scope, &string_to_sign, options.keys);
    Ok(Signature { canonical_request, string_to_sign, signature })
}

/// Services refuse a request with two signatures.
fn signed_already() -> Error {
    invalid("the URL is signed already: it has parameters such as X-Amz-Date")
}

fn check_credentials(credentials: &Credentials) -> Result<()> {
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let id = &credentials.access_key_id;
    if !is_plain(id) || id.contains(['/', ',']) || !is_plain(credentials.secret_access_key.expose()) {
        return Err(invalid("the AWS credentials are not a key and its id"));
    }
    if credentials.session_token.as_ref().is_some_and(|token| !is_plain(token.expose())) {
        return Err(invalid(
            "the session token of the AWS credentials is empty, or has spaces or characters other than ASCII",
        ));
    }
    Ok(())
}

fn invalid(message: &'static str) -> Error {
    Error::new(&names::INVALID_INPUT).with_message(message)
}
