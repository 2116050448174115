//! `colab config …`: what this machine is configured to, and the settings of the site.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::SETTINGS;
use super::service::{self, SettingValue};
use crate::access::app::{App, CommandResult, ListArgs};
use crate::db::shown_address;
use crate::kernel::config::ConfigValue;
use crate::kernel::error::Result;
use crate::output::{CommandOutput, Record, RecordField, Value, list, one, shown_in_table, wanted_only};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ConfigCommand {
    /// Show this machine's configuration and where each value came from
    #[command(after_help = "Examples:\n  colab config show\n  colab --database other.db config show -f json")]
    Show(ListArgs),
    /// Show the site's settings, or one of them
    #[command(after_help = "Examples:\n  colab config get\n  colab config get timezone -f json")]
    Get(GetArgs),
    /// Print the path of this user's configuration file, whether it is there or not
    #[command(after_help = "Examples:\n  colab config path\n  colab config show")]
    Path,
}

#[derive(Debug, Args)]
pub struct GetArgs {
    /// One of those that `config get` lists
    #[arg(add = ArgValueCompleter::new(complete_setting))]
    key: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

impl Record for ConfigValue {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ConfigValue>] = &[
            shown_in_table("key", |one| one.key.into()),
            shown_in_table("value", |one| one.value.clone().into()),
            shown_in_table("origin", |one| one.origin.as_str().into()),
        ];
        FIELDS
    }
}

impl Record for SettingValue {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<SettingValue>] = &[
            shown_in_table("key", |one| one.setting.key.into()),
            shown_in_table("value", |one| one.value.as_str().into()),
            shown_in_table("changed", |one| {
                let is_default_again = one.is_new && !one.changed;
                let words = is_default_again.then(|| Value::from("to the default"));
                Value::Worded {
                    words: vec![words.unwrap_or(one.changed.into())],
                    value: Box::new(one.changed.into()),
                }
            }),
            wanted_only("default", |one| one.setting.default.into()),
            wanted_only("later", |one| {
                let object = |(from, value): &(NaiveDate, String)| {
                    Value::Object(vec![("from", (*from).into()), ("value", value.as_str().into())])
                };
                Value::List(one.later.iter().map(object).collect())
            }),
            shown_in_table("about", |one| {
                let later = one
                    .later
                    .iter()
                    .map(|(from, value)| format!("; {value} from {from}"));
                format!("{}{}", one.setting.about, later.collect::<String>()).into()
            }),
        ];
        FIELDS
    }
}

/// Offers the settings, with what they are about.
pub fn complete_setting(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    let found = SETTINGS.iter().filter(|setting| setting.key.starts_with(&*typed));
    found
        .map(|setting| CompletionCandidate::new(setting.key).help(Some(setting.about.into())))
        .collect()
}

pub fn run(command: ConfigCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ConfigCommand::Show(_) => {
            let shown = |one: &ConfigValue| match one.key {
                // Never with its password.
                "database" | "read_database" => ConfigValue {
                    value: one.value.as_deref().map(shown_address),
                    ..one.clone()
                },
                _ if one.secret => ConfigValue {
                    value: one.value.as_ref().map(|_| "(hidden)".to_owned()),
                    ..one.clone()
                },
                _ => one.clone(),
            };
            let values: Vec<ConfigValue> = app.config.values().iter().map(shown).collect();
            Ok(list(&values).into())
        }
        ConfigCommand::Path => {
            let path = app.config.user_file.display();
            Ok(CommandOutput::Text(format!("{path}\n")).into())
        }
        ConfigCommand::Get(args) => {
            let values = app.read(|tx| service::get(tx, args.key.as_deref()))?;
            Ok(match (args.key, values.as_slice()) {
                (Some(_), [value]) => one(value).into(),
                _ => list(&values).into(),
            })
        }
    }
}
