//! The text of a PDF. Read by a child of this program alone: a stranger's file may loop, panic or eat all memory.

use colab_schedule::workbook::WorkbookError;
use lopdf::Document;

use super::text::MOST_TEXT;

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
    for page in document.get_pages().into_keys() {
        match document.extract_text(&[page]) {
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
        _ => Ok(text),
    }
}
