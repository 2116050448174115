//! A bare range of hours, or a half of the day without a colon, that is taken for a time.

use super::claims::{GuessedHours, GuessedTime, TokenClaims};
use super::segments;
use super::tokens::{CellToken, TokenKind};
use crate::calendar::DayHalf;
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
        if fits && claims.guessed.is_none() {
            let text = (at..at + width)
                .filter_map(|i| claims.free(i))
                .map(|token| token.text.as_str())
                .collect();
            claims.guessed = Some(GuessedTime { text, hours });
            (at..at + width).for_each(|i| claims.take(i));
        }
    }
}

fn hours_at(claims: &TokenClaims, at: usize) -> Option<(GuessedHours, usize)> {
    let (from, dash, until) = (claims.free(at)?, claims.free(at + 1)?, claims.free(at + 2)?);
    let level = at
        .checked_sub(1)
        .and_then(|before| claims.word(before))
        .is_some_and(words::counts_levels);
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
            let is_word = |at: usize| claims.tokens.get(at).is_some_and(|token| token.word().is_some());
            segments::half_at(claims.tokens, at).filter(|(_, width)| {
                !is_word(at + width) && !is_word(at - 1) && claims.free(at + width - 1).is_some()
            })?
        }
    };
    Some((GuessedHours::Half(half), width))
}
