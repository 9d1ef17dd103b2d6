//! Reading the pools of a configuration, wherever its shape has them.

use super::endpoint::CustomEndpoint;
use super::section::Section;
use super::{GuestAccess, IdentityPool, UserPool};
use crate::error::Result;

/// How a shape names what a pool is known by.
pub(super) struct Names {
    pub(super) user_pool_id: &'static str,
    pub(super) client_id: &'static str,
    /// The secret of the app client, in the shapes that have one.
    pub(super) client_secret: Option<&'static str>,
    pub(super) identity_pool_id: &'static str,
}

/// Reads the pools. At least one has to be there.
pub(super) fn read(
    names: &Names,
    user_pool: &Section<'_>,
    endpoint: &CustomEndpoint<'_>,
    identity_pool: &Section<'_>,
    guest_access: GuestAccess,
) -> Result<(Option<UserPool>, Option<IdentityPool>)> {
    let identity_pool = IdentityPool::read(identity_pool, names.identity_pool_id, guest_access)?;
    let has_user_pool = user_pool.text(names.user_pool_id)?.is_some() || user_pool.text(names.client_id)?.is_some();
    if !has_user_pool && identity_pool.is_some() {
        return Ok((None, identity_pool));
    }
    let pool = UserPool::read(user_pool, names.user_pool_id, names.client_id, endpoint)?.with_options(user_pool)?;
    let pool = match names.client_secret {
        Some(key) => pool.with_secret(user_pool, key)?,
        None => pool,
    };
    Ok((Some(pool), identity_pool))
}
