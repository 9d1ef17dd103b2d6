//! Keeping remembered devices in the host's storage, and finding them under the names that users type.
//!
//! A device is kept under the name that the service knows the user by, as Amplify keeps it. Users type an e-mail address, or
//! their name in another case. Which typed names led to which stored one is kept too, as hashes: a list of addresses would
//! outlive the session.

use super::Store;
use crate::error::Result;
use crate::hash::sha256;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::text;
use crate::token::{Item, Write};

/// How many typed names are kept. Of more than that, the oldest are dropped.
const MOST_ALIASES: usize = 20;

const ITEMS: [Item; 3] = [Item::DeviceKey, Item::DeviceGroupKey, Item::RandomPassword];

/// A device that the service remembers for a user.
pub(in crate::flow) struct Device {
    /// The name that the service knows the user by, under which it is kept.
    pub(in crate::flow) owner: String,
    pub(in crate::flow) key: String,
    pub(in crate::flow) group_key: String,
    pub(in crate::flow) password: Secret,
}

impl<H: Host> Store<H> {
    /// The remembered device of a user, by the service's name or a name that the user typed once; none unless all of it is
    /// there.
    pub(in crate::flow) fn device(&self, name: &str) -> Result<Option<Device>> {
        let device = self.device_of(name)?;
        if device.is_some() {
            return Ok(device);
        }
        let aliases = self.load_aliases()?;
        match aliases.get(&self.alias(name)).as_text() {
            Some(username) => self.device_of(username),
            None => Ok(None),
        }
    }

    /// The remembered device that is kept under exactly that name.
    pub(in crate::flow) fn device_of(&self, username: &str) -> Result<Option<Device>> {
        let [key, group_key, password] = ITEMS.map(|item| self.item(username, item));
        let (Some(key), Some(group_key), Some(password)) = (key?, group_key?, password?) else { return Ok(None) };
        Ok(Some(Device { owner: username.to_owned(), key, group_key, password: Secret::new(password) }))
    }

    pub(in crate::flow) fn save_device(&self, device: &Device) -> Result<()> {
        let keys = self.keys()?;
        let values = [&*device.key, &*device.group_key, device.password.expose()];
        let write = |(item, value): (Item, &str)| Write {
            key: keys.of(&device.owner, item),
            value: Some(Secret::new(value.to_owned())),
        };
        self.apply(ITEMS.into_iter().zip(values).map(write).collect())
    }

    /// Forgets the device of that user and the names that led to it. Where the name is a typed one, it is forgotten where it
    /// led, and the device there stays: names that differ in case may be two users, and the device the other's.
    pub(in crate::flow) fn remove_device(&self, name: &str) -> Result<()> {
        let keys = self.keys()?;
        for item in ITEMS {
            self.host.remove(Area::Local, &keys.of(name, item))?;
        }
        let alias = self.alias(name);
        self.change_aliases(&|stored, username| *stored != *alias && username.as_str() != Some(name), None)
    }

    /// Remembers that a typed name leads to the user's device, if the user has one here. Amplify keeps devices under the typed
    /// name in some flows; such a device moves to the service's name, where a refresh looks for it.
    pub(in crate::flow) fn remember_alias(&self, typed: &str, username: &str) -> Result<()> {
        if typed == username {
            return Ok(());
        }
        if self.device_of(username)?.is_none() {
            let Some(device) = self.device_of(typed)? else { return Ok(()) };
            self.save_device(&Device { owner: username.to_owned(), ..device })?;
            self.remove_device(typed)?;
        }
        let alias = self.alias(typed);
        self.change_aliases(&|stored, _| *stored != *alias, Some((&alias, username)))
    }

    /// Names are compared without regard to the case of ASCII letters. A name that differs in other letters is remembered
    /// by itself when it has been typed once.
    fn alias(&self, typed: &str) -> String {
        let parts = [&*self.client_id, " ", &typed.to_ascii_lowercase()];
        text::encode_base64url(sha256(&parts.map(str::as_bytes)).as_slice())
    }

    fn load_aliases(&self) -> Result<Json> {
        let text = self.host.load(Area::Local, &self.keys()?.device_aliases())?;
        Ok(text.and_then(|text| self.parse_json(&text)).unwrap_or_default())
    }

    fn change_aliases(&self, keep: &dyn Fn(&str, &Json) -> bool, add: Option<(&str, &str)>) -> Result<()> {
        let mut kept = if let Json::Object(members) = self.load_aliases()? { members } else { Vec::new() };
        let count = kept.len();
        kept.retain(|(alias, username)| keep(alias, username));
        match add {
            None if kept.len() == count => return Ok(()),
            None => {}
            Some((alias, username)) => kept.push((alias.to_owned().into(), username.into())),
        }
        let surplus = kept.len().saturating_sub(MOST_ALIASES);
        kept.drain(..surplus);
        let key = self.keys()?.device_aliases();
        if kept.is_empty() {
            return self.host.remove(Area::Local, &key);
        }
        self.host.save(Area::Local, &key, &self.host.write_json(&Json::Object(kept)))
    }
}
