//! A real mail server on loopback (aiosmtpd, from PyPI), and certificates for it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Env, root};

/// What to do where the mail server is missing.
pub const ADVICE: &str =
    "no Python with aiosmtpd found (python3 -m pip install --target target/smtp aiosmtpd)";

static NOT_STARTED: AtomicUsize = AtomicUsize::new(0);

/// How many mail servers nobody started.
pub fn not_started() -> usize {
    NOT_STARTED.load(Ordering::Relaxed)
}

fn python() -> Command {
    let mut python = Command::new("python3");
    python.env("PYTHONPATH", root().join("target/smtp"));
    python
}

/// Whether this machine has the mail server. CI may not leave it out.
fn is_there() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let found = *FOUND.get_or_init(|| {
        let asked = python().args(["-c", "import aiosmtpd"]).output();
        asked.is_ok_and(|output| output.status.success())
    });
    let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
    assert!(found || !ci, "{ADVICE}");
    found
}

/// A running mail server. Dropped, it ends.
pub struct MailServer {
    pub port: u16,
    dir: TempDir,
    child: Child,
}

impl MailServer {
    /// `None` where there is none to start: the run says so at its end. The options are those of `mail_server.py`.
    pub fn start(mut options: Value) -> Option<Self> {
        if !is_there() {
            NOT_STARTED.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let dir = tempfile::Builder::new().prefix("colab-mail-").tempdir().unwrap();
        options["log"] = json!(dir.path().join("letters"));
        let mut child = python()
            .arg(root().join("tests/suite/support/mail_server.py"))
            .arg(options.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(dir.path().join("errors")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let errors = || fs::read_to_string(dir.path().join("errors")).unwrap_or_default();
        let port = line
            .trim()
            .parse()
            .unwrap_or_else(|_| panic!("no port: {line}{}", errors()));
        Some(Self { port, dir, child })
    }

    /// As [`MailServer::start`], encrypted from STARTTLS on or from the start, for somebody who signs in.
    pub fn private(tls: &str, authority: &Authority, more: Value) -> Option<Self> {
        let mut options = json!({
            "tls": tls,
            "certificate": authority.certificate,
            "key": authority.key,
            "user": USER,
            "password": PASSWORD,
        });
        let more = more.as_object().unwrap().clone();
        options.as_object_mut().unwrap().extend(more);
        Self::start(options)
    }

    /// What it took, in order.
    pub fn letters(&self) -> Vec<Value> {
        let log = fs::read_to_string(self.dir.path().join("letters")).unwrap_or_default();
        log.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// One header of every letter.
    pub fn headers(&self, name: &str) -> Vec<String> {
        let text = |letter: &Value| letter["headers"][name].as_str().unwrap().to_owned();
        self.letters().iter().map(text).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub const USER: &str = "colab@mail.test";
pub const PASSWORD: &str = "geheim und lang";

/// A certificate authority of its own, and a certificate for one host signed by it.
pub struct Authority {
    dir: TempDir,
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Authority {
    pub fn for_host(host: &str) -> Self {
        let dir = tempfile::Builder::new().prefix("colab-ca-").tempdir().unwrap();
        fs::write(dir.path().join("ext"), format!("subjectAltName=DNS:{host}\n")).unwrap();
        let key = "ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
        for line in [
            format!("req -x509 -newkey {key} -days 2 -subj /CN=colab-test-ca -keyout ca.key -out ca.crt"),
            format!("req -newkey {key} -subj /CN={host} -keyout host.key -out host.csr"),
            "x509 -req -in host.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out host.crt"
                .to_owned(),
        ] {
            let made = Command::new("openssl").args(line.split(' ')).current_dir(dir.path()).output();
            let made = made.expect("openssl is installed");
            assert!(made.status.success(), "{made:?}");
        }
        let (certificate, key) = (dir.path().join("host.crt"), dir.path().join("host.key"));
        Self {
            dir,
            certificate,
            key,
        }
    }

    /// What to name in `SSL_CERT_FILE`.
    pub fn trusted(&self) -> String {
        self.dir.path().join("ca.crt").display().to_string()
    }
}

impl Env {
    /// Points the program at a mail server that speaks in the clear.
    pub fn mail_by(&mut self, port: u16) {
        self.set("COLAB_SMTP_HOST", "127.0.0.1");
        self.set("COLAB_SMTP_PORT", &port.to_string());
        self.set("COLAB_SMTP_SECURITY", "none");
        self.set("COLAB_NOTIFY_TIMEOUT", "20");
    }

    /// Points the program at a mail server that wants encryption and a password.
    pub fn private_mail_by(&mut self, port: u16, security: &str, authority: &Authority) {
        self.mail_by(port);
        self.set("COLAB_SMTP_HOST", "localhost");
        self.set("COLAB_SMTP_SECURITY", security);
        self.set("COLAB_SMTP_USER", USER);
        self.set("COLAB_SMTP_PASSWORD", PASSWORD);
        self.set("SSL_CERT_FILE", &authority.trusted());
    }
}

/// Something that listens and behaves as told, to each that connects; it ends with the test's process.
pub fn rogue(behave: fn(TcpStream)) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || behave(stream));
        }
    });
    port
}

/// Takes the connection and never says a word.
pub fn hangs(mut stream: TcpStream) {
    let _ = stream.read_to_end(&mut Vec::new());
}

/// Greets for ever, a line every now and then: each is in time, the whole never is.
pub fn drips(mut stream: TcpStream) {
    while stream.write_all(b"220-wait\r\n").is_ok() {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

/// Closes without a word.
pub fn closes(stream: TcpStream) {
    drop(stream);
}

/// Greets, and closes at the first command.
pub fn closes_early(mut stream: TcpStream) {
    let _ = stream.write_all(b"220 mail.test\r\n");
    let _ = stream.read(&mut [0; 64]);
}

/// Wants nothing to do with us.
pub fn is_no_mail_server(mut stream: TcpStream) {
    let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
}

/// Says yes to everything at once, also before it was asked.
pub fn says_yes_to_everything(mut stream: TcpStream) {
    let _ = stream.write_all(b"220 mail.test\r\n");
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|count| count > 0) {
        let _ = stream.write_all(b"250 yes\r\n");
        line.clear();
    }
}

/// So that a folder of templates is one line in a test.
pub fn write_files(folder: &Path, files: &[(&str, &str)]) {
    fs::create_dir_all(folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
}
