//! The forms in which a cell counts people and devices, in the order in which they are tried.

use super::claims::{CountForm, TokenClaims};
use super::tokens::{CellToken, TokenKind, bracketed};
use crate::cell::words;

/// `25 + 2 own laptops` has two facilitators, `30 + 18 own laptops` has none: more than this are devices.
const MOST_FACILITATORS: u32 = 5;

/// `25`, or `25-30` and `25/30` without blanks.
#[derive(Clone, Copy)]
struct NumberRange {
    number: u32,
    at_most: Option<u32>,
    /// The token after it.
    next: usize,
}

fn quantity(claims: &TokenClaims, at: usize) -> Option<NumberRange> {
    let number = claims.number(at)?;
    let tight = |at| claims.free(at).is_some_and(|token: &CellToken| token.tight);
    let dash = claims.is_mark(at + 1, '-') || claims.is_mark(at + 1, '/');
    match claims.number(at + 2) {
        Some(other) if dash && tight(at + 1) && tight(at + 2) => Some(NumberRange {
            number: number.min(other),
            at_most: Some(number.max(other)),
            next: at + 3,
        }),
        _ => Some(NumberRange {
            number,
            at_most: None,
            next: at + 1,
        }),
    }
}

/// Reports whether a number ends a sum: `1` in `25+1` counts nothing by itself.
fn is_summand(claims: &TokenClaims, at: usize) -> bool {
    at >= 2 && claims.is_mark(at - 1, '+') && claims.number(at - 2).is_some()
}

/// Takes `17 own laptops` and `15 laptops (own)`; without a number `own laptops` is a note.
pub(super) fn own_devices(claims: &mut TokenClaims) {
    for at in 0..claims.tokens.len() {
        if claims.word(at) != Some(words::OWN) {
            continue;
        }
        if claims.device(at + 1).is_some() {
            let lead = (0..at)
                .rev()
                .take(2)
                .take_while(|i| claims.word(*i).is_some_and(words::leads_to_own))
                .count();
            claims.take(at);
            claims.take(at + 1);
            (at - lead..at).for_each(|i| claims.take(i));
            own_number(claims, at - lead, at + 2);
        } else if let Some(from) = device_before_own(claims, at) {
            claims.take(at);
            claims.take(from + 1);
            own_number(claims, from + 1, from + 2);
        }
    }
}

fn device_before_own(claims: &TokenClaims, own: usize) -> Option<usize> {
    let device = if claims.is_mark(own.checked_sub(1)?, '(') {
        own.checked_sub(2)?
    } else {
        own.checked_sub(1)?
    };
    let number = device.checked_sub(1)?;
    (claims.device(device).is_some() && claims.number(number).is_some()).then_some(number)
}

fn own_number(claims: &mut TokenClaims, before: usize, to: usize) {
    let at = before.wrapping_sub(1);
    match claims.number(at) {
        Some(number) if !is_summand(claims, at) => {
            claims.own = Some(claims.own.unwrap_or(0).saturating_add(number));
            claims.count(at, to);
        }
        Some(number) if number > MOST_FACILITATORS && !is_summand(claims, at - 2) => {
            let learners = claims.number(at - 2).unwrap_or(number);
            claims.learn(learners, None, CountForm::Stated);
            claims.people(at - 2, to);
        }
        Some(number) if number > MOST_FACILITATORS => claims.count(at - 1, to),
        _ => {
            let word = claims
                .tokens
                .get(to - 1)
                .map_or("devices", |token| token.text.as_str());
            claims.extra_note = Some(format!("own {word}"));
        }
    }
}

/// Takes `25+1+18 L/T`.
pub(super) fn triples(claims: &mut TokenClaims) {
    for at in 0..claims.tokens.len() {
        let Some(learners) = quantity(claims, at) else {
            continue;
        };
        let next = learners.next;
        let (Some(facilitators), Some(number)) = (claims.number(next + 1), claims.number(next + 3)) else {
            continue;
        };
        let Some(device) = claims.device(next + 4) else {
            continue;
        };
        let plus = claims.is_mark(next, '+') && claims.is_mark(next + 2, '+');
        if plus && !is_summand(claims, at) && claims.learners.is_none() {
            claims.learn(learners.number, learners.at_most, CountForm::Stated);
            claims.facilitators = Some(facilitators);
            claims.add_devices(number, device);
            claims.people(at, next + 5);
        }
    }
}

