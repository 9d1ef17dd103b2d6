//! The session's tokens: reading them, when they expire, and their storage keys.

mod jwt;
mod keys;
mod set;

pub use jwt::Jwt;
pub use keys::{Item, StorageKeys, Write};
pub use set::{SignInDetails, TokenSet};
