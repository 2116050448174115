//! What the database itself refuses, whoever asks: double bookings, holds that are not what they should be, rows that
//! never change. Everything here goes past the program, or at it from sixteen sides.

use colab::db::violated_constraint;

use super::support::{Env, RawBooking, Running};

both![
    overlapping_bookings_are_refused_whatever_the_tenant,
    a_combined_room_and_its_parts_exclude_each_other,
    set_up_and_tear_down_are_part_of_the_hold,
    only_what_holds_a_room_is_in_the_way,
    a_booking_cannot_be_moved_onto_another,
    a_status_that_holds_again_takes_the_room_again_or_is_refused,
    a_booking_in_bulk_is_refused_whole,
    holds_are_written_by_no_one,
    buffers_and_parts_cannot_be_changed_over_bookings_that_stand,
    parts_are_one_level_deep_for_everybody,
];
both![
    a_booking_is_never_deleted,
    audit_rows_never_change,
    a_room_name_and_an_alias_never_mean_two_rooms,
    values_outside_their_rule_are_refused,
    holds_are_what_they_should_be_after_any_sequence,
    the_library_names_the_broken_rule,
];
both![
    sixteen_at_once_after_one_room_one_wins,
    sixteen_at_once_after_a_combined_room_and_its_parts_never_overlap,
    sixteen_at_once_with_one_key_make_one_booking,
    changes_at_once_leave_no_gap_in_the_audit_log,
];
sqlite![replacing_a_row_does_not_get_round_the_rules];
postgres![truncating_a_table_does_not_get_round_the_rules];

/// It must be refused, by the rule of this name.
#[track_caller]
fn refused(outcome: Result<(), String>, rule: &str) {
    match outcome {
        Ok(()) => panic!("it was done; `{rule}` should have refused it"),
        Err(why) => assert!(
            why.contains(rule),
            "refused by something else than `{rule}`: {why}"
        ),
    }
}

/// Rooms A and B, AB made of them, and C with buffers of 30 and 15 minutes.
fn rooms(env: &Env) {
    for room in ["A", "B"] {
        env.colab(&["room", "add", room]).ok();
    }
    env.colab(&["room", "combine", "AB", "A", "B"]).ok();
    env.colab(&["room", "add", "C", "--setup", "30", "--teardown", "15"])
        .ok();
}

/// Hours of 2 March 2026, in UTC.
fn booking<'a>(room: &'a str, from: &'a str, to: &'a str) -> RawBooking<'a> {
    RawBooking {
        room,
        from,
        to,
        ..RawBooking::default()
    }
}

const AT: [&str; 8] = [
    "2026-03-02T06:00:00Z",
    "2026-03-02T07:00:00Z",
    "2026-03-02T08:00:00Z",
    "2026-03-02T09:00:00Z",
    "2026-03-02T10:00:00Z",
    "2026-03-02T11:00:00Z",
    "2026-03-02T12:00:00Z",
    "2026-03-02T13:00:00Z",
];

fn overlapping_bookings_are_refused_whatever_the_tenant(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[1], AT[3])).unwrap();
    for (from, to) in [(0, 2), (2, 4), (1, 3), (0, 4)] {
        for tenant in ["TECH", "TRAINING"] {
            let other = RawBooking {
                tenant,
                ..booking("A", AT[from], AT[to])
            };
            refused(env.raw_booking(&other), "room_holds_no_overlap");
        }
    }
    env.raw_booking(&booking("A", AT[0], AT[1])).unwrap();
    env.raw_booking(&booking("A", AT[3], AT[4])).unwrap();
    env.raw_booking(&booking("B", AT[1], AT[3])).unwrap();
    refused(
        env.raw_booking(&booking("A", AT[4], AT[4])),
        "bookings_period_check",
    );
    refused(
        env.raw_booking(&booking("A", AT[5], AT[4])),
        "bookings_period_check",
    );
}

