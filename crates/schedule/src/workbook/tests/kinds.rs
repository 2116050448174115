//! What a file is, by its content.

use super::super::{FileKind, LimitExceeded, LooksLike, WorkbookError, sniff};
use super::fixtures::{cell, ods, ole, raw_xlsx, xlsx, zipped};
use super::{file, open, open_with, open_within};

fn looks_like(bytes: &[u8]) -> LooksLike {
    match open(bytes).unwrap_err() {
        WorkbookError::NotAWorkbook(what) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_kind_is_known_by_its_content() {
    let plain = xlsx(|book| {
        book.add_worksheet().write(0, 0, "a").unwrap();
    });
    assert_eq!(open(&plain).unwrap().kind, FileKind::Xlsx);
    assert_eq!(
        open(&ods("<table:table table:name='A'/>")).unwrap().kind,
        FileKind::Ods
    );
    assert_eq!(
        open(&file("calamine__any_sheets.xlsb")).unwrap().kind,
        FileKind::Xlsb
    );
    assert_eq!(
        open(&file("calamine__merge_cells.xls")).unwrap().kind,
        FileKind::Xls
    );
}

#[test]
fn what_is_no_workbook_is_named() {
    assert_eq!(looks_like(b""), LooksLike::Empty);
    assert_eq!(looks_like(b"Date,Room\n2026-01-05,A\n"), LooksLike::Text);
    assert_eq!(looks_like("\u{feff}Dát;Raum".as_bytes()), LooksLike::Text);
    assert_eq!(looks_like(b"Caf\xe9;1\r\n"), LooksLike::Text);
    assert_eq!(looks_like(b"\xFF\xFED\0a\0"), LooksLike::Text);
    assert_eq!(looks_like(b" <!DOCTYPE HTML><html>"), LooksLike::Html);
    assert_eq!(looks_like(b"<?xml version='1.0'?><Workbook/>"), LooksLike::Xml);
    assert_eq!(looks_like(b"%PDF-1.7\n"), LooksLike::Pdf);
    assert_eq!(looks_like(b"\x89PNG\r\n\x1a\n"), LooksLike::Picture);
    assert_eq!(looks_like(b"\x1F\x8B\x08\x00"), LooksLike::Compressed);
    assert_eq!(looks_like(b"\x09\x02\x06\x00\x00\x00"), LooksLike::AncientExcel);
    assert_eq!(looks_like(b"\x01\x02\x03\x00"), LooksLike::Unknown);
    assert_eq!(
        looks_like(&zipped(&[("word/document.xml", "<a/>")])),
        LooksLike::Document
    );
    assert_eq!(
        looks_like(&zipped(&[("ppt/presentation.xml", "<a/>")])),
        LooksLike::Presentation
    );
    assert_eq!(
        looks_like(&zipped(&[("Index/Document.iwa", "")])),
        LooksLike::Apple
    );
    assert_eq!(looks_like(&zipped(&[("notes.txt", "x")])), LooksLike::Zip);
    assert_eq!(looks_like(&zipped(&[])), LooksLike::Zip);
    let odt = zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    assert_eq!(looks_like(&odt), LooksLike::Document);
    assert_eq!(looks_like(&ole(&["WordDocument"], &[])), LooksLike::Document);
    assert_eq!(
        looks_like(&ole(&["__properties_version1.0"], &[])),
        LooksLike::Ole
    );
}

#[test]
fn lock_files_are_known_by_name() {
    assert!(sniff::is_lock_name("~$plan.xlsx"));
    assert!(sniff::is_lock_name(".~lock.plan.ods#"));
    assert!(!sniff::is_lock_name("plan~$.xlsx"));
}

#[test]
fn encryption_is_seen_in_every_form() {
    let package = ole(&["EncryptionInfo", "EncryptedPackage"], &[]);
    assert_eq!(open(&package), Err(WorkbookError::Encrypted));
    assert_eq!(
        open(&file("calamine__pass_protected.xlsx")),
        Err(WorkbookError::Encrypted)
    );
    assert_eq!(
        open(&file("calamine__issue_385.xls")),
        Err(WorkbookError::Encrypted)
    );
    let encrypted_ods = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "rubbish"),
        ("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"),
    ]);
    assert_eq!(open(&encrypted_ods), Err(WorkbookError::Encrypted));
}

#[test]
fn the_oldest_encryption_is_not_read_as_rubbish() {
    // BOF of BIFF8, then FILEPASS with scheme 0 (XOR), which calamine takes for no password.
    let mut stream = vec![0x09, 0x08, 0x10, 0x00];
    stream.extend([0; 16]);
    stream.extend([0x2F, 0x00, 0x06, 0x00, 0x00, 0x00, 0x12, 0x34, 0x56, 0x78]);
    assert_eq!(open(&ole(&["Workbook"], &stream)), Err(WorkbookError::Encrypted));
}

#[test]
fn a_truncated_workbook_is_damaged() {
    let whole = xlsx(|book| {
        book.add_worksheet().write(0, 0, "a").unwrap();
    });
    for part in [whole.len() / 4, whole.len() / 2, whole.len() - 1] {
        let error = open(&whole[..part]).unwrap_err();
        assert!(matches!(error, WorkbookError::Damaged(_)), "{part}: {error:?}");
    }
}

