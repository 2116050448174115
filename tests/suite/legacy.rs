//! `import legacy`: the replaced system's PostgreSQL database becomes ours, on either engine.

use serde_json::{Value, json};

use super::support::{Engine, Env};

postgres![
    everything_that_can_be_taken_is_taken,
    a_booking_whose_room_is_held_waits_and_is_never_lost,
    a_rental_of_a_row_a_device_is_one_rental,
    a_second_run_takes_what_came_since_and_nothing_twice,
    local_times_written_as_utc_are_found_or_told,
    plain_passwords_open_until_they_are_hashed,
    tables_and_columns_that_are_missing_or_odd_are_no_reason_to_fail,
    what_is_no_such_database_is_refused,
    prices_of_either_shape_are_taken,
    a_dry_run_and_a_reader_change_nothing_there_or_here
];

/// The replaced system's tables, as its documents and its code have them.
const TABLES: &str = "
CREATE TYPE tenant_type AS ENUM ('TECH', 'TRAINING');
CREATE TABLE users (user_id varchar(255) PRIMARY KEY, username varchar(255) UNIQUE NOT NULL, password_hash varchar(255),
  role varchar(50) NOT NULL);
CREATE TABLE rooms (id serial PRIMARY KEY, name varchar(255) NOT NULL, max_capacity integer NOT NULL, room_type varchar(50),
  has_devices boolean DEFAULT false, is_active boolean DEFAULT true, parent_room_id integer REFERENCES rooms (id));
CREATE TABLE bookings (id serial PRIMARY KEY, room_id integer REFERENCES rooms (id), booking_period tstzrange NOT NULL,
  client_name varchar(255) NOT NULL, status varchar(20) DEFAULT 'Pending', tenant_id tenant_type NOT NULL DEFAULT 'TECH',
  num_learners integer DEFAULT 0, num_facilitators integer DEFAULT 0, headcount integer DEFAULT 0,
  client_contact_person varchar(100), client_email varchar(100), client_phone varchar(20),
  coffee_tea_station boolean DEFAULT false, morning_catering varchar(50), lunch_catering varchar(50), catering_notes text,
  stationery_needed boolean DEFAULT false, water_bottles integer DEFAULT 0, devices_needed integer DEFAULT 0,
  device_type_preference varchar(50), room_boss_notes text, devices_override integer, device_notes text,
  is_historical_data boolean, end_date date, created_by varchar(255), created_at timestamp DEFAULT '2026-01-05 09:00',
  updated_at timestamp);
CREATE TABLE device_categories (id serial PRIMARY KEY, name varchar(255) NOT NULL);
CREATE TABLE devices (id serial PRIMARY KEY, serial_number varchar(255) UNIQUE NOT NULL, name varchar(255),
  category_id integer REFERENCES device_categories (id), status varchar(20) DEFAULT 'available', office_account varchar(255),
  anydesk_id varchar(255));
CREATE TABLE booking_device_assignments (id serial PRIMARY KEY, booking_id integer REFERENCES bookings (id),
  device_id integer REFERENCES devices (id), device_category_id integer REFERENCES device_categories (id),
  assigned_by varchar(255), assigned_at timestamp DEFAULT '2026-01-06 10:00', is_offsite boolean DEFAULT false, notes text,
  assignment_type varchar(20) DEFAULT 'manual', quantity integer DEFAULT 1);
CREATE TABLE offsite_rentals (id serial PRIMARY KEY,
  booking_device_assignment_id integer REFERENCES booking_device_assignments (id), rental_no varchar(255), rental_date date,
  contact_person varchar(255), contact_number varchar(255), contact_email varchar(255), company varchar(255), address text,
  return_expected_date date, returned_at timestamp, rental_form_generated boolean DEFAULT false,
  created_at timestamp DEFAULT '2026-01-06 11:00', updated_at timestamp);
CREATE TABLE device_movement_log (log_id serial PRIMARY KEY, device_id integer, action varchar(50), from_booking_id integer,
  to_booking_id integer, performed_by varchar(255), reason text, created_at timestamp DEFAULT '2026-01-06 12:00');
CREATE TABLE notification_log (id serial PRIMARY KEY, notification_type varchar(50), message text);
";

/// What its users put in, as they did.
const ROWS: &str = "
INSERT INTO users VALUES ('u1', 'thandi', '$2b$04$abcdefghijklmnopqrstuuGHNcHYFv2cCkgQqvyOZFMpX/PNqqoqi', 'it_admin'),
  ('u2', 'sipho', 'plain secret', 'TRAINING_FACILITY_ADMIN'), ('u3', 'cook', NULL, 'chef'), ('u4', 'zola', 'pw', 'superuser');
