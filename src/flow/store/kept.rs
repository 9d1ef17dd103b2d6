//! How long a session is kept.

use super::Store;
use super::places::Persistence;
use crate::error::{Error, Result, names};
use crate::flow::input;
use crate::hash::sha256;
use crate::host::Host;
use crate::secret::Secret;
use crate::text;
use crate::token::{Item, TokenSet, Write};

impl<H: Host> Store<H> {
    /// Stores a new session for as long as the application wants, or else in memory, because its place does not take it. Returns
    /// the error of the place in that case.
    ///
    /// # Errors
    /// Those of reading the storage. Nothing is stored then.
    pub(in crate::flow) fn keep(
        &self,
        persistence: Option<Persistence>,
        username: &str,
        writes: &dyn Fn() -> Result<Vec<Write>>,
        is_kept: &dyn Fn() -> Result<bool>,
    ) -> Result<Option<Error>> {
        self.moved.take();
        let wanted = self.places.wanted(persistence);
        let refused = match self.keep_in(wanted, username, writes, is_kept) {
            Ok(()) => return Ok(None),
            Err(error) => error,
        };
        if wanted == Persistence::Memory {
            return Err(refused);
        }
        self.keep_in(Persistence::Memory, username, writes, is_kept).map(|()| Some(refused))
    }

    /// Stores it in this place and nowhere else. What was there is restored if that fails.
    fn keep_in(
        &self,
        place: Persistence,
        username: &str,
        writes: &dyn Fn() -> Result<Vec<Write>>,
        is_kept: &dyn Fn() -> Result<bool>,
    ) -> Result<()> {
        if !self.places.works(place) {
            return Err(Error::new(&names::STORAGE));
        }
        let result = self.places.or_restore(|undo| {
            let last = self.keys()?.last_auth_user();
            self.places.change(Some(place), writes()?, undo)?;
            for other in Persistence::ALL.into_iter().filter(|other| *other != place && self.places.works(*other)) {
                let mut removal = TokenSet::removal(self.keys()?, username);
                // Who is current in a place that lasts longer is for other tabs.
                if other < place {
                    removal.push(Write { key: last.clone(), value: None });
                }
                self.places.change(Some(other), removal, undo)?;
            }
            // Some storages accept writes without storing them.
            if is_kept()? { Ok(()) } else { Err(Error::new(&names::STORAGE)) }
        });
        // Nothing that is removed may stay in memory.
        self.parsed.borrow_mut().clear();
        result
    }

    /// Moves a user's session and remembered device to another place.
    ///
    /// # Errors
    /// `StorageException` when the place does not take them. They stay where they are then. `InvalidParameterException` in a vault for a
    /// place where they would last longer: a script of the page could ask for it, and read what is stored.
    pub(in crate::flow) fn move_session(&self, username: &str, persistence: Persistence) -> Result<()> {
        if !self.places.works(persistence) {
            let message = "this instance keeps nothing for that long, or the storage for it does not work";
            return Err(Error::new(&names::STORAGE).with_message(message));
        }
        let keys = self.keys()?;
        let Some(from) = self.place_of(username)?.filter(|from| *from != persistence) else { return Ok(()) };
        if self.in_vault && persistence > from {
            return Err(input::invalid("persistence", "cannot be longer in a vault without another sign-in"));
        }
        let (mut writes, mut removal) = (Vec::new(), Vec::new());
        for key in Item::OF_SESSION
            .into_iter()
            .chain(Item::OF_DEVICE)
            .map(|item| keys.of(username, item))
            .chain([keys.last_auth_user(), keys.auth_user_list()])
        {
            if let Some((place, text)) = self.places.find(&key)?
                && place == from
            {
                writes.push(Write { key: key.clone(), value: Some(Secret::new(text)) });
                removal.push(Write { key, value: None });
            }
        }
        self.places.or_restore(|undo| {
            self.places.change(Some(persistence), writes, undo)?;
            self.places.change(Some(from), removal, undo)
        })?;
        self.moved.replace(Some((username.to_owned(), from)));
        self.confine_device(username)
    }

    /// The lock for using a user's refresh token; `None` if only this instance has it.
    pub(in crate::flow) fn refresh_lock(&self, username: &str) -> Result<Option<RefreshLock>> {
        let keys = self.keys()?;
        let name = keys.refresh_lock(username);
        let token = self.places.find(&keys.of(username, Item::RefreshToken))?;
        Ok(match token {
            Some((Persistence::Memory, _)) => None,
            // Other tabs have sessions of their own, for which there is no need to wait.
            Some((Persistence::Session, token)) => Some(RefreshLock {
                name: [name, text::encode_base64url(sha256(&[token.as_bytes()]).as_slice())].join("."),
                is_in_storage: false,
            }),
            _ => Some(RefreshLock { name, is_in_storage: self.places.works(Persistence::Local) }),
        })
    }

    /// The lease that is stored under the name of a lock.
    pub(in crate::flow) fn lease(&self, name: &str) -> Result<Option<String>> {
        self.text(name)
    }

    /// Stores or removes a lease, in the storage that tabs share.
    pub(in crate::flow) fn set_lease(&self, name: &str, lease: Option<String>) -> Result<()> {
        let write = Write { key: name.to_owned(), value: lease.map(Secret::new) };
        self.places.apply(Some(Persistence::Local), vec![write])
    }
}

/// The lock for using a refresh token.
pub(in crate::flow) struct RefreshLock {
    pub(in crate::flow) name: String,
    /// Whether the token is in a storage that tabs share, so that a lease can stand in for the lock there.
    pub(in crate::flow) is_in_storage: bool,
}
