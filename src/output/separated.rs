//! Line formats: CSV, TSV and Markdown, guarded against what their readers would run.

use std::io::{self, Write};

use super::options::OutputOptions;
use super::record::{Records, Value};
use crate::kernel::text::printable;
use colab_schedule::workbook::{is_error_text, is_word_for_nothing};

/// Writes records with a separator between cells: CSV, or TSV, which is quoted as CSV is, so that every value is read back.
pub(super) fn separated(
    records: Records,
    separator: u8,
    view: &OutputOptions,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
    if !view.no_header {
        writer.write_record(&records.names).map_err(cause)?;
    }
    for row in records.rows {
        let cells = row.iter().map(|value| harmless(value, view));
        writer.write_record(cells).map_err(cause)?;
    }
    writer.flush()
}

/// Returns the failure of the output itself: a reader that has gone away is told by its kind.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Tells whether a spreadsheet would run this text as a formula, leading apostrophes aside.
fn runs_as_formula(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Tells whether a text is read as another thing without an apostrophe before it, apostrophes that it has aside: as a
/// formula, an error, or another program's word for nothing.
pub fn needs_apostrophe(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    runs_as_formula(bare) || is_error_text(bare.trim()) || is_word_for_nothing(bare)
}

/// Puts an apostrophe in front of text that a reader would take for another thing, and of such text that has one already:
/// a reader that takes one off has the original.
fn harmless(value: &Value, view: &OutputOptions) -> String {
    let text = view.plain(value);
    let is_guarded = is_guarded(value, &text);
    let text = tame_lines(text);
    if is_guarded { format!("'{text}") } else { text }
}

/// Replaces what commands a terminal. Notes keep their lines and tabs, so that they are read back as they were.
pub(super) fn tame_lines(text: String) -> String {
    let is_ascii = text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control());
    if is_ascii || printable(&text.replace(['\n', '\t'], "")) == text.replace(['\n', '\t'], "") {
        return text;
    }
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

fn is_guarded(value: &Value, text: &str) -> bool {
    match value {
        Value::Text(_) | Value::List(_) => needs_apostrophe(text),
        Value::Worded { value, .. } => is_guarded(value, text),
        _ => false,
    }
}

/// Writes records as a table of Markdown.
pub(super) fn markdown(records: Records, view: &OutputOptions, out: &mut impl Write) -> io::Result<()> {
    let rule = vec!["---"; records.names.len()];
    if !view.no_header {
        writeln!(out, "| {} |\n| {} |", records.names.join(" | "), rule.join(" | "))?;
    }
    records.rows.into_iter().try_for_each(|row| {
        let cell = |value: &Value| in_markdown(&printable(&view.words(value)));
        let cells: Vec<String> = row.iter().map(cell).collect();
        writeln!(out, "| {} |", cells.join(" | "))
    })
}

/// Writes a text so that no tag, link, entity or code in it is live in Markdown; emphasis stays.
fn in_markdown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '<' | '[' | ']' | '`' | '&') {
            shown.push('\\');
        }
        shown.push(c);
    }
    // Bare addresses become links by themselves.
    shown.replace("://", ":\\//").replace("www.", "www\\.")
}
