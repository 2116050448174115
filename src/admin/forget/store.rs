//! What is known of a client, read and blanked.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde_json::json;

use super::needles::{BLANK, Needles};
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{
    audit_log, audit_values, bookings, client_aliases, client_contacts, client_messages, clients, demand,
    device_movement_log, import_rows, imports, invoices, notifications, offsite_rentals, operation_rows,
    operations, outbox, payments, quotes,
};
use crate::db::types::Json;
use crate::db::{Connection, containing};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::quote::saved::model::QuoteContent;

/// The records of a client, by which rows that are about it are found.
#[derive(Debug, Default)]
pub struct ForgottenRecords {
    pub clients: Vec<i64>,
    pub bookings: Vec<i64>,
    pub rentals: Vec<(i64, String)>,
    pub aliases: Vec<String>,
    pub contacts: Vec<i64>,
    /// Files of its bookings, rentals and forgotten invoices.
    pub files: Vec<i64>,
}

impl ForgottenRecords {
    /// Returns kind and name in the log of every record.
    fn entities(&self) -> Vec<(&'static str, Vec<String>)> {
        let texts = |ids: &[i64]| ids.iter().map(i64::to_string).collect::<Vec<_>>();
        vec![
            ("client", texts(&self.clients)),
            ("booking", texts(&self.bookings)),
            (
                "rental",
                self.rentals.iter().map(|(_, number)| number.clone()).collect(),
            ),
            ("file", texts(&self.files)),
        ]
    }

    /// Returns table and key of every row.
    fn rows(&self) -> Vec<(&'static str, Vec<String>)> {
        let texts = |ids: &[i64]| ids.iter().map(i64::to_string).collect::<Vec<_>>();
        vec![
            ("clients", texts(&self.clients)),
            ("bookings", texts(&self.bookings)),
            (
                "offsite_rentals",
                self.rentals.iter().map(|(id, _)| id.to_string()).collect(),
            ),
            ("client_aliases", self.aliases.clone()),
            ("client_contacts", texts(&self.contacts)),
            ("attachments", texts(&self.files)),
        ]
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = clients)]
struct NamedClient {
    name: String,
    legal_name: Option<String>,
    tax_number: Option<String>,
    billing_email: Option<String>,
    address: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = client_contacts)]
struct NamedContact {
    id: i64,
    name: String,
    email: Option<String>,
    phone: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = bookings)]
struct NamedBooking {
    id: i64,
    client_name: String,
    client_contact_person: Option<String>,
    client_email: Option<String>,
    client_phone: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = offsite_rentals)]
struct NamedRental {
    id: i64,
    rental_no: String,
    client_name: String,
    contact_person: String,
    contact_number: String,
    contact_email: Option<String>,
    company: String,
    address: String,
}

/// Finds the records of these clients, and the texts about them.
pub fn find(connection: &mut Connection, ids: &[i64]) -> Result<(ForgottenRecords, Needles)> {
    let mut needles = Needles::default();
    let mut records = ForgottenRecords {
        clients: ids.to_vec(),
        ..ForgottenRecords::default()
    };
    let named: Vec<NamedClient> = clients::table
        .filter(clients::id.eq_any(ids.to_vec()))
        .select(NamedClient::as_select())
        .load(connection)?;
    for one in named {
        needles.add_name(one.name);
        needles.add([one.legal_name, one.tax_number, one.billing_email, one.address]);
    }
    let aliases: Vec<(String, String)> = client_aliases::table
        .filter(client_aliases::client_id.eq_any(ids.to_vec()))
        .select((client_aliases::name_key, client_aliases::alias))
        .load(connection)?;
    for (key, alias) in aliases {
        needles.add_name(alias);
        records.aliases.push(key);
    }
    let contacts: Vec<NamedContact> = client_contacts::table
        .filter(client_contacts::client_id.eq_any(ids.to_vec()))
        .select(NamedContact::as_select())
        .load(connection)?;
    for one in contacts {
        needles.add([Some(one.name), one.email, one.phone]);
        records.contacts.push(one.id);
    }
    let booked: Vec<NamedBooking> = bookings::table
        .filter(bookings::client_id.eq_any(ids.to_vec()))
        .select(NamedBooking::as_select())
        .load(connection)?;
    for one in booked {
        let contact = [one.client_contact_person, one.client_email, one.client_phone];
        needles.add(contact);
        needles.add_name(one.client_name);
        records.bookings.push(one.id);
    }
    let rented: Vec<NamedRental> = offsite_rentals::table
        .filter(offsite_rentals::client_id.eq_any(ids.to_vec()))
        .select(NamedRental::as_select())
        .load(connection)?;
    for one in rented {
        needles.add_name(one.client_name);
        needles.add([one.contact_person, one.contact_number, one.company, one.address].map(Some));
        needles.add([one.contact_email]);
        records.rentals.push((one.id, one.rental_no));
    }
    Ok((records, needles))
}

