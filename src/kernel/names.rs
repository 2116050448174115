//! How names are compared and suggested.

use unicode_script::{Script, UnicodeScript};

pub use colab_schedule::names::name_key;

/// Alphabets whose letters look like those of another one.
const ALIKE: [Script; 6] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Armenian,
    Script::Cherokee,
    Script::Coptic,
];

/// Returns the first word of a name that has letters of two alphabets that look alike, which only an eye can confuse: `roоt`.
pub fn mixed_word(name: &str) -> Option<&str> {
    let is_mixed = |word: &&str| {
        let mut alphabets = word.chars().map(|c| c.script()).filter(|one| ALIKE.contains(one));
        let first = alphabets.next();
        alphabets.any(|other| Some(other) != first)
    };
    name.split(|c: char| !c.is_alphanumeric()).find(is_mixed)
}

/// Returns the names that someone who typed `wanted` may have meant, best first, at most `count`.
///
/// Names whose digits differ are never near: `A302` is not a misspelt `A303`.
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>, count: usize) -> Vec<&'a str> {
    let wanted = name_key(wanted);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let wanted_digits = digits(&wanted);
    let mut scored: Vec<(f64, &str)> = names
        .filter_map(|name| {
            let key = name_key(name);
            let score = if key.starts_with(&wanted) && wanted.chars().count() >= 3 {
                0.95
            } else {
                strsim::normalized_damerau_levenshtein(&wanted, &key)
                    .max(strsim::jaro_winkler(&wanted, &key) - 0.1)
            };
            (score >= 0.7 && digits(&key) == wanted_digits).then_some((score, name))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(count).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_two_alphabets_in_one_word_are_found() {
        for (name, word) in [
            ("ro\u{43e}t", Some("ro\u{43e}t")),
            ("Anna Sm\u{456}th", Some("Sm\u{456}th")),
            ("\u{391}dmin", Some("\u{391}dmin")),
            ("Zoë 3µ naïve Straße", None),
            ("Анна Smith", None),
            ("Δ-Team", None),
            ("東京Tower", None),
        ] {
            assert_eq!(mixed_word(name), word, "{name}");
        }
    }

    #[test]
    fn near_names_are_found_and_other_numbers_are_not_near() {
        let rooms = ["Excellence", "A302", "A303", "Perseverance", "Focus"];
        assert_eq!(
            nearest("Perserverence", rooms.iter().copied(), 3),
            ["Perseverance"]
        );
        assert_eq!(nearest("excelence", rooms.iter().copied(), 3), ["Excellence"]);
        assert!(nearest("A304", rooms.iter().copied(), 3).is_empty());
        assert!(nearest("Zanzibar", rooms.iter().copied(), 3).is_empty());
    }
}