/// Takes `25 + 18 laptops`: a device word after the second number makes it devices, not facilitators.
pub(super) fn count_and_devices(claims: &mut TokenClaims) {
    for at in 0..claims.tokens.len() {
        let Some(learners) = quantity(claims, at) else {
            continue;
        };
        let next = learners.next;
        let (Some(number), Some(device)) = (claims.number(next + 1), claims.device(next + 2)) else {
            continue;
        };
        if claims.is_mark(next, '+') && !is_summand(claims, at) && claims.learners.is_none() {
            claims.learn(learners.number, learners.at_most, CountForm::Stated);
            claims.add_devices(number, device);
            claims.people(at, next + 3);
        }
    }
}

/// Takes `15 laptops` and `15 x laptops`, with whatever bracket or dash stands before.
pub(super) fn devices(claims: &mut TokenClaims) {
    for at in 1..claims.tokens.len() {
        let Some(device) = claims.device(at) else { continue };
        let from = if claims.word(at - 1) == Some(words::TIMES) {
            at.saturating_sub(2)
        } else {
            at - 1
        };
        if let Some(number) = claims.number(from) {
            claims.device_range = claims.device_range.take().or_else(|| tight_range(claims, from));
            claims.add_devices(number, device);
            claims.count(from, at + 1);
        }
    }
}

/// Returns a `10-15` before a device word: without blanks it could be meant as a range of laptops.
fn tight_range(claims: &TokenClaims, at: usize) -> Option<String> {
    let (first, dash) = (at.checked_sub(2)?, at - 1);
    let tight = claims.is_mark(dash, '-')
        && [dash, at]
            .iter()
            .all(|i| claims.free(*i).is_some_and(|t| t.tight));
    let range = format!("{}-{}", claims.number(first)?, claims.number(at)?);
    tight.then_some(range)
}

/// Takes `25 learners + 2 fac`, `25 + 2 fac`, `25 learners + 2`, and either alone.
pub(super) fn worded(claims: &mut TokenClaims) {
    for at in 0..claims.tokens.len() {
        let Some(counted) = quantity(claims, at).filter(|_| !is_summand(claims, at)) else {
            continue;
        };
        let next = counted.next;
        let unclaimed = claims.facilitators.is_none();
        if is_word(claims, next, words::is_learner) && claims.learners.is_none() {
            worded_learners(claims, at, counted);
        } else if is_word(claims, next, words::is_facilitator) && unclaimed {
            claims.facilitators = Some(counted.number);
            claims.count(at, next + 1);
        } else if let Some(facilitators) = sum_with_facilitators(claims, next)
            && claims.learners.is_none()
            && unclaimed
        {
            claims.learn(counted.number, counted.at_most, CountForm::Stated);
            claims.facilitators = Some(facilitators);
            claims.people(at, next + 3);
        }
    }
}

/// Takes `25 learners`, and the `+ 1` behind it unless a word says what it counts.
fn worded_learners(claims: &mut TokenClaims, at: usize, counted: NumberRange) {
    let next = counted.next;
    let summand = claims.number(next + 2).filter(|_| claims.is_mark(next + 1, '+'));
    let bare = claims.word(next + 3).is_none() && claims.facilitators.is_none();
    claims.learn(counted.number, counted.at_most, CountForm::Stated);
    match summand.filter(|_| bare) {
        Some(facilitators) => {
            claims.facilitators = Some(facilitators);
            claims.people(at, next + 3);
        }
        None => claims.people(at, next + 1),
    }
}

fn sum_with_facilitators(claims: &TokenClaims, plus: usize) -> Option<u32> {
    let fits = claims.is_mark(plus, '+') && is_word(claims, plus + 2, words::is_facilitator);
    claims.number(plus + 1).filter(|_| fits)
}

fn is_word(claims: &TokenClaims, at: usize, is: fn(&str) -> bool) -> bool {
    claims.word(at).is_some_and(is)
}

