//! Lines of a sheet that are not records: repeated headings, totals, legends, signatures.
//!
//! Each is named in the report, so that a record that looks like one is missed by nobody.

use super::cell::plain;
use super::column::TableColumn;
use super::headings::TableHeadings;
use super::sheet::{PlaceStyle, TableLine, TableSheet, is_blank};
use super::spec::TableSpec;
use crate::kernel::names::name_key;
use colab_schedule::workbook::CellValue;

const HEADINGS: &str = "repeats the headings";
const TOTALS: &str = "a line of totals";
pub(super) const NOTE: &str = "a note beside the table";

/// What the label of a line of totals says, by its key, or begins or ends with.
const TOTAL_WORDS: [&str; 18] = [
    "total",
    "totals",
    "subtotal",
    "grandtotal",
    "sum",
    "gesamt",
    "summe",
    "insgesamt",
    "totaux",
    "totales",
    "totais",
    "totale",
    "totaal",
    "totali",
    "suma",
    "razem",
    "итого",
    "合计",
];

/// How notes around a table begin; a colon counts only where it stands here.
const NOTE_STARTS: [&str; 26] = [
    "legend",
    "key:",
    "note:",
    "notes:",
    "nb:",
    "n.b.",
    "prepared by",
    "compiled by",
    "created by",
    "checked by",
    "approved by",
    "signed",
    "signature",
    "printed",
    "generated",
    "exported",
    "last updated",
    "updated on",
    "source:",
    "legende",
    "légende",
    "leyenda",
    "legenda",
    "erstellt von",
    "unterschrift",
    "opgestel deur",
];

/// Tells for each line below the headings why it is not a record; `None` for one that is.
pub fn find(sheet: &TableSheet, headings: &TableHeadings, spec: &TableSpec) -> Vec<Option<&'static str>> {
    let below = sheet.lines.get(headings.line + 1..).unwrap_or_default();
    if sheet.style == PlaceStyle::Items {
        return vec![None; below.len()];
    }
    let finder = FurnitureFinder::of(below, headings, spec);
    let mut found: Vec<Option<&'static str>> = Vec::with_capacity(below.len());
    let mut in_legend = false;
    for (place, line) in below.iter().enumerate() {
        let starts_block = finder.is_below_gap(line);
        in_legend &= !starts_block;
        let why = finder.reason(line, place + 1 == below.len());
        in_legend |= why == Some(NOTE) && finder.begins_note(line);
        // Headings begin another part of the table, and a record is one wherever it stands.
        in_legend &= why != Some(HEADINGS) && !finder.is_record(line);
        let belongs_to_legend = in_legend && finder.used(line).count() <= 2;
        found.push(why.or(belongs_to_legend.then_some(NOTE)));
    }
    found
}

struct FurnitureFinder<'a> {
    headings: &'a TableHeadings,
    /// Columns that name a record.
    keys: Vec<u32>,
    /// Empty lines part the table from what stands below it; where every other line is empty, they do not.
    has_gaps: bool,
    /// Most records have one cell only: a cell alone tells nothing.
    is_of_lone_cells: bool,
}

impl<'a> FurnitureFinder<'a> {
    fn of(below: &[TableLine], headings: &'a TableHeadings, spec: &TableSpec) -> Self {
        let is_key = |name: &str| spec.key_headings.iter().any(|all| all.contains(&name));
        let keys = headings
            .columns
            .iter()
            .filter(|one| is_key(one.column.name))
            .map(|one| one.at);
        let mut finder = Self {
            headings,
            keys: keys.collect(),
            has_gaps: below.iter().filter(|line| line.below_gap).count() * 2 < below.len(),
            is_of_lone_cells: headings.columns.len() < 2,
        };
        let lone = below.iter().filter(|line| finder.used(line).count() == 1).count();
        finder.is_of_lone_cells |= lone * 2 > below.len();
        finder
    }

