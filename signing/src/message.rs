//! Messages between JavaScript and the module: the number of fields, the length of each, and then their bytes, one after the other.
//! Numbers have four bytes, the lowest first. A length of all ones stands for a field that is absent.

/// The length of an absent field.
const ABSENT: u32 = u32::MAX;

/// Reads the fields of a message, in their order.
#[derive(Debug)]
pub struct Fields<'a> {
    lengths: &'a [u8],
    bytes: &'a [u8],
}

impl<'a> Fields<'a> {
    /// `None` if the message is cut off.
    #[must_use]
    pub fn of(message: &'a [u8]) -> Option<Self> {
        let (count, rest) = message.split_first_chunk()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (lengths, bytes) = rest.split_at_checked(count.checked_mul(4)?)?;
        Some(Self { lengths, bytes })
    }

    /// The next field. `None` at the end, or if the message is cut off.
    pub fn next_field(&mut self) -> Option<Option<&'a [u8]>> {
        let (length, lengths) = self.lengths.split_first_chunk()?;
        self.lengths = lengths;
        let length = u32::from_le_bytes(*length);
        if length == ABSENT {
            return Some(None);
        }
        let (field, bytes) = self.bytes.split_at_checked(usize::try_from(length).ok()?)?;
        self.bytes = bytes;
        Some(Some(field))
    }

    /// The next field as text. `None` if it is absent, cut off or not UTF-8.
    pub fn text(&mut self) -> Option<&'a str> {
        str::from_utf8(self.next_field()??).ok()
    }
}

/// Writes fields to a buffer, and returns the length of the message. `None` if it is too long, or a text is not ASCII, of which
/// JavaScript could not tell where the others begin.
#[must_use]
pub fn write(fields: &[&str], buffer: &mut [u8]) -> Option<usize> {
    let mut length = 0_usize;
    let mut put = |bytes: &[u8]| {
        let end = length.checked_add(bytes.len())?;
        buffer.get_mut(length..end)?.copy_from_slice(bytes);
        length = end;
        Some(())
    };
    let lengths = fields.iter().map(|field| field.len());
    for number in core::iter::once(fields.len()).chain(lengths) {
        put(&u32::try_from(number).ok()?.to_le_bytes())?;
    }
    for field in fields {
        put(field.is_ascii().then_some(field.as_bytes())?)?;
    }
    Some(length)
}
