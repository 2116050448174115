//! What bash and zsh are told beyond what the library tells them: quoted words.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

/// The shells; the others quote by themselves.
pub const SHELLS: Shells<'static> = Shells(&[&QuotingBash, &Elvish, &Fish, &Powershell, &QuotingZsh]);

/// Quotes candidates with a blank or a bracket, unless the word was begun with a quote.
const QUOTE: &str = r#"
    if [[ "${COMP_WORDS[COMP_CWORD]}" != [\"\']* ]]; then
        local i
        for i in "${!COMPREPLY[@]}"; do
            [[ "${COMPREPLY[$i]}" != *[^[:alnum:]_./:=,+@%-]* ]] || printf -v "COMPREPLY[$i]" %q "${COMPREPLY[$i]}"
        done
    fi
}
"#;

/// In bash's script: the typed word as it stands, and without the backslashes that quote it.
const BASH_WORD: (&str, &str) = (r#"words[COMP_CWORD]="$2""#, r#"words[COMP_CWORD]="${2//\\/}""#);

/// In that of zsh: the words as they stand, and without their quotes; that of the last one is open.
const ZSH_WORDS: (&str, &str) = (r#" -- "${words[@]}""#, r#" -- "${typed[@]}""#);
const ZSH_TYPED: (&str, &str) = (
    "    local _CLAP_IFS",
    r#"    local -a typed=("${(@Q)words}")
    typed[CURRENT]="${typed[CURRENT]#[\"\']}"
    local _CLAP_IFS"#,
);

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
        let script = script.replacen("\n}\n", QUOTE, 1);
        buf.write_all(script.replacen(BASH_WORD.0, BASH_WORD.1, 1).as_bytes())
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

#[derive(Debug)]
struct QuotingZsh;

impl EnvCompleter for QuotingZsh {
    fn name(&self) -> &'static str {
        Zsh.name()
    }

    fn is(&self, name: &str) -> bool {
        Zsh.is(name)
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
        Zsh.write_registration(var, name, bin, completer, &mut script)?;
        let script = String::from_utf8_lossy(&script);
        let script = script.replacen(ZSH_WORDS.0, ZSH_WORDS.1, 1);
        buf.write_all(script.replacen(ZSH_TYPED.0, ZSH_TYPED.1, 1).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        arguments: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> Result<(), Error> {
        Zsh.write_complete(command, arguments, folder, buf)
    }
}
