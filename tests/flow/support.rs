//! A simulated world to run the flows in.
//!
//! A [`Scene`] is the seed backend with one tab in a [`World`], which has shared storage, locks, network, clock and executor. No
//! test waits in real time: sleeping advances the clock, and a [`Gate`] delays a reply. A trace records what happens.

pub(crate) mod calls;
mod clock;
mod device;
mod form;
mod gate;
mod hooks;
mod host;
mod identity_pool;
mod jwt;
mod late_writes;
mod locks;
mod network;
pub(crate) mod pages;
mod reply;
mod scene;
pub(crate) mod seed;
mod signing_key;
mod slow_storage;
mod storage;
mod tab;
mod trace;
mod user_pool;
mod world;

pub(crate) use clock::START;
pub(crate) use device::Device;
pub(crate) use gate::Gate;
pub(crate) use host::DEVICE_NAME;
pub(crate) use jwt::{access_claims, altered, id_claims, jwt, unsigned};
pub(crate) use network::Request;
pub(crate) use reply::{OFFLINE, Reply};
pub(crate) use scene::Scene;
pub(crate) use signing_key::SigningKey;
pub(crate) use slow_storage::SlowHost;
pub(crate) use tab::{SimulatedAuth, Tab};
pub(crate) use user_pool::{Challenge, srp_challenge, sub_of};
pub(crate) use world::{Call, meanwhile};
