//! Words of commands that are told to be typed.

use std::path::Path;

/// Returns a path as a shell takes it as one word.
pub fn shell_path(path: &Path) -> String {
    let path = path.display().to_string();
    shlex::try_quote(&path).map_or_else(|_| path.clone(), Into::into)
}
