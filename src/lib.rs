//! Amazon Cognito sign-in for the browser.

pub mod srp;
