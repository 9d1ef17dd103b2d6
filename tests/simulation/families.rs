//! What the service has issued, and what has become of it.
//!
//! A family is one sign-in: its refresh tokens, each of which replaced the one before, and its access tokens. The account of a
//! family says whether it must still be there at the end: the service honours it, the user has not let it go, and the newest
//! refresh token was stored, or was in the hands of a page that could have stored it.

use core::cell::{Cell, RefCell};

use super::family::{Family, Fresh, Issued, Place};
use super::page::Page;
use super::results::LONGEST_LOOK_MS;
use super::shared::Items;
use super::tokens::read_refresh_token;
use super::world::World;

#[derive(Default)]
pub(crate) struct Families {
    pub(crate) all: RefCell<Vec<Family>>,
    /// When a page stored tokens last that had expired on the way to it, since it was frozen.
    pub(crate) stale_at: Cell<i64>,
    /// Refreshes that were delivered to each page.
    pub(crate) refreshes: RefCell<Vec<u32>>,
}

impl Families {
    pub(crate) fn add(&self, user: usize) -> usize {
        let mut all = self.all.borrow_mut();
        all.push(Family::of(user));
        all.len() - 1
    }

    /// Notes that access tokens were issued, which were asked for a while ago. Returns whether that was too soon after the last time.
    pub(crate) fn refreshed(&self, family: usize, world: &World, asked_at: i64) -> bool {
        let (at, life_ms) = (world.true_ms(), world.setup.life_ms);
        let mut all = self.all.borrow_mut();
        let fresh = &mut all[family].fresh;
        // Tokens count as expired five seconds early, and a difference of the clocks as long as that is not corrected.
        let is_too_soon = fresh.is_some_and(|fresh| !fresh.is_excused && at - fresh.at < life_ms - 15_000);
        // An announcement without a lock comes to nobody: whoever waited may see a part of what was written last.
        let is_half_seen = fresh.is_some_and(|fresh| !world.setup.web_locks && at - fresh.at < LONGEST_LOOK_MS);
        // The client cannot know when the service issued them, so their life begins when they were asked for.
        // Nor how long it was if the clock was set meanwhile. Whoever waits may still see those tokens when others have come.
        let earliest = fresh.map_or(asked_at, |fresh| fresh.at.min(asked_at));
        let is_after_stale = self.stale_at.get() >= asked_at - LONGEST_LOOK_MS;
        let is_excused = is_after_stale || world.clock_set_at.get() >= earliest;
        *fresh = Some(Fresh { at: asked_at, is_excused });
        is_too_soon && !is_half_seen
    }

    /// A reply with these tokens does not arrive anywhere.
    pub(crate) fn lost(&self, issued: Issued) {
        self.excuse_refresh(issued.family);
    }

    /// The next refresh is not too soon.
    pub(crate) fn excuse_refresh(&self, family: usize) {
        self.all.borrow_mut()[family].fresh.iter_mut().for_each(|fresh| fresh.is_excused = true);
    }

    pub(crate) fn excuse_all_refreshes(&self) {
        let count = self.all.borrow().len();
        (0..count).for_each(|family| self.excuse_refresh(family));
    }

    /// A page got these tokens. What it does with them it does at once.
    pub(crate) fn delivered(&self, page: &Page, issued: Issued) {
        let is_broken = page.world.shared.is_broken();
        let family = &mut self.all.borrow_mut()[issued.family];
        let token = &mut family.tokens[issued.token];
        token.delivered_to = Some(page.number);
        if is_broken {
            token.is_excused |= !token.is_stored;
            family.fresh.iter_mut().for_each(|fresh| fresh.is_excused = true);
        }
        if issued.is_new {
            family.granted_to = Some(page.number);
        } else {
            self.refreshes.borrow_mut().push(page.number);
        }
    }

    /// A storage has an item.
    pub(crate) fn stored(&self, place: Place, value: &str) {
        let Some((family, number)) = read_refresh_token(value) else { return };
        let family = &mut self.all.borrow_mut()[family];
        family.tokens[number].is_stored = true;
        // A session that could not be stored at first is in memory, and stays there.
        if !matches!(family.place, Some(Place::Memory(_))) {
            family.place = Some(place);
        }
    }

    /// A page replaces an item of the shared storage that it has not seen. Storages cannot compare and write in one step, and a
    /// sign-in waits for no lock, so whoever writes last wins. Only a token of another family is excused by that.
    pub(crate) fn overwriting(&self, seen: Option<&str>, stored: Option<&str>, value: &str) {
        if let (Some((earlier, _)), Some((later, _))) = (stored.and_then(read_refresh_token), read_refresh_token(value))
            && seen != stored
            && earlier != later
        {
            self.all.borrow_mut()[earlier].released.get_or_insert("overwritten by a page that did not see it");
        }
        if let (Some((back, _)), true, None) = (read_refresh_token(value), seen.is_some(), stored) {
            let family = &mut self.all.borrow_mut()[back];
            family.may_be_back |= family.is_seen_in_part;
        }
        // A newer token of the same family may replace one that it has not seen, within the grace period.
        if let (Some((family, replaced)), Some((same, _))) =
            (stored.and_then(read_refresh_token), read_refresh_token(value))
            && family == same
            && seen != stored
            && stored != Some(value)
        {
            let token = &mut self.all.borrow_mut()[family].tokens[replaced];
            token.is_stored = false;
            token.is_excused = true;
        }
        // So does a page that removes a session, and another one instead that it has not seen.
        if let (Some((earlier, _)), Some((other, _)), None) =
            (stored.and_then(read_refresh_token), seen.and_then(read_refresh_token), read_refresh_token(value))
            && earlier != other
        {
            self.all.borrow_mut()[earlier].released.get_or_insert("removed by a page that did not see it");
        }
        // The same is true of the device that a session's refresh has to name.
        if let Some(device) = stored.filter(|stored| Some(*stored) != seen && *stored != value) {
            self.release("its device was overwritten by a page that did not see it", |family| {
                family.device.as_deref() == Some(device)
            });
        }
    }