fn a_combined_room_and_its_parts_exclude_each_other(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("AB", AT[0], AT[2])).unwrap();
    refused(
        env.raw_booking(&booking("A", AT[1], AT[3])),
        "room_holds_no_overlap",
    );
    refused(
        env.raw_booking(&booking("B", AT[1], AT[3])),
        "room_holds_no_overlap",
    );
    env.raw_booking(&booking("B", AT[4], AT[6])).unwrap();
    refused(
        env.raw_booking(&booking("AB", AT[5], AT[7])),
        "room_holds_no_overlap",
    );
    assert_eq!(
        env.count("room_holds"),
        3,
        "a combined booking holds each of its parts"
    );
}

fn set_up_and_tear_down_are_part_of_the_hold(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("C", AT[1], AT[3])).unwrap();
    refused(
        env.raw_booking(&booking("C", AT[3], AT[4])),
        "room_holds_no_overlap",
    );
    refused(
        env.raw_booking(&booking("C", "2026-03-02T09:44:00Z", AT[4])),
        "room_holds_no_overlap",
    );
    refused(
        env.raw_booking(&booking("C", AT[0], "2026-03-02T06:16:00Z")),
        "room_holds_no_overlap",
    );
    env.raw_booking(&booking("C", "2026-03-02T09:45:00Z", AT[5]))
        .unwrap();
    env.raw_booking(&booking("C", AT[0], "2026-03-02T06:15:00Z"))
        .unwrap();
}

fn only_what_holds_a_room_is_in_the_way(env: &Env) {
    rooms(env);
    for status in ["rejected", "cancelled", "no_show"] {
        env.raw_booking(&RawBooking {
            status,
            ..booking("A", AT[0], AT[2])
        })
        .unwrap();
    }
    env.raw_booking(&RawBooking {
        status: "pending",
        ..booking("", AT[0], AT[2])
    })
    .unwrap();
    assert_eq!(env.count("room_holds"), 0);
    for (hour, status) in ["room_assigned", "confirmed", "checked_in", "completed"]
        .iter()
        .enumerate()
    {
        let held = RawBooking {
            status,
            ..booking("A", AT[hour], AT[hour + 1])
        };
        env.raw_booking(&held).unwrap();
        refused(env.raw_booking(&held), "room_holds_no_overlap");
    }
    refused(
        env.raw_booking(&RawBooking {
            status: "pending",
            ..booking("A", AT[6], AT[7])
        }),
        "bookings_pending_check",
    );
    refused(
        env.raw_booking(&RawBooking {
            status: "room_assigned",
            ..booking("", AT[6], AT[7])
        }),
        "bookings_room_assigned_check",
    );
}

fn a_booking_cannot_be_moved_onto_another(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[0], AT[2])).unwrap();
    env.raw_booking(&booking("B", AT[1], AT[3])).unwrap();
    env.raw_booking(&booking("A", AT[4], AT[6])).unwrap();
    let room = |name: &str| format!("(SELECT id FROM rooms WHERE name = '{name}')");
    for change in [
        format!("room_id = {} WHERE id = 2", room("A")),
        format!("room_id = {} WHERE id = 2", room("AB")),
        format!("starts_at = {} WHERE id = 3", env.instant(AT[1])),
        format!("ends_at = {} WHERE id = 1", env.instant(AT[5])),
    ] {
        refused(
            env.raw_sql(&format!("UPDATE bookings SET {change}")),
            "room_holds_no_overlap",
        );
    }
    let later = format!(
        "UPDATE bookings SET starts_at = {} WHERE id = 3",
        env.instant(AT[3])
    );
    env.raw_sql(&later).unwrap();
    refused(
        env.raw_booking(&booking("A", AT[3], AT[4])),
        "room_holds_no_overlap",
    );
    as_expected(env);
}

fn a_status_that_holds_again_takes_the_room_again_or_is_refused(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("AB", AT[0], AT[2])).unwrap();
    let set = |status: &str| env.raw_sql(&format!("UPDATE bookings SET status = '{status}' WHERE id = 1"));
    set("cancelled").unwrap();
    assert_eq!(env.count("room_holds"), 0);
    set("confirmed").unwrap();
    assert_eq!(env.count("room_holds"), 2);
    set("no_show").unwrap();
    env.raw_booking(&booking("B", AT[1], AT[3])).unwrap();
    refused(set("confirmed"), "room_holds_no_overlap");
    assert_eq!(
        env.raw_text("SELECT status FROM bookings WHERE id = 1")
            .as_deref(),
        Some("no_show")
    );
}

