//! What several rooms share, combined rooms under their bookings, ranges that end before they begin, comments among numbers.

use serde_json::json;

use super::support::Env;

both![
    an_edit_of_several_rooms_shares_anew,
    bottles_are_shared_as_devices_are,
    rooms_booked_together_ask_for_an_amenity_once,
    a_whole_keeps_its_parts_under_its_bookings,
    a_combined_room_has_the_seats_of_its_parts,
    a_range_that_ends_before_it_begins_is_refused,
    comments_among_numbers_are_skipped,
    a_series_gets_one_room_where_it_can,
];

fn rooms(env: &Env) {
    for (name, seats) in [("A", "40"), ("B", "60")] {
        env.colab(&["room", "add", name, "--capacity", seats]).ok();
    }
}

fn of_bookings(env: &Env, field: &str) -> Vec<String> {
    env.column(&["booking", "list", "--sort", "id"], field)
}

fn an_edit_of_several_rooms_shares_anew(env: &Env) {
    rooms(env);
    env.line("booking create --client M --room A --room B --from 2026-04-06 --to 2026-04-07 --learners 25 --devices 10 --lunch in_house")
        .ok();
    assert_eq!(of_bookings(env, "num_learners"), ["10", "15", "10", "15"]);
    env.line("booking edit 1 --series --learners 30 --devices 15")
        .ok()
        .says("share the new numbers by their seats");
    assert_eq!(of_bookings(env, "num_learners"), ["12", "18", "12", "18"]);
    assert_eq!(of_bookings(env, "headcount"), ["12", "18", "12", "18"]);
    assert_eq!(of_bookings(env, "devices_needed"), ["6", "9", "6", "9"]);
    env.line("booking edit 3 --rest --facilitators 5").ok();
    assert_eq!(of_bookings(env, "headcount"), ["12", "18", "14", "21"]);
    let totals = env.get("booking catering --date 2026-04-06")["totals"].clone();
    assert_eq!(totals["lunch_in_house"], 30);
    // One that is named alone has its own numbers.
    env.line("booking edit 1 --learners 20").ok();
    assert_eq!(of_bookings(env, "num_learners")[..2], ["20", "18"]);
}

fn bottles_are_shared_as_devices_are(env: &Env) {
    rooms(env);
    env.line(
        "booking create --client S --room A --room B --date 2026-03-26 --learners 20 --water-bottles 20 --printed-pages 10",
    )
    .ok();
    assert_eq!(of_bookings(env, "water_bottles"), ["8", "12"]);
    assert_eq!(of_bookings(env, "printed_pages"), ["4", "6"]);
    env.line("booking edit 1 --series --water-bottles 10 --printed-pages 20")
        .ok();
    assert_eq!(of_bookings(env, "water_bottles"), ["4", "6"]);
    assert_eq!(of_bookings(env, "printed_pages"), ["8", "12"]);
    assert_eq!(of_bookings(env, "num_learners"), ["8", "12"]);
}

fn a_whole_keeps_its_parts_under_its_bookings(env: &Env) {
    rooms(env);
    env.line("room add C --capacity 10").ok();
    env.line("room combine AB A B").ok();
    env.line("booking create --client Big --room AB --date 2026-03-24 --learners 45")
        .ok();
    let error = env.line("room combine AB A C -f json").fails(5).error();
    assert_eq!(error["code"], "bookings_in_the_way");
    assert!(
        error["message"].as_str().unwrap().contains("booking 1 (Big"),
        "{error}"
    );
    assert_eq!(env.get("room show AB")["components"], json!(["A", "B"]));
    env.line("booking cancel 1").ok();
    env.line("room combine AB A C")
        .ok()
        .says("AB has 50 seats, was 100");
    assert_eq!(env.get("room show AB")["capacity"], 50);
    let history = env.line("room show AB").ok().stdout;
    assert!(
        history.contains("changed room 4: capacity 100 → 50\n"),
        "{history}"
    );
}

fn a_combined_room_has_the_seats_of_its_parts(env: &Env) {
    rooms(env);
    env.line("room add Unknown").ok();
    assert_eq!(env.get("room combine AB A B")["capacity"], 100);
    assert_eq!(env.get("room combine AB A B --capacity 90")["capacity"], 90);
    assert_eq!(env.get("room combine AB A B")["capacity"], 90);
    let with_unknown = env.get("room combine AU A Unknown");
    assert!(
        matches!(with_unknown["capacity"].as_i64(), None | Some(0)),
        "{with_unknown}"
    );
}

