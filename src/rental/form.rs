//! Draws the form of a rental: who takes which devices until when, and where to sign. Pure.

use chrono::NaiveDate;

use crate::kernel::error::Result;
use crate::output::pdf::{HEIGHT, Ink, PdfPage, Typeface, WIDTH, to_bytes};

/// The content of a form.
#[derive(Debug, Clone)]
pub struct RentalForm {
    /// The site's company.
    pub company: String,
    pub rental_no: String,
    pub client: String,
    pub booking_id: Option<i64>,
    pub contact_person: String,
    pub contact_number: String,
    pub contact_email: Option<String>,
    pub contact_company: String,
    pub address: String,
    pub rental_date: NaiveDate,
    pub return_on: NaiveDate,
    pub notes: Option<String>,
    pub lines: Vec<FormLine>,
}

/// A device on the form.
#[derive(Debug, Clone)]
pub struct FormLine {
    pub serial: String,
    pub name: String,
    pub category: String,
    /// When it came back, and in which condition.
    pub returned: Option<(NaiveDate, String)>,
}

// All in points.
const LEFT: f32 = 50.0;
const RIGHT: f32 = WIDTH - 50.0;
/// Where the content of a page ends.
const BOTTOM: f32 = HEIGHT - 60.0;
const LABEL: f32 = 8.0;
const TEXT: f32 = 10.0;
const LEADING: f32 = 13.5;
/// Column of a field in the head, and its width.
const COLUMNS: [(f32, f32); 2] = [(LEFT, 235.0), (LEFT + 260.0, 235.0)];
/// Heading, left edge and width of the table's columns.
const TABLE: [(&str, f32, f32); 5] = [
    ("No.", LEFT + 4.0, 26.0),
    ("Serial number", LEFT + 34.0, 130.0),
    ("Name", LEFT + 170.0, 140.0),
    ("Category", LEFT + 316.0, 68.0),
    ("Returned", LEFT + 390.0, 101.0),
];

/// Fills pages from top to bottom.
struct FormWriter<'f> {
    form: &'f RentalForm,
    typeface: Typeface,
    pages: Vec<PdfPage>,
    page: PdfPage,
    /// Where to draw next.
    y: f32,
}

impl RentalForm {
    /// Draws the form as a PDF; the same form gives the same bytes.
    pub fn to_pdf(&self) -> Result<Vec<u8>> {
        let mut writer = FormWriter {
            form: self,
            typeface: Typeface::load()?,
            pages: Vec::new(),
            page: PdfPage::default(),
            y: 0.0,
        };
        writer.title();
        writer.fields();
        writer.table();
        writer.conditions();
        writer.signatures();
        let pages = writer.numbered();
        to_bytes(&format!("Rental form {}", self.rental_no), &pages)
    }
}

