//! Blocks that move what is in their way, and saved plans: done whole or not at all, and only while nothing has changed.

use serde_json::{Value, json};

use super::support::Env;
use super::support::workbook::Book;

both![
    what_is_in_the_way_of_a_block_gets_other_rooms_with_it,
    a_series_stays_in_one_room,
    what_is_not_confirmed_moves_for_others,
    a_room_is_left_before_it_is_taken,
    rooms_are_exchanged,
    a_closed_day_moves_bookings_to_the_nearest_day,
    what_has_no_place_is_named_and_nothing_is_done,
    a_series_comes_to_no_day_that_it_has,
    a_booking_whose_devices_are_elsewhere_goes_to_another_day,
    what_begins_with_a_minus_is_moved_too,
];
both![
    a_plan_applies_only_while_its_records_are_as_they_were,
    a_plan_is_one_operation_and_is_undone_as_one,
    a_step_that_fails_leaves_nothing,
    a_plan_needs_the_rights_of_each_step,
    what_is_no_step_of_a_plan_is_refused,
    a_plan_is_for_its_database,
    a_plan_of_an_import_shows_what_it_does,
];

fn rooms(env: &Env, rooms: &[(&str, &str)]) {
    for (room, seats) in rooms {
        env.colab(&["room", "add", room, "--capacity", seats]).ok();
    }
}

const PAINTING: &str = "room block Focus --from 2026-03-02 --to 2026-03-06 --reason painting";

/// Plans a block and returns the plan's commands.
#[track_caller]
fn planned(env: &Env, block: &str) -> Vec<String> {
    env.line(&format!("{block} --replan --plan-out plan.json -q"))
        .ok();
    let steps = env.get("plan show plan.json");
    let line = |step: &Value| step["command"].as_str().unwrap().to_owned();
    steps.as_array().unwrap().iter().map(line).collect()
}

#[track_caller]
fn room_of(env: &Env, booking: i64) -> Value {
    env.get(&format!("booking show {booking}"))["room"].clone()
}

