//! Rows and types of invoices.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::advance::model::{ADVANCE, AdvanceLineRow};
use crate::db::schema::{invoice_lines, invoice_write_offs, invoices};
use crate::db::types::Json;
use crate::kernel::money::{Currency, Money, stored_currency};
use crate::kernel::percent::percent;
use crate::kernel::text::hex;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, dated, shown_if_wide, shown_in_table, summed, wanted_only};
use crate::text_enum;

text_enum! {
    /// Series of numbers.
    pub enum DocumentSeries {
        Invoice = "INV",
        CreditNote = "CN",
    }
}

impl DocumentSeries {
    /// Returns the title of a document.
    pub fn title(self) -> &'static str {
        match self {
            Self::Invoice => "Invoice",
            Self::CreditNote => "Credit note",
        }
    }

    /// Returns the word of a document in a list.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit note",
        }
    }
}

text_enum! {
    /// States of a document; none is stored.
    pub enum InvoiceStatus {
        Open = "open",
        Overdue = "overdue",
        /// Paid in part.
        Partial = "partial",
        Paid = "paid",
        /// Taken back as a whole.
        Credited = "credited",
        /// What was open is given up.
        WrittenOff = "written_off",
        /// Taken back as a whole, and what had paid it went back to the client.
        Refunded = "refunded",
        /// Takes something back.
        Credit = "credit",
    }
}

/// Whom a document is for, as it was when it was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillTo {
    pub name: String,
    pub tax_number: Option<String>,
    pub address: Option<String>,
    pub email: Option<String>,
    /// ISO 3166. Left out of the hash of a document that has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// A document as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = invoices, treat_none_as_default_value = false)]
pub struct InvoiceRow {
    pub id: i64,
    pub number: String,
    pub series: DocumentSeries,
    pub year: i32,
    pub ordinal: i32,
    /// Of a credit note: the invoice that it takes back.
    pub credits_id: Option<i64>,
    /// As the document names it.
    pub client_name: String,
    pub client_key: String,
    pub client_id: i64,
    pub bill_to: Json<BillTo>,
    pub issued_on: NaiveDate,
    pub due_on: NaiveDate,
    /// The month that it bills: `2026-03`.
    pub month: String,
    pub currency: String,
    pub subtotal_cents: i64,
    pub tax_cents: i64,
    pub total_cents: i64,
    pub reason: Option<String>,
    pub document_hash: String,
    /// Erased when the client is forgotten.
    pub addressee_salt: Option<String>,
    /// `None` in older documents, whose hash has the addressee itself.
    pub addressee_hash: Option<String>,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

impl InvoiceRow {
    /// Returns what the document says, for the audit log.
    pub fn facts(&self) -> serde_json::Value {
        let bill_to = &self.bill_to.0;
        let mut facts = self.figures();
        facts["client_name"] = json!(self.client_name);
        facts["bill_to"] = json!({
            "legal_name": bill_to.name, "tax_number": bill_to.tax_number, "address": bill_to.address,
            "billing_email": bill_to.email,
        });
        if let Some(country) = &bill_to.country {
            facts["bill_to"]["country"] = json!(country);
        }
        facts["reason"] = json!(self.reason);
        facts
    }

    fn figures(&self) -> serde_json::Value {
        json!({
            "number": self.number, "issued_on": self.issued_on.to_string(), "due_on": self.due_on.to_string(),
            "month": self.month, "currency": self.currency, "subtotal_cents": self.subtotal_cents,
            "tax_cents": self.tax_cents, "total_cents": self.total_cents, "credits_id": self.credits_id,
        })
    }

    /// Returns the salted hash of for whom the document is, and why.
    pub fn addressee_digest(&self, salt: &str) -> String {
        let facts =
            json!({"client_name": self.client_name, "bill_to": self.bill_to.0, "reason": self.reason});
        hex(&Sha256::digest(format!("{salt}{facts}")))
    }

