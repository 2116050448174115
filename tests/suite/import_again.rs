//! The same schedule imported again: the last import, the file and the database compared.

use std::collections::BTreeSet;

use super::support::Env;
use super::support::workbook::{
    Book, FILE, again, bookings, counts, edit, import, items, later, message, standing, starter, written,
};

both![
    an_edit_by_hand_is_kept,
    a_step_of_the_workflow_is_no_edit,
    both_changed_disagree_and_the_file_is_the_new_base,
    theirs_takes_the_file,
    the_same_change_on_both_sides_is_no_news,
    cancelled_in_its_cell,
    cancelled_in_its_cell_but_edited_by_hand,
    overwritten_by_another_client,
    overwritten_but_edited_by_hand,
];
both![
    two_clients_swap_rooms,
    morning_and_afternoon_swap_in_one_cell,
    an_update_that_finds_its_room_taken_is_a_conflict,
    gone_from_the_file_needs_prune,
    the_past_is_never_pruned,
    a_sheet_not_read_whole_is_never_pruned,
    tentative_becomes_confirmed_and_tentative_again,
    a_new_alias_changes_what_the_same_file_means,
    hours_of_days_gone_by_stay_and_their_corrections_are_taken,
];
both![
    undo_cancels_what_was_created,
    undo_brings_back_what_was_updated_and_cancelled,
    undo_leaves_and_names_what_was_edited_since,
    undo_counts_as_never_imported,
    undo_when_the_room_is_taken_since,
    undo_dry_run_writes_nothing,
];
postgres![an_edit_made_during_the_import_is_not_overwritten];

/// Two bookings of 2 March, imported.
fn imported(env: &Env) -> Book {
    starter(env);
    let book = Book::march(&["Focus", "Growth"]).row(2, &[("Focus", "Umoya 20+1"), ("Growth", "Kopano 9+1")]);
    assert_eq!(counts(&import(env, &book, &[]).ok()), "created 2");
    book
}

const UMOYA: &str = "client_name = 'Umoya'";

/// The same file changes nothing and writes nothing.
#[track_caller]
fn settled(env: &Env, expected: &str) {
    let before = written(env);
    let run = again(env, FILE, &[]).ok();
    assert_eq!(counts(&run), expected);
    again(env, FILE, &["--quiet"]).ok().silent();
    assert_eq!(written(env), before, "an unchanged file writes nothing");
}

fn an_edit_by_hand_is_kept(env: &Env) {
    imported(env);
    let hour = format!("{}, {}", later(env, "starts_at", 1), later(env, "ends_at", 1));
    let day = format!("{}, {}", later(env, "starts_at", 24), later(env, "ends_at", 24));
    for (set, undo, what) in [
        ("client_name = 'Baobab'", "client_name = 'Umoya'", "client"),
        (
            "num_learners = 22, headcount = 23",
            "num_learners = 20, headcount = 21",
            "people",
        ),
        ("devices_needed = 4", "devices_needed = 0", "devices"),
        (
            "room_id = (SELECT id FROM rooms WHERE name = 'Courage')",
            "room_id = (SELECT id FROM rooms WHERE name = 'Focus')",
            "room",
        ),
        ("status = 'cancelled'", "status = 'confirmed'", "status"),
        ("status = 'rejected'", "status = 'confirmed'", "status"),
        ("status = 'room_assigned'", "status = 'confirmed'", "confirmation"),
        (&hour, &hour.replace('+', "-"), "time"),
        (&day, &day.replace('+', "-"), "day"),
    ] {
        edit(env, set, "id = 1");
        let there = bookings(env);
        let run = again(env, FILE, &["--prune", "--theirs"]).ok();
        assert_eq!(counts(&run), "unchanged 1, kept 1", "{set}");
        let said = message(&run, "keep");
        assert!(said.contains(&format!("({what})")), "{set}: {said}");
        assert_eq!(bookings(env), there, "{set}");
        edit(env, undo, "id = 1");
        settled(env, "unchanged 2");
    }
}

