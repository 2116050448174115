//! `colab user token …`.

use std::path::PathBuf;

use chrono::TimeDelta;
use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};
use serde_json::Value as Json;

use crate::access::app::{App, CommandResult, OrderArgs, RowPeriodArgs, SORT, WorkbookArgs};
use crate::access::completion::{complete_scope, complete_user, described_candidates};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Site, parse_instant};
use crate::kernel::timestamp::Timestamp;
use crate::output::{
    CommandOutput, OutputOptions, Record, Records, Report, is_stdout, list, one, write_private_file,
};
use crate::user::model::{IssuedToken, NewToken, TokenFilter, UserToken, UserTokenKind};
use crate::user::tokens;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum TokenCommand {
    /// Create a token and print it once
    #[command(
        after_help = "Examples:\n  colab user token create --name nightly --scope \"import schedule\" --expires 365d\n  colab user token create --name reports --scope booking --scope room -o token.txt"
    )]
    Create(TokenCreateArgs),
    /// List tokens with their scope, expiry and last use, but not their text
    #[command(
        after_help = "Examples:\n  colab user token list\n  colab user token list --user thandi -f json\n  colab user token list --all --kind session"
    )]
    #[command(visible_alias = "ls")]
    List(TokenListArgs),
    /// Revoke a token or a session
    #[command(
        after_help = "Examples:\n  colab user token create --name nightly && colab user token revoke nightly\n  colab --as thandi user token create --name phone && colab user token revoke phone --user thandi"
    )]
    Revoke(TokenRevokeArgs),
}

#[derive(Debug, Args)]
pub struct TokenCreateArgs {
    /// Name of the token
    #[arg(long)]
    name: String,
    /// Command (`import schedule`) or noun (`booking`) the token may run; repeatable [default: all its user may run]
    #[arg(long = "scope", value_name = "COMMAND", add = ArgValueCompleter::new(complete_scope))]
    scope: Vec<String>,
    /// Expiry: a length as 365d, 12h or 8w, or a day
    #[arg(long, value_name = "WHEN")]
    expires: Option<String>,
    /// User of the token, for admins [default: yourself]
    #[arg(long, add = ArgValueCompleter::new(complete_user))]
    user: Option<String>,
    /// Write the token to a file that only you can read, instead of printing it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct TokenListArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// User of the tokens, for admins [default: yourself]
    #[arg(long, value_name = "NAME", conflicts_with = "all", add = ArgValueCompleter::new(complete_user))]
    user: Option<String>,
    /// List everybody's tokens, for admins
    #[arg(long)]
    all: bool,
    /// Kind: tokens of programs, or sessions of people
    #[arg(long, default_value = "token")]
    kind: UserTokenKind,
    /// Maximum number of tokens
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// Start after the token with this number
    #[arg(long, value_name = "ID", conflicts_with = SORT)]
    after: Option<i64>,
    #[command(flatten)]
    pub order: OrderArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct TokenRevokeArgs {
    /// Number or name of the token
    #[arg(value_name = "ID|NAME", add = ArgValueCompleter::new(complete_token))]
    token: String,
    /// User of the token, for admins [default: yourself]
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_user))]
    user: Option<String>,
}

/// Offers one's own tokens and sessions that are not revoked, by number.
fn complete_token(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let filter = TokenFilter {
            unrevoked: true,
            ..TokenFilter::default()
        };
        let found = app
            .read(|tx| tokens::list(tx, None, false, filter.clone()))?
            .into_iter();
        Ok(found
            .map(|one| (one.stored.id.to_string(), one.stored.name))
            .collect())
    })
}

/// Runs a `colab user token` command.
pub fn run(command: TokenCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        TokenCommand::Create(args) => create(args, app),
        TokenCommand::List(args) => list_tokens(args, app),
        TokenCommand::Revoke(args) => {
            app.write_one(|tx| tokens::revoke(tx, &args.token, args.user.as_deref()))
        }
    }
}

