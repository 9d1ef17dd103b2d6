//! AWS credentials that the application wants to be kept for the tab.

use super::Store;
use crate::host::{Area, Host};
use crate::json::Json;

impl<H: Host> Store<H> {
    /// The item with the credentials of this identity pool.
    pub(in crate::flow) fn tab_credentials(&self, identity_pool: &str) -> Option<Json> {
        if !self.keeps_credentials || !self.host.has_storage(Area::Session) {
            return None;
        }
        self.parse_json(&self.host.load(Area::Session, &key(identity_pool)).ok()??)
    }

    /// Without room for them, the next page requests new ones.
    pub(in crate::flow) fn save_tab_credentials(&self, identity_pool: &str, item: &dyn Fn() -> Json) {
        if self.keeps_credentials && self.host.has_storage(Area::Session) {
            let _ = self.host.save(Area::Session, &key(identity_pool), &self.host.write_json(&item()));
        }
    }

    /// Also without that option: an earlier page may have had it.
    pub(in crate::flow) fn remove_tab_credentials(&self, identity_pool: &str) {
        if self.host.has_storage(Area::Session) {
            let _ = self.host.remove(Area::Session, &key(identity_pool));
        }
    }
}

fn key(identity_pool: &str) -> String {
    ["cognito-wasm.credentials.", identity_pool].concat()
}
