//! The text of a file, as it is indexed.

use std::path::PathBuf;

use super::kind::VaultKind;
use super::pdf::{MOST_TEXT, PDF_COMMAND};
use super::root::ReadFile;
use crate::kernel::decoded::decoded;
use colab_schedule::workbook::{
    ReadLimits, Workbook, WorkbookError, read_input, read_text_guarded, text_of_xml,
};
use encoding_rs::WINDOWS_1252;

/// How files are read.
#[derive(Debug, Clone)]
pub struct TextReader {
    /// This program, whose child reads.
    pub exe: PathBuf,
    pub max_cells: u64,
}

impl TextReader {
    /// Reads the text of a file, as far as it is kept: lines without what cannot be seen.
    ///
    /// # Errors
    /// Why there is none, as a sentence about the file.
    pub fn text_of(&self, file: &ReadFile) -> Result<String, String> {
        let limits = ReadLimits {
            max_cells_per_sheet: self.max_cells,
            ..ReadLimits::default()
        };
        let text = match file.kind {
            VaultKind::Pdf => {
                read_text_guarded(file.bytes.clone(), PDF_COMMAND, &limits, &self.exe).map_err(fault_of_pdf)
            }
            VaultKind::Xlsx | VaultKind::Xls => read_input(&file.bytes[..], &limits)
                .and_then(|bytes| bytes.into_workbook(file.path.as_path(), &limits, &self.exe))
                .map(|contents| text_of_cells(&contents.workbook))
                .map_err(|error| error.to_string()),
            VaultKind::Xml => text_of_bytes(&file.bytes)
                .and_then(|xml| text_of_xml(&xml, MOST_TEXT).map_err(|_| "the XML is damaged".to_owned())),
            VaultKind::Csv => text_of_bytes(&file.bytes),
        };
        text.map(|text| kept(&text))
    }
}

fn fault_of_pdf(error: WorkbookError) -> String {
    match error {
        WorkbookError::Encrypted => "the PDF is protected by a password".to_owned(),
        WorkbookError::TooSlow(most) => format!("the PDF takes longer to read than {most} ms"),
        WorkbookError::TooLarge(_) => "the PDF takes too much memory to read".to_owned(),
        WorkbookError::Damaged(why) => format!("the PDF is damaged: {why}"),
        other => other.to_string(),
    }
}

/// Writes a line for each row of each sheet.
fn text_of_cells(workbook: &Workbook) -> String {
    let mut text = String::new();
    for sheet in &workbook.sheets {
        text.push_str(&sheet.name);
        let mut row = None;
        for cell in &sheet.cells {
            text.push(if row == Some(cell.at.row) { '\t' } else { '\n' });
            row = Some(cell.at.row);
            text.push_str(&cell.value.to_string());
            if text.len() > MOST_TEXT {
                return text;
            }
        }
        text.push('\n');
    }
    text
}

/// Decodes a text file; what is not UTF-8 or UTF-16 is taken for Windows' western letters.
fn text_of_bytes(bytes: &[u8]) -> Result<String, String> {
    let text = decoded(bytes, None).or_else(|_| decoded(bytes, Some(WINDOWS_1252)));
    text.map_err(|error| error.message)
}

/// Returns the lines that have something in them, without control characters, up to the bound.
fn kept(text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        let words: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            continue;
        }
        kept.push_str(&words.join(" "));
        kept.push('\n');
        if kept.len() > MOST_TEXT {
            let end = (0..=MOST_TEXT).rev().find(|at| kept.is_char_boundary(*at));
            kept.truncate(end.unwrap_or_default());
            break;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_an_xml_is_what_stands_between_its_tags() {
        let bomb = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'boom'>]><a><b>Umoya &amp; Sons&#33;</b><c>&x;LT-1</c><d/>x</a>";
        assert_eq!(
            kept(&text_of_xml(bomb, MOST_TEXT).unwrap()),
            "Umoya & Sons!\nLT-1\nx\n"
        );
        assert!(text_of_xml("<?xml version='1.0'?><a></b>", MOST_TEXT).is_err());
        assert_eq!(text_of_bytes(b"caf\xe9").unwrap(), "café");
    }

    #[test]
    fn a_text_is_kept_up_to_its_bound_without_what_nobody_sees() {
        assert_eq!(kept(" a\t b\u{1b}[2J \n\n\r\n c\0"), "a b [2J\nc\n");
        assert!(kept(&"é".repeat(MOST_TEXT)).len() <= MOST_TEXT);
        assert!(kept(&"é\n".repeat(MOST_TEXT)).len() <= MOST_TEXT);
    }
}
