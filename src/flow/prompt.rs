//! The browser's prompt for a passkey. There is one at a time, and it is closed when nobody needs it any more.

use core::cell::{Cell, RefCell};
use core::fmt;
use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::host::CredentialError;
use crate::json::Json;

/// The result of a prompt.
type Given = Result<Json, CredentialError>;

/// The browser's prompt for a passkey, if one is open. It waits for the user without a time limit, and is invisible among a
/// field's suggestions, so a later sign-in or a sign-out has to close it.
#[derive(Default)]
pub(super) struct Prompt(RefCell<Option<Rc<Shown>>>);

/// An open prompt.
#[derive(Default)]
struct Shown {
    /// Taken out while it is polled, so that it can end itself.
    ceremony: Cell<Option<LocalBoxFuture<'static, Given>>>,
    ended: Cell<bool>,
    waiting: Cell<Option<Waker>>,
}

impl Shown {
    /// Closes it at once, since browsers refuse a prompt while another one is open.
    fn end(&self) {
        self.ended.set(true);
        drop(self.ceremony.take());
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// The caller that waits for a prompt. The prompt closes when the caller goes away.
struct Waiting(Rc<Shown>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Prompt")
    }
}

impl Prompt {
    /// Shows a prompt; `None` if it was closed.
    pub(super) async fn show(&self, ceremony: LocalBoxFuture<'static, Given>) -> Option<Given> {
        self.take_back();
        let shown = Rc::new(Shown { ceremony: Cell::new(Some(ceremony)), ..Shown::default() });
        *self.0.borrow_mut() = Some(Rc::clone(&shown));
        let waiting = Waiting(shown);
        poll_fn(|context| {
            let Waiting(shown) = &waiting;
            let Some(mut ceremony) = shown.ceremony.take() else { return Poll::Ready(None) };
            shown.waiting.set(Some(context.waker().clone()));
            let given = ceremony.poll_unpin(context).map(Some);
            if given.is_pending() {
                if shown.ended.get() {
                    return Poll::Ready(None);
                }
                shown.ceremony.set(Some(ceremony));
            }
            given
        })
        .await
    }

    /// Closes the open prompt.
    pub(super) fn take_back(&self) {
        let shown = self.0.borrow_mut().take();
        shown.inspect(|shown| shown.end());
    }
}
