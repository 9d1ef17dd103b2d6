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
use crate::token::{Item, Write};

/// The maximum number of tokens in one place. The oldest are dropped.
const MOST_TOKENS: usize = 10;

/// How long a token is kept: Cognito's default life of refresh tokens, 30 days.
const LIFE_MS: i64 = 30 * 86_400_000;

/// The token of an item of the queue, and since when it waits.
fn read(item: &Json) -> Option<(&str, Timestamp)> {
    match item.items() {
        [token, since] => Some((token.as_text()?, Timestamp::from_seconds(since.as_number()?))),
        _ => None,
    }
}

impl<H: Host> Store<H> {
    /// The name of the lock for working on the queue.
    pub(in crate::flow) fn revocations_lock(&self) -> Result<String> {
        Ok(self.keys()?.revocations())
    }

    /// Whether there may be tokens in the queue.
    pub(in crate::flow) fn has_revocations(&self) -> bool {
        self.keys().is_ok_and(|keys| matches!(self.places.find(&keys.revocations()), Ok(Some(_))))
    }

    /// Adds the refresh token of a session that was in this place. One that was in none is kept as long as the tab. A token that its
    /// place does not take is kept in memory.
    pub(in crate::flow) fn queue_revocation(&self, place: Option<Persistence>, token: &Secret) -> Result<()> {
        let place = place.unwrap_or(Persistence::Session);
        let place = if self.places.works(place) { place } else { Persistence::Memory };
        self.add_to_queue(place, token).or_else(|_| self.add_to_queue(Persistence::Memory, token))
    }

    fn add_to_queue(&self, place: Persistence, token: &Secret) -> Result<()> {
        let mut queue = self.queue_in(place)?;
        if queue.len() == MOST_TOKENS {
            queue.remove(0);
        }
        let seconds = self.host.now().millis().div_euclid(1_000);
        queue.push(Json::Array(vec![token.duplicate().into(), seconds.into()]));
        self.store_queue(place, queue)
    }

    /// The place in which a token waits in the queue.
    pub(in crate::flow) fn place_of_revocation(&self, token: &Secret) -> Result<Option<Persistence>> {
        for place in Persistence::ALL {
            let is_it = |item: &Json| read(item).is_some_and(|(queued, _)| queued == token.expose());
            if self.queue_in(place)?.iter().any(is_it) {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// Removes a token from the queue, and returns the next one to revoke. Those of sessions that are stored again are dropped, and
    /// those that have waited for too long.
    pub(in crate::flow) fn next_revocation(&self, done: Option<&Secret>) -> Result<Option<Secret>> {
        let mut kept: Vec<_> = done.map(Secret::duplicate).into_iter().collect();
        for username in self.usernames()? {
            kept.extend(self.secret(&username, Item::RefreshToken)?);
        }
        let mut next = None;
        for place in Persistence::ALL {
            let mut queue = self.queue_in(place)?;
            queue.retain(|item| read(item).is_some_and(|(token, _)| kept.iter().all(|kept| kept.expose() != token)));
            if next.is_none() {
                next = queue.first().and_then(read).map(|(token, _)| Secret::new(token.to_owned()));
            }
            self.store_queue(place, queue)?;
        }
        Ok(next)
    }

    /// What is in the queue in a place, without what has waited for too long.
    fn queue_in(&self, place: Persistence) -> Result<Vec<Json>> {
        let key = self.keys()?.revocations();
        let text = if self.places.works(place) { self.places.load_from(place, &key)? } else { None };
        let Some(Json::Array(mut queue)) = text.and_then(|text| self.parse_json(&text)) else { return Ok(Vec::new()) };
        let now = self.host.now();
        // A time in the future is of a clock that was wrong.
        let is_fresh = |since| now.millis_since(since).saturating_abs() < LIFE_MS;
        queue.retain(|item| read(item).is_some_and(|(_, since)| is_fresh(since)));
        queue.truncate(MOST_TOKENS);
        Ok(queue)
    }

    fn store_queue(&self, place: Persistence, queue: Vec<Json>) -> Result<()> {
        let key = self.keys()?.revocations();
        if !self.places.works(place) || self.places.load_from(place, &key)?.is_none() && queue.is_empty() {
            return Ok(());
        }
        let value = (!queue.is_empty()).then(|| Secret::new(self.host.write_json(&Json::Array(queue))));
        self.apply_in(Some(place), vec![Write { key, value }])
    }
}
