//! What the shells are told beyond what the library tells them: quoted words in bash, and the fields of each list.

use std::ffi::{OsStr, OsString};
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::CompletionCandidate;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

use crate::access::audit::AuditRow;
use crate::access::completion;
use crate::booking::Booking;
use crate::device::model::Device;
use crate::import::journal::PastImport;
use crate::notify::model::Notification;
use crate::output::{Record, RecordField};
use crate::pricing::ledger::model::Costing;
use crate::pricing::model::Price;
use crate::rental::model::Rental;
use crate::room::Room;
use crate::user::model::User;

/// The shells; the others quote by themselves.
pub const SHELLS: Shells<'static> = Shells(&[&QuotingBash, &Elvish, &Fish, &Powershell, &Zsh]);

/// Quotes candidates with a blank or a bracket, unless the word was begun with a quote.
const QUOTE: &str = r#"
    if [[ "${COMP_WORDS[COMP_CWORD]}" != [\"\']* ]]; then
        local i
        for i in "${!COMPREPLY[@]}"; do
            printf -v "COMPREPLY[$i]" %q "${COMPREPLY[$i]}"
        done
    fi
}
"#;

#[derive(Debug)]
struct QuotingBash;

impl EnvCompleter for QuotingBash {
    fn name(&self) -> &'static str {
        Bash.name()
    }

    fn is(&self, name: &str) -> bool {
        Bash.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> Result<(), Error> {
        let mut script = Vec::new();
        Bash.write_registration(var, name, bin, completer, &mut script)?;
        let script = String::from_utf8_lossy(&script);
        // The first line of a closing brace ends the function.
        buf.write_all(script.replacen("\n}\n", QUOTE, 1).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        arguments: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> Result<(), Error> {
        Bash.write_complete(command, arguments, folder, buf)
    }
}

/// Offers the fields of the list that is being completed; of several the last.
pub fn complete_fields(current: &OsStr) -> Vec<CompletionCandidate> {
    let fields = match completion::command().as_str() {
        "booking list" | "booking show" => names::<Booking>(),
        "room list" | "room show" => names::<Room>(),
        "device list" | "device show" => names::<Device>(),
        "rental list" | "rental show" => names::<Rental>(),
        "pricing list" => names::<Price>(),
        "pricing ledger" => names::<Costing>(),
        "notify list" | "notify show" => names::<Notification>(),
        "import list" => names::<PastImport>(),
        "user list" | "user show" => names::<User>(),
        "audit list" => names::<AuditRow>(),
        _ => Vec::new(),
    };
    completion::offered_words(current, &fields)
}

fn names<T: Record>() -> Vec<&'static str> {
    T::fields()
        .iter()
        .map(|field: &RecordField<T>| field.name)
        .collect()
}
