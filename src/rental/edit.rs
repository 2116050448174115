//! Correcting who has a rental and where it went.

use serde_json::{Value as Json, json};

use super::model::{Rental, RentalRow};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::client::written;
use crate::kernel::email::parse_email;
use crate::kernel::error::Result;
use crate::kernel::text::{clean_text, optional_notes};

/// What to write instead; `None` keeps the present value, an empty text removes e-mail or notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RentalChanges {
    pub client: Option<String>,
    pub contact_person: Option<String>,
    pub contact_number: Option<String>,
    pub contact_email: Option<String>,
    pub company: Option<String>,
    pub address: Option<String>,
    pub notes: Option<String>,
}

/// A rental after an edit.
pub struct EditedRental {
    pub rental: Rental,
    /// A form was written before, with what is no longer so.
    pub has_old_form: bool,
}

/// Edits the texts of a rental, also of one that is back.
///
/// # Errors
/// `NotFound` for an unknown number; `Invalid` for a text that cannot be stored.
pub fn edit(tx: &mut Tx<'_>, number: &str, changes: &RentalChanges) -> Result<EditedRental> {
    let grant = tx.require(Permission::AssignDevices)?;
    let row = service::lock(tx, &grant, number)?;
    let mut changed = row.clone();
    changes.apply(&mut changed)?;
    if changed == row {
        tx.mark_unchanged();
        return Ok(EditedRental {
            rental: service::reload_of(tx, row.id, Some(row.client_id))?,
            has_old_form: false,
        });
    }
    changed.rental_form_generated = false;
    changed.updated_at = tx.now();
    if changed.client_name != row.client_name {
        changed.client_id = written::one(tx, &grant, &changed.client_name)?;
    }
    store::save_texts(tx.connection(), &changed)?;
    let (before, after) = differing(&texts(&row), &texts(&changed));
    tx.audit(
        &grant,
        AuditEvent::change("rental", &row.rental_no, before, after),
    );
    Ok(EditedRental {
        rental: service::reload_of(tx, row.id, Some(changed.client_id))?,
        has_old_form: row.rental_form_generated,
    })
}

impl RentalChanges {
    fn apply(&self, row: &mut RentalRow) -> Result<()> {
        for (field, new, most, value) in [
            ("client", &self.client, 255, &mut row.client_name),
            (
                "contact-person",
                &self.contact_person,
                255,
                &mut row.contact_person,
            ),
            (
                "contact-number",
                &self.contact_number,
                255,
                &mut row.contact_number,
            ),
            ("company", &self.company, 255, &mut row.company),
            ("address", &self.address, 2000, &mut row.address),
        ] {
            if let Some(text) = new {
                *value = clean_text(field, text, most)?;
            }
        }
        if let Some(email) = &self.contact_email {
            row.contact_email = parse_email(email)?;
        }
        if let Some(notes) = &self.notes {
            row.notes = optional_notes("notes", notes, 2000)?;
        }
        Ok(())
    }
}

fn texts(row: &RentalRow) -> Json {
    json!({"client_name": row.client_name, "contact_person": row.contact_person,
           "contact_number": row.contact_number, "contact_email": row.contact_email, "company": row.company,
           "address": row.address, "notes": row.notes})
}

/// Returns the facts of both that differ.
fn differing(before: &Json, after: &Json) -> (Json, Json) {
    let names = before.as_object().into_iter().flat_map(|facts| facts.keys());
    let (mut was, mut is) = (json!({}), json!({}));
    for name in names.filter(|name| before[*name] != after[*name]) {
        was[name] = before[name].clone();
        is[name] = after[name].clone();
    }
    (was, is)
}
