//! A bare range of hours, or a half of the day without a colon, that is taken for a time.

use std::borrow::Cow;

use chrono::NaiveTime;

use super::claims::{GuessedHours, GuessedTime, TokenClaims};
use super::clock::ClockSpan;
use super::segments;
use super::tokens::{CellToken, TokenKind};
use crate::calendar::{self, DayHalf};
use crate::cell::words;

/// Takes `9-12` or `0800-1200` beside people, within the site's day, or `AM` after a count.
pub(super) fn guess_time(claims: &mut TokenClaims, in_hours: &dyn Fn(u32, u32) -> bool) {
    let first_count = claims.first_count.unwrap_or(usize::MAX);
    for at in 0..claims.tokens.len() {
        let Some((hours, width)) = hours_at(claims, at).or_else(|| half_at(claims, at, first_count)) else {
            continue;
        };
        let fits = match hours {
            GuessedHours::Between(start, end) => start < end && in_hours(start, end),
            GuessedHours::Half(_) => true,
        };
        if fits {
            take(claims, at, width, hours);
        }
    }
}

/// Takes half a day that ends a text behind a name: `Umoya AM`, `Umoya (vormittags)`.
pub(super) fn guess_half(claims: &mut TokenClaims) {
    let is_left = |at: &usize| claims.free(*at).is_some_and(CellToken::is_text);
    let Some(at) = (0..claims.tokens.len()).rev().find(is_left) else {
        return;
    };
    let before = at.checked_sub(1).and_then(|before| claims.tokens.get(before));
    let is_bracketed = before.is_some_and(|token| token.is_mark('('));
    let follows = before.is_some_and(|token| {
        token.word().is_some() || ['(', '-', ','].into_iter().any(|mark| token.is_mark(mark))
    });
    let is_named = (0..at).any(|at| claims.word(at).is_some());
    let half = match claims.word(at) {
        Some("am") => Some(DayHalf::Am),
        Some("pm") => Some(DayHalf::Pm),
        _ if is_bracketed => segments::half_at(claims.tokens, at).map(|(half, _)| half),
        _ => None,
    };
    if let Some(half) = half.filter(|_| follows && is_named) {
        take(claims, at, 1, GuessedHours::Half(half));
    }
}

/// Takes half a day or hours that end a text behind a bare number, which then counts people, and hours of four digits behind a name:
/// `Umoya 20 matin`, `Thuto 5 - 9-12`, `Umoya 0830-1000`.
pub(super) fn guess_ending(claims: &mut TokenClaims, in_hours: &dyn Fn(u32, u32) -> bool) {
    if claims.clock.is_some() || claims.learners.is_some() || claims.guessed.is_some() {
        return;
    }
    let is_left = |at: &usize| claims.free(*at).is_some_and(CellToken::is_text);
    let end = (0..claims.tokens.len())
        .rev()
        .find(is_left)
        .map_or(0, |last| last + 1);
    let is_level = |word: &str| words::is_numbered(word) || words::counts_levels(word);
    let found = (1..end).find_map(|at| {
        let before = (0..at).rev().find(is_left)?;
        let level = before.checked_sub(1).and_then(|word| claims.word(word));
        let counts = claims.number(before).is_some() && !level.is_some_and(is_level);
        let half =
            || segments::half_at(claims.tokens, at).map(|(half, width)| (GuessedHours::Half(half), width));
        let (hours, width) = hours_at(claims, at).or_else(half)?;
        let fits = match hours {
            GuessedHours::Between(start, end) => {
                let is_long = claims.free(at).is_some_and(|token| token.text.len() == 4);
                start < end && in_hours(start, end) && (counts || is_long && claims.word(before).is_some())
            }
            GuessedHours::Half(_) => counts,
        };
        (fits && at + width >= end).then_some((at, width, hours))
    });
    if let Some((at, width, hours)) = found {
        take(claims, at, width, hours);
    }
}

/// Takes hours of which the later has the smaller number, within the site's day: `Umoya 12-2` counts nobody.
pub(super) fn take_hours(claims: &mut TokenClaims, in_hours: &dyn Fn(u32, u32) -> bool) {
    if claims.clock.is_some() {
        return;
    }
    for at in 0..claims.tokens.len() {
        let Some((GuessedHours::Between(start, end), width)) = hours_at(claims, at) else {
            continue;
        };
        let (from, to) = on_one_day(start, end);
        if end < start && from < to && in_hours(from, to) {
            take(claims, at, width, GuessedHours::Between(from, to));
        }
    }
}

/// Makes times of bare hours that begin lines and stand before names, within the site's day, where the first line begins with a
/// time: `9-12 Umoya`, `1-4 Umoya`. People are counted behind a name.
pub(super) fn with_leading_hours<'t>(
    tokens: &'t [CellToken],
    in_hours: &dyn Fn(u32, u32) -> bool,
) -> Cow<'t, [CellToken]> {
    let is_time = |token: &CellToken| matches!(token.kind, TokenKind::Clock(_));
    let is_hour = |token: &CellToken| matches!(token.kind, TokenKind::Number(_) | TokenKind::Figures);
    let first = tokens.iter().position(CellToken::is_text);
    let begins = first.and_then(|at| tokens.get(at));
    // Most cells begin with a name.
    if !begins.is_some_and(|token| is_time(token) || is_hour(token)) {
        return Cow::Borrowed(tokens);
    }
    let claims = TokenClaims::new(tokens);
    let span_at = |at: usize| {
        let (hours, width) = hours_at(&claims, at).filter(|_| begins_line(tokens, at))?;
        let GuessedHours::Between(start, end) = hours else {
            return None;
        };
        let later = if start < EARLIEST_MORNING { HALF_DAY } else { 0 };
        let (start, end) = on_one_day(start + later, end + later);
        let fits = start < end && in_hours(start, end) && is_before_name(&claims, at + width);
        let time = |minutes: u32| NaiveTime::from_hms_opt(minutes / HOUR, minutes % HOUR, 0);
        let (start, end) = time(start).zip(time(end)).filter(|_| fits)?;
        let unusual = true;
        Some((ClockSpan { start, end, unusual }, width))
    };
    let begins_with_time = begins.is_some_and(is_time) || first.is_some_and(|at| span_at(at).is_some());
    if !begins_with_time || !(0..tokens.len()).any(|at| span_at(at).is_some()) {
        return Cow::Borrowed(tokens);
    }
    let mut timed = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        let Some((span, width)) = span_at(tokens.len() - rest.len()) else {
            timed.push(first.clone());
            rest = after;
            continue;
        };
        let (hours, after) = rest.split_at_checked(width).unwrap_or_default();
        timed.push(CellToken {
            kind: TokenKind::Clock(Ok(span)),
            text: hours.iter().map(|token| token.text.as_str()).collect(),
            tight: first.tight,
        });
        rest = after;
    }
    Cow::Owned(timed)
}

