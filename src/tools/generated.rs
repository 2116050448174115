//! What is made from the command tree: completion scripts and manual pages. `completions/` and `man/` hold them; a test
//! fails when they are stale.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Command};
use clap_complete::{ArgValueCompleter, Shell};

use crate::access::app::CommandResult;
use crate::access::command_tree::known_command;
use crate::access::completion::complete_command;
use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::output::{CommandOutput, write_file};

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell
    shell: Shell,
}

#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Command, such as `import schedule`, or `errors` for the error codes [default: the whole program]
    command: Vec<String>,
}

#[derive(Debug, Args)]
pub struct HelpArgs {
    /// Command, such as `booking create` [default: the whole program]
    #[arg(add = ArgValueCompleter::new(complete_command))]
    command: Vec<String>,
}

/// Shows the help of a command.
///
/// # Errors
/// `Usage` for an unknown command, naming those that there are at that place.
pub fn help(args: &HelpArgs, mut tree: Command) -> Result<CommandResult> {
    tree.build();
    if !args.command.is_empty() {
        known_command(&tree, &args.command.join(" ")).map_err(|error| {
            let mut refused = Error::usage(error.message);
            refused.hints = error.hints;
            refused
        })?;
    }
    let found = args
        .command
        .iter()
        .try_fold(&mut tree, |at, word| at.find_subcommand_mut(word));
    let text = found.map(|command| command.render_long_help().to_string());
    Ok(CommandOutput::Text(text.unwrap_or_default()).into())
}

/// Writes the completion script of a shell.
pub fn completions(args: &CompletionsArgs, mut tree: Command) -> Result<CommandResult> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut tree, "colab", &mut bytes);
    Ok(CommandOutput::Text(text(bytes)?).into())
}

/// Shows the manual page of a command, or writes those of all commands into a folder.
pub fn man(args: &ManArgs, tree: Command) -> Result<CommandResult> {
    if let Some(folder) = &args.output_dir {
        write_pages(folder, tree)?;
        return Ok(CommandOutput::Nothing.into());
    }
    let mut wanted = vec!["colab"];
    wanted.extend(args.command.iter().map(String::as_str));
    let name = wanted.join("-");
    let page = pages(tree)?
        .into_iter()
        .find(|(file, _)| *file == format!("{name}.1"));
    let (_, page) = page.ok_or_else(|| {
        Error::not_found(
            ErrorCode::UnknownCommand,
            format!("unknown command `{}`", args.command.join(" ")),
            &[],
        )
        .hint("colab --help lists them")
    })?;
    Ok(CommandOutput::Text(page).into())
}

fn write_pages(folder: &Path, tree: Command) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| file_error(folder, "make", error))?;
    pages(tree)?
        .iter()
        .try_for_each(|(name, page)| write_file(&folder.join(name), page.as_bytes()))
}

/// Makes every page: its file name and its text.
fn pages(mut tree: Command) -> Result<Vec<(String, String)>> {
    tree.build();
    let mut pages = Vec::new();
    add_pages(&tree, "colab", &mut pages)?;
    pages.push(("colab-errors.1".to_owned(), errors_page()));
    Ok(pages)
}

/// Returns the manual page of the error codes.
fn errors_page() -> String {
    let head = concat!(
        ".TH colab\\-errors 1  \"colab ",
        env!("CARGO_PKG_VERSION"),
        "\"\n.SH NAME\ncolab\\-errors \\- error codes\n.SH DESCRIPTION\n",
        "With \\fB\\-f json\\fR an error is an object, {\"error\": {\"code\", \"message\", \"hint\", \"details\"}}. ",
        "A code never changes its meaning; messages and hints may.\n.SH CODES\n",
    );
    let entry = |code: &ErrorCode| {
        let exit_codes: Vec<String> = code
            .kinds()
            .iter()
            .map(|kind| kind.exit_code().to_string())
            .collect();
        format!(
            ".TP\n\\fB{code}\\fR (exit code {})\n{}\n",
            exit_codes.join(" or "),
            code.meaning().replace('-', "\\-")
        )
    };
    let entries: String = ErrorCode::ALL.iter().map(entry).collect();
    head.to_owned() + &entries
}

fn add_pages(command: &Command, name: &str, pages: &mut Vec<(String, String)>) -> Result<()> {
    let mut bytes = Vec::new();
    // clap wants names that live as long as the program; a page borrows its own.
    let named = command
        .clone()
        .name(name.to_owned())
        .bin_name(name.replace('-', " "));
    clap_mangen::Man::new(named)
        .date("")
        .render(&mut bytes)
        .context("cannot write a manual page")?;
    pages.push((format!("{name}.1"), text(bytes)?));
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        add_pages(inner, &format!("{name}-{}", inner.get_name()), pages)?;
    }
    Ok(())
}

fn text(bytes: Vec<u8>) -> Result<String> {
    Ok(String::from_utf8(bytes).context("a manual page is not UTF-8")?)
}
