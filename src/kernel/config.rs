//! Configuration of this machine and this user: flag, environment, `./colab.toml`, the user's `config.toml`, default, in
//! this order; each value knows where it came from. The only reader of the environment.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::kernel::bounded::{self, TrustedFile, read_open, read_text, trusted_file};
use crate::kernel::clock::Clock;
use crate::kernel::error::{Error, Kind, Result, file_error};
use crate::kernel::shell_word::shell_path;

/// A key of the configuration.
struct ConfigKey {
    name: &'static str,
    variable: &'static str,
    /// A folder's `colab.toml` must not redirect us.
    in_folder: bool,
    /// Never shown, and never in a file that others read.
    secret: bool,
    default: Option<&'static str>,
}

/// Returns a key that only the user's own file and the environment may set.
const fn own(name: &'static str, variable: &'static str, default: Option<&'static str>) -> ConfigKey {
    ConfigKey {
        name,
        variable,
        in_folder: false,
        secret: false,
        default,
    }
}

/// Returns a key as [`own`] does, for a value that is a secret.
const fn secret(name: &'static str, variable: &'static str) -> ConfigKey {
    ConfigKey {
        secret: true,
        ..own(name, variable, None)
    }
}

const KEYS: &[ConfigKey] = &[
    own("database", "COLAB_DATABASE_URL", None),
    own("read_database", "COLAB_READ_DATABASE", None),
    own("max_staleness", "COLAB_MAX_STALENESS", Some("2")),
    own("token_file", "COLAB_TOKEN_FILE", None),
    own("pager", "COLAB_PAGER", None),
    own("connect_wait", "COLAB_CONNECT_WAIT", Some("20")),
    own("lock_timeout", "COLAB_LOCK_TIMEOUT", Some("10")),
    own(
        "idle_in_transaction_session_timeout",
        "COLAB_IDLE_IN_TRANSACTION_SESSION_TIMEOUT",
        Some("60"),
    ),
    ConfigKey {
        in_folder: true,
        ..own("format", "COLAB_FORMAT", Some("table"))
    },
    ConfigKey {
        in_folder: true,
        ..own("color", "COLAB_COLOR", Some("auto"))
    },
    ConfigKey {
        in_folder: true,
        ..own("log_format", "COLAB_LOG_FORMAT", Some("text"))
    },
    own("smtp_host", "COLAB_SMTP_HOST", None),
    own("smtp_port", "COLAB_SMTP_PORT", None),
    own("smtp_security", "COLAB_SMTP_SECURITY", Some("starttls")),
    own("smtp_user", "COLAB_SMTP_USER", None),
    secret("smtp_password", "COLAB_SMTP_PASSWORD"),
    // Its path often is a secret too.
    secret("webhook_url", "COLAB_WEBHOOK_URL"),
    secret("webhook_secret", "COLAB_WEBHOOK_SECRET"),
    own("webhook_security", "COLAB_WEBHOOK_SECURITY", Some("tls")),
    own("notify_templates", "COLAB_NOTIFY_TEMPLATES", None),
    own("notify_timeout", "COLAB_NOTIFY_TIMEOUT", Some("30")),
    // Where the database cannot be read, nobody else's address is known.
    own("alert_mail", "COLAB_ALERT_MAIL", None),
    own("vault_root", "COLAB_VAULT_ROOT", None),
    own("vault_max_mb", "COLAB_VAULT_MAX_MB", Some("10")),
];

/// Stands for the home folder of whoever has none; nothing is ever there.
const NO_HOME: &str = "/nonexistent";

/// A value and where it came from.
#[derive(Debug, Clone)]
pub struct ConfigValue {
    pub key: &'static str,
    pub value: Option<String>,
    pub origin: String,
    /// Never to be shown.
    pub secret: bool,
}

