//! What people write into a cell that has nothing to say: a dash, `n/a`, `none`, `?`.

/// The client of bookings that name none, as in the import of a schedule.
pub const UNKNOWN_CLIENT: &str = "Unknown";

/// In the languages of headings, lower case. Words that are names, or answers to a question, are none of them.
const WORDS: [&str; 40] = [
    "n/a",
    "n.a.",
    "n.a",
    "unknown",
    "not known",
    "not applicable",
    "not available",
    "k.a.",
    "k. a.",
    "unbekannt",
    "inconnu",
    "inconnue",
    "s.o.",
    "sans objet",
    "n/d",
    "n.d.",
    "desconocido",
    "desconocida",
    "no aplica",
    "sin datos",
    "desconhecido",
    "desconhecida",
    "não aplicável",
    "sconosciuto",
    "sconosciuta",
    "non applicabile",
    "onbekend",
    "n.v.t.",
    "nvt",
    "nie van toepassing",
    "nieznany",
    "nieznana",
    "nie dotyczy",
    "неизвестно",
    "нет данных",
    "не указано",
    "н/д",
    "未知",
    "不详",
    "不适用",
];

/// Those that say that there is none of a thing, rather than that nobody knows.
const NONE: [&str; 22] = [
    "none",
    "nil",
    "keine",
    "kein",
    "keiner",
    "keines",
    "entfällt",
    "aucun",
    "aucune",
    "néant",
    "ninguno",
    "ninguna",
    "nenhum",
    "nenhuma",
    "nessuno",
    "nessuna",
    "geen",
    "brak",
    "нет",
    "无",
    "無",
    "暂无",
];

/// Reports whether a text says that there is no value.
pub fn is_no_value(text: &str) -> bool {
    is_mark(text) || is_none(text) || WORDS.contains(&text.trim().to_lowercase().as_str())
}

/// Reports whether a text is made of marks that stand for nothing: `-`, `?`.
fn is_mark(text: &str) -> bool {
    const MARKS: [char; 8] = ['-', '–', '—', '?', '？', '/', '.', '_'];
    const LONGEST: usize = 5;
    let text = text.trim();
    !text.is_empty() && text.chars().count() <= LONGEST && text.chars().all(|c| MARKS.contains(&c))
}

/// Reports whether a text is a dash, or several.
pub fn is_dash(text: &str) -> bool {
    is_mark(text) && text.trim().chars().all(|c| matches!(c, '-' | '–' | '—'))
}

/// Reports whether a text says that there is none of a thing.
pub fn is_none(text: &str) -> bool {
    NONE.contains(&text.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_words_of_every_language_say_that_there_is_none() {
        for text in [
            "-",
            "—",
            "--",
            "?",
            "???",
            "N/A",
            "n.a.",
            "None",
            "Unbekannt",
            "k.A.",
            "Aucun",
            "Ninguno",
            "Nenhum",
            "Nessuno",
            "Geen",
            "Brak",
            "Нет",
            "无",
            " - ",
        ] {
            assert!(is_no_value(text), "{text}");
        }
        for (text, none) in [
            ("Keine", true),
            ("нет ", true),
            ("unknown", false),
            ("?", false),
            ("-", false),
        ] {
            assert_eq!(is_none(text), none, "{text}");
        }
        assert!(is_dash(" — ") && !is_dash("-?"));
        for text in ["", "0", "No", "A", "-1", "Nadia", "n/a 12", "Nil Bank", "x"] {
            assert!(!is_no_value(text), "{text}");
        }
    }
}