/// Blanks a client's own row; its bookings and rentals are called as it is.
pub fn blank_client(
    connection: &mut Connection,
    id: i64,
    (name, key): (&str, &str),
    now: Timestamp,
) -> Result<()> {
    let none = None::<String>;
    diesel::update(clients::table.find(id))
        .set((
            clients::name.eq(name),
            clients::name_key.eq(key),
            clients::legal_name.eq(&none),
            clients::tax_number.eq(&none),
            clients::billing_email.eq(&none),
            clients::address.eq(&none),
            clients::country.eq(&none),
            clients::notes.eq(&none),
            clients::on_hold_reason.eq(&none),
            clients::is_active.eq(false),
            clients::forgotten_at.eq(now),
            clients::updated_at.eq(now),
        ))
        .execute(connection)?;
    blank_client_messages(connection, id)?;
    diesel::delete(client_aliases::table.filter(client_aliases::client_id.eq(id))).execute(connection)?;
    diesel::delete(client_contacts::table.filter(client_contacts::client_id.eq(id))).execute(connection)?;
    diesel::update(bookings::table.filter(bookings::client_id.eq(id)))
        .set((
            bookings::client_name.eq(name),
            bookings::client_contact_person.eq(&none),
            bookings::client_email.eq(&none),
            bookings::client_phone.eq(&none),
            bookings::revision.eq(bookings::revision + 1),
            bookings::updated_at.eq(now),
        ))
        .execute(connection)?;
    diesel::update(offsite_rentals::table.filter(offsite_rentals::client_id.eq(id)))
        .set((
            offsite_rentals::client_name.eq(name),
            offsite_rentals::contact_person.eq(BLANK),
            offsite_rentals::contact_number.eq(BLANK),
            offsite_rentals::contact_email.eq(&none),
            offsite_rentals::company.eq(name),
            offsite_rentals::address.eq(BLANK),
            offsite_rentals::updated_at.eq(now),
        ))
        .execute(connection)?;
    Ok(())
}

/// Blanks what a client was told, and where; what waits is not sent.
fn blank_client_messages(connection: &mut Connection, id: i64) -> Result<()> {
    use client_messages as m;
    let waiting = m::table.filter(
        m::client_id
            .eq(id)
            .and(m::state.eq_any(["queued", "sending", "failed"])),
    );
    diesel::update(waiting)
        .set((m::state.eq("superseded"), m::reason.eq("the client is forgotten")))
        .execute(connection)?;
    diesel::update(m::table.filter(m::client_id.eq(id)))
        .set((
            m::email.eq(None::<String>),
            m::known.eq(None::<Json>),
            m::told.eq(None::<Json>),
        ))
        .execute(connection)?;
    Ok(())
}

/// Documents of a client, by what became of them.
#[derive(Debug, Default)]
pub struct ForgottenDocuments {
    /// Numbers of invoices and credit notes that were blanked.
    pub invoices: Vec<String>,
    /// The same, as tables number them.
    pub invoice_ids: Vec<i64>,
    pub payments: Vec<String>,
    /// How many are kept as they are.
    pub kept: usize,
}

