//! Forgetting a client.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use serde_json::json;

use super::needles::Needles;
use super::store::{self, ForgottenDocuments, ForgottenRecords, NamingText};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::attachment::service as files;
use crate::client::service as clients;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::clean_text;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::vault;

/// A client that was forgotten, and how many records were blanked.
#[derive(Debug, Clone)]
pub struct ForgottenClient {
    pub id: i64,
    pub name: String,
    pub bookings: usize,
    pub rentals: usize,
    pub notifications: usize,
    pub quotes: usize,
    /// Files of its bookings, rentals and blanked invoices, which are deleted.
    pub files: usize,
    /// Invoices and payments that were blanked, and those that are kept as long as the site must.
    pub documents: usize,
    pub kept_documents: usize,
    pub log_values: usize,
    /// Free texts that name it: blanked, or left with the commands that change or show them.
    pub texts: usize,
    pub left_texts: Vec<String>,
    /// Paths of the vault whose files name it, as they are nobody's to change here.
    pub vault_files: Vec<String>,
}

impl Record for ForgottenClient {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ForgottenClient>] = &[
            shown_in_table("id", |one| one.id.into()),
            shown_in_table("name", |one| one.name.as_str().into()),
            shown_in_table("bookings", |one| one.bookings.into()),
            shown_in_table("rentals", |one| one.rentals.into()),
            shown_in_table("notifications", |one| one.notifications.into()),
            shown_in_table("quotes", |one| one.quotes.into()),
            shown_in_table("files", |one| one.files.into()),
            shown_in_table("documents", |one| one.documents.into()),
            shown_in_table("kept_documents", |one| one.kept_documents.into()),
            shown_in_table("log_values", |one| one.log_values.into()),
            shown_in_table("texts", |one| one.texts.into()),
            wanted_only("left_texts", |one| one.left_texts.clone().into()),
            wanted_only("vault_files", |one| one.vault_files.clone().into()),
        ];
        FIELDS
    }
}

