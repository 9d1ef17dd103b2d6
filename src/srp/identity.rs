//! Whose password is proved.

use crate::text;

/// The names that go into the password hash and the signature. Both are public.
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    group: &'a str,
    name: &'a str,
}

impl<'a> Identity<'a> {
    /// A user: the user pool's id and the `USER_ID_FOR_SRP` that the server answers with.
    ///
    /// Of the pool's id, only its name is used: the text after the first `_`, up to the next one if there is another.
    #[must_use]
    pub fn user(user_pool_id: &'a str, user_id_for_srp: &'a str) -> Self {
        Self {
            group: text::split_once(user_pool_id, b'_').map_or("", |(_, name)| text::before_any(name, b"_")),
            name: user_id_for_srp,
        }
    }

    /// A remembered device: its group key and its key.
    #[must_use]
    pub fn device(group_key: &'a str, key: &'a str) -> Self {
        Self { group: group_key, name: key }
    }

    /// The pool's name or the device's group key.
    #[must_use]
    pub(super) fn group(&self) -> &'a str {
        self.group
    }

    /// The user's id or the device's key.
    #[must_use]
    pub(super) fn name(&self) -> &'a str {
        self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_pool_name_out_of_the_pool_id() {
        for (id, name) in [
            ("us-east-1_aBcDeFgHi", "aBcDeFgHi"),
            ("us-east-1_abc_def", "abc"),
            ("us-east-1_", ""),
            ("us-east-1", ""),
            ("", ""),
        ] {
            assert_eq!(Identity::user(id, "user").group(), name, "{id}");
        }
    }

    #[test]
    fn takes_a_device_group_key_whole() {
        assert_eq!(Identity::device("-Group_Key", "key").group(), "-Group_Key");
    }
}
