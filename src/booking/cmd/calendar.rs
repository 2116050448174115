//! `colab booking calendar`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult, OpenArgs};
use crate::booking::Tenant;
use crate::booking::calendar::{self, Calendar, CalendarQuery, DateSpan, DocumentKind};
use crate::kernel::error::Result;
use crate::kernel::period::{
    ends_before_start, in_order, last_of_month, parse_days, parse_months, parse_week,
};
use crate::location::cmd::LocationFilterArgs;
use crate::output::{CommandOutput, is_stdout};
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct BookingCalendarArgs {
    /// Month, such as 2026-03, last, this or next, or a range A..B [default: this]
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["week", "from", "to"])]
    month: Option<String>,
    /// Week, such as 2026-W10, last, this, next or a day in it
    #[arg(long, value_name = "WEEK", conflicts_with_all = ["from", "to"])]
    week: Option<String>,
    /// First day; the last one is --to, or the end of its month
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,
    /// Room, by name or alias; repeatable
    #[arg(long = "room", value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    rooms: Vec<String>,
    #[command(flatten)]
    location: LocationFilterArgs,
    /// Tenant
    #[arg(long)]
    tenant: Option<Tenant>,
    /// Include long-term offices
    #[arg(long)]
    all: bool,
    /// File to write: .html to print, .ics for calendar programs, .xlsx as a schedule; `-` prints as -f says
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
}

pub fn run(args: &BookingCalendarArgs, app: &mut App) -> Result<CommandResult> {
    if let Some(path) = &args.output {
        app.check_opens(path)?;
    }
    let file = args.output.as_deref().filter(|path| !is_stdout(path));
    let document = file.map(DocumentKind::of).transpose()?;
    let today = app.today()?;
    let ask = CalendarQuery {
        stretch: stretch(args, today)?,
        all: args.all,
        rooms: args.rooms.clone(),
        location: args.location.read(app)?,
        tenant: args.tenant,
        document,
    };
    let calendar = app.read(|tx| calendar::calendar(tx, &ask))?;
    match (file, document) {
        (Some(path), Some(kind)) => write(&calendar, kind, path, app),
        _ => Ok(CommandOutput::Report(Box::new(calendar)).into()),
    }
}

fn write(
    calendar: &Calendar,
    kind: DocumentKind,
    path: &std::path::Path,
    app: &App,
) -> Result<CommandResult> {
    let document = calendar.document(kind)?;
    app.write_document(path, &document.bytes, &calendar.stretch.title())?;
    for note in document.notes {
        app.note(&note);
    }
    Ok(CommandOutput::Nothing.into())
}

fn stretch(args: &BookingCalendarArgs, today: NaiveDate) -> Result<DateSpan> {
    if let Some(week) = &args.week {
        return parse_week(week, today).map(DateSpan::Week);
    }
    if let Some(from) = &args.from {
        let (first, whole) = parse_days(from, today)?;
        let last = match &args.to {
            Some(to) => {
                let last = parse_days(to, today)?.1;
                in_order(first, last, || ends_before_start(from, to))?;
                last
            }
            None if whole > first => whole,
            None => chrono::Datelike::with_day(&first, 1).map_or(first, last_of_month),
        };
        return DateSpan::days(first, last);
    }
    let months = args.month.as_deref().unwrap_or("this");
    let (first, last) = parse_months(months, today)?;
    if months.contains("..") {
        DateSpan::days(first, last_of_month(last))
    } else {
        Ok(DateSpan::Month(first))
    }
}