INSERT INTO rooms (id, name, max_capacity, room_type, is_active) VALUES (1, 'Excellence', 30, 'training', true),
  (5, 'Ambition', 20, 'cinema', true), (6, 'Perserverance', 20, NULL, true), (12, 'Success', 10, 'Office', true),
  (24, 'Ambition+Perseverence', 40, 'hall', true), (25, 'Attic', 0, NULL, false);
INSERT INTO bookings (id, room_id, booking_period, client_name, status, num_learners, num_facilitators, headcount,
    devices_needed, device_type_preference, room_boss_notes, lunch_catering, coffee_tea_station, created_by) VALUES
  (1, 1, '[2026-03-02 07:30+00,2026-03-02 16:30+00)', ' Baobab Health ', 'Approved', 25, 1, 26, 18, 'laptops', 'flip chart', 'in_house', true, 'u2'),
  (2, 1, '[2026-03-03 06:00+00,2026-03-03 15:00+00)', 'Umoya', 'Room Assigned', 8, 1, 9, 0, NULL, NULL, NULL, false, 'u2'),
  (3, 5, '[2026-03-02 07:30+00,2026-03-02 16:30+00)', 'Half', 'approved', 10, 1, 11, 0, NULL, NULL, NULL, false, NULL),
  (4, 24, '[2026-03-02 07:30+00,2026-03-02 16:30+00)', 'Whole', 'APPROVED', 30, 2, 32, 0, NULL, NULL, NULL, false, NULL),
  (5, 1, '[2026-03-04 07:30+00,2026-03-04 16:30+00)', 'Kopano', 'Pending', 12, 0, 0, 3, 'desktops', 'needs projector', NULL, false, 'nobody'),
  (6, 1, '[2026-03-05 07:30+00,2026-03-05 16:30+00)', 'Thuto', 'Rejected', 12, 1, 13, 0, NULL, 'full', NULL, false, NULL),
  (7, 1, '[2026-03-06 07:30+00,2026-03-06 16:30+00)', 'Devices Alone', 'Pending', 0, 0, 5, 5, NULL, 'off site', NULL, false, NULL),
  (8, NULL, '[2026-03-09 07:30+00,2026-03-09 16:30+00)', 'Odd', 'weird', 3, NULL, 3, 0, NULL, NULL, NULL, false, NULL),
  (9, 1, 'empty', 'Nowhen', 'Approved', 3, 1, 4, 0, NULL, NULL, NULL, false, NULL),
  (10, 12, '[2026-03-02 07:30+00,2026-03-02 16:30+00)', '  ', 'cancelled', 3, 1, 4, 0, NULL, NULL, NULL, false, NULL),
  (11, 1, '[2026-03-10 07:30+00,2026-03-12 16:30+00)', 'Three Days', 'Confirmed', 20, 1, 21, 2, NULL, NULL, NULL, false, NULL);
UPDATE bookings SET devices_override = 8, device_notes = 'own mice', tenant_id = 'TRAINING', is_historical_data = true WHERE id = 2;
INSERT INTO device_categories VALUES (1, 'ASUS X515'), (2, 'ASUS VIVO'), (3, 'Desktop PC'), (4, 'Laptops');
INSERT INTO devices (id, serial_number, name, category_id, status) VALUES (1, 'LT-1', 'ASUS', 1, 'AVAILABLE'),
  (2, 'LT-2', 'ASUS', 1, 'offsite'), (3, 'LT-3', 'ASUS', 1, 'OFFSITE'), (4, 'DT-1', 'PC', 3, 'maintenance'),
  (5, 'LT-5', 'ASUS', 2, 'rented'), (6, 'LT-6', 'ASUS', NULL, 'gone'), (7, 'lt-1', 'twice', 1, 'available');
INSERT INTO booking_device_assignments (id, booking_id, device_id, device_category_id, assigned_by, is_offsite, quantity) VALUES
  (1, 1, NULL, 1, NULL, false, 18), (2, 1, 1, 1, 'u1', false, 1), (3, 3, 1, 1, 'u1', false, 1), (4, 11, 2, 1, 'u1', true, 1),
  (5, 11, 3, 1, 'u1', true, 1), (6, 9, 1, 1, 'u1', false, 1), (7, 5, NULL, 2, NULL, false, 3), (8, 2, NULL, 1, NULL, false, 0);
INSERT INTO offsite_rentals (id, booking_device_assignment_id, rental_no, rental_date, contact_person, contact_number, company,
  address, return_expected_date) VALUES (1, 4, 'r-77', '2026-03-10', 'N. Dube', '0825550100', 'Three Days Ltd', '1 Main Rd', '2026-03-12');
INSERT INTO device_movement_log (device_id, action, to_booking_id, performed_by, reason) VALUES (1, 'assign', 1, 'u1', 'for class'),
  (99, 'assign', 1, 'u1', NULL), (4, 'broken', NULL, 'u1', NULL);