fn what_is_in_the_way_of_a_block_gets_other_rooms_with_it(env: &Env) {
    rooms(env, &[("Focus", "20"), ("Small", "12"), ("Large", "40")]);
    env.line("booking create --client A --room Focus --date 2026-03-02 --learners 15")
        .ok();
    env.line("booking create --client B --room Focus --date 2026-03-03 --learners 5")
        .ok();
    env.line("booking create --client C --room Focus --date 2026-03-10 --learners 5")
        .ok();
    env.line(PAINTING).fails(5).says("add --replan to move them");
    let dry = env.line(&format!("{PAINTING} --replan --dry-run")).ok();
    assert!(dry.stdout.contains("booking edit 1 --room Large"), "{dry}");
    assert_eq!(room_of(env, 1), "Focus");
    assert_eq!(env.count("room_blocks"), 0);
    let done = env.line(&format!("{PAINTING} --replan -f json")).ok().json();
    assert_eq!(
        done.as_array().unwrap().len(),
        3,
        "two bookings and the block: {done}"
    );
    assert_eq!(
        [1, 2, 3].map(|id| room_of(env, id)),
        ["Large", "Small", "Focus"].map(Value::from)
    );
    assert_eq!(env.get("room blocks")[0]["reason"], "painting");
    let history = env.get("booking show 1")["history"].to_string();
    assert!(history.contains("painting"), "the reason is kept: {history}");
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn a_series_stays_in_one_room(env: &Env) {
    rooms(env, &[("Focus", "20"), ("B", "20"), ("C", "20")]);
    env.line(
        "booking create --client A --room Focus --date 2026-03-02 --repeat FREQ=DAILY;COUNT=4 --learners 15",
    )
    .ok();
    // The first room that fits is not free on one of the days.
    env.book("B", "2026-03-04", "07:30-16:30");
    let steps = planned(env, PAINTING);
    let to_c = steps
        .iter()
        .filter(|step| step.contains("--room C --reason painting"));
    assert_eq!(to_c.count(), 4, "{steps:?}");
    env.line("plan apply plan.json").ok();
    assert_eq!([1, 2, 3, 4].map(|id| room_of(env, id)), ["C"; 4].map(Value::from));
}

fn what_is_not_confirmed_moves_for_others(env: &Env) {
    rooms(env, &[("Focus", "40"), ("Large", "40"), ("Small", "12")]);
    env.line("booking create --client A --room Focus --date 2026-03-02 --learners 30")
        .ok();
    env.line("booking create --client B --date 2026-03-02 --learners 5")
        .ok();
    env.line("booking assign 2 --room Large").ok();
    let steps = planned(env, PAINTING);
    assert_eq!(
        steps[..2],
        [
            "booking edit 2 --room Small --reason painting",
            "booking edit 1 --room Large --reason painting"
        ]
    );
    // What is confirmed stays, and then there is no room at that time.
    env.line("booking confirm 2").ok();
    let steps = planned(env, PAINTING);
    assert_eq!(
        steps[0],
        "booking reschedule 1 --date 2026-03-03 --room Large --reason painting"
    );
    env.line("plan apply plan.json").ok();
    let moved = env.get("booking show 1");
    assert_eq!(moved["starts_at"], "2026-03-03T07:30:00+02:00");
    env.line("db check").ok();
}

/// The room that one takes is left by another one before.
fn a_room_is_left_before_it_is_taken(env: &Env) {
    rooms(env, &[("P", "10"), ("Q", "10"), ("R", "40"), ("Focus", "40")]);
    env.line("room combine PQ P Q --capacity 40").ok();
    // Focus (30 people) can only go to PQ or R; R has 5 people, who fit into P or Q only.
    env.line("booking create --client A --room Focus --date 2026-03-02 --learners 30")
        .ok();
    env.line("booking create --client B --date 2026-03-02 --learners 5")
        .ok();
    env.line("booking assign 2 --room R").ok();
    env.line("booking create --client C --room P --date 2026-03-02 --learners 5")
        .ok();
    let steps = planned(env, PAINTING);
    assert_eq!(
        steps[..2],
        [
            "booking edit 2 --room Q --reason painting",
            "booking edit 1 --room R --reason painting"
        ]
    );
    env.line("plan apply plan.json").ok();
    assert_eq!(
        [1, 2, 3].map(|id| room_of(env, id)),
        ["R", "Q", "P"].map(Value::from)
    );
}

/// A has P and Q together and goes to R; B leaves R and goes to Q: one has to give its room back first.
fn rooms_are_exchanged(env: &Env) {
    rooms(env, &[("P", "10"), ("Q", "10"), ("R", "40")]);
    env.line("room combine PQ P Q --capacity 40").ok();
    env.line("booking create --client A --room PQ --date 2026-03-02 --learners 30")
        .ok();
    env.line("booking create --client B --date 2026-03-02 --learners 5")
        .ok();
    env.line("booking assign 2 --room R").ok();
    let block = "room block P --from 2026-03-02 --reason painting";
    assert_eq!(
        planned(env, block)[..3],
        [
            "booking unassign 2 --reason painting",
            "booking edit 1 --room R --reason painting",
            "booking assign 2 --room Q --reason painting"
        ]
    );
    env.line("plan apply plan.json").ok();
    assert_eq!([1, 2].map(|id| room_of(env, id)), ["R", "Q"].map(Value::from));
    env.line("undo").ok();
    assert_eq!([1, 2].map(|id| room_of(env, id)), ["PQ", "R"].map(Value::from));
    env.line("db check").ok();
}

fn a_closed_day_moves_bookings_to_the_nearest_day(env: &Env) {
    rooms(env, &[("Focus", "20")]);
    let id = env.book("Focus", "2026-03-03", "09:00-10:00");
    env.book("Focus", "2026-03-02", "07:30-16:30");
    let closed = "site close 2026-03-03 --reason stocktaking";
    let steps = planned(env, closed);
    assert_eq!(
        steps,
        [
            format!("booking reschedule {id} --date 2026-03-04 --room Focus --reason stocktaking"),
            "site close 2026-03-03 --kind closed --reason stocktaking".to_owned()
        ]
    );
    env.line(&format!("{closed} --replan")).ok();
    let moved = env.get(&format!("booking show {id}"));
    assert_eq!(moved["starts_at"], "2026-03-04T09:00:00+02:00");
}

fn what_has_no_place_is_named_and_nothing_is_done(env: &Env) {
    rooms(env, &[("Focus", "20"), ("Small", "5")]);
    env.line("booking create --client A --room Focus --date 2026-03-02 --learners 15")
        .ok();
    env.line("booking create --client B --room Focus --date 2026-03-03 --learners 3")
        .ok();
    let run = env
        .line("room block Focus --from 2026-02-01 --to 2026-04-30 --reason painting --replan --plan-out plan.json -f json")
        .fails(5);
    assert_eq!(run.error()["code"], "bookings_in_the_way");
    assert_eq!(run.error()["details"]["booking_ids"], json!([1]));
    run.says("no free room seats 15");
    assert!(!env.path("plan.json").exists());
    assert_eq!(env.count("room_blocks"), 0);
    assert_eq!(room_of(env, 2), "Focus");
    // What has begun stays as well.
    env.line_at(
        "2026-03-03T10:00:00+02:00",
        "room block Focus --from 2026-03-03 --reason leak --replan",
    )
    .fails(5)
    .says("it has begun");
}

fn a_series_comes_to_no_day_that_it_has(env: &Env) {
    rooms(env, &[("Focus", "20"), ("B", "20")]);
    env.line(
        "booking create --client A --room Focus --date 2026-03-02 --repeat FREQ=DAILY;COUNT=4 --learners 15",
    )
    .ok();
    env.line("site close 2026-03-03..2026-03-04 --reason stocktaking --replan")
        .ok();
    let days = env.column(&["booking", "list", "--series", "1"], "starts_at");
    let mut days: Vec<&str> = days.iter().map(|at| &at[..10]).collect();
    days.sort_unstable();
    days.dedup();
    assert_eq!(days.len(), 4, "{days:?}");
    assert!(
        !days.contains(&"2026-03-03") && !days.contains(&"2026-03-04"),
        "{days:?}"
    );
}

fn a_booking_whose_devices_are_elsewhere_goes_to_another_day(env: &Env) {
    rooms(env, &[("Focus", "20"), ("B", "20")]);
    env.line("device add LT-1 --category Laptop").ok();
    env.book("Focus", "2026-03-03", "07:30-16:30");
    env.book("B", "2026-03-04", "07:30-16:30");
    env.line("device assign 1 --serial LT-1").ok();
    env.line("device assign 2 --serial LT-1").ok();
    let steps = planned(env, "site close 2026-03-03 --reason stocktaking");
    assert_eq!(
        steps[0],
        "booking reschedule 1 --date 2026-03-02 --room Focus --reason stocktaking"
    );
    env.line("plan apply plan.json").ok();
    env.line("db check").ok();
}

fn what_begins_with_a_minus_is_moved_too(env: &Env) {
    rooms(env, &[("Focus", "20")]);
    env.colab(&["room", "add", "--capacity", "20", "--", "-Big"]).ok();
    env.book("Focus", "2026-03-03", "09:00-10:00");
    env.line("room block Focus --from 2026-03-03 --reason=-x --replan")
        .ok();
    assert_eq!(room_of(env, 1), "-Big");
    env.line("room unblock 1").ok();
    env.colab(&[
        "room",
        "block",
        "--from",
        "2026-03-03",
        "--reason",
        "paint",
        "--replan",
        "--",
        "-Big",
    ])
    .ok();
    assert_eq!(room_of(env, 1), "Focus");
}

fn a_plan_is_for_its_database(env: &Env) {
    rooms(env, &[("Focus", "20"), ("B", "20")]);
    env.book("Focus", "2026-03-03", "09:00-10:00");
    planned(env, PAINTING);
    let text = std::fs::read_to_string(env.path("plan.json")).unwrap();
    let id = env.raw_text("SELECT database_id FROM database_info").unwrap();
    env.write("plan.json", text.replace(&id, "another"));
    let run = env.line("plan apply plan.json -f json").fails(5);
    assert_eq!(run.error()["code"], "plan_outdated");
    env.line("plan show plan.json").fails(5).says("another database");
}

fn a_plan_applies_only_while_its_records_are_as_they_were(env: &Env) {
    rooms(env, &[("Focus", "20"), ("B", "20")]);
    let id = env.book("Focus", "2026-03-03", "09:00-10:00");
    planned(env, PAINTING);
    env.line(&format!("booking edit {id} --notes changed")).ok();
    env.line("plan show plan.json")
        .ok()
        .says(&format!("changed since it was made: booking {id}"));
    let run = env.line("plan apply plan.json -f json").fails(5);
    assert_eq!(run.error()["code"], "plan_outdated");
    assert_eq!(room_of(env, id), "Focus");
    // A room that was taken meanwhile is no change of the booking: the step fails, and the block is not made either.
    planned(env, PAINTING);
    env.book("B", "2026-03-03", "09:30-11:00");
    env.line("plan apply plan.json")
        .fails(5)
        .says("step 1 (colab booking edit")
        .says("booking 2 (");
    assert_eq!(env.count("room_blocks"), 0);
    env.line("db check").ok();
}

fn a_plan_is_one_operation_and_is_undone_as_one(env: &Env) {
    rooms(env, &[("Focus", "20"), ("B", "20")]);
    for day in ["2026-03-03", "2026-03-04"] {
        env.book("Focus", day, "09:00-10:00");
    }
    planned(env, PAINTING);
    env.line("plan apply plan.json --dry-run")
        .ok()
        .says("nothing was written");
    assert_eq!(room_of(env, 1), "Focus");
    env.line("plan apply plan.json").ok();
    let newest = &env.get("history --limit 1")[0];
    assert_eq!(newest["command"], "plan apply plan.json");
    // The log names the commands by themselves.
    let told = env.get("audit list --limit 3");
    let commands: Vec<&str> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["command"].as_str().unwrap())
        .collect();
    assert_eq!(commands, ["booking edit", "booking edit", "room block"]);
    env.line("plan apply plan.json")
        .fails(5)
        .says("have changed since");
    env.line("undo").ok();
    assert_eq!([1, 2].map(|id| room_of(env, id)), ["Focus"; 2].map(Value::from));
    assert_eq!(env.get("room blocks"), json!([]));
    env.line("undo").ok();
    env.verify_audit().unwrap();
    env.line("db check").ok();
}

