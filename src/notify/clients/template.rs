//! The texts of messages: the first line is the subject, the rest is the mail. A site may replace any of them by a file of
//! its own in the folder of its templates.

use std::path::Path;

use serde::Serialize;

use super::model::MessageKind;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::printable;
use crate::notify::send::template_set::TemplateSet;

/// Names of files, and texts: one a kind and language.
const BUILT_IN: [(&str, &str); 10] = [
    (
        "client_confirmation.en.txt",
        include_str!("templates/en/confirmation.txt"),
    ),
    ("client_change.en.txt", include_str!("templates/en/change.txt")),
    (
        "client_cancellation.en.txt",
        include_str!("templates/en/cancellation.txt"),
    ),
    (
        "client_return_soon.en.txt",
        include_str!("templates/en/return_soon.txt"),
    ),
    (
        "client_return_late.en.txt",
        include_str!("templates/en/return_late.txt"),
    ),
    (
        "client_confirmation.af.txt",
        include_str!("templates/af/confirmation.txt"),
    ),
    ("client_change.af.txt", include_str!("templates/af/change.txt")),
    (
        "client_cancellation.af.txt",
        include_str!("templates/af/cancellation.txt"),
    ),
    (
        "client_return_soon.af.txt",
        include_str!("templates/af/return_soon.txt"),
    ),
    (
        "client_return_late.af.txt",
        include_str!("templates/af/return_late.txt"),
    ),
];

/// The longest subject, in characters.
const LONGEST_SUBJECT: usize = 200;

/// The names that a template can use, with their values.
#[derive(Debug, Clone, Serialize)]
pub struct MessageContext {
    pub site: MessageSite,
    pub client: NamedParty,
    pub recipient: NamedParty,
    /// Empty but for messages about bookings.
    pub booking: MessageBooking,
    /// What the client knew; only of a change.
    pub previous: Option<MessageBooking>,
    /// Empty but for messages about returns.
    pub rental: MessageRental,
}