INSERT INTO notification_log (notification_type, message) VALUES ('low_stock', 'few'), ('low_stock', 'fewer');
";

/// A database of the replaced system beside the test's own; its address.
fn old_system(env: &Env, statements: &[&str]) -> String {
    let own = env.raw_text("SELECT current_database()").unwrap();
    let name = format!("{own}_old");
    env.raw_sql_as("postgres", &format!("CREATE DATABASE {name} OWNER colab"))
        .unwrap();
    let url = env
        .database_url()
        .replace(&format!("/{own}?"), &format!("/{name}?"));
    assert!(url.contains(&name), "{url}");
    for statements in statements {
        sql(env, &url, statements);
    }
    url
}

/// Runs SQL in the old system.
#[track_caller]
fn sql(env: &Env, url: &str, statements: &str) {
    let mut there = Env::without_database();
    there.use_database(env.engine(), url);
    there.raw_sql(statements).unwrap();
}

/// Gone before the test's own database is: nobody else drops it.
fn end(env: &Env, url: &str) {
    let name = url.split(['/', '?']).nth(3).unwrap();
    env.raw_sql_as("postgres", &format!("DROP DATABASE {name} WITH (FORCE)"))
        .unwrap();
}

/// Runs a test into a database of each engine.
fn into_both(env: &Env, statements: &[&str], test: impl Fn(&Env, &str)) {
    let url = old_system(env, statements);
    test(&Env::on(Engine::Sqlite), &url);
    test(env, &url);
    end(env, &url);
}

/// The report of a run that leaves rows out.
#[track_caller]
fn take(env: &Env, url: &str, flags: &[&str]) -> Value {
    let run = env.colab(&[&["import", "legacy", url, "-f", "json"], flags].concat());
    assert!(run.code == Some(0) || run.code == Some(8), "{run}");
    run.json()
}

/// `read taken unchanged skipped` of a table.
#[track_caller]
fn counts(report: &Value, table: &str) -> [i64; 4] {
    let tables = report["tables"].as_array().unwrap();
    let found = tables
        .iter()
        .find(|one| one["table"] == table)
        .unwrap_or_else(|| panic!("no {table}: {report}"));
    ["read", "taken", "unchanged", "skipped"].map(|field| found[field].as_i64().unwrap())
}

/// What the report says of a row.
fn said(report: &Value, table: &str, id: &str) -> String {
    let rows = report["rows"].as_array().unwrap().iter();
    let of_row = rows.filter(|row| row["table"] == table && row["id"] == id);
    of_row
        .map(|row| {
            format!(
                "{}: {}",
                row["action"].as_str().unwrap(),
                row["message"].as_str().unwrap()
            )
        })
        .collect::<Vec<_>>()
        .join("; ")
}

/// The booking that an old one became.
#[track_caller]
fn booking(env: &Env, old: i64) -> Value {
    let id = env.raw_int(&format!(
        "SELECT booking_id FROM booking_imports WHERE sheet = 'bookings' AND cell = '{old}'"
    ));
    env.json(&[
        "booking",
        "show",
        &id.unwrap_or_else(|| panic!("old booking {old} is lost"))
            .to_string(),
    ])
}

fn everything_that_can_be_taken_is_taken(env: &Env) {
    into_both(env, &[TABLES, ROWS], |env, url| {
        let rows = env.count("audit_log");
        let run = env.colab(&["import", "legacy", url, "-f", "json"]).fails(8);
        assert!(run.stderr.contains("rows were not imported"), "{run}");
        let report = run.json();
        assert_eq!(
            env.count("audit_log"),
            rows + 3,
            "the import, what it left out, and the repair of what is in maintenance"
        );
        env.verify_audit().unwrap();
        for (table, expected) in [
            ("users", [4, 4, 0, 0]),
            ("rooms", [6, 6, 0, 0]),
            ("bookings", [11, 10, 0, 1]),
            ("device_categories", [4, 4, 0, 0]),
            ("devices", [7, 6, 0, 1]),
            ("booking_device_assignments", [8, 5, 0, 3]),
            ("offsite_rentals", [1, 1, 0, 0]),
            ("device_movement_log", [3, 2, 0, 1]),
        ] {
            assert_eq!(counts(&report, table), expected, "{table}: {report}");
        }
        assert_eq!(
            report["tables_left"],
            json!([{"table": "notification_log", "rows": 2}])
        );
        assert_eq!(report["plain_passwords"], 1);
        for (table, id, words) in [
            (
                "users",
                "u1",
                "changed: role `it_admin` of thandi: taken as it_rental_admin",
            ),
            (
                "users",
                "u2",
                "changed: the password of sipho is in plain text until the next sign-in",
            ),
            ("users", "u3", "changed: unknown role `chef`: taken as staff"),
            (
                "users",
                "u4",
                "changed: role `superuser` of zola: taken as admin; changed: the password of zola is in plain text and not \
                 taken: a password has at least 8 characters; colab user password zola",
            ),
            ("rooms", "24", "combines Ambition and Perserverance"),
            ("bookings", "7", "devices alone"),
            ("bookings", "8", "unknown status `weird`"),
            ("bookings", "9", "skipped: its period is empty"),
            ("bookings", "10", "names no client"),
            ("devices", "5", "no rental says with whom"),
            ("devices", "6", "unknown status `gone`"),
            ("devices", "7", "skipped: device lt-1 exists already"),
            ("booking_device_assignments", "3", "LT-1 is with booking"),
            ("booking_device_assignments", "6", "its booking was not taken"),
            ("booking_device_assignments", "8", "asks for 0 devices"),
            ("device_movement_log", "2", "its device was not taken"),
        ] {
            assert!(
                said(&report, table, id).contains(words),
                "{table} {id}: {}",
                said(&report, table, id)
            );
        }
        what_was_taken_says_the_same(env);
        env.colab(&["db", "check"]).ok();
        let import = report["import_id"].to_string();
        let shown = env.json(&["import", "show", &import]);
        assert_eq!(shown["counts"]["rejected"], 6, "{shown}");
        let held = env.count("room_holds");
        env.colab(&["import", "undo", &import]).ok();
        assert_eq!(env.count("room_holds"), 0);
        let undo = env.json(&["history", "--limit", "1"])[0]["id"].to_string();
        env.colab(&["undo", &undo]).ok();
        assert_eq!(env.count("room_holds"), held);
        env.colab(&["db", "check"]).ok();
    });
}

