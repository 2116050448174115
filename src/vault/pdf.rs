//! The text of a PDF. Read by a child of this program alone: a stranger's file may loop, panic or eat all memory.

use std::collections::BTreeMap;

use colab_schedule::workbook::WorkbookError;
use lopdf::content::{Content, Operation};
use lopdf::{DEFAULT_MAX_DECOMPRESSED_SIZE, Document, Encoding, Object, ObjectId};

/// Most bytes of text that are kept of a file.
pub const MOST_TEXT: usize = 1_000_000;

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

/// Reads the text of a page: a line wherever it goes on above or below. The library's own reader runs lines into each other that
/// are moved to within one text object.
fn text_of_page(document: &Document, page: ObjectId) -> lopdf::Result<String> {
    let fonts = document.get_page_fonts(page)?.into_iter();
    let encodings: BTreeMap<Vec<u8>, Encoding<'_>> = fonts
        .filter_map(|(name, font)| {
            let encoding = font.get_font_encoding_with_limit(document, DEFAULT_MAX_DECOMPRESSED_SIZE);
            Some((name, encoding.ok()?))
        })
        .collect();
    let content = document.get_page_content_with_limit(page, DEFAULT_MAX_DECOMPRESSED_SIZE)?;
    let (mut text, mut encoding, mut height) = (String::new(), None, None);
    for operation in &Content::decode(&content)?.operations {
        match operation.operator.as_str() {
            "Tf" => {
                let font = operation.operands.first().and_then(|name| name.as_name().ok());
                encoding = font.and_then(|font| encodings.get(font));
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
                if let Some(encoding) = encoding {
                    show(&operation.operands, encoding, &mut text);
                }
            }
            _ => {}
        }
        if text.len() > MOST_TEXT {
            break;
        }
    }
    Ok(text)
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
