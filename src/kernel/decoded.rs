//! From the bytes of a text file to its text, or the line at which it is none.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::printable;

const AS_UTF8: &str = "save it as UTF-8: in Excel \"CSV UTF-8\", in LibreOffice the character set UTF-8";

/// Encodings in which spreadsheets and banks write text; others have their names too.
pub const COMMON_ENCODINGS: [&str; 8] = [
    "utf-8",
    "utf-16le",
    "windows-1250",
    "windows-1252",
    "iso-8859-1",
    "iso-8859-15",
    "macintosh",
    "ibm866",
];

/// The mark at which DOS ended a text.
const END_OF_TEXT: char = '\u{1a}';

/// Returns the text of a file in this encoding, by default UTF-8, without the marks at its ends.
///
/// # Errors
/// `Invalid` for what is not UTF-8, saying what it may be, and for a control character that no text has.
pub fn decoded(bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<String> {
    if let Some(encoding) = encoding {
        let (text, _, has_errors) = encoding.decode(bytes);
        if has_errors {
            let fact = format!("the file is not {}", encoding.name());
            return Err(Error::invalid(ErrorCode::Encoding, fact).hint(AS_UTF8));
        }
        return without_controls(&text);
    }
    // The mark at its beginning says that it is UTF-16.
    for (mark, utf16) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if bytes.starts_with(mark) {
            return decoded(bytes, Some(utf16));
        }
    }
    if is_bare_utf16(bytes) {
        let label = if bytes.first() == Some(&0) {
            "utf-16be"
        } else {
            "utf-16le"
        };
        let fact = "the file is UTF-16 without a byte order mark, not UTF-8".to_owned();
        return Err(not_utf8(fact, Some(label)));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => without_controls(text),
        Err(error) => {
            let line = line_at(bytes, error.valid_up_to());
            let (likely, label) = likely_encoding(bytes);
            let fact = format!("line {line} of the file is not UTF-8; it looks like {likely}");
            Err(not_utf8(fact, label))
        }
    }
}

/// Finds an encoding by a name that browsers know: `windows-1252`, `latin1`, `utf-16`.
///
/// # Errors
/// `Usage` for a name of none.
pub fn encoding_named(name: &str) -> Result<&'static Encoding> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        Error::usage(format!("unknown encoding `{}`", printable(name))).hint("--encoding windows-1252")
    })
}

fn not_utf8(fact: String, label: Option<&str>) -> Error {
    let error = Error::invalid(ErrorCode::Encoding, fact);
    let error = match label {
        Some(label) => error.hint(format!("--encoding {label} reads it so")),
        None => error,
    };
    error.hint(AS_UTF8)
}

/// Returns the text without the marks at its ends.
fn without_controls(text: &str) -> Result<String> {
    let text = without_end_mark(text.trim_start_matches('\u{feff}'));
    match text.find(is_stray_control) {
        None => Ok(text.to_owned()),
        Some(at) => {
            let code = text[at..].chars().next().map_or(0, u32::from);
            let line = line_at(text.as_bytes(), at);
            let fact = format!(
                "line {line} holds the control character U+{code:04X}{}",
                named(code)
            );
            Err(Error::invalid(ErrorCode::Encoding, fact)
                .hint("delete the character, or get the file again if it was damaged on its way"))
        }
    }
}

/// Reports whether bytes may be a text in spite of stray control characters.
pub fn may_be_text(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|byte| is_stray_control(char::from(**byte)));
    is_bare_utf16(bytes) || std::str::from_utf8(bytes).is_ok() || controls.count() * 20 <= bytes.len()
}

/// Vertical tabs, form feeds and escapes stand in texts that people paste: their cells are judged one by one.
fn is_stray_control(c: char) -> bool {
    c < ' ' && !"\t\r\n\u{b}\u{c}\u{1b}".contains(c)
}

fn named(code: u32) -> &'static str {
    match code {
        0 => " (NUL)",
        8 => " (backspace)",
        0x1a => " (Ctrl-Z)",
        _ => "",
    }
}

fn without_end_mark(text: &str) -> &str {
    match text.trim_end().strip_suffix(END_OF_TEXT) {
        Some(text) => text.trim_end_matches(END_OF_TEXT),
        None => text,
    }
}

