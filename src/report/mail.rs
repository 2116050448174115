//! A report by mail: its page and its PDF, to the users of a role.

use std::time::Duration;

use lettre::Address;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use serde_json::json;

use super::chart::in_words;
use super::document::ReportFileKind;
use super::model::PeriodReport;
use super::plan::ReportSubject;
use crate::access::app::App;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Permission, PermissionScope, Role, reach};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{printable, random_hex};
use crate::kernel::timestamp::Timestamp;
use crate::notify::send::channel::{DeliveryFailure, FailureKind, SendCounts};
use crate::notify::send::smtp::{SmtpChannel, head, not_composed};
use crate::notify::send::timeout_seconds;
use crate::output::{OutputOptions, Record, RecordField, shown_in_table};
use crate::user::service as users;

/// A mail with a report, to one user.
#[derive(Debug, Clone)]
pub struct ReportMail {
    pub user: String,
    pub email: String,
    /// `None` in a dry run.
    pub is_sent: Option<bool>,
    pub reason: Option<String>,
}

impl Record for ReportMail {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ReportMail>] = &[
            shown_in_table("user", |one| one.user.as_str().into()),
            shown_in_table("email", |one| one.email.as_str().into()),
            shown_in_table("sent", |one| one.is_sent.into()),
            shown_in_table("reason", |one| one.reason.clone().into()),
        ];
        FIELDS
    }
}

/// Where a report goes by mail.
pub struct ReportMailing {
    role: Role,
    /// Names and addresses.
    to: Vec<(String, String)>,
    /// None in a dry run.
    channel: Option<SmtpChannel>,
}

impl ReportMailing {
    /// Finds the users of a role and the mail server, before a report is gathered.
    ///
    /// # Errors
    /// `Forbidden` for who may not send, `Invalid` for a role that may not see what the report has or of which nobody has an
    /// address, `Usage` without a mail server.
    pub fn prepare(app: &mut App, role: Role, subject: &ReportSubject) -> Result<Self> {
        let (mut to, mut without) = (Vec::new(), Vec::new());
        let found = app.read(|tx| {
            let _reports = tx.require(Permission::SeeReports)?;
            let grant = tx.require(Permission::RunNotifications)?;
            users::active_of_role(tx, &grant, role)
        })?;
        let sections = subject.sections().into_iter().map(|plan| plan.permission);
        let mut needed = std::iter::once(Permission::SeeReports).chain(sections);
        if let Some(hidden) = needed.find(|one| reach(role, *one) != PermissionScope::All) {
            let fact = format!("the role {role} may not {}", hidden.words());
            return Err(Error::invalid(ErrorCode::NoRecipient, fact).hint("colab user roles"));
        }
        for (name, email) in found {
            match email {
                Some(email) => to.push((name, email)),
                None => without.push(name),
            }
        }
        if to.is_empty() {
            let fact = format!("no user of the role {role} has an e-mail address");
            let name = without.first().map_or("NAME", String::as_str);
            return Err(Error::invalid(ErrorCode::NoRecipient, fact)
                .hint(format!("colab user edit {name} --email ADDRESS")));
        }
        if !without.is_empty() {
            app.note(&format!(
                "no e-mail address: {} (colab user edit NAME --email ADDRESS)",
                without.join(", ")
            ));
        }
        let channel = if app.manner.dry_run {
            None
        } else {
            let limit = Duration::from_secs(timeout_seconds(app)?.into());
            let settings = app.settings()?;
            Some(SmtpChannel::configured(&app.config, &settings, limit)?)
        };
        Ok(Self { role, to, channel })
    }

