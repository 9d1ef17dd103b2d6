//! What the tabs of a browser profile share, and the executor that runs them.

use core::cell::{Cell, RefCell};
use core::future::Future;
use std::rc::Rc;

use cognito_wasm::host::EventData;
use futures_executor::{LocalPool, LocalSpawner};
use futures_util::FutureExt as _;
use futures_util::future::{AbortHandle, LocalBoxFuture, abortable};
use futures_util::task::LocalSpawnExt as _;
use serde_json::{Value, json};

use super::clock::Clock;
use super::gate::Gate;
use super::locks::Locks;
use super::network::Network;
use super::storage::Storage;
use super::trace::Trace;

/// A browser profile, the network and the clock.
pub(crate) struct World {
    pub(crate) clock: Rc<Clock>,
    pub(crate) local: Storage,
    pub(crate) locks: Rc<Locks>,
    pub(crate) network: Network,
    pub(crate) trace: Trace,
    /// What happens when the library next sleeps.
    pub(crate) meanwhile: RefCell<Option<Box<dyn FnOnce()>>>,
    /// Those who wait for the browser to be online again.
    offline: RefCell<Vec<Gate>>,
    events: RefCell<Vec<(&'static str, Value)>>,
    random: Cell<u64>,
    /// How often JSON text was read.
    pub(crate) parsed: Cell<usize>,
    pool: RefCell<LocalPool>,
    spawner: LocalSpawner,
}

/// A call that was started.
pub(crate) struct Call<T> {
    result: Rc<RefCell<Option<T>>>,
    caller: AbortHandle,
    world: Rc<World>,
}

impl World {
    pub(crate) fn new() -> Rc<Self> {
        let trace = Trace::default();
        let pool = LocalPool::new();
        let clock = Rc::new(Clock::default());
        Rc::new(Self {
            clock: Rc::clone(&clock),
            local: Storage::new(trace.clone()),
            locks: Locks::new(clock, trace.clone()),
            network: Network::new(trace.clone()),
            trace,
            meanwhile: RefCell::default(),
            offline: RefCell::default(),
            events: RefCell::default(),
            random: Cell::new(1),
            parsed: Cell::new(0),
            spawner: pool.spawner(),
            pool: RefCell::new(pool),
        })
    }

    /// The same bytes in every run, but different ones for each call.
    pub(super) fn random(&self, buffer: &mut [u8]) {
        for byte in buffer {
            // The generator of Numerical Recipes §7.1; its high bits are the better ones.
            let next =
                self.random.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.random.set(next);
            *byte = next.to_be_bytes()[0];
        }
    }

    pub(super) fn tell(&self, name: &'static str, data: EventData) {
        self.trace.note(format!("event {name}"));
        let data = match data {
            EventData::None => Value::Null,
            EventData::Json(value) => serde_json::to_value(value).unwrap(),
            EventData::Error(error) => json!({"error": error.name()}),
            EventData::Reason(reason, None) => json!({"reason": reason}),
            EventData::Reason(reason, Some(error)) => json!({"reason": reason, "error": error.name()}),
        };
        self.events.borrow_mut().push((name, data));
    }

    /// The events so far, with their data, which is the name for an error.
    pub(crate) fn events(&self) -> Vec<(&'static str, Value)> {
        self.events.borrow().clone()
    }

    /// The names of the events so far.
    pub(crate) fn event_names(&self) -> Vec<&'static str> {
        self.events.borrow().iter().map(|(name, _)| *name).collect()
    }

    /// Forgets the requests, events and trace of a test's first part.
    pub(crate) fn forget_past(&self) {
        self.network.forget();
        self.trace.clear();
        self.events.borrow_mut().clear();
    }

    pub(super) fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.spawner.spawn_local(task).unwrap();
    }

    /// Starts a call, and runs it until it waits.
    pub(crate) fn start<T: 'static>(self: &Rc<Self>, flow: impl Future<Output = T> + 'static) -> Call<T> {
        let result = Rc::new(RefCell::new(None));
        let slot = Rc::clone(&result);
        let (work, caller) = abortable(async move {
            let value = flow.await;
            *slot.borrow_mut() = Some(value);
        });
        self.spawn(work.map(drop).boxed_local());
        self.settle();
        Call { result, caller, world: Rc::clone(self) }
    }

    /// Waits until the browser is online again.
    pub(super) async fn online(&self) {
        let gate = Gate::default();
        self.offline.borrow_mut().push(gate.clone());
        gate.pass().await;
    }

    /// The browser says that it is online again.
    pub(crate) fn go_online(&self) {
        for gate in self.offline.take() {
            gate.open();
        }
        self.settle();
    }

    /// Time passes, and whoever sleeps wakes up.
    pub(crate) fn wait(&self, millis: i64) {
        self.clock.advance(millis);
        self.settle();
    }

    /// Runs everything until it waits.
    pub(crate) fn settle(&self) {
        self.pool.borrow_mut().run_until_stalled();
    }
}

impl<T> Call<T> {
    pub(crate) fn is_pending(&self) -> bool {
        self.result.borrow().is_none()
    }

    /// The result of a call that waits for nothing but the clock.
    pub(crate) fn finish(self) -> T {
        self.world.settle();
        while self.is_pending() && self.world.clock.wake_next() {
            self.world.settle();
        }
        self.result.take().expect("the call waits for something")
    }

    /// The caller goes away, as when its signal is aborted.
    pub(crate) fn abandon(self) {
        assert!(self.is_pending(), "the call had ended");
        self.caller.abort();
        self.world.settle();
    }
}

/// Has another tab act while this one looks for the `looks`th time.
pub(crate) fn meanwhile(world: &Rc<World>, looks: u32, act: impl FnOnce() + 'static) {
    let later = Rc::clone(world);
    *world.meanwhile.borrow_mut() = Some(Box::new(move || match looks.checked_sub(1) {
        Some(left) if left > 0 => meanwhile(&later, left, act),
        _ => act(),
    }));
}