/// A plan of commands as somebody else's program would write it.
fn write_plan(env: &Env, commands: &[&str]) {
    let steps = commands.iter().map(|command| {
        let words: Vec<&str> = command.split(' ').collect();
        json!({"command": words, "about": "", "why": ""})
    });
    let id = env.raw_text("SELECT database_id FROM database_info");
    let plan = json!({
        "version": 2, "database_id": id, "made_at": "2026-01-15T08:00:00Z", "made_by": "somebody",
        "steps": steps.collect::<Vec<_>>(),
    });
    env.write("plan.json", plan.to_string());
}

fn a_step_that_fails_leaves_nothing(env: &Env) {
    rooms(env, &[("Focus", "20")]);
    // Nor does one that would be done in part.
    env.book("Focus", "2026-03-03", "07:30-16:30");
    let (rows, told) = (env.count("audit_log"), env.count("outbox"));
    write_plan(
        env,
        &[
            "booking create --client X --room Focus --date 2026-03-02 --repeat FREQ=DAILY;COUNT=3 --learners 3 --skip-conflicts",
        ],
    );
    let run = env.line("plan apply plan.json -f json").fails(5);
    assert_eq!(run.error()["code"], "step_in_part");
    assert_eq!(run.error()["details"]["step"], 1);
    assert_eq!(env.count("bookings"), 1);
    write_plan(
        env,
        &[
            "client add Umoya",
            "booking create --client Umoya --room Focus --date 2026-03-02 --learners 3",
            "booking confirm 99",
        ],
    );
    env.line("plan apply plan.json")
        .fails(3)
        .says("step 3 (colab booking confirm 99): no booking 99");
    assert_eq!([env.count("bookings"), env.count("clients")], [1, 1]);
    assert_eq!(env.count("audit_log"), rows);
    assert_eq!(env.count("outbox"), told, "nobody is told either");
    env.line("db check").ok();
}

