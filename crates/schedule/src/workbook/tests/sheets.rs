//! Merges, hidden sheets, the order of cells.

use rust_xlsxwriter::Format;

use super::super::{archive, merge};
use super::fixtures::{cell, ods, raw_xlsx, xlsx};
use super::{CellValue, MergedRange, SheetCell, at, file, get, merge as range, open, places, text};

#[test]
fn merges_of_an_xlsx() {
    let bytes = xlsx(|book| {
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 1, 0, 3, "Upstairs", &Format::new()).unwrap();
        sheet
            .merge_range(2, 1, 4, 1, "Client 25+1", &Format::new())
            .unwrap();
    });
    let sheet = &open(&bytes).unwrap().sheets[0];
    assert_eq!(
        sheet.merges,
        Some(vec![range((0, 1), (0, 3)), range((2, 1), (4, 1))])
    );
    assert_eq!(places(&sheet.cells), ["B1", "B3"]);
    assert_eq!(sheet.warnings, Vec::<String>::new());
}

#[test]
fn merges_of_an_xls() {
    let sheet = &open(&file("calamine__merge_cells.xls")).unwrap().sheets[0];
    assert_eq!(
        sheet.merges,
        Some(vec![
            range((0, 0), (0, 1)),
            range((1, 0), (3, 0)),
            range((1, 1), (3, 3))
        ])
    );
}

#[test]
fn merges_of_an_xlsb_are_not_seen() {
    assert!(
        open(&file("calamine__any_sheets.xlsb"))
            .unwrap()
            .sheets
            .iter()
            .any(|sheet| sheet.merges.is_none())
    );
}

#[test]
fn merges_of_an_ods_with_repeats() {
    let rows = format!(
        "<table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='2'/></table:table-row>\
         <table:table-header-rows><table:table-row table:number-rows-repeated='2'><table:table-cell/>{}<table:covered-table-cell/>{}</table:table-row></table:table-header-rows>\
         <table:table-row>{}<table:table-cell/></table:table-row>\
         <table:table-row><table:covered-table-cell office:value-type='string'><text:p>hid</text:p></table:covered-table-cell></table:table-row>",
        cell(
            "table:number-columns-spanned='2' table:number-rows-spanned='1'",
            "wide"
        ),
        cell("", "beside"),
        cell("table:number-rows-spanned='2'", "tall"),
    );
    let sheet = &open(&ods(&format!("<table:table table:name='A'>{rows}</table:table>")))
        .unwrap()
        .sheets[0];
    let expected = [
        range((3, 1), (3, 2)),
        range((4, 1), (4, 2)),
        range((5, 0), (6, 0)),
    ];
    assert_eq!(sheet.merges.as_deref(), Some(&expected[..]));
    assert_eq!(places(&sheet.cells), ["B4", "D4", "B5", "D5", "A6"]);
    assert_eq!(
        sheet.warnings,
        ["values hidden beneath merged cells are not read: A7"]
    );
}

#[test]
fn values_beneath_a_merge_are_named_and_dropped() {
    let bytes = raw_xlsx(
        "<sheetData><row><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c><c r='C1'><v>3</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='D1:D1'/></mergeCells>",
    );
    let sheet = &open(&bytes).unwrap().sheets[0];
    assert_eq!(places(&sheet.cells), ["A1", "C1"]);
    assert_eq!(sheet.merges, Some(vec![range((0, 0), (1, 1))]));
    assert_eq!(
        sheet.warnings,
        ["values hidden beneath merged cells are not read: B1"]
    );
}

#[test]
fn overlapping_merges_are_all_dropped() {
    let bytes = raw_xlsx(
        "<sheetData><row><c r='B1'><v>2</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='B2:C3'/></mergeCells>",
    );
    let sheet = &open(&bytes).unwrap().sheets[0];
    assert_eq!(
        (sheet.merges.as_deref(), places(&sheet.cells)),
        (Some(&[][..]), vec!["B1".to_owned()])
    );
    assert_eq!(
        sheet.warnings,
        ["its merged ranges overlap; none of them is taken"]
    );
}

#[test]
fn a_merge_in_a_utf16_part_is_not_overlooked() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><sheetData/><mergeCells/>";
    let bytes: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(
        "xl/worksheets/sheet1.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    std::io::Write::write_all(&mut zip, &bytes).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert!(archive::may_mention(
        &mut archive::open(&bytes).unwrap(),
        "mergeCell"
    ));
}

