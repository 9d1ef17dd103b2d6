//! The limits of requests: the instance's, or those of the call that is being worked on.

use core::cell::Cell;
use core::future::poll_fn;
use core::pin::{Pin, pin};
use core::task::{Context, Poll};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::Client;
use crate::host::{Host, RequestLimits};

/// The limits of the future that is being polled. Work that several calls share is polled apart from them, so that it finds the
/// instance's.
pub(super) type CurrentLimits = Rc<Cell<RequestLimits>>;

fn poll_with<T>(
    current: &Cell<RequestLimits>,
    limits: RequestLimits,
    work: Pin<&mut dyn Future<Output = T>>,
    context: &mut Context<'_>,
) -> Poll<T> {
    let outer = current.replace(limits);
    let result = work.poll(context);
    current.set(outer);
    result
}

impl<H: Host> Client<H> {
    /// The limits for the requests of the future that is being polled.
    pub(in crate::flow) fn limits(&self) -> RequestLimits {
        self.limits.get()
    }

    /// Runs a call with limits of its own.
    pub(in crate::flow) async fn with_limits<T>(&self, limits: RequestLimits, call: impl Future<Output = T>) -> T {
        let mut call = pin!(call);
        poll_fn(|context| poll_with(&self.limits, limits, call.as_mut(), context)).await
    }

    /// Keeps the limits of the call that is being polled for work that is to be polled apart from it.
    pub(in crate::flow) fn keeping_limits<T: 'static>(
        &self,
        mut work: LocalBoxFuture<'static, T>,
    ) -> LocalBoxFuture<'static, T> {
        let (current, limits) = (Rc::clone(&self.limits), self.limits());
        poll_fn(move |context| poll_with(&current, limits, work.as_mut(), context)).boxed_local()
    }
}
