//! Tokens: 256 random bits, shown once, stored as their SHA-256.

use sha2::{Digest, Sha256};

use crate::kernel::error::Result;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{hex, random_hex};

const PREFIX: &str = "colab_";

/// Generates a token's text.
pub fn generate() -> Result<String> {
    Ok(format!("{PREFIX}{}", random_hex(32)?))
}

/// Returns what is stored of a token. It needs no salt: the token itself is random.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.trim().as_bytes()))
}

/// Returns what the audit log holds of a stored hash: it tells whether another one was put in its place, and opens nothing.
pub fn fingerprint(stored: &str) -> String {
    hex(&Sha256::digest(stored.as_bytes()))
}

/// Returns whether a token of this scope may run this command. A scope names commands (`import schedule`) or nouns
/// (`import`); an empty one sets no limit.
pub fn covers(scope: &[String], command: &str) -> bool {
    scope.is_empty()
        || scope.iter().any(|allowed| {
            command == allowed
                || command
                    .strip_prefix(allowed.as_str())
                    .is_some_and(|rest| rest.starts_with(' '))
        })
}

/// Returns whether a token of this scope may make one of that scope. An empty scope sets no limit, so it is the widest.
pub fn covers_all(scope: &[String], wanted: &[String]) -> bool {
    scope.is_empty() || (!wanted.is_empty() && wanted.iter().all(|command| covers(scope, command)))
}

/// Returns a scope as people read it.
pub fn scope_in_words(scope: &[String]) -> String {
    if scope.is_empty() {
        "all commands".to_owned()
    } else {
        scope.join(", ")
    }
}

/// Returns the command that makes a token like this one, for another year.
pub fn successor_command(name: &str, scope: &[String], user: &str) -> String {
    let scope: String = scope
        .iter()
        .map(|words| format!(" --scope {}", shell_word(words)))
        .collect();
    let (name, user) = (shell_word(name), shell_word(user));
    format!("colab user token create --name {name}{scope} --user {user} --expires 365d -o FILE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_covers_a_command_or_a_whole_noun() {
        let scope = |text: &str| vec![text.to_owned()];
        assert!(covers(&[], "room add"));
        assert!(covers(&scope("import schedule"), "import schedule"));
        assert!(covers(&scope("import"), "import schedule"));
        assert!(!covers(&scope("import schedule"), "import apply"));
        assert!(!covers(&scope("import s"), "import schedule"));
    }

    #[test]
    fn no_scope_is_wider_than_any() {
        let scope = |text: &str| vec![text.to_owned()];
        assert!(covers_all(&[], &[]));
        assert!(covers_all(&[], &scope("room")));
        assert!(covers_all(&scope("room"), &scope("room list")));
        assert!(!covers_all(&scope("room list"), &scope("room")));
        assert!(!covers_all(&scope("room"), &[]));
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (one, two) = (generate().unwrap(), generate().unwrap());
        assert_eq!(one.len(), PREFIX.len() + 64);
        assert_ne!(one, two);
        assert_ne!(hash(&one), hash(&two));
        assert_eq!(hash(&one), hash(&format!("{one}\n")));
    }
}
