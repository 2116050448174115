//! Whom to reach at a client.

use serde_json::{Value as Json, json};

use super::model::{Client, ClientContact, ClientRow, ContactRow};
use super::{lookup, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::{Connection, OnViolation, QueryBatch};
use crate::kernel::email::parse_email;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{clean_text, optional_text};

/// What is known of a contact; `None` leaves what is there, an empty text clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactChanges {
    pub name: Option<String>,
    pub role: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

impl ContactChanges {
    fn apply(&self, row: &mut ContactRow) -> Result<()> {
        if let Some(name) = &self.name {
            row.name = clean_text("contact name", name, 100)?;
            row.name_key = name_key(&row.name);
        }
        if let Some(role) = &self.role {
            row.role = optional_text("role", role, 100)?;
        }
        if let Some(email) = &self.email {
            parse_email(email)?;
            row.email = optional_text("email", email, 100)?;
        }
        if let Some(phone) = &self.phone {
            row.phone = optional_text("phone", phone, 20)?;
        }
        Ok(())
    }
}

/// Returns what is known of the client that a name means, to fill in what a booking or a rental leaves out.
pub fn known_client(connection: &mut Connection, name: &str) -> Result<Option<Client>> {
    let Some(row) = lookup::record(connection, name)? else {
        return Ok(None);
    };
    let row = lookup::standing(connection, row)?;
    Ok(lookup::with_parts(connection, vec![row])?.pop())
}

/// A client's record and whom to reach there.
#[derive(Debug)]
pub struct ReachableClient {
    pub row: ClientRow,
    contacts: Vec<ContactRow>,
}

impl ReachableClient {
    /// Asks for the client that a name means.
    pub fn query(name: &str) -> impl QueryBatch<Answer = Option<Self>> + use<> {
        let found = store::by_key_with_contacts(&name_key(name));
        found.read_as(|(mut rows, contacts)| {
            Some(Self {
                row: rows.pop()?,
                contacts,
            })
        })
    }

    /// Follows merges to the client that stands.
    pub fn standing(self, connection: &mut Connection) -> Result<Self> {
        if self.row.merged_into.is_none() {
            return Ok(self);
        }
        let row = lookup::standing(connection, self.row)?;
        let contacts = connection.answer(store::contacts(&[row.id]))?;
        Ok(Self { row, contacts })
    }

    /// Returns the contact who is meant by a name, or the first one where nobody is named.
    pub fn contact(&self, person: Option<&str>) -> Option<&ContactRow> {
        meant(&self.contacts, person)
    }
}

/// Returns the contact who is meant, as [`Client::contact`] does, of the client that a record is or was merged into.
pub fn contact_of(connection: &mut Connection, id: i64, person: Option<&str>) -> Result<Option<ContactRow>> {
    let found = (store::with_ids(&[id]), store::contacts(&[id]));
    let (mut rows, mut contacts) = connection.answer(found)?;
    if let Some(row) = rows.pop().filter(|row| row.merged_into.is_some()) {
        let row = lookup::standing(connection, row)?;
        contacts = connection.answer(store::contacts(&[row.id]))?;
    }
    Ok(meant(&contacts, person).cloned())
}

fn meant<'c>(contacts: &'c [ContactRow], person: Option<&str>) -> Option<&'c ContactRow> {
    let Some(person) = person.filter(|person| !person.trim().is_empty()) else {
        return contacts.first();
    };
    let key = name_key(person);
    contacts.iter().find(|contact| contact.name_key == key)
}

impl Client {
    /// Returns the contact who is meant by a name, or the first one where nobody is named.
    pub fn contact(&self, person: Option<&str>) -> Option<&ContactRow> {
        meant(&self.contacts, person)
    }
}

/// Lists contacts, of one client or of all.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn list(tx: &mut Tx<'_>, client: Option<&str>) -> Result<Vec<ClientContact>> {
    let _grant = tx.require(Permission::SeeClients)?;
    let id = match client {
        Some(name) => Some(lookup::find(tx.connection(), name)?.id),
        None => None,
    };
    let found = store::named_contacts(tx.connection(), id)?;
    let contact = |(row, client)| ClientContact { client, row };
    Ok(found.into_iter().map(contact).collect())
}

