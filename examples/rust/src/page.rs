//! The forms, or the name of the user.

use cognito_wasm::error::Result;
use cognito_wasm::secret::Secret;
use web_sys::{FormData, HtmlFormElement, SubmitEvent};
use yew::{Component, Context, Html, TargetCast as _, html};

use crate::auth::{State, UserPool};

pub struct Page {
    pool: Option<UserPool>,
    /// Unknown until the session has been read.
    state: Option<State>,
    is_new: bool,
    is_pending: bool,
    problem: String,
}

#[derive(Clone, Copy)]
pub enum Form {
    SignIn,
    SignUp,
    Code,
    NewCode,
    SignOut,
}

pub enum Message {
    /// Somebody has signed in or out, perhaps in another tab.
    Changed,
    Read(Result<State>),
    Submit(Form, FormData),
    Done(Result<State>),
    /// Shows the form for new users, or not.
    New(bool),
}

impl Component for Page {
    type Message = Message;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let link = context.link().clone();
        link.send_message(Message::Changed);
        let pool = UserPool::new(&configuration(), move || link.send_message(Message::Changed));
        let problem = pool.as_ref().err().map(ToString::to_string).unwrap_or_default();
        Self { pool: pool.ok(), state: None, is_new: false, is_pending: false, problem }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Changed => self.read(context),
            Message::Submit(form, fields) => self.submit(context, form, &fields),
            Message::New(is_new) => (self.is_new, self.problem) = (is_new, String::new()),
            Message::Read(Ok(state)) => {
                // The form for the code is not stored anywhere.
                if !matches!((&self.state, &state), (Some(State::Unconfirmed(_)), State::SignedOut)) {
                    self.state = Some(state);
                }
            }
            Message::Done(Ok(state)) => {
                self.state = Some(state);
                (self.is_new, self.is_pending) = (false, false);
            }
            Message::Read(Err(error)) | Message::Done(Err(error)) => {
                self.is_pending = false;
                self.problem = error.to_string();
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let shown = match &self.state {
            None => html! {},
            Some(State::SignedIn(name)) => self.account(context, name),
            Some(State::Unconfirmed(_)) => self.code_form(context),
            Some(State::SignedOut) if self.is_new => self.sign_up_form(context),
            Some(State::SignedOut) => self.sign_in_form(context),
        };
        html! { <main>{ shown }<p role="alert">{ &self.problem }</p></main> }
    }
}

impl Page {
    fn account(&self, context: &Context<Self>, name: &str) -> Html {
        html! {
            <>
                <h1>{ "Welcome" }</h1>
                <p role="status">{ "Signed in as " }<strong>{ name }</strong></p>
                { self.form(context, Form::SignOut, "Sign out", html! {}) }
            </>
        }
    }

    fn sign_in_form(&self, context: &Context<Self>) -> Html {
        let fields = html! {
            <>
                <label>{ "User name" }<input name="username" autocomplete="username" autocapitalize="none" required=true /></label>
                <label>
                    { "Password" }<input name="password" type="password" autocomplete="current-password" required=true />
                </label>
            </>
        };
        html! {
            <>
                <h1>{ "Sign in" }</h1>
                { self.form(context, Form::SignIn, "Sign in", fields) }
                <button onclick={context.link().callback(|_| Message::New(true))}>{ "Create an account" }</button>
            </>
        }
    }

    fn sign_up_form(&self, context: &Context<Self>) -> Html {
        let fields = html! {
            <>
                <label>{ "User name" }<input name="username" autocomplete="username" autocapitalize="none" required=true /></label>
                <label>{ "Email" }<input name="email" type="email" autocomplete="email" required=true /></label>
                <label>
                    { "Password" }<input name="password" type="password" autocomplete="new-password" required=true />
                </label>
            </>
        };
        html! {
            <>
                <h1>{ "Create an account" }</h1>
                { self.form(context, Form::SignUp, "Sign up", fields) }
                <button onclick={context.link().callback(|_| Message::New(false))}>{ "I have an account" }</button>
            </>
        }
    }

    fn code_form(&self, context: &Context<Self>) -> Html {
        let fields = html! {
            <label>{ "Code" }<input name="code" autocomplete="one-time-code" inputmode="numeric" required=true /></label>
        };
        html! {
            <>
                <h1>{ "Confirm your email address" }</h1>
                { self.form(context, Form::Code, "Confirm", fields) }
                { self.form(context, Form::NewCode, "Send a new code", html! {}) }
                <button onclick={context.link().callback(|_| Message::Done(Ok(State::SignedOut)))}>
                    { "Back to sign-in" }
                </button>
            </>
        }
    }

    fn form(&self, context: &Context<Self>, form: Form, submit: &'static str, fields: Html) -> Html {
        let onsubmit = context.link().batch_callback(move |event: SubmitEvent| {
            event.prevent_default();
            let fields = FormData::new_with_form(&event.target_dyn_into::<HtmlFormElement>()?).ok()?;
            Some(Message::Submit(form, fields))
        });
        // A key for each form, so that no form gets the fields of another.
        html! {
            <form key={submit} {onsubmit}>
                { fields }
                <button disabled={self.is_pending}>{ submit }</button>
            </form>
        }
    }

    fn read(&self, context: &Context<Self>) {
        let Some(pool) = self.pool.clone() else { return };
        context.link().send_future(async move { Message::Read(pool.state().await) });
    }

    fn submit(&mut self, context: &Context<Self>, form: Form, fields: &FormData) {
        let Some(pool) = self.pool.clone() else { return };
        let field = |name| fields.get(name).as_string().unwrap_or_default();
        let secret = |name| Secret::new(field(name));
        let (username, email) = (field("username"), field("email"));
        let (password, code) = (secret("password"), secret("code"));
        let unconfirmed = if let Some(State::Unconfirmed(name)) = &self.state { name.clone() } else { String::new() };
        self.problem.clear();
        self.is_pending = true;
        context.link().send_future(async move {
            Message::Done(match form {
                Form::SignIn => pool.sign_in(username, password).await,
                Form::SignUp => pool.sign_up(username, email, password).await,
                Form::Code => pool.confirm(&unconfirmed, code).await,
                Form::NewCode => pool.send_new_code(unconfirmed).await,
                Form::SignOut => pool.sign_out().await,
            })
        });
    }
}

/// The configuration in the page.
fn configuration() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id("configuration"));
    element.and_then(|element| element.text_content()).unwrap_or_default()
}