/// Blanks what is known of a client, and of the clients that were merged into it: names, contacts, phones, details, in records,
/// messages, imports, quotes, the history and the values beside the log's chain; `with_texts` also in texts that somebody wrote.
/// Costings keep the name that they were made with, and so do invoices and payments for as long as the site must keep them.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn forget(tx: &mut Tx<'_>, name: &str, reason: &str, with_texts: bool) -> Result<ForgottenClient> {
    let grant = tx.require(Permission::ForgetClients)?;
    let reason = clean_text("reason", reason, 500)?;
    let client = clients::find(tx.connection(), name)?;
    let ids: Vec<i64> = clients::with_merged(tx.connection(), vec![client.id])?
        .into_iter()
        .collect();
    let is_forgotten = client.forgotten_at.is_some();
    tx.connection().lock_rows("clients", &ids)?;
    let (mut records, mut needles) = if is_forgotten {
        Default::default()
    } else {
        store::find(tx.connection(), &ids)?
    };
    let now = tx.now();
    let blank = |id: i64| format!("Forgotten client {id}");
    let kept_since = kept_since(tx);
    let mut documents = ForgottenDocuments::default();
    for id in &ids {
        let name = blank(*id);
        let key = name_key(&name);
        let names = (name.as_str(), key.as_str());
        if !is_forgotten {
            store::blank_client(tx.connection(), *id, names, now)?;
        }
        let of_client = store::blank_documents(tx.connection(), *id, names, kept_since)?;
        documents.invoices.extend(of_client.invoices);
        documents.invoice_ids.extend(of_client.invoice_ids);
        documents.payments.extend(of_client.payments);
        documents.kept += of_client.kept;
    }
    // Later on those are forgotten that were kept until then.
    if is_forgotten && documents.invoices.is_empty() && documents.payments.is_empty() {
        return Err(Error::conflict(
            ErrorCode::ClientForgotten,
            format!("{} is forgotten already", client.name),
        )
        .hint(format!("colab client show {}", shell_word(&client.name))));
    }
    let files = forget_files(tx, &grant, &mut records, &mut needles, &documents)?;
    let notifications = store::blank_messages(tx.connection(), &records, &needles)?;
    store::blank_movements(tx.connection(), &records, &needles)?;
    store::blank_imports(tx.connection(), &records, &needles)?;
    let name = blank(client.id);
    let names = (name.as_str(), &*name_key(&name));
    let quotes = store::blank_quotes(tx.connection(), &records, &needles, names)?;
    store::blank_demand(tx.connection(), &records, &needles, names)?;
    let texts = store::naming_texts(tx.connection(), &needles)?;
    let mut vault_files: Vec<i64> = texts.iter().filter_map(NamingText::vault_file).collect();
    vault_files.retain(|_| with_texts);
    vault_files.dedup();
    if with_texts {
        store::blank_texts(tx.connection(), &texts, &needles)?;
        vault::mark_forgotten(tx, &grant, &vault_files)?;
        for text in &texts {
            if let Some((id, name)) = text.file().zip(text.blanked(&needles)) {
                files::rename_forgotten(tx, &grant, id, &name)?;
                records.files.push(id);
            }
        }
    }
    store::blank_history(tx.connection(), &records, &needles)?;
    let log_values = {
        let named = texts.iter().filter_map(NamingText::task);
        let tasks: Vec<String> = named.filter(|_| with_texts).collect();
        let vault_files: Vec<String> = vault_files.iter().map(i64::to_string).collect();
        let views = texts.iter().filter_map(NamingText::view);
        let views: Vec<String> = views.filter(|_| with_texts).collect();
        let others: [(&str, &[String]); 7] = [
            ("view", &views),
            ("task", &tasks),
            ("vault_file", &vault_files),
            ("quote", &quotes),
            ("notification", &notifications),
            ("invoice", &documents.invoices),
            ("payment", &documents.payments),
        ];
        store::erase_values(tx.connection(), &records, others, &needles)?
    };
    let reason = needles.blanked(&reason).unwrap_or(reason);
    let blanked = if with_texts { texts.len() } else { 0 };
    let facts = json!({"forgotten": true, "texts": blanked, "files": files});
    let event = AuditEvent::change("client", client.id, json!({"forgotten": false}), facts);
    tx.audit(&grant, event.with(json!({"reason": reason})));
    tx.keep_words(format!("client forget {}", shell_word(&name)));
    Ok(ForgottenClient {
        id: client.id,
        name,
        bookings: records.bookings.len(),
        rentals: records.rentals.len(),
        notifications: notifications.len(),
        quotes: quotes.len(),
        files,
        documents: documents.invoices.len() + documents.payments.len(),
        kept_documents: documents.kept,
        log_values,
        texts: blanked,
        left_texts: if with_texts {
            Vec::new()
        } else {
            distinct(texts.iter().map(NamingText::command))
        },
        vault_files: distinct(texts.iter().filter_map(NamingText::vault_path).map(str::to_owned)),
    })
}

fn distinct(all: impl Iterator<Item = String>) -> Vec<String> {
    all.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Deletes the files of what is forgotten; returns how many.
fn forget_files(
    tx: &mut Tx<'_>,
    grant: &Grant,
    records: &mut ForgottenRecords,
    needles: &mut Needles,
    documents: &ForgottenDocuments,
) -> Result<usize> {
    let rentals = records.rentals.iter().map(|(id, _)| *id).collect();
    let of_client = [
        ("booking", records.bookings.clone()),
        ("rental", rentals),
        ("invoice", documents.invoice_ids.clone()),
    ];
    let files = files::forget(tx, grant, &of_client)?;
    // A name may tell as much as what the file shows.
    for (id, name) in files {
        needles.add([Some(name)]);
        records.files.push(id);
    }
    Ok(records.files.len())
}

/// Returns the first day of which documents are kept.
fn kept_since(tx: &Tx<'_>) -> NaiveDate {
    let today = tx.site().today(tx.now());
    let months = Months::new(12 * tx.settings().keep_invoices_years());
    today.checked_sub_months(months).unwrap_or(NaiveDate::MIN)
}
