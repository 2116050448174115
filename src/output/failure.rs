//! The one place that prints an error, and a remark after the output.

use std::io::Write;

use serde_json::json;

use super::OutputFormat;
use super::render::escaped;
use crate::kernel::error::Error;
use crate::kernel::text::printable;

/// Codes of colours as terminals take them.
const RED: &str = "31";
const CYAN: &str = "36";

/// Writes a remark to standard error.
pub fn note(text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "note: {}", printable(text));
}

/// Writes the error to standard error: a sentence, its causes (with `-v`) and its hints, or with JSON one object. A log in
/// JSON gets it too.
pub fn failure(error: &Error, format: OutputFormat, log_as_json: bool, colour: bool) {
    if error.message.is_empty() {
        return;
    }
    let causes = error.causes();
    if log_as_json {
        tracing::error!(code = %error.code, causes = causes.join(": "), "{}", error.message);
    }
    let causes = if tracing::enabled!(tracing::Level::INFO) {
        causes
    } else {
        Vec::new()
    };
    let text = if matches!(format, OutputFormat::Json | OutputFormat::Ndjson) {
        let hint = (!error.hints.is_empty()).then(|| error.hints.join("; "));
        let mut object = json!({"error": {
            "code": error.code, "message": error.message, "hint": hint, "details": error.details,
        }});
        if !causes.is_empty() {
            object["error"]["causes"] = json!(causes);
        }
        escaped(&object.to_string()) + "\n"
    } else {
        let lines = |text: &str| text.lines().map(printable).collect::<Vec<_>>().join("\n  ");
        let painted = |label: &str, code: &str| {
            if colour {
                format!("\u{1b}[1;{code}m{label}:\u{1b}[0m")
            } else {
                format!("{label}:")
            }
        };
        let labelled = |label: &str, texts: &[String]| -> String {
            let line = |text: &String| format!("{} {}\n", painted(label, CYAN), lines(text));
            texts.iter().map(line).collect()
        };
        let rows: String = error
            .rows()
            .iter()
            .map(|row| format!("  {}\n", lines(row)))
            .collect();
        format!(
            "{} {}\n{rows}{}{}",
            painted("error", RED),
            lines(&error.message),
            labelled("caused by", &causes),
            labelled("hint", &error.hints)
        )
    };
    // Nobody is left to tell when standard error is closed.
    let _ = std::io::stderr().write_all(text.as_bytes());
}
