//! A booking from what the forms claimed: who comes, how many, when, and what else the text holds.

use chrono::{NaiveTime, Timelike};

use super::claims::{CountForm, GuessedHours, GuessedTime, TokenClaims};
use super::segments::CellSegment;
use super::tidy::tidy;
use super::tokens::{CellToken, TokenKind, bracketed};
use crate::calendar::DayHalf;
use crate::cell::model::{
    CellBooking, CellRefusal, CellRemark, CellRules, CellStatus, Headcount, RemarkKind, SiteHours,
};
use crate::cell::words;
use crate::text::quoted;

/// Makes the booking of a segment.
pub(super) fn booking(
    segment: &CellSegment<'_>,
    claims: &TokenClaims,
    rules: &CellRules<'_>,
) -> Result<CellBooking, CellRefusal> {
    let mut remarks = Vec::new();
    refuse_what_contradicts(claims)?;
    let time = time(segment, claims, rules, &mut remarks)?;
    let people = people(claims, rules, &mut remarks);
    let (client, note) = client_and_note(claims, rules, &mut remarks)?;
    if claims.status == CellStatus::Cancelled {
        remark(
            &mut remarks,
            RemarkKind::Cancelled,
            "cancelled in the sheet: no booking".to_owned(),
        );
    }
    let (devices, status) = (claims.devices, claims.status);
    let site_hours = match (time, stated_half(segment, claims)) {
        (None, _) => SiteHours::WHOLE_DAY,
        (Some(_), None) => SiteHours::NONE,
        (Some(_), Some(DayHalf::Am)) => SiteHours::MORNING,
        (Some(_), Some(DayHalf::Pm)) => SiteHours::AFTERNOON,
    };
    Ok(CellBooking {
        client,
        people,
        devices,
        time,
        site_hours,
        status,
        note,
        remarks,
    })
}

fn remark(remarks: &mut Vec<CellRemark>, kind: RemarkKind, text: String) {
    remarks.push(CellRemark { kind, text });
}

fn refuse_what_contradicts(claims: &TokenClaims) -> Result<(), CellRefusal> {
    let broken = claims.tokens.iter().find_map(|token| match &token.kind {
        TokenKind::Clock(Err(why)) => Some((token, why)),
        _ => None,
    });
    if let Some((token, why)) = broken {
        let way_out = "write the time as start-end on the 24-hour clock: 08:00-12:00";
        return Err(CellRefusal::new(
            format!("invalid time {}: {why}", quoted(&token.text)),
            way_out,
        ));
    }
    match &claims.second_pair {
        Some(pair) => Err(CellRefusal::new(
            format!("one booking counts people twice, the second time as {pair}"),
            "write one count; for two bookings put AM: and PM: or their times in front: AM: A 20+1 PM: B 15+1",
        )),
        None => Ok(()),
    }
}

fn time(
    segment: &CellSegment<'_>,
    claims: &TokenClaims,
    rules: &CellRules<'_>,
    remarks: &mut Vec<CellRemark>,
) -> Result<Option<(NaiveTime, NaiveTime)>, CellRefusal> {
    if let Some(span) = claims.clock {
        if span.unusual {
            let read = format!("{}-{}", span.start.format("%H:%M"), span.end.format("%H:%M"));
            remark(
                remarks,
                RemarkKind::TimeUnusual,
                format!("the time is read as {read}"),
            );
        }
        return Ok(Some((span.start, span.end)));
    }
    if let Some(GuessedTime { text, hours }) = &claims.guessed {
        let time = match hours {
            GuessedHours::Between(start, end) => clock(*start).zip(clock(*end)),
            GuessedHours::Half(_) => None,
        };
        let shown = time.map(|(start, end)| format!(": {}-{}", start.format("%H:%M"), end.format("%H:%M")));
        let remarked = format!("{text} is read as a time{}", shown.unwrap_or_default());
        remark(remarks, RemarkKind::TimeGuessed, remarked);
        if time.is_some() {
            return Ok(time);
        }
    }
    let half = stated_half(segment, claims);
    half.map(|half| half_day(half, rules)).transpose()
}

