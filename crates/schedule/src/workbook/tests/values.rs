//! What a stored value becomes.

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};
use chrono::{NaiveDate, NaiveTime};
use rust_xlsxwriter::{Format, Formula};

use super::super::place::CellAddress;
use super::super::value::{ods_value, owned_value};
use super::fixtures::{ods, raw_xlsx, xlsx};
use super::{CellValue, file, get, open, text};

fn day(year: i32, month: u32, day: u32) -> CellValue {
    CellValue::DateTime(NaiveDate::from_ymd_opt(year, month, day).unwrap().into())
}

fn time(hour: u32, minute: u32, second: u32) -> CellValue {
    CellValue::Time(NaiveTime::from_hms_opt(hour, minute, second).unwrap())
}

fn serial(days: f64, is_1904: bool) -> CellValue {
    owned_value(Data::DateTime(ExcelDateTime::new(
        days,
        ExcelDateTimeType::DateTime,
        is_1904,
    )))
    .unwrap()
}

#[test]
fn days_of_1904_are_shifted() {
    assert_eq!(serial(42735.0, false), day(2016, 12, 31));
    assert_eq!(serial(42735.0, true), day(2021, 1, 1));
    let book = open(&file("calamine__date_1904.xlsx")).unwrap();
    assert!(book.epoch_1904);
    assert_eq!(get(&book.sheets[0], 0, 0), Some(&day(2021, 1, 1)));
    assert_eq!(get(&book.sheets[0], 0, 1), Some(&CellValue::Number(15.0)));
}

#[test]
fn only_a_number_format_makes_a_date() {
    let bytes = xlsx(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, 46027).unwrap();
        sheet
            .write_with_format(1, 0, 46027, &Format::new().set_num_format("ddd d mmm"))
            .unwrap();
        sheet
            .write_with_format(2, 0, 46027, &Format::new().set_num_format("0.00"))
            .unwrap();
        sheet
            .write_with_format(3, 0, 0.354_166_67, &Format::new().set_num_format("hh:mm"))
            .unwrap();
        sheet
            .write_with_format(4, 0, -1, &Format::new().set_num_format("yyyy-mm-dd"))
            .unwrap();
        sheet
            .write_with_format(5, 0, 1.5, &Format::new().set_num_format("[h]:mm"))
            .unwrap();
    });
    let sheet = &open(&bytes).unwrap().sheets[0];
    let values: Vec<&CellValue> = sheet.cells.iter().map(|cell| &cell.value).collect();
    let number = CellValue::Number;
    assert_eq!(
        values,
        [
            &number(46027.0),
            &day(2026, 1, 5),
            &number(46027.0),
            &time(8, 30, 0),
            &number(-1.0),
            &number(1.5)
        ]
    );
}

#[test]
fn impossible_days_stay_numbers() {
    assert_eq!(serial(f64::NAN, false), CellValue::Error("#NUM!".to_owned()));
    assert_eq!(serial(f64::INFINITY, false), CellValue::Error("#NUM!".to_owned()));
    assert_eq!(serial(1e300, true), CellValue::Number(1e300));
    assert_eq!(serial(0.0, true), time(0, 0, 0));
    assert_eq!(
        serial(44_484.333_333, false),
        CellValue::DateTime(
            NaiveDate::from_ymd_opt(2021, 10, 15)
                .unwrap()
                .and_hms_opt(8, 0, 0)
                .unwrap()
        )
    );
}

#[test]
fn iso_dates_and_durations_of_an_ods() {
    let date = |text: &str| owned_value(Data::DateTimeIso(text.to_owned())).unwrap();
    assert_eq!(date("2026-01-05"), day(2026, 1, 5));
    assert_eq!(date("2026-01-05T00:00:00"), day(2026, 1, 5));
    assert_eq!(date("2026-01-05T23:59:59.9"), day(2026, 1, 6));
    assert_eq!(date("5 Jan"), text("5 Jan"));
    let duration = |text: &str| owned_value(Data::DurationIso(text.to_owned())).unwrap();
    assert_eq!(duration("PT08H30M00S"), time(8, 30, 0));
    assert_eq!(duration("PT36H00M00S"), CellValue::Number(1.5));
    assert_eq!(duration("PT8X"), text("PT8X"));
    let book = open(&file("calamine__date.ods")).unwrap();
    assert_eq!(get(&book.sheets[0], 0, 0), Some(&day(2021, 1, 1)));
}