/// Blanks for whom the documents and payments of a client are that were issued or received before a day.
pub fn blank_documents(
    connection: &mut Connection,
    id: i64,
    (name, key): (&str, &str),
    before: NaiveDate,
) -> Result<ForgottenDocuments> {
    let named: Vec<(i64, String, NaiveDate, Option<String>)> = invoices::table
        .filter(invoices::client_id.eq(id).and(invoices::client_name.ne(name)))
        .select((
            invoices::id,
            invoices::number,
            invoices::issued_on,
            invoices::reason,
        ))
        .order(invoices::id)
        .load(connection)?;
    let mut documents = ForgottenDocuments::default();
    let blank = |reason: Option<String>| reason.map(|_| BLANK);
    let bill_to = Json(json!({"name": name, "tax_number": null, "address": null, "email": null}));
    for (document, number, day, reason) in named {
        if day >= before {
            documents.kept += 1;
            continue;
        }
        diesel::update(invoices::table.find(document))
            .set((
                invoices::client_name.eq(name),
                invoices::client_key.eq(key),
                invoices::bill_to.eq(bill_to.clone()),
                invoices::reason.eq(blank(reason)),
                invoices::addressee_salt.eq(None::<String>),
            ))
            .execute(connection)?;
        documents.invoices.push(number);
        documents.invoice_ids.push(document);
    }
    let named: Vec<(i64, String, NaiveDate, Option<String>)> = payments::table
        .filter(payments::client_id.eq(id).and(payments::client_name.ne(name)))
        .select((
            payments::id,
            payments::number,
            payments::received_on,
            payments::reason,
        ))
        .order(payments::id)
        .load(connection)?;
    for (payment, number, day, reason) in named {
        if day >= before {
            documents.kept += 1;
            continue;
        }
        diesel::update(payments::table.find(payment))
            .set((
                payments::client_name.eq(name),
                payments::client_key.eq(key),
                payments::reference.eq(None::<String>),
                payments::reason.eq(blank(reason)),
            ))
            .execute(connection)?;
        documents.payments.push(number);
    }
    Ok(documents)
}

/// Blanks for whom the quotes of a client, and of its bookings and rentals, are; returns their numbers.
pub fn blank_quotes(
    connection: &mut Connection,
    records: &ForgottenRecords,
    needles: &Needles,
    (name, key): (&str, &str),
) -> Result<Vec<String>> {
    type NamedQuote = (i64, String, Json<QuoteContent>);
    let keys: Vec<String> = needles.names().iter().map(|name| name_key(name)).collect();
    let some = |ids: &[i64]| ids.iter().copied().map(Some).collect::<Vec<_>>();
    let rentals: Vec<i64> = records.rentals.iter().map(|(id, _)| *id).collect();
    let mut named: BTreeMap<i64, NamedQuote> = BTreeMap::new();
    let mut found = Vec::new();
    let columns = (quotes::id, quotes::number, quotes::content);
    for keys in keys.chunks(IDS_PER_QUERY) {
        let of_name = quotes::table.filter(quotes::client_key.eq_any(keys.to_vec()));
        found.extend(of_name.select(columns).load::<NamedQuote>(connection)?);
    }
    for ids in records.bookings.chunks(IDS_PER_QUERY) {
        let of_bookings = quotes::table.filter(quotes::booking_id.eq_any(some(ids)));
        found.extend(of_bookings.select(columns).load::<NamedQuote>(connection)?);
    }
    for ids in rentals.chunks(IDS_PER_QUERY) {
        let of_rentals = quotes::table.filter(quotes::rental_id.eq_any(some(ids)));
        found.extend(of_rentals.select(columns).load::<NamedQuote>(connection)?);
    }
    named.extend(found.into_iter().map(|quote| (quote.0, quote)));
    let mut numbers = Vec::new();
    for (id, number, mut content) in named.into_values() {
        content.0.header.client_name = Some(name.to_owned());
        diesel::update(quotes::table.find(id))
            .set((
                quotes::client_name.eq(name),
                quotes::client_key.eq(key),
                quotes::content.eq(content),
            ))
            .execute(connection)?;
        numbers.push(number);
    }
    Ok(numbers)
}