fn a_step_of_the_workflow_is_no_edit(env: &Env) {
    let mut book = imported(env).row(3, &[("Focus", "Karoo Rail 8+1 TBC")]);
    import(env, &book, &[]).ok();
    edit(env, "status = 'confirmed'", "client_name = 'Karoo Rail'");
    settled(env, "unchanged 3");
    for status in ["checked_in", "completed", "no_show"] {
        edit(env, &format!("status = '{status}'"), UMOYA);
        settled(env, "unchanged 3");
    }
    // The file changes something else: the step stays.
    book.put(2, "Focus", "Umoya 25+1");
    book.put(3, "Focus", "Karoo Rail 9+1 TBC");
    assert_eq!(counts(&import(env, &book, &[]).ok()), "updated 2, unchanged 1");
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-16:30 Focus: Umoya 25+1=26, 0 devices, no_show",
            "2026-03-02 07:30-16:30 Growth: Kopano 9+1=10, 0 devices, confirmed",
            "2026-03-03 07:30-16:30 Focus: Karoo Rail 9+1=10, 0 devices, confirmed",
        ]
    );
    settled(env, "unchanged 3");
}

fn both_changed_disagree_and_the_file_is_the_new_base(env: &Env) {
    let mut book = imported(env);
    edit(env, "num_learners = 22, headcount = 23", UMOYA);
    book.put(2, "Focus", "Umoya 25+1");
    let run = import(env, &book, &[]).ok();
    assert_eq!(counts(&run), "unchanged 1, disagreed 1");
    let said = message(&run, "disagree");
    for word in ["people", "learners 20 → 25", "--theirs"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(bookings(env)[0].contains("Umoya 22+1=23"));
    settled(env, "unchanged 1, kept 1");
    // What was said of it still holds.
    assert_eq!(
        counts(&again(env, FILE, &["--theirs"]).ok()),
        "updated 1, unchanged 1"
    );
    assert!(bookings(env)[0].contains("Umoya 25+1=26"));
    settled(env, "unchanged 2");
}

fn theirs_takes_the_file(env: &Env) {
    let mut book = imported(env);
    edit(env, "status = 'cancelled'", UMOYA);
    book.put(2, "Focus", "Umoya 25+1");
    let run = import(env, &book, &["--theirs"]).ok();
    assert_eq!(counts(&run), "updated 1, unchanged 1");
    assert!(standing(env)[0].contains("Focus: Umoya 25+1=26, 0 devices, confirmed"));
    settled(env, "unchanged 2");
}

fn the_same_change_on_both_sides_is_no_news(env: &Env) {
    let mut book = imported(env);
    edit(env, "num_learners = 25, headcount = 26", UMOYA);
    book.put(2, "Focus", "Umoya 25+1");
    let before = written(env);
    assert_eq!(counts(&import(env, &book, &[]).ok()), "unchanged 2");
    assert_eq!(written(env), before);
}

fn cancelled_in_its_cell(env: &Env) {
    for text in ["Umoya 20+1 CANCELLED", "CANCELLED", "canx - Umoya", "Postponed"] {
        let env = &Env::on(env.engine());
        let mut book = imported(env);
        book.put(2, "Focus", text);
        let run = import(env, &book, &[]).ok();
        assert_eq!(counts(&run), "unchanged 1, cancelled 1", "{text}");
        assert_eq!(run.json()["cells"]["ignored"], 1, "{text}: {run}");
        assert_eq!(standing(env).len(), 1, "{text}");
        settled(env, "unchanged 1, ignored 1");
        // Back again it is a new booking.
        book.put(2, "Focus", "Umoya 20+1");
        assert_eq!(counts(&import(env, &book, &[]).ok()), "created 1, unchanged 1");
    }
}

fn cancelled_in_its_cell_but_edited_by_hand(env: &Env) {
    let mut book = imported(env);
    edit(env, "num_learners = 22, headcount = 23", UMOYA);
    book.put(2, "Focus", "Umoya CANCELLED");
    let run = import(env, &book, &[]).ok();
    assert_eq!(counts(&run), "unchanged 1, disagreed 1");
    assert_eq!(standing(env).len(), 2);
    settled(env, "unchanged 1, kept 1");
    assert_eq!(
        counts(&again(env, FILE, &["--theirs"]).ok()),
        "unchanged 1, cancelled 1"
    );
    settled(env, "unchanged 1, ignored 1");
}

fn overwritten_by_another_client(env: &Env) {
    let mut book = imported(env);
    book.put(2, "Focus", "Karoo Rail 12+1");
    book.put(2, "Growth", "Storage");
    let run = import(env, &book, &[]).ok();
    assert_eq!(counts(&run), "created 1, cancelled 2, ignored 1");
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-16:30 Focus: Karoo Rail 12+1=13, 0 devices, confirmed",
            "2026-03-02 07:30-16:30 Focus: Umoya 20+1=21, 0 devices, cancelled",
            "2026-03-02 07:30-16:30 Growth: Kopano 9+1=10, 0 devices, cancelled",
        ]
    );
    settled(env, "unchanged 1, ignored 1");
    let reason = env.raw_text("SELECT status_reason FROM bookings WHERE client_name = 'Umoya'");
    assert!(
        reason.unwrap().contains("schedule"),
        "the reason names the source"
    );
}

