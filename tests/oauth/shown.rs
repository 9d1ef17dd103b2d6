//! Which address a page shows when an answer has been read. The pages of a vault decide that themselves: `tests/ts/showAddress.test.mjs` has
//! the same cases.

use cognito_wasm::oauth::shown_address;

#[test]
fn the_answer_goes_and_what_the_application_shows_meanwhile_stays() {
    let cases: Vec<[String; 5]> = serde_json::from_str(include_str!("shown.json")).unwrap();
    for [case, current, read, address, shown] in cases {
        assert_eq!(shown_address(&current, &read, &address), shown, "{case}");
    }
}
