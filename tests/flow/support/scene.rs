//! The beginning of most scenarios: the seed backend and a tab.

use std::rc::Rc;

use serde_json::Value;

use super::device::Device;
use super::identity_pool::IdentityPool;
use super::pages::Pages;
use super::reply::Reply;
use super::seed::{LAST_AUTH_USER, USERNAME, key, mobile_config, pages_config, password_input, user_pool_config};
use super::tab::Tab;
use super::user_pool::{Challenge, UserPool};
use super::world::World;

pub(crate) struct Scene {
    pub(crate) world: Rc<World>,
    pub(crate) user_pool: Rc<UserPool>,
    pub(crate) identity_pool: Rc<IdentityPool>,
    pub(crate) pages: Rc<Pages>,
    pub(crate) tab: Tab,
}

impl Scene {
    /// A tab without a session.
    pub(crate) fn signed_out() -> Self {
        Self::with_config(mobile_config())
    }

    /// A tab without a session, with this configuration.
    pub(crate) fn with_config(config: Value) -> Self {
        let world = World::new();
        let user_pool = Rc::new(UserPool::new(Rc::clone(&world.clock)));
        let identity_pool = Rc::new(IdentityPool::new(Rc::clone(&world.clock)));
        let pages = Rc::new(Pages::new(Rc::clone(&user_pool)));
        let token_endpoint = Rc::clone(&pages);
        let (users, identities) = (Rc::clone(&user_pool), Rc::clone(&identity_pool));
        world.network.serve(move |request| match request.operation.as_str() {
            "InitiateAuth" => users.initiate_auth(&request.body),
            "RespondToAuthChallenge" => users.respond_to_auth_challenge(&request.body),
            "GetTokensFromRefreshToken" => users.get_tokens_from_refresh_token(&request.body),
            "RevokeToken" | "GlobalSignOut" => Reply::empty(),
            "token" => token_endpoint.exchange(request),
            "GetId" => identities.get_id(&request.body),
            "GetCredentialsForIdentity" => identities.get_credentials_for_identity(&request.body),
            other => panic!("{other} is not expected"),
        });
        let tab = Tab::open(&world, config);
        Self { world, user_pool, identity_pool, pages, tab }
    }

    /// A tab without a session, of an application that uses the user pool's own pages.
    pub(crate) fn with_pages() -> Self {
        Self::with_config(pages_config())
    }

    /// A tab of a user who has signed in at the pages.
    pub(crate) fn signed_in_at_pages() -> Self {
        let scene = Self::with_pages();
        scene.sign_in_at_pages(Value::Null);
        scene.world.forget_past();
        scene
    }

    /// The user signs in at the pages, and comes back.
    pub(crate) fn sign_in_at_pages(&self, input: Value) -> Value {
        let begun = self.tab.begin_redirect(input).unwrap();
        self.tab.arrive(&self.pages.sign_in(begun["url"].as_str().unwrap())).unwrap()
    }

    /// A tab without a session, in a pool that replies to the right password with this challenge.
    pub(crate) fn challenging(challenge: Challenge) -> Self {
        let scene = Self::signed_out();
        scene.user_pool.challenge.replace(Some(challenge));
        scene
    }

    /// A tab in which a sign-in waits for the code of an SMS.
    pub(crate) fn waiting_for_code() -> Self {
        let scene = Self::challenging(Challenge::sms());
        scene.tab.sign_in(password_input()).unwrap();
        scene.world.network.forget();
        scene
    }

    /// A tab of the user, with a session as Amplify stores it.
    pub(crate) fn signed_in() -> Self {
        let scene = Self::signed_out();
        scene.store_session();
        scene
    }

    /// A tab with a session whose tokens have expired.
    pub(crate) fn expired() -> Self {
        let scene = Self::signed_in();
        scene.world.clock.advance(3_600_000);
        scene
    }

    /// A tab with a session whose tokens have expired, without an identity pool.
    pub(crate) fn expired_tokens() -> Self {
        let scene = Self::with_config(user_pool_config());
        scene.store_session();
        scene.world.clock.advance(3_600_000);
        scene
    }

    /// Stores a new session of the user, as if Amplify had signed in.
    pub(crate) fn store_session(&self) {
        self.user_pool.turn_to_first_user();
        let result = self.user_pool.issue(true);
        let local = &self.world.local;
        local.put(LAST_AUTH_USER, USERNAME);
        for (item, member) in [("accessToken", "AccessToken"), ("idToken", "IdToken"), ("refreshToken", "RefreshToken")]
        {
            match result[member].as_str() {
                Some(token) => local.put(key(item), token),
                None => local.delete(&key(item)),
            }
        }
        local.put(key("clockDrift"), "0");
        local.put(key("signInDetails"), r#"{"loginId":"username","authFlowType":"USER_SRP_AUTH"}"#);
    }

    /// Stores a session of another user, as the last one who signed in.
    pub(crate) fn store_session_of(&self, username: &str) {
        self.store_session();
        let local = &self.world.local;
        for item in ["accessToken", "idToken", "refreshToken"] {
            let value = self.stored(item).unwrap();
            local.delete(&key(item));
            local.put(key(item).replace(USERNAME, username), value);
        }
        local.put(LAST_AUTH_USER, username);
    }

    /// Makes the service and the page remember a device of the user.
    pub(crate) fn remember_device(&self) -> Device {
        let device = Device::seed();
        for (item, value) in device.items() {
            self.world.local.put(key(item), value);
        }
        self.user_pool.device.replace(Some(device.clone()));
        device
    }

    /// One of the user's stored items.
    pub(crate) fn stored(&self, item: &str) -> Option<String> {
        self.world.local.get(&key(item))
    }

    /// Another tab of the same profile.
    pub(crate) fn second_tab(&self) -> Tab {
        Tab::open(&self.world, mobile_config())
    }

    /// The same, with this configuration.
    pub(crate) fn second_tab_of(&self, config: Value) -> Tab {
        Tab::open(&self.world, config)
    }

    pub(crate) fn operations(&self) -> Vec<String> {
        self.world.network.operations()
    }
}
