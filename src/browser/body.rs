//! The body of a reply, as far as anybody may send one: what is longer is not read to its end.

use std::rc::Rc;

use js_sys::{Function, JsString, RangeError};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};

use super::value;
use crate::host::{FetchError, ReplyBody};
use crate::json::Json;

/// The longest body, in the units of JavaScript's text. Cognito's replies are a hundredth of it.
const LIMIT: u32 = 1 << 20;

/// What a part of a stream counts at least, so that one with nothing in it comes to an end, too.
const SMALLEST_PART: u32 = 16;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue, options: &JsValue) -> Result<JsString, JsValue>;
}

/// What `fetch` gave is no reply, or none of ours.
pub(super) fn unreadable(cause: JsValue) -> FetchError {
    FetchError::Unreadable(Some(Rc::new(cause)))
}

/// The connection broke.
pub(super) fn broken(cause: JsValue) -> FetchError {
    FetchError::Network(Some(Rc::new(cause)))
}

fn too_long() -> FetchError {
    unreadable(RangeError::new("the reply is longer than 1 MiB").into())
}

/// Reads the body in the first way that the reply has. `declared` is the length that its headers tell.
///
/// The text stays outside of the module's memory, since it may hold tokens.
pub(super) async fn read(reply: &JsValue, declared: Option<&str>) -> Result<ReplyBody, FetchError> {
    if declared.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > LIMIT.into()) {
        return Err(too_long());
    }
    if let Some(stream) = value::member(reply, "body")
        && let Some(get_reader) = value::function(&stream, "getReader")
    {
        return parse(&read_stream(&stream, &get_reader).await?);
    }
    let ways = ["text", "arrayBuffer", "json"];
    // Text is what is needed; some replies of tests have JSON alone.
    let Some((way, read)) = ways.into_iter().find_map(|way| Some((way, value::function(reply, way)?))) else {
        return Ok(ReplyBody::Other);
    };
    let begun = read.call0(reply).map_err(unreadable)?;
    let content = match value::settled(&begun).await {
        Err(thrown) if way != "json" => return Err(broken(thrown)),
        // Whether it broke off or is not JSON, nobody can tell.
        Err(_) => return Ok(ReplyBody::Other),
        Ok(bytes) if way == "arrayBuffer" => {
            let decoder = TextDecoder::new().map_err(unreadable)?;
            decoder.decode(&bytes, &JsValue::UNDEFINED).map_err(unreadable)?.into()
        }
        Ok(content) => content,
    };
    match content.dyn_ref() {
        Some(text) => parse(text),
        None => Ok(value::from_js(&content).filter(|_| way == "json").map_or(ReplyBody::Other, ReplyBody::Json)),
    }
}

async fn read_stream(stream: &JsValue, get_reader: &Function) -> Result<JsString, FetchError> {
    let reader = get_reader.call0(stream).map_err(unreadable)?;
    let read = value::function(&reader, "read").unwrap_or_default();
    let decoder = TextDecoder::new().map_err(unreadable)?;
    let in_parts = value::to_platform(&Json::object().with("stream", true));
    let mut text = JsString::from("");
    let mut length: u32 = 0;
    loop {
        let begun = read.call0(&reader).map_err(unreadable)?;
        let part = value::settled(&begun).await.map_err(broken)?;
        // At the end there is no value: what the decoder has kept comes out.
        let bytes = value::member(&part, "value");
        let options = if bytes.is_some() { &in_parts } else { &JsValue::UNDEFINED };
        let is_last = bytes.is_none();
        let piece = decoder.decode(&bytes.unwrap_or_default(), options).map_err(unreadable)?;
        length = length.saturating_add(piece.length().max(SMALLEST_PART));
        if length > LIMIT {
            return Err(too_long());
        }
        text = text.concat(&piece);
        if is_last {
            return Ok(text);
        }
    }
}

fn parse(text: &JsString) -> Result<ReplyBody, FetchError> {
    if text.length() > LIMIT {
        return Err(too_long());
    }
    Ok(if text.trim().length() == 0 {
        ReplyBody::Empty
    } else {
        value::parse(text).map_or(ReplyBody::Other, ReplyBody::Json)
    })
}
