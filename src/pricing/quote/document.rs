//! Draws a quote as a PDF. Pure.

use super::lines::QuoteLine;
use super::model::Quote;
use super::saved::state::QuoteState;
use crate::kernel::error::Result;
use crate::kernel::percent::percent;
use crate::output::pdf::Ink;
use crate::output::pdf_writer::{LEADING, LEFT, PdfWriter, RIGHT, SMALL, TEXT, height_of};

// All in points.
/// Width of an item's name and its reason.
const ITEM: f32 = 250.0;
/// Right edges of the numbers, left edge of the unit.
const QUANTITY: f32 = LEFT + 295.0;
const UNIT: f32 = LEFT + 302.0;
const RATE: f32 = LEFT + 415.0;
const AMOUNT: f32 = RIGHT - 4.0;
/// Where number and last day begin, beside the client.
const DETAILS: f32 = LEFT + 300.0;
const VALUES: f32 = LEFT + 380.0;

struct QuoteWriter<'q> {
    quote: &'q Quote,
    pdf: PdfWriter,
}

impl Quote {
    /// Draws the quote as a PDF; the same quote gives the same bytes.
    pub fn to_pdf(&self) -> Result<Vec<u8>> {
        let title = self.title();
        let mut pdf = PdfWriter::begin(&self.company, "Quote", &title)?;
        let day = self.made_on.format("%-d %B %Y").to_string();
        pdf.text_to(RIGHT, 92.0, 12.0, &day);
        let mut writer = QuoteWriter { quote: self, pdf };
        writer.head(&title);
        writer.table_head();
        for line in &self.costs.lines {
            writer.line(line);
        }
        writer.sums();
        writer.remarks();
        writer.pdf.finish(&title, "")
    }
}

impl QuoteWriter<'_> {
    fn head(&mut self, title: &str) {
        self.pdf.y = 112.0;
        if let Some(state) = &self.quote.state {
            self.numbered(state);
        }
        self.pdf.paragraph(title, TEXT, Ink::Black);
        let terms = &self.quote.terms;
        let discount = match terms.discount {
            0 => String::new(),
            discount => format!(", discount {} %", percent(discount)),
        };
        let words = format!(
            "Prices of the {} tier in {}{discount}.",
            terms.tier,
            terms.currency.code()
        );
        self.pdf.paragraph(&words, SMALL, Ink::Grey);
        self.pdf.y += 8.0;
    }

    /// Draws the client on the left, number and last day on the right.
    fn numbered(&mut self, state: &QuoteState) {
        let client = self.quote.header.client_name.as_deref().unwrap_or_default();
        let (mut left, mut right) = (self.pdf.y, self.pdf.y);
        for line in self.pdf.typeface.lines(client, TEXT, DETAILS - LEFT - 20.0) {
            left += LEADING;
            self.pdf.page.text(LEFT, left, TEXT, Ink::Black, &line);
        }
        let last_day = state.valid_until.format("%-d %B %Y").to_string();
        let details = [("Number", state.number.as_str()), ("Valid until", &last_day)];
        for (name, value) in details {
            right += LEADING;
            self.pdf.page.text(DETAILS, right, TEXT, Ink::Grey, name);
            self.pdf.page.text(VALUES, right, TEXT, Ink::Black, value);
        }
        self.pdf.y = left.max(right) + 8.0;
    }

    fn table_head(&mut self) {
        let y = self.pdf.head_of_table();
        self.pdf.page.text(LEFT + 4.0, y, SMALL + 0.5, Ink::Black, "Item");
        self.pdf.page.text(UNIT, y, SMALL + 0.5, Ink::Black, "Unit");
        for (x, heading) in [(QUANTITY, "Quantity"), (RATE, "Rate"), (AMOUNT, "Amount")] {
            self.pdf.text_to(x, y, SMALL + 0.5, heading);
        }
    }

    fn line(&mut self, line: &QuoteLine) {
        let names = self.pdf.typeface.lines(&line.item, TEXT, ITEM);
        let reasons = self.pdf.typeface.lines(&line.why, SMALL, ITEM);
        let height = height_of(names.len() + reasons.len(), LEADING) + 6.0;
        if self.pdf.make_room(height) {
            self.table_head();
        }
        let first = self.pdf.y + LEADING;
        for (x, text) in [
            (QUANTITY, line.quantity.to_string()),
            (RATE, self.quote.money(line.rate_cents).to_string()),
            (AMOUNT, self.quote.money(line.amount_cents).to_string()),
        ] {
            self.pdf.text_to(x, first, TEXT, &text);
        }
        self.pdf.page.text(UNIT, first, TEXT, Ink::Black, &line.unit);
        self.pdf.item(LEFT + 4.0, &names, &reasons);
        self.pdf.end_row(height);
    }

    fn sums(&mut self) {
        self.pdf.sums(&self.quote.labelled_sums(), (RATE, AMOUNT));
        self.pdf.y += 10.0;
    }

    /// Lists what the quote leaves out.
    fn remarks(&mut self) {
        for gap in &self.quote.left_out {
            self.pdf.make_room(2.0 * LEADING);
            self.pdf
                .paragraph(&format!("Not included: {}", gap.fact), SMALL + 1.0, Ink::Black);
        }
    }
}