    /// Returns the hash of the document with its lines.
    pub fn hash(&self, lines: &[InvoiceLineRow], advances: &[AdvanceLineRow]) -> String {
        let mut document = self.figures();
        match &self.addressee_hash {
            Some(hash) => document["addressee_sha256"] = json!(hash),
            None => {
                document["client_name"] = json!(self.client_name);
                document["bill_to"] = json!(self.bill_to.0);
                document["reason"] = json!(self.reason);
            }
        }
        let mut whole = json!({"document": document, "lines": lines});
        if !advances.is_empty() {
            whole["advances"] = json!(advances);
        }
        hex(&Sha256::digest(whole.to_string()))
    }
}

/// A line of a document as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = invoice_lines, treat_none_as_default_value = false)]
pub struct InvoiceLineRow {
    #[serde(skip)]
    pub invoice_id: i64,
    pub place: i32,
    pub costing_id: i64,
    pub costing_place: i32,
    /// Of a credit note: the line that it takes back.
    pub credits_invoice_id: Option<i64>,
    pub credits_place: Option<i32>,
    /// `booking 17`, `rental RN-2026-0001`.
    pub subject: String,
    pub kind: String,
    pub item: String,
    pub service_month: String,
    pub quantity: i64,
    pub unit: String,
    pub rate_cents: i64,
    pub amount_cents: i64,
    /// In thousandths of a percent.
    pub tax_rate: i64,
    pub tax_cents: i64,
    pub why: String,
}

impl InvoiceLineRow {
    /// Returns what it is charged for as commands take it: `17`, `RN-2026-0001`.
    pub fn charged_of(&self) -> &str {
        self.subject.rsplit(' ').next().unwrap_or_default()
    }

    /// Returns a line about an advance as others are shown.
    fn of_advance(line: &AdvanceLineRow) -> Self {
        Self {
            invoice_id: line.invoice_id,
            place: line.place,
            costing_id: 0,
            costing_place: 0,
            credits_invoice_id: None,
            credits_place: None,
            subject: line.subject.clone(),
            kind: ADVANCE.to_owned(),
            item: line.item.clone(),
            service_month: line.service_month.clone(),
            quantity: 1,
            unit: "item".to_owned(),
            rate_cents: line.amount_cents,
            amount_cents: line.amount_cents,
            tax_rate: line.tax_rate,
            tax_cents: line.tax_cents,
            why: line.why.clone(),
        }
    }
}

/// What credit notes took back of a line, in minor units below 0, and how many they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CreditedPart {
    pub amount_cents: i64,
    pub tax_cents: i64,
    pub notes: usize,
}

text_enum! {
    /// Steps of giving up what is open of an invoice.
    pub enum WriteOffStep {
        Request = "request",
        WriteOff = "write_off",
        /// It is owed again.
        Reversal = "reversal",
    }
}

