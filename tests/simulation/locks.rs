//! The locks that the tabs of an origin share (Web Locks). A tab that is closed releases its own; a frozen one keeps them.

use core::cell::RefCell;
use core::future::poll_fn;
use core::pin::pin;
use core::task::{Poll, Waker};
use std::collections::{BTreeMap, VecDeque};
use std::rc::{Rc, Weak};

use cognito_wasm::host::LockError;
use futures_util::future::{Either, select};

use super::page::Page;
use super::world::World;

#[derive(Default)]
pub(crate) struct Locks(RefCell<BTreeMap<String, VecDeque<Weak<Waiter>>>>);

type Heard = Rc<RefCell<Option<String>>>;

/// A lock, which is released when this is dropped.
pub(crate) struct Held {
    name: String,
    locks: Rc<Locks>,
    /// What was announced while the lock was waited for; `None` if it was free.
    heard: Option<Heard>,
}

#[derive(Default)]
struct Waiter {
    granted: RefCell<Option<Held>>,
    waker: RefCell<Option<Waker>>,
    heard: Heard,
}

impl Waiter {
    async fn wait(&self) -> Held {
        poll_fn(|context| {
            if let Some(held) = self.granted.take() {
                return Poll::Ready(held);
            }
            self.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }
}

impl Locks {
    pub(crate) async fn take(self: &Rc<Self>, page: &Page, name: &str, limit_ms: u32) -> Result<Held, LockError> {
        let waiter = Rc::new(Waiter::default());
        {
            let mut held = self.0.borrow_mut();
            let Some(queue) = held.get_mut(name) else {
                held.insert(name.to_owned(), VecDeque::new());
                return Ok(Held { name: name.to_owned(), locks: Rc::clone(self), heard: None });
            };
            queue.push_back(Rc::downgrade(&waiter));
        }
        match select(pin!(waiter.wait()), pin!(page.world.sleep(limit_ms.into()))).await {
            Either::Left((held, _)) => Ok(held),
            Either::Right(_) => Err(LockError::StillHeld),
        }
    }

    fn release(self: &Rc<Self>, name: &str) {
        let next = {
            let mut held = self.0.borrow_mut();
            let Some(queue) = held.get_mut(name) else { return };
            let next = core::iter::from_fn(|| queue.pop_front()).find_map(|waiter| waiter.upgrade());
            if next.is_none() {
                held.remove(name);
            }
            next
        };
        if let Some(next) = next {
            let heard = Some(Rc::clone(&next.heard));
            next.granted.replace(Some(Held { name: name.to_owned(), locks: Rc::clone(self), heard }));
            next.waker.take().into_iter().for_each(Waker::wake);
        }
    }
}

impl Held {
    pub(crate) const fn was_contended(&self) -> bool {
        self.heard.is_some()
    }

    pub(crate) fn announced(&self) -> Option<String> {
        self.heard.as_ref().and_then(|heard| heard.borrow().clone())
    }

    /// Tells those who wait now. They hear it a little later.
    pub(crate) fn announce(&self, world: &Rc<World>, mark: &str) {
        let waiting = self.locks.0.borrow();
        for waiter in waiting.get(&self.name).into_iter().flatten().filter_map(Weak::upgrade) {
            let (heard, mark) = (Rc::downgrade(&waiter.heard), mark.to_owned());
            world.later(i64::from(world.random.borrow_mut().between(0, 60)), move |_| {
                if let Some(heard) = heard.upgrade() {
                    heard.replace(Some(mark));
                }
            });
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.locks.release(&self.name);
    }
}
