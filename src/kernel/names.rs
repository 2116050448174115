//! How names are compared and suggested.

pub use colab_schedule::names::name_key;

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
