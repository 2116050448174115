//! A normalised text cut into words, numbers, times and marks.

use super::clock::{self, ClockSpan};
use crate::cell::status_words;
use crate::cell::words::{self, DeviceKind};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CellToken {
    pub kind: TokenKind,
    pub text: String,
    /// No blank before it.
    pub tight: bool,
}

/// What a piece of a text can mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    /// One to three digits standing alone: what can be a count.
    Number(u32),
    /// Digits that never are one: four and more, decimals, dates, `#4`, `50%`, a single time.
    Figures,
    /// A clock range, or why it is none.
    Clock(Result<ClockSpan, String>),
    Device(DeviceKind),
    /// In lower case; also digits glued to letters.
    Word(String),
    /// `±`, `~`, `+/-` before a number.
    About,
    Mark(char),
    Line,
}

impl CellToken {
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Reports whether the token has a meaning of its own, unlike a mark or a line break.
    pub(super) fn is_text(&self) -> bool {
        !matches!(self.kind, TokenKind::Mark(_) | TokenKind::Line | TokenKind::About)
    }
}

/// Cuts a normalised text into tokens.
pub(super) fn tokens(text: &str) -> Vec<CellToken> {
    let chars: Vec<char> = text.chars().collect();
    let mut lexer = Tokenizer {
        chars: &chars,
        at: 0,
        tokens: Vec::new(),
    };
    while lexer.step() {}
    lexer.tokens
}

/// Tells for each token whether it stands in a pair of brackets, the brackets themselves included.
pub(super) fn bracketed(tokens: &[CellToken]) -> Vec<bool> {
    let mut inside = vec![false; tokens.len()];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Mark('(') => open.push((at, ')')),
            TokenKind::Mark('[') => open.push((at, ']')),
            TokenKind::Mark(mark @ (')' | ']')) => {
                if let Some((from, _)) = open.pop_if(|(_, closes)| *closes == mark) {
                    inside
                        .iter_mut()
                        .take(at + 1)
                        .skip(from)
                        .for_each(|slot| *slot = true);
                }
            }
            _ => {}
        }
    }
    inside
}

struct Tokenizer<'a> {
    chars: &'a [char],
    at: usize,
    tokens: Vec<CellToken>,
}