fn create(args: TokenCreateArgs, app: &mut App) -> Result<CommandResult> {
    let scope = args
        .scope
        .iter()
        .map(|words| app.known_command(words))
        .collect::<Result<_>>()?;
    let site = app.site()?;
    let now = app.clock().real_now();
    let expires_at = args
        .expires
        .as_deref()
        .map(|text| expiry(text, &site, now))
        .transpose()?;
    let new = NewToken {
        name: args.name,
        scope,
        expires_at,
        user: args.user,
    };
    app.view.check_fields::<IssuedToken>()?;
    let Some(file) = args.output.filter(|file| !is_stdout(file)) else {
        let issued = app.write(|tx| tokens::create(tx, &new))?;
        return Ok(print_once(issued, app));
    };
    let mut issued = app.write_with_document(&file, write_private_file, |tx| {
        let issued = tokens::create(tx, &new)?;
        let line = format!("{}\n", issued.token).into_bytes();
        Ok((issued, Some(line)))
    })?;
    issued.token.clear();
    Ok(one(&issued).into())
}

fn list_tokens(args: TokenListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = TokenFilter {
        kind: Some(args.kind),
        after: args.after,
        limit: app.query_limit(args.limit).map(i64::from),
        ..TokenFilter::default()
    };
    let found: Vec<UserToken> =
        app.read(|tx| tokens::list(tx, args.user.as_deref(), args.all, filter.clone()))?;
    Ok(list(&found).into())
}

/// Prints a token just created; one of a dry run is useless, so its text is left out.
pub fn print_once(mut issued: IssuedToken, app: &App) -> CommandResult {
    if app.manner.dry_run {
        issued.token.clear();
    } else {
        app.note("this token is shown only once");
    }
    CommandOutput::Report(Box::new(issued)).into()
}

/// Longest life of a token, in hours: ten years.
const MOST_HOURS: i64 = 24 * 3660;

/// Parses an expiry: a length from now, or the end of a day.
fn expiry(text: &str, site: &Site, now: Timestamp) -> Result<Timestamp> {
    let hours = text
        .char_indices()
        .next_back()
        .and_then(|(at, unit)| Some((text[..at].parse::<u32>().ok()?, unit)))
        .and_then(|(count, unit)| {
            Some(
                i64::from(count)
                    * match unit {
                        'h' => 1,
                        'd' => 24,
                        'w' => 7 * 24,
                        _ => return None,
                    },
            )
        });
    let at = match hours {
        Some(0) => {
            return Err(Error::invalid(
                ErrorCode::ExpiryInThePast,
                format!("invalid expiry `{text}`: the token would never be valid"),
            ));
        }
        // Cut, so that the sum stays within the calendar.
        Some(hours) => now.plus(TimeDelta::hours(hours.min(MOST_HOURS + 1))),
        None => parse_instant(text, site, site.today(now), true).map_err(|_| {
            Error::usage(format!("invalid expiry `{text}`"))
                .hint("write 365d, 8w, 12h or a day such as 2026-12-31")
        })?,
    };
    if at > now.plus(TimeDelta::hours(MOST_HOURS)) {
        return Err(Error::invalid(
            ErrorCode::ExpiryTooFar,
            "a token expires after ten years at most",
        ));
    }
    Ok(at)
}

impl Report for IssuedToken {
    fn is_secret(&self) -> bool {
        !self.token.is_empty()
    }

    fn json(&self, view: &OutputOptions) -> Json {
        let fields = Self::fields().iter();
        Json::Object(
            fields
                .map(|field| (field.name.to_owned(), view.json(&(field.value)(self))))
                .collect(),
        )
    }

    /// Returns the token alone, so that a script can take it.
    fn text(&self, _view: &OutputOptions) -> String {
        format!("{}\n", self.token)
    }

    fn records(&self) -> Records {
        one(self)
    }
}
