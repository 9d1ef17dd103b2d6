//! Requests on their way, and what becomes of them.

use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::rc::{Rc, Weak};

use cognito_wasm::host::{FetchError, HttpReply, HttpRequest, ReplyBody, RequestBody};
use cognito_wasm::json::Json;

use super::family::Issued;
use super::page::Page;
use super::pool::text_of;
use super::step::Fate;
use super::tokens::read_refresh_token;
use super::totals::count;
use super::world::World;

/// What the service answers.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: ReplyBody,
    pub(crate) issued: Option<Issued>,
}

impl Answer {
    pub(crate) const fn json(body: Json) -> Self {
        Self { status: 200, body: ReplyBody::Json(body), issued: None }
    }

    pub(crate) const fn empty() -> Self {
        Self { status: 200, body: ReplyBody::Empty, issued: None }
    }

    pub(crate) const fn page(status: u16) -> Self {
        Self { status, body: ReplyBody::Other, issued: None }
    }

    pub(crate) fn refusal(status: u16, name: &str, message: &str) -> Self {
        let body = Json::object().with("__type", name).with("message", message);
        Self { status, body: ReplyBody::Json(body), issued: None }
    }
}

/// Who has sent a request.
#[derive(Clone, Copy)]
pub(crate) struct Sender {
    page: u32,
    /// When it was sent, by the service's clock.
    pub(crate) sent_at: i64,
    /// Somebody wanted new tokens whatever the old ones are.
    pub(crate) is_forced: bool,
    /// The page did not see all that others had written.
    pub(crate) is_unaware: bool,
}

/// Breaks all connections, as when the machine sleeps. What has arrived by then may be read afterwards.
pub(crate) fn break_all(world: &World) {
    let (mut broken, mut left) = (Vec::new(), Vec::new());
    for journey in world.journeys.take().iter().filter_map(Weak::upgrade) {
        let is_kept = world.setup.replies_survive_sleep && journey.is_answered.get();
        if is_kept { &mut left } else { &mut broken }.push(journey);
    }
    world.journeys.borrow_mut().extend(left.iter().map(Rc::downgrade));
    for journey in broken {
        journey.finish(BROKEN);
    }
}

/// A request that was sent.
#[derive(Default)]
pub(crate) struct Journey {
    result: RefCell<Option<Result<Answer, FetchError>>>,
    waker: RefCell<Option<Waker>>,
    /// Whether it has come to its end.
    is_over: Cell<bool>,
    /// Whether the service has answered.
    is_answered: Cell<bool>,
    /// What the service issued for it.
    issued: Cell<Option<Issued>>,
}

impl Journey {
    /// The first thing that happens to it counts.
    fn finish(&self, result: Result<Answer, FetchError>) {
        if !self.is_over.replace(true) {
            self.result.replace(Some(result));
            self.waker.take().into_iter().for_each(Waker::wake);
        }
    }
}

/// Notes that what was issued never arrives when the request is dropped.
struct Waiting<'a> {
    journey: Rc<Journey>,
    world: &'a World,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Some(issued) = self.journey.issued.take() {
            self.world.families.lost(issued);
        }
    }
}

const BROKEN: Result<Answer, FetchError> = Err(FetchError::Network(None));