/// Adds a contact to a client.
///
/// # Errors
/// `NotFound` for an unknown client, `Conflict` when it has a contact of this name.
pub fn add(tx: &mut Tx<'_>, client: &str, name: &str, details: &ContactChanges) -> Result<ClientContact> {
    let grant = tx.require(Permission::EditClients)?;
    let client = lookup::find(tx.connection(), client)?;
    let mut row = ContactRow {
        id: tx.connection().reserve_id("client_contacts")?,
        client_id: client.id,
        name: String::new(),
        name_key: String::new(),
        role: None,
        email: None,
        phone: None,
        created_at: tx.now(),
    };
    let named = ContactChanges {
        name: Some(name.to_owned()),
        ..details.clone()
    };
    named.apply(&mut row)?;
    let inserted = tx.savepoint(|connection| store::insert_contact(connection, &row));
    inserted.on_violation("client_contacts_client_id_name_key_key", || {
        contact_taken(&client.name, &row.name)
    })?;
    tx.audit(
        &grant,
        AuditEvent::change("client", client.id, json!({}), facts(&row)),
    );
    Ok(ClientContact {
        client: client.name,
        row,
    })
}

/// Changes a contact.
///
/// # Errors
/// `NotFound` for an unknown client or contact, `Conflict` when the client has another contact of the new name.
pub fn edit(tx: &mut Tx<'_>, client: &str, name: &str, changes: &ContactChanges) -> Result<ClientContact> {
    let grant = tx.require(Permission::EditClients)?;
    let found = find(tx, client, name)?;
    let mut row = found.row.clone();
    changes.apply(&mut row)?;
    if row == found.row {
        tx.mark_unchanged();
        return Ok(found);
    }
    let saved = tx.savepoint(|connection| store::save_contact(connection, &row));
    saved.on_violation("client_contacts_client_id_name_key_key", || {
        contact_taken(&found.client, &row.name)
    })?;
    let event = AuditEvent::difference("client", row.client_id, &facts(&found.row), &facts(&row));
    tx.audit(&grant, event);
    Ok(ClientContact {
        client: found.client,
        row,
    })
}

/// Removes a contact.
///
/// # Errors
/// `NotFound` for an unknown client or contact.
pub fn remove(tx: &mut Tx<'_>, client: &str, name: &str) -> Result<ClientContact> {
    let grant = tx.require(Permission::EditClients)?;
    let found = find(tx, client, name)?;
    store::delete_contact(tx.connection(), found.row.id)?;
    let event = AuditEvent::change("client", found.row.client_id, facts(&found.row), json!({}));
    tx.audit(&grant, event);
    Ok(found)
}

fn find(tx: &mut Tx<'_>, client: &str, name: &str) -> Result<ClientContact> {
    let client = lookup::find(tx.connection(), client)?;
    let contacts = tx.connection().answer(store::contacts(&[client.id]))?;
    let key = name_key(name);
    match contacts.iter().find(|contact| contact.name_key == key) {
        Some(row) => Ok(ClientContact {
            client: client.name,
            row: row.clone(),
        }),
        None => {
            let names = contacts.iter().map(|contact| contact.name.as_str());
            let shown = crate::kernel::text::printable(name);
            let fact = format!("contact `{shown}` of {} not found", client.name);
            Err(
                Error::not_found(ErrorCode::UnknownContact, fact, &nearest(name, names, 3))
                    .hint(format!("colab client contact list {}", shell_word(&client.name))),
            )
        }
    }
}

fn contact_taken(client: &str, name: &str) -> Error {
    Error::conflict(
        ErrorCode::ContactExists,
        format!("{client} already has the contact {name}"),
    )
    .hint(format!(
        "colab client contact edit {} {} --phone NUMBER",
        shell_word(client),
        shell_word(name)
    ))
}

pub(super) fn facts(row: &ContactRow) -> Json {
    json!({"contact_person": row.name, "role": row.role, "contact_email": row.email, "contact_number": row.phone})
}