/// Flags that have a place in the configuration.
#[derive(Debug, Clone, Default)]
pub struct ConfigFlags {
    pub database: Option<String>,
    pub read_database: Option<String>,
    pub token_file: Option<String>,
    pub format: Option<String>,
    pub color: Option<String>,
    pub log_format: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Config {
    values: Vec<ConfigValue>,
    /// `COLAB_TOKEN`.
    token: Option<String>,
    /// What `NO_COLOR` or else `CLICOLOR_FORCE` says.
    pub coloured: Option<bool>,
    /// `COLUMNS`, the width of a terminal.
    pub columns: Option<u16>,
    /// `COLAB_PAGER` is there, and empty.
    wants_no_pager: bool,
    /// `PAGER`, else the usual one.
    usual_pager: Option<String>,
    pub clock: Clock,
    /// `COLAB_TEST_DATABASE=1`: a database that is made is marked as one for tests, whose clock `COLAB_NOW` may fix.
    pub marks_test_databases: bool,
    /// The user's home folder.
    pub home_dir: PathBuf,
    /// `SHELL`.
    pub shell: Option<String>,
    pub data_dir: PathBuf,
    pub state_dir: PathBuf,
    /// The user's `config.toml`, whether it is there or not.
    pub user_file: PathBuf,
    /// The locale says that a terminal shows UTF-8.
    pub speaks_utf8: bool,
    /// Why the folder's `colab.toml` was ignored.
    pub remark: Option<String>,
}

/// Returns whether the value of a key is a secret.
pub fn is_secret_key(name: &str) -> bool {
    KEYS.iter().any(|key| key.secret && key.name == name)
}

/// Returns whether a log in JSON is asked for, where the configuration cannot be read: by the flag, the environment, or what
/// can be read of the files.
pub fn asks_for_json_log(flag: Option<&str>) -> bool {
    let named_in = |path: &Path, text: &str, is_folders: bool| {
        let table = parse_toml(path, text, |key| !is_folders || key.in_folder).ok()?;
        table.get("log_format")?.as_str().map(str::to_owned)
    };
    let folder = || {
        let path = Path::new(FOLDER_FILE);
        match trusted_file(path) {
            Ok(TrustedFile::Open(file)) => named_in(path, &read_open(path, file, bounded::SMALL).ok()?, true),
            _ => None,
        }
    };
    let user = || {
        let path = user_file(&home().unwrap_or_else(|| PathBuf::from(NO_HOME)));
        named_in(&path, &read_text(&path, bounded::SMALL).ok()?, false)
    };
    let word = flag
        .map(str::to_owned)
        .or_else(|| variable("COLAB_LOG_FORMAT"))
        .or_else(folder)
        .or_else(user);
    word.as_deref() == Some("json")
}

/// The configuration of a folder.
const FOLDER_FILE: &str = "colab.toml";

/// Returns the user's home folder; a relative one would be another in each folder, and counts as not set.
fn home() -> Option<PathBuf> {
    env::home_dir().filter(|home| home.is_absolute())
}

/// Returns the folder of ours that a variable of the XDG specification names, or the usual one in the home folder.
fn base(home_dir: &Path, name: &str, usual: &str) -> PathBuf {
    base_folder(name)
        .unwrap_or_else(|| home_dir.join(usual))
        .join("colab")
}

fn user_file(home_dir: &Path) -> PathBuf {
    base(home_dir, "XDG_CONFIG_HOME", ".config").join("config.toml")
}

impl Config {
    /// Reads flags, environment and files; a missing file sets nothing.
    ///
    /// # Errors
    /// `Usage` for a file or a variable that cannot be parsed.
    pub fn load(flags: &ConfigFlags) -> Result<Self> {
        check_variables()?;
        let home = home();
        let is_named = flags.database.is_some() || variable("COLAB_DATABASE_URL").is_some();
        if home.is_none() && !is_named && base_folder("XDG_DATA_HOME").is_none() {
            let fact = match env::var_os("HOME").filter(|home| !home.is_empty()) {
                Some(relative) => format!(
                    "HOME is not an absolute path: `{}`, and no database is named",
                    Path::new(&relative).display()
                ),
                None => "there is no home folder, and no database is named".to_owned(),
            };
            return Err(
                Error::usage(fact).hint("set HOME, or name a database with --database or COLAB_DATABASE_URL")
            );
        }
        let home_dir = home.unwrap_or_else(|| PathBuf::from(NO_HOME));
        let folder_file = PathBuf::from(FOLDER_FILE);
        let user_file = user_file(&home_dir);
        let (folder, remark) = match trusted_file(&folder_file)? {
            TrustedFile::Missing => (toml::Table::new(), None),
            TrustedFile::Ignored(why) => (toml::Table::new(), Some(why)),
            TrustedFile::Open(file) => {
                let text = read_open(&folder_file, file, bounded::SMALL)?;
                (parse_toml(&folder_file, &text, |key| key.in_folder)?, None)
            }
        };
        let user = match read_text(&user_file, bounded::SMALL) {
            Err(error) if error.kind == Kind::NotFound => toml::Table::new(),
            text => parse_toml(&user_file, &text?, |_| true)?,
        };
        let data_dir = base(&home_dir, "XDG_DATA_HOME", ".local/share");
        let mut values = Vec::new();
        for key in KEYS {
            let found =
                flag(flags, key.name).map(|value| (value, format!("flag --{}", key.name.replace('_', "-"))));
            let found =
                found.or_else(|| variable(key.variable).map(|value| (value, key.variable.to_owned())));
            let in_file = |table: &toml::Table, path: &Path| {
                table
                    .get(key.name)
                    .and_then(|value| value.as_str())
                    .map(|value| (value.to_owned(), path.display().to_string()))
            };
            let found = found
                .or_else(|| in_file(&folder, &folder_file))
                .or_else(|| in_file(&user, &user_file));
            let found = found.or_else(|| default(key, &data_dir).map(|value| (value, "default".to_owned())));
            let (value, origin) = found.map_or((None, "not set".to_owned()), |(value, origin)| {
                (Some(value), origin)
            });
            values.push(ConfigValue {
                key: key.name,
                value,
                origin,
                secret: key.secret,
            });
        }
        let state_dir = base(&home_dir, "XDG_STATE_HOME", ".local/state");
        let config = Self {
            values,
            token: variable("COLAB_TOKEN"),
            coloured: variable("NO_COLOR").map(|_| false).or_else(|| {
                let forced = variable("CLICOLOR_FORCE").filter(|value| value != "0");
                forced.map(|_| true)
            }),
            columns: variable("COLUMNS").and_then(|columns| columns.parse().ok()),
            wants_no_pager: env::var_os("COLAB_PAGER").is_some_and(|pager| pager.is_empty()),
            usual_pager: variable("PAGER").or_else(default_pager),
            clock: clock()?,
            marks_test_databases: variable("COLAB_TEST_DATABASE").as_deref() == Some("1"),
            home_dir,
            shell: variable("SHELL"),
            data_dir,
            state_dir,
            user_file,
            speaks_utf8: speaks_utf8(),
            remark,
        };
        for key in ["connect_wait", "max_staleness"] {
            config.seconds(key, 0)?;
        }
        config.lock_timeout()?;
        config.idle_timeout()?;
        Ok(config)
    }