#[track_caller]
fn what_was_taken_says_the_same(env: &Env) {
    let one = booking(env, 1);
    assert_eq!(one["client_name"], "Baobab Health");
    assert_eq!(
        (&one["status"], &one["room"]),
        (&json!("confirmed"), &json!("Excellence"))
    );
    assert_eq!(
        (&one["starts_at"], &one["ends_at"]),
        (
            &json!("2026-03-02T07:30:00+02:00"),
            &json!("2026-03-02T16:30:00+02:00")
        )
    );
    assert_eq!(
        (&one["headcount"], &one["devices_needed"]),
        (&json!(26), &json!(18))
    );
    assert_eq!(
        (&one["lunch_catering"], &one["coffee_tea_station"]),
        (&json!("in_house"), &json!(true))
    );
    assert_eq!(
        (&one["room_boss_notes"], &one["created_by"]),
        (&json!("flip chart"), &json!("sipho"))
    );
    assert_eq!(one["created_at"], "2026-01-05T11:00:00+02:00");
    let two = booking(env, 2);
    assert_eq!(
        (&two["status"], &two["tenant"]),
        (&json!("room_assigned"), &json!("TRAINING"))
    );
    assert_eq!(
        (&two["starts_at"], &two["devices_needed"]),
        (&json!("2026-03-03T08:00:00+02:00"), &json!(8))
    );
    assert_eq!(two["requester_notes"], "own mice");
    let ghost = booking(env, 5);
    assert_eq!(
        (&ghost["status"], &ghost["room"], &ghost["wished_room"]),
        (&json!("pending"), &Value::Null, &json!("Excellence"))
    );
    assert_eq!(
        (&ghost["requester_notes"], &ghost["headcount"]),
        (&json!("needs projector"), &json!(12))
    );
    let rejected = booking(env, 6);
    assert_eq!(
        (&rejected["status"], &rejected["status_reason"]),
        (&json!("rejected"), &json!("full"))
    );
    let alone = booking(env, 7);
    assert_eq!(
        (&alone["device_only"], &alone["headcount"], &alone["room"]),
        (&json!(true), &json!(0), &Value::Null)
    );
    assert_eq!(booking(env, 10)["status"], "cancelled");
    assert_eq!(booking(env, 11)["ends_at"], "2026-03-12T16:30:00+02:00");

    let rooms = env.json(&["room", "list", "--all"]);
    let room = |name: &str| {
        rooms
            .as_array()
            .unwrap()
            .iter()
            .find(|room| room["name"] == name)
            .unwrap()
            .clone()
    };
    assert_eq!(
        room("Ambition+Perseverence")["components"],
        json!(["Ambition", "Perserverance"])
    );
    assert_eq!(
        (&room("Attic")["is_active"], &room("Success")["room_type"]),
        (&json!(false), &json!("office"))
    );
    assert_eq!(
        (
            &room("Ambition")["room_type"],
            &room("Perserverance")["room_type"]
        ),
        (&json!("other"), &json!("training"))
    );
    let aliases = room("Success")["aliases"].as_array().unwrap().clone();
    assert!(
        aliases.contains(&json!("Success 10")),
        "schedules find it: {aliases:?}"
    );

    let devices = env.json(&["device", "list", "--all"]);
    let status = |serial: &str| {
        let mut found = devices
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["serial_number"] == serial);
        found.next().unwrap()["status"].clone()
    };
    for (serial, expected) in [
        ("LT-1", "available"),
        ("LT-2", "offsite"),
        ("LT-3", "offsite"),
        ("DT-1", "maintenance"),
        ("LT-5", "returned"),
        ("LT-6", "returned"),
    ] {
        assert_eq!(status(serial), expected, "{serial}");
    }
    // Desktops were asked for as a class of laptops; what the booking prefers says more.
    let queue = env.json(&["device", "queue"]);
    let asked = |client: &str| -> Vec<(String, i64)> {
        let of = queue
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["client_name"] == client);
        of.map(|one| {
            (
                one["category"].as_str().unwrap_or("any").to_owned(),
                one["quantity"].as_i64().unwrap(),
            )
        })
        .collect()
    };
    assert_eq!(asked("Kopano"), [("Desktop PC".to_owned(), 3)]);
    assert!(asked("Baobab Health").contains(&("ASUS X515".to_owned(), 18)));
    assert_eq!(asked("Devices Alone"), [("any".to_owned(), 5)]);
    let shown = env.json(&["device", "show", "LT-1"]);
    assert!(
        shown.to_string().contains("for class"),
        "its old log is kept: {shown}"
    );
    let role = |name: &str| env.json(&["user", "show", name])["role"].clone();
    assert_eq!(role("thandi"), "it_rental_admin");
    assert_eq!(
        (role("sipho"), role("cook")),
        (json!("training_facility_admin"), json!("staff"))
    );
}

