//! Texts of a file, made fit for one line of a message.

/// How many characters of a cell a message repeats.
const LONGEST_QUOTE: usize = 60;

/// Reports whether a character shows nothing: controls, zero-width characters, marks of the reading order, tags.
/// Blanks and line breaks are not among them.
pub fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Folds white space to single blanks and drops invisible characters.
pub(crate) fn folded(text: &str) -> String {
    let (mut folded, mut is_between) = (String::with_capacity(text.len()), false);
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() {
            is_between = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut is_between) {
            folded.push(' ');
        }
        folded.push(c);
    }
    folded
}

/// Cuts a text to a number of characters, and says so with an ellipsis.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// Quotes a text of the file: in backticks, on one line, shortened.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", shortened(&folded(text), LONGEST_QUOTE))
}

/// Quotes an argument of a command where a POSIX shell would split or change it. Within single quotes it changes nothing.
pub fn shell_word(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:,=+@%…".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        return argument.to_owned();
    }
    format!("'{}'", argument.replace('\'', "'\\''"))
}

/// Writes bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_one_short_line_of_what_is_seen() {
        assert_eq!(folded(" Success\r\n10\u{a0}\u{200b}"), "Success 10");
        assert_eq!(quoted("a\u{7}\u{202e}b\nc"), "`ab c`");
        assert_eq!(shortened("Kwikspar", 4), "Kwik…");
        for (argument, word) in [
            ("/tmp/a-1.xlsx", "/tmp/a-1.xlsx"),
            ("my file.xlsx", "'my file.xlsx'"),
            ("Größe=capacity", "Größe=capacity"),
            ("What! `id` $(x)", "'What! `id` $(x)'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(argument), word);
        }
    }
}
