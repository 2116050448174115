//! Arguments that name records or commands.

use std::path::Path;

use super::App;
use crate::access::command_tree::known_command;
use crate::kernel::bounded::{LARGE, read_open, read_text};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::text::printable;

/// Begins a comment, on a line of its own or after a blank.
const COMMENT: char = '#';

/// The fields that lists print and commands read again; their names stand on the first line.
const HEADINGS: [&str; 8] = [
    "id",
    "booking_id",
    "costing_id",
    "rental_no",
    "serial",
    "serial_number",
    "subject",
    "username",
];

impl App {
    /// Checks the words of a command (`import schedule`) or a noun (`booking`), so that a filter or a scope is not misspelt
    /// in silence.
    ///
    /// # Errors
    /// `Invalid` with the commands that there are at that place.
    pub fn known_command(&self, words: &str) -> Result<String> {
        known_command(&self.command_tree(), words)
    }

    /// Returns names of records as typed; `-` stands for those on standard input, `@FILE` for those in a file, one a line.
    /// A heading before them and what follows a `#` name none.
    ///
    /// # Errors
    /// `Usage` when there is none; `Invalid` where a step of a plan would read them; a silent one, which ends the command well, when standard input names none; that of a file that
    /// cannot be read.
    pub fn words(&self, words: &[String]) -> Result<Vec<String>> {
        let mut all = Vec::new();
        let mut is_read = false;
        for word in words {
            if self.shared.is_some() && (word == "-" || word.starts_with('@')) {
                let fact = format!(
                    "`{word}` reads names: a step of a plan does not change records that it does not name"
                );
                return Err(Error::invalid(ErrorCode::NotAPlan, fact).hint("name the records in the step"));
            }
            let text = match word.strip_prefix('@') {
                Some(file) => {
                    let file = Path::new(file);
                    read_text(file, LARGE)?
                }
                None if word == "-" => read_open(Path::new("standard input"), std::io::stdin(), LARGE)?,
                None => {
                    all.push(word.clone());
                    continue;
                }
            };
            is_read |= word == "-";
            // Windows writes a byte-order mark before the first line; files put together have it within.
            let lines = text.lines().map(|line| line.trim_start_matches('\u{feff}'));
            let lines = lines.map(|line| without_comment(line).trim());
            let mut lines = lines.filter(|line| !line.is_empty()).peekable();
            if lines.peek().is_some_and(|first| HEADINGS.contains(first)) {
                lines.next();
            }
            all.extend(lines.map(str::to_owned));
        }
        if all.is_empty() && is_read {
            self.has_nothing_to_do.set(true);
            return Err(Error::silent(Kind::Partial));
        }
        if all.is_empty() {
            return Err(Error::usage("no record was named")
                .hint("`-` reads them from standard input, @FILE from a file"));
        }
        Ok(all)
    }

    /// Parses numbers of records, given as [`App::words`] takes names.
    ///
    /// # Errors
    /// `Usage` for an invalid number, or when there is none.
    pub fn ids(&self, words: &[String]) -> Result<Vec<i64>> {
        self.words(words)?.iter().map(|word| id(word)).collect()
    }
}

/// Returns a line up to its comment.
fn without_comment(line: &str) -> &str {
    let begins = |(at, _): &(usize, &str)| line[..*at].chars().next_back().is_none_or(char::is_whitespace);
    let comment = line.match_indices(COMMENT).find(begins);
    comment.map_or(line, |(at, _)| &line[..at])
}

fn id(word: &str) -> Result<i64> {
    word.parse().map_err(|_| {
        Error::usage(format!("invalid record number `{}`", printable(word)))
            .hint("write a number, such as 17")
    })
}
