//! `colab`, the administration suite of a training facility: the map of the house.
//!
//! Floors, each of which uses those above it in this table and none below:
//!
//! | folder | what |
//! |---|---|
//! | `crates/schedule` | a library: workbook bytes → cells → sheet → bookings, and back; knows no database and no command line |
//! | [`kernel`] | errors, periods, money, names, text, configuration, prompts; no database |
//! | [`output`] | records and their formats, errors on the screen |
//! | [`db`] | two engines behind one connection, schema, migrations: the only place that tells the engines apart |
//! | [`access`] | one run, one transaction, who acts, the audit log, the site's settings: the kernel with the database |
//! | [`user`], [`location`], [`room`], [`client`], [`booking`], [`device`], [`rental`], [`pricing`], [`billing`], [`task`], [`requisition`], [`attachment`], [`notify`], [`import`], [`vault`], [`undo`], [`report`] | the slices: a noun of the command line is a folder, and each may use the services of those before it |
//! | [`admin`] | migrations, backups and logins of the database, the rules it must keep, the doctor, the dashboard |
//! | [`agent`] | agents: what they look for, their runs, what they propose; they use every slice and the rules of the database |
//! | [`view`] | views: saved command lines that only read; they name the commands of every slice |
//! | [`tools`] | demo data, the replaced system's data, what is generated from the command tree |
//! | [`cli`] | the command tree, global flags, dispatch: the only place that assembles |
//!
//! A slice has `cmd` (arguments to service to record), `model`, `service` (rules) and `store` (its queries). The life of
//! `booking create`: argv → `Cli` → `booking::cmd` makes a `NewBooking` → `App::write` begins → `service` asks for a
//! `Grant`, checks, inserts, audits → commit → a record → `output`. The places that a new column of bookings touches stand in
//! the doc of `booking::model`; `CONTRIBUTING.md` says where other changes go.

pub mod access;
pub mod admin;
pub mod agent;
pub mod attachment;
pub mod billing;
pub mod booking;
pub mod cli;
pub mod client;
pub mod db;
pub mod device;
pub mod import;
pub mod kernel;
pub mod location;
pub mod notify;
pub mod output;
pub mod pricing;
pub mod rental;
pub mod report;
pub mod requisition;
pub mod room;
pub mod task;
pub mod tools;
pub mod undo;
pub mod user;
pub mod vault;
pub mod view;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use colab_schedule::workbook::{CHILD_COMMAND, run_child, run_text_child};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::kernel::error::{Error, ErrorCode, Kind};
use crate::output::OutputFormat;

/// Runs the program with this process's arguments; the exit code is the documented one.
pub fn main() -> ExitCode {
    let begun = Instant::now();
    let arguments: Vec<_> = std::env::args_os().collect();
    let is_child = |command: &str| arguments.get(1).is_some_and(|word| word == command);
    if is_child(CHILD_COMMAND) {
        return read_file(&arguments, run_child);
    }
    if is_child(vault::PDF_COMMAND) {
        return read_file(&arguments, |_, memory, seconds| {
            run_text_child(memory, seconds, vault::text_of_pdf)
        });
    }
    if cli::complete(&arguments) {
        return ExitCode::SUCCESS;
    }
    exit_at_signals();
    exit_at_faults(&arguments);
    match cli::Cli::read(&arguments) {
        Ok(line) => conclude(cli::run(line), &arguments, begun),
        Err(error) => refuse_arguments(&error, &arguments),
    }
}

/// The child that reads a stranger's file under limits: cells, bytes of memory, seconds.
fn read_file(arguments: &[std::ffi::OsString], read: impl FnOnce(u64, u64, u64) -> ExitCode) -> ExitCode {
    let number = |place: usize| {
        arguments
            .get(place)
            .and_then(|word| word.to_str())
            .and_then(|word| word.parse().ok())
    };
    match (number(2), number(3), number(4)) {
        (Some(cells), Some(memory), Some(seconds)) => read(cells, memory, seconds),
        _ => {
            let error =
                Error::usage("the reader of files takes three numbers: cells, bytes of memory, seconds");
            output::failure(&error, OutputFormat::Table, false);
            ExitCode::from(error.kind.exit_code())
        }
    }
}

/// Ctrl-C ends the process at once with 130, and what stops services and jobs (SIGTERM) with 143. While a pager shows the
/// output Ctrl-C is the pager's.
fn exit_at_signals() {
    let mut signals = match Signals::new([SIGINT, SIGTERM]) {
        Ok(signals) => signals,
        Err(error) => {
            tracing::debug!(%error, "no handler for signals");
            return;
        }
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if signal == SIGTERM || !output::is_paging() {
                end_at_once(128 + signal, "interrupted")
            }
        }
    });
}

/// A fault of the program is told like any failure, and ends the process at once. So a panic is the same whether or not the
/// program is built to unwind.
fn exit_at_faults(arguments: &[std::ffi::OsString]) {
    let format = if cli::wants_json(arguments) {
        OutputFormat::Json
    } else {
        OutputFormat::Table
    };
    std::panic::set_hook(Box::new(move |fault| {
        let payload = fault.payload();
        let words = payload.downcast_ref::<&str>().copied();
        let words = words.or(payload.downcast_ref::<String>().map(String::as_str));
        let place = fault.location().map(|place| format!(" ({place})"));
        let fact = format!(
            "the program has a fault: {}{}",
            words.unwrap_or("no reason given"),
            place.unwrap_or_default()
        );
        let error =
            Error::internal(fact).hint("report this line; whether the data is sound tells: colab db check");
        output::failure(&error, format, false);
        end_at_once(error.kind.exit_code().into(), "a fault of the program")
    }));
}

