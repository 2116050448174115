//! Rentals of a later day: planned, begun by themselves with their day, or collected before it.

use serde_json::{Value, json};

use super::support::{Env, Run};

both![
    a_rental_of_a_later_day_is_planned_and_its_devices_are_here,
    a_planned_rental_begins_by_itself_with_its_day,
    what_is_collected_earlier_is_held_from_then,
    what_somebody_has_until_the_day_is_not_collected,
    a_rental_of_today_is_handed_over_at_any_hour,
    a_device_is_planned_for_several_rentals_and_given_once,
    a_planned_rental_is_given_up_extended_and_undone,
    a_planned_device_in_repair_is_missed,
    what_a_rental_began_without_is_not_out,
    what_is_late_elsewhere_is_not_given_by_the_next_rental,
    what_is_planned_for_a_booking_follows_it,
    what_left_yesterday_is_held_from_then,
    a_day_of_handing_over_may_be_planned_for_a_client,
    a_rental_without_an_end_is_out_until_it_is_returned,
    a_late_device_leaves_on_no_other_rental_by_sql_either,
    what_is_not_fit_is_given_to_nobody_by_sql_either,
];

const NOW: &str = "2026-03-02T08:00:00Z";
const FIRST_DAY: &str = "2026-03-06T00:30:00Z";

fn at(env: &Env, now: &str, line: &str) -> Run {
    env.line_at(now, line)
}

fn get(env: &Env, now: &str, line: &str) -> Value {
    at(env, now, &format!("{line} -f json")).ok().json()
}

/// Two laptops; a booking on 6 March that has the first one; its rental until the 9th.
fn planned(env: &Env) -> Value {
    at(env, NOW, "room add Focus --capacity 40").ok();
    at(env, NOW, "room add Growth --capacity 40").ok();
    at(env, NOW, "device add L-1 L-2 --category Laptop --place Store").ok();
    book(env, "Birch", "2026-03-06");
    at(env, NOW, "device assign 1 --serial L-1").ok();
    rent(env, NOW, "--booking 1", "L-1", "2026-03-09").ok().json()
}

fn book(env: &Env, client: &str, day: &str) -> String {
    let line = format!("booking create --client {client} --date {day} --learners 3 --devices 1");
    get(env, NOW, &line)["id"].to_string()
}

fn rent(env: &Env, now: &str, whom: &str, serial: &str, until: &str) -> Run {
    let contact = "--contact-person P --contact-number 1 --company Cedar --address S";
    at(
        env,
        now,
        &format!("rental start {whom} --serial {serial} {contact} --return-on {until} -f json"),
    )
}

fn status(env: &Env, now: &str, serial: &str) -> String {
    let device = get(env, now, &format!("device show {serial}"));
    device["status"].as_str().unwrap().to_owned()
}

fn free(env: &Env, now: &str, when: &str) -> Vec<String> {
    let free = get(env, now, &format!("device free {when}"));
    let serial = |one: &Value| one["serial_number"].as_str().unwrap().to_owned();
    free.as_array().unwrap().iter().map(serial).collect()
}

fn a_rental_of_a_later_day_is_planned_and_its_devices_are_here(env: &Env) {
    let rental = planned(env);
    assert_eq!(
        (&rental["status"], &rental["out"], &rental["rental_date"]),
        (&json!("planned"), &json!(0), &json!("2026-03-06"))
    );
    assert_eq!(status(env, NOW, "L-1"), "available");
    assert_eq!(free(env, NOW, "--date 2026-03-03"), ["L-1", "L-2"]);
    assert_eq!(free(env, NOW, "--from 2026-03-06 --to 2026-03-06T06:00"), ["L-2"]);
    let stock = get(env, NOW, "device stock --date 2026-03-03 --category Laptop");
    assert_eq!((&stock[0]["out"], &stock[0]["free"]), (&json!(0), &json!(2)));
    let stock = get(env, NOW, "device stock --date 2026-03-07 --category Laptop");
    assert_eq!((&stock[0]["out"], &stock[0]["free"]), (&json!(1), &json!(1)));
    assert_eq!(
        get(env, NOW, "rental list --planned").as_array().unwrap().len(),
        1
    );
    assert_eq!(get(env, NOW, "rental list --open"), json!([]));
    // In between somebody else may have it.
    let other = book(env, "Cedar", "2026-03-03");
    at(env, NOW, &format!("device assign {other} --serial L-1")).ok();
    let late = book(env, "Cedar", "2026-03-08");
    at(env, NOW, &format!("device assign {late} --serial L-1"))
        .fails(5)
        .says("RN-2026-0001");
    let text = at(env, NOW, "rental show RN-2026-0001").ok().stdout;
    assert!(
        text.contains("is to go out") && text.contains("planned"),
        "{text}"
    );
    at(env, NOW, "db check").ok();
    env.verify_audit().unwrap();
}

