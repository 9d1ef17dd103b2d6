//! For any data from outside, the answer is a result or a typed error, and an error loses nothing that was stored.

mod configuration;
mod inputs;
mod replies;
mod stored_items;
mod strategies;
