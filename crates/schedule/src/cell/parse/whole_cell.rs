//! What the whole cell says, before and after its bookings are read.

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};

use super::booking;
use super::claims::{CountForm, TokenClaims};
use super::forms::claim_tokens;
use super::guessed_time::{lone_starts, with_leading_hours};
use super::segments::{CellSegment, segments};
use super::tokens::{CellToken, TokenKind, tokens};
use crate::calendar;
use crate::cell::model::{
    CellBooking, CellReading, CellRefusal, CellRemark, CellRules, CellStatus, DeviceCounts, RemarkKind,
};
use crate::cell::normalise::{ignore_key, normalise};
use crate::cell::{status_words, words};
use crate::text::quoted;
use crate::workbook::{CellValue, is_error_text};

/// Reads a cell of the schedule into the bookings that it states.
pub fn parse_cell(value: &CellValue, rules: &CellRules<'_>) -> CellReading {
    match value {
        CellValue::Text(text) => parse_text(text, rules),
        CellValue::Number(_) => bare_number(&value.to_string()).into(),
        CellValue::Bool(_) => CellRefusal::new(
            format!("the cell holds the truth value {value}, not text"),
            "type the client and the count, or clear the cell",
        )
        .into(),
        CellValue::DateTime(at) => refused_date(*at).into(),
        CellValue::Time(time) => refused_time(*time).into(),
        CellValue::Error(error) => refused_error(error).into(),
    }
}

fn parse_text(raw: &str, rules: &CellRules<'_>) -> CellReading {
    let stands_for_part = |line: &&str| {
        let start = line.trim_start().get(..words::PART_OF.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(words::PART_OF))
    };
    let own: Vec<&str> = raw.lines().filter(|line| !stands_for_part(line)).collect();
    let text = normalise(&own.join("\n"));
    // The booking stands in the column of the combined room.
    if text.is_empty() && own.len() < raw.lines().count() {
        return CellReading::Bookings(Vec::new());
    }
    if text.is_empty() {
        return CellReading::Ignored {
            why: "the cell is blank".to_owned(),
        };
    }
    let key = ignore_key(&text);
    if rules.ignore.has_key(&key) {
        return CellReading::Ignored { why: ignored(&text) };
    }
    let key = key.trim_start_matches(['(', '[']);
    if status_words::is_closed(key) {
        let why = format!("{} books nothing", quoted(&text));
        return CellReading::Ignored { why };
    }
    if let Some(what) = status_words::in_place_of_client(key) {
        let why = format!("{} {what}", quoted(&text));
        return CellRefusal::new(why, "type the client who has the room, as in: Client 25+1").into();
    }
    let lower = text.to_lowercase();
    if status_words::is_signature(&lower) {
        let why = format!("{} is a signature", quoted(&text));
        return CellReading::Ignored { why };
    }
    if status_words::points_elsewhere(&lower, |room| (rules.room_named)(room).is_some()) {
        let why = format!("{} tells of another room, and not of a client", quoted(&text));
        return CellRefusal::new(
            why,
            "type the booking into the room that it moved to, and clear the cell",
        )
        .into();
    }
    if let Some(refusal) = refuse_whole(&text, rules) {
        return refusal.into();
    }
    let tokens = tokens(&text);
    if is_date(&tokens) {
        let why = format!("{} is a date, not a booking", quoted(&text));
        return CellRefusal::new(why, "type the client and the count, as in: Client 25+1").into();
    }
    bookings(&text, &tokens, rules).unwrap_or_else(CellReading::from)
}

/// Reads a cell that is merged over every room of its day: without a count it is as likely a word on the day.
pub fn parse_day_cell(value: &CellValue, rules: &CellRules<'_>) -> CellReading {
    let reading = parse_cell(value, rules);
    let is_counted = match &reading {
        CellReading::Bookings(bookings) => {
            let is_sure =
                |booking: &CellBooking| booking.people.is_some() || booking.status == CellStatus::Cancelled;
            bookings.iter().all(is_sure)
        }
        CellReading::Ignored { .. } | CellReading::Rejected { .. } => true,
    };
    let text = value.to_string();
    match () {
        () if is_counted => reading,
        () if status_words::says_day_off(&text) => CellReading::Ignored {
            why: format!("{} over every room books nothing", quoted(&text)),
        },
        () => CellRefusal::new(
            format!("{} stands over every room and counts nobody", quoted(&text)),
            "type the count behind the client, as in: Client 25+1, or add the text to the setting import_ignore",
        )
        .into(),
    }
}

fn ignored(text: &str) -> String {
    format!("{} is on the ignore list (setting import_ignore)", quoted(text))
}