#[test]
fn half_an_xls_is_damaged_not_something_else() {
    let whole = file("calamine__merge_cells.xls");
    let error = open(&whole[..2048]).unwrap_err();
    assert!(matches!(error, WorkbookError::Damaged(_)), "{error:?}");
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let error = open(&file("poi__duplicate-filename.xlsx")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the workbook is damaged or incomplete: two parts of the zip archive have the same name"
    );
}

#[test]
fn entities_are_never_expanded() {
    for name in ["poi__54764.xlsx", "poi__poc-xmlbomb.xlsx"] {
        let error = open(&file(name)).unwrap_err();
        assert!(
            error.to_string().contains("unrecognized entity"),
            "{name}: {error}"
        );
    }
}

#[test]
fn used_cells_have_a_limit_and_blank_ones_have_none() {
    let full = xlsx(|book| {
        let sheet = book.add_worksheet().set_name("Plan").unwrap();
        (0..10).for_each(|row| {
            sheet.write(row, 0, row).unwrap();
        });
    });
    assert!(open_with(&full, 10).is_ok());
    let error = open_with(&full, 9).unwrap_err();
    assert_eq!(
        error,
        WorkbookError::TooLarge(LimitExceeded::Cells {
            sheet: "Plan".to_owned(),
            max: 9
        })
    );
    assert!(error.hint().unwrap().contains("stray cells"));
    let blank = xlsx(|book| {
        let format = rust_xlsxwriter::Format::new().set_bold();
        let sheet = book.add_worksheet();
        (0..100).for_each(|row| {
            sheet.write_blank(row, 0, &format).unwrap();
        });
    });
    assert_eq!(open_with(&blank, 9).unwrap().sheets[0].cells, []);
}

#[test]
fn a_far_corner_costs_nothing() {
    let far = xlsx(|book| {
        book.add_worksheet()
            .write(0, 0, 1)
            .unwrap()
            .write(1_048_575, 16_383, 2)
            .unwrap();
    });
    assert_eq!(
        super::places(&open(&far).unwrap().sheets[0].cells),
        ["A1", "XFD1048576"]
    );
}

#[test]
fn a_cell_outside_of_any_sheet_is_damage() {
    for place in ["A1048577", "XFE1", "ZZZZ99999"] {
        let sheet = format!("<sheetData><row><c r='{place}'><v>1</v></c></row></sheetData>");
        let error = open(&raw_xlsx(&sheet)).unwrap_err();
        assert!(matches!(error, WorkbookError::Damaged(_)), "{place}: {error:?}");
    }
}

#[test]
fn repeat_counts_of_an_ods_are_weighed_first() {
    let bomb = |attributes: &str, inner: &str| {
        let row = format!(
            "<table:table-row table:number-rows-repeated='1000000'>{}</table:table-row>",
            cell(attributes, inner)
        );
        open(&ods(&format!("<table:table table:name='A'>{row}</table:table>"))).unwrap_err()
    };
    let many = bomb("table:number-columns-repeated='16000'", "x");
    assert_eq!(
        many,
        WorkbookError::TooLarge(LimitExceeded::Cells {
            sheet: "A".to_owned(),
            max: 1_000_000
        })
    );
    let spread = ods(&format!(
        "<table:table table:name='A'><table:table-row>{}</table:table-row><table:table-row table:number-rows-repeated='900000'><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated='9000'/>{}</table:table-row></table:table>",
        cell("", "a"),
        cell("", "b"),
    ));
    assert!(matches!(
        open(&spread),
        Err(WorkbookError::TooLarge(LimitExceeded::Spread { .. }))
    ));
    let merges = bomb(
        "table:number-columns-spanned='2' table:number-columns-repeated='4'",
        "x",
    );
    assert!(matches!(merges, WorkbookError::TooLarge(_)));
}

#[test]
fn padding_to_the_end_of_an_ods_is_free() {
    let rows = format!(
        "<table:table-row>{}<table:table-cell table:number-columns-repeated='16383'/></table:table-row><table:table-row table:number-rows-repeated='1048575'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>",
        cell("", "a")
    );
    let book = open(&ods(&format!("<table:table table:name='A'>{rows}</table:table>"))).unwrap();
    assert_eq!(super::places(&book.sheets[0].cells), ["A1"]);
}

#[test]
fn a_bomb_is_refused_by_what_its_directory_declares() {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(&vec![b' '; 2 << 20]).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 10_000);
    assert_eq!(
        open_within(&bytes, 1, 1 << 20),
        Err(WorkbookError::TooLarge(LimitExceeded::Unpacked { max: 1 << 20 }))
    );
}

#[test]
fn reasons_are_short_and_harmless_to_a_terminal() {
    let reason = format!("\u{1b}[31m\u{202e}red\n{}", "x".repeat(500));
    let WorkbookError::Damaged(shown) = WorkbookError::damaged(reason) else {
        panic!()
    };
    assert!(
        shown.chars().count() <= 161 && !shown.chars().any(char::is_control) && !shown.contains('\u{202e}')
    );
}
