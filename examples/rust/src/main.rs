//! A page in Rust that signs people up and in.

mod auth;
mod page;

fn main() {
    yew::Renderer::<page::Page>::new().render();
}
