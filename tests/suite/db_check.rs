//! `db check`: a sound database gives nothing, and each kind of damage that somebody can do past the program is found.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::FileExt;

use serde_json::Value;

use super::support::{Engine, Env, data};

both![
    a_rich_and_sound_database_gives_nothing,
    every_kind_of_damage_is_found,
    what_keeps_the_rules_is_compared_with_what_the_program_made,
    a_finding_says_the_way_out,
    what_is_missing_is_made_anew,
    what_was_added_goes_by_the_way_out,
];
sqlite![
    pages_that_were_written_over_are_found,
    a_file_that_cannot_be_read_is_damage,
];
postgres![
    a_sequence_that_is_behind_is_found,
    an_index_that_is_not_valid_is_found,
    a_schema_that_the_server_has_read_back_is_the_same,
    what_cannot_be_made_anew_is_told,
    a_login_that_may_make_no_schema_is_told_what_was_left_out,
];

/// Something of everything: the year's schedule, series, combined rooms, requests, assignments, rentals out and back.
fn content(env: &Env) {
    let schedule = data("schedule-2026.xlsx");
    env.colab(&["import", "schedule", schedule.to_str().unwrap(), "--create-rooms"])
        .ok();
    let book = |words: &[&str]| {
        let line = [
            &["booking", "create", "--client", "Umoya", "--learners", "4"],
            words,
        ]
        .concat();
        env.colab(&line).ok();
    };
    env.colab(&["room", "add", "Hall A", "--setup", "30"]).ok();
    env.colab(&["room", "add", "Hall B"]).ok();
    env.colab(&["room", "combine", "Hall", "Hall A", "Hall B"]).ok();
    book(&["--room", "Hall A", "--date", "2027-03-02"]);
    book(&[
        "--room",
        "Hall",
        "--date",
        "2027-04-05",
        "--repeat",
        "FREQ=WEEKLY;COUNT=4",
    ]);
    book(&[
        "--date",
        "2027-03-04",
        "--devices",
        "3",
        "--device-type",
        "laptops",
    ]);
    let last = env.raw_int("SELECT max(id) FROM bookings").unwrap().to_string();
    for serial in ["LT-1", "LT-2", "LT-3", "LT-4"] {
        env.colab(&["device", "add", serial, "--category", "Laptop"]).ok();
    }
    env.colab(&["device", "assign", &last, "--serial", "LT-1", "--serial", "LT-3"])
        .ok();
    env.colab(&["device", "swap", &last, "--serial", "LT-3", "--with", "LT-4"])
        .ok();
    env.colab(&["device", "unassign", &last, "--serial", "LT-4"]).ok();
    env.colab(&["device", "move", "LT-3", "--to", "maintenance"]).ok();
    env.colab(&[
        "device",
        "request",
        &last,
        "--category",
        "Desktop",
        "--quantity",
        "2",
    ])
    .ok();
    let rent = |serials: &[&str]| {
        let mut line = vec![
            "rental",
            "start",
            "--client",
            "X",
            "--contact-person",
            "P",
            "--contact-number",
            "1",
        ];
        line.extend(["--company", "C", "--address", "A", "--return-on", "+3d"]);
        line.extend(serials.iter().flat_map(|serial| ["--serial", *serial]));
        env.colab(&line).ok();
    };
    rent(&["LT-2", "LT-4"]);
    env.colab(&[
        "rental",
        "return",
        "RN-2026-0001",
        "--serial",
        "LT-4",
        "--condition",
        "repair",
    ])
    .ok();
    env.colab(&["device", "move", "LT-4", "--to", "available"]).ok();
    rent(&["LT-4"]);
    env.colab(&["rental", "return", "RN-2026-0002", "--condition", "ok"])
        .ok();
    env.colab(&["rental", "extend", "RN-2026-0001", "--return-on", "+9d"])
        .ok();
    env.colab(&["task", "add", "cleaning", "floors"]).ok();
    let task = env.raw_int("SELECT max(id) FROM tasks").unwrap().to_string();
    env.colab(&["task", "done", &task, "--cost", "10"]).ok();
    env.colab(&["booking", "edit", "1", "--learners", "3", "--allow-past"])
        .ok();
    env.colab(&["booking", "cancel", "2", "--allow-past"]).ok();
    env.colab(&["config", "set", "day_end", "17:00"]).ok();
    env.user_by_admin("thandi", "staff");
    env.user_by_admin("sipho", "staff");
    env.colab(&["user", "role", "sipho", "kitchen_staff"]).ok();
    env.colab(&["user", "disable", "sipho"]).ok();
    let token = ["user", "token", "create", "--user", "thandi", "--name"];
    env.colab(&[&token[..], &["kept", "--scope", "room list", "--expires", "30d"]].concat())
        .ok();
    env.colab(&[&token[..], &["ended"]].concat()).ok();
    env.colab(&["user", "token", "revoke", "ended", "--user", "thandi"])
        .ok();
    env.colab(&["pricing", "set", "room", "Hall A", "--daily", "1000"])
        .ok();
    let charged = "SELECT min(b.id) FROM bookings b JOIN rooms r ON r.id = b.room_id WHERE r.name = 'Hall A'";
    let charged = env.raw_int(charged).unwrap().to_string();
    env.colab(&["pricing", "propose", &charged]).ok();
}