/// Blanks whose the wishes for rooms of a client are; their numbers stay counted.
pub fn blank_demand(
    connection: &mut Connection,
    records: &ForgottenRecords,
    needles: &Needles,
    (name, key): (&str, &str),
) -> Result<()> {
    let keys: Vec<String> = needles.names().iter().map(|name| name_key(name)).collect();
    let mut ids: BTreeSet<i64> = BTreeSet::new();
    for keys in keys.chunks(IDS_PER_QUERY) {
        let of_name = demand::table.filter(demand::client_key.eq_any(keys.to_vec()));
        ids.extend(of_name.select(demand::id).load::<i64>(connection)?);
    }
    for bookings in records.bookings.chunks(IDS_PER_QUERY) {
        let some: Vec<Option<i64>> = bookings.iter().copied().map(Some).collect();
        let of_bookings = demand::table.filter(demand::booking_id.eq_any(some));
        ids.extend(of_bookings.select(demand::id).load::<i64>(connection)?);
    }
    for id in ids {
        // A client's wish for a period is one a day, also where it had several spellings.
        diesel::update(demand::table.find(id))
            .set((
                demand::client_name.eq(name),
                demand::client_key.eq(format!("{key} {id}")),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// A column of texts that somebody wrote freely.
#[derive(Debug)]
struct FreeText {
    table: &'static str,
    key: &'static str,
    column: &'static str,
    /// Whether the key is a number.
    is_number: bool,
    /// SQL of what the command names, where that is not the key.
    named_by: Option<&'static str>,
    /// Changes the text, or shows it.
    command: &'static str,
}

impl FreeText {
    const fn new(
        table: &'static str,
        key: &'static str,
        column: &'static str,
        command: &'static str,
    ) -> Self {
        Self {
            table,
            key,
            column,
            is_number: true,
            named_by: None,
            command,
        }
    }

    /// Returns it with a key that is a text.
    const fn by_text(self) -> Self {
        Self {
            is_number: false,
            ..self
        }
    }

    const fn named_by(self, sql: &'static str) -> Self {
        Self {
            named_by: Some(sql),
            ..self
        }
    }
}

/// Of a movement or an assignment: the serial of its device.
const SERIAL: &str = "(SELECT d.serial_number FROM devices d WHERE d.id = device_id)";

/// Of a part of a requisition: its number.
const REQUISITION: &str = "(SELECT r.number FROM requisitions r WHERE r.id = requisition_id)";

/// Whose titles the log keeps beside its chain.
const TASKS: &str = "tasks";

/// Whose lines the log keeps beside its chain.
const VIEWS: &str = "views";

/// Whose names are fixed, in the database and in the log.
const FILES: &str = "attachments";

/// Whose names the log keeps beside its chain, and whose text is read again from a file that nobody changes.
const VAULT_FILES: &str = "vault_files";
const SHOW_VAULT_FILE: &str = "colab vault show {}";

/// Every text that may name a client without being about it.
const FREE_TEXTS: [FreeText; 36] = [
    FreeText::new(VIEWS, "id", "words", "colab view list"),
    FreeText::new("proposals", "id", "reason", "colab agent show {}"),
    FreeText::new(VAULT_FILES, "id", "path", SHOW_VAULT_FILE).named_by("path"),
    FreeText::new(VAULT_FILES, "id", "text", SHOW_VAULT_FILE).named_by("path"),
    FreeText::new(VAULT_FILES, "id", "facts", SHOW_VAULT_FILE).named_by("path"),
    FreeText::new(
        "bookings",
        "id",
        "requester_notes",
        "colab booking edit {} --notes TEXT",
    ),
    FreeText::new(
        "bookings",
        "id",
        "room_boss_notes",
        "colab booking edit {} --room-boss-notes TEXT",
    ),
    FreeText::new("bookings", "id", "status_reason", "colab booking show {}"),
    FreeText::new("bookings", "id", "over_capacity_reason", "colab booking show {}"),
    FreeText::new(
        "booking_catering",
        "booking_id",
        "catering_notes",
        "colab booking edit {} --catering-notes TEXT",
    ),
    FreeText::new(
        "booking_device_assignments",
        "id",
        "notes",
        "colab device show {}",
    )
    .named_by(SERIAL),
    FreeText::new("device_movement_log", "id", "from_place", "colab device show {}").named_by(SERIAL),
    FreeText::new("device_movement_log", "id", "to_place", "colab device show {}").named_by(SERIAL),
    FreeText::new("device_movement_log", "id", "reason", "colab device show {}").named_by(SERIAL),
    FreeText::new(
        "offsite_rentals",
        "rental_no",
        "notes",
        "colab rental edit {} --notes TEXT",
    )
    .by_text(),
    FreeText::new(
        "devices",
        "serial_number",
        "notes",
        "colab device edit {} --notes TEXT",
    )
    .by_text(),
    FreeText::new(
        "devices",
        "serial_number",
        "place",
        "colab device move {} --place PLACE",
    )
    .by_text(),
    FreeText::new("clients", "name", "notes", "colab client edit {} --notes TEXT").by_text(),
    FreeText::new(
        "clients",
        "name",
        "on_hold_reason",
        "colab client edit {} --on-hold --reason TEXT",
    )
    .by_text(),
    FreeText::new(
        "locations",
        "name",
        "notes",
        "colab location edit {} --notes TEXT",
    )
    .by_text(),
    FreeText::new(
        "locations",
        "name",
        "address",
        "colab location edit {} --address TEXT",
    )
    .by_text(),
    FreeText::new("room_blocks", "id", "reason", "colab room blocks --all"),
    FreeText::new(
        "vendors",
        "name",
        "contact",
        "colab vendor edit {} --contact TEXT",
    )
    .by_text(),
    FreeText::new("vendors", "name", "notes", "colab vendor edit {} --notes TEXT").by_text(),
    FreeText::new(FILES, "id", "name", "colab file remove {} --for-good"),
    FreeText::new(TASKS, "id", "title", "colab task edit {} --title TEXT"),
    FreeText::new(TASKS, "id", "notes", "colab task edit {} --notes TEXT"),
    FreeText::new("task_events", "id", "text", "colab task show {}").named_by("CAST(task_id AS text)"),
    FreeText::new("requisitions", "number", "purpose", "colab requisition show {}").by_text(),
    FreeText::new(
        "requisitions",
        "number",
        "close_reason",
        "colab requisition show {}",
    )
    .by_text(),
    FreeText::new(
        "requisition_items",
        "id",
        "description",
        "colab requisition show {}",
    )
    .named_by(REQUISITION),
    FreeText::new(
        "requisition_decisions",
        "id",
        "reason",
        "colab requisition show {}",
    )
    .named_by(REQUISITION),
    FreeText::new("requisition_receipts", "id", "note", "colab requisition show {}").named_by(REQUISITION),
    FreeText::new("outbox", "id", "message", "colab notify check"),
    FreeText::new("notifications", "id", "title", "colab notify show {}"),
    FreeText::new("notifications", "id", "message", "colab notify show {}"),
];

/// A free text that names the client.
#[derive(Debug, Clone)]
pub struct NamingText {
    place: &'static FreeText,
    key: String,
    text: String,
    /// What the command names.
    named: String,
}

impl NamingText {
    /// Returns the number of the task that it belongs to.
    pub fn task(&self) -> Option<String> {
        (self.place.table == TASKS).then(|| self.key.clone())
    }

    /// Returns the number of the view whose line it is.
    pub fn view(&self) -> Option<String> {
        (self.place.table == VIEWS).then(|| self.key.clone())
    }

    /// Returns the number of the file whose name it is.
    pub fn file(&self) -> Option<i64> {
        (self.place.table == FILES).then(|| self.key.parse().ok())?
    }

    /// Returns the number of the file of the vault that it was read of.
    pub fn vault_file(&self) -> Option<i64> {
        (self.place.table == VAULT_FILES).then(|| self.key.parse().ok())?
    }

    /// Returns the path of the file of the vault that it was read of.
    pub fn vault_path(&self) -> Option<&str> {
        self.vault_file().map(|_| self.named.as_str())
    }

    /// Returns the text without the names.
    pub fn blanked(&self, needles: &Needles) -> Option<String> {
        needles.blanked(&self.text)
    }

    /// Returns the command that changes the text, or shows it.
    pub fn command(&self) -> String {
        self.place.command.replace("{}", &shell_word(&self.named))
    }
}

#[derive(QueryableByName)]
struct KeyedText {
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Text)]
    text: String,
}

/// Finds the texts of a column that have a name of the client, in upper or lower case, by their keys.
fn texts_with_names(
    connection: &mut Connection,
    (table, key, column): (&str, &str, &str),
    needles: &Needles,
) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for name in needles.spelled_names() {
        let sql = format!(
            "SELECT CAST({key} AS text) AS key, {column} AS text FROM {table} WHERE lower({column}) LIKE $1 ESCAPE '\\'"
        );
        let rows: Vec<KeyedText> = diesel::sql_query(sql)
            .bind::<Text, _>(containing(&name))
            .load(connection)?;
        texts.extend(rows.into_iter().map(|row| (row.key, row.text)));
    }
    Ok(texts)
}

/// Returns what commands call the rows of free texts, by key.
fn keys_as(connection: &mut Connection, place: &FreeText, sql: &str) -> Result<BTreeMap<String, String>> {
    let FreeText {
        table, key, column, ..
    } = place;
    let rows: Vec<KeyedText> = diesel::sql_query(format!(
        "SELECT CAST({key} AS text) AS key, {sql} AS text FROM {table} WHERE {column} IS NOT NULL AND {sql} IS NOT NULL"
    ))
    .load(connection)?;
    Ok(rows.into_iter().map(|row| (row.key, row.text)).collect())
}

/// Finds the free texts that have a name of the client.
pub fn naming_texts(connection: &mut Connection, needles: &Needles) -> Result<Vec<NamingText>> {
    let mut found = Vec::new();
    for place in &FREE_TEXTS {
        let FreeText {
            table, key, column, ..
        } = place;
        let texts = texts_with_names(connection, (table, key, column), needles)?;
        let names = match place.named_by {
            Some(sql) if !texts.is_empty() => keys_as(connection, place, sql)?,
            _ => BTreeMap::new(),
        };
        found.extend(texts.into_iter().map(|(key, text)| NamingText {
            place,
            named: names.get(&key).unwrap_or(&key).clone(),
            key,
            text,
        }));
    }
    Ok(found)
}

/// Blanks free texts that name the client, and what the history kept of them. Names of files are left to their slice.
pub fn blank_texts(connection: &mut Connection, texts: &[NamingText], needles: &Needles) -> Result<()> {
    for NamingText { place, key, text, .. } in texts.iter().filter(|text| text.file().is_none()) {
        let Some(blank) = needles.blanked(text) else {
            continue;
        };
        let FreeText {
            table,
            key: key_column,
            column,
            ..
        } = place;
        let key_type = if place.is_number { "bigint" } else { "text" };
        let revision = if *table == "bookings" {
            ", revision = revision + 1"
        } else {
            ""
        };
        let sql =
            format!("UPDATE {table} SET {column} = $1{revision} WHERE {key_column} = CAST($2 AS {key_type})");
        diesel::sql_query(sql)
            .bind::<Text, _>(&blank)
            .bind::<Text, _>(key.as_str())
            .execute(connection)?;
    }
    let tables: Vec<&str> = FREE_TEXTS.iter().map(|place| place.table).collect();
    diesel::delete(
        operation_rows::table
            .filter(operation_rows::table_name.eq_any(tables))
            .filter(operation_rows::operation_id.is_null()),
    )
    .execute(connection)?;
    for (id, before) in texts_with_names(connection, ("operation_rows", "id", "before"), needles)? {
        if let (Ok(id), Some(before)) = (id.parse::<i64>(), needles.blanked_json(&before)) {
            diesel::update(operation_rows::table.find(id))
                .set(operation_rows::before.eq(before))
                .execute(connection)?;
        }
    }
    let lines = texts_with_names(connection, ("operations", "id", "words"), needles)?;
    let lines: Vec<i64> = lines.keys().filter_map(|id| id.parse().ok()).collect();
    blank_lines(connection, &lines, needles)
}

/// Blanks the messages that were passed on or wait, and the notifications; returns how many of these.
pub fn blank_messages(
    connection: &mut Connection,
    records: &ForgottenRecords,
    needles: &Needles,
) -> Result<Vec<String>> {
    let entities: HashMap<&str, HashSet<String>> = records
        .entities()
        .into_iter()
        .map(|(kind, ids)| (kind, ids.into_iter().collect()))
        .collect();
    let is_about = |entity: &str, id: &String| entities.get(entity).is_some_and(|ids| ids.contains(id));
    let messages: Vec<(i64, String, String, String)> = outbox::table
        .select((outbox::id, outbox::entity, outbox::entity_id, outbox::message))
        .load(connection)?;
    for (id, entity, entity_id, message) in messages {
        if !is_about(&entity, &entity_id) {
            continue;
        }
        if let Some(message) = needles.blanked(&message) {
            diesel::update(outbox::table.find(id))
                .set(outbox::message.eq(message))
                .execute(connection)?;
        }
    }
    let told: Vec<ToldNotification> = notifications::table
        .select(ToldNotification::as_select())
        .load(connection)?;
    let mut blanked = Vec::new();
    for one in told {
        let is_named = one.details.0["client_name"]
            .as_str()
            .is_some_and(|name| needles.is_name(name));
        if !is_named && !is_about(&one.entity, &one.entity_id) {
            continue;
        }
        blanked.push(one.id.to_string());
        let title = needles.blanked(&one.title);
        let message = needles.blanked(&one.message);
        let details = needles.blanked_value(one.details.0.clone());
        if title.is_none() && message.is_none() && details == one.details.0 {
            continue;
        }
        diesel::update(notifications::table.find(one.id))
            .set((
                notifications::title.eq(title.unwrap_or(one.title)),
                notifications::message.eq(message.unwrap_or(one.message)),
                notifications::details.eq(Json(details)),
            ))
            .execute(connection)?;
    }
    Ok(blanked)
}

/// Blanks where the client's rentals took devices, in the movements of these.
pub fn blank_movements(
    connection: &mut Connection,
    records: &ForgottenRecords,
    needles: &Needles,
) -> Result<()> {
    let rentals: Vec<i64> = records.rentals.iter().map(|(id, _)| *id).collect();
    for ids in rentals.chunks(IDS_PER_QUERY) {
        let some: Vec<Option<i64>> = ids.iter().copied().map(Some).collect();
        let moved: Vec<LoggedMovement> = device_movement_log::table
            .filter(device_movement_log::rental_id.eq_any(some))
            .select(LoggedMovement::as_select())
            .load(connection)?;
        for one in moved {
            let texts = [one.from_place, one.to_place, one.reason];
            let blank = texts
                .clone()
                .map(|text| text.map(|text| needles.blanked(&text).unwrap_or(text)));
            if blank == texts {
                continue;
            }
            let [from_place, to_place, reason] = blank;
            diesel::update(device_movement_log::table.find(one.id))
                .set((
                    device_movement_log::from_place.eq(from_place),
                    device_movement_log::to_place.eq(to_place),
                    device_movement_log::reason.eq(reason),
                ))
                .execute(connection)?;
        }
    }
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = device_movement_log)]
struct LoggedMovement {
    id: i64,
    from_place: Option<String>,
    to_place: Option<String>,
    reason: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = notifications)]
