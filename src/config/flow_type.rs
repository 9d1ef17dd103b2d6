//! The sign-in flows, by their public names.

/// A sign-in flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuthFlowType {
    /// Custom challenges behind a password proof.
    CustomWithSrp,
    /// Custom challenges only.
    CustomWithoutSrp,
    /// The user chooses the first factor.
    UserAuth,
    /// The password itself, over TLS.
    UserPassword,
    /// A proof of the password.
    #[default]
    UserSrp,
}

impl AuthFlowType {
    /// Every flow.
    pub(crate) const ALL: [Self; 5] =
        [Self::CustomWithSrp, Self::CustomWithoutSrp, Self::UserAuth, Self::UserPassword, Self::UserSrp];

    /// The public name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CustomWithSrp => "CUSTOM_WITH_SRP",
            Self::CustomWithoutSrp => "CUSTOM_WITHOUT_SRP",
            Self::UserAuth => "USER_AUTH",
            Self::UserPassword => "USER_PASSWORD_AUTH",
            Self::UserSrp => "USER_SRP_AUTH",
        }
    }

    /// The flow of that public name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flow| flow.name() == name)
    }

    /// The flow of a mobile configuration's `authenticationFlowType`; SRP for names it does not know.
    #[must_use]
    pub fn from_mobile(name: &str) -> Self {
        match name {
            "CUSTOM_AUTH" | "CUSTOM_AUTH_WITH_SRP" => Self::CustomWithSrp,
            "CUSTOM_AUTH_WITHOUT_SRP" => Self::CustomWithoutSrp,
            other => Self::from_name(other).unwrap_or_default(),
        }
    }
}