fn a_rich_and_sound_database_gives_nothing(env: &Env) {
    env.colab(&["db", "check"]).ok().says("no damage found");
    content(env);
    let run = env.colab(&["db", "check", "-f", "json"]).ok();
    assert_eq!(run.json(), serde_json::json!([]));
    env.colab(&["db", "check", "-q", "-f", "ndjson"]).ok().silent();
    let undone = env.json(&["import", "list"])[0]["id"].to_string();
    env.colab(&["import", "undo", &undone, "--force"]).ok();
    env.colab(&["db", "check"]).ok();
}

/// What `db check` finds.
#[track_caller]
fn findings(env: &Env) -> Vec<Value> {
    let run = env.colab(&["db", "check", "-f", "json"]);
    match run.code {
        Some(0) => Vec::new(),
        _ => {
            let run = run.fails(9);
            assert_eq!(run.error()["code"], "database_unsound");
            run.json().as_array().unwrap().clone()
        }
    }
}

fn checks(found: &[Value]) -> BTreeSet<&str> {
    found.iter().map(|one| one["check"].as_str().unwrap()).collect()
}

/// Runs SQL that no guard sees: on SQLite the triggers are gone, on PostgreSQL a superuser's session fires none.
#[track_caller]
fn unguarded(env: &Env, statements: &str) {
    let done = match env.engine() {
        Engine::Sqlite => env.raw_sql(&format!(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {statements}"
        )),
        Engine::Postgres => env.raw_sql_as(
            "postgres",
            &format!("SET session_replication_role = replica; {statements}"),
        ),
    };
    done.unwrap_or_else(|error| panic!("{statements}: {error}"));
}

