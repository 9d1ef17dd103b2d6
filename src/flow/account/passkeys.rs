//! Passkeys: registering, listing and deleting them.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::Account;
use super::row::Row;
use crate::cognito::operation::{
    COMPLETE_WEB_AUTHN_REGISTRATION, DELETE_WEB_AUTHN_CREDENTIAL, LIST_WEB_AUTHN_CREDENTIALS,
    START_WEB_AUTHN_REGISTRATION,
};
use crate::error::{Error, Result, names};
use crate::flow::fields::{Field, Shape};
use crate::flow::passkey::{Ceremony, with_known_extensions};
use crate::host::Host;
use crate::json::Json;

pub(super) static ROWS: [Row; 2] = [
    Row::of_user(
        "deleteWebAuthnCredential",
        &DELETE_WEB_AUTHN_CREDENTIAL,
        &[Field::new("credentialId", "CredentialId", Shape::Text)],
        None,
    ),
    Row::of_user(
        "listWebAuthnCredentials",
        &LIST_WEB_AUTHN_CREDENTIALS,
        &[
            Field::new("pageSize", "MaxResults", Shape::OptionalNumber),
            Field::new("nextToken", "NextToken", Shape::OptionalText),
        ],
        Some(|mut reply, _| {
            let passkeys = reply.take("Credentials").each(passkey);
            Ok(Json::object().with("credentials", passkeys).with("nextToken", reply.take("NextToken")))
        }),
    )
    .in_pages("Credentials", "NextToken"),
];

/// The first request of a registration, which gets the options for the browser.
static START: Row = Row::of_user(
    "associateWebAuthnCredential",
    &START_WEB_AUTHN_REGISTRATION,
    &[],
    Some(|mut reply, _| {
        let options = reply.take("CredentialCreationOptions");
        let required = ["challenge", "user", "rp", "pubKeyCredParams"];
        if required.into_iter().any(|member| options.get(member).is_null()) {
            return Err(Error::new(&names::INVALID_PASSKEY_REGISTRATION_OPTIONS));
        }
        Ok(with_known_extensions(options))
    }),
);

/// The last request of a registration, which sends the browser's credential.
static COMPLETION: Row = Row::of_user(
    "associateWebAuthnCredential",
    &COMPLETE_WEB_AUTHN_REGISTRATION,
    &[Field::new("credential", "Credential", Shape::Any)],
    None,
);

/// A passkey in the format of the public API; the time is in seconds since the epoch.
fn passkey(mut passkey: Json) -> Json {
    passkey.renamed(&[
        ("credentialId", "CredentialId"),
        ("friendlyCredentialName", "FriendlyCredentialName"),
        ("relyingPartyId", "RelyingPartyId"),
        ("authenticatorAttachment", "AuthenticatorAttachment"),
        ("authenticatorTransports", "AuthenticatorTransports"),
        ("createdAt", "CreatedAt"),
    ])
}

impl<H: Host> Account<H> {
    /// `associateWebAuthnCredential`: the browser creates a passkey, and the service registers it.
    pub(super) async fn associate_passkey(self: Rc<Self>) -> Result<Json> {
        let generation = self.session.generation();
        let options = self.request(&START, Json::Null, Json::Null).await?;
        self.session.check_generation(generation)?;
        let client = Rc::clone(&self.client);
        let ceremony = async move { client.host().create_credential(options).await }.boxed_local();
        let given = self.prompt.show(ceremony).await;
        self.session.check_generation(generation)?;
        let given = given.ok_or_else(|| Error::new(&names::PASSKEY_OPERATION_ABORTED))?;
        let credential = Ceremony::Registration.outcome(given)?;
        self.request(&COMPLETION, Json::object().with("credential", credential), Json::Null).await
    }
}
