//! Every sample workbook, in every layout and format, against the truth it was made from.

use serde_json::Value;

use super::support::workbook::{again, bookings, counts, starter, written};
use super::support::{Env, data, data_json};

both![
    the_year_is_what_it_was_made_from,
    rejects_are_exactly_the_unreadable_cells,
    an_unknown_room_leaves_the_others,
    a_client_of_the_whole_year_is_long_term,
];
both![
    real_dates,
    iso_text,
    weekday_text,
    slashed_dates,
    day_numbers,
    mixed_dates,
    dates_since_1904,
    decorated_sheets,
    merged_cells,
    rooms_down,
    rooms_down_with_weekdays,
    rooms_down_merged,
];
any![every_layout_has_a_test];

/// The tests below, by the stem of their files.
const LAYOUTS: [&str; 12] = [
    "real-dates",
    "iso-text",
    "weekday-text",
    "slashed",
    "day-numbers",
    "mixed-dates",
    "epoch-1904",
    "decorated",
    "merged",
    "rooms-down",
    "rooms-down-weekday-text",
    "rooms-down-merged",
];

/// What `standing` should say of these bookings.
fn truth(expected: &Value) -> Vec<String> {
    let mut lines: Vec<String> = expected["bookings"]
        .as_array()
        .unwrap()
        .iter()
        .map(line)
        .collect();
    lines.sort();
    lines
}

fn line(booking: &Value) -> String {
    let text = |field: &str| booking[field].as_str().unwrap().to_owned();
    let kind = match booking["device_type_preference"].as_str() {
        Some(kind) => format!(" ({kind})"),
        None => String::new(),
    };
    format!(
        "{} {}-{} {}: {} {}+{}={}, {} devices{kind}, {}",
        text("date"),
        text("start"),
        text("end"),
        text("room"),
        text("client_name"),
        booking["num_learners"],
        booking["num_facilitators"],
        booking["headcount"],
        booking["devices_needed"],
        text("status"),
    )
}

#[track_caller]
fn assert_truth(env: &Env, expected: &Value) {
    let (got, truth) = (bookings(env), truth(expected));
    let extra: Vec<_> = got.iter().filter(|line| !truth.contains(line)).take(5).collect();
    let missing: Vec<_> = truth.iter().filter(|line| !got.contains(line)).take(5).collect();
    assert!(
        extra.is_empty() && missing.is_empty(),
        "extra {extra:#?}, missing {missing:#?}"
    );
    assert_eq!(got.len(), truth.len());
}

fn the_year_is_what_it_was_made_from(env: &Env) {
    starter(env);
    let expected = data_json("schedule-2026.expected.json");
    let run = again(env, data("schedule-2026.xlsx").to_str().unwrap(), &[]).ok();
    assert_eq!(run.json()["cells"], expected["cells"]);
    assert_truth(env, &expected);
}

fn rejects_are_exactly_the_unreadable_cells(env: &Env) {
    starter(env);
    let expected = data_json("rejects.expected.json");
    let run = again(env, data("rejects.xlsx").to_str().unwrap(), &["--partial"]).fails(8);
    assert_truth(env, &expected);
    let rejected: Vec<Value> = run.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            Value::from(vec![
                item["date"].clone(),
                item["room"].clone(),
                item["text"].clone(),
            ])
        })
        .collect();
    assert_eq!(Value::from(rejected), expected["rejected"]);
}

fn an_unknown_room_leaves_the_others(env: &Env) {
    starter(env);
    let file = data("unknown-room.xlsx");
    again(env, file.to_str().unwrap(), &["--partial"]).fails(8);
    assert_truth(env, &data_json("unknown-room.expected.json"));
}

fn a_client_of_the_whole_year_is_long_term(env: &Env) {
    starter(env);
    let expected = data_json("long-term.expected.json");
    again(env, data("long-term.xlsx").to_str().unwrap(), &[]).ok();
    assert_truth(env, &expected);
    let marked = "SELECT DISTINCT client_name FROM bookings WHERE long_term";
    assert_eq!(env.raw_texts(marked), [Some("Siyaya".to_owned())]);
    assert_eq!(
        env.raw_int("SELECT count(*) FROM bookings WHERE long_term"),
        Some(261)
    );
}

/// All formats of one layout as one source: the first makes the truth, the others must say the very same.
fn layout(env: &Env, stem: &str) {
    starter(env);
    let expected = data_json("layouts/expected.json");
    let count = expected["bookings"].as_array().unwrap().len();
    let mut before = None;
    for (file, about) in of_layout(&expected, stem) {
        let path = data(&format!("layouts/{file}"));
        let run = again(env, path.to_str().unwrap(), &["--source", "quarter"]).ok();
        let report = run.json();
        assert_eq!(report["cells"], about["cells"], "{file}");
        let sheets = report["sheets"].as_array().unwrap();
        let layouts = sheets.iter().filter(|sheet| sheet["imported"] == true);
        assert!(
            layouts
                .map(|sheet| &sheet["layout"])
                .all(|one| *one == about["layout"]),
            "{file}"
        );
        let ignored = &about["cells"]["ignored"];
        let word = if before.is_none() { "created" } else { "unchanged" };
        assert_eq!(
            counts(&run),
            format!("{word} {count}, ignored {ignored}"),
            "{file}"
        );
        if let Some(before) = before {
            assert_eq!(written(env), before, "{file}");
        }
        before = Some(written(env));
    }
    assert!(before.is_some(), "no file {stem}.*");
    assert_truth(env, &expected);
}

fn of_layout<'e>(expected: &'e Value, stem: &str) -> Vec<(&'e String, &'e Value)> {
    let files = expected["files"].as_object().unwrap().iter();
    let of_stem = files.filter(|(file, _)| file.rsplit_once('.').unwrap().0 == stem);
    of_stem.collect()
}

fn every_layout_has_a_test(_: &Env) {
    let expected = data_json("layouts/expected.json");
    let tested: usize = LAYOUTS.iter().map(|stem| of_layout(&expected, stem).len()).sum();
    assert_eq!(tested, expected["files"].as_object().unwrap().len());
    let there = std::fs::read_dir(data("layouts")).unwrap().count();
    assert_eq!(tested + 1, there, "a file that expected.json does not know");
}

fn real_dates(env: &Env) {
    layout(env, LAYOUTS[0]);
}

fn iso_text(env: &Env) {
    layout(env, LAYOUTS[1]);
}

fn weekday_text(env: &Env) {
    layout(env, LAYOUTS[2]);
}

fn slashed_dates(env: &Env) {
    layout(env, LAYOUTS[3]);
}

fn day_numbers(env: &Env) {
    layout(env, LAYOUTS[4]);
}

fn mixed_dates(env: &Env) {
    layout(env, LAYOUTS[5]);
}

fn dates_since_1904(env: &Env) {
    layout(env, LAYOUTS[6]);
}

fn decorated_sheets(env: &Env) {
    layout(env, LAYOUTS[7]);
}

fn merged_cells(env: &Env) {
    layout(env, LAYOUTS[8]);
}

fn rooms_down(env: &Env) {
    layout(env, LAYOUTS[9]);
}

fn rooms_down_with_weekdays(env: &Env) {
    layout(env, LAYOUTS[10]);
}

fn rooms_down_merged(env: &Env) {
    layout(env, LAYOUTS[11]);
}
