//! The vocabulary of the grammar; every word is compared in lower case and as a whole.

/// What a device word asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeviceKind {
    Laptop,
    Desktop,
    Any,
}

/// `L/T` and `D/T` are put together by the tokenizer, for their slash parts no entries.
pub(super) fn device(word: &str) -> Option<DeviceKind> {
    match word {
        "laptop" | "laptops" | "notebook" | "notebooks" | "l/t" | "l/ts" => Some(DeviceKind::Laptop),
        "desktop" | "desktops" | "pc" | "pcs" | "computer" | "computers" | "d/t" | "d/ts" => {
            Some(DeviceKind::Desktop)
        }
        "device" | "devices" => Some(DeviceKind::Any),
        _ => None,
    }
}

pub(super) fn is_learner(word: &str) -> bool {
    matches!(
        word,
        "learner"
            | "learners"
            | "delegate"
            | "delegates"
            | "student"
            | "students"
            | "trainee"
            | "trainees"
            | "participant"
            | "participants"
            | "candidate"
            | "candidates"
            | "attendee"
            | "attendees"
    )
}

pub(super) fn is_facilitator(word: &str) -> bool {
    matches!(
        word,
        "fac"
            | "facs"
            | "facil"
            | "facilitator"
            | "facilitators"
            | "trainer"
            | "trainers"
            | "instructor"
            | "instructors"
            | "lecturer"
            | "lecturers"
    )
}

pub(super) fn is_everybody(word: &str) -> bool {
    matches!(word, "pax" | "ppl" | "people" | "person" | "persons" | "guests")
}

pub(super) fn is_about(word: &str) -> bool {
    matches!(word, "about" | "approx" | "approximately" | "circa" | "ca")
}

pub(super) fn is_tentative(word: &str) -> bool {
    matches!(
        word,
        "tbc"
            | "tba"
            | "tentative"
            | "tentatively"
            | "provisional"
            | "provisionally"
            | "pencil"
            | "pencilled"
            | "penciled"
    )
}

pub(super) fn is_cancelled(word: &str) -> bool {
    matches!(word, "cancelled" | "canceled" | "canx" | "cancel" | "postponed")
}

/// Between a number and `own`: `17 with own laptops`, `17 bring their own laptops`.
pub(super) fn leads_to_own(word: &str) -> bool {
    matches!(
        word,
        "with" | "w" | "using" | "bring" | "bringing" | "on" | "their"
    )
}

/// Joins a count to what stands before it and says nothing alone.
pub(super) fn is_connective(word: &str) -> bool {
    matches!(word, "and" | "with" | "w" | "plus" | "for" | "x" | "in")
}

/// `Grade 10-12` is no time of day.
pub(super) fn counts_levels(word: &str) -> bool {
    matches!(
        word,
        "grade"
            | "grades"
            | "gr"
            | "level"
            | "levels"
            | "nqf"
            | "phase"
            | "phases"
            | "module"
            | "modules"
            | "week"
            | "weeks"
            | "day"
            | "days"
            | "unit"
            | "units"
            | "ages"
            | "block"
    )
}

pub(super) fn is_weekday(word: &str) -> bool {
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    word.len() >= 3 && days.iter().any(|day| day.starts_with(word))
}

pub(super) fn is_month(word: &str) -> bool {
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    word.len() >= 3
        && (word == "sept"
            || months
                .iter()
                .any(|month| *month == word || month.get(..3) == Some(word)))
}

/// A spreadsheet's error as text: ods gives us no other.
pub(super) fn is_error(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    let known = [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#ERROR!",
        "#FIELD!",
        "#BLOCKED!",
        "#GETTING_DATA",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#####",
    ];
    known.contains(&text.as_str())
        || text
            .strip_prefix("ERR:")
            .is_some_and(|code| !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit()))
}
