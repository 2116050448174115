//! `colab setup …`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueHint};
use clap_complete::ArgValueCompleter;

use super::model::{JOB_TOKENS, ServiceToken, TokenStep};
use super::service::{self, TokenFile};
use super::service_user::{self, ENVIRONMENT_FILE};
use crate::access::app::{App, CommandResult};
use crate::access::completion::complete_user;
use crate::access::job;
use crate::kernel::bounded::{self, read_text};
use crate::kernel::config::is_open_to_others;
use crate::kernel::error::{Error, Kind, Result, file_error};
use crate::kernel::shell_word::shell_path;
use crate::output::{CommandOutput, folder_of, list, make_private_folder, write_private_file};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum SetupCommand {
    /// Create the tokens that the packaged jobs read, and renew those that are about to end
    ///
    /// Each has the scope of its jobs, lives for a year and lies in a file that only the jobs' user can read. What opens its
    /// commands for more than 30 days yet is kept; what is replaced is revoked, also where its file is gone, unless the database is
    /// a server's: another machine may have it, and it is told. Run by root it works as the operating system's user `colab`, with
    /// the variables of /etc/colab/colab.env, on the database that the jobs use. Global options win over that file.
    #[command(
        after_help = "Examples:\n  colab setup service --folder tokens --dry-run\n  colab setup service --folder tokens -f json"
    )]
    Service(ServiceArgs),
    /// Run a command as the jobs' user, with their environment
    ///
    /// Run by root it works as the operating system's user `colab`, on the database that /etc/colab/colab.env names. Global
    /// options are the command's too.
    #[command(after_help = "Examples:\n  colab setup run -- db status\n  colab setup run -- user whoami")]
    Run(RunArgs),
}

/// Where the packaged jobs read their tokens.
const TOKEN_FOLDER: &str = "/etc/colab";

/// Where the packaged units may write.
const WRITTEN_BY_UNITS: [&str; 2] = ["/var/lib/colab", "/var/backups/colab"];

/// What the packaged units do not see as others do, whatever they may write.
const HIDDEN_FROM_UNITS: [&str; 5] = ["/home", "/root", "/run/user", "/tmp", "/var/tmp"];

#[derive(Debug, Args)]
pub struct JobsUser {
    /// Operating system's user that the jobs run as [default: colab for root, else yours]
    #[arg(long, value_name = "USER", value_hint = ValueHint::Username)]
    owner: Option<String>,
    /// File with the jobs' environment
    #[arg(long, value_name = "FILE", default_value = ENVIRONMENT_FILE)]
    env_file: PathBuf,
}

#[derive(Debug, Args)]
pub struct ServiceArgs {
    /// Folder for the tokens
    #[arg(long, value_name = "DIR", default_value = TOKEN_FOLDER)]
    folder: PathBuf,
    /// User of the tokens, for admins [default: yourself]
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_user))]
    user: Option<String>,
    #[command(flatten)]
    jobs: JobsUser,
}

#[derive(Debug, Args)]
pub struct RunArgs {
    #[command(flatten)]
    jobs: JobsUser,
    /// Command to run, with its arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// Runs a `colab setup` command.
pub fn run(command: SetupCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        SetupCommand::Service(args) => set_up(&args, app),
        SetupCommand::Run(args) => run_as(&args, app),
    }
}

fn run_as(args: &RunArgs, app: &App) -> Result<CommandResult> {
    let is_packaged = args.jobs.env_file == Path::new(ENVIRONMENT_FILE) && args.jobs.env_file.exists();
    let user = service_user::find(args.jobs.owner.as_deref(), is_packaged)?;
    refuse_job()?;
    // Before the command, which may have a `--` of its own.
    let words = [global_options(app), args.command.clone()].concat();
    if app.manner.dry_run {
        let name = user.map_or_else(|| "yourself".to_owned(), |user| user.name);
        app.note(&format!("to be run as {name}: colab {}", words.join(" ")));
        return Ok(CommandOutput::Nothing.into());
    }
    let (program, environment) = (app.executable()?, args.jobs.env_file.as_path());
    Err(match user {
        Some(user) => service_user::become_user(&user, &program, &words, environment)?,
        None => service_user::stay(&program, &words, environment)?,
    })
}

/// Refuses to record what another process does as this one's run.
fn refuse_job() -> Result<()> {
    if job::is_recorded() {
        return Err(Error::usage("--job records no command that another process runs")
            .hint("give it to the command: colab setup run -- COMMAND --job NAME"));
    }
    Ok(())
}

