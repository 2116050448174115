//! `colab billing journal`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::access::app::{App, CommandResult};
use crate::billing::journal::{self, JournalLine};
use crate::kernel::error::{Error, Result};
use crate::kernel::period::parse_first_and_last;
use crate::kernel::text::counted;
use crate::output::{CommandOutput, list, takes_document};

#[derive(Debug, Args)]
pub struct JournalArgs {
    /// First day
    #[arg(long, value_name = "DAY")]
    from: String,
    /// Last day
    #[arg(long, value_name = "DAY")]
    to: String,
    /// Write a file for accounting (.csv, .journal of hledger, .beancount) instead
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Forms of files.
#[derive(Debug, Clone, Copy)]
enum JournalForm {
    Csv,
    Hledger,
    Beancount,
}

impl JournalForm {
    fn of(path: &Path) -> Result<Self> {
        let forms = [
            ("csv", Self::Csv),
            ("journal", Self::Hledger),
            ("beancount", Self::Beancount),
        ];
        let form = forms.into_iter().find(|(ending, _)| takes_document(path, ending));
        form.map(|(_, form)| form).ok_or_else(|| {
            Error::usage(format!(
                "cannot write a journal to `{}`: only CSV, hledger and beancount are supported",
                path.display()
            ))
            .hint("use a file name that ends in .csv, .journal or .beancount")
        })
    }
}

pub fn run(args: &JournalArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<JournalLine>()?;
    let form = args.output.as_deref().map(JournalForm::of).transpose()?;
    let (from, to) = parse_first_and_last(&args.from, &args.to, app.today()?)?;
    let entries = app.read(|tx| journal::entries(tx, from, to))?;
    let (Some(path), Some(form)) = (&args.output, form) else {
        return Ok(list(&journal::lines(&entries)).into());
    };
    let text = match form {
        JournalForm::Csv => journal::to_csv(&entries)?,
        JournalForm::Hledger => journal::to_hledger(&entries),
        JournalForm::Beancount => journal::to_beancount(&entries),
    };
    let about = counted(journal::lines(&entries).len(), "posting");
    app.write_document(path, text.as_bytes(), &about)?;
    Ok(CommandOutput::Nothing.into())
}
