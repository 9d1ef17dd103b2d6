//! Warnings about the configuration.

use super::Client;
use crate::host::Host;

/// The configuration contains the app client's secret.
const SECRET: &str = "the configuration has the secret of the app client, which everybody who opens the page can read: \
     use an app client without a secret, or give the secretHash hook";

/// An endpoint on another machine is called over plain http.
const EXPOSED: &str = "dangerouslyAllowHttpEndpoints is in effect: passwords and tokens are sent unprotected, and everybody \
     on the way can read them; never use it in production";

impl<H: Host> Client<H> {
    /// Warnings about the configuration, for the developer's console.
    pub(in crate::flow) fn warnings(&self) -> impl Iterator<Item = &'static str> {
        let found = [(self.client_secret().is_some(), SECRET), (self.config.is_exposed(), EXPOSED)];
        let found = found.into_iter().filter_map(|(is_found, warning)| is_found.then_some(warning));
        found.chain(self.config.warnings().iter().copied())
    }
}
