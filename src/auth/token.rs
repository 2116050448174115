//! Tokens: 256 random bits, shown once, stored as their SHA-256.

use sha2::{Digest, Sha256};

use super::{hex, random_hex};
use crate::error::Result;

const PREFIX: &str = "colab_";

/// A new token's text.
pub fn generate() -> Result<String> {
    Ok(format!("{PREFIX}{}", random_hex(32)?))
}

/// What is stored of a token. It needs no salt: the token itself is random.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.trim().as_bytes()))
}

/// Whether a token of this scope may run this command. A scope names commands (`import schedule`) or nouns (`import`);
/// an empty one is no limit.
pub fn covers(scope: &[String], command: &str) -> bool {
    scope.is_empty()
        || scope.iter().any(|allowed| {
            command == allowed
                || command
                    .strip_prefix(allowed.as_str())
                    .is_some_and(|rest| rest.starts_with(' '))
        })
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
    fn tokens_are_long_and_never_the_same() {
        let (one, two) = (generate().unwrap(), generate().unwrap());
        assert_eq!(one.len(), PREFIX.len() + 64);
        assert_ne!(one, two);
        assert_ne!(hash(&one), hash(&two));
        assert_eq!(hash(&one), hash(&format!("{one}\n")));
    }
}