/// Refuses whole texts that name no booking, whatever stands in them.
fn refuse_whole(text: &str, rules: &CellRules<'_>) -> Option<CellRefusal> {
    let length = text.chars().count();
    if length > words::LONGEST_TEXT {
        return Some(CellRefusal::new(
            format!(
                "the text has {length} characters, more than the {} that a cell may have",
                words::LONGEST_TEXT
            ),
            "keep the client, the count and a short note",
        ));
    }
    if is_error_text(text) {
        return Some(refused_error(text));
    }
    if let Some(room) = (rules.room_named)(text) {
        return Some(CellRefusal::new(
            format!("{} is the name of the room {room}, not of a client", quoted(text)),
            "type the client who has the room, or clear the cell; a repeated header needs `Date` in its date column",
        ));
    }
    if !text.contains(char::is_alphanumeric) {
        return Some(CellRefusal::new(
            format!("{} names neither a client nor a count", quoted(text)),
            "clear the cell, or add the text to the setting import_ignore",
        ));
    }
    are_bare_hours(text).then(|| {
        CellRefusal::new(
            format!(
                "{} may be hours as well as people, and names no client",
                quoted(text)
            ),
            "type the client in front, as in: Client 25+1 08:00-16:00",
        )
    })
}

/// Reports whether a text is a letter alone, as a tick is; a character that stands for a word may be a name.
pub fn is_lone_letter(text: &str) -> bool {
    const FIRST_IDEOGRAPH: char = '\u{2e80}';
    let mut letters = text.trim().chars();
    matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_alphabetic() && letter < FIRST_IDEOGRAPH)
}

/// Reports whether a text is nothing but two whole hours: `08-16`.
fn are_bare_hours(text: &str) -> bool {
    let is_hour = |text: &str| {
        let digits = text.trim();
        let is_short = matches!(digits.len(), 1 | 2) && digits.bytes().all(|digit| digit.is_ascii_digit());
        is_short && digits.parse::<u32>().is_ok_and(|hour| hour <= 24)
    };
    text.split_once(['-', '–', '/'])
        .is_some_and(|(first, last)| is_hour(first) && is_hour(last))
}

/// Reports whether all of a text is a date: a month's name with a day or year, or figures grouped as a date. A name from
/// another language than English or Afrikaans only where dates have it, behind the day or with a year: `2 mars` is one,
/// `Mars 25` is 25 people.
fn is_date(tokens: &[CellToken]) -> bool {
    let texts: Vec<&CellToken> = tokens.iter().filter(|token| token.is_text()).collect();
    let count = |is: &dyn Fn(&CellToken) -> bool| texts.iter().filter(|token| is(token)).count();
    let is_day = |token: &CellToken| matches!(token.kind, TokenKind::Number(1..=31)) || is_ordinal(token);
    let years = count(&|token| token.kind == TokenKind::Figures && token.text.len() == 4);
    let is_named = |place: usize, word: &str| {
        let before = place.checked_sub(1).and_then(|place| texts.get(place));
        years > 0 || calendar::is_home_name(word) || before.is_some_and(|before| is_day(before))
    };
    let months = texts.iter().enumerate();
    let months = months
        .filter(|(place, token)| {
            token
                .word()
                .is_some_and(|word| calendar::month(word).is_some() && is_named(*place, word))
        })
        .count();
    let weekdays = count(&|token| token.word().is_some_and(is_weekday));
    let days = count(&is_day);
    let whole = count(&is_whole_date);
    let is_known = whole + years + months + weekdays + days == texts.len();
    let is_spelled = months == 1 && (days == 1 || years == 1) && days <= 1 && whole == 0;
    let is_figures = whole == 1 && texts.len() == 1 + weekdays;
    is_known && weekdays <= 1 && years <= 1 && (is_spelled || is_figures)
}

fn is_weekday(word: &str) -> bool {
    calendar::month(word).is_none() && !calendar::weekdays(word).is_empty()
}

/// Reports whether a token is a day such as `1st`.
fn is_ordinal(token: &CellToken) -> bool {
    let Some(word) = token.word() else { return false };
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..);
    digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
        && matches!(suffix, Some("st" | "nd" | "rd" | "th"))
}

/// Reports whether a token is a date such as `10/12/2026`.
fn is_whole_date(token: &CellToken) -> bool {
    let groups: Vec<&str> = token.text.split(['/', '-', '.']).collect();
    let are_digits = groups
        .iter()
        .all(|group| matches!(group.len(), 1 | 2 | 4) && group.parse::<u32>().is_ok());
    token.kind == TokenKind::Figures && groups.len() == 3 && are_digits
}

