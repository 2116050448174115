//! Bad input: a clear error with its place and the way out, the documented code, and nothing written.

use std::fs::File;
use std::io::Write;

use super::support::workbook::{
    Book, FILE, again, counts, import, items, save_rows, standing, starter, written,
};
use super::support::{Env, Run, data};

both![
    what_is_no_sound_workbook_is_refused,
    a_missing_file_and_a_folder,
    a_bomb_is_refused_in_time,
    a_sheet_with_too_many_cells_is_refused,
];
both![
    a_wrong_year_is_refused_and_the_right_one_named,
    a_wrong_epoch_is_refused_and_the_right_one_named,
    the_hint_of_an_unknown_heading_works,
    a_cell_that_cannot_be_read_is_named_with_the_way_out,
    one_room_in_two_columns_waits_for_a_choice,
    who_may_not_import_is_refused_before_the_file_is_read,
    flags_that_make_no_sense_are_refused,
    rooms_are_not_made_of_headings_over_nothing,
];

/// Runs a refused import: the code, an error about the file with a hint, and nothing written.
#[track_caller]
fn refused(env: &Env, file: &str, code: i32, words: &[&str]) -> Run {
    let before = written(env);
    let run = again(env, file, &["--create-rooms"]).fails(code);
    assert!(run.stdout.is_empty(), "{run}");
    let error = run.error();
    let message = error["message"].as_str().unwrap();
    assert!(
        message.starts_with(&format!("{file}: ")),
        "the file is named: {message}"
    );
    for word in words {
        assert!(message.contains(word), "{word}: {message}");
    }
    let hint = error["hint"].as_str().unwrap_or_default();
    assert!(hint.len() > 10, "no way out: {run}");
    assert_eq!(written(env), before);
    run
}

#[track_caller]
fn refused_data(env: &Env, name: &str, words: &[&str]) {
    refused(env, data(name).to_str().unwrap(), 6, words);
}

fn what_is_no_sound_workbook_is_refused(env: &Env) {
    refused_data(env, "truncated.xlsx", &["damaged or incomplete"]);
    refused_data(env, "encrypted.xlsx", &["encrypted"]);
    refused_data(env, "not-a-workbook.xlsx", &["not a workbook"]);
    refused_data(env, "~$schedule-2026.xlsx", &["lock file"]);
    env.write("empty.xlsx", "");
    refused(env, "empty.xlsx", 6, &["empty"]);
    refused_data(
        env,
        "robust/calamine__issue_594_dos.ods",
        &["too large", "Sheet1"],
    );
    refused_data(env, "robust/poi__poc-xmlbomb.xlsx", &["damaged"]);
}

fn a_missing_file_and_a_folder(env: &Env) {
    refused(env, "nowhere.xlsx", 3, &["does not exist"]);
    std::fs::create_dir(env.path("folder.xlsx")).unwrap();
    refused(env, "folder.xlsx", 6, &["directory"]);
}

