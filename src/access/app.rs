//! One run of the program: what it was asked, its database opened when first needed, who acts, how it shows things.

mod arguments;
mod asked;
mod backup_choice;
mod conclusion;
mod migration;
mod opened;
mod progress;
mod read_source;
mod replica;
mod shared_read;
mod shared_write;
mod system;
mod with_document;
mod workbook_args;

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Context;
use nix::unistd::getuid;

use self::read_source::ReadSource;
use crate::access::auth::session::SessionFile;
use crate::access::auth::{Actor, Credentials};
use crate::access::command_tree::CommandTree;
use crate::access::retry::retried;
use crate::access::settings::Settings;
use crate::access::tx::{self, CommitHook, OpenRead, OpenWrite, Tx, TxContext};
use crate::db::{
    self, Connection, Database, DatabaseIdentity, LockLimits, OpenMode, Pool, PooledConnection, SessionFacts,
    SlotTier,
};
use crate::kernel::clock::{Clock, milliseconds_since};
use crate::kernel::config::{Config, ConfigFlags, program_file};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::machine::machine_mark;
use crate::kernel::period::Site;
use crate::kernel::prompt::Prompt;
use crate::output::{
    self, CommandOutput, OutputOptions, Record, Records, RowSelection, make_private_folder, one,
};

pub use asked::WideChange;
pub use backup_choice::BackupChoice;
pub use migration::{not_a_test_database, os_user_name};
pub use workbook_args::{
    FROM, LIMIT, ListArgs, MONTH, OPEN, OpenArgs, OrderArgs, RowArgs, RowBoundsArgs, RowPeriodArgs, SEARCH,
    SORT, SearchArgs, TO, TOTAL, TotalArgs, WORKBOOK, WorkbookArgs, WorkbookFileArgs, workbook_path,
};

/// What a command hands back: something to show, and perhaps a failure that comes after it.
pub struct CommandResult {
    pub reply: CommandOutput,
    pub failure: Option<Error>,
}

impl From<CommandOutput> for CommandResult {
    fn from(reply: CommandOutput) -> Self {
        Self { reply, failure: None }
    }
}

impl From<Records> for CommandResult {
    fn from(records: Records) -> Self {
        CommandOutput::Records(records).into()
    }
}

/// Commands that nobody waits for: a server gives them slots.
const SYSTEM_WORK: [&str; 6] = [
    "notify failure",
    "notify check",
    "notify clients",
    "notify send",
    "job check",
    "job run",
];

/// Flags that every command has, beside those of the configuration.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    pub dry_run: bool,
    pub quiet: bool,
    pub no_input: bool,
    pub yes: bool,
    pub acting_as: Option<String>,
    /// Clients are told of changes that usually tell nobody.
    pub tell_clients: bool,
    /// `--open`: what `-o` writes is shown.
    pub opens_documents: bool,
}

/// What the session of a server learns as it begins.
type SessionBeginning = SessionFacts<Result<Settings>>;

pub struct App {
    pub config: Config,
    pub view: OutputOptions,
    pub manner: RunOptions,
    /// `-o FILE.xlsx` of a list.
    pub workbook: Option<PathBuf>,
    /// `--sort`, `--search` and `--limit` of a list whose query knows none.
    pub selection: RowSelection,
    /// `room add`: for the audit log and the scope of tokens.
    command: String,
    /// The command line, for the history.
    words: String,
    started: Instant,
    pool: Option<Rc<Pool>>,
    /// What the session learned as it began, until somebody acts in it.
    beginning: Option<SessionBeginning>,
    context: Option<TxContext>,
    /// The transaction that several commands write in.
    shared: Option<OpenWrite>,
    /// The transaction that several commands read in.
    open_read: Option<OpenRead>,
    read_source: ReadSource,
    /// Whether what was written changed anything; `None` while nothing was written.
    changed: Option<bool>,
    /// The records to act on were to be read from a stream that names none.
    has_nothing_to_do: Cell<bool>,
    on_commit: &'static [CommitHook],
    commands: CommandTree,
    /// For a shell's completion: not even a refusal is written down.
    looks_only: bool,
    /// A view runs: nothing is written but refusals.
    reads_only: bool,
    /// A command's records are wanted, not its output.
    gathers: bool,
}

