//! Where one cell holds several bookings.

use super::claims::{CountForm, TokenClaims};
use super::tokens::{CellToken, TokenKind, bracketed};
use crate::calendar::{DayHalf, half_of_day};
use crate::cell::model::CellRefusal;
use crate::cell::words;

/// Reads the tokens of what may be one booking.
type ClaimTokens<'c> = &'c dyn for<'t> Fn(&'t [CellToken]) -> TokenClaims<'t>;

/// The tokens of one booking and the part of the day that its label gives it.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellSegment<'t> {
    pub label: Option<DayHalf>,
    pub tokens: &'t [CellToken],
}

/// Parts a cell: always at `;`, then at `AM:`/`PM:`, then at clock ranges that head their bookings, then at line
/// breaks and slashes between two complete bookings, then at clock ranges that end theirs.
pub(super) fn segments<'t>(
    tokens: &'t [CellToken],
    claim: ClaimTokens<'_>,
) -> Result<Vec<CellSegment<'t>>, CellRefusal> {
    let mut segments = Vec::new();
    for part in tokens.split(|token| token.is_mark(words::BETWEEN_BOOKINGS)) {
        for labelled in at_labels(part) {
            for timed in before_clocks(labelled.tokens) {
                for entry in at_breaks(timed, claim) {
                    let pieces = after_clocks(entry)?.into_iter();
                    segments.extend(pieces.map(|tokens| CellSegment { tokens, ..labelled }));
                }
            }
        }
    }
    Ok(segments)
}

fn at_labels(tokens: &[CellToken]) -> Vec<CellSegment<'_>> {
    // Every label ends in a colon, which most cells have not.
    if !tokens.iter().any(|token| token.is_mark(':')) {
        return vec![CellSegment { label: None, tokens }];
    }
    let inside = bracketed(tokens);
    let mut segments = Vec::new();
    let (mut half, mut from, mut at) = (None, 0, 0);
    while at < tokens.len() {
        let label = label(tokens, at).filter(|_| inside.get(at) == Some(&false));
        let Some((next, width)) = label else {
            at += 1;
            continue;
        };
        segments.push(CellSegment {
            label: half,
            tokens: tokens.get(from..at).unwrap_or_default(),
        });
        at += width;
        (half, from) = (next, at);
    }
    segments.push(CellSegment {
        label: half,
        tokens: tokens.get(from..).unwrap_or_default(),
    });
    if segments.len() > 1 {
        segments.retain(|segment| segment.label.is_some() || says_something(segment.tokens));
    }
    segments
}

/// Reads a label and the number of its tokens: `AM:`, `nachmittags:`, `po południu:`, or both as `AM/PM:`, which is the whole
/// day.
fn label(tokens: &[CellToken], at: usize) -> Option<(Option<DayHalf>, usize)> {
    let (half, width) = half_at(tokens, at)?;
    let mark = |at: usize, marks: &str| {
        tokens
            .get(at)
            .is_some_and(|token| matches!(token.kind, TokenKind::Mark(mark) if marks.contains(mark)))
    };
    let after = at + width;
    if mark(after, ":") {
        return Some((Some(half), width + 1));
    }
    let is_joined = half == DayHalf::Am && mark(after, "/&+-");
    let (other, more) = half_at(tokens, after + 1).filter(|_| is_joined)?;
    (other == DayHalf::Pm && mark(after + 1 + more, ":")).then_some((None, width + more + 2))
}

/// Reads half a day, which can be several tokens: `a.m.`, `après-midi`, `po południu`.
pub(super) fn half_at(tokens: &[CellToken], at: usize) -> Option<(DayHalf, usize)> {
    const WIDEST: usize = 4;
    let mut text = String::new();
    let mut found = None;
    for width in 1..=WIDEST {
        let Some(token) = tokens.get(at + width - 1) else {
            break;
        };
        match token.kind {
            TokenKind::Word(_) => {}
            TokenKind::Mark('.' | '-') if width > 1 => {}
            _ => break,
        }
        text.push_str(&token.text);
        found = half_of_day(&text).map(|half| (half, width)).or(found);
    }
    found
}

fn is_clock(token: &CellToken) -> bool {
    matches!(token.kind, TokenKind::Clock(_))
}

fn says_something(tokens: &[CellToken]) -> bool {
    tokens.iter().any(CellToken::is_text)
}

