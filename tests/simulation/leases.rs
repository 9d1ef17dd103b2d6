//! Leases, which stand in for locks in a browser without Web Locks, and what they cannot prevent: see the library's `lease.rs`.

use cognito_wasm::token::StorageKeys;

use super::family::Place;
use super::page::Page;
use super::step::USERS;
use super::tokens::CLIENT_ID;
use super::world::World;

/// The shortest time after which a lease may no longer hold: it is renewed every 20 seconds, and lasts for 90.
const SHORTEST_MS: i64 = 70_000;

/// The longest time that a page has for a refresh: all attempts.
const LONGEST_REFRESH_MS: i64 = 120_000;

/// Whose lease an item is.
fn user_of(key: &str) -> Option<usize> {
    let keys = StorageKeys::new(CLIENT_ID);
    USERS.iter().position(|user| keys.refresh_lock(user) == key)
}

impl World {
    /// The user's session may be refreshed by two pages at once.
    fn excuse_lease(&self, user: usize, why: &'static str) {
        let is_shared = |place| place == Some(Place::Shared);
        self.families.release(why, |family| family.user == user && is_shared(family.place));
        self.families.excuse_all_refreshes();
        self.leaseless_at.set(self.now());
    }

    /// The clock jumps, or the storage can no longer be read: whoever has a lease does not have it any more.
    pub(crate) fn break_leases(&self, why: &'static str) {
        for user in self.shared.stored().keys().filter_map(|key| user_of(key)) {
            self.excuse_lease(user, why);
        }
    }

    /// A storage has refused an item. Without a lease, each page refreshes on its own.
    pub(crate) fn refuse_lease(&self, key: &str) {
        if let Some(user) = user_of(key) {
            self.excuse_lease(user, "the storage took no lease");
        }
    }

    /// Whether a page may refresh the user's session that has no lease any more, or had it when it was frozen, longer ago than it lasts.
    pub(crate) fn has_lost_lease(&self, user: usize) -> bool {
        self.now() - self.leaseless_at.get() < LONGEST_REFRESH_MS
            || self.pages.borrow().iter().flatten().any(|page| page.is_frozen_with_lease(user))
    }
}

impl Page {
    /// The page stores or removes an item.
    pub(crate) fn changes_lease(&self, key: &str, value: Option<&str>) {
        if let Some(user) = user_of(key) {
            self.has_lease.borrow_mut()[user] = value.is_some();
        }
    }

    pub(crate) fn freeze(&self) {
        if !self.is_frozen.replace(true) {
            self.frozen_at.set(self.world.true_ms());
        }
    }

    pub(crate) fn thaw(&self) {
        for user in (0..USERS.len()).filter(|user| self.is_frozen_with_lease(*user)) {
            self.world.excuse_lease(user, "the page with the lease was frozen");
        }
        self.is_frozen.set(false);
    }

    fn is_frozen_with_lease(&self, user: usize) -> bool {
        let is_over = self.world.true_ms() - self.frozen_at.get() >= SHORTEST_MS;
        self.is_frozen.get() && is_over && self.has_lease.borrow()[user]
    }
}

/// Whether leases do not survive a jump of the clock.
pub(crate) const fn ends_leases(jump_ms: i64) -> bool {
    jump_ms >= SHORTEST_MS || jump_ms <= -SHORTEST_MS
}
