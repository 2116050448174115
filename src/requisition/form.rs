//! Draws the form of a requisition: what is asked for, what it costs, what the funds leave, and who signs. Pure.

use chrono::NaiveDate;

use super::model::{
    DecisionVerdict, Requisition, RequisitionDecisionRow, RequisitionItemRow, RequisitionState,
};
use crate::access::outbox::Recipient;
use crate::access::settings::Settings;
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::kernel::text::capital;
use crate::output::pdf::Ink;
use crate::output::pdf_writer::{LEADING, LEFT, PdfWriter, RIGHT, SMALL, TEXT, height_of};

// All in points.
/// Left edges of the details, beside the purpose's own line.
const COLUMNS: [f32; 2] = [LEFT, LEFT + 260.0];
/// Left edge and width of what an item is, and right edges of its numbers.
const ITEM: f32 = LEFT + 26.0;
const ITEM_WIDTH: f32 = 200.0;
const QUANTITY: f32 = LEFT + 275.0;
const DAYS: f32 = LEFT + 315.0;
const UNIT: f32 = LEFT + 405.0;
const AMOUNT: f32 = RIGHT - 4.0;
/// Left edges of a signature's parts, and its height.
const SIGNATURE: [(&str, f32, f32); 4] = [
    ("Level and name", LEFT, 165.0),
    ("Decision", LEFT + 180.0, 85.0),
    ("Date", LEFT + 280.0, 75.0),
    ("Signature", LEFT + 370.0, 125.0),
];
const SIGNATURE_HEIGHT: f32 = 40.0;

struct RequisitionFormWriter<'r> {
    requisition: &'r Requisition,
    levels: Vec<Recipient>,
    site: &'r Site,
    pdf: PdfWriter,
}

/// Draws a requisition; the same requisition gives the same bytes.
pub fn to_pdf(requisition: &Requisition, settings: &Settings, site: &Site) -> Result<Vec<u8>> {
    let number = &requisition.row.number;
    let title = format!("Requisition {number}");
    let mut pdf = PdfWriter::begin(&settings.company_name(), "Requisition", &title)?;
    pdf.text_to(RIGHT, 92.0, 16.0, number);
    pdf.y = 114.0;
    // A draft is signed by those who would decide on it now.
    let mut levels = requisition.row.levels();
    if levels.is_empty() || requisition.row.state == RequisitionState::Draft {
        levels = settings.requisition_levels();
    }
    let mut writer = RequisitionFormWriter {
        requisition,
        levels,
        site,
        pdf,
    };
    writer.details();
    writer.items();
    writer.sums();
    writer.signatures();
    writer.pdf.finish(&title, number)
}

fn in_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