impl App {
    pub fn new(config: Config, view: OutputOptions, manner: RunOptions, command: String) -> Self {
        db::set_waiting(config.connect_wait(), (!manner.quiet).then_some(output::note));
        Self {
            config,
            view,
            manner,
            workbook: None,
            selection: RowSelection::default(),
            words: command.clone(),
            command,
            started: Instant::now(),
            pool: None,
            beginning: None,
            context: None,
            shared: None,
            open_read: None,
            read_source: ReadSource::default(),
            changed: None,
            has_nothing_to_do: Cell::new(false),
            on_commit: &[],
            commands: clap::Command::default,
            looks_only: false,
            reads_only: false,
            gathers: false,
        }
    }

    /// Sets the command line, without secrets, by which the history names what is done.
    #[must_use]
    pub fn with_words(mut self, words: String) -> Self {
        self.words = words;
        self
    }

    /// Sets the commands that a filter or a scope may name.
    #[must_use]
    pub fn with_commands(mut self, commands: CommandTree) -> Self {
        self.commands = commands;
        self
    }

    /// Returns the tree of all commands.
    pub fn command_tree(&self) -> clap::Command {
        (self.commands)()
    }

    /// Sets what runs before the commit of each transaction that changed something.
    #[must_use]
    pub fn with_commit_hooks(mut self, hooks: &'static [CommitHook]) -> Self {
        self.on_commit = hooks;
        self
    }

    /// Opens a database for a shell's completion: one that is there and of our version.
    ///
    /// # Errors
    /// Whatever is in the way.
    pub fn for_completion(command: String, flags: &ConfigFlags, acting_as: Option<String>) -> Result<Self> {
        let config = Config::load(flags)?;
        let view = OutputOptions::new(
            config.word("format")?,
            Vec::new(),
            config.word("color")?,
            config.coloured,
        );
        let manner = RunOptions {
            quiet: true,
            no_input: true,
            acting_as,
            ..RunOptions::default()
        };
        let mut app = Self::new(config, view, manner, command);
        app.looks_only = true;
        // Nobody waits for a suggestion.
        db::set_waiting(Duration::ZERO, None);
        let database = app.database()?;
        let mut connection = database.open(OpenMode::ReadOnly)?;
        let status = db::status(&mut connection)?;
        db::require_current(&status)?;
        app.check_clock(&mut connection, &status, None)?;
        app.pool = Some(Rc::new(Pool::holding(database, connection)));
        Ok(app)
    }

    pub fn clock(&self) -> Clock {
        self.config.clock
    }

    /// Returns the database of the configuration.
    ///
    /// # Errors
    /// `Usage` for an invalid address.
    pub fn database(&self) -> Result<Database> {
        let folder = &self.config.data_dir;
        if self.config.is_default_database() && folder.to_str().is_none() {
            let fact = format!(
                "the folder {} is not valid UTF-8: no database can be made in it",
                folder.display()
            );
            return Err(Error::usage(fact).hint("name a database with --database or COLAB_DATABASE_URL"));
        }
        Database::parse(self.config.database())
    }

    pub fn sessions(&self) -> SessionFile {
        SessionFile::new(self.config.state_dir.join("sessions.toml"))
    }

    /// Runs a transaction that only reads, as the actor; again where its connection was lost.
    ///
    /// # Errors
    /// Those of opening, of signing in, and of the body.
    pub fn read<T>(&mut self, mut body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        if self.shared.is_some() {
            return self.read_shared(body);
        }
        if self.open_read.is_some() {
            return self.read_within_commands(body);
        }
        self.read_by(|connection, context| tx::read(connection, context, &mut body))
    }

