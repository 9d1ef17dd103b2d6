//! Addresses with which a user comes back from the pages. `STATE` stands for the `state` of a sign-in that has begun.

use proptest::prelude::*;
use serde_json::json;

use super::driver::{check_error, run, shown};
use crate::support::{Reply, Scene};

#[test]
fn returns_are_answers_or_disturb_nothing() {
    run("redirects", 10, |text, choice| {
        let scene = Scene::with_pages();
        scene.world.network.serve(|_| Reply::lost());
        scene.store_session();
        let mode = ["redirect", "popup", "silent"][usize::try_from(choice % 3).unwrap()];
        let begun =
            scene.tab.begin_redirect(json!({"mode": mode, "options": {"onExistingSession": "replace"}})).unwrap();
        let state = begun["state"].as_str().unwrap();
        let address = text.trim_end().replace("STATE", state);
        let others = || {
            let mut items = scene.world.local.items();
            items.retain(|name, _| !name.to_lowercase().contains("oauth"));
            items
        };
        let (before, all) = (others(), scene.world.local.items());
        let input = json!({"address": address, "isArrival": choice & 8 == 0, "isAlone": choice & 16 == 0});
        let result = scene.tab.complete_redirect(input);
        prop_assert!(scene.operations().len() <= 1, "a code is sent once");
        prop_assert_eq!(others(), before);
        if !address.contains(state) && mode != "redirect" {
            prop_assert_eq!(scene.world.local.items(), all, "a stranger disturbs nothing");
            prop_assert!(scene.operations().is_empty() && scene.world.events().is_empty());
        }
        match result {
            Ok(output) => prop_assert!(output.is_null() || output["channel"].is_string() || output["code"].is_string()),
            Err(error) => {
                check_error(&error)?;
                // What follows `error` is to be told.
                let tells = !address.contains("error") && shown(&error).contains("code-of-the-seeds");
                prop_assert!(!tells, "{:?} tells the code", error);
                let is_told = scene.world.events().iter().any(|(_, data)| data["error"] == error.name());
                prop_assert!(is_told || error.is("InvalidParameterException"), "{:?}", error);
            }
        }
        Ok(())
    });
}
