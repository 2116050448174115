//! The vocabulary of a cell, for reading and writing alike. Words are compared whole and in lower case.

/// The longest text of a cell, in characters; a schedule's cells have some tens.
pub(super) const LONGEST_TEXT: usize = 1_000;
/// A number of more digits is never a count: four digits are a year or a time, more are a telephone number.
pub(super) const COUNT_DIGITS: usize = 3;
/// The largest number that counts people or devices.
pub(super) const LARGEST_COUNT: u32 = 999;
/// Nobody teaches before this hour: `1:00-4:00` is the afternoon, and an earlier start is written with `am`.
pub(super) const FIRST_HOUR: u32 = 6;

/// The word for devices that somebody brings along.
pub(super) const OWN: &str = "own";
/// May stand between a number and what it counts: `15 x laptops`.
pub(super) const TIMES: &str = "x";
/// Begins a line that says which combined room has the room; the booking stands in the column of that one.
pub(super) const PART_OF: &str = "part of ";
/// Stands between the number of a part and how many there are: `Day 1 of 3`.
pub(super) const OF: &str = "of";
/// Stands between two bookings of a cell.
pub(super) const BETWEEN_BOOKINGS: char = ';';

const LAPTOPS: [&str; 6] = ["laptops", "laptop", "notebooks", "notebook", "l/t", "l/ts"];
const DESKTOPS: [&str; 8] = [
    "desktops",
    "desktop",
    "pcs",
    "pc",
    "computers",
    "computer",
    "d/t",
    "d/ts",
];
const DEVICES: [&str; 2] = ["devices", "device"];
/// Words with a slash that parts no bookings.
const SLASHED: [&str; 5] = ["l/t", "l/ts", "d/t", "d/ts", "n/a"];

const LEARNERS: [&str; 14] = [
    "learners",
    "learner",
    "delegates",
    "delegate",
    "students",
    "student",
    "trainees",
    "trainee",
    "participants",
    "participant",
    "candidates",
    "candidate",
    "attendees",
    "attendee",
];
const FACILITATORS: [&str; 11] = [
    "facilitators",
    "facilitator",
    "facil",
    "facs",
    "fac",
    "trainers",
    "trainer",
    "instructors",
    "instructor",
    "lecturers",
    "lecturer",
];
const EVERYBODY: [&str; 16] = [
    "pax",
    "ppl",
    "people",
    "persons",
    "person",
    "guests",
    "personen",
    "personnes",
    "personas",
    "pessoas",
    "persone",
    "mense",
    "osób",
    "человек",
    "чел",
    "人",
];
const ABOUT: [&str; 5] = ["about", "approx", "approximately", "circa", "ca"];

const CONNECTIVES: [&str; 7] = ["and", "with", "w", "plus", "for", "x", "in"];
/// Join the two ends of a time or of a range.
pub(super) const UNTIL: [&str; 3] = ["to", "until", "till"];
/// Join the two ends of a time where both are written as times.
pub(crate) const BETWEEN_TIMES: [&str; 16] = [
    "to", "until", "till", "bis", "à", "au", "a", "al", "às", "as", "até", "tot", "do", "до", "至", "到",
];
/// Stand beside a time and say only that it is one.
pub(crate) const CLOCK_UNITS: [&str; 14] = [
    "uhr",
    "hrs",
    "hr",
    "hours",
    "hour",
    "часов",
    "час",
    "ч",
    "godz",
    "klo",
    "kl",
    "点",
    "時",
    "时",
];
const LEADS_TO_OWN: [&str; 7] = ["with", "w", "using", "bring", "bringing", "on", "their"];
const LEVELS: [&str; 18] = [
    "grade", "grades", "gr", "level", "levels", "nqf", "phase", "phases", "module", "modules", "week",
    "weeks", "day", "days", "unit", "units", "ages", "block",
];

/// Stand before numbers that tell parts or groups apart, and as well before how many people come: `Youth Group 25`.
const CROWDS: [&str; 27] = [
    "group", "groups", "grp", "grps", "batch", "batches", "cohort", "cohorts", "intake", "intakes", "team",
    "teams", "class", "classes", "section", "sections", "part", "parts", "pt", "session", "sessions",
    "lesson", "lessons", "term", "stage", "round", "nr",
];
/// The largest number that tells such groups apart.
const MOST_CROWDS: u32 = 15;
/// The largest number of a day, a week or a level.
const MOST_LEVELS: u32 = 53;

