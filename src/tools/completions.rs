//! `colab completions`: the script of a shell, printed or put where the shell looks for it.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;

use super::generated::text;
use crate::access::app::{App, CommandResult};
use crate::kernel::bounded::{LARGE, read_text};
use crate::kernel::config::Config;
use crate::kernel::error::{Error, Result, file_error};
use crate::output::CommandOutput;

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell [default with --install: yours]
    #[arg(required_unless_present = "install")]
    shell: Option<Shell>,
    /// Put it where bash, zsh or fish looks for yours; it asks the database for names
    #[arg(long)]
    install: bool,
}

/// Writes the completion script of a shell, or installs it for this user.
pub fn run(args: &CompletionsArgs, app: &App, mut tree: Command) -> Result<CommandResult> {
    if args.install {
        return install(args.shell, app);
    }
    let shell = args.shell.unwrap_or(Shell::Bash);
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut tree, "colab", &mut bytes);
    Ok(CommandOutput::Text(text(bytes)?).into())
}

/// A script that a shell loads by itself: it fetches the one of the program that is installed then.
struct LoadedScript {
    path: PathBuf,
    text: &'static str,
    /// What the user has to do once.
    note: Option<&'static str>,
}

fn install(shell: Option<Shell>, app: &App) -> Result<CommandResult> {
    let of_user = || app.config.shell.as_deref().and_then(Shell::from_shell_path);
    let shell = shell.or_else(of_user).ok_or_else(|| {
        Error::usage("your shell is not known").hint("name it: colab completions bash --install")
    })?;
    let script = script(shell, &app.config)?;
    if !app.manner.dry_run {
        let folder = script.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| file_error(folder, "make", error))?;
    }
    app.write_document(
        &script.path,
        script.text.as_bytes(),
        &format!("completion for new {shell} sessions"),
    )?;
    if let Some(note) = script.note {
        app.note(note);
    }
    Ok(CommandOutput::Nothing.into())
}

fn script(shell: Shell, config: &Config) -> Result<LoadedScript> {
    let home = config.home_dir.as_path();
    Ok(match shell {
        Shell::Bash => LoadedScript {
            path: config.data_home().join("bash-completion/completions/colab"),
            text: "source <(COMPLETE=bash colab)\n",
            note: (!Path::new("/usr/share/bash-completion").exists())
                .then_some("bash loads it with the package bash-completion, which is not installed here"),
        },
        Shell::Fish => LoadedScript {
            path: config.config_home().join("fish/completions/colab.fish"),
            text: "COMPLETE=fish colab | source\n",
            note: None,
        },
        Shell::Zsh => LoadedScript {
            path: home.join(".zfunc/_colab"),
            text: "#compdef colab\nsource <(COMPLETE=zsh colab)\n_clap_dynamic_completer_colab \"$@\"\n",
            note: (!names_folder(&home.join(".zshrc"))).then_some(
                "add this line to ~/.zshrc, once: fpath=(~/.zfunc $fpath); autoload -U compinit; compinit",
            ),
        },
        other => {
            return Err(Error::usage(format!("{other} has no folder for completions"))
                .hint(format!("colab completions {other} prints the script")));
        }
    })
}

/// Returns whether zsh is told of the folder already.
fn names_folder(file: &Path) -> bool {
    read_text(file, LARGE).is_ok_and(|text| text.contains(".zfunc"))
}
