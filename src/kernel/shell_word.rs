//! Words of commands that are told to be typed, and as the history keeps them.

use std::path::Path;

pub use colab_schedule::text::shell_word;

/// Returns a path as a shell takes it as one word.
pub fn shell_path(path: &Path) -> String {
    shell_word(&path.display().to_string())
}
