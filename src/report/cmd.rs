//! `colab report`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use super::document::ReportFileKind;
use super::gather::gather;
use super::mail::{ReportMail, ReportMailing};
use super::period::{ReportPeriod, parse_quarter, parse_year};
use super::plan::ReportSubject;
use crate::access::app::{App, CommandResult, OpenArgs};
use crate::access::auth::Permission;
use crate::client::cmd::complete_client;
use crate::client::service as clients;
use crate::kernel::error::Result;
use crate::kernel::period::{last_of_month, parse_first_and_last, parse_month, parse_months};
use crate::output::{CommandOutput, Report, is_stdout, list};
use crate::room::cmd::complete_room;
use crate::room::service as rooms;
use crate::user::cmd::{RoleWord, read_role};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ReportCommand {
    /// Show a month on one page: bookings, use, lost demand, devices, repairs, income, what is owed
    ///
    /// Each figure stands beside that of the month before and of the same month a year before, and each section names the command that gives it.
    #[command(
        after_help = "Examples:\n  colab report month 2026-03\n  colab report month last -o month.html\n  colab report month 2026-03 --fields section,figure,value,before -f csv"
    )]
    Month(ReportMonthArgs),
    /// Show a quarter on one page, as a month is
    #[command(
        after_help = "Examples:\n  colab report quarter 2026-Q1\n  colab report quarter this -o quarter.xlsx\n  colab report quarter last --mail finance --dry-run"
    )]
    Quarter(ReportQuarterArgs),
    /// Show a year on one page, as a month is
    #[command(after_help = "Examples:\n  colab report year 2026\n  colab report year 2026 -o year.pdf")]
    Year(ReportYearArgs),
    /// Show a client on one page: bookings, what got no room, rentals, income, invoices and payments
    #[command(
        after_help = "Examples:\n  colab report client 'Acacia Bank' --month 2026-03\n  colab report client 'Acacia Bank' --month 2026-01..2026-06 -o acacia.html"
    )]
    Client(ReportClientArgs),
    /// Show a room on one page: bookings, use by weekday and hour, income, work
    #[command(
        after_help = "Examples:\n  colab report room Excellence --month 2026-03\n  colab report room Excellence --from 2026-03-02 --to 2026-03-13 -f json"
    )]
    Room(ReportRoomArgs),
}

#[derive(Debug, Args)]
pub struct ReportFileArgs {
    /// File to write: .html to read, .pdf to print, .xlsx to calculate on; `-` prints as -f says
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Send it as a page and as a PDF, by mail, to the users of this role
    #[arg(long, value_name = "ROLE", value_parser = RoleWord)]
    mail: Option<String>,
    #[command(flatten)]
    pub open: OpenArgs,
}

#[derive(Debug, Args)]
pub struct ReportMonthArgs {
    /// Month, such as 2026-03, last, this or next
    #[arg(value_name = "MONTH", default_value = "this")]
    month: String,
    #[command(flatten)]
    file: ReportFileArgs,
}

#[derive(Debug, Args)]
pub struct ReportQuarterArgs {
    /// Quarter, such as 2026-Q1, last, this or next
    #[arg(value_name = "QUARTER", default_value = "this")]
    quarter: String,
    #[command(flatten)]
    file: ReportFileArgs,
}

#[derive(Debug, Args)]
pub struct ReportYearArgs {
    /// Year, such as 2026, last, this or next
    #[arg(value_name = "YEAR", default_value = "this")]
    year: String,
    #[command(flatten)]
    file: ReportFileArgs,
}

#[derive(Debug, Args)]
pub struct ReportPeriodArgs {
    /// Month or months: 2026-03, last, this, next or A..B [default: this]
    #[arg(long, conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// First day
    #[arg(long, value_name = "DAY", requires = "to")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,
}

#[derive(Debug, Args)]
pub struct ReportClientArgs {
    /// Client, by name or another spelling
    #[arg(value_name = "CLIENT", add = ArgValueCompleter::new(complete_client))]
    client: String,
    #[command(flatten)]
    when: ReportPeriodArgs,
    #[command(flatten)]
    file: ReportFileArgs,
}