/// Takes away what would refuse the damage.
fn take_the_guards_away(env: &Env) {
    match env.engine() {
        Engine::Sqlite => {
            let triggers = env.raw_texts("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
            for trigger in triggers.into_iter().flatten() {
                env.raw_sql(&format!("DROP TRIGGER {trigger}")).unwrap();
            }
        }
        Engine::Postgres => env
            .raw_sql(
                "ALTER TABLE room_holds DROP CONSTRAINT room_holds_no_overlap;
                 ALTER TABLE room_holds DROP CONSTRAINT room_holds_holder_check;
                 ALTER TABLE device_holds DROP CONSTRAINT device_holds_no_overlap;
                 ALTER TABLE bookings DROP CONSTRAINT bookings_device_only_room_check",
            )
            .unwrap(),
    }
    env.raw_sql("DROP INDEX booking_device_assignments_out").unwrap();
}

/// Damage: what is done, how it is undone, and the checks that find it.
/// The hash of one byte, 0.
const ZERO: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";

fn damages(env: &Env) -> Vec<(String, String, Vec<&'static str>)> {
    let at = env.instant("2027-06-01T06:00:00Z");
    let requisition = |state: &str, decided: i32, receipts: i32| {
        format!(
            "INSERT INTO requisitions (number, year, ordinal, purpose, currency, state, submission, levels, decided, receipts,
                                       requester, entered_by, created_at, updated_by, updated_at)
             VALUES ('RQ-2020-0001', 2020, 1, 'x', 'ZAR', '{state}', 0, '[]', {decided}, {receipts}, 'x', 'x', {at}, 'x', {at})"
        )
    };
    let (unbound, never) = if env.is_sqlite() {
        ("", "9223372036854775807")
    } else {
        (
            "ALTER TABLE rooms DROP CONSTRAINT IF EXISTS rooms_updated_at_readable;",
            "'infinity'",
        )
    };
    let bytes = format!(
        "INSERT INTO attachment_bytes (sha256, size, content) VALUES ('{ZERO}', 1, {})",
        if env.is_sqlite() { "x'00'" } else { "'\\x00'" }
    );
    let room = "(SELECT id FROM rooms WHERE name = 'Hall A')";
    let booking = "(SELECT b.id FROM bookings b JOIN rooms r ON r.id = b.room_id WHERE r.name = 'Hall A')";
    let laptop = "(SELECT id FROM devices WHERE serial_number = 'LT-1')";
    let again = |table: &str, columns: &str| {
        let set: Vec<String> = columns
            .split(' ')
            .map(|column| {
                format!("{column} = (SELECT k.{column} FROM kept_{table} k WHERE k.id = {table}.id)")
            })
            .collect();
        format!("UPDATE {table} SET {}", set.join(", "))
    };
    let later = if env.is_sqlite() {
        "+ 1000000"
    } else {
        "+ interval '1 second'"
    };
    vec![
        (
            format!("DELETE FROM room_holds WHERE booking_id = {booking}"),
            format!(
                "INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
                 SELECT room_id, starts_at, ends_at, booking_id FROM room_holds_expected WHERE booking_id = {booking}"
            ),
            vec!["room_hold_missing"],
        ),
        (
            format!("INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id) VALUES ({room}, {at}, {at} {later}, 99999)"),
            "DELETE FROM room_holds WHERE booking_id = 99999".to_owned(),
            vec!["room_hold_surplus"],
        ),
        (
            format!(
                "INSERT INTO room_holds (room_id, starts_at, ends_at, booking_id)
                 SELECT room_id, starts_at {later}, ends_at, 99999 FROM room_holds WHERE booking_id = {booking}"
            ),
            "DELETE FROM room_holds WHERE booking_id = 99999".to_owned(),
            vec!["room_hold_surplus", "room_holds_overlap"],
        ),
        (
            format!(
                "UPDATE bookings SET room_id = {room}, starts_at = (SELECT starts_at {later} FROM bookings WHERE id = {booking}),
                        ends_at = (SELECT ends_at FROM bookings WHERE id = {booking})
                  WHERE id = (SELECT min(b.id) FROM bookings b JOIN rooms r ON r.id = b.room_id WHERE r.name = 'Hall')"
            ),
            again("bookings", "room_id starts_at ends_at"),
            vec!["room_hold_missing", "room_hold_surplus", "bookings_overlap"],
        ),
        (
            format!(
                "INSERT INTO room_blocks (room_id, kind, starts_at, ends_at, reason, created_by, created_at, updated_at)
                 VALUES ({room}, 'closed', {at}, {at} {later}, 'x', 'x', {at}, {at})"
            ),
            "DELETE FROM room_blocks".to_owned(),
            vec!["room_block_hold_missing"],
        ),
        (
            format!("INSERT INTO room_holds (room_id, starts_at, ends_at, block_id) VALUES ({room}, {at}, {at} {later}, 98)"),
            "DELETE FROM room_holds WHERE block_id = 98".to_owned(),
            vec!["room_block_hold_surplus"],
        ),
        (
            format!("INSERT INTO room_holds (room_id, starts_at, ends_at) VALUES ({room}, {at}, {at} {later})"),
            "DELETE FROM room_holds WHERE booking_id IS NULL AND block_id IS NULL".to_owned(),
            match env.engine() {
                Engine::Sqlite => vec!["room_hold_without_holder", "engine"],
                Engine::Postgres => vec!["room_hold_without_holder"],
            },
        ),
        (
            format!(
                "INSERT INTO room_blocks (room_id, kind, starts_at, ends_at, reason, created_by, created_at, updated_at)
                 SELECT {room}, 'closed', starts_at, ends_at, 'x', 'x', {at}, {at} FROM bookings WHERE id = {booking}"
            ),
            "DELETE FROM room_blocks".to_owned(),
            vec!["room_block_hold_missing", "booking_under_block"],
        ),
        (
            format!("UPDATE bookings SET device_only = TRUE WHERE id = {booking}"),
            "UPDATE bookings SET device_only = FALSE WHERE device_only = TRUE AND room_id IS NOT NULL".to_owned(),
            match env.engine() {
                Engine::Sqlite => vec!["booking_values", "engine"],
                Engine::Postgres => vec!["booking_values"],
            },
        ),
        (
            format!("DELETE FROM room_components WHERE room_id = {room} AND component_id = {room}"),
            format!("INSERT INTO room_components (room_id, component_id) VALUES ({room}, {room})"),
            vec!["room_parts", "room_hold_surplus"],
        ),
        (
            format!("INSERT INTO room_components (room_id, component_id) SELECT id, {room} FROM rooms WHERE name = 'Hall B'"),
            format!("DELETE FROM room_components WHERE component_id = {room} AND room_id = (SELECT id FROM rooms WHERE name = 'Hall B')"),
            vec!["room_parts"],
        ),
        (
            format!("INSERT INTO room_aliases (alias_key, alias, room_id, created_at) SELECT name_key, name, {room}, {at} FROM rooms WHERE name = 'Hall B'"),
            "DELETE FROM room_aliases WHERE alias = 'Hall B'".to_owned(),
            vec!["room_name_twice"],
        ),
        (
            format!("UPDATE bookings SET devices_needed = devices_needed + 7 WHERE id = {booking}"),
            again("bookings", "devices_needed"),
            vec!["devices_asked_for"],
        ),
        (
            format!("DELETE FROM device_holds WHERE device_id = {laptop}"),
            format!(
                "INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
                 SELECT device_id, starts_at, ends_at, assignment_id FROM device_holds_expected WHERE device_id = {laptop}"
            ),
            vec!["device_hold_missing"],
        ),
        (
            format!(
                "INSERT INTO device_holds (device_id, starts_at, ends_at, assignment_id)
                 SELECT device_id, starts_at {later}, ends_at, 99999 FROM device_holds WHERE device_id = {laptop}"
            ),
            "DELETE FROM device_holds WHERE assignment_id = 99999".to_owned(),
            vec!["device_hold_surplus", "device_holds_overlap"],
        ),
        (
            "INSERT INTO booking_device_assignments (id, rental_id, device_id, quantity, assignment_type, assigned_by, assigned_at, created_at)
             SELECT 99999, rental_id, device_id, 1, 'manual', 'x', assigned_at, created_at FROM booking_device_assignments
              WHERE rental_id IS NOT NULL AND returned_at IS NULL"
                .to_owned(),
            "DELETE FROM booking_device_assignments WHERE id = 99999".to_owned(),
            match env.engine() {
                Engine::Sqlite => vec!["device_out_twice", "device_hold_missing"],
                // The sequence does not know of a number that somebody chose.
                Engine::Postgres => vec!["device_out_twice", "device_hold_missing", "references"],
            },
        ),
        (
            "UPDATE devices SET status = 'available' WHERE serial_number = 'LT-2'".to_owned(),
            again("devices", "status"),
            vec!["device_status", "device_movement"],
        ),
        (
            "UPDATE devices SET status = 'maintenance' WHERE serial_number = 'LT-1'".to_owned(),
            again("devices", "status"),
            vec!["device_movement", "device_repair", "references"],
        ),
        (
            "UPDATE tasks SET cost_cents = 50000 WHERE cost_cents = 1000".to_owned(),
            "UPDATE tasks SET cost_cents = 1000 WHERE cost_cents = 50000".to_owned(),
            vec!["task_cost"],
        ),
        (
            bytes.clone(),
            format!("DELETE FROM attachment_bytes WHERE sha256 = '{ZERO}'"),
            vec!["file_bytes_unlinked"],
        ),
        (
            format!(
                "{bytes}; INSERT INTO attachments (id, kind, record_id, name, name_key, content_type, sha256, created_by, created_at)
                 VALUES (99999, 'device', 99999, 'x', 'x', 'text/plain', '{ZERO}', 'raw', {at})"
            ),
            format!("DELETE FROM attachments; DELETE FROM attachment_bytes WHERE sha256 = '{ZERO}'"),
            match env.engine() {
                Engine::Sqlite => vec!["file_record"],
                // The sequence does not know of a number that somebody chose.
                Engine::Postgres => vec!["file_record", "references"],
            },
        ),
        (
            format!(
                "INSERT INTO client_messages (id, client_id, booking_id, kind, state, revision, tells_past, message_id, attempts, created_at)
                 VALUES (99999, (SELECT min(id) FROM clients), 99999, 'change', 'superseded', 0, FALSE, 'a@b', 0, {at})"
            ),
            "DELETE FROM client_messages".to_owned(),
            vec!["client_message_record", "references"],
        ),
        (
            "UPDATE devices SET status = 'testing' WHERE serial_number = 'LT-1'".to_owned(),
            again("devices", "status"),
            vec!["device_movement"],
        ),
        (
            format!("UPDATE offsite_rentals SET returned_at = {at} WHERE rental_no = 'RN-2026-0001'"),
            again("offsite_rentals", "returned_at"),
            vec!["rental_returned"],
        ),
        (
            "UPDATE rental_numbers SET last_number = 3".to_owned(),
            "UPDATE rental_numbers SET last_number = 2".to_owned(),
            vec!["rental_numbers"],
        ),
        (
            "UPDATE offsite_rentals SET rental_no = 'RN-2025-0002' WHERE rental_no = 'RN-2026-0002'".to_owned(),
            again("offsite_rentals", "rental_no"),
            vec!["rental_numbers"],
        ),
        (
            "DELETE FROM import_rows WHERE id = (SELECT min(id) FROM import_rows WHERE action = 'create')".to_owned(),
            "DELETE FROM import_rows; INSERT INTO import_rows SELECT * FROM kept_import_rows".to_owned(),
            vec!["import_sums"],
        ),
        (
            format!("UPDATE bookings SET series_id = 99999 WHERE id = {booking}"),
            again("bookings", "series_id"),
            vec!["references"],
        ),
        (
            format!("INSERT INTO settings (key, value, updated_at, updated_by) VALUES ('day_start', '99:99', {at}, 'x'), ('colour', 'red', {at}, 'x')"),
            "DELETE FROM settings WHERE updated_by = 'x'".to_owned(),
            vec!["settings", "setting_value"],
        ),
        (
            "UPDATE booking_costing SET subtotal_cents = subtotal_cents + 1, total_cents = total_cents + 1".to_owned(),
            "UPDATE booking_costing SET subtotal_cents = subtotal_cents - 1, total_cents = total_cents - 1".to_owned(),
            vec!["ledger_lines", "ledger_lines_differ", "ledger_sums"],
        ),
        (
            "UPDATE audit_log SET actor = 'mallory' WHERE seq = 3".to_owned(),
            "UPDATE audit_log SET actor = (SELECT actor FROM kept_audit_log k WHERE k.seq = 3) WHERE seq = 3".to_owned(),
            vec!["audit_chain"],
        ),
        (
            "UPDATE users SET role = 'admin' WHERE username = 'thandi'".to_owned(),
            "UPDATE users SET role = 'staff' WHERE username = 'thandi'".to_owned(),
            vec!["user_role"],
        ),
        (
            format!(
                "INSERT INTO jobs (name, grace_seconds, catch_up, command, expected_since, created_by, created_at, updated_at)
                 VALUES ('nightly', 60, FALSE, '[\"user\", \"disable\", \"thandi\"]', {at}, 'x', {at}, {at})"
            ),
            "DELETE FROM jobs".to_owned(),
            vec!["job_altered"],
        ),
        (
            format!(
                "INSERT INTO views (name, owner, words, created_by, created_at, updated_at) VALUES ('x', '', '{{}}', 'x', {at}, {at})"
            ),
            "DELETE FROM views".to_owned(),
            vec!["view_line"],
        ),
        (
            requisition("draft", 1, 0),
            "DELETE FROM requisitions".to_owned(),
            vec!["requisition_state"],
        ),
        (
            format!(
                "{}; INSERT INTO requisition_items (requisition_id, position, description, quantity, days, unit_cents)
                   SELECT id, 1, 'x', 1, 1, 500 FROM requisitions;
                 INSERT INTO requisition_receipts (requisition_id, item_id, quantity, amount_cents, currency, device_ids, created_by, entered_by, created_at)
                   SELECT requisition_id, id, 1, 500, 'ZAR', '[]', 'x', 'x', {at} FROM requisition_items",
                requisition("ordered", 0, 1)
            ),
            "DELETE FROM requisition_receipts; DELETE FROM requisition_items; DELETE FROM requisitions".to_owned(),
            vec!["requisition_cost"],
        ),
        (
            format!(
                "INSERT INTO role_grants (user_id, role, scope_kind, granted_by, granted_at)
                 VALUES ('sipho', 'room_manager', 'all', 'x', {at})"
            ),
            "DELETE FROM role_grants".to_owned(),
            vec!["grant_unlogged"],
        ),
        (
            format!(
                "INSERT INTO demand (asked_at, asked_on, asked_by, client_name, client_key, tenant_id, starts_at, ends_at, people,
                                     amenities, reason, tries, is_waiting, offered_at)
                 VALUES ({asked}, '2026-02-01', 'x', 'x', 'x', 'TECH', {at}, {asked}, 1, '[]', 'taken', 1, TRUE, {at})",
                asked = env.instant("2027-06-02T08:00:00Z")
            ),
            "DELETE FROM demand".to_owned(),
            vec!["demand_offer"],
        ),
        (
            "UPDATE users SET is_active = TRUE WHERE username = 'sipho'".to_owned(),
            "UPDATE users SET is_active = FALSE WHERE username = 'sipho'".to_owned(),
            vec!["user_active"],
        ),
        (
            format!(
                "INSERT INTO users (user_id, username, username_key, role, is_active, failed_logins, created_at, updated_at)
                 VALUES ('mallory', 'mallory', 'mallory', 'admin', TRUE, 0, {at}, {at})"
            ),
            "DELETE FROM users WHERE user_id = 'mallory'".to_owned(),
            vec!["user_unlogged"],
        ),
        (
            format!(
                "INSERT INTO user_tokens (user_id, kind, token_hash, scope, created_at, created_by)
                 VALUES ('thandi', 'token', 'x', '[]', {at}, 'thandi')"
            ),
            "DELETE FROM user_tokens WHERE token_hash = 'x'".to_owned(),
            vec!["token_unlogged"],
        ),
        (
            format!(
                "INSERT INTO user_tokens (user_id, kind, name, token_hash, scope, created_at, created_by)
                 VALUES ('thandi', 'session', 'session', 'x', '[]', {at}, 'thandi')"
            ),
            "DELETE FROM user_tokens WHERE token_hash = 'x'".to_owned(),
            vec!["session_unlogged"],
        ),
        (
            format!("{unbound} UPDATE rooms SET updated_at = {never} WHERE name = 'Hall B'"),
            format!("UPDATE rooms SET updated_at = {at} WHERE name = 'Hall B'"),
            vec!["engine"],
        ),
        (
            "UPDATE user_tokens SET user_id = 'sipho' WHERE name = 'kept'".to_owned(),
            "UPDATE user_tokens SET user_id = 'thandi' WHERE name = 'kept'".to_owned(),
            vec!["token_altered"],
        ),
        (
            "UPDATE user_tokens SET scope = '[]' WHERE name = 'kept'".to_owned(),
            "UPDATE user_tokens SET scope = '[\"room list\"]' WHERE name = 'kept'".to_owned(),
            vec!["token_altered"],
        ),
        (
            "UPDATE user_tokens SET expires_at = NULL WHERE name = 'kept'".to_owned(),
            "UPDATE user_tokens SET expires_at = (SELECT expires_at FROM kept_user_tokens k WHERE k.name = 'kept') WHERE name = 'kept'"
                .to_owned(),
            vec!["token_altered"],
        ),
        (
            "UPDATE user_tokens SET revoked_at = NULL WHERE name = 'ended'".to_owned(),
            format!("UPDATE user_tokens SET revoked_at = {at} WHERE name = 'ended'"),
            vec!["token_revived"],
        ),
    ]
}

