//! What has to be true of the results of calls.

use cognito_wasm::token::TokenSet;

use super::calls::Call;
use super::family::{Family, Place};
use super::outcome::Kind;
use super::step::{SharedKind, USERS};
use super::tokens::{family_of, read_refresh_token};
use super::world::World;

/// How long a request may have been under way when the clock was set.
const LONGEST_REQUEST_MS: i64 = 30_000;

/// The longest time for which a page looks for what others have stored after a refresh.
pub(crate) const LONGEST_LOOK_MS: i64 = 6_000;

impl World {
    pub(crate) fn signed_out(&self, call: &Call) {
        let Kind::SignOut { all_users, global } = call.kind else { return };
        let candidates = call.candidates.borrow();
        if candidates.is_empty() && !call.is_blank.get() && !call.page.lets_nobody_in() {
            self.families.release("signed out without a name", |family| family.is_seen_by(&call.page));
        }
        // What is certain: the sessions that the page saw, if nothing else changed who is signed in meanwhile. Where a session in memory has
        // ended, nobody may be let in.
        let is_certain = all_users || candidates.len() == 1 && !call.page.has_memory();
        if call.changes == self.changes.get() && is_certain {
            let latest = self.now() + i64::from(self.setup.torn_ms) + 1_500;
            for index in &*call.seen.borrow() {
                // Signing out everywhere has the lock of the session that hides this one, and cannot wait for another as well.
                let hides =
                    |other: &Family, user| other.user == user && other.place == Some(Place::Memory(call.page.number));
                let user = self.families.all.borrow()[*index].user;
                if global && self.families.all.borrow().iter().any(|other| hides(other, user)) {
                    continue;
                }
                let family = &mut self.families.all.borrow_mut()[*index];
                if all_users || candidates.contains(&family.user) {
                    family.gone_at.get_or_insert(latest);
                }
            }
        }
    }

    pub(crate) fn is_nobody_there(&self, call: &Call) -> bool {
        let is_in_tab = !call.page.session_items.borrow().is_empty();
        let all = self.families.all.borrow();
        let is_in_memory = all.iter().any(|family| family.place == Some(Place::Memory(call.page.number)));
        self.setup.shared == SharedKind::Local && self.shared.is_broken() && !is_in_tab && !is_in_memory
    }

    pub(crate) fn check_tokens(&self, call: &Call, tokens: &TokenSet) {
        let family = family_of(&tokens.access);
        let id = tokens.id.as_ref().map(|id| id.text("sub"));
        if id.is_some_and(|sub| sub != tokens.access.text("sub")) {
            self.violate("the access token is of one user, the ID token of another".to_owned());
        }
        let refresh = tokens.refresh.as_ref().and_then(|token| read_refresh_token(token.expose()));
        let (user, gone_at) = {
            let all = self.families.all.borrow();
            if refresh.is_some_and(|(other, _)| all[other].user != all[family].user) {
                self.violate("the refresh token is another user's".to_owned());
            }
            (all[family].user, all[family].gone_at.filter(|_| !all[family].may_be_back))
        };
        if tokens.username != USERS[user] || tokens.access.text("username") != Some(USERS[user]) {
            self.violate("a session has another user's name".to_owned());
        }
        if gone_at.is_some_and(|gone_at| call.started > gone_at) {
            self.violate(format!("family {family} was signed out, and is back"));
        }
        self.check_expiry(call, tokens);
        self.check_user(call, Some(user));
    }

    /// Nobody gets tokens that had expired when the call began, by the service's clock.
    fn check_expiry(&self, call: &Call, tokens: &TokenSet) {
        let issued_at = tokens.access.issued_at().unwrap().millis();
        // Whoever sets the page's clock may have tokens judged by the time before, and a wrong clock imported ones until they are refreshed.
        // A call may share a refresh that began before the machine slept, or one that was refused or came too late: it is answered with what
        // is stored then. That may be a session that has come meanwhile, from a page that was asleep.
        let is_misjudged = issued_at <= self.clock_set_at.get() + LONGEST_REQUEST_MS
            || !call.seen.borrow().contains(&family_of(&tokens.access))
            || call.page.events.last_reply() >= call.started - LONGEST_LOOK_MS
            || self.page_error.get() != 0 && tokens.access.text("jti") == Some("0");
        if tokens.access.expires_at().millis() < call.began_at.get() && !is_misjudged {
            let late_ms = call.began_at.get() - tokens.access.expires_at().millis();
            self.violate(format!("a call in tab {} got tokens that had expired {late_ms} ms before", call.page.tab));
        }
    }

    pub(crate) fn check_user(&self, call: &Call, user: Option<usize>) {
        if user.is_none_or(|user| !call.candidates.borrow().contains(&user)) {
            let name = user.map_or("a stranger", |user| USERS[user]);
            self.violate(format!("a call in tab {} answered for {name}, who was not the current user", call.page.tab));
        }
    }
}