fn a_booking_whose_room_is_held_waits_and_is_never_lost(env: &Env) {
    into_both(env, &[TABLES, ROWS], |env, url| {
        // Somebody is in the way here, too.
        env.colab(&["room", "add", "Excellence", "--capacity", "30"]).ok();
        let ours = env.book("Excellence", "2026-03-11", "08:00-09:00");
        let report = take(env, url, &[]);
        assert_eq!(counts(&report, "rooms"), [6, 5, 1, 0]);
        assert!(
            said(&report, "bookings", "4")
                .contains("conflict: was confirmed; its room is held by old booking 3 (Half)")
        );
        assert!(said(&report, "bookings", "11").contains(&format!(
            "conflict: was confirmed; its room is held by booking {ours}"
        )));
        let whole = booking(env, 4);
        assert_eq!(
            (&whole["status"], &whole["room"]),
            (&json!("pending"), &Value::Null)
        );
        assert_eq!(whole["wished_room"], "Ambition+Perseverence");
        assert!(
            whole["status_reason"].as_str().unwrap().contains("Half"),
            "{whole}"
        );
        assert_eq!(booking(env, 3)["status"], "confirmed");
        let holds = "SELECT count(*) FROM room_holds";
        let expected = "SELECT count(*) FROM room_holds_expected";
        assert_eq!(env.raw_int(holds), env.raw_int(expected));
        assert_eq!(
            env.raw_int("SELECT count(*) FROM device_holds"),
            env.raw_int("SELECT count(*) FROM device_holds_expected")
        );
    });
}

