//! `colab`, the administration suite of a training facility: the map of the house.
//!
//! A noun of the command line is a folder (`user`, `room`, `booking`, `device`, `rental`, `pricing`, `import`, `notify`)
//! with `cmd` (arguments to service to record), `model`, `service` (rules) and `store` (its queries). They stand on a
//! kernel that knows none of them:
//!
//! | room | what |
//! |---|---|
//! | [`cli`] | the command tree, global flags, dispatch |
//! | [`app`] | one run: database opened when first needed, who acts, read and write |
//! | [`tx`] | one transaction: no write without a permission and an audit row |
//! | [`auth`] | roles, the permission table, tokens, sessions, passwords |
//! | [`audit`] | the hash-chained log: written with every change, listed, verified; also `colab audit` |
//! | [`repeat`] | idempotency keys |
//! | [`outbox`] | what others are to be told, written with the change |
//! | [`settings`] | what the whole site shares, in the database; also `colab config` |
//! | [`config`] | what this machine and user chose: flags, environment, files |
//! | [`db`] | two engines behind one connection: the only place that tells them apart; also `colab db` |
//! | [`output`] | records and their formats, errors on the screen |
//! | [`period`], [`money`], [`clock`], [`names`], [`error`] | the small words everyone uses |
//! | [`prompt`] | secrets, typed or from standard input |
//! | [`completion`] | names from the database for a shell's completion |
//! | [`generated`] | completion scripts and manual pages from the command tree |
//!
//! The slices, each allowed to use the services of those before it: [`user`], [`room`], [`booking`], [`device`],
//! [`rental`], [`pricing`], [`import`], [`notify`], [`integrity`] (`db check`), [`doctor`]; [`dashboard`] shows what they
//! know on one screen.
//!
//! The life of `booking create`: argv → `Cli` → `booking::cmd` makes a `NewBooking` → `App::write` begins → `service`
//! asks for a `Grant`, checks, inserts, audits → commit → a record → `output`.

pub mod app;
pub mod audit;
pub mod auth;
pub mod booking;
pub mod cli;
pub mod clock;
pub mod completion;
pub mod config;
pub mod dashboard;
pub mod db;
pub mod device;
pub mod doctor;
pub mod error;
pub mod generated;
pub mod import;
pub mod integrity;
pub mod money;
pub mod names;
pub mod notify;
pub mod outbox;
pub mod output;
pub mod period;
pub mod pricing;
pub mod prompt;
pub mod rental;
pub mod repeat;
pub mod room;
pub mod settings;
pub mod tx;
pub mod user;

use std::process::ExitCode;

use crate::error::{Error, Kind};
use crate::output::Format;

/// Runs the program with this process's arguments; the exit code is the documented one.
pub fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    if arguments
        .get(1)
        .is_some_and(|word| word == import::workbook::CHILD_COMMAND)
    {
        return read_workbook(&arguments);
    }
    if cli::complete(&arguments) {
        return ExitCode::SUCCESS;
    }
    exit_at_interrupt();
    match cli::Cli::read(arguments.iter().cloned()) {
        Ok((cli, words)) => {
            let (done, format, view) = cli::run(cli, words);
            conclude(done, format, view)
        }
        Err(error) => refuse_arguments(&error, &arguments),
    }
}

/// The child that reads a workbook under limits: cells, bytes of memory, seconds.
fn read_workbook(arguments: &[std::ffi::OsString]) -> ExitCode {
    let number = |place: usize| {
        arguments
            .get(place)
            .and_then(|word| word.to_str())
            .and_then(|word| word.parse().ok())
    };
    match (number(2), number(3), number(4)) {
        (Some(cells), Some(memory), Some(seconds)) => import::workbook::run_child(cells, memory, seconds),
        _ => ExitCode::from(Kind::Usage.exit_code()),
    }
}

/// Ctrl-C ends the process at once with 130: the database rolls the open transaction back, and no file is left half
/// written.
fn exit_at_interrupt() {
    #[expect(
        clippy::exit,
        reason = "the one place that ends the process from outside its flow"
    )]
    let installed = ctrlc::set_handler(|| {
        output::remove_drafts();
        std::process::exit(130)
    });
    if let Err(error) = installed {
        tracing::debug!(%error, "no handler for interrupts");
    }
}

/// Shows what came of it, then the failure, if any.
fn conclude(done: error::Result<app::Done>, format: Format, view: Option<output::View>) -> ExitCode {
    let failure = match (done, view) {
        (Err(error), _) => Some(error),
        (Ok(done), Some(view)) => output::print(done.reply, &view).err().or(done.failure),
        (Ok(done), None) => done.failure,
    };
    match failure {
        None => ExitCode::SUCCESS,
        Some(error) => {
            output::failure(&error, format);
            ExitCode::from(error.kind.exit_code())
        }
    }
}

/// Help and version go to standard output with 0; anything else that clap refuses is a usage error.
fn refuse_arguments(error: &clap::Error, arguments: &[std::ffi::OsString]) -> ExitCode {
    let asked_for_help = matches!(
        error.kind(),
        clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion
    );
    if !asked_for_help && cli::wants_json(arguments) {
        let error: Error = cli::usage_error(error);
        output::failure(&error, Format::Json);
    } else {
        // A reader that has gone away is no error.
        let _ = error.print();
    }
    ExitCode::from(if asked_for_help {
        0
    } else {
        Kind::Usage.exit_code()
    })
}