/// A part of a workbook that unpacks to 600 MB from a few hundred KB.
fn a_bomb_is_refused_in_time(env: &Env) {
    let path = env.path("bomb.xlsx");
    Book::march(&["Focus"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .save(&path);
    let mut sound = zip::ZipArchive::new(File::open(&path).unwrap()).unwrap();
    let bomb = env.path("bomb2.xlsx");
    let mut writer = zip::ZipWriter::new(File::create(&bomb).unwrap());
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(1));
    for place in 0..sound.len() {
        let mut part = sound.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        writer.start_file(&name, options).unwrap();
        if name == "xl/sharedStrings.xml" {
            writer.write_all(b"<sst><si><t>").unwrap();
            let megabyte = vec![b'a'; 1 << 20];
            for _ in 0..600 {
                writer.write_all(&megabyte).unwrap();
            }
            writer.write_all(b"</t></si></sst>").unwrap();
        } else {
            std::io::copy(&mut part, &mut writer).unwrap();
        }
    }
    writer.finish().unwrap();
    let cpu = refused(env, "bomb2.xlsx", 6, &["too large"]).cpu;
    assert!(cpu < std::time::Duration::from_secs(10), "{cpu:?}");
}

fn a_sheet_with_too_many_cells_is_refused(env: &Env) {
    starter(env);
    env.colab(&["config", "set", "import_max_cells", "1000"]).ok();
    let rooms: Vec<String> = (0..40).map(|number| format!("Room {number}")).collect();
    let rooms: Vec<&str> = rooms.iter().map(String::as_str).collect();
    let mut book = Book::march(&rooms);
    for (day, room) in (1..=31).flat_map(|day| rooms.iter().map(move |room| (day, room))) {
        book.put(day, room, "Umoya 20+1");
    }
    book.save(&env.path(FILE));
    refused(env, FILE, 6, &["Mar 2026", "more than 1000"]);
}

fn a_wrong_year_is_refused_and_the_right_one_named(env: &Env) {
    wrong_dates(
        env,
        "wrong-year.xlsx",
        &["31 of 31 weekdays", "2025", "the year 2026"],
    );
}

fn a_wrong_epoch_is_refused_and_the_right_one_named(env: &Env) {
    wrong_dates(
        env,
        "wrong-epoch.xlsx",
        &["31 of 31 weekdays", "from 1900, not from 1904"],
    );
}

fn wrong_dates(env: &Env, name: &str, words: &[&str]) {
    starter(env);
    let before = written(env);
    let file = data(name);
    let run = again(env, file.to_str().unwrap(), &[]).fails(6);
    let rejected = items(&run, "reject");
    assert_eq!(rejected.len(), 1, "{run}");
    assert_eq!(rejected[0]["sheet"], "March");
    for word in words {
        assert!(
            rejected[0]["message"].as_str().unwrap().contains(word),
            "{word}: {run}"
        );
    }
    assert!(
        run.error()["message"].as_str().unwrap().contains("March"),
        "{run}"
    );
    // No sheet is imported: not a part, and never silent.
    again(env, file.to_str().unwrap(), &["--partial"]).fails(6);
    for _ in 0..2 {
        let line = [
            "import",
            "schedule",
            file.to_str().unwrap(),
            "--partial",
            "--quiet",
        ];
        let run = env.colab(&line).fails(6).says("March");
        assert!(run.stderr.contains("nothing is imported"), "{run}");
    }
    assert_eq!(written(env), before);
}

fn the_hint_of_an_unknown_heading_works(env: &Env) {
    starter(env);
    let book =
        Book::march(&["Focus", "Excelence"]).row(2, &[("Focus", "Umoya 20+1"), ("Excelence", "Kopano 9+1")]);
    let run = import(env, &book, &[]).fails(6);
    let heading = &items(&run, "reject")[0];
    assert_eq!(heading["cell"], "C1");
    let message = heading["message"].as_str().unwrap();
    let (_, command) = message.split_once("colab ").expect("a command to type");
    assert_eq!(command, "room alias add Excellence Excelence");
    env.line(command).ok();
    assert_eq!(counts(&again(env, FILE, &[]).ok()), "created 2");
    assert!(standing(env)[0].contains("Excellence: Kopano"));
}

fn a_cell_that_cannot_be_read_is_named_with_the_way_out(env: &Env) {
    starter(env);
    for (text, words) in [
        ("17", &["only the number `17`"][..]),
        ("#REF!", &["#REF!", "formula"]),
        ("Growth", &["name of the room"]),
        ("Umoya 20+1\nKopano 15+1", &["two bookings", "AM:"]),
        ("Umoya 26:00-27:00 12+1", &["08:00-12:00"]),
    ] {
        let book = Book::march(&["Focus"]).row(2, &[("Focus", text)]);
        let run = import(env, &book, &[]).fails(6);
        let rejected = items(&run, "reject");
        assert_eq!(rejected.len(), 1, "{text}: {run}");
        let item = &rejected[0];
        assert_eq!(
            (&item["sheet"], &item["cell"]),
            (&"Mar 2026".into(), &"B3".into())
        );
        assert_eq!(
            (&item["room"], &item["date"]),
            (&"Focus".into(), &"2026-03-02".into())
        );
        for word in words {
            assert!(item["message"].as_str().unwrap().contains(word), "{word}: {run}");
        }
    }
    assert_eq!(standing(env), [""; 0]);
}

fn one_room_in_two_columns_waits_for_a_choice(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus", "FOCUS", "Growth"]).row(
        2,
        &[
            ("Focus", "Umoya 20+1"),
            ("FOCUS", "Kopano 9+1"),
            ("Growth", "Protea 3+1"),
        ],
    );
    let run = import(env, &book, &["--partial"]).fails(8);
    assert_eq!(run.json()["counts"]["created"], 1, "{run}");
    let told = items(&run, "reject");
    assert!(told.iter().any(|item| item["text"] == "Umoya 20+1"), "{run}");
    assert!(told.iter().any(|item| item["text"] == "Kopano 9+1"), "{run}");
}

fn who_may_not_import_is_refused_before_the_file_is_read(env: &Env) {
    let add = ["user", "add", "thandi", "--role", "staff", "--password-stdin"];
    env.colab_with(&add, "a long enough password\n", &[]).ok();
    for line in [
        &["import", "schedule", "nowhere.xlsx"][..],
        &["import", "undo", "1"],
    ] {
        env.colab(&[line, &["--as", "thandi"]].concat()).fails(4);
    }
}

fn flags_that_make_no_sense_are_refused(env: &Env) {
    starter(env);
    Book::march(&["Focus"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .save(&env.path(FILE));
    let before = written(env);
    again(env, FILE, &["--source", " "]).fails(6);
    again(env, FILE, &["--default-client", ""]).fails(6);
    again(env, FILE, &["--long-term", "=Focus"]).fails(6);
    again(env, FILE, &["--long-term", "Siyaya=Fokus"])
        .fails(3)
        .says("Focus");
    again(env, FILE, &["--year", "soon"]).fails(2);
    assert_eq!(written(env), before);
}

/// Days stand alone over rows of rooms, times across: no such layout is read, and the last entry looks like a heading.
fn rooms_are_not_made_of_headings_over_nothing(env: &Env) {
    save_rows(
        &env.path(FILE),
        "Week 10",
        &[
            &["", "08:00-12:00", "13:00-17:00"],
            &["Monday 2 March 2026"],
            &["Focus", "Kopano 9", "Umoya 12"],
            &["Vision", "", "Protea 8"],
            &["Tuesday 3 March 2026"],
            &["Focus", "Kopano 9", "Umoya 12"],
        ],
    );
    let before = written(env);
    again(env, FILE, &["--create-rooms"])
        .fails(6)
        .says("nothing says that they are rooms");
    assert_eq!(written(env), before);
    assert_eq!(env.count("rooms"), 0);
    // Sheets of months to come are empty, and have the rooms of the first.
    let book = Book::march(&["Hall A", "Hall B"]).row(2, &[("Hall A", "Umoya 20+1")]);
    let book = book.and_month(2026, 4, &["Hall A", "Hall B"]);
    let run = import(env, &book, &["--create-rooms"]).ok();
    assert_eq!(counts(&run), "created 1");
    assert_eq!(env.count("rooms"), 2);
}