struct ToldNotification {
    id: i64,
    entity: String,
    entity_id: String,
    title: String,
    message: String,
    details: Json,
}

#[derive(Queryable, Selectable, AsChangeset)]
#[diesel(table_name = import_rows, treat_none_as_null = true)]
struct ReadCell {
    id: i64,
    text: Option<String>,
    #[diesel(column_name = said)]
    reading: Option<Json>,
    before: Option<Json>,
    after: Option<Json>,
    message: Option<String>,
}

/// Blanks what imports read of the client and its bookings, and what names it in rows that came to nothing. What stands there is
/// not what the records have, so that the next import leaves them alone.
pub fn blank_imports(
    connection: &mut Connection,
    records: &ForgottenRecords,
    needles: &Needles,
) -> Result<()> {
    let mut rows: BTreeSet<i64> = BTreeSet::new();
    for ids in records.bookings.chunks(IDS_PER_QUERY) {
        let some: Vec<Option<i64>> = ids.iter().copied().map(Some).collect();
        let read = import_rows::table.filter(import_rows::booking_id.eq_any(some));
        rows.extend(read.select(import_rows::id).load::<i64>(connection)?);
    }
    let clients: Vec<Option<String>> = records.clients.iter().map(|id| Some(id.to_string())).collect();
    let read = import_rows::table
        .inner_join(imports::table)
        .filter(imports::kind.eq("clients"))
        .filter(import_rows::record.eq_any(clients));
    rows.extend(read.select(import_rows::id).load::<i64>(connection)?);
    // Others' rows are others'.
    let nobodys = "(SELECT * FROM import_rows WHERE booking_id IS NULL AND record IS NULL) nobodys";
    for column in ["text", "message"] {
        let named = texts_with_names(connection, (nobodys, "id", column), needles)?;
        rows.extend(named.into_keys().filter_map(|id| id.parse::<i64>().ok()));
    }
    for (id, report) in texts_with_names(connection, ("imports", "id", "CAST(report AS text)"), needles)? {
        if let (Ok(id), Some(report)) = (id.parse::<i64>(), needles.blanked_json(&report)) {
            let report: serde_json::Value = serde_json::from_str(&report).unwrap_or_default();
            diesel::update(imports::table.find(id))
                .set(imports::report.eq(Json(report)))
                .execute(connection)?;
        }
    }
    let rows: Vec<i64> = rows.into_iter().collect();
    for ids in rows.chunks(IDS_PER_QUERY) {
        let cells: Vec<ReadCell> = import_rows::table
            .filter(import_rows::id.eq_any(ids.to_vec()))
            .select(ReadCell::as_select())
            .load(connection)?;
        for cell in cells {
            let text = |text: Option<String>| text.map(|text| needles.blanked(&text).unwrap_or(text));
            let json = |json: Option<Json>| json.map(|json| Json(needles.blanked_value(json.0)));
            let blank = ReadCell {
                id: cell.id,
                text: text(cell.text),
                reading: json(cell.reading),
                before: json(cell.before),
                after: json(cell.after),
                message: text(cell.message),
            };
            diesel::update(import_rows::table.find(blank.id))
                .set(&blank)
                .execute(connection)?;
        }
    }
    Ok(())
}

