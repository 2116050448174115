//! Draws an invoice or a credit note as a PDF. Pure.

use super::model::{DocumentSeries, Invoice, InvoiceLineRow, InvoiceSender};
use crate::kernel::error::Result;
use crate::kernel::percent::percent;
use crate::output::pdf::Ink;
use crate::output::pdf_writer::{LEADING, LEFT, PdfWriter, RIGHT, SMALL, TEXT, height_of};

// All in points.
/// Where the details of the document begin, beside the client.
const DETAILS: f32 = LEFT + 300.0;
const VALUES: f32 = LEFT + 380.0;
/// Width of an item's name and its reason.
const ITEM: f32 = 235.0;
/// Right edges of the numbers, left edge of the unit.
const QUANTITY: f32 = LEFT + 285.0;
const UNIT: f32 = LEFT + 292.0;
const RATE: f32 = LEFT + 385.0;
const TAX: f32 = LEFT + 425.0;
const AMOUNT: f32 = RIGHT - 4.0;

struct InvoiceWriter<'i> {
    invoice: &'i Invoice,
    sender: &'i InvoiceSender,
    pdf: PdfWriter,
}

/// Draws a document; the same document gives the same bytes.
pub fn to_pdf(invoice: &Invoice, sender: &InvoiceSender) -> Result<Vec<u8>> {
    let title = format!("{} {}", invoice.title(), invoice.row.number);
    let pdf = PdfWriter::begin(&sender.name, invoice.title(), &title)?;
    let mut writer = InvoiceWriter { invoice, sender, pdf };
    writer.head();
    writer.table_head();
    for line in &invoice.all_lines() {
        writer.line(line);
    }
    writer.sums();
    writer.payment();
    let foot = sender
        .tax_number
        .as_ref()
        .map(|number| format!("Tax number {number}"));
    writer.pdf.finish(&title, &foot.unwrap_or_default())
}

impl InvoiceWriter<'_> {
    /// Draws the sender's address, the client on the left and the document's details on the right.
    fn head(&mut self) {
        let row = &self.invoice.row;
        let top = self.pdf.y + 10.0;
        let bill_to = &row.bill_to.0;
        let mut left = vec![bill_to.name.clone()];
        left.extend(bill_to.address.iter().flat_map(|text| split(text)));
        left.extend(
            bill_to
                .tax_number
                .iter()
                .map(|number| format!("Tax number {number}")),
        );
        let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
        let mut details = vec![("Number", row.number.clone()), ("Date", day(row.issued_on))];
        if row.series == DocumentSeries::Invoice {
            details.push(("Due", day(row.due_on)));
        }
        details.push(("Month", row.month.clone()));
        details.extend(
            self.invoice
                .credits
                .iter()
                .map(|number| ("Takes back", number.clone())),
        );
        let mut y = top;
        for text in &left {
            for line in self.pdf.typeface.lines(text, TEXT, DETAILS - LEFT - 20.0) {
                y += LEADING;
                self.pdf.page.text(LEFT, y, TEXT, Ink::Black, &line);
            }
        }
        let mut right = top;
        for (name, value) in &details {
            right += LEADING;
            self.pdf.page.text(DETAILS, right, TEXT, Ink::Grey, name);
            self.pdf.page.text(VALUES, right, TEXT, Ink::Black, value);
        }
        self.pdf.y = y.max(right) + 6.0;
        let address = self.sender.address.iter().flat_map(|text| split(text));
        let from: Vec<String> = std::iter::once(self.sender.name.clone()).chain(address).collect();
        self.pdf
            .paragraph(&format!("From {}", from.join(", ")), SMALL, Ink::Grey);
        if let Some(reason) = &row.reason {
            self.pdf.paragraph(&format!("Reason: {reason}"), TEXT, Ink::Black);
        }
        self.pdf.y += 10.0;
    }

    fn table_head(&mut self) {
        let y = self.pdf.head_of_table();
        self.pdf.page.text(LEFT + 4.0, y, SMALL + 0.5, Ink::Black, "Item");
        self.pdf.page.text(UNIT, y, SMALL + 0.5, Ink::Black, "Unit");
        for (x, heading) in [
            (QUANTITY, "Quantity"),
            (RATE, "Rate"),
            (TAX, "Tax"),
            (AMOUNT, "Amount"),
        ] {
            self.pdf.text_to(x, y, SMALL + 0.5, heading);
        }
    }

    fn line(&mut self, line: &InvoiceLineRow) {
        let names = self.pdf.typeface.lines(&line.item, TEXT, ITEM);
        let about = format!("{}, {}: {}", line.subject, line.service_month, line.why);
        let reasons = self.pdf.typeface.lines(&about, SMALL, ITEM);
        let height = height_of(names.len() + reasons.len(), LEADING) + 6.0;
        if self.pdf.make_room(height) {
            self.table_head();
        }
        let first = self.pdf.y + LEADING;
        for (x, text) in [
            (QUANTITY, line.quantity.to_string()),
            (RATE, self.invoice.money(line.rate_cents).to_string()),
            (TAX, format!("{} %", percent(line.tax_rate))),
            (AMOUNT, self.invoice.money(line.amount_cents).to_string()),
        ] {
            self.pdf.text_to(x, first, TEXT, &text);
        }
        self.pdf.page.text(UNIT, first, TEXT, Ink::Black, &line.unit);
        self.pdf.item(LEFT + 4.0, &names, &reasons);
        self.pdf.end_row(height);
    }

    fn sums(&mut self) {
        let invoice = self.invoice;
        let money = |cents: i64| invoice.money(cents).to_string();
        let mut sums = vec![("Subtotal".to_owned(), money(invoice.row.subtotal_cents))];
        for (rate, (amount, tax)) in invoice.taxes() {
            sums.push((
                format!("Tax {} % of {}", percent(rate), money(amount)),
                money(tax),
            ));
        }
        sums.push(("Total".to_owned(), money(invoice.row.total_cents)));
        self.pdf.sums(&sums, (RATE, AMOUNT));
        self.pdf.y += 14.0;
    }

    /// Says how to pay an invoice.
    fn payment(&mut self) {
        let row = &self.invoice.row;
        if row.series == DocumentSeries::CreditNote {
            return;
        }
        let mut lines = vec![format!(
            "Please pay by {}, with the reference {}.",
            row.due_on.format("%-d %B %Y"),
            row.number
        )];
        lines.extend(self.sender.bank_details.iter().flat_map(|text| split(text)));
        self.pdf.make_room(height_of(lines.len(), LEADING));
        for line in lines {
            self.pdf.paragraph(&line, TEXT, Ink::Black);
        }
    }
}

/// Splits a text of several lines; a setting divides them by semicolons.
fn split(text: &str) -> Vec<String> {
    let parts = text.split([';', '\n']).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}