/// Reports whether tokens hold more than a time: a name or a number.
fn has_content(tokens: &[CellToken]) -> bool {
    tokens.iter().any(|token| {
        token.is_text()
            && !is_clock(token)
            && !token
                .word()
                .is_some_and(|word| words::is_connective(word) || words::is_until(word))
    })
}

/// Parts `08:00-12:00 A 20+1 13:00-16:30 B 12+1`: when a time heads the text, each one heads a booking.
fn before_clocks(tokens: &[CellToken]) -> Vec<&[CellToken]> {
    let first = tokens.iter().position(CellToken::is_text);
    let heads = first.and_then(|at| tokens.get(at)).is_some_and(is_clock);
    let mut starts: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens.get(*at).is_some_and(is_clock))
        .collect();
    if !heads || starts.len() < 2 {
        return vec![tokens];
    }
    starts.push(tokens.len());
    let parts: Vec<&[CellToken]> = starts
        .windows(2)
        .filter_map(|pair| tokens.get(*pair.first()?..*pair.last()?))
        .collect();
    if parts.iter().all(|part| has_content(part)) {
        parts
    } else {
        vec![tokens]
    }
}

/// Parts `A 20+1 08:00-12:00 B 12+1 13:00-16:30`: when a time ends the text, each one ends a booking.
fn after_clocks(tokens: &[CellToken]) -> Result<Vec<&[CellToken]>, CellRefusal> {
    if tokens.iter().filter(|token| is_clock(token)).count() < 2 {
        return Ok(vec![tokens]);
    }
    let ends = tokens.iter().rfind(|token| token.is_text()).is_some_and(is_clock);
    let parts: Vec<&[CellToken]> = tokens
        .split_inclusive(is_clock)
        .filter(|part| says_something(part))
        .collect();
    if ends && parts.iter().all(|part| has_content(part)) {
        return Ok(parts);
    }
    Err(CellRefusal::new(
        "one booking has two times, and it is not clear what belongs to which",
        "give each time its own booking and put ; between them: 08:00-10:00 Client 20+1; 11:00-13:00 Client 20+1",
    ))
}

/// Parts at line breaks and slashes, but only between two sides that both have a name and a count.
fn at_breaks<'t>(tokens: &'t [CellToken], claim: ClaimTokens<'_>) -> Vec<&'t [CellToken]> {
    let inside = bracketed(tokens);
    let mut breaks: Vec<usize> = (0..tokens.len())
        .filter(|at| is_break(tokens, *at, &inside))
        .collect();
    breaks.push(tokens.len());
    let mut entries = Vec::new();
    let mut start = 0;
    for pair in breaks.windows(2) {
        let (Some(at), Some(end)) = (pair.first(), pair.last()) else {
            continue;
        };
        let (left, right) = (tokens.get(start..*at), tokens.get(*at + 1..*end));
        let (left, right) = (left.unwrap_or_default(), right.unwrap_or_default());
        let weak = is_loose(tokens, *at);
        if is_complete(right, weak, claim) && is_complete(left, weak, claim) {
            entries.push(left);
            start = *at + 1;
        }
    }
    entries.push(tokens.get(start..).unwrap_or_default());
    entries
}

fn is_break(tokens: &[CellToken], at: usize, inside: &[bool]) -> bool {
    let breaks = tokens
        .get(at)
        .is_some_and(|token| token.kind == TokenKind::Line || token.is_mark('/'));
    breaks && inside.get(at) == Some(&false)
}

/// Reports whether a break is a new line or a slash with blanks around it: `Grade 10/Grade 11` is one name.
fn is_loose(tokens: &[CellToken], at: usize) -> bool {
    let line = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Line);
    line || !(tokens.get(at).is_some_and(|t| t.tight) && tokens.get(at + 1).is_some_and(|t| t.tight))
}

/// Reports whether tokens have a name and a count; `weak`: a bare number at the end is count enough.
fn is_complete(tokens: &[CellToken], weak: bool, claim: ClaimTokens<'_>) -> bool {
    if !tokens
        .iter()
        .any(|token| matches!(token.kind, TokenKind::Number(_)))
    {
        return false;
    }
    let claims = claim(tokens);
    let counted = match claims.learners {
        Some(learners) => weak || learners.form != CountForm::Last,
        None => claims.counts_devices(),
    };
    let until = claims.first_count.unwrap_or(tokens.len());
    counted
        && (0..until).any(|at| {
            claims
                .word(at)
                .is_some_and(|word| word.contains(char::is_alphabetic))
        })
}
