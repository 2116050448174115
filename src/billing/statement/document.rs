//! Draws a statement as a PDF. Pure.

use super::{ClientStatement, StatementLine};
use crate::kernel::error::Result;
use crate::kernel::text::capital;
use crate::output::pdf::Ink;
use crate::output::pdf_writer::{LEADING, LEFT, PdfWriter, RIGHT, SMALL, TEXT, height_of};

// All in points.
/// Left edge and width of what is charged.
const SUBJECT: f32 = LEFT + 70.0;
const SUBJECT_WIDTH: f32 = 230.0;
/// Right edges of the numbers.
const AMOUNT: f32 = LEFT + 400.0;
const BALANCE: f32 = RIGHT - 4.0;

impl ClientStatement {
    /// Draws the statement as a PDF; the same statement gives the same bytes.
    pub fn to_pdf(&self) -> Result<Vec<u8>> {
        let title = self.title();
        let mut pdf = PdfWriter::begin(&self.company, "Statement", &title)?;
        let day = self.made_on.format("%-d %B %Y").to_string();
        pdf.text_to(RIGHT, 92.0, 12.0, &day);
        pdf.y = 112.0;
        for line in &self.addressee {
            pdf.paragraph(line, TEXT, Ink::Black);
        }
        pdf.y += 4.0;
        pdf.paragraph(&title, SMALL, Ink::Grey);
        pdf.y += 8.0;
        table_head(&mut pdf);
        balance(&mut pdf, "Opening balance", &self.opening.to_string());
        for line in &self.lines {
            draw_line(&mut pdf, line);
        }
        pdf.make_room(2.0 * LEADING);
        balance(&mut pdf, "Closing balance", &self.closing.to_string());
        if !self.unbilled.is_empty() {
            pdf.y += 10.0;
            pdf.make_room(3.0 * LEADING);
            pdf.paragraph("Not invoiced yet", TEXT, Ink::Black);
            for line in &self.unbilled {
                draw_line(&mut pdf, line);
            }
            pdf.make_room(2.0 * LEADING);
            balance(&mut pdf, "Total not invoiced", &self.unbilled_total.to_string());
        }
        pdf.finish(&title, "")
    }
}

fn table_head(pdf: &mut PdfWriter) {
    let y = pdf.head_of_table();
    let size = SMALL + 0.5;
    pdf.page.text(LEFT + 4.0, y, size, Ink::Black, "Day");
    pdf.page.text(SUBJECT, y, size, Ink::Black, "Document");
    pdf.text_to(AMOUNT, y, size, "Amount");
    pdf.text_to(BALANCE, y, size, "Balance");
}

fn balance(pdf: &mut PdfWriter, name: &str, amount: &str) {
    let y = pdf.y + LEADING;
    pdf.page.text(SUBJECT, y, TEXT, Ink::Black, name);
    pdf.text_to(BALANCE, y, TEXT, amount);
    pdf.end_row(LEADING + 6.0);
}

fn draw_line(pdf: &mut PdfWriter, line: &StatementLine) {
    let what = match line.balance {
        Some(_) => format!("{} {}", capital(line.kind), line.number),
        None => capital(&line.number),
    };
    let names = pdf.typeface.lines(&what, TEXT, SUBJECT_WIDTH);
    let reasons = match &line.about {
        Some(about) => pdf.typeface.lines(about, SMALL, SUBJECT_WIDTH),
        None => Vec::new(),
    };
    let height = height_of(names.len() + reasons.len(), LEADING) + 6.0;
    if pdf.make_room(height) {
        table_head(pdf);
    }
    let first = pdf.y + LEADING;
    pdf.page
        .text(LEFT + 4.0, first, TEXT, Ink::Black, &line.on.to_string());
    pdf.text_to(AMOUNT, first, TEXT, &line.amount.to_string());
    let balance = line.balance.map(|money| money.to_string());
    pdf.text_to(BALANCE, first, TEXT, &balance.unwrap_or_default());
    pdf.item(SUBJECT, &names, &reasons);
    pdf.end_row(height);
}
