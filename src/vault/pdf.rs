//! The text of a PDF. Read by a child of this program alone: a stranger's file may loop, panic or eat all memory.

use std::collections::BTreeMap;

use colab_schedule::workbook::WorkbookError;
use lopdf::content::{Content, Operation};
use lopdf::{DEFAULT_MAX_DECOMPRESSED_SIZE, Dictionary, Document, Encoding, Object, ObjectId};

/// Most bytes of text that are kept of a file.
pub const MOST_TEXT: usize = 1_000_000;

/// Forms that draw forms are followed this deep; one may draw itself.
const DEEPEST_FORM: u8 = 4;

/// The hidden subcommand of the child, as the reader of workbooks has one.
pub const PDF_COMMAND: &str = "__read-pdf";

/// Reads the text of all pages, as far as it is kept.
///
/// # Errors
/// `Encrypted`, or `Damaged` with the reader's reason.
pub fn text_of_pdf(bytes: &[u8]) -> Result<String, WorkbookError> {
    let damaged = |error: lopdf::Error| WorkbookError::Damaged(error.to_string());
    let document = Document::load_mem(bytes).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => WorkbookError::Encrypted,
        error => damaged(error),
    })?;
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(WorkbookError::Encrypted);
    }
    let (mut text, mut failure) = (String::new(), None);
    for page in document.get_pages().into_values() {
        match text_of_page(&document, page) {
            Ok(found) => text.push_str(&found),
            Err(error) => failure = Some(error),
        }
        text.push('\n');
        if text.len() > MOST_TEXT {
            break;
        }
    }
    match failure {
        // What can be read of a file with a damaged page is its text.
        Some(error) if text.trim().is_empty() => Err(damaged(error)),
        None if text.trim().is_empty() => Err(WorkbookError::Damaged("no text was found in it".to_owned())),
        _ => Ok(text),
    }
}

/// Reads the text of a page.
fn text_of_page(document: &Document, page: ObjectId) -> lopdf::Result<String> {
    let (own, inherited) = document.get_page_resources(page)?;
    let inherited = inherited
        .iter()
        .filter_map(|id| document.get_dictionary(*id).ok());
    let resources: Vec<&Dictionary> = own.into_iter().chain(inherited).collect();
    let content = document.get_page_content_with_limit(page, DEFAULT_MAX_DECOMPRESSED_SIZE)?;
    let mut text = String::new();
    read_content(document, &content, &resources, DEEPEST_FORM, &mut text)?;
    Ok(text)
}

/// Appends the text of a content stream, with that of the forms that it draws: a line wherever it goes on above or below. The
/// library's own reader runs lines into each other that are moved to within one text object, and leaves forms out.
fn read_content(
    document: &Document,
    content: &[u8],
    resources: &[&Dictionary],
    depth: u8,
    text: &mut String,
) -> lopdf::Result<()> {
    // The resource of a kind and a name, from the nearest page or form that has it.
    let resource = |kind: &[u8], name: &[u8]| {
        resources.iter().find_map(|one| {
            let named = document.get_dict_in_dict(one, kind).ok()?.get(name).ok()?;
            Some(document.dereference(named).ok()?.1)
        })
    };
    let mut encodings: BTreeMap<Vec<u8>, Option<Encoding<'_>>> = BTreeMap::new();
    let (mut font, mut height) = (Vec::new(), None);
    for operation in &Content::decode(content)?.operations {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        match operation.operator.as_str() {
            "Tf" => {
                font = name.unwrap_or_default().to_vec();
                encodings.entry(font.clone()).or_insert_with(|| {
                    let font = resource(b"Font", &font)?.as_dict().ok()?;
                    font.get_font_encoding_with_limit(document, DEFAULT_MAX_DECOMPRESSED_SIZE)
                        .ok()
                });
            }
            "Do" if depth > 0 => {
                let drawn = name.and_then(|name| resource(b"XObject", name)?.as_stream().ok());
                if let Some(form) = drawn.filter(|one| {
                    one.dict
                        .get(b"Subtype")
                        .and_then(Object::as_name)
                        .is_ok_and(|kind| kind == b"Form")
                }) {
                    let own = document.get_dict_in_dict(&form.dict, b"Resources").ok();
                    let all: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
                    text.push('\n');
                    let content = form.get_plain_content_with_limit(DEFAULT_MAX_DECOMPRESSED_SIZE)?;
                    read_content(document, &content, &all, depth - 1, text)?;
                    text.push('\n');
                }
            }
            "Td" | "TD" => text.push(if number(operation, 1) == Some(0.0) {
                ' '
            } else {
                '\n'
            }),
            "Tm" => {
                let now = number(operation, 5);
                text.push(if now == height { ' ' } else { '\n' });
                height = now;
            }
            "T*" | "ET" => text.push('\n'),
            shows @ ("Tj" | "TJ" | "'" | "\"") => {
                if !shows.starts_with('T') {
                    text.push('\n');
                }
                if let Some(Some(encoding)) = encodings.get(&font) {
                    show(&operation.operands, encoding, text);
                }
            }
            _ => {}
        }
        if text.len() > MOST_TEXT {
            break;
        }
    }
    Ok(())
}

/// Appends what an operation shows; a wide gap between two parts is a space.
fn show(operands: &[Object], encoding: &Encoding<'_>, text: &mut String) {
    const GAP: f32 = -200.0;
    for operand in operands {
        match operand {
            Object::String(bytes, _) => {
                text.push_str(&Document::decode_text(encoding, bytes).unwrap_or_default())
            }
            Object::Array(parts) => show(parts, encoding, text),
            gap if gap.as_float().is_ok_and(|gap| gap < GAP) => text.push(' '),
            _ => {}
        }
    }
}

fn number(operation: &Operation, place: usize) -> Option<f32> {
    operation.operands.get(place)?.as_float().ok()
}