fn overwritten_but_edited_by_hand(env: &Env) {
    let mut book = imported(env);
    edit(env, "num_learners = 22, headcount = 23", UMOYA);
    book.put(2, "Focus", "Storage");
    assert_eq!(
        counts(&import(env, &book, &[]).ok()),
        "unchanged 1, disagreed 1, ignored 1"
    );
    settled(env, "unchanged 1, kept 1, ignored 1");
    // Another client cannot have the room as long as the edit stays.
    book.put(2, "Focus", "Karoo Rail 12+1");
    let run = import(env, &book, &[]).fails(5);
    assert!(message(&run, "conflict").contains("Umoya"), "{run}");
    let run = again(env, FILE, &["--theirs"]).ok();
    assert_eq!(counts(&run), "created 1, unchanged 1, cancelled 1");
    settled(env, "unchanged 2");
}

fn two_clients_swap_rooms(env: &Env) {
    let mut book = imported(env);
    book.put(2, "Focus", "Kopano 9+1");
    book.put(2, "Growth", "Umoya 20+1");
    let run = import(env, &book, &[]).ok();
    assert_eq!(counts(&run), "created 2, cancelled 2");
    assert_eq!(
        standing(env),
        [
            "2026-03-02 07:30-16:30 Focus: Kopano 9+1=10, 0 devices, confirmed",
            "2026-03-02 07:30-16:30 Growth: Umoya 20+1=21, 0 devices, confirmed",
        ]
    );
    settled(env, "unchanged 2");
}

fn morning_and_afternoon_swap_in_one_cell(env: &Env) {
    starter(env);
    let mut book = Book::march(&["Focus"]).row(2, &[("Focus", "AM: Umoya 20+1; PM: Kopano 9+1")]);
    import(env, &book, &[]).ok();
    book.put(2, "Focus", "AM: Kopano 9+1; PM: Umoya 20+1");
    assert_eq!(counts(&import(env, &book, &[]).ok()), "updated 2");
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-12:00 Focus: Kopano 9+1=10, 0 devices, confirmed",
            "2026-03-02 12:00-16:30 Focus: Umoya 20+1=21, 0 devices, confirmed",
        ]
    );
    settled(env, "unchanged 2");
    env.colab(&["import", "undo", "2"]).ok();
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-12:00 Focus: Umoya 20+1=21, 0 devices, confirmed",
            "2026-03-02 12:00-16:30 Focus: Kopano 9+1=10, 0 devices, confirmed",
        ]
    );
}

fn an_update_that_finds_its_room_taken_is_a_conflict(env: &Env) {
    starter(env);
    let mut book = Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20+1 08:00-12:00")]);
    import(env, &book, &[]).ok();
    let by_hand = [
        "booking",
        "create",
        "--client",
        "Protea",
        "--room",
        "Focus",
        "--date",
        "2026-03-02",
        "--time",
        "12:00-16:00",
        "--learners",
        "3",
    ];
    env.colab(&by_hand).ok();
    book.put(2, "Focus", "Umoya 20+1 09:00-13:00");
    let before = (written(env), bookings(env));
    let run = import(env, &book, &[]).fails(5);
    assert!(message(&run, "conflict").contains("Protea"), "{run}");
    import(env, &book, &["--partial"]).fails(8);
    assert_eq!((written(env), bookings(env)), before);
}