    /// Runs a transaction that only reads, as the actor, and hands on what it reads before it ends.
    ///
    /// # Errors
    /// As [`App::read`]; those of a lost connection.
    fn read_once<T>(&mut self, body: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        if self.shared.is_some() {
            return self.read_shared(body);
        }
        if self.open_read.is_some() {
            return self.read_within_commands(body);
        }
        self.read_by(|connection, context| tx::read_once(connection, context, body))
    }

    fn read_by<T>(&mut self, read: impl FnOnce(&mut Connection, &TxContext) -> Result<T>) -> Result<T> {
        let looks_only = self.looks_only;
        let mut connection = self.open()?.0;
        let mut follower = self.take_follower(&mut connection)?;
        let context = self.context()?;
        let begun = Instant::now();
        // A follower that is lost is opened again as the server that is written.
        let result = read(follower.as_mut().unwrap_or(&mut connection), context);
        tracing::info!(milliseconds = %milliseconds_since(begun), "read");
        let result = if looks_only {
            result
        } else {
            audit_refusals(&mut connection, context, result)
        };
        self.keep_follower(follower);
        result
    }

    /// Writes as the actor, in one transaction; under `--dry-run` nothing is kept.
    ///
    /// # Errors
    /// Those of opening, of signing in, and of the body.
    pub fn write<T>(&mut self, body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.refuse_in_view()?;
        if self.shared.is_some() {
            return self.write_shared(body);
        }
        let dry_run = self.manner.dry_run;
        let (mut connection, context) = self.open()?;
        let begun = Instant::now();
        let result = tx::write(&mut connection, context, dry_run, body);
        tracing::info!(milliseconds = %milliseconds_since(begun), "written");
        let outcome = audit_refusals(&mut connection, context, result)?;
        self.changed = Some(outcome.changed || self.changed == Some(true));
        outcome.remarks.iter().for_each(|remark| self.note(remark));
        Ok(outcome.value)
    }

    /// Writes down that something was read: under `--dry-run` too, and it counts as no change.
    ///
    /// # Errors
    /// As [`App::write`].
    pub fn write_read<T>(&mut self, body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let dry_run = std::mem::replace(&mut self.manner.dry_run, false);
        let changed = self.changed;
        let result = tx::uncounted(|| self.write(body));
        (self.manner.dry_run, self.changed) = (dry_run, changed);
        result
    }

