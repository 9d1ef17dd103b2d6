//! The sign-in flows.

use super::section::Section;
use crate::error::Result;

/// The member that this package adds: the flow of a `signIn` that names none.
pub(super) const FLOW: &str = "authFlowType";

/// The flow's member in mobile files and in Amplify 5.
pub(super) const OLDER_FLOW: &str = "authenticationFlowType";

/// A sign-in flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuthFlowType {
    /// An SRP proof of the password, then custom challenges.
    CustomWithSrp,
    /// Custom challenges only.
    CustomWithoutSrp,
    /// A choice of first factors.
    UserAuth,
    /// The password itself.
    UserPassword,
    /// An SRP proof of the password.
    #[default]
    UserSrp,
}

impl AuthFlowType {
    /// Every flow.
    pub(crate) const ALL: [Self; 5] =
        [Self::CustomWithSrp, Self::CustomWithoutSrp, Self::UserAuth, Self::UserPassword, Self::UserSrp];

    /// Its name in Amplify's API.
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

    /// The flow with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flow| flow.name() == name)
    }

    /// The flow for a mobile configuration's `authenticationFlowType`; SRP for unknown names.
    #[must_use]
    pub fn from_mobile(name: &str) -> Self {
        match name {
            "CUSTOM_AUTH" | "CUSTOM_AUTH_WITH_SRP" => Self::CustomWithSrp,
            "CUSTOM_AUTH_WITHOUT_SRP" => Self::CustomWithoutSrp,
            other => Self::from_name(other).unwrap_or_default(),
        }
    }

    /// Reads the flow of a section: `authFlowType`, or `authenticationFlowType` as mobile files and Amplify 5 have it.
    pub(super) fn read(section: &Section<'_>, is_older: bool) -> Result<Self> {
        match section.text(if is_older { OLDER_FLOW } else { FLOW })? {
            None => Ok(Self::default()),
            Some(name) if is_older => Ok(Self::from_mobile(name)),
            Some(name) => Self::from_name(name).ok_or_else(|| {
                super::invalid(&section.path_of(FLOW), "is not the name of a flow, such as USER_SRP_AUTH")
            }),
        }
    }
}
