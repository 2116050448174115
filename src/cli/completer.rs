//! What shells are told beyond what the library tells them: quoted words, and in bash words with a colon or `=`.

use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

/// The shells; the others need nothing more.
pub const SHELLS: Shells<'static> = Shells(&[
    &QuotingShell {
        shell: Bash,
        // The first line of a closing brace ends the function.
        mends: &[("\n}\n", QUOTE), BASH_WORDS, BASH_WORD],
    },
    &Elvish,
    &QuotingShell {
        shell: Fish,
        mends: &[FISH_FUNCTION, FISH_WORD],
    },
    &Powershell,
    &QuotingShell {
        shell: Zsh,
        mends: &[ZSH_WORDS, ZSH_TYPED],
    },
]);

/// Takes what stands before the last `:` or `=` off the candidates, since bash has read it as words of their own. Quotes candidates
/// with a blank or a bracket, unless the word was begun with a quote.
const QUOTE: &str = r#"
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
    if [[ "${COMP_WORDS[COMP_CWORD]}" != [\"\']* ]]; then
        local i
        for i in "${!COMPREPLY[@]}"; do
            [[ "${COMPREPLY[$i]}" != *[^[:alnum:]_./:=,+@%-]* ]] || printf -v "COMPREPLY[$i]" %q "${COMPREPLY[$i]}"
        done
    fi
}
"#;

/// In bash's script: the words as bash has cut them, and put together again around `:` and `=`.
const BASH_WORDS: (&str, &str) = (
    r#"    local words=("${COMP_WORDS[@]}")"#,
    r#"    local words=() before="" place last typed
    for ((place = 0; place < COMP_CWORD; place++)); do
        typed="${COMP_WORDS[place]}" last=$((${#words[@]} - 1))
        if [[ -n "$typed" && "$typed" != *[!:=]* && $last -ge 0 ]]; then
            before="${words[last]//\\/}$typed"
            words[last]="$before"
        elif [[ -n "$before" ]]; then
            words[last]+="$typed"
            before=""
        else
            words+=("$typed")
        fi
    done
    typed="${COMP_WORDS[COMP_CWORD]}" last=$((${#words[@]} - 1))
    if [[ -n "$typed" && "$typed" != *[!:=]* && $last -ge 0 ]]; then
        before="${words[last]//\\/}$typed"
        typed=""
    else
        typed="${2//\\/}"
    fi
    if [[ -n "$before" ]]; then
        words[last]="$before$typed"
    else
        words+=("$typed")
    fi
    _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1))
    words+=("${COMP_WORDS[@]:COMP_CWORD + 1}")"#,
);

/// The typed word was put in its place above.
const BASH_WORD: (&str, &str) = (
    r#"    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        words[COMP_CWORD]="$2"
    fi
"#,
    "",
);

/// In fish's script: the typed word as it stands, and without the quote that begins it and the backslashes.
const FISH_WORD: (&str, &str) = ("(commandline --current-token)", "(__colab_word)");
const FISH_FUNCTION: (&str, &str) = (
    "complete --keep-order",
    r#"function __colab_word
    commandline --current-token --cut-at-cursor | string replace --all --regex -- '^["\']|\\\\(.)' '$1'
end
complete --keep-order"#,
);

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
    mends: &'static [(&'static str, &'static str)],
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