impl FormWriter<'_> {
    fn title(&mut self) {
        self.page.text(LEFT, 62.0, 12.0, Ink::Black, &self.form.company);
        self.page.text(LEFT, 92.0, 22.0, Ink::Black, "Rental form");
        let number = &self.form.rental_no;
        let x = RIGHT - self.typeface.width(number, 16.0);
        self.page.text(x, 92.0, 16.0, Ink::Black, number);
        self.page.line((LEFT, 102.0), (RIGHT, 102.0), Ink::Grey);
        self.y = 118.0;
    }

    fn fields(&mut self) {
        let form = self.form;
        let day = |day: NaiveDate| day.format("%A, %-d %B %Y").to_string();
        let booking = form.booking_id.map(|id| id.to_string());
        let rows = [
            [("Client", Some(form.client.clone())), ("Booking", booking)],
            [
                ("Taken on", Some(day(form.rental_date))),
                ("Due back on", Some(day(form.return_on))),
            ],
            [
                ("Contact person", Some(form.contact_person.clone())),
                ("Contact number", Some(form.contact_number.clone())),
            ],
            [
                ("Company", Some(form.contact_company.clone())),
                ("E-mail", form.contact_email.clone()),
            ],
        ];
        for row in rows {
            let lines = row
                .iter()
                .zip(COLUMNS)
                .map(|((label, text), (x, width))| {
                    let text = text.as_deref().unwrap_or("–");
                    self.field(label, text, x, width)
                })
                .max();
            self.below(lines.unwrap_or(1));
        }
        for (label, text) in [("Address", Some(&form.address)), ("Notes", form.notes.as_ref())] {
            if let Some(text) = text {
                let lines = self.field(label, text, LEFT, RIGHT - LEFT);
                self.below(lines);
            }
        }
    }

    /// Draws a field and returns the number of its lines.
    fn field(&mut self, label: &str, text: &str, x: f32, width: f32) -> u16 {
        self.page.text(x, self.y + LABEL, LABEL, Ink::Grey, label);
        let mut y = self.y + LABEL + LEADING;
        let mut lines = 0;
        for line in self.typeface.lines(text, TEXT, width) {
            self.page.text(x, y, TEXT, Ink::Black, &line);
            y += LEADING;
            lines += 1;
        }
        lines
    }

    /// Moves below a field of so many lines.
    fn below(&mut self, lines: u16) {
        self.y += LABEL + f32::from(lines) * LEADING + 9.0;
    }

    fn table(&mut self) {
        self.y += 4.0;
        self.table_head();
        for (place, line) in self.form.lines.iter().enumerate() {
            let returned = line
                .returned
                .as_ref()
                .map_or_else(String::new, |(day, condition)| format!("{day}, {condition}"));
            let number = (place + 1).to_string();
            let cells = [&number, &line.serial, &line.name, &line.category, &returned];
            self.table_row(cells.map(String::as_str));
        }
    }

    fn table_head(&mut self) {
        self.page.ground(LEFT, self.y, RIGHT - LEFT, 18.0);
        for (heading, x, _) in TABLE {
            self.page.text(x, self.y + 12.5, LABEL + 0.5, Ink::Black, heading);
        }
        self.y += 18.0;
    }

    fn table_row(&mut self, cells: [&str; 5]) {
        let size = TEXT - 0.5;
        let broken = cells
            .iter()
            .zip(TABLE)
            .map(|(text, (_, x, width))| (x, self.typeface.lines(text, size, width)))
            .collect::<Vec<_>>();
        let lines = broken.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
        let height = f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * LEADING + 6.0;
        if self.y + height > BOTTOM {
            self.next_page();
            self.table_head();
        }
        for (x, lines) in broken {
            let mut y = self.y + LEADING;
            for line in lines {
                self.page.text(x, y, size, Ink::Black, &line);
                y += LEADING;
            }
        }
        self.y += height;
        self.page.line((LEFT, self.y), (RIGHT, self.y), Ink::Light);
    }

    fn conditions(&mut self) {
        let count = self.form.lines.len();
        let text = format!(
            "{count} {} in all. The devices stay the property of {}. Whoever signs for them keeps them safe, gives them \
             to nobody else and brings them back complete on the day named above; a later day is agreed beforehand. \
             Loss, theft or damage is reported at once and may be charged.",
            if count == 1 { "device" } else { "devices" },
            self.form.company
        );
        let lines = self.typeface.lines(&text, LABEL + 1.0, RIGHT - LEFT);
        let height = 14.0 + f32::from(u16::try_from(lines.len()).unwrap_or(u16::MAX)) * 12.0;
        // With the signatures, so that nobody signs a page that says nothing.
        self.keep_together(height + SIGNATURES);
        self.y += 14.0;
        for line in lines {
            self.y += 12.0;
            self.page.text(LEFT, self.y, LABEL + 1.0, Ink::Black, &line);
        }
    }

    fn signatures(&mut self) {
        let width = 151.0;
        for (place, what) in ["Handed out by", "Received by", "Returned to"].iter().enumerate() {
            let x = LEFT + f32::from(u16::try_from(place).unwrap_or_default()) * (width + 21.0);
            self.page.text(x, self.y + 30.0, TEXT, Ink::Black, what);
            for (label, y) in [("Name", 62.0), ("Signature", 98.0), ("Date", 134.0)] {
                let y = self.y + y;
                self.page.line((x, y), (x + width, y), Ink::Grey);
                self.page.text(x, y + 10.0, LABEL, Ink::Grey, label);
            }
        }
        self.y += SIGNATURES;
    }

    /// Begins a new page unless `height` fits on this one.
    fn keep_together(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.next_page();
        }
    }

    fn next_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        let head = format!("{} · Rental form {}", self.form.company, self.form.rental_no);
        self.page.text(LEFT, 50.0, LABEL + 1.0, Ink::Grey, &head);
        self.y = 64.0;
    }

    /// Numbers the pages and returns them.
    fn numbered(mut self) -> Vec<PdfPage> {
        self.pages.push(self.page);
        let count = self.pages.len();
        for (place, page) in self.pages.iter_mut().enumerate() {
            let text = format!("Page {} of {count}", place + 1);
            let x = RIGHT - self.typeface.width(&text, LABEL);
            page.text(x, HEIGHT - 32.0, LABEL, Ink::Grey, &text);
            page.text(LEFT, HEIGHT - 32.0, LABEL, Ink::Grey, &self.form.rental_no);
        }
        self.pages
    }
}

/// Height of the three signatures.
const SIGNATURES: f32 = 150.0;
