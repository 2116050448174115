//! The texts of a digest. A site may replace any of them by a file of the same name in a folder of its own.

use super::context::{TemplateContext, sample, sample_digest};
use super::model::{AddressedDigest, Channel, DigestRecipient};
use super::template_set::TemplateSet;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::Site;
use crate::kernel::text::printable;
use crate::kernel::timestamp::Timestamp;
use crate::notify::clients::template as client_templates;

/// Names and texts of the templates; the engine escapes values by a name's ending.
const BUILT_IN: [(&str, &str); 4] = [
    (SUBJECT, include_str!("templates/subject.txt")),
    (TEXT, include_str!("templates/digest.txt")),
    (HTML, include_str!("templates/digest.html")),
    (WEBHOOK, include_str!("templates/webhook.json")),
];

const SUBJECT: &str = "subject.txt";
const TEXT: &str = "digest.txt";
const HTML: &str = "digest.html";
const WEBHOOK: &str = "webhook.json";

/// The longest subject, in characters.
const LONGEST_SUBJECT: usize = 200;

/// A digest ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedDigest {
    /// The same for every attempt.
    pub message_id: String,
    pub to: DigestRecipient,
    /// When the digest was created.
    pub made_at: Timestamp,
    pub subject: String,
    /// The text of a mail, or the JSON of a webhook.
    pub text: String,
    /// Only in a mail.
    pub html: Option<String>,
}

/// The templates in force.
#[derive(Debug, Clone)]
pub struct DigestTemplates {
    texts: TemplateSet,
    company: String,
    site: Site,
}

impl DigestTemplates {
    /// Returns the built-in templates, with those of `folder` in place of theirs.
    ///
    /// # Errors
    /// `Usage` for a folder that holds no template; `Invalid` for a template that fails on a sample digest.
    pub fn load(folder: Option<&str>, company: String, site: Site) -> Result<Self> {
        let texts = TemplateSet::load(&BUILT_IN, folder, "colab notify send --dry-run")?;
        if let Some(folder) = folder
            && texts.own == 0
            && client_templates::own_in(folder)? == 0
        {
            return Err(no_template_in(folder));
        }
        let templates = Self { texts, company, site };
        templates.try_out()?;
        Ok(templates)
    }

    /// Renders a sample digest for every channel, so that a mistake shows before anything is sent.
    fn try_out(&self) -> Result<()> {
        let sample = sample();
        for channel in Channel::ALL {
            self.render(&sample_digest(*channel, &sample))?;
        }
        Ok(())
    }

    /// Renders a digest.
    ///
    /// # Errors
    /// `Invalid` for a template that fails on this digest.
    pub fn render(&self, digest: &AddressedDigest) -> Result<RenderedDigest> {
        let environment = self.texts.environment()?;
        let mut context = TemplateContext::of(digest, &self.company, &self.site);
        let subject = self.texts.text(&environment, SUBJECT, &context)?;
        let subject: Vec<&str> = subject.split_whitespace().collect();
        let subject: String = printable(&subject.join(" "))
            .chars()
            .take(LONGEST_SUBJECT)
            .collect();
        context.subject = &subject;
        let (text, html) = match digest.row.channel {
            Channel::Smtp => (
                self.texts.text(&environment, TEXT, &context)?,
                Some(self.texts.text(&environment, HTML, &context)?),
            ),
            Channel::Stdout => (self.texts.text(&environment, TEXT, &context)?, None),
            Channel::Webhook => (self.json(&environment, &context)?, None),
        };
        Ok(RenderedDigest {
            message_id: digest.row.message_id.clone(),
            to: digest.to.clone(),
            made_at: digest.row.created_at,
            text,
            html,
            subject,
        })
    }

    fn json(
        &self,
        environment: &minijinja::Environment<'_>,
        context: &TemplateContext<'_>,
    ) -> Result<String> {
        let text = self.texts.text(environment, WEBHOOK, context)?;
        let parsed: Result<serde::de::IgnoredAny, _> = serde_json::from_str(&text);
        match parsed {
            Ok(_) => Ok(text),
            Err(error) => Err(self
                .texts
                .wrong(WEBHOOK, None, "the result is not JSON")
                .caused_by(error)),
        }
    }
}

fn no_template_in(folder: &str) -> Error {
    let names = BUILT_IN.map(|(name, _)| name).join(", ");
    Error::usage(format!("no template in the folder {folder}: {names}"))
        .hint("run `colab config show` to see where notify_templates comes from")
}

#[cfg(test)]
mod tests {
    use super::super::context::MOST_LISTED;
    use super::*;

    fn site() -> Site {
        crate::access::settings::Settings::default().site()
    }

    fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, Result<DigestTemplates>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let templates = DigestTemplates::load(folder.path().to_str(), "Colab".into(), site());
        (folder, templates)
    }

    fn rendered(templates: &DigestTemplates, channel: Channel) -> RenderedDigest {
        templates.render(&sample_digest(channel, &sample())).unwrap()
    }

    #[test]
    fn the_built_in_templates_show_everything_and_escape_it() {
        let templates = DigestTemplates::load(None, "Baobab & Co".into(), site()).unwrap();
        let mail = rendered(&templates, Channel::Smtp);
        assert_eq!(mail.subject, "[1 alert] Baobab & Co: 3 notifications");
        for words in [
            "Hello thandi,",
            "ALERT  Laptop <\"&'>: 2 free",
            "resolved by now",
            "1970-01-01 02:00",
        ] {
            assert!(mail.text.contains(words), "{words}: {}", mail.text);
        }
        let html = mail.html.unwrap();
        assert!(
            html.contains("Laptop &lt;&quot;&amp;&#x27;&gt;: 2 free"),
            "{html}"
        );
        assert!(
            html.contains("Baobab &amp; Co") && !html.contains("<\"&"),
            "{html}"
        );
        let hook = rendered(&templates, Channel::Webhook);
        let hook: serde_json::Value = serde_json::from_str(&hook.text).unwrap();
        assert_eq!(hook["notifications"][0]["title"], "Laptop <\"&'>: 2 free");
        assert_eq!(hook["notifications"][2]["resolved"], true);
        assert_eq!(hook["counts"]["alert"], 1);
        assert_eq!(hook["recipient"]["email"], "thandi@example.org");
    }

    #[test]
    fn one_notification_is_named_in_the_subject_and_several_are_counted() {
        let templates = DigestTemplates::load(None, "Colab".into(), site()).unwrap();
        let sample = sample();
        let one = templates
            .render(&sample_digest(Channel::Smtp, &sample[1..2]))
            .unwrap();
        assert_eq!(one.subject, "Colab: Laptop <\"&'>: 2 free");
        let many: Vec<_> = (0..MOST_LISTED + 5).map(|_| sample[1].clone()).collect();
        let many = templates.render(&sample_digest(Channel::Stdout, &many)).unwrap();
        assert!(
            many.text.contains("And 5 more: colab notify list"),
            "{}",
            many.text
        );
        assert_eq!(many.text.matches("WARN").count(), MOST_LISTED);
    }

    #[test]
    fn a_site_can_replace_a_template() {
        let (_folder, templates) = folder(&[("subject.txt", "{{ counts.total }}\nnews\r\nBcc: x@y.z\n")]);
        let mail = rendered(&templates.unwrap(), Channel::Smtp);
        assert_eq!(mail.subject, "3 news Bcc: x@y.z", "one line, whatever is in it");
        assert!(mail.text.contains("Hello thandi"));
    }

    /// The guide names each name that a template can use, and no other.
    #[test]
    fn the_guide_has_every_name() {
        let guide = include_str!("../../../packaging/guides/notifications.md");
        let row = |of: &str| -> Vec<String> {
            let line = guide.lines().find(|line| line.starts_with(&format!("| {of} |")));
            let cell = line.and_then(|line| line.split('|').nth(2)).unwrap_or_default();
            cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let (site, sample) = (site(), sample());
        let digest = sample_digest(Channel::Smtp, &sample);
        let values = serde_json::to_value(TemplateContext::of(&digest, "Colab", &site)).unwrap();
        let names = |value: &serde_json::Value, before: &str| -> Vec<String> {
            let names = value.as_object().unwrap().keys();
            names.map(|name| format!("{before}{name}")).collect()
        };
        for (of, part) in [
            ("the site", "site"),
            ("who gets it", "recipient"),
            ("how many", "counts"),
        ] {
            assert_eq!(row(of), names(&values[part], &format!("{part}.")), "{of}");
        }
        assert_eq!(
            row("each of `notifications`"),
            names(&values["notifications"][0], "")
        );
        let parts = ["site", "recipient", "counts", "notifications"];
        let own: Vec<String> = names(&values, "")
            .into_iter()
            .filter(|name| !parts.contains(&name.as_str()))
            .collect();
        let mut told = row("the digest");
        told.sort_by_key(|name| own.iter().position(|one| one == name));
        assert_eq!(told, own);
    }

    #[test]
    fn a_mistake_names_its_file_and_line() {
        for (name, text, fact) in [
            ("digest.txt", "one\n{% if x %}", "line 2: syntax error"),
            (
                "digest.html",
                "one\n\n{{ notification.titel }}",
                "line 3: undefined value",
            ),
            ("subject.txt", "{{ counts.nope }}", "line 1: undefined value"),
            (
                "digest.html",
                "\n{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
                "line 2: the template takes too long",
            ),
            ("webhook.json", "{\"a\": {{ id }}", "not JSON"),
            (
                "digest.txt",
                "{{ recipient.name | shout }}",
                "line 1: unknown filter",
            ),
        ] {
            let (dir, templates) = folder(&[(name, text)]);
            let error = templates.unwrap_err();
            let path = dir.path().join(name).display().to_string();
            assert!(
                error.message.starts_with(&path) && error.message.contains(fact),
                "{}",
                error.message
            );
            assert_eq!(error.code, "template");
        }
        assert!(
            folder(&[("digest.htm", "x")])
                .1
                .unwrap_err()
                .message
                .contains("no template in the folder")
        );
    }
}
