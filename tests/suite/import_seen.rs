//! What a person sees of a sheet decides: struck-through text, hidden rows and columns, colours, comments.

use rust_xlsxwriter::{ExcelDateTime, Format, Note, Workbook, Worksheet};
use serde_json::Value;

use super::support::Env;
use super::support::workbook::{FILE, again, bookings, counts, items, message, starter, written};

both![
    struck_through_entries_are_cancelled,
    a_struck_through_part_is_cancelled_and_the_rest_is_booked,
    what_stands_under_a_struck_through_date_is_cancelled,
    a_struck_through_entry_that_cannot_be_read_is_ignored,
    hidden_rows_and_columns_are_not_imported,
    what_was_imported_from_rows_hidden_since_stays,
    a_merged_cell_is_hidden_only_as_a_whole,
    hidden_sheets_and_comments_are_included_on_request,
    colours_mean_what_they_are_given_to_mean,
    an_explanation_names_the_axes_of_each_sheet,
    an_explanation_of_a_cell_lists_each_step,
    an_explanation_is_a_page_of_coloured_cells,
];
sqlite![
    a_colour_that_is_none_is_refused,
    an_ods_is_seen_as_an_xlsx_is,
    an_xls_hides_and_strikes_as_an_xlsx_does,
];

/// A sheet of March with Focus in column B and Growth in column C; 2 March stands in row 2.
fn march(days: u8, fill: impl FnOnce(&mut Worksheet)) -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Mar 2026").unwrap();
    head(sheet, days, &Format::new());
    fill(sheet);
    workbook
}

fn head(sheet: &mut Worksheet, days: u8, date: &Format) {
    for (column, heading) in (0..).zip(["Date", "Focus", "Growth"]) {
        sheet.write_string(0, column, heading).unwrap();
    }
    let date = date.clone().set_num_format("yyyy-mm-dd");
    for day in 0..days {
        let at = ExcelDateTime::from_ymd(2026, 3, 2 + day).unwrap();
        sheet
            .write_datetime_with_format(u32::from(day) + 1, 0, &at, &date)
            .unwrap();
    }
}

fn struck() -> Format {
    Format::new().set_font_strikethrough()
}

#[track_caller]
fn save(env: &Env, mut workbook: Workbook) {
    workbook.save(env.path(FILE)).unwrap();
}

#[track_caller]
fn notes(run: &super::support::Run) -> String {
    let notes = run.json()["sheets"][0]["notes"].clone();
    let notes = notes
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note.as_str().unwrap());
    notes.collect::<Vec<_>>().join("; ")
}

fn struck_through_entries_are_cancelled(env: &Env) {
    starter(env);
    save(
        env,
        march(2, |sheet| {
            sheet.write_string(1, 1, "Umoya 20+1").unwrap();
            sheet.write_string(2, 1, "Kopano 12").unwrap();
        }),
    );
    again(env, FILE, &[]).ok();
    save(
        env,
        march(2, |sheet| {
            sheet.write_string(1, 1, "Umoya 20+1").unwrap();
            sheet
                .write_string_with_format(2, 1, "Kopano 12", &struck())
                .unwrap();
            sheet
                .write_string_with_format(2, 2, "Thuto 9", &struck())
                .unwrap();
        }),
    );
    let run = again(env, FILE, &[]).ok();
    assert_eq!(counts(&run), "unchanged 1, cancelled 1, ignored 1");
    assert_eq!(message(&run, "cancel"), "struck through");
    assert_eq!(message(&run, "ignore"), "struck through: no booking");
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-16:30 Focus: Umoya 20+1=21, 0 devices, confirmed",
            "2026-03-03 07:30-16:30 Focus: Kopano 12+1=13, 0 devices, cancelled",
        ]
    );
    assert_eq!(counts(&again(env, FILE, &[]).ok()), "unchanged 1, ignored 2");
}

