//! What the whole cell decides, before and after its entries are read.

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};

use super::CellRefusal;
use super::claim::{CountForm, TokenClaims, claim};
use super::compose;
use super::model::{CellBooking, CellReading, CellRemark, CellRules, CellStatus, RemarkKind};
use super::normalise::normalise;
use super::split::{CellSegment, segments};
use super::token::{CellToken, TokenKind, tokens};
use super::words;
use crate::workbook::CellValue;

/// The longest text of a cell, in characters; a schedule's entries have some tens.
const MAX_TEXT: usize = 1_000;
/// How much of a text a message repeats, in characters.
const MAX_QUOTE: usize = 60;

/// What a cell of the schedule says.
pub fn read(value: &CellValue, rules: &CellRules<'_>) -> CellReading {
    match value {
        CellValue::Text(text) => read_text(text, rules),
        CellValue::Number(number) => bare_number(&quote(&number.to_string())).into(),
        CellValue::Bool(truth) => CellRefusal::new(
            format!(
                "the cell holds the truth value {}, not text",
                truth.to_string().to_uppercase()
            ),
            "type the client and the count, or clear the cell",
        )
        .into(),
        CellValue::DateTime(at) => date(*at).into(),
        CellValue::Time(time) => time_alone(*time).into(),
        CellValue::Error(error) => error_cell(error).into(),
    }
}

fn read_text(raw: &str, rules: &CellRules<'_>) -> CellReading {
    let text = normalise(raw);
    if text.is_empty() {
        return CellReading::Ignored {
            why: "the cell holds only blanks".to_owned(),
        };
    }
    if rules.ignore.holds(&text) {
        return CellReading::Ignored {
            why: format!("\"{}\" is no booking (setting import_ignore)", quote(&text)),
        };
    }
    match refuse_whole(&text, rules).map_or_else(|| entries(&text, rules), Err) {
        Ok(reading) => reading,
        Err(refusal) => refusal.into(),
    }
}

/// Whole texts that are no entry, whatever stands in them.
fn refuse_whole(text: &str, rules: &CellRules<'_>) -> Option<CellRefusal> {
    let length = text.chars().count();
    if length > MAX_TEXT {
        let why = format!("the text has {length} characters, more than the {MAX_TEXT} a cell may have");
        return Some(CellRefusal::new(
            why,
            "keep the client, the count and a short note",
        ));
    }
    if words::is_error(text) {
        return Some(error_cell(text));
    }
    if let Some(room) = (rules.room_named)(text) {
        return Some(CellRefusal::new(
            format!(
                "\"{}\" is the name of the room {room}, not of a client",
                quote(text)
            ),
            "type the client who has the room, or clear the cell; a repeated header needs `Date` in its date column",
        ));
    }
    if !text.contains(char::is_alphanumeric) {
        let why = format!("\"{}\" holds neither a client nor a count", quote(text));
        return Some(CellRefusal::new(
            why,
            "clear the cell, or add the text to the setting import_ignore",
        ));
    }
    is_date(&tokens(text)).then(|| {
        let why = format!("\"{}\" is a date, not an entry", quote(text));
        CellRefusal::new(why, "type the client and the count, as in: Client 25+1")
    })
}

/// `10 Dec`, `Thu 1 January 2026`, `10/12/2026`: a month's name with a day, or figures grouped as a date.
fn is_date(tokens: &[CellToken]) -> bool {
    let said: Vec<&CellToken> = tokens.iter().filter(|token| token.is_text()).collect();
    let month = |token: &&&CellToken| token.word().is_some_and(words::is_month);
    let day = |token: &&&CellToken| token.word().is_some_and(words::is_weekday);
    let number = |token: &&&CellToken| matches!(token.kind, TokenKind::Number(1..=31)) || is_ordinal(token);
    let whole = said.iter().filter(|token| is_whole_date(token)).count();
    let year = said
        .iter()
        .filter(|token| token.kind == TokenKind::Figures && token.text.len() == 4)
        .count();
    let (months, days) = (said.iter().filter(month).count(), said.iter().filter(day).count());
    let numbers = said.iter().filter(number).count();
    let known = whole + year + months + days + numbers == said.len();
    let spelled = months == 1 && (numbers == 1 || year == 1) && numbers <= 1 && whole == 0;
    known && days <= 1 && year <= 1 && (spelled || (whole == 1 && said.len() == 1 + days))
}

fn is_ordinal(token: &CellToken) -> bool {
    let digits = token
        .word()
        .map(|word| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    let suffix = token
        .word()
        .zip(digits)
        .and_then(|(word, digits)| word.get(digits.len()..));
    digits.is_some_and(|digits| digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day)))
        && matches!(suffix, Some("st" | "nd" | "rd" | "th"))
}

fn is_whole_date(token: &CellToken) -> bool {
    let groups: Vec<&str> = token.text.split(['/', '-', '.']).collect();
    let digits = groups
        .iter()
        .all(|group| matches!(group.len(), 1 | 2 | 4) && group.parse::<u32>().is_ok());
    token.kind == TokenKind::Figures && groups.len() == 3 && digits
}