fn set_up(args: &ServiceArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<ServiceToken>()?;
    let is_packaged = args.folder == Path::new(TOKEN_FOLDER);
    if let Some(user) = service_user::find(args.jobs.owner.as_deref(), is_packaged)? {
        refuse_job()?;
        let words = same_command(args, app);
        let program = app.executable()?;
        return Err(service_user::become_user(
            &user,
            &program,
            &words,
            &args.jobs.env_file,
        )?);
    }
    let files = JOB_TOKENS
        .iter()
        .map(|job| {
            let path = args.folder.join(job.file_name());
            Ok(TokenFile {
                job,
                text: present(&path)?,
                is_exposed: is_open_to_others(&path),
                path: path.display().to_string(),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let (is_try, is_embedded) = (app.manner.dry_run, app.database()?.is_embedded());
    if !is_try && !args.folder.exists() {
        make_private_folder(&args.folder)?;
    }
    let done = app.write(|tx| {
        let done = service::renew(tx, &files, args.user.as_deref(), is_embedded)?;
        // Before the commit: a file that cannot be written leaves no token.
        for one in done.iter().filter(|_| !is_try) {
            if let Some(text) = &one.text {
                if is_open_to_others(Path::new(&one.file)) {
                    // A file that is there would keep its mode.
                    std::fs::remove_file(&one.file)
                        .map_err(|error| file_error(Path::new(&one.file), "remove", error))?;
                }
                write_private_file(Path::new(&one.file), format!("{text}\n").as_bytes())?;
            }
        }
        Ok(done)
    })?;
    for (one, id) in done
        .iter()
        .flat_map(|one| one.lost.iter().map(move |id| (one, id)))
    {
        app.warn(&format!(
            "another token `{}` of {} is valid: unless another machine has it, colab user token revoke {id}",
            one.name, one.username
        ));
    }
    if !is_try && done.iter().any(|one| one.step == TokenStep::Made) {
        let timers =
            ["backup", "check", "doctor", "notify", "schedule"].map(|job| format!("colab-{job}.timer"));
        app.note(&format!(
            "start the jobs: systemctl enable --now {}",
            timers.join(" ")
        ));
        if !is_embedded {
            app.note("backups lie on the machine that makes them: enable colab-backup.timer on one machine");
        }
    }
    let database = app.database()?;
    let lacking = database.file().filter(|_| is_packaged).and_then(lacked_by_units);
    lacking.iter().for_each(|what| app.warn(what));
    Ok(list(&done).into())
}

/// Returns what the packaged units lack to write the database; `None` where they may.
fn lacked_by_units(database: &Path) -> Option<String> {
    // Its log lies beside the file that a link names.
    let file = database.canonicalize().unwrap_or_else(|_| database.to_owned());
    let folder = folder_of(&file);
    let is_beneath = |folders: &[&str]| folders.iter().any(|one| folder.starts_with(one));
    if is_beneath(&WRITTEN_BY_UNITS) {
        return None;
    }
    let fact = format!(
        "the units of the jobs may not write {}, where the database lies",
        folder.display()
    );
    Some(if is_beneath(&HIDDEN_FROM_UNITS) {
        format!(
            "{fact}, and do not see it: move the database to /var/lib/colab, and name it in {ENVIRONMENT_FILE}"
        )
    } else {
        format!(
            "{fact}: printf '[Service]\\nReadWritePaths=\"%s\"\\n' {} | sudo install -D -m 644 /dev/stdin \
             /etc/systemd/system/colab-.service.d/database.conf && sudo systemctl daemon-reload",
            shell_path(folder)
        )
    })
}

/// Returns what the file of a token holds; `None` where there is no file.
fn present(path: &Path) -> Result<Option<String>> {
    match read_text(path, bounded::SMALL) {
        Err(error) if error.kind == Kind::NotFound => Ok(None),
        text => text.map(Some),
    }
}

/// Returns the words of this command, for the same program run as another user of the operating system.
fn same_command(args: &ServiceArgs, app: &App) -> Vec<String> {
    let mut words = global_options(app);
    words.extend(["setup", "service"].map(str::to_owned));
    words.push(format!("--folder={}", args.folder.display()));
    words.extend(args.user.iter().map(|name| format!("--user={name}")));
    words
}

/// Returns the global options that were given, but for `--job`.
fn global_options(app: &App) -> Vec<String> {
    let configured = app.config.values().iter().filter_map(|one| {
        let option = one.origin.strip_prefix("flag ")?;
        Some(format!("{option}={}", one.value.as_deref()?))
    });
    let mut words: Vec<String> = configured.collect();
    words.extend(app.manner.acting_as.iter().map(|name| format!("--as={name}")));
    if !app.view.fields.is_empty() {
        words.push(format!("--fields={}", app.view.fields.join(",")));
    }
    let is_unpaged =
        app.view.pager.is_none() && app.config.pager().is_some() && std::io::stdout().is_terminal();
    let flags = [
        ("--no-header", app.view.no_header),
        ("--dry-run", app.manner.dry_run),
        ("--quiet", app.manner.quiet),
        ("--no-input", app.manner.no_input),
        ("--yes", app.manner.yes),
        ("--tell-clients", app.manner.tell_clients),
        ("--no-pager", is_unpaged),
        ("--verbose", tracing::enabled!(tracing::Level::INFO)),
        ("--verbose", tracing::enabled!(tracing::Level::DEBUG)),
    ];
    let given = flags.into_iter().filter(|(_, is_given)| *is_given);
    words.extend(given.map(|(option, _)| option.to_owned()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_what_they_lack_outside_their_folders() {
        let lacking = |file: &str| lacked_by_units(Path::new(file));
        assert_eq!(lacking("/var/lib/colab/colab.db"), None);
        assert_eq!(lacking("/var/backups/colab/x/colab.db"), None);
        let elsewhere = lacking("/srv/our rooms/colab.db").unwrap();
        assert!(
            elsewhere.contains("ReadWritePaths=\"%s\"\\n' '/srv/our rooms' |"),
            "{elsewhere}"
        );
        let hidden = lacking("/home/thandi/colab.db").unwrap();
        assert!(hidden.contains("move the database to /var/lib/colab"), "{hidden}");
    }
}
