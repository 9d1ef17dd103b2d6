//! The protocol of Cognito's own pages, from the address that is opened to tokens that have been checked.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod as_amplify;
#[cfg(test)]
mod shown;
#[cfg(test)]
mod support;
#[cfg(test)]
mod walks;
