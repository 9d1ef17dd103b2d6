//! What happens in a run: its setup and its steps. They are data, so that a run can be repeated without some of them.

use core::fmt;

use cognito_wasm::flow::{OnExistingSession, Persistence};

/// The users, of whom a run has one to three.
pub(crate) const USERS: [&str; 3] = ["ada", "grace", "edsger"];

/// How many tabs there can be at once.
pub(crate) const TABS: usize = 6;

/// Where a browser keeps what tabs share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SharedKind {
    /// `localStorage`.
    Local,
    /// A storage of the application's, which is asynchronous.
    Own,
}

/// What is the same throughout a run.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub(crate) tabs: usize,
    pub(crate) users: usize,
    pub(crate) shared: SharedKind,
    /// How long a refresh token that was replaced can still be used; `None` without rotation.
    pub(crate) grace_ms: Option<i64>,
    /// The life of access tokens.
    pub(crate) life_ms: i64,
    /// Whether the pool remembers devices, and asks a remembered one for its proof.
    pub(crate) devices: bool,
    /// The user who needs a second factor, from a device that is not remembered.
    pub(crate) second_factor: Option<usize>,
    /// The longest time until a tab sees what another has written.
    pub(crate) torn_ms: u32,
    /// Whether the browser has locks that tabs share (Web Locks).
    pub(crate) web_locks: bool,
    /// Whether replies that the service has sent before the machine sleeps are read when it wakes up.
    pub(crate) replies_survive_sleep: bool,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is answered.
    Answered,
    /// It is answered after a long time, most of it on the way there, or back.
    Slow { out_ms: u32, back_ms: u32 },
    /// It does not reach the service. The connection breaks.
    RequestLost,
    /// The service acts. Then the connection breaks.
    ReplyLost,
    /// Nothing arrives, and nothing comes back.
    RequestHangs,
    /// The service acts, but nothing comes back.
    ReplyHangs,
    /// The service does not act: 429, or its older form.
    Throttled { status: u16 },
    /// The service does not act: 500, 503.
    Failed { status: u16 },
    /// A page in HTML from something on the way, such as a captive portal. The service does not act.
    Page { status: u16 },
    /// The service acts, but a gateway sends a page in HTML.
    Gateway,
}

/// One thing that happens. One that is not possible, such as a call in a closed tab, is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Open(usize),
    /// Everything of the tab is dropped at once.
    Kill(usize),
    /// The tab no longer runs, but keeps what it has.
    Freeze(usize),
    Thaw(usize),
    Reload(usize),
    SignIn {
        tab: usize,
        user: usize,
        choice: OnExistingSession,
        keep: Persistence,
    },
    /// Answers the challenge for a code.
    Confirm(usize),
    SignUp {
        tab: usize,
        user: usize,
    },
    AutoSignIn(usize),
    /// The user opens the link of the sign-up.
    OpenLink(usize),
    SignOut {
        tab: usize,
        global: bool,
        all_users: bool,
    },
    Fetch {
        tab: usize,
        force: bool,
    },
    CurrentUser(usize),
    SetCurrent {
        tab: usize,
        user: usize,
    },
    Export(usize),
    Import {
        tab: usize,
        user: usize,
        choice: OnExistingSession,
        keep: Persistence,
        is_expired: bool,
    },
    /// The callers of all calls of a tab go away.
    Abandon(usize),
    /// What becomes of a request that is still to be sent.
    Fate(Fate),
    Wait(u32),
    /// Time passes until access tokens have expired.
    Expire,
    /// The machine sleeps.
    Sleep(u32),
    /// The page's clock is set.
    SetClock(i64),
    /// No more fits into the storage that tabs share.
    Fill,
    MakeRoom,
    /// The user removes the data of the site.
    Clear,
    /// The shared storage can be neither read nor written.
    Break,
    Repair,
    /// The service ends all sessions of a user.
    Revoke(usize),
    /// The service forgets the devices of a user.
    ForgetDevices(usize),
    /// The secrets of the user's devices no longer fit.
    SpoilDevices(usize),
}

impl Step {
    /// Whether the step does something by itself. What remains when a run is shrunk are mostly such steps.
    pub(crate) const fn is_wait(self) -> bool {
        matches!(self, Self::Wait(_) | Self::Expire | Self::Sleep(_))
    }
}

impl Step {
    /// Whether something goes wrong by it.
    pub(crate) const fn is_fault(self) -> bool {
        match self {
            Self::Fate(fate) => !matches!(fate, Fate::Answered),
            Self::Kill(_)
            | Self::Freeze(_)
            | Self::Reload(_)
            | Self::Abandon(_)
            | Self::Sleep(_)
            | Self::SetClock(_)
            | Self::Fill
            | Self::Clear
            | Self::Break
            | Self::Revoke(_)
            | Self::ForgetDevices(_)
            | Self::SpoilDevices(_) => true,
            _ => false,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::SignIn { tab, user, choice, keep } => {
                write!(formatter, "tab {tab}: signIn {} {} {}", USERS[user], choice.name(), keep.name())
            }
            Self::SignUp { tab, user } => write!(formatter, "tab {tab}: signUp {}", USERS[user]),
            Self::SetCurrent { tab, user } => write!(formatter, "tab {tab}: setCurrentUser {}", USERS[user]),
            Self::SignOut { tab, global, all_users } => {
                write!(formatter, "tab {tab}: signOut global={global} allUsers={all_users}")
            }
            Self::Fetch { tab, force } => write!(formatter, "tab {tab}: fetchAuthSession forceRefresh={force}"),
            Self::Import { tab, user, choice, keep, is_expired } => {
                let (choice, keep) = (choice.name(), keep.name());
                write!(formatter, "tab {tab}: importSession {} {choice} {keep} expired={is_expired}", USERS[user])
            }
            Self::OpenLink(user) => write!(formatter, "{} opens the link", USERS[user]),
            Self::Revoke(user) => write!(formatter, "the service revokes {}", USERS[user]),
            ref other => write!(formatter, "{other:?}"),
        }
    }
}