/// Counts lines, whichever way they end.
fn line_at(bytes: &[u8], at: usize) -> u32 {
    let before = &bytes[..at.min(bytes.len())];
    u32::try_from(1 + line_ends(before)).unwrap_or(u32::MAX)
}

/// Counts the line ends in some bytes: LF, CR LF, CR alone, and CR CR LF, which a line end written twice becomes.
pub fn line_ends(bytes: &[u8]) -> usize {
    let mut ends = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'\r', b'\n', &bytes[at..]) {
        at += found;
        at += line_end(&bytes[at..]).max(1);
        ends += 1;
    }
    ends
}

/// Returns how many bytes a line end takes with which these begin.
pub fn line_end(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// In UTF-16 every other byte of plain letters is zero.
fn is_bare_utf16(bytes: &[u8]) -> bool {
    const LOOK: usize = 4096;
    let head = &bytes[..bytes.len().min(LOOK)];
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let pairs = head.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    pairs > 1 && (even * 10 >= pairs * 8 && odd == 0 || odd * 10 >= pairs * 8 && even == 0)
}

/// Guesses by which letters stand among the plain ones; returns words for it, and the name of an encoding that can be read.
fn likely_encoding(bytes: &[u8]) -> (&'static str, Option<&'static str>) {
    let plain = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let count = |from: u8, to: u8| bytes.iter().filter(|byte| (from..=to).contains(*byte)).count();
    let (low, high) = (count(0x80, 0x9f), count(0xa0, 0xff));
    if high > plain {
        (
            "an 8-bit encoding of another script, such as Windows-1251 (Cyrillic)",
            Some("windows-1251"),
        )
    } else if low > high {
        ("an encoding of DOS, such as CP 850", None)
    } else {
        ("Windows-1252 (Latin)", Some("windows-1252"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(bytes: &[u8]) -> String {
        decoded(bytes, None).unwrap_err().message
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(decoded("\u{feff}a".as_bytes(), None).unwrap(), "a");
        let read = |bytes: &[u8], name| decoded(bytes, Some(encoding_named(name).unwrap()));
        assert_eq!(read(b"Caf\xE9\x80", "windows-1252").unwrap(), "Caf\u{e9}\u{20ac}");
        assert_eq!(read(b"\xFF\xFEa\0", "utf-16").unwrap(), "a");
        assert!(read(b"Caf\xE9", "utf-8").is_err() && encoding_named("latin-9000").is_err());
        let latin = fact(b"name\nCaf\xE9\n");
        assert!(latin.contains("line 2") && latin.contains("Windows-1252"));
        assert!(fact(b"name\rX\rCaf\x82\r").contains("line 3"));
        assert!(fact(b"\xCF\xF0\xE8\xE2\xE5\xF2,1\n").contains("1251"));
        assert_eq!(decoded(b"\xFF\xFEa\0", None).unwrap(), "a");
        assert_eq!(decoded(b"\xFE\xFF\0a", None).unwrap(), "a");
        assert!(fact(b"\xFF\xFEa\0\0").contains("UTF-16"));
        for bare in [&b"n\0a\0m\0e\0\n\0"[..], b"\0n\0a\0m\0e\0\n"] {
            assert!(fact(bare).contains("without a byte order mark"));
            assert!(may_be_text(bare));
        }
    }

    #[test]
    fn a_control_character_is_named_with_its_line_and_one_at_the_end_of_a_dos_file_is_none() {
        assert_eq!(decoded(b"name\nFocus\n\x1a", None).unwrap(), "name\nFocus\n");
        assert_eq!(decoded(b"name\nFocus\x1a\r\n", None).unwrap(), "name\nFocus");
        assert!(fact(b"name\nFo\0cus\n").contains("line 2 holds the control character U+0000 (NUL)"));
        assert!(fact(b"name\r\nA\r\nB\x08\r\n").contains("line 3") && !may_be_text(b"\x01\x02\xff\xfe"));
        assert!(fact(b"name\nA\x1aB\nC\n").contains("Ctrl-Z"));
        assert!(decoded("a\tb\u{b}c\u{1b}[2J\n".as_bytes(), None).is_ok());
    }
}