impl RequisitionFormWriter<'_> {
    fn details(&mut self) {
        let row = &self.requisition.row;
        let is_submitted = row.state != RequisitionState::Draft;
        let submitted = row.submitted_at.filter(|_| is_submitted);
        let submitted = submitted.map(|at| in_words(self.site.today(at)));
        let purpose = row.purpose.clone();
        let mut state = capital(row.state.as_str());
        if row.submission > 1 {
            state.push_str(&format!(", revision {}", row.submission));
        }
        let none = || "–".to_owned();
        let rows = [
            [("Requester", row.requester.clone()), ("State", state)],
            [
                ("Submitted on", submitted.unwrap_or_else(none)),
                ("Needed on", row.needed_on.map_or_else(none, in_words)),
            ],
            [
                ("Booking", row.booking_id.map_or_else(none, |id| id.to_string())),
                ("Vendor", self.requisition.vendor.clone().unwrap_or_else(none)),
            ],
        ];
        self.field("Purpose", &purpose, LEFT, RIGHT - LEFT);
        for pair in rows {
            let top = self.pdf.y;
            let mut bottom = top;
            for ((label, text), x) in pair.iter().zip(COLUMNS) {
                self.pdf.y = top;
                self.field(label, text, x, 235.0);
                bottom = bottom.max(self.pdf.y);
            }
            self.pdf.y = bottom;
        }
        self.pdf.y += 4.0;
    }

    /// Draws a field and moves below it.
    fn field(&mut self, label: &str, text: &str, x: f32, width: f32) {
        self.pdf.page.text(x, self.pdf.y + SMALL, SMALL, Ink::Grey, label);
        self.pdf.y += SMALL;
        for line in self.pdf.typeface.lines(text, TEXT, width) {
            self.pdf.y += LEADING;
            self.pdf.page.text(x, self.pdf.y, TEXT, Ink::Black, &line);
        }
        self.pdf.y += 9.0;
    }

    fn items(&mut self) {
        self.table_head();
        let items = &self.requisition.items;
        if items.is_empty() {
            let y = self.pdf.y + LEADING;
            self.pdf.page.text(ITEM, y, TEXT, Ink::Grey, "No items");
            self.pdf.end_row(LEADING + 6.0);
        }
        for item in items {
            self.item(item);
        }
    }

    fn table_head(&mut self) {
        let y = self.pdf.head_of_table();
        let size = SMALL + 0.5;
        self.pdf.page.text(LEFT + 4.0, y, size, Ink::Black, "No.");
        self.pdf.page.text(ITEM, y, size, Ink::Black, "Item");
        for (x, heading) in [
            (QUANTITY, "Quantity"),
            (DAYS, "Days"),
            (UNIT, "Unit cost"),
            (AMOUNT, "Amount"),
        ] {
            self.pdf.text_to(x, y, size, heading);
        }
    }

    fn item(&mut self, item: &RequisitionItemRow) {
        let names = self.pdf.typeface.lines(&item.description, TEXT, ITEM_WIDTH);
        let height = height_of(names.len(), LEADING) + 6.0;
        if self.pdf.make_room(height) {
            self.table_head();
        }
        let row = &self.requisition.row;
        let first = self.pdf.y + LEADING;
        for (x, text) in [
            (QUANTITY, item.quantity.to_string()),
            (DAYS, item.days.to_string()),
            (UNIT, row.money(item.unit_cents).to_string()),
            (AMOUNT, row.money(item.cost_of(item.quantity)).to_string()),
        ] {
            self.pdf.text_to(x, first, TEXT, &text);
        }
        let position = item.position.to_string();
        self.pdf.page.text(LEFT + 4.0, first, TEXT, Ink::Black, &position);
        self.pdf.item(ITEM, &names, &[]);
        self.pdf.end_row(height);
    }

    fn sums(&mut self) {
        let requisition = self.requisition;
        let money = |cents: i64| requisition.row.money(cents).to_string();
        let mut sums = vec![("Total".to_owned(), money(requisition.total_cents()))];
        if let (Some(funds), Some(balance)) = (requisition.row.funds_cents, requisition.balance_cents()) {
            sums.push(("Funds available".to_owned(), money(funds)));
            sums.push(("Balance after this".to_owned(), money(balance)));
        }
        self.pdf.sums(&sums, (UNIT, AMOUNT));
        if let Some(shortfall) = requisition.shortfall() {
            self.pdf.y += 6.0;
            let sentence = format!("{}.", capital(&shortfall));
            self.pdf.paragraph(&sentence, TEXT, Ink::Black);
        }
        self.pdf.y += 16.0;
    }

    /// Draws a line for the requester and one for each level, with what was decided.
    fn signatures(&mut self) {
        let requisition = self.requisition;
        let row = &requisition.row;
        let levels = std::mem::take(&mut self.levels);
        self.pdf.make_room(height_of(levels.len() + 1, SIGNATURE_HEIGHT));
        let day = |at| self.site.today(at).to_string();
        // Nobody has signed a draft, whatever was decided on a former revision of it.
        let is_signed = row.state != RequisitionState::Draft;
        let submitted = row.submitted_at.filter(|_| is_signed);
        let mut lines = vec![[
            format!("Requester: {}", row.requester),
            submitted.map_or_else(String::new, |_at| "Submitted".to_owned()),
            submitted.map_or_else(String::new, day),
        ]];
        for (place, level) in levels.iter().enumerate() {
            let decided = requisition
                .last_decisions()
                .filter(|_| is_signed)
                .find(|one| usize::try_from(one.place).is_ok_and(|decided| decided == place + 1));
            lines.push([
                signer(level, decided),
                decided.map_or_else(String::new, verdict),
                decided.map_or_else(String::new, |one| day(one.created_at)),
            ]);
        }
        for texts in lines {
            self.signature(texts);
        }
    }

    fn signature(&mut self, texts: [String; 3]) {
        let y = self.pdf.y + 20.0;
        let texts = texts.into_iter().chain(std::iter::once(String::new()));
        for ((label, x, width), text) in SIGNATURE.into_iter().zip(texts) {
            let shown = self.pdf.typeface.lines(&text, TEXT - 0.5, width);
            if let Some(first) = shown.first() {
                self.pdf.page.text(x, y - 3.0, TEXT - 0.5, Ink::Black, first);
            }
            self.pdf.page.line((x, y), (x + width, y), Ink::Grey);
            self.pdf.page.text(x, y + 10.0, SMALL, Ink::Grey, label);
        }
        self.pdf.y += SIGNATURE_HEIGHT;
    }
}

/// Names who signs for a level: who decided, or whom it names.
fn signer(level: &Recipient, decided: Option<&RequisitionDecisionRow>) -> String {
    let title = match level {
        Recipient::Role(role) => title_of(role.as_str()),
        Recipient::User(_) => "Approver".to_owned(),
    };
    match (decided, level) {
        (Some(decision), _) => format!("{title}: {}", decision.created_by),
        (None, Recipient::User(name)) => format!("{title}: {name}"),
        (None, Recipient::Role(_)) => title,
    }
}

/// Returns a role as it stands on paper.
fn title_of(role: &str) -> String {
    match role {
        "training_facility_admin" => "Head".to_owned(),
        "it_rental_admin" => "IT".to_owned(),
        "procurement_officer" => "Procurement".to_owned(),
        role => capital(&role.replace('_', " ")),
    }
}

fn verdict(decision: &RequisitionDecisionRow) -> String {
    match decision.verdict {
        DecisionVerdict::Approved => "Approved".to_owned(),
        DecisionVerdict::Rejected => "Rejected".to_owned(),
    }
}
