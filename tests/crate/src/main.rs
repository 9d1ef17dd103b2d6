//! A page in Rust that signs people in.

mod auth;
mod page;
mod requests;

fn main() {
    yew::Renderer::<page::Page>::new().render();
}
