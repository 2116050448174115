//! Yes and no, as people, programs and other languages write them.

use crate::kernel::names::name_key;

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
/// Words of a room, a user or a client that is in use, and of one that no longer is, by their keys. What is under repair comes
/// back, and nobody knows when.
const IN_USE: [&str; 52] = [
    "open",
    "available",
    "inuse",
    "inservice",
    "operational",
    "working",
    "bookable",
    "usable",
    "ready",
    "ok",
    "free",
    "occupied",
    "booked",
    "current",
    "existing",
    "offen",
    "verfugbar",
    "inbetrieb",
    "geoffnet",
    "nutzbar",
    "frei",
    "ouvert",
    "ouverte",
    "disponible",
    "enservice",
    "operationnel",
    "abierto",
    "abierta",
    "enuso",
    "operativo",
    "activo",
    "activa",
    "aberto",
    "aberta",
    "disponivel",
    "emuso",
    "ativo",
    "ativa",
    "aperto",
    "aperta",
    "disponibile",
    "inuso",
    "beskikbaar",
    "beschikbaar",
    "otwarta",
    "otwarte",
    "czynna",
    "czynne",
    "dostepna",
    "открыта",
    "открыто",
    "доступна",
];
const OUT_OF_USE: [&str; 49] = [
    "closed",
    "retired",
    "permanentlyclosed",
    "decommissioned",
    "outofuse",
    "outofservice",
    "notinuse",
    "nolongerinuse",
    "nolongerexists",
    "archived",
    "removed",
    "demolished",
    "left",
    "former",
    "geschlossen",
    "ausserbetrieb",
    "außerbetrieb",
    "nichtinbetrieb",
    "stillgelegt",
    "nichtverfugbar",
    "ferme",
    "fermee",
    "horsservice",
    "desaffecte",
    "cerrado",
    "cerrada",
    "fueradeservicio",
    "fueradeuso",
    "inactivo",
    "inactiva",
    "fechado",
    "fechada",
    "foradeservico",
    "desativado",
    "desativada",
    "chiuso",
    "chiusa",
    "fuoriservizio",
    "fuoriuso",
    "gesloten",
    "buitengebruik",
    "buitedienst",
    "gesluit",
    "zamkniete",
    "zamknieta",
    "nieczynna",
    "закрыта",
    "закрыто",
    "关闭",
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

/// Reads what says whether something is in use.
pub fn in_use(text: &str) -> Option<bool> {
    let key = name_key(text);
    if IN_USE.contains(&key.as_str()) {
        Some(true)
    } else if OUT_OF_USE.contains(&key.as_str()) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_in_use_and_what_is_closed_is_not() {
        for (text, is_used) in [
            ("Open", Some(true)),
            ("In use", Some(true)),
            ("Verfügbar", Some(true)),
            ("Closed", Some(false)),
            ("Außer Betrieb", Some(false)),
            ("Fermée", Some(false)),
            ("Under maintenance", None),
            ("", None),
        ] {
            assert_eq!(in_use(text), is_used, "{text}");
        }
    }

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