    /// Writes as the actor and shows the one record that came of it. Fields that do not exist are refused before.
    ///
    /// # Errors
    /// As [`App::write`]; `Usage` for an unknown field.
    pub fn write_one<T: Record>(
        &mut self,
        body: impl FnMut(&mut Tx<'_>) -> Result<T>,
    ) -> Result<CommandResult> {
        self.view.check_fields::<T>()?;
        Ok(one(&self.write(body)?).into())
    }

    /// Returns the site, for parsing days and times that were typed.
    ///
    /// # Errors
    /// Those of opening and of signing in.
    pub fn site(&mut self) -> Result<Site> {
        Ok(self.context()?.settings.site())
    }

    /// Returns the settings in force.
    ///
    /// # Errors
    /// Those of opening and of signing in.
    pub fn settings(&mut self) -> Result<Settings> {
        Ok(self.context()?.settings.clone())
    }

    /// Returns today's date at the site.
    ///
    /// # Errors
    /// Those of opening and of signing in.
    pub fn today(&mut self) -> Result<chrono::NaiveDate> {
        let now = self.clock().now();
        Ok(self.site()?.today(now))
    }

    /// Returns who acts, if that was asked.
    pub fn acting(&self) -> Option<&Actor> {
        self.context.as_ref().map(|context| &context.actor)
    }

    /// Writes a remark to standard error, unless `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.manner.quiet {
            output::note(text);
        }
    }

    /// Takes a connection, to a database with a schema of ours, for what needs no transaction.
    ///
    /// # Errors
    /// As [`App::connect`].
    pub fn connection(&mut self) -> Result<PooledConnection> {
        self.pool()?.take()
    }

    /// Opens a connection with a schema of ours, and returns it with the backup that was made before a migration. An
    /// embedded database is made and brought up here; a server's never is.
    ///
    /// # Errors
    /// `Database` when it cannot be had; those of the backup.
    pub fn connect(&self, keep: &BackupChoice) -> Result<(Connection, Option<PathBuf>)> {
        self.begin_session(keep)
            .map(|(connection, kept, _)| (connection, kept))
    }

    /// Makes the folder of the database that is used where nobody names one.
    ///
    /// # Errors
    /// `Database` when it cannot be made.
    pub fn make_data_folder(&self) -> Result<()> {
        if !self.config.is_default_database() {
            return Ok(());
        }
        make_private_folder(&self.config.data_dir).map_err(|mut error| {
            (error.kind, error.code) = (Kind::Database, ErrorCode::DatabaseUnavailable);
            error.hint("name a database with --database")
        })
    }

    fn begin_session(
        &self,
        keep: &BackupChoice,
    ) -> Result<(Connection, Option<PathBuf>, Option<SessionBeginning>)> {
        let database = self.database()?;
        tracing::info!(%database, "opening");
        self.make_data_folder()?;
        if let Some(file) = database.file().filter(|file| !file.exists()) {
            self.check_clock_of_new()?;
            // Whoever runs this would become the admin of an empty database, in which the token is none.
            if self.config.has_token() {
                self.config.token()?;
                let fact = format!("there is no database {database} yet, and a token opens no new one");
                return Err(Error::database(ErrorCode::DatabaseUnavailable, fact)
                    .hint("make it without a token: colab db migrate"));
            }
            self.make_database(&database, file)?;
        }
        let limits = self.lock_limits()?;
        let (mut connection, status, beginning) = retried(|| {
            let mut connection = database.open(OpenMode::Create)?;
            let (status, beginning) = db::begin_session(&mut connection, &limits, Settings::query())?;
            Ok((connection, status, beginning))
        })?;
        if database.is_embedded() && !status.pending.is_empty() {
            // Refuses a newer one, and leaves nothing pending.
            let kept = self.migrate(&mut connection, &database, keep)?;
            return Ok((connection, kept, None));
        }
        db::require_current(&status)?;
        let identity = beginning.as_ref().map(|beginning| &beginning.identity);
        self.check_clock(&mut connection, &status, identity)?;
        Ok((connection, None, beginning))
    }

    /// Writes a warning to standard error, unless `--quiet`.
    pub fn warn(&self, text: &str) {
        if !self.manner.quiet {
            output::warning(text);
        }
    }

    /// Closes the database: another one is about to take its place.
    pub fn close(&mut self) {
        self.read_source = ReadSource::default();
        self.context = None;
        self.beginning = None;
        self.pool = None;
    }

    fn pool(&mut self) -> Result<Rc<Pool>> {
        let pool = match self.pool.take() {
            Some(pool) => pool,
            None => {
                let begun = Instant::now();
                let (connection, _, beginning) = self.begin_session(&BackupChoice::Usual)?;
                self.beginning = beginning;
                tracing::info!(milliseconds = %milliseconds_since(begun), "opened");
                Rc::new(Pool::holding(self.database()?, connection))
            }
        };
        Ok(Rc::clone(self.pool.insert(pool)))
    }

    /// Returns a connection, and who acts with it.
    fn open(&mut self) -> Result<(PooledConnection, &TxContext)> {
        let mut connection = self.connection()?;
        let context = match self.context.take() {
            Some(context) => context,
            None => {
                let database = self.database()?;
                let signed_in = retried(|| {
                    connection.reopen_if_lost(&database)?;
                    self.sign_in(&mut connection)
                });
                signed_in.map_err(|error| connection.name_lock_holders(error, &LockLimits::default()))?
            }
        };
        Ok((connection, self.context.insert(context)))
    }

    fn context(&mut self) -> Result<&TxContext> {
        match self.context.take() {
            Some(context) => Ok(self.context.insert(context)),
            None => self.open().map(|(_, context)| context),
        }
    }

    fn sign_in(&mut self, connection: &mut Connection) -> Result<TxContext> {
        // A file tells nothing as its session begins, and what was told is taken once.
        let (identity, settings) = match self.beginning.take() {
            Some(beginning) => (Some(beginning.identity), Some(beginning.beside)),
            None => (None, None),
        };
        let actor = self.resolve_actor(connection, identity)?;
        let settings = settings.unwrap_or_else(|| Settings::load(connection))?;
        self.view.timezone = settings.site().timezone;
        self.context_of(actor, settings)
    }

    fn resolve_actor(
        &self,
        connection: &mut Connection,
        identity: Option<DatabaseIdentity>,
    ) -> Result<Actor> {
        let token = self.config.token()?;
        let database = self.database()?;
        let credentials = Credentials {
            token: token.as_deref(),
            sessions: &self.sessions(),
            identity,
            os_uid: database.is_embedded().then(|| getuid().as_raw()),
            machine: machine_mark(),
            acting_as: self.manner.acting_as.as_deref(),
        };
        let real_now = self.clock().real_now();
        let resolved = crate::access::auth::resolve(connection, &credentials, &self.command, real_now);
        if let Err(error) = &resolved
            && error.kind == Kind::Forbidden
            && error.code != ErrorCode::NotSignedIn
            && !self.looks_only
        {
            let refused = self.context_of(Actor::refused(error), Settings::default())?;
            tx::audit_refusal(connection, &refused, error);
        }
        resolved.map_err(|error| match error.code {
            ErrorCode::UnknownOsUser => match database.file() {
                Some(file) => error.hint(format!(
                    "if the file is yours, a restore makes you an admin: {}",
                    db::backup::restore_in_place(file)
                )),
                None => error,
            },
            _ => error,
        })
    }

    fn context_of(&self, actor: Actor, settings: Settings) -> Result<TxContext> {
        let is_system = SYSTEM_WORK.contains(&self.command.as_str());
        let slots = is_system.then(|| settings.slots(SlotTier::System));
        Ok(TxContext {
            database: self.database()?,
            actor,
            command: self.command.clone(),
            words: self.words.clone(),
            now: self.clock().now(),
            real_now: self.clock().real_now(),
            settings,
            started: self.started,
            on_commit: self.on_commit,
            tells_clients: self.manner.tell_clients,
            limits: LockLimits {
                slots,
                ..self.lock_limits()?
            },
        })
    }

    /// Returns how long a transaction waits for others, and keeps them waiting.
    ///
    /// # Errors
    /// `Usage` for a limit that is not a duration.
    pub fn lock_limits(&self) -> Result<LockLimits> {
        Ok(LockLimits {
            lock: self.config.lock_timeout()?,
            idle: self.config.idle_timeout()?,
            slots: None,
        })
    }

    /// Returns this program's own file, for the child that reads workbooks.
    ///
    /// # Errors
    /// `Internal` when the system does not tell.
    pub fn executable(&self) -> Result<PathBuf> {
        Ok(program_file()
            .context("cannot find this program's own file: start it by its whole path, or mount /proc")?)
    }

    /// Returns what asks for secrets, where somebody can be asked.
    pub fn prompt(&self) -> Prompt {
        Prompt::new(self.manner.no_input, self.manner.yes)
    }
}

fn audit_refusals<T>(connection: &mut Connection, context: &TxContext, result: Result<T>) -> Result<T> {
    if let Err(error) = &result
        && error.code == ErrorCode::NotAllowed
    {
        tx::audit_refusal(connection, context, error);
    }
    result
}