fn gone_from_the_file_needs_prune(env: &Env) {
    let mut book = imported(env);
    book.put(2, "Focus", "");
    let before = written(env);
    let run = import(env, &book, &[]).ok();
    assert_eq!(counts(&run), "unchanged 1, kept 1");
    assert!(message(&run, "keep").contains("--prune"), "{run}");
    assert_eq!(items(&run, "keep")[0]["cell"], "B3");
    assert_eq!(written(env), before);
    assert_eq!(
        counts(&again(env, FILE, &["--prune"]).ok()),
        "unchanged 1, cancelled 1"
    );
    assert_eq!(
        standing(env),
        ["2026-03-02 07:30-16:30 Growth: Kopano 9+1=10, 0 devices, confirmed"]
    );
    settled(env, "unchanged 1");
    // A whole sheet that is gone is gone, too; an edit by hand stays.
    edit(env, "num_learners = 8, headcount = 9", "client_name = 'Kopano'");
    let other = Book::month(2026, 4, &["Focus"]).row(1, &[("Focus", "Umoya 3+1")]);
    assert_eq!(
        counts(&import(env, &other, &["--prune"]).ok()),
        "created 1, kept 1"
    );
    edit(env, "num_learners = 9, headcount = 10", "client_name = 'Kopano'");
    assert_eq!(
        counts(&import(env, &other, &["--prune"]).ok()),
        "unchanged 1, cancelled 1"
    );
}

fn the_past_is_never_pruned(env: &Env) {
    starter(env);
    // The clock stands at 15 January 2026.
    let book = Book::month(2026, 1, &["Focus"]).row(14, &[("Focus", "Umoya 20+1")]);
    let book = book.row(15, &[("Focus", "Kopano 9+1")]);
    import(env, &book, &[]).ok();
    let empty = Book::month(2026, 1, &["Focus"]);
    let run = import(env, &empty, &["--prune"]).ok();
    assert_eq!(counts(&run), "kept 1, cancelled 1");
    assert!(message(&run, "keep").contains("past"), "{run}");
    assert!(standing(env)[0].contains("2026-01-14"));
}

fn a_sheet_not_read_whole_is_never_pruned(env: &Env) {
    starter(env);
    let whole = |march: &str| {
        Book::march(&["Focus", "Growth"])
            .named(march)
            .row(3, &[("Growth", "Kopano 9+1")])
    };
    let book = whole("Mar 2026").row(2, &[("Focus", "Umoya 20+1")]);
    import(env, &book, &[]).ok();
    let there = bookings(env);
    let flags = ["--prune", "--partial"];
    for broken in [
        whole("Mar 2026").row(4, &[("Focus", "17")]),
        // The sheet has another name by now.
        whole("March 2026").row(4, &[("Focus", "17")]),
        // Its column is headed with what is no room.
        Book::march(&["Fokus", "Growth"])
            .row(2, &[("Fokus", "Umoya 20+1")])
            .row(3, &[("Growth", "Kopano 9+1")]),
    ] {
        let run = import(env, &broken, &flags).fails(8);
        assert!(message(&run, "keep").contains("read whole"), "{run}");
        assert_eq!(bookings(env), there);
    }
    // A cell that cannot be read overwrites nothing.
    let broken = whole("Mar 2026").row(2, &[("Focus", "17")]);
    assert!(counts(&import(env, &broken, &flags).fails(8)).starts_with("unchanged 1, kept 1"));
    // A sheet that is left out hides its bookings, it does not lose them.
    let other = Book::month(2026, 4, &["Focus"])
        .row(1, &[("Focus", "Umoya 3+1")])
        .and_month(2026, 3, &["Nothing"])
        .named("Mar 2026");
    let run = import(env, &other, &flags).fails(8);
    assert_eq!(counts(&run), "created 1, kept 2, rejected 1", "{run}");
    assert_eq!(standing(env).len(), 3);
}

fn tentative_becomes_confirmed_and_tentative_again(env: &Env) {
    let mut book = imported(env);
    for (text, status) in [
        ("Umoya 20+1 TBC", "room_assigned"),
        ("Umoya 20+1", "confirmed"),
        ("Umoya 20+1 provisional", "room_assigned"),
    ] {
        book.put(2, "Focus", text);
        assert_eq!(
            counts(&import(env, &book, &[]).ok()),
            "updated 1, unchanged 1",
            "{text}"
        );
        assert!(bookings(env)[0].ends_with(status), "{text}");
        settled(env, "unchanged 2");
    }
    // Held, though not confirmed.
    assert_eq!(env.raw_int("SELECT count(*) FROM room_holds"), Some(2));
}

