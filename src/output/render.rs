//! From records to text on standard output.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::sys::stat::{FileStat, fstat, stat};
use serde_json::{Map, Value as Json};

use super::OutputFormat;
use super::options::{OutputOptions, json_object};
use super::pager;
use super::record::{Records, Value};
use super::separated::{markdown, separated};
use super::table::{CellAlignment, ColumnWorth, TextTable};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::period_in_words;
use crate::kernel::text::{is_direction_mark, printable};

/// Output with a shape of its own: JSON, text for people, and records for the line formats.
pub trait Report {
    fn json(&self, view: &OutputOptions) -> Json;
    fn text(&self, view: &OutputOptions) -> String;
    fn records(&self) -> Records;

    /// Returns whether it shows a secret that nothing shows again.
    fn is_secret(&self) -> bool {
        false
    }
}

/// What a command prints.
pub enum CommandOutput {
    Records(Records),
    Report(Box<dyn Report>),
    /// Printed unchanged in every format: a secret, a generated script.
    Text(String),
    /// So many rows were written as they were read.
    Written(usize),
    Nothing,
}

impl CommandOutput {
    /// Counts the records, where there are any to count.
    pub fn row_count(&self) -> Option<usize> {
        match self {
            Self::Records(records) => Some(records.rows.len()),
            Self::Written(rows) => Some(*rows),
            Self::Report(_) | Self::Text(_) | Self::Nothing => None,
        }
    }

    /// Returns the records, of which a workbook is made.
    pub fn into_records(self) -> Records {
        match self {
            Self::Records(records) => records,
            Self::Report(report) => report.records(),
            Self::Text(_) | Self::Written(_) | Self::Nothing => Records::default(),
        }
    }
}

/// Writes the output to standard output. A closed pipe is not an error.
///
/// # Errors
/// `Usage` for an unknown field; `Invalid` when the output cannot be written.
pub fn print(reply: CommandOutput, view: &OutputOptions) -> Result<()> {
    match write_out(reply, view)? {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(cannot_write(error)),
        _ => Ok(()),
    }
}

/// A list that is written to standard output in parts as it is read.
pub struct RecordStream {
    view: OutputOptions,
    /// That are written.
    rows: usize,
}

impl RecordStream {
    /// Begins a list; `None` for a table, whose first row depends on those to come, and where a pager shows it.
    pub fn new(view: &OutputOptions) -> Option<Self> {
        let is_whole = view.format == OutputFormat::Table || view.pager.is_some();
        (!is_whole).then(|| Self {
            view: view.clone(),
            rows: 0,
        })
    }

    /// Writes the next rows; returns whether somebody still reads them.
    ///
    /// # Errors
    /// As those of [`print`].
    pub fn write(&mut self, records: Records) -> Result<bool> {
        let has_begun = !says_nothing(&records, &self.view);
        let mut out = BufWriter::new(std::io::stdout().lock());
        let written = if self.view.format == OutputFormat::Json {
            let records = chosen(records, &self.view)?;
            self.write_objects(&records, &mut out)
        } else {
            self.rows += records.rows.len();
            show(CommandOutput::Records(records), &self.view, &mut out)?
        };
        self.view.no_header |= has_begun;
        is_read(written.and_then(|()| out.flush()))
    }

    /// Ends the list.
    ///
    /// # Errors
    /// As those of [`print`].
    pub fn end(self) -> Result<CommandOutput> {
        let end = match (self.view.format, self.rows) {
            (OutputFormat::Json, 0) => "[]\n",
            (OutputFormat::Json, _) => "\n]\n",
            _ => "",
        };
        let mut out = std::io::stdout().lock();
        is_read(out.write_all(end.as_bytes()).and_then(|()| out.flush()))?;
        Ok(CommandOutput::Written(self.rows))
    }

    /// Writes objects as they stand in an array.
    fn write_objects(&mut self, records: &Records, out: &mut impl Write) -> io::Result<()> {
        for object in self.view.objects(records) {
            out.write_all(if self.rows == 0 { b"[" } else { b"," })?;
            for line in pretty(&object).lines() {
                write!(out, "\n  {line}")?;
            }
            self.rows += 1;
        }
        Ok(())
    }
}

/// Returns whether somebody still reads what was written.
fn is_read(written: io::Result<()>) -> Result<bool> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(cannot_write(error)),
        Ok(()) => Ok(true),
    }
}

/// Refuses to hand something over to nobody: in the place of a standard output that is closed, a program has /dev/null
/// open for reading and writing.
///
/// # Errors
/// `Invalid` where standard output is closed.
pub fn require_stdout() -> Result<()> {
    let out = std::io::stdout();
    let flags = fcntl(&out, FcntlArg::F_GETFL).map(OFlag::from_bits_truncate);
    let device = |stat: nix::Result<FileStat>| stat.map(|stat| stat.st_rdev).ok();
    let is_null = device(fstat(&out)) == device(stat("/dev/null"));
    if is_null && flags.is_ok_and(|flags| flags.contains(OFlag::O_RDWR)) {
        return Err(cannot_write(io::Error::other("standard output is closed")));
    }
    Ok(())
}