fn a_planned_rental_begins_by_itself_with_its_day(env: &Env) {
    planned(env);
    assert_eq!(status(env, "2026-03-05T21:59:00Z", "L-1"), "available");
    assert_eq!(status(env, "2026-03-05T22:01:00Z", "L-1"), "offsite");
    let rental = get(env, FIRST_DAY, "rental show RN-2026-0001");
    assert_eq!((&rental["status"], &rental["out"]), (&json!("open"), &json!(1)));
    let listed = get(env, FIRST_DAY, "device list --status offsite");
    assert_eq!(
        (&listed[0]["serial_number"], &listed[0]["rental_no"]),
        (&json!("L-1"), &json!("RN-2026-0001"))
    );
    let early = "booking create --client Cedar --date 2026-03-06 --time 05:00-06:00 --learners 3 --devices 1";
    at(env, FIRST_DAY, early).ok();
    at(env, FIRST_DAY, "device assign 2 --serial L-1").fails(5);
    at(env, FIRST_DAY, "device move L-1 --to maintenance")
        .fails(5)
        .says("rental return RN-2026-0001");
    let late = get(env, "2026-03-10T08:00:00Z", "rental overdue");
    assert_eq!(late[0]["serial"], "L-1");
    assert_eq!(status(env, "2026-03-10T08:00:00Z", "L-1"), "offsite");
    at(env, "2026-03-10T09:00:00Z", "rental return RN-2026-0001").ok();
    assert_eq!(status(env, "2026-03-10T10:00:00Z", "L-1"), "available");
    at(env, "2026-03-10T10:00:00Z", "db check").ok();
}

fn what_is_collected_earlier_is_held_from_then(env: &Env) {
    planned(env);
    let collected = get(env, "2026-03-04T08:00:00Z", "rental collect RN-2026-0001");
    assert_eq!(
        (&collected["status"], &collected["out"], &collected["rental_date"]),
        (&json!("open"), &json!(1), &json!("2026-03-04"))
    );
    assert_eq!(collected["starts_at"], "2026-03-04T10:00:00+02:00");
    assert_eq!(status(env, "2026-03-04T08:00:00Z", "L-1"), "offsite");
    assert_eq!(free(env, "2026-03-04T08:00:00Z", "--date 2026-03-05"), ["L-2"]);
    let device = get(env, "2026-03-04T08:00:00Z", "device show L-1");
    let last = device["timeline"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["action"], &last["to_place"]),
        (&json!("rented"), &json!("Cedar"))
    );
    at(env, "2026-03-04T08:00:00Z", "rental collect RN-2026-0001")
        .fails(5)
        .says("was handed over on 2026-03-04");
    at(env, "2026-03-09T08:00:00Z", "rental return RN-2026-0001").ok();
    at(env, "2026-03-09T08:00:00Z", "rental collect RN-2026-0001").fails(5);
    at(env, "2026-03-09T08:00:00Z", "db check").ok();
    env.verify_audit().unwrap();
}

