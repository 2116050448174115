//! What stands between the program and a server, counts what is asked, and cuts the line where it is told.

use std::fs;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Where the line is cut, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    Nowhere,
    /// Before the message of this number, counted over all connections.
    Before(usize),
    /// Instead of sending `COMMIT`.
    BeforeCommit,
    /// After the server has committed, before its answer.
    AfterCommit,
    /// As `AfterCommit`; nobody is let in afterwards.
    AfterCommitForGood,
}

/// A line to a server, over Unix sockets.
pub struct Proxy {
    folder: tempfile::TempDir,
    state: Arc<State>,
}

struct State {
    server: PathBuf,
    cut: Mutex<Cut>,
    is_closed: AtomicBool,
    messages: AtomicUsize,
    /// What was asked, one entry a way there and back.
    asked: Mutex<Vec<String>>,
}

impl Proxy {
    /// Stands before the server of this URL, which names the folder of its socket.
    pub fn before(url: &str, cut: Cut) -> Self {
        let folder = tempfile::Builder::new().prefix("colab-px-").tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(SOCKET)).unwrap();
        let state = Arc::new(State {
            server: PathBuf::from(host_of(url)).join(SOCKET),
            cut: Mutex::new(cut),
            is_closed: AtomicBool::new(false),
            messages: AtomicUsize::new(0),
            asked: Mutex::default(),
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.is_closed.load(Ordering::SeqCst) {
                    return;
                }
                // A server that is gone ends the connection.
                if let Ok(server) = UnixStream::connect(&shared.server) {
                    carry(client, server, &shared);
                }
            }
        });
        Self { folder, state }
    }

    /// The URL with this line instead of the server's own.
    pub fn url(&self, url: &str) -> String {
        url.replace(host_of(url), self.folder.path().to_str().unwrap())
    }

    /// What was asked so far, one entry a way there and back.
    pub fn asked(&self) -> Vec<String> {
        self.state.asked.lock().unwrap().clone()
    }

    pub fn messages(&self) -> usize {
        self.state.messages.load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.is_closed.store(true, Ordering::SeqCst);
        // Wakes the thread that listens.
        let _ = UnixStream::connect(self.folder.path().join(SOCKET));
        let _ = fs::remove_file(self.folder.path().join(SOCKET));
    }
}

const SOCKET: &str = ".s.PGSQL.5432";

fn host_of(url: &str) -> &str {
    let (_, rest) = url
        .split_once("host=")
        .expect("a URL with the folder of a socket");
    rest.split('&').next().unwrap()
}

fn carry(client: UnixStream, server: UnixStream, state: &Arc<State>) {
    let is_muted = Arc::new(AtomicBool::new(false));
    let (to_client, from_server, muted) = (
        client.try_clone().unwrap(),
        server.try_clone().unwrap(),
        Arc::clone(&is_muted),
    );
    thread::spawn(move || carry_answers(from_server, to_client, &muted));
    let state = Arc::clone(state);
    thread::spawn(move || {
        let _ = carry_questions(&client, &server, &state, &is_muted);
        let _ = server.shutdown(Shutdown::Write);
    });
}

fn carry_answers(mut server: UnixStream, mut client: UnixStream, is_muted: &AtomicBool) {
    let mut buffer = [0; 65536];
    while let Ok(read @ 1..) = server.read(&mut buffer) {
        // The answer to the commit is here: it was committed.
        if is_muted.load(Ordering::SeqCst) || client.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
    let _ = server.shutdown(Shutdown::Both);
}

/// The first message has no letter; each later one has a letter, its length and its content.
fn carry_questions(
    mut client: &UnixStream,
    mut server: &UnixStream,
    state: &State,
    is_muted: &AtomicBool,
) -> std::io::Result<()> {
    let mut is_first = true;
    let mut asked = String::new();
    loop {
        let mut message = vec![0; if is_first { 4 } else { 5 }];
        client.read_exact(&mut message)?;
        let length: [u8; 4] = message[message.len() - 4..].try_into().unwrap();
        let start = message.len();
        message.resize(start + u32::from_be_bytes(length) as usize - 4, 0);
        client.read_exact(&mut message[start..])?;
        let letter = if is_first { 0 } else { message[0] };
        is_first = false;
        let number = state.messages.fetch_add(1, Ordering::SeqCst) + 1;
        let text = String::from_utf8_lossy(&message[start..]).into_owned();
        match letter {
            b'Q' => asked.clone_from(&text),
            b'P' => asked = text.trim_start_matches('\0').to_owned(),
            _ => {}
        }
        if letter == b'Q' || letter == b'S' {
            let words = asked.trim_end_matches('\0').to_owned();
            state.asked.lock().unwrap().push(words);
        }
        let is_commit = letter == b'Q' && text.starts_with("COMMIT");
        let mut cut = state.cut.lock().unwrap();
        match *cut {
            Cut::Before(at) if number >= at => *cut = Cut::Nowhere,
            Cut::BeforeCommit if is_commit => *cut = Cut::Nowhere,
            Cut::AfterCommit | Cut::AfterCommitForGood if is_commit => {
                let is_closed = *cut == Cut::AfterCommitForGood;
                state.is_closed.store(is_closed, Ordering::SeqCst);
                *cut = Cut::Nowhere;
                is_muted.store(true, Ordering::SeqCst);
                drop(cut);
                server.write_all(&message)?;
                continue;
            }
            _ => {
                drop(cut);
                server.write_all(&message)?;
                continue;
            }
        }
        let _ = client.shutdown(Shutdown::Both);
        let _ = server.shutdown(Shutdown::Both);
        return Ok(());
    }
}