/// Sends a request.
pub(crate) async fn fetch(page: &Page, request: HttpRequest) -> Result<HttpReply, FetchError> {
    let world = &page.world;
    let target = request.headers.iter().find(|(name, _)| *name == "x-amz-target");
    let operation = target.and_then(|(_, target)| target.rsplit('.').next()).unwrap_or_default().to_owned();
    let RequestBody::Json(body) = request.body else { panic!("{operation} has no JSON") };
    if let Some(token) = text_of(&body, "Token") {
        world.families.give_up(token);
    }
    let is_refresh = operation == "GetTokensFromRefreshToken";
    let sent = text_of(&body, "RefreshToken").filter(|_| is_refresh).and_then(read_refresh_token);
    count(&world.counts.requests);
    let fate = world.fates.borrow_mut().pop_front().unwrap_or(Fate::Answered);
    world.note(|| format!("  tab {} sends {operation}: {fate:?}", page.tab));
    let (out_ms, back_ms) = if let Fate::Slow { out_ms, back_ms } = fate {
        (out_ms, back_ms)
    } else {
        let mut random = world.random.borrow_mut();
        (random.between(5, 120), random.between(5, 120))
    };
    let waiting = Waiting { journey: Rc::default(), world };
    let there = Rc::clone(&waiting.journey);
    let sender = Sender {
        page: page.number,
        sent_at: world.true_ms(),
        is_forced: page.has_forced.get()
            || page.copy.as_ref().is_some_and(|copy| copy.is_mixed())
            || world.calls.borrow().iter().any(|call| call.may_refresh_anytime()),
        is_unaware: page.is_unaware.get(),
    };
    world.later(out_ms.into(), move |world| {
        arrive(world, there, sender, (&operation, &body), fate, back_ms.into());
    });
    let limit = Rc::downgrade(&waiting.journey);
    world.later(request.time_limit_ms.into(), move |_| {
        limit.upgrade().into_iter().for_each(|journey| journey.finish(Err(FetchError::TimedOut)));
    });
    world.journeys.borrow_mut().push(Rc::downgrade(&waiting.journey));
    let result = poll_fn(|context| {
        if let Some(result) = waiting.journey.result.take() {
            return Poll::Ready(result);
        }
        waiting.journey.waker.replace(Some(context.waker().clone()));
        Poll::Pending
    })
    .await;
    // A page that is closed while it reads the copy has nothing to put new tokens into. With a storage that answers at once, there
    // is no such moment.
    page.catch_up().await;
    let answer = result?;
    if let Some(issued) = answer.issued {
        waiting.journey.issued.take();
        world.families.delivered(page, issued);
    }
    if let (Some((family, _)), ReplyBody::Json(reply)) = (sent, &answer.body) {
        match reply.get("AuthenticationResult").get("AccessToken").as_text() {
            Some(access) => page.events.refreshed(access, world.now()),
            None if is_final(reply) => {
                world.trouble.set(world.trouble.get() + 1);
                page.events.refused(family, world.now());
            }
            None => {}
        }
    }
    Ok(HttpReply { status: answer.status, headers: Vec::new(), body: answer.body })
}

/// Whether the service has refused a refresh token for good.
fn is_final(reply: &Json) -> bool {
    matches!(reply.get("__type").as_text(), Some("NotAuthorizedException" | "RefreshTokenReuseException"))
}

fn arrive(
    world: &Rc<World>,
    journey: Rc<Journey>,
    sender: Sender,
    (operation, body): (&str, &Json),
    fate: Fate,
    back_ms: i64,
) {
    // A request whose connection broke on the way does not arrive; one whose page has gone does.
    if journey.is_over.get() {
        return;
    }
    let answer = match fate {
        Fate::RequestHangs => return,
        Fate::RequestLost => return world.later(back_ms, move |_| journey.finish(BROKEN)),
        Fate::Throttled { status } => Answer::refusal(status, "TooManyRequestsException", "Rate exceeded"),
        Fate::Failed { status } => Answer::refusal(status, "InternalErrorException", "Something went wrong"),
        Fate::Page { status } => Answer::page(status),
        Fate::Answered | Fate::Slow { .. } | Fate::ReplyLost | Fate::ReplyHangs | Fate::Gateway => {
            let is_lost = Rc::strong_count(&journey) == 1;
            // Another page may have taken over from one that has gone before its request arrived.
            let sender = Sender { is_forced: sender.is_forced || is_lost, ..sender };
            let answer = world.pool.handle(world, operation, body, sender);
            if let Some(issued) = answer.issued {
                if is_lost || matches!(fate, Fate::ReplyLost | Fate::ReplyHangs | Fate::Gateway) {
                    world.families.lost(issued);
                } else {
                    journey.issued.set(Some(issued));
                }
            }
            world.note(|| format!("  {operation} of page {}: {}", sender.page, answer.status));
            match fate {
                Fate::ReplyHangs => return,
                Fate::ReplyLost => return world.later(back_ms, move |_| journey.finish(BROKEN)),
                Fate::Gateway => Answer::page(504),
                _ => answer,
            }
        }
    };
    journey.is_answered.set(true);
    world.later(back_ms, move |_| journey.finish(Ok(answer)));
}
