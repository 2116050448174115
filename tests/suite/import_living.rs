//! Tables are a living source: a file that is imported again is compared with its last import and with the records, and a
//! list of ours, edited and read back, changes the records it came from.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::import_tables_undo::value_of;
use super::support::workbook::{
    Book, bookings, counts, import as import_book, import_as, items, message, starter, written,
};
use super::support::{Engine, Env, Run};

both![
    what_was_cancelled_by_hand_stays_cancelled,
    what_was_moved_by_hand_stays_moved,
    a_waiting_booking_that_got_a_room_is_not_booked_twice,
    the_file_and_a_hand_change_different_things,
    both_changed_one_thing_and_the_edit_stays_unless_the_file_is_taken,
    the_course_of_a_booking_is_no_edit,
    what_is_gone_from_the_file_is_cancelled_on_request_alone,
    prune_cancels_nothing_past_edited_or_behind_a_fault,
    prune_cancels_nothing_that_another_source_lists,
    schedules_let_each_other_have_their_bookings,
    what_was_let_go_is_had_again,
    an_undone_prune_brings_back,
];
both![
    rooms_devices_and_users_are_compared_three_ways,
    rooms_devices_and_users_gone_from_the_file_are_retired,
    prices_are_compared_three_ways,
    a_source_is_a_name,
    our_list_edited_moves_its_bookings,
    bookings_that_swap_their_places_do_so,
    numbers_of_another_database_change_nothing,
    an_old_list_overwrites_no_newer_edit,
    a_room_of_our_list_is_renamed_and_a_serial_number_is_not,
    a_new_reference_adopts_the_one_booking_that_is_there,
    references_survive_a_list,
    what_is_hardly_meant_is_refused_or_warned_of,
];

sqlite![any_list_of_ours_is_read_back_to_the_byte];
postgres![any_list_of_the_server_is_read_back_to_the_byte];

const HEAD: &str = "Client,Room,Start,End,Learners";

#[track_caller]
fn import(env: &Env, kind: &str, file: &str, text: &str, flags: &[&str]) -> Run {
    env.write(file, text);
    again(env, kind, file, flags)
}

#[track_caller]
fn again(env: &Env, kind: &str, file: &str, flags: &[&str]) -> Run {
    env.colab(&[&["import", kind, file, "-f", "json"], flags].concat())
}

/// Imports bookings of `b.csv`.
#[track_caller]
fn rows(env: &Env, rows: &[&str], flags: &[&str]) -> Run {
    import(
        env,
        "bookings",
        "b.csv",
        &format!("{HEAD}\n{}\n", rows.join("\n")),
        flags,
    )
}

const BAOBAB: &str = "Baobab,Focus,2026-03-02T09:00,2026-03-02T12:00,4";
const MARULA: &str = "Marula,Vision,2026-03-03T09:00,2026-03-03T12:00,4";

fn what_was_cancelled_by_hand_stays_cancelled(env: &Env) {
    starter(env);
    rows(env, &[BAOBAB, MARULA], &[]).ok();
    env.line("booking cancel 1").ok();
    let before = written(env);
    let run = again(env, "bookings", "b.csv", &[]).ok();
    assert_eq!(counts(&run), "unchanged 1, kept 1");
    assert_eq!(message(&run, "keep"), "cancelled by hand: it stays so");
    env.line("import bookings b.csv --quiet").ok().silent();
    assert_eq!(written(env), before);
    // The file changes it: it is told once, and taken only when it is wanted.
    let changed = BAOBAB.replace(",4", ",6");
    let run = rows(env, &[&changed, MARULA], &[]).ok();
    assert_eq!(counts(&run), "unchanged 1, disagreed 1");
    assert!(message(&run, "disagree").contains("num_learners 4 → 6"), "{run}");
    assert_eq!(
        counts(&again(env, "bookings", "b.csv", &[]).ok()),
        "unchanged 1, kept 1"
    );
    assert_eq!(bookings(env).len(), 2);
    let run = again(env, "bookings", "b.csv", &["--theirs"]).ok();
    assert_eq!(counts(&run), "updated 1, unchanged 1");
    assert_eq!(
        bookings(env)[0],
        "2026-03-02 09:00-12:00 Focus: Baobab 6+0=6, 0 devices, confirmed"
    );
    assert_eq!(counts(&again(env, "bookings", "b.csv", &[]).ok()), "unchanged 2");
    env.verify_audit().unwrap();
}

fn what_was_moved_by_hand_stays_moved(env: &Env) {
    starter(env);
    let text = format!("Ref,{HEAD}\nCRM-1,{BAOBAB}\n");
    for (file, text) in [
        ("crm.csv", text.as_str()),
        ("b.csv", &format!("{HEAD}\n{MARULA}\n")),
    ] {
        import(env, "bookings", file, text, &[]).ok();
    }
    env.line("booking reschedule 1 --time 13:00-16:00").ok();
    env.line("booking reschedule 2 --time 13:00-16:00").ok();
    env.line("booking edit 1 --client Baobab2 --learners 7").ok();
    let stand = bookings(env);
    let run = again(env, "bookings", "crm.csv", &[]).ok();
    assert_eq!(counts(&run), "kept 1");
    assert_eq!(
        message(&run, "keep"),
        "edited by hand (client_name, ends_at, num_learners, starts_at): the edit stays"
    );
    assert_eq!(counts(&again(env, "bookings", "b.csv", &[]).ok()), "kept 1");
    assert_eq!(bookings(env), stand);
    // Another zone of the site is no edit, and no change of the file.
    env.line("config set timezone Europe/London --keep-instants").ok();
    assert_eq!(counts(&again(env, "bookings", "b.csv", &[]).ok()), "kept 1");
}

