//! What a service's refusal means, and whether another attempt can help.

use core::fmt;

use crate::text;
use crate::time::Timestamp;

/// A difference between two clocks that services accept. Beyond it, a signature's time is why it was refused.
const ACCEPTED_SKEW_MILLIS: i64 = 4 * 60 * 1_000;

/// A reply, as far as a browser shows it to other sites' pages: `Date` and the error's type only if the service exposes them. `Debug` leaves
/// out the body, in which some services repeat what was signed.
#[derive(Clone, Copy, Default)]
pub struct Reply<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The header `x-amzn-errortype`.
    pub error_type: Option<&'a str>,
    /// The header `date`.
    pub date: Option<&'a str>,
    /// When the reply arrived, by the clock whose time was signed. A large request may take long to send. Without it, the header `date`
    /// is compared with the time of the signature.
    pub arrived_at: Option<Timestamp>,
    /// The beginning of the body.
    pub body: &'a str,
}

impl fmt::Debug for Reply<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, error_type, date, .. } = self;
        formatter
            .debug_struct("Reply")
            .field("status", status)
            .field("error_type", error_type)
            .field("date", date)
            .finish_non_exhaustive()
    }
}

/// The codes with which services refuse a signature, whatever is wrong with it. With any other code, they have accepted it.
const OF_SIGNATURES: [&str; 6] = [
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// Why a service refused a signed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// For a reason that another attempt does not change, or not at all.
    Final,
    /// This machine's clock is wrong. A request signed with the service's time may be accepted.
    ClockSkew {
        /// The service's time.
        server_time: Timestamp,
    },
    /// The credentials have expired. New ones may be accepted.
    ExpiredCredentials,
}

/// Reads why a service refused a request that was signed with the time `signed_at`.
#[must_use]
pub fn read_refusal(reply: &Reply<'_>, signed_at: Timestamp) -> Refusal {
    if !matches!(reply.status, 400 | 401 | 403) {
        return Refusal::Final;
    }
    let code = code_of(reply);
    if code.starts_with("ExpiredToken")
        || code == "TokenRefreshRequired"
        || text::contains(reply.body, "security token included in the request is expired")
    {
        return Refusal::ExpiredCredentials;
    }
    let is_far = |time: &Timestamp, from: Timestamp| time.millis_since(from).saturating_abs() > ACCEPTED_SKEW_MILLIS;
    // A time in the error is why the service refused this signature.
    let in_error = time_in_error(reply).filter(|time| is_far(time, signed_at));
    // Every reply has a date, so it says no more than what the service's clock shows.
    let in_header = || {
        let date = reply.date.filter(|_| code.is_empty() || OF_SIGNATURES.contains(&code));
        let arrived_at = reply.arrived_at.unwrap_or(signed_at);
        date.and_then(Timestamp::parse_http).filter(|time| is_far(time, arrived_at))
    };
    let can_be_signed = |time: &Timestamp| time.basic_iso().is_some();
    match in_error.or_else(in_header).filter(can_be_signed) {
        Some(server_time) => Refusal::ClockSkew { server_time },
        None => Refusal::Final,
    }
}

/// The error's code: in the header, in XML, or in JSON, where a namespace may be before it.
fn code_of<'a>(reply: &Reply<'a>) -> &'a str {
    let code = reply
        .error_type
        .or_else(|| after(reply.body, "<Code>"))
        .or_else(|| after(reply.body, "\"__type\":").map(|rest| rest.trim_start_matches([' ', '"'])))
        .or_else(|| after(reply.body, "\"code\":").map(|rest| rest.trim_start_matches([' ', '"'])))
        .unwrap_or_default();
    let code = text::before_any(code, b"<\":, ");
    text::split_once(code, b'#').map_or(code, |(_, code)| code)
}

/// The service's time in the error, where every page can read it.
fn time_in_error(reply: &Reply<'_>) -> Option<Timestamp> {
    let in_xml = after(reply.body, "<ServerTime>").and_then(Timestamp::parse_iso);
    // "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)"
    let is_about_time = |message: &&str| after(reply.body, message).is_some();
    let in_message = || {
        ["Signature expired: ", "Signature not yet current: "]
            .iter()
            .find(|message| is_about_time(message))
            .and_then(|message| after(after(reply.body, message)?, "(").and_then(Timestamp::parse_iso))
    };
    in_xml.or_else(in_message)
}