fn every_kind_of_damage_is_found(env: &Env) {
    content(env);
    for table in [
        "bookings",
        "devices",
        "offsite_rentals",
        "import_rows",
        "user_tokens",
        "audit_log",
    ] {
        env.raw_sql(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"))
            .unwrap();
    }
    take_the_guards_away(env);
    assert_eq!(checks(&findings(env)), BTreeSet::from(["schema"]));
    let mut asked = BTreeSet::from(["schema"]);
    for (damage, undo, expected) in damages(env) {
        unguarded(env, &damage);
        let found = findings(env);
        let mut wanted: BTreeSet<&str> = expected.into_iter().collect();
        wanted.insert("schema");
        assert_eq!(checks(&found), wanted, "{damage}: {found:#?}");
        for one in &found {
            assert!(
                !one["problem"].as_str().unwrap().is_empty() && !one["way_out"].as_str().unwrap().is_empty(),
                "{one}"
            );
        }
        asked.extend(wanted);
        unguarded(env, &undo);
        assert_eq!(checks(&findings(env)), BTreeSet::from(["schema"]), "{undo}");
    }
    let missed: Vec<&str> = colab::admin::integrity::rules::rules()
        .map(|rule| rule.name)
        .filter(|name| !asked.contains(name))
        .collect();
    assert!(
        missed.is_empty(),
        "rules that no damage of this test breaks: {missed:?}"
    );
}

fn what_keeps_the_rules_is_compared_with_what_the_program_made(env: &Env) {
    let (damages, undo): (&[(&str, &str)], &[&str]) = match env.engine() {
        Engine::Sqlite => (
            &[
                ("DROP TRIGGER bookings_never_deleted", "bookings_never_deleted is missing"),
                ("DROP VIEW device_holds_expected", "device_holds_expected is missing"),
                ("DROP INDEX bookings_start", "bookings_start is missing"),
                (
                    "CREATE TRIGGER x AFTER INSERT ON rooms BEGIN DELETE FROM settings; END",
                    "trigger x was added past the program",
                ),
                (
                    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'max_capacity >= 0', 'max_capacity >= -9')
                      WHERE name = 'rooms'; PRAGMA writable_schema = RESET",
                    "rooms is not as the program made it",
                ),
            ],
            &[],
        ),
        Engine::Postgres => (
            &[
                ("DROP TRIGGER bookings_never_deleted ON bookings", "bookings_never_deleted of bookings is missing"),
                ("ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only", "audit_log_append_only of audit_log is not as"),
                ("ALTER TABLE room_holds DROP CONSTRAINT room_holds_no_overlap", "room_holds_no_overlap of room_holds is missing"),
                (
                    "CREATE OR REPLACE FUNCTION room_holds_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                    "function room_holds_guard() is not as",
                ),
                ("ALTER FUNCTION room_holds_sync(bigint[]) RESET search_path", "function room_holds_sync(bigint[]) is not as"),
                ("ALTER FUNCTION bookings_hold_insert() SECURITY INVOKER", "function bookings_hold_insert() is not as"),
                ("ALTER TABLE bookings DISABLE ROW LEVEL SECURITY", "row security of bookings is not as"),
                (
                    "CREATE FUNCTION room_holds_sync(integer[]) RETURNS void LANGUAGE sql AS 'SELECT'",
                    "function room_holds_sync(integer[]) was added",
                ),
                ("DROP POLICY bookings_update ON bookings", "policy bookings_update of bookings is missing"),
                ("CREATE POLICY all_open ON bookings USING (true)", "policy all_open of bookings was added"),
                ("ALTER TABLE rooms ALTER COLUMN name DROP NOT NULL", "table rooms is not as"),
                ("DROP INDEX bookings_start", "bookings_start is missing"),
            ],
            &[],
        ),
    };
    assert!(findings(env).is_empty());
    let mut facts = 0;
    for (damage, fact) in damages {
        env.raw_sql(damage).unwrap();
        let found = findings(env);
        assert!(
            found
                .iter()
                .any(|one| one["check"] == "schema" && one["problem"].as_str().unwrap().contains(fact)),
            "{damage}: {found:#?}"
        );
        facts += 1;
    }
    assert!(facts > 4 && undo.is_empty());
    // What somebody added to read faster, or beside ours, is theirs.
    let before = findings(env).len();
    env.raw_sql("CREATE INDEX mine ON bookings (client_name); CREATE TABLE theirs (id integer)")
        .unwrap();
    assert_eq!(findings(env).len(), before);
}

