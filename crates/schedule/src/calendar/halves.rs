//! Morning and afternoon by the words that people give them.

use crate::names::unaccented;

/// Half a day, as `am` and `pm` name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayHalf {
    Am,
    Pm,
}

/// Without accents, blanks and marks: CLDR's periods of the day before and after noon, as people write them. An evening is
/// neither half.
const MORNING: [&str; 23] = [
    "am",
    "morning",
    "mornings",
    "vormittag",
    "vormittags",
    "vorm",
    "matin",
    "matinee",
    "manana",
    "mananas",
    "manha",
    "manhas",
    "mattina",
    "mattino",
    "ochtend",
    "voormiddag",
    "oggend",
    "vm",
    "rano",
    "przedpoludniem",
    "утро",
    "утром",
    "上午",
];
const AFTERNOON: [&str; 23] = [
    "pm",
    "afternoon",
    "afternoons",
    "nachmittag",
    "nachmittags",
    "nachm",
    "apresmidi",
    "apmidi",
    "tarde",
    "tardes",
    "pomeriggio",
    "middag",
    "namiddag",
    "nm",
    "popoludniu",
    "popoludnie",
    "день",
    "днем",
    "дня",
    "下午",
    "午后",
    "午後",
    "namiddags",
];

/// Returns the half of the day that a whole text names: `PM`, `vormittags`, `après-midi`, `po południu`, `下午`.
pub(crate) fn half_of_day(text: &str) -> Option<DayHalf> {
    const LONGEST: usize = 32;
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.trim().to_lowercase();
    let key: String = unaccented(&lower)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    if MORNING.contains(&key.as_str()) {
        Some(DayHalf::Am)
    } else if AFTERNOON.contains(&key.as_str()) {
        Some(DayHalf::Pm)
    } else {
        None
    }
}
