//! How a command ends: what all of them say, what `--quiet` keeps back, and the documents they write.

use std::path::Path;
use std::sync::mpsc;
use std::thread;

use super::{App, CommandResult};
use crate::access::audit;
use crate::access::list_pages::TakeRows;
use crate::access::tx::Tx;
use crate::db::{DAMAGED_HINT, OpenMode, backup};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_path;
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;
use crate::output::pdf::Typeface;
use crate::output::sheet::{WorkbookSheet, workbook};
use crate::output::{
    CommandOutput, OutputFormat, Record, RecordStream, Records, RowSelection, list_of, write_file,
};

/// What every command says under `--dry-run`.
const DRY_RUN: &str = "dry run: nothing was written";

impl App {
    /// Notes that something was changed otherwise than by [`App::write`].
    pub fn mark_changed(&mut self) {
        self.changed = Some(true);
    }

    /// Returns whether what was written changed anything.
    pub fn has_changed(&self) -> bool {
        self.changed == Some(true)
    }

    /// Returns the note that comes last of all, after the output of a command that ran. What is told although it is quiet is told
    /// to be a try.
    pub fn last_note(&self, result: &Result<CommandResult>) -> Option<&'static str> {
        let done = result.as_ref().ok()?;
        let is_told = !self.manner.quiet || done.failure.is_some();
        (self.manner.dry_run && is_told && !self.has_nothing_to_do.get()).then_some(DRY_RUN)
    }

    /// Adds to the error of a damaged database which backup is the newest: where the last one went if its log still tells, else
    /// what lies beside a file.
    pub fn with_newest_backup(&self, mut error: Error) -> Error {
        let is_damaged = [ErrorCode::NotADatabase, ErrorCode::SchemaIncomplete].contains(&error.code);
        let Some(database) = self.database().ok().filter(|_| is_damaged) else {
            return error;
        };
        let logged = database
            .open(OpenMode::ReadOnly)
            .and_then(|mut connection| audit::last_backup_file(&mut connection));
        let newest = logged
            .ok()
            .flatten()
            .filter(|file| backup::inspect(file).is_ok_and(|one| one.is_sound()))
            .or_else(|| database.file().and_then(backup::newest_beside));
        // A server's address is in the configuration, and may hold a password.
        let named = database
            .file()
            .map_or_else(String::new, |path| format!("--database {} ", shell_path(path)));
        if !named.is_empty() {
            let whole = format!("if it is the right file, it is damaged: colab {named}db restore FILE");
            let hints = error.hints.iter_mut().filter(|hint| *hint == DAMAGED_HINT);
            hints.for_each(|hint| hint.clone_from(&whole));
        }
        match newest {
            Some(file) => error.hint(format!(
                "the newest backup that is known: colab {named}db restore {}",
                shell_path(&file)
            )),
            None => error.hint("where the backups are, this lists them: colab db backups FOLDER"),
        }
    }

    /// Ends a command: adds what all of them say, and takes away what `--quiet` keeps back of a change that succeeded.
    ///
    /// # Errors
    /// Those of the command.
    pub fn conclude(&self, result: Result<CommandResult>) -> Result<CommandResult> {
        if self.has_nothing_to_do.get() {
            self.note("nothing to do: no record was named");
            let empty =
                (self.view.format == OutputFormat::Json).then(|| CommandOutput::Text("[]\n".to_owned()));
            return Ok(empty.unwrap_or(CommandOutput::Nothing).into());
        }
        let mut done = result.map_err(|error| self.with_newest_backup(error))?;
        let is_secret = matches!(&done.reply, CommandOutput::Report(report) if report.is_secret());
        if self.manner.quiet && self.changed.is_some() && done.failure.is_none() && !is_secret {
            done.reply = CommandOutput::Nothing;
        }
        done.reply = self.select(done.reply)?;
        if let Some(path) = &self.workbook {
            let records = std::mem::replace(&mut done.reply, CommandOutput::Nothing).into_records();
            let count = records.rows.len();
            let sheet = WorkbookSheet {
                title: sheet_title(&self.command).to_owned(),
                records,
            };
            let bytes = workbook(vec![sheet], &self.view)?;
            self.write_document(path, &bytes, &counted(count, "row"))?;
        }
        Ok(done)
    }

    /// Warns where the typeface of documents lacks letters of a name.
    pub fn warn_of_lacking_letters(&self, name: &str) -> Result<()> {
        let lacking = Typeface::load()?.lacks(name);
        if !lacking.is_empty() {
            self.warn(&format!(
                "the document shows ? for {lacking}: its typeface has Latin, Greek and Cyrillic letters"
            ));
        }
        Ok(())
    }

    /// Returns the limit of a query, unless rows are chosen or sorted once all are read: they are cut then.
    pub fn query_limit<T>(&self, limit: Option<T>) -> Option<T> {
        limit.filter(|_| !self.selection.needs_all())
    }

    /// Returns how many rows a list shows at most whose query sorts and finds nothing by what was typed; `None` where it shows all,
    /// or all must be read to know which.
    pub fn row_limit(&self) -> Option<usize> {
        self.query_limit(self.selection.limit)
    }

    /// Takes `--sort` over from what sorts a list once it is read, where that is by the field that its query sorts by; returns whether
    /// that goes downwards.
    ///
    /// # Errors
    /// `Usage` where the list is to go on after a row and is sorted by another field.
    pub fn query_order(&mut self, field: &str, goes_on: bool) -> Result<Option<bool>> {
        let Some(sort) = self.selection.sort.take() else {
            return Ok(None);
        };
        if sort.strip_prefix('-').unwrap_or(&sort) == field {
            return Ok(Some(sort.starts_with('-')));
        }
        if goes_on {
            let fact = format!("--after cannot be used with --sort {sort}");
            return Err(Error::usage(fact).hint(format!(
                "use --sort {field} or --sort=-{field}, or leave --sort out"
            )));
        }
        self.selection.sort = Some(sort);
        Ok(None)
    }

    /// Begins to write a list while it is read; `None` where all its rows are needed at once.
    fn stream(&self) -> Option<RecordStream> {
        let RowSelection {
            sort, limit, total, ..
        } = &self.selection;
        let is_whole =
            sort.is_some() || limit.is_some() || *total || self.workbook.is_some() || !self.is_alone();
        RecordStream::new(&self.view).filter(|_| !is_whole)
    }

    /// Returns whether the output of the command is that of the program.
    fn is_alone(&self) -> bool {
        self.shared.is_none() && !self.gathers
    }

    /// Shows a list that is read page by page: without a limit it is written while it is read, where its format allows that. Rows that
    /// are found by what was typed are chosen page by page, and no more are read than a limit takes.
    ///
    /// # Errors
    /// As [`App::read`].
    pub fn show_pages<T: Record + Send>(
        &mut self,
        has_limit: bool,
        mut read: impl FnMut(&mut Tx<'_>, &mut TakeRows<'_, T>) -> Result<()>,
    ) -> Result<CommandResult> {
        // The settings say how times are shown.
        self.context()?;
        let selection = if self.is_alone() {
            self.selection.clone()
        } else {
            RowSelection::default()
        };
        let (view, ends) = (self.view.clone(), self.ends()?);
        let chosen = |page: Vec<T>| -> Result<Records> {
            let mut records = list_of(page);
            selection.choose(&mut records, &view, ends)?;
            Ok(records)
        };
        if let Some(stream) = self.stream().filter(|_| !has_limit) {
            return self.write_pages(stream, chosen, read);
        }
        // What is sorted is cut after that.
        let most = selection.limit.filter(|_| selection.sort.is_none());
        let records = self.read(|tx| {
            let mut records = list_of(Vec::<T>::new());
            read(tx, &mut |page: Vec<T>| {
                records.rows.append(&mut chosen(page)?.rows);
                Ok(most.is_none_or(|most| records.rows.len() < most))
            })?;
            Ok(records)
        })?;
        Ok(records.into())
    }

    /// Writes a list while it is read: the next page is read while one is written.
    fn write_pages<T: Send>(
        &mut self,
        mut stream: RecordStream,
        chosen: impl Fn(Vec<T>) -> Result<Records> + Send,
        read: impl FnOnce(&mut Tx<'_>, &mut TakeRows<'_, T>) -> Result<()>,
    ) -> Result<CommandResult> {
        let (pages, to_write) = mpsc::sync_channel(1);
        let written = thread::scope(|scope| {
            let writer = scope.spawn(move || -> Result<RecordStream> {
                for page in to_write {
                    if !stream.write(chosen(page)?)? {
                        break;
                    }
                }
                Ok(stream)
            });
            let read = self.read_once(|tx| {
                tx.connection().wait_for_readers()?;
                read(tx, &mut |page: Vec<T>| Ok(pages.send(page).is_ok()))
            });
            drop(pages);
            let written = writer.join();
            read.and_then(|()| written.map_err(|_| Error::internal("the list stopped"))?)
        })?;
        Ok(written.end()?.into())
    }

    /// Chooses and sorts the rows of a list, where that was asked for.
    fn select(&self, reply: CommandOutput) -> Result<CommandOutput> {
        let mut records = match reply {
            CommandOutput::Records(records) if !records.single => records,
            CommandOutput::Report(report) if self.selection.is_asked() => report.records(),
            reply => return Ok(reply),
        };
        self.selection.apply(&mut records, &self.view, self.ends()?)?;
        Ok(CommandOutput::Records(records))
    }

    /// Returns the ends of the stretch of time that rows are chosen by.
    fn ends(&self) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
        match &self.context {
            Some(context) if self.selection.stretch.is_asked() => {
                let site = context.settings.site();
                self.selection.stretch.ends(&site, site.today(context.now))
            }
            _ => Ok((None, None)),
        }
    }

    /// Writes a document for the user and says so; not under `--dry-run`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_document(&self, path: &Path, bytes: &[u8], about: &str) -> Result<()> {
        self.check_opens(path)?;
        if self.manner.dry_run {
            return Ok(());
        }
        write_file(path, bytes)?;
        self.note(&format!("wrote {}: {about}", path.display()));
        self.open_document(path)
    }
}

/// Returns the name of the sheet that a list is written to: its command, and for prices the name that it has always had.
fn sheet_title(command: &str) -> &str {
    if command == "pricing list" {
        "Prices"
    } else {
        command
    }
}