    fn used<'l>(&self, line: &'l TableLine) -> impl Iterator<Item = &'l (u32, CellValue)> + use<'l> {
        line.cells.iter().filter(|(_, value)| !is_blank(value))
    }

    fn is_below_gap(&self, line: &TableLine) -> bool {
        self.has_gaps && line.below_gap
    }

    fn reason(&self, line: &TableLine, is_last: bool) -> Option<&'static str> {
        if !line.faults.is_empty() {
            return None;
        }
        let count = self.used(line).count();
        if count >= self.headings.columns.len().min(2) && self.repeats_headings(line) {
            return Some(HEADINGS);
        }
        if self.is_of_totals(line) || (self.is_of_sums(line) && (is_last || self.is_below_gap(line))) {
            return Some(TOTALS);
        }
        let is_note = match count {
            1 => !self.is_of_lone_cells && self.is_below_gap(line) || self.begins_note(line),
            2 => self.is_below_gap(line) && self.begins_note(line),
            _ => false,
        };
        is_note.then_some(NOTE)
    }

    fn repeats_headings(&self, line: &TableLine) -> bool {
        let is_same = |(at, value): &(u32, CellValue)| {
            let heading = self.headings.text(*at);
            !heading.is_empty() && name_key(&plain(value)) == name_key(heading)
        };
        self.used(line).all(is_same)
    }

    /// Returns whether a line has a word for totals where the record would have its name, and numbers beside it.
    fn is_of_totals(&self, line: &TableLine) -> bool {
        let mut cells = self.used(line);
        let Some((at, label)) = cells.next() else {
            return false;
        };
        let is_in_place = self.keys.contains(at) || !self.has_key(line);
        is_in_place && is_total(&plain(label)) && cells.all(|(_, value)| is_number(value))
    }

    /// Returns whether a line has numbers alone, none of which names a record.
    fn is_of_sums(&self, line: &TableLine) -> bool {
        !self.has_key(line) && self.used(line).all(|(_, value)| is_number(value))
    }

    fn has_key(&self, line: &TableLine) -> bool {
        self.used(line).any(|(at, _)| self.keys.contains(at))
    }

    /// Returns whether a line has a name and values of the columns that are not texts.
    fn is_record(&self, line: &TableLine) -> bool {
        let column = |at: u32| self.headings.columns.iter().find(|one| one.at == at);
        let cells = self
            .used(line)
            .map(|(at, value)| (column(*at).map(|one| one.column), value));
        let cells: Vec<(Option<TableColumn>, &CellValue)> = cells.collect();
        let fits = |(column, value): &(Option<TableColumn>, &CellValue)| {
            column.is_some_and(|column| column.may_be(value))
        };
        let is_typed =
            |(column, _): &(Option<TableColumn>, &CellValue)| column.is_some_and(|column| !column.is_text());
        self.has_key(line) && cells.iter().all(fits) && cells.iter().any(is_typed)
    }

    fn begins_note(&self, line: &TableLine) -> bool {
        let first = self.used(line).next();
        first.is_some_and(|(_, value)| begins_note(&plain(value)))
    }
}

/// Returns whether a text begins as notes around a table do.
pub(super) fn begins_note(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    NOTE_STARTS.iter().any(|start| begins(&text, start))
}

/// Returns whether a text begins with these words as a whole.
fn begins(text: &str, start: &str) -> bool {
    let rest = text.strip_prefix(start);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn is_total(label: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let words: Vec<String> = label.split_whitespace().map(name_key).collect();
    let is_word = |word: Option<&String>| word.is_some_and(|word| TOTAL_WORDS.contains(&word.as_str()));
    TOTAL_WORDS.contains(&name_key(label).as_str())
        || (words.len() <= MOST_WORDS && (is_word(words.first()) || is_word(words.last())))
}

fn is_number(value: &CellValue) -> bool {
    match value {
        CellValue::Number(_) => true,
        CellValue::Text(text) => {
            let is_mark = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,-%".contains(c);
            let text = text
                .trim()
                .trim_start_matches(|c: char| c.is_alphabetic() || c == '$' || c == '€');
            text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(is_mark)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::kind::ImportKind;
    use crate::import::table::found_table::find_headings;
    use crate::import::table::headings::NeededHeadings;
    use crate::import::table::kinds::spec_of;
    use crate::import::table::mapping::ReadOptions;
    use crate::import::table::separated::{CellLimit, csv};

    fn found(text: &str) -> Vec<Option<&'static str>> {
        let (sheet, spec) = (
            csv(text, &CellLimit::of(1000)).unwrap(),
            spec_of(ImportKind::Rooms).unwrap(),
        );
        let options = ReadOptions::default();
        let headings = find_headings(&sheet, &spec, &options, NeededHeadings::Most)
            .unwrap()
            .unwrap();
        find(&sheet, &headings, &spec)
    }

    #[test]
    fn totals_legends_signatures_and_repeated_headings_are_no_records() {
        let text = "Room,Capacity\nA,1\nB,2\nC,3\nRoom,Capacity\nD,4\nTotal,50\n\nLegend: N = north\nN,north wing\n\nPrepared by Thandi\n";
        let records = [None, None, None];
        let rest = [
            Some(HEADINGS),
            None,
            Some(TOTALS),
            Some(NOTE),
            Some(NOTE),
            Some(NOTE),
        ];
        assert_eq!(found(text), [&records[..], &rest[..]].concat());
        let text = "Room,Capacity\nA,1\nB,2\n\nNote: checked\nRoom,Capacity\nC,3\nKey: x\nD,4\nN,north\n";
        let rest = [
            None,
            None,
            Some(NOTE),
            Some(HEADINGS),
            None,
            Some(NOTE),
            None,
            None,
        ];
        assert_eq!(found(text), rest);
        assert_eq!(found("Room,Capacity\nA,1\nB,2\n,3\n"), [None, None, Some(TOTALS)]);
        assert_eq!(found("Room,Capacity\nA,1\nB,2\nGrand total,3\n")[2], Some(TOTALS));
    }

    #[test]
    fn records_that_look_a_little_like_them_are_read() {
        for text in [
            "Room,Capacity\nTotal Eclipse,Lounge\nA,1\n",
            "Room,Capacity\nA,\nB,\nC,3\n",
            "Room,Capacity\n\nA,1\n\nB,\n\nC,3\n",
            "Room\nA\n\nB\n",
            "Room,Capacity\nKeynote,\nA,1\nB,2\n",
            "Room,Capacity\nA,1\n101,2\n",
        ] {
            assert!(
                found(text).iter().all(Option::is_none),
                "{text}: {:?}",
                found(text)
            );
        }
    }
}
