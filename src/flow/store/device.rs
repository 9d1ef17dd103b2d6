//! Remembered devices, and finding them under the names that users type.
//!
//! As in Amplify, a device is stored under Cognito's name for the user. But users may type an e-mail address, or their name
//! in another case. So the typed names that led to a user are stored too. They are hashed, because they stay after the
//! session.

use super::Store;
use super::places::Persistence;
use crate::error::Result;
use crate::hash::sha256;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::text;
use crate::token::{Item, Write};

/// The maximum number of typed names. The oldest are dropped.
const MOST_ALIASES: usize = 20;

const ITEMS: [Item; 3] = [Item::DeviceKey, Item::DeviceGroupKey, Item::RandomPassword];

/// A device that the service remembers for a user.
pub(in crate::flow) struct Device {
    /// Cognito's name for the user, under which the device is stored.
    pub(in crate::flow) owner: String,
    pub(in crate::flow) key: String,
    pub(in crate::flow) group_key: String,
    pub(in crate::flow) password: Secret,
}

impl<H: Host> Store<H> {
    /// The remembered device of a user, by Cognito's name or by a typed name. `None` if a part of it is missing.
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

    /// The remembered device that is stored under exactly this name.
    pub(in crate::flow) fn device_of(&self, username: &str) -> Result<Option<Device>> {
        let [key, group_key, password] = ITEMS.map(|item| self.item(username, item));
        let (Some(key), Some(group_key), Some(password)) = (key?, group_key?, password?) else { return Ok(None) };
        Ok(Some(Device { owner: username.to_owned(), key, group_key, password: Secret::new(password) }))
    }

    /// The key of the device that the refresh of a user's session names: the one that is stored with the session.
    pub(in crate::flow) fn device_key_of(&self, username: &str) -> Result<Option<String>> {
        let (Some(found), place) = (self.device_of(username)?, self.place_of(username)?) else { return Ok(None) };
        let key = self.keys()?.of(username, Item::DeviceKey);
        let own = place.map_or(Ok(None), |place| self.places.load_from(place, &key))?;
        Ok(own.or(Some(found.key)))
    }

    fn save_device(&self, device: &Device) -> Result<()> {
        self.apply(self.storing_device(device)?)
    }

    /// The changes that store a device.
    pub(in crate::flow) fn storing_device(&self, device: &Device) -> Result<Vec<Write>> {
        let keys = self.keys()?;
        let values = [&*device.key, &*device.group_key, device.password.expose()];
        let write = |(item, value): (Item, &str)| Write {
            key: keys.of(&device.owner, item),
            value: Some(Secret::new(value.to_owned())),
        };
        Ok(ITEMS.into_iter().zip(values).map(write).collect())
    }

    /// Lets later sign-ins find a new device, which is stored with its session, where items last longest, unless the user has another
    /// session there, whose refresh names its own device. Not in a vault: whoever can read its storage must not get more than a session
    /// there gives.
    pub(in crate::flow) fn share_device(&self, device: &Device) -> Result<()> {
        let longest = self.places.place_of_new();
        if self.in_vault
            || self.places.load_from(longest, &self.keys()?.of(&device.owner, Item::AccessToken))?.is_some()
        {
            return Ok(());
        }
        self.apply_in(Some(longest), self.storing_device(device)?)
    }

    /// The user's device, to be stored with a session that was not signed in here. In a vault, not one that would last longer by that: a
    /// script of the page can import the tokens that it sees.
    pub(in crate::flow) fn device_to_go_with(
        &self,
        username: &str,
        persistence: Option<Persistence>,
    ) -> Result<Option<Device>> {
        let found = self.places.find(&self.keys()?.of(username, Item::RandomPassword))?;
        let is_lengthened = found.is_some_and(|(place, _)| place < self.places.wanted(persistence));
        if self.in_vault && is_lengthened { Ok(None) } else { self.device_of(username) }
    }

    /// In a vault, removes a user's device from where it would last longer than the session, unless another session there needs it.
    pub(in crate::flow) fn confine_device(&self, username: &str) -> Result<()> {
        let longest = self.places.place_of_new();
        let is_shorter = self.place_of(username)?.is_some_and(|place| place < longest);
        let keys = self.keys()?;
        if self.in_vault
            && is_shorter
            && self.places.load_from(longest, &keys.of(username, Item::AccessToken))?.is_none()
        {
            self.apply_in(Some(longest), ITEMS.map(|item| Write { key: keys.of(username, item), value: None }).into())?;
        }
        Ok(())
    }

    /// Removes the user's device, which the service has refused, unless another one has replaced it meanwhile.
    pub(in crate::flow) fn remove_refused_device(&self, name: &str, key: &str) -> Result<()> {
        // It may be in each place.
        for _ in Persistence::ALL {
            if self.device(name)?.is_some_and(|device| device.key == key) {
                self.remove_device(name)?;
            }
        }
        Ok(())
    }

    /// Removes the device that is stored under this name, and the typed names that led to it. If the name itself is a typed
    /// one, it no longer leads to a device, but that device stays: names that differ in case may be two users, and it may
    /// be the other user's.
    pub(in crate::flow) fn remove_device(&self, name: &str) -> Result<()> {
        let keys = self.keys()?;
        for item in ITEMS {
            self.set(keys.of(name, item), None)?;
        }
        let alias = self.alias(name);
        self.change_aliases(&|stored, username| *stored != *alias && username.as_str() != Some(name), None)
    }

    /// Records that a typed name leads to the user's device, if there is one. In some flows, Amplify stores the device
    /// under the typed name; it is then moved to Cognito's name, where a refresh looks for it.
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

    /// The key of a typed name. The case of ASCII letters is ignored. Names that differ in the case of other letters are
    /// stored separately.
    fn alias(&self, typed: &str) -> String {
        let parts = [&*self.client_id, " ", &typed.to_ascii_lowercase()];
        text::encode_base64url(sha256(&parts.map(str::as_bytes)).as_slice())
    }

    fn load_aliases(&self) -> Result<Json> {
        let text = self.text(&self.keys()?.device_aliases())?;
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
        let value = (!kept.is_empty()).then(|| Secret::new(self.host.write_json(&Json::Object(kept))));
        // In a vault, they go with the session, as devices do.
        let place = match add {
            Some((_, username)) if self.in_vault => self.place_of(username)?,
            _ => None,
        };
        self.apply_in(place, vec![Write { key, value }])
    }
}