    /// A page stores a token, and cannot know of a sign-out since it began, nor a sign-out of it.
    pub(crate) fn may_be_back(&self, text: &str) {
        if let Some((family, _)) = read_refresh_token(text) {
            self.all.borrow_mut()[family].may_be_back = true;
        }
    }

    /// A storage did not take a value, or its page was closed first.
    pub(crate) fn not_stored(&self, page: u32, value: &str) {
        let Some((index, number)) = read_refresh_token(value) else { return };
        let family = &mut self.all.borrow_mut()[index];
        if !family.tokens[number].is_stored {
            family.tokens[number].is_excused = true;
        }
        if family.granted_to == Some(page) && number == 0 && !family.tokens[0].is_stored {
            family.place = Some(Place::Memory(page));
        }
        family.fresh.iter_mut().for_each(|fresh| fresh.is_excused = true);
    }

    /// A storage has taken back a value that it had stored in part.
    pub(crate) fn taken_back(&self, page: u32, value: &str, stored: &Items) {
        let Some((index, number)) = read_refresh_token(value) else { return };
        if stored.values().all(|other| other != value) {
            // The newest token is in the memory of this page, which stores it with its next call. Others have the one before until
            // then, and there is nowhere else to put it.
            let token = &mut self.all.borrow_mut()[index].tokens[number];
            token.is_stored = false;
            token.is_excused = true;
        }
        let is_there = stored.values().filter_map(|value| read_refresh_token(value)).any(|(family, _)| family == index);
        if !is_there {
            self.all.borrow_mut()[index].place = Some(Place::Memory(page));
        }
    }

    /// A sign-in has succeeded in a page.
    pub(crate) fn hold(&self, page: &Page, index: usize) {
        let mut all = self.all.borrow_mut();
        let family = &mut all[index];
        let token = family.newest_token(index);
        let is_in = |items: &Items| items.values().any(|value| *value == token);
        family.granted_to = Some(page.number);
        // What an asynchronous storage had for a moment was said when it was stored.
        let known = family.place.filter(|_| page.copy.is_some());
        family.place = known.or_else(|| {
            Some(if is_in(&page.session_items.borrow()) {
                Place::Tab(page.first)
            } else if is_in(&page.world.shared.stored()) {
                Place::Shared
            } else {
                Place::Memory(page.number)
            })
        });
        // Tokens that were imported did not come with a reply.
        family.tokens[0].delivered_to.get_or_insert(page.number);
        for token in &mut family.tokens {
            token.is_excused &= !matches!(family.place, Some(Place::Memory(_)));
        }
    }

    /// The user lets go of the sessions for which `choose` holds.
    pub(crate) fn release(&self, why: &'static str, choose: impl Fn(&Family) -> bool) {
        for family in self.all.borrow_mut().iter_mut().filter(|family| choose(family)) {
            family.released.get_or_insert(why);
        }
    }

    /// The family that a page was granted last for this user, among those from `since` on.
    pub(crate) fn granted_last(&self, page: u32, user: Option<usize>, since: usize) -> Option<usize> {
        let all = self.all.borrow();
        (since..all.len())
            .rev()
            .find(|family| all[*family].is_unclaimed(page) && user.is_none_or(|user| all[*family].user == user))
    }

    /// Whether the family was granted to this page, and no call is known to have brought it.
    pub(crate) fn is_unclaimed(&self, page: u32, family: usize) -> bool {
        self.all.borrow()[family].is_unclaimed(page)
    }

    /// A page is about to revoke the family of a refresh token.
    pub(crate) fn give_up(&self, token: &str) {
        if let Some((family, _)) = read_refresh_token(token) {
            self.all.borrow_mut()[family].is_given_up = true;
        }
    }

    /// The service revokes the family of a refresh token.
    pub(crate) fn revoke(&self, token: &str) {
        if let Some((family, _)) = read_refresh_token(token) {
            let family = &mut self.all.borrow_mut()[family];
            family.is_revoked_by_client |= family.is_alive;
            family.is_alive = false;
        }
    }

    /// The service ends all sessions of a user.
    pub(crate) fn revoke_all(&self, user: usize) {
        self.all
            .borrow_mut()
            .iter_mut()
            .filter(|family| family.user == user)
            .for_each(|family| family.is_alive = false);
    }
}
