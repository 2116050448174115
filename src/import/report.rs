//! What reports of imports share: a head, a line for each cell or row, and the verdict.

use serde::Serialize;
use serde_json::Value as Json;

use super::kind::ImportKind;
use super::model::ImportCounts;
use super::remainder::RemainderRow;
use crate::kernel::error::{Error, ErrorCode, Kind};
use crate::kernel::text::printable;
use crate::output::{OutputOptions, Report, TextTable};

/// The file and what became of its import.
#[derive(Debug, Clone, Serialize)]
pub struct ReportHead {
    pub import_id: Option<i64>,
    pub dry_run: bool,
    pub applied: bool,
    /// Of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ImportKind>,
    pub file: String,
    pub sha256: String,
    pub source: String,
}

impl ReportHead {
    /// Writes the first line; `about` stands in brackets behind the file.
    pub fn in_words(&self, about: &str) -> String {
        let state = match self.import_id {
            Some(id) => format!("import {id}"),
            None if self.dry_run => "dry run, nothing written".to_owned(),
            None => "nothing written".to_owned(),
        };
        format!("{} ({}): {state}\n", printable(&self.file), printable(about))
    }
}

/// What an import came to.
pub struct ImportOutcome {
    pub report: Box<dyn Report>,
    pub failure: Option<Error>,
    /// Everything is left out.
    pub takes_nothing: bool,
    /// What is not imported: each row or cell with its place and the reason.
    pub remainder: Vec<RemainderRow>,
}

/// Describes one row that is not imported.
pub fn remainder_row(place: &str, text: &str, about: &[Option<&str>], why: &str) -> RemainderRow {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut what = place.to_owned();
    let about: Vec<&str> = about.iter().copied().flatten().collect();
    if !about.is_empty() {
        what.push_str(&format!(" ({})", about.join(", ")));
    }
    if !text.is_empty() {
        what.push_str(&format!(" `{text}`"));
    }
    RemainderRow {
        place: place.to_owned(),
        what,
        why: why.to_owned(),
    }
}

/// Turns a report into JSON.
pub fn report_json(report: &impl Serialize) -> Json {
    serde_json::to_value(report).unwrap_or_default()
}

/// Writes the lines of a report below their headings.
pub fn lines_in_words<const N: usize>(
    headings: [&str; N],
    lines: impl Iterator<Item = [String; N]>,
    view: &OutputOptions,
) -> String {
    let mut grid = TextTable::new(headings.map(str::to_owned).to_vec());
    let mut is_empty = true;
    for line in lines {
        is_empty = false;
        grid.row(line.to_vec());
    }
    if is_empty {
        String::new()
    } else {
        format!("\n{}", grid.text(view.width, view.colour))
    }
}

/// Returns the error about what could not be imported; `None` if everything could.
pub fn verdict(counts: &ImportCounts, places: impl Iterator<Item = String>, partial: bool) -> Option<Error> {
    let (rejected, conflicts, closed) = (counts.rejected, counts.conflicts, counts.closed);
    if rejected + conflicts + closed == 0 {
        return None;
    }
    let parts = [
        (rejected, "not understood"),
        (conflicts, "in conflict"),
        (closed, "on closed days or in blocked rooms"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
    let what = format!("{} ({})", parts.join(" and "), first_of(places));
    // What is closed is left out, and stands in nobody's way.
    let error = if partial || rejected + conflicts == 0 {
        let fact = format!("{what}; only the rest is imported");
        Error::new(Kind::Partial, ErrorCode::ImportPartial, fact)
    } else {
        let fact = format!("{what}; nothing is imported");
        let error = if rejected > 0 {
            Error::invalid(ErrorCode::ImportRejected, fact)
        } else {
            Error::conflict(ErrorCode::ImportConflicts, fact)
        };
        error
            .hint("correct the cells that the report names")
            .last_option("--partial", "import the rest")
    };
    let error = error.detail("rejected", rejected).detail("conflicts", conflicts);
    Some(if closed > 0 {
        error
            .hint("add --override-block --reason REASON to book what is closed all the same")
            .hint("colab room blocks")
            .detail("closed", closed)
    } else {
        error
    })
}

/// Names the first problems: the report names them all, but not everybody sees it.
fn first_of(places: impl Iterator<Item = String>) -> String {
    let mut places: Vec<String> = places.take(4).collect();
    if places.len() == 4 {
        places[3] = "…".to_owned();
    }
    places.join(", ")
}
