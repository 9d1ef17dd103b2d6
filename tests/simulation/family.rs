//! A family: one sign-in, and what it has brought.

use super::page::Page;
use super::tokens::refresh_token;

/// Where the client has a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Shared,
    /// The `sessionStorage` of the tab with this first page.
    Tab(u32),
    /// The memory of this page.
    Memory(u32),
}

/// A refresh token that was issued, by its family and its number; without rotation, the access tokens alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Issued {
    pub(crate) family: usize,
    pub(crate) token: usize,
    /// By a sign-in, not by a refresh.
    pub(crate) is_new: bool,
}

#[derive(Default)]
pub(crate) struct RefreshToken {
    /// When it was replaced.
    pub(crate) spent_at: Option<i64>,
    /// A page that runs has it.
    pub(crate) delivered_to: Option<u32>,
    /// It has been in a storage.
    pub(crate) is_stored: bool,
    /// Its page could not store it: the storage refused it, or the page was closed before an asynchronous storage had it.
    pub(crate) is_excused: bool,
}

/// When access tokens were asked for last, to judge whether a refresh is needed.
#[derive(Clone, Copy)]
pub(crate) struct Fresh {
    pub(crate) at: i64,
    /// The client may not have them, since the reply was lost or they could not be stored, or take them for expired by its clock.
    pub(crate) is_excused: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each notes something that has happened to it")]
pub(crate) struct Family {
    pub(crate) user: usize,
    /// Whether the service honours it.
    pub(crate) is_alive: bool,
    /// The device that a refresh has to name.
    pub(crate) device: Option<String>,
    pub(crate) tokens: Vec<RefreshToken>,
    pub(crate) place: Option<Place>,
    /// Why it need not be there any more.
    pub(crate) released: Option<&'static str>,
    /// The time after which no call may return it, and what said so.
    pub(crate) gone_at: Option<i64>,
    pub(crate) is_revoked_by_client: bool,
    /// A sign-out has seen a part of it only.
    pub(crate) is_seen_in_part: bool,
    /// It was stored again by a page that had not seen such a sign-out, which cannot know whose tokens these are.
    pub(crate) may_be_back: bool,
    /// A call is known to have brought it.
    pub(crate) is_claimed: bool,
    pub(crate) is_given_up: bool,
    /// Access tokens of it were stored.
    pub(crate) has_been_written: bool,
    /// The page that the tokens of the sign-in were delivered to.
    pub(crate) granted_to: Option<u32>,
    pub(crate) fresh: Option<Fresh>,
}

impl Family {
    /// A new one of this user.
    pub(crate) fn of(user: usize) -> Self {
        Self {
            user,
            is_alive: true,
            device: None,
            tokens: vec![RefreshToken::default()],
            place: None,
            released: None,
            gone_at: None,
            is_revoked_by_client: false,
            is_seen_in_part: false,
            may_be_back: false,
            is_claimed: false,
            is_given_up: false,
            has_been_written: false,
            granted_to: None,
            fresh: None,
        }
    }

    pub(crate) fn is_unclaimed(&self, page: u32) -> bool {
        self.granted_to == Some(page) && !self.is_claimed && !self.is_given_up
    }

    /// Whether a page sees where the family is.
    pub(crate) fn is_seen_by(&self, page: &Page) -> bool {
        match self.place {
            None => self.granted_to == Some(page.number),
            Some(Place::Shared) => true,
            Some(Place::Tab(first)) => first == page.first,
            Some(Place::Memory(number)) => number == page.number,
        }
    }

    /// Whether the client has, or should have, a refresh token that the service takes.
    pub(crate) fn must_be_there(&self) -> bool {
        let has_good = self.tokens.iter().any(|token| {
            token.spent_at.is_none() && (token.is_stored || token.delivered_to.is_some() && !token.is_excused)
        });
        self.is_alive && self.released.is_none() && self.place.is_some() && has_good
    }

    pub(crate) fn newest_token(&self, family: usize) -> String {
        refresh_token(family, self.tokens.len() - 1)
    }
}
