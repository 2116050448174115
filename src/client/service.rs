//! Clients added, edited, renamed and merged.

use serde_json::{Value as Json, json};

use super::errors::{LONGEST_NAME, name_error, name_taken};
use super::model::{Client, ClientChanges, ClientHold, ClientRow, NewClient, Tier};
use super::{alias, contact, lookup, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::db::{Connection, StatementError, violated_constraint};
use crate::kernel::country::country_code;
use crate::kernel::email::parse_email;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{clean_text, optional_notes, optional_text};
use crate::user::IfExists;

pub use super::errors::merge_hint;
pub use super::lookup::{
    all_keys, all_standing, by_id, by_keys, find, forgotten, keys_meant, meant, record, record_query, roots,
    rows_by_keys, standing_by_id, standing_page, standing_with_id, with_ids, with_merged, with_merged_query,
    with_parts,
};

pub use super::store::ClientPage;

/// Most days to pay an invoice.
const MOST_TERMS: u32 = 365;

/// Returns the names of the clients that are in use.
pub fn names(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeeClients)?;
    store::names_in_use(tx.connection())
}

/// Adds a client.
///
/// # Errors
/// `Conflict` when another client has the name and `if_exists` refuses that.
pub fn add(tx: &mut Tx<'_>, new: &NewClient, if_exists: IfExists) -> Result<Client> {
    let grant = tx.require(Permission::EditClients)?;
    let name = clean_text("client name", &new.name, LONGEST_NAME)?;
    let known = lookup::record(tx.connection(), &name)?;
    let id = match (known, if_exists) {
        (None, _) => create(tx, &grant, &name, new)?,
        (Some(_), IfExists::Error) => {
            return Err(name_taken(&name).hint("add --if-exists skip or --if-exists update"));
        }
        (Some(row), IfExists::Skip) => {
            tx.mark_unchanged();
            row.id
        }
        (Some(row), IfExists::Update) => {
            let row = lookup::standing(tx.connection(), row)?;
            change(tx, &grant, &row, &new.details)?;
            for alias in &new.aliases {
                alias::add_to(tx, &grant, &row, alias)?;
            }
            row.id
        }
    };
    lookup::reload(tx.connection(), id)
}

fn create(tx: &mut Tx<'_>, grant: &Grant, name: &str, new: &NewClient) -> Result<i64> {
    let id = tx.connection().reserve_id("clients")?;
    let mut row = ClientRow {
        created_by: Some(tx.actor().username.clone()),
        ..ClientRow::blank(id, name, &name_key(name), tx.now())
    };
    new.details.apply(&mut row)?;
    tx.savepoint(|connection| store::insert_many(connection, std::slice::from_ref(&row)))
        .map_err(|error| name_error(error, name))?;
    tx.audit(grant, AuditEvent::created("client", id, facts(&row)));
    for alias in &new.aliases {
        alias::add_to(tx, grant, &row, alias)?;
    }
    Ok(id)
}

/// Changes a client's details, or whether it takes new bookings.
///
/// # Errors
/// `NotFound` for an unknown client, `Invalid` for a value that breaks a rule.
pub fn edit(tx: &mut Tx<'_>, name: &str, changes: &ClientChanges) -> Result<Client> {
    let grant = tx.require(Permission::EditClients)?;
    let row = lookup::find(tx.connection(), name)?;
    change(tx, &grant, &row, changes)?;
    lookup::reload(tx.connection(), row.id)
}

fn change(tx: &mut Tx<'_>, grant: &Grant, row: &ClientRow, changes: &ClientChanges) -> Result<()> {
    tx.connection().lock_rows("clients", &[row.id])?;
    let before = lookup::by_id(tx.connection(), row.id)?;
    let mut after = before.clone();
    changes.apply(&mut after)?;
    save(tx, grant, &before, after)
}

