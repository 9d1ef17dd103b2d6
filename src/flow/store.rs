//! Keeping a session in the host's storage.

use super::Auth;
use crate::error::Result;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Item, Jwt, SignInDetails, StorageKeys, TokenSet, Write};

/// The name under which Amplify keeps the tokens of a user whose name it does not know.
const NAMELESS: &str = "username";

/// A device that the service remembers for a user.
pub(super) struct Device {
    pub(super) key: String,
    pub(super) group_key: String,
    pub(super) password: Secret,
}

impl<H: Host> Auth<H> {
    /// The remembered device of a user; none unless all of it is there.
    pub(super) async fn load_device(&self, username: &str) -> Result<Option<Device>> {
        let keys = self.keys()?;
        let (Some(key), Some(group_key), Some(password)) = (
            self.load_item(&keys, username, Item::DeviceKey).await?,
            self.load_item(&keys, username, Item::DeviceGroupKey).await?,
            self.load_item(&keys, username, Item::RandomPassword).await?,
        ) else {
            return Ok(None);
        };
        Ok(Some(Device { key, group_key, password: Secret::new(password) }))
    }

    pub(super) async fn save_device(&self, username: &str, device: &Device) -> Result<()> {
        let keys = self.keys()?;
        for (item, value) in [
            (Item::DeviceKey, &*device.key),
            (Item::DeviceGroupKey, &*device.group_key),
            (Item::RandomPassword, device.password.expose()),
        ] {
            self.host.save(Area::Local, &keys.of(username, item), value).await?;
        }
        Ok(())
    }

    pub(super) async fn remove_device(&self, username: &str) -> Result<()> {
        let keys = self.keys()?;
        for item in [Item::DeviceKey, Item::DeviceGroupKey, Item::RandomPassword] {
            self.host.remove(Area::Local, &keys.of(username, item)).await?;
        }
        Ok(())
    }

    pub(super) fn parse_json(&self, text: &str) -> Option<Json> {
        self.host.parse_json(text)
    }

    pub(super) fn parse_jwt(&self, raw: String) -> Option<Jwt> {
        Jwt::parse(raw, &|text| self.parse_json(text))
    }

    /// The stored session; none when nobody is signed in or what is stored cannot be read as tokens. What is stored stays.
    pub(super) async fn load_tokens(&self) -> Result<Option<TokenSet>> {
        let keys = self.keys()?;
        let username = self.host.load(Area::Local, &keys.last_auth_user()).await?.filter(|name| !name.is_empty());
        let username = username.unwrap_or_else(|| NAMELESS.to_owned());
        let Some(access) = self.load_jwt(&keys, &username, Item::AccessToken).await? else { return Ok(None) };
        let Some(access) = access else { return Ok(None) };
        let id = match self.load_jwt(&keys, &username, Item::IdToken).await? {
            None => None,
            Some(None) => return Ok(None),
            Some(readable) => readable,
        };
        let drift = self.load_item(&keys, &username, Item::ClockDrift).await?;
        let details = self.load_item(&keys, &username, Item::SignInDetails).await?;
        Ok(Some(TokenSet {
            access,
            id,
            refresh: self.load_item(&keys, &username, Item::RefreshToken).await?,
            clock_drift_ms: drift.and_then(|text| text.parse().ok()).unwrap_or_default(),
            sign_in_details: details
                .and_then(|text| self.parse_json(&text))
                .and_then(|stored| SignInDetails::from_json(&stored)),
            username,
        }))
    }

    async fn load_item(&self, keys: &StorageKeys, username: &str, item: Item) -> Result<Option<String>> {
        Ok(self.host.load(Area::Local, &keys.of(username, item)).await?.filter(|text| !text.is_empty()))
    }

    /// None when absent, `Some(None)` when there but unreadable.
    async fn load_jwt(&self, keys: &StorageKeys, username: &str, item: Item) -> Result<Option<Option<Jwt>>> {
        Ok(self.load_item(keys, username, item).await?.map(|raw| self.parse_jwt(raw)))
    }

    pub(super) async fn save_tokens(&self, tokens: &TokenSet) -> Result<()> {
        let details = tokens.sign_in_details.as_ref().map(|details| self.host.write_json(&details.to_json()));
        self.apply(tokens.writes(&self.keys()?, details)).await
    }

    pub(super) async fn remove_tokens(&self, username: &str) -> Result<()> {
        self.apply(TokenSet::removal(&self.keys()?, username)).await
    }

    async fn apply(&self, writes: Vec<Write>) -> Result<()> {
        for Write { key, value } in writes {
            match value {
                Some(value) => self.host.save(Area::Local, &key, &value).await?,
                None => self.host.remove(Area::Local, &key).await?,
            }
        }
        Ok(())
    }
}
