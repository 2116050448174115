//! A bank's table: a row of headings somewhere, movements below it, and sums or balances around them.

use chrono::NaiveDate;
use colab_schedule::sheet::read_text_date;

use super::amount;
use super::row::{StatementOptions, StatementRow, refused};
use crate::access::bank_column::ColumnMeaning as Meaning;
use crate::access::date_order::DateOrder;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Currency;
use crate::kernel::text::printable;

/// What headings of banks mean, as keys of their words.
const HEADINGS: &[(Meaning, &str)] = &[
    (
        Meaning::Date,
        "date transactiondate bookingdate postingdate posteddate processingdate effectivedate valuedate buchungstag buchungsdatum \
         wertstellung valuta datum boekdatum transactiedatum fecha fechaoperacion fechavalor datecomptable dateoperation datevaleur \
         data dataoperacji dataksiegowania datacontabile datavaluta datamovimento datadomovimento",
    ),
    (
        Meaning::Amount,
        "amount betrag value umsatz transactionamount bedrag montant importe importo valor kwota",
    ),
    (
        Meaning::Credit,
        "credit credits creditamount moneyin paidin deposit deposits haben gutschrift bij accrediti avere abono credito uznania",
    ),
    (
        Meaning::Debit,
        "debit debits debitamount moneyout paidout withdrawal withdrawals soll lastschrift af addebiti dare cargo debito obciazenia",
    ),
    (
        Meaning::Direction,
        "afbij debitcredit creditdebit debitorcredit creditordebit creditdebitindicator sollhaben crdr drcr dc cd sh sens sentido",
    ),
    (
        Meaning::Currency,
        "currency waehrung munt devise moneda moeda divisa waluta ccy",
    ),
    (
        Meaning::Payer,
        "payer payername name counterparty counterpartyname from sender auftraggeber empfaenger beguenstigter zahlungspflichtiger \
         auftraggeberbeguenstigter beguenstigterzahlungspflichtiger naam tegenpartij naamtegenpartij ordenante donneurdordre nadawca \
         ordinante",
    ),
    (
        Meaning::Text,
        "reference description narrative narration details verwendungszweck buchungstext text memo remittanceinformation \
         transactiondescription particulars customerreference paymentreference kundenreferenz omschrijving mededelingen libelle \
         concepto descripcion descricao historico descrizione causale opis tytul beneficiaryreference statementdescription",
    ),
    (
        Meaning::Id,
        "id transactionid bankreference uniqueid referenznummer transactionreference entryreference transactionnumber volgnr",
    ),
];

const IN: &str = "c cr credit bij h haben in plus s credito gutschrift";
const OUT: &str = "d dr debit af soll out minus debito lastschrift";

/// Parses the movements of a table. Lines below the last one, and lines without an amount, are not movements.
///
/// # Errors
/// `Invalid` without headings of a day and an amount, for a quote that nobody closes, and for days that could be two.
pub fn parse(text: &str, options: &StatementOptions) -> Result<Vec<StatementRow>> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().collect();
    let (head, mark) = head_of(&lines, options)?;
    let table = lines.get(head..).unwrap_or_default().join("\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .flexible(true)
        .from_reader(table.as_bytes());
    let unreadable = |line: usize, error: csv::Error| refused(line, "it cannot be read").with_source(error);
    let headings = reader.headers().map_err(|error| unreadable(head + 1, error))?;
    let columns: Vec<Column> = headings.iter().map(|cell| Column::of(cell, options)).collect();
    let mut records = Vec::new();
    for record in reader.records() {
        let place = records.len() + 1;
        let record = record.map_err(|error| unreadable(head + 1 + place, error))?;
        let line = record.position().map_or(0, csv::Position::line);
        records.push((usize::try_from(line).unwrap_or(0) + head, record));
    }
    if let Some((line, record)) = records.last()
        && record.iter().any(|cell| cell.contains('\n'))
        && table.matches('"').count() % 2 == 1
    {
        return Err(refused(*line, "a quote begins here and does not end"));
    }
    let cells = |wanted: &'static [Meaning]| {
        let columns = &columns;
        records.iter().flat_map(move |(_, record)| {
            let of = columns.iter().zip(record.iter());
            of.filter(|(column, _)| wanted.contains(&column.meaning))
                .map(|(_, text)| text)
        })
    };
    let decimal_mark = amount::decimal_mark(
        cells(&[Meaning::Amount, Meaning::Credit, Meaning::Debit]),
        options.currency,
    );
    let month_first = order_of(cells(&[Meaning::Date]), options.date_order)? == DateOrder::MonthFirst;
    let mut rows = Vec::with_capacity(records.len());
    for (at, (_, record)) in records.iter().enumerate() {
        let line = Line {
            columns: &columns,
            cells: record,
            options,
            decimal_mark,
            month_first,
        };
        rows.push(line.row(at + 1));
    }
    let Some(last) = rows.iter().rposition(|row| row.day.is_some()) else {
        let fault = rows.iter().find_map(|row| row.fault.clone());
        return fault.map_or(Ok(rows), |fault| Err(refused(head + 2, &fault)));
    };
    // What stands below the last movement is a sum, a balance or a greeting.
    let days = records.iter().map(|(_, record)| {
        let mut of = columns.iter().zip(record.iter());
        of.find(|(column, _)| column.meaning == Meaning::Date)
            .map_or("", |(_, text)| text.trim())
    });
    for (row, day) in rows.iter_mut().zip(days).skip(last + 1) {
        if !day.starts_with(|c: char| c.is_ascii_digit()) {
            row.fault = None;
        }
    }
    Ok(rows)
}