fn what_is_missing_is_made_anew(env: &Env) {
    let damages: &[&str] = match env.engine() {
        Engine::Sqlite => &[
            "DROP TRIGGER bookings_never_deleted",
            "DROP VIEW device_holds_expected",
            "DROP INDEX bookings_start",
            "DROP INDEX devices_repair_key",
            "DROP VIEW audit_rows",
            "DROP TRIGGER audit_log_no_update;
             CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log WHEN FALSE BEGIN SELECT 1; END",
        ],
        Engine::Postgres => &[
            "DROP TRIGGER bookings_never_deleted ON bookings",
            "DROP TRIGGER idempotency_keys_logged ON idempotency_keys",
            "ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only",
            "ALTER TABLE room_holds DROP CONSTRAINT room_holds_no_overlap",
            "CREATE OR REPLACE FUNCTION room_holds_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "ALTER FUNCTION bookings_hold_insert() SECURITY INVOKER",
            "DROP FUNCTION booking_device_assignments_fit() CASCADE",
            "DROP VIEW audit_rows CASCADE",
            "DROP VIEW room_block_holds_expected CASCADE",
            "DROP POLICY bookings_update ON bookings",
            "ALTER TABLE bookings DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE devices DROP CONSTRAINT devices_repair_key CASCADE",
            "DROP INDEX bookings_start",
        ],
    };
    for damage in damages {
        env.raw_sql(damage).unwrap();
    }
    let schema = || -> Vec<Value> {
        let found = findings(env).into_iter();
        found.filter(|one| one["check"] == "schema").collect()
    };
    let found = schema();
    assert!(found.len() >= damages.len(), "{found:#?}");
    for one in &found {
        assert_eq!(one["way_out"], "colab db check --repair", "{one}");
    }
    env.colab(&["db", "check", "--repair", "--dry-run"])
        .fails(9)
        .says("made anew: index bookings_start");
    assert_eq!(schema(), found);
    let run = env.colab(&["db", "check", "--repair"]).ok();
    assert!(run.stderr.contains("made anew: index bookings_start"), "{run}");
    assert_eq!(findings(env), [] as [Value; 0]);
    let last = env.raw_text("SELECT CAST(metadata AS text) FROM audit_log ORDER BY seq DESC LIMIT 1");
    let facts: Value = serde_json::from_str(&last.unwrap()).unwrap();
    assert_eq!(facts["remade"].as_array().unwrap().len(), found.len(), "{facts}");
    assert!(fs::metadata(facts["kept"].as_str().unwrap()).unwrap().len() > 1000);
    if !env.is_sqlite() {
        let open = "SELECT CAST(has_function_privilege('public', 'booking_device_assignments_fit()', 'EXECUTE') AS int)::bigint";
        assert_eq!(env.raw_int(open), Some(0), "nobody got a right by it");
    }
    env.colab(&["db", "check", "--repair"])
        .ok()
        .says("nothing to make anew");
    // Somebody who may not check may not repair.
    let boss = env.user("boss", "training_facility_admin");
    env.colab_as(&boss, &["db", "check", "--repair"]).fails(4);
}