/// Writes output that must arrive: here a closed pipe is an error too.
pub fn hand_over(reply: CommandOutput, view: &OutputOptions) -> Result<()> {
    write_out(reply, view)?.map_err(cannot_write)
}

fn write_out(reply: CommandOutput, view: &OutputOptions) -> Result<io::Result<()>> {
    if let Some(command) = &view.pager {
        let mut text = Vec::new();
        let shown = show(reply, view, &mut text)?;
        return Ok(shown.and_then(|()| pager::show(&text, command)));
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    Ok(show(reply, view, &mut out)?.and_then(|()| out.flush()))
}

/// Returns whether a list has no rows and `--quiet` leaves its heading out.
fn says_nothing(records: &Records, view: &OutputOptions) -> bool {
    view.quiet && records.rows.is_empty() && view.format != OutputFormat::Json
}

/// Words output that cannot be written.
pub fn cannot_write(error: io::Error) -> Error {
    Error::invalid(ErrorCode::Output, "cannot write the output").caused_by(error)
}

/// Writes the output in its format. The outer error is about the request (an unknown field), the inner one about writing.
fn show(reply: CommandOutput, view: &OutputOptions, out: &mut impl Write) -> Result<io::Result<()>> {
    let records = match reply {
        CommandOutput::Written(_) | CommandOutput::Nothing => return Ok(Ok(())),
        CommandOutput::Text(text) => return Ok(out.write_all(text.as_bytes())),
        CommandOutput::Records(records) => records,
        CommandOutput::Report(report) => match view.format {
            OutputFormat::Json if view.fields.is_empty() => {
                return Ok(out.write_all(pretty(&report.json(view)).as_bytes()));
            }
            OutputFormat::Table if view.fields.is_empty() => {
                if says_nothing(&report.records(), view) {
                    return Ok(Ok(()));
                }
                return Ok(out.write_all(without_commands(&report.text(view), view.colour).as_bytes()));
            }
            _ => report.records(),
        },
    };
    let records = chosen(records, view)?;
    if says_nothing(&records, view) {
        return Ok(Ok(()));
    }
    Ok(show_records(records, view, out))
}

/// Returns records with the fields that were asked for.
fn chosen(records: Records, view: &OutputOptions) -> Result<Records> {
    match view.fields.as_slice() {
        [] => Ok(records),
        wanted => records.choose(wanted),
    }
}

/// Writes records. The line formats drop each record once it is written.
fn show_records(mut records: Records, view: &OutputOptions, out: &mut impl Write) -> io::Result<()> {
    match view.format {
        OutputFormat::Table => out.write_all(table_text(&records, view).as_bytes()),
        OutputFormat::Json => {
            let mut objects = view.objects(&records);
            let json = if records.single && objects.len() == 1 {
                objects.remove(0)
            } else if records.totals.is_some() {
                let total = Json::Array(total_objects(&records, view));
                Json::Object(Map::from_iter([
                    ("rows".to_owned(), Json::Array(objects)),
                    ("total".to_owned(), total),
                ]))
            } else {
                Json::Array(objects)
            };
            out.write_all(pretty(&json).as_bytes())
        }
        OutputFormat::Ndjson => {
            let totals = total_objects(&records, view).into_iter();
            let totals = totals.map(|total| Json::Object(Map::from_iter([("total".to_owned(), total)])));
            let rows = records.rows.into_iter();
            let rows = rows.map(|row| json_object(&records.names, &row, view));
            rows.chain(totals)
                .try_for_each(|object| writeln!(out, "{}", escaped(&object.to_string())))
        }
        OutputFormat::Csv | OutputFormat::Tsv | OutputFormat::Md if records.totals.is_some() => {
            let last = records.last_rows();
            records.totals = None;
            records.rows.extend(last);
            show_records(records, view, out)
        }
        OutputFormat::Csv => separated(records, b',', view, out),
        OutputFormat::Tsv => separated(records, b'\t', view, out),
        OutputFormat::Md => markdown(records, view, out),
    }
}

/// Returns what `--total` adds up as objects that have nothing but sums.
fn total_objects(records: &Records, view: &OutputOptions) -> Vec<Json> {
    let object = |row: &Vec<Value>| {
        let cells = records.names.iter().zip(row);
        let sums = cells.filter(|(_, value)| **value != Value::Null);
        Json::Object(
            sums.map(|(name, value)| ((*name).to_owned(), view.json(value)))
                .collect(),
        )
    };
    records.totals.iter().flatten().map(object).collect()
}

/// Takes out of a text what a terminal would obey, but for line ends and, where colours are on, colours.
fn without_commands(text: &str, colour: bool) -> String {
    let mut tame = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let mut parts = line.split('\u{1b}');
        tame.push_str(&printable(parts.next().unwrap_or_default()));
        for part in parts {
            let code = part.strip_prefix('[').map_or(0, |rest| {
                rest.bytes()
                    .take_while(|byte| byte.is_ascii_digit() || *byte == b';')
                    .count()
            });
            let is_colour = colour && part.starts_with('[') && part[code + 1..].starts_with('m');
            let (kept, rest) = part.split_at(if is_colour { code + 2 } else { 0 });
            tame.push_str(if is_colour { "\u{1b}" } else { " " });
            tame.push_str(kept);
            tame.push_str(&printable(rest));
        }
        tame.push_str(end);
    }
    tame
}

