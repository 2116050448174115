//! Columns of bookings that no field can take as they are, and without which bookings would be fewer, on other days, at other
//! hours, or not decided.

use std::collections::BTreeMap;

use super::cell::plain;
use super::flags::flag;
use super::heading_kinds::{WHERE_AND_WHEN, is_answer, is_time};
use super::heading_line::HeadingLine;
use super::heading_words::field_of;
use super::mapping::map_option;
use super::no_value::is_no_value;
use crate::booking::BookingStatus;
use crate::import::kind::ImportKind;
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use colab_schedule::sheet::{names_time, names_weekday};
use colab_schedule::workbook::CellValue;

impl HeadingLine<'_> {
    /// Returns what to do about a column that says what no field can take: a second room or time, how bookings are repeated,
    /// ticks below weekdays or parts of the day, days that are left out. `None` for any other column.
    pub(super) fn way_without_field(&self, at: u32, text: &str) -> Option<&'static str> {
        if self.spec.kind != ImportKind::Bookings {
            return None;
        }
        let is_ticked = || self.are_mostly(at, is_answer);
        if self.is_of_second(text) {
            Some("give what it holds rows of its own")
        } else if (self.is_recurrence(at, text) || self.counts_days(at, text)) && !self.names("weekdays") {
            Some("give each booking a row, or its first and last day with its weekdays")
        } else if names_weekday(text) && !self.names("weekdays") && is_ticked() {
            Some("write the weekdays into one column: Mon, Wed")
        } else if names_time(text) && !self.names_any(&["time", "starts_at", "all_day"]) && is_ticked() {
            Some("write the times into one column: AM, or 13:00-15:00")
        } else if self.names_any(&["to_date", "weekdays"]) && self.is_exception(at, text) {
            Some("give the days before and after those that it leaves out rows of their own")
        } else {
            None
        }
    }

    /// Returns whether a column has the second room or time of bookings, or the one that they were moved to, where another
    /// column has the first: `Room 2`, `New date`.
    fn is_of_second(&self, text: &str) -> bool {
        const SECOND: [&str; 11] = [
            "second",
            "2nd",
            "other",
            "additional",
            "new",
            "revised",
            "rescheduled",
            "neu",
            "neuer",
            "neues",
            "nouvelle",
        ];
        let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = text[stem.len()..].parse::<u32>();
        let base = if number.is_ok_and(|number| (2..=9).contains(&number)) {
            Some(stem.trim_end_matches(|c: char| !c.is_alphanumeric()))
        } else {
            let words = text.split_once(' ');
            words.and_then(|(first, rest)| SECOND.contains(&first.to_lowercase().as_str()).then_some(rest))
        };
        let field = base.filter(|base| !base.is_empty());
        let field = field.and_then(|base| field_of(self.spec, base));
        field.is_some_and(|field| {
            let is_one_of_row =
                WHERE_AND_WHEN.contains(&field) || field == "client_name" && self.follows_first(stem);
            is_one_of_row && self.names(field)
        })
    }

    /// Returns whether the first of numbered columns stands beside another of them: `Client 1`. `Name 2` is a line of an address.
    fn follows_first(&self, stem: &str) -> bool {
        let first = name_key(&format!("{stem}1"));
        first != "name1" && self.texts.iter().any(|(_, text)| name_key(text) == first)
    }

    /// Returns whether a column says how bookings are repeated, of which the first alone would be made.
    fn is_recurrence(&self, at: u32, text: &str) -> bool {
        /// By their keys.
        const REPEATS: [&str; 29] = [
            "noofweeks",
            "numberofweeks",
            "noofdays",
            "numberofdays",
            "noofsessions",
            "numberofsessions",
            "occurrences",
            "recurrence",
            "recurring",
            "recurrencepattern",
            "repeat",
            "repeats",
            "repetition",
            "repeating",
            "frequency",
            "rrule",
            "wiederholung",
            "wiederholt",
            "turnus",
            "frequence",
            "recurrencia",
            "repeticion",
            "recorrencia",
            "ricorrenza",
            "ripetizione",
            "herhaling",
            "powtarzanie",
            "повтор",
            "重复",
        ];
        const ONCE: [&str; 14] = [
            "1",
            "once",
            "one-off",
            "one off",
            "one-time",
            "single",
            "never",
            "does not repeat",
            "einmalig",
            "une fois",
            "una vez",
            "uma vez",
            "una volta",
            "eenmalig",
        ];
        let is_once = |value: &CellValue| {
            let text = plain(value);
            ONCE.contains(&text.trim().to_lowercase().as_str()) || says_nothing(value)
        };
        REPEATS.contains(&name_key(text).as_str()) && !self.values(at).all(is_once)
    }

    /// Returns whether a column counts the days of bookings of which nothing else says the last: `Days`.
    fn counts_days(&self, at: u32, text: &str) -> bool {
        /// By their keys.
        const DAYS: [&str; 7] = ["days", "tage", "jours", "dias", "giorni", "dagen", "dni"];
        let is_several = |value: &CellValue| {
            let number = plain(value).trim().parse::<f64>();
            number.is_ok_and(|number| number > 1.0)
        };
        let ends_on_day = || {
            let end = self.column_of("ends_at");
            end.is_some_and(|end| self.values(end).any(|value| !is_time(value)))
        };
        DAYS.contains(&name_key(text).as_str())
            && !self.names("to_date")
            && !self.options.sets_field("to_date")
            && !ends_on_day()
            && self.values(at).any(is_several)
    }

    /// Returns whether a column names days on which bookings of several days are not.
    fn is_exception(&self, at: u32, text: &str) -> bool {
        /// By their keys.
        const EXCEPT: [&str; 17] = [
            "except",
            "exceptdates",
            "exception",
            "exceptions",
            "exceptiondates",
            "excluding",
            "exclude",
            "excludes",
            "excluded",
            "excludeddates",
            "noton",
            "ausnahmen",
            "sauf",
            "excepto",
            "exceto",
            "eccetto",
            "behalve",
        ];
        EXCEPT.contains(&name_key(text).as_str()) && !self.values(at).all(says_nothing)
    }

    /// Returns the options that take a column of answers, of which some are no, for the decision about bookings.
    pub(super) fn options_of_decision(&self, at: u32, text: &str) -> Option<String> {
        /// By their keys.
        const DECISIONS: [&str; 17] = [
            "approved",
            "isapproved",
            "confirmed",
            "isconfirmed",
            "accepted",
            "genehmigt",
            "bestatigt",
            "approuve",
            "confirme",
            "aprobado",
            "confirmado",
            "aprovado",
            "approvato",
            "confermato",
            "goedgekeurd",
            "bevestigd",
            "zatwierdzone",
        ];
        let is_decision = self.spec.kind == ImportKind::Bookings
            && !self.names("status")
            && DECISIONS.contains(&name_key(text).as_str());
        if !is_decision {
            return None;
        }
        let answers = self.values(at).filter_map(|value| {
            let text = plain(value).trim().to_owned();
            flag(&text).map(|is_yes| (text, is_yes))
        });
        let answers: BTreeMap<String, bool> = answers.collect();
        if answers.values().all(|is_yes| *is_yes) {
            return None;
        }
        let word = |(text, is_yes): (&String, &bool)| {
            let status = if *is_yes {
                BookingStatus::Confirmed
            } else {
                BookingStatus::Pending
            };
            format!(
                "--word {}",
                shell_word(&format!("status:{text}={}", status.as_str()))
            )
        };
        let map = map_option(&self.column_name(at), "status");
        let options = std::iter::once(map).chain(answers.iter().map(word));
        Some(options.collect::<Vec<_>>().join(" "))
    }
}

/// Returns whether a cell only answers, or says that there is nothing.
fn says_nothing(value: &CellValue) -> bool {
    is_answer(value) || is_no_value(&plain(value))
}
