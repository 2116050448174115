//! MT940: `:61:2604150415C1150,00NTRFREF//BANKID`, and the `:86:` that follows it.

use chrono::NaiveDate;

use super::amount;
use super::row::{StatementRow, refused};
use crate::kernel::error::Result;
use crate::kernel::money::Currency;

/// The field to which a line belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Entry,
    Text,
    Other,
}

/// Parses the movements of a statement.
///
/// # Errors
/// `Invalid` for an entry that cannot be read.
pub fn parse(text: &str, currency: Currency) -> Result<Vec<StatementRow>> {
    let mut rows: Vec<StatementRow> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut field = Field::Other;
    let mut foreign = None;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if let Some(entry) = line.strip_prefix(":61:") {
            let row = entry_of(entry, rows.len() + 1, currency);
            let mut row = row.ok_or_else(|| refused(at + 1, "invalid entry of MT940"))?;
            row.fault = foreign.clone().or(row.fault);
            rows.push(row);
            texts.push(String::new());
            field = Field::Entry;
        } else if let Some(more) = line.strip_prefix(":86:") {
            // One behind the closing balance tells of the whole statement.
            field = if field == Field::Entry {
                Field::Text
            } else {
                Field::Other
            };
            add(&mut texts, field, more);
        } else if line.starts_with(':') {
            field = Field::Other;
            if let Some(code) = line.strip_prefix(":60").and_then(|balance| balance.get(9..12)) {
                foreign = (code != currency.code()).then(|| format!("it is in {code}"));
            }
        } else if line == "-" || line.starts_with("-}") {
            field = Field::Other;
        } else {
            add(&mut texts, field, line);
        }
    }
    for (row, text) in rows.iter_mut().zip(texts) {
        let (payer, more) = parted(&text);
        row.payer = payer;
        row.text = [row.text.as_str(), more.as_str()].join(" ").trim().to_owned();
    }
    Ok(rows)
}

/// Lines of a text are cut at a width, wherever that is: they are joined as they stand where a subfield goes on.
fn add(texts: &mut [String], field: Field, line: &str) {
    let Some(text) = texts.last_mut().filter(|_| field != Field::Other) else {
        return;
    };
    if text.contains("?2") {
        text.push_str(line);
    } else {
        *text = format!("{text} {}", line.trim()).trim().to_owned();
    }
}

/// Parts `166?00TRANSFER?20INV-2026-?210005?32BAOBAB` into who paid and what is written; subfields 20 to 29 and 60 to 63 are
/// one text.
fn parted(text: &str) -> (String, String) {
    let mut parts = text.split('?');
    let before = parts.next().unwrap_or_default();
    let fields: Option<Vec<(u32, &str)>> = parts
        .map(|part| Some((part.get(..2)?.parse().ok()?, part.get(2..)?)))
        .collect();
    let Some(fields) = fields.filter(|fields| !fields.is_empty()) else {
        return (String::new(), text.to_owned());
    };
    let of = |wanted: fn(u32) -> bool, mark: &str| {
        let texts = fields.iter().filter(|(number, _)| wanted(*number));
        texts.map(|(_, text)| *text).collect::<Vec<_>>().join(mark)
    };
    let payer = of(|number| (32..=33).contains(&number), "");
    let written = of(
        |number| (20..=29).contains(&number) || (60..=63).contains(&number),
        "",
    );
    let kind = of(|number| number == 0, "");
    let before = before.trim_matches(|c: char| c.is_ascii_digit());
    let text = [before, kind.as_str(), written.as_str()].join(" ");
    (payer.trim().to_owned(), text.trim().to_owned())
}

fn entry_of(entry: &str, place: usize, currency: Currency) -> Option<StatementRow> {
    let day = NaiveDate::parse_from_str(entry.get(..6)?, "%y%m%d").ok()?;
    let rest = entry.get(6..)?.trim_start_matches(|c: char| c.is_ascii_digit());
    // C, D, RC, RD, and perhaps the third letter of the currency.
    let (sign, rest) = match (rest.strip_prefix("RC"), rest.strip_prefix("RD")) {
        (Some(rest), _) => (-1, rest),
        (_, Some(rest)) => (1, rest),
        _ => match rest.strip_prefix('C') {
            Some(rest) => (1, rest),
            None => (-1, rest.strip_prefix('D')?),
        },
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ',')?;
    let (amount, rest) = rest.split_at(end);
    let (reference, bank) = rest.split_once("//").unwrap_or((rest, ""));
    let reference = reference.get(4..).unwrap_or_default().replace("NONREF", "");
    let cents = amount::parse_cents(amount, Some(','), currency).ok()?;
    Some(StatementRow {
        place,
        day: Some(day),
        cents: Some(sign * cents),
        text: reference,
        bank_id: bank.trim().to_owned(),
        ..StatementRow::default()
    })
}