/// Takes `25+1`; a second one means two bookings where one was found.
pub(super) fn pairs(claims: &mut TokenClaims) {
    for at in 0..claims.tokens.len() {
        let Some(learners) = quantity(claims, at) else {
            continue;
        };
        let next = learners.next;
        let Some(facilitators) = claims.number(next + 1).filter(|_| claims.is_mark(next, '+')) else {
            continue;
        };
        if is_summand(claims, at) {
            continue;
        }
        if claims.learners.is_some() {
            claims
                .second_pair
                .get_or_insert(format!("{}+{facilitators}", learners.number));
            continue;
        }
        claims.learn(learners.number, learners.at_most, CountForm::Stated);
        claims.facilitators = claims.facilitators.or(Some(facilitators));
        let unit =
            is_word(claims, next + 2, words::is_learner) || is_word(claims, next + 2, words::is_everybody);
        claims.people(at, next + 2 + usize::from(unit));
    }
}

/// Takes `25 pax`, everybody in the room; beside `24+1` it only repeats the sum.
pub(super) fn everybody(claims: &mut TokenClaims) {
    for at in 0..claims.tokens.len() {
        let Some(counted) = quantity(claims, at) else {
            continue;
        };
        if !is_word(claims, counted.next, words::is_everybody) || is_summand(claims, at) {
            continue;
        }
        match claims.learners {
            None => {
                claims.learn(counted.number, counted.at_most, CountForm::Everybody);
                claims.people(at, counted.next + 1);
            }
            Some(known)
                if known.number.saturating_add(claims.facilitators.unwrap_or(0)) == counted.number =>
            {
                claims.count(at, counted.next + 1);
            }
            Some(_) => {}
        }
    }
}

/// Takes `±25` and `approx. 25`.
pub(super) fn about(claims: &mut TokenClaims) {
    for at in 0..claims.tokens.len() {
        let point = claims.is_mark(at + 1, '.');
        let counted = at + 1 + usize::from(point);
        if claims.learners.is_some() || !claims.is_about(at) {
            continue;
        }
        if let Some(quantity) = quantity(claims, counted) {
            claims.approximate = true;
            claims.learn(quantity.number, quantity.at_most, CountForm::Stated);
            claims.count(at, quantity.next);
        }
    }
}

/// Takes `25-30`, `25 / 30` and `25 to 30`: the lower number, with the upper for the capacity.
pub(super) fn range(claims: &mut TokenClaims) {
    for at in 0..claims.tokens.len() {
        let (Some(one), Some(other)) = (claims.number(at), claims.number(at + 2)) else {
            continue;
        };
        let joined = claims.is_mark(at + 1, '-')
            || claims.is_mark(at + 1, '/')
            || claims.word(at + 1) == Some(words::UNTIL[0]);
        if joined && claims.learners.is_none() && !is_of_part(claims, at) {
            claims.learn(one.min(other), Some(one.max(other)), CountForm::Stated);
            claims.people(at, at + 3);
        }
    }
}

/// Takes the number that ends the text; else the one before a bracket at the end, or the one that ends a line.
pub(super) fn last_number(claims: &mut TokenClaims) {
    if claims.learners.is_some() {
        return;
    }
    let inside = bracketed(claims.tokens);
    let all = 0..claims.tokens.len();
    let outside = |at: &usize| inside.get(*at) == Some(&false);
    let breaks = all.clone().filter(|at| {
        claims
            .free(*at)
            .is_some_and(|token| token.kind == TokenKind::Line)
    });
    let found = ending(claims, all.clone())
        .or_else(|| ending(claims, all.clone().filter(outside)))
        .or_else(|| {
            breaks
                .filter(outside)
                .find_map(|end| ending(claims, (0..end).filter(outside)))
        });
    if let Some((at, number)) = found {
        claims.learn(number, None, CountForm::Last);
        claims.people(at, at + 1);
    }
}

/// Finds the number that no word follows among these tokens.
fn ending(claims: &TokenClaims, among: impl DoubleEndedIterator<Item = usize>) -> Option<(usize, u32)> {
    let last = among
        .rev()
        .find(|at| claims.free(*at).is_some_and(CellToken::is_text))?;
    let number = claims.number(last).filter(|_| !is_of_part(claims, last))?;
    Some((last, number))
}

/// Reports whether a number says which part of something a booking is: `Day 2`, `Grp 2 of 3`.
fn is_of_part(claims: &TokenClaims, at: usize) -> bool {
    let tells_apart = |at: usize| {
        let word = at.checked_sub(1).and_then(|before| claims.word(before));
        let number = claims.number(at);
        word.zip(number)
            .is_some_and(|(word, number)| words::tells_apart(word, number))
    };
    let is_total = at >= 2 && claims.word(at - 1) == Some(words::OF) && claims.number(at - 2).is_some();
    tells_apart(at) || is_total
}
