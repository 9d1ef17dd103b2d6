//! `deleteUser`.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::row::Row;
use crate::cognito::operation::DELETE_USER;
use crate::error::Result;
use crate::flow::Auth;
use crate::flow::flight::Work;
use crate::host::{EventData, Host};
use crate::json::Json;

static DELETION: Row = Row::of_user("deleteUser", &DELETE_USER, &[], None);

impl<H: Host> Auth<H> {
    /// Deletes the user at the service, and then everything that is kept of the user here.
    pub(super) async fn delete_user(self: Rc<Self>) -> Result<Json> {
        let this = Rc::clone(&self);
        // Where the service has deleted a user, nothing of the user may stay here because a caller went away.
        Work::start(&self.host, this.delete_to_the_end().boxed_local()).finish().await.map(|()| Json::Null)
    }

    async fn delete_to_the_end(self: Rc<Self>) -> Result<()> {
        let username = self.user_tokens().await?.username.clone();
        let _ = self.request(&DELETION, Json::Null, Json::Null).await?;
        self.remove_device(&username)?;
        let current = self.load_tokens()?;
        // Somebody else may have signed in meanwhile; that session is none of this user's.
        let is_current = current.is_none_or(|current| current.username == username);
        if is_current {
            self.next_generation();
            self.abandon_sign_in();
            self.remove_tokens(&username)?;
            self.clear_identity()?;
        }
        self.emit("userDeleted", EventData::None);
        if is_current {
            self.emit("signedOut", EventData::None);
        }
        Ok(())
    }
}