fn what_was_added_goes_by_the_way_out(env: &Env) {
    let added: &[&str] = match env.engine() {
        Engine::Sqlite => {
            &["CREATE TRIGGER \"my own\" AFTER INSERT ON rooms BEGIN DELETE FROM settings; END"]
        }
        Engine::Postgres => &[
            "CREATE FUNCTION mine() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
             CREATE TRIGGER \"my own\" AFTER INSERT ON rooms FOR EACH ROW EXECUTE FUNCTION mine()",
            "ALTER TABLE rooms ADD CONSTRAINT small CHECK (max_capacity < 9)",
            "CREATE POLICY all_open ON bookings USING (true)",
            "CREATE RULE nothing AS ON DELETE TO rooms DO INSTEAD NOTHING",
            "CREATE FUNCTION room_holds_sync(integer[]) RETURNS void LANGUAGE sql AS 'SELECT'",
        ],
    };
    for statement in added {
        env.raw_sql(statement).unwrap();
        let found = findings(env);
        assert_eq!(found.len(), 1, "{found:#?}");
        let way_out = found[0]["way_out"].as_str().unwrap();
        let (_, removal) = way_out.split_once("in the database: ").unwrap();
        env.raw_sql(removal).unwrap();
        assert_eq!(findings(env), [] as [Value; 0], "{removal}");
    }
}