fn a_booking_in_bulk_is_refused_whole(env: &Env) {
    rooms(env);
    let (from, to) = (env.instant(AT[0]), env.instant(AT[1]));
    let client = env.raw_client();
    let row = |room: &str| {
        format!(
            "((SELECT id FROM rooms WHERE name = '{room}'), {from}, {to}, 'Bulk', 'confirmed', 'TECH', 1, 0, 1, 0, FALSE,
               0, 'raw', {from}, {from}, {client})"
        )
    };
    let insert = |rows: &[&str]| {
        env.raw_sql(&format!(
            "INSERT INTO bookings (room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners,
               num_facilitators, headcount, devices_needed, long_term, revision, created_by, created_at, updated_at, client_id)
             VALUES {}",
            rows.iter().map(|room| row(room)).collect::<Vec<_>>().join(", ")
        ))
    };
    refused(insert(&["C", "A", "AB"]), "room_holds_no_overlap");
    assert_eq!((env.count("bookings"), env.count("room_holds")), (0, 0));
    insert(&["C", "A", "B"]).unwrap();
    assert_eq!((env.count("bookings"), env.count("room_holds")), (3, 3));
}

fn holds_are_written_by_no_one(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[0], AT[2])).unwrap();
    let (from, to) = (env.instant(AT[4]), env.instant(AT[5]));
    for statement in [
        "DELETE FROM room_holds".to_owned(),
        format!("UPDATE room_holds SET ends_at = {to}"),
        format!("UPDATE room_holds SET starts_at = {from}, ends_at = {to}"),
        "UPDATE room_holds SET room_id = 2".to_owned(),
        format!(
            "INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id) VALUES (1, {from}, {to}, 1)"
        ),
        format!(
            "INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id) VALUES (2, {from}, {to}, 1)"
        ),
    ] {
        refused(env.raw_sql(&statement), "room_holds_read_only");
    }
    as_expected(env);
}

fn buffers_and_parts_cannot_be_changed_over_bookings_that_stand(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[0], AT[2])).unwrap();
    env.raw_booking(&booking("A", AT[2], AT[3])).unwrap();
    env.raw_booking(&booking("C", AT[0], AT[2])).unwrap();
    refused(
        env.raw_sql("UPDATE rooms SET setup_minutes = 1 WHERE name = 'A'"),
        "room_holds_no_overlap",
    );
    let part = |whole: &str, part: &str| {
        env.raw_sql(&format!(
            "INSERT INTO room_components (room_id, component_id)
             SELECT w.id, p.id FROM rooms w, rooms p WHERE w.name = '{whole}' AND p.name = '{part}'"
        ))
    };
    env.raw_booking(&booking("AB", AT[4], AT[5])).unwrap();
    env.raw_booking(&booking("C", "2026-03-02T12:00:00Z", AT[7]))
        .unwrap();
    refused(part("C", "A"), "room_holds_no_overlap");
    part("AB", "C").unwrap();
    assert_eq!(
        env.raw_int("SELECT count(*) FROM room_holds WHERE booking_id = 4"),
        Some(3)
    );
    refused(
        env.raw_sql("UPDATE room_components SET component_id = 1"),
        "room_components_read_only",
    );
    env.raw_sql("DELETE FROM room_components WHERE room_id = 3 AND component_id = 1")
        .unwrap();
    assert_eq!(
        env.raw_int("SELECT count(*) FROM room_holds WHERE booking_id = 4"),
        Some(2)
    );
    as_expected(env);
}

fn parts_are_one_level_deep_for_everybody(env: &Env) {
    rooms(env);
    let pair = |whole: i64, part: i64| {
        env.raw_sql(&format!(
            "INSERT INTO room_components (room_id, component_id) VALUES ({whole}, {part})"
        ))
    };
    refused(pair(4, 3), "room_components_one_level");
    refused(pair(1, 4), "room_components_one_level");
    refused(pair(3, 3), "room_components_one_level");
    refused(
        env.raw_sql("DELETE FROM room_components WHERE room_id = 4"),
        "room_components_one_level",
    );
    env.raw_sql("DELETE FROM room_components WHERE room_id = 3")
        .unwrap();
    assert_eq!(
        env.raw_int("SELECT component_id FROM room_components WHERE room_id = 3"),
        Some(3)
    );
    assert_eq!(env.count("room_components"), 4, "a room without parts is its own");
}

