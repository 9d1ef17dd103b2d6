use super::*;

fn parse(text: &str) -> Result<Json, serde_json::Error> {
    serde_json::from_str(text)
}

#[test]
fn keeps_members_in_order_and_round_trips() {
    let text = r#"{"b":1.5,"a":[true,null,"é"],"c":{"d":"x"}}"#;
    let value = parse(text).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    assert_eq!(value.at(&["c", "d"]).as_str(), Some("x"));
    assert!(value.get("missing").is_null());
}

#[test]
fn refuses_what_nests_too_deep() {
    assert!(parse(&format!("{}{}", "[".repeat(32), "]".repeat(32))).is_ok());
    assert!(parse(&format!("{}{}", "[".repeat(33), "]".repeat(33))).is_err());
}

#[test]
fn leaves_null_members_out() {
    let value = Json::object().with("a", Json::Null).with("b", None::<String>).with("c", "x");
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"c":"x"}"#);
}

#[test]
fn take_moves_a_member_out() {
    let mut value = parse(r#"{"a":"x"}"#).unwrap();
    assert_eq!(value.take("a").into_text().as_deref(), Some("x"));
    assert!(value.get("a").is_null());
    assert!(value.take("b").is_null());
}

#[test]
fn renames_what_is_there_and_changes_each_item() {
    let mut value = parse(r#"{"A":"x","B":null,"list":["y"]}"#).unwrap();
    let renamed = value.renamed(&[("a", "A"), ("b", "B"), ("c", "C")]);
    assert_eq!(serde_json::to_string(&renamed).unwrap(), r#"{"a":"x"}"#);
    let list = value.take("list").each(|item| Json::object().with("item", item));
    assert_eq!(serde_json::to_string(&list).unwrap(), r#"[{"item":"y"}]"#);
    assert_eq!(Json::from("text").each(|_| Json::Null).as_str(), Some("text"), "text has no items");
}

#[test]
fn debug_does_not_show_a_secret() {
    let value = Json::object().with("Password", Secret::new("Passw0rd!".to_owned()));
    assert!(!format!("{value:?}").contains("Passw0rd"));
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"Password":"Passw0rd!"}"#);
}
