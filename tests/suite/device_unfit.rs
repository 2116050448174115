//! Devices that are in repair, inspected or lost: whom they fail, and until when that is told.

use serde_json::{Value, json};

use super::support::{Env, Run};

both![
    a_device_in_repair_fails_its_booking_until_another_takes_its_place,
    a_device_that_is_fit_again_keeps_its_promise,
    a_device_given_without_a_request_is_missed_too,
    what_comes_back_unfit_is_open_for_whoever_has_it_next,
    a_lost_device_keeps_no_promise_and_its_bookings_need_another_one,
    a_lost_device_is_found_and_a_retired_one_comes_back_by_an_admin,
    a_lost_device_is_never_given,
    what_a_lost_device_left_open_is_undone_whole,
    whoever_asked_is_told_and_sees_it,
    what_is_over_or_cancelled_misses_nothing,
];

/// Three laptops, and a booking of two of them that asks for two.
fn class(env: &Env) -> String {
    env.line("room add Focus --capacity 40").ok();
    env.line("config set stock_warn_count 0").ok();
    env.line("device add L-1 L-2 L-3 --category Laptop").ok();
    let id = asks(env, "2026-03-03");
    env.line(&format!("device assign {id} --serial L-1 --serial L-2"))
        .ok();
    id
}

fn asks(env: &Env, day: &str) -> String {
    let words = format!(
        "booking create --client Dahlia --room Focus --date {day} --learners 5 --devices 2 --device-type laptops"
    );
    rows(env.line(&format!("{words} -f json")))["id"].to_string()
}

fn rows(run: Run) -> Value {
    run.ok().json()
}

/// Open requests: booking, category, assigned, open.
fn queue(env: &Env) -> Vec<(String, String, i64, i64)> {
    let queue = env.json(&["device", "queue"]);
    let number = |one: &Value, field: &str| one[field].as_i64().unwrap();
    queue
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["booking_id"].to_string(),
                one["category"].as_str().unwrap().to_owned(),
                number(one, "assigned"),
                number(one, "open"),
            )
        })
        .collect()
}

/// What is told of devices that are not fit: the open messages.
fn told(env: &Env) -> Vec<String> {
    env.line("notify check").ok();
    let words = ["notify", "list", "--type", "device_unfit", "--open"];
    let list = env.json(&words);
    let text = |one: &Value| one["message"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(text).collect()
}

/// The devices that conflicts and the dashboard name.
fn missed(env: &Env) -> (Vec<String>, Vec<String>) {
    let conflicts = env.json(&["booking", "conflicts", "--fields", "problem,why"]);
    let of_devices = conflicts
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["problem"] == "device_unfit");
    let why = of_devices.map(|one| one["why"].as_str().unwrap().to_owned());
    let dashboard = env.json(&["dashboard"]);
    let unfit = dashboard["unfit"].as_array().unwrap().iter();
    let serials = unfit.map(|one| one["serial_number"].as_str().unwrap().to_owned());
    (why.collect(), serials.collect())
}

fn nothing_is_missed(env: &Env) {
    assert_eq!(queue(env), []);
    assert_eq!(missed(env), (vec![], vec![]));
    assert_eq!(told(env), [] as [String; 0]);
}

fn a_device_in_repair_fails_its_booking_until_another_takes_its_place(env: &Env) {
    let id = class(env);
    nothing_is_missed(env);
    env.line("device move L-1 --to maintenance")
        .ok()
        .says("L-1 is promised");
    assert_eq!(queue(env), [(id.clone(), "Laptop".into(), 1, 1)]);
    assert_eq!(missed(env), (vec!["L-1 is in repair".into()], vec!["L-1".into()]));
    let message = told(env).concat();
    assert!(message.contains("L-1") && message.contains("Dahlia"), "{message}");
    assert_eq!(told(env).len(), 1, "told once");
    let of_one = env.json(&["booking", "conflicts", &id]);
    assert_eq!(of_one[0]["alternatives"], json!(["L-3"]));
    env.line("booking conflicts --exit-code").fails(9);
    let run = env.line(&format!("device assign {id} --auto")).ok();
    let run = run.says("L-3 takes the place of L-1, which is in repair");
    assert!(!run.stderr.contains("than it requests"), "{}", run.stderr);
    nothing_is_missed(env);
    assert_eq!(env.json(&["device", "show", "L-1"])["next"], json!([]));
    env.verify_audit().unwrap();
}

