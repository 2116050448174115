//! What stands in a column of rooms, or of clients, in place of a name: that a booking is held online, that its room is not
//! known yet, that another cell says it.

use crate::kernel::names::name_key;

/// Where nothing of the house is used, word by word; some of them may stand together: `Zoom / Teams`, `Microsoft Teams call`.
const ONLINE: [&str; 49] = [
    "online",
    "zoom",
    "teams",
    "msteams",
    "webex",
    "skype",
    "virtual",
    "virtually",
    "remote",
    "remotely",
    "hybrid",
    "webinar",
    "whatsapp",
    "offsite",
    "elsewhere",
    "extern",
    "external",
    "virtuell",
    "digital",
    "homeoffice",
    "extérieur",
    "distanciel",
    "visio",
    "visioconférence",
    "virtuel",
    "línea",
    "remoto",
    "remota",
    "distance",
    "distancia",
    "videoconferencia",
    "virtuale",
    "distanza",
    "linea",
    "videoconferenza",
    "aanlyn",
    "virtueel",
    "afstand",
    "zdalnie",
    "zdalne",
    "zdalny",
    "онлайн",
    "дистанционно",
    "удаленно",
    "удалённо",
    "线上",
    "在线",
    "網上",
    "腾讯会议",
];
/// What may stand beside these.
const AROUND: [&str; 30] = [
    "microsoft",
    "ms",
    "google",
    "meet",
    "meeting",
    "call",
    "link",
    "session",
    "class",
    "training",
    "only",
    "via",
    "on",
    "by",
    "per",
    "über",
    "à",
    "en",
    "a",
    "da",
    "in",
    "op",
    "or",
    "and",
    "und",
    "oder",
    "et",
    "ou",
    "y",
    "tbc",
];
/// By their keys: whole cells that are written where a place outside is meant.
const OUTSIDE: [&str; 8] = [
    "googlemeet",
    "offsite",
    "outsidevenue",
    "externalvenue",
    "clientsite",
    "atclient",
    "clientspremises",
    "homeoffice",
];
/// By their keys: whole cells for a room that is still to be found.
const WAITING: [&str; 52] = [
    "tbd",
    "tobedecided",
    "tobedetermined",
    "tobeallocated",
    "tobeassigned",
    "tobeannounced",
    "tobeadvised",
    "notassigned",
    "notallocated",
    "notyetassigned",
    "notyetallocated",
    "unassigned",
    "unallocated",
    "pending",
    "noroom",
    "noroomyet",
    "novenue",
    "any",
    "anyroom",
    "whicheverisfree",
    "offen",
    "nochoffen",
    "wirdnochbekanntgegeben",
    "keinraum",
    "ohneraum",
    "pasdesalle",
    "sanssalle",
    "aucunesalle",
    "adefinir",
    "adeterminer",
    "sinsala",
    "sinaula",
    "pordefinir",
    "porasignar",
    "semsala",
    "adefinire",
    "dadefinire",
    "daassegnare",
    "senzaaula",
    "nessunaaula",
    "ntb",
    "nogtebepalen",
    "geenlokaal",
    "geenzaal",
    "geenkamer",
    "braksali",
    "bezsali",
    "doustalenia",
    "нетаудитории",
    "безаудитории",
    "无教室",
    "待分配",
];
/// By their keys, or as they stand: whole cells that mean what another one has.
const AGAIN: [&str; 22] = [
    "ditto",
    "dito",
    "idem",
    "same",
    "sameroom",
    "samevenue",
    "sameasabove",
    "asabove",
    "seeabove",
    "seebelow",
    "seenotes",
    "seeremarks",
    "seecalendar",
    "seeemail",
    "sieheoben",
    "wieoben",
    "comoarriba",
    "同上",
    "\"",
    "''",
    "〃",
    "″",
];
/// Begin a cell that points to another name: `see Venus`.
const POINTING: [&str; 16] = [
    "see", "siehe", "s.", "vgl", "vgl.", "voir", "cf", "cf.", "ver", "véase", "vedi", "zie", "sien", "zob.",
    "patrz", "см.",
];

/// Reports whether a cell says that a booking needs no place in the house: `Online`, `Zoom meeting`, `Off-site`.
pub fn is_online(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    if text.starts_with("http://") || text.starts_with("https://") {
        return true;
    }
    let words = || {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        parts.filter(|word| !word.is_empty())
    };
    let are_all = words().all(|word| ONLINE.contains(&word) || AROUND.contains(&word));
    OUTSIDE.contains(&name_key(&text).as_str()) || are_all && words().any(|word| ONLINE.contains(&word))
}

/// Reports whether a cell says that the room of a booking is not known yet: `TBD`, `no room`.
pub fn is_waiting(text: &str) -> bool {
    WAITING.contains(&name_key(text).as_str())
}

/// Reports whether a cell stands for what another one has: `ditto`.
pub fn is_ditto(text: &str) -> bool {
    AGAIN.contains(&name_key(text).as_str())
}

/// Returns the name that a cell points to: `Venus` of `see Venus`.
pub fn pointed_to(text: &str) -> Option<&str> {
    let (word, name) = text.trim().split_once(char::is_whitespace)?;
    let is_pointing = POINTING.contains(&word.to_lowercase().trim_end_matches(':'));
    let name = name.trim_start();
    is_pointing.then(|| {
        let inner = name.split_once(char::is_whitespace);
        // `see room Venus` points to Venus, where that is the name.
        inner.map_or(name, |(noun, rest)| match noun.to_lowercase().as_str() {
            "room" | "raum" | "salle" | "sala" => rest.trim_start(),
            _ => name,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_no_place_of_the_house_are_known_and_names_of_rooms_are_left() {
        for text in [
            "Online",
            "ZOOM",
            "Teams",
            "MS Teams",
            "Microsoft Teams meeting",
            "Zoom / Teams",
            "Google Meet",
            "via Zoom",
            "Off-site",
            "à distance / visio",
            "En línea",
            "https://zoom.us/j/1",
            "线上",
        ] {
            assert!(is_online(text), "{text}");
        }
        for text in [
            "",
            "Saturn",
            "Zoom Room",
            "Virtual Reality Lab",
            "Team Room",
            "Meeting",
            "Saturn and Zoom",
        ] {
            assert!(!is_online(text), "{text}");
        }
        for text in ["TBD", "to be allocated", "No room", "Unassigned", "sans salle"] {
            assert!(is_waiting(text) && !is_online(text), "{text}");
        }
        assert!(!is_waiting("Saturn") && !is_waiting(""));
    }

    #[test]
    fn cells_that_mean_another_one_are_known() {
        for text in ["ditto", "See above", "\"", "同上", "as above"] {
            assert!(is_ditto(text), "{text}");
        }
        assert!(!is_ditto("Saturn"));
        for (text, name) in [
            ("see Venus", Some("Venus")),
            ("See: Venus", Some("Venus")),
            ("siehe Raum Venus", Some("Venus")),
            ("see room Great Hall", Some("Great Hall")),
            ("Seeblick Saal", None),
            ("see", None),
            ("Venus", None),
        ] {
            assert_eq!(pointed_to(text), name, "{text}");
        }
    }
}