fn what_somebody_has_until_the_day_is_not_collected(env: &Env) {
    planned(env);
    let other = book(env, "Cedar", "2026-03-05");
    at(env, NOW, &format!("device assign {other} --serial L-1")).ok();
    at(env, NOW, "rental collect RN-2026-0001")
        .fails(5)
        .says(&format!("booking {other} (Cedar)"));
    at(env, NOW, &format!("device unassign {other} --all")).ok();
    at(env, NOW, "device move L-1 --to maintenance").ok();
    at(env, NOW, "rental collect RN-2026-0001")
        .fails(5)
        .says("maintenance");
    at(env, NOW, "device move L-1 --to available").ok();
    at(env, NOW, "rental collect RN-2026-0001").ok();
    // On the first day the devices are recorded as gone, once.
    at(env, NOW, "rental return RN-2026-0001").ok();
    rent(env, NOW, "--booking 1", "L-2", "2026-03-09").ok();
    at(env, FIRST_DAY, "rental collect RN-2026-0002").ok();
    at(env, FIRST_DAY, "rental collect RN-2026-0002").fails(5);
    assert_eq!(status(env, FIRST_DAY, "L-2"), "offsite");
}

fn a_rental_of_today_is_handed_over_at_any_hour(env: &Env) {
    at(env, NOW, "device add L-1 --category Laptop").ok();
    let afternoon =
        "booking create --client Birch --date 2026-03-06 --time 13:00-15:00 --learners 3 --devices 1";
    at(env, NOW, afternoon).ok();
    let rental = rent(env, "2026-03-06T04:00:00Z", "--booking 1", "L-1", "2026-03-09");
    let rental = rental.ok().json();
    assert_eq!(
        (&rental["status"], &rental["starts_at"]),
        (&json!("open"), &json!("2026-03-06T06:00:00+02:00"))
    );
    assert_eq!(status(env, "2026-03-06T04:00:00Z", "L-1"), "offsite");
    assert_eq!(
        free(
            env,
            "2026-03-06T04:00:00Z",
            "--from 2026-03-06T08:00 --to 2026-03-06T09:00"
        ),
        [] as [&str; 0]
    );
}

fn a_device_is_planned_for_several_rentals_and_given_once(env: &Env) {
    planned(env);
    let later = book(env, "Aster", "2026-03-12");
    rent(env, NOW, &format!("--booking {later}"), "L-1", "2026-03-13").ok();
    let between = book(env, "Dahlia", "2026-03-08");
    rent(env, NOW, &format!("--booking {between}"), "L-1", "2026-03-10")
        .fails(5)
        .says("RN-2026-0001");
    // While it is out it may be planned for later, not handed out.
    let third = book(env, "Umoya", "2026-03-20");
    rent(env, FIRST_DAY, &format!("--booking {third}"), "L-1", "2026-03-21").ok();
    rent(env, FIRST_DAY, "--client Kopano", "L-1", "2026-03-06")
        .fails(5)
        .says("RN-2026-0001");
    // Late from the first, it is out on the first until it is back.
    let device = get(env, "2026-03-12T08:00:00Z", "device show L-1");
    assert_eq!(
        (&device["status"], &device["rental_no"]),
        (&json!("offsite"), &json!("RN-2026-0001"))
    );
    at(env, FIRST_DAY, "db check").ok();
}

fn a_planned_rental_is_given_up_extended_and_undone(env: &Env) {
    planned(env);
    let longer = get(env, NOW, "rental extend RN-2026-0001 --return-on 2026-03-11");
    assert_eq!(
        (&longer["status"], &longer["return_on"]),
        (&json!("planned"), &json!("2026-03-11"))
    );
    at(env, NOW, "rental collect RN-2026-0001").ok();
    at(env, NOW, "undo --yes").ok();
    assert_eq!(get(env, NOW, "rental show RN-2026-0001")["status"], "planned");
    assert_eq!(status(env, NOW, "L-1"), "available");
    at(env, NOW, "rental return RN-2026-0001").ok();
    assert_eq!(get(env, NOW, "rental show RN-2026-0001")["status"], "returned");
    assert_eq!(free(env, NOW, "--date 2026-03-07"), ["L-1", "L-2"]);
    let device = get(env, NOW, "device show L-1");
    assert_eq!(
        (&device["status"], &device["place"]),
        (&json!("available"), &json!("Store"))
    );
    at(env, NOW, "db check").ok();
    env.verify_audit().unwrap();
}

