//! A sign-in form or the name of the user, and the events so far.

use std::rc::Rc;

use cognito_wasm::browser::Browser;
use cognito_wasm::error::{Error, Result};
use cognito_wasm::flow::Auth;
use cognito_wasm::secret::Secret;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::{Component, Context, Html, NodeRef, html};

use crate::auth;

pub struct Page {
    auth: Result<Rc<Auth<Browser>>>,
    username: NodeRef,
    password: NodeRef,
    user: Option<String>,
    problem: Option<Error>,
    events: Vec<&'static str>,
}

pub enum Message {
    SignIn,
    SignOut,
    /// A flow has ended, and this user is signed in now.
    Done(Result<Option<String>>),
    Heard(&'static str),
}

impl Component for Page {
    type Message = Message;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let link = context.link().clone();
        let auth = auth::configure(&configuration(), move |event| link.send_message(Message::Heard(event.name)));
        if let Ok(auth) = &auth {
            let auth = Rc::clone(auth);
            context.link().send_future(async move { Message::Done(auth::user(&auth).await) });
        }
        Self {
            problem: auth.as_ref().err().cloned(),
            auth,
            username: NodeRef::default(),
            password: NodeRef::default(),
            user: None,
            events: Vec::new(),
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Heard(name) => self.events.push(name),
            Message::Done(Ok(user)) => (self.user, self.problem) = (user, None),
            Message::Done(Err(error)) => self.problem = Some(error),
            Message::SignIn | Message::SignOut => self.start(context, &message),
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        html! {
            <main>
                if let Some(user) = &self.user {
                    <p role="status">{ "Signed in as " }{ user }</p>
                    <button onclick={context.link().callback(|_| Message::SignOut)}>{ "Sign out" }</button>
                } else {
                    { self.form(context) }
                }
                if let Some(error) = &self.problem {
                    <p role="alert" data-name={error.name().to_owned()}>{ auth::message(error) }</p>
                }
                <ol>{ for self.events.iter().map(|name| html! { <li>{ *name }</li> }) }</ol>
            </main>
        }
    }
}

impl Page {
    fn form(&self, context: &Context<Self>) -> Html {
        let onsubmit = context.link().callback(|event: SubmitEvent| {
            event.prevent_default();
            Message::SignIn
        });
        html! {
            <form {onsubmit}>
                <label>{ "User name" }<input ref={&self.username} autocomplete="username" /></label>
                <label>
                    { "Password" }
                    <input ref={&self.password} type="password" autocomplete="current-password" />
                </label>
                <button>{ "Sign in" }</button>
            </form>
        }
    }

    fn start(&self, context: &Context<Self>, message: &Message) {
        let Ok(auth) = self.auth.clone() else { return };
        let form = matches!(message, Message::SignIn).then(|| (text(&self.username), text(&self.password)));
        context.link().send_future(async move {
            let done = match form {
                Some((username, password)) => auth::sign_in(&auth, &username, Secret::new(password)).await.map(drop),
                None => auth::sign_out(&auth).await,
            };
            Message::Done(match done {
                Ok(()) => auth::user(&auth).await,
                Err(error) => Err(error),
            })
        });
    }
}

/// The text in a field.
fn text(field: &NodeRef) -> String {
    field.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// The configuration in the page.
fn configuration() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id("configuration"));
    element.and_then(|element| element.text_content()).unwrap_or_default()
}
