//! The last decisions about the session, for `diagnostics`. They are kept in the tab's `sessionStorage`, so they survive a reload.
//! They name no user and contain no secret. A vault's worker has no such storage, so it sends them to the page as events.

use super::Store;
use crate::error::{Error, names};
use crate::host::{Area, Event, EventData, Host};
use crate::json::Json;
use crate::time::Timestamp;

/// The maximum number of decisions. The oldest are dropped.
const MOST: usize = 100;

/// The longest text of a decision that is read. Anybody can write to the storage.
const LONGEST: usize = 64;

/// A decision about the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// When it was made, by the page's clock.
    pub time: Timestamp,
    /// What was decided, such as `refreshed` or `kept`.
    pub decision: String,
    /// Why, such as `expired` or `503`.
    pub reason: String,
}

impl Decision {
    /// Reads `[milliseconds, decision, reason]`.
    fn read(entry: &Json) -> Option<Self> {
        let [millis, decision, reason] = entry.items() else { return None };
        let text = |item: &Json| item.as_str().filter(|text| text.len() <= LONGEST).map(str::to_owned);
        let time = millis.as_number().map(to_timestamp)?;
        Some(Self { time, decision: text(decision)?, reason: text(reason)? })
    }

    fn has(&self, decision: &str, reason: &str) -> bool {
        self.decision == decision && self.reason == reason
    }
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a float-to-int cast saturates")]
const fn to_timestamp(millis: f64) -> Timestamp {
    Timestamp::from_millis(millis as i64)
}

impl<H: Host> Store<H> {
    /// The last decisions in this tab, the oldest first.
    pub(in crate::flow) fn history(&self) -> Vec<Decision> {
        let text = self.host.has_storage(Area::Session).then(|| self.host.load(Area::Session, &self.history_key()));
        let stored = text.and_then(|text| self.parse_json(&text.ok()??)).unwrap_or_default();
        stored.items().iter().filter_map(Decision::read).collect()
    }

    /// Adds a decision. Where the storage does not work, there is no history.
    ///
    /// Of equal decisions in a row, the first and the last are kept: a page that polls while it is offline must not push out
    /// what went before.
    pub(in crate::flow) fn note(&self, decision: &str, reason: &str) {
        if self.in_vault {
            let data = EventData::Json(Json::Array(vec![decision.into(), reason.into()]));
            self.host.emit(Event { name: "decision", data });
        }
        if self.client_id.is_empty() || !self.host.has_storage(Area::Session) {
            return;
        }
        let mut history = self.history();
        if history.iter().rev().take_while(|entry| entry.has(decision, reason)).count() > 1 {
            history.pop();
        }
        history.push(Decision { time: self.host.now(), decision: decision.to_owned(), reason: reason.to_owned() });
        let surplus = history.len().saturating_sub(MOST);
        let entries = history.into_iter().skip(surplus).map(|Decision { time, decision, reason }| {
            Json::Array(vec![time.millis().into(), decision.into(), reason.into()])
        });
        let text = self.host.write_json(&Json::Array(entries.collect()));
        // Without room for it, the earlier history stays.
        let _ = self.host.save(Area::Session, &self.history_key(), &text);
    }

    /// Adds a decision that was made because of an error: with the status of the reply, or the error's name.
    pub(in crate::flow) fn note_error(&self, decision: &str, error: &Error) {
        let status = error.metadata().map_or(0, |metadata| metadata.http_status_code);
        if status > 400 {
            self.note(decision, &i64::from(status).to_string());
        } else {
            self.note(decision, if is_known(error.name()) { error.name() } else { names::UNKNOWN.name });
        }
    }

    fn history_key(&self) -> String {
        ["cognito-wasm.diagnostics", &self.client_id].join(".")
    }
}

/// Whether a name is one of this library or looks like one of the service. It may be any text that a server has sent.
fn is_known(name: &str) -> bool {
    let is_of_service = name.len() <= LONGEST
        && (name.ends_with("Exception") || names::THROTTLING.contains(&name))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_of_service || names::ALL.iter().any(|row| row.name == name)
}