fn a_new_alias_changes_what_the_same_file_means(env: &Env) {
    starter(env);
    let book =
        Book::march(&["Focus", "Big Hall"]).row(2, &[("Focus", "Umoya 20+1"), ("Big Hall", "Kopano 9+1")]);
    let run = import(env, &book, &["--partial"]).fails(8);
    assert_eq!(run.json()["counts"]["created"], 1);
    env.colab(&["room", "alias", "add", "Courage", "Big Hall"]).ok();
    assert_eq!(counts(&again(env, FILE, &[]).ok()), "created 1, unchanged 1");
    assert!(standing(env)[0].contains("Courage: Kopano"));
    settled(env, "unchanged 2");
}

#[track_caller]
fn undo(env: &Env, flags: &[&str]) -> super::support::Run {
    env.colab(&[&["import", "undo"], flags, &["-f", "json"]].concat())
}

fn undo_cancels_what_was_created(env: &Env) {
    imported(env);
    let run = undo(env, &["1"]).ok();
    let done = run.json();
    assert_eq!(done.as_array().unwrap().len(), 2);
    assert_eq!(done[0]["action"], "cancelled");
    assert_eq!(done[0]["cell"], "B3");
    assert_eq!(standing(env), [""; 0]);
    assert_eq!(env.raw_int("SELECT count(*) FROM room_holds"), Some(0));
    let before = written(env);
    undo(env, &["1"]).fails(5).says("already_undone");
    undo(env, &["7"]).fails(3);
    assert_eq!(written(env), before);
    let list = env.colab(&["import", "list", "-f", "json"]).ok().json();
    assert!(list[0]["undone_at"].is_string() && list[0]["undone_by"].is_string());
    let shown = env.colab(&["import", "show", "1", "-f", "json"]).ok().json();
    assert_eq!(shown["rows"].as_array().unwrap().len(), 2, "the history stays");
    let audited = "SELECT count(*) FROM audit_log WHERE command = 'import undo' AND entity = 'import'";
    assert_eq!(env.raw_int(audited), Some(1));
}

fn undo_brings_back_what_was_updated_and_cancelled(env: &Env) {
    let mut book = imported(env).row(3, &[("Focus", "Karoo Rail 8+1 TBC")]);
    import(env, &book, &[]).ok();
    let there = bookings(env);
    book.put(2, "Focus", "Umoya 25+2 + 5 laptops 09:00-12:00");
    book.put(2, "Growth", "Protea Retail 3+1");
    book.put(3, "Focus", "Karoo Rail 8+1 CANCELLED");
    assert_eq!(
        counts(&import(env, &book, &[]).ok()),
        "created 1, updated 1, cancelled 2"
    );
    undo(env, &["3"]).ok();
    assert_eq!(standing(env), there);
    assert_eq!(
        env.raw_text("SELECT status_reason FROM bookings WHERE client_name = 'Kopano'"),
        None
    );
    // The next import compares with the one before.
    assert_eq!(
        counts(&again(env, FILE, &[]).ok()),
        "created 1, updated 1, cancelled 2"
    );
}

fn undo_leaves_and_names_what_was_edited_since(env: &Env) {
    imported(env);
    edit(env, "num_learners = 22, headcount = 23", UMOYA);
    let run = undo(env, &["1"]).fails(8);
    let done = run.json();
    let left: Vec<_> = done
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["action"] == "left")
        .collect();
    assert_eq!(left.len(), 1, "{run}");
    assert_eq!(
        (&left[0]["client_name"], &left[0]["cell"]),
        (&"Umoya".into(), &"B3".into())
    );
    assert!(run.stderr.contains("--force"), "{run}");
    assert_eq!(standing(env).len(), 1);
    // With --force that one goes, too.
    let env = &Env::on(env.engine());
    imported(env);
    edit(env, "num_learners = 22, headcount = 23", UMOYA);
    edit(env, "status = 'checked_in'", "client_name = 'Kopano'");
    undo(env, &["1", "--force"]).ok();
    assert_eq!(standing(env), [""; 0]);
}

fn undo_counts_as_never_imported(env: &Env) {
    imported(env);
    undo(env, &["1"]).ok();
    assert_eq!(counts(&again(env, FILE, &[]).ok()), "created 2");
    settled(env, "unchanged 2");
    undo(env, &["2"]).ok();
    assert_eq!(standing(env), [""; 0]);
}

