//! The queue of revocations: refresh tokens of sessions that have ended here, and that the service could not be told about yet.
//!
//! Each is in the place in which its session was, so that it lasts no longer than the session would have, and no other tab sees it
//! that did not see the session. The item is JSON, `[[token, seconds], …]`, with the time at which the token was queued.

use super::Store;
use super::places::Persistence;
use crate::error::Result;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::token::Write;

/// The maximum number of tokens in one place. The oldest are dropped.
const MOST_TOKENS: usize = 10;

/// How long a token is kept: Cognito's default life of refresh tokens, 30 days.
const LIFE_MS: i64 = 30 * 86_400_000;

/// A token in the queue.
struct Queued {
    token: Secret,
    since: Timestamp,
}

impl Queued {
    fn read(item: Json) -> Option<Self> {
        let Json::Array(parts) = item else { return None };
        let [token, since] = <[Json; 2]>::try_from(parts).ok()?;
        let token = token.into_text().filter(|token| !token.is_empty())?;
        Some(Self { token: Secret::new(token), since: Timestamp::from_seconds(since.as_number()?) })
    }

    fn to_json(&self) -> Json {
        let seconds = self.since.millis().div_euclid(1_000);
        Json::Array(vec![self.token.duplicate().into(), seconds.into()])
    }
}

impl<H: Host> Store<H> {
    /// The name of the lock for working on the queue.
    pub(in crate::flow) fn revocations_lock(&self) -> Result<String> {
        Ok(self.keys()?.revocations())
    }

    /// Whether there may be tokens in the queue.
    pub(in crate::flow) fn has_revocations(&self) -> bool {
        self.queue_places().is_ok_and(|places| !places.is_empty())
    }

    /// Adds the refresh token of a session that was in this place. One that was in none is kept as long as the tab, and so is one
    /// that its place does not take.
    pub(in crate::flow) fn queue_revocation(&self, place: Option<Persistence>, token: &Secret) -> Result<()> {
        let since = self.host.now();
        let places = [place.unwrap_or(Persistence::Session), Persistence::Session, Persistence::Memory];
        let mut refused = Ok(());
        for place in places.into_iter().filter(|place| self.places.works(*place)) {
            refused = self.change_queue(place, |queue| {
                queue.retain(|queued| queued.token.expose() != token.expose());
                queue.push(Queued { token: token.duplicate(), since });
            });
            if refused.is_ok() {
                break;
            }
        }
        refused
    }

    /// The next token to revoke. Those of sessions that are stored again are dropped, and those that have waited for too long.
    pub(in crate::flow) fn next_revocation(&self) -> Result<Option<Secret>> {
        let mut used = Vec::new();
        for username in self.usernames()? {
            used.extend(
                self.session_of(&username)?.and_then(|session| session.refresh.as_ref().map(Secret::duplicate)),
            );
        }
        let mut next = None;
        for place in self.queue_places()? {
            self.change_queue(place, |queue| {
                queue.retain(|queued| !used.iter().any(|used| used.expose() == queued.token.expose()));
                next = next.take().or_else(|| queue.first().map(|queued| queued.token.duplicate()));
            })?;
        }
        Ok(next)
    }

    /// Removes a token from the queue.
    pub(in crate::flow) fn forget_revocation(&self, token: &Secret) -> Result<()> {
        for place in self.queue_places()? {
            self.change_queue(place, |queue| queue.retain(|queued| queued.token.expose() != token.expose()))?;
        }
        Ok(())
    }

    /// The places that have such an item.
    fn queue_places(&self) -> Result<Vec<Persistence>> {
        let key = self.keys()?.revocations();
        let mut places = Vec::new();
        for place in Persistence::ALL.into_iter().filter(|place| self.places.works(*place)) {
            if self.places.load_from(place, &key)?.is_some() {
                places.push(place);
            }
        }
        Ok(places)
    }

    fn change_queue(&self, place: Persistence, change: impl FnOnce(&mut Vec<Queued>)) -> Result<()> {
        let key = self.keys()?.revocations();
        let now = self.host.now();
        let stored = self.places.load_from(place, &key)?.and_then(|text| self.parse_json(&text));
        let items = if let Some(Json::Array(items)) = stored { items } else { Vec::new() };
        let mut queue: Vec<_> = items.into_iter().take(MOST_TOKENS).filter_map(Queued::read).collect();
        // A time in the future is of a clock that was wrong.
        queue.retain(|queued| now.millis_since(queued.since).saturating_abs() < LIFE_MS);
        change(&mut queue);
        let surplus = queue.len().saturating_sub(MOST_TOKENS);
        queue.drain(..surplus);
        let items = Json::Array(queue.iter().map(Queued::to_json).collect());
        let value = (!queue.is_empty()).then(|| Secret::new(self.host.write_json(&items)));
        self.apply_in(Some(place), vec![Write { key, value }])
    }
}