    /// Sends a report to everybody; returns what became of each mail, and the error of those that were not sent. That it goes
    /// is in the audit log before it does.
    ///
    /// # Errors
    /// Those of the writers and of the database, before anything is sent.
    pub fn send(mut self, app: &mut App, report: &PeriodReport) -> Result<(Vec<ReportMail>, Option<Error>)> {
        let mut mails: Vec<ReportMail> = Vec::with_capacity(self.to.len());
        let Some(channel) = &mut self.channel else {
            mails.extend(self.to.into_iter().map(|(user, email)| ReportMail {
                user,
                email,
                is_sent: None,
                reason: None,
            }));
            return Ok((mails, None));
        };
        let names: Vec<&str> = self.to.iter().map(|(name, _)| name.as_str()).collect();
        let facts = json!({"role": self.role.as_str(), "to": names});
        app.write(|tx| {
            let grant = tx.require(Permission::RunNotifications)?;
            tx.audit(
                &grant,
                AuditEvent::happened("report", &report.title, facts.clone()),
            );
            Ok(())
        })?;
        let page = report.document(ReportFileKind::Html, &app.view)?;
        let pdf = report.document(ReportFileKind::Pdf, &app.view)?;
        let text = text_of(report, &app.view);
        let mut first: Option<DeliveryFailure> = None;
        for (user, email) in self.to {
            let stops = first.as_ref().is_some_and(|one| one.kind == FailureKind::Stopped);
            let result = if stops {
                let fact = "not tried after the failure before";
                Err(DeliveryFailure::new(FailureKind::Stopped, fact))
            } else {
                let head = MailHead {
                    user: &user,
                    email: &email,
                    made_at: app.clock().now(),
                };
                compose(channel.sender(), &head, report, &text, (&page, &pdf))
                    .and_then(|(bytes, address)| channel.post(address, bytes))
            };
            mails.push(ReportMail {
                user,
                email,
                is_sent: Some(result.is_ok()),
                reason: result.as_ref().err().map(|failure| failure.message.clone()),
            });
            if let Err(failure) = result {
                first.get_or_insert(failure);
            }
        }
        let counts = SendCounts {
            all: mails.len(),
            sent: mails.iter().filter(|one| one.is_sent == Some(true)).count(),
            ..SendCounts::default()
        };
        Ok((
            mails,
            first.map(|failure| counts.not_sent(failure, "mails", "colab report")),
        ))
    }
}

/// To whom a mail goes, and when it was made.
struct MailHead<'a> {
    user: &'a str,
    email: &'a str,
    made_at: Timestamp,
}

/// Returns the bytes of a mail, and its recipient.
fn compose(
    sender: &Mailbox,
    to: &MailHead<'_>,
    report: &PeriodReport,
    text: &str,
    (page, pdf): (&[u8], &[u8]),
) -> Result<(Vec<u8>, Address), DeliveryFailure> {
    let refused = |fact: String| DeliveryFailure::new(FailureKind::Refused, fact);
    let address: Address = to.email.parse().map_err(|_| {
        refused(format!("invalid e-mail address `{}`", to.email))
            .hint(format!("colab user edit {} --email ADDRESS", shell_word(to.user)))
    })?;
    let number = random_hex(16).map_err(|error| refused(error.message))?;
    let message_id = format!("report.{number}@{}", sender.email.domain());
    let kind = |text: &str| ContentType::parse(text).map_err(|error| refused(error.to_string()));
    let name = report.period.file_name();
    let parts = MultiPart::mixed()
        .singlepart(SinglePart::plain(text.to_owned()))
        .singlepart(
            Attachment::new(format!("report-{name}.html"))
                .body(page.to_vec(), kind("text/html; charset=utf-8")?),
        )
        .singlepart(
            Attachment::new(format!("report-{name}.pdf")).body(pdf.to_vec(), kind("application/pdf")?),
        );
    let recipient = Mailbox::new(Some(to.user.to_owned()), address.clone());
    let subject = subject_of(report);
    let mail = head(sender, recipient, &subject, &message_id, to.made_at)
        .multipart(parts)
        .map_err(not_composed)?;
    Ok((mail.formatted(), address))
}

/// Returns the title as one line.
fn subject_of(report: &PeriodReport) -> String {
    printable(&format!("{}: {}", report.company, report.title))
}

/// Returns the figures at a glance as lines.
fn text_of(report: &PeriodReport, view: &OutputOptions) -> String {
    let mut lines = vec![subject_of(report), format!("As of {}", report.made_at)];
    if !report.left_out.is_empty() {
        lines.push(format!("Left out: {}", report.left_out.join("; ")));
    }
    for section in report.sections.iter().filter(|one| !one.figures.is_empty()) {
        lines.extend([String::new(), section.title.to_owned()]);
        for figure in &section.figures {
            let words = |value| in_words(value, &figure.unit, view);
            let before = match report.earlier.first() {
                Some(name) if !section.earlier.is_empty() => format!(" ({name}: {})", words(&figure.before)),
                _ => String::new(),
            };
            lines.push(format!("  {}: {}{before}", figure.name, words(&figure.value)));
        }
    }
    lines.extend([
        String::new(),
        "Attached: the page with every row, for a browser, and the same as a PDF.".to_owned(),
    ]);
    lines.join("\n") + "\n"
}