fn undo_when_the_room_is_taken_since(env: &Env) {
    let mut book = imported(env);
    book.put(2, "Focus", "Umoya 20+1 12:00-14:00");
    book.put(2, "Growth", "CANCELLED");
    import(env, &book, &[]).ok();
    for (room, time) in [("Focus", "08:00-10:00"), ("Growth", "08:00-10:00")] {
        let line = [
            "booking",
            "create",
            "--client",
            "Protea",
            "--room",
            room,
            "--date",
            "2026-03-02",
            "--time",
            time,
            "--learners",
            "3",
        ];
        env.colab(&line).ok();
    }
    let run = undo(env, &["2"]).fails(8);
    let done = run.json();
    for one in done.as_array().unwrap() {
        assert_eq!(one["action"], "left", "{run}");
        assert!(one["message"].as_str().unwrap().contains("taken"), "{run}");
    }
    assert_eq!(
        standing(env),
        [
            "2026-03-02 08:00-10:00 Focus: Protea 3+0=3, 0 devices, confirmed",
            "2026-03-02 08:00-10:00 Growth: Protea 3+0=3, 0 devices, confirmed",
            "2026-03-02 12:00-14:00 Focus: Umoya 20+1=21, 0 devices, confirmed",
        ]
    );
}

fn undo_dry_run_writes_nothing(env: &Env) {
    imported(env);
    let before = (written(env), bookings(env));
    let run = undo(env, &["1", "--dry-run"]).ok();
    assert_eq!(run.json().as_array().unwrap().len(), 2);
    assert_eq!((written(env), bookings(env)), before);
}

/// Somebody edits a booking between the import's plan and its update: the update waits for the row, and then the whole
/// import is planned anew.
fn an_edit_made_during_the_import_is_not_overwritten(env: &Env) {
    use diesel::connection::SimpleConnection;
    let mut book = imported(env);
    book.put(2, "Focus", "Umoya 25+1");
    book.save(&env.path(FILE));
    let mut by_hand: diesel::PgConnection = diesel::Connection::establish(env.database_url()).unwrap();
    by_hand
        .batch_execute(
            "BEGIN; UPDATE bookings SET num_learners = 22, headcount = 23 WHERE client_name = 'Umoya'",
        )
        .unwrap();
    let running = env.spawn(&["import", "schedule", FILE, "-f", "json"]);
    super::support::until("the import waits", || {
        env.raw_int(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database OR l.database IS NULL \
                     WHERE NOT l.granted AND d.datname = current_database()",
        )
        .is_some_and(|waiting| waiting > 0)
    });
    by_hand.batch_execute("COMMIT").unwrap();
    let run = running.wait().ok();
    assert_eq!(counts(&run), "unchanged 1, disagreed 1");
    assert!(bookings(env)[0].contains("Umoya 22+1=23"));
}

/// The site's day is another one by now. What the cells of days gone by still say keeps its hours; what was corrected in them
/// is taken.
fn hours_of_days_gone_by_stay_and_their_corrections_are_taken(env: &Env) {
    starter(env);
    let rooms = ["Focus", "Growth", "Vision", "Ambition"];
    let cells = |texts: [&'static str; 4]| -> Vec<(&'static str, &'static str)> {
        rooms.iter().copied().zip(texts).collect()
    };
    let book = |texts| Book::month(2026, 1, &rooms).row(14, &cells(texts));
    let first = [
        "Umoya 20+1",
        "AM: Kopano 9+1",
        "07:30-12:00 Thuto 5",
        "PM: Baobab 7",
    ];
    import(env, &book(first), &[]).ok();
    env.line("config set day_start 08:00").ok();
    env.line("config set day_end 17:00").ok();
    assert_eq!(counts(&again(env, FILE, &[]).ok()), "unchanged 4");
    // A whole day instead of a half, a half instead of a whole day, and times that are written out.
    let second = [
        "AM: Umoya 20+1",
        "Kopano 9+1",
        "08:00-12:00 Thuto 5",
        "PM: Baobab 7",
    ];
    assert_eq!(
        counts(&import(env, &book(second), &[]).ok()),
        "updated 3, unchanged 1"
    );
    let times: BTreeSet<String> = bookings(env)
        .iter()
        .map(|line| line.split(' ').skip(1).take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        times.iter().collect::<Vec<_>>(),
        [
            "08:00-12:00 Focus:",
            "08:00-12:00 Vision:",
            "08:00-17:00 Growth:",
            "12:00-16:30 Ambition:"
        ]
    );
    assert_eq!(counts(&again(env, FILE, &[]).ok()), "unchanged 4");
}