#[test]
fn a_word_is_found_across_the_border_of_two_reads() {
    /// Gives a few bytes at a time.
    struct Drip<'a>(&'a [u8], usize);
    impl std::io::Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let few = self.1.min(buffer.len());
            self.0.read(&mut buffer[..few])
        }
    }
    let finders = [
        memchr::memmem::Finder::new("merge!"),
        memchr::memmem::Finder::new("mergeCell"),
    ];
    for few in 1..12 {
        for padding in 0..12 {
            let part = format!("<s>{}mergeCell", " ".repeat(padding));
            assert!(
                archive::search(Drip(part.as_bytes(), few), &finders).unwrap(),
                "{few} {padding}"
            );
            let part = format!("<s>{}merge Cell", " ".repeat(padding));
            assert!(!archive::search(Drip(part.as_bytes(), few), &finders).unwrap());
        }
    }
}

#[test]
fn overlap_is_what_brute_force_says() {
    let mut seed = 7_u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    for _ in 0..3000 {
        let merges: Vec<MergedRange> = (0..4)
            .map(|_| {
                let (row, col) = (next(8), next(8));
                range((row, col), (row + next(3), col + next(3)))
            })
            .collect();
        let within = |m: &MergedRange, c: super::CellAddress| {
            m.first.row <= c.row && c.row <= m.last.row && m.first.col <= c.col && c.col <= m.last.col
        };
        let all: Vec<_> = (0..12)
            .flat_map(|row| (0..12).map(move |col| at(row, col)))
            .collect();
        let mut wide: Vec<MergedRange> = merges.iter().filter(|m| m.first != m.last).copied().collect();
        wide.sort_by_key(|m| (m.first, m.last));
        wide.dedup();
        let overlap = all
            .iter()
            .any(|c| wide.iter().filter(|m| within(m, *c)).count() > 1);
        let cleaned = merge::clean(merges);
        assert_eq!(cleaned.is_none(), overlap);
        let Some(cleaned) = cleaned else { continue };
        let mut cells: Vec<SheetCell> = all
            .iter()
            .map(|at| SheetCell {
                at: *at,
                value: CellValue::Bool(true),
            })
            .collect();
        let hidden = merge::take_hidden(&mut cells, &cleaned);
        let expected: Vec<_> = all
            .iter()
            .copied()
            .filter(|c| wide.iter().any(|m| within(m, *c) && m.first != *c))
            .collect();
        assert_eq!(hidden, expected);
    }
}

#[test]
fn hidden_sheets_say_so() {
    let bytes = xlsx(|book| {
        book.add_worksheet().set_name("Shown").unwrap();
        book.add_worksheet().set_name("Secret").unwrap().set_hidden(true);
    });
    let sheets = open(&bytes).unwrap().sheets;
    assert_eq!(
        sheets
            .iter()
            .map(|s| (s.name.as_str(), s.hidden))
            .collect::<Vec<_>>(),
        [("Shown", false), ("Secret", true)]
    );
    let tables = "<table:table table:name='A' table:style-name='hid'/><table:table table:name='B'/>";
    let sheets = open(&ods(tables)).unwrap().sheets;
    assert_eq!(sheets.iter().map(|s| s.hidden).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn cells_come_in_row_order_and_the_later_of_two_counts() {
    let bytes = raw_xlsx(
        "<sheetData><row r='2'><c r='B2' t='str'><v>late</v></c><c r='A2'><v>1</v></c></row><row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='B2' t='str'><v>later</v></c></row></sheetData>",
    );
    let sheet = &open(&bytes).unwrap().sheets[0];
    assert_eq!(places(&sheet.cells), ["A1", "A2", "B2"]);
    assert_eq!(get(sheet, 1, 1), Some(&text("later")));
}

#[test]
fn two_sheets_of_one_name_are_refused() {
    let tables = "<table:table table:name='A'/><table:table table:name='A'/>";
    assert!(
        open(&ods(tables))
            .unwrap_err()
            .to_string()
            .contains("two sheets are named")
    );
}

#[test]
fn fifty_thousand_merges() {
    let book = open(&file("poi__57893-many-merges.xlsx")).unwrap();
    assert_eq!(book.sheets[0].merges.as_ref().map(Vec::len), Some(50_000));
}

#[test]
fn chart_sheets_are_named_as_such() {
    let book = open(&file("calamine__any_sheets.xlsb")).unwrap();
    let chart = book.sheets.iter().find(|sheet| sheet.name == "Chart").unwrap();
    assert_eq!(
        chart.warnings,
        ["it is not a table but a chart, a dialog or a macro"]
    );
}