fn a_rental_of_a_row_a_device_is_one_rental(env: &Env) {
    let more = "
      INSERT INTO devices (id, serial_number, category_id, status) VALUES (20, 'R-1', 1, 'available'), (21, 'R-2', 1, 'available'), (22, 'R-3', 1, 'available');
      INSERT INTO bookings (id, room_id, booking_period, client_name, status, num_learners, client_phone) VALUES
        (20, NULL, '[2026-01-05 07:30+00,2026-01-06 16:30+00)', 'Back', 'Approved', 1, '082'),
        (21, NULL, '[2026-01-07 07:30+00,2026-01-08 16:30+00)', 'Late', 'Approved', 1, '083');
      INSERT INTO booking_device_assignments (id, booking_id, device_id, device_category_id, is_offsite) VALUES
        (20, 20, 20, 1, true), (21, 20, 21, 1, true), (22, 21, 20, 1, true), (23, 21, 22, 1, true);
      INSERT INTO offsite_rentals (id, booking_device_assignment_id, rental_no, rental_date, return_expected_date, returned_at) VALUES
        (20, 20, 'RN-2026-0007', '2026-01-05', '2026-01-06', '2026-01-06 12:00'), (21, 21, 'RN-2026-0007', '2026-01-05', '2026-01-06', '2026-01-06 13:00'),
        (22, 22, NULL, '2026-01-07', '2026-01-08', NULL), (23, 23, '', '2026-01-07', '2026-01-08', NULL);";
    into_both(env, &[TABLES, ROWS, more], |env, url| {
        let report = take(env, url, &[]);
        assert_eq!(counts(&report, "offsite_rentals"), [5, 5, 0, 0], "{report}");
        let rental = |number: &str| env.json(&["rental", "show", number]);
        let serials = |number: &str| -> Vec<String> {
            let shown = rental(number)["serials"].as_array().unwrap().clone();
            shown
                .iter()
                .map(|one| one["serial"].as_str().unwrap().to_owned())
                .collect()
        };
        // LT-3's own row could not be written there: its number was taken.
        assert_eq!(serials("R-77"), ["LT-2", "LT-3"]);
        assert_eq!(rental("R-77")["contact_person"], "N. Dube");
        assert_eq!(serials("OLD-RN-2026-0007"), ["R-1", "R-2"]);
        assert_eq!(
            (
                &rental("OLD-RN-2026-0007")["out"],
                &rental("OLD-RN-2026-0007")["contact_number"]
            ),
            (&json!(0), &json!("082"))
        );
        // Without a number it gets the next of ours, which have no gaps: what looked like one is theirs.
        assert_eq!(serials("RN-2026-0001"), ["R-1", "R-3"]);
        let late = env.json(&["rental", "overdue"]);
        let late: Vec<&str> = late
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["serial"].as_str().unwrap())
            .collect();
        assert_eq!(late, ["R-1", "R-3"]);
        env.colab(&["rental", "return", "R-77", "--condition", "ok"]).ok();
        let start = [
            "rental",
            "start",
            "--client",
            "X",
            "--serial",
            "LT-2",
            "--contact-person",
            "P",
            "--contact-number",
            "1",
            "--company",
            "C",
            "--address",
            "A",
            "--return-on",
            "+1d",
            "-f",
            "json",
        ];
        assert_eq!(env.colab(&start).ok().json()["rental_no"], "RN-2026-0002");
    });
}

fn a_second_run_takes_what_came_since_and_nothing_twice(env: &Env) {
    let url = old_system(env, &[TABLES, ROWS]);
    let here = Env::on(Engine::Sqlite);
    for target in [&here, env] {
        take(target, &url, &[]);
    }
    let tables = [
        "audit_log",
        "imports",
        "bookings",
        "devices",
        "offsite_rentals",
        "device_movement_log",
        "users",
        "rooms",
        "booking_device_assignments",
    ];
    let written = |env: &Env| tables.map(|table| env.count(table));
    let before = [&here, env].map(written);
    for (target, before) in [&here, env].into_iter().zip(before) {
        let again = take(target, &url, &[]);
        assert_eq!(counts(&again, "bookings"), [11, 0, 10, 1]);
        assert_eq!(again["import_id"], Value::Null);
        assert_eq!(written(target), before);
        // Under --quiet what could not be taken either time shows in the code alone.
        target
            .colab(&["import", "legacy", &url, "--quiet"])
            .fails(8)
            .silent();
    }
    sql(
        env,
        &url,
        "INSERT INTO bookings (id, room_id, booking_period, client_name, status, num_learners)
        VALUES (50, 1, '[2026-04-01 07:30+00,2026-04-01 16:30+00)', 'New', 'Approved', 3);
      INSERT INTO booking_device_assignments (id, booking_id, device_category_id, quantity) VALUES (50, 2, 1, 4);
      UPDATE bookings SET booking_period = '[2026-04-02 07:30+00,2026-04-02 16:30+00)' WHERE id = 9",
    );
    for target in [&here, env] {
        let more = take(target, &url, &[]);
        assert_eq!(counts(&more, "bookings"), [12, 2, 10, 0], "{more}");
        assert_eq!(booking(target, 50)["client_name"], "New");
        assert_eq!(booking(target, 9)["client_name"], "Nowhen");
        assert_eq!(
            counts(&more, "booking_device_assignments")[1],
            2,
            "what was asked of booking 9 comes with it, and what booking 2 asks for now: {more}"
        );
        assert_eq!(booking(target, 2)["devices_needed"], 12);
        target.colab(&["db", "check"]).ok();
        target.verify_audit().unwrap();
    }
    end(env, &url);
}

fn local_times_written_as_utc_are_found_or_told(env: &Env) {
    for (mode, first, second, corrected) in [
        (
            "auto",
            "2026-03-02T07:30:00+02:00",
            "2026-03-03T08:00:00+02:00",
            9,
        ),
        (
            "always",
            "2026-03-02T07:30:00+02:00",
            "2026-03-03T06:00:00+02:00",
            10,
        ),
        (
            "never",
            "2026-03-02T09:30:00+02:00",
            "2026-03-03T08:00:00+02:00",
            0,
        ),
    ] {
        let env = Env::on(Engine::Postgres);
        into_both(&env, &[TABLES, ROWS], |env, url| {
            let report = take(env, url, &["--local-as-utc", mode]);
            assert_eq!(report["periods_corrected"], corrected, "{mode}");
            assert_eq!(
                (&booking(env, 1)["starts_at"], &booking(env, 2)["starts_at"]),
                (&json!(first), &json!(second)),
                "{mode}"
            );
        });
    }
    env.colab(&["import", "legacy", "postgres:///x", "--local-as-utc", "sometimes"])
        .fails(2);
}