fn a_planned_device_in_repair_is_missed(env: &Env) {
    planned(env);
    at(env, NOW, "device move L-1 --to maintenance").ok();
    let queue = get(env, NOW, "device queue");
    assert_eq!(
        (&queue[0]["booking_id"], &queue[0]["open"]),
        (&json!(1), &json!(1))
    );
    at(env, NOW, "notify check").ok();
    let told = get(env, NOW, "notify list --type device_unfit --open");
    assert_eq!(told.as_array().unwrap().len(), 1);
    // It began by itself without the device, whose repair is not forgotten when it ends.
    at(env, FIRST_DAY, "rental return RN-2026-0001")
        .ok()
        .says("L-1 never left and is still in repair");
    assert_eq!(status(env, FIRST_DAY, "L-1"), "maintenance");
    // A wrong digit is told.
    rent(env, NOW, "--client Solo", "L-2", "2036-03-05")
        .ok()
        .says("RN-2026-0002 is due on 2036-03-05, over a year after its first day");
}

fn out(env: &Env, now: &str, rental: &str) -> Value {
    get(env, now, &format!("rental show {rental}"))["out"].clone()
}

fn what_a_rental_began_without_is_not_out(env: &Env) {
    planned(env);
    at(
        env,
        NOW,
        "pricing set device-category Laptop --daily 100 --from 2026-01-01",
    )
    .ok();
    at(env, NOW, "device move L-1 --to maintenance").ok();
    assert_eq!(out(env, FIRST_DAY, "RN-2026-0001"), 0);
    let queue = get(env, FIRST_DAY, "device queue");
    assert_eq!(
        (&queue[0]["booking_id"], &queue[0]["open"]),
        (&json!(1), &json!(1))
    );
    // When the booking is over, the rental still lacks it.
    let later = "2026-03-07T08:00:00Z";
    at(env, later, "notify check").ok();
    let told = get(env, later, "notify list --type device_unfit --open").to_string();
    assert!(
        told.contains("was to take L-1 on 2026-03-06, and it is in repair"),
        "{told}"
    );
    // Mended, it is here and promised, until somebody hands it over.
    at(env, later, "device move L-1 --to available").ok();
    assert_eq!(status(env, later, "L-1"), "assigned");
    assert_eq!(out(env, later, "RN-2026-0001"), 0);
    let stock = get(env, later, "device stock --date 2026-03-07 --category Laptop");
    assert_eq!((&stock[0]["out"], &stock[0]["promised"]), (&json!(0), &json!(1)));
    let shown = at(env, later, "rental show RN-2026-0001").ok().stdout;
    assert!(shown.contains("L-1 (Laptop) has not left"), "{shown}");
    at(env, later, "notify check").ok();
    let told = get(env, later, "notify list --type device_unfit --open").to_string();
    assert!(
        told.contains("still here: colab rental collect RN-2026-0001"),
        "{told}"
    );
    let quote = get(env, later, "pricing quote RN-2026-0001");
    assert_eq!(quote["subtotal"]["amount_cents"], 0);
    assert_eq!(get(env, "2026-03-11T08:00:00Z", "rental overdue"), json!([]));
    at(env, later, "rental collect RN-2026-0001").ok();
    assert_eq!(out(env, later, "RN-2026-0001"), 1);
    assert_eq!(status(env, later, "L-1"), "offsite");
    assert_eq!(
        get(env, later, "pricing quote RN-2026-0001")["subtotal"]["amount_cents"],
        40_000
    );
    at(env, later, "notify check").ok();
    assert_eq!(
        get(env, later, "notify list --type device_unfit --open"),
        json!([])
    );
    at(env, later, "db check").ok();
    // What never left costs nothing, whenever its rental is ended.
    at(env, NOW, "device move L-2 --to maintenance").ok();
    at(env, NOW, "device move L-2 --to available").ok();
    rent(
        env,
        NOW,
        "--client Solo --taken-on 2026-03-06",
        "L-2",
        "2026-03-09",
    )
    .ok();
    at(env, NOW, "device move L-2 --to maintenance").ok();
    at(env, later, "rental return RN-2026-0002").ok();
    assert_eq!(
        get(env, later, "pricing quote RN-2026-0002")["subtotal"]["amount_cents"],
        0
    );
    at(env, later, "db check").ok();
}

