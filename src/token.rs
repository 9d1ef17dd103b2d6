//! The session's tokens: reading them, knowing when they are old, and where they are kept.

mod jwt;
mod keys;
mod set;

pub use jwt::Jwt;
pub use keys::{Item, StorageKeys, Write};
pub use set::{SignInDetails, TokenSet};