fn pretty(json: &Json) -> String {
    // Plain data always serialises.
    escaped(&serde_json::to_string_pretty(json).unwrap_or_default()).into_owned() + "\n"
}

/// Escapes the characters that JSON leaves as they are and some terminals obey.
pub fn escaped(json: &str) -> Cow<'_, str> {
    let obeyed = |c: char| ('\u{7f}'..='\u{9f}').contains(&c) || is_direction_mark(c);
    // As nearly all lines are.
    if json.is_ascii() && !json.contains('\u{7f}') {
        return Cow::Borrowed(json);
    }
    let text = json
        .chars()
        .fold(String::with_capacity(json.len()), |mut text, c| {
            if obeyed(c) {
                text.push_str(&format!("\\u{:04x}", u32::from(c)));
            } else {
                text.push(c);
            }
            text
        });
    Cow::Owned(text)
}

impl OutputOptions {
    /// Formats records as a table for people.
    pub fn table(&self, records: &Records) -> String {
        table_text(records, self)
    }
}

/// Formats records as a table; a single one as a line for each field.
fn table_text(records: &Records, view: &OutputOptions) -> String {
    if records.single && view.fields.is_empty() {
        return details(records, view);
    }
    let sums = [records.sums.clone(), records.last_rows()].concat();
    let columns = table_columns(records, &sums, view);
    let mut grid = if view.no_header {
        TextTable::without_head()
    } else {
        TextTable::new(columns.iter().map(|column| column.title.clone()).collect())
    };
    if view.fields.is_empty() {
        let ranked = columns.iter().map(|column| (column.title.clone(), column.worth));
        grid.rank(ranked.collect(), "; --fields shows them");
    } else {
        grid.keep_all();
    }
    for row in 0..records.rows.len() + sums.len() {
        grid.row(columns.iter().map(|column| column.cells[row].clone()).collect());
    }
    for (place, _) in columns.iter().enumerate().filter(|(_, column)| column.is_amount) {
        grid.align(place, CellAlignment::Right);
    }
    grid.text(view.width, view.colour)
}

/// A column of a table before it is laid out.
struct TextColumn {
    title: String,
    worth: ColumnWorth,
    is_amount: bool,
    cells: Vec<String>,
}

/// Returns the columns of a table; a start and an end beside each other are one, which names the day once.
fn table_columns(records: &Records, sums: &[Vec<Value>], view: &OutputOptions) -> Vec<TextColumn> {
    let place_of = |name: &str| records.names.iter().position(|known| *known == name);
    let period = place_of("starts_at")
        .filter(|start| view.fields.is_empty() && place_of("ends_at") == Some(start + 1))
        .filter(|start| records.in_table[*start] && records.in_table[start + 1]);
    let shown = (0..records.names.len()).filter(|place| records.in_table[*place]);
    let worth = |place: usize| match records
        .rows
        .iter()
        .map(|row| &row[place])
        .find(|value| **value != Value::Null)
    {
        _ if records.worth[place] != ColumnWorth::Text => records.worth[place],
        Some(Value::Int(_)) => ColumnWorth::Number,
        Some(Value::Money(_) | Value::Tenths(_) | Value::Instant(_) | Value::Date(_) | Value::Time(_)) => {
            ColumnWorth::Fact
        }
        _ => ColumnWorth::Text,
    };
    let column = |place: usize| {
        let cell = |row: &Vec<Value>| match (&row[place], row.get(place + 1)) {
            (Value::Instant(start), Some(Value::Instant(end))) if Some(place) == period => {
                period_in_words(view.timezone, *start, *end)
            }
            (value, _) => view.words(value),
        };
        let is_amount = |row: &Vec<Value>| matches!(row[place], Value::Money(_) | Value::Tenths(_));
        TextColumn {
            title: if Some(place) == period {
                "when".to_owned()
            } else {
                records.names[place].replace('_', " ")
            },
            worth: worth(place),
            is_amount: records.rows.iter().any(is_amount),
            cells: records.rows.iter().chain(sums).map(cell).collect(),
        }
    };
    shown
        .filter(|place| period.is_none_or(|start| *place != start + 1))
        .map(column)
        .collect()
}

