//! Clients with their use, as lists show them.

use std::collections::BTreeMap;

use super::store::UsedName;
use crate::access::sort_order::SortOrder;
use crate::client::{Client, Tenant, Tier};
use crate::kernel::timestamp::Timestamp;
use crate::output::{
    CellForm, ColumnNeed, Record, RecordField, column, imported_apart, shown_if_wide, shown_in_table, summed,
    wanted_only,
};
use crate::text_enum;

/// Which clients to list.
#[derive(Debug, Clone, Default)]
pub struct ClientFilter {
    /// Text in a name, a spelling, a contact, a number or the notes.
    pub search: Option<String>,
    /// Those that are out of use, too.
    pub all: bool,
    pub on_hold: bool,
    pub sort: SortOrder<ClientSort>,
    /// Lists the clients that follow this one.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of listed clients.
    #[derive(Default)]
    pub enum ClientSort {
        #[default]
        Name = "name",
        Id = "id",
        Bookings = "bookings",
        LastBooking = "last_booking",
    }
}

/// A client with what it booked and rented.
#[derive(Debug, Clone)]
pub struct ClientUse {
    pub client: Client,
    /// Bookings that stand.
    pub bookings: i64,
    pub rentals: i64,
    pub last_booking: Option<Timestamp>,
    /// Of the newest booking or rental that has one.
    used_phone: Option<(Timestamp, String)>,
    /// As bookings and rentals write the name, with how often.
    spellings: BTreeMap<String, i64>,
}

impl ClientUse {
    /// Returns a client that nothing is known of yet.
    pub fn new(client: Client) -> Self {
        Self {
            client,
            bookings: 0,
            rentals: 0,
            last_booking: None,
            used_phone: None,
            spellings: BTreeMap::new(),
        }
    }

    pub fn add_bookings(&mut self, used: &UsedName) {
        self.bookings += used.count;
        self.last_booking = self.last_booking.max(used.last_at);
        self.add(used);
    }

    pub fn add_rentals(&mut self, used: &UsedName) {
        self.rentals += used.count;
        self.add(used);
    }

    fn add(&mut self, used: &UsedName) {
        *self.spellings.entry(used.name.clone()).or_default() += used.count;
        if let (Some(phone), Some(at)) = (&used.phone, used.last_at)
            && self.used_phone.as_ref().is_none_or(|(last, _)| *last < at)
        {
            self.used_phone = Some((at, phone.clone()));
        }
    }

    /// Returns the phone of its first contact, else that of its newest booking or rental.
    pub fn phone(&self) -> Option<&str> {
        let used = self.used_phone.as_ref().map(|(_, phone)| phone.as_str());
        self.client.phone().or(used)
    }

    /// Returns every way in which its name was written, the most usual first.
    pub fn spellings(&self) -> Vec<String> {
        let mut all: Vec<(&String, &i64)> = self.spellings.iter().collect();
        all.sort_by(|a, b| b.1.cmp(a.1));
        all.into_iter().map(|(name, _)| name.clone()).collect()
    }
}

impl Record for ClientUse {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ClientUse>] = &[
            shown_in_table("id", |c| c.client.row.id.into()),
            imported_apart(
                shown_in_table("name", |c| c.client.row.name.as_str().into()),
                column(
                    CellForm::Text(255),
                    "Name of the client; one of its spellings finds it too",
                )
                .need(ColumnNeed::Key)
                .synonyms(&["Client", "Client name", "Customer"])
                .example("Marula Pottery"),
            ),
            shown_in_table("spellings", |c| c.spellings().into()),
            summed(shown_in_table("bookings", |c| c.bookings.into())),
            summed(shown_if_wide("rentals", |c| c.rentals.into())),
            shown_in_table("last_booking", |c| c.last_booking.into()),
            shown_in_table("phone", |c| c.phone().map(str::to_owned).into()),
            shown_if_wide("on_hold_reason", |c| c.client.row.on_hold_reason.clone().into()),
            imported_apart(
                wanted_only("legal_name", |c| c.client.row.legal_name.clone().into()),
                column(CellForm::Text(255), "Legal name, as on invoices")
                    .synonyms(&["Registered name"])
                    .example("Marula Pottery (Pty) Ltd"),
            ),
            imported_apart(
                wanted_only("tax_number", |c| c.client.row.tax_number.clone().into()),
                column(CellForm::Text(50), "Tax number")
                    .synonyms(&["VAT number", "VAT no", "Tax no"])
                    .example("4010203040"),
            ),
            imported_apart(
                wanted_only("billing_email", |c| c.client.row.billing_email.clone().into()),
                column(CellForm::Text(255), "Email address for invoices")
                    .synonyms(&["Email", "E-mail", "Invoice email"])
                    .example("accounts@pottery.example"),
            ),
            imported_apart(
                wanted_only("address", |c| c.client.row.address.clone().into()),
                column(CellForm::Notes(2000), "Postal address")
                    .synonyms(&["Postal address"])
                    .example("2 Oak St, Windhoek"),
            ),
            imported_apart(
                wanted_only("country", |c| c.client.row.country.clone().into()),
                column(CellForm::Text(2), "Country as two letters of ISO 3166")
                    .synonyms(&["Country code"])
                    .example("NA"),
            ),
            imported_apart(
                wanted_only("terms_days", |c| c.client.row.terms_days.into()),
                column(CellForm::Count, "Days to pay an invoice")
                    .synonyms(&["Terms", "Payment terms"])
                    .example("30"),
            ),
            imported_apart(
                wanted_only("tier", |c| c.client.row.pricing_tier.map(Tier::as_str).into()),
                column(CellForm::one_of(Tier::WORDS), "Price tier")
                    .synonyms(&["Price tier", "Pricing tier"])
                    .example("standard"),
            ),
            imported_apart(
                wanted_only("tenant", |c| c.client.row.tenant_id.map(Tenant::as_str).into()),
                column(CellForm::one_of(Tenant::WORDS), "Tenant").example("TRAINING"),
            ),
            imported_apart(
                wanted_only("language", |c| c.client.row.language.clone().into()),
                column(CellForm::Text(35), "Language of documents, such as en or en-ZA").example("en-ZA"),
            ),
            imported_apart(
                wanted_only("notes", |c| c.client.row.notes.clone().into()),
                column(CellForm::Notes(2000), "Notes")
                    .synonyms(&["Note", "Comment"])
                    .example("pays by EFT"),
            ),
            imported_apart(
                wanted_only("is_active", |c| c.client.row.is_active.into()),
                column(CellForm::Flag, "Whether it is in use")
                    .synonyms(&["Active", "In use"])
                    .decides()
                    .example("yes"),
            ),
            wanted_only("merged", |c| c.client.merged.clone().into()),
            imported_apart(
                wanted_only("aliases", |c| c.client.aliases.clone().into()),
                column(
                    CellForm::Spellings,
                    "All other spellings, separated by semicolons",
                )
                .synonyms(&["Alias", "Also known as"])
                .example("Marula Pots"),
            ),
            wanted_only("contacts", |c| c.client.contacts_as_value()),
            wanted_only("unwanted_messages", |c| c.client.unwanted_as_value()),
            wanted_only("forgotten_at", |c| c.client.row.forgotten_at.into()),
            wanted_only("created_by", |c| c.client.row.created_by.clone().into()),
            wanted_only("created_at", |c| c.client.row.created_at.into()),
            wanted_only("updated_at", |c| c.client.row.updated_at.into()),
        ];
        FIELDS
    }
}
