//! The browser's prompt for a passkey: one at a time, and taken back when it has become pointless.

use core::cell::{Cell, RefCell};
use core::fmt;
use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use crate::host::CredentialError;
use crate::json::Json;

/// What a prompt for a passkey gives.
type Given = Result<Json, CredentialError>;

/// The browser's prompt for a passkey, if one is open. It waits for the user, for as long as that takes, and among a field's
/// suggestions without being seen: so what makes it pointless takes it back.
#[derive(Default)]
pub(super) struct Prompt(RefCell<Option<Rc<Shown>>>);

/// A prompt that somebody waits for.
#[derive(Default)]
struct Shown {
    /// Out of its slot while it runs, so that it may be ended by what it does.
    ceremony: Cell<Option<LocalBoxFuture<'static, Given>>>,
    ended: Cell<bool>,
    waiting: Cell<Option<Waker>>,
}

impl Shown {
    /// Ends it at once: a browser refuses a prompt while another one is open.
    fn end(&self) {
        self.ended.set(true);
        drop(self.ceremony.take());
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// Whoever waits for a prompt. With them it ends.
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
    /// Shows the prompt; none when it was taken back.
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

    /// Ends the prompt that is shown.
    pub(super) fn take_back(&self) {
        let shown = self.0.borrow_mut().take();
        shown.inspect(|shown| shown.end());
    }
}