/// As after `pg_dump | psql`: constraints and triggers are made of what the server says of them.
fn a_schema_that_the_server_has_read_back_is_the_same(env: &Env) {
    let read = "SELECT string_agg(pg_get_constraintdef(oid), ';' ORDER BY conname) FROM pg_constraint WHERE contype = 'c'";
    let before = env.raw_text(read);
    env.raw_sql(
        "DO $$ DECLARE one record; BEGIN
           FOR one IN SELECT conrelid::regclass AS of, conname AS name, pg_get_constraintdef(oid) AS made FROM pg_constraint
                       WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0 LOOP
             EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.of, one.name);
             EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', one.of, one.name, one.made);
           END LOOP;
           FOR one IN SELECT tgrelid::regclass AS of, tgname AS name, pg_get_triggerdef(oid) AS made FROM pg_trigger
                       WHERE NOT tgisinternal AND tgenabled = 'O' AND tgrelid IN
                         (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) LOOP
             EXECUTE format('DROP TRIGGER %I ON %s', one.name, one.of);
             EXECUTE one.made;
           END LOOP;
         END $$",
    )
    .unwrap();
    assert_ne!(env.raw_text(read), before, "the server gives back something else");
    assert_eq!(findings(env), [] as [Value; 0]);
    // What is not the same is found all the same.
    env.raw_sql(
        "ALTER TABLE attachments DROP CONSTRAINT attachments_name_check;
         ALTER TABLE attachments ADD CONSTRAINT attachments_name_check CHECK (name <> '')",
    )
    .unwrap();
    let found = findings(env);
    assert_eq!(found.len(), 1, "{found:#?}");
    env.colab(&["db", "check", "--repair"]).ok();
}

fn what_cannot_be_made_anew_is_told(env: &Env) {
    env.raw_sql("DROP VIEW client_roots CASCADE; CREATE VIEW client_roots AS SELECT 1::bigint AS other")
        .unwrap();
    let run = env.colab(&["db", "check", "--repair"]).fails(9);
    run.says("cannot be made anew: view client_roots");
}

