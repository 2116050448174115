//! `colab import demo`.

use std::mem::take;
use std::path::PathBuf;

use chrono::{Datelike, NaiveDate};
use clap::Args;

use super::model::DemoOrder;
use super::service::{self, DemoRequest};
use super::words;
use crate::access::app::{App, CommandResult};
use crate::access::auth::password;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::parse_day;
use crate::output::{CommandOutput, is_stdout, takes_document, write_file};

/// The password of every demo user, if it is asked for.
const PASSWORD: &str = "colab-demo-only";

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Seed; the same number makes the same data on every machine and engine
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Number of bookings; those that do not fit in the year lie in the years before
    #[arg(long, default_value_t = 800, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=500_000))]
    bookings: u32,
    /// Year of the bookings [default: this year]
    #[arg(long, value_parser = clap::value_parser!(i32).range(2000..=2100))]
    year: Option<i32>,
    /// Day of the data: earlier bookings are over [default: today, or 1 July of --year]
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// Fill a database that already has bookings
    #[arg(long)]
    force: bool,
    /// Give every demo user the password colab-demo-only; only in an empty database
    #[arg(long)]
    demo_passwords: bool,
    /// Also write the bookings to a workbook that `import schedule` reads
    #[arg(short, long, value_name = "FILE.xlsx")]
    output: Option<PathBuf>,
}

pub fn run(args: &DemoArgs, app: &mut App) -> Result<CommandResult> {
    check_ending(args)?;
    let order = order(args, app.today()?)?;
    let mut request = DemoRequest {
        order,
        exact: args.year.is_some() || args.as_of.is_some(),
        force: args.force,
        passwords: None,
        wants_workbook: args.output.is_some(),
    };
    if args.demo_passwords && app.read(|tx| service::may_set_passwords(tx, &request))? {
        request.passwords = Some(passwords(app)?);
    }
    let progress = app.progress("making demo data");
    let filled = match &args.output {
        None => app.write(|tx| service::fill(tx, &request))?,
        Some(path) => app.write_with_document(path, write_file, |tx| {
            let mut filled = service::fill(tx, &request)?;
            let bytes = filled.workbook.as_mut().map(|document| take(&mut document.bytes));
            Ok((filled, bytes))
        })?,
    };
    drop(progress);
    for note in filled.workbook.iter().flat_map(|document| &document.notes) {
        app.note(note);
    }
    if request.passwords.is_some() {
        app.note(&format!("the password of every user of the demo is {PASSWORD}"));
    }
    if args.output.as_deref().is_some_and(is_stdout) {
        return Ok(CommandOutput::Nothing.into());
    }
    Ok(CommandOutput::Report(Box::new(filled)).into())
}

fn check_ending(args: &DemoArgs) -> Result<()> {
    match &args.output {
        Some(path) if !takes_document(path, "xlsx") => {
            Err(Error::usage(format!("`{}` does not end in .xlsx", path.display())).hint("-o FILE.xlsx"))
        }
        _ => Ok(()),
    }
}

fn order(args: &DemoArgs, today: NaiveDate) -> Result<DemoOrder> {
    let as_of = args
        .as_of
        .as_deref()
        .map(|text| parse_day(text, today))
        .transpose()?;
    let year = args.year.or(as_of.map(|day| day.year())).unwrap_or(today.year());
    let as_of = match (as_of, args.year) {
        (Some(day), _) => day,
        (None, Some(year)) => NaiveDate::from_ymd_opt(year, 7, 1).unwrap_or(today),
        (None, None) => today,
    };
    if as_of.year() != year || !(2000..=2100).contains(&year) {
        return Err(Error::usage(format!("{as_of} is not in {year}")).hint("--as-of DAY is a day of --year"));
    }
    Ok(DemoOrder {
        seed: args.seed,
        bookings: usize::try_from(args.bookings).unwrap_or_default(),
        year,
        as_of,
    })
}

/// Hashes the password for each person with a salt of its own, before a transaction is open: it takes its time.
fn passwords(app: &mut App) -> Result<Vec<password::PasswordHash>> {
    let cost = app.settings()?.bcrypt_cost();
    words::PEOPLE
        .iter()
        .map(|_| password::hash(PASSWORD, cost))
        .collect()
}
