//! Points in time. The core gets them as arguments and never reads a clock itself.

use crate::text;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

const MILLIS_PER_SECOND: i64 = 1_000;
const SECONDS_PER_DAY: i64 = 86_400;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Timestamp {
    /// A point in milliseconds since the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// A point in seconds since the epoch, as in JWT claims and replies of AWS.
    #[must_use]
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a float-to-int cast saturates")]
    #[expect(clippy::float_arithmetic, reason = "the number comes from JSON, where numbers are floats")]
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1_000.0) as i64)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The point `millis` later (or earlier, when negative).
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this point.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The `TIMESTAMP` of a password claim: `EEE MMM d HH:mm:ss UTC yyyy`, in English, with an unpadded day.
    #[must_use]
    pub fn password_claim(self) -> String {
        let seconds = self.0.div_euclid(MILLIS_PER_SECOND);
        let (days, in_day) = (seconds.div_euclid(SECONDS_PER_DAY), seconds.rem_euclid(SECONDS_PER_DAY));
        let (year, month, day) = civil_from_days(days);
        let weekday = name(&WEEKDAYS, days.rem_euclid(7));
        let (hour, minute, second) =
            (in_day.div_euclid(3_600), in_day.div_euclid(60).rem_euclid(60), in_day.rem_euclid(60));
        let clock = [hour, minute, second].map(text::two_digits).join(":");
        let month = name(&MONTHS, month.saturating_sub(1));
        [weekday, month, &day.to_string(), &clock, "UTC", &year.to_string()].join(" ")
    }
}

fn name<const N: usize>(names: &'static [&'static str; N], index: i64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

/// Year, month (1–12) and day (1–31) of a day counted from 1970-01-01, by the era arithmetic of the proleptic Gregorian calendar.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "days come from an i64 of milliseconds, so every step is far from overflow"
)]
const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    // In years that begin on 1 March, the leap day comes last.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era.div_euclid(1_460) + day_of_era.div_euclid(36_524)
        - day_of_era.div_euclid(146_096))
    .div_euclid(365);
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era.div_euclid(4) - year_of_era.div_euclid(100));
    let month_from_march = (5 * day_of_year + 2).div_euclid(153);
    let day = day_of_year - (153 * month_from_march + 2).div_euclid(5) + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(seconds: i64) -> String {
        Timestamp::from_seconds(0.999).plus_millis(seconds.saturating_mul(1_000)).password_claim()
    }

    #[test]
    fn writes_the_claim_as_cognito_reads_it() {
        assert_eq!(claim(1_704_164_645), "Tue Jan 2 03:04:05 UTC 2024");
        assert_eq!(claim(1_733_011_149), "Sat Nov 30 23:59:09 UTC 2024");
        assert_eq!(claim(1_707_091_200), "Mon Feb 5 00:00:00 UTC 2024");
        assert_eq!(claim(0), "Thu Jan 1 00:00:00 UTC 1970");
        assert_eq!(claim(951_782_399), "Mon Feb 28 23:59:59 UTC 2000");
        assert_eq!(claim(951_782_400), "Tue Feb 29 00:00:00 UTC 2000");
        assert_eq!(claim(4_107_542_399), "Sun Feb 28 23:59:59 UTC 2100");
        assert_eq!(claim(4_107_542_400), "Mon Mar 1 00:00:00 UTC 2100");
    }

    #[test]
    fn any_clock_gives_some_text() {
        for millis in [i64::MIN, -1, i64::MAX] {
            assert!(Timestamp::from_millis(millis).password_claim().contains(" UTC "));
        }
    }

    #[test]
    fn seconds_may_carry_fractions_and_nonsense() {
        assert_eq!(Timestamp::from_seconds(1.5).millis(), 1_500);
        assert_eq!(Timestamp::from_seconds(f64::NAN).millis(), 0);
        assert_eq!(Timestamp::from_seconds(f64::INFINITY).millis(), i64::MAX);
    }
}
