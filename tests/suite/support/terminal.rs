//! A pseudo-terminal, for what the program shows only on one.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

use nix::pty::{OpenptyResult, Winsize, openpty};

use super::program::Call;

/// Runs a call on a terminal of so many columns; what it wrote there, and its exit code.
#[track_caller]
pub fn on_terminal(call: &Call<'_>, columns: u16) -> (String, Option<i32>) {
    let size = Winsize {
        ws_row: 50,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    let pty = openpty(&size, None).unwrap();
    let bare = call.command();
    // In a session of its own: the width is asked of this terminal, not of the one that runs the tests.
    let mut command = Command::new("setsid");
    in_a_session(&mut command, &bare);
    command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::from(pty.slave));
    run(command, std::fs::File::from(pty.master))
}

/// Runs a call whose every stream is a terminal, at which somebody types this line; what is seen there, and its exit code.
#[track_caller]
pub fn answered_at_terminal(call: &Call<'_>, line: &str) -> (String, Option<i32>) {
    let (mut master, command) = at_terminal(call);
    writeln!(master, "{line}").unwrap();
    run(command, master)
}

/// Begins a call whose every stream is a terminal, and returns it, with its terminal, once this is seen there.
#[track_caller]
pub fn asking_at_terminal(call: &Call<'_>, question: &str) -> (Child, std::fs::File) {
    let (mut master, mut command) = at_terminal(call);
    let child = command.spawn().unwrap();
    drop(command);
    let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&seen).contains(question) {
        match master.read(&mut buffer) {
            Ok(count @ 1..) => seen.extend_from_slice(&buffer[..count]),
            _ => panic!("it ended without asking: {}", String::from_utf8_lossy(&seen)),
        }
    }
    (child, master)
}

/// Begins a call at the terminal of its session, at which passwords are typed, and returns it with both ends of that.
#[track_caller]
pub fn begun_at_terminal(call: &Call<'_>) -> (Child, OpenptyResult) {
    let pty = openpty(None, None).unwrap();
    let bare = call.command();
    let mut command = Command::new("setsid");
    command.arg("--ctty");
    in_a_session(&mut command, &bare);
    let end = || Stdio::from(pty.slave.try_clone().unwrap());
    command.stdin(end()).stdout(end()).stderr(end());
    (command.spawn().unwrap(), pty)
}

/// A call at a terminal of its own, and the other end of that.
fn at_terminal(call: &Call<'_>) -> (std::fs::File, Command) {
    let pty = openpty(None, None).unwrap();
    let bare = call.command();
    let mut command = Command::new("setsid");
    in_a_session(&mut command, &bare);
    command
        .stdin(Stdio::from(pty.slave.try_clone().unwrap()))
        .stderr(Stdio::from(pty.slave.try_clone().unwrap()))
        .stdout(Stdio::from(pty.slave));
    (std::fs::File::from(pty.master), command)
}

/// `setsid --wait`, and the call behind it.
fn in_a_session(command: &mut Command, bare: &Command) {
    command
        .arg("--wait")
        .arg(bare.get_program())
        .args(bare.get_args())
        .env_clear()
        .envs(bare.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .current_dir(bare.get_current_dir().unwrap());
}

#[track_caller]
fn run(mut command: Command, mut master: std::fs::File) -> (String, Option<i32>) {
    let mut child = command.spawn().unwrap();
    // The last copy of the other end in this process: reading ends when the child has gone.
    drop(command);
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = master.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..count]);
    }
    let code = child.wait().unwrap().code();
    (String::from_utf8(bytes).unwrap().replace("\r\n", "\n"), code)
}