fn a_struck_through_part_is_cancelled_and_the_rest_is_booked(env: &Env) {
    starter(env);
    let plain = Format::new();
    save(
        env,
        march(2, |sheet| {
            sheet
                .write_rich_string(1, 1, &[(&struck(), "Umoya 20+1"), (&plain, " Kopano 12")])
                .unwrap();
            sheet
                .write_rich_string(2, 1, &[(&plain, "Thuto "), (&struck(), "30"), (&plain, " 25+1")])
                .unwrap();
        }),
    );
    let run = again(env, FILE, &[]).ok();
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-16:30 Focus: Kopano 12+1=13, 0 devices, confirmed",
            "2026-03-03 07:30-16:30 Focus: Thuto 25+1=26, 0 devices, confirmed",
        ]
    );
    assert_eq!(run.json()["cells"]["booked"], 2);
    let cancelled = items(&run, "ignore");
    assert_eq!(cancelled[0]["text"], "Umoya 20+1");
}

fn what_stands_under_a_struck_through_date_is_cancelled(env: &Env) {
    starter(env);
    save(
        env,
        march(1, |sheet| {
            let date = struck().set_num_format("yyyy-mm-dd");
            let at = ExcelDateTime::from_ymd(2026, 3, 3).unwrap();
            sheet.write_datetime_with_format(2, 0, &at, &date).unwrap();
            sheet.write_string(1, 1, "Umoya 20+1").unwrap();
            sheet.write_string(2, 1, "Kopano 12").unwrap();
        }),
    );
    let run = again(env, FILE, &[]).ok();
    assert_eq!(
        message(&run, "ignore"),
        "its date in A3 is struck through: no booking"
    );
    assert_eq!(bookings(env).len(), 1);
}

fn a_struck_through_entry_that_cannot_be_read_is_ignored(env: &Env) {
    starter(env);
    save(
        env,
        march(2, |sheet| {
            sheet.write_string(1, 1, "Umoya 20+1").unwrap();
            sheet.write_string_with_format(2, 1, "10-12", &struck()).unwrap();
        }),
    );
    let run = again(env, FILE, &[]).ok();
    assert_eq!(run.json()["cells"]["ignored"], 1, "{run}");
    assert_eq!(bookings(env).len(), 1);
}

fn hidden_rows_and_columns_are_not_imported(env: &Env) {
    starter(env);
    save(
        env,
        march(3, |sheet| {
            sheet.write_string(1, 1, "Umoya 20+1").unwrap();
            sheet.write_string(1, 2, "Old plan 9").unwrap();
            sheet.write_string(2, 1, "Hidden 7").unwrap();
            sheet.write_string(3, 1, "Kopano 12").unwrap();
            sheet.set_row_hidden(2).unwrap();
            sheet.set_column_hidden(2).unwrap();
        }),
    );
    let run = again(env, FILE, &[]).ok();
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-16:30 Focus: Umoya 20+1=21, 0 devices, confirmed",
            "2026-03-04 07:30-16:30 Focus: Kopano 12+1=13, 0 devices, confirmed",
        ]
    );
    assert_eq!(
        notes(&run),
        "4 cells in 1 hidden row (3) and 1 hidden column (C) not read (--include-hidden reads them)"
    );
    assert_eq!(run.json()["counts"]["warnings"], 1);
    again(env, FILE, &["--include-hidden"]).ok();
    assert_eq!(bookings(env).len(), 4);
}

