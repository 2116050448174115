//! Reads statements of banks: MT940, and CSV with headings in the words of banks. Pure.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::hex;

/// A movement on the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// Its place in the file, from 1.
    pub place: usize,
    pub day: NaiveDate,
    /// In minor units; what comes in is positive.
    pub cents: i64,
    /// Who paid, as far as the bank says.
    pub payer: String,
    /// What the payer wrote.
    pub text: String,
    /// The bank's own number, or a hash of the row and how often it came before.
    pub source_id: String,
}

/// What headings of banks mean, as keys of their words.
const HEADINGS: &[(&str, &str)] = &[
    (
        "date",
        "date transactiondate bookingdate postingdate valuedate buchungstag buchungsdatum valuta datum",
    ),
    ("amount", "amount betrag value umsatz transactionamount bedrag"),
    (
        "credit",
        "credit creditamount moneyin paidin deposit deposits haben",
    ),
    (
        "debit",
        "debit debitamount moneyout paidout withdrawal withdrawals soll",
    ),
    (
        "payer",
        "payer name counterparty from auftraggeber auftraggeberbeguenstigter beguenstigterzahlungspflichtiger zahlungspflichtiger",
    ),
    (
        "text",
        "reference description narrative details verwendungszweck text memo remittanceinformation transactiondescription particulars",
    ),
    (
        "id",
        "id transactionid bankreference uniqueid referenznummer transactionreference entryreference",
    ),
];

/// Parses a statement; `decimals` are those of the account's currency.
///
/// # Errors
/// `Invalid` for a file that is neither MT940 nor a table with a day and an amount, and for rows that are none.
pub fn parse_statement(text: &str, decimals: u32) -> Result<Vec<StatementRow>> {
    let mut rows = if text.lines().any(|line| line.starts_with(":61:")) {
        parse_mt940(text, decimals)?
    } else {
        parse_table(text, decimals)?
    };
    let mut seen: Vec<String> = Vec::new();
    for row in &mut rows {
        let own = if row.source_id.is_empty() {
            let text = format!("{}|{}|{}|{}", row.day, row.cents, row.payer, row.text);
            hex(&Sha256::digest(text)).chars().take(32).collect()
        } else {
            row.source_id.clone()
        };
        let before = seen.iter().filter(|id| **id == own).count();
        // A bank's own number stands for one movement; equal rows without one are several.
        let is_hash = row.source_id.is_empty();
        row.source_id = if is_hash {
            format!("{own}/{}", before + 1)
        } else {
            own.clone()
        };
        seen.push(own);
    }
    Ok(rows)
}

fn refused(place: usize, fact: &str) -> Error {
    Error::invalid(
        ErrorCode::NotAStatement,
        format!("line {place} of the statement: {fact}"),
    )
}

/// Returns the letters and digits of a heading.
fn heading_key(text: &str) -> String {
    let letters = text
        .to_lowercase()
        .replace('ä', "ae")
        .replace('ü', "ue")
        .replace('ö', "oe");
    letters.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn parse_table(text: &str, decimals: u32) -> Result<Vec<StatementRow>> {
    let text = text.trim_start_matches('\u{feff}');
    let is_head = |line: &&str| {
        [',', ';', '\t'].iter().any(|mark| {
            let cells: Vec<String> = line
                .split(*mark)
                .map(|cell| heading_key(cell.trim_matches('"')))
                .collect();
            let has = |field: &str| cells.iter().any(|cell| meaning(cell) == Some(field));
            has("date") && (has("amount") || has("credit"))
        })
    };
    let lines: Vec<&str> = text.lines().collect();
    let head = lines.iter().position(is_head).ok_or_else(|| {
        Error::invalid(
            ErrorCode::NotAStatement,
            "the file has no headings of a day and an amount",
        )
        .hint("export the statement as MT940, or as CSV with headings")
    })?;
    let first = lines.get(head).copied().unwrap_or_default();
    let mark = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|mark| first.bytes().filter(|byte| byte == mark).count());
    let table = lines.get(head..).unwrap_or_default().join("\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark.unwrap_or(b','))
        .flexible(true)
        .from_reader(table.as_bytes());
    let headings: Vec<Option<&'static str>> = reader
        .headers()
        .map_err(|error| refused(head + 1, "it cannot be read").with_source(error))?
        .iter()
        .map(|cell| meaning(&heading_key(cell)))
        .collect();
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let place = at + 1;
        let record =
            record.map_err(|error| refused(head + 1 + place, "it cannot be read").with_source(error))?;
        let cell = |field: &'static str| {
            let texts = headings
                .iter()
                .zip(record.iter())
                .filter(|(of, _)| **of == Some(field));
            texts.map(|(_, text)| text.trim()).find(|text| !text.is_empty())
        };
        let Some(day) = cell("date") else { continue };
        let line = head + 1 + place;
        let day = parse_date(day).ok_or_else(|| refused(line, &format!("invalid date `{day}`")))?;
        let cents = match (cell("amount"), cell("credit"), cell("debit")) {
            (Some(text), ..) => parse_cents(text, decimals),
            (None, Some(text), _) => parse_cents(text, decimals),
            (None, None, Some(text)) => parse_cents(text, decimals).map(|cents| -cents.abs()),
            (None, None, None) => continue,
        };
        let cents = cents.ok_or_else(|| refused(line, "invalid amount"))?;
        let own = |field: &'static str| cell(field).unwrap_or_default().to_owned();
        rows.push(StatementRow {
            place,
            day,
            cents,
            payer: own("payer"),
            text: own("text"),
            source_id: own("id"),
        });
    }
    Ok(rows)
}

