//! The setup and the steps that a seed stands for.

use cognito_wasm::flow::{OnExistingSession, Persistence};

use super::random::Random;
use super::step::{Fate, Setup, SharedKind, Step, TABS};

/// Seeds with this bit are run in a browser without Web Locks, and otherwise stand for the same as without the bit.
pub(crate) const WITHOUT_LOCKS: u64 = 1 << 40;

/// Likewise, on a machine on which replies survive sleep.
pub(crate) const WITH_LATE_REPLIES: u64 = 1 << 41;

/// Without Web Locks, pages must see each other's writes within half the time that a lease needs to settle.
const LONGEST_TORN_MS: u32 = 120;

/// A run.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) setup: Setup,
    pub(crate) steps: Vec<Step>,
}

impl Plan {
    pub(crate) fn of(seed: u64) -> Self {
        let has = |bit: u64| seed & bit != 0;
        let longest_torn_ms = if has(WITHOUT_LOCKS) { LONGEST_TORN_MS } else { u32::MAX };
        let mut random = Random::new(seed & !(WITHOUT_LOCKS | WITH_LATE_REPLIES));
        let users = 1 + random.index(3);
        let setup = Setup {
            tabs: 1 + random.index(3),
            users,
            shared: if random.chance(35) { SharedKind::Own } else { SharedKind::Local },
            grace_ms: random.pick(&[None, Some(0), Some(0), Some(60_000)]),
            life_ms: random.pick(&[300_000, 3_600_000]),
            devices: random.chance(35),
            second_factor: random.chance(35).then(|| random.index(users)),
            torn_ms: longest_torn_ms.min(random.pick(&[0, 0, 30, 300])),
            web_locks: !has(WITHOUT_LOCKS),
            replies_survive_sleep: has(WITH_LATE_REPLIES),
        };
        let mut steps = Vec::new();
        // Most runs begin with a session.
        if random.chance(80) {
            let choice = OnExistingSession::Error;
            let keep = keep(&mut random);
            steps.extend([Step::SignIn { tab: 0, user: random.index(users), choice, keep }, Step::Wait(2_000)]);
        }
        if random.chance(8) {
            steps.extend([
                Step::SignUp { tab: 0, user: users - 1 },
                Step::Wait(500),
                Step::AutoSignIn(0),
                Step::Wait(500),
            ]);
        }
        let count = 6 + random.index(34);
        for _ in 0..count {
            let step = step(&mut random, &setup);
            steps.push(step);
            if !step.is_wait() && random.chance(45) {
                let most = random.pick(&[40, 400, 4_000, 12_000]);
                steps.push(Step::Wait(random.between(1, most)));
            }
        }
        Self { seed, setup, steps }
    }
}

fn keep(random: &mut Random) -> Persistence {
    use Persistence::{Local, Memory, Session};
    random.pick(&[Local, Local, Local, Local, Session, Memory])
}

fn choice(random: &mut Random) -> OnExistingSession {
    use OnExistingSession::{Add, Error, Replace};
    random.pick(&[Error, Replace, Add, Add])
}

fn step(random: &mut Random, setup: &Setup) -> Step {
    let tabs = if random.chance(80) { setup.tabs } else { TABS };
    let tab = random.index(tabs);
    let user = random.index(setup.users);
    match random.below(100) {
        0..=8 => Step::SignIn { tab, user, choice: choice(random), keep: keep(random) },
        9..=11 => Step::Confirm(tab),
        12 => Step::SignUp { tab, user: setup.users - 1 },
        13 => Step::AutoSignIn(tab),
        14 => Step::OpenLink(setup.users - 1),
        15..=18 => Step::SignOut { tab, global: random.chance(25), all_users: random.chance(25) },
        19..=35 => Step::Fetch { tab, force: random.chance(20) },
        36..=38 => Step::CurrentUser(tab),
        39..=41 => Step::SetCurrent { tab, user },
        42 => Step::Export(tab),
        43..=44 => {
            let (choice, keep) = (choice(random), keep(random));
            Step::Import { tab, user, choice, keep, is_expired: random.chance(30) }
        }
        45 => Step::Abandon(tab),
        46..=59 => Step::Fate(fate(random)),
        60..=70 => Step::Expire,
        71..=72 => Step::Sleep(random.pick(&[10_000, 600_000, 8 * 3_600_000])),
        73..=75 => Step::SetClock(random.pick(&[0, -7_200_000, -600_000, 600_000, 7_200_000])),
        76..=79 => Step::Open(tab),
        80..=82 => Step::Kill(tab),
        83..=85 => Step::Freeze(tab),
        86..=88 => Step::Thaw(tab),
        89..=90 => Step::Reload(tab),
        91 => Step::Fill,
        92 => Step::MakeRoom,
        93 => Step::Clear,
        94 => Step::Break,
        95..=96 => Step::Repair,
        97 => Step::Revoke(user),
        98 => Step::ForgetDevices(user),
        _ => Step::SpoilDevices(user),
    }
}

fn fate(random: &mut Random) -> Fate {
    match random.below(13) {
        0 => Fate::Answered,
        1..=2 => Fate::Slow { out_ms: random.between(0, 25_000), back_ms: 200 },
        3..=4 => Fate::Slow { out_ms: 50, back_ms: random.between(0, 29_000) },
        5 => Fate::RequestLost,
        6 => Fate::ReplyLost,
        7 => Fate::RequestHangs,
        8 => Fate::ReplyHangs,
        9 => Fate::Throttled { status: random.pick(&[429, 400]) },
        10 => Fate::Failed { status: random.pick(&[500, 503]) },
        11 => Fate::Page { status: random.pick(&[200, 403, 503]) },
        _ => Fate::Gateway,
    }
}
