//! Clients as domain types and rows.

use diesel::prelude::*;
use serde::Deserialize;

use crate::db::schema::{client_aliases, client_contacts, clients};
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// The two houses under one roof; rooms are shared, so it plays no part in what is free.
    #[derive(Default)]
    pub enum Tenant {
        #[default]
        Tech = "TECH",
        Training = "TRAINING",
    }
}

text_enum! {
    /// Price tiers; an item has at most one price in force in each. Quotes use the standard tier by default.
    #[derive(Default)]
    pub enum Tier {
        #[default]
        Standard = "standard",
        Premium = "premium",
        Discounted = "discounted",
    }
}

text_enum! {
    /// What a message tells a client.
    pub enum MessageKind {
        Confirmation = "confirmation",
        Change = "change",
        Cancellation = "cancellation",
        /// A return is due within two days.
        ReturnSoon = "return_soon",
        ReturnLate = "return_late",
    }
}

/// A client's own row, read and written whole.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = clients, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ClientRow {
    pub id: i64,
    pub name: String,
    pub name_key: String,
    pub legal_name: Option<String>,
    pub tax_number: Option<String>,
    pub billing_email: Option<String>,
    pub address: Option<String>,
    /// Days to pay an invoice; `None`: those of the site.
    pub terms_days: Option<i32>,
    pub pricing_tier: Option<Tier>,
    pub tenant_id: Option<Tenant>,
    pub language: Option<String>,
    pub notes: Option<String>,
    pub is_active: bool,
    /// Why it takes no new bookings; `None`: it takes them.
    pub on_hold_reason: Option<String>,
    /// The client that it is one with.
    pub merged_into: Option<i64>,
    /// When its name, contacts and details were blanked.
    pub forgotten_at: Option<Timestamp>,
    /// `None` where a booking or a rental made it.
    pub created_by: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// ISO 3166: `DE`.
    pub country: Option<String>,
}

impl ClientRow {
    /// Returns a client of which no more than the name is known.
    pub fn blank(id: i64, name: &str, name_key: &str, now: Timestamp) -> Self {
        Self {
            id,
            name: name.to_owned(),
            name_key: name_key.to_owned(),
            legal_name: None,
            tax_number: None,
            billing_email: None,
            address: None,
            terms_days: None,
            pricing_tier: None,
            tenant_id: None,
            language: None,
            notes: None,
            is_active: true,
            on_hold_reason: None,
            merged_into: None,
            forgotten_at: None,
            created_by: None,
            created_at: now,
            updated_at: now,
            country: None,
        }
    }
}

/// Details to set; `None` leaves what is there, an empty text clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ClientChanges {
    pub legal_name: Option<String>,
    pub tax_number: Option<String>,
    pub billing_email: Option<String>,
    pub address: Option<String>,
    pub country: Option<String>,
    pub terms_days: Option<u32>,
    pub tier: Option<Tier>,
    /// An empty text clears it.
    pub tenant: Option<String>,
    pub language: Option<String>,
    pub notes: Option<String>,
    pub active: Option<bool>,
    #[serde(skip)]
    pub hold: Option<ClientHold>,
}

/// Whether a client takes new bookings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientHold {
    /// It takes none, for a reason.
    On(String),
    Off,
}

/// A client to add.
#[derive(Debug, Clone, Default)]
pub struct NewClient {
    pub name: String,
    pub details: ClientChanges,
    pub aliases: Vec<String>,
}

/// Somebody to reach at a client.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = client_contacts, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ContactRow {
    pub id: i64,
    pub client_id: i64,
    pub name: String,
    pub name_key: String,
    pub role: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub created_at: Timestamp,
}

/// Another spelling of a client's name.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = client_aliases)]
pub struct AliasRow {
    pub name_key: String,
    pub alias: String,
    pub client_id: i64,
}

/// A client with everything that belongs to it.
#[derive(Debug, Clone)]
pub struct Client {
    pub row: ClientRow,
    /// The client that it is one with now.
    pub merged_into: Option<String>,
    /// Names of the clients that were merged into it.
    pub merged: Vec<String>,
    pub aliases: Vec<String>,
    pub contacts: Vec<ContactRow>,
    /// Kinds of messages that it, or what was merged into it, does not want.
    pub unwanted_messages: Vec<MessageKind>,
}

impl Client {
    /// Returns the keys of its name, its aliases and the clients that were merged into it.
    pub fn keys(&self) -> Vec<String> {
        let names = [&self.row.name]
            .into_iter()
            .chain(&self.aliases)
            .chain(&self.merged);
        names.map(|name| name_key(name)).collect()
    }

