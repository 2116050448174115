//! `colab config set` and `unset`.

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::machine;
use super::service::{self, ZoneChoice};
use crate::access::app::{App, CommandResult};
use crate::access::completion::{offered_words, word_before};
use crate::access::settings::cmd::complete_setting;
use crate::access::settings::service::SettingValue;
use crate::access::settings::{Setting, setting};
use crate::kernel::error::Result;
use crate::kernel::period::parse_day;
use crate::output::one;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum SiteCommand {
    /// Change a setting of the site, or a key of this machine's configuration
    ///
    /// A key that `config show` lists is written into your own configuration file; a setting is everybody's.
    ///
    /// What a new time zone, day or currency means for bookings and prices that are there is printed; what has ended stays as it
    /// was. A new time zone needs --keep-clock-times or --keep-instants while there are bookings to come.
    #[command(
        after_help = "Examples:\n  colab config set timezone Africa/Nairobi --keep-clock-times\n  colab config set tax_percent 16 --from 2027-07-01\n  colab config set vault_root /srv/colab-vault"
    )]
    Set(SetArgs),
    /// Remove the value of a setting or key, so that its default applies
    #[command(
        after_help = "Examples:\n  colab config unset import_ignore\n  colab config unset day_end --dry-run"
    )]
    Unset(UnsetArgs),
}

#[derive(Debug, Args)]
pub struct UnsetArgs {
    /// One of those that `config get` or `config show` lists
    #[arg(add = ArgValueCompleter::new(complete_setting))]
    key: String,
    #[command(flatten)]
    zone: ZoneArgs,
}

#[derive(Debug, Args)]
pub struct SetArgs {
    /// One of those that `config get` or `config show` lists
    #[arg(add = ArgValueCompleter::new(complete_setting))]
    key: String,
    /// The new value
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(complete_value))]
    value: String,
    /// With tax_percent: first day of the rate [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    #[command(flatten)]
    zone: ZoneArgs,
}

#[derive(Debug, Args)]
struct ZoneArgs {
    /// With a new time zone, keep the times on the clock of bookings to come: 07:30 stays 07:30
    #[arg(long, conflicts_with = "keep_instants")]
    keep_clock_times: bool,
    /// With a new time zone, keep bookings to come when they are: 07:30 becomes another time on the clock
    #[arg(long)]
    keep_instants: bool,
}

/// Offers the values of the setting before it, where they are few or have names.
fn complete_value(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let setting = word_before().and_then(|key| setting(key).ok());
    offered_words(current, &setting.map(Setting::choices).unwrap_or_default())
}

pub fn run(command: SiteCommand, app: &mut App) -> Result<CommandResult> {
    let is_of_machine = |key: &str| app.config.values().iter().any(|one| one.key == key);
    match &command {
        SiteCommand::Set(args) if is_of_machine(&args.key) => {
            return machine::change(&args.key, Some(&args.value), app);
        }
        SiteCommand::Unset(args) if is_of_machine(&args.key) => return machine::change(&args.key, None, app),
        _ => {}
    }
    let (key, value, from, zone) = match command {
        SiteCommand::Set(args) => (args.key, args.value, args.from, args.zone),
        SiteCommand::Unset(args) => {
            let default = setting(&args.key)?.default;
            (args.key, default.to_owned(), None, args.zone)
        }
    };
    let from = match from {
        Some(text) => Some(parse_day(&text, app.today()?)?),
        None => None,
    };
    app.view.check_fields::<SettingValue>()?;
    let choice = match (zone.keep_clock_times, zone.keep_instants) {
        (true, _) => Some(ZoneChoice::ClockTimes),
        (_, true) => Some(ZoneChoice::Instants),
        _ => ask(&key, &value, app)?,
    };
    let changed = app.write(|tx| service::change(tx, &key, &value, from, choice))?;
    changed.notes.iter().for_each(|note| app.note(note));
    Ok(one(&changed.value).into())
}

/// Asks at a terminal what a new time zone keeps.
fn ask(key: &str, value: &str, app: &mut App) -> Result<Option<ZoneChoice>> {
    let prompt = app.prompt();
    let Some(question) = app.read(|tx| service::question(tx, key, value))? else {
        return Ok(None);
    };
    Ok(prompt
        .choose(&question, "clock times", "instants")?
        .map(|is_first| {
            if is_first {
                ZoneChoice::ClockTimes
            } else {
                ZoneChoice::Instants
            }
        }))
}