fn a_file_that_cannot_be_read_is_damage(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    let made = env.json(&["db", "backup", "elsewhere.db"]);
    let made = fs::canonicalize(env.path(made["file"].as_str().unwrap())).unwrap();
    env.raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let whole = fs::read(env.database_url()).unwrap();
    // Where users are: the log still tells of the backup.
    let page = env
        .raw_int("SELECT rootpage FROM sqlite_schema WHERE name = 'users'")
        .unwrap();
    let start = usize::try_from(page - 1).unwrap() * 4096;
    let mut torn = whole.clone();
    torn[start..start + 4096].fill(0x5a);
    fs::write(env.database_url(), &torn).unwrap();
    env.colab(&["room", "list"]).fails(7).says(&format!(
        "colab --database {} db restore {}",
        env.database_url(),
        made.display()
    ));
    let found = findings(env);
    assert_eq!(checks(&found), BTreeSet::from(["engine"]));
    // Where the schema is: what lies beside it is found.
    fs::write(env.database_url(), &whole).unwrap();
    let beside = env.json(&["db", "backup", "./"])["file"]
        .as_str()
        .unwrap()
        .to_owned();
    let beside = fs::canonicalize(env.path(&beside)).unwrap();
    env.raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let mut torn = fs::read(env.database_url()).unwrap();
    torn[100..4096].fill(0x5a);
    fs::write(env.database_url(), &torn).unwrap();
    let run = env.colab(&["db", "check"]).fails(9);
    assert!(run.stdout.contains("colab.db db restore FILE"), "{run}");
    let run = env.colab(&["room", "list"]).fails(7);
    let file = beside.file_name().unwrap().to_str().unwrap();
    assert!(run.stderr.contains(file), "{run}");
    env.colab(&["db", "restore", beside.to_str().unwrap(), "--yes"])
        .ok();
    env.colab(&["db", "check"]).ok();
}

fn a_finding_says_the_way_out(env: &Env) {
    content(env);
    take_the_guards_away(env);
    unguarded(
        env,
        "UPDATE devices SET status = 'testing' WHERE serial_number = 'LT-1'",
    );
    let found = findings(env);
    let one = found
        .iter()
        .find(|one| one["check"] == "device_movement")
        .unwrap();
    assert_eq!(
        (&one["table"], &one["id"]),
        (&"device_movement_log".into(), &"LT-1".into())
    );
    assert!(
        one["problem"].as_str().unwrap().contains("LT-1 is testing"),
        "{one}"
    );
    assert!(
        one["way_out"]
            .as_str()
            .unwrap()
            .contains("colab device show LT-1"),
        "{one}"
    );
    // The same in every format, and the exit code whatever is shown.
    let run = env
        .colab(&["db", "check", "-f", "csv", "--fields", "check,id"])
        .fails(9);
    assert!(run.stdout.contains("device_movement,LT-1"), "{run}");
    env.colab(&["db", "check", "--fields", "colour"]).fails(2);
}

fn pages_that_were_written_over_are_found(env: &Env) {
    content(env);
    env.raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let page = env
        .raw_int("SELECT rootpage FROM sqlite_schema WHERE name = 'bookings_room_start'")
        .unwrap();
    let path = env.database_url();
    let file = fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut half = vec![0; 2048];
    file.read_exact_at(&mut half, u64::try_from((page - 1) * 4096 + 2048).unwrap())
        .unwrap();
    for byte in &mut half {
        *byte ^= 0x55;
    }
    file.write_all_at(&half, u64::try_from((page - 1) * 4096 + 2048).unwrap())
        .unwrap();
    let found = findings(env);
    assert!(checks(&found).contains("engine"), "{found:#?}");
    let health = env.json(&["doctor"]);
    let soundness = health
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["check"] == "soundness")
        .cloned();
    assert!(soundness.is_none_or(|one| one["status"] == "fail"), "{health}");
}

fn a_sequence_that_is_behind_is_found(env: &Env) {
    content(env);
    env.raw_sql("SELECT setval(pg_get_serial_sequence('rooms', 'id'), 3)")
        .unwrap();
    let found = findings(env);
    assert_eq!(checks(&found), BTreeSet::from(["references"]));
    assert_eq!(found[0]["table"], "rooms");
    // The way out is a statement that does it.
    let way_out = found[0]["way_out"].as_str().unwrap();
    env.raw_sql(way_out).unwrap();
    assert!(findings(env).is_empty());
}

fn an_index_that_is_not_valid_is_found(env: &Env) {
    env.raw_sql_as(
        "postgres",
        "UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'bookings_start'::regclass",
    )
    .unwrap();
    let found = findings(env);
    assert!(
        checks(&found).contains("engine") && found[0]["problem"].as_str().unwrap().contains("bookings_start"),
        "{found:#?}"
    );
}

fn a_login_that_may_make_no_schema_is_told_what_was_left_out(env: &Env) {
    env.raw_sql_as("postgres", "CREATE ROLE reader_of_check LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_of_check; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO reader_of_check")
        .unwrap();
    let url = env.url_as("reader_of_check");
    let run = env.colab(&["db", "check", "--database", &url]);
    env.raw_sql_as(
        "postgres",
        "DROP OWNED BY reader_of_check; DROP ROLE reader_of_check",
    )
    .unwrap();
    run.ok().says("was not compared");
}
