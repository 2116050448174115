//! Names of demo clients and users, which the grammar of schedules reads as they are.

use crate::access::auth::Role;

const FIRST: &str = "Baobab Karoo Umoya Kopano Thuto Protea Marula Highveld Fynbos Naledi Tshwane Kalahari \
    Zambezi Acacia Springbok Amandla Lesedi Indigo Sable Meerkat Quiver Rooibos Limpopo Ubuntu";

const SECOND: &str =
    "Health Rail Energy Academy Logistics Bank Insurance Mining Foods Telecom Motors Consulting";

const GIVEN: &str = "Nomsa Sipho Thandi Pieter Zanele Ayanda Johan Fatima Lerato Kagiso Palesa Bongani Anika \
    Tumelo Refilwe Dineo Mandla Naledi Willem Priya";

const FAMILY: &str = "Dube Nkosi Mokoena Botha Naidoo Khumalo Molefe Pillay Zulu Maseko Fourie Sithole Jacobs \
    Mahlangu Venter Tshabalala";

/// How many clients there are: every first word with every second one.
pub const CLIENTS: usize = 24 * 12;

/// Returns the word at a place; beyond the last it begins again.
fn nth(words: &'static str, place: usize) -> &'static str {
    let count = words.split(' ').count();
    words.split(' ').nth(place % count).unwrap_or_default()
}

/// Tenants of an office, and where they sit.
pub const TENANTS: [(&str, &str); 2] = [("Siyaya", "Success 10"), ("Melissa", "Wisdom (8)")];

/// A client and its contact person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoClient {
    pub name: String,
    pub person: String,
    pub email: String,
    pub phone: String,
    pub address: String,
}

/// Makes a client; the same number gives the same client.
pub fn client(number: usize) -> DemoClient {
    let (first, second) = (nth(FIRST, number), nth(SECOND, number / 24));
    let (given, family) = (nth(GIVEN, number * 7), nth(FAMILY, number * 5));
    let mail = |text: &str| text.to_lowercase();
    DemoClient {
        name: format!("{first} {second}"),
        person: format!("{given} {family}"),
        // A domain that is nobody's.
        email: format!(
            "{}.{}@{}{}.example",
            mail(given),
            mail(family),
            mail(first),
            mail(second)
        ),
        phone: format!("082 555 {:04}", 100 + number),
        address: format!("{} {first} Street, Johannesburg", 1 + number % 90),
    }
}

/// A user of the demo.
pub struct DemoPerson {
    pub name: &'static str,
    pub role: Role,
}

const fn person(name: &'static str, role: Role) -> DemoPerson {
    DemoPerson { name, role }
}

pub const ROOM_BOSS: &str = "sipho";
pub const IT_BOSS: &str = "thandi";
pub const STAFF: [&str; 3] = ["ayanda", "johan", "fatima"];

/// A user of every role.
pub const PEOPLE: [DemoPerson; 10] = [
    person("lerato", Role::Admin),
    person(ROOM_BOSS, Role::TrainingFacilityAdmin),
    person(IT_BOSS, Role::ItRentalAdmin),
    person("naledi", Role::Finance),
    person("themba", Role::ProcurementOfficer),
    person("pieter", Role::TrainingFacilityAdminViewer),
    person("zanele", Role::KitchenStaff),
    person(STAFF[0], Role::Staff),
    person(STAFF[1], Role::Staff),
    person(STAFF[2], Role::Staff),
];

pub const CANCEL_REASONS: [&str; 4] = [
    "client moved to another date",
    "too few enrolled",
    "facilitator ill",
    "budget not approved",
];

pub const REJECT_REASONS: [&str; 2] = ["no room of that size is left", "asked for twice"];

pub const NOTES: [&str; 6] = [
    "needs a projector and two flip charts",
    "tables in groups of five",
    "first time here: please meet them at the gate",
    "wheelchair access, please",
    "will bring their own extension leads",
    "examination: quiet neighbours, please",
];

pub const CATERING_NOTES: [&str; 4] = [
    "two vegetarians",
    "halaal",
    "one nut allergy",
    "tea at 10:00 sharp",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_client_has_a_name_of_its_own_and_every_role_has_somebody() {
        let names: BTreeSet<String> = (0..CLIENTS).map(|number| client(number).name).collect();
        assert_eq!(names.len(), CLIENTS);
        let roles: BTreeSet<Role> = PEOPLE.iter().map(|person| person.role).collect();
        assert_eq!(roles.len(), Role::of_people().count());
    }
}