/// Returns the half of the day that a text states instead of times.
fn stated_half(segment: &CellSegment<'_>, claims: &TokenClaims) -> Option<DayHalf> {
    match (
        claims.clock,
        claims.guessed.as_ref().map(|guessed| &guessed.hours),
    ) {
        (Some(_), _) | (None, Some(GuessedHours::Between(..))) => None,
        (None, Some(GuessedHours::Half(half))) => Some(*half),
        (None, None) => segment.label,
    }
}

fn clock(minutes: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
}

/// Returns the hours of half a day; morning and afternoon meet at noon.
fn half_day(half: DayHalf, rules: &CellRules<'_>) -> Result<(NaiveTime, NaiveTime), CellRefusal> {
    let noon = rules
        .day_start
        .with_hour(12)
        .and_then(|time| time.with_minute(0))
        .unwrap_or(rules.day_start);
    let noon = noon.with_second(0).unwrap_or(noon);
    let (label, start, end) = match half {
        DayHalf::Am => ("AM", rules.day_start, noon),
        DayHalf::Pm => ("PM", noon, rules.day_end),
    };
    if start < end {
        return Ok((start, end));
    }
    Err(CellRefusal::new(
        format!("{label} is outside the site's day"),
        "write the time: 08:00-12:00",
    ))
}

fn people(claims: &TokenClaims, rules: &CellRules<'_>, remarks: &mut Vec<CellRemark>) -> Option<Headcount> {
    if let Some(range) = &claims.device_range {
        let text = format!("{range} before the devices is read as people and devices, not as a range");
        remark(remarks, RemarkKind::Range, text);
    }
    let Some(counted) = claims.learners else {
        return people_from_devices(claims, rules, remarks);
    };
    if let Some(upper) = counted.at_most {
        let text = format!("{}-{upper} people: {} are booked", counted.number, counted.number);
        remark(remarks, RemarkKind::Range, text);
    }
    if claims.approximate {
        remark(
            remarks,
            RemarkKind::Approximate,
            format!("about {} people", counted.number),
        );
    }
    let facilitators = match (claims.facilitators, counted.form) {
        (Some(stated), _) => stated,
        (None, CountForm::Everybody) => {
            let text = format!("{} people in all: no facilitator is added", counted.number);
            remark(remarks, RemarkKind::PaxTotal, text);
            0
        }
        (None, _) => assumed(rules, remarks),
    };
    Some(Headcount {
        learners: counted.number,
        facilitators,
        at_most: counted.at_most,
    })
}

fn assumed(rules: &CellRules<'_>, remarks: &mut Vec<CellRemark>) -> u32 {
    let text = format!("no facilitator is stated: {} assumed", rules.facilitators);
    remark(remarks, RemarkKind::FacilitatorAssumed, text);
    rules.facilitators
}

fn people_from_devices(
    claims: &TokenClaims,
    rules: &CellRules<'_>,
    remarks: &mut Vec<CellRemark>,
) -> Option<Headcount> {
    let total = claims.devices.total();
    if total > 0 {
        let text = format!("only devices are stated: {total} learners, as many as devices");
        remark(remarks, RemarkKind::LearnersFromDevices, text);
        let facilitators = claims.facilitators.unwrap_or_else(|| assumed(rules, remarks));
        return Some(Headcount {
            learners: total,
            facilitators,
            at_most: None,
        });
    }
    unread_numbers(claims, remarks);
    if claims.status != CellStatus::Cancelled {
        let what = if claims.facilitators.is_some() {
            "no learners are"
        } else {
            "no headcount is"
        };
        remark(remarks, RemarkKind::NoCount, format!("{what} stated"));
    }
    claims.facilitators.map(|facilitators| Headcount {
        learners: 0,
        facilitators,
        at_most: None,
    })
}

/// Points out numbers in a name where nobody was counted: one of them may have been meant.
fn unread_numbers(claims: &TokenClaims, remarks: &mut Vec<CellRemark>) {
    for token in (0..claims.tokens.len()).filter_map(|at| claims.free(at)) {
        let glued = token.word().is_some_and(|word| {
            let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
            unit.len() < word.len() && (words::is_everybody(unit) || words::is_learner(unit))
        });
        if glued || is_figures(token) && !is_time(token) {
            let text = format!("{} is not read as a number of people", token.text);
            remark(remarks, RemarkKind::UnclaimedNumber, text);
        }
    }
}

