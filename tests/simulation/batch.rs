//! Changes that an asynchronous storage is asked for together.

use cognito_wasm::error::{Error, names};
use cognito_wasm::secret::Secret;
use cognito_wasm::token::Write;

use super::family::Place;
use super::page::Page;

#[derive(Clone)]
pub(crate) struct Change {
    pub(crate) key: String,
    pub(crate) value: Option<String>,
    /// What the copy had before.
    pub(crate) before: Option<String>,
}

pub(crate) type Batch = Vec<Change>;

/// Makes changes one after the other; takes them back if one is refused.
pub(crate) async fn attempt(page: &Page, batch: &[Change]) -> bool {
    let world = &page.world;
    let mut made: Vec<(&str, Option<String>)> = Vec::new();
    for Change { key, value, before } in batch {
        let delay = world.random.borrow_mut().between(0, 8);
        page.unless_ended(world.sleep(delay.into()), || ()).await;
        if !page.is_alive.get() {
            return false;
        }
        let earlier = world.shared.get(key);
        if world.shared.is_broken() || !world.shared.store(key, value.as_deref()) {
            for (key, before) in made.iter().rev() {
                // It cannot be seen in the same step whether another page has removed the session meanwhile.
                if let Some(text) = before {
                    world.families.may_be_back(text);
                }
                world.shared.store(key, before.as_deref());
            }
            return false;
        }
        let text = value.as_deref().unwrap_or_default();
        world.families.overwriting(before.as_deref(), earlier.as_deref(), text);
        world.families.stored(Place::Shared, text);
        // No sign-out can wait for that.
        if page.may_store_late.get() {
            world.families.may_be_back(text);
        }
        page.copy.iter().for_each(|copy| copy.has_stored_one());
        made.push((key, earlier));
    }
    true
}

/// Has the library keep what was refused.
pub(crate) fn keep(page: &Page, items: &[Change]) -> bool {
    let write = |change: &Change| Write { key: change.key.clone(), value: change.value.clone().map(Secret::new) };
    let writes = items.iter().map(write).collect();
    items.is_empty() || page.auth().keep_refused(writes, Error::new(&names::STORAGE)).is_ok_and(|is_kept| is_kept)
}