/// Follow how many of them something lasts: `2-3 years`.
const SPANS: [&str; 10] = [
    "month", "months", "year", "years", "yr", "yrs", "hour", "hours", "min", "mins",
];

/// Stand before numbers that tell them apart: `Class 9-12`, `Years 10-11`, `Team 12-1`.
const NUMBERED: [&str; 20] = [
    "class", "classes", "form", "forms", "std", "standard", "year", "years", "yr", "yrs", "cohort",
    "cohorts", "group", "groups", "team", "teams", "room", "rooms", "section", "sections",
];

/// Others than learners that numbers before them count: `8-10 kids`.
const COUNTED: [&str; 17] = [
    "kids",
    "children",
    "adults",
    "pupils",
    "teachers",
    "employees",
    "visitors",
    "members",
    "ladies",
    "girls",
    "boys",
    "men",
    "women",
    "staff",
    "seats",
    "chairs",
    "tables",
];

/// What a device word asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeviceKind {
    Laptop,
    Desktop,
    /// Whatever there is.
    Any,
}

impl DeviceKind {
    /// Returns the word that a written cell uses.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Laptop => LAPTOPS[0],
            Self::Desktop => DESKTOPS[0],
            Self::Any => DEVICES[0],
        }
    }
}

/// Returns the kind of device that a word stands for.
pub(super) fn device(word: &str) -> Option<DeviceKind> {
    let kinds: [(DeviceKind, &[&str]); 3] = [
        (DeviceKind::Laptop, &LAPTOPS),
        (DeviceKind::Desktop, &DESKTOPS),
        (DeviceKind::Any, &DEVICES),
    ];
    kinds
        .into_iter()
        .find(|(_, words)| words.contains(&word))
        .map(|(kind, _)| kind)
}

/// Reports whether a text is a word with a slash in it, such as `L/T`.
pub(super) fn is_slashed(word: &str) -> bool {
    SLASHED.contains(&word)
}

pub(super) fn is_learner(word: &str) -> bool {
    LEARNERS.contains(&word)
}

pub(super) fn is_facilitator(word: &str) -> bool {
    FACILITATORS.contains(&word)
}

pub(super) fn is_everybody(word: &str) -> bool {
    EVERYBODY.contains(&word)
}

pub(super) fn is_about(word: &str) -> bool {
    ABOUT.contains(&word)
}

/// Reports whether a word may stand between a number and `own`: `17 with own laptops`, `17 bring their own laptops`.
pub(super) fn leads_to_own(word: &str) -> bool {
    LEADS_TO_OWN.contains(&word)
}

/// Reports whether a word joins a count to what stands before it and means nothing alone.
pub(super) fn is_connective(word: &str) -> bool {
    CONNECTIVES.contains(&word)
}

/// Reports whether a word stands before the two ends of a time: `from 9:00 to 12:00`.
pub(super) fn leads_to_time(word: &str) -> bool {
    ["from", "von", "vom", "ab", "de", "das", "dalle", "van", "od", "с"].contains(&word)
}

/// Reports whether a word joins the two ends of a time or of a range.
pub(super) fn is_until(word: &str) -> bool {
    UNTIL.contains(&word)
}

/// Reports whether numbers beside the word are levels: `Grade 10-12` is not a time of day.
pub(super) fn counts_levels(word: &str) -> bool {
    LEVELS.contains(&word)
}

/// Reports whether numbers behind the word are its own, and no time of day.
pub(super) fn is_numbered(word: &str) -> bool {
    counts_levels(word) || NUMBERED.contains(&word)
}

/// Reports whether a number behind the word is its own, and counts no people: `Day 2`, `Module 3`, `Group 2`.
pub(super) fn tells_apart(word: &str, number: u32) -> bool {
    let most = if CROWDS.contains(&word) {
        MOST_CROWDS
    } else if is_numbered(word) {
        MOST_LEVELS
    } else {
        0
    };
    number <= most
}

/// Reports whether numbers before the word count others than learners.
pub(super) fn is_counted(word: &str) -> bool {
    COUNTED.contains(&word)
}

/// Reports whether numbers before the word say how long something lasts.
pub(super) fn is_span(word: &str) -> bool {
    SPANS.contains(&word)
}

/// Returns the word that a written cell uses for a booking that is not confirmed.
pub(super) fn tentative() -> String {
    super::status_words::TENTATIVE[0].to_uppercase()
}

/// Returns the word that a written cell uses for everybody in the room.
pub(super) fn everybody() -> &'static str {
    EVERYBODY[0]
}