/// A step of giving up what is open of an invoice, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = invoice_write_offs, treat_none_as_default_value = false)]
pub struct WriteOffRow {
    pub id: i64,
    pub invoice_id: i64,
    pub kind: WriteOffStep,
    /// Of a write-off: the request that it grants.
    pub request_id: Option<i64>,
    /// What is open; of a reversal what was written off, below 0.
    pub amount_cents: i64,
    pub reason: String,
    pub written_on: NaiveDate,
    /// The only one who may approve did it alone.
    pub one_person: bool,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

/// A document with its lines and what became of it.
#[derive(Debug, Clone)]
pub struct Invoice {
    /// Without a number where it is not issued.
    pub row: InvoiceRow,
    /// The record of its client: number and name. Of one that was merged, that of the client that it is one with now.
    pub client: (i64, String),
    pub lines: Vec<InvoiceLineRow>,
    /// Lines that are about advances.
    pub advances: Vec<AdvanceLineRow>,
    /// The numbers of the advances that it sets off.
    pub set_off: Vec<String>,
    /// Of an advance: what is left of it, with tax, in minor units.
    pub rest_cents: Option<i64>,
    /// What credit notes took back, in minor units, and their numbers.
    pub credited_cents: i64,
    pub credit_notes: Vec<String>,
    pub credit_note_ids: Vec<i64>,
    /// What credit notes took back of its lines, by their places.
    pub credited_lines: BTreeMap<i32, CreditedPart>,
    /// What payments and credit notes pay of it, in minor units.
    pub paid_cents: i64,
    /// Whether what had paid it, or the credit note as a whole, went back to the client.
    pub is_refunded: bool,
    /// Of a credit note that takes no invoice back: what of it is on account, in minor units.
    pub on_account_cents: i64,
    /// What of it was given up, in minor units, and who asked to give up what is open.
    pub written_off_cents: i64,
    pub write_off_request: Option<WriteOffRow>,
    /// The last step of giving up what is open.
    pub last_write_off: Option<WriteOffStep>,
    /// The number of the invoice that it takes back.
    pub credits: Option<String>,
    /// The day at the site for which its state is computed.
    pub today: NaiveDate,
}

impl Invoice {
    /// Returns the state of the document; `None` where it is not issued.
    pub fn status(&self) -> Option<InvoiceStatus> {
        let row = &self.row;
        if row.number.is_empty() {
            return None;
        }
        Some(if row.series == DocumentSeries::CreditNote {
            if self.is_refunded {
                InvoiceStatus::Refunded
            } else {
                InvoiceStatus::Credit
            }
        } else if self.open_cents() == 0 {
            if self.written_off_cents > 0 {
                InvoiceStatus::WrittenOff
            } else if self.credit_notes.is_empty() || self.paid_cents > 0 {
                InvoiceStatus::Paid
            } else if self.is_refunded {
                InvoiceStatus::Refunded
            } else {
                InvoiceStatus::Credited
            }
        } else if row.due_on < self.today {
            InvoiceStatus::Overdue
        } else if self.paid_cents > 0 {
            InvoiceStatus::Partial
        } else {
            InvoiceStatus::Open
        })
    }

    /// Whether it is a credit note that takes no invoice back: it pays invoices, or goes back to the client.
    pub fn is_on_account(&self) -> bool {
        self.row.series == DocumentSeries::CreditNote && self.row.credits_id.is_none()
    }

    /// Returns what of it was neither taken back, paid nor given up, in minor units; of a credit note what is on account, below
    /// 0.
    pub fn open_cents(&self) -> i64 {
        if self.row.series == DocumentSeries::CreditNote && !self.row.number.is_empty() {
            // One that takes an invoice back lowers that one.
            return -self.on_account_cents;
        }
        self.row.total_cents - self.credited_cents - self.paid_cents - self.written_off_cents
    }

    pub fn currency(&self) -> Currency {
        stored_currency(&self.row.currency)
    }

    pub fn money(&self, cents: i64) -> Money {
        Money::new(cents, self.currency())
    }

    /// Whether it asks for an advance.
    pub fn is_advance(&self) -> bool {
        let mut lines = self.advances.iter();
        lines.any(|line| line.advance_id == self.row.id)
    }

    /// Returns the title of the document.
    pub fn title(&self) -> &'static str {
        if self.is_advance() {
            "Advance invoice"
        } else {
            self.row.series.title()
        }
    }

    /// Returns its lines, and after them those that are about advances.
    pub fn all_lines(&self) -> Vec<InvoiceLineRow> {
        let advances = self.advances.iter().map(InvoiceLineRow::of_advance);
        self.lines.iter().cloned().chain(advances).collect()
    }

    /// Returns amount and tax by tax rate, in thousandths of a percent.
    pub fn taxes(&self) -> BTreeMap<i64, (i64, i64)> {
        let mut taxes: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for line in self.all_lines() {
            let sum = taxes.entry(line.tax_rate).or_default();
            sum.0 += line.amount_cents;
            sum.1 += line.tax_cents;
        }
        taxes
    }

