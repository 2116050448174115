//! A client's name or a note once the counts were taken out of it.

use crate::cell::normalise::one_blank;
use crate::cell::words;

/// Trims a text: empty and single brackets go, and the separators and joining words at its ends.
pub(super) fn tidy(text: &str) -> String {
    let text = unbracketed(&without_single_brackets(text));
    let mut kept = text.as_str();
    loop {
        let before = kept.len();
        kept = kept.trim_start_matches(|c: char| c.is_whitespace() || "-+,;:/|&=*_~±≈)]".contains(c));
        kept = kept.trim_end_matches(|c: char| c.is_whitespace() || "-+,;:/|&=*_~±≈?([".contains(c));
        kept = without_last_connective(without_full_stop(kept));
        if kept.len() == before {
            return kept.to_owned();
        }
    }
}

/// Takes off the brackets that hold a whole text: `Caterco` for `(Caterco)`.
fn unbracketed(text: &str) -> String {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || ",;:-".contains(c));
    let pairs = [('(', ')'), ('[', ']')];
    let inner = pairs
        .iter()
        .find_map(|(open, close)| trimmed.strip_prefix(*open)?.strip_suffix(*close));
    inner
        .filter(|inner| is_balanced(inner))
        .map_or_else(|| text.to_owned(), |inner| inner.trim().to_owned())
}

/// Reports whether every bracket is closed after it was opened.
fn is_balanced(text: &str) -> bool {
    let depth = text.chars().try_fold(0usize, |depth, c| match c {
        '(' | '[' => Some(depth + 1),
        ')' | ']' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

/// Takes off the full stop of a sentence: `Siyaya.` loses it, `Acme Inc.` and `U.K.` do not.
fn without_full_stop(text: &str) -> &str {
    let Some(stem) = text.strip_suffix('.') else {
        return text;
    };
    let last = stem.rsplit(' ').next().unwrap_or_default();
    let short = (1..=4).contains(&last.chars().count()) && last.contains(char::is_alphabetic);
    if short || last.contains(char::is_alphanumeric) && last.contains('.') {
        text
    } else {
        stem
    }
}

/// Takes off a connective that led to a count; `Log in` keeps its last word.
fn without_last_connective(text: &str) -> &str {
    match text.rsplit_once(' ') {
        Some((stem, last)) if words::is_connective(last) && last != "in" => stem,
        _ => text,
    }
}

/// Drops brackets that hold nothing or lost their partner to a count.
fn without_single_brackets(text: &str) -> String {
    if !text.contains(['(', ')']) {
        return one_blank(text);
    }
    let mut kept: Vec<char> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for c in text.chars() {
        match c {
            '(' => {
                open.push(kept.len());
                kept.push(c);
            }
            ')' => match open.pop() {
                Some(from) if kept.iter().skip(from + 1).all(|c| !c.is_alphanumeric()) => kept.truncate(from),
                Some(_) => kept.push(c),
                None => {}
            },
            c => kept.push(c),
        }
    }
    let lost = |at: usize| open.contains(&at);
    let text: String = kept
        .iter()
        .enumerate()
        .filter(|(at, _)| !lost(*at))
        .map(|(_, c)| *c)
        .collect();
    one_blank(&text)
}
