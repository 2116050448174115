//! Closed rooms and closed days: holds that are no bookings, which nobody books over, whoever asks.

use serde_json::json;

use super::support::workbook::Book;
use super::support::{Env, RawBooking, Run, Running};

both![
    a_block_holds_its_room_against_every_way_to_book,
    bookings_in_the_way_of_a_block_are_all_named,
    a_closed_day_leaves_long_term_bookings_where_they_are,
    a_room_that_is_added_later_is_closed_as_well,
    a_combined_room_and_its_parts_block_each_other,
    blocks_overlap_each_other_and_each_is_lifted_by_itself,
    a_block_that_is_under_way_ends_now,
];
both![
    nobody_writes_round_a_block_by_sql,
    a_block_and_a_booking_at_once_never_overlap,
    an_undo_takes_a_block_back_and_brings_it_again,
    an_undo_brings_no_booking_back_under_a_block,
    the_check_of_the_database_finds_a_booking_under_a_block,
];
both![
    searches_know_that_a_room_is_blocked,
    the_solver_places_nobody_in_a_blocked_room,
    calendars_show_blocks_in_every_format,
    hours_blocked_leave_the_open_hours,
];
both![
    a_cell_on_a_closed_day_is_left_out_and_the_rest_is_imported,
    an_override_books_on_a_closed_day_and_nothing_else_does,
];
both![
    the_site_closes_and_opens_for_days,
    public_holidays_close_the_site_once,
    blocks_are_listed_sorted_and_exported,
];
both![
    a_block_ends_after_it_begins,
    what_has_begun_stays_and_the_refusal_says_from_when_a_block_may_be,
    holidays_name_the_bookings_of_all_days_at_once,
    what_was_closed_stays_so_when_it_is_over,
    closed_days_keep_their_clock_times_in_another_time_zone,
    an_override_holds_for_its_room_and_day,
    what_stands_under_a_closed_cell_stays,
    buffers_and_parts_that_reach_into_a_block_are_refused_with_it,
    forgetting_reaches_reasons_of_blocks,
];

/// Rooms A, B, and AB made of them; Focus.
fn rooms(env: &Env) {
    for room in ["A", "B", "Focus"] {
        env.colab(&["room", "add", room, "--capacity", "20"]).ok();
    }
    env.line("room combine AB A B --capacity 40").ok();
}

const PAINTING: &str = "room block Focus --from 2026-03-02 --to 2026-03-06 --reason painting";

/// It must have printed this.
#[track_caller]
fn shows(run: Run, text: &str) -> Run {
    assert!(run.stdout.contains(text), "should have shown {text:?}: {run}");
    run
}

/// Where nothing else is wrong, the refusal names block 1 and its reason.
#[track_caller]
fn blocked(env: &Env, line: &str) {
    let run = env.line(line).fails(5);
    let (message, code) = (run.error()["message"].to_string(), run.error()["code"].clone());
    assert!(
        message.contains("block 1 (painting, 2026-03-02 to 2026-03-06)"),
        "{line}: {message}"
    );
    assert_eq!(code, "room_blocked", "{line}");
}

#[track_caller]
fn refused(outcome: Result<(), String>, rule: &str) {
    let why = outcome.expect_err(rule);
    assert!(
        why.contains(rule),
        "refused by something else than `{rule}`: {why}"
    );
}

fn a_block_holds_its_room_against_every_way_to_book(env: &Env) {
    rooms(env);
    env.book("A", "2026-03-03", "09:00-10:00");
    let pending = env.get("booking create --client Ghost --date 2026-03-04 --learners 3");
    let pending = pending["id"].as_i64().unwrap();
    let block = env.get(PAINTING);
    assert_eq!(
        (&block["room"], &block["kind"], &block["state"], &block["reason"]),
        (
            &json!("Focus"),
            &json!("maintenance"),
            &json!("planned"),
            &json!("painting")
        )
    );
    assert_eq!(block["starts_at"], "2026-03-02T00:00:00+02:00");
    assert_eq!(block["ends_at"], "2026-03-07T00:00:00+02:00");
    for line in [
        "booking create --client Kopano --room Focus --date 2026-03-02 --learners 5 -f json".to_owned(),
        "booking create --client Kopano --room Focus --from 2026-01-05 --to 2026-12-31 --long-term -f json"
            .to_owned(),
        "booking edit 1 --room Focus -f json".to_owned(),
        "booking reschedule 1 --date 2026-03-05 --room Focus -f json".to_owned(),
        format!("booking assign {pending} --room Focus -f json"),
        format!("booking assign {pending} --room Focus --displace --reason urgent -f json"),
    ] {
        blocked(env, &line);
    }
    env.line(
        "booking create --client S --room Focus --date 2026-02-23 --repeat FREQ=WEEKLY;COUNT=3 --learners 2",
    )
    .fails(5)
    .says("block 1 (painting");
    let booked = env
        .line("booking create --client S --room Focus --date 2026-02-23 --repeat FREQ=WEEKLY;COUNT=3 --learners 2 --skip-conflicts -f json");
    assert_eq!(booked.json().as_array().unwrap().len(), 2);
    env.write(
        "bookings.csv",
        "client_name,room,date,start,end,learners\nKopano,Focus,2026-03-04,08:00,12:00,5\n",
    );
    shows(
        env.line("import bookings bookings.csv").fails(5),
        "Focus is blocked by block 1 (painting",
    );
    env.book("Focus", "2026-03-07", "09:00-10:00");
    env.line("db check").ok();
}

