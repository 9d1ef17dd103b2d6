//! Where items are kept: in the host's storages, or in this instance's memory.
//!
//! They appear as one storage. A place that lasts shorter comes before one that lasts longer: an item is read, changed and removed
//! where it is found first.

use core::cell::RefCell;
use std::borrow::Cow;
use std::rc::Rc;

use crate::error::Result;
use crate::flow::input;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::Write;

/// How long a session is kept: the place for it. The order is that of their lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Persistence {
    /// As long as the instance.
    Memory,
    /// As long as the tab, which may be reloaded (`sessionStorage`).
    Session,
    /// Until the user signs out (`localStorage`, or the storage that the application has given).
    #[default]
    Local,
}

impl Persistence {
    pub(super) const ALL: [Self; 3] = [Self::Memory, Self::Session, Self::Local];

    /// Its name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Session => "session",
            Self::Local => "local",
        }
    }

    /// The one with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == name)
    }

    /// Reads the member `persistence`.
    ///
    /// # Errors
    /// `InvalidParameterException` for other values than the three names.
    pub fn read(options: &mut Json) -> Result<Option<Self>> {
        let Some(name) = input::optional_text(options, "persistence")? else { return Ok(None) };
        let known = Self::from_name(&name);
        known.map(Some).ok_or_else(|| input::invalid("persistence", "is not `local`, `session` or `memory`"))
    }

    const fn area(self) -> Option<Area> {
        match self {
            Self::Memory => None,
            Self::Session => Some(Area::Session),
            Self::Local => Some(Area::Local),
        }
    }
}

/// How the key of the tokens that are still to be revoked ends. They belong to no session.
const REVOCATIONS: &str = ".revocations";

/// What was there before changes, in their order.
pub(super) type Undo = Vec<(Persistence, Write)>;

/// The places of one instance.
pub(super) struct Places<H> {
    host: Rc<H>,
    /// The place that lasts longest of those that the application allows.
    longest: Persistence,
    /// What the keys in `sessionStorage` begin with. Only an instance that keeps everything there has Amplify's keys: others use it
    /// for sessions of this tab, which are not to be taken for those of another instance.
    tab_prefix: &'static str,
    memory: RefCell<Rc<Memory>>,
}

/// What is kept in memory. It is shared with the instance that takes over from this one.
#[derive(Default)]
struct Memory {
    /// A list, since there are about a dozen items, and a map would need more code.
    items: RefCell<Vec<(String, Secret)>>,
    /// Stored refresh tokens, which may no longer be valid, and the newer ones that the storage had no room for.
    newer: RefCell<Vec<(Secret, Secret)>>,
}

impl<H: Host> Places<H> {
    pub(super) fn new(host: Rc<H>, longest: Persistence) -> Self {
        let tab_prefix = match longest {
            Persistence::Local if host.has_own_storage() => "cognito-wasm.own.",
            Persistence::Local => "cognito-wasm.local.",
            Persistence::Memory | Persistence::Session => "",
        };
        Self { host, longest, tab_prefix, memory: RefCell::default() }
    }

    /// Shares the memory of an earlier instance.
    pub(super) fn inherit(&self, earlier: &Self) {
        self.memory.replace(earlier.memory());
    }

    fn memory(&self) -> Rc<Memory> {
        Rc::clone(&self.memory.borrow())
    }

    /// The newer refresh token that replaces a stored one, if the storage had no room for it.
    pub(super) fn newer_refresh_token(&self, stored: &Secret) -> Option<Secret> {
        let memory = self.memory();
        let newer = memory.newer.borrow();
        newer.iter().find(|(spent, _)| spent.expose() == stored.expose()).map(|(_, token)| token.duplicate())
    }

    /// Remembers or forgets the newer refresh token that replaces a stored one.
    pub(super) fn set_newer_refresh_token(&self, stored: &Secret, newer: Option<&Secret>) {
        let memory = self.memory();
        let mut list = memory.newer.borrow_mut();
        list.retain(|(spent, _)| spent.expose() != stored.expose());
        list.extend(newer.map(|token| (stored.duplicate(), token.duplicate())));
    }

