//! Reading the body of a reply, up to a limit.

use std::rc::Rc;

use js_sys::{Function, JsString, RangeError};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};

use super::{global, value};
use crate::host::{FetchError, ReplyBody};
use crate::json::Json;

/// The longest body, in UTF-16 code units. Cognito's replies are at most a hundredth of it.
const LIMIT: u32 = 1 << 20;

/// The minimum that each chunk of a stream counts, so that a stream of empty chunks reaches the limit, too.
const SMALLEST_PART: u32 = 16;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue, options: &JsValue) -> Result<JsString, JsValue>;
}

/// What `fetch` returned is not a reply, or cannot be read.
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

/// Reads the body by the first of the methods that the reply has. `declared` is its `content-length`.
///
/// The text may contain tokens, so it stays outside of the module's memory.
pub(super) async fn read(reply: &JsValue, declared: Option<&str>) -> Result<ReplyBody, FetchError> {
    if declared.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > LIMIT.into()) {
        return Err(too_long());
    }
    let stream_of = || {
        let stream = value::member(reply, "body")?;
        let get_reader = value::function(&stream, "getReader")?;
        Some((stream, get_reader))
    };
    let mut stream = stream_of();
    // Chromium often cancels a request whose stream is read to its end, and developer tools show it as failed; not so if the reply has
    // been cloned. Only browsers have a location. Server runtimes warn about clones that are not read.
    if stream.is_some()
        && global::at(&["location"]).is_some()
        && let Some(clone) = value::function(reply, "clone")
    {
        // If this throws, so does reading the reply, which reports it.
        let _ = clone.call0(reply);
        stream = stream_of();
    }
    if let Some((stream, get_reader)) = stream {
        return parse(&read_stream(&stream, &get_reader).await?);
    }
    let ways = ["text", "arrayBuffer", "json"];
    // Mocks of replies may have `json` alone.
    let Some((way, read)) = ways.into_iter().find_map(|way| Some((way, value::function(reply, way)?))) else {
        return Ok(ReplyBody::Other);
    };
    let begun = read.call0(reply).map_err(unreadable)?;
    let content = match value::settled(&begun).await {
        Err(thrown) if way != "json" => return Err(broken(thrown)),
        // Either the connection broke or it is not JSON; the error does not say which.
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
        // At the end there is no value, and the decoder returns what it has kept back.
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
