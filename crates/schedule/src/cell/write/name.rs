//! Which clients' names a cell gives back as they are.
//!
//! The rules are stricter than the grammar: a name that breaks one may still be read as it is, but one that breaks none
//! always is.

use unicode_normalization::is_nfc;

use super::CellRules;

/// Parts or changes an entry wherever it stands.
const STATUS: [&str; 16] = [
    "tbc",
    "tba",
    "tentative",
    "tentatively",
    "provisional",
    "provisionally",
    "pencil",
    "pencilled",
    "penciled",
    "cancelled",
    "canceled",
    "canx",
    "cancel",
    "postponed",
    "rsvp",
    "cancels",
];
/// Joins or estimates the count that follows, so no name may end with it.
const LEADS_TO_COUNT: [&str; 13] = [
    "with",
    "and",
    "plus",
    "for",
    "w",
    "x",
    "to",
    "about",
    "approx",
    "approximately",
    "circa",
    "ca",
    "in",
];
/// Says what the number before it counts, or makes a time of two.
const COUNTED: [&str; 55] = [
    "laptop",
    "laptops",
    "notebook",
    "notebooks",
    "desktop",
    "desktops",
    "pc",
    "pcs",
    "computer",
    "computers",
    "device",
    "devices",
    "l",
    "d",
    "lt",
    "dt",
    "learner",
    "learners",
    "delegate",
    "delegates",
    "student",
    "students",
    "trainee",
    "trainees",
    "participant",
    "participants",
    "candidate",
    "candidates",
    "attendee",
    "attendees",
    "fac",
    "facs",
    "facil",
    "facilitator",
    "facilitators",
    "trainer",
    "trainers",
    "instructor",
    "instructors",
    "lecturer",
    "lecturers",
    "pax",
    "ppl",
    "people",
    "person",
    "persons",
    "guests",
    "own",
    "to",
    "until",
    "till",
    "am",
    "pm",
    "x",
    "about",
];
const DEVICES: [&str; 16] = [
    "laptop",
    "laptops",
    "notebook",
    "notebooks",
    "desktop",
    "desktops",
    "pc",
    "pcs",
    "computer",
    "computers",
    "device",
    "devices",
    "l",
    "d",
    "ts",
    "t",
];
/// Headings, days and months: alone in a cell they could be taken for the sheet's own words.
const SHEET_WORDS: [&str; 34] = [
    "date", "dates", "datum", "datums", "day", "days", "dag", "dae", "room", "rooms", "lokaal", "total",
    "totals", "note", "notes", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
    "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
];
/// Marks that mean nothing between letters.
const MARKS: &str = " &'\",.()-/:+!?%*=@#$^{}<>|\\";
/// Those of them that mean nothing beside numbers either.
const MARKS_WITH_DIGITS: &str = " &',.()#";

/// Whether the name, with a count behind it, is read as it is.
pub fn is_kept(name: &str) -> bool {
    let words = words(name);
    let has_digits = name.contains(|c: char| c.is_ascii_digit());
    let marks = if has_digits { MARKS_WITH_DIGITS } else { MARKS };
    let has_word = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    is_nfc(name)
        && name.chars().all(|c| c.is_alphanumeric() || marks.contains(c))
        && !name.contains("  ")
        && name.contains(char::is_alphabetic)
        && has_whole_ends(name)
        && brackets_are_whole(name)
        && !has_word(&STATUS)
        && !words
            .last()
            .is_some_and(|word| LEADS_TO_COUNT.contains(&word.as_str()))
        && words.first().is_none_or(|word| word != "reserved")
        && !(has_word(&["own"]) && has_word(&DEVICES))
        && !(name.contains(':') && has_word(&["am", "pm"]))
        && !starts_like_a_time(name)
        && !(has_digits && (has_word(&COUNTED) || words.iter().any(|word| counts_devices(word))))
        && has_plain_signs(name)
}

/// Whether the name may be a whole cell: nothing in it could be a count, a date or the sheet's own word.
pub fn stands_alone(name: &str, rules: &CellRules<'_>) -> bool {
    let words = words(name);
    let is_sheet_word = |word: &String| {
        SHEET_WORDS.contains(&word.get(..3).unwrap_or(word)) || SHEET_WORDS.contains(&word.as_str())
    };
    is_kept(name)
        && name.chars().count() > 2
        && name.chars().all(|c| c.is_alphabetic() || c == ' ')
        && !words.iter().any(is_sheet_word)
        && !(rules.is_reserved)(name)
}

fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A name's ends are tidied: marks go, and so does the full stop of a sentence.
fn has_whole_ends(name: &str) -> bool {
    let starts = name.chars().next().is_some_and(char::is_alphanumeric);
    let ends = match name.strip_suffix('.') {
        Some(stem) => {
            let last = stem.rsplit(' ').next().unwrap_or_default();
            last.ends_with(char::is_alphanumeric)
                && ((1..=4).contains(&last.chars().count()) && last.contains(char::is_alphabetic))
        }
        None => name.ends_with(|c: char| c.is_alphanumeric() || c == ')'),
    };
    starts && ends
}

fn brackets_are_whole(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let mut open = 0usize;
    for (at, c) in chars.iter().enumerate() {
        match c {
            '(' if chars.get(at + 1).is_some_and(|next| next.is_alphanumeric()) => open += 1,
            ')' if open > 0
                && at
                    .checked_sub(1)
                    .and_then(|before| chars.get(before))
                    .is_some_and(|c| c.is_alphanumeric()) =>
            {
                open -= 1;
            }
            '(' | ')' => return false,
            _ => {}
        }
    }
    open == 0
}

/// `PM Office` behind a time would be its second half.
fn starts_like_a_time(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["a.m", "p.m"].iter().any(|half| lower.starts_with(half))
        || words(name)
            .first()
            .is_some_and(|word| word == "am" || word == "pm")
}

/// `15laptops`.
fn counts_devices(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len() && DEVICES.contains(&unit)
}

/// A plus stands between words; two marks in a row are nobody's name.
fn has_plain_signs(name: &str) -> bool {
    !["+-", "+/", "+ -", "+ /", "++", "#("]
        .iter()
        .any(|signs| name.contains(signs))
}