#[derive(Debug, Args)]
pub struct ReportRoomArgs {
    /// Room, by name or alias
    #[arg(value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    room: String,
    #[command(flatten)]
    when: ReportPeriodArgs,
    #[command(flatten)]
    file: ReportFileArgs,
}

impl ReportPeriodArgs {
    fn read(&self, today: NaiveDate) -> Result<ReportPeriod> {
        if let (Some(from), Some(to)) = (&self.from, &self.to) {
            let (first, last) = parse_first_and_last(from, to, today)?;
            return Ok(ReportPeriod::of(first, last));
        }
        let (first, last) = parse_months(self.month.as_deref().unwrap_or("this"), today)?;
        Ok(ReportPeriod::of(first, last_of_month(last)))
    }
}

/// Runs a report; `run_words` runs the command line of a section.
///
/// # Errors
/// `Usage` for a period that does not parse, `NotFound` for an unknown client or room; those of the commands.
pub fn run(
    command: &ReportCommand,
    app: &mut App,
    run_words: impl Fn(&[String], &mut App) -> Result<CommandResult>,
) -> Result<CommandResult> {
    let file = match command {
        ReportCommand::Month(args) => &args.file,
        ReportCommand::Quarter(args) => &args.file,
        ReportCommand::Year(args) => &args.file,
        ReportCommand::Client(args) => &args.file,
        ReportCommand::Room(args) => &args.file,
    };
    if let Some(path) = &file.output {
        app.check_opens(path)?;
    }
    if file.mail.is_some() {
        app.view.check_fields::<ReportMail>()?;
    }
    let path = file.output.as_deref().filter(|path| !is_stdout(path));
    // A name that cannot be written is refused before anything is read.
    let kind = path.map(ReportFileKind::of).transpose()?;
    let today = app.today()?;
    let (subject, period) = match command {
        ReportCommand::Month(args) => {
            let first = parse_month(&args.month, today)?;
            (ReportSubject::Site, ReportPeriod::months(first, 1))
        }
        ReportCommand::Quarter(args) => (ReportSubject::Site, parse_quarter(&args.quarter, today)?),
        ReportCommand::Year(args) => (ReportSubject::Site, parse_year(&args.year, today)?),
        ReportCommand::Client(args) => {
            let client = app.read(|tx| {
                let _reports = tx.require(Permission::SeeReports)?;
                let _clients = tx.require(Permission::SeeClients)?;
                clients::find(tx.connection(), &args.client)
            })?;
            (ReportSubject::Client(client.name), args.when.read(today)?)
        }
        ReportCommand::Room(args) => {
            let room = app.read(|tx| {
                let _grant = tx.require(Permission::SeeReports)?;
                rooms::by_name(tx.connection(), &args.room)
            })?;
            (ReportSubject::Room(room.row.name), args.when.read(today)?)
        }
    };
    let mailing = match &file.mail {
        Some(role) => Some(ReportMailing::prepare(app, read_role(role)?, &subject)?),
        None => None,
    };
    let report = gather(&subject, period, app, run_words)?;
    if kind == Some(ReportFileKind::Pdf) || mailing.is_some() {
        app.warn_of_lacking_letters(&report.text(&app.view))?;
    }
    if (path.is_some() || mailing.is_some()) && !report.left_out.is_empty() {
        app.note(&format!("left out: {}", report.left_out.join("; ")));
    }
    if let (Some(path), Some(kind)) = (path, kind) {
        let bytes = report.document(kind, &app.view)?;
        app.write_document(path, &bytes, &report.title)?;
    }
    Ok(match mailing {
        Some(mailing) => {
            let (mails, failure) = mailing.send(app, &report)?;
            CommandResult {
                reply: CommandOutput::Records(list(&mails)),
                failure,
            }
        }
        None if path.is_some() => CommandOutput::Nothing.into(),
        None => CommandOutput::Report(Box::new(report)).into(),
    })
}