fn a_waiting_booking_that_got_a_room_is_not_booked_twice(env: &Env) {
    starter(env);
    rows(env, &["Baobab,,2026-03-02T09:00,2026-03-02T12:00,4"], &[]).ok();
    env.line("booking assign 1 --room Growth").ok();
    env.line("booking confirm 1").ok();
    assert_eq!(counts(&again(env, "bookings", "b.csv", &[]).ok()), "unchanged 1");
    assert_eq!(bookings(env).len(), 1);
}

fn the_file_and_a_hand_change_different_things(env: &Env) {
    starter(env);
    rows(env, &[BAOBAB], &[]).ok();
    env.line("booking edit 1 --notes \"near the door\" --learners 5")
        .ok();
    let text = format!(
        "{HEAD},Phone,Notes\n{},0825550100,\n",
        BAOBAB.replace("12:00", "11:00")
    );
    let run = import(env, "bookings", "b.csv", &text, &[]).ok();
    assert_eq!(counts(&run), "updated 1");
    let told = message(&run, "update");
    assert!(
        told.contains("ends_at") && told.contains("edited by hand (num_learners): the edit stays"),
        "{told}"
    );
    let booking = env.get("booking show 1");
    assert_eq!(
        (
            &booking["num_learners"],
            &booking["client_phone"],
            &booking["requester_notes"]
        ),
        (&json!(5), &json!("0825550100"), &json!("near the door"))
    );
    // A column that the file has only now does not overwrite what somebody wrote there.
    let text = text.replace("0100,\n", "0100,at the back\n");
    let run = import(env, "bookings", "b.csv", &text, &[]).ok();
    assert_eq!(
        env.get("booking show 1")["requester_notes"],
        "near the door",
        "{run}"
    );
    // Undone, what the file changed is as before, and what the hand changed stays.
    env.line("import undo 2 --force").ok();
    let booking = env.get("booking show 1");
    assert_eq!(
        (&booking["num_learners"], &booking["client_phone"]),
        (&json!(5), &Value::Null)
    );
}

fn both_changed_one_thing_and_the_edit_stays_unless_the_file_is_taken(env: &Env) {
    starter(env);
    rows(env, &[BAOBAB, MARULA], &[]).ok();
    env.line("booking edit 1 --learners 7").ok();
    env.line("booking edit 2 --learners 7").ok();
    let changed = [BAOBAB.replace(",4", ",6"), MARULA.replace(",4", ",7")];
    let changed = [changed[0].as_str(), changed[1].as_str()];
    let run = rows(env, &changed, &[]).ok();
    assert_eq!(counts(&run), "unchanged 1, disagreed 1");
    assert_eq!(
        message(&run, "disagree"),
        "edited by hand (num_learners) and changed in the file (num_learners 4 → 6): the edit stays; --theirs takes the file"
    );
    assert_eq!(run.json()["rows"]["disagreed"], 1);
    assert_eq!(
        counts(&again(env, "bookings", "b.csv", &[]).ok()),
        "unchanged 1, kept 1"
    );
    assert_eq!(env.get("booking show 1")["num_learners"], 7);
    assert_eq!(
        counts(&again(env, "bookings", "b.csv", &["--theirs"]).ok()),
        "updated 1, unchanged 1"
    );
    assert_eq!(env.get("booking show 1")["num_learners"], 6);
}

fn the_course_of_a_booking_is_no_edit(env: &Env) {
    starter(env);
    let text =
        format!("{HEAD},Status\n{BAOBAB},confirmed\nUmoya,,2026-01-15T09:00,2026-01-15T12:00,4,pending\n");
    import(env, "bookings", "b.csv", &text, &[]).ok();
    env.line("booking assign 2 --room Growth").ok();
    env.line("booking confirm 2").ok();
    env.line("booking check-in 2").ok();
    assert_eq!(counts(&again(env, "bookings", "b.csv", &[]).ok()), "unchanged 2");
    let text = text.replace(",confirmed", ",cancelled");
    assert_eq!(
        counts(&import(env, "bookings", "b.csv", &text, &[]).ok()),
        "updated 1, unchanged 1"
    );
    assert_eq!(counts(&again(env, "bookings", "b.csv", &[]).ok()), "unchanged 2");
}

fn what_is_gone_from_the_file_is_cancelled_on_request_alone(env: &Env) {
    starter(env);
    rows(env, &[BAOBAB, MARULA], &[]).ok();
    let run = rows(env, &[MARULA], &[]).ok();
    assert_eq!(
        (counts(&run).as_str(), &run.json()["gone"]),
        ("unchanged 1", &json!(1))
    );
    let told = env.line("import bookings b.csv").ok().stdout;
    assert!(
        told.contains("gone: 1 booking of earlier imports; --prune"),
        "{told}"
    );
    let run = again(env, "bookings", "b.csv", &["--prune", "--dry-run"]).ok();
    assert_eq!(counts(&run), "unchanged 1, cancelled 1");
    let run = again(env, "bookings", "b.csv", &["--prune"]).ok();
    assert_eq!(
        items(&run, "cancel")[0]["text"],
        "Baobab, Focus, 2026-03-02 09:00"
    );
    let booking = env.get("booking show 1");
    assert_eq!(booking["status"], "cancelled");
    let reason = format!("gone from the table b (import {})", run.json()["import_id"]);
    assert_eq!(booking["status_reason"], reason);
    assert_eq!(
        counts(&again(env, "bookings", "b.csv", &["--prune"]).ok()),
        "unchanged 1"
    );
    // What comes back into the file is booked again.
    assert_eq!(
        counts(&rows(env, &[BAOBAB, MARULA], &["--prune"]).ok()),
        "created 1, unchanged 1"
    );
    env.verify_audit().unwrap();
}

