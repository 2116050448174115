//! A private world for one test: folders, a fixed clock, a database of its own.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use tempfile::TempDir;

use super::postgres::{Cluster, Pooler};
use super::program::{Call, Run, Running};

/// What the program takes the time to be.
pub const NOW: &str = "2026-01-15T08:00:00Z";

/// The admin of a prepared PostgreSQL database; on SQLite it is the OS user.
pub const ADMIN: &str = "admin";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// The private world of one test; gone when it is dropped.
pub struct Env {
    dir: TempDir,
    engine: Option<Engine>,
    /// A PostgreSQL database to drop.
    cloned: Option<String>,
    /// What the program sees besides the variables every test gets.
    variables: Vec<(String, String)>,
}

impl Env {
    /// A migrated database with an admin, who acts.
    pub fn on(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::on_sqlite(),
            Engine::Postgres => Self::on_postgres(),
        }
    }

    /// No database is named: the program would use the embedded file under this world's `XDG_DATA_HOME`.
    pub fn without_database() -> Self {
        let dir = tempfile::Builder::new().prefix("colab-test-").tempdir().unwrap();
        for folder in [
            "home", "data", "config", "state", "cache", "run", "tmp", "work", "calls",
        ] {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        Self {
            dir,
            engine: None,
            cloned: None,
            variables: Vec::new(),
        }
    }

    fn on_sqlite() -> Self {
        let template = sqlite_template()
            .as_ref()
            .unwrap_or_else(|why| panic!("no SQLite template: {why}"));
        let mut env = Self::without_database();
        env.engine = Some(Engine::Sqlite);
        let database = env.path("colab.db");
        copy_database(template, &database);
        env.set("COLAB_DATABASE_URL", database.to_str().unwrap());
        env
    }

    fn on_postgres() -> Self {
        let template = postgres_template()
            .as_ref()
            .unwrap_or_else(|why| panic!("no PostgreSQL template: {why}"));
        let mut env = Self::without_database();
        env.set("COLAB_TOKEN", &template.token);
        env.use_copy_of(TEMPLATE);
        env
    }

    /// Points this world at a server's database of its own, made as a copy of another one.
    fn use_copy_of(&mut self, database: &str) {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let Some(Ok(template)) = POSTGRES.get() else {
            panic!("no server")
        };
        template
            .cluster
            .administer(&format!("CREATE DATABASE {name} TEMPLATE {database} OWNER colab"))
            .unwrap();
        self.engine = Some(Engine::Postgres);
        self.set("COLAB_DATABASE_URL", &template.cluster.url(&name));
        self.cloned = Some(name);
    }

    /// The server of this world's database.
    #[track_caller]
    pub fn cluster(&self) -> &'static Cluster {
        match POSTGRES.get() {
            Some(Ok(template)) => &template.cluster,
            _ => panic!("no server"),
        }
    }

    /// Another world with a copy of this one's database, which nobody has open.
    pub fn copy(&self) -> Self {
        let mut env = Self::without_database();
        env.variables.clone_from(&self.variables);
        match &self.cloned {
            Some(name) => env.use_copy_of(name),
            None => {
                let database = env.dir().join("copy.db");
                copy_database(Path::new(self.database_url()), &database);
                env.engine = Some(Engine::Sqlite);
                env.set("COLAB_DATABASE_URL", database.to_str().unwrap());
            }
        }
        env
    }

    /// Another world with an empty database of a server, which has no tables.
    pub fn with_empty_server() -> Self {
        let mut env = Self::without_database();
        env.use_copy_of("template0");
        env
    }

    /// Points the program at another database, as nobody in particular.
    pub fn use_database(&mut self, engine: Engine, url: &str) {
        self.engine = Some(engine);
        self.variables.retain(|(name, _)| name != "COLAB_TOKEN");
        self.set("COLAB_DATABASE_URL", url);
    }

    /// Sets a variable of the program's environment for all later calls.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// The engine under test. Panics in a test that has none.
    #[track_caller]
    pub fn engine(&self) -> Engine {
        self.engine.expect("this test has no database")
    }

    pub fn is_sqlite(&self) -> bool {
        self.engine == Some(Engine::Sqlite)
    }

    /// What `--database` would take. Panics in a test that has none.
    #[track_caller]
    pub fn database_url(&self) -> &str {
        self.variable("COLAB_DATABASE_URL")
            .expect("this test has no database")
    }

    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn variables(&self) -> &[(String, String)] {
        &self.variables
    }

    /// What the program is given instead of the address of its database, where the whole suite runs behind a pooler.
    pub fn pooled_url(&self) -> Option<String> {
        self.cloned.as_ref()?;
        let template = POSTGRES.get()?.as_ref().ok()?;
        let pooler = template.pooler.lock().unwrap();
        Some(pooler.as_ref()?.url(self.database_url()))
    }

    /// This world's folder.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Where the program runs, unless a call says otherwise.
    pub fn work_dir(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    /// A path in the folder the program runs in.
    pub fn path(&self, name: &str) -> PathBuf {
        self.work_dir().join(name)
    }

    /// Writes a file into the folder the program runs in.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// A call to be refined: `env.call(&["room", "list"]).variable("TZ", "UTC").run()`.
    pub fn call(&self, arguments: &[&str]) -> Call<'_> {
        Call::new(self, arguments)
    }

    /// Runs the program and waits for it.
    #[track_caller]
    pub fn colab(&self, arguments: &[&str]) -> Run {
        self.call(arguments).run()
    }

    /// As `colab`, with text on stdin and further variables.
    #[track_caller]
    pub fn colab_with(&self, arguments: &[&str], stdin: &str, variables: &[(&str, &str)]) -> Run {
        let call = self.call(arguments).stdin(stdin);
        variables
            .iter()
            .fold(call, |call, (name, value)| call.variable(name, value))
            .run()
    }

    /// Starts the program and does not wait.
    #[track_caller]
    pub fn spawn(&self, arguments: &[&str]) -> Running {
        self.call(arguments).spawn()
    }

    /// Runs SQL past the program; the error is the engine's own text.
    pub fn raw_sql(&self, statements: &str) -> Result<(), String> {
        match self.engine() {
            Engine::Sqlite => self.sqlite()?.batch_execute(statements),
            Engine::Postgres => self.postgres()?.batch_execute(statements),
        }
        .map_err(|error| error.to_string())
    }

    /// The first column of a query, as text; no row or NULL is `None`.
    #[track_caller]
    pub fn raw_text(&self, query: &str) -> Option<String> {
        let texts = self.raw_texts(&format!(
            "WITH one(it) AS ({query}) SELECT CAST(it AS TEXT) FROM one"
        ));
        texts.into_iter().next().flatten()
    }

    /// The first column of a query, as a number; no row or NULL is `None`.
    #[track_caller]
    pub fn raw_int(&self, query: &str) -> Option<i64> {
        self.raw_text(query)
            .map(|text| text.parse().unwrap_or_else(|_| panic!("no number: {text}")))
    }

    /// One text column, all rows, in the query's order.
    #[track_caller]
    pub fn raw_texts(&self, query: &str) -> Vec<Option<String>> {
        let query = sql::<Nullable<Text>>(query);
        match self.engine() {
            Engine::Sqlite => query.load(&mut self.sqlite().unwrap()),
            Engine::Postgres => query.load(&mut self.postgres().unwrap()),
        }
        .unwrap()
    }

    /// The database's address for another login of the server; `postgres` is its superuser.
    #[track_caller]
    pub fn url_as(&self, login: &str) -> String {
        let url = self.database_url();
        assert!(url.contains("user=colab"), "{url}");
        url.replace("user=colab", &format!("user={login}"))
    }

    /// Runs SQL past the program, as another login of the server.
    pub fn raw_sql_as(&self, login: &str, statements: &str) -> Result<(), String> {
        let mut connection =
            PgConnection::establish(&self.url_as(login)).map_err(|error| error.to_string())?;
        connection
            .batch_execute(statements)
            .map_err(|error| error.to_string())
    }

    /// Another client of the server, in a transaction that has a table to itself until it ends.
    #[track_caller]
    pub fn lock_table(&self, table: &str) -> PgConnection {
        let mut other = self.postgres().unwrap();
        other
            .batch_execute(&format!("BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
            .unwrap();
        other
    }

    /// One text column as another login of the server reads it.
    #[track_caller]
    pub fn raw_texts_as(&self, login: &str, query: &str) -> Vec<Option<String>> {
        let mut connection = PgConnection::establish(&self.url_as(login)).unwrap();
        sql::<Nullable<Text>>(query).load(&mut connection).unwrap()
    }

    fn sqlite(&self) -> Result<SqliteConnection, String> {
        let url = self.database_url();
        let path = url.strip_prefix("sqlite:").unwrap_or(url);
        let mut connection = SqliteConnection::establish(path).map_err(|error| error.to_string())?;
        connection
            .batch_execute("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON")
            .map_err(|error| error.to_string())?;
        Ok(connection)
    }

    fn postgres(&self) -> Result<PgConnection, String> {
        PgConnection::establish(self.database_url()).map_err(|error| error.to_string())
    }
}

impl Drop for Env {
    fn drop(&mut self) {
        if let (Some(name), Some(Ok(template))) = (&self.cloned, POSTGRES.get()) {
            // Left behind it would only cost disk until the server's folder goes.
            let _ = template
                .cluster
                .administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

const TEMPLATE: &str = "colab_template";

static SQLITE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
static POSTGRES: OnceLock<Result<PostgresTemplate, String>> = OnceLock::new();

struct PostgresTemplate {
    cluster: Cluster,
    /// The bootstrapped admin's; good in every clone.
    token: String,
    /// What the program reaches the server by, where `COLAB_TEST_POOLER` is set.
    pooler: Mutex<Option<Pooler>>,
}

/// A database file that the program made itself, closed and ready to be copied.
fn sqlite_template() -> &'static Result<PathBuf, String> {
    SQLITE.get_or_init(|| {
        let dir = tempfile::Builder::new()
            .prefix("colab-template-")
            .tempdir()
            .unwrap()
            .keep();
        let path = dir.join("colab.db");
        let mut env = Env::without_database();
        env.set("COLAB_DATABASE_URL", path.to_str().unwrap());
        let run = env.colab(&["room", "list"]);
        if run.code == Some(0) {
            Ok(path)
        } else {
            Err(run.to_string())
        }
    })
}

fn postgres_template() -> &'static Result<PostgresTemplate, String> {
    POSTGRES.get_or_init(|| {
        let cluster = Cluster::start()?;
        let token = prepare(&cluster, TEMPLATE)?;
        let is_pooled = std::env::var_os("COLAB_TEST_POOLER").is_some_and(|value| !value.is_empty());
        let pooler = is_pooled.then(|| cluster.start_pooler()).transpose()?;
        Ok(PostgresTemplate {
            cluster,
            token,
            pooler: Mutex::new(pooler),
        })
    })
}

/// Makes a database on a cluster, migrates it and gives it an admin; returns the admin's token.
pub fn prepare(cluster: &Cluster, database: &str) -> Result<String, String> {
    cluster.administer(&format!("CREATE DATABASE {database} OWNER colab"))?;
    let mut env = Env::without_database();
    env.set("COLAB_DATABASE_URL", &cluster.url(database));
    let url = cluster.url(database);
    let migrated = env.colab(&["db", "migrate", "--database", &url]);
    if migrated.code != Some(0) {
        return Err(migrated.to_string());
    }
    let bootstrapped = env.colab(&["user", "bootstrap", ADMIN, "--token"]);
    match bootstrapped.stdout.trim() {
        token
            if bootstrapped.code == Some(0) && !token.is_empty() && !token.contains(char::is_whitespace) =>
        {
            Ok(token.to_owned())
        }
        _ => Err(bootstrapped.to_string()),
    }
}

/// Copies an SQLite database nobody has open, with what its log still holds.
fn copy_database(from: &Path, to: &Path) {
    fs::copy(from, to).unwrap();
    let beside = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    if beside(from).exists() {
        fs::copy(beside(from), beside(to)).unwrap();
    }
}

/// Stops the server and removes the templates. Statics are never dropped, hence this.
pub fn clean_up() {
    if let Some(Ok(template)) = POSTGRES.get() {
        template.pooler.lock().unwrap().take();
        template.cluster.end();
    }
    if let Some(Ok(path)) = SQLITE.get() {
        let _ = fs::remove_dir_all(path.parent().unwrap());
    }
}