fn a_device_that_is_fit_again_keeps_its_promise(env: &Env) {
    let id = class(env);
    for status in ["testing", "maintenance"] {
        env.line(&format!("device move L-2 --to {status}")).ok();
        assert_eq!((queue(env).len(), told(env).len()), (1, 1), "{status}");
        env.line("device move L-2 --to available").ok();
        nothing_is_missed(env);
    }
    let next = &env.json(&["device", "show", "L-2"])["next"];
    assert_eq!(next[0]["booking_id"].to_string(), id);
}

fn a_device_given_without_a_request_is_missed_too(env: &Env) {
    class(env);
    env.line("booking create --client Aster --room Focus --date 2026-03-04 --learners 5")
        .ok();
    env.line("device assign 2 --serial L-3").ok();
    env.line("device move L-3 --to maintenance").ok();
    assert_eq!(queue(env), [("2".into(), "Laptop".into(), 0, 1)]);
    assert_eq!(told(env).len(), 1);
    env.line("device assign 2 --auto").ok();
    nothing_is_missed(env);
}

fn what_comes_back_unfit_is_open_for_whoever_has_it_next(env: &Env) {
    let id = class(env);
    let rent = "rental start --client Umoya --contact-person P --contact-number 1 --company U --address A";
    env.line(&format!("{rent} --serial L-1 --return-on 2026-01-20"))
        .ok();
    let back = "rental return RN-2026-0001 --condition needs-inspection";
    env.line(back).ok().says("L-1 is promised to booking 1");
    assert_eq!(queue(env), [(id, "Laptop".into(), 1, 1)]);
    assert_eq!(missed(env).0, ["L-1 is waiting for inspection"]);
    assert_eq!(told(env).len(), 1);
}

fn a_lost_device_keeps_no_promise_and_its_bookings_need_another_one(env: &Env) {
    let id = class(env);
    // Given without a request: it is requested now.
    env.line("booking create --client Aster --room Focus --date 2026-03-04 --learners 5")
        .ok();
    env.line("device assign 2 --serial L-1").ok();
    let run = env
        .line("device move L-1 --to lost --reason \"left in a taxi\"")
        .ok();
    run.says(&format!("booking {id} (Dahlia)"))
        .says("booking 2 (Aster)");
    assert_eq!(env.json(&["device", "show", "L-1"])["next"], json!([]));
    assert_eq!(
        queue(env),
        [
            (id.clone(), "Laptop".into(), 1, 1),
            ("2".into(), "Laptop".into(), 0, 1)
        ]
    );
    assert_eq!(missed(env).0, ["L-1 is lost", "L-1 is lost"]);
    assert_eq!(told(env).len(), 2);
    env.line(&format!("device assign {id} --serial L-3")).ok();
    assert_eq!(missed(env).1, ["L-1"]);
    env.line("device request 2 --category Laptop --quantity 0").ok();
    nothing_is_missed(env);
    env.verify_audit().unwrap();
}

fn a_lost_device_is_found_and_a_retired_one_comes_back_by_an_admin(env: &Env) {
    class(env);
    env.line("device found L-3")
        .fails(5)
        .says("L-3 is available, not lost");
    env.line("device move L-3 --to lost").ok();
    let stock = env.json(&["device", "stock", "--category", "Laptop"]);
    assert_eq!(
        (&stock[0]["total"], &stock[0]["in_service"]),
        (&json!(3), &json!(2))
    );
    env.line("device add L-3 --category Laptop").fails(5);
    let found = env.json(&[
        "device",
        "found",
        "L-3",
        "--place",
        "Store",
        "--reason",
        "in a drawer",
    ]);
    assert_eq!(
        (&found["status"], &found["place"]),
        (&json!("available"), &json!("Store"))
    );
    let timeline = env.json(&["device", "show", "L-3"])["timeline"].to_string();
    assert!(timeline.contains("in a drawer"), "{timeline}");
    env.line("device move L-3 --to lost").ok();
    env.line("device found L-3 --to maintenance").ok();
    env.line("device move L-3 --to retired").ok();
    env.line("device move L-3 --to available")
        .fails(5)
        .says("--reason");
    env.line("user add itboss --role it_rental_admin --no-password")
        .ok();
    let back = "device move L-3 --to available --reason \"a slip\"";
    env.line(&format!("{back} --as itboss")).fails(5);
    env.line(back).ok();
    env.line("device move L-3 --to sold").ok();
    env.line(back).fails(5).says("keeps its status");
}