    /// Returns the first contact's phone.
    pub fn phone(&self) -> Option<&str> {
        self.contacts.iter().find_map(|contact| contact.phone.as_deref())
    }

    /// Returns the kinds of messages that it does not want, in words.
    pub fn unwanted_as_value(&self) -> Value {
        let words = self.unwanted_messages.iter().map(|kind| kind.as_str().to_owned());
        words.collect::<Vec<_>>().into()
    }

    /// Returns its contacts as records in a record.
    pub fn contacts_as_value(&self) -> Value {
        let contact = |contact: &ContactRow| {
            Value::Object(vec![
                ("name", contact.name.as_str().into()),
                ("role", contact.role.clone().into()),
                ("email", contact.email.clone().into()),
                ("phone", contact.phone.clone().into()),
            ])
        };
        Value::List(self.contacts.iter().map(contact).collect())
    }
}

impl Record for Client {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Client>] = &[
            shown_in_table("id", |c| c.row.id.into()),
            shown_in_table("name", |c| c.row.name.as_str().into()),
            shown_in_table("legal_name", |c| c.row.legal_name.clone().into()),
            shown_in_table("tax_number", |c| c.row.tax_number.clone().into()),
            shown_in_table("billing_email", |c| c.row.billing_email.clone().into()),
            wanted_only("address", |c| c.row.address.clone().into()),
            wanted_only("country", |c| c.row.country.clone().into()),
            wanted_only("terms_days", |c| c.row.terms_days.into()),
            wanted_only("tier", |c| c.row.pricing_tier.map(Tier::as_str).into()),
            wanted_only("tenant", |c| c.row.tenant_id.map(Tenant::as_str).into()),
            wanted_only("language", |c| c.row.language.clone().into()),
            wanted_only("notes", |c| c.row.notes.clone().into()),
            wanted_only("is_active", |c| c.row.is_active.into()),
            shown_in_table("on_hold_reason", |c| c.row.on_hold_reason.clone().into()),
            shown_in_table("merged_into", |c| c.merged_into.clone().into()),
            wanted_only("merged", |c| c.merged.clone().into()),
            shown_in_table("aliases", |c| c.aliases.clone().into()),
            wanted_only("contacts", Client::contacts_as_value),
            wanted_only("unwanted_messages", Client::unwanted_as_value),
            wanted_only("forgotten_at", |c| c.row.forgotten_at.into()),
            wanted_only("created_by", |c| c.row.created_by.clone().into()),
            wanted_only("created_at", |c| c.row.created_at.into()),
            wanted_only("updated_at", |c| c.row.updated_at.into()),
        ];
        FIELDS
    }
}

/// A spelling, and the client that it means.
#[derive(Debug, Clone)]
pub struct ClientAlias {
    pub alias: String,
    pub client: String,
}

impl Record for ClientAlias {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ClientAlias>] = &[
            shown_in_table("alias", |alias| alias.alias.as_str().into()),
            shown_in_table("client", |alias| alias.client.as_str().into()),
        ];
        FIELDS
    }
}

/// A contact, and whose it is.
#[derive(Debug, Clone)]
pub struct ClientContact {
    pub client: String,
    pub row: ContactRow,
}

impl Record for ClientContact {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ClientContact>] = &[
            shown_in_table("client", |c| c.client.as_str().into()),
            shown_in_table("name", |c| c.row.name.as_str().into()),
            shown_in_table("role", |c| c.row.role.clone().into()),
            shown_in_table("email", |c| c.row.email.clone().into()),
            shown_in_table("phone", |c| c.row.phone.clone().into()),
            wanted_only("id", |c| c.row.id.into()),
            wanted_only("created_at", |c| c.row.created_at.into()),
        ];
        FIELDS
    }
}

/// A kind of message that a client does not want.
#[derive(Debug, Clone)]
pub struct MessageOptout {
    pub client: String,
    pub kind: MessageKind,
    pub created_at: Timestamp,
    pub created_by: String,
}

impl Record for MessageOptout {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<MessageOptout>] = &[
            shown_in_table("client", |one| one.client.as_str().into()),
            shown_in_table("kind", |one| one.kind.as_str().into()),
            shown_in_table("created_at", |one| one.created_at.into()),
            shown_in_table("created_by", |one| one.created_by.as_str().into()),
        ];
        FIELDS
    }
}