/// Reports whether a token is a time without an end: `9am`, `08:00`.
fn is_time(token: &CellToken) -> bool {
    token.kind == TokenKind::Figures && token.text.contains(|c: char| c == ':' || c.is_alphabetic())
}

/// Points out times in the client's name that the grammar does not know, such as `9am` alone.
fn unread_times(claims: &TokenClaims, name: usize, remarks: &mut Vec<CellRemark>) {
    for at in 0..name {
        let Some(token) = claims.free(at) else { continue };
        if is_time(token) {
            let text = format!(
                "{} in the name looks like a time; a time is written 08:00-12:00",
                token.text
            );
            remark(remarks, RemarkKind::UnclaimedNumber, text);
        }
    }
}

fn is_figures(token: &CellToken) -> bool {
    matches!(token.kind, TokenKind::Number(_) | TokenKind::Figures)
}

/// Reads the client before the first count, and notes after it.
fn client_and_note(
    claims: &TokenClaims,
    rules: &CellRules<'_>,
    remarks: &mut Vec<CellRemark>,
) -> Result<(String, Option<String>), CellRefusal> {
    let count = claims.first_count.unwrap_or(claims.tokens.len());
    let mut client = tidy(&left_over(claims, 0..count));
    let mut notes = Vec::new();
    let mut from = count;
    if !client.contains(char::is_alphabetic) {
        // Digits name nobody: they may be anything.
        from = 0;
        client = rules.default_client.to_owned();
        remark(
            remarks,
            RemarkKind::NoClient,
            format!("no client is named: booked for {client}"),
        );
    }
    let length = client.chars().count();
    if length > rules.longest_client {
        let why = format!(
            "the client's name has {length} characters, more than the {} allowed",
            rules.longest_client
        );
        return Err(CellRefusal::new(
            why,
            "shorten the name; notes go after the count: Client 25+1 note",
        ));
    }
    unread_times(claims, from, remarks);
    notes.extend(note_pieces(claims, from));
    notes.extend(claims.extra_note.clone());
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    note_remarks(claims, from, note.as_deref(), remarks);
    Ok((client, note))
}

fn note_remarks(claims: &TokenClaims, from: usize, note: Option<&str>, remarks: &mut Vec<CellRemark>) {
    let counted = remarks
        .iter()
        .any(|remark| remark.kind == RemarkKind::UnclaimedNumber);
    let numbers = (from..claims.tokens.len())
        .filter_map(|at| claims.free(at))
        .filter(|token| is_figures(token));
    let texts: Vec<String> = numbers.map(|token| token.text.clone()).collect();
    if !counted {
        for text in &texts {
            remark(
                remarks,
                RemarkKind::UnclaimedNumber,
                format!("{text} counts neither people nor devices: kept as a note"),
            );
        }
    }
    if let Some(note) = note.filter(|_| texts.is_empty()) {
        remark(remarks, RemarkKind::NoteKept, format!("kept as a note: {note}"));
    }
}

/// Returns the pieces of the notes: a count, a status word, a bracket or a line break parts them.
fn note_pieces(claims: &TokenClaims, from: usize) -> Vec<String> {
    let inside = bracketed(claims.tokens);
    let mut pieces = Vec::new();
    let mut start = from;
    for at in from..=claims.tokens.len() {
        let free = claims.free(at);
        let turns = at > from && inside.get(at) != inside.get(at - 1);
        if turns {
            pieces.push(start..at);
            start = at;
        }
        if free.is_none_or(|token| token.kind == TokenKind::Line) {
            pieces.push(start..at);
            start = at + 1;
        }
    }
    let pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
    let texts = pieces.map(|piece| tidy(&left_over(claims, piece)));
    texts
        .filter(|text| text.contains(char::is_alphanumeric) && !words::is_connective(&text.to_lowercase()))
        .collect()
}

/// Returns the text of the tokens that no form took, spaced as they were written.
fn left_over(claims: &TokenClaims, among: std::ops::Range<usize>) -> String {
    let mut text = String::new();
    let mut apart = false;
    for at in among {
        match claims.free(at) {
            Some(token) if token.kind != TokenKind::Line => {
                if !text.is_empty() && (apart || !token.tight) {
                    text.push(' ');
                }
                text.push_str(&token.text);
                apart = false;
            }
            _ => apart = true,
        }
    }
    text
}