fn a_range_that_ends_before_it_begins_is_refused(env: &Env) {
    rooms(env);
    for list in [
        "booking list",
        "room queue",
        "rental list",
        "audit list",
        "booking conflicts",
        "room utilisation",
        "room free",
        "device free",
    ] {
        env.line(&format!("{list} --from 2026-03-24 --to 2026-03-22"))
            .fails(2)
            .says("--from 2026-03-24 is after --to 2026-03-22");
        env.line(&format!("{list} --from 2026-03-22 --to 2026-03-22"))
            .ok();
    }
    env.line("device add D-1 --category Laptop").ok();
    let rent =
        "rental start --client X --serial D-1 --contact-person P --contact-number 1 --company C --address S";
    for (line, first, last) in [
        (
            "booking calendar --from 2026-03-24 --to 2026-03-22",
            "--from 2026-03-24",
            "--to 2026-03-22",
        ),
        (
            "booking create --client X --learners 4 --from 2026-03-24 --to 2026-03-22",
            "--from 2026-03-24",
            "--to 2026-03-22",
        ),
        (
            "booking create --client X --learners 4 --from 2026-03-24T08:00 --to 2026-03-22T08:00",
            "--from 2026-03-24T08:00",
            "--to 2026-03-22T08:00",
        ),
        (
            "pricing quote --room A --from 2026-03-24 --to 2026-03-22",
            "--from 2026-03-24",
            "--to 2026-03-22",
        ),
        (
            "pricing set room A --daily 5 --from 2026-03-24 --to 2026-03-22",
            "--from 2026-03-24",
            "--to 2026-03-22",
        ),
        (
            "billing journal --from 2026-03-24 --to 2026-03-22",
            "--from 2026-03-24",
            "--to 2026-03-22",
        ),
        (
            "client statement X --from 2026-03-24 --to 2026-03-22",
            "--from 2026-03-24",
            "--to 2026-03-22",
        ),
        (
            "device list --purchased-from 2026-03-24 --purchased-to 2026-03-22",
            "--purchased-from 2026-03-24",
            "--purchased-to 2026-03-22",
        ),
        (
            "device edit D-1 --purchased-on 2026-03-24 --warranty-until 2026-03-22",
            "--purchased-on 2026-03-24",
            "--warranty-until 2026-03-22",
        ),
        (
            &format!("{rent} --taken-on 2026-03-24 --return-on 2026-03-22"),
            "--taken-on 2026-03-24",
            "--return-on 2026-03-22",
        ),
        (
            "booking list --date 2026-03-24..2026-03-22",
            "2026-03-24",
            "2026-03-22",
        ),
        (
            "booking create --client X --learners 4 --date 2026-03-24..2026-03-22",
            "2026-03-24",
            "2026-03-22",
        ),
        ("booking calendar --month 2026-04..2026-03", "2026-04", "2026-03"),
        ("pricing ledger --month 2026-04..2026-03", "2026-04", "2026-03"),
        (
            "booking create --client X --learners 4 --date 2026-03-24 --time 12:00-10:00",
            "12:00",
            "10:00",
        ),
    ] {
        env.line(line)
            .fails(2)
            .says(&format!("{first} is after {last}\n"));
    }
    env.line("booking list --date 2026-03-24..2026-03-22")
        .fails(2)
        .says("hint: write 2026-03-22..2026-03-24\n");
}

fn comments_among_numbers_are_skipped(env: &Env) {
    rooms(env);
    env.book("A", "2026-03-02", "08:00-09:00");
    env.colab_with(
        &["booking", "cancel", "-"],
        "# what the client gave up\n1\n\n",
        &[],
    )
    .ok();
    assert_eq!(of_bookings(env, "status"), ["cancelled"]);
}

fn a_series_gets_one_room_where_it_can(env: &Env) {
    rooms(env);
    env.book("A", "2026-03-10", "08:00-16:00");
    env.line("booking create --client Term --date 2026-03-03 --repeat FREQ=WEEKLY;COUNT=3 --learners 5")
        .ok();
    env.line("booking create --client One --date 2026-03-03 --learners 5")
        .ok();
    env.line("room solve").ok();
    assert_eq!(of_bookings(env, "room"), ["A", "B", "B", "B", "A"]);
}

fn rooms_booked_together_ask_for_an_amenity_once(env: &Env) {
    rooms(env);
    for line in [
        "pricing set room A --daily 100 --from 2026-01-01",
        "pricing set room B --daily 100 --from 2026-01-01",
        "pricing set amenity \"Flip chart\" --unit-price 50 --unit booking --from 2026-01-01",
        "pricing set amenity Headset --unit-price 2 --unit person --from 2026-01-01",
        "pricing set amenity Mic --unit-price 30 --unit day --from 2026-01-01",
    ] {
        env.line(line).ok();
    }
    let asked = "--date 2026-04-06 --learners 25 --amenity \"Flip chart=3\" --amenity Headset --amenity Mic";
    env.line(&format!("booking create --client M --room A --room B {asked}"))
        .ok();
    assert_eq!(
        of_bookings(env, "amenities"),
        ["Flip chart, Headset", "Flip chart=2, Headset, Mic"]
    );
    let subtotal = |line: &str| env.get(&format!("pricing quote {line}"))["subtotal"]["amount_cents"].clone();
    // As quoted before: three flip charts, headsets for all, one microphone.
    assert_eq!(subtotal(&format!("--room A {asked}")), 33_000);
    assert_eq!(subtotal("1 --series"), 43_000);
    assert_eq!((subtotal("1"), subtotal("2")), (json!(17_000), json!(26_000)));
    env.line("booking edit 1 --series --amenity \"Mic=1 each\"").ok();
    assert_eq!(of_bookings(env, "amenities"), ["Mic", "Mic"]);
    env.line("booking edit 1 --series --amenity \"\"").ok();
    assert_eq!(of_bookings(env, "amenities"), ["null", "null"]);
    env.line("booking create --client N --room A --room B --date 2026-04-07 --learners 25 --amenity \"Mic=1 each\"")
        .ok();
    assert_eq!(of_bookings(env, "amenities")[2..], ["Mic", "Mic"]);
}
