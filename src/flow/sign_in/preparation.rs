//! The SRP key pair for the next sign-in, computed before it is needed.
//!
//! The pair does not depend on the server. If one is ready, a sign-in can send its first request at once. A pair is used
//! for one sign-in only, and wiped with the instance if there is none.

use core::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use zeroize::Zeroizing;

use super::SignIns;
use super::password::refused;
use crate::error::Result;
use crate::flow::flight::Flight;
use crate::host::Host;
use crate::srp::{Ephemeral, warm_up};

/// Steps of the computation before the page gets a turn. They take a millisecond or two in code that the engine has not yet
/// optimised.
const STEPS_AT_A_TIME: usize = 8;

/// How often the kernel is run so that engines optimise it.
const WARM_UPS: usize = 4;

/// The pair, and its computation.
#[derive(Debug, Default)]
pub(super) struct Preparation {
    pair: RefCell<Option<Ephemeral>>,
    making: Flight<(), ()>,
}

impl<H: Host> SignIns<H> {
    /// Computes the pair for the next sign-in in small steps, and warms up the kernel. Returns false, and does nothing,
    /// while a user is signed in. A pair that is ready is kept.
    ///
    /// # Errors
    /// Those of the configuration, the storage and the random source.
    pub(in crate::flow) async fn prepare(self: &Rc<Self>) -> Result<bool> {
        if self.session.is_provided() || self.session.is_federated() || self.client.store().load()?.is_some() {
            return Ok(false);
        }
        self.session.drop_credentials_of_users();
        if self.preparation.pair.borrow().is_some() {
            return Ok(true);
        }
        let this = Rc::clone(self);
        let make = || this.make_pair().boxed_local();
        self.preparation.making.join(self.client.host(), (), make).await.map(|()| true)
    }

    async fn make_pair(self: Rc<Self>) -> Result<()> {
        let mut making = Ephemeral::begin(&*self.secret_bytes()?);
        while making.advance(STEPS_AT_A_TIME) {
            self.client.host().sleep(0).await;
        }
        *self.preparation.pair.borrow_mut() = Some(making.finish().map_err(refused)?);
        for _ in 0..WARM_UPS {
            self.client.host().sleep(0).await;
            warm_up();
        }
        Ok(())
    }

    /// A fresh secret exponent and its public value: the prepared pair, if there is one.
    pub(super) fn ephemeral(&self) -> Result<Ephemeral> {
        match self.preparation.pair.take() {
            Some(pair) => Ok(pair),
            None => Ephemeral::with_powers(self.client.host().powers(), &**self.secret_bytes()?).map_err(refused),
        }
    }

    /// Boxed, because moving them would leave copies behind.
    fn secret_bytes(&self) -> Result<Box<Zeroizing<[u8; 32]>>> {
        let mut random = Box::new(Zeroizing::new([0; 32]));
        self.client.host().random(&mut **random)?;
        Ok(random)
    }
}
