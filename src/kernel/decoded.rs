//! From the bytes of a text file to its text, or the line at which it is none.

use std::collections::BTreeSet;

use encoding_rs::{Encoding, KOI8_R, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

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
        return Err(not_utf8(fact, [(label, AS_IT_IS.to_owned())]));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => without_controls(text),
        Err(error) => {
            let line = line_at(bytes, error.valid_up_to());
            let likely = likely_encoding(bytes);
            let fact = format!("line {line} of the file is not UTF-8; {}", likely.fact);
            Err(not_utf8(fact, likely.options))
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

/// Refuses a text with the encodings that may read it, each with what that is for.
fn not_utf8(fact: String, options: impl IntoIterator<Item = (&'static str, String)>) -> Error {
    let error = Error::invalid(ErrorCode::Encoding, fact);
    let with_option =
        |error: Error, (label, purpose): (&str, String)| error.option(format!("--encoding {label}"), purpose);
    options.into_iter().fold(error, with_option).hint(AS_UTF8)
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

/// What an encoding is for that reads the file as it was written.
const AS_IT_IS: &str = "read it so";

/// What an 8-bit text may be, and the encodings that can be read, each with what that is for.
struct LikelyEncoding {
    fact: String,
    options: Vec<(&'static str, String)>,
}

impl LikelyEncoding {
    /// Offers one encoding, with the first word that is not plain: that tells a person whether it is the right one.
    fn one(bytes: &[u8], encoding: &'static Encoding, language: &str) -> Self {
        let text = encoding.decode_without_bom_handling(bytes).0;
        let word = text.split(ENDS).find(|word| !word.is_ascii()).map(shown);
        let name = written(encoding);
        Self {
            fact: format!(
                "it looks like {name} ({language}): `{}`",
                word.unwrap_or_default()
            ),
            options: vec![(encoding.name(), AS_IT_IS.to_owned())],
        }
    }

    /// Offers two encodings, with the first word that they read otherwise.
    fn either(bytes: &[u8], encodings: [&'static Encoding; 2]) -> Option<Self> {
        let [first, second] = encodings.map(|encoding| encoding.decode_without_bom_handling(bytes).0);
        // Each byte is one character in both, so that their words stand at the same places.
        let mut words = first.split(ENDS).zip(second.split(ENDS));
        let (one, other) = words.find(|(one, other)| one != other)?;
        let (one, other) = (shown(one), shown(other));
        let [first, second] = encodings;
        Some(Self {
            fact: format!(
                "it may be {} (`{one}`) or {} (`{other}`)",
                written(first),
                written(second)
            ),
            options: vec![
                (first.name(), format!("read `{one}`")),
                (second.name(), format!("read `{other}`")),
            ],
        })
    }
}

/// What stands between words.
const ENDS: [char; 8] = [' ', '\t', '\r', '\n', ',', ';', '"', '|'];

/// Returns a word as a message shows it.
fn shown(word: &str) -> String {
    const LONGEST: usize = 40;
    printable(word).chars().take(LONGEST).collect()
}

/// Returns the name of an encoding as people write it.
fn written(encoding: &'static Encoding) -> String {
    encoding.name().replace("windows", "Windows")
}

/// Guesses by which letters stand among the plain ones.
fn likely_encoding(bytes: &[u8]) -> LikelyEncoding {
    if is_of_another_script(bytes)
        && let Some(cyrillic) = LikelyEncoding::either(bytes, [WINDOWS_1251, KOI8_R])
    {
        let fact = format!("it is of another script; {}", cyrillic.fact);
        return LikelyEncoding { fact, ..cyrillic };
    }
    let western = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let central = WINDOWS_1250.decode_without_bom_handling(bytes).0;
    let (is_western, is_central) = (
        fits_a_language(&western, &WESTERN_LETTERS),
        fits_a_language(&central, &CENTRAL_LETTERS),
    );
    let count = |from: u8, to: u8| bytes.iter().filter(|byte| (from..=to).contains(*byte)).count();
    if count(0x80, 0x9f) > count(0xa0, 0xff) && !is_western && !is_central {
        return LikelyEncoding {
            fact: "it looks like an encoding of DOS, such as CP 850".to_owned(),
            options: Vec::new(),
        };
    }
    let may_be_western = is_western || !is_central && !has_mark_within_word(&western);
    let may_be_central = is_central || !is_western && !has_mark_within_word(&central);
    match LikelyEncoding::either(bytes, [WINDOWS_1252, WINDOWS_1250]) {
        Some(either) if may_be_western == may_be_central => either,
        Some(_) if may_be_central => LikelyEncoding::one(bytes, WINDOWS_1250, "Central European"),
        _ => LikelyEncoding::one(bytes, WINDOWS_1252, "Latin"),
    }
}

/// Returns whether most words with other letters than the plain ones have no plain ones: only other scripts write so.
fn is_of_another_script(bytes: &[u8]) -> bool {
    const SHORTEST: usize = 3;
    let words = bytes.split(|byte| !byte.is_ascii_alphabetic() && *byte < 0xa0);
    let is_other = |byte: &u8| *byte >= 0xa0;
    let (whole, all) = words
        .filter(|word| word.iter().any(is_other))
        .fold((0, 0), |(whole, all), word| {
            let is_whole = word.len() >= SHORTEST && word.iter().all(is_other);
            (whole + usize::from(is_whole), all + 1)
        });
    whole * 2 > all
}

/// The letters of languages beside the plain ones that Windows-1252 writes, and those that Windows-1250 writes.
const WESTERN_LETTERS: [&str; 8] = [
    "àâæçéèêëîïôœùûüÿ",
    "áéíñóúüºª",
    "áâãàçéêíñóôõúüºª",
    "äöüß",
    "àèéìíòóù",
    "åäöæøé",
    "áéëïíóöüèê",
    "êéëîïôûöáíóúý",
];
const CENTRAL_LETTERS: [&str; 6] = [
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "ăâîşţ",
    "čćđšž",
];

/// Returns whether all letters of a text are those of one language, and no mark stands within a word.
fn fits_a_language(text: &str, languages: &[&str]) -> bool {
    let is_letter = |c: &char| !c.is_ascii() && c.is_alphabetic();
    let letters: BTreeSet<char> = text
        .chars()
        .filter(is_letter)
        .flat_map(char::to_lowercase)
        .collect();
    let are_of = |language: &&str| letters.iter().all(|letter| language.contains(*letter));
    !letters.is_empty() && !has_mark_within_word(text) && languages.iter().any(are_of)
}

/// Returns whether a word has another mark within or before it than words have: `Za¿ó³æ`, `£ukasz`.
fn has_mark_within_word(text: &str) -> bool {
    const RAISED: &str = "¹²³";
    const PLAIN: &str = "’‘´·–—…\u{a0}\u{ad}";
    let is_mark =
        |c: char| !c.is_ascii() && (RAISED.contains(c) || !c.is_alphanumeric() && !PLAIN.contains(c));
    let letters: Vec<char> = text.chars().collect();
    let is_wrong = |three: &[char]| match *three {
        [before, mark, after] => {
            is_mark(mark) && after.is_alphabetic() && (before.is_alphabetic() || mark == '£')
        }
        _ => false,
    };
    letters.windows(3).any(is_wrong)
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
    fn the_letters_tell_western_from_central_european_and_where_they_do_not_both_are_offered() {
        let labels = |text: &str, encoding: &'static Encoding| {
            let (bytes, _, _) = encoding.encode(text);
            let error = decoded(&bytes, None).unwrap_err();
            let labels = error
                .options
                .iter()
                .filter_map(|one| one.option.strip_prefix("--encoding "));
            labels.map(str::to_owned).collect::<Vec<_>>()
        };
        for text in [
            "name\nZażółć gęślą jaźń\n",
            "name,city\nŁukasz,Wiśnia",
            "Příliš žluťoučký kůň",
            "Erdős Pál, fűtő",
        ] {
            assert_eq!(labels(text, WINDOWS_1250), ["windows-1250"], "{text}");
        }
        for text in [
            "Café, Übung, Straße",
            "Dirección, año, Muñoz, Ramírez",
            "Hôtel à l'opéra, forêt, là",
            "Endereço, não, opções",
            "Blåbær, smørrebrød",
        ] {
            assert_eq!(labels(text, WINDOWS_1252), ["windows-1252"], "{text}");
        }
        for text in ["Комната;Мест\nЗал;20", "Room,Seats\nСинее небо,20"] {
            assert_eq!(labels(text, WINDOWS_1251), ["windows-1251", "KOI8-R"], "{text}");
        }
        // Spanish or Polish: the words themselves let a person choose.
        assert_eq!(labels("Niño", WINDOWS_1252), ["windows-1252", "windows-1250"]);
        let both = fact(b"name\nNi\xF1o\n");
        assert!(
            both.contains("Windows-1252 (`Niño`) or Windows-1250 (`Nińo`)"),
            "{both}"
        );
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