fn a_plan_needs_the_rights_of_each_step(env: &Env) {
    rooms(env, &[("Focus", "20"), ("B", "20")]);
    env.book("Focus", "2026-03-03", "09:00-10:00");
    planned(env, PAINTING);
    let staff = env.user("sipho", "staff");
    env.line_as(&staff, "plan apply plan.json")
        .fails(4)
        .says("sipho (staff) may not");
    // A token for plans is none for what they do.
    env.line("user token create --name plans --scope plan -q").ok();
    let token = env
        .line("user token create --name plans2 --scope plan -f json")
        .ok()
        .json();
    let token = token["token"].as_str().unwrap().to_owned();
    env.line_as(&token, "plan apply plan.json").fails(4);
    assert_eq!(room_of(env, 1), "Focus");
    // What was refused is in the log.
    let refused = env.get("audit list --limit 1")[0].clone();
    assert!(
        refused["metadata"].to_string().contains("out_of_scope"),
        "{refused}"
    );
    // Nor for what it reads.
    write_plan(env, &["booking calendar --month 2026-03 -o leak.html"]);
    env.line_as(&token, "plan apply plan.json").fails(4);
    assert!(!env.path("leak.html").exists());
    planned(env, PAINTING);
    let token = env
        .line("user token create --name all --scope plan --scope booking --scope room -f json")
        .ok()
        .json();
    let token = token["token"].as_str().unwrap().to_owned();
    env.line_as(&token, "plan apply plan.json").ok();
    assert_eq!(room_of(env, 1), "B");
}

