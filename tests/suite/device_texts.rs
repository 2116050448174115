//! Texts about devices: none is dropped, and a serial is what was typed, whatever wrote it down.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};

use super::support::Env;

both![
    a_reason_without_a_change_is_a_line_of_the_timeline,
    a_serial_has_no_mark_that_nobody_sees_and_one_form_of_accents,
    what_a_spreadsheet_made_of_a_serial_is_remarked,
];
sqlite![the_template_keeps_texts_as_they_are_typed];

fn timeline(env: &Env, serial: &str) -> Vec<Value> {
    let device = env.json(&["device", "show", serial]);
    device["timeline"].as_array().unwrap().clone()
}

fn a_reason_without_a_change_is_a_line_of_the_timeline(env: &Env) {
    env.line("device add LT-1 --category Laptop").ok();
    env.line("device move LT-1 --to maintenance --place Shop").ok();
    for line in [
        "device move LT-1 --to maintenance --reason \"quoted R1200\"",
        "device move LT-1 --place Shop --reason \"part ordered\"",
    ] {
        env.line(line).ok();
    }
    let lines = timeline(env, "LT-1");
    let reasons: Vec<&Value> = lines[2..].iter().map(|line| &line["reason"]).collect();
    assert_eq!(reasons, [&json!("quoted R1200"), &json!("part ordered")]);
    // Without a reason there is nothing to tell.
    env.line("device move LT-1 --to maintenance").ok();
    assert_eq!(timeline(env, "LT-1").len(), lines.len());
    env.line("device move LT-1 --to available").ok();
    let rent = "rental start --client U --contact-person P --contact-number 1 --company U --address A";
    env.line(&format!("{rent} --serial LT-1 --return-on 2026-01-20"))
        .ok();
    env.line("rental extend RN-2026-0001 --return-on 2026-01-20 --reason \"asked again\"")
        .ok();
    let last = timeline(env, "LT-1").pop().unwrap();
    assert_eq!(
        (&last["action"], &last["reason"]),
        (&json!("extended"), &json!("asked again"))
    );
    env.verify_audit().unwrap();
}

fn a_serial_has_no_mark_that_nobody_sees_and_one_form_of_accents(env: &Env) {
    env.write("scan.txt", "\u{feff}Z-1\r\nZ-2\n\u{feff}Z-3\n");
    env.line("device add @scan.txt --category Laptop").ok();
    assert_eq!(
        env.column(&["device", "list"], "serial_number"),
        ["Z-1", "Z-2", "Z-3"]
    );
    env.colab_with(&["device", "move", "-", "--place", "Store"], "\u{feff}Z-1\n", &[])
        .ok();
    env.line("device add Z-1 --category Laptop").fails(5);
    for hidden in ["Z-4\u{200b}", "Z\u{2060}-4", "Z-4\u{feff}"] {
        env.colab(&["device", "add", hidden, "--category", "Laptop"])
            .fails(6)
            .says("invisible character");
    }
    env.colab(&["device", "add", "E\u{301}CRAN-1", "--category", "Laptop"])
        .ok();
    let device = env.json(&["device", "show", "ÉCRAN-1"]);
    assert_eq!(device["serial_number"], "ÉCRAN-1");
    env.line("device add écran-1 --category Laptop").fails(5);
    env.line("device show \u{200b}écran-1").ok();
    env.write(
        "more.csv",
        "serial_number,category,place\nE\u{301}cran-1,Laptop,Hall\n",
    );
    env.line("import devices more.csv").ok();
    assert_eq!(env.json(&["device", "show", "écran-1"])["place"], "Hall");
}

fn what_a_spreadsheet_made_of_a_serial_is_remarked(env: &Env) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (place, heading) in ["serial_number", "category", "name"].iter().enumerate() {
        sheet
            .write_string(0, u16::try_from(place).unwrap(), *heading)
            .unwrap();
    }
    let day = ExcelDateTime::from_ymd(2026, 3, 5).unwrap();
    let as_date = Format::new().set_num_format("d mmm");
    let zeros = Format::new().set_num_format("00000");
    sheet.write_number_with_format(1, 0, 123.0, &zeros).unwrap();
    sheet.write_number(2, 0, 12_345_678_901_234_567.0).unwrap();
    sheet.write_datetime_with_format(3, 0, &day, &as_date).unwrap();
    sheet.write_boolean(4, 0, true).unwrap();
    sheet.write_string(5, 0, "00124").unwrap();
    sheet.write_string(6, 0, "1.23457E+16").unwrap();
    for row in 1..=6 {
        sheet.write_string(row, 1, "Laptop").unwrap();
    }
    sheet.write_number(5, 2, 5420.0).unwrap();
    book.save(env.path("devices.xlsx")).unwrap();
    let run = env.line("import devices devices.xlsx --dry-run -f json").fails(6);
    let items = run.json()["items"].as_array().unwrap().clone();
    for (cell, said) in [
        ("A3", "the spreadsheet rounded"),
        ("A4", "`2026-03-05` is a date in the file, not a text"),
        ("A5", "`yes` is true or false in the file, not a text"),
        ("A7", "the spreadsheet rounded `1.23457E+16`"),
    ] {
        let of_cell = items.iter().find(|item| item["cell"] == cell);
        let told = of_cell
            .map(|item| item["message"].to_string())
            .unwrap_or_default();
        assert!(told.contains(said), "{cell}: {run}");
    }
    assert_eq!(
        items.len(),
        4,
        "a text, a name that is a number, and a number whose format says its zeros, are as they are"
    );
    env.line("import devices devices.xlsx --partial").fails(8);
    for serial in ["00123", "00124"] {
        env.line(&format!("device show {serial}")).ok();
    }
}

fn the_template_keeps_texts_as_they_are_typed(env: &Env) {
    env.line("import template devices -o devices.xlsx").ok();
    let file = std::fs::File::open(env.path("devices.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut file = archive.by_name(name).unwrap();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        text
    };
    // Format 49 is text.
    let styles = part("xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).unwrap();
    let text = formats
        .split("<xf ")
        .skip(1)
        .position(|format| format.contains("numFmtId=\"49\""));
    let style = format!("style=\"{}\"", text.expect("a format of texts"));
    let sheet = part("xl/worksheets/sheet1.xml");
    let columns = sheet.split("<cols>").nth(1).unwrap();
    let columns = columns.split("</cols>").next().unwrap();
    assert!(columns.matches(&style).count() >= 1, "{columns}");
    let serial = columns.split("/>").next().unwrap();
    assert!(serial.contains(&style), "{serial}");
}