/// Finds the line of the headings, and what parts its cells.
fn head_of(lines: &[&str], options: &StatementOptions) -> Result<(usize, u8)> {
    for (at, line) in lines.iter().enumerate() {
        for mark in [b';', b'\t', b',', b'|'] {
            let cells: Vec<Meaning> = line
                .split(char::from(mark))
                .map(|cell| Column::of(cell.trim().trim_matches('"'), options).meaning)
                .collect();
            let has = |meaning| cells.contains(&meaning);
            if has(Meaning::Date) && (has(Meaning::Amount) || has(Meaning::Credit) || has(Meaning::Debit)) {
                return Ok((at, mark));
            }
        }
    }
    let error = Error::invalid(
        ErrorCode::NotAStatement,
        "the file has no headings of a day and an amount",
    )
    .hint("export the statement as MT940, or as CSV with headings");
    Err(error.hint("--map \"Booked=date\" --map \"Sum=amount\" says what other headings mean"))
}

/// A column and what it means.
struct Column {
    meaning: Meaning,
    /// The currency that its heading names.
    currency: Option<Currency>,
}

impl Column {
    fn of(heading: &str, options: &StatementOptions) -> Self {
        let given = options
            .columns
            .iter()
            .find(|(name, _)| key_of(name) == key_of(heading));
        let (bare, inner) = match heading.split_once(['(', '[']) {
            Some((bare, inner)) => (bare, inner.trim_end_matches([')', ']'])),
            None => (heading, heading.rsplit(' ').next().unwrap_or_default()),
        };
        let currency = Currency::from_code(inner.trim()).filter(|_| inner.trim().len() == 3);
        // `Betrag in EUR`
        let bare = match currency {
            Some(currency) => bare
                .trim_end()
                .trim_end_matches(currency.code())
                .trim_end()
                .trim_end_matches(" in"),
            None => bare,
        };
        let mut parts = std::iter::once(bare).chain(bare.split('/'));
        let meaning = given
            .map(|(_, meaning)| *meaning)
            .or_else(|| parts.find_map(|part| meaning_of(&key_of(part))));
        Self {
            meaning: meaning.unwrap_or(Meaning::None),
            currency,
        }
    }
}

fn meaning_of(key: &str) -> Option<Meaning> {
    let found = HEADINGS
        .iter()
        .find(|(_, words)| words.split_whitespace().any(|word| word == key));
    found.map(|(meaning, _)| *meaning)
}

/// Returns the letters and digits of a heading, without accents.
fn key_of(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters = text
        .to_lowercase()
        .replace('ä', "ae")
        .replace('ü', "ue")
        .replace('ö', "oe")
        .replace('ł', "l");
    letters.nfd().filter(char::is_ascii_alphanumeric).collect()
}

/// Returns the order of day and month that the days of a file have.
///
/// # Errors
/// `Invalid` where every day could be read in both.
fn order_of<'t>(days: impl Iterator<Item = &'t str>, given: Option<DateOrder>) -> Result<DateOrder> {
    if let Some(order) = given {
        return Ok(order);
    }
    let mut open = None;
    for text in days.map(str::trim) {
        let (day_first, month_first) = (day_of(text, false), day_of(text, true));
        match (day_first, month_first) {
            (Some(one), Some(other)) if one != other => {
                open.get_or_insert(text);
            }
            (Some(_), None) if text.contains(['/', '-']) => return Ok(DateOrder::DayFirst),
            (None, Some(_)) => return Ok(DateOrder::MonthFirst),
            _ => {}
        }
    }
    match open.filter(|text| !text.contains('.')) {
        None => Ok(DateOrder::DayFirst),
        Some(text) => Err(Error::invalid(
            ErrorCode::NotAStatement,
            format!("the order of day and month is open: `{}`", printable(text)),
        )
        .hint("--date-order dmy or --date-order mdy")),
    }
}

