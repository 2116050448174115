//! The one place that prints errors, warnings and remarks: for people, or as lines of a log in JSON.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use super::OutputFormat;
use super::render::escaped;
use crate::kernel::error::Error;
use crate::kernel::text::printable;

/// Codes of colours as terminals take them.
const RED: &str = "31";
const CYAN: &str = "36";

/// Under which the log has a line for each command, at its end.
pub const COMMAND_LOG: &str = "command";

/// Under which a log in JSON has what people read as errors, warnings and notes.
pub const MESSAGE_LOG: &str = "message";

/// Whether standard error is a log in JSON, of which each line is an object.
static LOGS_JSON: AtomicBool = AtomicBool::new(false);

/// Writes errors, warnings and remarks to the log, which is in JSON, from now on.
pub fn log_messages() {
    LOGS_JSON.store(true, Ordering::Relaxed);
}

/// Returns whether each line of standard error is an object of a log.
pub fn is_log_in_json() -> bool {
    LOGS_JSON.load(Ordering::Relaxed)
}

/// Writes a remark to standard error.
pub fn note(text: &str) {
    if is_log_in_json() {
        tracing::info!(target: MESSAGE_LOG, "{}", printable(text));
    } else {
        write_line("note", text);
    }
}

/// Writes a warning to standard error.
pub fn warning(text: &str) {
    if is_log_in_json() {
        tracing::warn!(target: MESSAGE_LOG, "{}", printable(text));
    } else {
        write_line("warning", text);
    }
}

fn write_line(label: &str, text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{label}: {}", printable(text));
}

/// Writes the error to standard error: a sentence, its causes (with `-v`) and its hints. With JSON it is one object, or a line
/// of the log that is in JSON.
pub fn failure(error: &Error, format: OutputFormat, colour: bool) {
    if error.message.is_empty() {
        return;
    }
    let causes = error.causes();
    let is_object = matches!(format, OutputFormat::Json | OutputFormat::Ndjson);
    if is_log_in_json() && !is_object {
        let list = |lines: Vec<&str>| (!lines.is_empty()).then(|| lines.join("; "));
        return tracing::error!(
            target: MESSAGE_LOG,
            code = error.code.as_str(),
            hint = list(error.hints.iter().map(String::as_str).collect()),
            rows = list(error.rows()),
            causes = list(causes.iter().map(String::as_str).collect()),
            "{}",
            error.message
        );
    }
    let causes = if tracing::enabled!(tracing::Level::INFO) {
        causes
    } else {
        Vec::new()
    };
    let text = if is_object {
        let hint = (!error.hints.is_empty()).then(|| error.hints.join("; "));
        let mut object = json!({"error": {
            "code": error.code, "message": error.message, "hint": hint, "details": error.details,
        }});
        if !causes.is_empty() {
            object["error"]["causes"] = json!(causes);
        }
        escaped(&object.to_string()).into_owned() + "\n"
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