/// Saves a changed row with its audit event.
fn save(tx: &mut Tx<'_>, grant: &Grant, before: &ClientRow, mut after: ClientRow) -> Result<()> {
    if *before == after {
        tx.mark_unchanged();
        return Ok(());
    }
    after.updated_at = tx.now();
    tx.savepoint(|connection| store::save(connection, &after))
        .map_err(|error| name_error(error, &after.name))?;
    let event = AuditEvent::difference("client", after.id, &facts(before), &facts(&after));
    tx.audit(grant, event);
    Ok(())
}

/// Gives a client another name. The present one stays as an alias, so that files go on finding it.
///
/// # Errors
/// `NotFound` for an unknown client, `Conflict` when the new name is another client's.
pub fn rename(tx: &mut Tx<'_>, name: &str, new_name: &str) -> Result<Client> {
    let grant = tx.require(Permission::EditClients)?;
    let new_name = clean_text("client name", new_name, LONGEST_NAME)?;
    let row = lookup::find(tx.connection(), name)?;
    tx.connection().lock_rows("clients", &[row.id])?;
    let before = lookup::by_id(tx.connection(), row.id)?;
    let new_key = name_key(&new_name);
    let taken = lookup::record(tx.connection(), &new_name)?;
    if let Some(other) = taken.filter(|other| other.id != before.id) {
        return Err(name_taken(&new_name).hint(merge_hint(&before.name, &other.name)));
    }
    let has_new_key = before.name_key != new_key;
    if has_new_key {
        alias::release(tx, &grant, &before, &new_key)?;
    }
    let after = ClientRow {
        name: new_name,
        name_key: new_key,
        ..before.clone()
    };
    save(tx, &grant, &before, after.clone())?;
    if has_new_key {
        alias::add_to(tx, &grant, &after, &before.name)?;
    }
    lookup::reload(tx.connection(), row.id)
}

/// Makes a client one with another, under the other's name. Its own name goes on meaning it. A hold of either is a hold of both:
/// its reason is returned where the other one takes it over.
///
/// # Errors
/// `NotFound` for an unknown client, `Conflict` when both are one already.
pub fn merge(tx: &mut Tx<'_>, from: &str, into: &str) -> Result<(Client, Option<String>)> {
    let grant = tx.require(Permission::EditClients)?;
    let from = lookup::find(tx.connection(), from)?;
    let into = lookup::find(tx.connection(), into)?;
    if from.id == into.id {
        return Err(Error::conflict(
            ErrorCode::SameClient,
            format!("both names are the client {}", into.name),
        )
        .hint(format!("colab client show {}", shell_word(&into.name))));
    }
    tx.connection().lock_rows("clients", &[from.id, into.id])?;
    let before = lookup::by_id(tx.connection(), from.id)?;
    let after = ClientRow {
        merged_into: Some(into.id),
        updated_at: tx.now(),
        ..before.clone()
    };
    tx.savepoint(|connection| store::save(connection, &after))
        .map_err(|error| merge_error(error, &before.name))?;
    let merged = |name: Option<&str>| json!({"merged_into": name.map(|name| json!({"client_name": name}))});
    let event = AuditEvent::change("client", from.id, merged(None), merged(Some(&into.name)));
    tx.audit(&grant, event.with(json!({"client_name": before.name})));
    let into = lookup::by_id(tx.connection(), into.id)?;
    let hold = before.on_hold_reason.filter(|_| into.on_hold_reason.is_none());
    if hold.is_some() {
        let held = ClientRow {
            on_hold_reason: hold.clone(),
            ..into.clone()
        };
        save(tx, &grant, &into, held)?;
    }
    Ok((lookup::reload(tx.connection(), into.id)?, hold))
}

/// Explains why a client was not merged: another command merged one of them meanwhile.
fn merge_error(error: StatementError, name: &str) -> Error {
    match violated_constraint(&error).as_deref() {
        Some("clients_merged_once") => Error::conflict(
            ErrorCode::SameClient,
            format!("{name} or the other client was merged meanwhile"),
        )
        .hint(format!("colab client show {}", shell_word(name))),
        _ => error.into(),
    }
}

