//! Random months, imported, changed, imported again and taken back: what must always hold.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::support::workbook::{Book, FILE, again, bookings, import, written};
use super::support::{Engine, Env};

sqlite![import_edit_import_undo_undo_returns_to_the_start];
postgres![the_same_on_the_server];

const ROOMS: [&str; 4] = ["Ambition", "Perseverance", "Ambition+Perseverance", "Focus"];

/// What cells hold; each is a booking, several, none, or a mistake.
const TEXTS: [&str; 16] = [
    "",
    "Umoya 20+1",
    "Umoya 25+1",
    "Umoya 20+1 TBC",
    "Umoya 20+1 CANCELLED",
    "CANCELLED",
    "Kopano 15 laptops",
    "Kopano 08:00-12:00 12+1",
    "AM: Umoya 20+1; PM: Kopano 9+1",
    "AM: Kopano 9+1; PM: Umoya 20+1",
    "Protea",
    "20+1",
    "Storage",
    "17",
    "Umoya 20+1\nKopano 9+1",
    "Karoo Rail 12+1",
];

/// Day, room, text.
type Cells = Vec<(u8, usize, usize)>;

fn cells() -> impl Strategy<Value = Cells> {
    let cell = (1..=28_u8, 0..ROOMS.len(), 0..TEXTS.len());
    proptest::collection::vec(cell, 1..24)
}

fn write(book: &mut Book, cells: &Cells) {
    for (day, room, text) in cells {
        book.put(*day, ROOMS[*room], TEXTS[*text]);
    }
}

fn import_edit_import_undo_undo_returns_to_the_start(_: &Env) {
    // One client in a room and in a combined room of it: the second cell is no booking, today or tomorrow.
    let both = |text| vec![(23, 0, text), (23, 2, text)];
    round(Engine::Sqlite, &vec![(23, 2, 1)], &both(9), true, false);
    round(Engine::Sqlite, &both(1), &both(2), false, true);
    check(Engine::Sqlite, 16);
}

fn the_same_on_the_server(_: &Env) {
    check(Engine::Postgres, 5);
}

fn check(engine: Engine, cases: u32) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let edits = (cells(), prop::bool::ANY, prop::bool::ANY);
    TestRunner::new(config)
        .run(&(cells(), edits), |(first, (second, prune, by_hand))| {
            round(engine, &first, &second, prune, by_hand);
            Ok(())
        })
        .unwrap();
}

/// One import: its plan is the same twice, its sums hold, and after it the same file writes nothing.
#[track_caller]
fn import_soundly(env: &Env, book: &Book, flags: &[&str]) -> Option<i64> {
    let flags = [&["--partial", "--full"], flags].concat();
    let plan = import(env, book, &[&flags[..], &["--dry-run"]].concat());
    let twice = again(env, FILE, &[&flags[..], &["--dry-run"]].concat());
    assert_eq!(plan.json(), twice.json(), "a plan is made alike each time");
    let run = again(env, FILE, &flags);
    assert!(matches!(run.code, Some(0 | 8)), "{run}");
    assert_eq!(run.code, plan.code);
    let report = run.json();
    assert_eq!(
        report["counts"],
        plan.json()["counts"],
        "what was planned is done"
    );
    let number = |name: &str| report["cells"][name].as_i64().unwrap();
    assert_eq!(
        number("read"),
        number("booked") + number("ignored") + number("rejected")
    );
    let before = written(env);
    let unchanged = again(env, FILE, &flags);
    let counts = &unchanged.json()["counts"];
    for word in ["created", "updated", "cancelled", "disagreed"] {
        assert_eq!(counts[word], 0, "{unchanged}");
    }
    assert_eq!(written(env), before, "the same file again writes nothing");
    report["import_id"].as_i64()
}

fn round(engine: Engine, first: &Cells, second: &Cells, prune: bool, by_hand: bool) {
    let env = &Env::on(engine);
    super::support::workbook::starter(env);
    let mut book = Book::march(&ROOMS);
    write(&mut book, first);
    let first_import = import_soundly(env, &book, &[]);
    if by_hand {
        super::support::workbook::edit(env, "num_learners = 3, headcount = 4", "client_name = 'Umoya'");
    }
    let there = bookings(env);
    write(&mut book, second);
    let second_import = import_soundly(env, &book, if prune { &["--prune"] } else { &[] });
    if let Some(id) = second_import {
        take_back(env, id, &[]);
        let mut back = bookings(env);
        // What the second import made stands there, cancelled.
        for line in &there {
            let place = back.iter().position(|other| other == line);
            back.remove(place.unwrap_or_else(|| panic!("{line} is not as it was: {back:#?}")));
        }
        assert!(back.iter().all(|line| line.ends_with("cancelled")), "{back:#?}");
    }
    if let Some(id) = first_import {
        take_back(env, id, &["--force"]);
    }
    assert!(bookings(env).iter().all(|line| line.ends_with("cancelled")));
    assert_eq!(env.raw_int("SELECT count(*) FROM room_holds"), Some(0));
    env.verify_audit().unwrap();
}

#[track_caller]
fn take_back(env: &Env, id: i64, flags: &[&str]) {
    env.colab(&[&["import", "undo", &id.to_string()], flags].concat())
        .ok();
}
