//! Digests as they read: texts for people, records for programs.

use serde_json::Value as Json;

use super::model::DigestOutcome;
use crate::kernel::text::printable;
use crate::output::{OutputOptions, Records, Report, list};

/// The texts of digests.
pub struct DigestTexts(pub Vec<DigestOutcome>);

impl Report for DigestTexts {
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

fn text_of(one: &DigestOutcome) -> String {
    let address = one.to.email.as_ref().map(|email| format!(" <{email}>"));
    let mut text = format!(
        "To: {}{}, by {}\nSubject: {}\n\n",
        one.to.username,
        address.unwrap_or_default(),
        one.channel,
        one.subject
    );
    for line in one.text.lines() {
        text.push_str(printable(line).trim_end());
        text.push('\n');
    }
    text
}