fn bookings_in_the_way_of_a_block_are_all_named(env: &Env) {
    rooms(env);
    for day in 2..=9 {
        env.book("Focus", &format!("2026-03-{day:02}"), "09:00-10:00");
    }
    let run = env
        .line("room block Focus --from 2026-03-01 --to 2026-03-31 --reason painting -f json")
        .fails(5);
    assert_eq!(run.error()["code"], "bookings_in_the_way");
    assert_eq!(
        run.error()["details"]["booking_ids"],
        json!([1, 2, 3, 4, 5, 6, 7, 8])
    );
    run.says("8 bookings are in the way").says("booking 8 (");
    env.line("site close 2026-03-05 --reason stocktaking")
        .fails(5)
        .says("1 booking is in the way of a block of all rooms on 2026-03-05");
    assert_eq!(env.count("room_blocks"), 0);
    // The time between two bookings is free.
    env.line("room block Focus --from 2026-03-02T10:00 --to 2026-03-03T09:00 --reason floor")
        .ok();
}

fn a_closed_day_leaves_long_term_bookings_where_they_are(env: &Env) {
    rooms(env);
    env.line("booking create --client Siyaya --room A --from 2026-01-05 --to 2026-12-31 --long-term")
        .ok();
    env.line("site close 2026-03-24..2026-03-25 --reason \"founders\"")
        .ok();
    // Nor is the closed day in the way of another one.
    env.line("booking create --client Tenant --room B --from 2026-03-01 --to 2026-03-31 --long-term")
        .ok();
    env.line("booking create --client X --room Focus --date 2026-03-24 --learners 2")
        .fails(5)
        .says("founders");
    // A room by itself is closed to long-term bookings too.
    env.line("room block A --from 2026-04-01 --reason leak")
        .fails(5)
        .says("Siyaya");
    refused(
        env.raw_sql("UPDATE bookings SET long_term = FALSE WHERE client_name = 'Siyaya'"),
        "room_holds_no_overlap",
    );
    env.raw_sql("UPDATE bookings SET long_term = TRUE").unwrap();
    env.line("db check").ok();
}

fn a_room_that_is_added_later_is_closed_as_well(env: &Env) {
    rooms(env);
    env.line("site close 2026-03-24 --reason founders").ok();
    env.line("room add Late").ok();
    env.line("booking create --client X --room Late --date 2026-03-24 --learners 2")
        .fails(5)
        .says("block 1 (founders, 2026-03-24)");
    assert_eq!(env.count("room_blocks"), 1);
    assert_eq!(
        env.raw_int("SELECT count(*) FROM room_holds WHERE block_id = 1"),
        Some(4)
    );
    env.line("room combine Both Late Focus").ok();
    env.line("room combine Late2 B Focus").ok();
    assert_eq!(
        env.raw_int("SELECT count(*) FROM room_holds WHERE block_id = 1"),
        Some(4)
    );
    env.line("site open 2026-03-24").ok();
    assert_eq!(env.raw_int("SELECT count(*) FROM room_holds"), Some(0));
    env.line("db check").ok();
}

fn a_combined_room_and_its_parts_block_each_other(env: &Env) {
    rooms(env);
    env.line("room block AB --from 2026-03-02 --reason floor").ok();
    for room in ["A", "B", "AB"] {
        env.line(&format!(
            "booking create --client X --room {room} --date 2026-03-02 --learners 2"
        ))
        .fails(5)
        .says("floor");
    }
    env.line("room block A --from 2026-03-03 --reason lamp").ok();
    env.line("booking create --client X --room AB --date 2026-03-03 --learners 2")
        .fails(5)
        .says("lamp");
    env.book("B", "2026-03-03", "09:00-10:00");
    // Parts that a blocked room gets later are blocked with it.
    env.line("room add Hall").ok();
    env.line("room block Hall --from 2026-03-09 --reason roof").ok();
    env.line("room combine Hall A Focus").ok();
    env.line("booking create --client X --room Focus --date 2026-03-09 --learners 2")
        .fails(5)
        .says("roof");
    env.line("db check").ok();
}

fn blocks_overlap_each_other_and_each_is_lifted_by_itself(env: &Env) {
    rooms(env);
    env.line(PAINTING).ok();
    env.line("site close 2026-03-03..2026-03-04 --reason founders")
        .ok();
    env.line("room block Focus --from 2026-03-03 --reason lamp").ok();
    // The same again is the same block.
    env.line(PAINTING)
        .ok()
        .says("block 1 (painting, 2026-03-02 to 2026-03-06) is there already");
    assert_eq!(env.count("room_blocks"), 3);
    env.line("room unblock 1 3").ok();
    env.line("booking create --client X --room Focus --date 2026-03-03 --learners 2")
        .fails(5)
        .says("founders");
    env.book("Focus", "2026-03-05", "09:00-10:00");
    env.line("room unblock 1").ok().says("block 1 is lifted already");
    env.line("room unblock 99").fails(3).says("no block 99");
    env.line("db check").ok();
}