/// Reads a day as banks write it; `None` for what is none in this order.
fn day_of(text: &str, month_first: bool) -> Option<NaiveDate> {
    // A time of day may follow.
    let whole = text.trim();
    let date = whole.split(['T', ' ']).next().filter(|date| date.len() >= 8);
    let day = [Some(whole), date].into_iter().flatten().find_map(|text| {
        let is_bare = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_bare {
            return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
        }
        let numbers: Vec<&str> = text.split(['/', '-', '.']).collect();
        if let [first, second, year] = numbers.as_slice()
            && [first, second, year]
                .iter()
                .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            && first.len() <= 2
        {
            let year: i32 = year.parse().ok()?;
            let year = if year < 100 { 2000 + year } else { year };
            let (day, month) = if month_first {
                (second, first)
            } else {
                (first, second)
            };
            return NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?);
        }
        let read = read_text_date(text, None, month_first).ok().flatten()?;
        Some(read.date)
    })?;
    let near = NaiveDate::from_ymd_opt(1990, 1, 1)?..=NaiveDate::from_ymd_opt(2200, 1, 1)?;
    near.contains(&day).then_some(day)
}

/// A line of the table.
struct Line<'t> {
    columns: &'t [Column],
    cells: &'t csv::StringRecord,
    options: &'t StatementOptions,
    decimal_mark: Option<char>,
    month_first: bool,
}

impl<'t> Line<'t> {
    /// Returns the cells of a meaning that hold something.
    fn cells(&self, meaning: Meaning) -> impl Iterator<Item = (&'t Column, &'t str)> {
        let cells = self.columns.iter().zip(self.cells.iter());
        let cells = cells.map(|(column, text)| (column, text.trim()));
        cells.filter(move |(column, text)| column.meaning == meaning && !text.is_empty())
    }

    fn text(&self, meaning: Meaning) -> String {
        let texts: Vec<&str> = self.cells(meaning).map(|(_, text)| text).collect();
        texts.join(" ")
    }

    fn row(&self, place: usize) -> StatementRow {
        let mut row = StatementRow {
            place,
            payer: self.text(Meaning::Payer),
            text: self.text(Meaning::Text),
            bank_id: self
                .cells(Meaning::Id)
                .next()
                .map_or_else(String::new, |(_, id)| id.to_owned()),
            ..StatementRow::default()
        };
        if row.text.is_empty() && self.cells(Meaning::Date).next().is_none() {
            // A line of another form keeps what it says.
            let texts: Vec<&str> = self
                .cells
                .iter()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .collect();
            row.text = texts.join(" ");
        }
        match self.cents() {
            Ok(cents) => row.cents = cents,
            Err(fault) => row.fault = Some(fault),
        }
        let written = self.cells(Meaning::Date).next().map(|(_, text)| text);
        row.day = written.and_then(|text| day_of(text, self.month_first));
        if row.day.is_none() && (row.cents.is_some() || row.fault.is_some()) {
            row.fault = Some(match written {
                Some(text) => format!("invalid date `{}`", printable(text)),
                None => "it has no day".to_owned(),
            });
        }
        row
    }

    /// Returns what came in, in minor units; `None` where the line has no amount.
    fn cents(&self) -> Result<Option<i64>, String> {
        let mut cents: Option<i64> = None;
        let mut currency = self
            .cells(Meaning::Currency)
            .next()
            .map(|(_, code)| code.to_uppercase());
        let mut add = |column: &Column, text: &str, sign: fn(i64) -> i64| -> Result<(), String> {
            let read = amount::parse_cents(text, self.decimal_mark, self.options.currency)?;
            cents = Some(cents.unwrap_or(0) + sign(read));
            currency = currency
                .take()
                .or(column.currency.map(|named| named.code().to_owned()));
            Ok(())
        };
        if let Some((column, text)) = self.cells(Meaning::Amount).next() {
            add(column, text, |cents| cents)?;
        } else {
            for (column, text) in self.cells(Meaning::Credit) {
                add(column, text, |cents| cents)?;
            }
            for (column, text) in self.cells(Meaning::Debit) {
                add(column, text, |cents| -cents.abs())?;
            }
        }
        let Some(cents) = cents else { return Ok(None) };
        if let Some(code) = currency.filter(|code| code != self.options.currency.code()) {
            return Err(format!("it is in {}", printable(&code)));
        }
        match self.cells(Meaning::Direction).next() {
            None => Ok(Some(cents)),
            Some((_, word)) => {
                let key = key_of(word);
                let is_one_of = |words: &str| words.split(' ').any(|one| one == key);
                match (is_one_of(IN) || word == "+", is_one_of(OUT) || word == "-") {
                    (true, _) => Ok(Some(cents)),
                    (_, true) => Ok(Some(-cents.abs())),
                    _ => Err(format!("`{}` says neither in nor out", printable(word))),
                }
            }
        }
    }
}