fn what_is_late_elsewhere_is_not_given_by_the_next_rental(env: &Env) {
    planned(env);
    at(env, NOW, "rental collect RN-2026-0001").ok();
    let next = book(env, "Aster", "2026-03-12");
    at(env, NOW, &format!("device assign {next} --serial L-1")).ok();
    rent(env, NOW, &format!("--booking {next}"), "L-1", "2026-03-13").ok();
    let late = "2026-03-12T05:00:00Z";
    assert_eq!(out(env, late, "RN-2026-0001"), 1);
    assert_eq!(out(env, late, "RN-2026-0002"), 0);
    let queue = get(env, late, "device queue");
    assert_eq!(
        (&queue[0]["booking_id"], &queue[0]["open"]),
        (&json!(2), &json!(1))
    );
    let conflicts = get(env, late, "booking conflicts");
    assert_eq!(conflicts[0]["problem"], "device_overdue");
    let shown = at(env, late, "dashboard").ok().stdout;
    assert!(shown.contains("overdue on RN-2026-0001"), "{shown}");
    at(env, late, "rental collect RN-2026-0002")
        .fails(5)
        .says("L-1 is already off site on RN-2026-0001");
    at(env, late, "rental return RN-2026-0002 --condition lost").fails(5);
    // Back, it is here, and leaves when it is handed over.
    let back = "2026-03-12T06:00:00Z";
    at(env, back, "rental return RN-2026-0001").ok();
    assert_eq!(out(env, back, "RN-2026-0002"), 0);
    assert_eq!(get(env, back, "device queue"), json!([]));
    at(env, back, "rental collect RN-2026-0002").ok();
    assert_eq!(out(env, back, "RN-2026-0002"), 1);
    at(env, back, "db check").ok();
    env.verify_audit().unwrap();
}

fn a_late_device_leaves_on_no_other_rental_by_sql_either(env: &Env) {
    planned(env);
    at(env, NOW, "rental collect RN-2026-0001").ok();
    let later = book(env, "Aster", "2026-03-12");
    at(env, NOW, &format!("device assign {later} --serial L-1")).ok();
    rent(
        env,
        "2026-03-11T08:00:00Z",
        &format!("--booking {later}"),
        "L-1",
        "2026-03-13",
    )
    .fails(5)
    .says("overdue on RN-2026-0001");
    rent(
        env,
        "2026-03-11T08:00:00Z",
        &format!("--booking {later}"),
        "L-2",
        "2026-03-13",
    )
    .ok();
    let attach = "UPDATE booking_device_assignments SET rental_id = (SELECT max(id) FROM offsite_rentals)
                   WHERE device_id = 1 AND rental_id IS NULL";
    let refused = env.raw_sql(attach).unwrap_err();
    assert!(refused.to_string().contains("device_overdue"), "{refused}");
}