/// Blanks what the history of operations kept: command lines, and rows as they were. What this transaction kept of the client is
/// not kept.
pub fn blank_history(
    connection: &mut Connection,
    records: &ForgottenRecords,
    needles: &Needles,
) -> Result<()> {
    blank_money_lines(connection, needles)?;
    for (table, keys) in records.rows() {
        for keys in keys.chunks(IDS_PER_QUERY) {
            let kept = || {
                operation_rows::table
                    .filter(operation_rows::table_name.eq(table))
                    .filter(operation_rows::row_key.eq_any(keys.to_vec()))
            };
            let touched: Vec<i64> = kept()
                .filter(operation_rows::operation_id.is_not_null())
                .select(operation_rows::operation_id.assume_not_null())
                .distinct()
                .load(connection)?;
            blank_lines(connection, &touched, needles)?;
            if matches!(table, "bookings" | "offsite_rentals") {
                diesel::delete(
                    operation_rows::table
                        .filter(operation_rows::table_name.eq(table))
                        .filter(operation_rows::row_key.eq_any(keys.to_vec()))
                        .filter(operation_rows::operation_id.is_null()),
                )
                .execute(connection)?;
                let rows: Vec<(i64, Option<String>)> = kept()
                    .select((operation_rows::id, operation_rows::before))
                    .load(connection)?;
                for (id, before) in rows {
                    if let Some(before) = before.as_deref().and_then(|before| needles.blanked_json(before)) {
                        diesel::update(operation_rows::table.find(id))
                            .set(operation_rows::before.eq(before))
                            .execute(connection)?;
                    }
                }
            } else {
                diesel::delete(
                    operation_rows::table
                        .filter(operation_rows::table_name.eq(table))
                        .filter(operation_rows::row_key.eq_any(keys.to_vec())),
                )
                .execute(connection)?;
            }
        }
    }
    Ok(())
}

