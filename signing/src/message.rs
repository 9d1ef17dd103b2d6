//! Messages between JavaScript and the module: fields, each with its length in four bytes, the lowest first. A length of all ones
//! stands for a field that is absent.

/// The length of an absent field.
const ABSENT: u32 = u32::MAX;

/// Reads the fields of a message, in their order.
#[derive(Debug)]
pub struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    /// The next field. `None` at the end, or if the message is cut off.
    pub fn next_field(&mut self) -> Option<Option<&'a [u8]>> {
        let (length, rest) = self.0.split_first_chunk()?;
        let length = u32::from_le_bytes(*length);
        if length == ABSENT {
            self.0 = rest;
            return Some(None);
        }
        let (field, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(Some(field))
    }

    /// The next field as text. `None` if it is absent, cut off or not UTF-8.
    pub fn text(&mut self) -> Option<&'a str> {
        str::from_utf8(self.next_field()??).ok()
    }
}

/// Joins fields to a message.
#[must_use]
pub fn message<'a>(fields: impl IntoIterator<Item = &'a str> + Clone) -> Vec<u8> {
    let length = fields.clone().into_iter().map(|field| field.len().saturating_add(4)).sum();
    // Of its final size, since a list that grows leaves copies behind.
    let mut bytes = Vec::with_capacity(length);
    for field in fields {
        bytes.extend(u32::try_from(field.len()).unwrap_or(0).to_le_bytes());
        bytes.extend(field.as_bytes());
    }
    bytes
}