fn what_is_not_fit_is_given_to_nobody_by_sql_either(env: &Env) {
    planned(env);
    book(env, "Aster", "2026-03-12");
    at(env, NOW, "device assign 2 --serial L-2").ok();
    let refused = |statement: &str, rule: &str| {
        let told = env.raw_sql(statement).unwrap_err();
        assert!(told.contains(rule), "{statement}: {told}");
    };
    let give = "INSERT INTO booking_device_assignments (id, booking_id, device_id, quantity, created_at, assignment_type,
                  assigned_by, assigned_at)
                SELECT 900, b.id, 2, 1, a.created_at, a.assignment_type, a.assigned_by, a.assigned_at
                  FROM booking_device_assignments a, bookings b WHERE a.device_id = 1 AND b.id = 3";
    book(env, "Cedar", "2026-03-20");
    // What was given before it broke comes back with an undo.
    for status in ["maintenance", "lost"] {
        at(env, NOW, &format!("device move L-2 --to {status} --reason gone")).ok();
        refused(give, "device_unfit");
        at(env, NOW, "undo").ok();
    }
    assert_eq!(get(env, NOW, "device show L-2")["next"][0]["booking_id"], 2);
    at(env, NOW, "device move L-2 --to maintenance --reason hinge").ok();
    at(env, NOW, "device unassign 2 --serial L-2").ok();
    at(env, NOW, "undo").ok();
    refused(
        "UPDATE booking_device_assignments SET rental_id = 1 WHERE device_id = 2",
        "device_unfit",
    );
    refused(
        "UPDATE booking_device_assignments SET device_id = 2, assigned_at = created_at, assigned_by = 'x',
           assignment_type = 'manual' WHERE device_id IS NULL",
        "device_assignment_fixed",
    );
    at(env, NOW, "rental collect RN-2026-0001").ok();
    at(env, FIRST_DAY, "rental return RN-2026-0001").ok();
    refused(
        "UPDATE offsite_rentals SET starts_at = due_at WHERE returned_at IS NOT NULL",
        "rental_begins_after_return",
    );
    at(env, FIRST_DAY, "db check").ok();
}

fn what_left_yesterday_is_held_from_then(env: &Env) {
    at(
        env,
        "2026-03-01T06:00:00Z",
        "device add L-1 L-2 --category Laptop",
    )
    .ok();
    let before =
        "booking create --client Aster --date 2026-03-01 --time 09:00-11:00 --learners 3 --devices 1";
    at(env, "2026-03-01T06:00:00Z", before).ok();
    at(env, "2026-03-01T06:00:00Z", "device assign 1 --serial L-1").ok();
    let rental = rent(
        env,
        NOW,
        "--client Umoya --taken-on yesterday",
        "L-1",
        "2026-03-09",
    );
    let rental = rental.ok().json();
    assert_eq!(
        (&rental["rental_date"], &rental["starts_at"], &rental["status"]),
        (
            &json!("2026-03-01"),
            &json!("2026-03-01T11:00:00+02:00"),
            &json!("open")
        )
    );
    assert_eq!(status(env, NOW, "L-1"), "offsite");
    let today = "booking create --client Birch --date 2026-03-02 --time 06:00-07:00 --learners 3 --devices 1 --allow-past";
    at(env, NOW, today).ok();
    at(env, NOW, "device assign 2 --serial L-2 --allow-past").ok();
    rent(
        env,
        NOW,
        "--client Umoya --taken-on 2026-03-01",
        "L-2",
        "2026-03-09",
    )
    .fails(5)
    .says("booking 2 (Birch)");
    rent(
        env,
        NOW,
        "--client Umoya --taken-on 2026-03-03",
        "L-2",
        "2026-03-02",
    )
    .fails(2);
    at(env, NOW, "db check").ok();
}

fn a_day_of_handing_over_may_be_planned_for_a_client(env: &Env) {
    at(env, NOW, "device add L-1 --category Laptop").ok();
    let rental = rent(
        env,
        NOW,
        "--client Umoya --taken-on 2026-03-06",
        "L-1",
        "2026-03-09",
    );
    assert_eq!(rental.ok().json()["status"], "planned");
    assert_eq!(status(env, NOW, "L-1"), "available");
    assert_eq!(status(env, FIRST_DAY, "L-1"), "offsite");
}

