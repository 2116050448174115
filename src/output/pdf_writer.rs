//! Documents on paper: a title, what follows it from page to page, and numbered pages.

use super::pdf::{HEIGHT, Ink, PdfPage, Typeface, WIDTH, to_bytes};
use crate::kernel::error::Result;

// All in points.
pub const LEFT: f32 = 50.0;
pub const RIGHT: f32 = WIDTH - 50.0;
/// Where the content of a page ends.
const BOTTOM: f32 = HEIGHT - 60.0;
/// Sizes of text.
pub const SMALL: f32 = 8.0;
pub const TEXT: f32 = 10.0;

/// Fills pages from top to bottom.
pub struct PdfWriter {
    pub typeface: Typeface,
    pub page: PdfPage,
    /// Where to draw next.
    pub y: f32,
    full: Vec<PdfPage>,
    running_head: String,
}

impl PdfWriter {
    /// Begins a document with its title; `company: running_title` heads the further pages.
    pub fn begin(company: &str, title: &str, running_title: &str) -> Result<Self> {
        let mut page = PdfPage::default();
        page.text(LEFT, 62.0, 12.0, Ink::Black, company);
        page.text(LEFT, 92.0, 22.0, Ink::Black, title);
        page.line((LEFT, 102.0), (RIGHT, 102.0), Ink::Grey);
        Ok(Self {
            typeface: Typeface::load()?,
            page,
            y: 102.0,
            full: Vec::new(),
            running_head: format!("{company} · {running_title}"),
        })
    }

    /// Draws text that ends at `x`.
    pub fn text_to(&mut self, x: f32, y: f32, size: f32, text: &str) {
        let x = x - self.typeface.width(text, size);
        self.page.text(x, y, size, Ink::Black, text);
    }

    /// Draws a text as wide as the page, and moves below it.
    pub fn paragraph(&mut self, text: &str, size: f32, ink: Ink) {
        for line in self.typeface.lines(text, size, RIGHT - LEFT) {
            self.y += size + 3.0;
            self.page.text(LEFT, self.y, size, ink, &line);
        }
    }

    /// Draws the ground of a table's head, and moves below it; returns the baseline of the headings.
    pub fn head_of_table(&mut self) -> f32 {
        self.page.ground(LEFT, self.y, RIGHT - LEFT, 18.0);
        self.y += 18.0;
        self.y - 5.5
    }

    /// Moves below a row of a table.
    pub fn end_row(&mut self, height: f32) {
        self.y += height;
        self.page.line((LEFT, self.y), (RIGHT, self.y), Ink::Light);
    }

    /// Draws what a row is about: names, and in grey below them the reasons.
    pub fn item(&mut self, x: f32, names: &[String], reasons: &[String]) {
        let named = names.iter().map(|text| (text, TEXT, Ink::Black));
        let reasoned = reasons.iter().map(|text| (text, SMALL, Ink::Grey));
        let mut y = self.y;
        for (text, size, ink) in named.chain(reasoned) {
            y += LEADING;
            self.page.text(x, y, size, ink, text);
        }
    }

    /// Draws sums below a table, the last one larger; names end at one place, amounts at the other.
    pub fn sums(&mut self, sums: &[(String, String)], (names, amounts): (f32, f32)) {
        self.make_room(height_of(sums.len(), LEADING + 4.0) + 20.0);
        self.y += 8.0;
        for (place, (name, amount)) in sums.iter().enumerate() {
            let size = if place + 1 == sums.len() { TEXT + 2.0 } else { TEXT };
            self.y += size + 6.0;
            self.text_to(names, self.y, size, name);
            self.text_to(amounts, self.y, size, amount);
        }
    }

    /// Begins a new page unless `height` fits on this one; returns whether it did.
    pub fn make_room(&mut self, height: f32) -> bool {
        let is_full = self.y + height > BOTTOM;
        if is_full {
            self.full.push(std::mem::take(&mut self.page));
            let size = SMALL + 1.0;
            let head = self.typeface.lines(&self.running_head, size, RIGHT - LEFT);
            let head = head.first().map(String::as_str).unwrap_or_default();
            self.page.text(LEFT, 50.0, size, Ink::Grey, head);
            self.y = 64.0;
        }
        is_full
    }

    /// Numbers the pages, writes `foot` on each, and draws them into a PDF file.
    pub fn finish(mut self, title: &str, foot: &str) -> Result<Vec<u8>> {
        self.full.push(self.page);
        let count = self.full.len();
        for (place, page) in self.full.iter_mut().enumerate() {
            let text = format!("Page {} of {count}", place + 1);
            let x = RIGHT - self.typeface.width(&text, SMALL);
            page.text(x, HEIGHT - 32.0, SMALL, Ink::Grey, &text);
            page.text(LEFT, HEIGHT - 32.0, SMALL, Ink::Grey, foot);
        }
        to_bytes(title, &self.full)
    }
}

/// From one line of a row to the next, in points.
pub const LEADING: f32 = 13.0;

/// Returns the height of so many lines.
pub fn height_of(lines: usize, leading: f32) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * leading
}