/// Formats one record: a line for each field that has a value.
fn details(records: &Records, view: &OutputOptions) -> String {
    let mut grid = TextTable::without_head();
    for row in &records.rows {
        for (name, value) in records.names.iter().zip(row) {
            let words = view.words(value);
            if !words.is_empty() {
                grid.row(vec![name.replace('_', " "), words]);
            }
        }
    }
    grid.text(view.width, view.colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(format: OutputFormat) -> OutputOptions {
        OutputOptions {
            timezone: chrono_tz::Africa::Johannesburg,
            ..OutputOptions::new(format, Vec::new(), crate::output::ColorChoice::Never, None)
        }
    }

    fn records(rows: Vec<Vec<Value>>) -> Records {
        Records {
            names: vec!["id", "name"],
            in_table: vec![true, true],
            worth: vec![ColumnWorth::Text; 2],
            rows,
            ..Records::default()
        }
    }

    fn show(rows: Vec<Vec<Value>>, format: OutputFormat) -> String {
        let mut out = Vec::new();
        let reply = CommandOutput::Records(records(rows));
        super::show(reply, &view(format), &mut out).unwrap().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_empty_list_is_still_a_list() {
        assert_eq!(show(vec![], OutputFormat::Json), "[]\n");
        assert_eq!(show(vec![], OutputFormat::Csv), "id,name\n");
        assert_eq!(show(vec![], OutputFormat::Ndjson), "");
    }

    #[test]
    fn every_format_says_the_same() {
        let row = || vec![vec![Value::Int(1), Value::from("a|b, \"c\"")]];
        assert_eq!(show(row(), OutputFormat::Csv), "id,name\n1,\"a|b, \"\"c\"\"\"\n");
        assert_eq!(
            show(row(), OutputFormat::Tsv),
            "id\tname\n1\t\"a|b, \"\"c\"\"\"\n"
        );
        assert_eq!(
            show(row(), OutputFormat::Md),
            "| id | name |\n| --- | --- |\n| 1 | a\\|b, \"c\" |\n"
        );
        assert_eq!(
            show(row(), OutputFormat::Ndjson),
            "{\"id\":1,\"name\":\"a|b, \\\"c\\\"\"}\n"
        );
        assert!(show(row(), OutputFormat::Table).contains("a|b, \"c\""));
    }

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_escaped_and_a_negative_number_is_not() {
        let text = show(
            vec![vec![Value::Int(-1), Value::from("=cmd()")]],
            OutputFormat::Csv,
        );
        assert_eq!(text, "id,name\n-1,'=cmd()\n");
    }

    #[test]
    fn a_tabbed_cell_is_guarded_as_one_of_csv() {
        let row = vec![vec![Value::Int(-1), Value::from("=cmd|'/c x'!A1\tb")]];
        assert_eq!(
            show(row, OutputFormat::Tsv),
            "id\tname\n-1\t\"'=cmd|'/c x'!A1\tb\"\n"
        );
    }

    #[test]
    fn markdown_shows_markup_as_text() {
        let row = vec![vec![
            Value::Int(1),
            Value::from("<script> [x](http://y) `a` &lt; \\ www.z"),
        ]];
        assert_eq!(
            show(row, OutputFormat::Md),
            "| id | name |\n| --- | --- |\n| 1 | \\<script> \\[x\\](http:\\//y) \\`a\\` \\&lt; \\\\ www\\.z |\n"
        );
    }

    #[test]
    fn a_text_commands_no_terminal() {
        let text = "a\u{1b}]0;x\u{7} \u{1b}[2J \u{1b}[31mred\u{1b}[0m \u{1b}cm \u{1b}]m\r\nb\u{202e}";
        for colour in [false, true] {
            let tame = without_commands(text, colour);
            assert_eq!(tame.contains("\u{1b}[31mred\u{1b}[0m"), colour, "{tame:?}");
            assert_eq!(
                tame.matches('\u{1b}').count(),
                if colour { 2 } else { 0 },
                "{tame:?}"
            );
            assert!(tame.lines().count() == 2 && !tame.contains(['\r', '\u{7}', '\u{202e}']));
        }
    }

    #[test]
    fn an_unknown_field_lists_the_valid_ones() {
        let error = records(vec![]).choose(&["nme".to_owned()]).unwrap_err();
        assert_eq!(error.hints, ["the fields are id, name"]);
    }
}
