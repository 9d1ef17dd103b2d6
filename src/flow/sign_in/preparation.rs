//! The client's pair for SRP, made before it is needed.
//!
//! The pair needs nothing from the server, so that with one at hand a sign-in begins with its first request. It serves one
//! sign-in, and is overwritten with the instance if none comes.

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

/// Steps of the computation between which the host gets to other things. In an engine's slow first code they take a
/// millisecond or two.
const STEPS_AT_A_TIME: usize = 8;

/// Rounds of exercise for the kernel, until engines have compiled it well.
const WARM_UPS: usize = 4;

/// A pair, made or in the making.
#[derive(Debug, Default)]
pub(super) struct Preparation {
    pair: RefCell<Option<Ephemeral>>,
    making: Flight<(), ()>,
}

impl<H: Host> SignIns<H> {
    /// Makes the pair for the next sign-in, a little at a time, and warms the kernel; false while somebody is signed in, when
    /// nothing is made. A pair that is at hand is not made again.
    ///
    /// # Errors
    /// Those of the configuration, the storage and the random source.
    pub(in crate::flow) async fn prepare(self: &Rc<Self>) -> Result<bool> {
        if self.client.store().load()?.is_some() {
            return Ok(false);
        }
        if self.preparation.pair.borrow().is_some() {
            return Ok(true);
        }
        let this = Rc::clone(self);
        let make = || async move { this.make_pair().await }.boxed_local();
        self.preparation.making.join(self.client.host(), (), make).await.map(|()| true)
    }

    async fn make_pair(&self) -> Result<()> {
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

    /// A fresh secret exponent and its public value: the pair that was made ahead, if there is one.
    pub(super) fn ephemeral(&self) -> Result<Ephemeral> {
        match self.preparation.pair.take() {
            Some(pair) => Ok(pair),
            None => Ephemeral::with_powers(self.client.host().powers(), &**self.secret_bytes()?).map_err(refused),
        }
    }

    /// Boxed, since they would stay where they are moved from.
    fn secret_bytes(&self) -> Result<Box<Zeroizing<[u8; 32]>>> {
        let mut random = Box::new(Zeroizing::new([0; 32]));
        self.client.host().random(&mut **random)?;
        Ok(random)
    }
}
