//! Where a sign-out leads.

use super::Session;
use crate::error::Result;
use crate::host::Host;
use crate::oauth;

impl<H: Host> Session<H> {
    /// Where a user signs out who has signed in at the user pool's pages, and is sent back to a page.
    pub(super) fn logout_url(&self, page: Option<&str>, preferred: Option<&str>) -> Result<Option<String>> {
        let (Some(page), Ok(oauth)) = (page, oauth::configured(self.client.config().oauth())) else { return Ok(None) };
        let redirect = oauth::redirect_uri(&oauth.redirect_sign_out, preferred, page)?;
        oauth::logout_url(oauth, &self.client.pool()?.client_id, redirect).map(Some)
    }
}