impl Tokenizer<'_> {
    fn rest(&self) -> &[char] {
        self.chars.get(self.at..).unwrap_or_default()
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn step(&mut self) -> bool {
        let Some(c) = self.peek(0) else { return false };
        match c {
            ' ' => self.at += 1,
            '\n' => self.push(TokenKind::Line, 1),
            c if c.is_ascii_digit() => self.figures(),
            '#' | '$' | '€' | '£' if self.peek(1).is_some_and(|c| c.is_ascii_digit()) => {
                let width = run(self.rest().get(1..).unwrap_or_default(), is_wordy);
                self.push(TokenKind::Figures, width + 1);
            }
            '±' | '~' | '≈' => self.push(TokenKind::About, 1),
            '+' if self.about_width().is_some() => {
                self.push(TokenKind::About, self.about_width().unwrap_or(1))
            }
            c if is_wordy(c) => self.word(),
            c => self.push(TokenKind::Mark(c), 1),
        }
        true
    }

    fn push(&mut self, kind: TokenKind, width: usize) {
        let tight = self
            .at
            .checked_sub(1)
            .and_then(|before| self.chars.get(before))
            .is_some_and(|c| *c != ' ');
        let text = self.rest().iter().take(width).collect();
        self.tokens.push(CellToken { kind, text, tight });
        self.at += width.max(1);
    }

    /// Returns the length of the mark in `+/-25` and `+-25`, unless a number stands before, which makes it a sum.
    fn about_width(&self) -> Option<usize> {
        let width = match (self.peek(1), self.peek(2)) {
            (Some('-'), _) => 2,
            (Some('/'), Some('-')) => 3,
            _ => return None,
        };
        let next = self.rest().iter().skip(width).find(|c| **c != ' ');
        let summed = matches!(
            self.tokens.last(),
            Some(CellToken {
                kind: TokenKind::Number(_),
                ..
            })
        );
        (next.is_some_and(char::is_ascii_digit) && !summed).then_some(width)
    }

    fn figures(&mut self) {
        if let Some((width, span)) = clock::clock_range(self.rest()) {
            return self.push(TokenKind::Clock(span), width);
        }
        if let Some(width) = clock::single_time(self.rest()).or_else(|| grouped(self.rest())) {
            return self.push(TokenKind::Figures, width);
        }
        let width = run(self.rest(), |c| c.is_ascii_digit());
        match self.peek(width) {
            Some('%') => self.push(TokenKind::Figures, width + 1),
            Some(c) if is_wordy(c) => self.word(),
            _ => self.number(width),
        }
    }

    fn number(&mut self, width: usize) {
        let digits: String = self.rest().iter().take(width).collect();
        let kind = match digits.parse() {
            Ok(number) if width <= words::COUNT_DIGITS => TokenKind::Number(number),
            _ => TokenKind::Figures,
        };
        self.push(kind, width);
    }

    fn word(&mut self) {
        let width = word_width(self.rest());
        let width =
            status_words::first_of_glued(self.rest().get(..width).unwrap_or_default()).unwrap_or(width);
        let digits = run(self.rest(), |c| c.is_ascii_digit());
        let text: String = self.rest().iter().take(width).collect();
        let text = text.to_lowercase();
        let glued = text.get(digits..).unwrap_or_default();
        if (1..=words::COUNT_DIGITS).contains(&digits) && glued != "pc" && words::device(glued).is_some() {
            // `15laptops`: the number counts devices, which may be glued; people may not.
            return self.number(digits);
        }
        match words::device(&text) {
            Some(device) => self.push(TokenKind::Device(device), width),
            None => self.push(TokenKind::Word(text), width),
        }
    }
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn run(chars: &[char], is: impl Fn(char) -> bool) -> usize {
    chars.iter().take_while(|c| is(**c)).count()
}

/// Returns the length of a word, with its apostrophes (`O'Brien`) and the slash of `L/T`, `D/T` and `n/a`.
fn word_width(chars: &[char]) -> usize {
    let mut width = run(chars, is_wordy);
    while chars.get(width) == Some(&'\'') && chars.get(width + 1).is_some_and(|c| c.is_alphabetic()) {
        width += 1 + run(chars.get(width + 1..).unwrap_or_default(), is_wordy);
    }
    if chars.get(width) != Some(&'/') {
        return width;
    }
    let slashed = run(chars.get(width + 1..).unwrap_or_default(), is_wordy);
    let digits = run(chars, |c| c.is_ascii_digit());
    let whole: String = chars.iter().take(width + 1 + slashed).skip(digits).collect();
    if words::is_slashed(&whole.to_lowercase()) {
        width + 1 + slashed
    } else {
        width
    }
}

/// Returns the length of digits in groups that are one figure: `1,200`, `2.5`, `25/03/2026`, `2026-03-25`, `082-555-0100`.
fn grouped(chars: &[char]) -> Option<usize> {
    let mut groups = vec![run(chars, |c| c.is_ascii_digit())];
    let mut width = groups.iter().sum::<usize>();
    let mark = *chars.get(width)?;
    while chars.get(width) == Some(&mark) {
        let group = run(chars.get(width + 1..).unwrap_or_default(), |c| c.is_ascii_digit());
        if group == 0 {
            break;
        }
        groups.push(group);
        width += 1 + group;
    }
    let long = groups.first() == Some(&4) || groups.last() == Some(&4);
    let one = match mark {
        '.' => groups.len() > 1,
        ',' => groups.len() > 1 && groups.iter().skip(1).all(|group| *group == 3),
        '/' => groups.len() == 3,
        '-' => groups.len() == 3 && long,
        _ => false,
    };
    let closed = !chars.get(width).is_some_and(|c| is_wordy(*c));
    (one && closed).then_some(width)
}
