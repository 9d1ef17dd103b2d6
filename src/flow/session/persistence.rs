//! Keeping a session for a longer or shorter time.

use std::rc::Rc;

use super::Session;
use crate::error::{Error, Result, names};
use crate::flow::store::Persistence;
use crate::host::Host;

impl<H: Host> Session<H> {
    /// Moves the session of the signed-in user to another place.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, and `StorageException` when the storage does not take the session,
    /// which then stays where it was.
    pub(in crate::flow) async fn set_persistence(self: &Rc<Self>, persistence: Persistence) -> Result<()> {
        // A refresh in another tab writes to the earlier place, and would bring a part of the session back.
        let nobody = || Error::new(&names::USER_UNAUTHENTICATED);
        self.check_not_federated()?;
        let store = self.client.store();
        let username = store.load()?.ok_or_else(nobody)?.username.clone();
        let _turn = self.refresh_turn(&username).await?;
        let tokens = store.load()?.filter(|tokens| tokens.username == username).ok_or_else(nobody)?;
        self.store_newest_refresh_token(&tokens)?;
        store.move_session(&tokens.username, persistence)?;
        self.client.note("moved", persistence.name());
        Ok(())
    }
}
