//! `deleteUser`.

use std::rc::Rc;

use futures_util::FutureExt as _;

use crate::cognito::operation::DELETE_USER;
use crate::error::Result;
use crate::flow::Auth;
use crate::host::{EventData, Host};
use crate::json::Json;
use crate::token::TokenSet;

impl<H: Host> Auth<H> {
    /// Deletes the user at the service, and then everything that is kept of the user here.
    pub(super) async fn delete_user(self: &Rc<Self>) -> Result<Json> {
        let tokens = self.user_tokens().await?;
        let this = Rc::clone(self);
        // Where the service has deleted a user, nothing of the user may stay here because a caller went away.
        let work = async move { this.delete_to_the_end(&tokens).await }.boxed_local().shared();
        self.host.spawn(work.clone().map(drop).boxed_local());
        work.await.map(|()| Json::Null)
    }

    async fn delete_to_the_end(&self, tokens: &TokenSet) -> Result<()> {
        let body = Json::object().with("AccessToken", tokens.access.raw());
        self.call_user_pool(&DELETE_USER, body).await?;
        self.remove_device(&tokens.username).await?;
        let current = self.load_tokens().await?;
        // Somebody else may have signed in meanwhile; that session is none of this user's.
        let is_current = current.is_none_or(|current| current.username == tokens.username);
        if is_current {
            self.next_generation();
            self.remove_tokens(&tokens.username).await?;
            self.clear_identity().await?;
        }
        self.emit("userDeleted", EventData::None);
        if is_current {
            self.emit("signedOut", EventData::None);
        }
        Ok(())
    }
}
