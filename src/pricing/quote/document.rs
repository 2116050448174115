//! Draws a quote as a PDF. Pure.

use super::lines::{QuoteLine, percent};
use super::model::Quote;
use crate::kernel::error::Result;
use crate::output::pdf::{HEIGHT, Ink, PdfPage, Typeface, WIDTH, to_bytes};

// All in points.
const LEFT: f32 = 50.0;
const RIGHT: f32 = WIDTH - 50.0;
/// Where the content of a page ends.
const BOTTOM: f32 = HEIGHT - 60.0;
const SMALL: f32 = 8.0;
const TEXT: f32 = 10.0;
const LEADING: f32 = 13.0;
/// Width of an item's name and its reason.
const ITEM: f32 = 250.0;
/// Right edges of the numbers, left edge of the unit.
const QUANTITY: f32 = LEFT + 295.0;
const UNIT: f32 = LEFT + 302.0;
const RATE: f32 = LEFT + 415.0;
const AMOUNT: f32 = RIGHT - 4.0;

/// Fills pages from top to bottom.
struct QuoteWriter<'q> {
    quote: &'q Quote,
    typeface: Typeface,
    pages: Vec<PdfPage>,
    page: PdfPage,
    /// Where to draw next.
    y: f32,
}

impl Quote {
    /// Draws the quote as a PDF; the same quote gives the same bytes.
    pub fn to_pdf(&self) -> Result<Vec<u8>> {
        let mut writer = QuoteWriter {
            quote: self,
            typeface: Typeface::load()?,
            pages: Vec::new(),
            page: PdfPage::default(),
            y: 0.0,
        };
        writer.head();
        writer.table_head();
        for line in &self.costs.lines {
            writer.line(line);
        }
        writer.sums();
        writer.remarks();
        let pages = writer.numbered();
        to_bytes(&self.title(), &pages)
    }
}

impl QuoteWriter<'_> {
    fn head(&mut self) {
        self.page.text(LEFT, 62.0, 12.0, Ink::Black, &self.quote.company);
        self.page.text(LEFT, 92.0, 22.0, Ink::Black, "Quote");
        let day = self.quote.made_on.format("%-d %B %Y").to_string();
        self.right(RIGHT, 92.0, 12.0, Ink::Black, &day);
        self.page.line((LEFT, 102.0), (RIGHT, 102.0), Ink::Grey);
        self.y = 112.0;
        self.paragraph(&self.quote.title(), TEXT, Ink::Black);
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
        self.paragraph(&words, SMALL, Ink::Grey);
        self.y += 8.0;
    }

    fn paragraph(&mut self, text: &str, size: f32, ink: Ink) {
        for line in self.typeface.lines(text, size, RIGHT - LEFT) {
            self.y += size + 3.0;
            self.page.text(LEFT, self.y, size, ink, &line);
        }
    }

    /// Draws text that ends at `x`.
    fn right(&mut self, x: f32, y: f32, size: f32, ink: Ink, text: &str) {
        let x = x - self.typeface.width(text, size);
        self.page.text(x, y, size, ink, text);
    }

    fn table_head(&mut self) {
        self.page.ground(LEFT, self.y, RIGHT - LEFT, 18.0);
        let y = self.y + 12.5;
        self.page.text(LEFT + 4.0, y, SMALL + 0.5, Ink::Black, "Item");
        self.page.text(UNIT, y, SMALL + 0.5, Ink::Black, "Unit");
        for (x, heading) in [(QUANTITY, "Quantity"), (RATE, "Rate"), (AMOUNT, "Amount")] {
            self.right(x, y, SMALL + 0.5, Ink::Black, heading);
        }
        self.y += 18.0;
    }

    fn line(&mut self, line: &QuoteLine) {
        let names = self.typeface.lines(&line.item, TEXT, ITEM);
        let reasons = self.typeface.lines(&line.why, SMALL, ITEM);
        let rows = u16::try_from(names.len() + reasons.len()).unwrap_or(u16::MAX);
        let height = f32::from(rows) * LEADING + 6.0;
        if self.y + height > BOTTOM {
            self.next_page();
            self.table_head();
        }
        let first = self.y + LEADING;
        for (x, text) in [
            (QUANTITY, line.quantity.to_string()),
            (RATE, self.quote.money(line.rate_cents).to_string()),
            (AMOUNT, self.quote.money(line.amount_cents).to_string()),
        ] {
            self.right(x, first, TEXT, Ink::Black, &text);
        }
        self.page.text(UNIT, first, TEXT, Ink::Black, &line.unit);
        let named = names.iter().map(|text| (text, TEXT, Ink::Black));
        let reasoned = reasons.iter().map(|text| (text, SMALL, Ink::Grey));
        let mut y = first;
        for (text, size, ink) in named.chain(reasoned) {
            self.page.text(LEFT + 4.0, y, size, ink, text);
            y += LEADING;
        }
        self.y += height;
        self.page.line((LEFT, self.y), (RIGHT, self.y), Ink::Light);
    }

    fn sums(&mut self) {
        let sums = self.quote.labelled_sums();
        if self.y + 70.0 > BOTTOM {
            self.next_page();
        }
        self.y += 8.0;
        for (place, (name, amount)) in sums.iter().enumerate() {
            let size = if place + 1 == sums.len() { TEXT + 2.0 } else { TEXT };
            self.y += size + 6.0;
            self.right(RATE, self.y, size, Ink::Black, name);
            self.right(AMOUNT, self.y, size, Ink::Black, amount);
        }
        self.y += 10.0;
    }

    /// Lists what the quote leaves out.
    fn remarks(&mut self) {
        for gap in &self.quote.left_out {
            if self.y + 2.0 * LEADING > BOTTOM {
                self.next_page();
            }
            self.paragraph(&format!("Not included: {}", gap.fact), SMALL + 1.0, Ink::Black);
        }
    }

    fn next_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        let head = format!("{} · {}", self.quote.company, self.quote.title());
        let head = self.typeface.lines(&head, SMALL + 1.0, RIGHT - LEFT);
        let head = head.first().map(String::as_str).unwrap_or_default();
        self.page.text(LEFT, 50.0, SMALL + 1.0, Ink::Grey, head);
        self.y = 64.0;
    }

    /// Numbers the pages and returns them.
    fn numbered(mut self) -> Vec<PdfPage> {
        self.pages.push(std::mem::take(&mut self.page));
        let mut pages = std::mem::take(&mut self.pages);
        let count = pages.len();
        for (place, page) in pages.iter_mut().enumerate() {
            let text = format!("Page {} of {count}", place + 1);
            let x = RIGHT - self.typeface.width(&text, SMALL);
            page.text(x, HEIGHT - 32.0, SMALL, Ink::Grey, &text);
        }
        pages
    }
}
