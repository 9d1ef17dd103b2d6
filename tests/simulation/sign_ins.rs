//! What becomes of sign-ins, and of the sessions that they replace.

use cognito_wasm::flow::OnExistingSession;

use super::calls::Call;
use super::outcome::{Kind, Outcome};
use super::step::{SharedKind, USERS};
use super::world::World;

/// How a sign-in ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    SignedIn,
    Failed,
    /// The storage did not take it.
    Refused,
    /// Nobody waited for it any more.
    Dropped,
}

impl World {
    /// A sign-in that nothing has replaced succeeds, or fails because of the network or the storage; and only the latest can be
    /// answered.
    pub(crate) fn check_sign_in(&self, call: &Call, outcome: &Outcome) {
        let Kind::SignIn { user, imported: None, .. } = call.kind else { return };
        let page = &call.page;
        let calls = self.calls.borrow();
        let is_disturbed = calls.iter().any(|other| other.page.number == page.number && other.takes_its_time());
        drop(calls);
        let is_last = call.changes_here.get() == page.changes.get() && !is_disturbed;
        match (outcome, user) {
            (Outcome::Waits, Some(_)) if is_last => page.waiting.set(user),
            (Outcome::Waits, _) => page.is_waiting_known.set(false),
            (Outcome::Failed(name), Some(user)) if is_last && name == "SignInException" => {
                self.violate(format!("the sign-in of {} was replaced by nothing", USERS[user]));
            }
            (Outcome::Failed(name), Some(user)) if name == "NotAuthorizedException" => {
                self.violate(format!("the right password of {} was refused", USERS[user]));
            }
            (Outcome::SignedIn, None) if call.is_answer => {
                let waiting = call.waiting.get().or(page.waiting.get());
                let family = call.granted.get().map(|family| self.families.all.borrow()[family].user);
                if page.is_waiting_known.get() && is_last && waiting != family {
                    self.violate(format!("tab {}: an answer signed in another user than the one who waited", page.tab));
                }
            }
            _ => {}
        }
    }

    /// The family that a sign-in has got, which is no other's from now on.
    pub(crate) fn family_of_sign_in(&self, call: &Call) -> Option<usize> {
        let Kind::SignIn { user, imported, .. } = call.kind else { return None };
        let page = &call.page;
        let users = user.map_or(0..USERS.len(), |user| user..user + 1);
        let stored = users.filter_map(|user| page.family_seen(user));
        let family = imported
            .or_else(|| stored.filter(|family| self.families.is_unclaimed(page.number, *family)).last())
            .or_else(|| self.families.granted_last(page.number, user, call.since))?;
        self.families.all.borrow_mut()[family].is_claimed = true;
        // It is not always known which of two sign-ins at once has got which family.
        let other = self.families.granted_last(page.number, user, call.since);
        if imported.is_none() && other.is_some() {
            for family in other.into_iter().chain([family]) {
                self.families.all.borrow_mut()[family].released.get_or_insert("two sign-ins at once");
            }
        }
        Some(family)
    }

    /// A sign-in has come to its end, well or not; what it replaces is gone.
    pub(crate) fn take_over(&self, call: &Call, end: End) {
        let Kind::SignIn { choice, .. } = call.kind else { return };
        if end == End::Failed {
            return;
        }
        let page = &call.page;
        let Some(new) = call.granted.get().or_else(|| self.family_of_sign_in(call)) else { return };
        // A sign-in that failed replaces nobody, unless it had succeeded before its storage failed or its page went.
        let may_have_succeeded = match end {
            End::SignedIn | End::Failed => true,
            End::Refused | End::Dropped => {
                // A storage that breaks in the middle leaves the new session in the place of an earlier one in memory.
                self.setup.shared == SharedKind::Own
                    || self.shared.is_broken()
                    || self.families.all.borrow()[new].place.is_some()
            }
        };
        if !may_have_succeeded {
            self.families.all.borrow_mut()[new].released.get_or_insert("the sign-in failed");
            return;
        }
        let user = self.families.all.borrow()[new].user;
        let candidates = call.candidates.borrow();
        let seen: Vec<_> = self.families.all.borrow().iter().map(|family| family.is_seen_by(page)).collect();
        for (index, family) in self.families.all.borrow_mut().iter_mut().enumerate() {
            let is_left = family.user == user || choice != OnExistingSession::Add && candidates.contains(&family.user);
            if index != new && (seen[index] || call.met.borrow().contains(&index)) && is_left {
                family.released.get_or_insert("replaced");
            }
        }
        if end == End::SignedIn {
            self.families.hold(page, new);
            if call.clears.get() != self.clears.get() && self.setup.devices {
                // The device that it has named may be gone.
                self.families.all.borrow_mut()[new].released.get_or_insert("the user cleared the storage meanwhile");
            }
        } else {
            let family = &mut self.families.all.borrow_mut()[new];
            family.released.get_or_insert("the sign-in did not succeed");
            // Its session may be in memory all the same: an asynchronous storage says later that it does not remove an earlier one.
            family.granted_to.get_or_insert(page.number);
        }
    }
}