fn meaning(key: &str) -> Option<&'static str> {
    let found = HEADINGS
        .iter()
        .find(|(_, words)| words.split(' ').any(|word| word == key));
    found.map(|(field, _)| *field)
}

/// Parses `:61:2604150415C1150,00NTRFREF//BANKID` with the `:86:` that follows it.
fn parse_mt940(text: &str, decimals: u32) -> Result<Vec<StatementRow>> {
    let mut rows: Vec<StatementRow> = Vec::new();
    let mut in_text = false;
    for (at, line) in text.lines().enumerate() {
        if let Some(entry) = line.strip_prefix(":61:") {
            let row = parse_entry(entry, rows.len() + 1, decimals);
            rows.push(row.ok_or_else(|| refused(at + 1, "invalid entry of MT940"))?);
            in_text = false;
        } else if let Some(more) = line.strip_prefix(":86:") {
            in_text = true;
            add_text(rows.last_mut(), more);
        } else if line.starts_with(':') || line.starts_with('-') {
            in_text = false;
        } else if in_text {
            add_text(rows.last_mut(), line);
        }
    }
    for row in &mut rows {
        row.payer = row.text.clone();
    }
    Ok(rows)
}

fn add_text(row: Option<&mut StatementRow>, text: &str) {
    if let Some(row) = row {
        row.text = format!("{} {}", row.text, text.trim()).trim().to_owned();
    }
}

fn parse_entry(entry: &str, place: usize, decimals: u32) -> Option<StatementRow> {
    let day = parse_date(entry.get(..6)?)?;
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
    Some(StatementRow {
        place,
        day,
        cents: sign * parse_cents(amount, decimals)?,
        payer: String::new(),
        text: reference,
        source_id: bank.trim().to_owned(),
    })
}

/// Parses days as banks write them: `2026-04-15`, `15.04.2026`, `15/04/2026`, `20260415`, `260415`.
fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.get(..10.min(text.len())).unwrap_or(text).trim();
    let forms = [
        "%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y",
    ];
    let bare = match text.len() {
        8 if text.bytes().all(|byte| byte.is_ascii_digit()) => NaiveDate::parse_from_str(text, "%Y%m%d").ok(),
        6 if text.bytes().all(|byte| byte.is_ascii_digit()) => NaiveDate::parse_from_str(text, "%y%m%d").ok(),
        _ => None,
    };
    let day = bare.or_else(|| {
        forms
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
    })?;
    let is_near =
        (NaiveDate::from_ymd_opt(1990, 1, 1)?..=NaiveDate::from_ymd_opt(2200, 1, 1)?).contains(&day);
    is_near.then_some(day)
}

/// Parses an amount in minor units; of a comma and a point the last one begins the decimals, if so many digits follow it.
fn parse_cents(text: &str, decimals: u32) -> Option<i64> {
    let negative =
        text.contains('-') || text.trim().starts_with('(') || text.trim().to_uppercase().ends_with("DR");
    let bare: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .collect();
    let (whole, part) = match bare.rfind([',', '.']) {
        Some(at) if bare.len() - at - 1 <= decimals as usize => {
            let (whole, part) = bare.split_at(at);
            (whole.to_owned(), part.get(1..).unwrap_or_default().to_owned())
        }
        _ => (bare.clone(), String::new()),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() && part.is_empty() {
        return None;
    }
    let cents: i64 = format!("{digits}{part:0<width$}", width = decimals as usize)
        .parse()
        .ok()?;
    Some(if negative { -cents } else { cents })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(String, i64, String)> {
        let rows = parse_statement(text, 2).unwrap();
        rows.into_iter()
            .map(|row| (row.day.to_string(), row.cents, row.text))
            .collect()
    }

    #[test]
    fn statements_are_read_as_banks_write_them() {
        let row = |text: &str| ("2026-04-15".to_owned(), 115_000, text.to_owned());
        assert_eq!(
            rows("Date,Description,Amount\n2026-04-15,INV 1,1150.00\n"),
            [row("INV 1")]
        );
        assert_eq!(
            rows(
                "Konto;123\n\nBuchungstag;Auftraggeber;Verwendungszweck;Betrag\n15.04.2026;Umoya;INV 1;1.150,00\n"
            ),
            [row("INV 1")]
        );
        assert_eq!(
            rows("Date,Details,Money out,Money in\n15/04/2026,x,,\"1,150.00\"\n"),
            [row("x")]
        );
        assert_eq!(
            rows(
                ":20:S\n:25:1\n:60F:C260401ZAR0,\n:61:2604150415C1150,00NTRFNONREF//B17\n:86:Umoya\nINV 1\n:62F:C260430ZAR1,\n"
            ),
            [row("Umoya INV 1")]
        );
        assert_eq!(parse_cents("-1 150,5", 2), Some(-115_050));
        assert_eq!(parse_cents("1,150", 2), Some(115_000));
        assert_eq!(parse_cents("x", 2), None);
        assert!(parse_statement("nothing", 2).is_err());
    }

    #[test]
    fn equal_rows_without_a_number_are_told_apart_by_their_order() {
        let text = "Date,Description,Amount\n2026-04-15,x,5\n2026-04-15,x,5\n2026-04-15,y,5\n";
        let ids: Vec<String> = parse_statement(text, 2)
            .unwrap()
            .into_iter()
            .map(|row| row.source_id)
            .collect();
        let again: Vec<String> = parse_statement(text, 2)
            .unwrap()
            .into_iter()
            .map(|row| row.source_id)
            .collect();
        assert_eq!(ids, again);
        assert!(
            ids[0].ends_with("/1") && ids[1].ends_with("/2") && ids[0] != ids[2],
            "{ids:?}"
        );
    }
}
