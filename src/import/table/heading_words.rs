//! What headings of other languages, and of other programs, call the fields of a table.
//!
//! They count for less than the names and synonyms that a field declares itself: a word here means its field only where
//! no other column has it. Entries stand by their strength: a company is the client before a course is, a serial number
//! names a device before its tag does. What has lost its field to a stronger heading takes the next one that it may mean.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::spec::TableSpec;
use crate::import::kind::ImportKind;
use crate::kernel::names::name_key;

/// The field of headings that mean nothing here.
pub const NOTHING: &str = "-";

/// Lines `field: word | word` under the name of their kind.
const WORDS: &str = include_str!("heading_words.txt");

/// A field that a heading may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LikelyField {
    /// Fields with lower numbers are the likelier ones.
    pub rank: usize,
    pub field: &'static str,
}

type HeadingFields = HashMap<(&'static str, String), Vec<LikelyField>>;

static FIELDS: LazyLock<HeadingFields> = LazyLock::new(|| {
    let mut fields = HeadingFields::new();
    let mut kind = "";
    for (rank, line) in WORDS.lines().enumerate() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            kind = name;
        }
        let Some((field, words)) = line.split_once(": ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        for word in words.split(" | ") {
            let likely = fields.entry((kind, name_key(word))).or_default();
            if !likely.iter().any(|one| one.field == field) {
                likely.push(LikelyField { rank, field });
            }
        }
    }
    fields
});

/// Returns the fields that a heading may mean in one of the languages, the likeliest first; what stands in brackets
/// behind it and names no other thing does not count.
pub fn likely_fields(kind: ImportKind, heading: &str) -> &'static [LikelyField] {
    let find = |text: &str| FIELDS.get(&(kind.as_str(), name_key(text))).map(Vec::as_slice);
    let bare = || find(without_remark(heading)?);
    find(heading).or_else(bare).unwrap_or_default()
}

/// Returns the field that a heading means, by the names of the fields or by the words of other languages.
pub fn field_of(spec: &TableSpec, heading: &str) -> Option<&'static str> {
    let named = spec.column_headed(heading).map(|column| column.name);
    named.or_else(|| {
        let likely = likely_fields(spec.kind, heading).first()?;
        Some(likely.field).filter(|field| *field != NOTHING)
    })
}

/// Returns a heading without the remark in brackets behind it: `Email [Required]`, `Capacity (seats)`.
pub fn without_remark(heading: &str) -> Option<&str> {
    /// Remarks about the cells, not about what they are.
    const REMARKS: &[&str] = &[
        "required",
        "optional",
        "readonly",
        "mandatory",
        "ofseats",
        "seats",
        "pax",
        "people",
        "persons",
        "personen",
        "minutes",
        "minuten",
        "min",
        "mins",
        "hours",
        "hrs",
        "h",
        "stunden",
        "hhmm",
        "24h",
        "yyyymmdd",
        "ddmmyyyy",
        "mmddyyyy",
        "dmy",
        "mdy",
        "yn",
        "yesno",
        "jn",
        "janein",
        "zar",
        "r",
        "eur",
        "usd",
        "gbp",
        "chf",
        "ht",
        "ttc",
        "netto",
        "brutto",
        "exclvat",
        "inclvat",
        "pflichtfeld",
        "obligatoire",
        "ifany",
        "ifapplicable",
        "max",
        "maximum",
        "approx",
        "standing",
        "seated",
        "theatre",
        "theatrestyle",
        "personnes",
        "personas",
        "pessoas",
        "persone",
        "posti",
        "plazas",
        "lugares",
        "plätze",
        "sitze",
        "miejsc",
        "osób",
        "чел",
        "человек",
        "мест",
        "人",
        "座",
        "€",
        "$",
        "£",
        "rand",
        "euro",
        "euros",
        "aud",
        "cad",
        "inr",
        "kes",
        "bwp",
        "nad",
        "pln",
        "zł",
        "руб",
        "元",
        "vatexcl",
        "vatincl",
        "excl",
        "incl",
        "exvat",
        "incvat",
        "excltax",
        "incltax",
        "zzglmwst",
        "inklmwst",
        "ivainc",
        "btwexcl",
        "btwincl",
        "exclbtw",
        "inclbtw",
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
    ];
    let (bare, remark) = heading
        .trim_end()
        .strip_suffix([')', ']'])?
        .rsplit_once(['(', '['])?;
    let key = name_key(remark);
    let is_remark = REMARKS.iter().any(|word| name_key(word) == key);
    (is_remark && !bare.trim().is_empty()).then_some(bare.trim_end())
}

/// Returns the shorter headings that a heading stands for: without the noun of its records before it, and of one thing rather than
/// of several: `Device_Model`, `roomFloor`, `Manufacturers`.
pub fn shorter_headings(kind: ImportKind, heading: &str) -> impl Iterator<Item = &str> {
    let nouns: &[&str] = match kind {
        ImportKind::Rooms => &["room", "venue", "space", "classroom", "hall", "resource"],
        ImportKind::Devices => &[
            "device",
            "asset",
            "equipment",
            "item",
            "computer",
            "laptop",
            "hardware",
        ],
        ImportKind::Users => &["user", "employee", "staff"],
        ImportKind::Clients => &["client", "customer", "company"],
        ImportKind::Pricing => &["item", "product", "service"],
        _ => &[],
    };
    let (noun, rest) = heading.split_at(first_word_end(heading));
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_noun = nouns.contains(&noun.to_lowercase().as_str());
    let bare = Some(rest).filter(|rest| is_noun && !rest.is_empty());
    // Lessons, sessions and weeks of a booking are other things than one of them.
    let singular = heading
        .strip_suffix(['s', 'S'])
        .filter(|one| kind != ImportKind::Bookings && one.chars().count() > 2);
    bare.into_iter().chain(singular)
}