fn a_block_that_is_under_way_ends_now(env: &Env) {
    rooms(env);
    env.line(PAINTING).ok();
    let ended = env
        .line_at("2026-03-04T10:00:00Z", "room unblock 1 -f json")
        .ok()
        .json();
    assert_eq!(ended["ends_at"], "2026-03-04T12:00:00+02:00");
    assert_eq!(ended["lifted_at"], json!(null));
    env.line_at(
        "2026-03-04T10:00:00Z",
        "booking create --client X --room Focus --date 2026-03-04 --time 13:00-14:00 --learners 2",
    )
    .ok();
    env.line_at("2026-03-09T10:00:00Z", "room unblock 1")
        .fails(5)
        .says("is over");
    env.line_at(
        "2026-03-09T10:00:00Z",
        "room block Focus --from 2026-03-06 --reason late",
    )
    .fails(6)
    .says("2026-03-06 is over");
}

fn nobody_writes_round_a_block_by_sql(env: &Env) {
    rooms(env);
    env.line(PAINTING).ok();
    env.line("site close 2026-03-24 --reason founders").ok();
    let booking = |room, from, to| RawBooking {
        room,
        from,
        to,
        ..RawBooking::default()
    };
    let inside = booking("Focus", "2026-03-03T06:00:00Z", "2026-03-03T08:00:00Z");
    refused(env.raw_booking(&inside), "room_holds_no_overlap");
    let closed = booking("AB", "2026-03-23T06:00:00Z", "2026-03-25T08:00:00Z");
    refused(env.raw_booking(&closed), "room_holds_no_overlap");
    env.raw_booking(&booking("Focus", "2026-03-09T06:00:00Z", "2026-03-09T08:00:00Z"))
        .unwrap();
    let (into, earlier) = (
        env.instant("2026-03-06T06:00:00Z"),
        env.instant("2026-03-09T07:00:00Z"),
    );
    for (statement, rule) in [
        (
            format!("UPDATE bookings SET starts_at = {into}"),
            "room_holds_no_overlap",
        ),
        (
            format!("UPDATE room_blocks SET ends_at = {earlier} WHERE id = 1"),
            "room_holds_no_overlap",
        ),
        (
            "DELETE FROM room_holds WHERE block_id = 1".to_owned(),
            "room_holds_read_only",
        ),
        (
            "UPDATE room_holds SET block_id = 2 WHERE block_id = 1".to_owned(),
            "room_holds_read_only",
        ),
        ("DELETE FROM room_blocks".to_owned(), "room_blocks_never_deleted"),
        (
            "UPDATE room_blocks SET room_id = NULL WHERE id = 1".to_owned(),
            "room_blocks_fixed",
        ),
        (
            "UPDATE room_blocks SET kind = 'party'".to_owned(),
            "room_blocks_kind_check",
        ),
        (
            "UPDATE room_blocks SET reason = ''".to_owned(),
            "room_blocks_reason_check",
        ),
        (
            "UPDATE room_blocks SET ends_at = starts_at".to_owned(),
            "room_blocks_period_check",
        ),
        (
            "UPDATE room_blocks SET lifted_by = 'x'".to_owned(),
            "room_blocks_lifted_check",
        ),
        (
            format!(
                "INSERT INTO room_holds (room_id, starts_at, ends_at, block_id) VALUES (1, {into}, {earlier}, 1)"
            ),
            "room_holds_read_only",
        ),
        (
            format!("INSERT INTO room_holds (room_id, starts_at, ends_at) VALUES (1, {into}, {earlier})"),
            "room_holds_",
        ),
    ] {
        refused(env.raw_sql(&statement), rule);
    }
    // What a lifted block held is free, and held again where it comes back.
    env.raw_sql(&format!(
        "UPDATE room_blocks SET lifted_at = {into}, lifted_by = 'x' WHERE id = 1"
    ))
    .unwrap();
    assert_eq!(
        env.raw_int("SELECT count(*) FROM room_holds WHERE block_id = 1"),
        Some(0)
    );
    env.raw_booking(&inside).unwrap();
    refused(
        env.raw_sql("UPDATE room_blocks SET lifted_at = NULL, lifted_by = NULL WHERE id = 1"),
        "room_holds_no_overlap",
    );
    // An exception is of one booking and one block, and stays.
    refused(
        env.raw_sql(&format!(
            "INSERT INTO room_block_exceptions (booking_id, block_id, reason, created_by, created_at) VALUES (1, 1, '', 'x', {into})"
        )),
        "room_block_exceptions_reason_check",
    );
    assert!(
        env.raw_sql(&format!(
            "INSERT INTO room_block_exceptions (booking_id, block_id, reason, created_by, created_at) VALUES (99, 1, 'r', 'x', {into})"
        ))
        .is_err()
    );
    env.line("db check").ok();
}

