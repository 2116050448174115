//! `colab view …`.

pub mod line;

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::model::{ViewName, ViewRow};
use super::service::{self, NewView};
use crate::access::app::{App, CommandResult, ListArgs};
use crate::access::audit;
use crate::access::completion::candidates;
use crate::access::plan::RunCommand;
use crate::kernel::error::Result;
use crate::output::{CommandOutput, list, one};
use crate::user::IfExists;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ViewCommand {
    /// Save a command line that only reads under a name, for yourself or for everybody
    ///
    /// It runs with the rights of whoever runs it. {today} and {month} stand for the day and the month on which it runs.
    #[command(
        after_help = "Examples:\n  colab view save late \"rental overdue --fields rental_no,client_name,days_overdue\"\n  colab view save this-month \"booking list --month {month} --total\" --shared\n  colab view save big -- room list --sort -capacity"
    )]
    Save(ViewSaveArgs),
    /// Run a view; words after -- are added to its command
    #[command(
        after_help = "Examples:\n  colab view save late \"rental overdue\" && colab view run late\n  colab view save big \"room list --sort -capacity\" && colab view run big -- --limit 3 -f json"
    )]
    Run(ViewRunArgs),
    /// List your views and those of everybody
    #[command(
        after_help = "Examples:\n  colab view list\n  colab view save late \"rental overdue\" && colab view list -f json"
    )]
    #[command(visible_alias = "ls")]
    List(ListArgs),
    /// Show a view with its history
    #[command(
        after_help = "Examples:\n  colab view save late \"rental overdue\" && colab view show late\n  colab view save late \"rental overdue\" --shared && colab view show late --shared -f json"
    )]
    Show(ViewNameArgs),
    /// Remove a view of yours; a shared one is removed by whoever saved it, or an admin
    #[command(
        after_help = "Examples:\n  colab view save late \"rental overdue\" && colab view remove late\n  colab view save late \"rental overdue\" --shared && colab view remove late --shared --dry-run"
    )]
    Remove(ViewNameArgs),
}

#[derive(Debug, Args)]
pub struct ViewSaveArgs {
    /// View name
    name: ViewName,
    /// Command line, as one word
    #[arg(
        value_name = "LINE",
        required_unless_present = "words",
        conflicts_with = "words"
    )]
    line: Option<String>,
    /// Save it for everybody
    #[arg(long)]
    shared: bool,
    /// What to do if the view exists
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
    /// Command line, word by word
    #[arg(last = true, value_name = "WORDS")]
    words: Vec<String>,
}

#[derive(Debug, Args)]
pub struct ViewRunArgs {
    #[command(flatten)]
    named: ViewNameArgs,
    /// Words to add to the command, such as -f json or --limit 5
    #[arg(last = true, value_name = "WORDS")]
    words: Vec<String>,
}

#[derive(Debug, Args)]
pub struct ViewNameArgs {
    /// View name
    #[arg(add = ArgValueCompleter::new(complete_view))]
    name: ViewName,
    /// Take the shared view, although you have one of that name
    #[arg(long)]
    shared: bool,
}

impl ViewRunArgs {
    /// Adds options that were given to `view run` itself.
    pub fn add_options(&mut self, options: Vec<String>) {
        self.words.splice(0..0, options);
    }
}

/// Offers views' names to a shell's completion.
pub fn complete_view(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let views = app.read(service::list)?;
        Ok(views.into_iter().map(|view| view.name).collect())
    })
}

/// Runs a `colab view` command; `run` runs the command of a view.
pub fn run(command: ViewCommand, run: RunCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ViewCommand::Save(args) => save(args, app),
        ViewCommand::Run(args) => {
            let today = app.today()?;
            let named = &args.named;
            let view = app.read(|tx| service::find(tx, &named.name, named.shared))?;
            let words = line::extended(line::filled_in(&view.line(), today)?, args.words);
            run(&words, app)
        }
        ViewCommand::List(_) => {
            app.view.check_fields::<ViewRow>()?;
            Ok(list(&app.read(service::list)?).into())
        }
        ViewCommand::Show(args) => {
            let (view, history) = app.read(|tx| service::show(tx, &args.name, args.shared))?;
            let mut records = one(&view);
            records.add_field("history", audit::as_value(&history));
            Ok(records.into())
        }
        ViewCommand::Remove(args) => {
            let view = app.write(|tx| service::remove(tx, &args.name, args.shared))?;
            app.note(&format!("view {} is removed", view.name));
            Ok(CommandOutput::Nothing.into())
        }
    }
}

fn save(args: ViewSaveArgs, app: &mut App) -> Result<CommandResult> {
    let words = match &args.line {
        Some(text) => line::split(text)?,
        None => args.words,
    };
    let filled = line::filled_in(&words, app.today()?)?;
    line::check(app.command_tree(), &filled, true)?;
    let new = NewView {
        name: args.name,
        shared: args.shared,
        words,
        if_exists: args.if_exists,
    };
    app.write_one(|tx| service::save(tx, &new))
}