#[test]
fn errors_keep_their_spelling() {
    let error = |text: &str| Some(CellValue::Error(text.to_owned()));
    assert_eq!(ods_value(Data::String("#REF!".to_owned())), error("#REF!"));
    assert_eq!(ods_value(Data::String("Err:502".to_owned())), error("Err:502"));
    assert_eq!(
        ods_value(Data::String("#1 Client".to_owned())),
        Some(text("#1 Client"))
    );
    assert_eq!(owned_value(Data::String("#REF!".to_owned())), Some(text("#REF!")));
    let bytes = raw_xlsx("<sheetData><row><c r='A1' t='e'><v>#DIV/0!</v></c></row></sheetData>");
    assert_eq!(
        get(&open(&bytes).unwrap().sheets[0], 0, 0).cloned(),
        error("#DIV/0!")
    );
}

#[test]
fn text_stays_raw_and_empty_text_is_no_cell() {
    let bytes = xlsx(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "  Client\u{a0}25+1 ").unwrap();
        sheet.write(1, 0, true).unwrap();
        sheet.write(2, 0, "a\rb_x0041_").unwrap();
    });
    let sheet = &open(&bytes).unwrap().sheets[0];
    assert_eq!(get(sheet, 0, 0), Some(&text("  Client\u{a0}25+1 ")));
    assert_eq!(get(sheet, 1, 0), Some(&CellValue::Bool(true)));
    assert_eq!(get(sheet, 2, 0), Some(&text("a\rb_x0041_")));
    let empty = raw_xlsx(
        "<sheetData><row><c r='A1' t='str'><v></v></c><c r='B1' t='inlineStr'><is><t></t></is></c></row></sheetData>",
    );
    assert_eq!(open(&empty).unwrap().sheets[0].cells, []);
}

#[test]
fn a_formula_is_its_stored_result_or_a_warning() {
    let bytes = xlsx(|book| {
        book.add_worksheet()
            .write_formula(0, 0, Formula::new("=1+1").set_result("2"))
            .unwrap();
    });
    assert_eq!(
        get(&open(&bytes).unwrap().sheets[0], 0, 0),
        Some(&CellValue::Number(2.0))
    );
    let unresolved = raw_xlsx("<sheetData><row><c r='C4'><f>A1+1</f></c></row></sheetData>");
    let sheet = &open(&unresolved).unwrap().sheets[0];
    assert_eq!(sheet.cells, []);
    assert!(sheet.warnings[0].contains("without a stored result") && sheet.warnings[0].ends_with(": C4"));
    assert_eq!(sheet.unresolved, [CellAddress { row: 3, col: 2 }]);
}

#[test]
fn a_formula_that_cannot_be_taken_apart_does_not_cost_its_value() {
    let bytes = raw_xlsx("<sheetData><row><c r='A1'><f t='shared'>A2</f><v>7</v></c></row></sheetData>");
    assert_eq!(
        get(&open(&bytes).unwrap().sheets[0], 0, 0),
        Some(&CellValue::Number(7.0))
    );
}

#[test]
fn a_formula_has_no_result_where_nobody_calculated_it_and_may_come_to_an_empty_text() {
    let written = |result: Option<&str>| {
        xlsx(|book| {
            let formula = Formula::new("=A2*2");
            let formula = match result {
                Some(result) => formula.set_result(result),
                None => formula,
            };
            book.add_worksheet().write_formula(0, 1, formula).unwrap();
        })
    };
    let places = |bytes: &[u8]| {
        let places = open(bytes).unwrap().sheets[0].unresolved.clone();
        places.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(places(&written(None)), ["B1"], "a writer's 0 is no result");
    assert_eq!(places(&written(Some("3"))), [""; 0]);
    let empty = raw_xlsx(
        "<sheetData><row><c r='A1' t='str'><f>IF(B1,1,\"\")</f><v></v></c><c r='B1'><f>1-1</f><v>0</v></c></row></sheetData>",
    );
    assert_eq!(places(&empty), [""; 0]);
    let sheet = "<table:table table:name='S'><table:table-row><table:table-cell table:formula='of:=1+1'/>\
                 <table:table-cell table:formula='of:=1' office:value-type='float' office:value='1'/></table:table-row></table:table>";
    assert_eq!(places(&ods(sheet)), ["A1"]);
}
