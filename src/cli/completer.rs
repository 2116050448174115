//! What bash is told beyond what the library tells it: quoted words.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

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