fn a_block_and_a_booking_at_once_never_overlap(env: &Env) {
    rooms(env);
    for day in ["2026-03-02", "2026-03-03", "2026-03-04"] {
        let book = |client: &str| {
            env.spawn(&[
                "booking",
                "create",
                "--client",
                client,
                "--room",
                "AB",
                "--date",
                day,
                "--learners",
                "2",
            ])
        };
        let runs: Vec<Running> = vec![
            book("One"),
            env.spawn(&["site", "close", day, "--reason", "race"]),
            book("Two"),
            env.spawn(&["room", "block", "A", "--from", day, "--reason", "race"]),
        ];
        let codes: Vec<Option<i32>> = runs.into_iter().map(|run| run.wait().code).collect();
        let (booked, blocked): (usize, usize) = (
            [codes[0], codes[2]]
                .iter()
                .filter(|code| **code == Some(0))
                .count(),
            [codes[1], codes[3]]
                .iter()
                .filter(|code| **code == Some(0))
                .count(),
        );
        assert!(codes.iter().all(|code| matches!(code, Some(0 | 5))), "{codes:?}");
        assert!(
            booked == 0 && blocked == 2 || booked == 1 && blocked == 0,
            "{codes:?}"
        );
    }
    assert_eq!(env.count("bookings_under_block"), 0);
    env.line("db check").ok();
}

fn an_undo_takes_a_block_back_and_brings_it_again(env: &Env) {
    rooms(env);
    env.line(PAINTING).ok();
    shows(env.line("history --limit 1").ok(), "room block");
    let told = shows(
        env.line("audit list --limit 1").ok(),
        "created block 1 (Focus, 2026-03-02 00:00",
    );
    shows(told, "painting");
    shows(env.line("undo").ok(), "block 1");
    env.book("A", "2026-03-02", "09:00-10:00");
    env.book("Focus", "2026-03-02", "09:00-10:00");
    // The undo of the undo blocks again, and is refused while somebody booked.
    let undo = env.get("history --limit 5");
    let undo = undo
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["verb"] == "undo")
        .unwrap()["id"]
        .clone();
    env.line(&format!("undo {undo}"))
        .fails(5)
        .says("booking 2 (")
        .says("is in the way of block 1 of Focus");
    env.line("booking cancel 2").ok();
    env.line(&format!("undo {undo}")).ok();
    env.line("booking create --client X --room Focus --date 2026-03-03 --learners 2")
        .fails(5)
        .says("painting");
    env.line("room unblock 1").ok();
    shows(env.line("audit list --limit 1").ok(), "lifted block 1");
    env.line("undo").ok();
    let back = env.get("room blocks");
    assert_eq!(back[0]["state"], "planned");
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn an_undo_brings_no_booking_back_under_a_block(env: &Env) {
    rooms(env);
    let booking = env.book("Focus", "2026-03-02", "09:00-10:00");
    env.line(&format!("booking cancel {booking}")).ok();
    env.line(PAINTING).ok();
    let undo = env.get("history --limit 5");
    let cancel = undo
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["verb"] == "booking cancel")
        .unwrap()["id"]
        .clone();
    env.line(&format!("undo {cancel}"))
        .fails(5)
        .says("block 1 (painting");
    env.line("room unblock 1").ok();
    env.line(&format!("undo {cancel}")).ok();
}

fn the_check_of_the_database_finds_a_booking_under_a_block(env: &Env) {
    rooms(env);
    env.line(PAINTING).ok();
    env.book("Focus", "2026-03-09", "09:00-10:00");
    let (from, to) = (
        env.instant("2026-03-03T06:00:00Z"),
        env.instant("2026-03-03T08:00:00Z"),
    );
    if env.is_sqlite() {
        for trigger in env.raw_texts("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('bookings', 'room_holds')") {
            env.raw_sql(&format!("DROP TRIGGER {}", trigger.unwrap())).unwrap();
        }
        env.raw_sql(&format!("UPDATE bookings SET starts_at = {from}, ends_at = {to}"))
            .unwrap();
        env.raw_sql("DELETE FROM room_holds WHERE block_id = 1").unwrap();
    } else {
        env.raw_sql(&format!(
            "ALTER TABLE bookings DISABLE TRIGGER USER; ALTER TABLE room_holds DISABLE TRIGGER USER;
             UPDATE bookings SET starts_at = {from}, ends_at = {to}; DELETE FROM room_holds WHERE block_id = 1"
        ))
        .unwrap();
    }
    let found = env.line("db check -f json").fails(9).stdout;
    for rule in [
        "booking_under_block",
        "room_block_hold_missing",
        "room_hold_missing",
    ] {
        assert!(found.contains(rule), "{rule}: {found}");
    }
}