/// Reads the bookings of a text; what is on the ignore list among them is a remark on the last.
fn bookings(text: &str, tokens: &[CellToken], rules: &CellRules<'_>) -> Result<CellReading, CellRefusal> {
    let last = match minutes(rules.day_end) {
        0 => 24 * 60,
        last => last,
    };
    let in_hours = |start, end| minutes(rules.day_start) <= start && end <= last;
    if let [first, second, ..] = lone_starts(tokens).as_slice() {
        return Err(CellRefusal::new(
            format!("the cell holds bookings at {first} and {second}, and does not say when they end"),
            "write each with both of its times: 09:00-10:00 A 20+1; 11:00-12:00 B 15+1",
        ));
    }
    let tokens = with_leading_hours(tokens, &in_hours);
    let (mut bookings, mut left_out) = (Vec::new(), Vec::new());
    for segment in segments(&tokens, &|tokens| claim_tokens(tokens, &in_hours))? {
        if !segment.tokens.iter().any(CellToken::is_text) {
            // `AM: Client 20+1 PM:`: an empty part books nothing.
            continue;
        }
        let text = text_of(&segment);
        if rules.ignore.contains(&text) {
            left_out.push(text);
        } else {
            let claims = claim_tokens(segment.tokens, &in_hours);
            bookings.push(segment_booking(&segment, rules, &claims)?);
        }
    }
    refuse_overlap(&bookings, rules)?;
    let why = (!left_out.is_empty()).then(|| ignored(&left_out.join("; ")));
    match (bookings.last_mut(), why) {
        (Some(last), Some(text)) => last.remarks.push(CellRemark {
            kind: RemarkKind::NoteKept,
            text,
        }),
        (Some(_), None) => {}
        (None, Some(why)) => return Ok(CellReading::Ignored { why }),
        (None, None) => {
            return Err(CellRefusal::new(
                format!("{} names a part of the day, but nobody who has it", quoted(text)),
                "type who has the room, as in AM: Client 25+1, or clear the cell",
            ));
        }
    }
    Ok(CellReading::Bookings(bookings))
}

fn minutes(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

fn segment_booking(
    segment: &CellSegment<'_>,
    rules: &CellRules<'_>,
    claims: &TokenClaims,
) -> Result<CellBooking, CellRefusal> {
    let has_letters = segment
        .tokens
        .iter()
        .any(|token| token.text.contains(char::is_alphabetic));
    let is_weak = claims
        .learners
        .is_none_or(|learners| learners.form == CountForm::Last);
    if !has_letters && is_weak && claims.clock.is_none() {
        return Err(bare_number(&text_of(segment)));
    }
    let booking = booking::booking(segment, claims, rules)?;
    let counts_nothing = booking.people.is_none() && booking.devices == DeviceCounts::default();
    if counts_nothing && is_lone_letter(&booking.client) {
        return Err(CellRefusal::new(
            format!(
                "there is only the letter {}, which may be a tick as well",
                quoted(&booking.client)
            ),
            "type the client with a count, as in: Client 25",
        ));
    }
    Ok(booking)
}

fn text_of(segment: &CellSegment<'_>) -> String {
    let texts: Vec<&str> = segment.tokens.iter().map(|token| token.text.as_str()).collect();
    texts.join(" ").trim().to_owned()
}

/// Refuses two bookings of one room at one time; cancelled ones take no room.
fn refuse_overlap(bookings: &[CellBooking], rules: &CellRules<'_>) -> Result<(), CellRefusal> {
    let mut held: Vec<(NaiveTime, bool, NaiveTime, &str)> = bookings
        .iter()
        .filter(|booking| booking.status != CellStatus::Cancelled)
        .map(|booking| {
            let (start, end) = booking.time.unwrap_or((rules.day_start, rules.day_end));
            // One that runs over midnight holds the rest of this day.
            let is_over = end <= start;
            (start, is_over, end, booking.client.as_str())
        })
        .collect();
    held.sort_unstable();
    let clash = held.windows(2).find_map(|pair| match pair {
        [(_, is_over, end, first), (start, .., second)] if *is_over || start < end => Some((*first, *second)),
        _ => None,
    });
    match clash {
        Some((first, second)) => Err(CellRefusal::new(
            format!(
                "the cell holds two bookings for one time: {} and {}",
                quoted(first),
                quoted(second)
            ),
            "put AM: and PM: or their times in front, as in AM: A 20+1 PM: B 15+1, or move one to another room",
        )),
        None => Ok(()),
    }
}

fn bare_number(number: &str) -> CellRefusal {
    CellRefusal::new(
        format!("there is only the number {}, without a client", quoted(number)),
        "type the client in front, as in: Client 25",
    )
}

/// Refuses a date: Excel makes one of something like `10-12`, and what was typed is lost.
fn refused_date(at: NaiveDateTime) -> CellRefusal {
    let typed = format!("{}-{}", at.day(), at.month());
    CellRefusal::new(
        format!(
            "the cell holds the date {}: someone may have typed {typed} and Excel made a date of it",
            at.date()
        ),
        format!("type it as text with the client in front, as in: Client {typed}"),
    )
}

fn refused_time(time: NaiveTime) -> CellRefusal {
    CellRefusal::new(
        format!("the cell holds only the time {}", time.format("%H:%M")),
        "type the client with start and end, as in: Client 25+1 08:00-12:00",
    )
}

fn refused_error(error: &str) -> CellRefusal {
    CellRefusal::new(
        format!("the cell holds the error {}", quoted(error)),
        "repair the formula, or type the booking over it",
    )
}