    /// Returns the folder for what programs keep for this user.
    pub fn data_home(&self) -> &Path {
        folder_above(&self.data_dir, 1)
    }

    /// Returns the folder for what this user configures.
    pub fn config_home(&self) -> &Path {
        folder_above(&self.user_file, 2)
    }

    pub fn values(&self) -> &[ConfigValue] {
        &self.values
    }

    /// Returns the value of a key; `None` where nobody gave one and there is no default.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|one| one.key == key)
            .and_then(|one| one.value.as_deref())
    }

    pub fn token_file(&self) -> Option<&str> {
        self.get("token_file")
    }

    pub fn database(&self) -> &str {
        self.get("database").unwrap_or_default()
    }

    /// Returns whether nobody named a database: the embedded default, whose folder we may make.
    pub fn is_default_database(&self) -> bool {
        self.values
            .iter()
            .any(|one| one.key == "database" && one.origin == "default")
    }

    /// Returns the command that shows what is longer than the screen; `None` where the terminal can show no page, or an
    /// empty `COLAB_PAGER` wants none.
    pub fn pager(&self) -> Option<String> {
        if self.wants_no_pager {
            return None;
        }
        self.get("pager")
            .map(str::to_owned)
            .or_else(|| self.usual_pager.clone())
    }

    /// Returns whether the log is in JSON.
    ///
    /// # Errors
    /// `Usage` for any other word than `json` and `text`.
    pub fn log_as_json(&self) -> Result<bool> {
        match self.get("log_format") {
            Some("json") => Ok(true),
            Some("text") | None => Ok(false),
            Some(other) => {
                let origin = self.origin("log_format");
                Err(
                    Error::usage(format!("invalid log_format `{other}` from {origin}"))
                        .hint("write text or json"),
                )
            }
        }
    }

