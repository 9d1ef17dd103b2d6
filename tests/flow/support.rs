//! A simulated world to run the flows in.
//!
//! A [`Scene`] is the seed backend and a tab of a [`World`]: shared storage, locks, network, clock and executor. Nothing waits for
//! real: sleeping moves the clock, and whatever is to come late is held at a [`Gate`]. What happens is kept in a trace.

pub(crate) mod calls;
mod clock;
mod device;
mod form;
mod gate;
mod host;
mod identity_pool;
mod jwt;
mod locks;
mod network;
mod reply;
mod scene;
pub(crate) mod seed;
mod signing_key;
mod storage;
mod tab;
mod trace;
mod user_pool;
mod world;

pub(crate) use clock::START;
pub(crate) use device::Device;
pub(crate) use gate::Gate;
pub(crate) use host::DEVICE_NAME;
pub(crate) use jwt::{access_claims, altered, id_claims, jwt};
pub(crate) use network::Request;
pub(crate) use reply::{OFFLINE, Reply};
pub(crate) use scene::Scene;
pub(crate) use signing_key::SigningKey;
pub(crate) use tab::{SimulatedAuth, Tab};
pub(crate) use user_pool::{Challenge, srp_challenge};
pub(crate) use world::{Call, meanwhile};