fn plain_passwords_open_until_they_are_hashed(env: &Env) {
    into_both(env, &[TABLES, ROWS], |env, url| {
        env.cheap_passwords();
        let run = env
            .colab(&["import", "legacy", url])
            .fails(8)
            .says("1 passwords are in plain text");
        assert!(
            !run.stdout.contains("plain secret") && !run.stderr.contains("plain secret"),
            "{run}"
        );
        let log =
            env.raw_int("SELECT count(*) FROM audit_log WHERE coalesce(after, '') LIKE '%plain secret%'");
        assert_eq!(log, Some(0));
        env.colab_with(
            &["user", "login", "sipho", "--password-stdin"],
            "plain secret\n",
            &[],
        )
        .ok();
        let hash = env
            .raw_text("SELECT password_hash FROM users WHERE username = 'sipho'")
            .unwrap();
        assert!(hash.starts_with("$2"), "hashed at the first sign-in");
        let kept = env
            .raw_text("SELECT password_hash FROM users WHERE username = 'thandi'")
            .unwrap();
        assert!(kept.starts_with("$2b$04$abcdefg"), "a hash stays as it is");
        // What nobody could choose here lets nobody in.
        assert_eq!(
            env.raw_text("SELECT password_hash FROM users WHERE username = 'zola'"),
            None
        );
        env.colab_with(&["user", "login", "zola", "--password-stdin"], "pw\n", &[])
            .fails(4);
    });
}

fn tables_and_columns_that_are_missing_or_odd_are_no_reason_to_fail(env: &Env) {
    let odd = "
      CREATE TABLE rooms (id int, name text, capacity numeric(10,2));
      INSERT INTO rooms VALUES (1, E'  Fo\\tcus ', 12.00), (2, NULL, 3), (3, 'Lonely+Nobody', NULL);
      CREATE TABLE bookings (id int, room_id int, booking_period tsrange, client_name text, STATUS text, surprise jsonb);
      INSERT INTO bookings VALUES (1, 1, '[2026-03-02 06:00,2026-03-02 15:00)', repeat('x', 400), 'approved', '{\"a\": 1}'),
        (2, 77, '[2026-03-02 06:00,)', 'Endless', NULL, NULL), (3, 77, '[2026-03-03 06:00,2026-03-03 15:00)', 'Elsewhere', 'Confirmed', NULL);
      CREATE TABLE \"Odd Table\" (a int); INSERT INTO \"Odd Table\" VALUES (1);";
    into_both(env, &[odd], |env, url| {
        let report = take(env, url, &[]);
        assert_eq!(counts(&report, "rooms"), [3, 2, 0, 1]);
        assert_eq!(counts(&report, "bookings"), [3, 2, 0, 1]);
        assert_eq!(counts(&report, "users"), [0, 0, 0, 0]);
        assert_eq!(report["tables_left"], json!([{"table": "Odd Table", "rows": 1}]));
        assert_eq!(booking(env, 1)["room"], "Fo cus");
        assert_eq!(booking(env, 1)["client_name"].as_str().unwrap().len(), 255);
        assert_eq!(
            booking(env, 3)["status"],
            "pending",
            "confirmed in a room that is not there"
        );
        assert!(said(&report, "rooms", "3").contains("a part of"));
    });
}

