//! What bash and zsh are told beyond what the library tells them: quoted words.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

/// The shells; the others quote by themselves.
pub const SHELLS: Shells<'static> = Shells(&[
    &QuotingShell {
        shell: Bash,
        // The first line of a closing brace ends the function.
        mends: [("\n}\n", QUOTE), BASH_WORD],
    },
    &Elvish,
    &Fish,
    &Powershell,
    &QuotingShell {
        shell: Zsh,
        mends: [ZSH_WORDS, ZSH_TYPED],
    },
]);

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

/// A shell whose script is mended: each text is replaced where it stands first.
#[derive(Debug)]
struct QuotingShell<S> {
    shell: S,
    mends: [(&'static str, &'static str); 2],
}

impl<S: EnvCompleter> EnvCompleter for QuotingShell<S> {
    fn name(&self) -> &'static str {
        self.shell.name()
    }

    fn is(&self, name: &str) -> bool {
        self.shell.is(name)
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
        self.shell
            .write_registration(var, name, bin, completer, &mut script)?;
        let mend = |script: String, (from, to): &(&str, &str)| script.replacen(from, to, 1);
        let script = String::from_utf8_lossy(&script).into_owned();
        buf.write_all(self.mends.iter().fold(script, mend).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        arguments: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> Result<(), Error> {
        self.shell.write_complete(command, arguments, folder, buf)
    }
}
