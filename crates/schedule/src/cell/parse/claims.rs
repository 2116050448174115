//! Who takes which number: each one is claimed once, by the first form that fits.

use super::clock::ClockSpan;
use super::tokens::{CellToken, TokenKind};
use crate::calendar::DayHalf;
use crate::cell::model::{CellStatus, DeviceCounts};
use crate::cell::status_words::{self, StatusWord};
use crate::cell::words::{self, DeviceKind};

/// What the forms took from the tokens of one booking.
pub(super) struct TokenClaims<'a> {
    pub tokens: &'a [CellToken],
    /// Taken: no part of the client's name or the note.
    taken: Vec<bool>,
    /// The first token that counts people or devices; the name stands before it, notes after it.
    pub first_count: Option<usize>,
    pub learners: Option<LearnerCount>,
    pub facilitators: Option<u32>,
    pub devices: DeviceCounts,
    /// `17 own laptops`: learners unless they are counted otherwise.
    pub own: Option<u32>,
    /// A `25+1` that came after people had been counted, in its own words.
    pub second_pair: Option<String>,
    /// A `10-15` before a device word, of which only the second number counts devices.
    pub device_range: Option<String>,
    pub approximate: bool,
    pub clock: Option<ClockSpan>,
    /// A bare `9-12` or an `AM` without a colon, as written.
    pub guessed: Option<GuessedTime>,
    pub status: CellStatus,
    /// What a form took and the report should still show (`own laptops`).
    pub extra_note: Option<String>,
}

/// The learners of a booking, and the form that counted them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LearnerCount {
    pub number: u32,
    pub at_most: Option<u32>,
    pub form: CountForm,
}

/// The form that counted the people, for the remarks and for the question whether a `/` parts two bookings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CountForm {
    Stated,
    /// Everybody in the room: nobody is added.
    Everybody,
    Own,
    /// Only the number at the end; the weakest.
    Last,
}

/// A bare `9-12` or an `AM` without a colon.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GuessedTime {
    /// As written.
    pub text: String,
    pub hours: GuessedHours,
}

/// The hours that a guess stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GuessedHours {
    /// Minutes of the day.
    Between(u32, u32),
    Half(DayHalf),
}

impl<'a> TokenClaims<'a> {
    pub(super) fn new(tokens: &'a [CellToken]) -> Self {
        Self {
            tokens,
            taken: vec![false; tokens.len()],
            first_count: None,
            learners: None,
            facilitators: None,
            devices: DeviceCounts::default(),
            own: None,
            second_pair: None,
            device_range: None,
            approximate: false,
            clock: None,
            guessed: None,
            status: CellStatus::Confirmed,
            extra_note: None,
        }
    }

    /// Takes status words anywhere, the first clock range, and the `Reserved for` before a client.
    pub(super) fn status_and_clock(&mut self) {
        for (at, token) in self.tokens.iter().enumerate() {
            match &token.kind {
                TokenKind::Clock(Ok(span)) if self.clock.is_none() => {
                    self.clock = Some(*span);
                    self.take(at);
                    let before = at
                        .checked_sub(1)
                        .filter(|before| self.word(*before).is_some_and(words::leads_to_time));
                    if let Some(before) = before {
                        self.take(before);
                    }
                }
                TokenKind::Word(_) => self.status_word(at),
                _ => {}
            }
        }
        let mut words = (0..self.tokens.len()).filter(|at| self.free(*at).is_some_and(CellToken::is_text));
        if let (Some(first), Some(second)) = (words.next(), words.next())
            && self.word(first) == Some("reserved")
            && self.word(second) == Some("for")
        {
            self.take(first);
            self.take(second);
        }
    }

    /// Takes a status word, or a phrase such as `fällt aus`.
    fn status_word(&mut self, at: usize) {
        let mut phrase = String::new();
        let mut found = None;
        for width in 1..=status_words::PHRASE {
            let Some(word) = self.word(at + width - 1) else {
                break;
            };
            if width > 1 {
                phrase.push(' ');
            }
            phrase.push_str(word);
            found = status_words::status(&phrase)
                .map(|status| (status, width))
                .or(found);
        }
        let Some((status, width)) = found else { return };
        match status {
            StatusWord::Cancelled => self.status = CellStatus::Cancelled,
            StatusWord::Tentative if self.status == CellStatus::Confirmed => {
                self.status = CellStatus::Tentative
            }
            StatusWord::Tentative => {}
            // `Confirmed Minds 20+1` is a client.
            StatusWord::Confirmed if self.has_number_before(at) => {}
            StatusWord::Confirmed => return,
        }
        (at..at + width).for_each(|at| self.take(at));
        // `pencilled in`
        if phrase.starts_with("pencil") && self.word(at + 1) == Some("in") {
            self.take(at + 1);
        }
    }

    fn has_number_before(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default();
        before
            .iter()
            .any(|token| matches!(token.kind, TokenKind::Number(_)))
    }

    /// Lets own devices count the learners when nothing stronger does; else they are only worth a note.
    pub(super) fn own_counts(&mut self) {
        let Some(own) = self.own else { return };
        if self.learners.is_none() {
            self.learners = Some(LearnerCount {
                number: own,
                at_most: None,
                form: CountForm::Own,
            });
        } else {
            self.extra_note = Some(format!("{own} own devices"));
        }
    }

    pub(super) fn take(&mut self, at: usize) {
        if let Some(slot) = self.taken.get_mut(at) {
            *slot = true;
        }
    }

    /// Takes tokens that count people or devices.
    pub(super) fn count(&mut self, from: usize, to: usize) {
        for at in from..to {
            self.take(at);
        }
        self.first_count = Some(self.first_count.map_or(from, |first| first.min(from)));
    }

    /// Takes tokens that count people, with the `±` before them.
    pub(super) fn people(&mut self, from: usize, to: usize) {
        let mark = from.checked_sub(1).filter(|before| self.is_about(*before));
        if mark.is_some() {
            self.approximate = true;
        }
        self.count(mark.unwrap_or(from), to);
    }

    /// Reports whether a token is the `±` or a word for it.
    pub(super) fn is_about(&self, at: usize) -> bool {
        self.free(at)
            .is_some_and(|token| token.kind == TokenKind::About || token.word().is_some_and(words::is_about))
    }

    pub(super) fn add_devices(&mut self, number: u32, word: DeviceKind) {
        let sum = match word {
            DeviceKind::Laptop => &mut self.devices.laptops,
            DeviceKind::Desktop => &mut self.devices.desktops,
            DeviceKind::Any => &mut self.devices.any,
        };
        *sum = sum.saturating_add(number);
    }

    pub(super) fn learn(&mut self, number: u32, at_most: Option<u32>, form: CountForm) {
        self.learners = Some(LearnerCount {
            number,
            at_most,
            form,
        });
    }

    /// Returns the token, if it is there and not taken.
    pub(super) fn free(&self, at: usize) -> Option<&'a CellToken> {
        let taken = self.taken.get(at).copied().unwrap_or(true);
        self.tokens.get(at).filter(|_| !taken)
    }

    pub(super) fn number(&self, at: usize) -> Option<u32> {
        match self.free(at)?.kind {
            TokenKind::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn device(&self, at: usize) -> Option<DeviceKind> {
        match self.free(at)?.kind {
            TokenKind::Device(device) => Some(device),
            _ => None,
        }
    }

    pub(super) fn word(&self, at: usize) -> Option<&'a str> {
        self.free(at)?.word()
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.free(at).is_some_and(|token| token.is_mark(mark))
    }

    pub(super) fn counts_devices(&self) -> bool {
        self.devices != DeviceCounts::default()
    }
}
