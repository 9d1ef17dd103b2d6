//! How Cognito encodes numbers: as the bytes of Java's `BigInteger.toByteArray`, and in hexadecimal of any case and length.

use crate::text::hex_digits;

/// A non-negative big-endian number as Cognito hashes it: in as few bytes as hold it, at least one, and with a zero byte
/// before them if the top bit is set. Returns two parts, to be hashed one after the other.
///
/// So the length of what is hashed depends on the number. Cognito's protocol requires this even of the shared secret.
#[must_use]
pub fn pad(number: &[u8]) -> [&[u8]; 2] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    match number.get(zeros..) {
        Some(magnitude @ [0x80..=0xff, ..]) => [&[0], magnitude],
        Some(magnitude @ [_, ..]) => [&[], magnitude],
        _ => [&[], &[0]],
    }
}

/// A negative number in two's complement, in as few bytes as hold it. Takes its big-endian magnitude, and overwrites it.
/// A magnitude of zero gives zero.
///
/// For public numbers only: the time depends on the number.
#[must_use]
pub fn pad_negative(magnitude: &mut [u8]) -> Vec<u8> {
    if magnitude.iter().all(|byte| *byte == 0) {
        return vec![0];
    }
    // −n is the complement of n − 1, and needs as many bytes.
    for byte in magnitude.iter_mut().rev() {
        let borrows = *byte == 0;
        *byte = byte.wrapping_sub(1);
        if !borrows {
            break;
        }
    }
    let mut bytes = pad(magnitude).concat();
    for byte in &mut bytes {
        *byte = !*byte;
    }
    bytes
}

/// Lower-case hexadecimal digits of a big-endian number, without leading zeros; zero is `0`.
#[must_use]
pub fn hex(number: &[u8]) -> String {
    let digits: String = hex_digits(number).skip_while(|digit| *digit == '0').collect();
    if digits.is_empty() { "0".to_owned() } else { digits }
}

/// Reads hexadecimal digits of either case into the end of `out`. Their number may be odd.
///
/// Returns `None` if there is anything else than digits, or if `out` is too short.
#[must_use]
pub fn read_hex(out: &mut [u8], digits: &str) -> Option<()> {
    let mut bytes = out.iter_mut().rev();
    for pair in digits.as_bytes().rchunks(2) {
        let mut value = 0;
        for digit in pair {
            value = value << 4 | char::from(*digit).to_digit(16)?;
        }
        *bytes.next()? = u8::try_from(value).ok()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pads_like_java() {
        for (number, padded) in [
            (&[][..], &[0][..]),
            (&[0], &[0]),
            (&[0, 0, 0], &[0]),
            (&[0x7f], &[0x7f]),
            (&[0x80], &[0, 0x80]),
            (&[0xff], &[0, 0xff]),
            (&[0, 0, 0xff], &[0, 0xff]),
            (&[1, 0], &[1, 0]),
            (&[0x80, 0], &[0, 0x80, 0]),
            (&[0, 0x12, 0x80], &[0x12, 0x80]),
        ] {
            assert_eq!(pad(number).concat(), padded, "{number:?}");
        }
    }

    #[test]
    fn pads_negative_numbers_like_java() {
        for (magnitude, padded) in [
            (&[0][..], &[0][..]),
            (&[0, 0], &[0]),
            (&[1], &[0xff]),
            (&[0, 1], &[0xff]),
            (&[0x7f], &[0x81]),
            (&[0x80], &[0x80]),
            (&[0x81], &[0xff, 0x7f]),
            (&[200], &[0xff, 0x38]),
            (&[0xff], &[0xff, 0x01]),
            (&[1, 0], &[0xff, 0]),
            (&[0x80, 0], &[0x80, 0]),
            (&[0x80, 1], &[0xff, 0x7f, 0xff]),
            (&[1, 0, 0], &[0xff, 0, 0]),
        ] {
            assert_eq!(pad_negative(&mut magnitude.to_vec()), padded, "-{magnitude:?}");
        }
    }

    #[test]
    fn writes_hex_without_leading_zeros() {
        assert_eq!(hex(&[]), "0");
        assert_eq!(hex(&[0, 0]), "0");
        assert_eq!(hex(&[0x0a, 0xbc]), "abc");
        assert_eq!(hex(&[0, 0xa0, 0x0f]), "a00f");
    }

    #[test]
    fn reads_hex_of_any_case_and_length() {
        let mut out = [0; 3];
        assert_eq!(read_hex(&mut out, "aBc"), Some(()));
        assert_eq!(out, [0, 0x0a, 0xbc]);
        assert_eq!(read_hex(&mut out, "0123EF"), Some(()));
        assert_eq!(out, [0x01, 0x23, 0xef]);
    }

    #[test]
    fn refuses_what_is_not_hex() {
        for text in ["g", "0x1", " 1", "1 ", "-1", "+1", "1g", "g1", "é", "0123456"] {
            assert_eq!(read_hex(&mut [0; 3], text), None, "{text}");
        }
    }
}