fn searches_know_that_a_room_is_blocked(env: &Env) {
    rooms(env);
    env.line(PAINTING).ok();
    let free = env.column(&["room", "free", "--date", "2026-03-02"], "room");
    assert_eq!(free, ["A", "B", "AB"]);
    let offers = env.get("booking suggest --date 2026-03-02 --time 09:00-10:00 --people 5 --room Focus");
    let places: Vec<(String, String)> = offers
        .as_array()
        .unwrap()
        .iter()
        .map(|offer| {
            (
                offer["room"].as_str().unwrap().to_owned(),
                offer["starts_at"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    assert!(
        places
            .iter()
            .all(|(room, at)| room != "Focus" || at.as_str() < "2026-03-02" || at.as_str() > "2026-03-07"),
        "{places:?}"
    );
    let found = env.get("booking conflicts --room Focus --date 2026-03-02 --time 09:00-10:00");
    assert_eq!(
        (&found[0]["problem"], &found[0]["booking_id"], &found[0]["why"]),
        (
            &json!("room_blocked"),
            &json!(null),
            &json!("closed by block 1 (painting, 2026-03-02 to 2026-03-06)")
        )
    );
    // Free until the block begins.
    let until = env.get("room free --date 2026-03-01 --time 09:00-10:00");
    let focus = until
        .as_array()
        .unwrap()
        .iter()
        .find(|room| room["room"] == "Focus")
        .unwrap();
    assert_eq!(focus["free_until"], "2026-03-02T00:00:00+02:00");
}

fn the_solver_places_nobody_in_a_blocked_room(env: &Env) {
    env.line("room add Focus --capacity 10").ok();
    env.line("room add Growth --capacity 30").ok();
    env.line("booking create --client Ghost --date 2026-03-03 --learners 8")
        .ok();
    env.line("booking create --client Late --date 2026-03-24 --learners 8")
        .ok();
    env.line(PAINTING).ok();
    env.line("site close 2026-03-24 --reason founders").ok();
    let placed = env.get("room solve --from 2026-03-01 --to 2026-03-31");
    assert_eq!(
        (&placed[0]["action"], &placed[0]["room"]),
        (&json!("assign"), &json!("Growth"))
    );
    assert_eq!(placed[1]["action"], "wait");
    assert!(
        placed[1]["why"]
            .to_string()
            .contains("block 2 (founders, 2026-03-24)"),
        "{placed}"
    );
    env.line("db check").ok();
}

fn calendars_show_blocks_in_every_format(env: &Env) {
    rooms(env);
    env.book("A", "2026-03-03", "09:00-10:00");
    env.line(PAINTING).ok();
    env.line("room block A --from 2026-03-04T13:00 --to 2026-03-04T15:00 --reason lamp --kind closed")
        .ok();
    let calendar = shows(
        env.line("booking calendar --month 2026-03").ok(),
        "maintenance: painting",
    );
    shows(calendar, "13:00–15:00 closed: lamp");
    let days = env.get("booking calendar --month 2026-03");
    assert_eq!(
        days["days"][1]["blocks"],
        json!([{"block_id": 1, "room": "Focus", "start": "00:00", "end": "24:00", "kind": "maintenance", "reason": "painting"}])
    );
    let rows = env
        .line("booking calendar --month 2026-03 -f csv --fields date,room,booking_id,status,block_id,reason")
        .ok();
    assert!(
        rows.stdout.contains("2026-03-02,Focus,,blocked,1,painting"),
        "{}",
        rows.stdout
    );
    env.line("booking calendar --month 2026-03 -o march.html").ok();
    let page = std::fs::read_to_string(env.path("march.html")).unwrap();
    assert!(page.contains("booking closed") && page.contains("maintenance: painting"));
    env.line("booking calendar --month 2026-03 -o march.ics").ok();
    let feed = std::fs::read_to_string(env.path("march.ics")).unwrap();
    assert!(
        feed.contains("SUMMARY:maintenance: painting") && feed.contains("UID:block-1@"),
        "{feed}"
    );
    env.line("room unblock 1").ok();
    env.line("booking calendar --month 2026-03 -o march.ics").ok();
    let feed = std::fs::read_to_string(env.path("march.ics")).unwrap();
    let lifted = feed
        .split("BEGIN:VEVENT")
        .find(|event| event.contains("UID:block-1@"))
        .unwrap();
    assert!(lifted.contains("STATUS:CANCELLED"), "{lifted}");
    // The workbook is read back to the same bookings: a closed cell is none.
    env.line("undo").ok();
    env.line("booking calendar --month 2026-03 -o march.xlsx").ok();
    let read = env.get("import schedule march.xlsx --dry-run");
    assert_eq!(read["new"].as_i64().unwrap_or(0), 0, "{read}");
}

fn hours_blocked_leave_the_open_hours(env: &Env) {
    rooms(env);
    env.book("Focus", "2026-03-10", "07:30-16:30");
    let hours = |env: &Env| {
        let used = env.get("room utilisation --month 2026-03 --room Focus");
        (used[0]["hours_open"].clone(), used[0]["hours_booked"].clone())
    };
    // 22 working days of 9 hours.
    assert_eq!(hours(env), (json!(198.0), json!(9.0)));
    env.line(PAINTING).ok();
    env.line("room block Focus --from 2026-03-06 --to 2026-03-08 --reason again")
        .ok();
    assert_eq!(hours(env), (json!(153.0), json!(9.0)));
    env.line("room block Focus --from 2026-03-11T12:00 --to 2026-03-11T20:00 --reason lamp")
        .ok();
    assert_eq!(hours(env), (json!(148.5), json!(9.0)));
}

/// A schedule of Focus with a booking on each of three days.
fn schedule(env: &Env) {
    let mut book = Book::month(2026, 3, &["Focus"]);
    for day in [2, 3, 4] {
        book.put(day, "Focus", "Umoya 12");
    }
    book.put(5, "Focus", "Public holiday");
    book.save(&env.path("schedule.xlsx"));
}

fn a_cell_on_a_closed_day_is_left_out_and_the_rest_is_imported(env: &Env) {
    rooms(env);
    schedule(env);
    env.line("site close 2026-03-03 --reason founders").ok();
    let run = env.line("import schedule schedule.xlsx -f json").fails(8);
    assert_eq!(
        (&run.json()["counts"]["created"], &run.json()["counts"]["closed"]),
        (&json!(2), &json!(1))
    );
    let item = run.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["action"] == "closed")
        .unwrap()
        .clone();
    assert_eq!(
        (&item["date"], &item["message"]),
        (
            &json!("2026-03-03"),
            &json!("closed by block 1 (founders, 2026-03-03)")
        )
    );
    assert_eq!(run.json()["open_holidays"], json!(["2026-03-05"]));
    run.says("--override-block --reason REASON");
    let shown = env.line("import schedule schedule.xlsx --dry-run").fails(8);
    shows(
        shown,
        "colab site close 2026-03-05 --kind holiday --reason \"Public holiday\"",
    );
    env.line("site close 2026-03-05 --kind holiday --reason \"Public holiday\"")
        .ok();
    assert_eq!(env.count("bookings"), 2);
    // The next night nothing changes, and what is left out is told again.
    let again = env.line("import schedule schedule.xlsx -f json").fails(8);
    assert_eq!(again.json()["counts"]["unchanged"], 2);
    // Opened, the day is booked.
    env.line("site open 2026-03-03").ok();
    let last = env.line("import schedule schedule.xlsx -f json").ok();
    assert_eq!(last.json()["counts"]["created"], 1);
    env.line("db check").ok();
}

fn an_override_books_on_a_closed_day_and_nothing_else_does(env: &Env) {
    rooms(env);
    schedule(env);
    env.line("site close 2026-03-03 --reason founders").ok();
    env.line("import schedule schedule.xlsx --override-block")
        .fails(2);
    let run = env
        .line("import schedule schedule.xlsx --override-block --reason \"the board agreed\" -f json")
        .ok();
    assert_eq!(run.json()["counts"]["created"], 3);
    assert_eq!(
        env.raw_text("SELECT reason FROM room_block_exceptions"),
        Some("the board agreed".to_owned())
    );
    env.line("import schedule schedule.xlsx").ok();
    let booking = env.column(
        &["booking", "list", "--from", "2026-03-03", "--to", "2026-03-03"],
        "id",
    );
    // The booking keeps its place and its day; another one, another room of that day and another closed day are refused.
    env.line(&format!("booking reschedule {} --time 09:00-10:00", booking[0]))
        .ok();
    env.line("booking create --client X --room Focus --date 2026-03-03 --time 12:00-13:00 --learners 2")
        .fails(5)
        .says("founders");
    env.line("site close 2026-03-10 --reason audit").ok();
    env.line(&format!("booking reschedule {} --date 2026-03-10", booking[0]))
        .fails(5)
        .says("audit");
    // Cancelled, it leaves the day closed.
    env.line(&format!("booking cancel {}", booking[0])).ok();
    env.line("booking create --client X --room Focus --date 2026-03-03 --time 09:00-10:00 --learners 2")
        .fails(5);
    refused(
        env.raw_sql("DELETE FROM room_block_exceptions"),
        "room_block_exceptions_append_only",
    );
    refused(
        env.raw_sql("UPDATE room_block_exceptions SET reason = 'x'"),
        "room_block_exceptions_append_only",
    );
    env.line("db check").ok();
}

fn the_site_closes_and_opens_for_days(env: &Env) {
    rooms(env);
    let closed = env.get("site close 2026-12-24..2027-01-02 --reason \"end of year\"");
    assert_eq!(
        (&closed["rooms"], &closed["room"], &closed["kind"]),
        (&json!("all rooms"), &json!(null), &json!("closed"))
    );
    env.line("booking create --client X --room A --date 2026-12-28 --learners 2")
        .fails(5)
        .says("block 1 (end of year, 2026-12-24 to 2027-01-02)");
    env.line("site open 2026-12-28")
        .fails(5)
        .says("colab room unblock 1");
    env.line("site open 2026-12-20..2027-01-10").ok();
    env.line("site open 2026-12-28")
        .fails(3)
        .says("the site is not closed on 2026-12-28");
    env.book("A", "2026-12-28", "09:00-10:00");
    shows(env.line("audit list --limit 2").ok(), "lifted block 1");
}

fn public_holidays_close_the_site_once(env: &Env) {
    rooms(env);
    let found = env.get("site holidays ZA 2026");
    let names: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert!(
        names.contains(&"Freedom Day") && names.contains(&"Day of Goodwill"),
        "{names:?}"
    );
    assert_eq!(env.count("room_blocks"), 0);
    env.line("site close 2026-12-24..2027-01-02 --reason \"end of year\"")
        .ok();
    env.line("site holidays za 2026 --apply --dry-run").ok();
    assert_eq!(env.count("room_blocks"), 1);
    let applied = env.get("site holidays za 2026 --apply");
    let christmas = applied
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "Christmas Day")
        .unwrap();
    assert_eq!(christmas["block_id"], 1, "it is closed already");
    let count = env.count("room_blocks");
    assert!(count > 8, "{count}");
    env.line("site holidays za 2026 --apply").ok();
    assert_eq!(env.count("room_blocks"), count);
    env.line("booking create --client X --room A --date 2026-04-27 --learners 2")
        .fails(5)
        .says("Freedom Day");
    env.line("site holidays XX 2026")
        .fails(3)
        .says("no public holidays of `XX` are known");
    env.line("site holidays ZA 1990")
        .fails(6)
        .says("from 2024 to 2036");
    shows(env.line("site holidays DE-BY 2026 -f csv").ok(), "Corpus Christi");
}

fn blocks_are_listed_sorted_and_exported(env: &Env) {
    rooms(env);
    env.line(PAINTING).ok();
    env.line("site close 2026-02-20 --reason founders").ok();
    env.line("room block A B --from 2026-03-24 --reason lamp --kind closed")
        .ok();
    let ids = |line: &str| env.column(&line.split(' ').collect::<Vec<_>>(), "id");
    assert_eq!(ids("room blocks"), ["2", "1", "3", "4"]);
    assert_eq!(ids("room blocks --sort -id --limit 2"), ["4", "3"]);
    assert_eq!(ids("room blocks --sort id --after 2"), ["3", "4"]);
    assert_eq!(ids("room blocks --room AB"), ["2", "3", "4"]);
    assert_eq!(ids("room blocks --kind closed"), ["2", "3", "4"]);
    assert_eq!(ids("room blocks --from 2026-03-01 --to 2026-03-10"), ["1"]);
    assert_eq!(ids("room blocks --search paint"), ["1"]);
    env.line("room unblock 3").ok();
    assert_eq!(ids("room blocks"), ["2", "1", "4"]);
    assert_eq!(ids("room blocks --all --sort id"), ["1", "2", "3", "4"]);
    env.line("export everything.xlsx").ok();
    env.line("room block Focus --from 2026-05-05 --reason r --dry-run")
        .ok();
    assert_eq!(env.count("room_blocks"), 4);
}

fn a_block_ends_after_it_begins(env: &Env) {
    rooms(env);
    for (from, to) in [
        ("2026-03-04", "2026-03-03"),
        ("2026-03-10T10:00", "2026-03-10T10:00"),
        ("2026-03-10T10:00", "2026-03-10T09:00"),
    ] {
        let (code, exit) = env.refusal(&format!("room block Focus --from {from} --to {to} --reason p"));
        assert!(exit == 2 || exit == 6, "{from}..{to}: {code} {exit}");
    }
    assert_eq!(env.count("room_blocks"), 0);
    env.line("site close 2025-12-01 --reason flood")
        .fails(6)
        .says("--allow-past");
    env.line("site close 2025-12-01 --reason flood --allow-past").ok();
}

fn what_has_begun_stays_and_the_refusal_says_from_when_a_block_may_be(env: &Env) {
    rooms(env);
    let id = env.book("Focus", "2026-03-02", "09:00-10:00");
    let at = "2026-03-02T09:30:00+02:00";
    env.line_at(at, &format!("booking check-in {id}")).ok();
    env.line_at(at, "room block Focus --from 2026-03-02 --reason leak")
        .fails(5)
        .says("the block may begin 2026-03-02T10:00");
    env.line_at(at, "room block Focus --from 2026-03-02T10:00 --reason leak")
        .ok();
}

fn holidays_name_the_bookings_of_all_days_at_once(env: &Env) {
    rooms(env);
    env.book("Focus", "2026-04-27", "09:00-10:00");
    env.book("A", "2026-05-01", "09:00-10:00");
    let run = env.line("site holidays ZA 2026 --apply -f json").fails(5);
    assert_eq!(run.error()["details"]["booking_ids"], json!([1, 2]));
    run.says("public holidays of ZA 2026");
    assert_eq!(env.count("room_blocks"), 0);
}

fn what_was_closed_stays_so_when_it_is_over(env: &Env) {
    rooms(env);
    env.line("site close 2026-03-02 --reason stocktaking").ok();
    env.line_at("2026-03-04T08:00:00+02:00", "undo")
        .fails(5)
        .says("block 1 (2026-03-02) is over");
    assert_eq!(
        env.raw_int("SELECT count(*) FROM room_blocks WHERE lifted_at IS NULL"),
        Some(1)
    );
}

fn closed_days_keep_their_clock_times_in_another_time_zone(env: &Env) {
    rooms(env);
    env.line("site close 2026-03-03 --reason founders").ok();
    env.line("room block Focus --from 2026-03-04T10:00 --to 2026-03-04T12:00 --reason floor")
        .ok();
    // No booking is to come: nothing is to be decided.
    env.line("config set timezone Asia/Tokyo").ok();
    let ends = |env: &Env| {
        let blocks = env.get("room blocks");
        [0, 1].map(|at| (blocks[at]["starts_at"].clone(), blocks[at]["ends_at"].clone()))
    };
    let tokyo = [
        (
            json!("2026-03-03T00:00:00+09:00"),
            json!("2026-03-04T00:00:00+09:00"),
        ),
        (
            json!("2026-03-04T10:00:00+09:00"),
            json!("2026-03-04T12:00:00+09:00"),
        ),
    ];
    assert_eq!(ends(env), tokyo);
    env.line("undo").ok();
    assert_eq!(ends(env)[0].0, "2026-03-03T00:00:00+02:00");
    // In Beirut the clocks go forward at midnight: that day begins an hour later.
    env.line("site close 2026-03-29 --reason stocktaking").ok();
    env.line("config set timezone Asia/Beirut").ok();
    assert_eq!(
        env.get("room blocks")[2]["starts_at"],
        "2026-03-29T01:00:00+03:00"
    );
    env.line("undo").ok();
    env.line("room unblock 3").ok();
    env.book("Focus", "2026-03-04", "12:00-13:00");
    env.line("config set timezone Asia/Tokyo --keep-clock-times").ok();
    assert_eq!(ends(env), tokyo);
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn an_override_holds_for_its_room_and_day(env: &Env) {
    rooms(env);
    schedule(env);
    env.line("site close 2026-03-02..2026-03-10 --reason founders")
        .ok();
    env.line("import schedule schedule.xlsx --override-block --reason \"the board agreed\"")
        .ok();
    let shown = env.get("booking show 1");
    assert_eq!(
        shown["blocks_passed"],
        json!(["block 1 (founders): the board agreed"])
    );
    env.line("booking reschedule 1 --time 09:00-10:00").ok();
    for change in ["--date 2026-03-09", "--room A"] {
        env.line(&format!("booking reschedule 1 {change}"))
            .fails(5)
            .says("in its own room on its own day alone");
    }
    env.line("booking reschedule 1 --date 2026-03-12").ok();
    env.line("undo").ok();
    assert_eq!(
        env.get("booking show 1")["starts_at"],
        "2026-03-02T09:00:00+02:00"
    );
    env.line("db check").ok();
}

fn what_stands_under_a_closed_cell_stays(env: &Env) {
    rooms(env);
    let import = |client: &str, flags: &str| {
        let mut book = Book::month(2026, 3, &["Focus"]);
        book.put(3, "Focus", client);
        book.save(&env.path("schedule.xlsx"));
        env.line(&format!(
            "import schedule schedule.xlsx --source s -f json {flags}"
        ))
    };
    env.line("site close 2026-03-03 --reason founders").ok();
    import("Alpha 12", "--override-block --reason agreed").ok();
    let run = import("Beta 9", "").fails(8);
    let counts = &run.json()["counts"];
    assert_eq!(
        (&counts["closed"], &counts["cancelled"], &counts["kept"]),
        (&json!(1), &json!(0), &json!(1))
    );
    assert_eq!(env.get("booking show 1")["status"], "confirmed");
    // The next night it is the same.
    let again = env
        .line("import schedule schedule.xlsx --source s -f json")
        .fails(8);
    assert_eq!(again.json()["counts"], run.json()["counts"]);
}

fn buffers_and_parts_that_reach_into_a_block_are_refused_with_it(env: &Env) {
    rooms(env);
    env.line("room block Focus --from 2026-03-03T12:00 --to 2026-03-03T14:00 --reason floor")
        .ok();
    env.book("Focus", "2026-03-03", "08:00-11:00");
    let (code, exit) = env.refusal("room edit Focus --teardown-minutes 90");
    assert_eq!((code.as_str(), exit), ("room_blocked", 5));
    env.line("room block AB --from 2026-04-03 --reason floor").ok();
    env.book("Focus", "2026-04-03", "08:00-11:00");
    env.line("room combine AB A Focus")
        .fails(5)
        .says("bookings or blocks of `AB` and its parts")
        .says("colab room blocks");
}

fn forgetting_reaches_reasons_of_blocks(env: &Env) {
    rooms(env);
    env.line("client add \"Zebrafin Ltd\"").ok();
    env.line("room block Focus --from 2026-03-03 --reason \"party of Zebrafin Ltd\"")
        .ok();
    env.line("vendor add FixIt").ok();
    env.line("vendor edit FixIt --contact \"Ann of Zebrafin Ltd\"")
        .ok();
    env.line("device add LT-1 --category Laptop").ok();
    env.write("é.txt", "text");
    env.line("file add device:LT-1 é.txt --name \"ÉTÉ of Zebrafin Ltd.txt\"")
        .ok();
    env.line("client forget \"Zebrafin Ltd\" --reason asked --texts --yes")
        .ok();
    for text in [
        "SELECT name FROM attachments",
        "SELECT name_key FROM attachments",
        "SELECT reason FROM room_blocks",
        "SELECT contact FROM vendors",
        "SELECT before FROM operation_rows WHERE before LIKE '%Zebrafin%'",
    ] {
        let text = env.raw_text(text).unwrap_or_default();
        assert!(!text.to_lowercase().contains("zebrafin"), "{text}");
    }
}