#[derive(Debug, Clone, Serialize)]
pub struct MessageSite {
    pub company: String,
    pub timezone: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct NamedParty {
    pub name: String,
}

impl NamedParty {
    /// Returns a name as one line.
    pub fn of(name: &str) -> Self {
        let words: Vec<&str> = name.split_whitespace().collect();
        Self {
            name: printable(&words.join(" ")),
        }
    }
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct MessageBooking {
    pub id: i64,
    /// `2026-03-10 07:30–16:30`, by the site's clocks.
    pub when: String,
    pub room: Option<String>,
    /// 0 where the headcount is not known.
    pub people: i32,
    /// It goes to another address by now, and is cancelled for this one alone.
    pub withdrawn: bool,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct MessageRental {
    pub number: String,
    pub return_on: String,
    pub devices: Vec<String>,
}

/// The templates in force.
#[derive(Debug, Clone)]
pub struct MessageTemplates(TemplateSet);

impl MessageTemplates {
    /// Returns the built-in templates, with those of `folder` in place of theirs.
    ///
    /// # Errors
    /// `Invalid` for a template that fails on a sample, before anything is sent.
    pub fn load(folder: Option<&str>) -> Result<Self> {
        let templates = Self(TemplateSet::load(
            &BUILT_IN,
            folder,
            "colab notify clients --dry-run",
        )?);
        for (name, _) in BUILT_IN {
            templates.fill(name, &sample())?;
        }
        Ok(templates)
    }

    /// Returns subject and text of a message; in a language without texts, those in English.
    ///
    /// # Errors
    /// `Invalid` for a template that fails on these values.
    pub fn render(
        &self,
        kind: MessageKind,
        language: &str,
        context: &MessageContext,
    ) -> Result<(String, String)> {
        let name = |language: &str| format!("client_{}.{language}.txt", kind.as_str());
        let find = |wanted: String| BUILT_IN.iter().find(|(name, _)| *name == wanted);
        let (name, _) = find(name(language))
            .or_else(|| find(name("en")))
            .ok_or_else(|| Error::internal(format!("no text for {kind}")))?;
        self.fill(name, context)
    }

    fn fill(&self, name: &str, context: &MessageContext) -> Result<(String, String)> {
        let environment = self.0.environment()?;
        let text = self.0.text(&environment, name, context)?;
        let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
        let subject: Vec<&str> = subject.split_whitespace().collect();
        let subject = printable(&subject.join(" "));
        let body: Vec<String> = body.trim_start().lines().map(printable).collect();
        Ok((
            subject.chars().take(LONGEST_SUBJECT).collect(),
            body.join("\n") + "\n",
        ))
    }
}

/// Counts a site's own texts in a folder.
///
/// # Errors
/// That of a file that cannot be read.
pub fn own_in(folder: &str) -> Result<usize> {
    let is_there = |name: &str| Path::new(folder).join(name).exists();
    Ok(BUILT_IN.iter().filter(|(name, _)| is_there(name)).count())
}

/// Returns values to try templates with.
fn sample() -> MessageContext {
    let booking = MessageBooking {
        id: 17,
        when: "2026-03-10 07:30–16:30".into(),
        room: Some("Excellence".into()),
        people: 26,
        withdrawn: false,
    };
    MessageContext {
        site: MessageSite {
            company: "Colab".into(),
            timezone: "Africa/Johannesburg".into(),
        },
        client: NamedParty::of("Baobab Health"),
        recipient: NamedParty::of("N. Dube"),
        previous: Some(MessageBooking {
            room: None,
            ..booking.clone()
        }),
        booking,
        rental: MessageRental {
            number: "RN-2026-0001".into(),
            return_on: "2026-03-12".into(),
            devices: vec!["LT-0001 (Laptop)".into()],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_has_every_name() {
        let guide = include_str!("../../../packaging/guides/notifications.md");
        for (part, value) in serde_json::to_value(sample()).unwrap().as_object().unwrap() {
            // What the client knew is as the booking.
            let names: Vec<String> = match (part.as_str(), value.as_object()) {
                ("previous", _) | (_, None) => vec![part.clone()],
                (_, Some(fields)) => fields.keys().map(|name| format!("{part}.{name}")).collect(),
            };
            for name in names {
                assert!(guide.contains(&format!("`{name}`")), "{name}");
            }
        }
    }

    #[test]
    fn every_kind_has_a_text_in_every_language() {
        let templates = MessageTemplates::load(None).unwrap();
        let mut subjects = std::collections::BTreeSet::new();
        for language in crate::access::settings::LANGUAGES {
            for kind in MessageKind::ALL {
                let (subject, text) = templates.render(*kind, language, &sample()).unwrap();
                assert!(
                    text.contains("N. Dube,") && text.contains("Baobab Health"),
                    "{text}"
                );
                assert!(!text.contains("\n\n\n"), "{text:?}");
                subjects.insert(subject);
            }
        }
        assert_eq!(subjects.len(), BUILT_IN.len(), "{subjects:?}");
    }

    #[test]
    fn a_subject_is_one_line_whatever_is_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let own = "{{ client.name }}\n{{ booking.when }}";
        std::fs::write(dir.path().join("client_change.en.txt"), own).unwrap();
        let templates = MessageTemplates::load(dir.path().to_str()).unwrap();
        let mut context = sample();
        context.client = NamedParty::of("Mallory\r\nBcc: x@y.z");
        let (subject, text) = templates.render(MessageKind::Change, "en", &context).unwrap();
        assert_eq!(subject, "Mallory Bcc: x@y.z");
        assert_eq!(text, "2026-03-10 07:30–16:30\n");
        std::fs::write(dir.path().join("client_change.en.txt"), "{{ client.nam }}").unwrap();
        let error = MessageTemplates::load(dir.path().to_str()).unwrap_err();
        assert!(
            error.message.contains("client_change.en.txt, line 1"),
            "{}",
            error.message
        );
    }
}
