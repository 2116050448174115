//! `colab completions`: the script of a shell, printed or put where the shell looks for it. It asks the program, which knows the
//! names that there are, for each word.

use std::path::{Path, PathBuf};

use clap::Args;
use clap_complete::Shell;

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
    /// Put it where bash, zsh or fish looks for yours
    #[arg(long)]
    install: bool,
}

/// Prints the completion script of a shell, or installs it for this user.
pub fn run(args: &CompletionsArgs, app: &App) -> Result<CommandResult> {
    if args.install {
        return install(args.shell, app);
    }
    let script = script(args.shell.unwrap_or(Shell::Bash));
    Ok(CommandOutput::Text(script.to_owned()).into())
}

/// Returns the script that a shell loads by itself: it fetches the one of the program that is installed then.
fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Zsh => "#compdef colab\nsource <(COMPLETE=zsh colab)\n_clap_dynamic_completer_colab \"$@\"\n",
        Shell::Fish => "COMPLETE=fish colab | source\n",
        Shell::Elvish => "eval (E:COMPLETE=elvish colab | slurp)\n",
        Shell::PowerShell => {
            "$env:COMPLETE = \"powershell\"; colab | Out-String | Invoke-Expression; Remove-Item Env:\\COMPLETE\n"
        }
        _ => "source <(COMPLETE=bash colab)\n",
    }
}

/// Where the script of a shell belongs.
struct ScriptPlace {
    path: PathBuf,
    /// What the user has to do once.
    note: Option<&'static str>,
}

fn install(shell: Option<Shell>, app: &App) -> Result<CommandResult> {
    let of_user = || app.config.shell.as_deref().and_then(Shell::from_shell_path);
    let shell = shell.or_else(of_user).ok_or_else(|| {
        Error::usage("your shell is not known").hint("name it: colab completions bash --install")
    })?;
    let place = place(shell, &app.config)?;
    if !app.manner.dry_run {
        let folder = place.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(|error| file_error(folder, "make", error))?;
    }
    app.write_document(
        &place.path,
        script(shell).as_bytes(),
        &format!("completion for new {shell} sessions"),
    )?;
    if let Some(note) = place.note {
        app.note(note);
    }
    Ok(CommandOutput::Nothing.into())
}

fn place(shell: Shell, config: &Config) -> Result<ScriptPlace> {
    let home = config.home_dir.as_path();
    Ok(match shell {
        Shell::Bash => ScriptPlace {
            path: config.data_home().join("bash-completion/completions/colab"),
            note: (!Path::new("/usr/share/bash-completion").exists())
                .then_some("bash loads it with the package bash-completion, which is not installed here"),
        },
        Shell::Fish => ScriptPlace {
            path: config.config_home().join("fish/completions/colab.fish"),
            note: None,
        },
        Shell::Zsh => ScriptPlace {
            path: home.join(".zfunc/_colab"),
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
