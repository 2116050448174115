//! Writes an invoice or a credit note as UBL 2.1, for programs of the client (the core of EN 16931). Pure.

use std::fmt::Write;

use super::model::{DocumentSeries, Invoice, InvoiceLineRow, InvoiceSender};
use crate::kernel::country::country_code;
use crate::kernel::percent::percent;

const CUSTOMIZATION: &str = "urn:cen.eu:en16931:2017";

/// A document of XML that is being written.
#[derive(Default)]
struct XmlText(String);

impl XmlText {
    /// Opens an element, writes what is inside, and closes it.
    fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let _ = write!(self.0, "<{name}>");
        inside(self);
        let tag = name.split(' ').next().unwrap_or(name);
        let _ = write!(self.0, "</{tag}>");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.element(name, |xml| xml.0.push_str(&escaped(text)));
    }
}

/// Writes a text so that no part of it is markup; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '\t' | '\n' => shown.push(' '),
            c if c.is_control() => {}
            c => shown.push(c),
        }
    }
    shown
}

/// Writes a document as UBL.
pub fn to_ubl(invoice: &Invoice, sender: &InvoiceSender) -> String {
    let row = &invoice.row;
    let is_credit = row.series == DocumentSeries::CreditNote;
    let untaxed = is_untaxed(invoice, sender);
    let root = if is_credit { "CreditNote" } else { "Invoice" };
    let mut xml = XmlText("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned());
    let names = format!(
        "{root} xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:{root}-2\" \
         xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" \
         xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\""
    );
    xml.element(&names, |xml| {
        xml.text("cbc:CustomizationID", CUSTOMIZATION);
        xml.text("cbc:ID", &row.number);
        xml.text("cbc:IssueDate", &row.issued_on.to_string());
        if is_credit {
            xml.text("cbc:CreditNoteTypeCode", "381");
        } else {
            xml.text("cbc:DueDate", &row.due_on.to_string());
            let code = if invoice.is_advance() { "386" } else { "380" };
            xml.text("cbc:InvoiceTypeCode", code);
        }
        if let Some(reason) = &row.reason {
            xml.text("cbc:Note", reason);
        }
        xml.text("cbc:DocumentCurrencyCode", &row.currency);
        xml.text("cbc:BuyerReference", &row.client_name);
        for number in invoice.credits.iter().chain(&invoice.set_off) {
            xml.element("cac:BillingReference", |xml| {
                xml.element("cac:InvoiceDocumentReference", |xml| xml.text("cbc:ID", number));
            });
        }
        xml.element("cac:AccountingSupplierParty", |xml| {
            party(
                xml,
                &sender.name,
                sender.address.as_deref(),
                sender.tax_number.as_deref(),
                None,
                &sender.country,
            );
        });
        let bill_to = &row.bill_to.0;
        xml.element("cac:AccountingCustomerParty", |xml| {
            party(
                xml,
                &bill_to.name,
                bill_to.address.as_deref(),
                bill_to.tax_number.as_deref().filter(|_| !untaxed),
                bill_to.country.as_deref(),
                &sender.country,
            );
        });
        if !is_credit {
            xml.element("cac:PaymentMeans", |xml| {
                xml.text("cbc:PaymentMeansCode", "1");
                xml.text("cbc:PaymentID", &row.number);
            });
            if let Some(details) = &sender.bank_details {
                xml.element("cac:PaymentTerms", |xml| xml.text("cbc:Note", details));
            }
        } else {
            // What is payable has a day or terms.
            xml.element("cac:PaymentTerms", |xml| {
                xml.text("cbc:Note", "Set off against invoices, or paid back");
            });
        }
        taxes(xml, invoice, untaxed);
        let sign = if is_credit { -1 } else { 1 };
        let amount = |xml: &mut XmlText, name: &str, cents: i64| money(xml, invoice, name, sign * cents);
        xml.element("cac:LegalMonetaryTotal", |xml| {
            amount(xml, "cbc:LineExtensionAmount", row.subtotal_cents);
            amount(xml, "cbc:TaxExclusiveAmount", row.subtotal_cents);
            amount(xml, "cbc:TaxInclusiveAmount", row.total_cents);
            amount(xml, "cbc:PayableAmount", row.total_cents);
        });
        for line in &invoice.all_lines() {
            invoice_line(xml, invoice, line, untaxed);
        }
    });
    xml.0.push('\n');
    xml.0
}

/// Writes an amount; those of a credit note are positive.
fn money(xml: &mut XmlText, invoice: &Invoice, name: &str, cents: i64) {
    let tag = format!("{name} currencyID=\"{}\"", invoice.row.currency);
    let text = invoice.money(cents).decimal();
    xml.element(&tag, |xml| xml.0.push_str(&text));
}

/// Writes a party: in its country, in that of its tax number, or at home.
fn party(
    xml: &mut XmlText,
    name: &str,
    address: Option<&str>,
    tax_number: Option<&str>,
    country: Option<&str>,
    home: &str,
) {
    let from_tax = tax_number.and_then(country_of);
    let country = country.or(from_tax.as_deref()).unwrap_or(home);
    xml.element("cac:Party", |xml| {
        xml.element("cac:PartyName", |xml| xml.text("cbc:Name", name));
        xml.element("cac:PostalAddress", |xml| {
            if let Some(address) = address {
                xml.text("cbc:StreetName", address);
            }
            xml.element("cac:Country", |xml| xml.text("cbc:IdentificationCode", country));
        });
        if let Some(number) = tax_number {
            xml.element("cac:PartyTaxScheme", |xml| {
                xml.text("cbc:CompanyID", &with_country(number, country));
                xml.element("cac:TaxScheme", |xml| xml.text("cbc:ID", "VAT"));
            });
        }
        xml.element("cac:PartyLegalEntity", |xml| {
            xml.text("cbc:RegistrationName", name)
        });
    });
}

/// Returns the country that a tax number begins with: `DE123456789`.
fn country_of(number: &str) -> Option<String> {
    let code = number.get(..2)?.to_uppercase();
    // Greece writes EL before its numbers.
    let code = if code == "EL" { "GR".to_owned() } else { code };
    country_code(&code)
}

/// Returns a tax number with the country before it, as EN 16931 wants.
fn with_country(number: &str, country: &str) -> String {
    if country_of(number).is_some() {
        number.to_owned()
    } else {
        format!("{country}{number}")
    }
}

/// Why nothing is taxed where the site has no tax number.
const NOT_TAXED: &str = "Not subject to VAT";

/// Whether a document is outside of the tax: nothing in it is taxed, and the site has no tax number.
fn is_untaxed(invoice: &Invoice, sender: &InvoiceSender) -> bool {
    sender.tax_number.is_none() && invoice.all_lines().iter().all(|line| line.tax_rate == 0)
}

/// Writes the category of a tax rate: standard, zero rated, or outside of the tax (EN 16931: without a rate, and with a reason
/// where amounts are added up).
fn category(xml: &mut XmlText, name: &str, rate: i64, untaxed: bool) {
    xml.element(name, |xml| {
        if untaxed {
            xml.text("cbc:ID", "O");
            if name == "cac:TaxCategory" {
                xml.text("cbc:TaxExemptionReason", NOT_TAXED);
            }
        } else {
            xml.text("cbc:ID", if rate == 0 { "Z" } else { "S" });
            xml.text("cbc:Percent", &percent(rate));
        }
        xml.element("cac:TaxScheme", |xml| xml.text("cbc:ID", "VAT"));
    });
}

fn taxes(xml: &mut XmlText, invoice: &Invoice, untaxed: bool) {
    let sign = if invoice.row.series == DocumentSeries::CreditNote {
        -1
    } else {
        1
    };
    xml.element("cac:TaxTotal", |xml| {
        money(xml, invoice, "cbc:TaxAmount", sign * invoice.row.tax_cents);
        for (rate, (amount, tax)) in invoice.taxes() {
            xml.element("cac:TaxSubtotal", |xml| {
                money(xml, invoice, "cbc:TaxableAmount", sign * amount);
                money(xml, invoice, "cbc:TaxAmount", sign * tax);
                category(xml, "cac:TaxCategory", rate, untaxed);
            });
        }
    });
}

/// Writes a line at a price that is not negative, as EN 16931 wants: what lowers the document has a negative quantity.
fn invoice_line(xml: &mut XmlText, invoice: &Invoice, line: &InvoiceLineRow, untaxed: bool) {
    let is_credit = invoice.row.series == DocumentSeries::CreditNote;
    let (name, quantity) = if is_credit {
        ("cac:CreditNoteLine", "cbc:CreditedQuantity")
    } else {
        ("cac:InvoiceLine", "cbc:InvoicedQuantity")
    };
    let amount = if is_credit {
        -line.amount_cents
    } else {
        line.amount_cents
    };
    xml.element(name, |xml| {
        xml.text("cbc:ID", &line.place.to_string());
        xml.text(
            "cbc:Note",
            &format!("{}, {}: {}", line.subject, line.service_month, line.why),
        );
        // One of what the line is for: a share of a rate has no whole number.
        let sign = if amount < 0 { "-1" } else { "1" };
        xml.element(&format!("{quantity} unitCode=\"C62\""), |xml| {
            xml.0.push_str(sign)
        });
        money(xml, invoice, "cbc:LineExtensionAmount", amount);
        xml.element("cac:Item", |xml| {
            xml.text("cbc:Name", &line.item);
            category(xml, "cac:ClassifiedTaxCategory", line.tax_rate, untaxed);
        });
        xml.element("cac:Price", |xml| {
            money(xml, invoice, "cbc:PriceAmount", amount.abs())
        });
    });
}