fn a_rental_without_an_end_is_out_until_it_is_returned(env: &Env) {
    at(env, NOW, "device add L-1 L-2 --category Laptop").ok();
    at(
        env,
        NOW,
        "pricing set device-category Laptop --daily 100 --from 2026-01-01",
    )
    .ok();
    let contact = "--contact-person P --contact-number 1 --company Cedar --address S";
    let start = format!("rental start --client Umoya --serial L-1 --serial L-2 {contact}");
    at(env, NOW, &start).fails(2);
    let rental = get(env, NOW, &format!("{start} --open-ended"));
    assert_eq!(
        (&rental["return_on"], &rental["due_at"]),
        (&Value::Null, &Value::Null)
    );
    let later = "2027-03-02T08:00:00Z";
    assert_eq!(get(env, later, "rental overdue"), json!([]));
    assert_eq!(free(env, later, "--date 2027-06-01"), [] as [&str; 0]);
    let device = get(env, later, "device show L-1");
    assert_eq!(
        (
            &device["status"],
            &device["held_until"],
            &device["next"][0]["ends_at"]
        ),
        (&json!("offsite"), &Value::Null, &Value::Null)
    );
    // So far: 2 devices, 3 days.
    let quote = get(env, "2026-03-04T08:00:00Z", "pricing quote RN-2026-0001");
    assert_eq!(quote["subtotal"]["amount_cents"], 60_000, "{quote}");
    at(
        env,
        "2026-03-04T08:00:00Z",
        "rental return RN-2026-0001 --serial L-1",
    )
    .ok();
    let quote = get(env, "2026-03-06T08:00:00Z", "pricing quote RN-2026-0001");
    assert_eq!(quote["subtotal"]["amount_cents"], 80_000, "{quote}");
    let form = "rental form RN-2026-0001 -o form.pdf";
    at(env, "2026-03-06T08:00:00Z", form).ok();
    let ended = get(env, "2026-03-06T08:00:00Z", "rental return RN-2026-0001");
    assert_eq!(
        (&ended["status"], &ended["return_on"]),
        (&json!("returned"), &json!("2026-03-06"))
    );
    let quote = get(env, "2026-04-06T08:00:00Z", "pricing quote RN-2026-0001");
    assert_eq!(quote["subtotal"]["amount_cents"], 80_000, "{quote}");
    // An end is given, and taken away again.
    let start = format!("rental start --client Umoya --serial L-1 {contact} --return-on 2026-03-20");
    at(env, "2026-03-07T08:00:00Z", &start).ok();
    let open = get(
        env,
        "2026-03-08T08:00:00Z",
        "rental extend RN-2026-0002 --open-ended",
    );
    assert_eq!(open["return_on"], Value::Null);
    let closed = get(
        env,
        "2026-03-08T08:00:00Z",
        "rental extend RN-2026-0002 --return-on 2026-03-10",
    );
    assert_eq!(closed["return_on"], "2026-03-10");
    at(env, "2026-03-08T08:00:00Z", "db check").ok();
}

