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
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// Writes an argument as a POSIX shell takes it as one word.
pub(crate) fn shell_argument(text: &str) -> String {
    let mut argument = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            argument.push('\\');
        }
        argument.push(c);
    }
    argument.push('"');
    argument
}

/// Writes an argument as it stands where a shell leaves it alone, otherwise in quotes.
pub fn shell_word(text: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | ':' | ',' | '+' | '@' | '%');
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        shell_argument(&folded(text))
    }
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
        assert_eq!(shell_argument("a\"b$"), "\"a\\\"b\\$\"");
        assert_eq!(shell_word("/tmp/a-1.xlsx"), "/tmp/a-1.xlsx");
        assert_eq!(shell_word("my file.xlsx"), "\"my file.xlsx\"");
    }
}