fn what_was_imported_from_rows_hidden_since_stays(env: &Env) {
    starter(env);
    let entries = |sheet: &mut Worksheet| {
        sheet.write_string(1, 1, "Umoya 20+1").unwrap();
        sheet.write_string(2, 1, "Kopano 12").unwrap();
        let again = ExcelDateTime::from_ymd(2026, 3, 3).unwrap();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(3, 0, &again, &date).unwrap();
        sheet.write_string(3, 1, "Thuto 9 13:00-15:00").unwrap();
    };
    let half = |sheet: &mut Worksheet| {
        entries(sheet);
        sheet.write_string(2, 1, "Kopano 12 08:00-12:00").unwrap();
    };
    save(env, march(2, half));
    again(env, FILE, &[]).ok();
    let before = written(env);
    save(
        env,
        march(2, |sheet| {
            half(sheet);
            sheet.set_row_hidden(2).unwrap();
        }),
    );
    let run = again(env, FILE, &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 2, kept 1", "{run}");
    assert_eq!(written(env), before);
}

fn a_merged_cell_is_hidden_only_as_a_whole(env: &Env) {
    starter(env);
    let plain = Format::new();
    save(
        env,
        march(4, |sheet| {
            sheet.merge_range(1, 1, 2, 1, "Umoya 20+1", &plain).unwrap();
            sheet.merge_range(3, 1, 4, 1, "Kopano 12", &plain).unwrap();
            sheet.set_row_hidden(1).unwrap();
            sheet.set_row_hidden(3).unwrap();
            sheet.set_row_hidden(4).unwrap();
        }),
    );
    again(env, FILE, &[]).ok();
    assert_eq!(
        bookings(env),
        ["2026-03-03 07:30-16:30 Focus: Umoya 20+1=21, 0 devices, confirmed"]
    );
}

fn hidden_sheets_and_comments_are_included_on_request(env: &Env) {
    starter(env);
    let mut workbook = march(1, |sheet| {
        sheet.write_string(1, 1, "Umoya 20+1").unwrap();
        sheet
            .insert_note(1, 1, &Note::new("moved to Growth").add_author_prefix(false))
            .unwrap();
    });
    let april = workbook.add_worksheet().set_name("Apr 2026").unwrap();
    april.write_string(0, 0, "Date").unwrap();
    april.write_string(0, 1, "Focus").unwrap();
    april.write_string(1, 0, "2026-04-01").unwrap();
    april.write_string(1, 1, "Kopano 12").unwrap();
    april.set_hidden(true);
    save(env, workbook);
    let run = again(env, FILE, &["--dry-run"]).ok();
    assert_eq!(
        notes(&run),
        "1 comment is not read (--include-hidden keeps them as notes): B2"
    );
    assert_eq!(
        run.json()["sheets"][1]["reason"],
        "hidden: --include-hidden reads it"
    );
    again(env, FILE, &["--include-hidden"]).ok();
    assert_eq!(bookings(env).len(), 2);
    let list = env.colab(&["booking", "show", "1", "-f", "json"]).ok().json();
    assert!(list.to_string().contains("moved to Growth"), "{list}");
}

fn colours_mean_what_they_are_given_to_mean(env: &Env) {
    starter(env);
    let filled = |rgb: u32| Format::new().set_background_color(rgb);
    let fill = |sheet: &mut Worksheet| {
        let red = filled(0xFF_0000);
        sheet.write_string_with_format(1, 1, "Umoya 20+1", &red).unwrap();
        let grey = filled(0x80_8080);
        sheet.write_string_with_format(2, 1, "Kopano 12", &grey).unwrap();
        sheet.write_string(2, 2, "Thuto 9").unwrap();
    };
    save(env, march(2, fill));
    let flags = ["--colour", "ff0000=cancelled", "--colour", "#808080=ignored"];
    let lines = env
        .colab(&["import", "schedule", FILE, "--explain", "-f", "csv"])
        .ok();
    assert!(
        lines.stdout.contains("Mar 2026,,colour,808080,1 cell,"),
        "{lines}"
    );
    let run = again(env, FILE, &flags).ok();
    assert_eq!(counts(&run), "created 1, ignored 2");
    let messages: Vec<Value> = items(&run, "ignore")
        .iter()
        .map(|item| item["message"].clone())
        .collect();
    assert!(
        messages.contains(&Value::from("its colour FF0000 means cancelled: no booking")),
        "{messages:?}"
    );
    assert!(
        messages.contains(&Value::from("its colour 808080 means ignored")),
        "{messages:?}"
    );
    assert_eq!(counts(&again(env, FILE, &[]).ok()), "created 2, unchanged 1");
}

fn a_colour_that_is_none_is_refused(env: &Env) {
    save(env, march(1, |_| {}));
    for colour in ["red=cancelled", "FF0000", "FF0000=moved", "GG0000=ignored"] {
        again(env, FILE, &["--colour", colour])
            .fails(2)
            .says("invalid colour");
    }
}

/// An ods of one sheet, its rows as XML.
fn save_ods(env: &Env, rows: &str) {
    use std::io::Write;
    let content = format!(
        "<?xml version='1.0'?><office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
         xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
         xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'>\
         <office:automatic-styles>\
         <style:style style:name='ce1' style:family='table-cell'><style:text-properties style:text-line-through-style='solid'/></style:style>\
         <style:style style:name='ce2' style:family='table-cell' style:parent-style-name='ce1'/>\
         <style:style style:name='ce3' style:family='table-cell'><style:table-cell-properties fo:background-color='#ff0000'/></style:style>\
         <style:style style:name='T1' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>\
         </office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name='Mar 2026'>\
         <table:table-column table:number-columns-repeated='2'/><table:table-column table:visibility='collapse'/>{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let file = std::fs::File::create(env.path("schedule.ods")).unwrap();
    let mut zip = zip::ZipWriter::new(file);
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='m'/>"),
    ];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

fn an_ods_is_seen_as_an_xlsx_is(env: &Env) {
    starter(env);
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes} office:value-type='string'>{text}</table:table-cell>")
    };
    let row = |attributes: &str, cells: &[String]| {
        format!(
            "<table:table-row {attributes}>{}</table:table-row>",
            cells.concat()
        )
    };
    let plain = |text: &str| cell("", &format!("<text:p>{text}</text:p>"));
    let styled = |style: &str, text: &str| {
        cell(
            &format!("table:style-name='{style}'"),
            &format!("<text:p>{text}</text:p>"),
        )
    };
    let rows = [
        row("", &[plain("Date"), plain("Focus"), plain("Growth")]),
        row(
            "",
            &[plain("2026-03-02"), styled("ce2", "Umoya 20+1"), plain("Old 9")],
        ),
        row(
            "table:visibility='filter'",
            &[plain("2026-03-03"), plain("Hidden 7")],
        ),
        row(
            "",
            &[
                plain("2026-03-04"),
                cell(
                    "",
                    "<office:annotation><text:p>ask</text:p></office:annotation><text:p><text:span text:style-name='T1'>Thuto 9</text:span> Kopano 12</text:p>",
                ),
            ],
        ),
        row("", &[plain("2026-03-05"), styled("ce3", "Siyaya 8")]),
    ];
    save_ods(env, &rows.concat());
    let run = again(env, "schedule.ods", &["--colour", "FF0000=cancelled"]).ok();
    assert_eq!(
        bookings(env),
        ["2026-03-04 07:30-16:30 Focus: Kopano 12+1=13, 0 devices, confirmed"]
    );
    let notes = notes(&run);
    assert!(
        notes.contains("1 hidden row (3) and 1 hidden column (C)"),
        "{notes}"
    );
    assert!(notes.contains("1 comment is not read"), "{notes}");
}

fn an_xls_hides_and_strikes_as_an_xlsx_does(env: &Env) {
    starter(env);
    let file = super::support::data("hidden.xls");
    let run = again(env, file.to_str().unwrap(), &[]).ok();
    let told = notes(&run);
    for note in [
        "colours and struck-through parts of texts cannot be seen in this format",
        "4 cells in 1 hidden row (4) and 1 hidden column (C) not read",
    ] {
        assert!(told.contains(note), "{told}");
    }
    assert_eq!(message(&run, "ignore"), "struck through: no booking");
    assert_eq!(
        bookings(env),
        ["2026-03-02 07:30-16:30 Focus: Umoya 20+1=21, 0 devices, confirmed"]
    );
}

fn explained(env: &Env) {
    starter(env);
    save(
        env,
        march(3, |sheet| {
            sheet.write_string(1, 1, "Umoya 20+1 08:00-12:00").unwrap();
            sheet.write_string(2, 1, "10-12").unwrap();
            sheet
                .write_string_with_format(3, 1, "Kopano 12", &struck())
                .unwrap();
            sheet.write_string(3, 2, "Hidden <b> 7").unwrap();
            sheet.set_column_hidden(2).unwrap();
        }),
    );
}

fn an_explanation_names_the_axes_of_each_sheet(env: &Env) {
    explained(env);
    let before = written(env);
    let lines = env
        .colab(&["import", "schedule", FILE, "--explain", "-f", "json"])
        .ok()
        .json();
    let said = |part: &str| -> Vec<String> {
        let lines = lines.as_array().unwrap().iter();
        lines
            .filter(|line| line["part"] == part)
            .map(|line| {
                format!(
                    "{} {}",
                    line["cell"].as_str().unwrap_or("-"),
                    line["meaning"].as_str().unwrap()
                )
            })
            .collect()
    };
    assert_eq!(
        said("sheet"),
        ["- read as a grid, dates down: 1 room, 3 days, 2 entries"]
    );
    assert_eq!(said("date")[0], "A2 Monday 2 March 2026");
    assert_eq!(said("room"), ["B1 room Focus"]);
    assert!(said("note")[0].contains("1 hidden column (C)"));
    assert_eq!(written(env), before);
}

fn an_explanation_of_a_cell_lists_each_step(env: &Env) {
    explained(env);
    let steps = |place: &str| -> String {
        let run = env.colab(&["import", "schedule", FILE, "--explain", place, "-f", "json"]);
        let lines = run.ok().json();
        let lines = lines.as_array().unwrap().iter();
        let step = |line: &Value| {
            let action = line["action"]
                .as_str()
                .map_or_else(String::new, |action| format!(" [{action}]"));
            format!(
                "{}: {}{action}",
                line["part"].as_str().unwrap(),
                line["meaning"].as_str().unwrap()
            )
        };
        lines.map(step).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        steps("Mar 2026!B2"),
        "value: a text\n\
         sheet: read as a grid, dates down: 1 room, 3 days, 2 entries\n\
         date: Monday 2 March 2026 by A2\n\
         room: room Focus by B1\n\
         time: neither its row nor its column names one\n\
         reading: Umoya, 20 learners and 1 facilitator, 08:00-12:00\n\
         outcome: Umoya, 20 learners and 1 facilitator, 08:00-12:00, Focus, 2026-03-02 [create]"
    );
    assert!(steps("mar 2026!b3").contains("[reject]"));
    assert!(steps("Mar 2026!B4").contains("look: struck through"));
    assert!(steps("Mar 2026!C4").contains("hidden: in a hidden row or column"));
    assert!(steps("Mar 2026!A2").contains("date: Monday 2 March 2026"));
    let run = env
        .colab(&["import", "schedule", FILE, "--explain", "April!B2"])
        .fails(3);
    run.says("no sheet is named April").says("Mar 2026");
    env.colab(&["import", "schedule", FILE, "--explain", "Mar 2026!Z99"])
        .fails(3)
        .says("cell Z99 of sheet Mar 2026 is empty");
}

fn an_explanation_is_a_page_of_coloured_cells(env: &Env) {
    explained(env);
    let flags = ["import", "schedule", FILE, "--explain", "-o", "plan.html"];
    env.colab(&flags).ok();
    let page = std::fs::read_to_string(env.path("plan.html")).unwrap();
    for (class, text) in [
        ("booked", "Umoya 20+1 08:00-12:00"),
        ("rejected", "10-12"),
        ("ignored", "Kopano 12"),
        ("hidden", "Hidden &lt;b&gt; 7"),
        ("date", "2026-03-02"),
        ("room", "Focus"),
    ] {
        let cell = page.lines().find(|line| line.contains(&format!(">{text}</td>")));
        let cell = cell.unwrap_or_else(|| panic!("no cell {text} in {page}"));
        let place = cell.find(&format!(">{text}</td>")).unwrap();
        let tag = &cell[cell[..place].rfind("<td").unwrap()..place];
        assert!(tag.contains(&format!("class=\"{class}\"")), "{text}: {tag}");
    }
    assert!(!page.contains("<b>"));
    env.colab(&["import", "schedule", FILE, "--explain", "-o", "plan.pdf"])
        .fails(2);
    env.colab(&["import", "schedule", FILE, "-o", "plan.html"])
        .fails(2);
    assert!(bookings(env).is_empty());
}