fn a_lost_device_is_never_given(env: &Env) {
    let id = class(env);
    env.line("device move L-3 --to lost").ok();
    env.line(&format!("device assign {id} --serial L-3"))
        .fails(5)
        .says("colab device found L-3");
    env.line(&format!("device swap {id} --serial L-1 --with L-3"))
        .fails(5);
    let free = env.column(&["device", "free", "--date", "2026-03-05"], "serial_number");
    assert_eq!(free, ["L-1", "L-2"]);
    assert_eq!(
        env.column(&["device", "list", "--status", "lost"], "serial_number"),
        ["L-3"]
    );
}

fn what_a_lost_device_left_open_is_undone_whole(env: &Env) {
    let id = class(env);
    env.line("device move L-1 --to lost").ok();
    env.line("undo --yes").ok();
    nothing_is_missed(env);
    let device = env.json(&["device", "show", "L-1"]);
    assert_eq!(device["status"], "available");
    assert_eq!(device["next"][0]["booking_id"].to_string(), id);
    // A rental that lost a device is as it was, and the loss is done again.
    env.line("rental start --client K --contact-person Z --contact-number 0820000000 --company K --address S --return-on 2026-02-01 --serial L-1").ok();
    env.line("rental return RN-2026-0001 --condition lost").ok();
    let undone = env.line("undo").ok();
    assert!(undone.stdout.contains("has L-1 out again"), "{undone}");
    let shown = env.line("rental show RN-2026-0001").ok();
    assert!(shown.stdout.contains("out 0 → 1"), "{shown}");
    let undo = env.json(&["history", "--limit", "1"])[0]["id"].to_string();
    env.line(&format!("undo {undo}")).ok();
    assert_eq!(env.json(&["device", "show", "L-1"])["status"], "lost");
    for _ in 0..2 {
        env.line("undo").ok();
    }
    env.line("device move L-1 --to maintenance").ok();
    env.line(&format!("device assign {id} --auto")).ok();
    env.line("undo --yes").ok();
    assert_eq!(queue(env), [(id, "Laptop".into(), 1, 1)]);
    assert_eq!(missed(env).1, ["L-1"]);
}

fn whoever_asked_is_told_and_sees_it(env: &Env) {
    class(env);
    env.line("user add ayanda --role staff --no-password").ok();
    env.line("user add itboss --role it_rental_admin --no-password")
        .ok();
    let words = "booking create --client Birch --date 2026-03-05 --learners 5 --devices 1 --as ayanda";
    env.line(words).ok();
    env.line("device assign 2 --serial L-3").ok();
    env.line("device move L-3 --to maintenance --reason hinge --as itboss")
        .ok();
    env.line("notify check").ok();
    for who in ["ayanda", "itboss"] {
        let words = ["notify", "list", "--type", "device_unfit", "--as", who];
        assert_eq!(env.json(&words).as_array().unwrap().len(), 1, "{who}");
    }
    let seen = env.json(&["booking", "conflicts", "--as", "ayanda"]);
    let of_device: Vec<&Value> = seen
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["problem"] == "device_unfit")
        .collect();
    assert_eq!(of_device.len(), 1);
    assert_eq!(
        of_device[0]["alternatives"],
        json!([]),
        "devices are not for staff"
    );
}

fn what_is_over_or_cancelled_misses_nothing(env: &Env) {
    let id = class(env);
    env.line("device move L-1 --to maintenance").ok();
    env.line(&format!("booking cancel {id}")).ok();
    nothing_is_missed(env);
    let other = asks(env, "2026-03-10");
    env.line(&format!("device assign {other} --serial L-2 --serial L-3"))
        .ok();
    let later = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        env.call(&words)
            .variable("COLAB_NOW", "2026-03-11T08:00:00Z")
            .run()
            .ok()
    };
    later("device move L-2 --to maintenance");
    assert_eq!(rows(later("device queue -f json")), json!([]));
    assert_eq!(rows(later("dashboard -f json"))["unfit"], json!([]));
}