fn prune_cancels_nothing_past_edited_or_behind_a_fault(env: &Env) {
    starter(env);
    let past = "Umoya,Growth,2026-01-05T09:00,2026-01-05T12:00,4";
    rows(env, &[past, BAOBAB, MARULA], &["--allow-past"]).ok();
    env.line("booking edit 2 --learners 7").ok();
    // A row that is not understood may be any of them.
    let run = rows(
        env,
        &["Marula,Visionn,2026-03-03T09:00,2026-03-03T12:00,4"],
        &["--prune", "--partial"],
    )
    .fails(8);
    assert_eq!(counts(&run), "kept 3, rejected 1");
    assert_eq!(env.column(&["booking", "list"], "status"), ["confirmed"; 3]);
    let run = rows(env, &[], &["--prune"]).ok();
    assert_eq!(counts(&run), "kept 3", "an empty file cancels nothing");
    let run = rows(
        env,
        &["Kopano,Vision,2026-03-05T09:00,2026-03-05T12:00,4"],
        &["--prune"],
    )
    .ok();
    assert_eq!(counts(&run), "created 1, kept 2, cancelled 1");
    let told: Vec<String> = items(&run, "keep")
        .iter()
        .map(|item| item["message"].to_string())
        .collect();
    assert!(
        told[0].contains("in the past") && told[1].contains("edited by hand (num_learners)"),
        "{told:?}"
    );
    // What another source made and has stays there.
    let env = &Env::on(env.engine());
    starter(env);
    rows(env, &[BAOBAB, MARULA], &[]).ok();
    let both = format!("{HEAD}\n{BAOBAB}\n{MARULA}\n").replace(",4\n", ",5\n");
    import(env, "bookings", "other.csv", &both, &[]).ok();
    let one = format!("{HEAD}\n{BAOBAB}\n").replace(",4\n", ",5\n");
    let run = import(env, "bookings", "other.csv", &one, &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, kept 1");
    assert!(message(&run, "keep").contains("but b has it"), "{run}");
    // A file that cancels by a word takes it back by one.
    for (word, done) in [
        ("confirmed", "created 1"),
        ("cancelled", "updated 1"),
        ("confirmed", "updated 1"),
        ("confirmed", "unchanged 1"),
    ] {
        let text = format!("{HEAD},Status\nThuto,Focus,2026-05-05T09:00,2026-05-05T12:00,4,{word}\n");
        let run = import(env, "bookings", "said.csv", &text, &[]).ok();
        assert_eq!(counts(&run), done, "{word}: {run}");
    }
    env.verify_audit().unwrap();
}

fn prune_cancels_nothing_that_another_source_lists(env: &Env) {
    starter(env);
    let other = |rows: &[&str], flags: &[&str]| {
        let text = format!("{HEAD}\n{}\n", rows.join("\n"));
        import(env, "bookings", "other.csv", &text, flags)
    };
    rows(env, &[BAOBAB, MARULA], &[]).ok();
    // The second one changes nothing, and has them from now on.
    assert_eq!(counts(&other(&[BAOBAB, MARULA], &[]).ok()), "unchanged 2");
    let before = written(env);
    assert_eq!(counts(&other(&[BAOBAB, MARULA], &[]).ok()), "unchanged 2");
    again(env, "bookings", "other.csv", &["--quiet"]).ok().silent();
    assert_eq!(written(env), before);
    let run = rows(env, &[BAOBAB], &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, kept 1");
    assert!(message(&run, "keep").contains("but other has it"), "{run}");
    // The first one has it no longer, so that the second may cancel it.
    assert_eq!(counts(&rows(env, &[BAOBAB], &["--prune"]).ok()), "unchanged 1");
    let run = other(&[BAOBAB], &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, cancelled 1");
    // A list of ours that is read back lists what is here, and keeps nothing.
    let listed = env.line("booking list -f csv").ok().stdout;
    import(env, "bookings", "ours.csv", &listed, &[]).ok();
    assert_eq!(counts(&other(&[MARULA], &["--prune"]).ok()), "created 1, kept 1");
    assert_eq!(
        counts(&rows(env, &[MARULA], &["--prune"]).ok()),
        "unchanged 1, cancelled 1"
    );
    // A schedule and a table may list the same bookings.
    let book =
        Book::march(&["Focus", "Vision"]).row(9, &[("Focus", "09:00-12:00 Umoya 4"), ("Vision", "Thuto 4")]);
    import_book(env, &book, &[]).ok();
    let umoya = "Umoya,Focus,2026-03-09T09:00,2026-03-09T12:00,4";
    let run = import(env, "bookings", "crm.csv", &format!("{HEAD}\n{umoya}\n"), &[]).ok();
    assert_eq!(counts(&run), "unchanged 1");
    let empty = Book::march(&["Focus", "Vision"]).row(9, &[("Vision", "Thuto 4")]);
    let run = import_book(env, &empty, &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, kept 1");
    assert!(message(&run, "keep").contains("but crm has it"), "{run}");
    env.verify_audit().unwrap();
}

fn schedules_let_each_other_have_their_bookings(env: &Env) {
    const ROOMS: [&str; 3] = ["Focus", "Vision", "Growth"];
    starter(env);
    let save = |file: &str, cells: &[(&str, &str)], flags: &[&str]| {
        import_as(env, file, &Book::march(&ROOMS).row(9, cells), flags)
    };
    let both = [("Focus", "Umoya 4+1"), ("Vision", "Thuto 4+1")];
    save("ours.xlsx", &both, &[]).ok();
    // Another schedule in another form of what stands: it changes no booking, and has them from now on.
    let theirs = [
        ("Growth", "Lwazi 7+1"),
        ("Focus", "Umoya 4+1"),
        ("Vision", "Thuto 4+1"),
    ];
    let book = Book::march(&["Growth", "Vision", "Focus"]).row(9, &theirs);
    assert_eq!(
        counts(&import_as(env, "theirs.xlsx", &book, &[]).ok()),
        "created 1, unchanged 2"
    );
    let before = written(env);
    assert_eq!(
        counts(&import_as(env, "theirs.xlsx", &book, &["--prune"]).ok()),
        "unchanged 3"
    );
    assert_eq!(written(env), before);
    // Gone from one of them alone, or overwritten in it: the other has it.
    let run = save("ours.xlsx", &both[1..], &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, kept 1");
    assert!(
        message(&run, "keep").contains("gone from the file, but theirs has it"),
        "{run}"
    );
    assert_eq!(
        counts(&save("ours.xlsx", &both[1..], &["--prune"]).ok()),
        "unchanged 1"
    );
    let run = save("ours.xlsx", &[("Vision", "09:00-10:00 Baobab 9")], &[]).fails(5);
    assert!(
        message(&run, "keep").contains("overwritten in its cell, but theirs has it"),
        "{run}"
    );
    assert!(message(&run, "conflict").contains("Thuto"), "{run}");
    // What the first one let go the second may cancel; what it takes up again it has again.
    let book = |cells: &[(&str, &str)]| Book::march(&["Growth", "Vision", "Focus"]).row(9, cells);
    assert_eq!(counts(&save("ours.xlsx", &both, &[]).ok()), "unchanged 2");
    let run = import_as(env, "theirs.xlsx", &book(&theirs[..1]), &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, kept 2");
    let run = save("ours.xlsx", &both[..1], &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, cancelled 1");
    // A table's bookings are as another schedule's.
    rows(env, &[BAOBAB], &[]).ok();
    let table = |cells: &[(&str, &str)]| Book::march(&ROOMS).row(2, cells);
    let listed = table(&[("Focus", "09:00-12:00 Baobab 4+0")]);
    assert_eq!(
        counts(&import_as(env, "march.xlsx", &listed, &[]).ok()),
        "unchanged 1"
    );
    let run = rows(env, &[MARULA], &["--prune"]).ok();
    assert_eq!(counts(&run), "created 1, kept 1");
    assert!(message(&run, "keep").contains("but march has it"), "{run}");
    assert_eq!(
        counts(&import_as(env, "march.xlsx", &table(&[]), &["--prune"]).ok()),
        "cancelled 1"
    );
    env.verify_audit().unwrap();
}

fn what_was_let_go_is_had_again(env: &Env) {
    let rooms = |file: &str, names: &[&str], flags: &[&str]| {
        import(
            env,
            "rooms",
            file,
            &format!("name\n{}\n", names.join("\n")),
            flags,
        )
    };
    let both = ["Saturn", "Venus"];
    rooms("one.csv", &both, &[]).ok();
    // Taken out of use, and made again by another file: both made it.
    env.line("import undo 1").ok();
    rooms("two.csv", &["Venus", "Mars"], &[]).ok();
    assert_eq!(
        counts(&rooms("one.csv", &both, &[]).ok()),
        "created 1, unchanged 1"
    );
    let run = rooms("one.csv", &both[..1], &["--prune"]).ok();
    assert!(message(&run, "keep").contains("but two has it"), "{run}");
    assert_eq!(counts(&rooms("one.csv", &both, &[]).ok()), "unchanged 2");
    let before = written(env);
    assert_eq!(counts(&rooms("one.csv", &both, &[]).ok()), "unchanged 2");
    assert_eq!(written(env), before);
    let run = rooms("two.csv", &["Mars"], &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, kept 1");
    assert!(message(&run, "keep").contains("but one has it"), "{run}");
    let run = rooms("one.csv", &both[..1], &["--prune"]).ok();
    assert_eq!(counts(&run), "unchanged 1, cancelled 1");
}

fn an_undone_prune_brings_back(env: &Env) {
    starter(env);
    let head = format!("Ref,{HEAD}");
    import(
        env,
        "bookings",
        "b.csv",
        &format!("{head}\nCRM-1,{BAOBAB}\nCRM-2,{MARULA}\n"),
        &[],
    )
    .ok();
    import(
        env,
        "bookings",
        "b.csv",
        &format!("{head}\nCRM-2,{MARULA}\n"),
        &["--prune"],
    )
    .ok();
    let undone = env.get("import undo 2");
    assert_eq!(undone[0]["action"], "restored");
    let booking = env.get("booking show 1");
    assert_eq!(
        (&booking["status"], &booking["external_id"]),
        (&json!("confirmed"), &json!("CRM-1"))
    );
    let run = again(env, "bookings", "b.csv", &["--prune", "--dry-run"]).ok();
    assert_eq!(counts(&run), "unchanged 1, cancelled 1");
}

fn rooms_devices_and_users_are_compared_three_ways(env: &Env) {
    env.cheap_passwords();
    let hash = bcrypt::hash("correct horse", 4).unwrap();
    let rooms = "name,capacity,location\nSunbird,30,North\nWeaver,20,North\n";
    let devices = "serial,category,place\nA-1,Laptop,Store\nA-2,Laptop,Store\n";
    let users = format!("username,role,password_hash\nthandi,staff,{hash}\nsipho,staff,{hash}\n");
    let files = [("rooms", rooms), ("devices", devices), ("users", users.as_str())];
    for (kind, text) in files {
        import(env, kind, "t.csv", text, &["--source", kind]).ok();
    }
    env.line("room edit Sunbird --capacity 33 --name Nectar").ok();
    env.line("room deactivate Weaver").ok();
    env.line("device edit A-1 --place \"Room 4\"").ok();
    env.line("device move A-2 --to retired --reason broken").ok();
    env.colab_with(
        &["user", "password", "thandi", "--password-stdin"],
        "another horse 22\n",
        &[],
    )
    .ok();
    env.line("user disable sipho").ok();
    let before = written(env);
    for (kind, text) in files {
        let run = import(env, kind, "t.csv", text, &["--source", kind]).ok();
        assert_eq!(counts(&run), "kept 2", "{kind}: {run}");
    }
    assert_eq!(written(env), before);
    // One cell each is changed in the file as well.
    for (kind, text) in [
        (
            "rooms",
            rooms
                .replace("30", "31")
                .replace("Sunbird,31,North", "Sunbird,31,South"),
        ),
        ("devices", devices.replace("A-1,Laptop,Store", "A-1,Laptop,Attic")),
        (
            "users",
            users.replacen(&hash, &bcrypt::hash("third horse", 4).unwrap(), 1),
        ),
    ] {
        let run = import(env, kind, "t.csv", &text, &["--source", kind]).ok();
        assert_eq!(counts(&run), "kept 1, disagreed 1", "{kind}: {run}");
    }
    let room = env.get("room show Nectar");
    assert_eq!(
        (&room["capacity"], &room["location"]),
        (&json!(33), &json!("South"))
    );
    assert_eq!(env.get("device show A-1")["place"], "Room 4");
    env.colab_with(
        &["user", "login", "thandi", "--password-stdin"],
        "another horse 22\n",
        &[],
    )
    .ok();
    env.verify_audit().unwrap();
}

fn rooms_devices_and_users_gone_from_the_file_are_retired(env: &Env) {
    for (kind, head, gone, stays) in [
        ("rooms", "name,capacity", "Sunbird,30", "Weaver,20"),
        ("devices", "serial,category", "A-1,Laptop", "A-2,Laptop"),
        ("users", "username,role", "thandi,staff", "sipho,staff"),
        (
            "pricing",
            "item_type,item,daily_rate,effective_date",
            "device_category,Laptop,10,2026-02-01",
            "device_category,Desktop,20,2026-02-01",
        ),
    ] {
        import(env, kind, "t.csv", &format!("{head}\n{gone}\n{stays}\n"), &[]).ok();
        let run = import(env, kind, "t.csv", &format!("{head}\n{stays}\n"), &["--prune"]).ok();
        assert_eq!(counts(&run), "unchanged 1, cancelled 1", "{kind}");
        let last = run.json()["import_id"].to_string();
        let back = env.colab(&["import", "undo", &last, "-f", "json"]).ok();
        assert_eq!(back.json()[0]["action"], "restored", "{kind}: {back}");
        let run = import(env, kind, "t.csv", &format!("{head}\n{gone}\n{stays}\n"), &[]).ok();
        assert_eq!(counts(&run), "unchanged 2", "{kind}: {run}");
    }
    env.verify_audit().unwrap();
}

fn prices_are_compared_three_ways(env: &Env) {
    let text = "item_type,item,daily_rate,effective_date\ndevice_category,Laptop,10,2026-01-01\n";
    let undated = "item_type,item,daily_rate\ndevice_category,Desktop,20\n";
    import(env, "pricing", "dated.csv", text, &[]).ok();
    import(env, "pricing", "undated.csv", undated, &[]).ok();
    env.line("pricing set device-category Laptop --daily 12 --from 2026-01-01")
        .ok();
    env.line("pricing set device-category Desktop --daily 22 --from 2026-01-15")
        .ok();
    let now = "2026-01-20T08:00:00Z";
    for (file, text, changed) in [("dated.csv", text, "11"), ("undated.csv", undated, "21")] {
        let run = env.line_at(now, &format!("import pricing {file} -f json")).ok();
        assert_eq!(counts(&run), "kept 1", "{file}: {run}");
        env.write(file, text.replace("10", changed).replace("20\n", "21\n"));
        let run = env.line_at(now, &format!("import pricing {file} -f json")).ok();
        assert_eq!(counts(&run), "disagreed 1", "{file}: {run}");
    }
    // An undated price that only the file changes is a new one from today on.
    env.line("room add Sunbird").ok();
    env.write("u.csv", "item_type,item,daily_rate\nroom,Sunbird,30\n");
    env.line("import pricing u.csv").ok();
    env.write("u.csv", "item_type,item,daily_rate\nroom,Sunbird,35\n");
    let run = env.line_at(now, "import pricing u.csv -f json --prune").ok();
    assert_eq!(counts(&run), "created 1", "{run}");
}

fn a_source_is_a_name(env: &Env) {
    starter(env);
    rows(env, &[BAOBAB, MARULA], &["--source", "CRM"]).ok();
    let run = import(
        env,
        "bookings",
        "newer.csv",
        &format!("{HEAD}\n{MARULA}\n"),
        &["--source", "crm", "--prune"],
    )
    .ok();
    assert_eq!(
        (counts(&run).as_str(), &run.json()["source"]),
        ("unchanged 1, cancelled 1", &json!("crm"))
    );
    // Files of another name are no versions of it.
    let other = "Umoya,Growth,2026-03-06T09:00,2026-03-06T12:00,4";
    let run = import(
        env,
        "bookings",
        "other.csv",
        &format!("{HEAD}\n{other}\n"),
        &["--prune"],
    )
    .ok();
    assert_eq!(counts(&run), "created 1");
}

/// The file as `booking list` prints it, edited as somebody edits it in a spreadsheet.
fn our_list_edited_moves_its_bookings(env: &Env) {
    starter(env);
    rows(env, &[BAOBAB, MARULA], &[]).ok();
    for (format, from, to, room, other) in [
        ("csv", "T09:00", "T10:00", "Vision", "Growth"),
        ("json", "T10:00", "T11:00", "Growth", "Vision"),
        ("tsv", "T11:00", "T09:30", "Vision", "Growth"),
        ("ndjson", "T09:30", "T08:00", "Growth", "Vision"),
    ] {
        let listed = env.colab(&["booking", "list", "-f", format]).ok().stdout;
        let mut edited = listed.replace(room, other);
        for day in ["2026-03-02", "2026-03-03"] {
            edited = edited.replace(&format!("{day}{from}"), &format!("{day}{to}"));
        }
        let run = import(env, "bookings", &format!("e.{format}"), &edited, &[]).ok();
        assert_eq!(counts(&run), "updated 2", "{format}: {run}");
        assert_eq!(bookings(env).len(), 2);
    }
    env.line("booking list -o e.xlsx").ok();
    assert_eq!(counts(&again(env, "bookings", "e.xlsx", &[]).ok()), "unchanged 2");
    env.verify_audit().unwrap();
}

fn bookings_that_swap_their_places_do_so(env: &Env) {
    starter(env);
    let row = |number: u8, client: &str, from: &str, to: &str| {
        format!("CRM-{number},{client},Focus,2026-03-02T{from},2026-03-02T{to},4\n")
    };
    let file = |rows: [String; 3]| format!("Ref,{HEAD}\n{}", rows.concat());
    let three = [
        row(1, "Baobab", "08:00", "12:00"),
        row(2, "Marula", "12:00", "16:00"),
        row(3, "Umoya", "16:00", "18:00"),
    ];
    import(env, "bookings", "crm.csv", &file(three), &[]).ok();
    // Two swap; then the first of a queue moves on only when the last one has.
    let swapped = [
        row(1, "Baobab", "12:30", "16:00"),
        row(2, "Marula", "08:00", "12:30"),
        row(3, "Umoya", "16:00", "18:00"),
    ];
    let run = import(env, "bookings", "crm.csv", &file(swapped), &[]).ok();
    assert_eq!(counts(&run), "updated 2, unchanged 1");
    let queued = [
        row(2, "Marula", "09:00", "13:00"),
        row(1, "Baobab", "13:00", "17:00"),
        row(3, "Umoya", "17:00", "20:00"),
    ];
    let run = import(env, "bookings", "crm.csv", &file(queued), &[]).ok();
    assert_eq!(counts(&run), "updated 3");
    let stand = [
        "2026-03-02 09:00-13:00 Focus: Marula 4+0=4, 0 devices, confirmed",
        "2026-03-02 13:00-17:00 Focus: Baobab 4+0=4, 0 devices, confirmed",
        "2026-03-02 17:00-20:00 Focus: Umoya 4+0=4, 0 devices, confirmed",
    ];
    assert_eq!(bookings(env), stand);
    // What cannot swap stays as it was.
    let long = [
        row(2, "Marula", "13:00", "18:00"),
        row(1, "Baobab", "09:00", "13:00"),
        row(3, "Umoya", "17:00", "20:00"),
    ];
    import(env, "bookings", "crm.csv", &file(long), &[]).fails(5);
    assert_eq!(bookings(env), stand);
    assert_eq!(env.count("room_holds"), 3);
    env.verify_audit().unwrap();
}

fn numbers_of_another_database_change_nothing(env: &Env) {
    starter(env);
    rows(env, &[BAOBAB], &[]).ok();
    let listed = env.line("booking list -f csv").ok().stdout;
    let other = listed
        .replace("Baobab", "Umoya")
        .replace("2026-01-15T", "2025-11-01T");
    let run = import(env, "bookings", "other.csv", &other, &[]).fails(6);
    assert_eq!(
        message(&run, "reject"),
        "this row has the number of booking 1, which was created at another time"
    );
    let hint = run.error()["hint"].to_string();
    for way in ["--map id=-", "--map id=booking_id"] {
        let command = format!("colab import bookings other.csv -f json {way}");
        assert!(hint.contains(&command), "{hint}");
    }
    // Without the instant of its creation, the number of a row that looks like its booking is not overlooked either.
    let text = format!("id,{HEAD}\n1,{}\n", BAOBAB.replace("09:00", "10:00"));
    import(env, "bookings", "short.csv", &text, &[]).fails(6);
    assert_eq!(
        counts(&import(env, "bookings", "short.csv", &text, &["--map", "id=booking_id"]).ok()),
        "updated 1"
    );
    // A number that may be another system's is a fact with its way out.
    let text = format!("booking_id,{HEAD}\n1,{}\n", MARULA);
    let run = import(env, "bookings", "theirs.csv", &text, &[]).fails(6);
    assert_eq!(
        message(&run, "reject"),
        "this row has the number of booking 1, which has another client and another start"
    );
    assert!(run.stderr.contains("--map booking_id=external_id"), "{run}");
    // What the row finds here by itself needs no number.
    let run = import(
        env,
        "bookings",
        "x.csv",
        &listed
            .replace("T09:00:00", "T10:00:00")
            .replace("2026-01-15T", "2025-11-01T"),
        &[],
    )
    .ok();
    assert_eq!(counts(&run), "unchanged 1");
    assert_eq!(bookings(env).len(), 1);
}

fn an_old_list_overwrites_no_newer_edit(env: &Env) {
    starter(env);
    rows(env, &[BAOBAB, MARULA], &[]).ok();
    let listed = env.line("booking list -f csv").ok().stdout;
    env.line("booking edit 1 --learners 9").ok();
    let run = import(
        env,
        "bookings",
        "old.csv",
        &listed.replace("Vision", "Growth"),
        &[],
    )
    .ok();
    assert_eq!(counts(&run), "updated 1, disagreed 1");
    assert!(
        message(&run, "disagree").starts_with("changed here since it was listed (headcount, num_learners)"),
        "{run}"
    );
    assert_eq!(env.get("booking show 1")["num_learners"], 9);
    // The same file, edited once more, is compared with what it had before.
    let run = import(
        env,
        "bookings",
        "old.csv",
        &listed.replace("Vision", "Synergy"),
        &[],
    )
    .ok();
    assert_eq!(counts(&run), "updated 1, kept 1");
}

fn a_room_of_our_list_is_renamed_and_a_serial_number_is_not(env: &Env) {
    env.line("room add Sunbird --capacity 30").ok();
    env.line("device add --category Laptop A-1").ok();
    let rooms = env.line("room list -f csv").ok().stdout;
    let run = import(env, "rooms", "r.csv", &rooms.replace("Sunbird", "Nectar"), &[]).ok();
    assert_eq!(
        (counts(&run).as_str(), message(&run, "update").as_str()),
        ("updated 1", "name Sunbird → Nectar")
    );
    assert_eq!(env.column(&["room", "list"], "name"), ["Nectar"]);
    let devices = env.line("device list -f json").ok().stdout;
    let run = import(env, "devices", "d.json", &devices.replace("A-1", "A-9"), &[]).fails(6);
    assert!(
        message(&run, "reject").contains("cannot be changed to A-9"),
        "{run}"
    );
    assert!(run.stderr.contains("--map id=-"), "{run}");
    assert_eq!(env.column(&["device", "list"], "serial_number"), ["A-1"]);
    env.verify_audit().unwrap();
}

fn a_new_reference_adopts_the_one_booking_that_is_there(env: &Env) {
    starter(env);
    let ghost = "Umoya,,2026-03-04T09:00,2026-03-04T12:00,4";
    rows(env, &[BAOBAB, ghost], &[]).ok();
    let text = format!("Ref,{HEAD}\nCRM-1,{BAOBAB}\nCRM-2,{ghost}\nCRM-3,{MARULA}\n");
    let run = import(env, "bookings", "crm.csv", &text, &[]).ok();
    assert_eq!(counts(&run), "created 1, updated 2");
    assert!(
        items(&run, "update")[0]["message"]
            .as_str()
            .unwrap()
            .contains("external_id is CRM-1"),
        "{run}"
    );
    assert_eq!(bookings(env).len(), 3);
    // It has one now: another reference is another booking.
    let run = import(
        env,
        "bookings",
        "crm.csv",
        &format!("Ref,{HEAD}\nCRM-9,{ghost}\n"),
        &[],
    )
    .ok();
    assert_eq!(counts(&run), "created 1");
    // Which of several is meant is not guessed; as many rows as bookings are paired.
    let twin = "Twin,,2026-03-05T09:00,2026-03-05T12:00,4";
    for _ in 0..2 {
        env.line("booking create --client Twin --date 2026-03-05 --time 09:00-12:00 --learners 4")
            .ok();
    }
    let run = import(
        env,
        "bookings",
        "t.csv",
        &format!("Ref,{HEAD}\nT-1,{twin}\nT-2,{twin}\n"),
        &["--dry-run"],
    )
    .ok();
    assert_eq!(counts(&run), "updated 2");
    let run = import(
        env,
        "bookings",
        "t.csv",
        &format!("Ref,{HEAD}\nT-1,{twin}\n"),
        &[],
    )
    .ok();
    assert_eq!(counts(&run), "created 1");
    env.verify_audit().unwrap();
}

fn references_survive_a_list(env: &Env) {
    starter(env);
    let text = format!("Ref,{HEAD}\nCRM-1,{BAOBAB}\n");
    import(env, "bookings", "crm.csv", &text, &[]).ok();
    assert_eq!(env.column(&["booking", "list"], "external_id"), ["CRM-1"]);
    let listed = env.line("booking list -f csv").ok().stdout;
    let other = Env::on(env.engine());
    starter(&other);
    assert_eq!(
        counts(&import(&other, "bookings", "e.csv", &listed, &[]).ok()),
        "created 1"
    );
    let run = import(&other, "bookings", "crm.csv", &text, &[]).ok();
    assert_eq!(counts(&run), "unchanged 1");
}

fn what_is_hardly_meant_is_refused_or_warned_of(env: &Env) {
    starter(env);
    let past = "Umoya,Growth,2025-05-05T09:00,2025-05-05T12:00,4";
    let run = rows(env, &[past], &[]).fails(6);
    assert!(message(&run, "reject").contains("--allow-past"), "{run}");
    assert_eq!(counts(&rows(env, &[past], &["--allow-past"]).ok()), "created 1");
    // What is unchanged or over by its status needs no leave.
    assert_eq!(counts(&again(env, "bookings", "b.csv", &[]).ok()), "unchanged 1");
    let text = format!("{HEAD},Status\nKaroo,Synergy,2025-05-05T09:00,2025-05-05T12:00,4,completed\n");
    assert_eq!(
        counts(&import(env, "bookings", "done.csv", &text, &[]).ok()),
        "created 1"
    );
    let run = rows(
        env,
        &[
            "Far,Focus,2206-05-05T09:00,2206-05-05T12:00,4",
            "Long,Vision,2026-05-05T09:00,2027-05-05T12:00,4",
            "Night,Growth,2026-05-05T20:00,2026-05-06T06:00,4",
        ],
        &[],
    )
    .ok();
    assert_eq!(counts(&run), "created 3");
    let told: Vec<String> = items(&run, "create")
        .iter()
        .map(|item| item["message"].to_string())
        .collect();
    assert!(
        told[0].contains("3 years ahead") && told[1].contains("366 days without a break"),
        "{told:?}"
    );
    assert_eq!((told.len(), &run.json()["counts"]["warnings"]), (2, &json!(2)));
    // A typing error in the year of a row that moves its booking is no less of one.
    let run = rows(env, &["Night,Growth,2026-05-05T20:00,2027-05-06T06:00,4"], &[]).ok();
    assert!(message(&run, "update").contains("days without a break"), "{run}");
}

/// Client, notes, reference: what separates, quotes, runs, escapes, breaks a line, reads from the right, or is composed.
fn awkward() -> impl Strategy<Value = Vec<(String, String, String)>> {
    let text = "[-=+@'\";,. 0-3a-c\u{e9}\u{301}\u{a0}|#\u{5d0}\u{1f600}]{0,10}";
    let notes = "[-=+@'\";,. 0-3a-c\u{e9}\u{301}\n\t|#\u{5d0}\u{1f600}]{0,14}";
    proptest::collection::vec((text, notes, text), 1..8)
}

/// Texts that a reader may take for another thing.
const TRAPS: [&str; 12] = [
    "#N/A",
    "NULL",
    "nan",
    "'#N/A",
    "TRUE",
    "2026-03-02",
    "1e5",
    "=\"1\"",
    "---",
    "\\N",
    "n/a",
    "Total",
];

/// Lists of rooms, devices, users and prices, read back unedited and with one edit.
#[track_caller]
fn every_kind_is_read_back(engine: Engine, texts: &[(String, String, String)]) {
    let env = Env::on(engine);
    let rows = |row: &dyn Fn(usize, &str, &str, &str) -> Value| {
        let rows = texts.iter().enumerate();
        let rows = rows.map(|(number, (one, notes, other))| {
            row(
                number,
                one,
                notes,
                if number % 2 == 0 {
                    TRAPS[(number + one.len()) % 12]
                } else {
                    other
                },
            )
        });
        Value::Array(rows.collect()).to_string()
    };
    let rooms = rows(&|number, one, _, trap| {
        json!({"name": format!("{one} r{number}"), "capacity": number, "location": trap,
               "aliases": [format!("{}al{number}", one.replace(';', ","))], "amenities": [format!("a{one}"), trap]})
    });
    let devices = rows(&|number, one, notes, trap| {
        json!({"serial": format!("{one}s{number}"), "category": "Laptop", "name": trap, "notes": notes,
               "place": one, "anydesk_id": "00123", "price": "1250.50", "purchased_on": "2025-01-10"})
    });
    let users = rows(&|number, one, _, trap| {
        json!({"username": format!("u{number}"), "role": "staff", "full_name": trap, "phone": "0825550100",
               "email": format!("u{number}{}@example.com", one.len())})
    });
    let prices = rows(&|number, one, notes, _| {
        json!({"item_type": "catering", "item": format!("{one} i{number}"), "unit_price": "12.50", "unit": "person",
               "notes": notes, "effective_date": "2026-01-01"})
    });
    for (kind, noun, rows, field) in [
        ("rooms", "room", rooms, "location"),
        ("devices", "device", devices, "place"),
        ("users", "user", users, "full_name"),
        ("pricing", "pricing", prices, "notes"),
    ] {
        env.write("new.json", &rows);
        again(&env, kind, "new.json", &[]).ok();
        let before = written(&env);
        let listed = env.json(&[noun, "list"]);
        for format in ["csv", "tsv", "json", "ndjson", "xlsx"] {
            let file = format!("{kind}.{format}");
            if format == "xlsx" {
                env.colab(&[noun, "list", "-o", &file]).ok();
            } else {
                env.write(&file, env.colab(&[noun, "list", "-f", format]).ok().stdout);
            }
            let run = again(&env, kind, &file, &[]).ok();
            let count = listed.as_array().unwrap().len();
            assert_eq!(
                counts(&run),
                format!("unchanged {count}"),
                "{kind} in {format}: {run}"
            );
        }
        assert_eq!(written(&env), before, "{kind}");
        let mut edited = listed.clone();
        edited[0][field] = json!("O'Brien = \"1\"; \u{5d0}\u{1f600}");
        env.write("edited.json", edited.to_string());
        let run = again(&env, kind, "edited.json", &[]).ok();
        assert!(counts(&run).starts_with("updated 1"), "{kind}: {run}");
        assert_eq!(env.json(&[noun, "list"])[0][field], edited[0][field], "{kind}");
    }
}

fn any_list_of_ours_is_read_back_to_the_byte(_: &Env) {
    check(Engine::Sqlite, 5);
}

fn any_list_of_the_server_is_read_back_to_the_byte(_: &Env) {
    check(Engine::Postgres, 1);
}

fn check(engine: Engine, cases: u32) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let passed = TestRunner::new(config).run(&awkward(), |texts| {
        every_kind_is_read_back(engine, &texts);
        let env = Env::on(engine);
        let row = |(number, (client, notes, reference)): (usize, &(String, String, String))| {
            json!({"client": format!("{client} {number}"), "notes": notes, "phone": format!("00{number}"),
                   "ref": format!("{reference}{number}"), "date": "2026-03-02", "learners": 4})
        };
        let rows: Vec<Value> = texts.iter().enumerate().map(row).collect();
        env.write("b.json", Value::Array(rows).to_string());
        let run = again(&env, "bookings", "b.json", &[]).ok();
        prop_assert_eq!(counts(&run), format!("created {}", texts.len()));
        let list = env.json(&["booking", "list", "--sort", "id"]);
        for (number, (_, notes, _)) in texts.iter().enumerate() {
            let lines: Vec<&str> = value_of(notes).lines().map(str::trim_end).collect();
            let stored = list[number]["requester_notes"].as_str().unwrap_or_default();
            prop_assert_eq!(stored, lines.join("\n"));
        }
        let before = written(&env);
        for format in ["csv", "tsv", "json", "ndjson", "xlsx"] {
            let file = format!("e.{format}");
            if format == "xlsx" {
                env.colab(&["booking", "list", "-o", &file]).ok();
            } else {
                env.write(&file, env.colab(&["booking", "list", "-f", format]).ok().stdout);
            }
            let run = again(&env, "bookings", &file, &[]).ok();
            prop_assert_eq!(
                counts(&run),
                format!("unchanged {}", texts.len()),
                "{}: {}",
                format,
                run
            );
        }
        prop_assert_eq!(written(&env), before);
        Ok(())
    });
    if let Err(error) = passed {
        panic!("{error}");
    }
}