/// Blanks the command lines of quotes, invoices and payments, of which no rows are kept.
fn blank_money_lines(connection: &mut Connection, needles: &Needles) -> Result<()> {
    for noun in ["pricing", "billing", "invoice", "payment"] {
        let lines: Vec<i64> = operations::table
            .filter(operations::command.like(format!("{noun} %")))
            .select(operations::id)
            .load(connection)?;
        blank_lines(connection, &lines, needles)?;
    }
    Ok(())
}

/// Blanks the command lines of operations.
fn blank_lines(connection: &mut Connection, ids: &[i64], needles: &Needles) -> Result<()> {
    for ids in ids.chunks(IDS_PER_QUERY) {
        let lines: Vec<(i64, String)> = operations::table
            .filter(operations::id.eq_any(ids.to_vec()))
            .select((operations::id, operations::words))
            .load(connection)?;
        for (id, words) in lines {
            if let Some(words) = needles.blanked(&words) {
                diesel::update(operations::table.find(id))
                    .set(operations::words.eq(words))
                    .execute(connection)?;
            }
        }
    }
    Ok(())
}

/// Erases the values beside the log's chain that are about the client.
pub fn erase_values(
    connection: &mut Connection,
    records: &ForgottenRecords,
    others: [(&'static str, &[String]); 7],
    needles: &Needles,
) -> Result<usize> {
    let erased = || {
        (
            audit_values::salt.eq(None::<String>),
            audit_values::value.eq(None::<String>),
        )
    };
    let mut entities = records.entities();
    entities.extend(others.map(|(kind, ids)| (kind, ids.to_vec())));
    let mut count = 0;
    for (entity, ids) in entities {
        for ids in ids.chunks(IDS_PER_QUERY) {
            let rows = audit_log::table
                .filter(audit_log::entity.eq(entity))
                .filter(audit_log::entity_id.eq_any(ids.to_vec()))
                .select(audit_log::seq);
            count += diesel::update(
                audit_values::table
                    .filter(audit_values::seq.eq_any(rows))
                    .filter(audit_values::value.is_not_null()),
            )
            .set(erased())
            .execute(connection)?;
        }
    }
    for texts in needles.names().chunks(IDS_PER_QUERY) {
        count += diesel::update(audit_values::table.filter(audit_values::value.eq_any(texts.to_vec())))
            .set(erased())
            .execute(connection)?;
    }
    Ok(count)
}