impl ClientChanges {
    fn apply(&self, row: &mut ClientRow) -> Result<()> {
        for (field, new, most, value) in [
            ("legal-name", &self.legal_name, 255, &mut row.legal_name),
            ("tax-number", &self.tax_number, 50, &mut row.tax_number),
        ] {
            if let Some(text) = new {
                *value = optional_text(field, text, most)?;
            }
        }
        if let Some(email) = &self.billing_email {
            row.billing_email = parse_email(email)?;
        }
        for (field, new, value) in [
            ("address", &self.address, &mut row.address),
            ("notes", &self.notes, &mut row.notes),
        ] {
            if let Some(text) = new {
                *value = optional_notes(field, text, 2000)?;
            }
        }
        if let Some(country) = &self.country {
            row.country = read_country(country)?;
        }
        if let Some(days) = self.terms_days {
            if days > MOST_TERMS {
                let fact = format!("terms are at most {MOST_TERMS} days");
                return Err(Error::invalid(ErrorCode::InvalidClient, fact));
            }
            row.terms_days = i32::try_from(days).ok();
        }
        row.pricing_tier = self.tier.or(row.pricing_tier);
        if let Some(word) = &self.tenant {
            row.tenant_id = match word.trim() {
                "" => None,
                word => Some(word.parse().map_err(Error::usage)?),
            };
        }
        if let Some(language) = &self.language {
            row.language = read_language(language)?;
        }
        row.is_active = self.active.unwrap_or(row.is_active);
        match &self.hold {
            None => {}
            Some(ClientHold::Off) => row.on_hold_reason = None,
            Some(ClientHold::On(reason)) => row.on_hold_reason = Some(clean_text("reason", reason, 500)?),
        }
        Ok(())
    }
}

/// Reads a country by its two letters. An empty text is none.
fn read_country(text: &str) -> Result<Option<String>> {
    let code = country_code(text);
    if code.is_none() && !text.trim().is_empty() {
        let fact = format!("invalid country `{}`", crate::kernel::text::printable(text));
        return Err(Error::invalid(ErrorCode::InvalidClient, fact).hint("write its two letters: DE"));
    }
    Ok(code)
}

/// Reads a language as documents name it: `en`, `en-ZA`. An empty text is none.
fn read_language(text: &str) -> Result<Option<String>> {
    let text = text.trim();
    let mut parts = text.split('-');
    let is_part = |part: &str, least: usize| {
        (least..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let first = parts.next().unwrap_or_default();
    if text.is_empty() {
        return Ok(None);
    }
    let is_language = is_part(first, 2) && first.chars().all(|c| c.is_ascii_alphabetic());
    if !is_language || !parts.all(|part| is_part(part, 1)) || text.len() > 35 {
        let shown = crate::kernel::text::printable(text);
        let fact = format!("invalid language `{shown}`");
        return Err(Error::invalid(ErrorCode::InvalidClient, fact).hint("write it as en or en-ZA"));
    }
    Ok(Some(text.to_owned()))
}

/// Returns what the audit log keeps of a client with its names and contacts.
pub fn all_facts(connection: &mut Connection, id: i64) -> Result<Json> {
    let client = lookup::reload(connection, id)?;
    let mut facts = facts(&client.row);
    facts["merged_into"] = json!(client.merged_into.map(|name| json!({"client_name": name})));
    let aliases = client.aliases.iter().map(|alias| json!({"client_alias": alias}));
    facts["aliases"] = aliases.collect();
    facts["contacts"] = client.contacts.iter().map(contact::facts).collect();
    Ok(facts)
}

/// Returns what the audit log keeps of a client.
pub(super) fn facts(row: &ClientRow) -> Json {
    json!({"client_name": row.name, "legal_name": row.legal_name, "tax_number": row.tax_number,
           "billing_email": row.billing_email, "address": row.address, "country": row.country, "terms_days": row.terms_days,
           "tier": row.pricing_tier.map(Tier::as_str), "tenant": row.tenant_id.map(|tenant| tenant.as_str()),
           "language": row.language, "notes": row.notes, "is_active": row.is_active,
           "on_hold_reason": row.on_hold_reason})
}