    /// Returns where the value of a key came from.
    pub fn origin(&self, key: &str) -> &str {
        self.values
            .iter()
            .find(|one| one.key == key)
            .map(|one| one.origin.as_str())
            .unwrap_or_default()
    }

    /// Returns how long a statement waits for somebody else's lock.
    ///
    /// # Errors
    /// `Usage` unless it is a number of seconds from 1 to 3600.
    pub fn lock_timeout(&self) -> Result<Duration> {
        self.seconds("lock_timeout", 1)
    }

    /// Returns how long a server lets a transaction of ours do nothing.
    ///
    /// # Errors
    /// As [`Config::lock_timeout`].
    pub fn idle_timeout(&self) -> Result<Duration> {
        self.seconds("idle_in_transaction_session_timeout", 1)
    }

    /// Returns how long a server that takes no connection is tried; it was checked when the configuration was read.
    pub fn connect_wait(&self) -> Duration {
        self.seconds("connect_wait", 0).unwrap_or_default()
    }

    /// Returns how long a reading command waits for the server of `read_database` to catch up.
    pub fn max_staleness(&self) -> Duration {
        self.seconds("max_staleness", 0).unwrap_or_default()
    }

    fn seconds(&self, key: &str, least: u64) -> Result<Duration> {
        let text = self.get(key).unwrap_or_default();
        let seconds = text
            .parse()
            .ok()
            .filter(|seconds| (least..=3600).contains(seconds));
        seconds.map(Duration::from_secs).ok_or_else(|| {
            Error::usage(format!(
                "{key} from {}: invalid number of seconds `{text}`",
                self.origin(key)
            ))
            .hint(format!("write a whole number from {least} to 3600"))
        })
    }

    /// Parses the value of a key that is one of a few words; the error names where it came from.
    ///
    /// # Errors
    /// `Usage` for another word.
    pub fn word<T: std::str::FromStr<Err = String>>(&self, key: &str) -> Result<T> {
        let origin = self.origin(key);
        self.get(key)
            .unwrap_or_default()
            .parse()
            .map_err(|error: String| Error::usage(format!("{key} from {origin}: {error}")))
    }

    /// Returns whether a token is given, by a file or `COLAB_TOKEN`.
    pub fn has_token(&self) -> bool {
        self.token.is_some() || self.token_file().is_some()
    }

    /// Returns the token of `--token-file`, else of `COLAB_TOKEN`.
    ///
    /// # Errors
    /// When the file cannot be read, or others than its owner can.
    pub fn token(&self) -> Result<Option<String>> {
        match self.get("token_file") {
            Some(path) => {
                let path = Path::new(path);
                let text = read_text(path, bounded::SMALL)?;
                if is_open_to_others(path) {
                    return Err(
                        Error::usage(format!("others may read the token in {}", path.display()))
                            .hint(format!("chmod 600 {}", shell_path(path))),
                    );
                }
                Ok(Some(text.trim().to_owned()))
            }
            None => Ok(self.token.clone()),
        }
    }
}

/// Reads the locale as POSIX has it: the first of these variables that is set decides.
fn speaks_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    locale.is_some_and(|name| {
        let name = name.to_lowercase();
        name.contains("utf-8") || name.contains("utf8")
    })
}

/// Returns this program's own file; where no `/proc` tells, that by whose name it was started.
pub fn program_file() -> std::io::Result<PathBuf> {
    env::current_exe().or_else(|error| {
        let name = env::args_os().next().map(PathBuf::from).unwrap_or_default();
        started_as(&name, &env::var_os("PATH").unwrap_or_default()).ok_or(error)
    })
}

/// Finds the file that a shell starts by a name.
fn started_as(name: &Path, path: &OsStr) -> Option<PathBuf> {
    let is_path = name.components().count() > 1;
    let mut places = env::split_paths(path).map(|folder| folder.join(name));
    let found = if is_path {
        Some(name.to_owned())
    } else {
        places.find(|place| place.is_file())
    };
    found
        .filter(|file| file.is_file())
        .and_then(|file| std::path::absolute(file).ok())
}

/// Returns the folder that the program runs in; paths are completed from there.
pub fn current_folder() -> Option<PathBuf> {
    env::current_dir().ok()
}