/// Ends the process from outside its flow: the database rolls the open transaction back, no file is left half written, and the
/// run of a job has its end.
#[expect(
    clippy::exit,
    reason = "the one place that ends the process from outside its flow"
)]
fn end_at_once(exit_code: i32, why: &str) -> ! {
    kernel::prompt::restore_terminal();
    output::remove_drafts();
    if db::is_committing() {
        output::note(
            "ended while the database committed: what was written may be kept; look before you run it again",
        );
    }
    db::set_waiting(Duration::ZERO, None);
    access::job::record_signal(exit_code);
    tracing::info!(
        target: output::COMMAND_LOG,
        command = cli::RUNNING.get(),
        exit = exit_code,
        "{why}"
    );
    std::process::exit(exit_code)
}

/// Prints the result of a run, then its failure, if any, and what is told last. A failure in JSON ends standard error.
fn conclude(run: cli::FinishedRun, arguments: &[std::ffi::OsString], begun: Instant) -> ExitCode {
    let rows = run.result.as_ref().ok().and_then(|done| done.reply.row_count());
    let failure = match run.result {
        Err(error) => Some(error),
        Ok(done) => output::print(done.reply, &run.view)
            .err()
            .map(tell_kept_changes)
            .or(done.failure),
    };
    let (note, format) = (run.last_note, run.view.format);
    let is_json = matches!(format, OutputFormat::Json | OutputFormat::Ndjson);
    note.filter(|_| is_json).into_iter().for_each(output::note);
    let exit_code = failure.as_ref().map_or(0, |error| error.kind.exit_code());
    let error_code = failure
        .as_ref()
        .map(|error| error.code)
        .filter(|code| *code != ErrorCode::Silent);
    let unrecorded = run.job.and_then(|job| job.end(exit_code, error_code).err());
    // What a command failed with stays its failure.
    if let Some(error) = unrecorded.as_ref().filter(|_| failure.is_some()) {
        output::failure(error, format, run.view.colours_errors);
    }
    let failure = failure.or(unrecorded);
    let ended_with = failure.as_ref().map_or(0, |error| error.kind.exit_code());
    let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let tell_end = || {
        tracing::info!(
            target: output::COMMAND_LOG,
            command = run.command,
            actor = run.actor.as_ref().map(|actor| actor.username.as_str()),
            via = run.actor.as_ref().map(|actor| actor.source.as_str()),
            duration_ms = milliseconds(begun.elapsed()),
            waited_ms = milliseconds(db::time_waited()),
            statements = db::counted_statements(),
            rows,
            changes = access::tx::changes_written(),
            operation = access::tx::operation_written(),
            exit = ended_with,
            error = error_code.map(ErrorCode::as_str),
            "ended"
        );
    };
    // An object on standard error stays its end, unless every line of that is one.
    let ends_with_object = is_json && !output::is_log_in_json();
    if ends_with_object {
        tell_end();
    }
    let code = failure.map_or(ExitCode::SUCCESS, |error| {
        let error = cli::with_way_out(error, arguments);
        output::failure(&error, format, run.view.colours_errors);
        ExitCode::from(error.kind.exit_code())
    });
    note.filter(|_| !is_json).into_iter().for_each(output::note);
    if !ends_with_object {
        tell_end();
    }
    code
}

/// Adds to output that cannot be written that the changes it was to tell of are kept.
fn tell_kept_changes(mut error: Error) -> Error {
    if access::tx::changes_written() == 0 {
        return error;
    }
    error.message = format!("{}; what the command changed is kept", error.message);
    error.hint("see what that is: colab history --mine --limit 1")
}

/// Help and version go to standard output with 0; anything else that clap refuses is a usage error.
fn refuse_arguments(error: &clap::Error, arguments: &[std::ffi::OsString]) -> ExitCode {
    let asked_for_help = matches!(
        error.kind(),
        clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion
    );
    let as_json = cli::wants_json(arguments);
    if !asked_for_help {
        cli::start_log_of_refused(arguments);
    }
    let as_object = as_json || output::is_log_in_json();
    let refusal = || cli::refusal(error, arguments, as_object);
    if let Some(ours) = (!asked_for_help).then(refusal).flatten() {
        let format = if as_json {
            OutputFormat::Json
        } else {
            OutputFormat::Table
        };
        output::failure(&ours, format, false);
    } else if let Err(unwritten) = error.print()
        && unwritten.kind() != std::io::ErrorKind::BrokenPipe
    {
        let unwritten = output::cannot_write(unwritten);
        output::failure(&unwritten, OutputFormat::Table, false);
        return ExitCode::from(unwritten.kind.exit_code());
    }
    if asked_for_help {
        return ExitCode::SUCCESS;
    }
    let code = Kind::Usage.exit_code();
    let words = arguments.iter().skip(1).map_while(|word| word.to_str());
    let command: Vec<&str> = words.take_while(|word| !word.starts_with('-')).take(2).collect();
    tracing::info!(target: output::COMMAND_LOG, command = command.join(" "), exit = code, error = "usage", "ended");
    ExitCode::from(code)
}
