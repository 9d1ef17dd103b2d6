//! Where items are kept: in the host's storages, or in this instance's memory.

use core::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;
use crate::flow::input;
use crate::host::{Area, Host};
use crate::json::Json;
use crate::secret::Secret;

/// How long a session is kept: a place for it. The order is that of their lives.
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
    const ALL: [Self; 3] = [Self::Memory, Self::Session, Self::Local];

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

/// A change of one item in one place.
#[derive(Debug)]
pub(in crate::flow) struct Change {
    pub(in crate::flow) place: Persistence,
    pub(in crate::flow) key: String,
    /// The new value, which may be a token; `None` to remove the item.
    pub(in crate::flow) value: Option<Secret>,
}

/// The places of one instance.
pub(super) struct Places<H> {
    host: Rc<H>,
    /// The one that lasts longest. It is for what has no place of its own, and none that lasts longer is used.
    longest: Persistence,
    /// A list, since there are about a dozen items, and a map would need more code.
    memory: RefCell<Vec<(String, Secret)>>,
}

impl<H: Host> Places<H> {
    pub(super) fn new(host: Rc<H>, longest: Persistence) -> Self {
        Self { host, longest, memory: RefCell::default() }
    }

    /// The place that lasts longest, of those that work.
    pub(super) fn longest(&self) -> Persistence {
        self.working(self.longest)
    }

    /// The place itself, or memory if it does not work or lasts longer than is allowed here.
    pub(super) fn working(&self, place: Persistence) -> Persistence {
        match place.min(self.longest).area() {
            Some(area) if self.host.has_storage(area) => place.min(self.longest),
            _ => Persistence::Memory,
        }
    }

    /// The places where items may be. What is in an earlier one comes before what is in a later one.
    pub(super) fn all(&self) -> impl Iterator<Item = Persistence> {
        let works =
            |place: &Persistence| *place <= self.longest && place.area().is_none_or(|area| self.host.has_storage(area));
        Persistence::ALL.into_iter().filter(works)
    }

    /// Whether no other place than memory is used.
    pub(super) fn is_for_memory(&self) -> bool {
        self.longest == Persistence::Memory
    }

    /// Whether nothing is in memory.
    pub(super) fn is_memory_empty(&self) -> bool {
        self.memory.borrow().is_empty()
    }

    /// An item, if it is not empty.
    pub(super) fn load(&self, place: Persistence, key: &str) -> Result<Option<String>> {
        let text = match place.area() {
            Some(area) => self.host.load(area, key)?,
            None => {
                self.memory.borrow().iter().find(|(known, _)| known == key).map(|(_, text)| text.expose().to_owned())
            }
        };
        Ok(text.filter(|text| !text.is_empty()))
    }

    pub(super) fn save(&self, place: Persistence, key: &str, value: &str) -> Result<()> {
        if let Some(area) = place.area() {
            return self.host.save(area, key, value);
        }
        self.remove(place, key)?;
        self.memory.borrow_mut().push((key.to_owned(), Secret::new(value.to_owned())));
        Ok(())
    }

    pub(super) fn remove(&self, place: Persistence, key: &str) -> Result<()> {
        if let Some(area) = place.area() {
            return self.host.remove(area, key);
        }
        self.memory.borrow_mut().retain(|(known, _)| known != key);
        Ok(())
    }

    /// The keys of all items.
    pub(super) fn keys(&self, place: Persistence) -> Result<Vec<String>> {
        match place.area() {
            Some(area) => self.host.keys(area),
            None => Ok(self.memory.borrow().iter().map(|(key, _)| key.clone()).collect()),
        }
    }

    /// Makes all changes. If a place refuses one, restores the earlier values.
    pub(super) fn apply(&self, changes: Vec<Change>) -> Result<()> {
        let mut undo = Vec::new();
        for change in changes {
            let before = self.load(change.place, &change.key)?;
            if let Err(error) = self.make(&change) {
                // If it refuses that too, nothing more can be done.
                undo.iter().rev().for_each(|change| drop(self.make(change)));
                return Err(error);
            }
            undo.push(Change { value: before.map(Secret::new), ..change });
        }
        Ok(())
    }

    fn make(&self, Change { place, key, value }: &Change) -> Result<()> {
        match value {
            Some(value) => self.save(*place, key, value.expose()),
            None => self.remove(*place, key),
        }
    }
}