/// Returns where the first word of a heading ends: before a blank, a mark, or a capital within `roomFloor`.
fn first_word_end(heading: &str) -> usize {
    let mut was_small = false;
    for (at, c) in heading.char_indices() {
        if !c.is_alphanumeric() || was_small && c.is_uppercase() {
            return at;
        }
        was_small = c.is_lowercase();
    }
    heading.len()
}

/// Returns whether a heading is that of passwords, which no table may hold.
pub fn is_of_passwords(heading: &str) -> bool {
    const WORDS: [&str; 12] = [
        "password",
        "passwort",
        "kennwort",
        "motdepasse",
        "contrasena",
        "senha",
        "palavrapasse",
        "wachtwoord",
        "wagwoord",
        "haslo",
        "пароль",
        "密码",
    ];
    let key = name_key(heading);
    !key.contains("hash") && WORDS.iter().any(|word| key.contains(word))
}

/// Reports whether a word of a heading in a list of devices says that its column is about somebody, or about an agreement:
/// `Employee Type` is no type of device.
pub fn is_of_people(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "employee",
        "emp",
        "user",
        "owner",
        "customer",
        "client",
        "vendor",
        "supplier",
        "staff",
        "contact",
        "contract",
        "invoice",
        "order",
        "payment",
        "license",
        "licence",
        "warranty",
        "mitarbeiter",
        "employé",
        "empleado",
    ];
    is_word_of(&WORDS, word)
}

/// Reports whether a word of a heading says that its column is about kinds of things.
pub fn is_of_kinds(word: &str) -> bool {
    const WORDS: [&str; 13] = [
        "type",
        "types",
        "kind",
        "category",
        "layout",
        "typ",
        "kategorie",
        "tipo",
        "categoria",
        "categoría",
        "soort",
        "rodzaj",
        "тип",
    ];
    is_word_of(&WORDS, word)
}

fn is_word_of(words: &[&str], word: &str) -> bool {
    words.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::kinds::spec_of;

    #[test]
    fn headings_of_every_language_mean_their_field() {
        use ImportKind::{Bookings, Devices, Pricing, Rooms, Users};
        for (kind, heading, field) in [
            (Rooms, "Raum", "name"),
            (Rooms, "Sitzplätze", "capacity"),
            (Rooms, "Capacité", "capacity"),
            (Rooms, "Ubicación", "location"),
            (Rooms, "Вместимость", "capacity"),
            (Rooms, "房间名称", "name"),
            (Devices, "Seriennummer", "serial_number"),
            (Devices, "Número de série", "serial_number"),
            (Devices, "Reeksnommer", "serial_number"),
            (Devices, "Rodzaj", "category"),
            (Bookings, "Klant", "client_name"),
            (Bookings, "Kliënt", "client_name"),
            (Bookings, "Ora inizio", "starts_at"),
            (Bookings, "Teilnehmer", "num_learners"),
            (Bookings, "日期", "date"),
            (Bookings, "Course", "client_name"),
            (Pricing, "Tagespreis", "daily_rate"),
            (Pricing, "Gültig ab", "effective_date"),
            (Users, "Benutzername", "username"),
            (Users, "Имя пользователя", "username"),
        ] {
            let likely = likely_fields(kind, heading).first().map(|one| one.field);
            assert_eq!(likely, Some(field), "{heading}");
        }
        assert!(likely_fields(Rooms, "Shoe size").is_empty());
        assert!(
            is_of_passwords("Password")
                && is_of_passwords("Mot de passe")
                && !is_of_passwords("password_hash")
        );
    }

    #[test]
    fn headings_may_name_their_record_or_several_values() {
        for (kind, heading, shorter) in [
            (ImportKind::Devices, "Device_Model", &["Model"][..]),
            (ImportKind::Rooms, "roomFloor", &["Floor"]),
            (ImportKind::Rooms, "Room  Floors", &["Floors", "Room  Floor"]),
            (ImportKind::Devices, "Manufacturers", &["Manufacturer"]),
            (ImportKind::Rooms, "Roommate", &[]),
            (ImportKind::Rooms, "Room", &[]),
            (ImportKind::Rooms, "", &[]),
        ] {
            assert_eq!(
                shorter_headings(kind, heading).collect::<Vec<_>>(),
                shorter,
                "{heading}"
            );
        }
    }

    #[test]
    fn every_field_of_the_words_is_one_or_a_coming_one() {
        const COMING: [&str; 11] = [
            NOTHING,
            "time",
            "duration",
            "from_date",
            "to_date",
            "weekdays",
            "first_name",
            "last_name",
            "all_day",
            "cancelled",
            "headcount",
        ];
        for ((kind, word), fields) in FIELDS.iter() {
            let spec = spec_of(kind.parse().unwrap()).unwrap();
            for one in fields {
                assert!(
                    spec.column(one.field).is_some() || COMING.contains(&one.field),
                    "{kind}: {word}: {}",
                    one.field
                );
            }
        }
    }
}