fn a_booking_is_never_deleted(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[0], AT[2])).unwrap();
    env.raw_booking(&RawBooking {
        status: "cancelled",
        ..booking("A", AT[0], AT[2])
    })
    .unwrap();
    refused(env.raw_sql("DELETE FROM bookings"), "bookings_never_deleted");
    refused(
        env.raw_sql("DELETE FROM bookings WHERE id = 2"),
        "bookings_never_deleted",
    );
    assert_eq!(env.count("bookings"), 2);
}

fn audit_rows_never_change(env: &Env) {
    rooms(env);
    let length = env.verify_audit().unwrap();
    for statement in [
        "UPDATE audit_log SET actor = 'somebody'",
        "UPDATE audit_log SET seq = seq + 100",
        "DELETE FROM audit_log",
        "DELETE FROM audit_log WHERE seq = 1",
    ] {
        refused(env.raw_sql(statement), "audit_log_append_only");
    }
    assert_eq!(env.verify_audit().unwrap(), length);
}

fn replacing_a_row_does_not_get_round_the_rules(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[0], AT[2])).unwrap();
    let row = "SELECT 1, at, 'somebody', NULL, command, entity, entity_id, before, after, metadata, 0, hash, 2, NULL, NULL, NULL FROM audit_log LIMIT 1";
    for verb in ["INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT"] {
        refused(
            env.raw_sql(&format!("{verb} INTO audit_log {row}")),
            "audit_log_append_only",
        );
    }
    let (from, to) = (env.instant(AT[1]), env.instant(AT[3]));
    let client = env.raw_client();
    for how in ["OR REPLACE", "OR IGNORE", "OR FAIL", "OR ROLLBACK"] {
        let statement = format!(
            "PRAGMA foreign_keys = OFF; INSERT {how} INTO bookings (room_id, starts_at, ends_at, client_name, status,
               tenant_id, num_learners, num_facilitators, headcount, devices_needed, long_term, revision, created_by,
               created_at, updated_at, client_id)
             VALUES (1, {from}, {to}, 'X', 'confirmed', 'TECH', 1, 0, 1, 0, FALSE, 0, 'raw', {from}, {from}, {client})"
        );
        refused(env.raw_sql(&statement), "room_holds_no_overlap");
        let hold = format!(
            "INSERT {how} INTO room_holds (room_id, starts_at, ends_at, booking_id) VALUES (1, {from}, {to}, 1)"
        );
        refused(env.raw_sql(&hold), "room_holds_read_only");
    }
    refused(
        env.raw_sql("PRAGMA recursive_triggers = ON; UPDATE OR REPLACE room_holds SET room_id = 2"),
        "room_holds_read_only",
    );
    as_expected(env);
}

fn truncating_a_table_does_not_get_round_the_rules(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[0], AT[2])).unwrap();
    refused(env.raw_sql("TRUNCATE room_holds"), "room_holds_read_only");
    refused(env.raw_sql("TRUNCATE audit_log"), "audit_log_append_only");
    refused(env.raw_sql("TRUNCATE bookings CASCADE"), "bookings_never_deleted");
    refused(
        env.raw_sql("TRUNCATE room_components"),
        "room_components_read_only",
    );
    as_expected(env);
}

fn a_room_name_and_an_alias_never_mean_two_rooms(env: &Env) {
    rooms(env);
    env.colab(&["room", "alias", "add", "A", "First"]).ok();
    let instant = env.instant(AT[0]);
    let alias = |key: &str| {
        env.raw_sql(&format!("INSERT INTO room_aliases (alias_key, alias, room_id, created_at) VALUES ('{key}', 'x', 2, {instant})"))
    };
    refused(alias("c"), "room_names_key");
    assert!(alias("first").is_err(), "an alias is one room's");
    refused(
        env.raw_sql("UPDATE rooms SET name = 'First', name_key = 'first' WHERE id = 2"),
        "room_names_key",
    );
    refused(
        env.raw_sql("UPDATE room_aliases SET alias_key = 'c' WHERE alias_key = 'first'"),
        "room_names_key",
    );
}

