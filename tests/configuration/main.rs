//! Configurations in every shape, as files have them.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod backend;
#[cfg(test)]
mod given;
#[cfg(test)]
mod resources;
#[cfg(test)]
mod samples;