fn what_is_planned_for_a_booking_follows_it(env: &Env) {
    planned(env);
    let days = |env: &Env| {
        let rental = get(env, NOW, "rental show RN-2026-0001");
        let words = ["status", "rental_date", "return_on"];
        words.map(|field| rental[field].as_str().unwrap().to_owned())
    };
    let before = ["planned", "2026-03-06", "2026-03-09"];
    // Another time of the same day changes nothing.
    let run = at(
        env,
        NOW,
        "booking reschedule 1 --date 2026-03-06 --time 09:00-12:00",
    )
    .ok();
    assert!(!run.stderr.contains("RN-2026-0001"), "{run}");
    // A try says what the change says, and moves nothing.
    for (line, follows) in [
        (
            "reschedule 1 --date 2026-03-10",
            "is moved with it: from 2026-03-10 to 2026-03-13",
        ),
        ("cancel 1 --reason off", "is given up with it"),
    ] {
        at(env, NOW, &format!("booking {line} --dry-run"))
            .ok()
            .says(&format!("RN-2026-0001 was planned for booking 1 and {follows}"));
        assert_eq!(days(env), before);
    }
    at(env, NOW, "booking reschedule 1 --date 2026-03-10")
        .ok()
        .says("RN-2026-0001 was planned for booking 1 and is moved with it: from 2026-03-10 to 2026-03-13");
    assert_eq!(days(env), ["planned", "2026-03-10", "2026-03-13"]);
    assert_eq!(free(env, NOW, "--date 2026-03-07"), ["L-1", "L-2"]);
    assert_eq!(free(env, NOW, "--date 2026-03-12"), ["L-2"]);
    at(env, NOW, "undo").ok();
    assert_eq!(days(env), before, "undone with the booking");
    // Somebody else has the device then: it stays, and that is said.
    let other = book(env, "Cedar", "2026-03-17");
    at(env, NOW, &format!("device assign {other} --serial L-1")).ok();
    at(env, NOW, "booking reschedule 1 --date 2026-03-16")
        .ok()
        .says("RN-2026-0001 of booking 1 stays planned from 2026-03-06 to 2026-03-09: L-1 is promised to booking 2")
        .says("colab rental return RN-2026-0001 gives it up");
    at(env, NOW, "undo").ok();
    // Whoever may not hand devices out moves and cancels the booking alone; the IT boss is told what is left.
    let boss = env.user_by_admin("boss", "training_facility_admin");
    env.line_as(&boss, "booking reschedule 1 --date 2026-03-20").ok();
    assert_eq!(days(env), before);
    let told = at(env, NOW, "notify check").ok().stdout;
    assert!(
        told.contains(
            "RN-2026-0001 is planned from 2026-03-06 for booking 1 (Birch), which is on 2026-03-20"
        ),
        "{told}"
    );
    env.line_as(&boss, "booking cancel 1 --reason off").ok();
    let told = at(env, NOW, "notify check").ok().stdout;
    assert!(
        told.contains("for booking 1 (Birch), which is cancelled"),
        "{told}"
    );
    env.line_as(&boss, "undo").ok();
    env.line_as(&boss, "undo").ok();
    assert_eq!(days(env), before);
    // A device in repair stays there when the plan is given up.
    at(env, NOW, "device move L-1 --to maintenance --reason hinge").ok();
    at(env, NOW, "booking cancel 1 --reason off")
        .ok()
        .says("RN-2026-0001 was planned for booking 1 and is given up with it");
    assert_eq!(days(env)[0], "returned");
    assert_eq!(status(env, NOW, "L-1"), "maintenance");
    at(env, NOW, "undo").ok();
    assert_eq!(days(env), before);
    assert_eq!(status(env, NOW, "L-1"), "maintenance");
    // What a client without a booking is to take and cannot is told, too.
    rent(
        env,
        NOW,
        "--client Solo --taken-on 2026-03-20",
        "L-2",
        "2026-03-21",
    )
    .ok();
    at(env, NOW, "device move L-2 --to lost --reason gone").ok();
    let told = at(env, NOW, "notify check").ok().stdout;
    assert!(
        told.contains("RN-2026-0002 (Solo) is to take L-2 on 2026-03-20, and it is lost"),
        "{told}"
    );
    // On its day it is not handed over as it is, and goes on being told.
    let day = "2026-03-20T08:00:00Z";
    at(env, day, "rental collect RN-2026-0002")
        .fails(5)
        .says("L-2 is lost");
    let told = at(env, day, "rental show RN-2026-0002").ok().stdout;
    assert!(told.contains("L-2 (Laptop) is lost"), "{told}");
    at(env, day, "notify check").ok();
    let open = get(env, day, "notify list --open");
    assert!(open.to_string().contains("was to take L-2"), "{open}");
    // Out, it stays out.
    at(env, NOW, "device move L-1 --to available").ok();
    at(env, "2026-03-04T08:00:00Z", "rental collect RN-2026-0001").ok();
    at(env, "2026-03-04T08:00:00Z", "booking cancel 1 --reason off")
        .ok()
        .says("RN-2026-0001 of booking 1 is out until it is returned");
    assert_eq!(status(env, "2026-03-04T08:00:00Z", "L-1"), "offsite");
    at(env, "2026-03-04T08:00:00Z", "db check").ok();
    env.verify_audit().unwrap();
}
