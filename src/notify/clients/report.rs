//! Messages as they read: texts for people, records for programs.

use serde_json::Value as Json;

use super::model::MessageOutcome;
use crate::kernel::text::printable;
use crate::output::{OutputOptions, Records, Report, list};

/// The texts of messages.
pub struct MessageTexts(pub Vec<MessageOutcome>);

impl Report for MessageTexts {
    fn json(&self, view: &OutputOptions) -> Json {
        view.objects(&self.records()).into()
    }

    fn text(&self, _view: &OutputOptions) -> String {
        let texts: Vec<String> = self.0.iter().map(text_of).collect();
        texts.join("\n----\n\n")
    }

    fn records(&self) -> Records {
        list(&self.0)
    }
}

fn text_of(one: &MessageOutcome) -> String {
    let address = one.row.email.as_deref().unwrap_or_default();
    let mut text = format!(
        "To: {} <{}>, {}\nSubject: {}\n\n",
        printable(&one.client),
        printable(address),
        one.row.kind,
        one.subject
    );
    for line in one.text.lines() {
        text.push_str(printable(line).trim_end());
        text.push('\n');
    }
    if let (Some(_), Some(id)) = (&one.calendar, one.row.booking_id) {
        text.push_str(&format!("Attached: booking-{id}.ics\n"));
    }
    text
}
