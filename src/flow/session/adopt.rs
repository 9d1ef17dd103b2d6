//! The end of a sign-in: its tokens become the session of the current user.

use std::rc::Rc;

use futures_util::FutureExt as _;

use super::new_device::DeviceChange;
use super::{AuthUser, Session, Unclaimed};
use crate::config::AuthFlowType;
use crate::error::{Error, Result, names};
use crate::flow::client::Later;
use crate::flow::client::issued::Issued;
use crate::flow::existing_session::OnExistingSession;
use crate::flow::store::{Device, Persistence, Store};
use crate::host::Host;
use crate::json::Json;
use crate::token::{SignInDetails, TokenSet};

/// Where a session comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Source {
    /// A sign-in: the tokens were issued just now.
    SignIn,
    /// A sign-in at the pool's own pages.
    Redirect,
    /// Elsewhere, with the clock drift if the tokens were not issued just now.
    Import(Option<i64>),
}

/// What a sign-in received.
pub(in crate::flow) struct Grant {
    /// The user's name, used if the access token does not contain it.
    pub(in crate::flow) username: String,
    pub(in crate::flow) issued: Issued,
    /// `NewDeviceMetadata`
    pub(in crate::flow) new_device: Json,
    /// The device that was proved.
    pub(in crate::flow) proved_device: Option<Device>,
    /// For the refresh token.
    pub(in crate::flow) unclaimed: Option<Unclaimed>,
    pub(in crate::flow) sign_in_details: Option<SignInDetails>,
    /// How long to keep the session; as long as possible by default.
    pub(in crate::flow) persistence: Option<Persistence>,
    pub(in crate::flow) source: Source,
    pub(in crate::flow) on_existing_session: OnExistingSession,
}

impl<H: Host> Session<H> {
    /// Takes the tokens of a sign-in. `check` fails if the sign-in is no longer the latest. Nothing is awaited between
    /// `check` and the last write, so a session is never half stored.
    pub(in crate::flow) fn adopt<'a>(
        self: &'a Rc<Self>,
        grant: Grant,
        check: &'a dyn Fn() -> Result<()>,
    ) -> impl Future<Output = Result<AuthUser>> + use<'a, H> {
        self.adopt_then(grant, check, &|| {})
    }

    /// The same. When the session is stored, and before the application hears of it, `then` is called.
    pub(in crate::flow) async fn adopt_then(
        self: &Rc<Self>,
        grant: Grant,
        check: &dyn Fn() -> Result<()>,
        then: &dyn Fn(),
    ) -> Result<AuthUser> {
        let Grant {
            username,
            issued,
            new_device,
            proved_device,
            unclaimed,
            sign_in_details,
            persistence,
            source,
            on_existing_session,
        } = grant;
        self.check_replaceable()?;
        self.client.check_tokens(&issued, None).await?;
        // Cognito's name for the user, not the alias that was typed, so that every flow finds the session and the device
        // under one name.
        let username = issued.access.text("username").map_or(username, str::to_owned);
        let mut tokens = issued.into_set(username, sign_in_details, self.client.host().now());
        if let Source::Import(Some(clock_drift_ms)) = source {
            tokens.clock_drift_ms = clock_drift_ms;
        }
        let device = self.confirm_device(&tokens, new_device).await;
        let store = self.client.store();
        check()?;
        let interrupted = || Error::new(&names::UNEXPECTED_SIGN_IN_INTERRUPTION);
        // A session without a user's name would prevent the next sign-in.
        AuthUser::of(&tokens).ok_or_else(interrupted)?;
        let others = Others::of(store, &tokens, on_existing_session)?;
        let known_device;
        let named_device = match &device {
            DeviceChange::New(device) => Some(device),
            // Another tab may have stored another device since this one was proved.
            DeviceChange::None => {
                known_device = match proved_device.filter(|device| device.owner == tokens.username) {
                    None if source != Source::SignIn => store.device_to_go_with(&tokens.username, persistence)?,
                    None => store.device_of(&tokens.username)?,
                    proved => proved,
                };
                known_device.as_ref()
            }
            DeviceChange::Refused => None,
        };
        let is_of_pages = source == Source::Redirect
            || others.own.as_ref().is_some_and(|own| is_continued(source, &own.tokens, &tokens))
                && store.is_of_pages(&tokens.username)?;
        let replaced = others.replaced.as_ref().map(|replaced| &*replaced.tokens.username);
        let writes = || {
            let mut writes = store.making_current(&tokens.username, replaced)?;
            // The device goes with the tokens: tabs that share the session need it, and a session of a tab's own must not depend on
            // what becomes of the device elsewhere. Without it, the refresh is refused, and the session ends.
            if let Some(device) = named_device {
                writes.extend(store.storing_device(device)?);
            }
            writes.extend(store.storing_new(&tokens, is_of_pages)?);
            Ok(writes)
        };
        let is_kept = || {
            let stored = store.load()?;
            Ok(stored.is_some_and(|stored| stored.username == tokens.username && stored.has_refresh_token_of(&tokens)))
        };
        let mut torn = store.torn_places(&tokens.username)?;
        if let Some(replaced) = replaced {
            torn.extend(store.torn_places(replaced)?);
        }
        let refused = store.keep(persistence, &tokens.username, &writes, &is_kept)?;
        let user = AuthUser::of(&tokens).ok_or_else(interrupted)?;
        if let Some(unclaimed) = unclaimed {
            unclaimed.claim();
        }
        // The user is signed in now, even if one of the following steps fails.
        self.client.note("signedIn", origin(source, &tokens));
        if others.replaced.is_some() {
            self.client.note("replaced", "otherUser");
        }
        self.forget_credentials();
        if !is_of_pages {
            // Or else its end would lead to the pages.
            let _ = store.forget_redirect_sign_in();
        }
        let left = others.replaced.as_ref().and_then(|replaced| AuthUser::of(&replaced.tokens));
        let is_seen = others.are_seen || store.has_list().unwrap_or_default();
        // A storage that refuses a session in the middle takes back what it has written over another tab's, as far as that is visible.
        torn.extend(refused.iter().map(|_| (tokens.username.clone(), Persistence::Local)));
        let place = store.place_of(&tokens.username).unwrap_or_default();
        torn.retain(|(username, torn)| *username != tokens.username || place.is_some_and(|place| place != *torn));
        for earlier in others.replaced.into_iter().chain(others.own) {
            let _ = self.end_replaced(&earlier, &tokens, source);
        }
        if !torn.is_empty() {
            let this = Rc::clone(self);
            let removal = async move { this.remove_remains(&torn).await };
            self.client.host().spawn(removal.boxed_local());
        }
        let _ = self.know_device(&tokens, &device);
        let _ = store.confine_device(&tokens.username);
        if let Some(refused) = refused {
            self.client.report_degraded_storage(refused);
        }
        then();
        if is_seen {
            self.emit_of_user("userSignedOut", left.as_ref());
            self.emit_of_user("userSignedIn", Some(&user).filter(|_| others.is_new));
        }
        self.emit_of_user(if others.are_parked { "switchActiveUser" } else { "signedIn" }, Some(&user));
        Ok(user)
    }

    /// Removes and revokes a session that another one replaced: the application wanted that, another tab signed in during this
    /// sign-in, or the session had ended.
    fn end_replaced(
        &self,
        Earlier { tokens: earlier, place }: &Earlier,
        tokens: &TokenSet,
        source: Source,
    ) -> Result<()> {
        let store = self.client.store();
        if earlier.username != tokens.username {
            self.drop_provided_credentials();
            store.apply(store.removing(&earlier.username)?)?;
        }
        // Tokens of one sign-in are revoked together.
        if !is_continued(source, earlier, tokens)
            && !earlier.has_refresh_token_of(tokens)
            && let Some(token) = &earlier.refresh
        {
            self.client.give_up(token.duplicate(), Later::From(*place));
        }
        Ok(())
    }

    /// Records the typed name, so that the device is found under it.
    fn know_device(&self, tokens: &TokenSet, change: &DeviceChange) -> Result<()> {
        if let DeviceChange::Refused = change {
            self.client.note("refused", "device");
            // The session belongs to the new device, so a refresh that named an earlier one would be refused.
            return self.client.store().remove_device(&tokens.username);
        }
        if let DeviceChange::New(device) = change {
            let _ = self.client.store().share_device(device);
        }
        let typed = tokens.sign_in_details.as_ref().and_then(|details| details.login_id.as_deref());
        typed.map_or(Ok(()), |typed| self.client.store().remember_alias(typed, &tokens.username))
    }
}

