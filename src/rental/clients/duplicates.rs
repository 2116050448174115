//! Clients that may be one: names that differ in a legal form, in the order of their words, or in a few letters.

use std::collections::{BTreeMap, BTreeSet};

use super::model::ClientUse;
use super::service::with_use;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::text_enum;

/// Words that say what a company is by law, and no more. Their keys.
const LEGAL_FORMS: &[&str] = &[
    "pty",
    "ltd",
    "limited",
    "proprietary",
    "gmbh",
    "mbh",
    "npc",
    "npo",
    "inc",
    "incorporated",
    "llc",
    "llp",
    "cc",
    "ag",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "soc",
    "rf",
    "bv",
    "nv",
    "sa",
    "sarl",
    "srl",
    "kg",
    "ug",
    "ev",
    "pbo",
];

/// Fewest letters of names of which a few may differ.
const LEAST_LETTERS: usize = 5;
/// How alike two names are at least, of 1.
const LEAST_ALIKE: f64 = 0.84;

text_enum! {
    /// Why two clients may be one.
    pub enum DuplicateReason {
        LegalForm = "legal form",
        WordOrder = "order of words",
        Spelling = "spelling",
    }
}

/// Two clients that may be one; the second has more bookings.
#[derive(Debug, Clone)]
pub struct DuplicateClients {
    pub client: ClientUse,
    pub other: ClientUse,
    pub reason: DuplicateReason,
}

impl DuplicateClients {
    /// Returns the command that makes them one.
    pub fn merge_command(&self) -> String {
        clients::merge_hint(&self.client.client.row.name, &self.other.client.row.name)
    }
}

impl Record for DuplicateClients {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<DuplicateClients>] = &[
            shown_in_table("client", |d| d.client.client.row.name.as_str().into()),
            shown_in_table("bookings", |d| d.client.bookings.into()),
            shown_in_table("phone", |d| d.client.phone().map(str::to_owned).into()),
            shown_in_table("other", |d| d.other.client.row.name.as_str().into()),
            shown_in_table("other_bookings", |d| d.other.bookings.into()),
            shown_in_table("other_phone", |d| d.other.phone().map(str::to_owned).into()),
            shown_in_table("differs_in", |d| d.reason.as_str().into()),
            wanted_only("client_id", |d| d.client.client.row.id.into()),
            wanted_only("other_id", |d| d.other.client.row.id.into()),
            wanted_only("merge", |d| d.merge_command().into()),
        ];
        FIELDS
    }
}

/// Finds pairs of clients that may be one, side by side.
pub fn find_duplicates(tx: &mut Tx<'_>) -> Result<Vec<DuplicateClients>> {
    let _grant = tx.require(Permission::SeeClients)?;
    let rows = clients::all_standing(tx.connection())?;
    let names: Vec<PlainName> = rows.iter().map(|row| PlainName::of(&row.name)).collect();
    let pairs = pairs(&names);
    let found = with_use(tx, rows)?;
    Ok(pairs
        .into_iter()
        .map(|((a, b), reason)| {
            let (client, other) = (found[a].clone(), found[b].clone());
            if client.bookings <= other.bookings {
                DuplicateClients {
                    client,
                    other,
                    reason,
                }
            } else {
                DuplicateClients {
                    client: other,
                    other: client,
                    reason,
                }
            }
        })
        .collect())
}

/// A name without its legal form.
struct PlainName {
    key: String,
    /// Its words in the order of the alphabet.
    sorted: String,
}

impl PlainName {
    fn of(name: &str) -> Self {
        let words = name.split(|c: char| !c.is_alphanumeric()).map(name_key);
        let mut words: Vec<String> = words
            .filter(|word| !word.is_empty() && !LEGAL_FORMS.contains(&word.as_str()))
            .collect();
        let key = if words.is_empty() {
            name_key(name)
        } else {
            words.concat()
        };
        words.sort_unstable();
        Self {
            key,
            sorted: words.concat(),
        }
    }

    fn digits(&self) -> impl Iterator<Item = char> + '_ {
        self.key.chars().filter(char::is_ascii_digit)
    }

    fn is_alike(&self, other: &Self) -> bool {
        let shorter = self.key.chars().count().min(other.key.chars().count());
        shorter >= LEAST_LETTERS
            && self.digits().eq(other.digits())
            && strsim::normalized_damerau_levenshtein(&self.key, &other.key) >= LEAST_ALIKE
    }
}

/// Returns the places of names that may be one client's, with the reason, in the order of the names.
fn pairs(names: &[PlainName]) -> BTreeMap<(usize, usize), DuplicateReason> {
    let mut found = BTreeMap::new();
    let by = |text: fn(&PlainName) -> Vec<String>| {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, name) in names.iter().enumerate() {
            for text in text(name) {
                groups.entry(text).or_default().push(place);
            }
        }
        groups
    };
    let mut add = |places: &[usize], reason: DuplicateReason, fits: &dyn Fn(usize, usize) -> bool| {
        for (at, a) in places.iter().enumerate() {
            for b in &places[at + 1..] {
                if a != b && fits(*a, *b) {
                    found.entry((*a.min(b), *a.max(b))).or_insert(reason);
                }
            }
        }
    };
    for places in by(|name| vec![name.key.clone()]).values() {
        add(places, DuplicateReason::LegalForm, &|_, _| true);
    }
    for places in by(|name| vec![name.sorted.clone()]).values() {
        add(places, DuplicateReason::WordOrder, &|_, _| true);
    }
    // Names that differ in a letter or two are one without a letter each.
    for places in by(without_a_letter).values() {
        let is_alike = |a: usize, b: usize| names[a].is_alike(&names[b]);
        add(places, DuplicateReason::Spelling, &is_alike);
    }
    found
}

/// Returns a name, and what is left of it without each of its letters.
fn without_a_letter(name: &PlainName) -> Vec<String> {
    let letters: Vec<char> = name.key.chars().collect();
    let mut all: BTreeSet<String> = (0..letters.len())
        .map(|gone| {
            let rest = letters.iter().enumerate().filter(|(at, _)| *at != gone);
            rest.map(|(_, letter)| *letter).collect()
        })
        .collect();
    all.insert(name.key.clone());
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_client_are_found_and_others_are_not() {
        let names = [
            "Umoya Rail",
            "Umoya Rail (Pty) Ltd",
            "Rail Umoya",
            "Umoja Rail",
            "Kopano",
            "Kopano 2",
            "Kopano 3",
            "Ltd",
            "Thuto",
            "Baobab Health",
            "Baobab Heatlh NPC",
        ];
        let plain: Vec<PlainName> = names.iter().map(|name| PlainName::of(name)).collect();
        let found: Vec<(&str, &str, &str)> = pairs(&plain)
            .into_iter()
            .map(|((a, b), reason)| (names[a], names[b], reason.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("Umoya Rail", "Umoya Rail (Pty) Ltd", "legal form"),
                ("Umoya Rail", "Rail Umoya", "order of words"),
                ("Umoya Rail", "Umoja Rail", "spelling"),
                ("Umoya Rail (Pty) Ltd", "Rail Umoya", "order of words"),
                ("Umoya Rail (Pty) Ltd", "Umoja Rail", "spelling"),
                ("Baobab Health", "Baobab Heatlh NPC", "spelling"),
            ]
        );
    }
}
