//! Yes and no, as people, programs and other languages write them.

/// Words of a flag that is set, and of one that is not, in the languages of headings and as programs write them.
const SET: [&str; 30] = [
    "yes",
    "y",
    "true",
    "t",
    "1",
    "-1",
    "x",
    "on",
    "checked",
    "ticked",
    "active",
    "enabled",
    "ja",
    "j",
    "wahr",
    "oui",
    "vrai",
    "sí",
    "si",
    "s",
    "sim",
    "sì",
    "vero",
    "verdadero",
    "tak",
    "prawda",
    "да",
    "是",
    "aktiv",
    "actif",
];
const NOT_SET: [&str; 28] = [
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "unchecked",
    "inactive",
    "disabled",
    "suspended",
    "deactivated",
    "blocked",
    "nein",
    "falsch",
    "non",
    "faux",
    "não",
    "nao",
    "falso",
    "nee",
    "nie",
    "fałsz",
    "нет",
    "否",
    "inaktiv",
    "inactif",
    "not active",
    "none",
];
const TICKS: [char; 5] = ['✓', '✔', '☑', '✅', '🗹'];
const CROSSES: [char; 6] = ['✗', '✘', '☐', '❌', '☒', '✖'];

/// Reads a flag.
pub fn flag(text: &str) -> Option<bool> {
    let word = text.trim().to_lowercase();
    let is_one_of = |marks: &[char]| {
        let mut characters = word.chars();
        characters.next().is_some_and(|first| marks.contains(&first)) && characters.as_str().is_empty()
    };
    if SET.contains(&word.as_str()) || is_one_of(&TICKS) {
        Some(true)
    } else if NOT_SET.contains(&word.as_str()) || is_one_of(&CROSSES) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_the_words_of_spreadsheets_and_languages() {
        for text in [
            "checked", "on", "T", "-1", "✓", "Active", "Ja", "OUI", "Sí", "是", "X",
        ] {
            assert_eq!(flag(text), Some(true), "{text}");
        }
        for text in ["off", "F", "0", "☐", "Inactive", "Nein", "нет"] {
            assert_eq!(flag(text), Some(false), "{text}");
        }
        assert!(flag("✓✓").is_none() && flag("2").is_none() && flag("").is_none());
    }
}
