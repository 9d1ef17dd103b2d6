//! The session's tokens: reading them, when they expire, whose they are, and their storage keys.

pub mod claims;
mod jwt;
mod keys;
mod set;

pub use jwt::Jwt;
pub use keys::{Item, StorageKeys, Write};
pub use set::{SignInDetails, TokenSet};
