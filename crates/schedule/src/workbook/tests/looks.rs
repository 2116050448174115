//! How sheets look: what is hidden, struck through, filled, commented.

use rust_xlsxwriter::{Color, Format, Note};

use super::super::look::{CellFill, SheetLook, StruckCell, StruckPart};
use super::fixtures::{cell, ods, raw_xlsx, xlsx};
use super::{at, file, open};

fn look(bytes: &[u8]) -> SheetLook {
    open(bytes).unwrap().sheets.remove(0).look.unwrap()
}

fn part(rest: &str, struck: &str) -> Option<StruckPart> {
    Some(StruckPart {
        rest: rest.into(),
        struck: struck.into(),
    })
}

#[test]
fn an_xlsx_tells_how_it_looks() {
    let bytes = xlsx(|book| {
        let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
        let red = Format::new().set_background_color(Color::RGB(0xFF_0000));
        let sheet = book.add_worksheet();
        sheet.write_string_with_format(0, 0, "gone", &struck).unwrap();
        sheet
            .write_rich_string(1, 0, &[(&struck, "old"), (&plain, "new & more")])
            .unwrap();
        sheet
            .write_rich_string_with_format(2, 0, &[(&struck, "out"), (&plain, " in")], &struck)
            .unwrap();
        sheet.write_string_with_format(3, 1, "red", &red).unwrap();
        sheet.write_blank(4, 1, &red).unwrap();
        sheet.set_row_hidden(5).unwrap();
        sheet.set_row_hidden(6).unwrap();
        sheet.set_column_hidden(2).unwrap();
        let note = Note::new("ask first").add_author_prefix(false);
        sheet.insert_note(3, 1, &note).unwrap();
        book.add_worksheet().write_string(0, 0, "plain").unwrap();
    });
    let seen = look(&bytes);
    assert_eq!(seen.hidden_rows, [(5, 6)]);
    assert_eq!(seen.hidden_cols, [(2, 2)]);
    let whole = |row| StruckCell {
        at: at(row, 0),
        part: None,
    };
    assert_eq!(seen.struck[0], whole(0));
    assert_eq!(seen.struck[1].part, part("new & more", "old"));
    assert_eq!(seen.struck[2].part, part(" in", "out"));
    assert_eq!(
        seen.fills,
        [CellFill {
            at: at(3, 1),
            rgb: 0xFF_0000
        }]
    );
    assert_eq!(
        (seen.comments[0].at, seen.comments[0].text.as_str()),
        (at(3, 1), "ask first")
    );
    assert_eq!(open(&bytes).unwrap().sheets[1].look, Some(SheetLook::default()));
}

#[test]
fn rows_without_a_height_are_hidden_and_inline_texts_have_fonts() {
    let bytes = raw_xlsx(
        "<cols><col min='2' max='3' hidden='true'/><col min='4' max='4' width='0'/></cols><sheetData>\
         <row r='1' hidden='false'><c r='A1' t='inlineStr'><is><r><rPr><strike val='1'/></rPr><t>old </t></r><r><rPr><strike val='0'/></rPr><t>new</t></r></is></c></row>\
         <row r='2' ht='0'/><row hidden='1'/><row/></sheetData>",
    );
    let seen = look(&bytes);
    assert_eq!(seen.hidden_rows, [(1, 2)]);
    assert_eq!(seen.hidden_cols, [(1, 3)]);
    assert_eq!(seen.struck[0].part, part("new", "old "));
}

#[test]
fn an_ods_tells_how_it_looks() {
    let rows = format!(
        "<table:table-column table:number-columns-repeated='2'/><table:table-column table:visibility='collapse'/>\
         <table:table-row table:visibility='filter' table:number-rows-repeated='2'>{}</table:table-row>\
         <table:table-row>{}</table:table-row>",
        cell("", "hidden"),
        cell(
            "",
            "</text:p><office:annotation><text:p>ask</text:p></office:annotation><text:p>shown"
        ),
    );
    let seen = look(&ods(&format!("<table:table table:name='A'>{rows}</table:table>")));
    assert_eq!(seen.hidden_rows, [(0, 1)]);
    assert_eq!(seen.hidden_cols, [(2, 2)]);
    assert_eq!(
        (seen.comments[0].at, seen.comments[0].text.as_str()),
        (at(2, 0), "ask")
    );
}

#[test]
fn an_xls_tells_what_is_hidden_and_where_comments_are() {
    let looks = |name: &str| {
        let sheets = open(&file(name)).unwrap().sheets;
        sheets
            .into_iter()
            .map(|sheet| sheet.look.unwrap())
            .collect::<Vec<_>>()
    };
    let plain = looks("calamine__merge_cells.xls");
    assert!(
        plain
            .iter()
            .all(|look| look.is_partial && look.hidden_rows.is_empty() && look.struck.is_empty())
    );
    let look = &looks("../hidden.xls")[0];
    assert_eq!(
        (&look.hidden_rows[..], &look.hidden_cols[..]),
        (&[(3, 3)][..], &[(2, 2)][..])
    );
    assert_eq!(look.struck.len(), 1);
    assert_eq!(look.struck[0].at, at(2, 1));
}
