//! Credentials that are kept for the tab, so that its next page need not request any.

use std::rc::Rc;

use super::credentials::{expiration_in, key_text};
use super::holder::Owner;
use super::{Credentials, Session};
use crate::flow::input;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

/// The longest text that is read. Anybody can write to the storage.
const LONGEST: usize = 16_384;

impl Credentials {
    fn to_item(&self) -> Json {
        let owner = if let Owner::User(sub) = &self.owner { &**sub } else { "" };
        self.to_json()
            .with("identityId", &*self.identity_id)
            .with("clockDrift", self.clock_drift_ms)
            .with("owner", owner)
    }

    /// Reads an item; `None` if it is damaged.
    fn from_item(mut item: Json) -> Option<Self> {
        let (expiration, clock_drift_ms) =
            (expiration_in(&item, "expiration"), input::integer(&item, "clockDrift").ok()??);
        let has_token = !item.get("sessionToken").is_null();
        let sub = item.take("owner").into_text().filter(|sub| sub.len() <= LONGEST)?;
        let mut text = |member| key_text(item.take(member)).filter(|text| text.len() <= LONGEST);
        let of = if sub.is_empty() { Owner::Guest } else { Owner::User(sub) };
        Some(Self {
            identity_id: text("identityId")?,
            access_key_id: text("accessKeyId")?,
            secret_access_key: Secret::new(text("secretAccessKey")?),
            session_token: if has_token { Some(Secret::new(text("sessionToken")?)) } else { None },
            expiration,
            clock_drift_ms,
            owner: of,
        })
    }
}

impl<H: Host> Session<H> {
    /// Those of this owner that an earlier page of the tab has kept. Others are removed, and so are those that are no longer usable.
    pub(super) fn tab_credentials(&self, owner: &Owner) -> Option<Credentials> {
        let pool = self.identity_pool().ok()?;
        let store = self.client.store();
        let item = store.tab_credentials(&pool.id)?;
        let credentials = Credentials::from_item(item);
        let usable = credentials.filter(|credentials| credentials.usable(owner, self.client.host().now()));
        if usable.is_none() {
            store.remove_tab_credentials(&pool.id);
        }
        usable
    }

    /// Keeps credentials in memory, and for the tab if the application wants that.
    pub(super) fn keep_credentials(&self, credentials: &Rc<Credentials>) {
        self.identity.cached.replace(Some(Rc::clone(credentials)));
        // The login of another provider is gone with the page.
        if credentials.owner != Owner::Federated
            && let Ok(pool) = self.identity_pool()
        {
            self.client.store().save_tab_credentials(&pool.id, &|| credentials.to_item());
        }
    }

    pub(super) fn drop_cached_credentials(&self) {
        self.identity.cached.take();
        if let Ok(pool) = self.identity_pool() {
            self.client.store().remove_tab_credentials(&pool.id);
        }
    }
}
