//! What people write into a cell that has nothing to say: a dash, `n/a`, `none`, `?`.

/// In the languages of headings, lower case. Words that are names, or answers to a question, are none of them.
const WORDS: [&str; 62] = [
    "n/a",
    "n.a.",
    "n.a",
    "none",
    "nil",
    "unknown",
    "not known",
    "not applicable",
    "not available",
    "keine",
    "kein",
    "keiner",
    "keines",
    "k.a.",
    "k. a.",
    "entfällt",
    "unbekannt",
    "aucun",
    "aucune",
    "néant",
    "inconnu",
    "inconnue",
    "s.o.",
    "sans objet",
    "n/d",
    "n.d.",
    "ninguno",
    "ninguna",
    "desconocido",
    "desconocida",
    "no aplica",
    "sin datos",
    "nenhum",
    "nenhuma",
    "desconhecido",
    "desconhecida",
    "não aplicável",
    "nessuno",
    "nessuna",
    "sconosciuto",
    "sconosciuta",
    "non applicabile",
    "geen",
    "onbekend",
    "n.v.t.",
    "nvt",
    "nie van toepassing",
    "brak",
    "nieznany",
    "nieznana",
    "nie dotyczy",
    "нет",
    "неизвестно",
    "нет данных",
    "не указано",
    "н/д",
    "无",
    "無",
    "未知",
    "不详",
    "暂无",
    "不适用",
];

/// Reports whether a text says that there is no value.
pub fn is_no_value(text: &str) -> bool {
    const MARKS: [char; 8] = ['-', '–', '—', '?', '？', '/', '.', '_'];
    const LONGEST: usize = 5;
    let text = text.trim();
    let is_of_marks = || text.chars().count() <= LONGEST && text.chars().all(|c| MARKS.contains(&c));
    !text.is_empty() && (is_of_marks() || WORDS.contains(&text.to_lowercase().as_str()))
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
        for text in ["", "0", "No", "A", "-1", "Nadia", "n/a 12", "Nil Bank", "x"] {
            assert!(!is_no_value(text), "{text}");
        }
    }
}
