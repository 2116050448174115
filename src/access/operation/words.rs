//! The command line as the history shows it.

use std::ffi::OsString;

use crate::db::shown_address;
use crate::kernel::shell_word::shell_word;

/// Flags whose value is how the command ran, and not what it did.
const LEFT_OUT: [&str; 2] = ["--database", "--token-file"];

/// Returns the arguments as a shell would take them, without the program, the database and what opens doors.
pub fn command_line(arguments: &[OsString]) -> String {
    let mut words = Vec::new();
    let mut arguments = arguments
        .iter()
        .skip(1)
        .map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        let flag = argument.split('=').next().unwrap_or_default();
        if LEFT_OUT.contains(&flag) {
            if flag == argument {
                arguments.next();
            }
        } else {
            words.push(shell_word(&without_secrets(&argument)));
        }
    }
    words.join(" ")
}

/// Hides the password of an address.
fn without_secrets(argument: &str) -> String {
    let (flag, value) = match argument.split_once('=') {
        Some((flag, value)) if flag.starts_with("--") => (format!("{flag}="), value),
        _ => (String::new(), argument),
    };
    let is_address = value.contains("://") && !value.contains(char::is_whitespace);
    if is_address || value.to_lowercase().contains("password=") {
        return flag + &shown_address(value);
    }
    argument.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(arguments: &[&str]) -> String {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        command_line(&arguments)
    }

    #[test]
    fn a_line_can_be_typed_again_and_tells_no_secret() {
        assert_eq!(
            line(&[
                "colab",
                "--database",
                "a.db",
                "booking",
                "cancel",
                "17",
                "--reason",
                "it's off"
            ]),
            r"booking cancel 17 --reason 'it'\''s off'"
        );
        assert_eq!(
            line(&["colab", "room", "add", "--token-file=x", "A"]),
            "room add A"
        );
        let legacy = line(&["colab", "import", "legacy", "postgres://reader:secret@old/erp"]);
        assert_eq!(legacy, "import legacy postgres://reader@old/erp");
        let dsn = line(&["colab", "import", "legacy", "host=old password=secret"]);
        assert!(!dsn.contains("secret"), "{dsn}");
        let notes = line(&[
            "colab",
            "booking",
            "edit",
            "17",
            "--notes",
            "see https://x.y please",
        ]);
        assert_eq!(notes, "booking edit 17 --notes 'see https://x.y please'");
    }
}