fn prices_of_either_shape_are_taken(env: &Env) {
    let prices = "
      CREATE TABLE pricing_catalog (id serial PRIMARY KEY, item_type varchar(50) NOT NULL, item_id integer, item_name varchar(255),
        daily_rate decimal(10,2), weekly_rate decimal(10,2), monthly_rate decimal(10,2), unit varchar(50),
        pricing_tier varchar(20) DEFAULT 'standard', notes text, effective_date date, expiry_date date, is_active boolean DEFAULT true,
        created_at timestamp DEFAULT '2026-01-03 10:00', created_by varchar(100));
      INSERT INTO pricing_catalog (id, item_type, item_id, item_name, daily_rate, weekly_rate, unit, pricing_tier, effective_date, expiry_date, is_active) VALUES
        (1, 'room', 1, NULL, 1250.00, 5000.50, NULL, 'standard', '2026-01-01', NULL, true),
        (2, 'room', 1, NULL, 1400, NULL, NULL, 'standard', '2026-07-01', NULL, true),
        (3, 'device_category', 1, NULL, 85, NULL, 'per device', 'premium', NULL, NULL, true),
        (4, 'catering', NULL, 'In-house lunch', 120, NULL, 'per person', 'standard', '2026-01-01', NULL, true),
        (5, 'catering', NULL, 'Water bottle', 15.5, NULL, 'per item', 'standard', '2026-02-01', '2026-01-31', true),
        (6, 'room', 77, NULL, 1, NULL, NULL, 'standard', '2026-01-01', NULL, true),
        (7, 'printing', NULL, 'Page', 2, NULL, 'per page', 'standard', '2026-01-01', NULL, true),
        (8, 'room', 5, NULL, NULL, NULL, NULL, 'standard', '2026-01-01', NULL, true),
        (9, 'catering', NULL, 'Braai', 99, NULL, 'per hour', 'standard', '2026-01-01', NULL, true),
        (10, 'room', 1, NULL, 1, NULL, NULL, 'vip', '2026-03-01', NULL, true);";
    into_both(env, &[TABLES, ROWS, prices], |env, url| {
        let report = take(env, url, &[]);
        assert_eq!(counts(&report, "pricing_catalog"), [10, 6, 0, 4], "{report}");
        for (id, words) in [
            ("1", "ends where price 2 begins"),
            ("6", "there is no room 77"),
            ("8", "it has no price"),
            ("9", "`per hour`"),
            ("10", "unknown tier `vip`"),
        ] {
            assert!(
                said(&report, "pricing_catalog", id).contains(words),
                "{}",
                said(&report, "pricing_catalog", id)
            );
        }
        let on = |day: &str, item: &str| -> Vec<Value> {
            let list = env.json(&["pricing", "list", "--on", day, "--item", item]);
            list.as_array().unwrap().clone()
        };
        let cents = |price: &Value, field: &str| price[field]["amount_cents"].clone();
        let room = &on("2026-06-30", "Excellence")[0];
        assert_eq!(
            (cents(room, "daily_rate"), cents(room, "weekly_rate")),
            (json!(125_000), json!(500_050))
        );
        assert_eq!(cents(&on("2026-07-01", "Excellence")[0], "daily_rate"), 140_000);
        assert_eq!(on("2026-03-01", "X515")[0]["tier"], "premium");
        let lunch = &on("2026-03-01", "In-house lunch")[0];
        assert_eq!(
            (cents(lunch, "unit_price"), &lunch["unit"]),
            (json!(12_000), &json!("person"))
        );
        assert_eq!(on("2026-03-01", "Page")[0]["item_type"], "amenity");
        assert!(on("2026-02-01", "Water").is_empty(), "it was deleted");
        let again = take(env, url, &[]);
        assert_eq!(counts(&again, "pricing_catalog"), [10, 0, 6, 4]);
    });
}

fn what_is_no_such_database_is_refused(env: &Env) {
    let staff = env.user("boss", "training_facility_admin");
    env.colab_as(&staff, &["import", "legacy", "postgres:///x"])
        .fails(4);
    env.colab(&["import", "legacy", "old.db"])
        .fails(2)
        .says("is not a PostgreSQL database");
    env.colab(&["import", "legacy", "postgres:///nobody?host=/nowhere"])
        .fails(7)
        .says("cannot reach");
    let own = env.database_url().to_owned();
    env.colab(&["import", "legacy", &own])
        .fails(6)
        .says("is one of this program");
    let empty = old_system(env, &["CREATE TABLE x (a int)"]);
    env.colab(&["import", "legacy", &empty])
        .fails(6)
        .says("neither rooms nor bookings");
    end(env, &empty);
    assert_eq!(env.count("imports"), 0);
}

fn a_dry_run_and_a_reader_change_nothing_there_or_here(env: &Env) {
    let url = old_system(env, &[TABLES, ROWS]);
    sql(env, &url, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    env.raw_sql_as(
        "postgres",
        "DROP ROLE IF EXISTS legacy_reader; CREATE ROLE legacy_reader LOGIN",
    )
    .unwrap();
    sql(
        env,
        &url,
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO legacy_reader",
    );
    let reader = url.replace("user=colab", "user=legacy_reader");
    let rows = env.count("audit_log");
    let report = take(env, &reader, &["--dry-run"]);
    assert_eq!(counts(&report, "bookings"), [11, 10, 0, 1]);
    for table in ["bookings", "rooms", "devices", "imports", "import_rows"] {
        assert_eq!(env.count(table), 0, "{table}");
    }
    assert_eq!(env.count("audit_log"), rows);
    let report = take(env, &reader, &[]);
    assert_eq!(counts(&report, "bookings"), [11, 10, 0, 1]);
    let text = env.colab(&["import", "legacy", &reader]).fails(8).stdout;
    assert!(
        text.contains("Not read: notification_log (2 rows)") && !text.contains("password"),
        "{text}"
    );
    end(env, &url);
    env.raw_sql_as("postgres", "DROP ROLE legacy_reader").unwrap();
}
