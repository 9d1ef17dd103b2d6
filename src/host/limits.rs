//! How long a request may take, and how often it may be sent.

use crate::error::{Error, Known, Result};
use crate::json::Json;

/// The limits of each request. An instance has its own, and a call may have others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLimits {
    /// If the reply is not complete after this many milliseconds, the call fails with `TimeoutError`.
    pub timeout_ms: u32,
    /// How many times a request is sent at most. Those that may not be repeated are sent once, whatever this says.
    pub max_attempts: u8,
}

impl RequestLimits {
    /// The longest time limit: five minutes.
    pub const MAX_TIMEOUT_MS: u32 = 300_000;
    /// The largest number of attempts.
    pub const MAX_ATTEMPTS: u8 = 10;

    /// Takes `timeoutMs` and `maxAttempts` out of an object. What is absent is as before.
    ///
    /// # Errors
    /// `known`, with the name of the member, for one that is not a whole number in its range.
    pub fn take(self, given: &mut Json, known: &'static Known) -> Result<Self> {
        let mut whole = |member, max, default| {
            let value = given.take(member);
            let number = value.as_number().filter(|number| (1.0..=f64::from(max)).contains(number));
            match number.filter(|number| number.fract() == 0.0) {
                Some(number) => Ok(to_u32(number)),
                None if value.is_null() => Ok(default),
                None => {
                    let range = ["` is not a whole number from 1 to ", &i64::from(max).to_string()].concat();
                    Err(Error::new(known).with_message(["`", member, &range].concat()))
                }
            }
        };
        let timeout_ms = whole("timeoutMs", Self::MAX_TIMEOUT_MS, self.timeout_ms)?;
        let attempts = whole("maxAttempts", Self::MAX_ATTEMPTS.into(), self.max_attempts.into())?;
        Ok(Self { timeout_ms, max_attempts: attempts.try_into().unwrap_or(Self::MAX_ATTEMPTS) })
    }
}

impl Default for RequestLimits {
    /// 30 s, since Lambda triggers may take 5 s each and several may run in one call, and three attempts.
    fn default() -> Self {
        Self { timeout_ms: 30_000, max_attempts: 3 }
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is a whole number from 1 to 300 000"
)]
const fn to_u32(number: f64) -> u32 {
    number as u32
}