fn values_outside_their_rule_are_refused(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[0], AT[2])).unwrap();
    for (statement, rule) in [
        ("UPDATE rooms SET max_capacity = -1", "rooms_max_capacity_check"),
        (
            "UPDATE rooms SET setup_minutes = 1441",
            "rooms_setup_minutes_check",
        ),
        ("UPDATE rooms SET room_type = 'cellar'", "rooms_room_type_check"),
        ("UPDATE rooms SET name = ''", "rooms_name_check"),
        (
            "UPDATE rooms SET min_minutes = 10, max_minutes = 5",
            "rooms_max_minutes_check",
        ),
        ("UPDATE bookings SET status = 'approved'", "bookings_status_check"),
        (
            "UPDATE bookings SET tenant_id = 'ROOMS'",
            "bookings_tenant_id_check",
        ),
        ("UPDATE bookings SET headcount = -1", "bookings_headcount_check"),
        (
            "UPDATE bookings SET client_name = ''",
            "bookings_client_name_check",
        ),
        ("UPDATE users SET role = 'root'", "users_role_check"),
        ("UPDATE database_info SET id = 2", "database_info_one_row"),
        ("UPDATE audit_head SET id = 2", "audit_head_one_row"),
    ] {
        refused(env.raw_sql(statement), rule);
    }
}

fn the_library_names_the_broken_rule(env: &Env) {
    rooms(env);
    env.raw_booking(&booking("A", AT[0], AT[2])).unwrap();
    let mut connection = env.connection();
    let mut broken = |sql: &str| violated_constraint(&connection.batch(sql).unwrap_err());
    for (statement, rule) in [
        ("DELETE FROM bookings", "bookings_never_deleted"),
        ("DELETE FROM room_holds", "room_holds_read_only"),
        ("UPDATE rooms SET name_key = 'a'", "rooms_name_key_key"),
        ("UPDATE rooms SET max_capacity = -1", "rooms_max_capacity_check"),
    ] {
        assert_eq!(broken(statement).as_deref(), Some(rule));
    }
}

/// The holds there are, and those there must be.
#[track_caller]
fn as_expected(env: &Env) {
    let of = |table: &str| {
        env.raw_texts(&format!(
            "SELECT CAST(booking_id AS TEXT) || ' ' || CAST(room_id AS TEXT) || ' ' || CAST(starts_at AS TEXT) || ' '
                    || CAST(ends_at AS TEXT) FROM {table} ORDER BY booking_id, room_id"
        ))
    };
    assert_eq!(of("room_holds"), of("room_holds_expected"));
    let overlaps = env.raw_int(
        "SELECT count(*) FROM room_holds a JOIN room_holds b ON a.room_id = b.room_id AND a.booking_id < b.booking_id
          AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at",
    );
    assert_eq!(overlaps, Some(0));
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(count).unwrap()).unwrap()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const STATUSES: [&str; 7] = [
    "room_assigned",
    "confirmed",
    "checked_in",
    "completed",
    "rejected",
    "cancelled",
    "no_show",
];

fn holds_are_what_they_should_be_after_any_sequence(env: &Env) {
    rooms(env);
    env.raw_client();
    let mut dice = Dice(20_260_302);
    let (mut done, mut statements) = (0, 0);
    for _ in 0..25 {
        let mut script = Vec::new();
        for _ in 0..6 {
            script.push(any_statement(env, &mut dice));
        }
        for statement in &script {
            statements += 1;
            done += i64::from(env.raw_sql(statement).is_ok());
        }
        as_expected(env);
    }
    assert!(
        done > 30 && done < statements,
        "{done} of {statements} were possible"
    );
    assert!(env.count("room_holds") > 5);
}