    /// The key of an item in one of the host's storages.
    fn key_in<'key>(&self, area: Area, key: &'key str) -> Cow<'key, str> {
        if area == Area::Session && !self.tab_prefix.is_empty() {
            [self.tab_prefix, key].concat().into()
        } else {
            key.into()
        }
    }

    /// The place that the application wants, even if it does not work.
    pub(super) fn wanted(&self, persistence: Option<Persistence>) -> Persistence {
        self.longest.min(persistence.unwrap_or_default())
    }

    pub(super) fn works(&self, place: Persistence) -> bool {
        place <= self.longest && place.area().is_none_or(|area| self.host.has_storage(area))
    }

    /// Whether nothing of a session is in memory.
    pub(super) fn is_memory_empty(&self) -> bool {
        let memory = self.memory();
        memory.items.borrow().iter().all(|(key, _)| key.ends_with(REVOCATIONS)) && memory.newer.borrow().is_empty()
    }

    /// An item in a place that works.
    pub(super) fn load_from(&self, place: Persistence, key: &str) -> Result<Option<String>> {
        if let Some(area) = place.area() {
            return self.host.load(area, &self.key_in(area, key));
        }
        let memory = self.memory();
        let items = memory.items.borrow();
        Ok(items.iter().find(|(known, _)| known == key).map(|(_, text)| text.expose().to_owned()))
    }

    /// The first place that has an item, and the item.
    pub(super) fn find(&self, key: &str) -> Result<Option<(Persistence, String)>> {
        for place in Persistence::ALL {
            if self.works(place)
                && let Some(text) = self.load_from(place, key)?
            {
                return Ok(Some((place, text)));
            }
        }
        Ok(None)
    }

    /// Whether an item is there without a text, in a place that other tabs do not have. It hides theirs.
    pub(super) fn is_blank(&self, key: &str) -> Result<bool> {
        // Some storages of applications have an empty text for what is not there.
        Ok(self.find(key)?.is_some_and(|(place, text)| place < self.longest && text.is_empty()))
    }

    /// Whether an item in the first place that has it hides one in another place.
    pub(super) fn hides_another(&self, key: &str) -> Result<bool> {
        let Some((first, _)) = self.find(key)? else { return Ok(false) };
        for place in Persistence::ALL {
            if place > first && self.works(place) && self.load_from(place, key)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The keys of all items.
    pub(super) fn keys(&self) -> Result<Vec<String>> {
        let mut keys: Vec<_> = self.memory().items.borrow().iter().map(|(key, _)| key.clone()).collect();
        if self.works(Persistence::Session) {
            let of_tab = self.host.keys(Area::Session)?;
            keys.extend(of_tab.iter().filter_map(|key| key.strip_prefix(self.tab_prefix)).map(str::to_owned));
        }
        if self.works(Persistence::Local) {
            keys.extend(self.host.keys(Area::Local)?);
        }
        Ok(keys)
    }

    /// The place that lasts longest of those that work.
    pub(super) fn place_of_new(&self) -> Persistence {
        if self.works(self.longest) { self.longest } else { Persistence::Memory }
    }

    fn change_in(&self, place: Persistence, Write { key, value }: &Write) -> Result<()> {
        match (place.area(), value) {
            (Some(area), Some(value)) => self.host.save(area, &self.key_in(area, key), value.expose()),
            (Some(area), None) => self.host.remove(area, &self.key_in(area, key)),
            (None, value) => {
                let memory = self.memory();
                let mut items = memory.items.borrow_mut();
                items.retain(|(known, _)| known != key);
                items.extend(value.as_ref().map(|value| (key.clone(), value.duplicate())));
                Ok(())
            }
        }
    }

    /// Makes all changes. If a place refuses one, or cannot be read, restores the earlier values.
    ///
    /// With `place`, they are made there. Otherwise each item is removed where it is, and those that are stored go together to where
    /// one of them is.
    pub(super) fn apply(&self, place: Option<Persistence>, writes: Vec<Write>) -> Result<()> {
        self.or_restore(|undo| self.change(place, writes, undo))
    }

    /// Makes changes, and restores the earlier values if that fails.
    pub(super) fn or_restore(&self, changes: impl FnOnce(&mut Undo) -> Result<()>) -> Result<()> {
        let mut undo = Undo::new();
        let result = changes(&mut undo);
        if result.is_err() {
            // If a place refuses that too, nothing more can be done.
            undo.iter().rev().for_each(|(place, write)| drop(self.change_in(*place, write)));
        }
        result
    }

    /// Like [`apply`](Self::apply), but notes what to restore instead of restoring it.
    pub(super) fn change(&self, place: Option<Persistence>, writes: Vec<Write>, undo: &mut Undo) -> Result<()> {
        let stored = writes.iter().filter(|write| write.value.is_some());
        let together = match place {
            Some(place) => place,
            None => self.place_of(stored)?.unwrap_or_else(|| self.place_of_new()),
        };
        // What another tab has written may not be visible here yet, so an item that is not found is removed where others are.
        let home = if place.is_none() { self.place_of(&writes)? } else { None };
        for write in writes {
            let place = if write.value.is_none() && place.is_none() {
                self.place_of([&write])?.or(home)
            } else {
                Some(together)
            };
            let Some(place) = place else { continue };
            let before = self.load_from(place, &write.key)?;
            if let Err(error) = self.change_in(place, &write) {
                // A storage may refuse to remove although there is nothing to remove.
                if before.is_none() && write.value.is_none() {
                    continue;
                }
                return Err(error);
            }
            undo.push((place, Write { key: write.key, value: before.map(Secret::new) }));
        }
        Ok(())
    }

    /// The place of the first of these items that is found.
    fn place_of<'a>(&self, writes: impl IntoIterator<Item = &'a Write>) -> Result<Option<Persistence>> {
        for write in writes {
            if let Some((place, _)) = self.find(&write.key)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }
}
