//! Revoking refresh tokens, at once or later.
//!
//! What the service does not answer for good is queued ([`Store`](crate::flow::store)). The queue is worked on when the application
//! asks for it, after a request that has reached the service, when the host is online again, and otherwise at growing intervals.

use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::pin::pin;
use core::task::{Poll, Waker};
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::select;

use super::Client;
use crate::cognito::operation::REVOKE_TOKEN;
use crate::cognito::{is_final, is_unsupported};
use crate::error::{Error, Result, names};
use crate::flow::store::Persistence;
use crate::host::{Host, LockError};
use crate::json::{Json, Key};
use crate::secret::Secret;

/// The shortest and the longest interval between attempts.
const FIRST_PAUSE_MS: u32 = 30_000;
const LONGEST_PAUSE_MS: u32 = 3_600_000;

/// The maximum number of tokens that are revoked without a pause.
const MOST_AT_ONCE: u8 = 30;

/// How long to wait for another tab that works on the queue. Usually it leaves nothing to do. A browser takes a moment to grant a lock
/// that is free.
const LOCK_LIMIT_MS: u32 = 10_000;

/// How long another tab's removal from the queue may stay unseen after it has released the lock.
const SETTLING_MS: u32 = 500;

/// What becomes of a token that cannot be revoked now.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) enum Later {
    /// It is revoked later, and kept until then where its session was, if there was one.
    From(Option<Persistence>),
    /// It expires.
    Never,
}

/// How far the work on the queue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Progress {
    #[default]
    Idle,
    Working,
    /// After a failure. With `Unreachable`, the next request that reaches the service ends the pause.
    Pausing(Pause),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pause {
    Unreachable,
    Refused,
}

/// The work on the queue of one instance.
#[derive(Debug, Default)]
pub(super) struct Revoking {
    progress: Cell<Progress>,
    pausing: RefCell<Option<Waker>>,
}

impl Revoking {
    fn resume(&self) {
        self.progress.set(Progress::Working);
        if let Some(waker) = self.pausing.take() {
            waker.wake();
        }
    }

    /// Resolves when somebody [resumes](Self::resume) the work.
    fn resumed(&self) -> impl Future<Output = ()> {
        poll_fn(|context| {
            if self.progress.get() == Progress::Working {
                return Poll::Ready(());
            }
            self.pausing.replace(Some(context.waker().clone()));
            Poll::Pending
        })
    }
}

impl<H: Host> Client<H> {
    /// Revokes a refresh token and the access tokens issued with it (`RevokeToken`). The application is asked for headers unless
    /// they are given.
    fn request_revocation(
        self: &Rc<Self>,
        token: &Secret,
        headers: Option<Vec<(Key, String)>>,
    ) -> impl Future<Output = Result<()>> {
        let client_id = self.config.user_pool.as_ref().map(|pool| &*pool.client_id);
        let body = Json::object().with("ClientId", client_id).with("Token", token.duplicate());
        self.call_with_headers(&REVOKE_TOKEN, body, headers).map(|reply| match reply {
            // The app client has token revocation disabled.
            Err(error) if is_unsupported(&error) => Ok(()),
            other => other.map(drop),
        })
    }

    /// Revokes a refresh token and the access tokens issued with it.
    pub(in crate::flow) fn revoke(self: &Rc<Self>, token: &Secret) -> impl Future<Output = Result<()>> {
        self.request_revocation(token, None)
    }

    /// Revokes a refresh token that nobody uses, in the background.
    pub(in crate::flow) fn give_up(self: &Rc<Self>, token: Secret, later: Later) {
        let this = Rc::clone(self);
        let revocation = async move {
            if let Err(error) = this.revoke(&token).await {
                this.revoke_later(&token, later, &error);
            }
        };
        self.host.spawn(revocation.boxed_local());
    }

