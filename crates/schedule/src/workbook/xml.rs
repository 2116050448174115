//! What every scan of a part's XML needs.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::error::WorkbookError;

/// Returns an attribute by the name after its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Reports whether an attribute says yes.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

/// Appends what a reference such as `&amp;` stands for; an unknown one stands for nothing.
pub(super) fn push_reference(reference: &BytesRef<'_>, text: &mut String) {
    if let Some(known) = quick_xml::escape::resolve_xml_entity(reference) {
        text.push_str(known);
    } else if let Ok(Some(c)) = reference.resolve_char_ref() {
        text.push(c);
    }
}

/// Reads the text up to the end of an element; elements within it are passed over.
pub(super) fn text_of(reader: &mut Reader<impl BufRead>, element: &str) -> Result<String, WorkbookError> {
    let (mut buffer, mut text) = (Vec::new(), String::new());
    loop {
        buffer.clear();
        match reader
            .read_event_into(&mut buffer)
            .map_err(WorkbookError::damaged)?
        {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&reference, &mut text),
            Event::End(end) if end.local_name().as_ref() == element => return Ok(text),
            Event::Eof => return Err(WorkbookError::damaged("a part ends within an element")),
            _ => {}
        }
    }
}

/// Returns a text as a spreadsheet program shows it: `_x000D_` stands for a character.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    const MARK: &str = "_x";
    if !text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(MARK) {
        let (before, after) = rest.split_at(at);
        whole.push_str(before);
        let digits = after.get(2..6).filter(|_| after.get(6..7) == Some("_"));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                whole.push(c);
                rest = after.get(7..).unwrap_or_default();
            }
            None => {
                whole.push_str(MARK);
                rest = after.get(2..).unwrap_or_default();
            }
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

/// Returns what stands between the tags of an XML text, a line each, until it is longer than `most` bytes. Entities of the text's
/// own are not expanded.
///
/// # Errors
/// `Damaged` with the reason.
pub fn text_of_xml(xml: &str, most: usize) -> Result<String, WorkbookError> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    while text.len() <= most {
        match reader.read_event().map_err(WorkbookError::damaged)? {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&reference, &mut text),
            Event::End(_) | Event::Empty(_) => text.push('\n'),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(text)
}
