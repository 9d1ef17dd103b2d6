//! The challenges of a sign-in, by Cognito's names (`ChallengeNameType`).

macro_rules! challenges {
    ($($challenge:ident = $name:literal, $bit:literal;)*) => {
        /// A challenge.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Challenge {
            $(
                #[doc = concat!("`", $name, "`")]
                $challenge,
            )*
        }

        impl Challenge {
            const ALL: &[Self] = &[$(Self::$challenge),*];

            /// The service's name.
            pub(super) const fn name(self) -> &'static str {
                match self {
                    $(Self::$challenge => $name),*
                }
            }

            /// The challenge's bit in a set.
            pub(super) const fn bit(self) -> u32 {
                match self {
                    $(Self::$challenge => 1 << $bit),*
                }
            }
        }
    };
}

challenges! {
    Custom = "CUSTOM_CHALLENGE", 0;
    DevicePasswordVerifier = "DEVICE_PASSWORD_VERIFIER", 1;
    DeviceSrpAuth = "DEVICE_SRP_AUTH", 2;
    EmailOtp = "EMAIL_OTP", 3;
    MfaSetup = "MFA_SETUP", 4;
    NewPasswordRequired = "NEW_PASSWORD_REQUIRED", 5;
    Password = "PASSWORD", 6;
    PasswordSrp = "PASSWORD_SRP", 7;
    PasswordVerifier = "PASSWORD_VERIFIER", 8;
    SelectFirstFactor = "SELECT_CHALLENGE", 9;
    SelectMfaType = "SELECT_MFA_TYPE", 10;
    SmsMfa = "SMS_MFA", 11;
    SmsOtp = "SMS_OTP", 12;
    SoftwareTokenMfa = "SOFTWARE_TOKEN_MFA", 13;
    WebAuthn = "WEB_AUTHN", 14;
}

impl Challenge {
    /// The challenge with this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|challenge| challenge.name() == name)
    }
}