    /// Revokes a refresh token in the background. It is queued first, because the page may be closed before the service answers.
    pub(in crate::flow) fn revoke_from_queue(self: &Rc<Self>, token: Secret, later: Later) {
        match later {
            Later::From(place) if self.store.queue_revocation(place, &token).is_ok() => {
                match self.revoking.progress.get() {
                    Progress::Pausing(_) => self.revoking.resume(),
                    Progress::Idle | Progress::Working => self.revoke_queued(),
                }
            }
            Later::From(_) | Later::Never => self.give_up(token, later),
        }
    }

    /// Queues a refresh token whose revocation has failed, unless the service has answered for good. Returns whether it is queued.
    pub(in crate::flow) fn revoke_later(self: &Rc<Self>, token: &Secret, later: Later, failure: &Error) -> bool {
        let Later::From(place) = later else { return false };
        if is_final(failure) || self.store.queue_revocation(place, token).is_err() {
            return false;
        }
        if self.revoking.progress.get() == Progress::Idle {
            self.work_on_queue(Progress::Pausing(Pause::Unreachable));
        }
        true
    }

    /// Starts the work on the queue, unless it is under way or waits after a failure.
    pub(in crate::flow) fn revoke_queued(self: &Rc<Self>) {
        if self.revoking.progress.get() == Progress::Idle && self.store.has_revocations() {
            self.work_on_queue(Progress::Working);
        }
    }

    /// A request has reached the service.
    pub(super) fn has_reached_service(self: &Rc<Self>) {
        match self.revoking.progress.get() {
            Progress::Pausing(Pause::Unreachable) => self.revoking.resume(),
            Progress::Idle | Progress::Working | Progress::Pausing(Pause::Refused) => self.revoke_queued(),
        }
    }

    fn work_on_queue(self: &Rc<Self>, progress: Progress) {
        self.revoking.progress.set(progress);
        let this = Rc::clone(self);
        let work = async move {
            let mut pause_ms = FIRST_PAUSE_MS;
            loop {
                if this.revoking.progress.get() == Progress::Working {
                    match this.empty_queue().await {
                        Ok(()) => break,
                        Err(pause) => this.revoking.progress.set(Progress::Pausing(pause)),
                    }
                }
                let (elapsed, online) = (pin!(this.host.sleep_unattended(pause_ms)), pin!(this.host.online()));
                select(pin!(this.revoking.resumed()), select(elapsed, online)).await;
                this.revoking.progress.set(Progress::Working);
                pause_ms = pause_ms.saturating_mul(2).min(LONGEST_PAUSE_MS);
            }
            this.revoking.progress.set(Progress::Idle);
        };
        self.host.spawn(work.boxed_local());
    }

    /// Revokes the tokens in the queue, one after the other. One tab does that at a time.
    async fn empty_queue(self: &Rc<Self>) -> Result<(), Pause> {
        let or_later = |_| Pause::Refused;
        // The application's function is not to be called under the lock.
        let headers = self.custom_headers().await.map_err(or_later)?;
        let name = self.store.revocations_lock().map_err(or_later)?;
        let lock = match self.host.lock(&name, LOCK_LIMIT_MS).await {
            Ok(lock) => Some(lock),
            Err(LockError::Unsupported | LockError::Unneeded) => None,
            Err(LockError::StillHeld | LockError::Unreadable) => return Err(Pause::Refused),
        };
        if lock.as_ref().is_some_and(H::was_contended) {
            self.host.sleep_unattended(SETTLING_MS).await;
        }
        let mut next = self.store.next_revocation(None).map_err(or_later)?;
        // A storage may accept changes and forget them.
        for _ in 0..MOST_AT_ONCE {
            let Some(token) = next else { return Ok(()) };
            if let Err(error) = self.request_revocation(&token, Some(headers.clone())).await
                && !is_final(&error)
            {
                let is_silent = error.is(names::NETWORK_ERROR.name) || error.is(names::TIMEOUT.name);
                return Err(if is_silent { Pause::Unreachable } else { Pause::Refused });
            }
            next = self.store.next_revocation(Some(&token)).map_err(or_later)?;
        }
        Err(Pause::Refused)
    }
}