/// Returns the times without an end that begin lines: `9:00 Umoya`.
pub(super) fn lone_starts(tokens: &[CellToken]) -> Vec<&str> {
    let is_start = |(at, token): &(usize, &CellToken)| {
        let is_time = token.kind == TokenKind::Figures && token.text.contains(':');
        let is_named = tokens.get(at + 1).is_some_and(|next| next.word().is_some());
        is_time && is_named && begins_line(tokens, *at)
    };
    let starts = tokens.iter().enumerate().filter(is_start);
    starts.map(|(_, token)| token.text.as_str()).collect()
}

fn begins_line(tokens: &[CellToken], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_none_or(|token| token.kind == TokenKind::Line || token.is_mark(words::BETWEEN_BOOKINGS))
}

/// Returns hours of a clock of twelve, in minutes, as those of one day: `12-2`.
fn on_one_day(start: u32, end: u32) -> (u32, u32) {
    let is_later = end < start && start < HALF_DAY + HOUR;
    (start, if is_later { end + HALF_DAY } else { end })
}

const HOUR: u32 = 60;
const HALF_DAY: u32 = 12 * HOUR;
const EARLIEST_MORNING: u32 = words::FIRST_HOUR * HOUR;

/// Takes the tokens of the first guess.
fn take(claims: &mut TokenClaims, at: usize, width: usize, hours: GuessedHours) {
    if claims.guessed.is_some() {
        return;
    }
    let text = (at..at + width)
        .filter_map(|i| claims.free(i))
        .map(|token| token.text.as_str())
        .collect();
    claims.guessed = Some(GuessedTime { text, hours });
    (at..at + width).for_each(|i| claims.take(i));
}

/// Reports whether a name follows, and no word for what the numbers before it count: `8-10 learners`, `2-3 days`, `9-10 March`.
fn is_before_name(claims: &TokenClaims, at: usize) -> bool {
    let is_gap = |token: &CellToken| {
        token.kind == TokenKind::Line || [':', '-', ',', ')'].into_iter().any(|mark| token.is_mark(mark))
    };
    let next = (at..claims.tokens.len()).find(|at| !claims.free(*at).is_some_and(is_gap));
    let is_counted = |word: &str| {
        words::is_learner(word)
            || words::is_facilitator(word)
            || words::is_everybody(word)
            || words::is_connective(word)
            || words::counts_levels(word)
            || words::is_span(word)
            || word == words::OWN
            || calendar::month(word).is_some()
    };
    // `9-12 Staff meeting` is a name, `8-10 staff` a count.
    let ends = |at: usize| claims.word(at + 1).is_none_or(words::is_connective);
    next.and_then(|at| claims.word(at).map(|word| (at, word)))
        .is_some_and(|(at, word)| !(is_counted(word) || words::is_counted(word) && ends(at)))
}

fn hours_at(claims: &TokenClaims, at: usize) -> Option<(GuessedHours, usize)> {
    let (from, dash, until) = (claims.free(at)?, claims.free(at + 1)?, claims.free(at + 2)?);
    let level = at
        .checked_sub(1)
        .and_then(|before| claims.word(before))
        .is_some_and(words::is_numbered);
    let tight = dash.is_mark('-') && dash.tight && until.tight;
    if level || !tight {
        return None;
    }
    Some((GuessedHours::Between(hour(from)?, hour(until)?), 3))
}

/// Returns the minutes of the day of `9` or `0930`.
fn hour(token: &CellToken) -> Option<u32> {
    let number: u32 = token.text.parse().ok()?;
    match (&token.kind, token.text.len()) {
        (TokenKind::Number(_), 1 | 2) if number < 24 => Some(number * 60),
        (TokenKind::Figures, 4) if number / 100 < 24 && number % 100 < 60 => {
            Some(number / 100 * 60 + number % 100)
        }
        _ => None,
    }
}

/// Takes half a day behind a count: `AM`, and other words for it where no word stands beside them, for `morning tea` is
/// tea.
fn half_at(claims: &TokenClaims, at: usize, first_count: usize) -> Option<(GuessedHours, usize)> {
    if at <= first_count {
        return None;
    }
    let (half, width) = match claims.free(at)?.text.as_str() {
        "AM" => (DayHalf::Am, 1),
        "PM" => (DayHalf::Pm, 1),
        _ => {
            let is_word = |at: usize| claims.word(at).is_some();
            segments::half_at(claims.tokens, at).filter(|(_, width)| {
                !is_word(at + width) && !is_word(at - 1) && claims.free(at + width - 1).is_some()
            })?
        }
    };
    Some((GuessedHours::Half(half), width))
}