fn entries(text: &str, rules: &CellRules<'_>) -> Result<CellReading, CellRefusal> {
    let in_hours = |start, end| minutes(rules.day_start) <= start && end <= minutes(rules.day_end);
    let (mut entries, mut ignored) = (Vec::new(), Vec::new());
    for segment in segments(tokens(text), &|tokens| claim(tokens, &in_hours))? {
        match ignorable(&segment, rules) {
            Some(text) => ignored.extend(text),
            None => entries.push(entry(&segment, rules, &claim(&segment.tokens, &in_hours))?),
        }
    }
    refuse_overlap(&entries, rules)?;
    let why = format!(
        "{} is no booking (setting import_ignore)",
        quote(&ignored.join("; "))
    );
    match entries.last_mut() {
        Some(last) if !ignored.is_empty() => last.remarks.push(CellRemark {
            kind: RemarkKind::NoteKept,
            text: why,
        }),
        Some(_) => {}
        None if !ignored.is_empty() => return Ok(CellReading::Ignored { why }),
        None => {
            let why = format!(
                "\"{}\" names a part of the day, but nobody who has it",
                quote(text)
            );
            return Err(CellRefusal::new(
                why,
                "type who has the room, as in AM: Client 25+1, or clear the cell",
            ));
        }
    }
    Ok(CellReading::Entries(entries))
}

fn minutes(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

fn entry(
    segment: &CellSegment,
    rules: &CellRules<'_>,
    claims: &TokenClaims,
) -> Result<CellBooking, CellRefusal> {
    let named = segment
        .tokens
        .iter()
        .any(|token| token.text.contains(char::is_alphabetic));
    let weak = claims
        .learners
        .is_none_or(|learners| learners.form == CountForm::Last);
    if !named && weak && claims.clock.is_none() {
        return Err(bare_number(&quote(&text_of(segment))));
    }
    compose::entry(segment, claims, rules)
}

/// `AM: Client 20+1 PM: -`: a part that says nothing books nothing; one on the ignore list is named.
fn ignorable(segment: &CellSegment, rules: &CellRules<'_>) -> Option<Option<String>> {
    let text = text_of(segment);
    if !segment.tokens.iter().any(CellToken::is_text) {
        return Some(None);
    }
    rules.ignore.holds(&text).then_some(Some(text))
}

fn text_of(segment: &CellSegment) -> String {
    let text: Vec<&str> = segment.tokens.iter().map(|token| token.text.as_str()).collect();
    text.join(" ").trim().to_owned()
}

/// One room holds one booking at a time; cancelled ones take none.
fn refuse_overlap(entries: &[CellBooking], rules: &CellRules<'_>) -> Result<(), CellRefusal> {
    let mut held: Vec<(NaiveTime, NaiveTime, &str)> = entries
        .iter()
        .filter(|entry| entry.status != CellStatus::Cancelled)
        .map(|entry| {
            let (start, end) = entry.time.unwrap_or((rules.day_start, rules.day_end));
            (start, end, entry.client.as_str())
        })
        .collect();
    held.sort();
    let clash = held.windows(2).find_map(|pair| match pair {
        [(_, end, first), (start, _, second)] if start < end => Some((*first, *second)),
        _ => None,
    });
    match clash {
        Some((first, second)) => Err(CellRefusal::new(
            format!(
                "the cell holds two bookings for one time: {} and {}",
                quote(first),
                quote(second)
            ),
            "put AM: and PM: or their times in front, as in AM: A 20+1 PM: B 15+1, or move one to another room",
        )),
        None => Ok(()),
    }
}

fn bare_number(number: &str) -> CellRefusal {
    CellRefusal::new(
        format!("there is only the number {number}, without a client"),
        "type the client in front, as in: Client 25",
    )
}

/// Excel made a date of something like `10-12`; what was typed is lost.
fn date(at: NaiveDateTime) -> CellRefusal {
    let typed = format!("{}-{}", at.day(), at.month());
    CellRefusal::new(
        format!(
            "the cell holds the date {}: someone may have typed {typed} and Excel made a date of it",
            at.date()
        ),
        format!("type it as text with the client in front, as in: Client {typed}"),
    )
}

fn time_alone(time: NaiveTime) -> CellRefusal {
    CellRefusal::new(
        format!("the cell holds only the time {}", time.format("%H:%M")),
        "type the client with start and end, as in: Client 25+1 08:00-12:00",
    )
}

fn error_cell(error: &str) -> CellRefusal {
    CellRefusal::new(
        format!("the cell holds the error {}", quote(error)),
        "repair the formula, or type the entry over it",
    )
}

/// A text for a message: one line, not long, nothing that a terminal would obey.
fn quote(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if line.chars().count() <= MAX_QUOTE {
        return line;
    }
    let start: String = line.chars().take(MAX_QUOTE - 1).collect();
    format!("{start}…")
}