/// Where a session comes from, for `diagnostics`. The details may have been read from storage.
fn origin(source: Source, tokens: &TokenSet) -> &'static str {
    let flow = tokens.sign_in_details.as_ref().and_then(|details| details.auth_flow_type.as_deref());
    match source {
        Source::Import(_) => "import",
        Source::Redirect => "redirect",
        Source::SignIn => flow.and_then(AuthFlowType::from_name).map_or("unknown", AuthFlowType::name),
    }
}

/// Whether tokens are imported that go on with an earlier session.
fn is_continued(source: Source, earlier: &TokenSet, tokens: &TokenSet) -> bool {
    matches!(source, Source::Import(_)) && earlier.is_of_same_sign_in(tokens)
}

/// A session that ends when another one is adopted.
struct Earlier {
    tokens: Rc<TokenSet>,
    place: Option<Persistence>,
}

impl Earlier {
    fn of<H: Host>(store: &Store<H>, tokens: Rc<TokenSet>) -> Result<Self> {
        Ok(Self { place: store.place_of(&tokens.username)?, tokens })
    }
}

/// What is stored before a session is adopted.
struct Others {
    /// The current user's session, if it is another user's and is to end.
    replaced: Option<Earlier>,
    /// The session of the same user, which also ends.
    own: Option<Earlier>,
    /// Whether the current user is another one, who stays signed in.
    are_parked: bool,
    /// Whether the user was not signed in.
    is_new: bool,
    /// Whether the application knows several users.
    are_seen: bool,
}

impl Others {
    fn of<H: Host>(store: &Store<H>, tokens: &TokenSet, choice: OnExistingSession) -> Result<Self> {
        let current = store.load()?.filter(|current| current.username != tokens.username);
        let adds = choice == OnExistingSession::Add;
        let own = store.session_of(&tokens.username)?;
        Ok(Self {
            are_parked: adds && current.is_some(),
            replaced: current.filter(|_| !adds).map(|current| Earlier::of(store, current)).transpose()?,
            is_new: own.is_none(),
            own: own.map(|own| Earlier::of(store, own)).transpose()?,
            are_seen: choice != OnExistingSession::Error || store.has_list()?,
        })
    }
}