fn what_is_no_step_of_a_plan_is_refused(env: &Env) {
    rooms(env, &[("Focus", "20")]);
    env.write("secret.txt", "Focus\n");
    for (step, why) in [
        ("db restore backup.colab", "does not change records"),
        ("plan apply plan.json", "does not change records"),
        ("room list --as root", "global options"),
        ("room add B --dry-run", "global options"),
        ("room lst", "unrecognized subcommand"),
        ("booking cancel -", "does not change records"),
        ("device assign 1 --serial=-", "does not change records"),
        ("device assign 1 --serial=@secret.txt", "does not change records"),
        ("client forget Umoya --reason asked", "does not change records"),
        (
            "room block Focus --from 2026-03-02 --reason x --replan",
            "does not change records",
        ),
    ] {
        write_plan(env, &["room add New --capacity 5", step]);
        env.line("plan apply plan.json").fails(6).says("step 2").says(why);
        assert_eq!(env.count("rooms"), 1, "{step}");
    }
    for text in ["", "{}", "[]", r#"{"version":1,"path":"x","steps":[]}"#] {
        env.write("plan.json", text);
        let run = env.line("plan apply plan.json -f json").fails(6);
        assert_eq!(run.error()["code"], "not_a_plan", "{text}");
    }
    env.line("plan apply missing.json").fails(3);
}

fn a_plan_of_an_import_shows_what_it_does(env: &Env) {
    let book = Book::march(&["Hall A"]).row(2, &[("Hall A", "Umoya 20+1")]);
    book.save(&env.path("march.xlsx"));
    env.line(
        "import schedule march.xlsx --source s --year 2026 --create-rooms --partial --plan-out plan.json",
    )
    .ok();
    let command = env.get("plan show plan.json")[0]["command"].to_string();
    for word in [
        "--source s",
        "--year 2026",
        "--create-rooms",
        "--partial",
        "march.xlsx",
    ] {
        assert!(command.contains(word), "{command}");
    }
    // The command that is shown plans the same.
    let words: Vec<&str> = command.trim_matches('"').split(' ').collect();
    let shown = env
        .colab(&[&["--dry-run", "-f", "json"][..], &words[..]].concat())
        .ok();
    assert_eq!(shown.json()["counts"]["created"], 1);
    // A step that was changed is not what would be done.
    let text = std::fs::read_to_string(env.path("plan.json")).unwrap();
    env.write("plan.json", text.replace("\"--partial\"", "\"--prune\""));
    env.line("plan apply plan.json")
        .fails(6)
        .says("shows another command");
    env.write("plan.json", text);
    env.line("import apply plan.json").ok();
    assert_eq!(env.count("bookings"), 1);
}
