//! The one place that prints an error.

use std::io::Write;

use serde_json::json;

use super::Format;
use super::render::escaped;
use crate::kernel::error::Error;
use crate::kernel::text::printable;

/// Writes the error to standard error: a sentence and its hints, or with JSON one object.
pub fn failure(error: &Error, format: Format) {
    if error.message.is_empty() {
        return;
    }
    let text = if matches!(format, Format::Json | Format::Ndjson) {
        let hint = (!error.hints.is_empty()).then(|| error.hints.join("; "));
        let object = json!({"error": {
            "code": error.code, "message": error.message, "hint": hint, "details": error.details,
        }});
        escaped(&object.to_string()) + "\n"
    } else {
        let lines = |text: &str| text.lines().map(printable).collect::<Vec<_>>().join("\n  ");
        let hints: String = error
            .hints
            .iter()
            .map(|hint| format!("hint: {}\n", lines(hint)))
            .collect();
        format!("error: {}\n{hints}", lines(&error.message))
    };
    // Nobody is left to tell when standard error is closed.
    let _ = std::io::stderr().write_all(text.as_bytes());
}