/// Returns the system's folder for temporary files.
pub fn temporary_folder() -> PathBuf {
    env::temp_dir()
}

/// Returns the usual pager, for a terminal that it can draw on.
fn default_pager() -> Option<String> {
    let terminal = variable("TERM").filter(|name| name != "dumb");
    terminal.map(|_| "less".to_owned())
}

/// Refuses a variable that is not text, which would count as not set.
fn check_variables() -> Result<()> {
    let names = KEYS.iter().map(|key| key.variable);
    for name in names.chain(["COLAB_TOKEN", "COLAB_NOW", "COLAB_TEST_DATABASE"]) {
        if let Err(env::VarError::NotUnicode(_)) = env::var(name) {
            return Err(Error::usage(format!("{name} is not valid UTF-8")));
        }
    }
    Ok(())
}

fn folder_above(path: &Path, levels: usize) -> &Path {
    path.ancestors().nth(levels).unwrap_or(path)
}

/// Returns the folder that a variable of the XDG specification names; a relative one counts as not set.
fn base_folder(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn flag(flags: &ConfigFlags, name: &str) -> Option<String> {
    match name {
        "database" => flags.database.clone(),
        "read_database" => flags.read_database.clone(),
        "token_file" => flags.token_file.clone(),
        "format" => flags.format.clone(),
        "color" => flags.color.clone(),
        "log_format" => flags.log_format.clone(),
        _ => None,
    }
}

fn default(key: &ConfigKey, data_dir: &Path) -> Option<String> {
    if key.name == "database" {
        return Some(data_dir.join("colab.db").display().to_string());
    }
    key.default.map(str::to_owned)
}

fn parse_toml(path: &Path, text: &str, allowed: impl Fn(&ConfigKey) -> bool) -> Result<toml::Table> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        // Its own words would quote the line, and a password may be in it.
        let fact = anyhow::Error::msg(error.message().to_owned());
        Error::usage(format!("cannot parse {}", path.display())).caused_by(fact)
    })?;
    for (name, value) in &table {
        let refuse = |fact: &str| Err(Error::usage(format!("{}: `{name}` {fact}", path.display())));
        match KEYS.iter().find(|key| key.name == name.as_str()) {
            None => return refuse("is not a key of the configuration"),
            Some(key) if !allowed(key) => {
                return refuse("may not be set in a folder's file, only in your own");
            }
            Some(_) if !value.is_str() => return refuse("must be a text in quotes"),
            Some(key) if key.secret => check_private(path, name)?,
            Some(_) => {}
        }
    }
    Ok(table)
}

/// Returns whether others may read a file with a token. What root lets a group read, such as a credential of systemd, is
/// meant for it; a pipe is nobody's.
pub fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let others = |meta: &fs::Metadata| if meta.uid() == 0 { 0o007 } else { 0o077 };
    fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.mode() & others(&meta) != 0)
}

/// Checks that only its owner may read a file that holds a secret.
fn check_private(path: &Path, name: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)
        .map_err(|error| file_error(path, "read", error))?
        .permissions()
        .mode();
    match mode & 0o077 {
        0 => Ok(()),
        _ => Err(Error::usage(format!(
            "{} holds `{name}` and others may read it",
            path.display()
        ))
        .hint(format!("chmod 600 {}", shell_path(path)))),
    }
}

fn clock() -> Result<Clock> {
    match variable("COLAB_NOW") {
        None => Ok(Clock::default()),
        Some(text) => chrono::DateTime::parse_from_rfc3339(&text)
            .map(|instant| Clock::fixed_at(instant.with_timezone(&chrono::Utc)))
            .map_err(|error| {
                Error::usage(format!("COLAB_NOW is not a timestamp: `{text}`"))
                    .hint("write 2026-03-02T08:00:00Z")
                    .with_source(error)
            }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_by_the_name_that_it_was_started_by() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("colab");
        let path = env::join_paths([Path::new("/nonexistent"), folder.path()]).unwrap();
        assert_eq!(started_as(Path::new("colab"), &path), None);
        std::fs::write(&file, "").unwrap();
        assert_eq!(started_as(Path::new("colab"), &path), Some(file.clone()));
        assert_eq!(started_as(&file, OsStr::new("")), Some(file));
        assert_eq!(started_as(Path::new("./no-such-program"), &path), None);
    }
}
