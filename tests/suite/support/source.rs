//! The program's own source, for tests that hold the rules of the house.

use std::fs;
use std::path::{Path, PathBuf};

use super::root;

/// A source file of the program or the schedule library; test files are left out.
pub struct SourceFile {
    /// From the root: `src/room/service.rs`.
    pub path: String,
    /// The text up to its tests.
    pub text: String,
    /// The text without comments and with empty string literals; lines keep their numbers.
    pub code: String,
}

/// Returns every source file, in order of paths.
pub fn source_files() -> Vec<SourceFile> {
    let mut files = Vec::new();
    for folder in ["src", "crates/schedule/src"] {
        for path in rust_files(&root().join(folder)) {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            let is_test =
                name.contains("/tests/") || name.ends_with("/tests.rs") || name.ends_with("_tests.rs");
            if !is_test {
                let text = fs::read_to_string(&path).unwrap();
                let text = text
                    .split("\n#[cfg(test)]\nmod tests {")
                    .next()
                    .unwrap()
                    .to_owned();
                let code = code_of(&text);
                files.push(SourceFile {
                    path: name,
                    text,
                    code,
                });
            }
        }
    }
    assert!(files.len() > 100, "the source was not found");
    files
}

/// Returns every Rust file under a folder, in order.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Blanks out comments and the insides of string and character literals.
pub fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = literal_length(rest);
        if length == 0 {
            code.push(next);
            rest = &rest[next.len_utf8()..];
            continue;
        }
        let (literal, after) = rest.split_at(length);
        if !literal.starts_with("//") && !literal.starts_with("/*") {
            code.push_str("\"\"");
        }
        code.extend(literal.matches('\n'));
        rest = after;
    }
    code
}

/// Returns the length of the comment, string or character that the text begins with; 0 if it begins with none.
fn literal_length(text: &str) -> usize {
    let end_of = |start: usize, end: &str| {
        text[start..]
            .find(end)
            .map_or(text.len(), |at| start + at + end.len())
    };
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return end_of(2, "*/");
    }
    if text.starts_with("r#\"") {
        return end_of(3, "\"#");
    }
    if text.starts_with('"') {
        return quoted_length(text);
    }
    // `'a` of a lifetime is no literal, `'a'` and `'\n'` are.
    let mut chars = text.char_indices();
    match (chars.next(), chars.next(), chars.next()) {
        (Some((_, '\'')), Some((_, '\\')), _) => end_of(3, "'"),
        (Some((_, '\'')), Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

fn quoted_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !is_escaped => return at + 1,
            _ => is_escaped = c == '\\' && !is_escaped,
        }
    }
    text.len()
}

/// Returns the string literals of a text with the lines they begin in, comments left out.
pub fn literals(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = literal_length(rest);
        if length > 1 && (rest.starts_with('"') || rest.starts_with("r#\"")) {
            let line = 1 + text[..at].matches('\n').count();
            found.push((line, rest[..length].trim_matches(['r', '#', '"']).to_owned()));
        }
        at += length.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    found
}

/// Fails naming what was found, if anything.
#[track_caller]
pub fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}