fn any_statement(env: &Env, dice: &mut Dice) -> String {
    let room = dice.one(&["A", "B", "AB", "C"]);
    let id = 1 + dice.below(40);
    let start = dice.below(7);
    let (from, to) = (env.instant(AT[start]), env.instant(AT[start + 1]));
    let status = dice.one(&STATUSES);
    let room = format!("(SELECT id FROM rooms WHERE name = '{room}')");
    match dice.below(10) {
        0 => format!("UPDATE bookings SET status = '{status}' WHERE id = {id}"),
        1 => format!("UPDATE bookings SET room_id = {room} WHERE id = {id}"),
        2 => format!("UPDATE bookings SET starts_at = {from}, ends_at = {to} WHERE id = {id}"),
        3 => format!("UPDATE rooms SET setup_minutes = {} WHERE id = {room}", 5 * dice.below(3)),
        4 => "INSERT INTO room_components (room_id, component_id) VALUES (3, 4)".to_owned(),
        5 => "DELETE FROM room_components WHERE room_id = 3 AND component_id = 4".to_owned(),
        _ => format!(
            "INSERT INTO bookings (room_id, starts_at, ends_at, client_name, status, tenant_id, num_learners,
               num_facilitators, headcount, devices_needed, long_term, revision, created_by, created_at, updated_at, client_id)
             VALUES ({room}, {from}, {to}, 'Any', '{status}', 'TECH', 1, 0, 1, 0, FALSE, 0, 'raw', {from}, {from},
               (SELECT min(id) FROM clients))"
        ),
    }
}

/// Starts all of them before it waits for any; how many succeeded. The others must have ended with 5.
#[track_caller]
fn race(env: &Env, calls: &[Vec<&str>]) -> usize {
    let running: Vec<Running> = calls.iter().map(|call| env.spawn(call)).collect();
    let mut won = 0;
    for call in running {
        let run = call.wait();
        match run.code {
            Some(0) => won += 1,
            _ => drop(run.fails(5)),
        }
    }
    won
}

fn sixteen_at_once_after_one_room_one_wins(env: &Env) {
    rooms(env);
    for date in ["2026-03-02", "2026-03-03", "2026-03-04"] {
        let ask = vec![
            "booking",
            "create",
            "--client",
            "X",
            "--learners",
            "5",
            "--room",
            "A",
            "--date",
            date,
        ];
        assert_eq!(race(env, &vec![ask; 16]), 1, "{date}");
    }
    assert_eq!((env.count("bookings"), env.count("room_holds")), (3, 3));
    as_expected(env);
    env.verify_audit().unwrap();
}

fn sixteen_at_once_after_a_combined_room_and_its_parts_never_overlap(env: &Env) {
    rooms(env);
    let date = "2026-03-02";
    let asks: Vec<Vec<&str>> = (0..16)
        .map(|at| {
            let room = ["A", "B", "AB", "AB"][at % 4];
            vec![
                "booking",
                "create",
                "--client",
                "X",
                "--learners",
                "5",
                "--room",
                room,
                "--date",
                date,
            ]
        })
        .collect();
    let won = race(env, &asks);
    let combined = env
        .raw_int("SELECT count(*) FROM bookings WHERE room_id = 3")
        .unwrap();
    assert!(
        (won, combined) == (1, 1) || (won, combined) == (2, 0),
        "{won} won, {combined} the whole"
    );
    assert_eq!(env.count("room_holds"), 2);
    as_expected(env);
}

fn sixteen_at_once_with_one_key_make_one_booking(env: &Env) {
    rooms(env);
    let ask = vec![
        "booking",
        "create",
        "--client",
        "X",
        "--learners",
        "5",
        "--date",
        "2026-03-02",
        "--idempotency-key",
        "k",
        "-f",
        "json",
    ];
    let running: Vec<Running> = (0..16).map(|_| env.spawn(&ask)).collect();
    let ids: Vec<String> = running
        .into_iter()
        .map(|call| call.wait().ok().json()["id"].to_string())
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(env.count("bookings"), 1);
}

fn changes_at_once_leave_no_gap_in_the_audit_log(env: &Env) {
    rooms(env);
    let before = env.count("audit_log");
    let names: Vec<String> = (0..16).map(|at| format!("Room {at}")).collect();
    let asks: Vec<Vec<&str>> = names.iter().map(|name| vec!["room", "add", name]).collect();
    assert_eq!(race(env, &asks), 16);
    assert_eq!(env.count("audit_log"), before + 16);
    assert_eq!(env.verify_audit().unwrap(), before + 16);
}