/// What follows the first place of a part.
fn after<'a>(text: &'a str, part: &str) -> Option<&'a str> {
    let at = text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())?;
    text.get(at.saturating_add(part.len())..)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-28T12:00:00Z
    const NOON: Timestamp = Timestamp::from_millis(1_795_867_200_000);

    fn reply(status: u16, body: &str) -> Reply<'_> {
        Reply { status, body, ..Reply::default() }
    }

    #[test]
    fn expired_credentials_are_recognized_in_every_protocol() {
        for body in [
            r#"{"__type":"com.amazon.coral.service#ExpiredTokenException","message":"The security token included in the request is expired"}"#,
            r#"{"__type": "ExpiredTokenException"}"#,
            r#"{"code":"ExpiredTokenException"}"#,
            r#"{"message":"The security token included in the request is expired"}"#,
            "<?xml version=\"1.0\"?><Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>",
            "<Error><Code>TokenRefreshRequired</Code></Error>",
        ] {
            assert_eq!(read_refusal(&reply(403, body), NOON), Refusal::ExpiredCredentials, "{body}");
        }
        let named =
            Reply { error_type: Some("ExpiredTokenException:http://internal.amazon.com/coral/"), ..reply(400, "") };
        assert_eq!(read_refusal(&named, NOON), Refusal::ExpiredCredentials);
    }

    #[test]
    fn the_service_tells_its_time_in_the_error_or_in_a_header() {
        let ten_past = Refusal::ClockSkew { server_time: NOON.plus_millis(600_000) };
        for body in [
            "<Error><Code>RequestTimeTooSkewed</Code><RequestTime>20261128T120000Z</RequestTime><ServerTime>2026-11-28T12:10:00Z</ServerTime></Error>",
            r#"{"message":"Signature expired: 20261128T120000Z is now earlier than 20261128T120500Z (20261128T121000Z - 5 min.)"}"#,
            r#"{"__type":"InvalidSignatureException","message":"Signature not yet current: 20261128T120000Z is still later than 20261128T121500Z (20261128T121000Z + 5 min.)"}"#,
        ] {
            assert_eq!(read_refusal(&reply(403, body), NOON), ten_past, "{body}");
        }
        let dated = Reply { date: Some("Sat, 28 Nov 2026 12:10:00 GMT"), ..reply(403, "{}") };
        assert_eq!(read_refusal(&dated, NOON), ten_past);
        assert_eq!(read_refusal(&Reply { status: 400, ..dated }, NOON), ten_past);
        for code in OF_SIGNATURES {
            let body = ["<Code>", code, "</Code>"].concat();
            assert_eq!(read_refusal(&Reply { body: &body, ..dated }, NOON), ten_past, "{code}");
        }
    }

    #[test]
    fn a_date_is_no_reason_for_a_refusal_that_has_another() {
        let dated = Reply { date: Some("Sat, 28 Nov 2026 12:10:00 GMT"), ..reply(403, "{}") };
        for body in [
            "<Error><Code>AccessDenied</Code></Error>",
            r#"{"__type":"com.amazon.coral.service#ValidationException"}"#,
            r#"{"__type":"AccessDeniedException"}"#,
        ] {
            assert_eq!(read_refusal(&Reply { body, ..dated }, NOON), Refusal::Final, "{body}");
        }
        let named = Reply { error_type: Some("AccessDeniedException:http://internal.amazon.com/coral/"), ..dated };
        assert_eq!(read_refusal(&named, NOON), Refusal::Final);
    }

    #[test]
    fn a_request_that_took_long_to_send_shows_no_other_clock() {
        let after = |minutes: i64| Some(NOON.plus_millis(minutes * 60_000));
        let dated = Reply { date: Some("Sat, 28 Nov 2026 12:10:00 GMT"), arrived_at: after(10), ..reply(403, "") };
        assert_eq!(read_refusal(&dated, NOON), Refusal::Final);
        let by_another_clock = Reply { arrived_at: after(2), ..dated };
        let ten_past = Refusal::ClockSkew { server_time: NOON.plus_millis(600_000) };
        assert_eq!(read_refusal(&by_another_clock, NOON), ten_past);
        // A service that names its time refuses a signature that has become too old, as after a pause of the machine.
        let too_old = "<Error><Code>RequestTimeTooSkewed</Code><ServerTime>2026-11-28T12:10:00Z</ServerTime></Error>";
        assert_eq!(read_refusal(&Reply { body: too_old, ..dated }, NOON), ten_past);
    }

    #[test]
    fn other_refusals_are_final() {
        let dated = Reply { date: Some("Sat, 28 Nov 2026 12:04:00 GMT"), ..reply(403, r#"{"message":"Forbidden"}"#) };
        assert_eq!(read_refusal(&dated, NOON), Refusal::Final, "the clocks differ by what services accept");
        for body in [
            "",
            "{}",
            "Signature expired: ",
            "Signature expired: (",
            "<ServerTime>x</ServerTime>",
            "<ServerTime>0001-01-01T00:00:00Z</ServerTime>",
            "<Code>AccessDenied</Code>",
        ] {
            assert_eq!(read_refusal(&reply(403, body), NOON), Refusal::Final, "{body}");
        }
        let expired = "<Code>ExpiredToken</Code>";
        for status in [200, 301, 404, 429, 500, 503] {
            assert_eq!(read_refusal(&reply(status, expired), NOON), Refusal::Final, "{status}");
        }
    }
}
