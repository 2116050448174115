//! `colab notify send`.

use clap::Args;
use clap_complete::ArgValueCompleter;
use serde_json::Value as Json;

use super::model::{Channel, Dispatch};
use super::round::{self, Order};
use crate::access::app::{App, CommandResult};
use crate::access::completion::complete_user;
use crate::kernel::error::Result;
use crate::kernel::text::printable;
use crate::output::{CommandOutput, OutputFormat, OutputOptions, Records, Report, list};

#[derive(Debug, Args)]
pub struct SendArgs {
    /// Channel to use [default: all configured, or standard output]
    #[arg(long)]
    channel: Option<Channel>,
    /// Only to this user; may be given several times
    #[arg(long, value_name = "USER", add = ArgValueCompleter::new(complete_user))]
    to: Vec<String>,
    /// In quiet hours and on quiet days too
    #[arg(long)]
    now: bool,
    /// Also retry digests that were given up
    #[arg(long)]
    retry_failed: bool,
}

pub fn run(args: SendArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Dispatch>()?;
    let order = Order {
        channel: args.channel,
        to: args.to,
        now: args.now,
        retry_failed: args.retry_failed,
    };
    let mut sent = round::run(app, &order)?;
    let failure = sent.take_error();
    let nothing = sent.dispatches.is_empty() && (app.manner.quiet || app.view.format == OutputFormat::Table);
    let reply = match () {
        () if sent.shown || nothing => CommandOutput::Nothing,
        () if app.manner.dry_run => CommandOutput::Report(Box::new(Digests(sent.dispatches))),
        () => CommandOutput::Records(list(&sent.dispatches)),
    };
    Ok(CommandResult { reply, failure })
}

/// Digests as they read: for people their texts, for programs records.
pub struct Digests(pub Vec<Dispatch>);

impl Report for Digests {
    fn json(&self, view: &OutputOptions) -> Json {
        let records = list(&self.0);
        let object = |row: &Vec<_>| {
            let pairs = records.names.iter().zip(row);
            Json::Object(
                pairs
                    .map(|(name, value)| ((*name).to_owned(), view.json(value)))
                    .collect(),
            )
        };
        records.rows.iter().map(object).collect()
    }

    fn text(&self, _view: &OutputOptions) -> String {
        let texts: Vec<String> = self.0.iter().map(text_of).collect();
        texts.join("\n----\n\n")
    }

    fn records(&self) -> Records {
        list(&self.0)
    }
}

fn text_of(one: &Dispatch) -> String {
    let address = one
        .to
        .email
        .as_ref()
        .map_or_else(String::new, |email| format!(" <{email}>"));
    let mut text = format!(
        "To: {}{address}, by {}\nSubject: {}\n\n",
        one.to.username, one.channel, one.subject
    );
    for line in one.text.lines() {
        text.push_str(printable(line).trim_end());
        text.push('\n');
    }
    text
}
