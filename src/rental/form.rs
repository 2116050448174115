//! Draws the form of a rental: who takes which devices until when, and where to sign. Pure.

use chrono::NaiveDate;

use crate::kernel::error::Result;
use crate::kernel::text::counted;
use crate::output::pdf::Ink;
use crate::output::pdf_writer::{LEFT, PdfWriter, RIGHT, SMALL, TEXT, height_of};

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
    /// `None` for a rental without an end.
    pub return_on: Option<NaiveDate>,
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
/// Height of the three signatures.
const SIGNATURES: f32 = 150.0;

struct FormWriter<'f> {
    form: &'f RentalForm,
    pdf: PdfWriter,
}

impl RentalForm {
    /// Draws the form as a PDF; the same form gives the same bytes.
    pub fn to_pdf(&self) -> Result<Vec<u8>> {
        let title = format!("Rental form {}", self.rental_no);
        let mut pdf = PdfWriter::begin(&self.company, "Rental form", &title)?;
        pdf.text_to(RIGHT, 92.0, 16.0, &self.rental_no);
        pdf.y = 118.0;
        let mut writer = FormWriter { form: self, pdf };
        writer.fields();
        writer.table();
        writer.conditions();
        writer.signatures();
        writer.pdf.finish(&title, &self.rental_no)
    }
}

impl FormWriter<'_> {
    fn fields(&mut self) {
        let form = self.form;
        let day = |day: NaiveDate| day.format("%A, %-d %B %Y").to_string();
        let booking = form.booking_id.map(|id| id.to_string());
        let rows = [
            [("Client", Some(form.client.clone())), ("Booking", booking)],
            [
                ("Taken on", Some(day(form.rental_date))),
                ("Due back on", form.return_on.map(day)),
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
        self.pdf.page.text(x, self.pdf.y + SMALL, SMALL, Ink::Grey, label);
        let mut y = self.pdf.y + SMALL + LEADING;
        let mut lines = 0;
        for line in self.pdf.typeface.lines(text, TEXT, width) {
            self.pdf.page.text(x, y, TEXT, Ink::Black, &line);
            y += LEADING;
            lines += 1;
        }
        lines
    }

    /// Moves below a field of so many lines.
    fn below(&mut self, lines: u16) {
        self.pdf.y += SMALL + f32::from(lines) * LEADING + 9.0;
    }

    fn table(&mut self) {
        self.pdf.y += 4.0;
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
        let y = self.pdf.head_of_table();
        for (heading, x, _) in TABLE {
            self.pdf.page.text(x, y, SMALL + 0.5, Ink::Black, heading);
        }
    }

    fn table_row(&mut self, cells: [&str; 5]) {
        let size = TEXT - 0.5;
        let broken = cells
            .iter()
            .zip(TABLE)
            .map(|(text, (_, x, width))| (x, self.pdf.typeface.lines(text, size, width)))
            .collect::<Vec<_>>();
        let lines = broken.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1);
        let height = height_of(lines, LEADING) + 6.0;
        if self.pdf.make_room(height) {
            self.table_head();
        }
        for (x, lines) in broken {
            let mut y = self.pdf.y + LEADING;
            for line in lines {
                self.pdf.page.text(x, y, size, Ink::Black, &line);
                y += LEADING;
            }
        }
        self.pdf.end_row(height);
    }

    fn conditions(&mut self) {
        let text = format!(
            "{} in all. The devices stay the property of {}. Whoever signs for them keeps them safe, gives them \
             to nobody else and brings them back complete on the day named above; a later day is agreed beforehand. \
             Loss, theft or damage is reported at once and may be charged.",
            counted(self.form.lines.len(), "device"),
            self.form.company
        );
        let lines = self.pdf.typeface.lines(&text, SMALL + 1.0, RIGHT - LEFT);
        // With the signatures, so that nobody signs a page that says nothing.
        self.pdf
            .make_room(14.0 + height_of(lines.len(), 12.0) + SIGNATURES);
        self.pdf.y += 14.0;
        self.pdf.paragraph(&text, SMALL + 1.0, Ink::Black);
    }

    fn signatures(&mut self) {
        let width = 151.0;
        for (place, what) in ["Handed out by", "Received by", "Returned to"].iter().enumerate() {
            let x = LEFT + f32::from(u16::try_from(place).unwrap_or_default()) * (width + 21.0);
            self.pdf.page.text(x, self.pdf.y + 30.0, TEXT, Ink::Black, what);
            for (label, y) in [("Name", 62.0), ("Signature", 98.0), ("Date", 134.0)] {
                let y = self.pdf.y + y;
                self.pdf.page.line((x, y), (x + width, y), Ink::Grey);
                self.pdf.page.text(x, y + 10.0, SMALL, Ink::Grey, label);
            }
        }
        self.pdf.y += SIGNATURES;
    }
}