    fn line_values(&self) -> Value {
        let line = |line: &InvoiceLineRow| {
            Value::Object(vec![
                ("line", line.place.into()),
                ("subject", line.subject.as_str().into()),
                ("kind", line.kind.as_str().into()),
                ("item", line.item.as_str().into()),
                ("service_month", line.service_month.as_str().into()),
                ("quantity", line.quantity.into()),
                ("unit", line.unit.as_str().into()),
                ("rate", self.money(line.rate_cents).into()),
                ("amount", self.money(line.amount_cents).into()),
                ("tax_percent", percent(line.tax_rate).into()),
                ("tax", self.money(line.tax_cents).into()),
                ("credited", {
                    let part = self.credited_lines.get(&line.place);
                    self.money(part.map_or(0, |part| -part.amount_cents)).into()
                }),
                ("costing_id", Some(line.costing_id).filter(|id| *id > 0).into()),
                ("why", line.why.as_str().into()),
            ])
        };
        Value::List(self.all_lines().iter().map(line).collect())
    }
}

impl Record for Invoice {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Invoice>] = &[
            shown_in_table("number", |i| {
                Some(i.row.number.clone())
                    .filter(|number| !number.is_empty())
                    .into()
            }),
            shown_in_table("client", |i| i.client.1.as_str().into()),
            wanted_only("client_id", |i| i.client.0.into()),
            wanted_only("client_name", |i| i.row.client_name.as_str().into()),
            shown_in_table("month", |i| i.row.month.as_str().into()),
            dated(shown_if_wide("issued_on", |i| {
                Some(i.row.issued_on).filter(|_| i.status().is_some()).into()
            })),
            shown_in_table("due_on", |i| {
                Some(i.row.due_on).filter(|_| i.status().is_some()).into()
            }),
            shown_in_table("status", |i| i.status().map(InvoiceStatus::as_str).into()),
            summed(shown_if_wide("subtotal", |i| {
                i.money(i.row.subtotal_cents).into()
            })),
            summed(shown_if_wide("tax", |i| i.money(i.row.tax_cents).into())),
            summed(shown_in_table("total", |i| i.money(i.row.total_cents).into())),
            summed(shown_in_table("open", |i| i.money(i.open_cents()).into())),
            summed(wanted_only("paid", |i| i.money(i.paid_cents).into())),
            wanted_only("advance_left", |i| {
                i.rest_cents.map(|cents| i.money(cents)).into()
            }),
            wanted_only("sets_off", |i| i.set_off.clone().into()),
            wanted_only("written_off", |i| i.money(i.written_off_cents).into()),
            wanted_only("write_off_by", |i| {
                let request = i.write_off_request.as_ref();
                request.map(|row| row.created_by.clone()).into()
            }),
            wanted_only("credits", |i| i.credits.clone().into()),
            wanted_only("credit_notes", |i| i.credit_notes.clone().into()),
            wanted_only("reason", |i| i.row.reason.clone().into()),
            wanted_only("bill_to", |i| {
                let bill_to = &i.row.bill_to.0;
                Value::Object(vec![
                    ("name", bill_to.name.as_str().into()),
                    ("tax_number", bill_to.tax_number.clone().into()),
                    ("address", bill_to.address.clone().into()),
                    ("email", bill_to.email.clone().into()),
                    ("country", bill_to.country.clone().into()),
                ])
            }),
            wanted_only("lines", Invoice::line_values),
            wanted_only("sha256", |i| i.row.document_hash.as_str().into()),
            wanted_only("created_by", |i| i.row.created_by.as_str().into()),
            wanted_only("created_at", |i| i.row.created_at.into()),
        ];
        FIELDS
    }
}

/// Who issues documents: what they say of the company.
#[derive(Debug, Clone)]
pub struct InvoiceSender {
    pub name: String,
    pub address: Option<String>,
    pub tax_number: Option<String>,
    /// Of clients without one, too.
    pub country: String,
    pub bank_details: Option<String>,
}
