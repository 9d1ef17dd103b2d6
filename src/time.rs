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

    /// The time as signatures have it, `YYYYMMDDTHHMMSSZ`. `None` if the year does not have four digits.
    #[must_use]
    pub fn basic_iso(self) -> Option<String> {
        let seconds = self.0.div_euclid(MILLIS_PER_SECOND);
        let (days, in_day) = (seconds.div_euclid(SECONDS_PER_DAY), seconds.rem_euclid(SECONDS_PER_DAY));
        let (year, month, day) = civil_from_days(days);
        let (hour, minute, second) =
            (in_day.div_euclid(3_600), in_day.div_euclid(60).rem_euclid(60), in_day.rem_euclid(60));
        let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(text::two_digits);
        let date = (1_000..=9_999).contains(&year).then(|| year.to_string())?;
        Some([&*date, &month, &day, "T", &hour, &minute, &second, "Z"].concat())
    }

    /// Reads the beginning of a text as a time in UTC: `YYYY-MM-DDTHH:MM:SS` or `YYYYMMDDTHHMMSS`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text.bytes().take(19).filter(|byte| !b"-:".contains(byte)).take(15).collect();
        let [date @ .., b'T', _, _, _, _, _, _] = digits.as_slice() else { return None };
        let [year @ .., m1, m2, d1, d2] = date else { return None };
        let clock = digits.get(date.len().saturating_add(1)..)?;
        let [h1, h2, n1, n2, s1, s2] = clock else { return None };
        let (month, day) = (number(&[*m1, *m2])?, number(&[*d1, *d2])?);
        from_civil(number(year)?, month, day, [number(&[*h1, *h2])?, number(&[*n1, *n2])?, number(&[*s1, *s2])?])
    }

    /// Reads the time of an HTTP header, such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
    #[must_use]
    pub fn parse_http(text: &str) -> Option<Self> {
        let (_, rest) = text::split_once(text, b',')?;
        let parts: Vec<&str> = text::split(rest.trim_ascii(), b' ').collect();
        let [day, month, year, clock, "GMT"] = parts.as_slice() else { return None };
        let month = MONTHS.iter().position(|name| name == month).and_then(|index| i64::try_from(index).ok())?;
        let clock: Vec<&str> = text::split(clock, b':').collect();
        let [hour, minute, second] = clock.as_slice() else { return None };
        let clock = [number(hour.as_bytes())?, number(minute.as_bytes())?, number(second.as_bytes())?];
        from_civil(number(year.as_bytes())?, month.saturating_add(1), number(day.as_bytes())?, clock)
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

/// A number of at most four decimal digits.
fn number(digits: &[u8]) -> Option<i64> {
    let is_number = (1..=4).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    str::from_utf8(digits).ok().filter(|_| is_number)?.parse().ok()
}

/// The inverse of [`civil_from_days`], with a clock. `None` if there is no such day or time.
#[expect(clippy::arithmetic_side_effects, reason = "every number has at most four digits")]
fn from_civil(year: i64, month: i64, day: i64, [hour, minute, second]: [i64; 3]) -> Option<Timestamp> {
    if !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // In years that begin on 1 March, the leap day comes last.
    let (year_from_march, month_from_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let day_of_year = (153 * month_from_march + 2).div_euclid(5) + day - 1;
    let leap_days = year_from_march.div_euclid(4) - year_from_march.div_euclid(100) + year_from_march.div_euclid(400);
    let days = 365 * year_from_march + leap_days + day_of_year - 719_468;
    let is_a_day = civil_from_days(days) == (year, month, day);
    let seconds = days * SECONDS_PER_DAY + hour * 3_600 + minute * 60 + second;
    is_a_day.then(|| Timestamp::from_millis(seconds * MILLIS_PER_SECOND))
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
    fn reads_what_it_writes_for_signatures() {
        for (seconds, text) in [
            (1_440_938_160, "20150830T123600Z"),
            (951_782_400, "20000229T000000Z"),
            (0, "19700101T000000Z"),
            (-30_610_224_000, "10000101T000000Z"),
            (253_402_300_799, "99991231T235959Z"),
        ] {
            let time = Timestamp::from_millis(seconds * 1_000);
            assert_eq!(time.basic_iso().unwrap(), text);
            assert_eq!(time.plus_millis(999).basic_iso().unwrap(), text);
            assert_eq!(Timestamp::parse_iso(text), Some(time));
        }
        for seconds in [-30_610_224_001, 253_402_300_800, 9_000_000_000_000_000, -9_000_000_000_000_000] {
            assert_eq!(Timestamp::from_millis(seconds * 1_000).basic_iso(), None);
        }
    }

    #[test]
    fn reads_the_times_of_replies() {
        let time = Some(Timestamp::from_millis(784_111_777_000));
        assert_eq!(Timestamp::parse_iso("1994-11-06T08:49:37Z"), time);
        assert_eq!(Timestamp::parse_iso("1994-11-06T08:49:37.123Z</x>"), time);
        assert_eq!(Timestamp::parse_iso("19941106T084937Z - 5 min.)"), time);
        assert_eq!(Timestamp::parse_http("Sun, 06 Nov 1994 08:49:37 GMT"), time);
        for text in [
            "",
            "T",
            "1994-11-06",
            "1994-13-06T08:49:37Z",
            "1994-02-29T08:49:37Z",
            "1994-11-06T24:49:37Z",
            "x994-11-06T08:49:37Z",
            "19941106T0849",
        ] {
            assert_eq!(Timestamp::parse_iso(text), None, "{text}");
        }
        for text in [
            "",
            "Sun",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nob 1994 08:49:37 GMT",
            "Sun, 6+ Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(Timestamp::parse_http(text), None, "{text}");
        }
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
